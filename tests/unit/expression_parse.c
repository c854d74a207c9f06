#include "base/message.h"
#include "check.h"
#include "expression/expression.h"

/* The printed form of `written` into out, or "error" and its message. */
static void parsed(char *out, size_t size, text written, esep_error *error)
{
    expression *e;
    *error = (esep_error){0};
    if (expression_parse(&e, written, error) != ESEP_OK) {
        snprintf(out, size, "error %d at %s", error->message, error->arguments[0]);
        CHECK(e == NULL && error->status == ESEP_USAGE);
        return;
    }
    buffer b = {0};
    expression_print(e, &b);
    text_copy_cut(out, size, buffer_text(&b));
    buffer_free(&b);
    expression_free(e);
}

TEST(prints_canonical_sql_that_parses_to_itself)
{
    static const char *const cases[][2] = {
        {"a=1", "\"a\" = 1"},
        {"gravity in ('grave','especially grave') and not (victims < 2 or district is null)",
         "\"gravity\" in ('grave', 'especially grave') and not (\"victims\" < 2 or \"district\" is null)"},
        {"a != 1 Or a<>2 OR a<=3 or a>=4 or a<5 or a>6",
         "\"a\" <> 1 or \"a\" <> 2 or \"a\" <= 3 or \"a\" >= 4 or \"a\" < 5 or \"a\" > 6"},
        {"a = 1 and (b = 2 and c = 3) and (d = 4 or e = 5)",
         "\"a\" = 1 and \"b\" = 2 and \"c\" = 3 and (\"d\" = 4 or \"e\" = 5)"},
        {"(a = 1 and b = 2) or c = 3", "\"a\" = 1 and \"b\" = 2 or \"c\" = 3"},
        {"a = 1 and b = 2 or c = 3 and d = 4", "\"a\" = 1 and \"b\" = 2 or \"c\" = 3 and \"d\" = 4"},
        {"not a = 1 and b = 2", "not \"a\" = 1 and \"b\" = 2"},
        {"not (a = 1)", "not \"a\" = 1"},
        {"not not (a = 1)", "\"a\" = 1"},
        {"not (not (a = 1 or b = 2)) and c = 3", "(\"a\" = 1 or \"b\" = 2) and \"c\" = 3"},
        {"not (a not in (1))", "not \"a\" not in (1)"},
        {"a NOT BETWEEN 1 AND 2 and b Not Like '_%' and c Is Not Null",
         "\"a\" not between 1 and 2 and \"b\" not like '_%' and \"c\" is not null"},
        {"\"a \"\"b\"\" c\" = 'it''s'", "\"a \"\"b\"\" c\" = 'it''s'"},
        {"\"and\" = 'x' and \"Date\" is null", "\"and\" = 'x' and \"Date\" is null"},
        {"date >= date '2023-06-30' and date < DATE'2024-02-29'",
         "\"date\" >= date '2023-06-30' and \"date\" < date '2024-02-29'"},
        {"қала='Қарағанды'or район_2<>'Қазыбек би'", "\"қала\" = 'Қарағанды' or \"район_2\" <> 'Қазыбек би'"},
        {"a in (-3.50, +4, .5, 5., 1e5, 1.25E-3, 12e+2, 000.1000, -0)",
         "\"a\" in (-3.5, 4, 0.5, 5, 100000, 0.00125, 1200, 0.1, 0)"},
        {"a = 99999999999999999999999999999999999999", "\"a\" = 99999999999999999999999999999999999999"},
        {"a = 1e37 or a = 1e-38 or a = 0e999999999999999999999",
         "\"a\" = 10000000000000000000000000000000000000 or "
         "\"a\" = 0.00000000000000000000000000000000000001 or \"a\" = 0"},
        {"a = '  x y\t'", "\"a\" = 'x y'"},
        {"a like '50\\% \\_ \\\\'", "\"a\" like '50\\% \\_ \\\\'"},
        {"a\xC2\xA0=\xE2\x80\x83"
         "1\r\n\tand\xEF\xBB\xBF b=2",
         "\"a\" = 1 and \"b\" = 2"},
        {"_x1=1", "\"_x1\" = 1"},
        {"date = 'date'", "\"date\" = 'date'"},
        {"a = '«Заря»'", "\"a\" = '«Заря»'"},
        {"((((a = 1))))", "\"a\" = 1"},
    };
    char once[1000], twice[1000];
    esep_error error;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        CHECK_CASE("%s", cases[i][0]);
        parsed(once, sizeof once, text_from(cases[i][0]), &error);
        CHECK_STRING(once, cases[i][1]);
        parsed(twice, sizeof twice, text_from(once), &error);
        CHECK_STRING(twice, once);
    }
}

TEST(says_what_is_wrong_and_where)
{
    static const struct {
        const char *written;
        message_id message;
        int position;
        const char *second, *third;
    } cases[] = {
        {"", MESSAGE_EXPRESSION_EMPTY, 1, "", ""},
        {" \n ", MESSAGE_EXPRESSION_EMPTY, 4, "", ""},
        {"a = ''", MESSAGE_EXPRESSION_EMPTY_TEXT, 5, "''", "is null"},
        {"a = '  '", MESSAGE_EXPRESSION_EMPTY_TEXT, 5, "'  '", "is null"},
        {"a <> ''", MESSAGE_EXPRESSION_EMPTY_TEXT, 6, "''", "is not null"},
        {"a in ('x', '')", MESSAGE_EXPRESSION_EMPTY_TEXT, 12, "''", "is null"},
        {"a not like ''", MESSAGE_EXPRESSION_EMPTY_TEXT, 12, "''", "is not null"},
        {"a = null", MESSAGE_EXPRESSION_NULL_COMPARED, 5, "null", "is null"},
        {"a != NULL", MESSAGE_EXPRESSION_NULL_COMPARED, 6, "NULL", "is not null"},
        {"a between null and 5", MESSAGE_EXPRESSION_NULL_COMPARED, 11, "null", "is null"},
        {"a == 1", MESSAGE_EXPRESSION_SPELLING, 3, "==", "="},
        {"қала == 1", MESSAGE_EXPRESSION_SPELLING, 6, "==", "="},
        {"a =< 1", MESSAGE_EXPRESSION_SPELLING, 3, "=<", "<="},
        {"a≥1", MESSAGE_EXPRESSION_SPELLING, 2, "≥", ">="},
        {"a ≠ 1", MESSAGE_EXPRESSION_SPELLING, 3, "≠", "<>"},
        {"a = −1", MESSAGE_EXPRESSION_SPELLING, 5, "−", "-"},
        {"a = 1 && b = 2", MESSAGE_EXPRESSION_SPELLING, 7, "&&", "and"},
        {"!(a = 1)", MESSAGE_EXPRESSION_SPELLING, 1, "!", "not"},
        {"a = “x”", MESSAGE_EXPRESSION_QUOTES, 5, "“", ""},
        {"a = ‘x’", MESSAGE_EXPRESSION_QUOTES, 5, "‘", ""},
        {"город = «Караганда»", MESSAGE_EXPRESSION_QUOTES, 9, "«", ""},
        {"`a` = 1", MESSAGE_EXPRESSION_QUOTES, 1, "`", ""},
        {"a = \"North\"", MESSAGE_EXPRESSION_NAME_AS_VALUE, 5, "\"North\"", ""},
        {"a = North", MESSAGE_EXPRESSION_NAME_AS_VALUE, 5, "North", ""},
        {"a like \"N%\"", MESSAGE_EXPRESSION_NAME_AS_VALUE, 8, "\"N%\"", ""},
        {"a in (\"x\")", MESSAGE_EXPRESSION_NAME_AS_VALUE, 7, "\"x\"", ""},
        {"a > date", MESSAGE_EXPRESSION_NAME_AS_VALUE, 5, "date", ""},
        {"a > date \"2023-06-30\"", MESSAGE_EXPRESSION_NAME_AS_VALUE, 10, "\"2023-06-30\"", ""},
        {"a = today()", MESSAGE_EXPRESSION_NAME_AS_VALUE, 5, "today", ""},
        {"'a' = 1", MESSAGE_EXPRESSION_TEXT_AS_COLUMN, 1, "'a'", ""},
        {"1 = a", MESSAGE_EXPRESSION_COLUMN_EXPECTED, 1, "1", ""},
        {"a = 1 and and b = 2", MESSAGE_EXPRESSION_COLUMN_EXPECTED, 11, "and", ""},
        {"in = 1", MESSAGE_EXPRESSION_COLUMN_EXPECTED, 1, "in", ""},
        {"()", MESSAGE_EXPRESSION_COLUMN_EXPECTED, 2, ")", ""},
        {"a = 1 and", MESSAGE_EXPRESSION_COLUMN_MISSING, 10, "", ""},
        {"not", MESSAGE_EXPRESSION_COLUMN_MISSING, 4, "", ""},
        {"a = )", MESSAGE_EXPRESSION_VALUE_EXPECTED, 5, ")", ""},
        {"a in ()", MESSAGE_EXPRESSION_VALUE_EXPECTED, 7, ")", ""},
        {"a =", MESSAGE_EXPRESSION_VALUE_MISSING, 4, "", ""},
        {"a", MESSAGE_EXPRESSION_ENDS, 2, "=  <>  <  <=  >  >=  between  in  like  is  not", ""},
        {"a 1", MESSAGE_EXPRESSION_EXPECTED, 3, "1", "=  <>  <  <=  >  >=  between  in  like  is  not"},
        {"a-1 = 2", MESSAGE_EXPRESSION_EXPECTED, 2, "-1", "=  <>  <  <=  >  >=  between  in  like  is  not"},
        {"a not = 1", MESSAGE_EXPRESSION_EXPECTED, 7, "=", "between  in  like"},
        {"a in 1", MESSAGE_EXPRESSION_EXPECTED, 6, "1", "("},
        {"a in (1 2)", MESSAGE_EXPRESSION_EXPECTED, 9, "2", ",  )"},
        {"a in (1", MESSAGE_EXPRESSION_ENDS, 8, ",  )", ""},
        {"a between 1 or 2", MESSAGE_EXPRESSION_EXPECTED, 13, "or", "and"},
        {"a is 1", MESSAGE_EXPRESSION_EXPECTED, 6, "1", "null,  not null"},
        {"a is not", MESSAGE_EXPRESSION_ENDS, 9, "null", ""},
        {"a like 5", MESSAGE_EXPRESSION_EXPECTED, 8, "5", "'…%'"},
        {"a = 1 b = 2", MESSAGE_EXPRESSION_EXPECTED, 7, "b", "and  or"},
        {"a = 1)", MESSAGE_EXPRESSION_EXPECTED, 6, ")", "and  or"},
        {"(a = 1", MESSAGE_EXPRESSION_ENDS, 7, "and  or  )", ""},
        {"a = 'O'Brien'", MESSAGE_EXPRESSION_EXPECTED, 8, "Brien", "and  or"},
        {"a = 'x", MESSAGE_EXPRESSION_UNCLOSED, 5, "'", ""},
        {"\"a = 'x'", MESSAGE_EXPRESSION_UNCLOSED, 1, "\"", ""},
        {"a = 'x''", MESSAGE_EXPRESSION_UNCLOSED, 5, "'", ""},
        {"\"\" = 1", MESSAGE_EXPRESSION_EMPTY_NAME, 1, "\"\"", ""},
        {"a = 1;", MESSAGE_EXPRESSION_CHARACTER, 6, ";", ""},
        {"a.b = 1", MESSAGE_EXPRESSION_CHARACTER, 2, ".", ""},
        {"a = - 5", MESSAGE_EXPRESSION_CHARACTER, 5, "-", ""},
        {"[a] = 1", MESSAGE_EXPRESSION_CHARACTER, 1, "[", ""},
        {"2023_count = 1", MESSAGE_EXPRESSION_NUMBER, 1, "2023_count", ""},
        {"a = 1.2.3", MESSAGE_EXPRESSION_NUMBER, 5, "1.2.3", ""},
        {"a = 1e", MESSAGE_EXPRESSION_NUMBER, 5, "1e", ""},
        {"a = 0x10", MESSAGE_EXPRESSION_NUMBER, 5, "0x10", ""},
        {"a = 1e38", MESSAGE_EXPRESSION_NUMBER_RANGE, 5, "1e38", ""},
        {"a = 1e-39", MESSAGE_EXPRESSION_NUMBER_RANGE, 5, "1e-39", ""},
        {"a = 1e99999999999999999999", MESSAGE_EXPRESSION_NUMBER_RANGE, 5, "1e99999999999999999999", ""},
        {"a = 123456789012345678901234567890123456789", MESSAGE_EXPRESSION_NUMBER_RANGE, 5,
         "123456789012345678901234567890123456789", ""},
        {"a > 12,5", MESSAGE_EXPRESSION_DECIMAL_COMMA, 7, ",", ""},
        {"a = date '30.06.2023'", MESSAGE_EXPRESSION_DATE, 10, "'30.06.2023'", ""},
        {"a = date '2023-02-29'", MESSAGE_EXPRESSION_DATE, 10, "'2023-02-29'", ""},
        {"a = date '1899-12-31'", MESSAGE_EXPRESSION_DATE, 10, "'1899-12-31'", ""},
        {"a = date '2200-01-01'", MESSAGE_EXPRESSION_DATE, 10, "'2200-01-01'", ""},
        {"a = date '2023-06-3x'", MESSAGE_EXPRESSION_DATE, 10, "'2023-06-3x'", ""},
        {"a = date ''", MESSAGE_EXPRESSION_DATE, 10, "''", ""},
        {"a in (1, 'x')", MESSAGE_EXPRESSION_KINDS, 10, "'x'", ""},
        {"a between date '2023-01-01' and '2023-06-30'", MESSAGE_EXPRESSION_KINDS, 33, "'2023-06-30'", ""},
        {"a like ' x%'", MESSAGE_EXPRESSION_PATTERN_BLANK, 8, "' x%'", ""},
        {"a like 'x\\y'", MESSAGE_EXPRESSION_PATTERN_ESCAPE, 8, "'x\\y'", ""},
        {"a like 'x\\'", MESSAGE_EXPRESSION_PATTERN_ESCAPE, 8, "'x\\'", ""},
        {"қ = '\xFF'", MESSAGE_EXPRESSION_NOT_UTF8, 6, "", ""},
        {"қ\xD2", MESSAGE_EXPRESSION_NOT_UTF8, 2, "", ""},
        {"a \x01 = 1", MESSAGE_EXPRESSION_CHARACTER, 3, " ", ""},
        {"a = 'x' 'x\ny'", MESSAGE_EXPRESSION_EXPECTED, 9, "'x y'", "and  or"},
    };
    char out[200], position[24];
    esep_error error;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        CHECK_CASE("%s", cases[i].written);
        parsed(out, sizeof out, text_from(cases[i].written), &error);
        CHECK_INT(error.message, cases[i].message);
        snprintf(position, sizeof position, "%d", cases[i].position);
        CHECK_STRING(error.arguments[0], position);
        CHECK_STRING(error.arguments[1], cases[i].second);
        CHECK_STRING(error.arguments[2], cases[i].third);
    }
}

TEST(refuses_missing_text_and_nul_bytes)
{
    char out[200];
    esep_error error;
    parsed(out, sizeof out, (text){NULL, 0}, &error);
    CHECK_INT(error.message, MESSAGE_EXPRESSION_EMPTY);
    parsed(out, sizeof out, (text){"a = 'x\0y'", 10}, &error);
    CHECK_INT(error.message, MESSAGE_EXPRESSION_NOT_UTF8);
    CHECK_STRING(error.arguments[0], "7");
    expression *e;
    CHECK_INT(expression_parse(&e, text_from("a ="), NULL), ESEP_USAGE);
    expression_free(NULL);
}

/* `count` times `piece`, joined by `joint`, between `before` and `after`. */
static buffer repeated(const char *before, size_t count, const char *piece, const char *joint,
                       const char *after)
{
    buffer b = {0};
    buffer_add_string(&b, before);
    for (size_t i = 0; i < count; i++) {
        buffer_add_string(&b, i ? joint : "");
        buffer_add_string(&b, piece);
    }
    buffer_add_string(&b, after);
    return b;
}

TEST(keeps_its_limits)
{
    static const struct {
        const char *name, *before, *piece, *joint, *after;
        size_t count;
        message_id message;
        const char *position;
    } cases[] = {
        {"200 parentheses", "", "(", "", "a=1", 200, MESSAGE_EXPRESSION_ENDS, "204"},
        {"201 parentheses", "", "(", "", "a=1", 201, MESSAGE_EXPRESSION_TOO_DEEP, "201"},
        {"hostile nesting", "", "(", "", "a=1", 60000, MESSAGE_EXPRESSION_TOO_DEEP, "201"},
        {"hostile nesting with not", "", "not(", "", "a=1", 16000, MESSAGE_EXPRESSION_TOO_DEEP, "804"},
        {"a heap of nots", "", "not ", "", "a=1", 16000, MESSAGE_NONE, ""},
        {"4096 comparisons", "", "a=1", " or ", "", 4096, MESSAGE_NONE, ""},
        {"4097 comparisons", "", "a=1", " or ", "", 4097, MESSAGE_EXPRESSION_TOO_MANY, "28673"},
        {"5000 comparisons", "", "a=1", " or ", "", 5000, MESSAGE_EXPRESSION_TOO_MANY, "28673"},
        {"20000 values", "a in (", "1", ", ", ")", 20000, MESSAGE_NONE, ""},
        {"64 KB of blanks", "", " ", "", "", 65536, MESSAGE_EXPRESSION_EMPTY, "65537"},
        {"more than 64 KB", "", " ", "", "a=1", 65536, MESSAGE_EXPRESSION_TOO_LONG, "65537"},
        {"64 KB of text", "a='", "x", "", "'", 65528, MESSAGE_NONE, ""},
        {"64 KB of text, longer in print", "a='", "x", "", "'", 65529, MESSAGE_EXPRESSION_PRINTS_TOO_LONG,
         "1"},
        {"numbers longer in print", "a in (", "1e37", ",", ")", 5000, MESSAGE_EXPRESSION_PRINTS_TOO_LONG,
         "1"},
        {"a pattern of 1024 bytes", "a like '", "%", "", "'", 1024, MESSAGE_NONE, ""},
        {"a pattern of 1025 bytes", "a like '", "%", "", "'", 1025, MESSAGE_EXPRESSION_PATTERN_LONG, "8"},
        {"a long name", "", "қ", "", "=1", 30000, MESSAGE_NONE, ""},
        {"quotes only", "a='", "''", "", "'", 30000, MESSAGE_NONE, ""},
    };
    char once[70000], twice[70000];
    esep_error error;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        CHECK_CASE("%s", cases[i].name);
        buffer b = repeated(cases[i].before, cases[i].count, cases[i].piece, cases[i].joint, cases[i].after);
        parsed(once, sizeof once, buffer_text(&b), &error);
        CHECK_INT(error.message, cases[i].message);
        CHECK_STRING(error.arguments[0], cases[i].position);
        buffer_free(&b);
        if (error.status == ESEP_OK) {
            parsed(twice, sizeof twice, text_from(once), &error);
            CHECK_STRING(twice, once);
        }
    }
}

TEST(nests_200_deep)
{
    buffer b = repeated("", 200, "not (a=1 and b=2 or ", "", "c=3");
    for (int i = 0; i < 200; i++)
        buffer_add_byte(&b, ')');
    char once[20000], twice[20000];
    esep_error error;
    parsed(once, sizeof once, buffer_text(&b), &error);
    CHECK_INT(error.message, MESSAGE_NONE);
    parsed(twice, sizeof twice, text_from(once), &error);
    CHECK_STRING(twice, once);
    buffer_free(&b);
}

TEST(lists_columns_and_tests)
{
    expression *e;
    esep_error error = {0};
    CHECK_INT(expression_parse(&e, text_from("b = 1 and \"a\" = 2 or B is null or b in (3) and a like '%'"),
                               &error),
              ESEP_OK);
    const text *names;
    CHECK_INT(expression_columns(e, &names), 3);
    CHECK(text_equal(names[0], text_from("b")) && text_equal(names[1], text_from("a")) &&
          text_equal(names[2], text_from("B")));
    static const size_t columns[] = {0, 1, 2, 0, 1};
    CHECK_INT(expression_tests(e), 5);
    for (size_t t = 0; t < 5; t++)
        CHECK_INT(expression_test_column(e, t), columns[t]);
    expression_free(e);
}

TEST(borrows_nothing_from_the_text)
{
    char written[] = "name = 'value'";
    expression *e;
    esep_error error = {0};
    CHECK_INT(expression_parse(&e, text_from(written), &error), ESEP_OK);
    memset(written, '#', sizeof written - 1);
    const text *names;
    expression_columns(e, &names);
    CHECK(text_equal(names[0], text_from("name")));
    CHECK_INT(expression_test(e, 0, text_from("value"), NULL), EXPRESSION_TRUE);
    expression_free(e);
}

TEST(checks_the_registers_date)
{
    static const date_format printed = {DATE_DMY, '.', "dd.mm.yyyy"}, packed = {DATE_YMD, '\0', "yyyymmdd"};
    static const struct {
        const char *written;
        const date_format *date;
        const char *position, *second;
    } cases[] = {
        {"day >= date '2023-06-30' and day < '2024-01-01' and day like '%2023' and day is not null", &printed,
         "", ""},
        {"other = '30.06.2023' or other > 5", &printed, "", ""},
        {"other = 1 and day >= '30.06.2023'", &printed, "22", "'30.06.2023'"},
        {"day in ('2023-06-30', '2023-06-31')", &printed, "9", "'2023-06-30'"},
        {"day between 1 and 2", &printed, "13", "1"},
        {"day between 20230101 and 20230630", &packed, "", ""},
        {"day = '20230101'", &packed, "7", "'20230101'"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        CHECK_CASE("%s", cases[i].written);
        expression *e;
        esep_error error = {0};
        CHECK_INT(expression_parse(&e, text_from(cases[i].written), &error), ESEP_OK);
        esep_status status = expression_check_date(e, text_from("day"), cases[i].date, &error);
        CHECK_INT(status, cases[i].position[0] ? ESEP_USAGE : ESEP_OK);
        CHECK_STRING(error.arguments[0], cases[i].position);
        CHECK_STRING(error.arguments[1], cases[i].second);
        CHECK_STRING(error.arguments[2], cases[i].position[0] ? "day" : "");
        expression_free(e);
    }
}

int main(void)
{
    RUN(prints_canonical_sql_that_parses_to_itself);
    RUN(says_what_is_wrong_and_where);
    RUN(refuses_missing_text_and_nul_bytes);
    RUN(keeps_its_limits);
    RUN(nests_200_deep);
    RUN(lists_columns_and_tests);
    RUN(borrows_nothing_from_the_text);
    RUN(checks_the_registers_date);
    return check_finish();
}

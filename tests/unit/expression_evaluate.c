#include "check.h"
#include "expression/expression.h"

enum { F = EXPRESSION_FALSE, T = EXPRESSION_TRUE, U = EXPRESSION_UNKNOWN };

static const date_format printed = {DATE_DMY, '.', "dd.mm.yyyy"};

static expression *parse(const char *written)
{
    expression *e;
    esep_error error = {0};
    CHECK_INT(expression_parse(&e, text_from(written), &error), ESEP_OK);
    if (!e)
        printf("# message %d at %s: %s\n", error.message, error.arguments[0], error.arguments[1]);
    return e;
}

/* The whole filter, where every column holds `value`. */
static int judge(const char *written, text value, const date_format *date)
{
    expression *e = parse(written);
    if (!e)
        return -1;
    expression_truth truths[16];
    for (size_t t = 0; t < expression_tests(e); t++)
        truths[t] = expression_test(e, t, value, date);
    int whole = expression_combine(e, truths);
    expression_free(e);
    return whole;
}

typedef struct judged {
    const char *written, *value;
    int truth;
} judged;

static void check_judged(const judged *cases, size_t n, const date_format *date)
{
    for (size_t i = 0; i < n; i++) {
        CHECK_CASE("%s with '%s'", cases[i].written, cases[i].value ? cases[i].value : "missing");
        CHECK_INT(judge(cases[i].written, text_from(cases[i].value), date), cases[i].truth);
    }
}

#define CHECK_JUDGED(date, ...)                                                                              \
    do {                                                                                                     \
        static const judged cases[] = {__VA_ARGS__};                                                         \
        check_judged(cases, sizeof cases / sizeof *cases, date);                                             \
    } while (0)

TEST(texts)
{
    CHECK_JUDGED(NULL, {"x = 'a'", "a", T}, {"x = 'a'", "A", F}, {"x = 'a'", " \ta ", T},
                 {"x = ' a '", "a", T}, {"x = 'a'", "", U}, {"x = 'a'", NULL, U}, {"x = 'a'", "  ", U},
                 {"x <> 'a'", "a", F}, {"x <> 'a'", "b", T}, {"x != 'a'", "", U}, {"x < 'b'", "a", T},
                 {"x < 'b'", "b", F}, {"x < 'b'", "aa", T}, {"x <= 'b'", "b", T}, {"x > 'b'", "ba", T},
                 {"x >= 'b'", "b", T}, {"x > 'я'", "қ", T}, {"x > '10'", "9", T}, {"x = 'a  b'", "a b", F},
                 {"x = '5'", "5.0", F}, {"x = 'Қарағанды'", "Қарағанды", T}, {"x = 'it''s'", "it's", T},
                 {"x is null", "", T}, {"x is null", NULL, T}, {"x is null", " \t", T}, {"x is null", "0", F},
                 {"x is not null", "", F}, {"x is not null", "x", T}, {"x between 'b' and 'd'", "b", T},
                 {"x between 'b' and 'd'", "d", T}, {"x between 'b' and 'd'", "da", F},
                 {"x between 'd' and 'b'", "c", F}, {"x not between 'b' and 'd'", "a", T},
                 {"x not between 'b' and 'd'", "", U});
}

TEST(lists)
{
    CHECK_JUDGED(
        NULL, {"x in ('c','a','b')", "a", T}, {"x in ('c','a','b')", "b", T}, {"x in ('c','a','b')", "c", T},
        {"x in ('c','a','b')", "d", F}, {"x in ('c','a','b')", "", U}, {"x not in ('c','a')", "a", F},
        {"x not in ('c','a')", "b", T}, {"x not in ('c','a')", "", U}, {"not x in ('a')", "", U},
        {"not x in ('a')", "b", T}, {"x in ('a','a')", "a", T}, {"x in (3, 1, 2.50)", "2.5", T},
        {"x in (3, 1, 2)", "1.0", T}, {"x in (3, 1, 2)", "4", F}, {"x in (3, 1, 2)", "one", U},
        {"x not in (3, 1, 2)", "one", U}, {"x in (date '2023-06-30', date '2020-02-29')", "2020-02-29", T},
        {"x in (date '2023-06-30', date '2020-02-29')", "2020-02-28", F});
}

TEST(numbers)
{
    CHECK_JUDGED(
        NULL, {"x = 5", "5", T}, {"x = 5", "5.000", T}, {"x = 5", "05", T}, {"x = 5", "+5", T},
        {"x = 5", " 5 ", T}, {"x = 5", "5,0", T}, {"x = 0.1", ".1", T}, {"x = 5", "5.", T},
        {"x = 100000", "1e5", T}, {"x = 100000", "1E+5", T}, {"x = 0.001", "1e-3", T},
        {"x = -3.5", "-3.5", T}, {"x = -3.5", "-3,5", T}, {"x = 0", "-0.00", T}, {"x < 10", "9", T},
        {"x > 9", "10", T}, {"x > -1", "-0.5", T}, {"x < -1", "-1.0000000001", T},
        {"x >= 2", "1.99999999999999999999999999999999999", F}, {"x = 0.3", "0.30000000000000004", F},
        {"x > 0.3", "0.30000000000000004", T}, {"x = 9007199254740993", "9007199254740992", F},
        {"x = 9007199254740993", "9007199254740993", T},
        {"x > 99999999999999999999999999999999999998", "99999999999999999999999999999999999999", T},
        {"x < 0.00000000000000000000000000000000000001", "99999999999999999999999999999999999999", F},
        {"x > 0.00000000000000000000000000000000000001", "99999999999999999999999999999999999999", T},
        {"x < 0.00000000000000000000000000000000000001", "-99999999999999999999999999999999999999", T},
        {"x < -0.00000000000000000000000000000000000001", "-99999999999999999999999999999999999999", T},
        {"x > -0.00000000000000000000000000000000000001", "-99999999999999999999999999999999999999", F},
        {"x between 1.5 and 2.5", "1.50", T}, {"x between 1.5 and 2.5", "2.51", F}, {"x <> 5", "6", T},
        {"x <> 5", "5", F}, {"x <> 5", "five", U}, {"x <> 5", "", U}, {"x >= 5", "5", T}, {"x <= 5", "5", T},
        {"x = 1.5", "1.5000000000000000000000000000000000000000000000000000000000", T},
        {"x = 0", "0.000000000000000000000000000000000000000000000000000000000000", T},
        {"x = 1", "0000000000000000000000000000000000000000000000000000000000001", T});
}

TEST(cells_that_are_no_numbers)
{
    static const char *const cells[] = {
        "five",
        "1 234",
        "1,234",
        "1,234.5",
        "1.234,5",
        "12,",
        ",5",
        "1,5,5",
        "0,125",
        "1,2e3",
        "1e",
        "e5",
        "1e+",
        "--5",
        "+-5",
        "-",
        ".",
        "0x10",
        "inf",
        "nan",
        "5%",
        "5 kg",
        "1e38",
        "1e-39",
        "1\302\240000",
        "5-",
        "5e5e5",
        "1.2.3",
        "1_000",
        "٥",
        "1e99999999999999999999999",
        "1e-99999999999999999",
        "1000000000000000000000000000000000000000",
        "0.1234567890123456789012345678901234567890",
        "5\n",
        "\"5\"",
        "−5",
    };
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
        CHECK_CASE("%s", cells[i]);
        CHECK_INT(judge("x > 0 or not x > 0 or x in (1, 2)", text_from(cells[i]), NULL), U);
    }
    CHECK_JUDGED(NULL, {"x = 1.2345", "1,2345", T}, {"x = 1234.56", "1234,56", T}, {"x = 0.1", "0,1", T},
                 {"x = 1.234", "1.234", T}, {"x = 0", "0e99999999999999999999999", T});
}

TEST(patterns)
{
    CHECK_JUDGED(NULL, {"x like 'abc'", "abc", T}, {"x like 'abc'", "abcd", F}, {"x like 'a%'", "a", T},
                 {"x like 'a%'", "abc", T}, {"x like 'A%'", "abc", F}, {"x like '%c'", "abc", T},
                 {"x like '%b%'", "abc", T}, {"x like '%d%'", "abc", F}, {"x like '_'", "қ", T},
                 {"x like '_'", "qq", F}, {"x like '__'", "қ", F}, {"x like '_рағ%'", "қрағанды", T},
                 {"x like '%_'", "", U}, {"x like '%'", "x", T}, {"x like '%'", "", U},
                 {"x not like '%'", "", U}, {"x not like 'a%'", "b", T}, {"x not like 'a%'", "a", F},
                 {"x like 'a%b%c'", "aXbYbZc", T}, {"x like 'a%b%c'", "aXcYbZ", F}, {"x like '%%%'", "x", T},
                 {"x like '_%_'", "x", F}, {"x like '_%_'", "xy", T}, {"x like '%ab_'", "ababc", T},
                 {"x like '50\\%'", "50%", T}, {"x like '50\\%'", "500", F}, {"x like 'a\\_b'", "a_b", T},
                 {"x like 'a\\_b'", "axb", F}, {"x like 'a\\\\b'", "a\\b", T}, {"x like '% b'", "a b", T},
                 {"x like 'it''s%'", "it's so", T}, {"x like '_'", "\xFF", T}, {"x like '__'", "\xD2\xD2", T},
                 {"x like 'a_b'",
                  "a\xE2\x82"
                  "b",
                  F},
                 {"x like 'a__b'",
                  "a\xE2\x82"
                  "b",
                  T},
                 {"x like '%қ'", "\xD2\xD2\x9B", T}, {"x like '_'", "😀", T},
                 {"x like '2023-%'", "2023-06-30", T});
}

TEST(a_hostile_pattern_ends)
{
    char *cell = malloc(200000);
    memset(cell, 'a', 200000);
    buffer b = {0};
    buffer_add_string(&b, "x like '");
    for (int i = 0; i < 340; i++)
        buffer_add_string(&b, "%a_");
    buffer_add_string(&b, "b'");
    buffer_add_byte(&b, '\0');
    CHECK_INT(judge(b.data, (text){cell, 200000}, NULL), F);
    buffer_free(&b);
    buffer_add_string(&b, "x like '%");
    for (int i = 0; i < 1000; i++)
        buffer_add_byte(&b, 'a');
    buffer_add_string(&b, "b%'");
    buffer_add_byte(&b, '\0');
    CHECK_INT(judge(b.data, (text){cell, 200000}, NULL), F);
    buffer_free(&b);
    free(cell);
}

TEST(dates)
{
    CHECK_JUDGED(NULL, {"x = date '2023-06-30'", "2023-06-30", T}, {"x = date '2023-06-30'", "2023-6-30", T},
                 {"x >= date '2023-06-30'", "2023-07-01", T}, {"x >= date '2023-06-30'", "2022-12-31", F},
                 {"x >= date '2023-06-30'", "30.06.2023", U}, {"x <> date '2023-06-30'", "2023-02-30", U},
                 {"x = date '2023-06-30'", "", U}, {"x = date '2023-06-30'", "2023-06-30 23:59", T},
                 {"x between date '2023-01-01' and date '2023-06-30'", "2023-06-30", T},
                 {"x not between date '2023-01-01' and date '2023-06-30'", "2023-07-01", T},
                 /* not the register's date: texts stay texts */
                 {"x = '2023-06-30'", "2023-6-30", F}, {"x < '2023-06-30'", "2023-06-3", T});
    CHECK_JUDGED(&printed, {"x = date '2023-06-30'", "30.06.2023", T},
                 {"x < date '2023-06-30'", "01.07.2023", F}, {"x >= date '2023-06-30'", "01.07.2023", T},
                 {"x = date '2023-06-30'", "2023-06-30", U}, {"x = '2023-06-30'", "30.06.2023", T},
                 {"x > '2023-06-30'", "01.07.2023", T}, {"x > '2023-06-30'", "31.06.2023", U},
                 {"x > '2023-06-30'", "", U}, {"x between '2023-01-01' and '2023-06-30'", "30.06.2023", T},
                 {"x between '2023-01-01' and '2023-06-30'", "01.07.2023", F},
                 {"x in ('2023-12-01', '2023-02-28', '2022-03-05')", "28.02.2023", T},
                 {"x in ('2023-12-01', '2023-02-28', '2022-03-05')", "01.02.2023", F},
                 {"x not in ('2023-12-01', '2023-02-28')", "01.02.2023", T},
                 {"x = '30.06.2023'", "30.06.2023", T}, {"x like '%.06.2023'", "30.06.2023", T},
                 {"x is null", "", T}, {"x is not null", "nonsense", T});
}

/* Truth tables of Kleene: what SQL prescribes. Column a, b hold 1 (true), 0 (false) or nothing (unknown). */
TEST(three_truths)
{
    static const char *const cells[] = {[F] = "0", [T] = "1", [U] = ""};
    static const int conjunction[3][3] = {[F] = {F, F, F}, [T] = {F, T, U}, [U] = {F, U, U}};
    static const int disjunction[3][3] = {[F] = {F, T, U}, [T] = {T, T, T}, [U] = {U, T, U}};
    static const int negation[3] = {[F] = T, [T] = F, [U] = U};
    static const char *const filters[] = {"a = 1 and b = 1",       "a = 1 or b = 1",
                                          "not (a = 1 and b = 1)", "not (a = 1 or b = 1)",
                                          "not a = 1 and b = 1",   "not (not a = 1 or not (b = 1))"};
    for (size_t i = 0; i < 6; i++) {
        expression *e = parse(filters[i]);
        for (int a = 0; a < 3; a++) {
            for (int b = 0; b < 3; b++) {
                const int expected[] = {conjunction[a][b],           disjunction[a][b],
                                        negation[conjunction[a][b]], negation[disjunction[a][b]],
                                        conjunction[negation[a]][b], conjunction[a][b]};
                expression_truth truths[] = {expression_test(e, 0, text_from(cells[a]), NULL),
                                             expression_test(e, 1, text_from(cells[b]), NULL)};
                CHECK_CASE("%s with a '%s', b '%s'", filters[i], cells[a], cells[b]);
                CHECK_INT(expression_combine(e, truths), expected[i]);
            }
        }
        expression_free(e);
    }
}

static uint32_t dice_state = 12345;

static uint32_t dice(uint32_t sides)
{
    dice_state = dice_state * 1664525u + 1013904223u;
    return (dice_state >> 8) % sides;
}

enum { GROWN_TRUTHS = 3000 };

/* Write a random filter and work out its truth on the way, for random truths of its tests, in test order. */
static int grow(buffer *b, int depth, expression_truth *truths, size_t *n)
{
    bool negated = dice(4) == 0;
    buffer_add_string(b, negated ? "not (" : "(");
    int truth;
    if (depth == 0 || dice(5) == 0 || *n > GROWN_TRUTHS - 100) {
        buffer_add_string(b, "x=1");
        truth = (int)(truths[(*n)++] = (expression_truth)dice(3));
    } else {
        bool and = dice(2);
        int ranks = 0, rank[] = {[F] = 0, [U] = 1, [T] = 2};
        for (uint32_t i = 0, children = 2 + dice(3); i < children; i++) {
            buffer_add_string(b, i == 0 ? "" : and? " and " : " or ");
            int next = rank[grow(b, depth - 1, truths, n)];
            ranks = i == 0 ? next : and? (next < ranks ? next : ranks) : (next > ranks ? next : ranks);
        }
        truth = (int[]){F, U, T}[ranks];
    }
    buffer_add_byte(b, ')');
    return negated && truth != U ? (truth == T ? F : T) : truth;
}

TEST(the_program_agrees_with_the_tree)
{
    expression_truth truths[GROWN_TRUTHS];
    size_t seen[3] = {0};
    for (int round = 0; round < 3000; round++) {
        buffer b = {0};
        size_t n = 0;
        int expected = grow(&b, (int)dice(7), truths, &n);
        buffer_add_byte(&b, '\0');
        CHECK_CASE("%.150s", b.data);
        expression *e = parse(b.data);
        CHECK_INT(expression_tests(e), n);
        CHECK_INT(expression_combine(e, truths), expected);
        seen[expected]++;
        expression_free(e);
        buffer_free(&b);
    }
    CHECK(seen[F] > 300 && seen[T] > 300 && seen[U] > 100);
}

/* The tree that takes most of the stack: perfectly balanced, and and or in turn. */
static void balance(buffer *b, int height)
{
    if (height == 0) {
        buffer_add_string(b, "x=1");
        return;
    }
    buffer_add_byte(b, '(');
    balance(b, height - 1);
    buffer_add_string(b, height % 2 ? " and " : " or ");
    balance(b, height - 1);
    buffer_add_byte(b, ')');
}

TEST(the_stack_is_large_enough)
{
    static expression_truth truths[4096];
    buffer b = {0};
    balance(&b, 12);
    buffer_add_byte(&b, '\0');
    expression *e = parse(b.data);
    CHECK_INT(expression_tests(e), 4096);
    for (size_t t = 0; t < 4096; t++)
        truths[t] = EXPRESSION_TRUE;
    CHECK_INT(expression_combine(e, truths), T);
    for (size_t t = 0; t < 4096; t++)
        truths[t] = EXPRESSION_UNKNOWN;
    CHECK_INT(expression_combine(e, truths), U);
    for (size_t t = 0; t < 4096; t += 2)
        truths[t] = EXPRESSION_FALSE;
    CHECK_INT(expression_combine(e, truths), F);
    expression_free(e);
    buffer_free(&b);
}

TEST(long_lists_are_searched)
{
    buffer b = {0};
    buffer_add_string(&b, "x in (");
    for (int i = 0; i < 9000; i++)
        buffer_add_format(&b, "%s%d", i ? "," : "", (i * 7919) % 9000 * 2);
    buffer_add_string(&b, ")");
    buffer_add_byte(&b, '\0');
    expression *e = parse(b.data);
    char cell[24];
    for (int i = 0; i < 18010; i++) {
        snprintf(cell, sizeof cell, "%d", i);
        CHECK_CASE("%d", i);
        CHECK_INT(expression_test(e, 0, text_from(cell), NULL), i % 2 == 0 && i < 18000 ? T : F);
    }
    expression_free(e);
    buffer_free(&b);
}

int main(void)
{
    RUN(texts);
    RUN(lists);
    RUN(numbers);
    RUN(cells_that_are_no_numbers);
    RUN(patterns);
    RUN(a_hostile_pattern_ends);
    RUN(dates);
    RUN(three_truths);
    RUN(the_program_agrees_with_the_tree);
    RUN(the_stack_is_large_enough);
    RUN(long_lists_are_searched);
    return check_finish();
}

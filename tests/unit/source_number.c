#include "check.h"
#include "source/number.h"

static const char *outcome_word(number_outcome outcome)
{
    static const char *const words[] = {"ok", "empty", "unreadable", "marked", "too large"};
    return words[outcome];
}

/* The number in decimal digits, or why there is none. */
static const char *read_as(char out[64], number_mark mark, const char *value)
{
    number_scaled number = 0;
    number_outcome outcome = number_read(&number, mark, text_from(value));
    if (outcome == NUMBER_OK)
        fraction_digits_short(out, number, NUMBER_SCALE);
    else
        snprintf(out, 64, "%s", outcome_word(outcome));
    return out;
}

TEST(reads_by_either_convention)
{
    static const struct {
        const char *value, *point, *comma, *unknown;
    } cases[] = {
        {"0", "0", "0", "0"},
        {"12345", "12345", "12345", "12345"},
        {" 12345\t", "12345", "12345", "12345"},
        {"12345\u00A0", "12345", "12345", "12345"},
        {"007", "7", "7", "7"},
        {"+5", "5", "5", "5"},
        {"-12", "-12", "-12", "-12"},
        {"\u221212", "-12", "-12", "-12"},
        {"-0", "0", "0", "0"},
        {"1,023,220", "1023220", "unreadable", "marked"},
        {"1.023.220", "unreadable", "1023220", "marked"},
        {"1,234", "1234", "1.234", "marked"},
        {"1.234", "1.234", "1234", "marked"},
        {"1,234.5", "1234.5", "unreadable", "marked"},
        {"1.234,5", "unreadable", "1234.5", "marked"},
        {"4,05,861", "405861", "unreadable", "marked"},
        {"1,23,45,678", "12345678", "unreadable", "marked"},
        {"1 234", "1234", "1234", "1234"},
        {"1 234 567,89", "unreadable", "1234567.89", "marked"},
        {"1\u00A0234\u00A0567,89", "unreadable", "1234567.89", "marked"},
        {"1\u202F234\u202F567,89", "unreadable", "1234567.89", "marked"},
        {"1\u2009234.5", "1234.5", "unreadable", "marked"},
        {"1 234,567", "unreadable", "1234.567", "marked"},
        {"1 234.567,8", "unreadable", "unreadable", "marked"},
        {"1'234.5", "1234.5", "unreadable", "marked"},
        {"1\u2019234.5", "1234.5", "unreadable", "marked"},
        {"0.5", "0.5", "unreadable", "marked"},
        {".5", "0.5", "unreadable", "marked"},
        {"5.", "5", "unreadable", "marked"},
        {",5", "unreadable", "0.5", "marked"},
        {"-,5", "unreadable", "-0.5", "marked"},
        {"1.2e5", "120000", "unreadable", "marked"},
        {"1e3", "1000", "1000", "1000"},
        {"1E-3", "0.001", "0.001", "0.001"},
        {"25e-1", "2.5", "2.5", "2.5"},
        {"1e+18", "1000000000000000000", "1000000000000000000", "1000000000000000000"},
        {"0e999", "0", "0", "0"},
        {"0.000000000000000001", "0.000000000000000001", "unreadable", "marked"},
        {"0.5000000000000000000000000", "0.5", "unreadable", "marked"},
        {"170141183460469231731", "170141183460469231731", "170141183460469231731", "170141183460469231731"},
        {"-170141183460469231731", "-170141183460469231731", "-170141183460469231731",
         "-170141183460469231731"},
    };
    char got[64];
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        CHECK_CASE("%s", cases[i].value);
        CHECK_STRING(read_as(got, NUMBER_POINT, cases[i].value), cases[i].point);
        CHECK_STRING(read_as(got, NUMBER_COMMA, cases[i].value), cases[i].comma);
        CHECK_STRING(read_as(got, NUMBER_UNKNOWN, cases[i].value), cases[i].unknown);
    }
}

TEST(bends_nothing)
{
    static const char *const unreadable[] = {
        "x",      "-",        "+",     "--5",       "+-5",  "5-",       "(5)",          "$5",     "5%",
        "5 %",    "5 kg",     "1 2",   "12 34",     "1 23", "1,23",     "1,2345",       "12,34,", ",123",
        "1,,234", "1, 234",   "1.2.3", "1,234.5.6", "0x10", "1e",       "e5",           "1e5.5",  "1e1234",
        "1e--5",  "1f5",      "inf",   "nan",       "NaN",  "Infinity", "\u0661\u0662", "1_000",  "1'23",
        "1'2345", "1234,567", "12e",   ".",         "..",   "\u2212",   "1 234 56",     "''",     "5'",
        "\xFF",   "5\"",
    };
    number_scaled untouched = 77;
    for (size_t i = 0; i < sizeof unreadable / sizeof *unreadable; i++) {
        CHECK_CASE("%s", unreadable[i]);
        CHECK_STRING(outcome_word(number_read(&untouched, NUMBER_POINT, text_from(unreadable[i]))),
                     "unreadable");
    }
    CHECK(untouched == 77);
    CHECK_INT(number_read(&untouched, NUMBER_POINT, text_from("")), NUMBER_EMPTY);
    CHECK_INT(number_read(&untouched, NUMBER_POINT, text_from(" \t ")), NUMBER_EMPTY);
    CHECK_INT(number_read(&untouched, NUMBER_POINT, (text){0}), NUMBER_EMPTY);
}

TEST(refuses_what_cannot_be_held)
{
    static const char *const large[] = {"170141183460469231732",
                                        "999999999999999999999",
                                        "1e21",
                                        "1e999",
                                        "1e-19",
                                        "1e-999",
                                        "0.1234567890123456789",
                                        "123456789012345678901234567890123456789012345678901234567890",
                                        "0.00000000000000000000000000000000000000000000000000000000001"};
    number_scaled untouched = 77;
    for (size_t i = 0; i < sizeof large / sizeof *large; i++) {
        CHECK_CASE("%s", large[i]);
        CHECK_STRING(outcome_word(number_read(&untouched, NUMBER_POINT, text_from(large[i]))), "too large");
    }
    CHECK(untouched == 77);
}

TEST(judges_a_column_by_all_its_values)
{
    enum { UNDECIDED = -1 };
    static const struct {
        const char *values[5];
        int mark;
    } cases[] = {
        {{"1", "2", "300"}, NUMBER_UNKNOWN},
        {{"1 234", "5"}, NUMBER_UNKNOWN},
        {{"", " ", "x"}, NUMBER_UNKNOWN},
        {{"1.5", "2"}, NUMBER_POINT},
        {{"1,5", "2"}, NUMBER_COMMA},
        {{"1,234", "5,678"}, UNDECIDED},
        {{"1.234"}, UNDECIDED},
        {{"1,234", "5.5"}, NUMBER_POINT},
        {{"1,234", "5,5"}, NUMBER_COMMA},
        {{"1,234", "1,023,220"}, NUMBER_POINT},
        {{"1.234", "1.023.220"}, NUMBER_COMMA},
        {{"1.5", "1,5"}, UNDECIDED},
        {{"0,125", "1,234"}, NUMBER_COMMA},
        {{"-0.125", "1.234"}, NUMBER_POINT},
        {{"1234.567"}, NUMBER_POINT},
        {{"1234,567"}, NUMBER_COMMA},
        {{"1 234,567"}, NUMBER_COMMA},
        {{"1,234", "x.y", "1.2.3"}, UNDECIDED},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        number_evidence whole = {0}, halves[2] = {{0}, {0}};
        for (size_t v = 0; v < 5 && cases[i].values[v]; v++) {
            number_evidence_add(&whole, text_from(cases[i].values[v]));
            number_evidence_add(&halves[v % 2], text_from(cases[i].values[v]));
        }
        number_evidence_merge(&halves[1], &halves[0]);
        number_mark mark = NUMBER_UNKNOWN, merged = NUMBER_UNKNOWN;
        CHECK_CASE("column %zu (%s)", i, cases[i].values[0]);
        CHECK_INT(number_evidence_judge(&whole, &mark) ? (int)mark : UNDECIDED, cases[i].mark);
        CHECK_INT(number_evidence_judge(&halves[1], &merged) ? (int)merged : UNDECIDED, cases[i].mark);
    }
}

TEST(keeps_an_example_of_what_reads_two_ways)
{
    number_evidence e = {0};
    number_evidence_add(&e, text_from("12"));
    number_evidence_add(&e, text_from(" 1,234 "));
    number_evidence_add(&e, text_from("5,678"));
    CHECK_STRING(e.example, "1,234");
    CHECK_INT(e.either, 2);
    CHECK_INT(e.numbers, 3);
}

static uint64_t state = 88172645463325252u;

static size_t next_random(size_t below)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (size_t)(state % below);
}

/* Mostly digits; bytes next to the digits in the code among the others. */
static text make_value(char padded[64], size_t most)
{
    static const char others[] = "..,,--+ /:;xe\x00\x80\xFF";
    size_t length = next_random(most + 1);
    memset(padded, '7', 64); /* what stands behind a field is mostly digits too */
    for (size_t i = 0; i < length; i++)
        padded[i] = next_random(12) ? (char)('0' + next_random(10)) : others[next_random(sizeof others - 1)];
    if (length > 3 && next_random(2))
        padded[length - 3] = ".,"[next_random(2)];
    return (text){padded, length};
}

TEST(hundredths_are_the_same_number)
{
    static const number_mark marks[] = {NUMBER_UNKNOWN, NUMBER_POINT, NUMBER_COMMA};
    int wrong = 0, quick = 0;
    for (int i = 0; i < 600000; i++) {
        char padded[64];
        number_mark mark = marks[i % 3];
        text value = make_value(padded, i % 2 ? 6 : 20);
        int64_t hundredths = 0;
        number_scaled number = 0;
        if (!number_read_hundredths(&hundredths, mark, value))
            continue;
        quick++;
        wrong += number_read(&number, mark, value) != NUMBER_OK ||
                 number != (number_scaled)hundredths * INT64_C(10000000000000000);
    }
    CHECK_INT(wrong, 0);
    CHECK(quick > 200000);
}

TEST(hundredths_take_what_is_common)
{
    static const struct {
        const char *value;
        bool taken;
        int64_t hundredths;
    } cases[] = {
        {"0", true, 0},
        {"7", true, 700},
        {"12345678", true, 1234567800},
        {"123456789", true, 12345678900},
        {"999999999999999", true, 99999999999999900},
        {"1000000000000000", false, 0},
        {"-5", true, -500},
        {"0.05", true, 5},
        {"-12.50", true, -1250},
        {"999999999999999.99", true, 99999999999999999},
        {"1.5", false, 0},
        {".50", false, 0},
        {"12.5x", false, 0},
        {"-", false, 0},
        {"", false, 0},
        {" 5", false, 0},
        {"1,234", false, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char padded[64] = {0};
        int64_t hundredths = 0;
        CHECK_CASE("%s", cases[i].value);
        strcpy(padded, cases[i].value);
        CHECK_INT(number_read_hundredths(&hundredths, NUMBER_POINT, text_from(padded)), cases[i].taken);
        CHECK(!cases[i].taken || hundredths == cases[i].hundredths);
    }
}

int main(void)
{
    RUN(reads_by_either_convention);
    RUN(bends_nothing);
    RUN(refuses_what_cannot_be_held);
    RUN(judges_a_column_by_all_its_values);
    RUN(keeps_an_example_of_what_reads_two_ways);
    RUN(hundredths_are_the_same_number);
    RUN(hundredths_take_what_is_common);
    return check_finish();
}

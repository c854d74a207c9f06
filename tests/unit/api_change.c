/* The one call of the verb change, on registers of a few records: periods, measures, the row "other", records left out. */
#include "register.h"

static answer ask(esep_change_request request, const char *records)
{
    return answer_of(request, register_write_text("records.csv", records));
}

/* "base>value status" of a row. */
static const char *row(const answer *a, const char *key)
{
    static char rows[4][700];
    static unsigned next;
    char *out = rows[next++ % 4];
    snprintf(out, sizeof rows[0], "%s>%s %s", answer_cell(a, key, NULL, "base"),
             answer_cell(a, key, NULL, "value"), answer_cell(a, key, NULL, "status"));
    return out;
}

static bool says(const answer *a, const char *words)
{
    return a->forms[ESEP_TEXT] && strstr(a->forms[ESEP_TEXT], words);
}

/* One record on each of these days. */
static char *days(const char *const *list, size_t n)
{
    static char records[4000];
    strcpy(records, "day,k\n");
    for (size_t i = 0; i < n; i++)
        sprintf(records + strlen(records), "%s,x\n", list[i]);
    return records;
}

TEST(periods)
{
    /* A record on each, from 10 January 2022 to 17 June 2024. */
    static const char *const list[] = {"2022-01-10", "2022-02-28", "2022-03-31", "2022-06-30", "2022-12-31",
                                       "2023-01-01", "2023-01-05", "2023-02-28", "2023-03-01", "2023-05-31",
                                       "2023-06-17", "2023-06-18", "2023-12-31", "2024-01-01", "2024-02-29",
                                       "2024-03-01", "2024-05-01", "2024-06-17"};
    static const struct {
        const char *period, *against, *covered_to;
        const char *value_period, *base_period, *counts;
    } cases[] = {
        {NULL, NULL, NULL, "2024-01-01/2024-06-17", "2023-01-01/2023-06-17", "6>5 small-base"},
        {"ytd", "previous-year", NULL, "2024-01-01/2024-06-17", "2023-01-01/2023-06-17", "6>5 small-base"},
        {"2023", NULL, NULL, "2023-01-10/2023-12-31", "2022-01-10/2022-12-31", "5>6 small-base cut-period"},
        {"2024", NULL, NULL, "2024-01-01/2024-06-17", "2023-01-01/2023-06-17", "6>5 small-base cut-period"},
        {"2024", NULL, "2024-06-30", "2024-01-01/2024-06-30", "2023-01-01/2023-06-30",
         "7>5 small-base cut-period"},
        {"2024-H1", NULL, "2024-06-30", "2024-01-01/2024-06-30", "2023-01-01/2023-06-30", "7>5 small-base"},
        {NULL, NULL, "2024-06-30", "2024-01-01/2024-06-30", "2023-01-01/2023-06-30", "7>5 small-base"},
        {"2024-02", NULL, NULL, "2024-02-01/2024-02-29", "2023-02-01/2023-02-28", "1>1 small-base"},
        {"2024-03", "previous-period", NULL, "2024-03-01/2024-03-31", "2024-02-01/2024-02-29",
         "1>1 small-base"},
        {"2024-Q1", "previous-period", NULL, "2024-01-01/2024-03-31", "2023-10-01/2023-12-31",
         "1>3 small-base"},
        {"2023-02-28..2023-03-01", "previous-period", NULL, "2023-02-28/2023-03-01", "2023-02-26/2023-02-27",
         "0>2 zero-base"},
        {"2024-01-01..2024-03-01", "2022-01-01..2022-03-01", NULL, "2024-01-10/2024-03-01",
         "2022-01-10/2022-03-01", "2>2 small-base cut-period"},
        {"2024-05", "2022-03", NULL, "2024-05-01/2024-05-31", "2022-03-01/2022-03-31", "1>1 small-base"},
        {"2023-01", "2021-01", NULL, "2023-01-01/2023-01-31", "", ">2 no-base"},
        {"2022", NULL, NULL, "2022-01-10/2022-12-31", "", ">5 cut-period no-base"},
        {"last-28-days", NULL, NULL, "2024-05-21/2024-06-17", "2023-05-23/2023-06-19", "3>1 small-base"},
        {"2024-06-17", NULL, NULL, "2024-06-17/2024-06-17", "2023-06-17/2023-06-17", "1>1 small-base"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        answer a = ask((esep_change_request){.by = "k",
                                             .period = cases[i].period,
                                             .against = cases[i].against,
                                             .covered_to = cases[i].covered_to},
                       days(list, sizeof list / sizeof *list));
        CHECK_CASE("%s against %s to %s", cases[i].period ? cases[i].period : "-",
                   cases[i].against ? cases[i].against : "-",
                   cases[i].covered_to ? cases[i].covered_to : "-");
        answer_check_account(&a, 18);
        CHECK_STRING(answer_cell(&a, "_T", NULL, "period"), cases[i].value_period);
        CHECK_STRING(answer_cell(&a, "_T", NULL, "base_period"), cases[i].base_period);
        CHECK_STRING(row(&a, "_T"), cases[i].counts);
        answer_free(&a);
    }
}

TEST(notes_on_periods)
{
    static const char *const list[] = {"2022-01-01", "2023-01-15", "2023-03-31", "2024-01-01",
                                       "2024-02-29", "2024-03-05", "2024-06-17"};
    static const struct {
        const char *period, *against, *expected, *not_expected;
    } cases[] = {
        {NULL, NULL, "29 February is in one of the two periods only", "differ in length"},
        {"2024-03", NULL, "No records in", "29 February"},
        {"2024-03", NULL, "No records in February–December 2022: is the register complete?", "Cut period"},
        {"2024-03", NULL, "No records in February 2023: is", "Cut period"},
        {"2024-03", NULL, "No records in April–December 2023: is", "Cut period"},
        {"2024-H1", NULL,
         "Cut period (first half of 2024 → 1 January – 17 June 2024): the register does not cover",
         "differ in length"},
        {"2024-03", "2023-Q1", "The periods differ in length", "29 February"},
        {"2024-01..2024-02", "2024-02..2024-03", "The two periods overlap", "no record of"},
        {"2024-03", "2020",
         "The register has no record of 1 January – 31 December 2020: nothing to compare with", "Chance"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        answer a = ask((esep_change_request){.period = cases[i].period, .against = cases[i].against},
                       days(list, sizeof list / sizeof *list));
        CHECK_CASE("%zu: %s", i, cases[i].expected);
        answer_check_account(&a, 7);
        CHECK(says(&a, cases[i].expected));
        CHECK(!says(&a, cases[i].not_expected));
        answer_free(&a);
    }
}

/* Months that no record names are holes; the months of a register without days. */
TEST(months_alone)
{
    answer a = ask((esep_change_request){0},
                   "month,k\n2022-11,x\n2023-01,x\n2023-02,x\n2024-01,y\n2024-01,y\n2024-02,x\n");
    answer_check_account(&a, 6);
    CHECK_STRING(answer_cell(&a, "2024-01-01/2024-02-29", NULL, "base_period"), "2023-01-01/2023-02-28");
    CHECK_STRING(row(&a, "2024-01-01/2024-02-29"), "2>3 small-base");
    CHECK(says(&a, "No records in December 2022") && says(&a, "No records in March–December 2023"));
    answer_free(&a);
}

static const char kinds[] = "day,kind,key,n\n"
                            "2022-01-01,a,1,1\n2022-01-01,a,1,2\n2022-02-01,b,1,3\n2022-03-01,c,2,4\n2022-03-"
                            "01,d,3,5\n2022-03-02,e,9,0\n"
                            "2023-01-01,a,1,1\n2023-01-01,a,4,1\n2023-02-01,a,4,1\n2023-02-01,b,4,1\n2023-02-"
                            "02,b,5,1\n2023-03-01,c,5,7\n2023-03-02,d,6,1\n";

TEST(other_keeps_sums_right)
{
    static const struct {
        esep_change_request request;
        const char *total, *a, *b, *other;
    } cases[] = {
        {{.by = "kind", .top = 2}, "6>7 small-base", "2>3 small-base", "1>2 small-base", "3>2 small-base"},
        {{.by = "kind", .top = 2, .distinct = "key"},
         "4>4 small-base",
         "1>2 small-base",
         "1>2 small-base",
         "3>2 small-base"},
        {{.by = "kind", .top = 1, .sum = "n"}, "15>13 ", "> ", "> ", "11>6 "},
        {{.by = "kind", .top = 4}, "6>7 small-base", "2>3 small-base", "1>2 small-base", "> "},
        {{.by = "kind"}, "6>7 small-base", "2>3 small-base", "1>2 small-base", "> "},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        answer a = ask(cases[i].request, kinds);
        CHECK_CASE("case %zu", i);
        answer_check_account(&a, 13);
        CHECK_STRING(row(&a, "_T"), cases[i].total);
        CHECK_STRING(row(&a, "a"), cases[i].a);
        CHECK_STRING(row(&a, "b"), cases[i].b);
        CHECK_STRING(row(&a, "_O"), cases[i].other);
        answer_free(&a);
    }
}

TEST(distinct_values_count_once_in_each_cell)
{
    answer a = ask((esep_change_request){.by = "kind", .distinct = "key"}, kinds);
    answer_check_account(&a, 13);
    CHECK_STRING(row(&a, "_T"), "4>4 small-base");
    CHECK_STRING(row(&a, "a"), "1>2 small-base");
    CHECK_STRING(row(&a, "c"), "1>1 small-base");
    CHECK_STRING(row(&a, "e"), "1>0 small-base");
    CHECK(says(&a, "A value counts once in each row"));
    answer_free(&a);
    a = ask((esep_change_request){.distinct = "key"},
            "day,key\n2022-01-01,1\n2022-01-02,\n2023-01-01, 1 \n2023-01-01,\"1\"\n2023-01-02,01\n");
    answer_check_account(&a, 5);
    CHECK_INT(answer_account(&a, "rejected"), 1);
    CHECK_STRING(row(&a, "2023-01-01/2023-01-02"), "1>2 small-base");
    answer_free(&a);
}

TEST(sums)
{
    static const struct {
        const char *values[4], *decimal; /* of two days in 2022 and two in 2023 */
        const char *base, *value, *change;
        int rejected;
    } cases[] = {
        {{"1", "2", "3", "4"}, NULL, "3", "7", "133.33333333333334", 0},
        {{"1.5", "2", "-3.25", "4"}, NULL, "3.5", "0.75", "-78.57142857142857", 0},
        {{"1,5", "2", "1 234,25", "0"}, NULL, "3.5", "1234.25", "35164.28571428572", 0},
        {{"1,234", "2,000", "3", "4"}, "point", "3234", "7", "-99.78354978354979", 0},
        {{"1,234", "2,000", "3", "4"}, "comma", "3.234", "7", "116.45021645021644", 0},
        {{"1", "", "x", "4"}, NULL, "1", "4", "300", 2},
        {{"0", "0", "0", "4"}, NULL, "0", "4", "", 0},
        {{"0.1", "0.2", "0.3", "0"}, NULL, "0.3", "0.3", "0", 0},
        {{"-1", "-1", "-3", "0"}, NULL, "-2", "-3", "-50", 0},
        {{"85000000000000000000", "85000000000000000000", "1", "0"},
         NULL,
         "170000000000000000000",
         "1",
         NULL,
         0},
        {{"0.000000000000000001", "0", "0.000000000000000002", "0"},
         NULL,
         "0.000000000000000001",
         "0.000000000000000002",
         "100",
         0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char records[600];
        const char *const *v = cases[i].values;
        snprintf(
            records, sizeof records,
            "day,k,n\n2022-01-01,x,\"%s\"\n2022-01-02,x,\"%s\"\n2023-01-01,x,\"%s\"\n2023-01-02,x,\"%s\"\n",
            v[0], v[1], v[2], v[3]);
        answer a = ask((esep_change_request){.by = "k", .sum = "n", .decimal = cases[i].decimal}, records);
        CHECK_CASE("case %zu", i);
        answer_check_account(&a, 4);
        CHECK_STRING(answer_cell(&a, "_T", NULL, "base"), cases[i].base);
        CHECK_STRING(answer_cell(&a, "_T", NULL, "value"), cases[i].value);
        if (cases[i].change)
            CHECK_STRING(answer_cell(&a, "_T", NULL, "change_percent"), cases[i].change);
        CHECK_INT(answer_account(&a, "rejected"), cases[i].rejected);
        answer_free(&a);
    }
}

/* The sample shows no mark, the rest does: then all is counted again, also the list of rejected records. */
TEST(marks_behind_the_sample)
{
    enum { RECORDS = 40000 };
    char *records = malloc(RECORDS * 24), *at = records;
    size_t length = 0;
    at += sprintf(at, "day,k,n\n2022-01-01,x,bad\n");
    for (int i = 0; i < RECORDS - 3; i++)
        at += sprintf(at, "%d-01-02,x,1\n", 2022 + i % 2);
    sprintf(at, "2023-01-02,x,\"1,5\"\n2023-01-02,x,worse\n");
    for (size_t threads = 1; threads <= 3; threads += 2) {
        answer a = ask(
            (esep_change_request){
                .by = "k", .sum = "n", .rejects = register_path("rejects.csv"), .threads = threads},
            records);
        answer_check_account(&a, RECORDS);
        CHECK_STRING(answer_cell(&a, "_T", NULL, "base"), "19999");
        CHECK_STRING(answer_cell(&a, "_T", NULL, "value"), "19999.5");
        char *rejects = register_read(register_path("rejects.csv"), &length);
        char expected[PATH_MAX];
        snprintf(expected, sizeof expected,
                 "source,line,column,value,reason\n\"%s\",2,\"n\",\"bad\",number-unreadable\n\"%s\",40001,"
                 "\"n\",\"worse\",number-unreadable\n",
                 register_path("records.csv"), register_path("records.csv"));
        CHECK_STRING(rejects ? rejects : "", expected);
        free(rejects);
        answer_free(&a);
    }
    free(records);
}

/* In the order of the source, whatever the threads; with what stood there. */
TEST(rejected_records)
{
    static const char records[] = "day,k,n\n"
                                  "2022-01-05,x,1\n"
                                  "2022-02-30,x,1\n"
                                  ",x,1\n"
                                  "2022-01-05,x\n"
                                  "\n"
                                  "\"2022-01-05\n\",\"a\nb\",1\n"
                                  "2022-01-05,x,\"say \"\"one\"\"\"\n"
                                  "1800-01-01,x,1\n"
                                  "2022-01-05,x,\n"
                                  "2022-01-05,\xFF,1\n"
                                  "2023-01-05,x,1e99\n"
                                  "2023-01-05,x,2\n"
                                  "2022-01-05,x,1,,\n"
                                  "2023-01-06,x,3";
    static const struct {
        int line;
        const char *rest;
    } expected[] = {{3, "\"day\",\"2022-02-30\",date-impossible"},
                    {4, "\"day\",\"\",date-empty"},
                    {5, "\"\",\"\",fields"},
                    {7, "\"day\",\"2022-01-05\n\",date-unreadable"},
                    {10, "\"n\",\"say \"\"one\"\"\",number-unreadable"},
                    {11, "\"day\",\"1800-01-01\",date-out-of-range"},
                    {12, "\"n\",\"\",number-empty"},
                    {13, "\"k\",\"\xFF\",encoding"},
                    {14, "\"n\",\"1e99\",number-too-large"},
                    {16, "\"\",\"\",fields"}};
    static char wanted[64 * 1024];
    size_t length = 0;
    const char *path = register_write_text("records.csv", records);
    strcpy(wanted, "source,line,column,value,reason\n");
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++)
        sprintf(wanted + strlen(wanted), "\"%s\",%d,%s\n", path, expected[i].line, expected[i].rest);
    for (size_t chunk = 1; chunk <= 200; chunk = chunk * 3 + 1) {
        for (size_t threads = 1; threads <= 8; threads += 7) {
            answer a = answer_of((esep_change_request){.date = "day",
                                                       .date_format = "yyyy-mm-dd",
                                                       .encoding = "utf-8",
                                                       .by = "k",
                                                       .sum = "n",
                                                       .chunk_bytes = chunk,
                                                       .threads = threads,
                                                       .rejects = register_path("rejects.csv")},
                                 path);
            CHECK_CASE("chunks of %zu, %zu threads", chunk, threads);
            answer_check_account(&a, 13);
            CHECK_INT(answer_account(&a, "rejected"), 10);
            CHECK_STRING(row(&a, "_T"), "1>5 cut-period");
            char *rejects = register_read(register_path("rejects.csv"), &length);
            CHECK_STRING(rejects ? rejects : "", wanted);
            free(rejects);
            answer_free(&a);
        }
    }
}

/* The first one of the source, not the first that some thread meets. */
TEST(strict_stops_at_the_first)
{
    char *records = malloc(400000), *at = records + sprintf(records, "day,k\n");
    for (int i = 0; i < 10000; i++)
        at += sprintf(at, "%s,x\n", i >= 3000 && i % 50 == 0 ? "2022-02-30" : "2022-01-05");
    const char *path = register_write_text("records.csv", records);
    for (int i = 0; i < 30; i++) {
        answer a = answer_of(
            (esep_change_request){.strict = true, .threads = 8, .chunk_bytes = 50 + (size_t)i * 37}, path);
        CHECK_INT(a.status, ESEP_DATA);
        CHECK(strstr(a.line, ":3002: column \"day\": \"2022-02-30\" is not a date") != NULL);
        answer_free(&a);
    }
    free(records);
}

/* A sum that overflows behind a record that is rejected: the record is told, whatever the size of chunks. */
TEST(strict_comes_before_an_overflow)
{
    static const size_t chunks[] = {0, 8, 40, 70};
    const char *path =
        register_write_text("records.csv", "day,n\n2023-01-01,x\n2023-01-02,170141183460469231731\n"
                                           "2023-01-02,170141183460469231731\n");
    for (size_t i = 0; i < sizeof chunks / sizeof *chunks; i++) {
        answer a = answer_of(
            (esep_change_request){.strict = true, .sum = "n", .threads = 1, .chunk_bytes = chunks[i]}, path);
        CHECK_CASE("chunks of %zu", chunks[i]);
        CHECK_INT(a.status, ESEP_DATA);
        CHECK(strstr(a.line, ":2: column \"n\": \"x\" is not a number") != NULL);
        answer_free(&a);
    }
}

/* Whether one worker's sum overflows, or all of theirs together: the same is said. */
TEST(an_overflow_is_of_a_column)
{
    enum { ROWS = 200000 };
    char *records = malloc(40 * ROWS), *at = records + sprintf(records, "day,n\n");
    for (int i = 0; i < ROWS; i++)
        at += sprintf(at, "2023-01-02,950000000000000\n");
    const char *path = register_write_text("records.csv", records);
    for (size_t i = 0; i < 8; i++) {
        answer a =
            answer_of((esep_change_request){.sum = "n", .threads = 1 + i % 4, .chunk_bytes = 20000}, path);
        CHECK_INT(a.status, ESEP_DATA);
        CHECK(strstr(a.line, "the sum of \"n\" grew beyond") != NULL);
        answer_free(&a);
    }
    free(records);
}

/* One value with another --by, filter or measure is one value. */
TEST(account_with_filters)
{
    answer a = ask((esep_change_request){.by = "kind", .where = "kind <> 'a' and n > 0", .period = "2023-02"},
                   kinds);
    answer_check_account(&a, 13);
    CHECK_INT(answer_account(&a, "filtered"), 6);
    CHECK_INT(answer_account(&a, "counted"), 3);
    CHECK_INT(answer_account(&a, "outside"), 4);
    CHECK_STRING(row(&a, "_T"), "1>2 small-base");
    answer_free(&a);
    a = ask((esep_change_request){.by = "kind", .where = "kind = 'none'"}, kinds);
    answer_check_account(&a, 13);
    CHECK_INT(answer_account(&a, "filtered"), 13);
    CHECK_STRING(row(&a, "_T"), "0>0 zero-base");
    answer_free(&a);
}

/* No error is asked for: the status alone. */
TEST(errors_may_be_left_out)
{
    esep_document *d = NULL;
    const char *const none[] = {"/nowhere/at/all.csv"};
    esep_change_request request = {.sources = none, .n_sources = 1, .min_base = -1, .small_base = -1};
    CHECK_INT(esep_change(&d, &request, NULL), ESEP_DATA);
    CHECK(d == NULL);
    esep_document_free(NULL);
}

int main(void)
{
    RUN(periods);
    RUN(notes_on_periods);
    RUN(months_alone);
    RUN(other_keeps_sums_right);
    RUN(distinct_values_count_once_in_each_cell);
    RUN(sums);
    RUN(marks_behind_the_sample);
    RUN(rejected_records);
    RUN(strict_stops_at_the_first);
    RUN(strict_comes_before_an_overflow);
    RUN(an_overflow_is_of_a_column);
    RUN(account_with_filters);
    RUN(errors_may_be_left_out);
    return check_finish();
}

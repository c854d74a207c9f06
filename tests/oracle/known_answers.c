/* What is known of the real registers (../shared/data/README.md): printed by their publishers, or computed by others. Every
 * answer also has to account for every record. */
#include "register.h"
#include "source/source.h"

#define CHICAGO "data/records/chicago_aggravated_assaults.csv.gz"
#define NYPD "data/records/nypd_shooting_2006_2019Q3.csv.gz"
#define FARS_2013 "data/roads/fars_accident_2013.csv.bz2"
#define FARS_2014 "data/roads/fars_accident_2014.csv.bz2"

static bool shared(char path[PATH_MAX], const char *relative)
{
    return check_shared(path, PATH_MAX, relative);
}

/* The row's base and value as printed, between blanks. */
static void check_counts(const answer *a, const char *key, const char *second, const char *expected)
{
    char got[450];
    snprintf(got, sizeof got, "%s %s", answer_cell(a, key, second, "base"),
             answer_cell(a, key, second, "value"));
    CHECK_CASE("%s", key);
    CHECK_STRING(got, expected);
}

TEST(chicago_years)
{
    static const char *const counts[] = {"17324", "15920", "15103", "12950", "12943",
                                         "13284", "15329", "15022", "15433", "15328"};
    char path[PATH_MAX];
    if (!shared(path, CHICAGO))
        SKIP("no shared records");
    for (int year = 2011; year <= 2019; year++) {
        char period[8], pair[16];
        snprintf(period, sizeof period, "%d", year);
        snprintf(pair, sizeof pair, "%s %s", counts[year - 2011], counts[year - 2010]);
        answer a = answer_of((esep_change_request){.period = period}, path);
        answer_check_account(&a, 148636);
        /* Without --by there is no column of categories: the first is the period. */
        char key[32];
        snprintf(key, sizeof key, "%d-01-01/%d-12-31", year, year);
        check_counts(&a, key, NULL, pair);
        answer_free(&a);
    }
}

TEST(chicago_by_district)
{
    char path[PATH_MAX];
    if (!shared(path, CHICAGO))
        SKIP("no shared records");
    answer a = answer_of((esep_change_request){.by = "district", .period = "2016"}, path);
    answer_check_account(&a, 148636);
    check_counts(&a, "_T", NULL, "13284 15329");
    CHECK_STRING(answer_cell(&a, "_T", NULL, "change_percent"), "15.394459500150557");
    CHECK_STRING(answer_cell(&a, "_T", NULL, "period"), "2016-01-01/2016-12-31");
    CHECK_STRING(answer_cell(&a, "_T", NULL, "base_period"), "2015-01-01/2015-12-31");
    CHECK_STRING(answer_cell(&a, "_T", NULL, "difference"), "2045");
    CHECK_STRING(answer_cell(&a, "_T", NULL, "status"), "");
    check_counts(&a, "11", NULL, "1212 1376");
    CHECK_NEAR(atof(answer_cell(&a, "11", NULL, "change_percent")), 13.53, 3e-4);
    check_counts(&a, "31", NULL, "1 0");
    CHECK_STRING(answer_cell(&a, "31", NULL, "status"), "small-base");
    CHECK_INT(answer_account(&a, "counted"), 13284 + 15329);
    answer_free(&a);
}

TEST(chicago_by_place)
{
    char path[PATH_MAX];
    if (!shared(path, CHICAGO))
        SKIP("no shared records");
    answer a = answer_of((esep_change_request){.by = "loc_cat", .period = "2016"}, path);
    answer_check_account(&a, 148636);
    check_counts(&a, "street", NULL, "6453 7712");
    CHECK_NEAR(atof(answer_cell(&a, "street", NULL, "change_percent")), 19.51, 3e-4);
    answer_free(&a);
}

/* A series of months: each month against the one before it. */
static void check_series(const char *where, const char *force, const char *const counts[5])
{
    static const char *const months[] = {"2018-10", "2018-11", "2018-12", "2019-01", "2019-02"};
    char pattern[PATH_MAX];
    snprintf(pattern, sizeof pattern, "%s/data/records/police_uk/*-%s-street.csv.gz", getenv("ESEP_SHARED"),
             force);
    for (int i = 1; i < 5; i++) {
        char pair[32];
        snprintf(pair, sizeof pair, "%s %s", counts[i - 1], counts[i]);
        answer a = answer_of((esep_change_request){.date = "Month",
                                                   .by = "Falls within",
                                                   .where = where,
                                                   .period = months[i],
                                                   .against = "previous-period"},
                             pattern);
        answer_check_account(&a, -1);
        check_counts(&a, "_T", NULL, pair);
        answer_free(&a);
    }
}

TEST(police_uk)
{
    char path[PATH_MAX];
    if (!shared(path, "data/records/police_uk/2018-10-cumbria-street.csv.gz"))
        SKIP("no shared records");
    check_series(NULL, "cumbria", (const char *const[]){"4022", "3755", "3699", "3484", "3424"});
    check_series("\"Crime type\" = 'Burglary'", "leicestershire",
                 (const char *const[]){"722", "861", "705", "716", "608"});
    check_series("\"Crime type\" = 'Theft from the person'", "city-of-london",
                 (const char *const[]){"56", "89", "78", "37", "55"});
    check_series("\"Crime type\" = 'Violence and sexual offences'", "northern-ireland",
                 (const char *const[]){"3074", "2876", "3026", "2955", "2853"});
}

/* The folder as one register: five forces, five months. */
TEST(police_uk_whole)
{
    char path[PATH_MAX];
    if (!shared(path, "data/records/police_uk/2018-10-cumbria-street.csv.gz"))
        SKIP("no shared records");
    *strrchr(path, '/') = '\0';
    answer a = answer_of((esep_change_request){.by = "Reported by,Crime type",
                                               .period = "2019-02",
                                               .against = "previous-period"},
                         path);
    answer_check_account(&a, 149765);
    check_counts(&a, "Cumbria Constabulary", "Burglary", "150 143");
    answer_free(&a);
}

TEST(nypd_incidents)
{
    static const struct {
        const char *period, *counts;
        double percent;
    } cases[] = {{"2016-09", "98 108", 10.2},
                 {"2016-10", "81 84", 3.7},
                 {"2016", "1138 997", -12.4},
                 {"2017", "997 789", -20.9}};
    char path[PATH_MAX];
    if (!shared(path, NYPD))
        SKIP("no shared records");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        answer a = answer_of((esep_change_request){.distinct = "INCIDENT_KEY",
                                                   .period = cases[i].period,
                                                   .by = "STATISTICAL_MURDER_FLAG"},
                             path);
        answer_check_account(&a, 21408);
        check_counts(&a, "_T", NULL, cases[i].counts);
        CHECK_NEAR(round(10 * atof(answer_cell(&a, "_T", NULL, "change_percent"))) / 10, cases[i].percent,
                   1e-9);
        answer_free(&a);
    }
}

/* All incidents of the register, as one period without a base. */
TEST(nypd_all_incidents)
{
    char path[PATH_MAX];
    if (!shared(path, NYPD))
        SKIP("no shared records");
    answer a = answer_of(
        (esep_change_request){
            .distinct = "INCIDENT_KEY", .period = "2006-01-01..2019-09-30", .against = "1999", .by = "BORO"},
        path);
    answer_check_account(&a, 21408);
    CHECK_STRING(answer_cell(&a, "_T", NULL, "value"), "16862");
    CHECK_STRING(answer_cell(&a, "_T", NULL, "base"), "");
    answer_free(&a);
}

/* Coordinates such as "1,023,220" are numbers with a decimal point; the sums are Python's. */
TEST(nypd_grouped_numbers)
{
    char path[PATH_MAX];
    if (!shared(path, NYPD))
        SKIP("no shared records");
    answer a = answer_of((esep_change_request){.sum = "X_COORD_CD", .period = "2016", .by = "BORO"}, path);
    answer_check_account(&a, 21408);
    CHECK_INT(answer_account(&a, "rejected"), 0);
    check_counts(&a, "_T", NULL, "1445734479 1218462118");
    answer_free(&a);
}

TEST(fars)
{
    static const struct {
        const char *sum, *where, *counts;
    } cases[] = {{"FATALS", NULL, "32893 32744"},
                 {NULL, NULL, "30202 30056"},
                 {NULL, "DRUNK_DR > 0", "9191 8833"},
                 {NULL, "PEDS > 0", "5653 5782"}};
    char before[PATH_MAX], now[PATH_MAX];
    if (!shared(before, FARS_2013) || !shared(now, FARS_2014))
        SKIP("no shared records");
    const char *const paths[] = {before, now, NULL};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        answer a = answer_over((esep_change_request){.date = "YEAR,MONTH,DAY",
                                                     .sum = cases[i].sum,
                                                     .where = cases[i].where,
                                                     .period = "2014",
                                                     .by = "DAY_WEEK"},
                               paths);
        answer_check_account(&a, 30202 + 30056);
        check_counts(&a, "_T", NULL, cases[i].counts);
        answer_free(&a);
    }
}

TEST(toronto)
{
    char path[PATH_MAX];
    if (!shared(path, "data/records/toronto_mci_sample_bom.csv"))
        SKIP("no shared records");
    answer a =
        answer_of((esep_change_request){.date = "occurrencedate", .by = "X,occurrencedayofweek"}, path);
    answer_check_account(&a, 566);
    CHECK_STRING(answer_cell(&a, "_T", "_T", "value"), "124");
    /* The mark at the beginning is no part of the first column's name, blanks behind a value no part of the value. */
    CHECK(strncmp(a.forms[ESEP_CSV] ? a.forms[ESEP_CSV] : "", "X,", 2) == 0);
    CHECK(!strstr(a.forms[ESEP_CSV] ? a.forms[ESEP_CSV] : "", "day "));
    answer_free(&a);
    a = answer_of((esep_change_request){0}, path);
    CHECK_INT(a.status, ESEP_USAGE);
    CHECK(strstr(a.line, "several columns are dates: occurrencedate, reporteddate") != NULL);
    answer_free(&a);
}

/* These two have no date; a number of theirs read as Excel's days shows how many records there are, and that line breaks in
 * quotes do not end one. */
TEST(line_breaks_in_quotes)
{
    char path[PATH_MAX];
    if (!shared(path, "data/records/hungerford_shootings.csv"))
        SKIP("no shared records");
    answer a = answer_of(
        (esep_change_request){
            .date = "order", .date_format = "excel", .period = "1900-01-01..1900-01-16", .by = "victims"},
        path);
    answer_check_account(&a, 16);
    CHECK_INT(answer_account(&a, "rejected"), 0);
    CHECK_STRING(answer_cell(&a, "_T", NULL, "value"), "16");
    CHECK_STRING(answer_cell(&a, "Susan GODFREY\u2020", NULL, "value"), "1");
    CHECK_STRING(answer_cell(&a, "Roland MASON\u2020\nSheila MASON\u2020\nMarjorie JACKSON\nLisa MILDENHALL",
                             NULL, "value"),
                 "1");
    answer_free(&a);
}

static bool count_row(void *context, const text *fields)
{
    int *rows = context;
    CHECK(memchr(fields[1].data, '\n', fields[1].length) != NULL);
    return ++*rows > 0;
}

/* Nothing in this one can pass for a date, so its rows are counted before there is any question of one. */
TEST(line_breaks_without_a_date)
{
    char path[PATH_MAX];
    if (!shared(path, "data/records/downtown_homicides.csv"))
        SKIP("no shared records");
    source *s = NULL;
    esep_error error = {0};
    int rows = 0;
    text name = text_from(path);
    CHECK_INT(source_open(&s, &name, 1, &(source_options){0}, &error), ESEP_OK);
    CHECK_INT(source_n_columns(s), 4);
    CHECK_INT(source_sample(s, count_row, &rows, &error), ESEP_OK);
    CHECK_INT(rows, 4);
    source_close(s);
}

int main(void)
{
    RUN(chicago_years);
    RUN(chicago_by_district);
    RUN(chicago_by_place);
    RUN(police_uk);
    RUN(police_uk_whole);
    RUN(nypd_incidents);
    RUN(nypd_all_incidents);
    RUN(nypd_grouped_numbers);
    RUN(fars);
    RUN(toronto);
    RUN(line_breaks_in_quotes);
    RUN(line_breaks_without_a_date);
    return check_finish();
}

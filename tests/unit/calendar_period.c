#include "base/message.h"
#include "calendar/period.h"
#include "check.h"

static const char *iso(period p)
{
    static char out[24];
    return period_iso(out, p);
}

static period read_period(const char *written)
{
    esep_error error = {0};
    period p = {0, 0, PERIOD_DAYS};
    CHECK_CASE("%s", written);
    CHECK_INT(period_parse(&p, text_from(written), day_from_date(2024, 6, 17), &error), ESEP_OK);
    return p;
}

TEST(reads_every_form)
{
    static const struct {
        const char *written, *days;
        period_kind kind;
    } cases[] = {
        {"2024", "2024-01-01/2024-12-31", PERIOD_YEAR},
        {"2024-H1", "2024-01-01/2024-06-30", PERIOD_HALF},
        {"2024-s2", "2024-07-01/2024-12-31", PERIOD_HALF},
        {"2024-Q3", "2024-07-01/2024-09-30", PERIOD_QUARTER},
        {"2024-q4", "2024-10-01/2024-12-31", PERIOD_QUARTER},
        {"2024-02", "2024-02-01/2024-02-29", PERIOD_MONTH},
        {"2024-W07", "2024-02-12/2024-02-18", PERIOD_WEEK},
        {"2020-W53", "2020-12-28/2021-01-03", PERIOD_WEEK},
        {"2024-01..2024-05", "2024-01-01/2024-05-31", PERIOD_MONTHS},
        {"2023-Q4..2024-Q1", "2023-10-01/2024-03-31", PERIOD_MONTHS},
        {"2019..2023", "2019-01-01/2023-12-31", PERIOD_MONTHS},
        {" 2024-01-01 .. 2024-06-17 ", "2024-01-01/2024-06-17", PERIOD_DAYS},
        {"2023-12..2024-06-17", "2023-12-01/2024-06-17", PERIOD_DAYS},
        {"2024-05-03", "2024-05-03/2024-05-03", PERIOD_DAYS},
        {"2024-05..2024-05", "2024-05-01/2024-05-31", PERIOD_MONTH},
        {"ytd", "2024-01-01/2024-06-17", PERIOD_YEAR_TO_DATE},
        {"last-28-days", "2024-05-21/2024-06-17", PERIOD_LAST_DAYS},
        {"LAST-1-day", "2024-06-17/2024-06-17", PERIOD_LAST_DAYS},
        {"last-12-months", "2023-06-18/2024-06-17", PERIOD_LAST_MONTHS},
        {"1900", "1900-01-01/1900-12-31", PERIOD_YEAR},
        {"2199-W52", "2199-12-23/2199-12-29", PERIOD_WEEK},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        period p = read_period(cases[i].written);
        CHECK_STRING(iso(p), cases[i].days);
        CHECK_INT(p.kind, cases[i].kind);
    }
}

TEST(refuses_with_the_reason)
{
    static const struct {
        const char *written;
        message_id message;
    } cases[] = {
        {"", MESSAGE_PERIOD_UNKNOWN},
        {"24", MESSAGE_PERIOD_UNKNOWN},
        {"2024-", MESSAGE_PERIOD_UNKNOWN},
        {"2024-5", MESSAGE_PERIOD_UNKNOWN},
        {"2024-13", MESSAGE_PERIOD_UNKNOWN},
        {"2024-00", MESSAGE_PERIOD_UNKNOWN},
        {"2024-H3", MESSAGE_PERIOD_UNKNOWN},
        {"2024-H0", MESSAGE_PERIOD_UNKNOWN},
        {"2024-Q5", MESSAGE_PERIOD_UNKNOWN},
        {"2024-W7", MESSAGE_PERIOD_UNKNOWN},
        {"2024-X1", MESSAGE_PERIOD_UNKNOWN},
        {"20240501", MESSAGE_PERIOD_UNKNOWN},
        {"2024-05-03-04", MESSAGE_PERIOD_UNKNOWN},
        {"2024-05/03", MESSAGE_PERIOD_UNKNOWN},
        {"2024..", MESSAGE_PERIOD_UNKNOWN},
        {"..2024", MESSAGE_PERIOD_UNKNOWN},
        {"2022..2023..2024", MESSAGE_PERIOD_UNKNOWN},
        {"2024-05..2024", MESSAGE_PERIOD_UNKNOWN},
        {"2024..2024-05", MESSAGE_PERIOD_UNKNOWN},
        {"2024-W01..2024-W04", MESSAGE_PERIOD_UNKNOWN},
        {"ytd..2024", MESSAGE_PERIOD_UNKNOWN},
        {"last--days", MESSAGE_PERIOD_UNKNOWN},
        {"last-0-days", MESSAGE_PERIOD_UNKNOWN},
        {"last-9999999-days", MESSAGE_PERIOD_UNKNOWN},
        {"last-3-weeks", MESSAGE_PERIOD_UNKNOWN},
        {"2024-W53", MESSAGE_PERIOD_NO_SUCH_WEEK},
        {"2024-W00", MESSAGE_PERIOD_NO_SUCH_WEEK},
        {"2023-02-29", MESSAGE_PERIOD_NO_SUCH_DAY},
        {"2024-01-01..2024-06-31", MESSAGE_PERIOD_NO_SUCH_DAY},
        {"2024-05..2024-01", MESSAGE_PERIOD_BACKWARDS},
        {"2024-06-17..2024-06-16", MESSAGE_PERIOD_BACKWARDS},
        {"1899", MESSAGE_PERIOD_OUT_OF_RANGE},
        {"2200-W01", MESSAGE_PERIOD_OUT_OF_RANGE},
        {"last-999999-days", MESSAGE_PERIOD_OUT_OF_RANGE},
        {"last-999999-months", MESSAGE_PERIOD_OUT_OF_RANGE},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        esep_error error = {0};
        period p = {1, 2, PERIOD_WEEK};
        CHECK_CASE("%s", cases[i].written);
        CHECK_INT(period_parse(&p, text_from(cases[i].written), day_from_date(2024, 6, 17), &error),
                  ESEP_USAGE);
        CHECK_INT(error.message, cases[i].message);
        CHECK_INT(p.first, 1);
    }
    esep_error error = {0};
    period p;
    CHECK_INT(period_parse(&p, text_from(NULL), 0, &error), ESEP_USAGE);
    esep_error unknown = {0};
    CHECK_INT(period_parse(&p, text_from("ytd"), DAY_NONE, &unknown), ESEP_USAGE);
    CHECK_INT(unknown.message, MESSAGE_PERIOD_NEEDS_LAST_DAY);
}

TEST(names_the_faulty_week_and_day)
{
    esep_error week = {0}, day = {0};
    period p;
    period_parse(&p, text_from("2024-W53"), 0, &week);
    CHECK_STRING(week.arguments[0], "2024-W53");
    CHECK_STRING(week.arguments[1], "2024");
    CHECK_STRING(week.arguments[2], "52");
    period_parse(&p, text_from("2024-01-01..2024-06-31"), 0, &day);
    CHECK_STRING(day.arguments[0], "2024-06-31");
}

TEST(knows_relative_forms)
{
    CHECK(period_is_relative(text_from("ytd")) && period_is_relative(text_from("last-7-days")));
    CHECK(!period_is_relative(text_from("2024")) && !period_is_relative(text_from("last-x-days")));
    CHECK(!period_is_relative(text_from("")) && !period_is_relative(text_from("last-days")));
}

TEST(finds_the_earlier_partner)
{
    static const struct {
        const char *written, *year_before, *directly_before;
        bool leap_day;
    } cases[] = {
        {"2024", "2023-01-01/2023-12-31", "2023-01-01/2023-12-31", true},
        {"2025", "2024-01-01/2024-12-31", "2024-01-01/2024-12-31", true},
        {"2023", "2022-01-01/2022-12-31", "2022-01-01/2022-12-31", false},
        {"2024-H1", "2023-01-01/2023-06-30", "2023-07-01/2023-12-31", true},
        {"2024-H2", "2023-07-01/2023-12-31", "2024-01-01/2024-06-30", false},
        {"2024-Q1", "2023-01-01/2023-03-31", "2023-10-01/2023-12-31", true},
        {"2024-02", "2023-02-01/2023-02-28", "2024-01-01/2024-01-31", true},
        {"2025-02", "2024-02-01/2024-02-29", "2025-01-01/2025-01-31", true},
        {"2024-W09", "2023-02-27/2023-03-05", "2024-02-19/2024-02-25", false},
        {"2024-01..2024-05", "2023-01-01/2023-05-31", "2023-08-01/2023-12-31", true},
        {"2024-01-01..2024-06-17", "2023-01-01/2023-06-17", "2023-07-16/2023-12-31", true},
        {"ytd", "2023-01-01/2023-06-17", "2023-07-16/2023-12-31", true},
        {"last-28-days", "2023-05-23/2023-06-19", "2024-04-23/2024-05-20", false},
        {"last-30-days", "2023-05-19/2023-06-17", "2024-04-19/2024-05-18", false},
        {"last-12-months", "2022-06-18/2023-06-17", "2022-06-18/2023-06-17", true},
        {"2024-02-29", "2023-02-28/2023-02-28", "2024-02-28/2024-02-28", true},
        {"2024-02-29..2024-06-17", "2023-02-28/2023-06-17", "2023-11-11/2024-02-28", true},
        {"2025-02-28", "2024-02-29/2024-02-29", "2025-02-27/2025-02-27", true},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        period p = read_period(cases[i].written);
        CHECK_STRING(iso(period_previous_year(p)), cases[i].year_before);
        CHECK_STRING(iso(period_previous(p)), cases[i].directly_before);
        CHECK(period_leap_day_differs(p, period_previous_year(p)) == cases[i].leap_day);
        CHECK(period_leap_day_differs(period_previous_year(p), p) == cases[i].leap_day);
        CHECK_INT(period_previous(p).last, p.first - 1);
    }
    CHECK_INT(period_days(read_period("2024")), 366);
    CHECK(!period_leap_day_differs(read_period("2024-H1"), read_period("2023-H2")));
    CHECK(!period_leap_day_differs(read_period("2024"), read_period("2020")));
}

TEST(partners_never_run_backwards)
{
    int wrong = 0;
    for (day_number first = day_from_date(2023, 1, 1); first < day_from_date(2025, 4, 1); first++) {
        for (int length = 1; length < 70; length++) {
            period p = {first, first + length - 1, PERIOD_DAYS}, base = period_previous_year(p);
            int longer = period_days(base) - length;
            wrong += base.first > base.last || longer < -1 || longer > 1;
        }
    }
    CHECK_INT(wrong, 0);
    /* Last N months: whatever the day, the one before ends where it begins and is as many months. */
    for (day_number last = day_from_date(2023, 1, 1); last < day_from_date(2025, 4, 1); last++) {
        for (int months = 1; months <= 25; months++) {
            period p = {day_shift_months(last, -months) + 1, last, PERIOD_LAST_MONTHS},
                   before = period_previous(p);
            wrong += before.last != p.first - 1 || before.first != day_shift_months(last, -2 * months) + 1;
        }
    }
    CHECK_INT(wrong, 0);
}

TEST(cuts_both_in_the_same_way)
{
    static const struct {
        const char *whole, *first, *last, *kept, *partner;
        bool year;
    } cases[] = {
        {"2024-H1", "2020-01-01", "2024-06-17", "2024-01-01/2024-06-17", "2023-01-01/2023-06-17", true},
        {"2024-H1", "2024-02-01", "2024-06-17", "2024-02-01/2024-06-17", "2023-02-01/2023-06-17", true},
        {"2024-H1", "2020-01-01", "2024-06-17", "2024-01-01/2024-06-17", "2023-07-01/2023-12-17", false},
        {"2024-H1", "2020-01-01", "2024-02-29", "2024-01-01/2024-02-29", "2023-01-01/2023-02-28", true},
        {"2024", "2020-01-01", "2024-02-28", "2024-01-01/2024-02-28", "2023-01-01/2023-02-28", true},
        {"2024-05", "2020-01-01", "2024-05-30", "2024-05-01/2024-05-30", "2024-04-01/2024-04-30", false},
        {"2024-W09", "2020-01-01", "2024-03-01", "2024-02-26/2024-03-01", "2023-02-27/2023-03-03", true},
        {"2024-01-01..2024-06-17", "2020-01-01", "2024-03-31", "2024-01-01/2024-03-31",
         "2023-07-16/2023-10-14", false},
        {"2024-H1", "2000-01-01", "2030-06-17", "2024-01-01/2024-06-30", "2023-01-01/2023-06-30", true},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        period whole = read_period(cases[i].whole), kept = whole;
        period base = cases[i].year ? period_previous_year(whole) : period_previous(whole);
        int cut_first, cut_last;
        CHECK(period_cut(&kept, read_period(cases[i].first).first, read_period(cases[i].last).first,
                         &cut_first, &cut_last));
        CHECK_CASE("case %zu", i);
        CHECK_STRING(iso(kept), cases[i].kept);
        CHECK_INT(kept.first - whole.first, cut_first);
        CHECK_INT(whole.last - kept.last, cut_last);
        CHECK_INT(kept.kind, cut_first || cut_last ? PERIOD_DAYS : whole.kind);
        CHECK_STRING(iso(period_cut_partner(base, whole, kept)), cases[i].partner);
    }
    int a, b;
    period p = read_period("2024-05");
    CHECK(!period_cut(&p, p.last + 1, p.last + 9, &a, &b) &&
          !period_cut(&p, p.first - 9, p.first - 1, &a, &b));
    CHECK(!period_cut(&p, p.last, p.first, &a, &b));
    /* A base of another length: dates answer to dates. */
    period whole = read_period("2024-H1"), base = read_period("2023"),
           kept = {whole.first, whole.last - 13, PERIOD_DAYS};
    CHECK_STRING(iso(period_cut_partner(base, whole, kept)), "2023-01-01/2023-06-17");
}

int main(void)
{
    RUN(reads_every_form);
    RUN(refuses_with_the_reason);
    RUN(names_the_faulty_week_and_day);
    RUN(knows_relative_forms);
    RUN(finds_the_earlier_partner);
    RUN(partners_never_run_backwards);
    RUN(cuts_both_in_the_same_way);
    return check_finish();
}

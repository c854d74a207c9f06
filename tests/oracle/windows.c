/* p1: ISO weeks; p2: the windows of a comparison. */
#include "calendar/period.h"
#include "oracle_rows.h"

static day_number oracle_day(const oracle_rows *rows, const char *column)
{
    int year = 0, month = 0, day = 0;
    CHECK(sscanf(oracle_text(rows, column), "%d-%d-%d", &year, &month, &day) == 3);
    return day_from_date(year, month, day);
}

TEST(iso_weeks)
{
    oracle_rows rows;
    if (!oracle_open(&rows, "oracles/p1_iso_week.csv"))
        SKIP("no oracles");
    while (oracle_next(&rows)) {
        day_number day = oracle_day(&rows, "date");
        day_week week = day_iso_week(day);
        CHECK_CASE("%s", oracle_text(&rows, "date"));
        CHECK_INT(week.year, oracle_int(&rows, "iso_year"));
        CHECK_INT(week.week, oracle_int(&rows, "iso_week"));
        CHECK_INT(day_weekday(day), oracle_int(&rows, "iso_weekday"));
        CHECK_INT(day_weeks_in_year(week.year), oracle_int(&rows, "weeks_in_iso_year"));
        CHECK_INT(day_of_year(day), oracle_int(&rows, "day_of_year"));
        CHECK_INT(day_is_leap_year(day_to_date(day).year) ? 366 : 365, oracle_int(&rows, "days_in_year"));
    }
}

static period window_base(const char *kind, period current)
{
    if (strcmp(kind, "last28_vs_prior28") == 0 || strcmp(kind, "rolling12m_vs_previous12m") == 0)
        return period_previous(current);
    return period_previous_year(current);
}

TEST(windows)
{
    oracle_rows rows;
    if (!oracle_open(&rows, "oracles/p2_windows.csv"))
        SKIP("no oracles");
    while (oracle_next(&rows)) {
        const char *kind = oracle_text(&rows, "kind");
        const char *written = kind[0] == 'Y' ? "ytd" : kind[0] == 'l' ? "last-28-days" : "last-12-months";
        char expected[24], got[24], ratio[24] = "1";
        period current;
        CHECK_CASE("id %s %s", oracle_text(&rows, "id"), kind);
        CHECK_INT(period_parse(&current, text_from(written), oracle_day(&rows, "as_of"), NULL), ESEP_OK);
        snprintf(expected, sizeof expected, "%s/%s", oracle_text(&rows, "cur_start"),
                 oracle_text(&rows, "cur_end"));
        CHECK_STRING(period_iso(got, current), expected);
        period base = window_base(kind, current);
        snprintf(expected, sizeof expected, "%s/%s", oracle_text(&rows, "prev_start"),
                 oracle_text(&rows, "prev_end"));
        CHECK_STRING(period_iso(got, base), expected);
        CHECK_INT(period_days(current), oracle_int(&rows, "cur_days"));
        CHECK_INT(period_days(base), oracle_int(&rows, "prev_days"));
        if (period_days(current) != period_days(base))
            snprintf(ratio, sizeof ratio, "%d/%d", period_days(current), period_days(base));
        CHECK_STRING(ratio, oracle_text(&rows, "exposure_ratio"));
    }
}

int main(void)
{
    RUN(iso_weeks);
    RUN(windows);
    return check_finish();
}

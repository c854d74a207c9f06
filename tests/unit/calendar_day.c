#include "calendar/day.h"
#include "check.h"

TEST(every_day_of_the_range_follows_the_one_before)
{
    CHECK_INT(day_from_date(1900, 1, 1), DAY_FIRST);
    CHECK_INT(day_from_date(2199, 12, 31), DAY_LAST);
    CHECK_INT(day_from_date(1970, 1, 1), 0);
    day_number day = DAY_FIRST - 400;
    int wrong = 0;
    day_date date = day_to_date(day);
    for (; day < DAY_LAST + 400; day++) {
        day_date next = day_to_date(day + 1);
        bool month_end = date.day == day_month_length(date.year, date.month);
        bool year_end = month_end && date.month == 12;
        wrong += next.day != (month_end ? 1 : date.day + 1);
        wrong += next.month != (year_end ? 1 : date.month + month_end) || next.year != date.year + year_end;
        wrong += day_from_date(next.year, next.month, next.day) != day + 1;
        wrong += day_weekday(day + 1) != day_weekday(day) % 7 + 1;
        date = next;
    }
    CHECK_INT(wrong, 0);
}

TEST(weeks_are_whole_and_numbered)
{
    int wrong = 0;
    for (day_number day = DAY_FIRST; day <= DAY_LAST; day++) {
        day_week week = day_iso_week(day);
        day_number monday = day_from_week(week.year, week.week);
        wrong += monday > day || day > monday + 6 || day_weekday(monday) != 1;
        wrong += week.week < 1 || week.week > day_weeks_in_year(week.year);
        wrong += day_to_date(monday + 3).year != week.year;
    }
    CHECK_INT(wrong, 0);
    CHECK_INT(day_weeks_in_year(2020), 53);
    CHECK_INT(day_weeks_in_year(2024), 52);
    CHECK_INT(day_weekday(day_from_date(2024, 2, 29)), 4);
}

TEST(leap_years_and_lengths)
{
    CHECK(day_is_leap_year(2000) && day_is_leap_year(2024) && !day_is_leap_year(1900) &&
          !day_is_leap_year(2023));
    CHECK_INT(day_month_length(2024, 2), 29);
    CHECK_INT(day_month_length(2024, 0), 0);
    CHECK_INT(day_month_length(2024, 13), 0);
    CHECK(day_exists(2024, 2, 29) && !day_exists(2023, 2, 29) && !day_exists(2024, 2, 0) &&
          !day_exists(2024, 13, 1));
    CHECK(!day_exists(2024, 4, 31) && !day_exists(2024, -1, 1));
    CHECK_INT(day_of_year(day_from_date(2024, 12, 31)), 366);
    CHECK_INT(day_month_index(day_from_date(2024, 2, 29)), 2024 * 12 + 1);
}

TEST(shifts_keep_the_ends_of_months)
{
    static const struct {
        int from[3], months, to[3];
    } cases[] = {
        {{2023, 2, 28}, 12, {2024, 2, 29}},  {{2024, 2, 29}, -12, {2023, 2, 28}},
        {{2024, 2, 28}, -12, {2023, 2, 28}}, {{2023, 6, 30}, -12, {2022, 6, 30}},
        {{2023, 5, 31}, -1, {2023, 4, 30}},  {{2023, 4, 30}, 1, {2023, 5, 31}},
        {{2023, 5, 30}, -3, {2023, 2, 28}},  {{2023, 5, 15}, -5, {2022, 12, 15}},
        {{2023, 1, 1}, -1, {2022, 12, 1}},   {{2023, 12, 31}, 2, {2024, 2, 29}},
        {{2024, 2, 29}, 48, {2028, 2, 29}},  {{2023, 3, 1}, 0, {2023, 3, 1}},
        {{2023, 3, 1}, -1200, {1923, 3, 1}},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const int *from = cases[i].from, *to = cases[i].to;
        CHECK_CASE("case %zu", i);
        day_number day = day_from_date(from[0], from[1], from[2]),
                   expected = day_from_date(to[0], to[1], to[2]);
        CHECK_INT(day_shift_months(day, cases[i].months), expected);
        if (cases[i].months % 12 == 0)
            CHECK_INT(day_shift_years(day, cases[i].months / 12), expected);
    }
}

TEST(writes_iso_dates)
{
    char out[11];
    CHECK_STRING(day_iso(out, day_from_date(2023, 6, 30)), "2023-06-30");
    CHECK_STRING(day_iso(out, DAY_FIRST), "1900-01-01");
    CHECK_STRING(day_iso(out, DAY_LAST), "2199-12-31");
}

int main(void)
{
    RUN(every_day_of_the_range_follows_the_one_before);
    RUN(weeks_are_whole_and_numbered);
    RUN(leap_years_and_lengths);
    RUN(shifts_keep_the_ends_of_months);
    RUN(writes_iso_dates);
    return check_finish();
}

/* days.c - numbers of days to dates, and seasonal draws of days. */
#include "days.h"

#include <stdbool.h>

static bool year_is_leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int month_length(int year, int month)
{
    static const int lengths[12] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return lengths[month - 1] + (month == 2 && year_is_leap(year));
}

calendar_date day_to_date(int day)
{
    calendar_date date = {.year = 2020, .month = 1, .day = 1};
    for (; day >= 365 + year_is_leap(date.year); date.year++)
        day -= 365 + year_is_leap(date.year);
    for (; day >= month_length(date.year, date.month); date.month++)
        day -= month_length(date.year, date.month);
    date.day += day;
    return date;
}

int day_weekday(int day)
{
    return (day + 2) % 7;
}

void day_draw_prepare(day_draw *draw, int first, int last, const int *month_weights,
                      const int *weekday_weights)
{
    draw->first = first;
    draw->last = last;
    uint32_t sum = 0;
    for (int day = first; day <= last; day++) {
        sum += (uint32_t)(month_weights[day_to_date(day).month - 1] * weekday_weights[day_weekday(day)]);
        draw->cumulative[day - first] = sum;
    }
}

int day_draw_next(const day_draw *draw, chance *c, int index)
{
    if (index == 0)
        return draw->first;
    if (index == 1)
        return draw->last;
    return draw->first + (int)chance_pick(c, draw->cumulative, (size_t)(draw->last - draw->first) + 1);
}

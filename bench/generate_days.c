/* generate_days.c - the days of 2001 to 2024, and draws by weight. */
#include <assert.h>

#include "generate_layouts.h"

day_parts days[DAYS_IN_ALL];

static int days_in_month(int year, int month)
{
    static const int lengths[12] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return lengths[month - 1] +
           (month == 2 && year % 4 == 0); /* no century is among these years but 2000's */
}

void days_prepare(void)
{
    size_t n = 0;
    for (int year = DAYS_FIRST_YEAR; year < DAYS_FIRST_YEAR + DAYS_YEARS; year++)
        for (int month = 1; month <= 12; month++)
            for (int day = 1; day <= days_in_month(year, month); day++)
                days[n++] = (day_parts){(uint16_t)year, (uint8_t)month, (uint8_t)day};
    assert(n == DAYS_IN_ALL);
}

void weighted_add(weighted *list, uint32_t weight)
{
    assert(list->length < WEIGHTED_MOST);
    uint32_t before = list->length > 0 ? list->cumulative[list->length - 1] : 0;
    list->cumulative[list->length++] = before + weight;
}

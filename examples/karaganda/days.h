/* days.h - the days that the registers span, and how records fall on them.
 *
 * A day is a number: 0 is 1 January 2020 (a Wednesday), so that offences committed well before the span still
 * have days that are not negative. */
#ifndef KARAGANDA_DAYS_H
#define KARAGANDA_DAYS_H

#include "chance.h"

enum {
    DAY_2022_01_01 = 731,
    DAY_2022_05_31 = 881,
    DAY_2022_06_01 = 882,
    DAY_2022_06_30 = 911,
    DAY_2022_07_01 = 912,
    DAY_2022_12_31 = 1095,
    DAY_2023_01_01 = 1096,
    DAY_2023_03_06 = 1160,
    DAY_2023_05_31 = 1246,
    DAY_2023_06_01 = 1247,
    DAY_2023_06_30 = 1276,
    DAYS_IN_SPAN_MOST = 366,
};

typedef struct calendar_date {
    int year, month, day; /**< month and day count from 1 */
} calendar_date;

calendar_date day_to_date(int day);

/** 0 is Monday, 6 is Sunday. */
int day_weekday(int day);

/** Days first … last, each as probable as its month and its weekday make it. */
typedef struct day_draw {
    int first, last;
    uint32_t cumulative[DAYS_IN_SPAN_MOST];
} day_draw;

/** month_weights[12] from January, weekday_weights[7] from Monday; last - first < DAYS_IN_SPAN_MOST. */
void day_draw_prepare(day_draw *draw, int first, int last, const int *month_weights,
                      const int *weekday_weights);

/** The day of the index-th record: the first record stands on the first day and the second on the last, so
 * that a register covers its span to both ends; the others are drawn. */
int day_draw_next(const day_draw *draw, chance *c, int index);

#endif

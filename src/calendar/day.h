/* day.h - days as numbers, and back.
 *
 * A `day_number` counts days from 1970-01-01 (day 0) in the proleptic Gregorian calendar. Registers are accepted from
 * DAY_FIRST (1900-01-01) to DAY_LAST (2199-12-31): a date outside is a slip of the pen or a "no date" code such as
 * 9999-12-31, and is rejected with that reason rather than counted. */
#ifndef CALENDAR_DAY_H
#define CALENDAR_DAY_H

#include <stdbool.h>
#include <stdint.h>

typedef int32_t day_number;

enum { DAY_FIRST = -25567, DAY_LAST = 84005, DAY_NONE = INT32_MIN };

/** A calendar date. month 1 … 12, day 1 … 31. */
typedef struct day_date {
    int year;
    int month;
    int day;
} day_date;

bool day_is_leap_year(int year);
/** 28 … 31; 0 where month is not 1 … 12. */
int day_month_length(int year, int month);
/** Is there such a day (30 February is not)? */
bool day_exists(int year, int month, int day);
/** The number of a day that exists. Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", days_from_civil. */
day_number day_from_date(int year, int month, int day);
day_date day_to_date(day_number day);
/** ISO 8601: 1 Monday … 7 Sunday. */
int day_weekday(day_number day);
/** ISO 8601 week: its year may differ from the calendar year in the first and last days of a year. */
typedef struct day_week {
    int year;
    int week; /**< 1 … 53 */
} day_week;
day_week day_iso_week(day_number day);
/** 52 or 53. */
int day_weeks_in_year(int iso_year);
/** The Monday of an ISO week. */
day_number day_from_week(int iso_year, int week);
/** 1 … 366. */
int day_of_year(day_number day);
/** Months from January of year 0: 12·year + month − 1. Its inverse is plain division. */
int day_month_index(day_number day);
/** The same day of the year `years` later or earlier: the last day of a month goes to the last day of that month
 *  (28 February 2023 to 29 February 2024), any other day to the same date; 29 February to 28 February. */
day_number day_shift_years(day_number day, int years);
/** The same day `months` later, with the same rule for the ends of months. */
day_number day_shift_months(day_number day, int months);
/** "2023-06-30" into out[11]. */
const char *day_iso(char out[11], day_number day);

#endif

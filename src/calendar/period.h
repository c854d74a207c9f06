/* period.h - periods of days, and the earlier period that each may fairly be compared with.
 *
 * Written: 2024, 2024-H1 (2024-S1), 2024-Q3, 2024-05, 2024-W07, 2024-01..2024-05, 2024-01-01..2024-06-17, 2024-05-03 (one
 * day), and relative to the last day that a register covers: ytd, last-28-days (any number), last-12-months (any). */
#ifndef CALENDAR_PERIOD_H
#define CALENDAR_PERIOD_H

#include "base/error.h"
#include "base/text.h"
#include "calendar/day.h"

typedef enum period_kind {
    PERIOD_DAYS, /**< any interval of days */
    PERIOD_YEAR,
    PERIOD_HALF,
    PERIOD_QUARTER,
    PERIOD_MONTH,
    PERIOD_WEEK,         /**< ISO 8601: Monday to Sunday */
    PERIOD_MONTHS,       /**< whole months, first to last */
    PERIOD_YEAR_TO_DATE, /**< 1 January to some day */
    PERIOD_LAST_DAYS,
    PERIOD_LAST_MONTHS,
} period_kind;

/** Both ends belong to it: first <= last. */
typedef struct period {
    day_number first;
    day_number last;
    period_kind kind;
} period;

/** Read a period as a user writes it. `covered_last` anchors ytd and last-…: the last day that the register covers.
 *  ESEP_USAGE with a remedy where it is no period. */
esep_status period_parse(period *out, text written, day_number covered_last, esep_error *error);

/** Does reading this text need covered_last (ytd, last-…)? False also for what is no period at all. */
bool period_is_relative(text written);

/** 1 January of the year of `last` … `last`. */
period period_year_to_date(day_number last);

/** The same days one year earlier: ends of months stay ends of months; 29 February goes to 28 February
 *  (period_leap_day_differs tells). Weeks, and last-N-days where N is whole weeks, go back 364 days, which keeps the
 *  weekdays. */
period period_previous_year(period p);

/** The period of the same kind directly before: the month before a month, the half before a half; for days, as many
 *  days directly before; for whole months, as many months. */
period period_previous(period p);

/** The same days under the name that fits them best: a year, a half, a quarter, a month, whole months of one year; otherwise p as it is. Weeks and
 *  last-… keep their kind. */
period period_named(period p);

/** Number of days, both ends counted. */
int period_days(period p);

/** Is 29 February in exactly one of the two? Then the lengths differ by that day, and the report says so. */
bool period_leap_day_differs(period a, period b);

/** Keep of `p` only what lies inside [first, last]; *cut_first and *cut_last are the days taken off at either end. False
 *  where nothing is left. A cut period has kind PERIOD_DAYS (or stays YEAR_TO_DATE/… where nothing was cut). */
bool period_cut(period *p, day_number first, day_number last, int *cut_first, int *cut_last);

/** Cut `base` as its partner `whole` was cut to `kept`: the partner of the kept days under the same shift by which base
 *  answers to whole (years, months or days). */
period period_cut_partner(period base, period whole, period kept);

/** "2016-01-01/2016-12-31" into out[24]. */
const char *period_iso(char out[24], period p);

#endif

/* change_periods.h - which days are compared: the period asked for, its base, and what the register covers of both. */
#ifndef INDICATOR_CHANGE_PERIODS_H
#define INDICATOR_CHANGE_PERIODS_H

#include "indicator/change.h"

/** Two periods that are to be compared, and what the covered days leave of them. */
typedef struct change_span {
    period asked;
    period base_asked;
    period value;      /**< as counted; meaningless unless covered */
    period base;       /**< as counted; meaningless unless base_covered */
    bool covered;      /**< some day of the period */
    bool base_covered; /**< some day of the base that has a partner */
    int cut_days;      /**< taken off the asked period */
} change_span;

/** The base as written, for a period: "previous-year" (also where missing), "previous-period" or a period. */
esep_status change_find_base(period *base, period asked, text against, day_number covered_last,
                             esep_error *error);

/** Is this base relative to the last covered day? */
bool change_against_is_relative(text against);

/** Keep of both periods the days that first … last covers in both. `asked` and `base_asked` are given, the rest is filled in. */
void change_cut(change_span *s, day_number first, day_number last);

/** From the first day of a month to the last of a month? */
bool change_whole_months(period p);

/** Fill the table's periods, cut_days, base_covered and leap_day_differs. */
esep_status change_find_periods(change_table *t, const change_request *request, esep_error *error);

#endif

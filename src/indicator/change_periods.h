/* change_periods.h - which days are compared: the period asked for, its base, and what the register covers of both. */
#ifndef INDICATOR_CHANGE_PERIODS_H
#define INDICATOR_CHANGE_PERIODS_H

#include "indicator/change.h"

/** Fill the table's periods, cut_days, base_covered and leap_day_differs. */
esep_status change_find_periods(change_table *t, const change_request *request, esep_error *error);

#endif

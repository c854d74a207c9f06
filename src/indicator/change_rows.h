/* change_rows.h - the two numbers of each row: value and base, gathered from the cube's cells. */
#ifndef INDICATOR_CHANGE_ROWS_H
#define INDICATOR_CHANGE_ROWS_H

#include "indicator/change.h"

/** Fill t->rows with value and base of the total and of every group that has records in either period, in order; put together
 *  what comes after the first `top` groups; and set the account. The periods are known. */
esep_status change_gather_rows(change_table *t, size_t top, esep_error *error);

#endif

/* date_batch.h - the dates of many records at once, as far as they have one of the shapes of date_fast.h.
 *
 * On x86 with SSSE3, 16 bytes are held against the least and the most that may stand at each place, and one shuffle puts the digits of year,
 * month, day and hour in order, whatever the format's order is; elsewhere date_fast_read is asked for each. Both say the same of
 * every value: tests/twin/date_fast.c. */
#ifndef CALENDAR_DATE_BATCH_H
#define CALENDAR_DATE_BATCH_H

#include "calendar/date_fast.h"

/** Months are counted from January 1900. */
enum { DATE_BATCH_NONE = -1, DATE_BATCH_FIRST_YEAR = 1900 };

/** For one format, made by date_batch_of. */
typedef struct date_batch {
    date_fast fast;
    bool shuffles;           /**< this machine and format can do with shuffles */
    unsigned char least[32]; /**< bytes 0 … 15 of a value, and 6 … 21 */
    unsigned char range[32]; /**< the most above that */
    unsigned char order[16]; /**< places of the digits of century, year, month, day, hour */
} date_batch;

date_batch date_batch_of(const date_format *format);

/** dates[i] is 32 · month + day (0 … 31, which that month may not have) of values[i], where it has one of the shapes, else
 *  DATE_BATCH_NONE. DATE_FAST_BYTES may be read at each value. */
void date_batch_read(const date_batch *batch, const text *values, size_t n, int32_t *dates);

#endif

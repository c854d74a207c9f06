/* query.h - what is asked of an engine: "count and sum these, per day and per these dimensions, where …".
 *
 * A query is a plain description in the register's own names. Whoever answers it (room engine) resolves the names and what is
 * left to be found out. Texts are borrowed for the duration of the answer. */
#ifndef CUBE_QUERY_H
#define CUBE_QUERY_H

#include "base/error.h"
#include "base/text.h"
#include "calendar/period.h"
#include "source/number.h"

enum { CUBE_DATE_COLUMNS = 3, CUBE_WINDOWS = 2 };

struct cube_reject;

typedef struct cube_query {
    const text *by; /**< [n_by] dimensions: names of columns */
    size_t n_by;
    text dates[CUBE_DATE_COLUMNS]; /**< one column, or year, month[, day] apart */
    size_t n_dates;                /**< 0: find the one column that is a date */
    const char *date_format;       /**< NULL: find out by looking */
    text filter;                   /**< see expression.h; missing: all records */
    text sum;                      /**< a column of numbers; missing: none */
    text distinct;                /**< a column whose distinct values are counted; missing: none. Not both. */
    number_mark mark;             /**< of the sum's decimals; NUMBER_UNKNOWN: find out by looking */
    period windows[CUBE_WINDOWS]; /**< only these days are counted, the rest is "outside" */
    size_t n_windows;             /**< 0: all days */
    bool strict;                  /**< the first rejected record is an error */
    size_t n_threads;             /**< at least 1 */
    /** Each rejected record, in the order of the source, on one thread at a time; may be NULL. Called with rejected == NULL before the
     *  first, and again where the counting begins anew: forget what was given. */
    esep_status (*reject)(void *context, const struct cube_reject *rejected, esep_error *error);
    void *reject_context;
    void (*progress)(void *context, uint64_t bytes, uint64_t total_bytes, uint64_t rows);
    void *progress_context;
} cube_query;

#endif

/* query.h - what is asked of an engine: "count and sum these, per day and per these dimensions, where …".
 *
 * A query is a plain description in the register's own names. Whoever answers it (room engine) resolves the names and what is
 * left to be found out. Texts are borrowed for the duration of the answer. */
#ifndef CUBE_QUERY_H
#define CUBE_QUERY_H

#include "base/error.h"
#include "base/text.h"
#include "calendar/period.h"
#include "expression/derivation.h"
#include "source/number.h"

enum { CUBE_DATE_COLUMNS = 3, CUBE_WINDOWS = 16, CUBE_COUNTS = 64, CUBE_SUMS = 64, CUBE_KEY_COLUMNS = 4 };

/** How finely time is told apart in the cells. */
typedef enum cube_time {
    CUBE_DAILY,
    CUBE_MONTHLY,
    CUBE_TIMELESS, /**< one cell for all time; the register may have no date at all */
} cube_time;

/** Besides the count of all records: of those that a filter keeps. */
typedef struct cube_named_count {
    text name;
    text filter;
} cube_named_count;

struct cube_reject;
struct cube_record;

typedef struct cube_query {
    const text *by; /**< [n_by] dimensions: names of columns */
    size_t n_by;
    text dates[CUBE_DATE_COLUMNS];  /**< one column, or year, month[, day] apart */
    size_t n_dates;                 /**< 0: find the one column that is a date */
    const char *date_format;        /**< NULL: find out by looking */
    text filter;                    /**< see expression.h; missing: all records */
    cube_time time;                 /**< days or months; with monthly dates, days are firsts of months */
    const cube_named_count *counts; /**< [n_counts], at most CUBE_COUNTS */
    size_t n_counts;
    const text *sums; /**< [n_sums] columns of numbers, at most CUBE_SUMS */
    size_t n_sums;
    const text *
        sum_filters; /**< [n_sums] records that each sum is over, or NULL; a missing one: all of the query's */
    bool
        incomplete; /**< an empty cell to be summed does not reject its record: it is counted, the sum goes without it, and cube.present
                      tells how many values were there */
    const derivation *derived; /**< [n_derived] columns beside those of the files */
    size_t n_derived;
    const text *
        key; /**< [n_key] columns that name a record, at most CUBE_KEY_COLUMNS: one seen again, further on in the source,
                      replaces the earlier. 0: every record is its own. A record with an empty key is rejected (CUBE_KEY_EMPTY). */
    size_t n_key;
    bool
        squares; /**< after the sums, one more: the squares of the first sum's values (CUBE_NO_COUNT for what is no count) */
    text distinct;                /**< a column whose distinct values are counted; missing: none. Not
                                   with sums. */
    number_mark mark;             /**< of the sums' decimals; NUMBER_UNKNOWN: find out by looking */
    period windows[CUBE_WINDOWS]; /**< only these days are counted, the rest is "outside" */
    size_t n_windows;             /**< 0: all days */
    bool strict;                  /**< the first rejected record is an error */
    size_t n_threads;             /**< at least 1 */
    uint64_t memory; /**< bytes that dictionaries and cells may take; 0: a quarter of the machine's */
    /** Each rejected record, in the order of the source, on one thread at a time; may be NULL. Called with rejected == NULL before the
     *  first, and again where the counting begins anew: forget what was given. */
    esep_status (*reject)(void *context, const struct cube_reject *rejected, esep_error *error);
    void *reject_context;
    /** Each record that is counted (of the first of several queries), in the order of the source where n_threads is 1; may be NULL. Called with record == NULL
     *  before the first, and again where the counting begins anew: forget what was given. */
    esep_status (*record)(void *context, const struct cube_record *record, esep_error *error);
    void *record_context;
    void (*progress)(void *context, uint64_t bytes, uint64_t total_bytes, uint64_t rows);
    void *progress_context;
} cube_query;

#endif

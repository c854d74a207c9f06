/* observation_rows.h - the numbers of one indicator of a register in one period, row by row, out of its cube.
 *
 * Rows are what the caller says: the whole, each category, all categories that an item does not show. A category is a text, not a
 * number of one cube, because the two parts of a ratio may come from different registers. */
#ifndef INDICATOR_OBSERVATION_ROWS_H
#define INDICATOR_OBSERVATION_ROWS_H

#include "indicator/bulletin_work.h"

typedef struct observation_category {
    text by[BULLETIN_BY]; /**< [n_by of the rows]; the rest missing */
    uint32_t row;
} observation_category;

/** Which row the records of a category count in. What is not listed counts in none. */
typedef struct observation_rows {
    size_t n_by; /**< 0: all records, in row 0 */
    size_t
        n_told; /**< at least n_by: dimensions that the query must tell apart. The whole beside its categories is taken out of the same
                      query, which leaves out the same records: those whose category is no text are in no cell of it. */
    text by[BULLETIN_BY];
    observation_category *categories; /**< [n] in the order of their bytes */
    size_t n;
    size_t n_rows;
} observation_rows;

/** Of one row in one period. */
typedef struct observation_figure {
    int128 number;   /**< records, distinct values, or a sum in 10^-NUMBER_SCALE */
    int64_t records; /**< that are counted or added */
    int64_t absent;  /**< that have no value to add */
} observation_figure;

/** <0, 0, >0, by bytes. */
int observation_category_compare(const observation_category *a, const observation_category *b);

/** All categories of these dimensions that indicator `i`, or what it refers to, meets in any cube: each with a row of its own. */
esep_status observation_find_categories(observation_rows *out, bulletin_work *w, size_t i, const text *by,
                                        size_t n_by, esep_error *error);

/** Add up: figures[n_rows] of indicator `i`, COUNT … MEAN (its sum) or STANDARDISED (its records), of the days of `span`. */
esep_status observation_gather(observation_figure *figures, bulletin_work *w, size_t i,
                               const observation_rows *rows, period span, esep_error *error);

/** The day whose records are the stock at the end of `span`: the last one, in it or before, that any record of LATEST `i` has. False where there is
 *  none. */
bool observation_stock_day(day_number *day, bulletin_work *w, size_t i, const observation_rows *rows,
                           period span);

/** Records that lie in part and whole of SHARE or RATIO `i`, each row; *known false where the bulletin did not ask. */
esep_status observation_gather_parts(int64_t *parts, bool *known, bulletin_work *w, size_t i,
                                     const observation_rows *rows, period span, esep_error *error);

/** Squares of the values of SUM `i` in `span`, of the whole; from CUBE_NO_COUNT on, some value was no count. */
esep_status observation_squares(int128 *squares, bulletin_work *w, size_t i, period span, esep_error *error);

#endif

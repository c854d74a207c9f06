/* plan.h - a cube query with everything resolved against one source: columns by index, formats found. */
#ifndef CUBE_PLAN_H
#define CUBE_PLAN_H

#include "cube/cube.h"
#include "expression/expression.h"
#include "source/source.h"

/** The derived columns of a reading: see derive.h. */
typedef struct derive_plan derive_plan;

/** A filter with its columns found. */
typedef struct plan_filter {
    expression *expression; /**< NULL: none */
    size_t *columns;        /**< [n_columns]: the register's index of each column that the expression names */
    size_t n_columns;
    size_t date; /**< index of the date column among them, or SIZE_MAX */
} plan_filter;

/** Columns are indices of the register's; those behind its last are derived: see derive.h. */
typedef struct cube_plan {
    const cube_query *query;
    const struct cube_plan *before; /**< [n_before] plans made earlier for the same reading */
    size_t n_before;
    size_t *by; /**< [query->n_by] */
    size_t dates[CUBE_DATE_COLUMNS];
    size_t n_dates;
    size_t key[CUBE_KEY_COLUMNS]; /**< [query->n_key] */
    date_format format;           /**< where n_dates == 1 */
    bool date_found;
    bool monthly;
    plan_filter where;
    plan_filter counts[CUBE_COUNTS];
    plan_filter summed[CUBE_SUMS]; /**< which records each sum is over */
    size_t sums[CUBE_SUMS];
    number_mark marks[CUBE_SUMS];
    bool mark_asked[CUBE_SUMS]; /**< of all records */
    size_t distinct;            /**< meaningful where one is asked for */
    /* Where distinct values are too many for the memory, the records are read several times, and each time one part of the values is
     * told apart: those whose hash is `part` modulo n_parts. */
    size_t n_parts; /**< 1: all at once */
    size_t part;
    derive_plan *derive; /**< the first plan's, borrowed by the others; NULL where nothing is derived */
    bool *
        wanted; /**< of the first plan: [n_columns of the register] which columns any of them looks at. One set
                       for all readings: a key's record is known by its offset, which depends on it. */
    arena memory;
} cube_plan;

/** Plans of queries[n] that are answered in one reading: resolve names, find the date column and its format, find what marks
 *  decimals. What concerns the reading is found out once, for the first. Where the sample does not decide a format, the whole
 *  column is read (not for standard input, which is an error with a remedy). All are created, or none. */
esep_status cube_plan_create_all(cube_plan *plans, source *s, const cube_query *queries, size_t n,
                                 esep_error *error);
void cube_plan_free(cube_plan *plan);

/** Fill plans->wanted from plans[n], which are resolved. */
esep_status cube_plan_want(cube_plan *plans, const source *s, size_t n, esep_error *error);

/** The format of a column of dates other than the register's, found by looking as for that one. *any is false where the column is
 *  empty throughout. */
esep_status cube_plan_find_format(date_format *format, bool *any, cube_plan *plan, source *s, size_t column,
                                  esep_error *error);

/** Find out over all records what the marks in the summed columns are, where that is not known yet. */
esep_status cube_plan_find_marks(cube_plan *plan, source *s, esep_error *error);

#endif

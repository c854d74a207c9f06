/* plan.h - a cube query with everything resolved against one source: columns by index, formats found. */
#ifndef CUBE_PLAN_H
#define CUBE_PLAN_H

#include "cube/cube.h"
#include "expression/expression.h"
#include "source/source.h"

/** A column of the source that the pass reads. `column` is the register's index. */
typedef struct cube_plan {
    const cube_query *query;
    size_t *by; /**< [query->n_by] */
    size_t dates[CUBE_DATE_COLUMNS];
    size_t n_dates;
    date_format format; /**< where n_dates == 1 */
    bool date_found;
    bool monthly;
    expression *filter;     /**< NULL: none */
    size_t *filter_columns; /**< [columns of the expression] */
    size_t n_filter_columns;
    size_t filter_date; /**< index of the date column among them, or SIZE_MAX */
    size_t measured;    /**< the column summed or counted distinctly; meaningful where one is asked for */
    number_mark mark;
    arena memory;
} cube_plan;

/** Resolve names, find the date column and its format, find what marks decimals. Where the sample does not decide a format,
 *  the whole column is read (not for standard input, which is an error with a remedy). */
esep_status cube_plan_create(cube_plan *plan, source *s, const cube_query *query, esep_error *error);
void cube_plan_free(cube_plan *plan);

/** Find out over all records what the marks in the summed column are. */
esep_status cube_plan_find_mark(cube_plan *plan, source *s, esep_error *error);

#endif

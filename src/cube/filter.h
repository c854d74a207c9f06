/* filter.h - a filter bound to the columns of a source, with a memory of the values it has judged.
 *
 * A register's columns repeat few values many times, so each worker remembers, for each column that the filter looks at, what its
 * tests said of the values seen: up to FILTER_MEMORY values. A column that goes beyond that and seldom repeats one is judged anew each time. */
#ifndef CUBE_FILTER_H
#define CUBE_FILTER_H

#include "expression/expression.h"

typedef struct filter filter;

/** One for each worker; `e` is borrowed. `date_column` is the index in expression_columns() of the register's date, read in
 *  `format`; SIZE_MAX where the filter does not name it. */
esep_status filter_create(filter **out, const expression *e, size_t date_column, const date_format *format,
                          esep_error *error);
void filter_free(filter *f);

/** Is the record with these values kept? values[n columns of the expression], as csv_field gives them, DICTIONARY_PADDING bytes
 *  readable behind each. */
bool filter_keeps(filter *f, const text *values);

/** Can it be asked a column at a time: does it look at one column only, or have few tests? */
bool filter_is_by_column(const filter *f);
/** The same for many records, a column at a time; values may have blanks around them: what `column`, with these values, says of each record is added to its verdict, which begins as
 *  0. When all columns have spoken, filter_verdict says whether the record is kept;
 *  where there is one column, its verdict says so itself. */
void filter_judge(filter *f, size_t column, const text *values, size_t n, uint32_t *verdicts);
bool filter_verdict(filter *f, uint32_t verdict);

#endif

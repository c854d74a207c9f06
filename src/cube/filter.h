/* filter.h - a filter bound to the columns of a source, with a memory of the values it has judged.
 *
 * A register's columns repeat few values many times, so each worker remembers, for each column that the filter looks at, what its
 * tests said of the last values seen: a fixed table, whatever the number of different values. */
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

/** The same for many records, where the filter looks at one column only: bit `bit` of marks[i] is set where the record with the value
 *  values[i] is kept. */
void filter_mark(filter *f, const text *values, size_t n, uint64_t *marks, unsigned bit);
/** How many columns the filter looks at. */
size_t filter_columns(const filter *f);

#endif

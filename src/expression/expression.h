/* expression.h - the filter language: the boolean part of SQL.
 *
 *   gravity in ('grave','especially grave') and not (victims < 2 or district is null)
 *
 * Comparisons = <> != < <= > >=, between … and …, in (…), like (% and _), is [not] null, and, or, not, parentheses. Names are
 * bare (letters of any alphabet, digits, _) or in "double quotes" (doubled inside); texts in 'single quotes' (doubled inside);
 * numbers 12, -3.5; dates as date '2023-06-30'. Keywords in any case. The left of a comparison is a column, the right a literal.
 *
 * Values are as SQL has them, with three truths: an empty cell is null; a comparison with null is unknown; only what is true
 * is kept. Compared with a number, a cell is read as a number (what is not a number is unknown); with a date, as a date in
 * ISO form or in the register's format where the column is the register's date; with a text, byte by byte in UTF-8. `like` is
 * case-sensitive. Cells are compared without blanks around them.
 *
 * A parsed expression is immutable and may be evaluated by any number of threads. */
#ifndef EXPRESSION_EXPRESSION_H
#define EXPRESSION_EXPRESSION_H

#include "base/arena.h"
#include "base/error.h"
#include "base/text.h"
#include "calendar/date_format.h"

typedef enum expression_truth { EXPRESSION_FALSE, EXPRESSION_TRUE, EXPRESSION_UNKNOWN } expression_truth;

typedef struct expression expression;

/** Parse `written`. On failure ESEP_USAGE with the place in the text and what was expected. Limits: 64 KB of text, nesting
 *  of 200, 4096 comparisons, so that a hostile filter costs neither stack nor time. Free with expression_free(). */
esep_status expression_parse(expression **out, text written, esep_error *error);
void expression_free(expression *e);

/** The columns that the expression names, in order of first appearance; borrowed until expression_free(). */
size_t expression_columns(const expression *e, const text **names);

/** Tests are the leaves: each looks at one column only. */
size_t expression_tests(const expression *e);
/** Index into expression_columns() of the column that test t looks at. */
size_t expression_test_column(const expression *e, size_t t);
/** Judge one cell. `value` is trimmed here; empty or missing is null. `date` is the format of the register's date column for a
 *  test on that column, else NULL. */
expression_truth expression_test(const expression *e, size_t t, text value, const date_format *date);
/** Combine: truths[n_tests] → the truth of the whole. */
expression_truth expression_combine(const expression *e, const expression_truth *truths);

/** The expression in canonical SQL, names quoted with "", texts with '' : parsing it again gives the same tree. */
void expression_print(const expression *e, buffer *out);

#endif

/* expression.h - the filter language: the boolean part of SQL.
 *
 *   gravity in ('grave','especially grave') and not (victims < 2 or district is null)
 *
 * Comparisons = <> != < <= > >=, between … and …, in (…), like (% and _), is [not] null, and, or, not, parentheses. Names are
 * bare (letters of any alphabet, digits, _) or in "double quotes" (doubled inside); texts in 'single quotes' (doubled inside);
 * numbers 12, -3.5; dates as date '2023-06-30'. Keywords in any case. The left of a comparison is a column, the right a literal.
 *
 * `date` is no keyword but where a value stands; a name may be `date`. docs/filters.md has the grammar.
 *
 * Values are as SQL has them, with three truths: an empty cell is null; a comparison with null is unknown; only what is true
 * is kept. Compared with a number, a cell is read as a number (what is not a number is unknown); with a date, as a date in
 * ISO form or in the register's format where the column is the register's date; with a text, byte by byte in UTF-8, except
 * that the register's date compared with texts of which each is a day in ISO form is compared as a date. `like` is
 * case-sensitive, and \ before % _ \ takes their meaning away. Cells and texts are compared without blanks around them; a
 * pattern with blanks around it is an error, and so are a comparison with null or '' and values of several kinds in one
 * comparison.
 *
 * Numbers are compared exactly, as decimals of up to 38 digits (and 38 at most on either side of the point); a cell with more
 * is unknown, a filter with more an error. A cell may be written 12, -3.5, +.5, 1e5, and with a decimal comma, 12,5, unless
 * exactly three digits follow it: 1,234 is unknown, as is whatever has blanks or two marks in it. A filter has a decimal
 * point only.
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

/** Parse `written`. On failure ESEP_USAGE with the place in the text (the first argument of the message: which character,
 *  from 1), what stands there and what was expected, and *out == NULL. Limits: 64 KB of text, written or printed, parentheses
 *  nested 200 deep, 4096 comparisons (an `in` is one, whatever its list), patterns of 1024 bytes, so that a hostile filter
 *  costs neither stack nor time. Free with expression_free(), which takes NULL too. */
esep_status expression_parse(expression **out, text written, esep_error *error);
void expression_free(expression *e);

/** Whoever knows the register asks this once: is `column`, its date, compared with nothing but days and patterns? Else
 *  ESEP_USAGE: '30.06.2023' would be compared as a text, and a number with no date at all, which gives a wrong count
 *  without a word. (Where `date` has no separators, as yyyymmdd and Excel's serial days, numbers may stand.) */
esep_status expression_check_date(const expression *e, text column, const date_format *date,
                                  esep_error *error);

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
/** A name (quote '"') or a text (quote '\'') as a filter has it: in quotes, those inside doubled. */
void expression_quote(buffer *out, text t, char quote);

#endif

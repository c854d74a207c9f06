/* vega_data.h - the rows of a chart as Vega's data.
 *
 * Each row is an object: i its number, x the words of its category, v the value, b the base, l and h the limits, p the panel, k the
 * key of an area, t the words that a pointer calls up, n the value in words, d what the running sum of a waterfall goes up by; flags, only where
 * they hold: end and base_end (direct labels stand here), pale (see vega_row_is_pale), total. */
#ifndef RENDER_VEGA_DATA_H
#define RENDER_VEGA_DATA_H

#include "document/document.h"

/** Add the array of rows. */
void vega_rows(buffer *out, esep_language language, const document_chart *chart);
/** Add the array of panels' names, in the order of their rows. */
void vega_panels(buffer *out, esep_language language, const document_chart *chart);
/** The cell, or NULL for DOCUMENT_NO_COLUMN. */
const document_value *vega_cell(const document_chart *chart, size_t row, int column);
/** The number to draw; NaN where there is none. */
double vega_number(const document_value *value);
/** Has the row an interval that includes zero? */
bool vega_row_is_pale(const document_chart *chart, size_t row);
/** The limits of a row, each NaN where it is missing or infinite. */
void vega_limits(double *low, double *high, const document_chart *chart, size_t row);

#endif

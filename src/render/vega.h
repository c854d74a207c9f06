/* vega.h - charts as specifications of Vega-Lite 6, which the page's script draws.
 *
 * A specification says everything but the width, which the script fits to the page. Colours are custom properties of the page's style
 * ("var(--ink)"), so that one drawing serves light, dark and paper; numbers for people are texts that are ready, numbers for the drawing
 * have full precision; a value that is missing is null, and leaves a gap. Nothing from the data becomes a field's name or an
 * expression. */
#ifndef RENDER_VEGA_H
#define RENDER_VEGA_H

#include "document/document.h"

/** Add the specification, fit for a script element. `boundaries_id` is the id of the element with the GeoJSON, for maps. */
void vega_specification(buffer *out, esep_language language, const document_chart *chart,
                        const char *boundaries_id);

/** Can the chart be drawn: has it rows, the columns that its kind needs, and for a map its boundaries? */
bool vega_is_drawable(const document_chart *chart);

/** Has any row limits (a band, intervals)? */
bool vega_has_limits(const document_chart *chart);

/** Is any bar pale, because its interval includes zero? */
bool vega_has_pale(const document_chart *chart);

#endif

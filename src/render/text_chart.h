/* text_chart.h - a chart as lines of text: sparklines and bars of Unicode blocks, which need neither colour nor a wide terminal.
 *
 * Lines and multiples are sparklines on one scale that begins at zero; bars, waterfalls and maps are a bar a row from a common zero, with the
 * number beside it. Where there is no room for bars, the numbers stand alone. */
#ifndef RENDER_TEXT_CHART_H
#define RENDER_TEXT_CHART_H

#include "render/lines.h"
#include "render/render.h"

esep_status text_chart_write(lines *to, const document_chart *chart, const render_options *options,
                             esep_error *error);

#endif

/* render.h - a document as bytes, for people or for machines.
 *
 * Each renderer adds UTF-8 to the caller's buffer and reads nothing but the document and the options: the
 * same document gives the same bytes. The only arithmetic here is rounding, once, half away from zero, on
 * exact fractions. On failure (memory, in the document or here) the buffer's new bytes are not to be used.
 * Documents may be rendered by several threads at once. */
#ifndef RENDER_RENDER_H
#define RENDER_RENDER_H

#include "base/error.h"
#include "base/text.h"
#include "document/document.h"

typedef struct render_options {
    esep_language language;
    bool all_languages; /**< HTML: all three, with a switch */
    size_t width;       /**< of a line of text, in terminal columns; 0 is unlimited */
    bool colour;        /**< ANSI weights and colours; the words carry the meaning without them */
    bool arrows;        /**< ▲ ▼ · ! before verdicts */
} render_options;

/** For people: titles, paragraphs, notes and tables as lines of text, none wider than the width. A table that
 * is too wide loses columns in the order of their leaves_at, highest first (of equals, the last); then the
 * texts of its first column are shortened with "…"; where even that is too wide, its rows are written one
 * value a line. Numbers are never cut short. What comes from the data is made harmless for a terminal
 * (language_harmless). */
esep_status render_text(buffer *out, const document *d, const render_options *options, esep_error *error);

/** RFC 4180 with LF: the columns of every table that have a machine name; an empty line between tables. Full
 * precision with a decimal point; undefined is empty, infinities are Inf and -Inf, a range is low/high, a
 * period an ISO 8601 interval. Texts from the data pass byte by byte, quoted only where they must be. Columns
 * of one name are told apart: name, name_2. */
esep_status render_csv(buffer *out, const document *d, const render_options *options, esep_error *error);

/** One JSON object (RFC 8259): the facts, then each table as an array of objects, one row a line, under the
 * table's machine name. Numbers have full precision; undefined and infinite ones are null; a range is an
 * array of two. Bytes that are not UTF-8 become U+FFFD. Names that are taken get _2, _3 as in CSV. */
esep_status render_json(buffer *out, const document *d, const render_options *options, esep_error *error);

/** An XLSX workbook in one language, by libxlsxwriter: contents, findings, one people's table a sheet from A1, native charts on sheets of their own,
 * origins, notes. No formula, no clock. Uses a folder of its own under /tmp while it works. */
esep_status render_xlsx(buffer *out, const document *d, const render_options *options, esep_error *error);

/** The observations of a bulletin as a JSON-stat 2.0 dataset: dimensions indicator, the bulletin's own, period ("_T" where an observation is not split);
 *  sparse values; status as in the JSON form. ESEP_USAGE for a document without observations. */
esep_status render_json_stat(buffer *out, const document *d, const render_options *options,
                             esep_error *error);

/** The same as SDMX-CSV 2.0: OBS_STATUS by CL_OBS_STATUS, the bulletin's own words in COMMENT_OBS. */
esep_status render_sdmx_csv(buffer *out, const document *d, const render_options *options, esep_error *error);

/** One HTML page that needs nothing else: no network, and scripts only for charts and comfort. Sections, sentences, tables with captions,
 * notes; each figure leads to its origin; each chart (room render, vega.h) stands above its table and its description, or is only these
 * where the program was built without Vega (page_parts.h). With all_languages three editions stand in the page, `language` shown
 * first, and a switch. What comes from the data is text and nothing else: html_escape.h; a content security policy stands behind
 * that. */
esep_status render_html(buffer *out, const document *d, const render_options *options, esep_error *error);

#endif

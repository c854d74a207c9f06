/* html.h - what the parts of the HTML page share: where they write, in which language, and how they name things.
 *
 * The page has one <header>, <main> and <footer>; each holds an edition for every language asked for, of which the style sheet shows
 * one. Names (id) begin with the edition's language, so they are told apart: "kk.section.2", "kk.origin.road_deaths". */
#ifndef RENDER_HTML_H
#define RENDER_HTML_H

#include "base/arena.h"
#include "render/html_origins.h"
#include "render/render.h"

typedef struct html_page {
    buffer *out;
    const document *d;
    esep_language languages[ESEP_LANGUAGES]; /**< [n_languages] */
    size_t n_languages;
    esep_language first;    /**< of the edition that is shown when the page opens */
    esep_language language; /**< of the edition under way */
    bool charts; /**< the page draws: it has a chart that can be drawn, and the program has Vega in it */
    html_origins origins;
} html_page;

/** Words of ours. */
void html_words(html_page *page, message_id id);
void html_message(html_page *page, const document_message *message);
void html_value(html_page *page, const document_value *value, int decimals);
/** Bytes of ours, as they stand. */
void html_put(html_page *page, const char *markup);
/** "kk.section.2" */
void html_id(html_page *page, const char *kind, size_t number);

/** The start tag of an element that holds one edition. */
void html_begin_edition(html_page *page, const char *element);

/** The edition's part of <main>: sections, sentences, tables, charts, notes, and the origins at its end. */
void html_content(html_page *page);
/** Links to the sections; nothing where there are fewer than two. */
void html_contents(html_page *page);

/** A table with its caption. `heading` are the words of a table without a title, for those
 *  who hear the page; number tells tables apart. */
void html_table(html_page *page, const document_table *table, const document_message *heading, size_t number);
/** A chart with its description and its table. */
void html_figure(html_page *page, const document_chart *chart, size_t number);
/** A finding with its grounds, as an item of a list; a passage with its figures marked, each leading to its finding. */
void html_finding(html_page *page, const document_finding *finding);
void html_passage(html_page *page, const document_passage *passage);
/** The boundaries that the page's maps need, each once. */
void html_boundaries(html_page *page);

/** The quiet link around a figure: start tag and end tag; nothing where origin is NULL. `reached` by the tab key, or by pointing
 *  only, where its neighbour leads to the same place. */
void html_begin_figure(html_page *page, const document_origin *origin, bool reached);
void html_end_figure(html_page *page, const document_origin *origin);
/** The section of all origins. */
void html_origin_list(html_page *page);

#endif

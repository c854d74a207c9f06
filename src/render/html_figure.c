#include "render/html.h"
#include "render/html_escape.h"
#include "render/vega.h"

#include "language/language.h"

#include <stdio.h>

/* The same boundaries under several charts stand in the page once. Number from 1 of those that are met up to `chart`. */
static size_t html_boundaries_number(const document *d, const document_chart *chart)
{
    size_t number = 0;
    for (const document_block *block = d->first; block; block = block->next) {
        if (block->kind != DOCUMENT_CHART || block->chart->kind != DOCUMENT_MAP)
            continue;
        number++;
        if (text_equal(block->chart->boundaries, chart->boundaries))
            return number;
    }
    return number;
}

/* Is this block's chart the first with its boundaries? */
static bool html_boundaries_are_new(const document *d, const document_block *of)
{
    for (const document_block *block = d->first; block != of; block = block->next) {
        if (block->kind == DOCUMENT_CHART && block->chart->kind == DOCUMENT_MAP &&
            text_equal(block->chart->boundaries, of->chart->boundaries))
            return false;
    }
    return true;
}

void html_boundaries(html_page *page)
{
    for (const document_block *block = page->d->first; block; block = block->next) {
        if (block->kind != DOCUMENT_CHART || block->chart->kind != DOCUMENT_MAP ||
            !vega_is_drawable(block->chart) || !html_boundaries_are_new(page->d, block))
            continue;
        buffer_add_format(page->out, "<script type=\"application/json\" id=\"boundaries.%zu\">",
                          html_boundaries_number(page->d, block->chart));
        html_json_foreign(page->out, block->chart->boundaries);
        html_put(page, "</script>\n");
    }
}

static void html_key_words(html_page *page, bool wanted, message_id id)
{
    if (!wanted)
        return;
    html_put(page, "<span>");
    html_words(page, id);
    html_put(page, "</span> ");
}

/* What a reader must know of the marks that have no name beside them; shown with the drawing only. */
static void html_key(html_page *page, const document_chart *chart)
{
    bool lines = chart->kind == DOCUMENT_LINES || chart->kind == DOCUMENT_MULTIPLES;
    html_put(page, "<p class=\"key\">");
    if (chart->kind == DOCUMENT_MULTIPLES && chart->base_name.kind != DOCUMENT_EMPTY) {
        const document_message key = {MESSAGE_CHART_LINES, 2, {chart->value_name, chart->base_name}};
        html_put(page, "<span>");
        html_message(page, &key);
        html_put(page, "</span> ");
    }
    html_key_words(page, lines && vega_has_limits(chart), MESSAGE_CHART_BAND);
    html_key_words(page, chart->kind == DOCUMENT_BARS && vega_has_limits(chart), MESSAGE_CHART_INTERVALS);
    html_key_words(page, chart->kind == DOCUMENT_BARS && vega_has_pale(chart), MESSAGE_CHART_PALE);
    html_key_words(page, chart->kind == DOCUMENT_MAP, MESSAGE_CHART_NO_DATA);
    html_put(page, "</p>\n");
}

static void html_drawing(html_page *page, const document_chart *chart)
{
    char boundaries[48];
    snprintf(boundaries, sizeof boundaries, "boundaries.%zu", html_boundaries_number(page->d, chart));
    html_put(page, "<div class=\"drawing\"></div>\n");
    html_key(page, chart);
    html_put(page, "<script type=\"application/json\">");
    vega_specification(page->out, page->language, chart, boundaries);
    html_put(page, "</script>\n");
}

/* The details stand open: a page that draws closes them when the chart is there. */
void html_figure(html_page *page, const document_chart *chart, size_t number)
{
    bool drawn = page->charts && vega_is_drawable(chart);
    html_put(page, drawn ? "<figure class=\"chart\" id=\"" : "<figure id=\"");
    html_id(page, "chart", number);
    html_put(page, "\">\n<figcaption>");
    if (chart->title)
        html_message(page, chart->title);
    html_put(page, "</figcaption>\n");
    if (drawn)
        html_drawing(page, chart);
    html_put(page, "<details open>\n<summary>");
    html_words(page, MESSAGE_PAGE_CHART_DATA);
    html_put(page, "</summary>\n<p>");
    if (chart->alternative)
        html_message(page, chart->alternative);
    html_put(page, "</p>\n");
    if (chart->data)
        html_table(page, chart->data, chart->title, number);
    html_put(page, "</details>\n</figure>\n");
}

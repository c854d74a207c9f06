#include "render/html.h"

/* What is open while blocks are written: a section, and a list of sentences or of notes. */
typedef struct html_flow {
    html_page *page;
    bool section;
    const char *list; /* its end tag, or NULL */
    size_t sections, tables;
    const document_message *heading; /* the last one: a table without a title is named by it */
} html_flow;

/* Texts of their own, so that a list of the one kind is never taken for one of the other. */
static const char html_findings_end[] = "</ul>\n", html_notes_end[] = "</ul>\n\n",
                  html_verdicts_end[] = "</ol>\n";

static void html_end_list(html_flow *flow)
{
    html_put(flow->page, flow->list ? flow->list : "");
    flow->list = NULL;
}

static void html_begin_list(html_flow *flow, const char *begin, const char *end)
{
    if (flow->list == end)
        return;
    html_end_list(flow);
    html_put(flow->page, begin);
    flow->list = end;
}

static void html_end_section(html_flow *flow)
{
    html_end_list(flow);
    html_put(flow->page, flow->section ? "</section>\n" : "");
    flow->section = false;
}

/* heading NULL: our own word for notes. */
static void html_begin_section(html_flow *flow, const document_message *heading)
{
    html_page *page = flow->page;
    html_end_section(flow);
    flow->sections++;
    html_put(page, "<section aria-labelledby=\"");
    html_id(page, "section", flow->sections);
    html_put(page, "\">\n<h2 id=\"");
    html_id(page, "section", flow->sections);
    html_put(page, "\">");
    if (heading)
        html_message(page, heading);
    else
        html_words(page, MESSAGE_PAGE_NOTES);
    html_put(page, "</h2>\n");
    flow->section = true;
    flow->heading = heading;
}

static void html_paragraph(html_flow *flow, const char *begin, const document_message *message)
{
    html_end_list(flow);
    html_put(flow->page, begin);
    html_message(flow->page, message);
    html_put(flow->page, "</p>\n");
}

/* A finding, marked by its tone; a rise and a fall weigh the same. */
static void html_sentence(html_flow *flow, const document_block *block)
{
    static const char *const begins[] = {[DOCUMENT_NEUTRAL] = "<li>",
                                         [DOCUMENT_ROSE] = "<li class=\"rose\">",
                                         [DOCUMENT_FELL] = "<li class=\"fell\">",
                                         [DOCUMENT_WITHIN_CHANCE] = "<li class=\"within\">",
                                         [DOCUMENT_WARNING] = "<li class=\"warning\">",
                                         [DOCUMENT_WRONG] = "<li class=\"wrong\">",
                                         [DOCUMENT_HOLDS] = "<li class=\"holds\">"};
    html_page *page = flow->page;
    html_begin_list(flow, "<ul class=\"findings\">\n", html_findings_end);
    html_put(page, begins[block->tone]);
    html_message(page, block->message);
    if (block->origin) {
        html_put(page, "\u00A0<span class=\"about\">");
        html_begin_figure(page, block->origin, true);
        html_put(page, "<span aria-hidden=\"true\">i</span><span class=\"unseen\">");
        html_words(page, MESSAGE_PAGE_ORIGIN);
        html_put(page, "</span>");
        html_end_figure(page, block->origin);
        html_put(page, "</span>");
    }
    html_put(page, "</li>\n");
}

/* Notes at the end of a document without a heading of their own get one. */
static bool html_is_last_notes(const document_block *before, const document_block *block)
{
    if (before && (before->kind == DOCUMENT_NOTE || before->kind == DOCUMENT_HEADING))
        return false;
    for (; block; block = block->next) {
        if (block->kind != DOCUMENT_NOTE)
            return false;
    }
    return true;
}

static void html_note(html_flow *flow, const document_block *before, const document_block *block)
{
    if (html_is_last_notes(before, block))
        html_begin_section(flow, NULL);
    html_begin_list(flow, "<ul class=\"notes\">\n", html_notes_end);
    html_put(flow->page, "<li>");
    html_message(flow->page, block->message);
    html_put(flow->page, "</li>\n");
}

static void html_block(html_flow *flow, const document_block *before, const document_block *block)
{
    switch (block->kind) {
    case DOCUMENT_TITLE:
    case DOCUMENT_SUBTITLE:
        break; /* in the page's header */
    case DOCUMENT_HEADING:
        html_begin_section(flow, block->message);
        break;
    case DOCUMENT_PARAGRAPH:
        html_paragraph(flow, "<p>", block->message);
        break;
    case DOCUMENT_NOTE:
        html_note(flow, before, block);
        break;
    case DOCUMENT_SENTENCE:
        html_sentence(flow, block);
        break;
    case DOCUMENT_TABLE:
        html_end_list(flow);
        html_table(flow->page, block->table, flow->heading, ++flow->tables);
        break;
    case DOCUMENT_CHART:
        html_end_list(flow);
        html_figure(flow->page, block->chart, ++flow->tables);
        break;
    case DOCUMENT_FINDING:
        html_begin_list(flow, "<ol class=\"verdicts\">\n", html_verdicts_end);
        html_finding(flow->page, block->finding);
        break;
    case DOCUMENT_PASSAGE:
        html_end_list(flow);
        html_passage(flow->page, block->passage);
        break;
    }
}

static const document_message *html_title(const document *d)
{
    const document_block *block = d->first;
    while (block && block->kind != DOCUMENT_TITLE)
        block = block->next;
    return block ? block->message : NULL;
}

void html_content(html_page *page)
{
    html_flow flow = {.page = page, .heading = html_title(page->d)};
    const document_block *before = NULL;
    for (const document_block *block = page->d->first; block && !page->out->failed; block = block->next) {
        html_block(&flow, before, block);
        before = block;
    }
    html_end_section(&flow);
    html_origin_list(page);
}

void html_contents(html_page *page)
{
    size_t number = 0, n = 0;
    for (const document_block *block = page->d->first; block; block = block->next)
        n += block->kind == DOCUMENT_HEADING;
    if (n < 2)
        return;
    html_put(page, "<nav class=\"contents\" aria-label=\"");
    html_words(page, MESSAGE_PAGE_CONTENTS);
    html_put(page, "\"><ul>\n");
    for (const document_block *block = page->d->first; block; block = block->next) {
        if (block->kind != DOCUMENT_HEADING)
            continue;
        html_put(page, "<li><a href=\"#");
        html_id(page, "section", ++number);
        html_put(page, "\">");
        html_message(page, block->message);
        html_put(page, "</a></li>\n");
    }
    html_put(page, "</ul></nav>\n");
}

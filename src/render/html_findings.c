#include "language/language.h"
#include "render/html.h"
#include "render/html_escape.h"

#include <string.h>

static const char *html_tone_class(document_tone tone)
{
    switch (tone) {
    case DOCUMENT_WRONG:
        return "wrong";
    case DOCUMENT_WARNING:
        return "warning";
    case DOCUMENT_HOLDS:
        return "holds";
    case DOCUMENT_NEUTRAL:
    case DOCUMENT_ROSE:
    case DOCUMENT_FELL:
    case DOCUMENT_WITHIN_CHANCE:
        break;
    }
    return "untested";
}

void html_finding(html_page *page, const document_finding *finding)
{
    buffer_add_format(page->out, "<li class=\"%s\"", html_tone_class(finding->tone));
    if (finding->number) {
        html_put(page, " id=\"");
        html_id(page, "verdict", finding->number);
        html_put(page, "\"");
    }
    html_put(page, ">\n<p class=\"quote\">");
    html_value(page, &finding->head, -1);
    if (finding->number) {
        html_put(page, " <a href=\"#");
        html_id(page, "figure", finding->number);
        buffer_add_format(page->out, "\">[%zu]</a>", finding->number);
    }
    html_put(page, "</p>\n");
    for (size_t i = 0; i < finding->n_lines; i++) {
        html_put(page, "<p>");
        html_value(page, &finding->lines[i], -1);
        html_put(page, "</p>\n");
    }
    html_put(page, "</li>\n");
}

static void html_mark(html_page *page, const document_passage *p, const document_mark *mark)
{
    static const char *const signs[] = {
        [DOCUMENT_NEUTRAL] = "·", [DOCUMENT_WARNING] = "!", [DOCUMENT_WRONG] = "✗", [DOCUMENT_HOLDS] = "✓"};
    text words = {p->words.data + mark->start, mark->end - mark->start};
    buffer_add_format(page->out, "<mark class=\"%s\"", html_tone_class(mark->tone));
    if (mark->number) {
        html_put(page, " id=\"");
        html_id(page, "figure", mark->number);
        html_put(page, "\"");
    }
    html_put(page, ">");
    html_text(page->out, words);
    if (mark->number) {
        html_put(page, "<a href=\"#");
        html_id(page, "verdict", mark->number);
        buffer_add_format(page->out, "\"><span>%s%zu</span></a>", signs[mark->tone], mark->number);
    }
    html_put(page, "</mark>");
}

/* Lines of the text become paragraphs. A figure that goes over a line's end stays whole. */
void html_passage(html_page *page, const document_passage *passage)
{
    const document_passage *p = passage;
    size_t mark = 0;
    buffer_add_format(page->out, "<div class=\"passage\" lang=\"%s\">\n", language_code(p->language));
    for (size_t start = 0; start < p->words.length;) {
        const char *end_of_line = memchr(p->words.data + start, '\n', p->words.length - start);
        size_t end = end_of_line ? (size_t)(end_of_line - p->words.data) : p->words.length, at = start;
        bool empty = text_trim((text){p->words.data + start, end - start}).length == 0;
        html_put(page, empty ? "" : "<p>");
        for (; mark < p->n_marks && p->marks[mark].start < end; mark++) {
            html_text(page->out, (text){p->words.data + at, p->marks[mark].start - at});
            html_mark(page, p, &p->marks[mark]);
            at = p->marks[mark].end;
        }
        if (at < end && !empty)
            html_text(page->out, (text){p->words.data + at, end - at});
        html_put(page, empty ? "" : "</p>\n");
        start = at > end ? at : end + 1;
    }
    html_put(page, "</div>\n");
}

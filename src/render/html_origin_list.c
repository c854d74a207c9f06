#include "render/html.h"
#include "render/html_escape.h"

#include "language/language.h"

static void html_origin_id(html_page *page, const document_origin *origin)
{
    const html_origin *found = html_origins_find(&page->origins, origin);
    buffer_add_format(page->out, "%s.origin.", language_code(page->language));
    html_text(page->out, text_from(origin->name));
    if (found && found->number > 1)
        buffer_add_format(page->out, ".%zu", found->number);
}

void html_begin_figure(html_page *page, const document_origin *origin, bool reached)
{
    if (!origin)
        return;
    html_put(page, reached ? "<a class=\"figure\" href=\"#" : "<a class=\"figure\" tabindex=\"-1\" href=\"#");
    html_origin_id(page, origin);
    html_put(page, "\">");
}

void html_end_figure(html_page *page, const document_origin *origin)
{
    if (origin)
        html_put(page, "</a>");
}

static void html_origin_section(html_page *page, const document_origin *origin)
{
    html_put(page, "<section class=\"origin\" id=\"");
    html_origin_id(page, origin);
    html_put(page, "\">\n<h3>");
    html_value(page, &origin->label, -1);
    html_put(page, "</h3>\n<ul>\n");
    for (size_t i = 0; i < origin->n_lines; i++) {
        html_put(page, "<li>");
        html_message(page, &origin->lines[i]);
        html_put(page, "</li>\n");
    }
    html_put(page, "</ul>\n");
    if (origin->command.length) {
        html_put(page, "<p>");
        html_words(page, MESSAGE_PAGE_COMMAND);
        html_put(page, "<code>");
        html_text(page->out, origin->command);
        html_put(page, "</code></p>\n");
    }
    html_put(page, "</section>\n");
}

void html_origin_list(html_page *page)
{
    if (page->origins.n == 0)
        return;
    html_put(page, "<section class=\"origins\">\n<h2>");
    html_words(page, MESSAGE_PAGE_ORIGINS);
    html_put(page, "</h2>\n<details class=\"origins\" open data-close=\"");
    html_words(page, MESSAGE_PAGE_CLOSE);
    html_put(page, "\">\n<summary>");
    html_words(page, MESSAGE_PAGE_ORIGINS_LIST);
    html_put(page, "</summary>\n<div class=\"columns\">\n");
    for (size_t i = 0; i < page->origins.n; i++)
        html_origin_section(page, page->origins.list[i].from);
    html_put(page, "</div>\n</details>\n</section>\n");
}

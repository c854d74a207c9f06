#include "render/html.h"

#include "language/language.h"
#include "render/html_escape.h"
#include "render/page_parts.h"
#include "render/people.h"
#include "render/vega.h"

void html_put(html_page *page, const char *markup)
{
    buffer_add_string(page->out, markup);
}

void html_words(html_page *page, message_id id)
{
    const document_message message = {.id = id};
    html_message(page, &message);
}

void html_message(html_page *page, const document_message *message)
{
    buffer words = {0};
    people_message(&words, page->language, message);
    html_text(page->out, buffer_text(&words));
    page->out->failed |= words.failed;
    buffer_free(&words);
}

void html_value(html_page *page, const document_value *value, int decimals)
{
    buffer words = {0};
    people_value(&words, page->language, value, decimals);
    html_text(page->out, buffer_text(&words));
    page->out->failed |= words.failed;
    buffer_free(&words);
}

void html_id(html_page *page, const char *kind, size_t number)
{
    buffer_add_format(page->out, "%s.%s.%zu", language_code(page->language), kind, number);
}

void html_begin_edition(html_page *page, const char *element)
{
    const char *code = language_code(page->language);
    buffer_add_format(page->out, "<%s class=\"edition\" lang=\"%s\"", element, code);
}

static void html_title_words(html_page *page)
{
    const document_block *block = page->d->first;
    while (block && block->kind != DOCUMENT_TITLE)
        block = block->next;
    if (block)
        html_message(page, block->message);
    else
        html_put(page, "Esep");
}

/* Nothing may be loaded, framed or sent; only this page's own style and scripts run, known by their hashes. */
static void html_policy(html_page *page)
{
    html_put(page,
             "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; base-uri 'none'; "
             "form-action 'none'; style-src '");
    html_put(page, page_style.hash);
    html_put(page, "'; script-src '");
    html_put(page, page_script.hash);
    if (page->charts) {
        html_put(page, "' '");
        html_put(page, page_charts.hash);
    }
    html_put(page, "'\">\n");
}

static void html_head(html_page *page)
{
    buffer_add_format(page->out, "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n",
                      language_code(page->language));
    html_policy(page);
    html_put(page, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                   "<meta name=\"color-scheme\" content=\"light dark\">\n"
                   "<meta name=\"referrer\" content=\"no-referrer\">\n<title>");
    html_title_words(page);
    html_put(page, "</title>\n<style>");
    buffer_add(page->out, page_style.bytes);
    html_put(page, "</style>\n</head>\n<body>\n");
}

/* Radio buttons, which the style sheet looks at: the switch works without scripts. */
static void html_switch(html_page *page)
{
    if (page->n_languages < 2)
        return;
    html_put(page, "<fieldset class=\"languages\">\n<legend class=\"unseen\">");
    for (size_t i = 0; i < page->n_languages; i++) {
        buffer_add_format(page->out, "%s<span lang=\"%s\">", i ? " · " : "",
                          language_code(page->languages[i]));
        page->language = page->languages[i];
        html_words(page, MESSAGE_PAGE_LANGUAGE);
        html_put(page, "</span>");
    }
    html_put(page, "</legend>\n");
    for (size_t i = 0; i < page->n_languages; i++) {
        page->language = page->languages[i];
        const char *code = language_code(page->language);
        buffer_add_format(
            page->out,
            "<label lang=\"%s\"><input type=\"radio\" name=\"language\" id=\"choose-%s\" value=\"%s\" "
            "autocomplete=\"off\"%s data-title=\"",
            code, code, code, page->language == page->first ? " checked" : "");
        html_title_words(page);
        html_put(page, "\">");
        html_words(page, MESSAGE_PAGE_LANGUAGE_NAME);
        html_put(page, "</label>\n");
    }
    html_put(page, "</fieldset>\n");
}

static void html_titles(html_page *page)
{
    html_put(page, "<h1>");
    html_title_words(page);
    html_put(page, "</h1>\n");
    for (const document_block *block = page->d->first; block; block = block->next) {
        if (block->kind != DOCUMENT_SUBTITLE)
            continue;
        html_put(page, "<p class=\"subtitle\">");
        html_message(page, block->message);
        html_put(page, "</p>\n");
    }
}

static void html_skip_links(html_page *page)
{
    for (size_t i = 0; i < page->n_languages; i++) {
        page->language = page->languages[i];
        html_begin_edition(page, "div");
        buffer_add_format(page->out, "><a class=\"skip\" href=\"#%s.content\">",
                          language_code(page->language));
        html_words(page, MESSAGE_PAGE_SKIP);
        html_put(page, "</a></div>\n");
    }
}

static void html_editions(html_page *page)
{
    html_skip_links(page);
    html_put(page, "<header>\n");
    html_switch(page);
    for (size_t i = 0; i < page->n_languages; i++) {
        page->language = page->languages[i];
        html_begin_edition(page, "div");
        html_put(page, ">\n");
        html_titles(page);
        html_contents(page);
        html_put(page, "</div>\n");
    }
    html_put(page, "</header>\n<main>\n");
    for (size_t i = 0; i < page->n_languages; i++) {
        page->language = page->languages[i];
        html_begin_edition(page, "div");
        buffer_add_format(page->out, " id=\"%s.content\" tabindex=\"-1\">\n", language_code(page->language));
        html_content(page);
        html_put(page, "</div>\n");
    }
    html_put(page, "</main>\n<footer>\n");
    for (size_t i = 0; i < page->n_languages; i++) {
        const char version[] = ESEP_VERSION;
        const document_message made = {
            MESSAGE_PAGE_MADE, 1, {{.kind = DOCUMENT_TEXT, .as.words = {version, sizeof version - 1}}}};
        page->language = page->languages[i];
        html_begin_edition(page, "p");
        html_put(page, ">");
        html_message(page, &made);
        html_put(page, "</p>\n");
    }
    html_put(page, "</footer>\n");
}

static void html_script(html_page *page, const page_part *part)
{
    html_put(page, "<script>");
    buffer_add(page->out, part->bytes);
    html_put(page, "</script>\n");
}

static bool html_draws(const document *d)
{
    for (const document_block *block = d->first; block; block = block->next) {
        if (block->kind == DOCUMENT_CHART && vega_is_drawable(block->chart))
            return page_charts.bytes.length > 0;
    }
    return false;
}

/* In the order of the land's law: Kazakh, Russian, English. */
static void html_choose_languages(html_page *page, const render_options *options)
{
    static const esep_language order[] = {ESEP_KK, ESEP_RU, ESEP_EN};
    page->language = page->first = options->language;
    for (size_t i = 0; i < ESEP_LANGUAGES; i++) {
        if (options->all_languages || order[i] == options->language)
            page->languages[page->n_languages++] = order[i];
    }
}

esep_status render_html(buffer *out, const document *d, const render_options *options, esep_error *error)
{
    html_page page = {.out = out, .d = d, .charts = html_draws(d)};
    ESEP_TRY(document_status(d, error));
    if (!html_origins_collect(&page.origins, d)) {
        html_origins_free(&page.origins);
        return error_memory(error);
    }
    html_choose_languages(&page, options);
    html_head(&page);
    html_editions(&page);
    if (page.charts)
        html_boundaries(&page);
    html_script(&page, &page_script);
    if (page.charts)
        html_script(&page, &page_charts);
    html_put(&page, "</body>\n</html>\n");
    html_origins_free(&page.origins);
    return buffer_status(out, error);
}

#include "language/language.h"
#include "render/lines.h"
#include "render/people.h"
#include "render/render.h"
#include "render/text_chart.h"
#include "render/text_findings.h"
#include "render/text_table.h"

/* A title and its subtitle belong together, and so do notes, and findings, and a heading and what it heads; between all others stands an empty line. */
static bool text_belongs(document_block_kind before, document_block_kind kind)
{
    return (before == DOCUMENT_TITLE && kind == DOCUMENT_SUBTITLE) ||
           (before == DOCUMENT_NOTE && kind == DOCUMENT_NOTE) ||
           (before == DOCUMENT_SENTENCE && kind == DOCUMENT_SENTENCE) || before == DOCUMENT_HEADING ||
           (before == DOCUMENT_SUBTITLE && kind == DOCUMENT_SUBTITLE);
}

/* Findings are a list; with arrows their tone shows. */
static const char *text_bullet(const document_block *block, bool arrows)
{
    if (block->kind != DOCUMENT_SENTENCE)
        return "";
    if (arrows && block->tone == DOCUMENT_ROSE)
        return "▲ ";
    if (arrows && block->tone == DOCUMENT_FELL)
        return "▼ ";
    return arrows && block->tone == DOCUMENT_WARNING ? "! " : "· ";
}

static void text_sentence(lines *to, const document_block *block, const render_options *options)
{
    bool strong = block->kind == DOCUMENT_TITLE || block->kind == DOCUMENT_HEADING;
    bool indented = block->kind == DOCUMENT_NOTE || block->kind == DOCUMENT_SENTENCE;
    buffer words = {0};
    buffer_add_string(&words, text_bullet(block, options->arrows));
    people_message(&words, options->language, block->message);
    to->out->failed |= words.failed;
    lines_wrap(to, buffer_text(&words), indented ? 2 : 0, strong ? LINES_STRONG : LINES_NORMAL);
    buffer_free(&words);
}

static esep_status text_block(lines *to, const document_block *block, const render_options *options,
                              esep_error *error)
{
    if (block->kind == DOCUMENT_TABLE)
        return text_table_write(to, block->table, options, error);
    if (block->kind == DOCUMENT_CHART)
        return text_chart_write(to, block->chart, options, error);
    if (block->kind == DOCUMENT_FINDING)
        text_finding(to, block->finding, options);
    else if (block->kind == DOCUMENT_PASSAGE)
        text_passage(to, block->passage, options);
    else
        text_sentence(to, block, options);
    return ESEP_OK;
}

esep_status render_text(buffer *out, const document *d, const render_options *options, esep_error *error)
{
    lines to = {.out = out, .width = options->width, .colour = options->colour, .begin = out->length};
    const document_block *before = NULL;
    ESEP_TRY(document_status(d, error));
    for (const document_block *block = d->first; block; block = block->next) {
        if (block->kind == DOCUMENT_TABLE && !text_table_is_for_people(block->table))
            continue;
        if (before && !text_belongs(before->kind, block->kind))
            lines_end(&to);
        ESEP_TRY(text_block(&to, block, options, error));
        before = block;
    }
    return buffer_status(out, error);
}

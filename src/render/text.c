#include "language/language.h"
#include "render/lines.h"
#include "render/people.h"
#include "render/render.h"
#include "render/text_table.h"

/* A title and its subtitle belong together, and so do notes; between all others stands an empty line. */
static bool text_belongs(document_block_kind before, document_block_kind kind)
{
    return (before == DOCUMENT_TITLE && kind == DOCUMENT_SUBTITLE) ||
           (before == DOCUMENT_NOTE && kind == DOCUMENT_NOTE) ||
           (before == DOCUMENT_SUBTITLE && kind == DOCUMENT_SUBTITLE);
}

static void text_sentence(lines *to, const document_block *block, esep_language language)
{
    bool title = block->kind == DOCUMENT_TITLE;
    buffer words = {0};
    people_message(&words, language, block->message);
    to->out->failed |= words.failed;
    lines_wrap(to, buffer_text(&words), block->kind == DOCUMENT_NOTE ? 2 : 0,
               title ? LINES_STRONG : LINES_NORMAL);
    buffer_free(&words);
}

esep_status render_text(buffer *out, const document *d, const render_options *options, esep_error *error)
{
    lines to = {.out = out, .width = options->width, .colour = options->colour, .begin = out->length};
    const document_block *before = NULL;
    ESEP_TRY(document_status(d, error));
    for (const document_block *block = d->first; block; block = block->next) {
        if (block->kind == DOCUMENT_CHART ||
            (block->kind == DOCUMENT_TABLE && !text_table_is_for_people(block->table)))
            continue;
        if (before && !text_belongs(before->kind, block->kind))
            lines_end(&to);
        if (block->kind == DOCUMENT_TABLE)
            ESEP_TRY(text_table_write(&to, block->table, options, error));
        else
            text_sentence(&to, block, options->language);
        before = block;
    }
    return buffer_status(out, error);
}

#include "document/document.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

esep_status document_create(document **out, esep_error *error)
{
    document *d = calloc(1, sizeof *d);
    if (!d)
        return error_memory(error);
    d->facts.shape = DOCUMENT_OBJECT;
    *out = d;
    return ESEP_OK;
}

void document_free(document *d)
{
    if (!d)
        return;
    arena_free(&d->memory);
    free(d);
}

esep_status document_status(const document *d, esep_error *error)
{
    return d->failed ? error_memory(error) : ESEP_OK;
}

/* A missing text stays missing; d->failed tells when memory did not suffice. */
static text document_keep(document *d, text t)
{
    text copy = arena_copy(&d->memory, t);
    if (t.data && !copy.data)
        d->failed = true;
    return copy;
}

static document_value document_keep_value(document *d, document_value value)
{
    if (value.kind == DOCUMENT_TEXT || value.kind == DOCUMENT_WORDS)
        value.as.words = document_keep(d, value.as.words);
    return value;
}

document_value document_text(document *d, text t)
{
    text copy = document_keep(d, t);
    return copy.data ? (document_value){.kind = DOCUMENT_TEXT, .as.words = copy} : document_empty();
}

document_value document_words(document *d, const char *words)
{
    document_value value = document_text(d, text_from(words));
    if (value.kind == DOCUMENT_TEXT)
        value.kind = DOCUMENT_WORDS;
    return value;
}

document_value document_words_of(document *d, const document_label *label)
{
    document_label *copy = ARENA_TAKE(&d->memory, 1, document_label);
    if (!copy) {
        d->failed = true;
        return document_empty();
    }
    for (size_t i = 0; i < ESEP_LANGUAGES; i++)
        copy->in[i] = document_keep(d, label->in[i]);
    return (document_value){.kind = DOCUMENT_LABEL, .as.label = copy};
}

document_value document_counted(document *d, const document_noun *noun)
{
    document_noun *copy = ARENA_TAKE(&d->memory, 1, document_noun);
    if (!copy) {
        d->failed = true;
        return document_empty();
    }
    *copy = *noun;
    for (size_t i = 0; i < 2; i++)
        copy->en[i] = document_keep(d, noun->en[i]);
    for (size_t i = 0; i < 3; i++)
        copy->ru[i] = document_keep(d, noun->ru[i]);
    copy->kk = document_keep(d, noun->kk);
    return (document_value){.kind = DOCUMENT_NOUN, .as.noun = copy};
}

static const document_message *document_keep_message(document *d, message_id id,
                                                     const document_value *arguments, size_t n)
{
    assert(n <= DOCUMENT_ARGUMENTS);
    document_message *message = ARENA_TAKE(&d->memory, 1, document_message);
    if (!message) {
        d->failed = true;
        return NULL;
    }
    message->id = id;
    message->n_arguments = n;
    for (size_t i = 0; i < n; i++)
        message->arguments[i] = document_keep_value(d, arguments[i]);
    return message;
}

document_value document_says(document *d, message_id id, const document_value *arguments, size_t n)
{
    const document_message *message = document_keep_message(d, id, arguments, n);
    return message ? (document_value){.kind = DOCUMENT_MESSAGE, .as.message = message} : document_empty();
}

static document_block *document_append(document *d, document_block_kind kind)
{
    document_block *block = ARENA_TAKE(&d->memory, 1, document_block);
    if (!block) {
        d->failed = true;
        return NULL;
    }
    block->kind = kind;
    if (d->last)
        d->last->next = block;
    else
        d->first = block;
    d->last = block;
    return block;
}

void document_add(document *d, document_block_kind kind, message_id id, const document_value *arguments,
                  size_t n)
{
    assert(kind != DOCUMENT_TABLE && kind != DOCUMENT_CHART && kind != DOCUMENT_FINDING &&
           kind != DOCUMENT_PASSAGE);
    const document_message *message = document_keep_message(d, id, arguments, n);
    document_block *block = message ? document_append(d, kind) : NULL;
    if (block)
        block->message = message;
}

const document_message *document_message_of(document *d, message_id id, const document_value *arguments,
                                            size_t n)
{
    return document_keep_message(d, id, arguments, n);
}

void document_add_sentence(document *d, message_id id, const document_value *arguments, size_t n,
                           document_tone tone, const document_origin *origin)
{
    const document_message *message = document_keep_message(d, id, arguments, n);
    document_block *block = message ? document_append(d, DOCUMENT_SENTENCE) : NULL;
    if (!block)
        return;
    block->message = message;
    block->tone = tone;
    block->origin = origin;
}

void document_add_chart(document *d, const document_chart *chart)
{
    document_chart *copy = ARENA_TAKE(&d->memory, 1, document_chart);
    document_block *block = copy ? document_append(d, DOCUMENT_CHART) : NULL;
    if (!block) {
        d->failed = true;
        return;
    }
    *copy = *chart;
    block->chart = copy;
}

void document_add_finding(document *d, const document_finding *finding)
{
    document_finding *copy = ARENA_TAKE(&d->memory, 1, document_finding);
    document_value *lines = ARENA_TAKE(&d->memory, finding->n_lines, document_value);
    document_block *block = copy && lines ? document_append(d, DOCUMENT_FINDING) : NULL;
    if (!block) {
        d->failed = true;
        return;
    }
    *copy = *finding;
    copy->head = document_keep_value(d, finding->head);
    for (size_t i = 0; i < finding->n_lines; i++)
        lines[i] = document_keep_value(d, finding->lines[i]);
    copy->lines = lines;
    block->finding = copy;
}

void document_add_passage(document *d, const document_passage *passage)
{
    document_passage *copy = ARENA_TAKE(&d->memory, 1, document_passage);
    document_mark *marks = ARENA_TAKE(&d->memory, passage->n_marks, document_mark);
    document_block *block = copy && marks ? document_append(d, DOCUMENT_PASSAGE) : NULL;
    if (!block) {
        d->failed = true;
        return;
    }
    *copy = *passage;
    copy->words = document_keep(d, passage->words);
    for (size_t i = 0; i < passage->n_marks; i++)
        marks[i] = passage->marks[i];
    copy->marks = marks;
    block->passage = copy;
}

document_table *document_make_table(document *d, const document_column *columns, size_t n_columns,
                                    size_t n_rows)
{
    size_t n_cells;
    document_table *table = ARENA_TAKE(&d->memory, 1, document_table);
    if (!table || __builtin_mul_overflow(n_columns, n_rows, &n_cells)) {
        d->failed = true;
        return NULL;
    }
    *table = (document_table){.n_columns = n_columns, .n_rows = n_rows, .machine_name = "rows"};
    table->columns = ARENA_TAKE(&d->memory, n_columns, document_column);
    table->roles = ARENA_TAKE(&d->memory, n_rows, document_role);
    table->cells = ARENA_TAKE(&d->memory, n_cells, document_value);
    if (!table->columns || !table->roles || !table->cells) {
        d->failed = true;
        return NULL;
    }
    for (size_t i = 0; i < n_columns; i++) {
        table->columns[i] = columns[i];
        table->columns[i].header_text = document_keep(d, columns[i].header_text);
        table->columns[i].header_value = document_keep_value(d, columns[i].header_value);
    }
    return table;
}

void document_place_table(document *d, const document_table *table)
{
    document_block *block = table ? document_append(d, DOCUMENT_TABLE) : NULL;
    if (block)
        block->table = table;
}

document_table *document_add_table(document *d, const document_column *columns, size_t n_columns,
                                   size_t n_rows)
{
    document_table *table = document_make_table(d, columns, n_columns, n_rows);
    document_place_table(d, table);
    return table;
}

document_value *document_cell(document_table *table, size_t row, size_t column)
{
    assert(row < table->n_rows && column < table->n_columns);
    return &table->cells[row * table->n_columns + column];
}

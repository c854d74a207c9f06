#include "render/machine.h"
#include "render/render.h"

#include <string.h>

/* One line under way: whether a separator is due, and where it began. */
typedef struct csv_line {
    buffer *out;
    size_t begin;
    bool continued;
} csv_line;

static void csv_field(csv_line *line, text field)
{
    if (line->continued)
        buffer_add_byte(line->out, ',');
    line->continued = true;
    buffer_add_csv(line->out, field);
}

/* A table of one column may have an empty value: a line with nothing on it would be skipped by most readers.
 */
static void csv_end(csv_line *line)
{
    if (line->out->length == line->begin)
        buffer_add_string(line->out, "\"\"");
    buffer_add_byte(line->out, '\n');
}

static void csv_header(buffer *out, const document_table *table, const text *names)
{
    csv_line line = {out, out->length, false};
    for (size_t c = 0; c < table->n_columns; c++) {
        if (names[c].data)
            csv_field(&line, names[c]);
    }
    csv_end(&line);
}

static void csv_row(buffer *out, const document_table *table, const text *names, size_t row,
                    esep_language language, buffer *field)
{
    csv_line line = {out, out->length, false};
    for (size_t c = 0; c < table->n_columns; c++) {
        if (!names[c].data)
            continue;
        field->length = 0;
        machine_value(field, language, &table->cells[row * table->n_columns + c]);
        csv_field(&line, buffer_text(field));
    }
    csv_end(&line);
}

static esep_status csv_table(buffer *out, const document_table *table, esep_language language, size_t begin,
                             esep_error *error)
{
    arena memory = {0};
    buffer field = {0};
    text *names = machine_column_names(&memory, table);
    bool any = false;
    for (size_t c = 0; names && c < table->n_columns; c++) {
        if (table->columns[c].json_only)
            names[c] = (text){0};
    }
    for (size_t c = 0; names && c < table->n_columns; c++)
        any |= names[c].data != NULL;
    if (any) {
        if (out->length > begin)
            buffer_add_byte(out, '\n');
        csv_header(out, table, names);
        for (size_t row = 0; row < table->n_rows; row++)
            csv_row(out, table, names, row, language, &field);
    }
    esep_status status = names ? buffer_status(&field, error) : error_memory(error);
    buffer_free(&field);
    arena_free(&memory);
    return status;
}

esep_status render_csv(buffer *out, const document *d, const render_options *options, esep_error *error)
{
    size_t begin = out->length;
    ESEP_TRY(document_status(d, error));
    for (const document_block *block = d->first; block; block = block->next) {
        if (block->kind == DOCUMENT_TABLE)
            ESEP_TRY(csv_table(out, block->table, options->language, begin, error));
    }
    return buffer_status(out, error);
}

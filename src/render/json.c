#include "render/json_text.h"
#include "render/machine.h"
#include "render/render.h"

#include <math.h>
#include <string.h>

/* Where the bytes go; `scratch` holds one value before it is escaped. */
typedef struct json_writer {
    buffer *out;
    buffer scratch;
    esep_language language;
} json_writer;

static void json_number(buffer *out, double real)
{
    if (isfinite(real))
        machine_real(out, real);
    else
        buffer_add_string(out, "null");
}

static void json_value(json_writer *json, const document_value *value)
{
    if (value->kind == DOCUMENT_RANGE) {
        buffer_add_byte(json->out, '[');
        json_number(json->out, value->as.range.low);
        buffer_add_string(json->out, ", ");
        json_number(json->out, value->as.range.high);
        buffer_add_byte(json->out, ']');
        return;
    }
    json->scratch.length = 0;
    switch (machine_value(&json->scratch, json->language, value)) {
    case MACHINE_NOTHING:
    case MACHINE_INFINITE:
        buffer_add_string(json->out, "null");
        break;
    case MACHINE_NUMBER:
    case MACHINE_WORD:
        buffer_add(json->out, buffer_text(&json->scratch));
        break;
    case MACHINE_STRING:
        json_text(json->out, buffer_text(&json->scratch));
        break;
    }
}

static void json_key(json_writer *json, text name)
{
    json_text(json->out, name);
    buffer_add_string(json->out, ": ");
}

static void json_new_line(buffer *out, int depth)
{
    buffer_add_byte(out, '\n');
    for (int i = 0; i < depth; i++)
        buffer_add_string(out, "  ");
}

static void json_fact(json_writer *json, const document_fact *fact, int depth);

/* The members between the brackets, each on its line. */
static void json_members(json_writer *json, const document_fact *parent, int depth)
{
    for (const document_fact *member = parent->first; member; member = member->next) {
        if (member != parent->first)
            buffer_add_byte(json->out, ',');
        json_new_line(json->out, depth);
        if (parent->shape == DOCUMENT_OBJECT)
            json_key(json, text_from(member->name));
        json_fact(json, member, depth);
    }
}

static void json_fact(json_writer *json, const document_fact *fact, int depth)
{
    if (fact->shape == DOCUMENT_LEAF) {
        json_value(json, &fact->value);
        return;
    }
    buffer_add_byte(json->out, fact->shape == DOCUMENT_OBJECT ? '{' : '[');
    json_members(json, fact, depth + 1);
    if (fact->first)
        json_new_line(json->out, depth);
    buffer_add_byte(json->out, fact->shape == DOCUMENT_OBJECT ? '}' : ']');
}

static void json_row(json_writer *json, const document_table *table, const text *names, size_t row)
{
    bool continued = false;
    buffer_add_byte(json->out, '{');
    for (size_t c = 0; c < table->n_columns; c++) {
        if (!names[c].data)
            continue;
        if (continued)
            buffer_add_string(json->out, ", ");
        continued = true;
        json_key(json, names[c]);
        json_value(json, &table->cells[row * table->n_columns + c]);
    }
    buffer_add_byte(json->out, '}');
}

static void json_rows(json_writer *json, const document_table *table, const text *names)
{
    buffer_add_byte(json->out, '[');
    for (size_t row = 0; row < table->n_rows; row++) {
        if (row)
            buffer_add_byte(json->out, ',');
        json_new_line(json->out, 2);
        json_row(json, table, names, row);
    }
    if (table->n_rows)
        json_new_line(json->out, 1);
    buffer_add_byte(json->out, ']');
}

static bool json_has_machine_columns(const document_table *table)
{
    if (table->csv_only)
        return false;
    for (size_t c = 0; c < table->n_columns; c++) {
        const document_column *column = &table->columns[c];
        if (column->machine_text ? column->header_text.data != NULL : column->machine_name != NULL)
            return true;
    }
    return false;
}

/* The names of the outermost object: the facts' first, then the tables', as wanted. */
static text *json_top_names(arena *memory, const document *d, size_t *n_facts, size_t *n)
{
    *n_facts = *n = 0;
    for (const document_fact *fact = d->facts.first; fact; fact = fact->next)
        ++*n;
    *n_facts = *n;
    for (const document_block *block = d->first; block; block = block->next)
        *n += block->kind == DOCUMENT_TABLE && json_has_machine_columns(block->table);
    text *names = ARENA_TAKE(memory, *n, text);
    size_t at = 0;
    if (!names)
        return NULL;
    for (const document_fact *fact = d->facts.first; fact; fact = fact->next)
        names[at++] = text_from(fact->name);
    for (const document_block *block = d->first; block; block = block->next) {
        if (block->kind == DOCUMENT_TABLE && json_has_machine_columns(block->table))
            names[at++] = text_from(block->table->machine_name ? block->table->machine_name : "rows");
    }
    return names;
}

static bool json_tables(json_writer *json, arena *memory, const document *d)
{
    size_t at, n;
    const text *tops = json_top_names(memory, d, &at, &n);
    if (!tops)
        return false;
    for (const document_block *block = d->first; block; block = block->next) {
        if (block->kind != DOCUMENT_TABLE || !json_has_machine_columns(block->table))
            continue;
        text top = machine_unique_name(memory, tops, n, at);
        const text *names = machine_column_names(memory, block->table);
        if (!top.data || !names)
            return false;
        if (at)
            buffer_add_byte(json->out, ',');
        json_new_line(json->out, 1);
        json_key(json, top);
        json_rows(json, block->table, names);
        at++;
    }
    return true;
}

esep_status render_json(buffer *out, const document *d, const render_options *options, esep_error *error)
{
    json_writer json = {.out = out, .language = options->language};
    arena memory = {0};
    ESEP_TRY(document_status(d, error));
    buffer_add_byte(out, '{');
    json_members(&json, &d->facts, 1);
    bool complete = json_tables(&json, &memory, d);
    buffer_add_string(out, "\n}\n");
    complete &= !json.scratch.failed && !out->failed;
    buffer_free(&json.scratch);
    arena_free(&memory);
    return complete ? ESEP_OK : error_memory(error);
}

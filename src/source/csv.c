#include "source/csv.h"

#include "base/error.h"

#include <stdlib.h>
#include <string.h>

void csv_index_free(csv_index *index)
{
    free(index->ends);
    free(index->row_ends);
    *index = (csv_index){0};
}

static bool csv_index_room(csv_index *index, size_t bytes)
{
    /* A byte ends at most one field and one row: with room for every byte, the walk below needs no checks. */
    if (index->ends_capacity < bytes + 1) {
        uint32_t *ends = realloc(index->ends, (bytes + 1) * sizeof *ends);
        if (!ends)
            return false;
        index->ends = ends;
        index->ends_capacity = bytes + 1;
    }
    if (index->rows_capacity < bytes + 1) {
        uint32_t *rows = realloc(index->row_ends, (bytes + 1) * sizeof *rows);
        if (!rows)
            return false;
        index->row_ends = rows;
        index->rows_capacity = bytes + 1;
    }
    return true;
}

/* Where in a field the walk is. START: nothing but blanks yet. */
typedef enum csv_state { CSV_START, CSV_PLAIN, CSV_QUOTED, CSV_QUOTE_IN_QUOTED } csv_state;

static csv_state csv_step(csv_state state, char c)
{
    switch (state) {
    case CSV_START:
        return c == '"' ? CSV_QUOTED : c == ' ' ? CSV_START : CSV_PLAIN;
    case CSV_PLAIN:
        return CSV_PLAIN;
    case CSV_QUOTED:
        return c == '"' ? CSV_QUOTE_IN_QUOTED : CSV_QUOTED;
    case CSV_QUOTE_IN_QUOTED:
        return c == '"' ? CSV_QUOTED : CSV_PLAIN;
    }
    return state;
}

size_t csv_row_end(csv_dialect dialect, const char *bytes, size_t length, size_t from, bool *open_quote)
{
    csv_state state = CSV_START;
    for (size_t i = from; i < length; i++) {
        char c = bytes[i];
        if (state != CSV_QUOTED && c == dialect.line_end) {
            *open_quote = false;
            return i + 1;
        }
        state = state != CSV_QUOTED && c == dialect.delimiter ? CSV_START : csv_step(state, c);
    }
    *open_quote = state == CSV_QUOTED;
    return SIZE_MAX;
}

static uint64_t csv_count(const char *bytes, size_t length, char wanted)
{
    uint64_t n = 0;
    for (size_t i = 0; i < length; i++)
        n += bytes[i] == wanted;
    return n;
}

esep_status csv_scan(csv_index *index, csv_dialect dialect, const char *bytes, size_t length, size_t from,
                     esep_error *error)
{
    if (!csv_index_room(index, length))
        return error_memory(error);
    size_t n_ends = 0, n_rows = 0, row_start_ends = 0, scanned_to = from;
    csv_state state = CSV_START;
    for (size_t i = from; i < length; i++) {
        char c = bytes[i];
        if (state != CSV_QUOTED && (c == dialect.delimiter || c == dialect.line_end)) {
            index->ends[n_ends++] = (uint32_t)i;
            state = CSV_START;
            if (c == dialect.line_end) {
                index->row_ends[n_rows++] = (uint32_t)n_ends;
                row_start_ends = n_ends;
                scanned_to = i + 1;
            }
        } else
            state = csv_step(state, c);
    }
    index->n_ends = row_start_ends;
    index->n_rows = n_rows;
    index->first_row = (uint32_t)from;
    index->line_ends = csv_count(bytes, length, dialect.line_end);
    index->scanned_to = (uint32_t)scanned_to;
    index->open_quote = state == CSV_QUOTED;
    return ESEP_OK;
}

bool csv_scan_last(csv_index *index, csv_dialect dialect, const char *bytes, size_t length, esep_error *error)
{
    if (!csv_index_room(index, length)) {
        error_memory(error);
        return false;
    }
    csv_state state = CSV_START;
    index->n_ends = 0;
    for (size_t i = 0; i < length; i++) {
        if (state != CSV_QUOTED && bytes[i] == dialect.delimiter) {
            index->ends[index->n_ends++] = (uint32_t)i;
            state = CSV_START;
        } else
            state = csv_step(state, bytes[i]);
    }
    index->ends[index->n_ends++] = (uint32_t)length;
    index->row_ends[0] = (uint32_t)index->n_ends;
    index->n_rows = 1;
    index->first_row = 0;
    index->scanned_to = (uint32_t)length;
    index->open_quote = state == CSV_QUOTED;
    return !index->open_quote;
}

text csv_field(text raw, buffer *scratch)
{
    text trimmed = text_trim(raw);
    if (trimmed.length == 0 || trimmed.data[0] != '"')
        return trimmed;
    const char *inside = trimmed.data + 1;
    size_t left = trimmed.length - 1;
    const char *mark = memchr(inside, '"', left);
    if (mark && mark == inside + left - 1)
        return text_trim((text){inside, left - 1});

    scratch->length = 0;
    csv_state state = CSV_QUOTED;
    for (size_t i = 0; i < left; i++) {
        csv_state before = state;
        state = csv_step(state, inside[i]);
        bool closes = before == CSV_QUOTED && inside[i] == '"';
        if (!closes)
            buffer_add_byte(scratch, inside[i]);
    }
    return text_trim(buffer_text(scratch));
}

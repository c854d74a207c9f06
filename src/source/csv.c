#include "source/csv.h"

#include "base/error.h"
#include "source/csv_kernel.h"

#include <stdlib.h>
#include <string.h>

void csv_index_free(csv_index *index)
{
    free(index->ends);
    free(index->row_ends);
    *index = (csv_index){0};
}

enum { CSV_SLACK = 72 }; /* kernels write up to 64 positions ahead */

static bool csv_index_room(csv_index *index, size_t bytes)
{
    /* A byte ends at most one field and one row: with room for every byte, no walk needs checks. */
    if (index->ends_capacity < bytes + CSV_SLACK) {
        uint32_t *ends = realloc(index->ends, (bytes + CSV_SLACK) * sizeof *ends);
        if (!ends)
            return false;
        index->ends = ends;
        index->ends_capacity = bytes + CSV_SLACK;
    }
    if (index->rows_capacity < bytes + CSV_SLACK) {
        uint32_t *rows = realloc(index->row_ends, (bytes + CSV_SLACK) * sizeof *rows);
        if (!rows)
            return false;
        index->row_ends = rows;
        index->rows_capacity = bytes + CSV_SLACK;
    }
    return true;
}

/* Where in a field the walk is. START: nothing but blanks yet. */
typedef enum csv_state { CSV_START, CSV_PLAIN, CSV_QUOTED, CSV_QUOTE_IN_QUOTED } csv_state;

static csv_state csv_step(csv_state state, char c)
{
    switch (state) {
    case CSV_START:
        return c == '"' ? CSV_QUOTED : c == ' ' || c == '\t' ? CSV_START : CSV_PLAIN;
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

/* The reference: one byte after the other. Appends whole rows from `from` on; *scanned_to is one past the last. */
static void csv_scan_bytes(csv_positions *out, csv_dialect dialect, const char *bytes, size_t length,
                           size_t from)
{
    csv_state state = CSV_START;
    for (size_t i = from; i < length; i++) {
        char c = bytes[i];
        out->line_ends += c == dialect.line_end;
        if (state != CSV_QUOTED && (c == dialect.delimiter || c == dialect.line_end)) {
            out->ends[out->n_ends++] = (uint32_t)i;
            state = CSV_START;
            if (c == dialect.line_end)
                out->row_ends[out->n_rows++] = (uint32_t)out->n_ends;
        } else
            state = csv_step(state, c);
    }
    out->open_quote = state == CSV_QUOTED;
}

static csv_kernel csv_chosen;
static bool csv_is_chosen;

void csv_use_kernel(csv_kernel kernel)
{
    csv_chosen = kernel;
    csv_is_chosen = true;
}

/* One past the last whole row so far; `from` where there is none. */
static size_t csv_after_rows(const csv_positions *out, size_t from)
{
    return out->n_rows ? out->ends[out->row_ends[out->n_rows - 1] - 1] + 1 : from;
}

/* The row at `start` has a mark that no kernel understands: take it byte by byte. False where it does not end in the span. */
static bool csv_scan_odd_row(csv_positions *out, csv_dialect dialect, const char *bytes, size_t length,
                             size_t start)
{
    bool open;
    out->n_ends = out->n_rows ? out->row_ends[out->n_rows - 1] : 0;
    size_t end = csv_row_end(dialect, bytes, length, start, &open);
    csv_scan_bytes(out, dialect, bytes, end == SIZE_MAX ? length : end, start);
    return end != SIZE_MAX;
}

static uint64_t csv_count(const char *bytes, size_t length, char wanted)
{
    uint64_t n = 0;
    for (size_t i = 0; i < length; i++)
        n += bytes[i] == wanted;
    return n;
}

/* Rows among ends[from … n_ends), a line end each. Where all are as wide as the first, they are found by looking at one byte a row: as
 * many ends at the right places as there are line ends at all leave none for other places. */
static bool csv_rows_alike(csv_positions *out, const char *bytes, char line_end, size_t from)
{
    size_t width = 0, n = (size_t)out->rows_found, wrong = 0;
    const uint32_t *ends = out->ends + from;
    uint32_t *rows = out->row_ends + out->n_rows;
    while (from + width < out->n_ends && bytes[ends[width]] != line_end)
        width++;
    width++;
    if (n > (out->n_ends - from) / width)
        return false;
    for (size_t r = 0; r < n; r++) {
        wrong += bytes[ends[(r + 1) * width - 1]] != line_end;
        rows[r] = (uint32_t)(from + (r + 1) * width);
    }
    return wrong == 0;
}

static void csv_find_rows(csv_positions *out, const char *bytes, char line_end, size_t from)
{
    if (csv_rows_alike(out, bytes, line_end, from)) {
        out->n_rows += (size_t)out->rows_found;
        return;
    }
    for (size_t i = from; i < out->n_ends; i++) {
        out->row_ends[out->n_rows] = (uint32_t)i + 1;
        out->n_rows += bytes[out->ends[i]] == line_end;
    }
}

/* With a kernel, as far as it goes, and byte by byte where it does not. */
static void csv_scan_blocks(csv_positions *out, csv_kernel kernel, csv_dialect dialect, const char *bytes,
                            size_t length, size_t from)
{
    size_t at = from;
    bool odd = false, more = true;
    while (more && at < length) {
        size_t before = out->n_ends;
        kernel(out, dialect, bytes, at, length);
        csv_find_rows(out, bytes, dialect.line_end, before);
        if (out->stopped_at == SIZE_MAX)
            break;
        odd = true;
        more = csv_scan_odd_row(out, dialect, bytes, length, csv_after_rows(out, from));
        at = csv_after_rows(out, from);
    }
    if (odd) /* blocks were begun again: count the lines anew */
        out->line_ends = csv_count(bytes + from, length - from, dialect.line_end);
}

esep_status csv_scan(csv_index *index, csv_dialect dialect, const char *bytes, size_t length, size_t from,
                     esep_error *error)
{
    if (!csv_index_room(index, length))
        return error_memory(error);
    csv_kernel kernel = csv_is_chosen ? csv_chosen : csv_kernels()->run;
    csv_positions out = {.ends = index->ends, .row_ends = index->row_ends};
    if (kernel)
        csv_scan_blocks(&out, kernel, dialect, bytes, length, from);
    else
        csv_scan_bytes(&out, dialect, bytes, length, from);
    index->n_rows = out.n_rows;
    index->n_ends = out.n_rows ? out.row_ends[out.n_rows - 1] : 0;
    index->first_row = (uint32_t)from;
    index->line_ends = out.line_ends + csv_count(bytes, from, dialect.line_end);
    index->scanned_to = (uint32_t)csv_after_rows(&out, from);
    index->open_quote = out.open_quote;
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

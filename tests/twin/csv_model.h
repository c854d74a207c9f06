/* csv_model.h - what rows and fields are, written a second time from docs/dialects.md and src/source/csv.h: slowly, one field
 * after the other, and without a look at src/source/csv.c. */
#ifndef TWIN_CSV_MODEL_H
#define TWIN_CSV_MODEL_H

#include "base/text.h"

#include <stdlib.h>
#include <string.h>

typedef struct model_row {
    text *fields; /* [n], as they say: unquoted, trimmed */
    size_t n;
    uint64_t line; /* where it begins, from 1 */
} model_row;

typedef struct model_table {
    model_row *rows;
    size_t n;
    bool open; /* a quotation mark is never closed; the row in which it stands is not among the rows */
    uint64_t open_line;
} model_table;

static inline bool model_is_blank(char c)
{
    return c == ' ' || c == '\t';
}

static inline text model_trim(text t)
{
    while (t.length && model_is_blank(t.data[t.length - 1]))
        t.length--;
    while (t.length && model_is_blank(*t.data))
        t = (text){t.data + 1, t.length - 1};
    return t;
}

/* What the raw bytes of a field say. */
static inline text model_value(const char *bytes, size_t length)
{
    text raw = model_trim((text){bytes, length});
    char *said = malloc(raw.length + 1);
    size_t n = 0, i = 0;
    if (raw.length && raw.data[0] == '"') {
        for (i = 1; i < raw.length; i++) {
            if (raw.data[i] != '"')
                said[n++] = raw.data[i];
            else if (i + 1 < raw.length && raw.data[i + 1] == '"')
                said[n++] = raw.data[i++];
            else {
                i++;
                break;
            }
        }
    }
    for (; i < raw.length; i++)
        said[n++] = raw.data[i];
    text trimmed = model_trim((text){said, n});
    memmove(said, trimmed.data, trimmed.length);
    return (text){said, trimmed.length};
}

/* Where the field that begins at `from` ends; SIZE_MAX where a quotation mark stays open. */
static inline size_t model_field_end(text all, size_t from, char delimiter, char line_end)
{
    size_t at = from;
    while (at < all.length && (all.data[at] == ' ' || all.data[at] == '\t') && all.data[at] != delimiter)
        at++;
    if (at < all.length && all.data[at] == '"') {
        for (at++;; at += 2) {
            const char *mark = memchr(all.data + at, '"', all.length - at);
            if (!mark)
                return SIZE_MAX;
            at = (size_t)(mark - all.data);
            if (at + 1 == all.length || all.data[at + 1] != '"')
                break;
        }
        at++;
    }
    while (at < all.length && all.data[at] != delimiter && all.data[at] != line_end)
        at++;
    return at;
}

static inline void model_free(model_table *table)
{
    for (size_t r = 0; r < table->n; r++) {
        for (size_t f = 0; f < table->rows[r].n; f++)
            free((char *)(uintptr_t)table->rows[r].fields[f].data);
        free(table->rows[r].fields);
    }
    free(table->rows);
    *table = (model_table){0};
}

/** All rows of the bytes, the first of which stands on line `line`. */
static inline model_table model_read(text all, char delimiter, char line_end, uint64_t line)
{
    model_table table = {0};
    for (size_t at = 0; at < all.length;) {
        model_row row = {.line = line};
        size_t begun = at;
        for (bool more = true; more;) {
            size_t end = model_field_end(all, at, delimiter, line_end);
            if (end == SIZE_MAX) {
                for (size_t f = 0; f < row.n; f++)
                    free((char *)(uintptr_t)row.fields[f].data);
                free(row.fields);
                table.open = true;
                table.open_line = line;
                return table;
            }
            more = end < all.length && all.data[end] == delimiter;
            size_t to = end;
            if (!more && to > at && all.data[to - 1] == '\r')
                to--;
            row.fields = realloc(row.fields, (row.n + 1) * sizeof *row.fields);
            row.fields[row.n++] = model_value(all.data + at, to - at);
            at = end + 1;
        }
        for (size_t i = begun; i < at && i < all.length; i++)
            line += all.data[i] == line_end;
        table.rows = realloc(table.rows, (table.n + 1) * sizeof *table.rows);
        table.rows[table.n++] = row;
    }
    return table;
}

#endif

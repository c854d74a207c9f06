#include "definition/csv_table.h"

#include "source/csv.h"
#include "source/dialect.h"
#include "source/source.h"
#include "source/stream.h"

#include <string.h>

typedef struct table_reading {
    csv_table *table;
    arena *memory;
    esep_error *error;
    text bytes;
    csv_dialect dialect;
    csv_index index;
    buffer scratch;
} table_reading;

static esep_status table_fail(const table_reading *t, uint64_t line, message_id message, const char *first,
                              const char *second)
{
    error_raise(t->error, ESEP_DATA, message, first, second);
    error_at(t->error, t->table->path, line);
    return ESEP_DATA;
}

/* The whole file as UTF-8. */
static esep_status table_bytes(table_reading *t, buffer *bytes)
{
    stream *s = NULL;
    esep_status status = stream_open(&s, t->table->path, NULL, false, t->error);
    size_t length = 1;
    while (status == ESEP_OK && length > 0) {
        if (!buffer_reserve(bytes, 65536))
            status = error_memory(t->error);
        else
            status = stream_read(s, bytes->data + bytes->length, 65536, &length, t->error);
        if (status == ESEP_OK)
            bytes->length += length;
        if (status == ESEP_OK && bytes->length > CSV_TABLE_BYTES)
            status = table_fail(t, 0, MESSAGE_DEFINITION_TABLE_LARGE, NULL, NULL);
    }
    if (s)
        stream_close(s);
    if (status != ESEP_OK) {
        error_at(t->error, t->table->path, 0);
        return status;
    }
    return ESEP_OK;
}

/* The last row ends like the others; behind it are zeros, which the kernels may look at. */
static esep_status table_end(table_reading *t, buffer *bytes)
{
    t->dialect = dialect_detect(buffer_text(bytes), true);
    if (bytes->data[bytes->length - 1] != t->dialect.line_end)
        buffer_add_byte(bytes, t->dialect.line_end);
    if (!buffer_reserve(bytes, SOURCE_PADDING))
        return error_memory(t->error);
    memset(bytes->data + bytes->length, 0, SOURCE_PADDING);
    t->bytes = buffer_text(bytes);
    return ESEP_OK;
}

static size_t table_row_start(const table_reading *t, size_t row)
{
    return row ? t->index.ends[t->index.row_ends[row - 1] - 1] + 1 : 0;
}

static size_t table_row_fields(const table_reading *t, size_t row)
{
    return t->index.row_ends[row] - (row ? t->index.row_ends[row - 1] : 0);
}

/* Field `field` of a row, as it says itself, in the arena. */
static esep_status table_field(table_reading *t, text *out, size_t row, size_t field, uint64_t line)
{
    size_t first = row ? t->index.row_ends[row - 1] : 0;
    size_t from = field ? t->index.ends[first + field - 1] + 1 : table_row_start(t, row);
    size_t to = t->index.ends[first + field];
    bool ended = field + 1 == table_row_fields(t, row);
    if (ended && to > from && t->bytes.data[to - 1] == '\r')
        to--;
    text said = text_trim(csv_field((text){t->bytes.data + from, to - from}, &t->scratch));
    if (!text_is_utf8(said))
        return table_fail(t, line, MESSAGE_DEFINITION_TABLE_UTF8, NULL, NULL);
    *out = arena_copy(t->memory, said.data ? said : text_from(""));
    return out->data ? ESEP_OK : error_memory(t->error);
}

static esep_status table_header(table_reading *t)
{
    csv_table *table = t->table;
    if (t->index.n_rows == 0)
        return table_fail(t, 0, MESSAGE_SOURCE_EMPTY, NULL, NULL);
    table->n_columns = table_row_fields(t, 0);
    table->columns = ARENA_TAKE(t->memory, table->n_columns, text);
    if (!table->columns)
        return error_memory(t->error);
    for (size_t c = 0; c < table->n_columns; c++) {
        ESEP_TRY(table_field(t, &table->columns[c], 0, c, 1));
        for (size_t before = 0; before < c; before++) {
            char left[24], right[24];
            if (text_equal(table->columns[before], table->columns[c])) {
                error_raise(t->error, ESEP_DATA, MESSAGE_SOURCE_HEADER_TWICE, table->columns[c].data,
                            error_number(left, (int64_t)before + 1), error_number(right, (int64_t)c + 1));
                return table_fail(t, 1, MESSAGE_SOURCE_HEADER_TWICE, NULL, NULL);
            }
        }
    }
    return ESEP_OK;
}

/* Nothing but blanks and separators stand in the row: an editor's last line. */
static bool table_row_is_blank(const table_reading *t, size_t row)
{
    size_t from = table_row_start(t, row), to = t->index.ends[t->index.row_ends[row] - 1];
    for (; from < to; from++) {
        if (!strchr(" \t\r", t->bytes.data[from]) && t->bytes.data[from] != t->dialect.delimiter)
            return false;
    }
    return true;
}

static esep_status table_row(table_reading *t, size_t row, uint64_t line)
{
    csv_table *table = t->table;
    char expected[24], found[24];
    if (table_row_fields(t, row) != table->n_columns)
        return table_fail(t, line, MESSAGE_DEFINITION_TABLE_ROW,
                          error_number(found, (int64_t)table_row_fields(t, row)),
                          error_number(expected, (int64_t)table->n_columns));
    for (size_t c = 0; c < table->n_columns; c++)
        ESEP_TRY(table_field(t, &table->cells[table->n_rows * table->n_columns + c], row, c, line));
    table->lines[table->n_rows++] = line;
    return ESEP_OK;
}

static esep_status table_rows(table_reading *t)
{
    csv_table *table = t->table;
    table->cells = ARENA_TAKE(t->memory, t->index.n_rows * table->n_columns, text);
    table->lines = ARENA_TAKE(t->memory, t->index.n_rows, uint64_t);
    if (!table->cells || !table->lines)
        return error_memory(t->error);
    uint64_t line = 1;
    size_t counted = 0;
    for (size_t row = 1; row < t->index.n_rows; row++) {
        for (size_t start = table_row_start(t, row); counted < start; counted++)
            line += t->bytes.data[counted] == t->dialect.line_end;
        if (!table_row_is_blank(t, row))
            ESEP_TRY(table_row(t, row, line));
    }
    return table->n_rows ? ESEP_OK : table_fail(t, 0, MESSAGE_SOURCE_HEADER_ONLY, NULL, NULL);
}

static esep_status table_parse(table_reading *t)
{
    ESEP_TRY(csv_scan(&t->index, t->dialect, t->bytes.data, t->bytes.length, 0, t->error));
    if (t->index.open_quote) {
        uint64_t line = 1;
        for (size_t i = 0; i < t->index.scanned_to; i++)
            line += t->bytes.data[i] == t->dialect.line_end;
        return table_fail(t, line, MESSAGE_SOURCE_QUOTE_OPEN, NULL, NULL);
    }
    ESEP_TRY(table_header(t));
    return table_rows(t);
}

esep_status csv_table_read(csv_table *out, arena *memory, const char *path, esep_error *error)
{
    *out = (csv_table){.path = path};
    table_reading t = {.table = out, .memory = memory, .error = error};
    buffer bytes = {0};
    esep_status status = table_bytes(&t, &bytes);
    if (status == ESEP_OK && bytes.length == 0)
        status = table_fail(&t, 0, MESSAGE_SOURCE_EMPTY, NULL, NULL);
    if (status == ESEP_OK)
        status = table_end(&t, &bytes);
    if (status == ESEP_OK)
        status = table_parse(&t);
    csv_index_free(&t.index);
    buffer_free(&t.scratch);
    buffer_free(&bytes);
    return status;
}

ptrdiff_t csv_table_column(const csv_table *t, text name)
{
    for (size_t c = 0; c < t->n_columns; c++) {
        if (text_equal(t->columns[c], name))
            return (ptrdiff_t)c;
    }
    return -1;
}

text csv_table_cell(const csv_table *t, size_t row, size_t column)
{
    return t->cells[row * t->n_columns + column];
}

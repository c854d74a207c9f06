#include "source/sheet.h"

#include "source/table_value.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A value that a merge carries down a column. */
typedef struct sheet_carry {
    uint64_t until; /* last row; 0: none */
    buffer value;
} sheet_carry;

typedef struct sheet_table {
    sheet_format format;
    table_place place;
    sheet_row row;
    uint64_t header_row;
    uint32_t *columns; /* [n_columns]: of the header, from left to right */
    size_t n_columns;
    sheet_carry *carries; /* [n_columns] */
    size_t merge;         /* the first of the merges, by row, that is not begun */
    uint64_t totals_begin;
    bool header_given;
} sheet_table;

static void sheet_close(void *state)
{
    sheet_table *t = state;
    if (t->format.close)
        t->format.close(t->format.state);
    for (size_t c = 0; t->carries && c < t->n_columns; c++)
        buffer_free(&t->carries[c].value);
    free(t->carries);
    free(t->columns);
    free(t->format.merges);
    sheet_row_free(&t->row);
    free(t);
}

void sheet_row_free(sheet_row *row)
{
    free(row->cells);
    buffer_free(&row->values);
}

void sheet_cell_name(char name[32], uint32_t column, uint64_t row)
{
    char letters[8];
    size_t n = 0;
    for (uint32_t c = column + 1; c > 0; c = (c - 1) / 26)
        letters[n++] = (char)('A' + (c - 1) % 26);
    for (size_t i = 0; i < n; i++)
        name[i] = letters[n - 1 - i];
    error_number(name + n, (int64_t)row);
}

esep_status sheet_begin_cell(sheet_row *row, uint32_t column, sheet_kind kind, esep_error *error)
{
    if (row->n == row->capacity) {
        size_t capacity = row->capacity ? row->capacity * 2 : 32;
        sheet_cell *cells = realloc(row->cells, capacity * sizeof *cells);
        if (!cells)
            return error_memory(error);
        row->cells = cells;
        row->capacity = capacity;
    }
    row->cells[row->n++] = (sheet_cell){column, kind, row->values.length, 0};
    return ESEP_OK;
}

void sheet_end_cell(sheet_row *row)
{
    sheet_cell *cell = &row->cells[row->n - 1];
    cell->length = row->values.length - cell->from;
    if (text_trim((text){row->values.data + cell->from, cell->length}).length == 0)
        row->n--;
}

esep_status sheet_add_merge(sheet_format *format, sheet_merge merge, esep_error *error)
{
    if (format->merges_known)
        return ESEP_OK;
    if (format->n_merges == format->merges_capacity) {
        size_t capacity = format->merges_capacity ? format->merges_capacity * 2 : 32;
        sheet_merge *merges = realloc(format->merges, capacity * sizeof *merges);
        if (!merges)
            return error_memory(error);
        format->merges = merges;
        format->merges_capacity = capacity;
    }
    format->merges[format->n_merges++] = merge;
    return ESEP_OK;
}

bool sheet_is_total(text t)
{
    static const char *const words[] = {"Итого",  "ИТОГО",       "итого",       "Всего",      "ВСЕГО",
                                        "всего",  "Барлығы",     "БАРЛЫҒЫ",     "барлығы",    "Жиыны",
                                        "ЖИЫНЫ",  "жиыны",       "Total",       "TOTAL",      "total",
                                        "Totals", "Grand total", "Grand Total", "GRAND TOTAL"};
    t = text_trim(t);
    while (t.length && t.data[t.length - 1] == ':')
        t = text_trim((text){t.data, t.length - 1});
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (text_equal(t, text_from(words[i])))
            return true;
    }
    return false;
}

static text sheet_value(const sheet_row *row, const sheet_cell *cell)
{
    return (text){row->values.data + cell->from, cell->length};
}

static esep_status sheet_next_row(sheet_table *t, bool *any, esep_error *error)
{
    do {
        t->row.n = t->row.values.length = 0;
        ESEP_TRY(t->format.next(&t->format, &t->row, any, error));
        ESEP_TRY(buffer_status(&t->row.values, error));
    } while (*any && t->row.n == 0);
    return ESEP_OK;
}

/* The whole sheet once: its fullest row, and the rows of totals at its end. */
static esep_status sheet_survey(sheet_table *t, size_t *fullest, table_left_out *left_out, esep_error *error)
{
    bool any = true;
    ESEP_TRY(t->format.rewind(&t->format, error));
    for (;;) {
        ESEP_TRY(sheet_next_row(t, &any, error));
        if (!any)
            return ESEP_OK;
        if (t->row.n > *fullest)
            *fullest = t->row.n;
        if (t->row.n < *fullest && sheet_is_total(sheet_value(&t->row, &t->row.cells[0]))) {
            if (left_out->totals++ == 0)
                left_out->totals_begin = t->row.number;
        } else
            left_out->totals = left_out->totals_begin = 0;
    }
}

static esep_status sheet_header_error(const sheet_table *t, uint32_t column, esep_error *error)
{
    char row[24], cell[32];
    sheet_cell_name(cell, column, t->header_row);
    error_raise(error, ESEP_DATA, MESSAGE_SOURCE_TABLE_HEADER, error_number(row, (int64_t)t->header_row),
                cell);
    return error_at(error, t->place.shown, t->header_row);
}

/* A name has something besides digits and the marks of numbers and dates. */
static bool sheet_is_name(text t)
{
    for (size_t i = 0; i < t.length; i++) {
        if (!strchr("0123456789.,-/: ", t.data[i]) || !t.data[i])
            return true;
    }
    return false;
}

static esep_status sheet_check_header(const sheet_table *t, esep_error *error)
{
    for (size_t c = 0; c < t->row.n; c++) {
        const sheet_cell *cell = &t->row.cells[c];
        if (cell->kind != SHEET_TEXT || !sheet_is_name(sheet_value(&t->row, cell)))
            return sheet_header_error(t, cell->column, error);
    }
    for (size_t i = 0; i < t->format.n_merges; i++) {
        const sheet_merge *m = &t->format.merges[i];
        if (m->first_row <= t->header_row && m->last_row >= t->header_row &&
            m->first_column <= t->row.cells[t->row.n - 1].column && m->last_column >= t->row.cells[0].column)
            return sheet_header_error(t, m->first_column, error);
    }
    return ESEP_OK;
}

/* Read on to the header, and leave it in t->row. */
static esep_status sheet_find_header(sheet_table *t, size_t fullest, table_left_out *left_out,
                                     esep_error *error)
{
    bool any = true;
    ESEP_TRY(t->format.rewind(&t->format, error));
    for (;;) {
        ESEP_TRY(sheet_next_row(t, &any, error));
        if (!any || t->row.n * 2 > fullest)
            break;
        left_out->above++;
    }
    if (!any) {
        error_raise(error, ESEP_DATA, MESSAGE_SOURCE_TABLE_NO_ROWS);
        return error_at(error, t->place.shown, 0);
    }
    t->header_row = t->row.number;
    ESEP_TRY(sheet_check_header(t, error));
    t->n_columns = t->row.n;
    t->columns = calloc(t->n_columns, sizeof *t->columns);
    t->carries = calloc(t->n_columns, sizeof *t->carries);
    if (!t->columns || !t->carries)
        return error_memory(error);
    for (size_t c = 0; c < t->n_columns; c++)
        t->columns[c] = t->row.cells[c].column;
    return ESEP_OK;
}

static int sheet_merge_order(const void *a, const void *b)
{
    const sheet_merge *one = a, *two = b;
    if (one->first_row != two->first_row)
        return one->first_row < two->first_row ? -1 : 1;
    return one->first_column < two->first_column ? -1 : one->first_column > two->first_column;
}

/* The merges that begin in this row: those with a value carry it down, or are refused. */
static esep_status sheet_begin_merges(sheet_table *t, esep_error *error)
{
    for (; t->merge < t->format.n_merges; t->merge++) {
        const sheet_merge *m = &t->format.merges[t->merge];
        if (m->first_row > t->row.number)
            break;
        const sheet_cell *cell = NULL;
        for (size_t i = 0; i < t->row.n && !cell; i++)
            cell = t->row.cells[i].column == m->first_column ? &t->row.cells[i] : NULL;
        if (m->first_row < t->row.number || !cell)
            continue;
        if (m->first_column != m->last_column || cell->kind == SHEET_NUMBER) {
            char from[32], to[32], both[72];
            sheet_cell_name(from, m->first_column, m->first_row);
            sheet_cell_name(to, m->last_column, m->last_row);
            snprintf(both, sizeof both, "%s:%s", from, to);
            error_raise(error, ESEP_DATA, MESSAGE_SOURCE_TABLE_MERGED, both);
            return error_at(error, t->place.shown, m->first_row);
        }
        for (size_t c = 0; c < t->n_columns; c++) {
            if (t->columns[c] != m->first_column)
                continue;
            t->carries[c].until = m->last_row;
            t->carries[c].value.length = 0;
            buffer_add(&t->carries[c].value, sheet_value(&t->row, cell));
            ESEP_TRY(buffer_status(&t->carries[c].value, error));
        }
    }
    return ESEP_OK;
}

static esep_status sheet_write_row(sheet_table *t, buffer *out, esep_error *error)
{
    size_t start = out->length, next = 0;
    for (size_t c = 0; c < t->n_columns; c++) {
        table_value_begin(out, c);
        bool here = next < t->row.n && t->row.cells[next].column == t->columns[c];
        if (t->carries[c].until >= t->row.number)
            buffer_add_csv(out, buffer_text(&t->carries[c].value));
        else if (here)
            buffer_add_csv(out, sheet_value(&t->row, &t->row.cells[next]));
        next += here;
    }
    if (next < t->row.n) {
        char name[32], header[24];
        const sheet_cell *cell = &t->row.cells[next];
        sheet_cell_name(name, cell->column, t->row.number);
        error_raise(error, ESEP_DATA, MESSAGE_SOURCE_TABLE_BESIDE, name,
                    error_number(header, (int64_t)t->header_row));
        return error_at(error, t->place.shown, t->row.number);
    }
    table_value_end_row(out, start);
    return ESEP_OK;
}

static esep_status sheet_next(void *state, buffer *out, bool *any, esep_error *error)
{
    sheet_table *t = state;
    *any = true;
    if (t->header_given) {
        ESEP_TRY(sheet_next_row(t, any, error));
        if (*any && t->totals_begin && t->row.number >= t->totals_begin)
            *any = false;
        if (!*any)
            return ESEP_OK;
        ESEP_TRY(sheet_begin_merges(t, error));
    }
    t->header_given = true;
    return sheet_write_row(t, out, error);
}

esep_status sheet_open(table_feed *rows, sheet_format *format, const table_place *place, esep_error *error)
{
    size_t fullest = 0;
    sheet_table *t = calloc(1, sizeof *t);
    if (!t) {
        format->close(format->state);
        free(format->merges);
        return error_memory(error);
    }
    t->format = *format;
    t->place = *place;
    rows->state = t;
    rows->close = sheet_close;
    rows->next = sheet_next;
    ESEP_TRY(sheet_survey(t, &fullest, &rows->left_out, error));
    t->format.merges_known = true;
    if (t->format.n_merges)
        qsort(t->format.merges, t->format.n_merges, sizeof *t->format.merges, sheet_merge_order);
    ESEP_TRY(sheet_find_header(t, fullest, &rows->left_out, error));
    t->totals_begin = rows->left_out.totals_begin;
    return ESEP_OK;
}

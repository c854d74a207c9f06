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
    uint64_t *
        marks; /* [n_marks], by sheet_mark(), of the sheet's rows in the survey; freed once the header is known */
    size_t n_marks, marks_capacity;
    uint64_t header_mark;
    uint64_t numbering_row,
        numbering_above; /* the first row of column numbers, and the row with values above it; 0: none */
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
    free(t->marks);
    free(t->format.merges);
    sheet_row_free(&t->row);
    free(t);
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

static esep_status sheet_add_mark(sheet_table *t, uint64_t row_above, esep_error *error)
{
    if (t->n_marks == t->marks_capacity) {
        size_t capacity = t->marks_capacity ? t->marks_capacity * 2 : 1024;
        uint64_t *marks = realloc(t->marks, capacity * sizeof *marks);
        if (!marks)
            return error_memory(error);
        t->marks = marks;
        t->marks_capacity = capacity;
    }
    t->marks[t->n_marks++] = sheet_mark(&t->row);
    if (!t->numbering_row && sheet_is_numbering(&t->row)) {
        t->numbering_row = t->row.number;
        t->numbering_above = row_above;
    }
    return ESEP_OK;
}

/* The whole sheet once: its fullest row, the marks of its rows, and the rows of totals at its end. */
static esep_status sheet_survey(sheet_table *t, size_t *fullest, table_left_out *left_out, esep_error *error)
{
    bool any = true;
    uint64_t above = 0;
    ESEP_TRY(t->format.rewind(&t->format, error));
    for (;;) {
        ESEP_TRY(sheet_next_row(t, &any, error));
        if (!any)
            return ESEP_OK;
        ESEP_TRY(sheet_add_mark(t, above, error));
        above = t->row.number;
        if (t->row.n > *fullest)
            *fullest = t->row.n;
        bool total = t->row.n < *fullest && sheet_is_total(sheet_value(&t->row, &t->row.cells[0]));
        bool note = left_out->totals && t->row.n == 1 && *fullest >= 3;
        if (total || note) {
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

/* Is the row that was just read the header again, or the numbers of its columns? */
static bool sheet_is_repeated(const sheet_table *t)
{
    return t->row.number == t->numbering_row || (t->n_columns > 1 && sheet_mark(&t->row) == t->header_mark);
}

/* How many such rows the survey has met. The header stands in t->row. */
static void sheet_find_repeated(sheet_table *t, table_left_out *left_out)
{
    t->header_mark = sheet_mark(&t->row);
    if (t->numbering_above != t->header_row)
        t->numbering_row = 0;
    left_out->repeated = t->numbering_row != 0;
    for (size_t i = 0; i < t->n_marks && t->n_columns > 1; i++)
        left_out->repeated += t->marks[i] == t->header_mark;
    left_out->repeated -= t->n_columns > 1; /* the header itself */
    free(t->marks);
    t->marks = NULL;
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
    sheet_find_repeated(t, left_out);
    return ESEP_OK;
}

static int sheet_merge_order(const void *a, const void *b)
{
    const sheet_merge *one = a, *two = b;
    if (one->first_row != two->first_row)
        return one->first_row < two->first_row ? -1 : 1;
    return one->first_column < two->first_column ? -1 : one->first_column > two->first_column;
}

static esep_status sheet_merge_error(const sheet_table *t, const sheet_merge *m, esep_error *error)
{
    char from[32], to[32], both[72];
    sheet_cell_name(from, m->first_column, m->first_row);
    sheet_cell_name(to, m->last_column, m->last_row);
    snprintf(both, sizeof both, strcmp(from, to) == 0 ? "%s" : "%s:%s", from, to);
    error_raise(error, ESEP_DATA, MESSAGE_SOURCE_TABLE_MERGED, both);
    return error_at(error, t->place.shown, m->first_row);
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
        if (m->first_column != m->last_column || cell->kind == SHEET_NUMBER)
            return sheet_merge_error(t, m, error);
        for (size_t c = 0; c < t->n_columns; c++) {
            if (t->columns[c] != m->first_column)
                continue;
            if (t->carries[c].until >= t->row.number)
                return sheet_merge_error(t, m, error);
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
        const sheet_cell *cell = next < t->row.n ? &t->row.cells[next] : NULL;
        bool here = cell && cell->column == t->columns[c];
        bool carried = t->carries[c].until >= t->row.number;
        text value = carried ? buffer_text(&t->carries[c].value)
                     : here  ? sheet_value(&t->row, cell)
                             : (text){0};
        if (carried && here && !text_equal(value, sheet_value(&t->row, cell))) {
            sheet_merge hidden = {t->row.number, t->row.number, cell->column, cell->column};
            return sheet_merge_error(t, &hidden, error);
        }
        if (carried || here)
            buffer_add_csv(out, value);
        next += here;
    }
    if (t->row.cells && next < t->row.n) {
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
        do
            ESEP_TRY(sheet_next_row(t, any, error));
        while (*any && sheet_is_repeated(t));
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

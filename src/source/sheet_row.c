/* Rows and cells of a sheet: how the formats fill them, and what a row says by itself. */
#include "source/digest.h"
#include "source/sheet.h"

#include <stdlib.h>
#include <string.h>

text sheet_value(const sheet_row *row, const sheet_cell *cell)
{
    return (text){row->values.data + cell->from, cell->length};
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
    if (cell->length == 0 || text_trim(sheet_value(row, cell)).length == 0)
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
    static const char *const words[] = {"Total",       "TOTAL",       "total",      "Totals",
                                        "Grand total", "Grand Total", "GRAND TOTAL"};
    static const char *const ours[] = {"Итого",   "ИТОГО",   "итого",   "Всего", "ВСЕГО", "всего",
                                       "Барлығы", "БАРЛЫҒЫ", "барлығы", "Жиыны", "ЖИЫНЫ", "жиыны"};
    t = text_trim(t);
    for (size_t i = 0; i < sizeof ours / sizeof *ours; i++) {
        size_t length = strlen(ours[i]);
        if (t.length >= length && memcmp(t.data, ours[i], length) == 0 &&
            (t.length == length || t.data[length] == ' ' || t.data[length] == ':'))
            return true;
    }
    while (t.length && t.data[t.length - 1] == ':')
        t = text_trim((text){t.data, t.length - 1});
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (text_equal(t, text_from(words[i])))
            return true;
    }
    return false;
}

uint64_t sheet_mark(const sheet_row *row)
{
    uint64_t mark = row->n;
    for (size_t i = 0; i < row->n; i++) {
        text value = sheet_value(row, &row->cells[i]);
        mark = XXH3_64bits_withSeed(value.data, value.length, mark * 31 + row->cells[i].column);
    }
    return mark;
}

bool sheet_is_numbering(const sheet_row *row)
{
    char number[24];
    for (size_t i = 0; i < row->n; i++) {
        if (!text_equal(sheet_value(row, &row->cells[i]), text_from(error_number(number, (int64_t)i + 1))))
            return false;
    }
    return row->n >= 3;
}

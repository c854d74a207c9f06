/* sheet.h - a spreadsheet as people make it, read as a table.
 *
 * The formats (XLSX, ODS, XLS) give rows of cells that have values; here is decided what of them is a table:
 *  - The header is the first row that has values in more than half as many cells as the fullest row. What stands above it are
 *    titles, which are counted and said. Every cell of the header must be a text that is not just digits and marks.
 *  - A row without values is no record. A value in a column that the header does not name is refused.
 *  - Below the header, a row that repeats it whole (of two names or more) is no record, nor is a row right below it that numbers
 *    the columns, "1 2 3 …" (three or more). Both are counted and said.
 *  - Merged cells: what is merged within one column, and is no number, holds for all the rows of the merge. Anything else merged in the
 *    table is refused: a merged number would be summed once a row, cells merged across columns belong to none;
 *    so are merges that overlap, or that hide a value of their own.
 *  - Rows of totals: those at the very end whose first value is a word for totals and that have a value missing, and rows of a single value
 *    (notes, signatures) behind them. They are left out, counted and said. A row of totals anywhere else is a row like others.
 * Memory: one row, eight bytes for each other, and what the format itself needs (XLSX: its shared strings). */
#ifndef SOURCE_SHEET_H
#define SOURCE_SHEET_H

#include "source/table.h"

enum { SHEET_COLUMNS = 16384, SHEET_ROWS = 1048576, SHEET_MERGES = 1048576 };

typedef enum sheet_kind { SHEET_TEXT, SHEET_NUMBER, SHEET_DATE } sheet_kind;

typedef struct sheet_cell {
    uint32_t column; /**< 0, 1, 2 … for A, B, C */
    sheet_kind kind;
    size_t from,
        length; /**< of its value in the row's `values`, as it will stand in the CSV, not yet quoted */
} sheet_cell;

/** The cells of a row that have values, from left to right. */
typedef struct sheet_row {
    uint64_t number; /**< from 1, as the program shows it */
    sheet_cell *cells;
    size_t n, capacity;
    buffer values;
} sheet_row;

/** Rows and columns of a merge, both ends included, as in sheet_row and sheet_cell. */
typedef struct sheet_merge {
    uint64_t first_row, last_row;
    uint32_t first_column, last_column;
} sheet_merge;

/** A format. Rows come in order of their numbers; all merges are known when the last row was read. */
typedef struct sheet_format {
    esep_status (*rewind)(struct sheet_format *format, esep_error *error);
    esep_status (*next)(struct sheet_format *format, sheet_row *row, bool *any, esep_error *error);
    void (*close)(void *state);
    void *state;
    sheet_merge *merges; /**< freed by whoever holds this */
    size_t n_merges, merges_capacity;
    bool merges_known; /**< the sheet was read once: no more are added */
} sheet_format;

/** For the formats: another cell, whose value will be added to row->values until sheet_end_cell(). */
esep_status sheet_begin_cell(sheet_row *row, uint32_t column, sheet_kind kind, esep_error *error);
/** … which forgets a cell that got no value. */
void sheet_end_cell(sheet_row *row);
/** At most SHEET_MERGES of them, which the format checks. */
esep_status sheet_add_merge(sheet_format *format, sheet_merge merge, esep_error *error);
void sheet_row_free(sheet_row *row);
text sheet_value(const sheet_row *row, const sheet_cell *cell);
/** Two rows of the same values in the same columns have the same mark. */
uint64_t sheet_mark(const sheet_row *row);
/** "1 2 3 …", as printed forms number their columns: three or more. */
bool sheet_is_numbering(const sheet_row *row);
/** "C7" */
void sheet_cell_name(char name[32], uint32_t column, uint64_t row);

/** Make a table of the sheet that `format` gives; it is closed with the table, also where this fails. */
esep_status sheet_open(table_feed *rows, sheet_format *format, const table_place *place, esep_error *error);

/** Whether t is a word for totals: "Итого", "Всего:", "Барлығы", "Total" …, with nothing but blanks or a colon behind it; in Russian and Kazakh also
 *  with words behind it, "Итого по области". */
bool sheet_is_total(text t);

#endif

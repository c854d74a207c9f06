/* csv_table.h - a small table of a definition, whole in memory: a code list, a population.
 *
 * Read by room source's rules (docs/dialects.md): any separator, encoding and compression that registers may have. */
#ifndef DEFINITION_CSV_TABLE_H
#define DEFINITION_CSV_TABLE_H

#include "base/arena.h"
#include "base/error.h"

enum { CSV_TABLE_BYTES = 16 * 1024 * 1024 };

typedef struct csv_table {
    const char *path;
    text *columns; /**< [n_columns] */
    size_t n_columns;
    text *cells;     /**< [n_rows * n_columns], terminated, without blanks around */
    uint64_t *lines; /**< [n_rows] */
    size_t n_rows;
} csv_table;

/** Read the table at `path` (borrowed) into `memory`. ESEP_DATA with file and line for what is no table; rows must be as long as the header, and
 *  blank ones are passed over. */
esep_status csv_table_read(csv_table *out, arena *memory, const char *path, esep_error *error);

/** The column so named; −1 where there is none. */
ptrdiff_t csv_table_column(const csv_table *t, text name);

text csv_table_cell(const csv_table *t, size_t row, size_t column);

#endif

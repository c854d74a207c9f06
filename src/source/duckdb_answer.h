/* duckdb_answer.h - one DuckDB file or Parquet file, opened so that nothing else can be reached, and answers to queries of it, a
 * chunk at a time.
 *
 * DuckDB is given the open descriptor's own name (/proc/self/fd/N), never the user's: no quote, star or bracket in a file's name
 * can mean anything. A database opens for reading only; reading any other file, extensions, secrets, spilling to disk are off, and
 * cannot be turned on again by what a view in the file says. */
#ifndef SOURCE_DUCKDB_ANSWER_H
#define SOURCE_DUCKDB_ANSWER_H

#include "source/duckdb_library.h"

typedef struct duckdb_file {
    const duckdb_library *library;
    table_format format;
    table_place place;
    char name[40]; /**< as DuckDB knows the file */
    duckdb_database database;
    duckdb_connection connection;
} duckdb_file;

/** Open it. Closed by duckdb_file_close(), also after a failure. */
esep_status duckdb_file_open(duckdb_file *file, table_format format, const table_place *place,
                             esep_error *error);
void duckdb_file_close(duckdb_file *file);

/** DuckDB follows the descriptor's name to the file's own path. ESEP_DATA where another file lies there by now: to be asked once it
 *  has opened the file, and at the end. */
esep_status duckdb_file_check(const duckdb_file *file, esep_error *error);

/** One column of the chunk at hand. */
typedef struct duckdb_column {
    duckdb_kind kind;
    duckdb_kind stored; /**< of a decimal: the integer that holds it */
    int scale;          /**< of a decimal: digits behind the point */
    const void *data;
    const uint64_t *valid; /**< bit r of word r/64: row r is not NULL; NULL: none is */
} duckdb_column;

typedef struct duckdb_rows {
    const duckdb_file *file;
    duckdb_prepared prepared;
    duckdb_answer answer;
    duckdb_chunk chunk;
    duckdb_column *columns; /**< [n_columns] */
    size_t n_columns;
    uint64_t n, row; /**< rows of the chunk, and the one at hand */
} duckdb_rows;

/** Ask. `bound` stands for $1 in the query; NULL where there is none. Closed by duckdb_rows_close(), also after a failure. */
esep_status duckdb_rows_ask(duckdb_rows *rows, const duckdb_file *file, const char *query, const char *bound,
                            esep_error *error);
/** Step to the next row; *any false at the end. */
esep_status duckdb_rows_next(duckdb_rows *rows, bool *any, esep_error *error);
const char *duckdb_rows_name(duckdb_rows *rows, size_t column);
/** Is it NULL? */
static inline bool duckdb_rows_missing(const duckdb_rows *rows, size_t column)
{
    const uint64_t *valid = rows->columns[column].valid;
    return valid && !(valid[rows->row / 64] >> rows->row % 64 & 1);
}
/** A VARCHAR of the row at hand, valid until the next step. */
text duckdb_rows_text(const duckdb_rows *rows, size_t column);
void duckdb_rows_close(duckdb_rows *rows);

/** Append a value that is not missing, as a field of CSV. */
void duckdb_value_add(buffer *out, const duckdb_column *column, uint64_t row);
/** Can duckdb_value_add() write values of this kind? Others are asked for as VARCHAR. */
bool duckdb_value_known(duckdb_kind kind);

#endif

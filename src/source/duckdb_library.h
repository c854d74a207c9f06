/* duckdb_library.h - DuckDB, loaded when a file of its own or of Parquet needs it.
 *
 * Debian 12 has no package of DuckDB, so there is no header to build with either: below stands what we use of its C interface,
 * as the project documents it (duckdb.org, "C API"; unchanged since DuckDB 1.2, which is the oldest that is taken). The
 * library is looked for where ESEP_DUCKDB says, else where ./run install duckdb puts it, else where the system keeps libraries.
 *
 * Types named duckdb_NAME and functions of the table below are DuckDB's; the rest is ours. */
#ifndef SOURCE_DUCKDB_LIBRARY_H
#define SOURCE_DUCKDB_LIBRARY_H

#include "source/table.h"

#include <string.h>

/** Things of DuckDB's of which only it knows the inside. */
typedef struct duckdb_database_inside *duckdb_database;
typedef struct duckdb_connection_inside *duckdb_connection;
typedef struct duckdb_config_inside *duckdb_config;
typedef struct duckdb_prepared_inside *duckdb_prepared;
typedef struct duckdb_chunk_inside *duckdb_chunk;
typedef struct duckdb_vector_inside *duckdb_vector;
typedef struct duckdb_logical_inside *duckdb_logical;

/** An answer: six words of which only DuckDB knows the meaning; it goes by value. */
typedef struct duckdb_answer {
    uint64_t words[6];
} duckdb_answer;

/** A text within a vector, 16 bytes: up to 12 bytes of text stand in it; of a longer one the first 4, then where it lies. */
typedef struct duckdb_text {
    uint32_t length;
    char bytes[12];
} duckdb_text;

/** The text itself, which the vector keeps. */
static inline text duckdb_text_get(const duckdb_text *t)
{
    const char *far;
    memcpy(&far, t->bytes + 4, sizeof far);
    return (text){t->length <= sizeof t->bytes ? t->bytes : far, t->length};
}

/** Kinds of columns, by DuckDB's numbers; those not named here are read as DuckDB prints them. */
typedef enum duckdb_kind {
    DUCKDB_BOOLEAN = 1,
    DUCKDB_INT8 = 2,
    DUCKDB_INT16 = 3,
    DUCKDB_INT32 = 4,
    DUCKDB_INT64 = 5,
    DUCKDB_UINT8 = 6,
    DUCKDB_UINT16 = 7,
    DUCKDB_UINT32 = 8,
    DUCKDB_UINT64 = 9,
    DUCKDB_FLOAT = 10,
    DUCKDB_DOUBLE = 11,
    DUCKDB_TIMESTAMP = 12, /**< microseconds since 1970, no zone */
    DUCKDB_DATE = 13,      /**< days since 1970, 32 bits */
    DUCKDB_TIME = 14,      /**< microseconds of the day */
    DUCKDB_INT128 = 16,    /**< low word, high word */
    DUCKDB_VARCHAR = 17,
    DUCKDB_BLOB = 18,
    DUCKDB_DECIMAL = 19, /**< an integer of 16 to 128 bits, shifted by its scale */
    DUCKDB_TIMESTAMP_S = 20,
    DUCKDB_TIMESTAMP_MS = 21,
    DUCKDB_TIMESTAMP_NS = 22,
    DUCKDB_TIMESTAMP_ZONE = 31, /**< microseconds since 1970 in UTC */
    DUCKDB_UINT128 = 32,
    DUCKDB_GEOMETRY = 40
} duckdb_kind;

/** What is used of the library: what it gives, its name, what it takes. States: 0 is success. Chunks, logical types and messages
 *  that are handed out are the caller's; texts and vectors within them are not. */
#define DUCKDB_FUNCTIONS(X)                                                                                  \
    X(const char *, duckdb_library_version, (void))                                                          \
    X(int, duckdb_create_config, (duckdb_config *))                                                          \
    X(int, duckdb_set_config, (duckdb_config, const char *name, const char *value))                          \
    X(void, duckdb_destroy_config, (duckdb_config *))                                                        \
    X(int, duckdb_open_ext, (const char *path, duckdb_database *, duckdb_config, char **message))            \
    X(void, duckdb_close, (duckdb_database *))                                                               \
    X(int, duckdb_connect, (duckdb_database, duckdb_connection *))                                           \
    X(void, duckdb_disconnect, (duckdb_connection *))                                                        \
    X(void, duckdb_free, (void *))                                                                           \
    X(int, duckdb_prepare, (duckdb_connection, const char *query, duckdb_prepared *))                        \
    X(const char *, duckdb_prepare_error, (duckdb_prepared))                                                 \
    X(void, duckdb_destroy_prepare, (duckdb_prepared *))                                                     \
    X(int, duckdb_bind_varchar, (duckdb_prepared, uint64_t parameter, const char *value))                    \
    X(int, duckdb_execute_prepared_streaming, (duckdb_prepared, duckdb_answer *))                            \
    X(const char *, duckdb_result_error, (duckdb_answer *))                                                  \
    X(void, duckdb_destroy_result, (duckdb_answer *))                                                        \
    X(uint64_t, duckdb_column_count, (duckdb_answer *))                                                      \
    X(const char *, duckdb_column_name, (duckdb_answer *, uint64_t column))                                  \
    X(duckdb_kind, duckdb_column_type, (duckdb_answer *, uint64_t column))                                   \
    X(duckdb_logical, duckdb_column_logical_type, (duckdb_answer *, uint64_t column))                        \
    X(void, duckdb_destroy_logical_type, (duckdb_logical *))                                                 \
    X(uint8_t, duckdb_decimal_scale, (duckdb_logical))                                                       \
    X(duckdb_kind, duckdb_decimal_internal_type, (duckdb_logical))                                           \
    X(duckdb_chunk, duckdb_fetch_chunk, (duckdb_answer))                                                     \
    X(void, duckdb_destroy_data_chunk, (duckdb_chunk *))                                                     \
    X(uint64_t, duckdb_data_chunk_get_size, (duckdb_chunk))                                                  \
    X(duckdb_vector, duckdb_data_chunk_get_vector, (duckdb_chunk, uint64_t column))                          \
    X(void *, duckdb_vector_get_data, (duckdb_vector))                                                       \
    X(uint64_t *, duckdb_vector_get_validity, (duckdb_vector))

#define DUCKDB_DECLARE(gives, name, takes) gives(*name) takes;
typedef struct duckdb_library {
    DUCKDB_FUNCTIONS(DUCKDB_DECLARE)
} duckdb_library;

/** Load it, once for the process; ESEP_DATA saying how to get it where it is not there or too old. */
esep_status duckdb_library_get(const duckdb_library **out, const char *format, const table_place *place,
                               esep_error *error);

#endif

#include "source/duckdb_answer.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* DuckDB's words: its first line, without what it calls the file. */
static esep_status duckdb_fail(const duckdb_file *file, const char *words, esep_error *error)
{
    buffer said = {0};
    if (words && strncmp(words, "Out of Memory", 13) == 0)
        return error_memory(error);
    const char *at = words ? words : "DuckDB", *end = at + strcspn(at, "\r\n");
    while (at < end) {
        const char *name = strstr(at, file->name);
        if (!name || name >= end || !file->name[0])
            name = end;
        buffer_add(&said, (text){at, (size_t)(name - at)});
        if (name < end)
            buffer_add_string(&said, file->place.shown);
        at = name < end ? name + strlen(file->name) : end;
    }
    buffer_add_byte(&said, '\0');
    esep_status status = buffer_status(&said, error);
    if (status == ESEP_OK)
        status = table_damaged(table_format_name(file->format), said.data, &file->place, error);
    buffer_free(&said);
    return status;
}

static esep_status duckdb_refuse(const duckdb_file *file, message_id message, const char *what,
                                 esep_error *error)
{
    error_raise(error, ESEP_DATA, message, what);
    return error_at(error, file->place.path, 0);
}

/* A database that a program has open for writing holds things that its file does not show yet. */
static esep_status duckdb_refuse_in_use(const duckdb_file *file, esep_error *error)
{
    struct flock lock = {.l_type = F_RDLCK, .l_whence = SEEK_SET};
    if (fcntl(file->place.descriptor, F_GETLK, &lock) == 0 && lock.l_type != F_UNLCK)
        return duckdb_refuse(file, MESSAGE_SOURCE_TABLE_IN_USE, NULL, error);
    buffer side = {0};
    struct stat found;
    buffer_add_format(&side, "%s.wal", file->place.path);
    buffer_add_byte(&side, '\0');
    esep_status status = buffer_status(&side, error);
    if (status == ESEP_OK && stat(side.data, &found) == 0 && found.st_size > 0)
        status = duckdb_refuse(file, MESSAGE_SOURCE_TABLE_SIDE_FILE, side.data, error);
    buffer_free(&side);
    return status;
}

/* A quarter of the machine's memory, as cubes may take by default; Parquet of enormous groups of rows needs some hundred megabytes. */
static const char *duckdb_memory(char out[32])
{
    long pages = sysconf(_SC_PHYS_PAGES), page = sysconf(_SC_PAGESIZE);
    uint64_t megabytes = pages > 0 && page > 0 ? (uint64_t)pages * (uint64_t)page / 4 >> 20 : 0;
    snprintf(out, 32, "%lluMB", (unsigned long long)(megabytes > 512 ? megabytes : 512));
    return out;
}

static esep_status duckdb_configure(const duckdb_file *file, duckdb_config *config, esep_error *error)
{
    char memory[32];
    const char *const settings[][2] = {
        {"autoinstall_known_extensions", "false"}, {"autoload_known_extensions", "false"},
        {"allow_persistent_secrets", "false"},     {"max_temp_directory_size", "0KB"},
        {"memory_limit", duckdb_memory(memory)},   {"threads", "1"}};
    if (file->library->duckdb_create_config(config) != 0)
        return error_memory(error);
    for (size_t i = 0; i < sizeof settings / sizeof *settings; i++) {
        if (file->library->duckdb_set_config(*config, settings[i][0], settings[i][1]) != 0)
            return duckdb_fail(file, settings[i][0], error);
    }
    return ESEP_OK;
}

/* From a format with the file's name, which DuckDB's own or ours, needs no quoting. */
static esep_status duckdb_run(const duckdb_file *file, const char *format, esep_error *error)
{
    duckdb_rows rows;
    buffer query = {0};
    for (const char *at = format; *at; at++) {
        if (*at == '?')
            buffer_add_string(&query, file->name);
        else
            buffer_add_byte(&query, *at);
    }
    buffer_add_byte(&query, '\0');
    esep_status status = buffer_status(&query, error);
    if (status == ESEP_OK) {
        status = duckdb_rows_ask(&rows, file, query.data, NULL, error);
        duckdb_rows_close(&rows);
    }
    buffer_free(&query);
    return status;
}

/* Nothing of the file is asked for before nothing else can be reached any more. */
static esep_status duckdb_lock_up(const duckdb_file *file, esep_error *error)
{
    if (file->format == TABLE_DUCKDB) {
        ESEP_TRY(duckdb_run(file, "ATTACH '?' AS register (TYPE duckdb, READ_ONLY)", error));
        ESEP_TRY(duckdb_run(file, "USE register", error));
    } else
        ESEP_TRY(duckdb_run(file, "SET allowed_paths = ['?']", error));
    ESEP_TRY(duckdb_run(file, "SET enable_external_access = false", error));
    return duckdb_run(file, "SET lock_configuration = true", error);
}

esep_status duckdb_file_open(duckdb_file *file, table_format format, const table_place *place,
                             esep_error *error)
{
    *file = (duckdb_file){.format = format, .place = *place};
    ESEP_TRY(duckdb_library_get(&file->library, table_format_name(format), place, error));
    const duckdb_library *duckdb = file->library;
#ifdef __APPLE__
    snprintf(file->name, sizeof file->name, "/dev/fd/%d", place->descriptor);
#else
    snprintf(file->name, sizeof file->name, "/proc/self/fd/%d", place->descriptor);
#endif
    if (format == TABLE_DUCKDB)
        ESEP_TRY(duckdb_refuse_in_use(file, error));
    duckdb_config config = NULL;
    char *words = NULL;
    esep_status status = duckdb_configure(file, &config, error);
    if (status == ESEP_OK && duckdb->duckdb_open_ext(NULL, &file->database, config, &words) != 0)
        status = duckdb_fail(file, words, error);
    duckdb->duckdb_free(words);
    duckdb->duckdb_destroy_config(&config);
    ESEP_TRY(status);
    if (duckdb->duckdb_connect(file->database, &file->connection) != 0)
        return error_memory(error);
    return duckdb_lock_up(file, error);
}

esep_status duckdb_file_check(const duckdb_file *file, esep_error *error)
{
    struct stat ours, named;
    bool same = fstat(file->place.descriptor, &ours) == 0 && stat(file->place.path, &named) == 0 &&
                ours.st_dev == named.st_dev && ours.st_ino == named.st_ino && ours.st_size == named.st_size &&
                (uint64_t)ours.st_size == file->place.size;
    return same ? ESEP_OK : duckdb_refuse(file, MESSAGE_SOURCE_CHANGED, NULL, error);
}

void duckdb_file_close(duckdb_file *file)
{
    if (file->connection)
        file->library->duckdb_disconnect(&file->connection);
    if (file->database)
        file->library->duckdb_close(&file->database);
}

static esep_status duckdb_rows_columns(duckdb_rows *rows, esep_error *error)
{
    const duckdb_library *duckdb = rows->file->library;
    rows->n_columns = duckdb->duckdb_column_count(&rows->answer);
    rows->columns = calloc(rows->n_columns + 1, sizeof *rows->columns);
    if (!rows->columns)
        return error_memory(error);
    for (size_t c = 0; c < rows->n_columns; c++) {
        duckdb_column *column = &rows->columns[c];
        column->kind = duckdb->duckdb_column_type(&rows->answer, c);
        if (column->kind != DUCKDB_DECIMAL)
            continue;
        duckdb_logical logical = duckdb->duckdb_column_logical_type(&rows->answer, c);
        column->scale = duckdb->duckdb_decimal_scale(logical);
        column->stored = duckdb->duckdb_decimal_internal_type(logical);
        duckdb->duckdb_destroy_logical_type(&logical);
    }
    return ESEP_OK;
}

esep_status duckdb_rows_ask(duckdb_rows *rows, const duckdb_file *file, const char *query, const char *bound,
                            esep_error *error)
{
    const duckdb_library *duckdb = file->library;
    *rows = (duckdb_rows){.file = file};
    if (duckdb->duckdb_prepare(file->connection, query, &rows->prepared) != 0)
        return duckdb_fail(file, duckdb->duckdb_prepare_error(rows->prepared), error);
    if (bound && duckdb->duckdb_bind_varchar(rows->prepared, 1, bound) != 0)
        return duckdb_fail(file, duckdb->duckdb_prepare_error(rows->prepared), error);
    if (duckdb->duckdb_execute_prepared_streaming(rows->prepared, &rows->answer) != 0)
        return duckdb_fail(file, duckdb->duckdb_result_error(&rows->answer), error);
    return duckdb_rows_columns(rows, error);
}

/* The end and an error look alike: both are no chunk. */
static esep_status duckdb_rows_fetch(duckdb_rows *rows, esep_error *error)
{
    const duckdb_library *duckdb = rows->file->library;
    do {
        if (rows->chunk)
            duckdb->duckdb_destroy_data_chunk(&rows->chunk);
        rows->chunk = duckdb->duckdb_fetch_chunk(rows->answer);
        rows->row = 0;
        rows->n = rows->chunk ? duckdb->duckdb_data_chunk_get_size(rows->chunk) : 0;
    } while (rows->chunk && rows->n == 0);
    const char *words = duckdb->duckdb_result_error(&rows->answer);
    if (words && *words)
        return duckdb_fail(rows->file, words, error);
    for (size_t c = 0; rows->n && c < rows->n_columns; c++) {
        duckdb_vector vector = duckdb->duckdb_data_chunk_get_vector(rows->chunk, c);
        rows->columns[c].data = duckdb->duckdb_vector_get_data(vector);
        rows->columns[c].valid = duckdb->duckdb_vector_get_validity(vector);
    }
    return ESEP_OK;
}

esep_status duckdb_rows_next(duckdb_rows *rows, bool *any, esep_error *error)
{
    *any = ++rows->row < rows->n;
    if (!*any)
        ESEP_TRY(duckdb_rows_fetch(rows, error));
    *any = rows->n > 0;
    return ESEP_OK;
}

const char *duckdb_rows_name(duckdb_rows *rows, size_t column)
{
    return rows->file->library->duckdb_column_name(&rows->answer, column);
}

text duckdb_rows_text(const duckdb_rows *rows, size_t column)
{
    return duckdb_text_get((const duckdb_text *)rows->columns[column].data + rows->row);
}

void duckdb_rows_close(duckdb_rows *rows)
{
    const duckdb_library *duckdb = rows->file ? rows->file->library : NULL;
    if (!duckdb)
        return;
    if (rows->chunk)
        duckdb->duckdb_destroy_data_chunk(&rows->chunk);
    duckdb->duckdb_destroy_result(&rows->answer);
    duckdb->duckdb_destroy_prepare(&rows->prepared);
    free(rows->columns);
    rows->columns = NULL;
    rows->file = NULL;
}

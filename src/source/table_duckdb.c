/* Tables of DuckDB's own files and of Parquet. The query names no column: those of the file are renamed c0, c1, … in it, and
 * the header takes the file's own names (DuckDB would rename columns whose names differ in capitals only). It asks only for columns
 * that are wanted; the fields of the others are empty. */
#include "source/duckdb_answer.h"
#include "source/table_value.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DUCKDB_UNASKED SIZE_MAX

typedef struct table_duckdb {
    duckdb_file file;
    duckdb_rows rows;
    buffer from;  /* what the rows are selected from, as SQL */
    char **names; /* [n_columns] of the table, in its order; NULL: left out */
    size_t n_names, capacity;
    size_t *fields; /* [n_fields] of a row: the answer's column, or DUCKDB_UNASKED */
    size_t n_fields;
    uint64_t given, expected; /* rows; UINT64_MAX where it is not known how many are due */
    bool header_given;
} table_duckdb;

static void table_duckdb_close(void *state)
{
    table_duckdb *t = state;
    duckdb_rows_close(&t->rows);
    duckdb_file_close(&t->file);
    for (size_t i = 0; i < t->n_names; i++)
        free(t->names[i]);
    free(t->names);
    free(t->fields);
    buffer_free(&t->from);
    free(t);
}

static esep_status duckdb_note_name(table_duckdb *t, text name, esep_error *error)
{
    if (t->n_names == t->capacity) {
        size_t capacity = t->capacity ? t->capacity * 2 : 32;
        char **names = realloc(t->names, capacity * sizeof *names);
        if (!names)
            return error_memory(error);
        t->names = names;
        t->capacity = capacity;
    }
    char *copy = strndup(name.data, name.length);
    if (!copy)
        return error_memory(error);
    t->names[t->n_names++] = copy;
    return ESEP_OK;
}

static int64_t duckdb_number(text digits)
{
    char copy[24];
    text_copy_cut(copy, sizeof copy, digits);
    return strtoll(copy, NULL, 10);
}

/* Parquet's schema is a tree, listed from its root with how many children each node has: the columns are the root's. */
static esep_status duckdb_parquet_names(table_duckdb *t, esep_error *error)
{
    static const char query[] =
        "SELECT name, CAST(coalesce(num_children, 0) AS VARCHAR) FROM parquet_schema($1)";
    duckdb_rows rows;
    bool any = false, root = true;
    int64_t inside = 0; /* nodes to come that are part of the column before */
    esep_status status = duckdb_rows_ask(&rows, &t->file, query, t->file.name, error);
    if (status == ESEP_OK)
        status = duckdb_rows_next(&rows, &any, error);
    while (status == ESEP_OK && any) {
        if (!root && inside == 0)
            status = duckdb_note_name(t, duckdb_rows_text(&rows, 0), error);
        inside += (root ? 0 : duckdb_number(duckdb_rows_text(&rows, 1))) - (inside > 0);
        root = false;
        if (status == ESEP_OK)
            status = duckdb_rows_next(&rows, &any, error);
    }
    duckdb_rows_close(&rows);
    return status;
}

static esep_status duckdb_parquet_length(table_duckdb *t, esep_error *error)
{
    static const char query[] = "SELECT CAST(num_rows AS VARCHAR) FROM parquet_file_metadata($1)";
    duckdb_rows rows;
    bool any = false;
    esep_status status = duckdb_rows_ask(&rows, &t->file, query, t->file.name, error);
    if (status == ESEP_OK)
        status = duckdb_rows_next(&rows, &any, error);
    if (any)
        t->expected = (uint64_t)duckdb_number(duckdb_rows_text(&rows, 0));
    duckdb_rows_close(&rows);
    return status;
}

static esep_status duckdb_choose_parquet(table_duckdb *t, esep_error *error)
{
    if (t->file.place.layer) {
        error_raise(error, ESEP_DATA, MESSAGE_SOURCE_TABLE_NO_LAYERS, t->file.place.layer);
        return error_at(error, t->file.place.path, 0);
    }
    ESEP_TRY(duckdb_parquet_names(t, error));
    ESEP_TRY(duckdb_parquet_length(t, error));
    buffer_add_string(&t->from, "read_parquet($1, hive_partitioning = false)");
    return ESEP_OK;
}

/* An identifier as SQL writes it. */
static void duckdb_add_identifier(buffer *out, text name)
{
    buffer_add_byte(out, '"');
    for (size_t i = 0; i < name.length; i++) {
        if (name.data[i] == '"')
            buffer_add_byte(out, '"');
        buffer_add_byte(out, name.data[i]);
    }
    buffer_add_byte(out, '"');
}

/* Has the table rows? A view that cannot be read may have some: where it is chosen, its reading will fail. */
static esep_status duckdb_any_row(const table_duckdb *t, const buffer *from, bool *any, esep_error *error)
{
    esep_error unread = {0};
    duckdb_rows rows;
    buffer query = {0};
    buffer_add_format(&query, "SELECT 1 FROM %.*s LIMIT 1", (int)from->length, from->data);
    buffer_add_byte(&query, '\0');
    esep_status status = buffer_status(&query, error);
    if (status == ESEP_OK) {
        esep_status asked = duckdb_rows_ask(&rows, &t->file, query.data, NULL, &unread);
        if (asked == ESEP_OK)
            asked = duckdb_rows_next(&rows, any, &unread);
        *any = *any || asked != ESEP_OK;
        duckdb_rows_close(&rows);
    }
    buffer_free(&query);
    return status;
}

/* One of the tables: is it meant? Those of schema main go by their own name, others as schema.table. */
static esep_status duckdb_weigh_table(table_duckdb *t, text schema, text name, table_layers *names,
                                      size_t *found, esep_error *error)
{
    const char *layer = t->file.place.layer;
    buffer shown = {0}, from = {0};
    if (!text_equal(schema, text_from("main"))) {
        buffer_add(&shown, schema);
        buffer_add_byte(&shown, '.');
    }
    buffer_add(&shown, name);
    duckdb_add_identifier(&from, schema);
    buffer_add_byte(&from, '.');
    duckdb_add_identifier(&from, name);
    bool meant = layer && text_equal(buffer_text(&shown), text_from(layer));
    esep_status status = buffer_status(&from, error);
    if (status == ESEP_OK && !layer)
        status = duckdb_any_row(t, &from, &meant, error);
    if (meant && (*found)++ == 0)
        buffer_add(&t->from, buffer_text(&from));
    table_layers_add(names, buffer_text(&shown), meant);
    buffer_free(&shown);
    buffer_free(&from);
    return status;
}

static esep_status duckdb_choose_table(table_duckdb *t, esep_error *error)
{
    static const char query[] =
        "SELECT schema_name, table_name FROM (SELECT schema_name, table_name, table_oid AS o FROM "
        "duckdb_tables() "
        "WHERE NOT internal AND NOT temporary AND database_name = current_database() UNION ALL "
        "SELECT schema_name, view_name, view_oid FROM duckdb_views() "
        "WHERE NOT internal AND NOT temporary AND database_name = current_database()) ORDER BY o";
    table_layers names = {0};
    duckdb_rows rows;
    bool any = false;
    size_t found = 0;
    buffer list = {0}; /* schema NUL table NUL …: a streaming answer ends where the next query begins */
    esep_status status = duckdb_rows_ask(&rows, &t->file, query, NULL, error);
    if (status == ESEP_OK)
        status = duckdb_rows_next(&rows, &any, error);
    while (status == ESEP_OK && any) {
        for (size_t c = 0; c < 2; c++) {
            buffer_add(&list, duckdb_rows_text(&rows, c));
            buffer_add_byte(&list, '\0');
        }
        status = duckdb_rows_next(&rows, &any, error);
    }
    duckdb_rows_close(&rows);
    if (status == ESEP_OK)
        status = buffer_status(&list, error);
    for (size_t at = 0; status == ESEP_OK && at < list.length;) {
        text schema = text_from(list.data + at), name = text_from(list.data + at + schema.length + 1);
        status = duckdb_weigh_table(t, schema, name, &names, &found, error);
        at += schema.length + name.length + 2;
    }
    if (status == ESEP_OK)
        status = table_layers_check(&names, found > 0, &t->file.place, error);
    if (status == ESEP_OK && found > 1) {
        error_raise(error, ESEP_DATA, MESSAGE_SOURCE_TABLE_LAYER_TWICE, t->file.place.layer);
        status = error_at(error, t->file.place.path, 0);
    }
    table_layers_free(&names);
    buffer_free(&list);
    return status;
}

static esep_status duckdb_ask_columns(table_duckdb *t, const buffer *list, const char *ending,
                                      esep_error *error)
{
    buffer query = {0};
    const char *bound = t->file.format == TABLE_PARQUET ? t->file.name : NULL;
    buffer_add_string(&query, "SELECT ");
    buffer_add(&query, buffer_text(list));
    buffer_add_string(&query, " FROM ");
    buffer_add(&query, buffer_text(&t->from));
    buffer_add_string(&query, ending);
    buffer_add_byte(&query, '\0');
    esep_status status = buffer_status(&query, error);
    if (status == ESEP_OK)
        status = duckdb_rows_ask(&t->rows, &t->file, query.data, bound, error);
    buffer_free(&query);
    return status;
}

/* Columns by their places, those of kinds that we do not write ourselves as DuckDB prints them. Where none is wanted, one is read all the
 * same: records are counted as they come, and what the file says of their number is only held against that. */
static void duckdb_list_wanted(table_duckdb *t, buffer *list)
{
    size_t asked = 0, any = DUCKDB_UNASKED;
    for (size_t c = 0; c < t->n_names; c++) {
        duckdb_kind kind = t->rows.columns[c].kind;
        if (!t->names[c])
            continue;
        size_t *field = &t->fields[t->n_fields++];
        any = any == DUCKDB_UNASKED ? c : any;
        *field = DUCKDB_UNASKED;
        if (!table_is_wanted(&t->file.place, t->n_fields - 1))
            continue;
        buffer_add_format(list, duckdb_value_known(kind) ? "%sc%zu" : "%sCAST(c%zu AS VARCHAR)",
                          asked ? ", " : "", c);
        *field = asked++;
    }
    if (asked == 0 && any != DUCKDB_UNASKED)
        buffer_add_format(list, "c%zu", any);
}

/* Blobs and shapes are left out. */
static esep_status duckdb_list_columns(table_duckdb *t, buffer *list, buffer *ending, esep_error *error)
{
    buffer all = {0};
    buffer_add_byte(&all, '*');
    esep_status status = duckdb_ask_columns(t, &all, " LIMIT 0", error);
    buffer_free(&all);
    ESEP_TRY(status);
    bool named = t->n_names > 0;
    for (size_t c = 0; !named && c < t->rows.n_columns; c++)
        ESEP_TRY(duckdb_note_name(t, text_from(duckdb_rows_name(&t->rows, c)), error));
    if (t->n_names != t->rows.n_columns)
        return table_damaged(table_format_name(t->file.format), "schema", &t->file.place, error);
    t->fields = calloc(t->n_names + 1, sizeof *t->fields);
    if (!t->fields)
        return error_memory(error);
    for (size_t c = 0; c < t->n_names; c++) {
        duckdb_kind kind = t->rows.columns[c].kind;
        buffer_add_format(ending, "%sc%zu", c ? ", " : " AS t(", c);
        if (kind == DUCKDB_BLOB || kind == DUCKDB_GEOMETRY) {
            free(t->names[c]);
            t->names[c] = NULL;
        }
    }
    duckdb_list_wanted(t, list);
    buffer_add_string(ending, ")");
    buffer_add_byte(ending, '\0');
    duckdb_rows_close(&t->rows);
    return buffer_status(ending, error);
}

static esep_status duckdb_open_rows(table_duckdb *t, esep_error *error)
{
    buffer list = {0}, ending = {0};
    esep_status status = duckdb_list_columns(t, &list, &ending, error);
    if (status == ESEP_OK && list.length == 0) {
        error_raise(error, ESEP_DATA, MESSAGE_SOURCE_TABLE_NO_ROWS);
        status = error_at(error, t->file.place.shown, 0);
    }
    if (status == ESEP_OK)
        status = duckdb_ask_columns(t, &list, ending.data, error);
    buffer_free(&list);
    buffer_free(&ending);
    return status;
}

static void duckdb_add_header(const table_duckdb *t, buffer *out)
{
    size_t n = 0;
    for (size_t c = 0; c < t->n_names; c++) {
        if (!t->names[c])
            continue;
        table_value_begin(out, n++);
        buffer_add_csv(out, text_from(t->names[c]));
    }
}

static esep_status table_duckdb_next(void *state, buffer *out, bool *any, esep_error *error)
{
    table_duckdb *t = state;
    size_t start = out->length;
    *any = true;
    if (!t->header_given) {
        t->header_given = true;
        duckdb_add_header(t, out);
        table_value_end_row(out, start);
        return ESEP_OK;
    }
    ESEP_TRY(duckdb_rows_next(&t->rows, any, error));
    if (!*any) {
        char rows[64];
        if (t->expected == UINT64_MAX || t->expected == t->given)
            return duckdb_file_check(&t->file, error);
        snprintf(rows, sizeof rows, "%llu / %llu", (unsigned long long)t->given,
                 (unsigned long long)t->expected);
        return table_damaged(table_format_name(t->file.format), rows, &t->file.place, error);
    }
    t->given++;
    for (size_t f = 0; f < t->n_fields; f++) {
        size_t c = t->fields[f];
        table_value_begin(out, f);
        if (c != DUCKDB_UNASKED && !duckdb_rows_missing(&t->rows, c))
            duckdb_value_add(out, &t->rows.columns[c], t->rows.row);
    }
    table_value_end_row(out, start);
    return ESEP_OK;
}

esep_status table_open_duckdb(table_feed *rows, table_format format, const table_place *place,
                              esep_error *error)
{
    table_duckdb *t = calloc(1, sizeof *t);
    if (!t)
        return error_memory(error);
    t->expected = UINT64_MAX;
    rows->state = t;
    rows->close = table_duckdb_close;
    rows->next = table_duckdb_next;
    ESEP_TRY(duckdb_file_open(&t->file, format, place, error));
    ESEP_TRY(format == TABLE_PARQUET ? duckdb_choose_parquet(t, error) : duckdb_choose_table(t, error));
    ESEP_TRY(duckdb_open_rows(t, error));
    return duckdb_file_check(&t->file, error);
}

#include "source/table.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct table_reader {
    table_feed rows;
    buffer bytes; /* rows written and not yet given on */
    size_t given;
    bool ended;
};

enum { TABLE_HEAD_BYTES = 64 * 1024 };

static bool table_has(text head, const char *word)
{
    return memmem(head.data, head.length, word, strlen(word)) != NULL;
}

/* JSON begins with an object; a header of CSV hardly does. Which JSON it is, the keys near the beginning say. */
static table_format table_detect_json(text head)
{
    size_t i = 0;
    while (i < head.length && strchr(" \t\r\n", head.data[i]) && head.data[i])
        i++;
    bool list = i < head.length && head.data[i] == '[';
    if (i >= head.length || (head.data[i] != '{' && !list))
        return TABLE_NONE;
    for (i++; i < head.length && head.data[i] && strchr(" \t\r\n", head.data[i]);)
        i++;
    if (i < head.length && head.data[i] == (list ? ']' : '}'))
        return TABLE_JSON_LINES;
    if (i >= head.length || (head.data[i] != '"' && !(list && head.data[i] == '{')))
        return TABLE_NONE;
    if (table_has(head, "\"FeatureCollection\"") || table_has(head, "\"Feature\""))
        return TABLE_GEOJSON;
    if (table_has(head, "\"attributes\"") || table_has(head, "\"esriFieldType") ||
        table_has(head, "\"objectIdFieldName\""))
        return TABLE_ESRI_JSON;
    return table_has(head, "\":") || table_has(head, "\" :") ? TABLE_JSON_LINES : TABLE_NONE;
}

table_format table_detect(text t)
{
    static const struct {
        table_format format;
        size_t at;
        const char *magic;
        size_t length;
    } known[] = {{TABLE_ZIP, 0, "PK\x03\x04", 4},
                 {TABLE_XLS, 0, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8},
                 {TABLE_SQLITE, 0, "SQLite format 3", 16},
                 {TABLE_SHAPEFILE, 0, "\0\0\x27\x0a\0\0\0\0", 8},
                 {TABLE_PARQUET, 0, "PAR1", 4},
                 {TABLE_DUCKDB, 8, "DUCK", 4}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        if (t.length >= known[i].at + known[i].length &&
            memcmp(t.data + known[i].at, known[i].magic, known[i].length) == 0)
            return known[i].format;
    }
    text head = {t.data, t.length < TABLE_HEAD_BYTES ? t.length : TABLE_HEAD_BYTES};
    if (head.length >= 3 && memcmp(head.data, "\xef\xbb\xbf", 3) == 0)
        head = (text){head.data + 3, head.length - 3};
    if (head.length && head.data[0] == '<' && table_has(head, "<kml"))
        return TABLE_KML;
    return table_detect_json(head);
}

const char *table_format_name(table_format format)
{
    static const char *const names[] = {"CSV",     "XLSX or ODS", "XLS",       "SQLite",
                                        "GeoJSON", "Esri JSON",   "Shapefile", "KML",
                                        "Parquet", "DuckDB",      "JSON lines"};
    return names[format];
}

size_t table_path_length(const char *path)
{
    struct stat found;
    if (stat(path, &found) == 0)
        return strlen(path);
    for (const char *mark = strchr(path, '#'); mark; mark = strchr(mark + 1, '#')) {
        char *file = strndup(path, (size_t)(mark - path));
        bool there = file && stat(file, &found) == 0 && S_ISREG(found.st_mode);
        free(file);
        if (there && mark[1])
            return (size_t)(mark - path);
    }
    return strlen(path);
}

esep_status table_damaged(const char *format, const char *why, const table_place *place, esep_error *error)
{
    error_raise(error, ESEP_DATA, MESSAGE_SOURCE_TABLE_DAMAGED, format, why);
    return error_at(error, place->shown, 0);
}

static esep_status table_open_rows(table_feed *rows, table_format format, const table_place *place,
                                   esep_error *error)
{
    switch (format) {
    case TABLE_ZIP:
        return table_open_sheet(rows, place, error);
    case TABLE_SQLITE:
        return table_open_sqlite(rows, place, error);
    case TABLE_ESRI_JSON:
    case TABLE_GEOJSON:
        return table_open_json(rows, format, place, error);
    case TABLE_SHAPEFILE:
    case TABLE_KML:
        return table_open_gdal(rows, format, place, error);
    case TABLE_JSON_LINES:
        return table_open_json_lines(rows, place, error);
    case TABLE_XLS:
        error_raise(error, ESEP_DATA, MESSAGE_SOURCE_TABLE_XLS, place->path);
        return error_at(error, place->shown, 0);
    case TABLE_PARQUET:
    case TABLE_DUCKDB:
        return table_open_duckdb(rows, format, place, error);
    case TABLE_NONE:
        break;
    }
    error_raise(error, ESEP_DATA, MESSAGE_SOURCE_TABLE_UNREAD, table_format_name(format));
    return error_at(error, place->shown, 0);
}

esep_status table_open(table_reader **out, table_format format, const table_place *place, esep_error *error)
{
    table_reader *t = calloc(1, sizeof *t);
    if (!t)
        return error_memory(error);
    t->rows.recoded = true;
    esep_status status = table_open_rows(&t->rows, format, place, error);
    if (status != ESEP_OK) {
        table_close(t);
        return status;
    }
    *out = t;
    return ESEP_OK;
}

void table_close(table_reader *t)
{
    if (!t)
        return;
    if (t->rows.close && t->rows.state)
        t->rows.close(t->rows.state);
    for (size_t i = 0; i < t->rows.n_parts; i++)
        close(t->rows.parts[i].descriptor);
    buffer_free(&t->bytes);
    free(t);
}

esep_status table_read(table_reader *t, char *bytes, size_t size, size_t *length, esep_error *error)
{
    if (t->given == t->bytes.length) {
        t->given = t->bytes.length = 0;
        while (t->bytes.length < size && !t->ended) {
            bool any = false;
            ESEP_TRY(t->rows.next(t->rows.state, &t->bytes, &any, error));
            t->ended = !any;
        }
        ESEP_TRY(buffer_status(&t->bytes, error));
    }
    size_t left = t->bytes.length - t->given;
    *length = left < size ? left : size;
    if (*length)
        memcpy(bytes, t->bytes.data + t->given, *length);
    t->given += *length;
    return ESEP_OK;
}

bool table_is_utf8(const table_reader *t)
{
    return t->rows.recoded;
}

table_left_out table_get_left_out(const table_reader *t)
{
    return t->rows.left_out;
}

const table_part *table_get_parts(const table_reader *t, size_t *n)
{
    *n = t->rows.n_parts;
    return t->rows.parts;
}

static void table_layers_append(buffer *list, text name)
{
    if (list->length)
        buffer_add_string(list, ", ");
    buffer_add(list, name);
}

void table_layers_add(table_layers *names, text name, bool filled)
{
    table_layers_append(&names->all, name);
    if (!filled)
        return;
    table_layers_append(&names->filled, name);
    names->n_filled++;
}

esep_status table_layers_check(const table_layers *names, bool found, const table_place *place,
                               esep_error *error)
{
    char list[ESEP_ERROR_ARGUMENT_BYTES];
    if (place->layer && !found) {
        text_copy_cut(list, sizeof list, buffer_text(&names->all));
        error_raise(error, ESEP_DATA, MESSAGE_SOURCE_TABLE_LAYER_UNKNOWN, place->layer, list);
        return error_at(error, place->path, 0);
    }
    if (!place->layer && names->n_filled > 1) {
        text_copy_cut(list, sizeof list, buffer_text(&names->filled));
        error_raise(error, ESEP_DATA, MESSAGE_SOURCE_TABLE_LAYERS, list);
        return error_at(error, place->path, 0);
    }
    if (!found && names->n_filled == 0) {
        error_raise(error, ESEP_DATA, MESSAGE_SOURCE_TABLE_NO_ROWS);
        return error_at(error, place->path, 0);
    }
    return ESEP_OK;
}

void table_layers_free(table_layers *names)
{
    buffer_free(&names->all);
    buffer_free(&names->filled);
}

/* SQLite and GeoPackage by SQLite itself. A column of SQLite may hold values of any kind, whatever it was declared; OGR reads
 * a text in an integer column as 0. Here each value is written as it is stored. */
#include "source/table.h"
#include "source/table_points.h"
#include "source/table_value.h"

#include <errno.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

typedef enum sqlite_column { SQLITE_LEFT_OUT, SQLITE_VALUE, SQLITE_MOMENT, SQLITE_POINT } sqlite_column;

typedef struct table_sqlite {
    sqlite3 *database;
    sqlite3_stmt *rows;
    table_points *points;
    table_place place;
    sqlite_column *columns; /* [n_columns] */
    int n_columns;
    int point_column; /* -1: none */
    bool package;     /* a GeoPackage */
    bool header_given;
    uint64_t row;
} table_sqlite;

static void sqlite_close(void *state)
{
    table_sqlite *s = state;
    sqlite3_finalize(s->rows);
    sqlite3_close(s->database);
    table_points_close(s->points);
    free(s->columns);
    free(s);
}

static esep_status sqlite_fail(const table_sqlite *s, esep_error *error)
{
    return table_damaged("SQLite", sqlite3_errmsg(s->database), &s->place, error);
}

/* A statement made of `format`, in which %Q and %w quote as SQLite does. */
static esep_status sqlite_prepare(table_sqlite *s, sqlite3_stmt **out, const char *format, const char *name,
                                  esep_error *error)
{
    char *sql = sqlite3_mprintf(format, name);
    if (!sql)
        return error_memory(error);
    int answer = sqlite3_prepare_v2(s->database, sql, -1, out, NULL);
    sqlite3_free(sql);
    return answer == SQLITE_OK ? ESEP_OK : sqlite_fail(s, error);
}

/* A journal beside the file holds what the file does not show yet. It lies beside the file itself, not beside a link to it. */
static esep_status sqlite_refuse_side_files(const char *path, const table_place *place, esep_error *error)
{
    static const char *const endings[] = {"-wal", "-journal"};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        buffer side = {0};
        struct stat found;
        buffer_add_format(&side, "%s%s", path, endings[i]);
        buffer_add_byte(&side, '\0');
        esep_status status = buffer_status(&side, error);
        if (status == ESEP_OK && stat(side.data, &found) == 0 && found.st_size > 0) {
            error_raise(error, ESEP_DATA, MESSAGE_SOURCE_TABLE_SIDE_FILE, side.data);
            status = error_at(error, place->path, 0);
        }
        buffer_free(&side);
        ESEP_TRY(status);
    }
    return ESEP_OK;
}

/* SQLite opens the file by its name: it must be the file that is hashed and watched, not one put in its place meanwhile. */
static esep_status sqlite_check_same(const char *path, const table_place *place, esep_error *error)
{
    struct stat named, held;
    if (stat(path, &named) == 0 && fstat(place->descriptor, &held) == 0 && named.st_dev == held.st_dev &&
        named.st_ino == held.st_ino)
        return ESEP_OK;
    error_raise(error, ESEP_DATA, MESSAGE_SOURCE_CHANGED);
    return error_at(error, place->shown, 0);
}

/* SQLite takes zeros for what is missing of a last page that was cut, and with it loses the ends of texts. The size of a page stands at byte 16 of the
 * file, where 1 is 65536; smaller files than their announced pages SQLite refuses itself. */
static esep_status sqlite_check_size(const table_place *place, esep_error *error)
{
    unsigned char bytes[2];
    if (pread(place->descriptor, bytes, sizeof bytes, 16) != (ssize_t)sizeof bytes)
        return table_damaged("SQLite", "header", place, error);
    uint64_t page = (uint64_t)bytes[0] << 8 | bytes[1];
    page = page == 1 ? 65536 : page;
    return page && place->size % page == 0 ? ESEP_OK
                                           : table_damaged("SQLite", "the last page is cut", place, error);
}

static esep_status sqlite_open_path(table_sqlite *s, const char *path, esep_error *error)
{
    buffer name = {0};
    ESEP_TRY(sqlite_refuse_side_files(path, &s->place, error));
    ESEP_TRY(sqlite_check_size(&s->place, error));
    buffer_add_string(&name, "file:");
    for (const char *byte = path; *byte; byte++) {
        if (strchr("?#%", *byte))
            buffer_add_format(&name, "%%%02X", (unsigned char)*byte);
        else
            buffer_add_byte(&name, *byte);
    }
    buffer_add_string(&name, "?immutable=1");
    buffer_add_byte(&name, '\0');
    esep_status status = buffer_status(&name, error);
    int flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX;
    if (status == ESEP_OK && sqlite3_open_v2(name.data, &s->database, flags, NULL) != SQLITE_OK)
        status = sqlite_fail(s, error);
    buffer_free(&name);
    return status == ESEP_OK ? sqlite_check_same(path, &s->place, error) : status;
}

static esep_status sqlite_open_database(table_sqlite *s, esep_error *error)
{
    char *path = realpath(s->place.path, NULL);
    if (!path) {
        error_raise(error, ESEP_DATA, MESSAGE_SOURCE_OPEN, strerror(errno));
        return error_at(error, s->place.path, 0);
    }
    esep_status status = sqlite_open_path(s, path, error);
    free(path);
    ESEP_TRY(status);
    sqlite3_db_config(s->database, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    sqlite3_db_config(s->database, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    return ESEP_OK;
}

static esep_status sqlite_any(table_sqlite *s, bool *any, const char *format, const char *name,
                              esep_error *error)
{
    sqlite3_stmt *one = NULL;
    ESEP_TRY(sqlite_prepare(s, &one, format, name, error));
    int answer = sqlite3_step(one);
    *any = answer == SQLITE_ROW;
    sqlite3_finalize(one);
    return answer == SQLITE_ROW || answer == SQLITE_DONE ? ESEP_OK : sqlite_fail(s, error);
}

/* The table that is meant, into `chosen`. */
static esep_status sqlite_choose(table_sqlite *s, buffer *chosen, esep_error *error)
{
    static const char contents[] = "SELECT table_name FROM gpkg_contents WHERE data_type IN ('features', "
                                   "'attributes', 'aspatial') ORDER BY rowid";
    static const char tables[] =
        "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE "
        "'sqlite\\_%%' ESCAPE '\\' AND lower(name) NOT IN ('geometry_columns', "
        "'spatial_ref_sys', 'views_geometry_columns', 'spatialite_history') AND "
        "coalesce(sql, '') NOT LIKE 'CREATE VIRTUAL%%' ORDER BY rowid";
    table_layers names = {0};
    sqlite3_stmt *list = NULL;
    bool found = false;
    int answer = SQLITE_DONE;
    ESEP_TRY(
        sqlite_any(s, &s->package, "SELECT 1 FROM sqlite_master WHERE name = %Q", "gpkg_contents", error));
    esep_status status = sqlite_prepare(s, &list, s->package ? contents : tables, "", error);
    while (status == ESEP_OK && (answer = sqlite3_step(list)) == SQLITE_ROW) {
        const char *name = (const char *)sqlite3_column_text(list, 0);
        bool any = false, wanted = false;
        if (!name)
            continue;
        status = sqlite_any(s, &any, "SELECT 1 FROM \"%w\" LIMIT 1", name, error);
        wanted = s->place.layer ? strcmp(name, s->place.layer) == 0 : any;
        if (wanted && !found)
            buffer_add(chosen, text_from(name)), buffer_add_byte(chosen, '\0');
        found = found || wanted;
        table_layers_add(&names, text_from(name), any);
    }
    if (status == ESEP_OK && answer != SQLITE_DONE)
        status = sqlite_fail(s, error);
    sqlite3_finalize(list);
    if (status == ESEP_OK)
        status = table_layers_check(&names, found, &s->place, error);
    table_layers_free(&names);
    return status == ESEP_OK ? buffer_status(chosen, error) : status;
}

/* Which column has the points of the layer, and in which system; -1 where it has none. */
static esep_status sqlite_find_points(table_sqlite *s, const char *layer, esep_error *error)
{
    sqlite3_stmt *one = NULL;
    esep_status status = ESEP_OK;
    ESEP_TRY(sqlite_prepare(
        s, &one,
        "SELECT g.column_name, r.organization, r.organization_coordsys_id, r.definition, g.srs_id "
        "FROM gpkg_geometry_columns g JOIN gpkg_spatial_ref_sys r ON r.srs_id = g.srs_id "
        "WHERE g.table_name = %Q AND upper(g.geometry_type_name) IN ('POINT', 'GEOMETRY')",
        layer, error));
    if (sqlite3_step(one) == SQLITE_ROW) {
        const char *column = (const char *)sqlite3_column_text(one, 0);
        const char *body = (const char *)sqlite3_column_text(one, 1);
        bool epsg = body && strcasecmp(body, "EPSG") == 0;
        int code = sqlite3_column_int(one, 4) == 0 ? 4326 : epsg ? sqlite3_column_int(one, 2) : 0;
        for (int c = 0; column && c < s->n_columns; c++) {
            if (strcasecmp(column, sqlite3_column_name(s->rows, c)) == 0)
                s->point_column = c;
        }
        if (s->point_column >= 0)
            status = table_points_open(&s->points, code, (const char *)sqlite3_column_text(one, 3), &s->place,
                                       error);
    }
    sqlite3_finalize(one);
    return status;
}

/* The row's number that GIS programs add is no column of the register; neither are blobs. */
static sqlite_column sqlite_column_kind(const table_sqlite *s, int c)
{
    const char *name = sqlite3_column_name(s->rows, c), *declared = sqlite3_column_decltype(s->rows, c);
    static const char *const geometries[] = {"BLOB",         "POINT",           "LINESTRING",
                                             "POLYGON",      "GEOMETRY",        "MULTIPOINT",
                                             "MULTIPOLYGON", "MULTILINESTRING", "GEOMETRYCOLLECTION"};
    if (strcmp(name, "ogc_fid") == 0 || (s->package && strcmp(name, "fid") == 0))
        return SQLITE_LEFT_OUT;
    for (size_t i = 0; declared && i < sizeof geometries / sizeof *geometries; i++) {
        if (strcasecmp(declared, geometries[i]) == 0)
            return SQLITE_LEFT_OUT;
    }
    return s->package && declared && strcasecmp(declared, "DATETIME") == 0 ? SQLITE_MOMENT : SQLITE_VALUE;
}

/* A page that lost some of its cells gives fewer rows without a word; SQLite's own check of the table finds that. Other complaints than those
 * of the pages (a value that a constraint forbids) do not matter here. */
static esep_status sqlite_check_pages(table_sqlite *s, const char *layer, esep_error *error)
{
    sqlite3_stmt *check = NULL;
    bool view = false;
    int answer;
    ESEP_TRY(
        sqlite_any(s, &view, "SELECT 1 FROM sqlite_master WHERE type = 'view' AND name = %Q", layer, error));
    ESEP_TRY(sqlite_prepare(s, &check, view ? "PRAGMA quick_check" : "PRAGMA quick_check(%Q)", layer, error));
    esep_status status = ESEP_OK;
    while (status == ESEP_OK && (answer = sqlite3_step(check)) == SQLITE_ROW) {
        const char *said = (const char *)sqlite3_column_text(check, 0),
                   *line = said ? strchr(said, '\n') : NULL;
        if (said && strncmp(said, "***", 3) == 0)
            status = table_damaged("SQLite", line ? line + 1 : said, &s->place, error);
    }
    if (status == ESEP_OK && answer != SQLITE_DONE)
        status = sqlite_fail(s, error);
    sqlite3_finalize(check);
    return status;
}

static esep_status sqlite_open_layer(table_sqlite *s, const char *layer, esep_error *error)
{
    bool named = false;
    ESEP_TRY(sqlite_prepare(s, &s->rows, "SELECT * FROM \"%w\"", layer, error));
    s->n_columns = sqlite3_column_count(s->rows);
    s->columns = calloc((size_t)s->n_columns + 1, sizeof *s->columns);
    if (!s->columns)
        return error_memory(error);
    for (int c = 0; c < s->n_columns; c++) {
        const char *name = sqlite3_column_name(s->rows, c);
        s->columns[c] = sqlite_column_kind(s, c);
        named = named || strcmp(name, "longitude") == 0 || strcmp(name, "latitude") == 0;
    }
    if (s->package && !named)
        ESEP_TRY(sqlite_find_points(s, layer, error));
    if (s->point_column >= 0)
        s->columns[s->point_column] = SQLITE_POINT;
    return ESEP_OK;
}

/* A point in a GeoPackage's blob (OGC 12-128, 2.1.3): a header with an envelope whose size the flags tell, then WKB. */
static bool sqlite_read_point(const unsigned char *blob, size_t length, double *x, double *y)
{
    static const size_t envelopes[] = {0, 32, 48, 48, 64, 0, 0, 0};
    if (length < 8 || memcmp(blob, "GP", 2) != 0 || blob[3] & 0x10)
        return false;
    size_t at = 8 + envelopes[blob[3] >> 1 & 7];
    if (length < at + 21)
        return false;
    bool little = blob[at] == 1;
    uint64_t numbers[3] = {0};
    for (int n = 0; n < 3; n++) {
        size_t size = n ? 8 : 4, from = at + (n ? 5 + 8 * (size_t)(n - 1) : 1);
        for (size_t i = 0; i < size; i++)
            numbers[n] = numbers[n] << 8 | blob[little ? from + size - 1 - i : from + i];
    }
    memcpy(x, &numbers[1], sizeof *x);
    memcpy(y, &numbers[2], sizeof *y);
    return (numbers[0] & 0x0fffffff) % 1000 == 1 && *x == *x && *y == *y;
}

static void sqlite_add_point(table_sqlite *s, buffer *out, size_t field)
{
    double x, y;
    bool wanted = table_is_wanted(&s->place, field) || table_is_wanted(&s->place, field + 1);
    const unsigned char *blob = wanted ? sqlite3_column_blob(s->rows, s->point_column) : NULL;
    size_t length = (size_t)sqlite3_column_bytes(s->rows, s->point_column);
    bool there = blob && sqlite_read_point(blob, length, &x, &y) && table_points_turn(s->points, &x, &y);
    table_value_begin(out, field);
    if (there)
        table_value_real(out, x);
    buffer_add_byte(out, ',');
    if (there)
        table_value_real(out, y);
}

/* "2023-06-30T10:15:00.000Z", as the standard has it, without T, Z and empty parts of seconds. */
static void sqlite_add_moment(buffer *out, text t)
{
    bool standard = t.length >= 20 && t.data[10] == 'T' && t.data[t.length - 1] == 'Z';
    if (!standard) {
        buffer_add_csv(out, t);
        return;
    }
    buffer_add(out, (text){t.data, 10});
    buffer_add_byte(out, ' ');
    text time = {t.data + 11, t.length - 12};
    if (time.length == 12 && memcmp(time.data + 8, ".000", 4) == 0)
        time.length = 8;
    buffer_add_csv(out, time);
}

static esep_status sqlite_add_value(table_sqlite *s, buffer *out, int c, esep_error *error)
{
    char row[24];
    text t;
    switch (sqlite3_column_type(s->rows, c)) {
    case SQLITE_NULL:
        return ESEP_OK;
    case SQLITE_INTEGER:
        buffer_add_format(out, "%lld", (long long)sqlite3_column_int64(s->rows, c));
        return ESEP_OK;
    case SQLITE_FLOAT:
        table_value_real(out, sqlite3_column_double(s->rows, c));
        return ESEP_OK;
    case SQLITE_TEXT:
        t.data = (const char *)sqlite3_column_text(s->rows, c);
        t.length = (size_t)sqlite3_column_bytes(s->rows, c);
        if (s->columns[c] == SQLITE_MOMENT)
            sqlite_add_moment(out, t);
        else
            buffer_add_csv(out, t);
        return ESEP_OK;
    default:
        error_raise(error, ESEP_DATA, MESSAGE_SOURCE_TABLE_VALUE, sqlite3_column_name(s->rows, c),
                    error_number(row, (int64_t)s->row), "BLOB");
        return error_at(error, s->place.shown, 0);
    }
}

static void sqlite_add_header(table_sqlite *s, buffer *out)
{
    size_t n = 0;
    for (int c = 0; c < s->n_columns; c++) {
        if (s->columns[c] == SQLITE_LEFT_OUT || s->columns[c] == SQLITE_POINT)
            continue;
        table_value_begin(out, n++);
        buffer_add_csv(out, text_from(sqlite3_column_name(s->rows, c)));
    }
    if (s->point_column >= 0)
        buffer_add_string(out, n ? ",longitude,latitude" : "longitude,latitude");
}

static esep_status sqlite_next(void *state, buffer *out, bool *any, esep_error *error)
{
    table_sqlite *s = state;
    size_t start = out->length, n = 0;
    *any = true;
    if (!s->header_given) {
        sqlite_add_header(s, out);
        s->header_given = true;
        table_value_end_row(out, start);
        return ESEP_OK;
    }
    int answer = sqlite3_step(s->rows);
    if (answer == SQLITE_DONE) {
        *any = false;
        return ESEP_OK;
    }
    if (answer != SQLITE_ROW)
        return sqlite_fail(s, error);
    s->row++;
    for (int c = 0; c < s->n_columns; c++) {
        if (s->columns[c] == SQLITE_LEFT_OUT || s->columns[c] == SQLITE_POINT)
            continue;
        table_value_begin(out, n);
        /* A blob is refused wherever it stands. */
        if (table_is_wanted(&s->place, n++) || sqlite3_column_type(s->rows, c) == SQLITE_BLOB)
            ESEP_TRY(sqlite_add_value(s, out, c, error));
    }
    if (s->point_column >= 0)
        sqlite_add_point(s, out, n);
    table_value_end_row(out, start);
    return ESEP_OK;
}

esep_status table_open_sqlite(table_feed *rows, const table_place *place, esep_error *error)
{
    table_sqlite *s = calloc(1, sizeof *s);
    buffer layer = {0};
    if (!s)
        return error_memory(error);
    s->point_column = -1;
    s->place = *place;
    rows->state = s;
    rows->close = sqlite_close;
    rows->next = sqlite_next;
    esep_status status = sqlite_open_database(s, error);
    if (status == ESEP_OK)
        status = sqlite_choose(s, &layer, error);
    if (status == ESEP_OK)
        status = sqlite_check_pages(s, layer.data, error);
    if (status == ESEP_OK)
        status = sqlite_open_layer(s, layer.data, error);
    buffer_free(&layer);
    return status;
}

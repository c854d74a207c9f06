/* table.h - a file of another format than CSV, read as a stream of CSV.
 *
 * Whoever reads a register knows bytes of CSV and nothing else. A workbook, a database file or a layer of a map is therefore
 * written out as CSV, in UTF-8, row by row while it is read: separator ',', rows end with '\n', the first row names the
 * columns. Nothing is lost on the way: texts go byte for byte, integers and reals with all their digits (the shortest
 * that reads back as the same number; whole ones without ".0"), dates as yyyy-mm-dd, moments as yyyy-mm-dd hh:mm:ss, nothing as
 * an empty field. Points become two more columns, longitude and latitude, in degrees of WGS 84.
 *
 * Which format it is, the content says, never the name. A file that holds several sheets or layers with rows is refused
 * unless the one that is meant is named, `book.xlsx#Sheet2`: a silent choice would be a false number.
 *
 * A table belongs to one thread at a time. */
#ifndef SOURCE_TABLE_H
#define SOURCE_TABLE_H

#include "base/error.h"
#include "base/text.h"
#include "source/decompress.h"

#include <sys/stat.h>

typedef enum table_format {
    TABLE_NONE,   /**< text, as far as can be told: CSV */
    TABLE_ZIP,    /**< XLSX or ODS */
    TABLE_XLS,    /**< known, in order to say that it is not read */
    TABLE_SQLITE, /**< and GeoPackage */
    TABLE_GEOJSON,
    TABLE_ESRI_JSON,
    TABLE_SHAPEFILE,
    TABLE_KML,
    TABLE_PARQUET,
    TABLE_DUCKDB,
    TABLE_JSON_LINES /**< and lists of objects: JSON that is no map */
} table_format;

/** By the first bytes of the content. */
table_format table_detect(text first_bytes);
/** As people call it: "XLSX or ODS", "GeoJSON". */
const char *table_format_name(table_format format);

/** Where a table lies. All is borrowed while the table is open. */
typedef struct table_place {
    const char *path;       /**< of the file itself */
    const char *shown;      /**< as the user wrote it, for errors */
    const char *layer;      /**< the sheet or layer that is meant; NULL: the only one with rows */
    const char *encoding;   /**< said by the user, or NULL; only Shapefiles need one */
    decompress_kind packed; /**< only JSON lines are read so */
    int descriptor;         /**< open on the file, read with pread only */
    uint64_t size;
    const bool
        *wanted; /**< [n_wanted] by the columns of the CSV: will anybody look at it? NULL: at all of them */
    size_t n_wanted;
} table_place;

/** What is not wanted may be left as empty fields, by formats that save work so: rows, header, number and order of the columns stay as
 *  they are. */
static inline bool table_is_wanted(const table_place *place, size_t column)
{
    return !place->wanted || column >= place->n_wanted || place->wanted[column];
}

/** Length of the part of `path` that names a file: all of it, or what stands before the '#' of a sheet or layer. */
size_t table_path_length(const char *path);

/** What was left out of a table's rows, and is worth saying. */
typedef struct table_left_out {
    uint64_t above;        /**< rows above the header: titles */
    uint64_t totals;       /**< rows of totals at the end */
    uint64_t totals_begin; /**< the first of them, as the sheet numbers its rows */
    uint64_t repeated;     /**< rows below the header that repeat it, or number the columns: 1, 2, 3 … */
} table_left_out;

/** Another file that a table's rows come from, besides the one at its place: a Shapefile's .dbf. A change of it is a change of the
 *  table, and its bytes belong to the table's digest. */
typedef struct table_part {
    int descriptor;     /**< read with pread only, closed with the table */
    struct stat opened; /**< as it was when it was opened */
} table_part;

enum { TABLE_PARTS = 4 };

/** What every format does: append the next row, with its line end, to `out`. */
typedef struct table_feed {
    esep_status (*next)(void *state, buffer *out, bool *any, esep_error *error);
    void (*close)(void *state);
    void *state;
    bool recoded;            /**< false: in an encoding that is still to be found */
    table_left_out left_out; /**< known when it is open */
    table_part parts[TABLE_PARTS];
    size_t n_parts;
} table_feed;

typedef struct table_reader table_reader;
esep_status table_open(table_reader **out, table_format format, const table_place *place, esep_error *error);
/** Up to `size` bytes of CSV; *length 0 only at the end. */
esep_status table_read(table_reader *t, char *bytes, size_t size, size_t *length, esep_error *error);
/** Is it UTF-8 already? False for a Shapefile that does not say. */
bool table_is_utf8(const table_reader *t);
table_left_out table_get_left_out(const table_reader *t);
/** The files besides the one at the place; as many as *n says, borrowed. */
const table_part *table_get_parts(const table_reader *t, size_t *n);
void table_close(table_reader *t);

/* The formats, each in a file of its own. They fill *rows, of which table_close() closes the state. */
esep_status table_open_sheet(table_feed *rows, const table_place *place, esep_error *error);
esep_status table_open_sqlite(table_feed *rows, const table_place *place, esep_error *error);
esep_status table_open_json_lines(table_feed *rows, const table_place *place, esep_error *error);
esep_status table_open_duckdb(table_feed *rows, table_format format, const table_place *place,
                              esep_error *error);
esep_status table_open_json(table_feed *rows, table_format format, const table_place *place,
                            esep_error *error);
esep_status table_open_gdal(table_feed *rows, table_format format, const table_place *place,
                            esep_error *error);

/* For the formats: names of sheets or layers, gathered for an error. */
typedef struct table_layers {
    buffer all;    /**< every one, separated by ", " */
    buffer filled; /**< those with rows */
    size_t n_filled;
} table_layers;
void table_layers_add(table_layers *names, text name, bool filled);
/** The errors of choosing: an unknown layer; several with rows; none with rows. ESEP_OK where the choice is clear. */
esep_status table_layers_check(const table_layers *names, bool found, const table_place *place,
                               esep_error *error);
void table_layers_free(table_layers *names);

/** ESEP_DATA: the file is damaged, in the words of whoever found out. */
esep_status table_damaged(const char *format, const char *why, const table_place *place, esep_error *error);

#endif

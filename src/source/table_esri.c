/* Esri JSON: what ArcGIS servers answer to a query, as Kazakhstan's maps of crimes and collisions do. GDAL 3.6 gives its dates as numbers;
 * here they are read by the fields' types. The whole answer is held in memory. */
#include "source/table_points.h"
#include "source/table_value.h"

#include <errno.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef struct table_esri {
    table_place place;
    uint64_t at; /* while loading */
    json_t *whole;
    json_t *features; /* borrowed from whole */
    json_t *names;    /* object: name → true where the column is of dates; in order of the columns */
    table_points *points;
    bool pointed, header_given;
    size_t next;
} table_esri;

static void esri_close(void *state)
{
    table_esri *t = state;
    json_decref(t->names);
    json_decref(t->whole);
    table_points_close(t->points);
    free(t);
}

static size_t esri_feed(void *bytes, size_t size, void *context)
{
    table_esri *t = context;
    ssize_t got;
    do
        got = pread(t->place.descriptor, bytes, size, (off_t)t->at);
    while (got < 0 && errno == EINTR);
    t->at += got > 0 ? (uint64_t)got : 0;
    return got < 0 ? (size_t)-1 : (size_t)got;
}

static bool esri_add_name(table_esri *t, const char *name, bool date)
{
    return json_object_get(t->names, name) || json_object_set_new(t->names, name, json_boolean(date)) == 0;
}

/* The columns: the fields that are described, then attributes that are not. */
static esep_status esri_read_names(table_esri *t, esep_error *error)
{
    size_t i;
    json_t *field, *feature, *value;
    const char *name;
    json_array_foreach(json_object_get(t->whole, "fields"), i, field)
    {
        const char *type = json_string_value(json_object_get(field, "type"));
        name = json_string_value(json_object_get(field, "name"));
        if (name && !esri_add_name(t, name, type && strcmp(type, "esriFieldTypeDate") == 0))
            return error_memory(error);
    }
    json_array_foreach(t->features, i, feature)
    {
        json_object_foreach(json_object_get(feature, "attributes"), name, value)
        {
            if (!esri_add_name(t, name, false))
                return error_memory(error);
        }
    }
    return ESEP_OK;
}

static esep_status esri_prepare_points(table_esri *t, esep_error *error)
{
    json_t *system = json_object_get(t->whole, "spatialReference");
    json_t *latest = json_object_get(system, "latestWkid"), *code = json_object_get(system, "wkid");
    const char *wkt = json_string_value(json_object_get(system, "wkt"));
    size_t i;
    json_t *feature;
    json_array_foreach(t->features, i, feature)
    {
        t->pointed = t->pointed || json_is_number(json_object_get(json_object_get(feature, "geometry"), "x"));
    }
    t->pointed =
        t->pointed && !json_object_get(t->names, "longitude") && !json_object_get(t->names, "latitude");
    if (!t->pointed)
        return ESEP_OK;
    int number = (int)json_integer_value(latest ? latest : code);
    if (number == 102100 || number == 102113 || number == 900913)
        number = 3857;
    return table_points_open(&t->points, number, wkt, &t->place, error);
}

static void esri_add_value(buffer *out, const json_t *value, bool date)
{
    int64_t number = json_integer_value(value);
    if (json_is_integer(value) && date) {
        int64_t day = number / 86400000 - (number % 86400000 < 0);
        table_value_moment(out, day, number - day * 86400000);
    } else if (json_is_integer(value))
        buffer_add_format(out, "%lld", (long long)number);
    else if (json_is_real(value))
        table_value_real(out, json_real_value(value));
    else if (json_is_string(value))
        buffer_add_csv(out, (text){json_string_value(value), json_string_length(value)});
    else if (json_is_boolean(value))
        buffer_add_string(out, json_is_true(value) ? "true" : "false");
}

static void esri_add_point(table_esri *t, buffer *out, const json_t *geometry)
{
    const json_t *east = json_object_get(geometry, "x"), *north = json_object_get(geometry, "y");
    double x = json_number_value(east), y = json_number_value(north);
    bool there = json_is_number(east) && json_is_number(north) && table_points_turn(t->points, &x, &y);
    table_value_point(out, there, x, y);
}

static esep_status esri_next(void *state, buffer *out, bool *any, esep_error *error)
{
    table_esri *t = state;
    size_t start = out->length, column = 0;
    const char *name;
    json_t *date;
    (void)error;
    const json_t *feature = t->header_given ? json_array_get(t->features, t->next++) : NULL;
    *any = feature || !t->header_given;
    if (!*any)
        return ESEP_OK;
    json_object_foreach(t->names, name, date)
    {
        table_value_begin(out, column++);
        if (feature)
            esri_add_value(out, json_object_get(json_object_get(feature, "attributes"), name),
                           json_is_true(date));
        else
            buffer_add_csv(out, text_from(name));
    }
    if (t->pointed && feature)
        esri_add_point(t, out, json_object_get(feature, "geometry"));
    else if (t->pointed)
        buffer_add_string(out, ",longitude,latitude");
    t->header_given = true;
    table_value_end_row(out, start);
    return ESEP_OK;
}

esep_status table_open_esri(table_feed *rows, const table_place *place, esep_error *error)
{
    static const char format[] = "Esri JSON";
    json_error_t problem;
    table_esri *t = calloc(1, sizeof *t);
    if (!t)
        return error_memory(error);
    t->place = *place;
    rows->state = t;
    rows->close = esri_close;
    rows->next = esri_next;
    t->whole = json_load_callback(esri_feed, t, JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, &problem);
    if (!t->whole) {
        table_damaged(format, problem.text, place, error);
        return error_at(error, place->shown, problem.line > 0 ? (uint64_t)problem.line : 0);
    }
    t->features = json_object_get(t->whole, "features");
    t->names = json_object();
    if (!t->names)
        return error_memory(error);
    if (!json_is_array(t->features))
        return table_damaged(format, "\"features\"", place, error);
    if (place->layer) {
        error_raise(error, ESEP_DATA, MESSAGE_SOURCE_TABLE_NO_LAYERS, place->layer);
        return error_at(error, place->path, 0);
    }
    ESEP_TRY(esri_read_names(t, error));
    return esri_prepare_points(t, error);
}

/* Maps in JSON: GeoJSON (RFC 7946), and Esri JSON, which ArcGIS servers answer to a query, as Kazakhstan's maps of crimes and collisions do.
 *
 * Not by GDAL, which would change figures without a word (seen with 3.6): an integer of twenty digits becomes the greatest of 64 bits,
 * integers beside reals lose their last digits, true beside numbers becomes 1, a text ends at a NUL, Esri's dates become numbers, an answer
 * that the server cut counts as whole. Here each value is written as it stands, or the file is refused. It is gone through twice: for the
 * names of the columns, then for the rows. */
#include "source/json_features.h"
#include "source/table_points.h"
#include "source/table_value.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct table_json {
    table_format format;
    table_place place;
    json_features *features;
    json_t *names; /* object: name → true where the column is of dates; in order of the columns */
    table_points *points;
    bool pointed, header_given;
} table_json;

static void json_table_close(void *state)
{
    table_json *t = state;
    json_features_close(t->features);
    json_decref(t->names);
    table_points_close(t->points);
    free(t);
}

static esep_status json_add_name(const table_json *t, const char *name, bool date, esep_error *error)
{
    bool there = json_object_get(t->names, name) != NULL;
    return there || json_object_set_new(t->names, name, json_boolean(date)) == 0 ? ESEP_OK
                                                                                 : error_memory(error);
}

/* What a record says of itself: an object, or nothing (null). */
static esep_status json_attributes(const table_json *t, const json_t *feature, const json_t **out,
                                   esep_error *error)
{
    bool esri = t->format == TABLE_ESRI_JSON;
    const char *type = json_string_value(json_object_get(feature, "type"));
    *out = json_object_get(feature, esri ? "attributes" : "properties");
    if (!esri && (!type || strcmp(type, "Feature") != 0))
        return json_features_nonsense(t->features, "\"type\": \"Feature\"", error);
    if (!json_is_object(*out) && (esri || (*out && !json_is_null(*out))))
        return json_features_nonsense(t->features, esri ? "\"attributes\"" : "\"properties\"", error);
    return ESEP_OK;
}

/* Where a record lies; false where it is no point. */
static bool json_point(const table_json *t, const json_t *feature, double *x, double *y)
{
    const json_t *geometry = json_object_get(feature, "geometry"), *east, *north;
    if (t->format == TABLE_ESRI_JSON) {
        east = json_object_get(geometry, "x");
        north = json_object_get(geometry, "y");
    } else {
        const char *type = json_string_value(json_object_get(geometry, "type"));
        const json_t *place = json_object_get(geometry, "coordinates");
        bool point = type && strcmp(type, "Point") == 0;
        east = point ? json_array_get(place, 0) : NULL;
        north = point ? json_array_get(place, 1) : NULL;
    }
    *x = json_number_value(east);
    *y = json_number_value(north);
    return json_is_number(east) && json_is_number(north);
}

/* Columns of the records: names that are not yet known. */
static esep_status json_read_names(table_json *t, esep_error *error)
{
    json_t *feature = NULL;
    double x, y;
    do {
        const json_t *attributes = NULL;
        const char *name;
        json_t *value;
        ESEP_TRY(json_features_next(t->features, &feature, error));
        esep_status status = feature ? json_attributes(t, feature, &attributes, error) : ESEP_OK;
        json_object_foreach((json_t *)(uintptr_t)attributes, name, value)
        {
            if (status == ESEP_OK)
                status = json_add_name(t, name, false, error);
        }
        t->pointed = t->pointed || (feature && json_point(t, feature, &x, &y));
        bool last = !feature;
        json_decref(feature);
        ESEP_TRY(status);
        if (last)
            break;
    } while (true);
    return ESEP_OK;
}

/* The fields that an Esri answer describes come first, whether records have them or not. */
static esep_status json_put_fields_first(table_json *t, const json_t *members, esep_error *error)
{
    size_t i;
    json_t *field, *met = t->names, *value;
    const char *name;
    esep_status status = ESEP_OK;
    t->names = json_object();
    if (!t->names)
        status = error_memory(error);
    json_array_foreach(json_object_get(members, "fields"), i, field)
    {
        const char *type = json_string_value(json_object_get(field, "type"));
        name = json_string_value(json_object_get(field, "name"));
        if (name && status == ESEP_OK)
            status = json_add_name(t, name, type && strcmp(type, "esriFieldTypeDate") == 0, error);
    }
    json_object_foreach(met, name, value)
    {
        if (status == ESEP_OK)
            status = json_add_name(t, name, false, error);
    }
    json_decref(met);
    return status;
}

/* "urn:ogc:def:crs:EPSG::3857" or "EPSG:3857"; longitude and latitude where nothing is said (RFC 7946, 4). 0: not understood. */
static int json_named_system(const char *name)
{
    static const char epsg[] = "EPSG:";
    if (!name || strstr(name, "CRS84"))
        return 4326;
    const char *code = strstr(name, epsg);
    if (!code)
        return 0;
    code = strrchr(code, ':') + 1;
    return (int)strtol(code, NULL, 10);
}

static esep_status json_prepare_points(table_json *t, const json_t *members, esep_error *error)
{
    t->pointed =
        t->pointed && !json_object_get(t->names, "longitude") && !json_object_get(t->names, "latitude");
    if (!t->pointed)
        return ESEP_OK;
    if (t->format == TABLE_GEOJSON) {
        const json_t *named = json_object_get(json_object_get(members, "crs"), "properties");
        const char *name = json_string_value(json_object_get(named, "name"));
        return table_points_open(&t->points, json_named_system(name), NULL, &t->place, error);
    }
    json_t *system = json_object_get(members, "spatialReference");
    json_t *latest = json_object_get(system, "latestWkid"), *code = json_object_get(system, "wkid");
    int number = (int)json_integer_value(latest ? latest : code);
    if (number == 102100 || number == 102113 || number == 900913)
        number = 3857;
    return table_points_open(&t->points, number, json_string_value(json_object_get(system, "wkt")), &t->place,
                             error);
}

/* A server that has more records than it gives at once says so: what it gave is not the register. */
static esep_status json_refuse_cut(const table_json *t, const json_t *members, esep_error *error)
{
    static const char mark[] = "exceededTransferLimit";
    if (!json_is_true(json_object_get(members, mark)) &&
        !json_is_true(json_object_get(json_object_get(members, "properties"), mark)))
        return ESEP_OK;
    error_raise(error, ESEP_DATA, MESSAGE_SOURCE_TABLE_ANSWER_CUT, mark);
    return error_at(error, t->place.shown, 0);
}

static void json_add_scalar(buffer *out, const json_t *value)
{
    if (json_is_integer(value))
        buffer_add_format(out, "%lld", (long long)json_integer_value(value));
    else if (json_is_real(value))
        table_value_real(out, json_real_value(value));
    else if (json_is_string(value))
        buffer_add(out, (text){json_string_value(value), json_string_length(value)});
    else if (json_is_boolean(value))
        buffer_add_string(out, json_is_true(value) ? "true" : "false");
}

/* A list of plain values with ';' between them; anything else that is nested as JSON. */
static void json_add_nested(buffer *out, const json_t *value)
{
    size_t i;
    json_t *element;
    bool plain = json_is_array(value);
    json_array_foreach(value, i, element)
    {
        plain = plain && !json_is_array(element) && !json_is_object(element);
    }
    if (!plain) {
        char *words = json_dumps(value, JSON_COMPACT);
        out->failed = out->failed || !words;
        buffer_add(out, text_from(words));
        free(words);
        return;
    }
    json_array_foreach(value, i, element)
    {
        if (i)
            buffer_add_byte(out, ';');
        json_add_scalar(out, element);
    }
}

static void json_add_value(buffer *out, const json_t *value, bool date)
{
    buffer written = {0};
    if (json_is_integer(value) && date) {
        int64_t number = json_integer_value(value);
        int64_t day = number / 86400000 - (number % 86400000 < 0);
        table_value_moment(out, day, number - day * 86400000);
        return;
    }
    if (json_is_array(value) || json_is_object(value))
        json_add_nested(&written, value);
    else
        json_add_scalar(&written, value);
    buffer_add_csv(out, buffer_text(&written));
    out->failed = out->failed || written.failed;
    buffer_free(&written);
}

static void json_add_point(table_json *t, buffer *out, size_t column, const json_t *feature)
{
    double x, y;
    bool there = json_point(t, feature, &x, &y) && table_points_turn(t->points, &x, &y);
    table_value_begin(out, column);
    if (there)
        table_value_real(out, x);
    buffer_add_byte(out, ',');
    if (there)
        table_value_real(out, y);
}

static void json_add_header(const table_json *t, buffer *out)
{
    size_t column = 0;
    const char *name;
    json_t *date;
    json_object_foreach(t->names, name, date)
    {
        table_value_begin(out, column++);
        buffer_add_csv(out, text_from(name));
    }
    if (t->pointed)
        buffer_add_string(out, column ? ",longitude,latitude" : "longitude,latitude");
}

static esep_status json_add_feature(table_json *t, buffer *out, const json_t *feature, esep_error *error)
{
    size_t column = 0;
    const char *name;
    json_t *date;
    const json_t *attributes;
    ESEP_TRY(json_attributes(t, feature, &attributes, error));
    json_object_foreach(t->names, name, date)
    {
        table_value_begin(out, column++);
        json_add_value(out, json_object_get(attributes, name), json_is_true(date));
    }
    if (t->pointed)
        json_add_point(t, out, column, feature);
    return ESEP_OK;
}

static esep_status json_table_next(void *state, buffer *out, bool *any, esep_error *error)
{
    table_json *t = state;
    size_t start = out->length;
    json_t *feature = NULL;
    esep_status status = ESEP_OK;
    *any = true;
    if (t->header_given) {
        ESEP_TRY(json_features_next(t->features, &feature, error));
        *any = feature != NULL;
        if (feature)
            status = json_add_feature(t, out, feature, error);
        json_decref(feature);
    } else
        json_add_header(t, out);
    t->header_given = true;
    if (*any)
        table_value_end_row(out, start);
    return status;
}

esep_status table_open_json(table_feed *rows, table_format format, const table_place *place,
                            esep_error *error)
{
    table_json *t = calloc(1, sizeof *t);
    if (!t)
        return error_memory(error);
    t->format = format;
    t->place = *place;
    t->names = json_object();
    rows->state = t;
    rows->close = json_table_close;
    rows->next = json_table_next;
    if (!t->names)
        return error_memory(error);
    if (place->layer) {
        error_raise(error, ESEP_DATA, MESSAGE_SOURCE_TABLE_NO_LAYERS, place->layer);
        return error_at(error, place->path, 0);
    }
    ESEP_TRY(json_features_open(&t->features, table_format_name(format), place, error));
    ESEP_TRY(json_read_names(t, error));
    const json_t *members = json_features_members(t->features);
    ESEP_TRY(json_refuse_cut(t, members, error));
    ESEP_TRY(json_put_fields_first(t, members, error));
    ESEP_TRY(json_prepare_points(t, members, error));
    json_features_rewind(t->features);
    return ESEP_OK;
}

/* What GDAL reads: Shapefile, KML. */
#include "source/gdal_library.h"
#include "source/table_points.h"
#include "source/table_shapefile.h"
#include "source/table_value.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef struct table_gdal {
    const gdal_library *g;
    gdal_room *room;
    GDALDatasetH dataset;
    OGRLayerH layer;
    OGRFeatureDefnH definition;
    table_format format;
    table_place place;
    table_points *points;
    bool pointed; /* has the two columns */
    bool header_given;
    gdal_complaint complaint;
} table_gdal;

static void gdal_close(void *state)
{
    table_gdal *t = state;
    if (t->dataset) {
        gdal_listen(t->g, &t->complaint);
        t->g->GDALClose(t->dataset);
        gdal_listen_end(t->g);
    }
    table_points_close(t->points);
    gdal_room_close(t->room);
    free(t);
}

static esep_status gdal_fail(const table_gdal *t, esep_error *error)
{
    return table_damaged(table_format_name(t->format), t->complaint.any ? t->complaint.words : "GDAL",
                         &t->place, error);
}

static const char *gdal_ending(table_format format)
{
    return format == TABLE_SHAPEFILE ? "shp" : "kml";
}

/* Records of a KML may lie in files that it links to; GDAL reads those that are in it, and says nothing of the others. */
static esep_status gdal_refuse_links(const table_gdal *t, esep_error *error)
{
    static const char link[] = "<NetworkLink";
    enum { KEPT = sizeof link - 2 };
    char bytes[65536];
    size_t kept = 0;
    ssize_t got;
    for (off_t at = 0; (got = pread(t->place.descriptor, bytes + kept, sizeof bytes - kept, at)) > 0;
         at += got) {
        size_t length = kept + (size_t)got;
        if (memmem(bytes, length, link, sizeof link - 1)) {
            error_raise(error, ESEP_DATA, MESSAGE_SOURCE_TABLE_LINKS);
            return error_at(error, t->place.shown, 0);
        }
        kept = length < KEPT ? length : KEPT;
        memmove(bytes, bytes + length - kept, kept);
    }
    return ESEP_OK;
}

static esep_status gdal_open_dataset(table_gdal *t, table_feed *rows, esep_error *error)
{
    static const char *const kml[] = {"LIBKML", "KML", NULL}, *const shape[] = {"ESRI Shapefile", NULL};
    static const char *const as_it_is[] = {"ENCODING=", NULL};
    const char *const *drivers = t->format == TABLE_KML ? kml : shape, *const *options = NULL;
    gdal_room_file files[1 + TABLE_PARTS] = {{gdal_ending(t->format), t->place.descriptor, t->place.size}};
    shapefile_parts parts = {.n = 1};
    if (t->format == TABLE_SHAPEFILE) {
        ESEP_TRY(shapefile_open_parts(&parts, rows, &t->place, error));
        rows->recoded = !t->place.encoding && shapefile_says_encoding(&parts);
        options = rows->recoded ? NULL : as_it_is;
    }
    if (t->format == TABLE_KML)
        ESEP_TRY(gdal_refuse_links(t, error));
    for (size_t i = 1; i < parts.n; i++)
        files[i] = (gdal_room_file){parts.files[i].ending, parts.files[i].descriptor, parts.files[i].size};
    ESEP_TRY(gdal_room_open(&t->room, files, parts.n, "layer", error));
    buffer path = {0};
    gdal_room_path(t->room, files[0].ending, &path);
    if (path.failed)
        return error_memory(error);
    gdal_listen(t->g, &t->complaint);
    t->dataset = t->g->GDALOpenEx(path.data, GDAL_OF_VECTOR | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR,
                                  drivers, options, NULL);
    gdal_listen_end(t->g);
    buffer_free(&path);
    return t->dataset && !t->complaint.any ? ESEP_OK : gdal_fail(t, error);
}

static esep_status gdal_choose(table_gdal *t, esep_error *error)
{
    const gdal_library *g = t->g;
    table_layers names = {0};
    gdal_listen(g, &t->complaint);
    int n = g->GDALDatasetGetLayerCount(t->dataset);
    for (int i = 0; i < n; i++) {
        OGRLayerH layer = g->GDALDatasetGetLayer(t->dataset, i);
        const char *name = g->OGR_L_GetName(layer);
        OGRFeatureH feature = n > 1 ? g->OGR_L_GetNextFeature(layer) : NULL;
        bool filled = n == 1 || feature, alone = n == 1 && t->format != TABLE_KML;
        if (feature)
            g->OGR_F_Destroy(feature);
        g->OGR_L_ResetReading(layer);
        if (!t->layer && (t->place.layer ? strcmp(name, t->place.layer) == 0 : filled || alone))
            t->layer = layer;
        table_layers_add(&names, text_from(name), filled);
    }
    gdal_listen_end(g);
    esep_status status = t->complaint.any ? gdal_fail(t, error)
                                          : table_layers_check(&names, t->layer != NULL, &t->place, error);
    table_layers_free(&names);
    return status;
}

/* Two more columns for points, unless there are such. */
static esep_status gdal_prepare_points(table_gdal *t, esep_error *error)
{
    const gdal_library *g = t->g;
    OGRwkbGeometryType type = g->OGR_GT_Flatten(g->OGR_L_GetGeomType(t->layer));
    t->pointed = type == wkbPoint || type == wkbUnknown;
    for (int f = 0; f < g->OGR_FD_GetFieldCount(t->definition); f++) {
        const char *name = g->OGR_Fld_GetNameRef(g->OGR_FD_GetFieldDefn(t->definition, f));
        if (strcmp(name, "longitude") == 0 || strcmp(name, "latitude") == 0)
            t->pointed = false;
    }
    OGRSpatialReferenceH system = g->OGR_L_GetSpatialRef(t->layer);
    if (!t->pointed || !system)
        return ESEP_OK;
    return table_points_open_system(&t->points, system, &t->place, error);
}

static void gdal_add_text(const table_gdal *t, buffer *out, OGRFeatureH feature, int f)
{
    buffer_add_csv(out, text_from(t->g->OGR_F_GetFieldAsString(feature, f)));
}

static void gdal_add_list(const table_gdal *t, buffer *out, OGRFeatureH feature, int f)
{
    char **list = t->g->OGR_F_GetFieldAsStringList(feature, f);
    buffer joined = {0};
    for (size_t i = 0; list && list[i]; i++) {
        if (i)
            buffer_add_byte(&joined, ';');
        buffer_add_string(&joined, list[i]);
    }
    buffer_add_csv(out, buffer_text(&joined));
    out->failed = out->failed || joined.failed;
    buffer_free(&joined);
}

static void gdal_add_date(const table_gdal *t, buffer *out, OGRFeatureH feature, int f, OGRFieldType type)
{
    int year, month, day, hour, minute, zone;
    float second;
    if (!t->g->OGR_F_GetFieldAsDateTimeEx(feature, f, &year, &month, &day, &hour, &minute, &second, &zone))
        return;
    int milliseconds = (int)(second * 1000.0f + 0.5f);
    if (type != OFTTime)
        buffer_add_format(out, "%04d-%02d-%02d", year, month, day);
    if (type == OFTDate)
        return;
    buffer_add_format(out, "%s%02d:%02d:%02d", type == OFTTime ? "" : " ", hour, minute, milliseconds / 1000);
    if (milliseconds % 1000)
        buffer_add_format(out, ".%03d", milliseconds % 1000);
}

static void gdal_add_value(const table_gdal *t, buffer *out, OGRFeatureH feature, int f)
{
    const gdal_library *g = t->g;
    OGRFieldDefnH field = g->OGR_FD_GetFieldDefn(t->definition, f);
    OGRFieldType type = g->OGR_Fld_GetType(field);
    if (!g->OGR_F_IsFieldSetAndNotNull(feature, f))
        return;
    if (type == OFTInteger || type == OFTInteger64)
        buffer_add_format(out, "%lld", (long long)g->OGR_F_GetFieldAsInteger64(feature, f));
    else if (type == OFTReal)
        table_value_real(out, g->OGR_F_GetFieldAsDouble(feature, f));
    else if (type == OFTDate || type == OFTDateTime || type == OFTTime)
        gdal_add_date(t, out, feature, f, type);
    else if (type == OFTStringList || type == OFTIntegerList || type == OFTInteger64List ||
             type == OFTRealList)
        gdal_add_list(t, out, feature, f);
    else
        gdal_add_text(t, out, feature, f);
}

static void gdal_add_point(const table_gdal *t, buffer *out, OGRFeatureH feature)
{
    const gdal_library *g = t->g;
    OGRGeometryH geometry = g->OGR_F_GetGeometryRef(feature);
    bool there = geometry && g->OGR_GT_Flatten(g->OGR_G_GetGeometryType(geometry)) == wkbPoint &&
                 !g->OGR_G_IsEmpty(geometry);
    double x = there ? g->OGR_G_GetX(geometry, 0) : 0, y = there ? g->OGR_G_GetY(geometry, 0) : 0;
    there = there && table_points_turn(t->points, &x, &y);
    table_value_point(out, there, x, y);
}

static void gdal_add_header(const table_gdal *t, buffer *out)
{
    int n = t->g->OGR_FD_GetFieldCount(t->definition);
    for (int f = 0; f < n; f++) {
        table_value_begin(out, (size_t)f);
        buffer_add_csv(out, text_from(t->g->OGR_Fld_GetNameRef(t->g->OGR_FD_GetFieldDefn(t->definition, f))));
    }
    if (t->pointed)
        buffer_add_string(out, ",longitude,latitude");
}

static esep_status gdal_next(void *state, buffer *out, bool *any, esep_error *error)
{
    table_gdal *t = state;
    size_t start = out->length;
    *any = true;
    if (!t->header_given) {
        gdal_add_header(t, out);
        t->header_given = true;
        table_value_end_row(out, start);
        return ESEP_OK;
    }
    gdal_listen(t->g, &t->complaint);
    OGRFeatureH feature = t->g->OGR_L_GetNextFeature(t->layer);
    for (int f = 0; feature && f < t->g->OGR_FD_GetFieldCount(t->definition); f++) {
        table_value_begin(out, (size_t)f);
        gdal_add_value(t, out, feature, f);
    }
    if (feature && t->pointed)
        gdal_add_point(t, out, feature);
    gdal_listen_end(t->g);
    *any = feature != NULL;
    if (feature) {
        t->g->OGR_F_Destroy(feature);
        table_value_end_row(out, start);
    }
    return t->complaint.any ? gdal_fail(t, error) : ESEP_OK;
}

esep_status table_open_gdal(table_feed *rows, table_format format, const table_place *place,
                            esep_error *error)
{
    const gdal_library *g;
    ESEP_TRY(gdal_library_get(&g, table_format_name(format), place, error));
    table_gdal *t = calloc(1, sizeof *t);
    if (!t)
        return error_memory(error);
    t->g = g;
    t->format = format;
    t->place = *place;
    rows->state = t;
    rows->close = gdal_close;
    rows->next = gdal_next;
    ESEP_TRY(gdal_open_dataset(t, rows, error));
    ESEP_TRY(gdal_choose(t, error));
    t->definition = g->OGR_L_GetLayerDefn(t->layer);
    return gdal_prepare_points(t, error);
}

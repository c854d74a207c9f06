/* The polygons of a GeoJSON file (RFC 7946): read with jansson, built and asked with GEOS. */
#include "base/error.h"
#include "cube/derive_kinds.h"

#include <geos_c.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

enum { AREAS_MESSAGE_BYTES = 160 };

typedef struct derive_area {
    text name;
    GEOSGeometry *polygon;
} derive_area;

struct derive_areas {
    GEOSContextHandle_t geos;
    char message[AREAS_MESSAGE_BYTES]; /* what GEOS said last */
    derive_area *areas;                /* [n], in the order of the file */
    size_t n;
    const derivation *derivation;
    const char *path;
    size_t feature; /* being read, from 1 */
};

static void areas_hear(const char *message, void *into)
{
    text_copy_cut(into, AREAS_MESSAGE_BYTES, text_from(message));
}

/* Raise {1} the feature's number, {2} what is wrong with it. */
static esep_status areas_fail(const derive_areas *a, message_id message, const char *detail,
                              esep_error *error)
{
    char number[24];
    error_raise(error, ESEP_USAGE, message, error_number(number, (int64_t)a->feature), detail);
    return error_at(error, a->path, 0);
}

static esep_status areas_fail_shape(const derive_areas *a, esep_error *error)
{
    return areas_fail(a, MESSAGE_CUBE_AREA_SHAPE, a->message, error);
}

/* The text of the first of the properties "a|b|c" that the feature has; false where it has none of them. */
static bool areas_name(json_t *properties, text wanted, char *name, size_t size)
{
    while (wanted.length) {
        const char *bar = memchr(wanted.data, '|', wanted.length);
        size_t length = bar ? (size_t)(bar - wanted.data) : wanted.length;
        char key[256];
        text_copy_cut(key, sizeof key, text_trim((text){wanted.data, length}));
        const json_t *value = json_object_get(properties, key);
        name[0] = '\0';
        if (json_is_string(value))
            text_copy_cut(name, size, text_trim(text_from(json_string_value(value))));
        else if (json_is_integer(value))
            error_number(name, json_integer_value(value));
        if (name[0])
            return true;
        length += bar != NULL;
        wanted = (text){wanted.data + length, wanted.length - length};
    }
    return false;
}

/* The properties that the feature does have, for the message. */
static void areas_list_properties(json_t *properties, char *list, size_t size)
{
    const char *key;
    json_t *value;
    buffer all = {0};
    json_object_foreach(properties, key, value)
    {
        if (all.length)
            buffer_add_string(&all, ", ");
        buffer_add_string(&all, key);
    }
    text_copy_cut(list, size, buffer_text(&all));
    buffer_free(&all);
}

static GEOSGeometry *areas_ring(derive_areas *a, const json_t *points)
{
    size_t n = json_array_size(points);
    GEOSCoordSequence *sequence = n ? GEOSCoordSeq_create_r(a->geos, (unsigned)n, 2) : NULL;
    for (size_t i = 0; sequence && i < n; i++) {
        const json_t *point = json_array_get(points, i);
        const json_t *x = json_array_get(point, 0), *y = json_array_get(point, 1);
        bool degrees = json_is_number(x) && json_is_number(y) && json_number_value(x) >= -180 &&
                       json_number_value(x) <= 180 && json_number_value(y) >= -90 &&
                       json_number_value(y) <= 90;
        if (!degrees) {
            GEOSCoordSeq_destroy_r(a->geos, sequence);
            areas_hear("[longitude, latitude]?", a->message);
            return NULL;
        }
        GEOSCoordSeq_setXY_r(a->geos, sequence, (unsigned)i, json_number_value(x), json_number_value(y));
    }
    return sequence ? GEOSGeom_createLinearRing_r(a->geos, sequence) : NULL;
}

static GEOSGeometry *areas_polygon(derive_areas *a, const json_t *rings)
{
    size_t n = json_array_size(rings), made = 0;
    GEOSGeometry **all = calloc(n + 1, sizeof(GEOSGeometry *)), *polygon = NULL;
    while (all && made < n && (all[made] = areas_ring(a, json_array_get(rings, made))))
        made++;
    if (all && n && made == n)
        polygon = GEOSGeom_createPolygon_r(a->geos, all[0], all + 1, (unsigned)(n - 1));
    else {
        for (size_t i = 0; i < made; i++)
            GEOSGeom_destroy_r(a->geos, all[i]);
    }
    free(all);
    return polygon;
}

static GEOSGeometry *areas_polygons(derive_areas *a, const json_t *polygons)
{
    size_t n = json_array_size(polygons), made = 0;
    GEOSGeometry **all = calloc(n + 1, sizeof(GEOSGeometry *)), *whole = NULL;
    while (all && made < n && (all[made] = areas_polygon(a, json_array_get(polygons, made))))
        made++;
    if (all && made == n)
        whole = GEOSGeom_createCollection_r(a->geos, GEOS_MULTIPOLYGON, all, (unsigned)n);
    else {
        for (size_t i = 0; i < made; i++)
            GEOSGeom_destroy_r(a->geos, all[i]);
    }
    free(all);
    return whole;
}

/* One feature. One without a geometry holds no point and is passed over. */
static esep_status areas_add(derive_areas *a, const json_t *feature, arena *memory, esep_error *error)
{
    const json_t *geometry = json_object_get(feature, "geometry");
    json_t *properties = json_object_get(feature, "properties");
    const char *type = json_string_value(json_object_get(geometry, "type"));
    const json_t *coordinates = json_object_get(geometry, "coordinates");
    char name[ESEP_ERROR_ARGUMENT_BYTES];
    if (json_is_null(geometry))
        return ESEP_OK;
    if (!areas_name(properties, a->derivation->property, name, sizeof name)) {
        areas_list_properties(properties, name, sizeof name);
        char wanted[ESEP_ERROR_ARGUMENT_BYTES], number[24];
        text_copy_cut(wanted, sizeof wanted, a->derivation->property);
        error_raise(error, ESEP_USAGE, MESSAGE_CUBE_AREA_NAMELESS, error_number(number, (int64_t)a->feature),
                    wanted, name);
        return error_at(error, a->path, 0);
    }
    text_copy_cut(a->message, sizeof a->message, text_from(type ? type : "geometry?"));
    derive_area *area = &a->areas[a->n];
    if (type && strcmp(type, "Polygon") == 0)
        area->polygon = areas_polygon(a, coordinates);
    else if (type && strcmp(type, "MultiPolygon") == 0)
        area->polygon = areas_polygons(a, coordinates);
    if (!area->polygon)
        return areas_fail_shape(a, error);
    a->n++;
    area->name = derive_keep(memory, text_from(name));
    return area->name.data ? ESEP_OK : error_memory(error);
}

static esep_status areas_read(derive_areas *a, json_t *root, arena *memory, esep_error *error)
{
    const json_t *features = json_object_get(root, "features");
    size_t n = json_array_size(features);
    a->areas = ARENA_TAKE(memory, n + 1, derive_area);
    if (!a->areas)
        return error_memory(error);
    for (size_t i = 0; i < n; i++) {
        a->feature = i + 1;
        ESEP_TRY(areas_add(a, json_array_get(features, i), memory, error));
    }
    if (a->n)
        return ESEP_OK;
    error_raise(error, ESEP_USAGE, MESSAGE_CUBE_AREAS_NONE);
    return error_at(error, a->path, 0);
}

static esep_status areas_load(derive_areas *a, arena *memory, esep_error *error)
{
    json_error_t wrong;
    json_t *root = json_load_file(a->path, JSON_REJECT_DUPLICATES, &wrong);
    if (!root) {
        error_raise(error, ESEP_USAGE, MESSAGE_CUBE_AREAS_UNREADABLE, wrong.text);
        return error_at(error, a->path, wrong.line > 0 ? (uint64_t)wrong.line : 0);
    }
    esep_status status = areas_read(a, root, memory, error);
    json_decref(root);
    return status;
}

esep_status derive_areas_create(derive_areas **out, const derivation *d, arena *memory, esep_error *error)
{
    derive_areas *a = calloc(1, sizeof *a);
    text path = arena_copy(memory, d->boundaries);
    if (!a || !path.data) {
        free(a);
        return error_memory(error);
    }
    *out = a; /* ended with the plan, also after a failure */
    a->derivation = d;
    a->path = path.data;
    a->geos = GEOS_init_r();
    if (!a->geos)
        return error_memory(error);
    GEOSContext_setErrorMessageHandler_r(a->geos, areas_hear, a->message);
    return areas_load(a, memory, error);
}

void derive_areas_free(derive_areas *areas)
{
    if (!areas)
        return;
    for (size_t i = 0; areas->areas && i < areas->n; i++)
        GEOSGeom_destroy_r(areas->geos, areas->areas[i].polygon);
    if (areas->geos)
        GEOS_finish_r(areas->geos);
    free(areas);
}

/* A worker's part: preparing a polygon writes into it, so each has its own, in a context of its own. */

enum { FINDER_MEMORY = 4096, FINDER_NODE = 8 };

/* A point looked up, by the two texts that it was written in, at most sixteen bytes each. */
typedef struct finder_memory {
    derive_print prints[2];
    bool used;
    derive_found found;
    size_t area;
} finder_memory;

typedef struct finder_area {
    GEOSGeometry *polygon;
    const GEOSPreparedGeometry *prepared;
} finder_area;

struct derive_finder {
    const derive_areas *areas;
    GEOSContextHandle_t geos;
    char message[AREAS_MESSAGE_BYTES];
    bool failed;
    finder_area *own; /* [areas->n] */
    GEOSSTRtree *tree;
    finder_memory *memory;
    /* Of the lookup under way. */
    const GEOSGeometry *point;
    size_t first;
};

static esep_status finder_fill(derive_finder *f, esep_error *error)
{
    const derive_areas *areas = f->areas;
    f->geos = GEOS_init_r();
    f->own = calloc(areas->n, sizeof *f->own);
    f->memory = calloc(FINDER_MEMORY, sizeof *f->memory);
    if (!f->geos || !f->own || !f->memory)
        return error_memory(error);
    GEOSContext_setErrorMessageHandler_r(f->geos, areas_hear, f->message);
    f->tree = GEOSSTRtree_create_r(f->geos, FINDER_NODE);
    for (size_t i = 0; f->tree && i < areas->n; i++) {
        f->own[i].polygon = GEOSGeom_clone_r(f->geos, areas->areas[i].polygon);
        f->own[i].prepared = f->own[i].polygon ? GEOSPrepare_r(f->geos, f->own[i].polygon) : NULL;
        if (!f->own[i].prepared)
            return error_memory(error);
        GEOSSTRtree_insert_r(f->geos, f->tree, f->own[i].polygon, &f->own[i]);
    }
    return f->tree ? ESEP_OK : error_memory(error);
}

esep_status derive_finder_create(derive_finder **out, const derive_areas *areas, esep_error *error)
{
    derive_finder *f = calloc(1, sizeof *f);
    if (!f)
        return error_memory(error);
    f->areas = areas;
    *out = f; /* ended with the worker, also after a failure */
    return finder_fill(f, error);
}

void derive_finder_free(derive_finder *f)
{
    if (!f)
        return;
    if (f->tree)
        GEOSSTRtree_destroy_r(f->geos, f->tree);
    for (size_t i = 0; f->own && i < f->areas->n; i++) {
        if (f->own[i].prepared)
            GEOSPreparedGeom_destroy_r(f->geos, f->own[i].prepared);
        if (f->own[i].polygon)
            GEOSGeom_destroy_r(f->geos, f->own[i].polygon);
    }
    if (f->geos)
        GEOS_finish_r(f->geos);
    free(f->own);
    free(f->memory);
    free(f);
}

/* A polygon whose box holds the point: the tree gives them in no order. */
static void finder_try(void *item, void *context)
{
    derive_finder *f = context;
    const finder_area *area = item;
    size_t index = (size_t)(area - f->own);
    if (index >= f->first)
        return;
    char answer = GEOSPreparedIntersects_r(f->geos, area->prepared, f->point);
    if (answer == 1)
        f->first = index;
    f->failed = f->failed || answer == 2;
}

static size_t finder_look(derive_finder *f, double longitude, double latitude)
{
    GEOSGeometry *point = GEOSGeom_createPointFromXY_r(f->geos, longitude, latitude);
    f->first = f->areas->n;
    f->failed = f->failed || !point;
    if (!point)
        return f->first;
    f->point = point;
    GEOSSTRtree_query_r(f->geos, f->tree, point, finder_try, f);
    GEOSGeom_destroy_r(f->geos, point);
    return f->first;
}

/* The double nearest to the decimal where it has up to 15 digits and 22 decimals (Clinger, "How to Read Floating Point Numbers
 * Accurately", PLDI 1990); longer ones are cut to about 17 digits, some nanometres on the ground. */
static double finder_real(decimal number)
{
    static const int128 most = (int128)1 << 53;
    double power = 1;
    while (number.scale > 22 || (number.scale > 0 && (number.mantissa > most || number.mantissa < -most))) {
        number.mantissa /= 10;
        number.scale--;
    }
    for (int i = 0; i < number.scale; i++)
        power *= 10;
    return (double)number.mantissa / power;
}

static bool finder_degrees(text cell, double most, double *degrees)
{
    decimal number;
    if (decimal_read(&number, cell, true) != DECIMAL_OK)
        return false;
    *degrees = finder_real(number);
    return *degrees >= -most && *degrees <= most;
}

static derive_found finder_judge(derive_finder *f, text longitude, text latitude, size_t *area)
{
    double x, y;
    if (!finder_degrees(longitude, 180, &x) || !finder_degrees(latitude, 90, &y))
        return DERIVE_NOWHERE;
    *area = finder_look(f, x, y);
    return *area < f->areas->n ? DERIVE_INSIDE : DERIVE_OUTSIDE;
}

derive_found derive_finder_value(derive_finder *f, text longitude, text latitude, text *area)
{
    finder_memory asked = {{derive_print_of(longitude), derive_print_of(latitude)}, .used = true};
    uint64_t hash = derive_print_hash(asked.prints[0]) * 3 + derive_print_hash(asked.prints[1]);
    finder_memory unknown = {0}, *known = &f->memory[hash % FINDER_MEMORY];
    if (longitude.length > DERIVE_SHORT || latitude.length > DERIVE_SHORT)
        known = &unknown;
    if (!known->used || memcmp(known->prints, asked.prints, sizeof asked.prints) != 0) {
        asked.found = finder_judge(f, longitude, latitude, &asked.area);
        *known = asked;
    }
    if (known->found == DERIVE_INSIDE)
        *area = f->areas->areas[known->area].name;
    return known->found;
}

esep_status derive_finder_status(const derive_finder *f, esep_error *error)
{
    if (!f->failed)
        return ESEP_OK;
    error_raise(error, ESEP_SYSTEM, MESSAGE_CUBE_AREA_FAILED, f->message);
    return error_at(error, f->areas->path, 0);
}

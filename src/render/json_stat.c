/* JSON-stat 2.0 (json-stat.org/full): the observations as one dataset, sparse. */
#include "base/error.h"
#include "render/json_text.h"
#include "render/machine.h"
#include "render/observations.h"
#include "render/people.h"
#include "render/render.h"

#include <stdlib.h>
#include <string.h>

/* A dimension's categories in the order of their first appearance. */
typedef struct json_stat_dimension {
    text *categories;
    size_t n;
} json_stat_dimension;

static size_t json_stat_find(const json_stat_dimension *dimension, text category)
{
    size_t i = 0;
    while (i < dimension->n && !text_equal(dimension->categories[i], category))
        i++;
    return i;
}

static json_stat_dimension *json_stat_dimensions(observations *o)
{
    json_stat_dimension *dimensions = ARENA_TAKE(&o->memory, o->n_dimensions, json_stat_dimension);
    for (size_t i = 0; dimensions && i < o->n_dimensions; i++) {
        dimensions[i].categories = ARENA_TAKE(&o->memory, o->n_points + 1, text);
        if (!dimensions[i].categories)
            return NULL;
        for (size_t p = 0; p < o->n_points; p++) {
            if (json_stat_find(&dimensions[i], o->points[p].keys[i]) == dimensions[i].n)
                dimensions[i].categories[dimensions[i].n++] = o->points[p].keys[i];
        }
    }
    return dimensions;
}

static void json_stat_list(buffer *out, const text *texts, size_t n)
{
    buffer_add_byte(out, '[');
    for (size_t i = 0; i < n; i++) {
        buffer_add_string(out, i ? ", " : "");
        json_text(out, texts[i]);
    }
    buffer_add_byte(out, ']');
}

static void json_stat_dimension_add(buffer *out, text name, const json_stat_dimension *dimension)
{
    buffer_add_string(out, "\n    ");
    json_text(out, name);
    buffer_add_string(out, ": {\"label\": ");
    json_text(out, name);
    buffer_add_string(out, ", \"category\": {\"index\": ");
    json_stat_list(out, dimension->categories, dimension->n);
    buffer_add_string(out, "}}");
}

/* The point's place in the cube, row-major; false where the cube would have more places than can be numbered. */
static bool json_stat_place(uint64_t *place, const observations *o, const json_stat_dimension *dimensions,
                            const observations_point *point)
{
    *place = 0;
    for (size_t i = 0; i < o->n_dimensions; i++) {
        if (__builtin_mul_overflow(*place, (uint64_t)dimensions[i].n, place) || *place >> 53)
            return false;
        *place += json_stat_find(&dimensions[i], point->keys[i]);
    }
    return true;
}

static bool json_stat_values(buffer *out, const observations *o, const json_stat_dimension *dimensions)
{
    bool any = false;
    uint64_t place;
    buffer_add_string(out, "\n  \"value\": {");
    for (size_t p = 0; p < o->n_points; p++) {
        if (!json_stat_place(&place, o, dimensions, &o->points[p]))
            return false;
        if (!o->points[p].value ||
            (o->points[p].value->kind == DOCUMENT_REAL && o->points[p].value->as.real * 0 != 0))
            continue;
        buffer_add_format(out, "%s\"%llu\": ", any ? ", " : "", (unsigned long long)place);
        machine_value(out, ESEP_EN, o->points[p].value);
        any = true;
    }
    buffer_add_string(out, "},\n  \"status\": {");
    any = false;
    for (size_t p = 0; p < o->n_points; p++) {
        if (!o->points[p].status.length || !json_stat_place(&place, o, dimensions, &o->points[p]))
            continue;
        buffer_add_format(out, "%s\"%llu\": ", any ? ", " : "", (unsigned long long)place);
        json_text(out, o->points[p].status);
        any = true;
    }
    buffer_add_byte(out, '}');
    return true;
}

static void json_stat_head(buffer *out, const document *d, const observations *o,
                           const json_stat_dimension *dimensions, esep_language language)
{
    buffer title = {0};
    for (const document_block *block = d->first; block && !title.length; block = block->next) {
        if (block->kind == DOCUMENT_TITLE)
            people_message(&title, language, block->message);
    }
    buffer_add_string(out, "{\n  \"version\": \"2.0\",\n  \"class\": \"dataset\",\n  \"label\": ");
    json_text(out, title.length ? buffer_text(&title) : text_from(""));
    out->failed |= title.failed;
    buffer_free(&title);
    buffer_add_string(out, ",\n  \"id\": ");
    json_stat_list(out, o->names, o->n_dimensions);
    buffer_add_string(out, ",\n  \"size\": [");
    for (size_t i = 0; i < o->n_dimensions; i++)
        buffer_add_format(out, "%s%zu", i ? ", " : "", dimensions[i].n);
    buffer_add_string(
        out, "],\n  \"role\": {\"metric\": [\"indicator\"], \"time\": [\"period\"]},\n  \"dimension\": {");
    for (size_t i = 0; i < o->n_dimensions; i++) {
        buffer_add_string(out, i ? "," : "");
        json_stat_dimension_add(out, o->names[i], &dimensions[i]);
    }
    buffer_add_string(out, "\n  },");
}

esep_status render_json_stat(buffer *out, const document *d, const render_options *options, esep_error *error)
{
    observations o;
    ESEP_TRY(document_status(d, error));
    esep_status status = observations_gather(&o, d, error);
    json_stat_dimension *dimensions = status == ESEP_OK ? json_stat_dimensions(&o) : NULL;
    if (status == ESEP_OK && !dimensions)
        status = error_memory(error);
    if (status == ESEP_OK) {
        json_stat_head(out, d, &o, dimensions, options->language);
        if (!json_stat_values(out, &o, dimensions))
            status = error_raise(error, ESEP_USAGE, MESSAGE_OBSERVATIONS_TOO_LARGE);
        buffer_add_string(out, "\n}\n");
    }
    observations_free(&o);
    return status == ESEP_OK ? buffer_status(out, error) : status;
}

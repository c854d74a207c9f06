#include "render/observations.h"

#include "base/error.h"
#include "render/machine.h"

#include <stdio.h>
#include <string.h>

const char *observations_period(char out[OBSERVATIONS_PERIOD_BYTES], period p)
{
    period named = period_named(p);
    day_date first = day_to_date(named.first);
    char iso[11];
    day_week week;
    switch (named.kind) {
    case PERIOD_YEAR:
        snprintf(out, OBSERVATIONS_PERIOD_BYTES, "%04d", first.year);
        break;
    case PERIOD_HALF:
        snprintf(out, OBSERVATIONS_PERIOD_BYTES, "%04d-S%d", first.year, first.month > 6 ? 2 : 1);
        break;
    case PERIOD_QUARTER:
        snprintf(out, OBSERVATIONS_PERIOD_BYTES, "%04d-Q%d", first.year, (first.month + 2) / 3);
        break;
    case PERIOD_MONTH:
        snprintf(out, OBSERVATIONS_PERIOD_BYTES, "%04d-%02d", first.year, first.month);
        break;
    case PERIOD_WEEK:
        week = day_iso_week(named.first);
        snprintf(out, OBSERVATIONS_PERIOD_BYTES, "%04d-W%02d", week.year, week.week);
        break;
    default:
        if (named.first == named.last)
            snprintf(out, OBSERVATIONS_PERIOD_BYTES, "%s", day_iso(iso, named.first));
        else
            snprintf(out, OBSERVATIONS_PERIOD_BYTES, "%s/P%dD", day_iso(iso, named.first),
                     period_days(named));
    }
    return out;
}

static const document_fact *observations_member(const document_fact *object, const char *name)
{
    const document_fact *member = object->first;
    while (member && (!member->name || strcmp(member->name, name) != 0))
        member = member->next;
    return member;
}

/* A leaf's bytes in the arena. */
static text observations_words(arena *memory, const document_fact *leaf)
{
    buffer words = {0};
    if (leaf && leaf->value.kind == DOCUMENT_PERIOD) {
        char written[OBSERVATIONS_PERIOD_BYTES];
        buffer_add_string(&words, observations_period(written, leaf->value.as.span));
    } else if (leaf) {
        machine_value(&words, ESEP_EN, &leaf->value);
    }
    text copy =
        words.failed ? (text){0} : arena_copy(memory, words.length ? buffer_text(&words) : text_from(""));
    buffer_free(&words);
    return copy;
}

/* A category's key: an empty cell would mean "not given" to a reader of SDMX-CSV. */
static text observations_category(arena *memory, const document_fact *leaf)
{
    text words = observations_words(memory, leaf);
    return words.data && words.length == 0 ? text_from(OBSERVATIONS_NONE) : words;
}

/* The names of all dimensions, in the order of their first appearance, between indicator and period. */
static bool observations_find_names(observations *o, const document_fact *list)
{
    size_t most = 2;
    for (const document_fact *row = list->first; row; row = row->next) {
        const document_fact *by = observations_member(row, "dimensions");
        for (const document_fact *member = by ? by->first : NULL; member; member = member->next)
            most++;
    }
    o->names = ARENA_TAKE(&o->memory, most, text);
    if (!o->names)
        return false;
    o->names[o->n_dimensions++] = text_from("indicator");
    for (const document_fact *row = list->first; row; row = row->next) {
        const document_fact *by = observations_member(row, "dimensions");
        for (const document_fact *member = by ? by->first : NULL; member; member = member->next) {
            size_t i = 1;
            while (i < o->n_dimensions && !text_equal(o->names[i], text_from(member->name)))
                i++;
            if (i == o->n_dimensions)
                o->names[o->n_dimensions++] = text_from(member->name);
        }
    }
    o->names[o->n_dimensions++] = text_from("period");
    return true;
}

static bool observations_same_keys(const observations *o, const text *a, const text *b)
{
    for (size_t i = 0; i < o->n_dimensions; i++) {
        if (!text_equal(a[i], b[i]))
            return false;
    }
    return true;
}

/* Add the point unless its place is taken; a base point gives way to the observation of its own period. */
static void observations_add(observations *o, observations_point point)
{
    for (size_t i = 0; i < o->n_points; i++) {
        if (!observations_same_keys(o, o->points[i].keys, point.keys))
            continue;
        if (!o->points[i].status.data && point.status.data)
            o->points[i] = point;
        return;
    }
    o->points[o->n_points++] = point;
}

static const document_value *observations_value(const document_fact *leaf)
{
    return leaf && leaf->value.kind != DOCUMENT_EMPTY ? &leaf->value : NULL;
}

static bool observations_add_row(observations *o, const document_fact *row)
{
    const document_fact *by = observations_member(row, "dimensions"),
                        *base_span = observations_member(row, "base_period");
    text *keys = ARENA_TAKE(&o->memory, 2 * o->n_dimensions, text),
         *base_keys = keys ? keys + o->n_dimensions : NULL;
    if (!keys)
        return false;
    keys[0] = observations_words(&o->memory, observations_member(row, "indicator"));
    for (size_t i = 1; i + 1 < o->n_dimensions; i++) {
        const document_fact *category = by ? observations_member(by, o->names[i].data) : NULL;
        keys[i] = category ? observations_category(&o->memory, category) : text_from(OBSERVATIONS_TOTAL);
    }
    keys[o->n_dimensions - 1] = observations_words(&o->memory, observations_member(row, "period"));
    text status = observations_words(&o->memory, observations_member(row, "status"));
    for (size_t i = 0; i < o->n_dimensions; i++) {
        if (!keys[i].data)
            return false;
    }
    observations_add(
        o, (observations_point){keys, observations_value(observations_member(row, "value")), status});
    const document_value *base = observations_value(observations_member(row, "base"));
    if (!base || !base_span || base_span->value.kind == DOCUMENT_EMPTY)
        return status.data != NULL;
    memcpy(base_keys, keys, o->n_dimensions * sizeof *keys);
    base_keys[o->n_dimensions - 1] = observations_words(&o->memory, base_span);
    observations_add(o, (observations_point){base_keys, base, {0}});
    return status.data && base_keys[o->n_dimensions - 1].data;
}

esep_status observations_gather(observations *out, const document *d, esep_error *error)
{
    size_t rows = 0;
    const document_fact *list = observations_member(&d->facts, "observations");
    *out = (observations){0};
    if (!list || list->shape != DOCUMENT_ARRAY)
        return error_raise(error, ESEP_USAGE, MESSAGE_OBSERVATIONS_NONE);
    for (const document_fact *row = list->first; row; row = row->next)
        rows++;
    out->points = ARENA_TAKE(&out->memory, 2 * rows + 1, observations_point);
    if (!out->points || !observations_find_names(out, list))
        return error_memory(error);
    for (const document_fact *row = list->first; row; row = row->next) {
        if (!observations_add_row(out, row))
            return error_memory(error);
    }
    return ESEP_OK;
}

void observations_free(observations *o)
{
    arena_free(&o->memory);
}

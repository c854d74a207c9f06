/* registers: NAME: dimensions: NAME: {…} */
#include "definition/code_list.h"
#include "definition/parts.h"
#include "definition/paths.h"

#include <stdio.h>
#include <string.h>

enum { DIMENSIONS = 1000, DIMENSION_BANDS = 1000, DIMENSION_LABELS = 2000 };

/* A dimension with what its keys say, before it is clear what they make together. */
typedef struct dimension_reading {
    definition_dimension *d;
    const yaml_node *by, *bands, *area, *labels;
    const yaml_node *part_at;
    text from, of, longitude, latitude, property, otherwise;
    code_list_request codes;
    derivation_kind part;
} dimension_reading;

static esep_status keep_node(reading *r, const yaml_node *value, void *into)
{
    (void)r;
    *(const yaml_node **)into = value;
    return ESEP_OK;
}

static esep_status dimension_label(reading *r, const yaml_node *value, void *into)
{
    return reading_words(r, value, &((dimension_reading *)into)->d->label);
}

static esep_status dimension_part(reading *r, const yaml_node *value, void *into)
{
    static const char *const names[] = {"weekday", "hour", "month", "year"};
    static const derivation_kind kinds[] = {DERIVATION_WEEKDAY, DERIVATION_HOUR, DERIVATION_MONTH,
                                            DERIVATION_YEAR};
    dimension_reading *d = into;
    size_t chosen;
    ESEP_TRY(reading_choice(r, value, names, 4, &chosen));
    d->part = kinds[chosen];
    d->part_at = value;
    return ESEP_OK;
}

const reading_key dimension_keys[] = {
    {"label", dimension_label, 0},
    {"labels", keep_node, offsetof(dimension_reading, labels)},
    {"from", reading_text, offsetof(dimension_reading, from)},
    {"by", keep_node, offsetof(dimension_reading, by)},
    {"column", reading_text, offsetof(dimension_reading, codes.category)},
    {"code", reading_text, offsetof(dimension_reading, codes.code)},
    {"otherwise", reading_text, offsetof(dimension_reading, otherwise)},
    {"bands", keep_node, offsetof(dimension_reading, bands)},
    {"part", dimension_part, 0},
    {"of", reading_text, offsetof(dimension_reading, of)},
    {"area", keep_node, offsetof(dimension_reading, area)},
    {"property", reading_text, offsetof(dimension_reading, property)},
    {"longitude", reading_text, offsetof(dimension_reading, longitude)},
    {"latitude", reading_text, offsetof(dimension_reading, latitude)},
    READING_KEYS_END,
};

/* The user's labels come first: built-in ones and those of a code list do not replace them. */
static esep_status dimension_labels(reading *r, dimension_reading *d)
{
    if (!d->labels)
        return ESEP_OK;
    size_t mark = reading_enter(r, text_from("labels"));
    ESEP_TRY(reading_want(r, d->labels, YAML_MAPPING));
    ESEP_TRY(reading_limit(r, d->labels, DIMENSION_LABELS));
    for (size_t i = 0; i < d->labels->n; i++) {
        const yaml_entry *entry = &d->labels->entries[i];
        definition_words words;
        size_t inner = reading_enter(r, entry->key);
        ESEP_TRY(reading_words(r, entry->value, &words));
        ESEP_TRY(dimension_add_label(r, d->d, entry->key, &words, 0));
        reading_leave(r, inner);
    }
    reading_leave(r, mark);
    return ESEP_OK;
}

typedef struct band_reading {
    decimal from, below;
    bool has_from, has_below, has_label;
    definition_words label;
} band_reading;

static esep_status band_number(reading *r, const yaml_node *value, decimal *out)
{
    if (value->kind == YAML_TEXT && decimal_read(out, value->scalar, false) == DECIMAL_OK)
        return ESEP_OK;
    return reading_fail(r, value, MESSAGE_DEFINITION_WANTS_NUMBER, NULL, NULL);
}

static esep_status band_from(reading *r, const yaml_node *value, void *into)
{
    band_reading *b = into;
    b->has_from = true;
    return band_number(r, value, &b->from);
}

static esep_status band_below(reading *r, const yaml_node *value, void *into)
{
    band_reading *b = into;
    b->has_below = true;
    return band_number(r, value, &b->below);
}

static esep_status band_label(reading *r, const yaml_node *value, void *into)
{
    band_reading *b = into;
    b->has_label = true;
    return reading_words(r, value, &b->label);
}

const reading_key band_keys[] = {
    {"from", band_from, 0},
    {"below", band_below, 0},
    {"label", band_label, 0},
    READING_KEYS_END,
};

/* "<18", "18-29", "60+"; with other than whole numbers "0.5-<1.5", since nobody knows the last number of such a band. `dash` joins them. */
static void band_name(char out[160], const derivation_band *b, const char *dash)
{
    char low[DECIMAL_BYTES], high[DECIMAL_BYTES];
    decimal last = b->high;
    bool whole = b->low.scale == 0 && b->high.scale == 0 && b->has_low && b->has_high;
    if (whole)
        last.mantissa--;
    decimal_print(low, b->low);
    decimal_print(high, last);
    if (!b->has_low)
        snprintf(out, 160, "<%s", high);
    else if (!b->has_high)
        snprintf(out, 160, "%s+", low);
    else if (whole && decimal_compare(b->low, last) == 0)
        snprintf(out, 160, "%s", low);
    else
        snprintf(out, 160, "%s%s%s%s", low, dash, whole ? "" : "<", high);
}

static esep_status band_add(reading *r, definition_dimension *d, derivation_band *band,
                            const band_reading *from)
{
    char category[160], label[160];
    band_name(category, band, "-");
    band_name(label, band, "–");
    band->category = arena_copy(r->memory, text_from(category));
    text shown = arena_copy(r->memory, text_from(label));
    if (!band->category.data || !shown.data)
        return error_memory(r->error);
    definition_words words = {{shown, shown, shown}};
    return dimension_add_label(r, d, band->category, from->has_label ? &from->label : &words,
                               d->n_categories);
}

/* One band: {from: 18, below: 30}; or a bare number, from which it goes to the next one, the last without end. */
static esep_status band_read(reading *r, const yaml_node *bands, size_t i, band_reading *b)
{
    const yaml_node *item = bands->entries[i].value;
    *b = (band_reading){0};
    if (item->kind == YAML_TEXT) {
        ESEP_TRY(band_from(r, item, b));
        return i + 1 < bands->n ? band_below(r, bands->entries[i + 1].value, b) : ESEP_OK;
    }
    ESEP_TRY(reading_mapping(r, item, band_keys, b));
    if (!b->has_from && !b->has_below)
        return reading_fail(r, item, MESSAGE_DEFINITION_BAND_OPEN, NULL, NULL);
    return ESEP_OK;
}

static bool bands_in_order(const derivation_band *before, const derivation_band *band)
{
    return before->has_high && band->has_low && decimal_compare(before->high, band->low) <= 0;
}

static esep_status dimension_bands(reading *r, dimension_reading *d)
{
    size_t mark = reading_enter(r, text_from("bands"));
    ESEP_TRY(reading_want(r, d->bands, YAML_LIST));
    ESEP_TRY(reading_limit(r, d->bands, DIMENSION_BANDS));
    if (d->bands->n == 0)
        return reading_fail(r, d->bands, MESSAGE_DEFINITION_WANTS_LIST, NULL, NULL);
    derivation_band *bands = ARENA_TAKE(r->memory, d->bands->n, derivation_band);
    if (!bands)
        return error_memory(r->error);
    yaml_kind kind = d->bands->entries[0].value->kind;
    for (size_t i = 0; i < d->bands->n; i++) {
        const yaml_node *item = d->bands->entries[i].value;
        band_reading b;
        if (item->kind != kind)
            return reading_fail(r, item, MESSAGE_DEFINITION_BANDS_MIXED, NULL, NULL);
        ESEP_TRY(band_read(r, d->bands, i, &b));
        bands[i] = (derivation_band){b.has_from, b.has_below, b.from, b.below, {0}};
        bool empty = b.has_from && b.has_below && decimal_compare(b.from, b.below) >= 0;
        if (empty || (i && !bands_in_order(&bands[i - 1], &bands[i])))
            return reading_fail(r, item, MESSAGE_DEFINITION_BANDS_ORDER, NULL, NULL);
        ESEP_TRY(band_add(r, d->d, &bands[i], &b));
    }
    reading_leave(r, mark);
    d->d->derived.bands = bands;
    d->d->derived.n_bands = d->bands->n;
    return ESEP_OK;
}

static esep_status dimension_area(reading *r, const yaml_node *at, dimension_reading *d)
{
    derivation *derived = &d->d->derived;
    const char *path;
    if (!d->property.data || !d->longitude.data || !d->latitude.data)
        return reading_fail(r, at, MESSAGE_DEFINITION_KEY_MISSING,
                            !d->property.data    ? "property"
                            : !d->longitude.data ? "longitude"
                                                 : "latitude",
                            NULL);
    size_t mark = reading_enter(r, text_from("area"));
    ESEP_TRY(path_confined(r, d->area, false, &path));
    reading_leave(r, mark);
    derived->boundaries = text_from(path);
    derived->property = d->property;
    derived->columns[0] = d->longitude;
    derived->columns[1] = d->latitude;
    derived->n_columns = 2;
    return ESEP_OK;
}

static esep_status dimension_codes(reading *r, dimension_reading *d)
{
    size_t mark = reading_enter(r, text_from("by"));
    ESEP_TRY(path_confined(r, d->by, true, &d->codes.path));
    ESEP_TRY(code_list_read(r, d->by, &d->codes, d->d));
    reading_leave(r, mark);
    return ESEP_OK;
}

/* A key that does nothing for this kind of dimension is a misunderstanding, and is told. */
static esep_status dimension_check_keys(reading *r, const yaml_node *at)
{
    static const struct {
        const char *key, *with[2];
    } needs[] = {
        {"column", {"by", NULL}},     {"code", {"by", NULL}},        {"of", {"part", NULL}},
        {"property", {"area", NULL}}, {"longitude", {"area", NULL}}, {"latitude", {"area", NULL}},
        {"from", {"by", "bands"}},
    };
    static const char *const kinds[] = {"by", "bands", "part", "area"};
    const char *kind = NULL;
    for (size_t i = 0; i < 4; i++) {
        if (kind && yaml_tree_get(at, kinds[i]))
            return reading_fail(r, at, MESSAGE_DEFINITION_NOT_BOTH, kind, kinds[i]);
        kind = yaml_tree_get(at, kinds[i]) ? kinds[i] : kind;
    }
    for (size_t i = 0; i < sizeof needs / sizeof *needs; i++) {
        const char *one = needs[i].with[0], *other = needs[i].with[1];
        if (yaml_tree_get(at, needs[i].key) && !yaml_tree_get(at, one) &&
            !(other && yaml_tree_get(at, other)))
            return reading_fail(r, at, MESSAGE_DEFINITION_KEY_NEEDS, needs[i].key,
                                other ? "by / bands" : one);
    }
    if (yaml_tree_get(at, "otherwise") && !kind)
        return reading_fail(r, at, MESSAGE_DEFINITION_KEY_NEEDS, "otherwise", "by / bands / area");
    return ESEP_OK;
}

/* What the keys make together. */
static esep_status dimension_derive(reading *r, const yaml_node *at, dimension_reading *d)
{
    derivation *derived = &d->d->derived;
    d->d->is_derived = d->by || d->bands || d->part_at || d->area;
    if (!d->d->is_derived)
        return ESEP_OK;
    derived->name = d->d->name;
    derived->otherwise = d->otherwise;
    if (d->part_at) {
        derived->kind = d->part;
        derived->columns[0] = d->of;
        derived->n_columns = d->of.data != NULL;
        return part_labels(r, d->d);
    }
    derived->kind = d->by ? DERIVATION_CODES : d->bands ? DERIVATION_BANDS : DERIVATION_AREA;
    if (d->area)
        return dimension_area(r, at, d);
    if (!d->from.data)
        return reading_fail(r, at, MESSAGE_DEFINITION_KEY_MISSING, "from", NULL);
    derived->columns[0] = d->from;
    derived->n_columns = 1;
    return d->by ? dimension_codes(r, d) : dimension_bands(r, d);
}

static esep_status dimension_read(reading *r, const yaml_node *value, definition_dimension *into)
{
    dimension_reading d = {.d = into};
    /* `district:` alone: a column as it is. */
    if (value->kind == YAML_NOTHING)
        return ESEP_OK;
    ESEP_TRY(reading_mapping(r, value, dimension_keys, &d));
    ESEP_TRY(dimension_check_keys(r, value));
    ESEP_TRY(dimension_labels(r, &d));
    return dimension_derive(r, value, &d);
}

/* A derivation may use an earlier one; of a later one there is no value yet. */
static esep_status dimensions_check_order(reading *r, const yaml_node *value, const definition_register *g)
{
    for (size_t i = 0; i < g->n_dimensions; i++) {
        const derivation *derived = &g->dimensions[i].derived;
        for (size_t c = 0; c < derived->n_columns; c++) {
            ptrdiff_t used = definition_find_dimension(g, derived->columns[c]);
            bool later = used >= (ptrdiff_t)i && g->dimensions[used].is_derived;
            if (later)
                return reading_fail(r, value->entries[i].value, MESSAGE_DEFINITION_DIMENSION_LATER,
                                    g->dimensions[i].name.data, derived->columns[c].data);
        }
    }
    return ESEP_OK;
}

esep_status dimensions_read(reading *r, const yaml_node *value, definition_register *into)
{
    ESEP_TRY(reading_want(r, value, YAML_MAPPING));
    ESEP_TRY(reading_limit(r, value, DIMENSIONS));
    into->n_dimensions = value->n;
    into->dimensions = ARENA_TAKE(r->memory, value->n + 1, definition_dimension);
    if (!into->dimensions)
        return error_memory(r->error);
    for (size_t i = 0; i < value->n; i++) {
        const yaml_entry *entry = &value->entries[i];
        definition_dimension *d = &into->dimensions[i];
        d->name = entry->key;
        d->place = (definition_place){value->path, entry->line};
        size_t mark = reading_enter(r, entry->key);
        ESEP_TRY(dimension_read(r, entry->value, d));
        reading_leave(r, mark);
    }
    return dimensions_check_order(r, value, into);
}

/* bulletin: {…} */
#include "definition/parts.h"
#include "definition/paths.h"

#include <string.h>

static esep_status bulletin_min_base(reading *r, const yaml_node *value, void *into)
{
    return reading_integer(r, value, 0, 1000000000, &((definition_bulletin *)into)->percent_from);
}

static esep_status bulletin_small_base(reading *r, const yaml_node *value, void *into)
{
    return reading_integer(r, value, 0, 1000000000, &((definition_bulletin *)into)->small_below);
}

static esep_status bulletin_in_short(reading *r, const yaml_node *value, void *into)
{
    definition_bulletin *b = into;
    return indicators_named(r, value, &b->in_short, &b->n_in_short);
}

static esep_status item_one(reading *r, const yaml_node *value, definition_item *item)
{
    item->n_indicators = 1;
    item->indicators = ARENA_TAKE(r->memory, 1, ptrdiff_t);
    return item->indicators ? indicator_named(r, value, item->indicators) : error_memory(r->error);
}

static esep_status item_table(reading *r, const yaml_node *value, void *into)
{
    definition_item *item = into;
    item->kind = DEFINITION_TABLE;
    return indicators_named(r, value, &item->indicators, &item->n_indicators);
}

static esep_status item_breakdown(reading *r, const yaml_node *value, void *into)
{
    ((definition_item *)into)->kind = DEFINITION_BREAKDOWN;
    return item_one(r, value, into);
}

static esep_status item_movers(reading *r, const yaml_node *value, void *into)
{
    ((definition_item *)into)->kind = DEFINITION_MOVERS;
    return item_one(r, value, into);
}

static esep_status item_text(reading *r, const yaml_node *value, void *into)
{
    ((definition_item *)into)->kind = DEFINITION_TEXT;
    return reading_words(r, value, &((definition_item *)into)->words);
}

static esep_status item_title(reading *r, const yaml_node *value, void *into)
{
    return reading_words(r, value, &((definition_item *)into)->words);
}

static esep_status item_by(reading *r, const yaml_node *value, void *into)
{
    definition_item *item = into;
    text *names;
    ESEP_TRY(reading_texts(r, value, 2, &names, &item->n_by));
    for (size_t i = 0; i < item->n_by; i++)
        item->by[i] = names[i];
    if (item->n_by == 2 && text_equal(names[0], names[1]))
        return reading_fail(r, value, MESSAGE_DEFINITION_NAME_TWICE, names[0].data, NULL);
    return ESEP_OK;
}

static esep_status item_top(reading *r, const yaml_node *value, void *into)
{
    int64_t top;
    ESEP_TRY(reading_integer(r, value, 1, 1000, &top));
    ((definition_item *)into)->top = (size_t)top;
    return ESEP_OK;
}

static esep_status item_years(reading *r, const yaml_node *value, void *into)
{
    int64_t years;
    ESEP_TRY(reading_integer(r, value, 2, 30, &years));
    ((definition_item *)into)->years = (int)years;
    return ESEP_OK;
}

static esep_status chart_of(reading *r, const yaml_node *value, definition_item *item, definition_chart chart)
{
    item->chart = chart;
    return item_one(r, value, item);
}

static esep_status chart_line(reading *r, const yaml_node *value, void *into)
{
    return chart_of(r, value, into, DEFINITION_LINE);
}

static esep_status chart_bars(reading *r, const yaml_node *value, void *into)
{
    return chart_of(r, value, into, DEFINITION_BARS);
}

static esep_status chart_multiples(reading *r, const yaml_node *value, void *into)
{
    return chart_of(r, value, into, DEFINITION_MULTIPLES);
}

static esep_status chart_map(reading *r, const yaml_node *value, void *into)
{
    return chart_of(r, value, into, DEFINITION_MAP);
}

static esep_status chart_boundaries(reading *r, const yaml_node *value, void *into)
{
    const char *path;
    ESEP_TRY(path_confined(r, value, false, &path));
    ((definition_item *)into)->boundaries = text_from(path);
    return ESEP_OK;
}

const reading_key chart_keys[] = {
    {"line", chart_line, 0},
    {"bars", chart_bars, 0},
    {"multiples", chart_multiples, 0},
    {"map", chart_map, 0},
    {"by", item_by, 0},
    {"top", item_top, 0},
    {"compare", reading_bool, offsetof(definition_item, compare)},
    {"boundaries", chart_boundaries, 0},
    {"property", reading_text, offsetof(definition_item, property)},
    {"title", item_title, 0},
    READING_KEYS_END,
};

/* Exactly one of kinds[n] stands in the mapping: which; the list of them in the error. */
static esep_status exactly_one(reading *r, const yaml_node *at, const char *const *kinds, size_t n,
                               const char *list, size_t *which)
{
    size_t found = n;
    *which = 0;
    for (size_t i = 0; i < n; i++) {
        if (!yaml_tree_get(at, kinds[i]))
            continue;
        if (found < n)
            return reading_fail(r, at, MESSAGE_DEFINITION_NOT_BOTH, kinds[found], kinds[i]);
        found = i;
    }
    if (found < n)
        *which = found;
    return found < n ? ESEP_OK : reading_fail(r, at, MESSAGE_DEFINITION_ONE_OF, list, NULL);
}

typedef struct kind_keys {
    const char *kind;
    const char *known[6]; /* what it may have beside itself; needs[…] of them must be there */
    const char *needs[3];
} kind_keys;

/* `mapping` is of `kind`: keys of other kinds do nothing, and are told. `common` is what any kind may have. */
static esep_status kind_check(reading *r, const yaml_node *mapping, const kind_keys *kind,
                              const char *const *common)
{
    for (size_t i = 0; i < mapping->n; i++) {
        const yaml_entry *entry = &mapping->entries[i];
        bool known = text_equal(entry->key, text_from(kind->kind));
        for (size_t k = 0; k < 6 && kind->known[k]; k++)
            known |= text_equal(entry->key, text_from(kind->known[k]));
        for (size_t k = 0; common[k]; k++)
            known |= text_equal(entry->key, text_from(common[k]));
        if (!known)
            return reading_fail(r, entry->value, MESSAGE_DEFINITION_KEY_IDLE, entry->key.data, kind->kind);
    }
    for (size_t k = 0; k < 3 && kind->needs[k]; k++) {
        if (!yaml_tree_get(mapping, kind->needs[k]))
            return reading_fail(r, mapping, MESSAGE_DEFINITION_KEY_MISSING, kind->needs[k], NULL);
    }
    return ESEP_OK;
}

static const char *const no_more[] = {NULL};

static esep_status item_chart(reading *r, const yaml_node *value, void *into)
{
    static const char *const kinds[] = {"line", "bars", "multiples", "map"};
    static const kind_keys uses[] = {
        {"line", {"by", "compare", "title"}, {NULL}},
        {"bars", {"by", "top", "title"}, {"by"}},
        {"multiples", {"by", "top", "title"}, {"by"}},
        {"map", {"by", "boundaries", "property", "title"}, {"by", "boundaries", "property"}},
    };
    definition_item *item = into;
    size_t chart;
    item->kind = DEFINITION_CHART;
    ESEP_TRY(reading_mapping(r, value, chart_keys, item));
    ESEP_TRY(exactly_one(r, value, kinds, 4, "line, bars, multiples, map", &chart));
    ESEP_TRY(kind_check(r, value, &uses[chart], no_more));
    if (item->chart != DEFINITION_LINE) {
        if (item->n_by == 2)
            return reading_fail(r, yaml_tree_get(value, "by"), MESSAGE_DEFINITION_ONE_DIMENSION, NULL, NULL);
        return ESEP_OK;
    }
    /* A line runs by month; whoever says so says nothing new. */
    if (item->n_by && (item->n_by == 2 || !text_equal(item->by[0], text_from("month"))))
        return reading_fail(r, yaml_tree_get(value, "by"), MESSAGE_DEFINITION_LINE_BY, NULL, NULL);
    item->n_by = 0;
    return ESEP_OK;
}

/* One array for items and for sections that are an item: a section adds its heading. */
#define ITEM_KEYS                                                                                            \
    {"table", item_table, 0}, {"breakdown", item_breakdown, 0}, {"movers", item_movers, 0},                  \
        {"chart", item_chart, 0}, {"text", item_text, 0}, {"by", item_by, 0}, {"top", item_top, 0},          \
        {"years", item_years, 0},                                                                            \
    {                                                                                                        \
        "title", item_title, 0                                                                               \
    }

const reading_key item_keys[] = {ITEM_KEYS, READING_KEYS_END};

static esep_status section_heading(reading *r, const yaml_node *value, void *into)
{
    (void)into;
    definition_words words;
    return reading_words(r, value, &words);
}

static esep_status section_items(reading *r, const yaml_node *value, void *into)
{
    (void)into;
    return reading_want(r, value, YAML_LIST);
}

const reading_key section_keys[] = {
    ITEM_KEYS, {"heading", section_heading, 0}, {"items", section_items, 0}, READING_KEYS_END};

static const char *const item_kinds[] = {"table", "breakdown", "movers", "chart", "text", "items"};
static const kind_keys item_uses[] = {
    {"table", {"years", "title"}, {NULL}},
    {"breakdown", {"by", "top", "title"}, {"by"}},
    {"movers", {"by", "top", "title"}, {"by"}},
    {"chart", {NULL}, {NULL}},
    {"text", {NULL}, {NULL}},
    {"items", {NULL}, {NULL}},
};
static const char *const with_heading[] = {"heading", NULL};

static esep_status item_read(reading *r, const yaml_node *value, definition_item *item)
{
    size_t kind;
    item->place = reading_place(value);
    ESEP_TRY(reading_mapping(r, value, item_keys, item));
    ESEP_TRY(exactly_one(r, value, item_kinds, 5, "table, breakdown, movers, chart, text", &kind));
    ESEP_TRY(kind_check(r, value, &item_uses[kind], no_more));
    if (item->kind == DEFINITION_MOVERS && item->n_by == 2)
        return reading_fail(r, yaml_tree_get(value, "by"), MESSAGE_DEFINITION_ONE_DIMENSION, NULL, NULL);
    return ESEP_OK;
}

/* The keys of the section itself are those of its one item, its heading apart. */
static esep_status section_item(reading *r, const yaml_node *value, definition_section *section)
{
    yaml_node *alone = ARENA_TAKE(r->memory, 1, yaml_node);
    section->items = ARENA_TAKE(r->memory, 1, definition_item);
    if (!alone || !section->items)
        return error_memory(r->error);
    *alone = *value;
    alone->n = 0;
    alone->entries = ARENA_TAKE(r->memory, value->n + 1, yaml_entry);
    if (!alone->entries)
        return error_memory(r->error);
    for (size_t i = 0; i < value->n; i++) {
        if (!text_equal(value->entries[i].key, text_from("heading")))
            alone->entries[alone->n++] = value->entries[i];
    }
    section->n_items = 1;
    return item_read(r, alone, section->items);
}

static esep_status section_list(reading *r, const yaml_node *items, definition_section *section)
{
    size_t mark = reading_enter(r, text_from("items"));
    section->n_items = items->n;
    section->items = ARENA_TAKE(r->memory, items->n + 1, definition_item);
    if (!section->items)
        return error_memory(r->error);
    for (size_t i = 0; i < items->n; i++)
        ESEP_TRY(item_read(r, items->entries[i].value, &section->items[i]));
    reading_leave(r, mark);
    return ESEP_OK;
}

static esep_status section_read(reading *r, const yaml_node *value, definition_section *section)
{
    definition_item unused = {0};
    size_t kind = 0;
    ESEP_TRY(reading_mapping(r, value, section_keys, &unused));
    const yaml_node *heading = yaml_tree_get(value, "heading"), *items = yaml_tree_get(value, "items");
    if (heading)
        ESEP_TRY(reading_words(r, heading, &section->heading));
    ESEP_TRY(exactly_one(r, value, item_kinds, 6, "items, table, breakdown, movers, chart, text", &kind));
    ESEP_TRY(kind_check(r, value, &item_uses[kind], with_heading));
    return items ? section_list(r, items, section) : section_item(r, value, section);
}

static esep_status bulletin_sections(reading *r, const yaml_node *value, void *into)
{
    definition_bulletin *b = into;
    ESEP_TRY(reading_want(r, value, YAML_LIST));
    b->n_sections = value->n;
    b->sections = ARENA_TAKE(r->memory, value->n + 1, definition_section);
    if (!b->sections)
        return error_memory(r->error);
    for (size_t i = 0; i < value->n; i++)
        ESEP_TRY(section_read(r, value->entries[i].value, &b->sections[i]));
    return ESEP_OK;
}

const reading_key bulletin_keys[] = {
    {"title", reading_words, offsetof(definition_bulletin, title)},
    {"area", reading_words, offsetof(definition_bulletin, area)},
    {"period", reading_period, offsetof(definition_bulletin, period)},
    {"against", reading_against, offsetof(definition_bulletin, against)},
    {"min-base", bulletin_min_base, 0},
    {"small-base", bulletin_small_base, 0},
    {"in-short", bulletin_in_short, 0},
    {"sections", bulletin_sections, 0},
    READING_KEYS_END,
};

esep_status bulletin_read(reading *r, const yaml_node *value)
{
    definition_bulletin *b = &r->d->bulletin;
    b->given = true;
    b->place = reading_place(value);
    ESEP_TRY(reading_mapping(r, value, bulletin_keys, b));
    return b->n_sections ? ESEP_OK : reading_fail(r, value, MESSAGE_DEFINITION_KEY_MISSING, "sections", NULL);
}

/* registers: NAME: {…} */
#include "definition/nouns.h"
#include "definition/parts.h"
#include "definition/paths.h"
#include "source/dialect.h"

#include <stdlib.h>
#include <string.h>

static esep_status register_from(reading *r, const yaml_node *value, void *into)
{
    definition_register *g = into;
    text *written;
    ESEP_TRY(reading_texts(r, value, 10000, &written, &g->n_sources));
    g->sources = ARENA_TAKE(r->memory, g->n_sources, text);
    if (!g->sources)
        return error_memory(r->error);
    for (size_t i = 0; i < g->n_sources; i++) {
        const yaml_node *at = value->kind == YAML_LIST ? value->entries[i].value : value;
        ESEP_TRY(path_source(r, at, written[i], &g->sources[i]));
    }
    return ESEP_OK;
}

/* The same column twice is a slip: its year would be its month too. */
static esep_status register_columns(reading *r, const yaml_node *value, text *into, size_t most, size_t *n)
{
    text *names;
    ESEP_TRY(reading_texts(r, value, most, &names, n));
    for (size_t i = 0; i < *n; i++) {
        for (size_t before = 0; before < i; before++) {
            if (text_equal(names[before], names[i]))
                return reading_fail(r, value, MESSAGE_DEFINITION_NAME_TWICE, names[i].data, NULL);
        }
        into[i] = names[i];
    }
    return ESEP_OK;
}

static esep_status register_date(reading *r, const yaml_node *value, void *into)
{
    definition_register *g = into;
    return register_columns(r, value, g->dates, 3, &g->n_dates);
}

static esep_status register_key(reading *r, const yaml_node *value, void *into)
{
    definition_register *g = into;
    return register_columns(r, value, g->key, 4, &g->n_key);
}

static esep_status register_date_format(reading *r, const yaml_node *value, void *into)
{
    date_format format;
    ESEP_TRY(reading_string(r, value, into));
    return reading_at(r, value, date_format_parse(&format, value->scalar, r->error));
}

static esep_status register_delimiter(reading *r, const yaml_node *value, void *into)
{
    ESEP_TRY(reading_want(r, value, YAML_TEXT));
    return reading_at(r, value, dialect_parse_delimiter(into, value->scalar, r->error));
}

static esep_status register_decimal(reading *r, const yaml_node *value, void *into)
{
    static const char *const names[] = {"point", "comma"};
    size_t chosen;
    ESEP_TRY(reading_choice(r, value, names, 2, &chosen));
    *(text *)into = text_from(names[chosen]);
    return ESEP_OK;
}

const reading_key coverage_keys[] = {
    {"from", reading_day, offsetof(definition_register, covered_from)},
    {"to", reading_day, offsetof(definition_register, covered_to)},
    READING_KEYS_END,
};

static esep_status register_coverage(reading *r, const yaml_node *value, void *into)
{
    definition_register *g = into;
    ESEP_TRY(reading_mapping(r, value, coverage_keys, g));
    if (g->covered_from != DAY_NONE && g->covered_to != DAY_NONE && g->covered_from > g->covered_to)
        return reading_fail(r, value, MESSAGE_DEFINITION_COVERAGE_BACKWARDS, NULL, NULL);
    return ESEP_OK;
}

const reading_key break_keys[] = {
    {"day", reading_day, offsetof(definition_break, day)},
    {"why", reading_words, offsetof(definition_break, why)},
    READING_KEYS_END,
};

static int break_compare(const void *a, const void *b)
{
    const definition_break *x = a, *y = b;
    return (x->day > y->day) - (x->day < y->day);
}

static esep_status register_breaks(reading *r, const yaml_node *value, void *into)
{
    definition_register *g = into;
    ESEP_TRY(reading_want(r, value, YAML_LIST));
    g->n_breaks = value->n;
    g->breaks = ARENA_TAKE(r->memory, value->n + 1, definition_break);
    if (!g->breaks)
        return error_memory(r->error);
    for (size_t i = 0; i < value->n; i++) {
        const yaml_node *item = value->entries[i].value;
        g->breaks[i].day = DAY_NONE;
        ESEP_TRY(reading_mapping(r, item, break_keys, &g->breaks[i]));
        if (g->breaks[i].day == DAY_NONE)
            return reading_fail(r, item, MESSAGE_DEFINITION_KEY_MISSING, "day", NULL);
    }
    qsort(g->breaks, g->n_breaks, sizeof *g->breaks, break_compare);
    for (size_t i = 1; i < g->n_breaks; i++) {
        char day[11];
        if (g->breaks[i].day == g->breaks[i - 1].day)
            return reading_fail(r, value, MESSAGE_DEFINITION_NAME_TWICE, day_iso(day, g->breaks[i].day),
                                NULL);
    }
    return ESEP_OK;
}

static esep_status register_dimensions(reading *r, const yaml_node *value, void *into)
{
    return dimensions_read(r, value, into);
}

const reading_key register_keys[] = {
    {"label", reading_words, offsetof(definition_register, label)},
    {"from", register_from, 0},
    {"date", register_date, 0},
    {"date-format", register_date_format, offsetof(definition_register, date_format)},
    {"event-date", reading_text, offsetof(definition_register, event_date)},
    {"encoding", reading_string, offsetof(definition_register, encoding)},
    {"delimiter", register_delimiter, offsetof(definition_register, delimiter)},
    {"decimal", register_decimal, offsetof(definition_register, decimal)},
    {"where", reading_filter, offsetof(definition_register, filter)},
    {"key", register_key, 0},
    {"unit", noun_read, offsetof(definition_register, unit)},
    {"coverage", register_coverage, 0},
    {"provisional-from", reading_day, offsetof(definition_register, provisional_from)},
    {"breaks", register_breaks, 0},
    {"dimensions", register_dimensions, 0},
    READING_KEYS_END,
};

esep_status register_read_mapping(reading *r, const yaml_node *value, definition_register *into)
{
    into->covered_from = into->covered_to = into->provisional_from = DAY_NONE;
    into->unit = noun_find(text_from("record"))->noun;
    ESEP_TRY(reading_mapping(r, value, register_keys, into));
    if (into->n_sources == 0)
        return reading_fail(r, value, MESSAGE_DEFINITION_KEY_MISSING, "from", NULL);
    if (into->date_format && into->n_dates > 1)
        return reading_fail(r, value, MESSAGE_DEFINITION_NOT_BOTH, "date: […]", "date-format");
    return ESEP_OK;
}

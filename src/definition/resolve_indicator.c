/* What the names in an indicator stand for, and what follows from it. */
#include "definition/nouns.h"
#include "definition/parts.h"
#include "definition/population.h"

#include <string.h>

/* Raise "… is not defined", with the nearest of the names that are. */
static esep_status name_unknown(reading *r, const yaml_node *at, text name, const text *names, size_t n,
                                message_id nearest, message_id alone)
{
    return reading_unknown(r, at, name, names, n, nearest, alone);
}

esep_status indicator_named(reading *r, const yaml_node *value, ptrdiff_t *out)
{
    text name;
    ESEP_TRY(reading_text(r, value, &name));
    *out = definition_find_indicator(r->d, name);
    if (*out != DEFINITION_NONE)
        return ESEP_OK;
    text *names = ARENA_TAKE(r->memory, r->d->n_indicators + 1, text);
    if (!names)
        return error_memory(r->error);
    for (size_t i = 0; i < r->d->n_indicators; i++)
        names[i] = r->d->indicators[i].name;
    return name_unknown(r, value, name, names, r->d->n_indicators, MESSAGE_DEFINITION_INDICATOR_NEAREST,
                        MESSAGE_DEFINITION_INDICATOR_UNKNOWN);
}

esep_status indicators_named(reading *r, const yaml_node *value, ptrdiff_t **out, size_t *n)
{
    text *names;
    ESEP_TRY(reading_texts(r, value, 1000, &names, n));
    *out = ARENA_TAKE(r->memory, *n, ptrdiff_t);
    if (!*out)
        return error_memory(r->error);
    for (size_t i = 0; i < *n; i++) {
        const yaml_node *at = value->kind == YAML_LIST ? value->entries[i].value : value;
        ESEP_TRY(indicator_named(r, at, *out + i));
        for (size_t before = 0; before < i; before++) {
            if ((*out)[before] == (*out)[i])
                return reading_fail(r, at, MESSAGE_DEFINITION_NAME_TWICE, names[i].data, NULL);
        }
    }
    return ESEP_OK;
}

static esep_status indicator_register(reading *r, const yaml_node *at, definition_indicator *into)
{
    const yaml_node *named = yaml_tree_get(at, "register");
    if (!named)
        return ESEP_OK;
    into->at = definition_find_register(r->d, named->scalar);
    if (into->at != DEFINITION_NONE)
        return ESEP_OK;
    text *names = ARENA_TAKE(r->memory, r->d->n_registers + 1, text);
    if (!names)
        return error_memory(r->error);
    for (size_t i = 0; i < r->d->n_registers; i++)
        names[i] = r->d->registers[i].name;
    /* Here the indicator's own name says more than its way. */
    ptrdiff_t near = text_nearest(named->scalar, names, r->d->n_registers);
    if (near >= 0)
        error_raise(r->error, ESEP_USAGE, MESSAGE_DEFINITION_REGISTER_NEAREST, into->name.data,
                    named->scalar.data, names[near].data);
    else
        error_raise(r->error, ESEP_USAGE, MESSAGE_DEFINITION_REGISTER_UNKNOWN, into->name.data,
                    named->scalar.data);
    return reading_at(r, named, ESEP_USAGE);
}

static esep_status indicator_reference(reading *r, const yaml_node *at, const char *key, ptrdiff_t *out)
{
    const yaml_node *named = yaml_tree_get(at, key);
    if (!named)
        return ESEP_OK;
    size_t mark = reading_enter(r, text_from(key));
    ESEP_TRY(indicator_named(r, named, out));
    reading_leave(r, mark);
    return ESEP_OK;
}

/* A standardised rate: its dimension is one of the register's, its denominator a population. */
static esep_status indicator_standardised(reading *r, const yaml_node *at, definition_indicator *into)
{
    if (r->d->indicators[into->denominator].measure != DEFINITION_POPULATION)
        return reading_fail(r, yaml_tree_get(at, "to"), MESSAGE_DEFINITION_NO_POPULATION,
                            r->d->indicators[into->denominator].name.data, NULL);
    return population_read_standard(r, at, into);
}

esep_status indicator_resolve(reading *r, const yaml_node *value, definition_indicator *into)
{
    ESEP_TRY(indicator_register(r, value, into));
    ESEP_TRY(indicator_reference(r, value, "share", &into->numerator));
    ESEP_TRY(indicator_reference(r, value, "ratio", &into->numerator));
    ESEP_TRY(indicator_reference(r, value, "of", &into->denominator));
    ESEP_TRY(indicator_reference(r, value, "to", &into->denominator));
    if (into->measure == DEFINITION_STANDARDISED)
        return indicator_standardised(r, value, into);
    return into->measure == DEFINITION_POPULATION ? population_read(r, value, into) : ESEP_OK;
}

/* Walk from indicator i along numerators and denominators. marks: 0 not met, 1 on the way, 2 done. */
typedef struct circle_walk {
    unsigned char *marks;
    ptrdiff_t *way;      /**< the indicators on the way, [depth] */
    unsigned char *step; /**< how many of its two references each of them has taken */
    size_t depth;
} circle_walk;

static esep_status circle_fail(reading *r, const circle_walk *w, ptrdiff_t again)
{
    buffer names = {0};
    size_t from = w->depth;
    while (from > 0 && w->way[from - 1] != again)
        from--;
    for (size_t i = from - 1; i < w->depth; i++) {
        buffer_add(&names, r->d->indicators[w->way[i]].name);
        buffer_add_string(&names, " → ");
    }
    buffer_add(&names, r->d->indicators[again].name);
    buffer_add_byte(&names, '\0');
    const definition_place *at = &r->d->indicators[again].place;
    if (names.failed)
        error_memory(r->error);
    else
        error_raise(r->error, ESEP_USAGE, MESSAGE_DEFINITION_CIRCLE, names.data);
    buffer_free(&names);
    error_at(r->error, at->path, at->line);
    return ESEP_USAGE;
}

/* Without recursion: a chain may be as long as the file. */
static esep_status circle_from(reading *r, circle_walk *w, ptrdiff_t start)
{
    w->depth = 0;
    for (ptrdiff_t next = start;;) {
        if (next != DEFINITION_NONE && w->marks[next] == 1)
            return circle_fail(r, w, next);
        if (next != DEFINITION_NONE && w->marks[next] == 0) {
            w->marks[next] = 1;
            w->step[w->depth] = 0;
            w->way[w->depth++] = next;
        }
        if (w->depth == 0)
            return ESEP_OK;
        ptrdiff_t top = w->way[w->depth - 1];
        const definition_indicator *i = &r->d->indicators[top];
        unsigned char taken = w->step[w->depth - 1]++;
        next = taken == 0 ? i->numerator : taken == 1 ? i->denominator : DEFINITION_NONE;
        if (taken == 2) {
            w->marks[top] = 2;
            w->depth--;
        }
    }
}

/* The unit of what is counted, where the indicator does not say it. A sum does not count the register's records, so it takes no unit from
 * there: its column's name may tell, else it is a plain number. */
static const noun_entry *indicator_unit(const reading *r, definition_indicator *i, definition_noun *unit)
{
    const noun_entry *known = NULL;
    if (i->measure == DEFINITION_COUNT || i->measure == DEFINITION_STANDARDISED)
        *unit = r->d->registers[i->at].unit;
    else if (i->measure == DEFINITION_POPULATION)
        *unit = noun_find(text_from("person"))->noun;
    else if (i->column.data) {
        known = noun_of_column(i->column);
        *unit = known->noun;
    }
    return known;
}

static void indicator_complete(const reading *r, definition_indicator *i)
{
    bool given = i->unit.en[0].data != NULL;
    if (!given)
        indicator_unit(r, i, &i->unit);
    const noun_entry *known = i->unit.name.data ? noun_find(i->unit.name) : NULL;
    bool sum =
        i->measure == DEFINITION_SUM || i->measure == DEFINITION_MEAN || i->measure == DEFINITION_LATEST;
    i->money |= sum && known && known->money;
    if (i->verb != DEFINITION_VERBS)
        return;
    bool deed =
        i->measure == DEFINITION_COUNT || i->measure == DEFINITION_SUM || i->measure == DEFINITION_DISTINCT;
    i->verb = !deed || i->money ? DEFINITION_AMOUNTED : known ? known->verb : DEFINITION_RECORDED;
}

/* Ratios take the unit of what they divide: no circle is left, so this ends. */
static void indicator_inherit(const reading *r, definition_indicator *i)
{
    const definition_indicator *from = i;
    while (!from->unit.en[0].data && from->numerator != DEFINITION_NONE)
        from = &r->d->indicators[from->numerator];
    if (from != i)
        i->unit = from->unit;
}

esep_status indicators_check(reading *r)
{
    size_t n = r->d->n_indicators;
    circle_walk w = {.marks = ARENA_TAKE(r->memory, n + 1, unsigned char),
                     .way = ARENA_TAKE(r->memory, n + 1, ptrdiff_t),
                     .step = ARENA_TAKE(r->memory, n + 1, unsigned char)};
    if (!w.marks || !w.way || !w.step)
        return error_memory(r->error);
    for (size_t i = 0; i < n; i++)
        ESEP_TRY(circle_from(r, &w, (ptrdiff_t)i));
    for (size_t i = 0; i < n; i++)
        indicator_complete(r, &r->d->indicators[i]);
    for (size_t i = 0; i < n; i++)
        indicator_inherit(r, &r->d->indicators[i]);
    return ESEP_OK;
}

/* indicators: NAME: {…} — what the mapping says; what its names stand for is found in resolve_indicator.c. */
#include "definition/nouns.h"
#include "definition/parts.h"

#include <string.h>

/* Keys that are read later, when all registers and indicators are known. */
static esep_status indicator_later(reading *r, const yaml_node *value, void *into)
{
    text name;
    (void)into;
    return reading_text(r, value, &name);
}

static esep_status indicator_count(reading *r, const yaml_node *value, void *into)
{
    bool yes;
    (void)into;
    ESEP_TRY(reading_bool(r, value, &yes));
    return yes ? ESEP_OK : reading_fail(r, value, MESSAGE_DEFINITION_WANTS_TRUE, NULL, NULL);
}

static esep_status indicator_column(reading *r, const yaml_node *value, void *into)
{
    return reading_text(r, value, &((definition_indicator *)into)->column);
}

static esep_status indicator_as(reading *r, const yaml_node *value, void *into)
{
    static const char *const names[] = {"percent", "plain"};
    definition_indicator *i = into;
    size_t chosen;
    ESEP_TRY(reading_choice(r, value, names, 2, &chosen));
    i->percent = chosen == 0;
    i->per = i->percent ? 100 : 1;
    return ESEP_OK;
}

static esep_status indicator_per(reading *r, const yaml_node *value, void *into)
{
    return reading_integer(r, value, 1, 1000000000, &((definition_indicator *)into)->per);
}

static esep_status indicator_decimals(reading *r, const yaml_node *value, void *into)
{
    int64_t decimals;
    ESEP_TRY(reading_integer(r, value, 0, 6, &decimals));
    ((definition_indicator *)into)->decimals = (int)decimals;
    return ESEP_OK;
}

static esep_status indicator_polarity(reading *r, const yaml_node *value, void *into)
{
    static const char *const names[] = {"neither", "rise-is-bad", "rise-is-good"};
    size_t chosen;
    ESEP_TRY(reading_choice(r, value, names, 3, &chosen));
    ((definition_indicator *)into)->polarity = (definition_polarity)chosen;
    return ESEP_OK;
}

const reading_key indicator_keys[] = {
    {"label", reading_words, offsetof(definition_indicator, label)},
    {"note", reading_words, offsetof(definition_indicator, note)},
    {"synonyms", reading_words, offsetof(definition_indicator, synonyms)},
    {"register", indicator_later, 0},
    {"where", reading_filter, offsetof(definition_indicator, filter)},
    {"count", indicator_count, 0},
    {"sum", indicator_column, 0},
    {"distinct", indicator_column, 0},
    {"mean", indicator_column, 0},
    {"latest", indicator_column, 0},
    {"share", indicator_later, 0},
    {"of", indicator_later, 0},
    {"ratio", indicator_later, 0},
    {"to", indicator_later, 0},
    {"as", indicator_as, 0},
    {"per", indicator_per, 0},
    {"annualise", reading_bool, offsetof(definition_indicator, annualise)},
    {"population", indicator_later, 0},
    {"year", indicator_later, 0},
    {"persons", indicator_later, 0},
    {"area", indicator_later, 0},
    {"standardise", reading_text, offsetof(definition_indicator, by)},
    {"standard", indicator_later, 0},
    {"unit", noun_read, offsetof(definition_indicator, unit)},
    {"verb", verb_read, offsetof(definition_indicator, verb)},
    {"polarity", indicator_polarity, 0},
    {"decimals", indicator_decimals, 0},
    {"money", reading_bool, offsetof(definition_indicator, money)},
    {"period", reading_period, offsetof(definition_indicator, period)},
    {"against", reading_against, offsetof(definition_indicator, against)},
    READING_KEYS_END,
};

typedef struct measure_key {
    const char *key;
    definition_measure measure;
} measure_key;

static const measure_key measures[] = {
    {"count", DEFINITION_COUNT},
    {"sum", DEFINITION_SUM},
    {"distinct", DEFINITION_DISTINCT},
    {"mean", DEFINITION_MEAN},
    {"latest", DEFINITION_LATEST},
    {"share", DEFINITION_SHARE},
    {"ratio", DEFINITION_RATIO},
    {"population", DEFINITION_POPULATION},
    {"standardise", DEFINITION_STANDARDISED},
};

enum { MEASURES = sizeof measures / sizeof *measures };

#define BIT(measure) (1u << DEFINITION_##measure)
#define OF_RECORDS (BIT(COUNT) | BIT(SUM) | BIT(DISTINCT) | BIT(MEAN) | BIT(LATEST) | BIT(STANDARDISED))
#define OF_RATES (BIT(RATIO) | BIT(STANDARDISED))

/* Which keys a measure knows besides those of all: a key that would do nothing is a misunderstanding. */
static const struct {
    const char *key;
    unsigned measures, needed; /* bits */
} key_uses[] = {
    {"register", OF_RECORDS, OF_RECORDS},
    {"where", OF_RECORDS | BIT(POPULATION), 0},
    {"of", BIT(SHARE), BIT(SHARE)},
    {"to", OF_RATES, OF_RATES},
    {"as", BIT(RATIO), 0},
    {"per", OF_RATES, 0},
    {"annualise", OF_RATES, 0},
    {"year", BIT(POPULATION), 0},
    {"persons", BIT(POPULATION) | BIT(STANDARDISED), 0},
    {"area", BIT(POPULATION), 0},
    {"standard", BIT(STANDARDISED), BIT(STANDARDISED)},
    {"money", BIT(SUM) | BIT(MEAN) | BIT(LATEST), 0},
};

static const char *measure_name(definition_measure measure)
{
    return measures[measure].key;
}

static esep_status indicator_check_keys(reading *r, const yaml_node *at, definition_measure measure)
{
    for (size_t i = 0; i < sizeof key_uses / sizeof *key_uses; i++) {
        const yaml_node *given = yaml_tree_get(at, key_uses[i].key);
        if (given && !(key_uses[i].measures & 1u << measure))
            return reading_fail(r, given, MESSAGE_DEFINITION_KEY_IDLE, key_uses[i].key,
                                measure_name(measure));
        if (!given && key_uses[i].needed & 1u << measure)
            return reading_fail(r, at, MESSAGE_DEFINITION_KEY_MISSING, key_uses[i].key, NULL);
    }
    if (yaml_tree_get(at, "as") && yaml_tree_get(at, "per"))
        return reading_fail(r, at, MESSAGE_DEFINITION_NOT_BOTH, "as", "per");
    return ESEP_OK;
}

/* The one measure that the keys name; none is a count. */
static esep_status indicator_measure(reading *r, const yaml_node *value, definition_indicator *into)
{
    const char *found = NULL;
    into->measure = DEFINITION_COUNT;
    for (size_t i = 0; i < MEASURES; i++) {
        if (!yaml_tree_get(value, measures[i].key))
            continue;
        if (found)
            return reading_fail(r, value, MESSAGE_DEFINITION_NOT_BOTH, found, measures[i].key);
        found = measures[i].key;
        into->measure = measures[i].measure;
    }
    /* Nothing that says what is counted, and no register: rather a forgotten measure than a forgotten register. */
    if (!found && !yaml_tree_get(value, "register"))
        return reading_fail(r, value, MESSAGE_DEFINITION_NO_MEASURE, NULL, NULL);
    return ESEP_OK;
}

esep_status indicator_read(reading *r, const yaml_node *value, definition_indicator *into)
{
    into->at = into->numerator = into->denominator = DEFINITION_NONE;
    into->per = 1;
    into->decimals = -1;
    into->verb = DEFINITION_VERBS;
    ESEP_TRY(reading_mapping(r, value, indicator_keys, into));
    ESEP_TRY(indicator_measure(r, value, into));
    ESEP_TRY(indicator_check_keys(r, value, into->measure));
    if (into->measure == DEFINITION_SHARE) {
        into->percent = true;
        into->per = 100;
    }
    return ESEP_OK;
}

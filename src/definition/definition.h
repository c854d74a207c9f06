/* definition.h - what a user writes down once: registers, indicators, a bulletin; read from YAML.
 *
 * One file or a folder of them (definitions_read) becomes one immutable `definition`. It is checked against itself here: names that
 * stand for something, filters that parse, periods that are periods, ratios that do not run in a circle. It is not checked
 * against the data: that is for `validate` and for whoever opens the registers. The grammar, key by key, is in
 * docs/definitions.md and in docs/definition.schema.json.
 *
 * A definition cannot run anything, and reads nothing outside its own folder but the sources that its registers name.
 * All texts and arrays live in `memory`. Errors name file, line and what was expected. */
#ifndef DEFINITION_DEFINITION_H
#define DEFINITION_DEFINITION_H

#include "base/arena.h"
#include "base/error.h"
#include "calendar/period.h"
#include "expression/derivation.h"
#include "expression/expression.h"

enum { DEFINITION_NONE = -1 };

/** Where something was written, for errors about it later. */
typedef struct definition_place {
    const char *path;
    uint64_t line; /**< from 1 */
} definition_place;

/** A text in the three languages, indexed by esep_language. A language that the user left out is missing; whoever prints takes the first of
 *  kk → ru → en that is there (definition_words_in). */
typedef struct definition_words {
    text in[ESEP_LANGUAGES];
} definition_words;

text definition_words_in(const definition_words *words, esep_language language);

/** What is counted, with the forms that a number needs: "1 crime, 2 crimes"; "1 преступление, 2 преступления, 5 преступлений"; "қылмыс". */
typedef enum definition_gender {
    DEFINITION_NEUTER,
    DEFINITION_MASCULINE,
    DEFINITION_FEMININE,
    DEFINITION_PLURAL /**< indeclinable or only plural: ДТП takes the neuter verb, люди the plural */
} definition_gender;

typedef struct definition_noun {
    text name;  /**< as written: "offence" of the built-in list, or missing for forms of the user's own */
    text en[2]; /**< one, other */
    text ru[3]; /**< 1, 2, 5: nominative singular, genitive singular, genitive plural */
    definition_gender ru_gender;
    text kk;
} definition_noun;

/** What happened to it, in a sentence: "were recorded", "зарегистрировано", "тіркелді". */
typedef enum definition_verb {
    DEFINITION_RECORDED, /**< зарегистрировано, тіркелді */
    DEFINITION_KILLED,   /**< погибло, қаза тапты */
    DEFINITION_INJURED,  /**< ранено, жарақат алды */
    DEFINITION_SUFFERED, /**< were victims: пострадало, зардап шекті */
    DEFINITION_DRAWN_UP, /**< составлено, толтырылды */
    DEFINITION_IMPOSED,  /**< наложено, салынды */
    DEFINITION_PAID,     /**< взыскано, өндірілді */
    DEFINITION_AMOUNTED, /**< was, составило, құрады: for shares, rates and all that needs no deed */
    DEFINITION_VERBS
} definition_verb;

/** A dimension of a register: a column as it is, or a derived one. */
typedef struct definition_dimension {
    text name;
    definition_place place;
    definition_words label;
    bool is_derived;
    derivation derived; /**< where is_derived */
    text *
        categories; /**< [n_categories] with labels of their own (code list's columns label_kk …, or `labels:`), in the order written */
    definition_words *category_labels;
    size_t n_categories;
    text list;       /**< the code list's file name; missing where there is none */
    size_t n_unsure; /**< of its entries with a category, those that say `no` in a column `sure` */
} definition_dimension;

/** From this day on the register counts otherwise: no comparison across it. */
typedef struct definition_break {
    day_number day;
    definition_words why;
} definition_break;

typedef struct definition_register {
    text name;
    definition_place place;
    definition_words label;
    text *sources; /**< [n_sources], paths joined to the definition's folder; or URLs */
    size_t n_sources;
    text dates[3]; /**< one column, or year, month[, day]; n_dates 0: found by looking */
    size_t n_dates;
    const char *date_format; /**< NULL: found */
    text
        event_date; /**< column of the day when it happened, where records are placed by another: for validation; missing */
    const char *encoding; /**< NULL: found */
    char delimiter;       /**< 0: found */
    text decimal;         /**< "point", "comma" or missing */
    text filter;          /**< `where` of the register: holds for all its indicators; missing */
    text key[4];
    size_t n_key;
    definition_noun unit;
    day_number covered_from, covered_to; /**< DAY_NONE: from the records */
    day_number provisional_from;         /**< figures with days from here on are provisional; DAY_NONE */
    definition_break *breaks;            /**< [n_breaks] ascending */
    size_t n_breaks;
    definition_dimension
        *dimensions; /**< [n_dimensions]; a name not here may still be a column of the files */
    size_t n_dimensions;
} definition_register;

typedef enum definition_measure {
    DEFINITION_COUNT,
    DEFINITION_SUM,
    DEFINITION_DISTINCT,
    DEFINITION_MEAN, /**< sum over records that have a value */
    DEFINITION_LATEST, /**< a stock: the sum over the records of the last day, in the period or before, that has any */
    DEFINITION_SHARE,        /**< `share` as a percentage `of` another: change in percentage points */
    DEFINITION_RATIO,        /**< `ratio` `to` another, as percent, per N, or plain */
    DEFINITION_POPULATION,   /**< persons in a year and area, from CSV; a denominator */
    DEFINITION_STANDARDISED, /**< a rate directly standardised over a dimension (age groups) */
} definition_measure;

/** Is a rise bad? */
typedef enum definition_polarity {
    DEFINITION_NEITHER,
    DEFINITION_RISE_IS_BAD,
    DEFINITION_RISE_IS_GOOD
} definition_polarity;

/** Persons by year. A year not in the file has no population: a rate of it is withheld, never guessed. */
typedef struct definition_population_year {
    int year;
    text category; /**< of the standardising dimension, or of `area`; empty where the file has none */
    int64_t persons;
} definition_population_year;

typedef struct definition_indicator {
    text name;
    definition_place place;
    definition_words label;
    definition_words note; /**< may be missing in all languages */
    definition_words
        synonyms; /**< what else texts call it, with ";" between: for `check`; may be missing in all languages */
    definition_measure measure;
    ptrdiff_t at; /**< index of the register: COUNT … LATEST, STANDARDISED; else DEFINITION_NONE */
    text column;  /**< SUM, DISTINCT, MEAN, LATEST */
    text filter;  /**< missing: all records */
    ptrdiff_t numerator,
        denominator;      /**< indicators: SHARE, RATIO; STANDARDISED: denominator is a POPULATION */
    int64_t per;          /**< RATIO, STANDARDISED: 100 is percent, 1 plain, 10000, 100000 …; SHARE: 100 */
    bool percent;         /**< printed with % */
    bool annualise;       /**< of a rate over part of a year: brought to a year by days, and said so */
    bool money;           /**< a sum of money: whole units are printed */
    int decimals;         /**< for people; −1: what fits */
    definition_noun unit; /**< what is counted; of the register where not said */
    definition_verb verb;
    definition_polarity polarity;
    text period, against; /**< its own; missing: the bulletin's */
    text by;              /**< STANDARDISED: the dimension */
    definition_population_year
        *population; /**< [n_population]: POPULATION; STANDARDISED: the standard population (year 0) */
    size_t n_population;
} definition_indicator;

typedef enum definition_item_kind {
    DEFINITION_TABLE, /**< indicators, base, current, difference, change, verdict; `years` > 1: columns of several years */
    DEFINITION_BREAKDOWN, /**< one indicator by one dimension (or two) */
    DEFINITION_MOVERS,    /**< what drove the change: categories by contribution in percentage points */
    DEFINITION_CHART,
    DEFINITION_TEXT, /**< the user's own paragraph */
} definition_item_kind;

typedef enum definition_chart {
    DEFINITION_LINE, /**< by month, this period over the base (`compare`), with a band of earlier years where covered */
    DEFINITION_BARS,      /**< change by category with intervals */
    DEFINITION_MULTIPLES, /**< small lines by category, on one scale */
    DEFINITION_MAP,       /**< choropleth over the boundaries */
} definition_chart;

typedef struct definition_item {
    definition_place place;
    definition_item_kind kind;
    definition_chart chart;
    ptrdiff_t *indicators; /**< [n_indicators]; one for all but tables */
    size_t n_indicators;
    text by[2]; /**< dimensions: breakdowns, movers, bars, multiples, maps; lines are by month */
    size_t n_by;
    size_t top;                /**< 0: all */
    int years;                 /**< tables: how many years side by side, the period's own included; 0: no */
    bool compare;              /**< lines */
    text boundaries, property; /**< maps: GeoJSON path; its property equals the category of by[0] */
    definition_words words;    /**< TEXT; title of the others where the user gave one */
} definition_item;

typedef struct definition_section {
    definition_words heading;
    definition_item *items;
    size_t n_items;
} definition_section;

typedef struct definition_bulletin {
    bool given; /**< is there a `bulletin:` at all? */
    definition_place place;
    definition_words title, area;
    text period, against; /**< as written; missing: ytd, previous-year */
    int64_t percent_from; /**< `min_base`, 10 */
    int64_t small_below;  /**< `small_base`, 50 */
    ptrdiff_t *
        in_short; /**< [n_in_short] indicators of the first sentences; none given: the first seven of the tables */
    size_t n_in_short;
    definition_section *sections;
    size_t n_sections;
} definition_bulletin;

typedef struct definition {
    arena memory;
    text name;          /**< the file's or folder's name without ending */
    const char *folder; /**< where relative paths begin */
    definition_register *registers;
    size_t n_registers;
    definition_indicator *indicators; /**< in the order written; what an indicator refers to may come later */
    size_t n_indicators;
    definition_bulletin bulletin;
} definition;

/** Read `path`: a YAML file, or a folder with bulletin.yaml or else with *.yaml files read together in the order of their names. ESEP_USAGE for what is
 *  wrong in it, ESEP_SYSTEM for what cannot be read. End with definition_free(), which takes NULL. */
esep_status definition_read(definition **out, const char *path, esep_error *error);
void definition_free(definition *d);

/** By name; DEFINITION_NONE where there is none. */
ptrdiff_t definition_find_indicator(const definition *d, text name);
ptrdiff_t definition_find_register(const definition *d, text name);
ptrdiff_t definition_find_dimension(const definition_register *r, text name);

#endif

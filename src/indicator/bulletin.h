/* bulletin.h - a bulletin's figures: definitions and cubes become observations.
 *
 * Every register is read once (engine_answer_all), whatever number of indicators and breakdowns it has. All that is printed later is an
 * observation here: exact numerators and denominators, its base, its change, its test, its status. Rooms above only choose
 * and lay out. Rules and formulas are in docs/methods.md. The result is immutable and independent of threads. */
#ifndef INDICATOR_BULLETIN_H
#define INDICATOR_BULLETIN_H

#include "cube/cube.h"
#include "definition/definition.h"
#include "engine/engine.h"
#include "indicator/change.h"

/** Bits of an observation's status, beside those of change.h (CHANGE_ZERO_BASE, …_SMALL_BASE, …_CUT_PERIOD, …_NO_DATA: no base). */
enum {
    OBSERVATION_PROVISIONAL = 1 << 8,
    OBSERVATION_BREAK = 1 << 9,      /**< the register breaks between base and period: no comparison */
    OBSERVATION_MISSING = 1 << 10,   /**< no data for the value itself: not zero */
    OBSERVATION_UNDEFINED = 1 << 11, /**< a ratio to zero */
    OBSERVATION_ANNUALISED = 1 << 12,
    OBSERVATION_INCOMPLETE = 1 << 13, /**< some records had no value to add: `absent` tells how many */
    OBSERVATION_HOLES = 1 << 14,      /**< months without any record inside the period or the base */
    OBSERVATION_UNLIKE =
        1 << 15, /**< numerator and denominator have different periods or days: said, not hidden */
};

/** How limits and p-value were found. */
typedef enum observation_method {
    OBSERVATION_UNTESTED, /**< money, means, stocks, or no base */
    OBSERVATION_RATES, /**< two Poisson rates, exact conditional, per day; limits are of the percentage change */
    OBSERVATION_PROPORTIONS, /**< two shares (statistics: difference of proportions); limits are of the change in points */
    OBSERVATION_STANDARD, /**< Dobson with Byar limits: `value_limits` only */
} observation_method;

/** One value with its comparison. The value is numerator·scale/denominator: a count has denominator 1 and scale 1, a sum of money is in
 *  10^-decimals (`decimals`), a share has scale 100, a rate `per`. Of OBSERVATION_ANNUALISED the value is that times the days of
 *  its year over those of its span. A mean's denominator is the number of values, a standardised rate's are weights: numerator and denominator
 *  are then both in 10^-12, and `records` are the events. */
typedef struct observation {
    size_t indicator;                   /**< of the definition */
    size_t n_by;                        /**< dimensions that this is of: 0 for the whole */
    text by[2];                         /**< their names */
    text category[2];                   /**< empty: the records that have none there */
    definition_words category_label[2]; /**< all missing: the category itself is the label */
    bool other;                         /**< all categories that the item does not show, together */
    period span, base_span;             /**< as counted (cut to what is covered) */
    period asked;
    int128 numerator, denominator, base_numerator, base_denominator;
    int64_t scale;
    int decimals; /**< of numerators (and of a ratio's denominators): numbers are 10^-decimals; both sides alike */
    fraction value, base; /**< exact; undefined where missing */
    fraction difference;  /**< value − base: units, or percentage points of shares and percents */
    fraction
        change; /**< percent; undefined for base 0, shares and percents (see difference), broken series */
    interval limits; /**< 95 %, of `change` (RATES) or `difference` (PROPORTIONS); NaN where there are none */
    interval value_limits; /**< 95 %, of a rate's value (exact Poisson or Byar); NaN */
    double p,
        p_adjusted; /**< NaN where untested; adjusted (Benjamini–Hochberg) over the categories of a breakdown, else p */
    observation_method method;
    change_verdict verdict;
    fraction share, base_share; /**< in a breakdown: percent of the whole; else undefined */
    fraction
        contribution; /**< in a breakdown: to the whole's change, percentage points: 100·(value − base)/whole's base */
    unsigned status;
    int64_t records, base_records; /**< records that the numerator counts or adds */
    int64_t absent;                /**< records without a value, of both periods */
} observation;

/** What an item of the bulletin became: observations first … first + n − 1. */
typedef struct bulletin_item {
    const definition_item *from;
    size_t first,
        n; /**< TABLE: one an indicator. BREAKDOWN, MOVERS, BARS, MAP: the whole first, then categories, largest first (MOVERS: by
                          absolute contribution), "other" last. LINE: one a month of the period. MULTIPLES: month by month for each category */
    size_t years_first,
        n_years; /**< TABLE with years: for each indicator n_years observations, oldest first, [n_indicators * n_years] from years_first */
    size_t history_first,
        n_history; /**< LINE: for the band: the same months of earlier covered years, that of a base a year before included, ten at most and none from before a break, [n_history * n], oldest year first */
} bulletin_item;

typedef struct bulletin_register {
    const definition_register *from;
    bool read;    /**< some indicator of the bulletin asks for it */
    cube **cubes; /**< [n_cubes] the answers of one reading; the first has account, span and origins */
    size_t n_cubes;
    change_hole *holes;
    size_t n_holes;
} bulletin_register;

/** What is wanted beyond the definition. */
typedef struct bulletin_request {
    text period, against; /**< override the bulletin's; missing: its own */
    size_t n_threads;
    bool strict, digest;
    uint64_t memory;
    size_t
        only_indicator; /**< `explain`: evaluate nothing else, as one table that no section holds (items[0]): the indicator first, then what it
                           refers to, in the periods in which it does; SIZE_MAX: the bulletin */
    /** May be NULL. */
    void (*progress)(void *context, uint64_t bytes, uint64_t total_bytes, uint64_t rows);
    void *progress_context;
    buffer *
        statements; /**< not NULL: nothing is read, but the SQL that would be sent is appended here; the bulletin has no observations */
} bulletin_request;

typedef struct bulletin {
    arena memory;
    const definition *from; /**< borrowed */
    period span, base_span; /**< of the bulletin as a whole, as counted */
    period asked;
    int cut_days;
    day_number newest; /**< day of the newest record of all registers read */
    observation *observations;
    size_t n_observations;
    size_t *
        section_items; /**< [n_sections + 1]: items of section s are section_items[s] … section_items[s + 1] − 1 */
    bulletin_item *items;
    size_t n_items;
    size_t in_short_first, n_in_short; /**< observations, one an indicator, for the first sentences */
    bulletin_register *registers;      /**< [from->n_registers] */
    size_t n_tested;                   /**< tests that were adjusted together in breakdowns, all items */
    int64_t percent_from, small_below;
} bulletin;

/** Evaluate. Errors: ESEP_USAGE with file and line for a definition that asks what the registers cannot give (a column that is not there, a
 *  filter on dates that are texts), ESEP_DATA and ESEP_SYSTEM from the reading. `d` must outlive the result. */
esep_status bulletin_create(bulletin **out, const definition *d, const bulletin_request *request,
                            esep_error *error);
void bulletin_free(bulletin *b);

#endif

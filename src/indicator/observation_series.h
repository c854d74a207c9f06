/* observation_series.h - an indicator's value and base for several rows at once, whatever it is made of.
 *
 * Counts, sums, distinct values, means and stocks come out of cubes (observation_rows.h); shares and ratios are made of two other indicators,
 * which follow the ratio's period unless they have one of their own; populations come from the definition. All in whole numbers. */
#ifndef INDICATOR_OBSERVATION_SERIES_H
#define INDICATOR_OBSERVATION_SERIES_H

#include "indicator/observation_rows.h"

/** Which periods are asked for. */
typedef struct observation_when {
    period asked;
    period base;
    bool has_base;
    bool own;   /**< indicators that have a period or a base of their own follow these */
    bool whole; /**< nothing is cut: a period not covered whole is missing (months, columns of years) */
    bool cut;   /**< what is asked for is already a part of what was meant: a month cut short */
    bulletin_coverage within; /**< … of the ratio that the indicator is a part of */
} observation_when;

/** numerator/denominator, both in 10^-decimals of the series where it says so. */
typedef struct observation_quantity {
    int128 numerator;
    int128 denominator; /**< 0: a ratio to zero */
    bool missing;       /**< no stock, no population */
    bool any;           /**< some record, or person, stands behind it */
    int64_t records;
    int64_t absent;
} observation_quantity;

typedef struct observation_series {
    size_t indicator;
    size_t n_rows;
    change_span span;
    int decimals;                /**< numbers are 10^-decimals */
    bool both_decimals;          /**< of denominators too */
    int64_t scale;               /**< value = numerator·scale/denominator */
    unsigned status;             /**< bits that all rows share */
    observation_quantity *value; /**< [n_rows]; meaningless unless span.covered */
    observation_quantity *base;  /**< [n_rows]; meaningless unless span.base_covered */
} observation_series;

esep_status observation_series_create(observation_series *out, bulletin_work *w, size_t i,
                                      const observation_rows *rows, const observation_when *when,
                                      esep_error *error);

/** What `i` makes of the periods asked for: its own where it has them and `when` lets it, cut to what is covered. */
esep_status observation_when_of(observation_when *out, bulletin_work *w, size_t i,
                                const observation_when *when, esep_error *error);
change_span observation_span(bulletin_work *w, size_t i, const observation_when *own);

/** The days that all registers behind the indicator cover, those of parts with a period of their own apart. */
bulletin_coverage observation_coverage(const bulletin_work *w, size_t i);

/** The days of both. */
bulletin_coverage observation_coverage_common(bulletin_coverage a, bulletin_coverage b);

/** Bits that follow from the periods alone: missing, no data, cut, broken, provisional, holes. Of a ratio, beside those of its parts. */
unsigned observation_span_status(const bulletin_work *w, size_t i, const change_span *s);

/** Do all registers behind the indicator count alike from `first` to `last`: is no break declared for a day after the one, up to the other? */
bool observation_is_unbroken(const bulletin_work *w, size_t i, day_number first, day_number last);

/** The fewest decimals that hold every number of the series exactly, and the change to as many (not fewer than that). */
int observation_decimals_needed(const observation_series *s);
esep_status observation_set_decimals(observation_series *s, int decimals, esep_error *error);

/** The value of a quantity: undefined where missing or a ratio to zero. A ratio of numbers too large for exact arithmetic is an error. */
esep_status observation_value(fraction *out, const observation_series *s, const observation_quantity *q,
                              bool of_base, const bulletin_work *w, esep_error *error);

/** The same in lowest terms. */
fraction observation_lowest(fraction f);

/** Exact, in lowest terms; undefined where either is, ESEP_DATA where a product would leave 127 bits. */
esep_status observation_difference(fraction *out, fraction value, fraction base, esep_error *error);
esep_status observation_change(fraction *out, fraction value, fraction base, esep_error *error);

/** Whole days that a year has around the middle of a period: 365 or 366. */
int observation_year_days(period p);

/** Does the indicator's rate stand for part of a year, and is to be brought to a whole one? */
bool observation_is_annualised(const definition_indicator *indicator, period p);

bool observation_is_ratio(const definition_indicator *indicator);

#endif

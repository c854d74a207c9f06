#include "indicator/observation_build.h"

#include "indicator/change_test.h"
#include "indicator/observation_standard.h"
#include "statistics/count_interval.h"
#include "statistics/multiplicity.h"
#include "statistics/proportion.h"
#include "statistics/rate_test.h"

#include <math.h>
#include <stdlib.h>

static const interval interval_none = {NAN, NAN};
static const fraction fraction_none = {0, 0};

bool observation_adds_up(const definition_indicator *indicator)
{
    return indicator->measure == DEFINITION_COUNT || indicator->measure == DEFINITION_SUM ||
           indicator->measure == DEFINITION_LATEST;
}

static int128 build_one(int decimals)
{
    int128 one = 1;
    while (decimals-- > 0)
        one *= 10;
    return one;
}

static bool build_is_rate(const bulletin_work *w, const definition_indicator *indicator)
{
    return indicator->measure == DEFINITION_RATIO &&
           w->d->indicators[indicator->denominator].measure == DEFINITION_POPULATION;
}

/* ---- which test ---- */

/* Is what the rows count a count of events? `events`: the indicator, or the numerator of a rate. */
static esep_status build_counts_events(bool *counts, bulletin_work *w, size_t events,
                                       const observation_series *whole, esep_error *error)
{
    const definition_indicator *indicator = &w->d->indicators[events];
    *counts = indicator->measure == DEFINITION_COUNT || indicator->measure == DEFINITION_DISTINCT;
    if (!bulletin_may_count(indicator))
        return ESEP_OK;
    int128 value_squares, base_squares, one = build_one(whole->decimals);
    ESEP_TRY(observation_squares(&value_squares, w, events, whole->span.value, error));
    ESEP_TRY(observation_squares(&base_squares, w, events, whole->span.base, error));
    *counts = change_sum_is_count((whole->value[0].numerator + whole->base[0].numerator) / one,
                                  value_squares + base_squares);
    return ESEP_OK;
}

/* Shares whose part lies within the whole in every record of both periods. */
static esep_status build_is_part(bool *is_part, bulletin_work *w, const observation_series *whole,
                                 esep_error *error)
{
    observation_rows all = {.n_rows = 1};
    int64_t parts;
    *is_part = true;
    for (int side = 0; *is_part && side < 2; side++) {
        period span = side ? whole->span.base : whole->span.value;
        int128 numerator = side ? whole->base[0].numerator : whole->value[0].numerator;
        bool known;
        ESEP_TRY(observation_gather_parts(&parts, &known, w, whole->indicator, &all, span, error));
        *is_part = known && parts == numerator;
    }
    return ESEP_OK;
}

static bool build_in_points(const definition_indicator *indicator)
{
    return indicator->measure == DEFINITION_SHARE ||
           (indicator->measure == DEFINITION_RATIO && indicator->percent);
}

esep_status observation_find_method(observation_method *out, bulletin_work *w,
                                    const observation_series *whole, esep_error *error)
{
    const definition_indicator *indicator = &w->d->indicators[whole->indicator];
    bool yes = false;
    *out = OBSERVATION_UNTESTED;
    if (indicator->measure == DEFINITION_STANDARDISED) {
        *out = OBSERVATION_STANDARD;
        return ESEP_OK;
    }
    if (!whole->span.base_covered || whole->status & (OBSERVATION_BREAK | OBSERVATION_UNLIKE))
        return ESEP_OK;
    if (build_in_points(indicator) && !build_is_rate(w, indicator)) {
        ESEP_TRY(build_is_part(&yes, w, whole, error));
        *out = yes ? OBSERVATION_PROPORTIONS : OBSERVATION_UNTESTED;
        return ESEP_OK;
    }
    if (!observation_is_ratio(indicator) || build_is_rate(w, indicator)) {
        size_t events = build_is_rate(w, indicator) ? (size_t)indicator->numerator : whole->indicator;
        ESEP_TRY(build_counts_events(&yes, w, events, whole, error));
        *out = yes ? OBSERVATION_RATES : OBSERVATION_UNTESTED;
    }
    return ESEP_OK;
}

/* ---- tests ---- */

/* Events and what they are exposed to: days, or persons times days. */
typedef struct build_rates {
    int64_t value, base;
    double value_exposure, base_exposure;
    double printed; /* how the ratio of what is printed differs from that of the rates per day */
} build_rates;

static build_rates build_rates_of(const observation *o, const bulletin_work *w)
{
    const definition_indicator *indicator = &w->d->indicators[o->indicator];
    double value_days = period_days(o->span), base_days = period_days(o->base_span);
    int128 one = build_one(o->decimals);
    build_rates r = {(int64_t)(o->numerator / one), (int64_t)(o->base_numerator / one), value_days, base_days,
                     value_days / base_days};
    if (build_is_rate(w, indicator)) {
        r.value_exposure *= (double)(int64_t)(o->denominator / one);
        r.base_exposure *= (double)(int64_t)(o->base_denominator / one);
    }
    if (observation_is_annualised(indicator, o->span))
        r.printed *= observation_year_days(o->span) / value_days;
    if (observation_is_annualised(indicator, o->base_span))
        r.printed /= observation_year_days(o->base_span) / base_days;
    return r;
}

static void build_test(observation *o, const bulletin_work *w)
{
    if (o->value.denominator == 0 || o->status & CHANGE_NO_DATA)
        return;
    if (o->method == OBSERVATION_RATES) {
        build_rates r = build_rates_of(o, w);
        o->p = o->p_adjusted = rate_test_p(r.value, r.base, r.value_exposure, r.base_exposure);
        o->limits = change_test_limits(r.value, r.base, r.value_exposure, r.base_exposure, r.printed);
    }
    if (o->method == OBSERVATION_PROPORTIONS && o->base.denominator > 0) {
        int64_t k1 = (int64_t)o->numerator, n1 = (int64_t)o->denominator;
        int64_t k0 = (int64_t)o->base_numerator, n0 = (int64_t)o->base_denominator;
        interval limits = proportion_difference(k1, n1, k0, n0, 0.95);
        o->p = o->p_adjusted = proportion_fisher_p(k1, n1, k0, n0);
        o->limits = (interval){100 * limits.low, 100 * limits.high};
    }
}

void observation_judge(observation *o, const bulletin_work *w)
{
    o->verdict = CHANGE_UNJUDGED;
    if (isnan(o->p))
        return;
    if (o->method == OBSERVATION_RATES) {
        build_rates r = build_rates_of(o, w);
        o->verdict = change_test_judge(r.value, r.base, r.value_exposure, r.base_exposure, o->p_adjusted);
        return;
    }
    int64_t k1 = (int64_t)o->numerator, n1 = (int64_t)o->denominator;
    int64_t k0 = (int64_t)o->base_numerator, n0 = (int64_t)o->base_denominator;
    if (k1 == 0 && k0 == 0)
        o->verdict = CHANGE_NONE;
    else if (o->p_adjusted <= CHANGE_LEVEL)
        o->verdict = o->difference.numerator > 0 ? CHANGE_ROSE : CHANGE_FELL;
    else
        o->verdict =
            proportion_smallest_p(k1, n1, k0, n0) > CHANGE_LEVEL ? CHANGE_TOO_FEW : CHANGE_WITHIN_CHANCE;
}

/* ---- the value's own limits ---- */

static esep_status build_value_limits(observation *o, bulletin_work *w, esep_error *error)
{
    const definition_indicator *indicator = &w->d->indicators[o->indicator];
    if (o->value.denominator == 0)
        return ESEP_OK;
    double factor = (double)indicator->per;
    interval limits = interval_none;
    if (observation_is_annualised(indicator, o->span))
        factor *= observation_year_days(o->span) / (double)period_days(o->span);
    if (indicator->measure == DEFINITION_STANDARDISED) {
        ESEP_TRY(observation_standard_limits(&limits, w, o->indicator, o->span, error));
    } else if (build_is_rate(w, indicator)) {
        definition_measure events = w->d->indicators[indicator->numerator].measure;
        bool counts =
            events == DEFINITION_COUNT || events == DEFINITION_DISTINCT || o->method == OBSERVATION_RATES;
        int128 one = build_one(o->decimals);
        if (!counts)
            return ESEP_OK;
        limits = count_interval_exact((int64_t)(o->numerator / one), 0.95);
        factor /= (double)(int64_t)(o->denominator / one);
    }
    o->value_limits = (interval){limits.low * factor, limits.high * factor};
    return ESEP_OK;
}

/* ---- filling ---- */

static void build_numbers(observation *o, const observation_series *s, size_t row)
{
    const observation_quantity *value = &s->value[row], *base = &s->base[row];
    o->indicator = s->indicator;
    o->span = s->span.covered ? s->span.value : s->span.asked;
    o->base_span = s->span.base;
    o->asked = s->span.asked;
    o->scale = s->scale;
    o->decimals = s->decimals;
    o->status = s->status;
    if (s->span.covered) {
        o->numerator = value->numerator;
        o->denominator = value->denominator;
        o->records = value->records;
        o->absent = value->absent;
        o->status |= value->missing            ? OBSERVATION_MISSING
                     : value->denominator == 0 ? OBSERVATION_UNDEFINED
                                               : 0;
    }
    if (s->span.base_covered) {
        o->base_numerator = base->numerator;
        o->base_denominator = base->denominator;
        o->base_records = base->records;
        o->absent += base->absent;
        o->status |= base->missing ? CHANGE_NO_DATA : 0;
    }
    o->status |= o->absent > 0 ? OBSERVATION_INCOMPLETE : 0;
}

/* As in change: a small base is about chance in counts. */
static void build_base_status(observation *o, const bulletin_work *w)
{
    const definition_indicator *indicator = &w->d->indicators[o->indicator];
    if (o->status & CHANGE_NO_DATA)
        return;
    int128 limit = (int128)w->b->small_below * build_one(o->decimals), base = o->base_numerator;
    if (o->method == OBSERVATION_PROPORTIONS)
        base = o->base_denominator;
    if (o->method == OBSERVATION_STANDARD)
        base = o->base_records;
    bool counts = o->method != OBSERVATION_UNTESTED || indicator->measure == DEFINITION_COUNT ||
                  indicator->measure == DEFINITION_DISTINCT;
    if (o->base_numerator == 0 || o->base_denominator == 0)
        o->status |= CHANGE_ZERO_BASE;
    else if (counts && (base < 0 ? -base : base) < limit)
        o->status |= CHANGE_SMALL_BASE;
}

esep_status observation_fill(observation *o, bulletin_work *w, const observation_series *s, size_t row,
                             observation_method method, esep_error *error)
{
    *o = (observation){.p = NAN,
                       .p_adjusted = NAN,
                       .limits = interval_none,
                       .value_limits = interval_none,
                       .method = method,
                       .verdict = CHANGE_UNJUDGED};
    build_numbers(o, s, row);
    if (s->span.covered)
        ESEP_TRY(observation_value(&o->value, s, &s->value[row], false, w, error));
    if (s->span.base_covered)
        ESEP_TRY(observation_value(&o->base, s, &s->base[row], true, w, error));
    build_base_status(o, w);
    w->any_value = w->any_value || o->value.denominator > 0;
    if (!(o->status & OBSERVATION_BREAK)) {
        ESEP_TRY(observation_difference(&o->difference, o->value, o->base, error));
        if (!build_in_points(&w->d->indicators[o->indicator]))
            ESEP_TRY(observation_change(&o->change, o->value, o->base, error));
        build_test(o, w);
    }
    return build_value_limits(o, w, error);
}

/* 100·part/whole; of sums that may be negative a share says nothing. */
static fraction build_share(int128 part, int128 whole)
{
    return part >= 0 ? fraction_percent(part, whole) : fraction_none;
}

esep_status observation_compare_whole(observation *o, bulletin_work *w, const observation *whole,
                                      esep_error *error)
{
    const definition_indicator *indicator = &w->d->indicators[o->indicator];
    if (!observation_adds_up(indicator) && indicator->measure != DEFINITION_DISTINCT)
        return ESEP_OK;
    if (o->value.denominator > 0)
        o->share = build_share(o->numerator, whole->numerator);
    if (o->base.denominator > 0)
        o->base_share = build_share(o->base_numerator, whole->base_numerator);
    /* Distinct values of the rows may be more than those of the whole, and their changes do not add up. */
    if (indicator->measure == DEFINITION_DISTINCT || o->difference.denominator == 0 ||
        whole->base_numerator == 0)
        return ESEP_OK;
    /* Both in one size: numerators are 10^-decimals of the item. */
    int128 base = whole->base_numerator < 0 ? -whole->base_numerator : whole->base_numerator, change;
    o->contribution.denominator = base;
    if (__builtin_sub_overflow(o->numerator, o->base_numerator, &change) ||
        !fraction_multiply(&o->contribution.numerator, change, 100))
        return error_raise(error, ESEP_DATA, MESSAGE_NUMBER_TOO_LARGE);
    return ESEP_OK;
}

esep_status observation_adjust(observation *categories, size_t n, size_t *n_tested, esep_error *error)
{
    double *p = calloc(n + 1, sizeof *p);
    if (!p)
        return error_memory(error);
    for (size_t i = 0; i < n; i++) {
        p[i] = categories[i].p;
        *n_tested += !isnan(p[i]);
    }
    esep_status status = multiplicity_adjust(p, p, n, MULTIPLICITY_BH, error);
    for (size_t i = 0; status == ESEP_OK && i < n; i++)
        categories[i].p_adjusted = p[i];
    free(p);
    return status;
}

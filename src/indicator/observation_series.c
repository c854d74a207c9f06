#include "indicator/observation_series.h"

#include "indicator/observation_standard.h"

static const bulletin_coverage coverage_always = {DAY_FIRST, DAY_LAST};

/* ---- decimals ---- */

static int quantities_decimals(const observation_quantity *q, size_t n, int decimals, bool both)
{
    int needed = 0;
    for (size_t r = 0; r < n; r++) {
        for (int side = 0; side < (both ? 2 : 1); side++) {
            int128 number = side ? q[r].denominator : q[r].numerator;
            int own = number == 0 ? 0 : decimals;
            while (own > needed && number % 10 == 0) {
                number /= 10;
                own--;
            }
            needed = own > needed ? own : needed;
        }
    }
    return needed;
}

int observation_decimals_needed(const observation_series *s)
{
    int value = s->span.covered ? quantities_decimals(s->value, s->n_rows, s->decimals, s->both_decimals) : 0;
    int base =
        s->span.base_covered ? quantities_decimals(s->base, s->n_rows, s->decimals, s->both_decimals) : 0;
    return value > base ? value : base;
}

static esep_status quantities_scale(observation_quantity *q, size_t n, int by, bool both, esep_error *error)
{
    for (size_t r = 0; r < n; r++) {
        for (int side = 0; side < (both ? 2 : 1); side++) {
            int128 *number = side ? &q[r].denominator : &q[r].numerator;
            for (int step = by; step < 0; step++)
                *number /= 10;
            for (int step = by; step > 0; step--) {
                if (!fraction_multiply(number, *number, 10))
                    return error_raise(error, ESEP_DATA, MESSAGE_NUMBER_TOO_LARGE);
            }
        }
    }
    return ESEP_OK;
}

esep_status observation_set_decimals(observation_series *s, int decimals, esep_error *error)
{
    int by = decimals - s->decimals;
    if (s->span.covered)
        ESEP_TRY(quantities_scale(s->value, s->n_rows, by, s->both_decimals, error));
    if (s->span.base_covered)
        ESEP_TRY(quantities_scale(s->base, s->n_rows, by, s->both_decimals, error));
    s->decimals = decimals;
    return ESEP_OK;
}

/* ---- leaves ---- */

static esep_status series_leaf_side(observation_quantity *out, bulletin_work *w, size_t i,
                                    const observation_rows *rows, period span, esep_error *error)
{
    const definition_indicator *indicator = &w->d->indicators[i];
    observation_figure *figures = ARENA_TAKE(&w->scratch, rows->n_rows + 1, observation_figure);
    if (!figures)
        return error_memory(error);
    bool missing = false;
    if (indicator->measure == DEFINITION_LATEST) {
        day_number day = span.last;
        missing = !observation_stock_day(&day, w, i, rows, span);
        span = (period){day, day, PERIOD_DAYS};
    }
    ESEP_TRY(observation_gather(figures, w, i, rows, span, error));
    for (size_t r = 0; r < rows->n_rows; r++) {
        bool mean = indicator->measure == DEFINITION_MEAN;
        /* The one number whose negative is none: nothing after this has to think of it. */
        if (figures[r].number < 0 && -(uint128)figures[r].number == (uint128)figures[r].number)
            return error_raise(error, ESEP_DATA, MESSAGE_NUMBER_TOO_LARGE);
        out[r] = (observation_quantity){.numerator = figures[r].number,
                                        .denominator = mean ? figures[r].records : 1,
                                        .missing = missing,
                                        .any = figures[r].records + figures[r].absent > 0,
                                        .records = figures[r].records,
                                        .absent = figures[r].absent};
    }
    return ESEP_OK;
}

/* ---- ratios ---- */

static bool periods_equal(period a, period b)
{
    return a.first == b.first && a.last == b.last;
}

static bool spans_unlike(const change_span *a, const change_span *b)
{
    return (a->covered && b->covered && !periods_equal(a->value, b->value)) ||
           (a->base_covered && b->base_covered && !periods_equal(a->base, b->base));
}

/* (a·s/b) / (c·t/d) = (a·s·d) / (b·c·t). Parts that are ratios or means are first brought to lowest terms, and so is what comes of them: it is
 * no count of anything, and would grow with every ratio within a ratio. */
static bool quantity_divide(observation_quantity *out, const observation_quantity *a, int64_t a_scale,
                            const observation_quantity *b, int64_t b_scale)
{
    *out = (observation_quantity){
        .missing = a->missing || b->missing, .records = a->records, .absent = a->absent + b->absent};
    if (a->denominator == 0 || b->denominator == 0)
        return true;
    bool plain = a->denominator == 1 && b->denominator == 1;
    fraction over = {a->numerator, a->denominator}, under = {b->numerator, b->denominator}, ratio;
    if (!plain) {
        over = observation_lowest(over);
        under = observation_lowest(under);
    }
    if (!fraction_multiply(&ratio.numerator, over.numerator, a_scale) ||
        !fraction_multiply(&ratio.numerator, ratio.numerator, under.denominator) ||
        !fraction_multiply(&ratio.denominator, under.numerator, b_scale) ||
        !fraction_multiply(&ratio.denominator, ratio.denominator, over.denominator))
        return false;
    if (ratio.denominator < 0)
        ratio = (fraction){-ratio.numerator, -ratio.denominator};
    if (!plain)
        ratio = observation_lowest(ratio);
    out->numerator = ratio.numerator;
    out->denominator = ratio.denominator;
    return true;
}

/* The scale of a part that is a whole number of its own is 1: that of a ratio within a ratio counts. */
static esep_status series_divide(observation_series *out, const observation_series *a,
                                 const observation_series *b, bool any_of_both, bool base, esep_error *error)
{
    for (size_t r = 0; r < out->n_rows; r++) {
        const observation_quantity *x = base ? &a->base[r] : &a->value[r],
                                   *y = base ? &b->base[r] : &b->value[r];
        observation_quantity *to = base ? &out->base[r] : &out->value[r];
        if (!quantity_divide(to, x, a->scale, y, b->scale))
            return error_raise(error, ESEP_DATA, MESSAGE_NUMBER_TOO_LARGE);
        to->any = x->any || (any_of_both && y->any);
    }
    return ESEP_OK;
}

static esep_status series_take(observation_series *s, bulletin_work *w, size_t n_rows, esep_error *error)
{
    s->n_rows = n_rows;
    s->value = ARENA_TAKE(&w->scratch, n_rows + 1, observation_quantity);
    s->base = ARENA_TAKE(&w->scratch, n_rows + 1, observation_quantity);
    return s->value && s->base ? ESEP_OK : error_memory(error);
}

/* Sums of one part and counts of the other must be of one size before they are divided. A mean's own denominator is a count, with which its
 * decimals have nothing to do. */
static esep_status series_align(observation_series *a, observation_series *b, esep_error *error)
{
    for (int side = 0; side < 2; side++) {
        observation_series *s = side ? b : a;
        s->decimals = s->both_decimals ? 0 : s->decimals; /* a ratio's are gone by now */
        s->both_decimals = false;
    }
    int needed = observation_decimals_needed(a), other = observation_decimals_needed(b);
    needed = other > needed ? other : needed;
    ESEP_TRY(observation_set_decimals(a, needed, error));
    return observation_set_decimals(b, needed, error);
}

static esep_status series_ratio(observation_series *out, bulletin_work *w, size_t i,
                                const observation_rows *rows, const observation_when *own, esep_error *error)
{
    const definition_indicator *indicator = &w->d->indicators[i];
    const definition_indicator *under = &w->d->indicators[indicator->denominator];
    observation_series a, b;
    observation_when inner = *own;
    inner.within = observation_coverage_common(own->within, observation_coverage(w, i));
    ESEP_TRY(observation_series_create(&a, w, (size_t)indicator->numerator, rows, &inner, error));
    if (under->measure == DEFINITION_POPULATION) {
        /* The population is that of the days which were counted. */
        inner.asked = a.span.value;
        inner.base = a.span.base;
        inner.has_base = a.span.base_covered;
        inner.within = coverage_always;
    }
    if (!a.span.covered)
        inner = *own;
    ESEP_TRY(observation_series_create(&b, w, (size_t)indicator->denominator, rows, &inner, error));
    ESEP_TRY(series_align(&a, &b, error));
    out->span = a.span;
    out->span.covered = a.span.covered && b.span.covered;
    out->span.base_covered = a.span.base_covered && b.span.base_covered;
    out->decimals = a.decimals;
    out->both_decimals = true;
    out->scale = indicator->measure == DEFINITION_SHARE ? 100 : indicator->per;
    out->status = a.status | b.status;
    if (spans_unlike(&a.span, &b.span))
        out->status |= OBSERVATION_UNLIKE;
    /* Parts that are ratios themselves, or means, have denominators of their own, and no decimals that the ratio could keep. */
    bool plain = !observation_is_ratio(&w->d->indicators[indicator->numerator]) &&
                 !observation_is_ratio(under) &&
                 w->d->indicators[indicator->numerator].measure != DEFINITION_MEAN &&
                 under->measure != DEFINITION_MEAN;
    if (!plain)
        out->decimals = 0;
    bool any = under->measure != DEFINITION_POPULATION;
    if (out->span.covered)
        ESEP_TRY(series_divide(out, &a, &b, any, false, error));
    if (out->span.base_covered)
        ESEP_TRY(series_divide(out, &a, &b, any, true, error));
    return ESEP_OK;
}

/* ---- all ---- */

static esep_status series_fill(observation_series *out, bulletin_work *w, size_t i,
                               const observation_rows *rows, const observation_when *own, esep_error *error)
{
    const definition_indicator *indicator = &w->d->indicators[i];
    if (observation_is_ratio(indicator))
        return series_ratio(out, w, i, rows, own, error);
    out->span = observation_span(w, i, own);
    out->scale = indicator->measure == DEFINITION_STANDARDISED ? indicator->per : 1;
    bool sum = indicator->measure == DEFINITION_SUM || indicator->measure == DEFINITION_LATEST ||
               indicator->measure == DEFINITION_MEAN;
    out->decimals = sum ? NUMBER_SCALE : 0;
    for (int side = 0; side < 2; side++) {
        observation_quantity *to = side ? out->base : out->value;
        period span = side ? out->span.base : out->span.value;
        if (side ? !out->span.base_covered : !out->span.covered)
            continue;
        if (indicator->measure == DEFINITION_POPULATION)
            ESEP_TRY(observation_population(to, w, i, rows, span, error));
        else if (indicator->measure == DEFINITION_STANDARDISED)
            ESEP_TRY(observation_standardised(to, w, i, rows, span, error));
        else
            ESEP_TRY(series_leaf_side(to, w, i, rows, span, error));
    }
    return ESEP_OK;
}

esep_status observation_series_create(observation_series *out, bulletin_work *w, size_t i,
                                      const observation_rows *rows, const observation_when *when,
                                      esep_error *error)
{
    observation_when own;
    *out = (observation_series){.indicator = i, .scale = 1};
    ESEP_TRY(series_take(out, w, rows->n_rows, error));
    ESEP_TRY(observation_when_of(&own, w, i, when, error));
    ESEP_TRY(series_fill(out, w, i, rows, &own, error));
    out->status |= observation_span_status(w, i, &out->span) | (own.cut ? CHANGE_CUT_PERIOD : 0);
    if (out->span.covered && observation_is_annualised(&w->d->indicators[i], out->span.value))
        out->status |= OBSERVATION_ANNUALISED;
    return ESEP_OK;
}

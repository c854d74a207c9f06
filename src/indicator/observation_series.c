#include "indicator/observation_series.h"

#include "indicator/observation_standard.h"

static const bulletin_coverage coverage_always = {DAY_FIRST, DAY_LAST};

bool observation_is_ratio(const definition_indicator *indicator)
{
    return indicator->measure == DEFINITION_SHARE || indicator->measure == DEFINITION_RATIO;
}

/* ---- periods ---- */

static bulletin_coverage coverage_common(bulletin_coverage a, bulletin_coverage b)
{
    return (bulletin_coverage){a.first > b.first ? a.first : b.first, a.last < b.last ? a.last : b.last};
}

bulletin_coverage observation_coverage(const bulletin_work *w, size_t i)
{
    const definition_indicator *indicator = &w->d->indicators[i];
    if (indicator->at >= 0)
        return w->covered[indicator->at];
    bulletin_coverage all = coverage_always;
    for (int side = 0; observation_is_ratio(indicator) && side < 2; side++) {
        size_t part = (size_t)(side ? indicator->denominator : indicator->numerator);
        if (!w->d->indicators[part].period.data)
            all = coverage_common(all, observation_coverage(w, part));
    }
    return all;
}

esep_status observation_when_of(observation_when *out, bulletin_work *w, size_t i,
                                const observation_when *when, esep_error *error)
{
    const definition_indicator *indicator = &w->d->indicators[i];
    *out = *when;
    if (!when->own || (!indicator->period.data && !indicator->against.data))
        return ESEP_OK;
    esep_status status = ESEP_OK;
    bulletin_coverage covered = observation_coverage(w, i);
    text against = indicator->against.data ? indicator->against : w->against;
    day_number last = covered.last < covered.first || covered.last == DAY_LAST ? DAY_NONE : covered.last;
    if (indicator->period.data) {
        status = period_parse(&out->asked, indicator->period, last, error);
        out->within = coverage_always;
    }
    if (status == ESEP_OK)
        status = change_find_base(&out->base, out->asked, against, last, error);
    out->has_base = true;
    return status == ESEP_OK ? status : bulletin_error_at(error, &indicator->place);
}

static bool span_inside(period p, bulletin_coverage covered)
{
    return covered.first <= p.first && p.last <= covered.last;
}

/* Months of registers that know no days: only whole ones can be counted. */
static bulletin_coverage span_whole_months(period asked, bulletin_coverage covered)
{
    day_date first = day_to_date(asked.first), last = day_to_date(asked.last);
    bulletin_coverage months = {asked.first, asked.last};
    if (first.day != 1)
        months.first = asked.first - first.day + 1 + day_month_length(first.year, first.month);
    if (last.day != day_month_length(last.year, last.month))
        months.last = asked.last - last.day;
    return (bulletin_coverage){months.first > covered.first ? months.first : covered.first,
                               months.last < covered.last ? months.last : covered.last};
}

/* Where dates have no days, a period that begins or ends within a month is cut to its whole months, and so is its base. */
static bool span_cut_months(change_span *s, bulletin_coverage covered)
{
    period asked = s->asked;
    bulletin_coverage months = span_whole_months(asked, covered);
    change_span cut = {.asked = asked, .base_asked = s->base_asked};
    int first = 0, last = 0;
    cut.value = asked;
    cut.covered = period_cut(&cut.value, months.first, months.last, &first, &last);
    if (!cut.covered || !change_whole_months(cut.value))
        return false;
    cut.base = first || last ? period_cut_partner(cut.base_asked, asked, cut.value) : cut.base_asked;
    if (change_whole_months(cut.base)) {
        change_span inner = {.asked = cut.value, .base_asked = cut.base};
        change_cut(&inner, covered.first, covered.last);
        cut.value = inner.value;
        cut.base = inner.base;
        cut.base_covered = inner.base_covered;
    }
    cut.cut_days = period_days(asked) - period_days(cut.value);
    *s = cut;
    return true;
}

static bool span_is_monthly(const bulletin_work *w, size_t i)
{
    const definition_indicator *indicator = &w->d->indicators[i];
    if (observation_is_ratio(indicator))
        return span_is_monthly(w, (size_t)indicator->numerator) ||
               span_is_monthly(w, (size_t)indicator->denominator);
    return indicator->at >= 0 && w->b->registers[indicator->at].cubes[0]->monthly;
}

change_span observation_span(bulletin_work *w, size_t i, const observation_when *own)
{
    change_span s = {.asked = own->asked, .base_asked = own->base};
    bulletin_coverage covered = coverage_common(observation_coverage(w, i), own->within);
    bool monthly = span_is_monthly(w, i);
    if (own->whole) {
        s.value = s.asked;
        s.base = s.base_asked;
        s.covered = span_inside(s.asked, covered) && (!monthly || change_whole_months(s.asked));
        s.base_covered =
            s.covered && span_inside(s.base, covered) && (!monthly || change_whole_months(s.base));
    } else if (monthly) {
        s.covered = span_cut_months(&s, covered);
    } else {
        change_cut(&s, covered.first, covered.last);
    }
    s.base_covered = s.base_covered && own->has_base;
    return s;
}

/* ---- status ---- */

static bool period_meets(period p, day_number first, day_number last)
{
    return p.first <= last && p.last >= first;
}

/* Are there days of the comparison on both sides of the break? Of a stock only the last days matter. */
static bool series_is_broken(const change_span *s, day_number day, bool stock)
{
    if (!s->base_covered)
        return !stock && s->covered && s->value.first < day && day <= s->value.last;
    day_number first = stock ? s->base.last : s->base.first, last = s->value.last;
    if (stock ? s->value.last < first : s->value.first < first)
        first = stock ? s->value.last : s->value.first;
    if (s->base.last > last)
        last = s->base.last;
    return first < day && day <= last;
}

static bool series_has_hole(const bulletin_register *from, const change_span *s)
{
    for (size_t h = 0; h < from->n_holes; h++) {
        int first = from->holes[h].first_month, last = from->holes[h].last_month;
        day_number from_day = day_from_date(first / 12, first % 12 + 1, 1);
        day_number to_day =
            day_from_date(last / 12, last % 12 + 1, day_month_length(last / 12, last % 12 + 1));
        if (period_meets(s->value, from_day, to_day) ||
            (s->base_covered && period_meets(s->base, from_day, to_day)))
            return true;
    }
    return false;
}

static unsigned series_status(const bulletin_work *w, size_t i, const change_span *s)
{
    const definition_indicator *indicator = &w->d->indicators[i];
    unsigned status = s->cut_days > 0 ? CHANGE_CUT_PERIOD : 0;
    if (!s->covered)
        return status | OBSERVATION_MISSING | CHANGE_NO_DATA;
    if (!s->base_covered)
        status |= CHANGE_NO_DATA;
    if (indicator->at < 0)
        return status;
    const definition_register *from = &w->d->registers[indicator->at];
    bool stock = indicator->measure == DEFINITION_LATEST;
    for (size_t b = 0; b < from->n_breaks; b++)
        status |= series_is_broken(s, from->breaks[b].day, stock) ? OBSERVATION_BREAK : 0;
    if (from->provisional_from != DAY_NONE && (s->value.last >= from->provisional_from ||
                                               (s->base_covered && s->base.last >= from->provisional_from)))
        status |= OBSERVATION_PROVISIONAL;
    if (!stock && series_has_hole(&w->b->registers[indicator->at], s))
        status |= OBSERVATION_HOLES;
    return status;
}

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
    inner.within = coverage_common(own->within, observation_coverage(w, i));
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
    out->status |= series_status(w, i, &out->span) | (own.cut ? CHANGE_CUT_PERIOD : 0);
    if (out->span.covered && observation_is_annualised(&w->d->indicators[i], out->span.value))
        out->status |= OBSERVATION_ANNUALISED;
    return ESEP_OK;
}

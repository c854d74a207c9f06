/* Which days of the registers behind an indicator are compared, and what is to be said of them. */
#include "indicator/observation_series.h"

static const bulletin_coverage coverage_always = {DAY_FIRST, DAY_LAST};

bool observation_is_ratio(const definition_indicator *indicator)
{
    return indicator->measure == DEFINITION_SHARE || indicator->measure == DEFINITION_RATIO;
}

bulletin_coverage observation_coverage_common(bulletin_coverage a, bulletin_coverage b)
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
            all = observation_coverage_common(all, observation_coverage(w, part));
    }
    return all;
}

bool observation_is_unbroken(const bulletin_work *w, size_t i, day_number first, day_number last)
{
    const definition_indicator *indicator = &w->d->indicators[i];
    if (observation_is_ratio(indicator))
        return observation_is_unbroken(w, (size_t)indicator->numerator, first, last) &&
               observation_is_unbroken(w, (size_t)indicator->denominator, first, last);
    if (indicator->at < 0)
        return true;
    const definition_register *from = &w->d->registers[indicator->at];
    for (size_t b = 0; b < from->n_breaks; b++) {
        if (first < from->breaks[b].day && from->breaks[b].day <= last)
            return false;
    }
    return true;
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
    bulletin_coverage covered = observation_coverage_common(observation_coverage(w, i), own->within);
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

unsigned observation_span_status(const bulletin_work *w, size_t i, const change_span *s)
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

#include "indicator/bulletin_items.h"

#include "indicator/bulletin_breakdown.h"
#include "indicator/observation_build.h"

#include <stdlib.h>

static const bulletin_coverage items_always = {DAY_FIRST, DAY_LAST};

observation_when bulletin_when(const bulletin_work *w)
{
    return (observation_when){
        .asked = w->b->asked, .base = w->base_asked, .has_base = true, .own = true, .within = items_always};
}

observation *bulletin_add_observation(bulletin_work *w)
{
    bulletin *b = w->b;
    if (b->n_observations == w->observations_capacity) {
        size_t capacity = w->observations_capacity ? 2 * w->observations_capacity : 64;
        observation *more = realloc(b->observations, capacity * sizeof *more);
        if (!more)
            return NULL;
        b->observations = more;
        w->observations_capacity = capacity;
    }
    b->observations[b->n_observations] = (observation){0};
    return &b->observations[b->n_observations++];
}

static esep_status items_add(bulletin_work *w, const observation_series *s, size_t row,
                             observation_method method, esep_error *error)
{
    observation *o = bulletin_add_observation(w);
    if (!o)
        return error_memory(error);
    ESEP_TRY(observation_fill(o, w, s, row, method, error));
    observation_judge(o, w);
    return ESEP_OK;
}

esep_status bulletin_add_whole(bulletin_work *w, size_t indicator, const observation_when *when,
                               esep_error *error)
{
    observation_rows all = {.n_rows = 1};
    observation_series s;
    observation_method method;
    ESEP_TRY(observation_series_create(&s, w, indicator, &all, when, error));
    ESEP_TRY(observation_set_decimals(&s, observation_decimals_needed(&s), error));
    ESEP_TRY(observation_find_method(&method, w, &s, error));
    return items_add(w, &s, 0, method, error);
}

/* ---- tables ---- */

static period items_years_before(period p, int years)
{
    while (years-- > 0)
        p = period_previous_year(p);
    return p;
}

/* The same days of earlier years, each against the year before; a year that the register does not cover whole is missing. */
static esep_status items_add_years(bulletin_work *w, size_t indicator, int years, esep_error *error)
{
    observation_when when = bulletin_when(w), own;
    ESEP_TRY(observation_when_of(&own, w, indicator, &when, error));
    change_span span = observation_span(w, indicator, &own);
    period counted = span.covered ? span.value : span.asked;
    counted.kind = span.asked.kind;
    for (int back = years - 1; back > 0; back--) {
        observation_when year = {.asked = items_years_before(counted, back),
                                 .base = items_years_before(counted, back + 1),
                                 .has_base = true,
                                 .whole = true,
                                 .within = items_always};
        ESEP_TRY(bulletin_add_whole(w, indicator, &year, error));
    }
    return bulletin_add_whole(w, indicator, &when, error);
}

static esep_status items_fill_table(bulletin_item *to, bulletin_work *w, const definition_item *item,
                                    esep_error *error)
{
    observation_when when = bulletin_when(w);
    for (size_t i = 0; i < item->n_indicators; i++)
        ESEP_TRY(bulletin_add_whole(w, (size_t)item->indicators[i], &when, error));
    to->n = item->n_indicators;
    if (item->years <= 1)
        return ESEP_OK;
    to->years_first = w->b->n_observations;
    to->n_years = (size_t)item->years;
    for (size_t i = 0; i < item->n_indicators; i++)
        ESEP_TRY(items_add_years(w, (size_t)item->indicators[i], item->years, error));
    return ESEP_OK;
}

/* ---- months ---- */

static period items_month_piece(period of, int month)
{
    int year = month / 12, number = month % 12 + 1;
    period piece = {day_from_date(year, number, 1),
                    day_from_date(year, number, day_month_length(year, number)), PERIOD_MONTH};
    int first, last;
    period_cut(&piece, of.first, of.last, &first, &last);
    return piece;
}

/* The months of the period as counted, each with its partner in the base. */
static esep_status items_find_months(observation_when **months, size_t *n, bulletin_work *w, size_t indicator,
                                     esep_error *error)
{
    observation_when when = bulletin_when(w), own;
    *n = 0;
    ESEP_TRY(observation_when_of(&own, w, indicator, &when, error));
    change_span span = observation_span(w, indicator, &own);
    if (!span.covered)
        return ESEP_OK;
    int first = day_month_index(span.value.first), last = day_month_index(span.value.last);
    *months = ARENA_TAKE(&w->scratch, (size_t)(last - first) + 1, observation_when);
    if (!*months)
        return error_memory(error);
    for (int month = first; month <= last; month++) {
        observation_when *to = &(*months)[(*n)++];
        *to = (observation_when){.asked = items_month_piece(span.value, month),
                                 .has_base = span.base_covered,
                                 .whole = true,
                                 .within = items_always};
        to->cut = !change_whole_months(to->asked);
        if (span.base_covered)
            to->base = period_cut_partner(span.base, span.value, to->asked);
    }
    return ESEP_OK;
}

static bool items_year_is_like(bulletin_work *w, size_t indicator, const observation_when *months, size_t n,
                               int years)
{
    bulletin_coverage covered = observation_coverage(w, indicator);
    period first = items_years_before(months[0].asked, years),
           last = items_years_before(months[n - 1].asked, years);
    return first.first >= covered.first && first.first >= DAY_FIRST && last.last <= covered.last &&
           observation_is_unbroken(w, indicator, first.first, months[n - 1].asked.last);
}

/* The years before, as far back as the register covers all these months and counts alike, ten at most. */
static esep_status items_add_history(bulletin_item *to, bulletin_work *w, size_t indicator,
                                     const observation_when *months, size_t n, esep_error *error)
{
    int years = 0;
    while (n > 0 && years < BULLETIN_HISTORY_YEARS && items_year_is_like(w, indicator, months, n, years + 1))
        years++;
    to->history_first = w->b->n_observations;
    to->n_history = (size_t)years;
    for (int back = years; back > 0; back--) {
        for (size_t m = 0; m < n; m++) {
            observation_when when = months[m];
            when.asked = items_years_before(months[m].asked, back);
            when.has_base = false;
            ESEP_TRY(bulletin_add_whole(w, indicator, &when, error));
        }
    }
    return ESEP_OK;
}

static esep_status items_fill_line(bulletin_item *to, bulletin_work *w, const definition_item *item,
                                   esep_error *error)
{
    size_t indicator = (size_t)item->indicators[0], n;
    observation_when *months = NULL;
    ESEP_TRY(items_find_months(&months, &n, w, indicator, error));
    for (size_t m = 0; m < n; m++)
        ESEP_TRY(bulletin_add_whole(w, indicator, &months[m], error));
    to->n = n;
    return items_add_history(to, w, indicator, months, n, error);
}

static esep_status items_fill_multiples(bulletin_work *w, const definition_item *item, esep_error *error)
{
    size_t n;
    observation_when *months = NULL;
    ESEP_TRY(items_find_months(&months, &n, w, (size_t)item->indicators[0], error));
    return n > 0 ? bulletin_fill_multiples(w, item, months, n, error) : ESEP_OK;
}

/* ---- all ---- */

esep_status bulletin_fill_item(bulletin_item *to, bulletin_work *w, const definition_item *item,
                               esep_error *error)
{
    *to = (bulletin_item){.from = item, .first = w->b->n_observations};
    switch (item->kind) {
    case DEFINITION_TEXT:
        return ESEP_OK;
    case DEFINITION_TABLE:
        return items_fill_table(to, w, item, error);
    case DEFINITION_CHART:
        if (item->chart == DEFINITION_LINE)
            return items_fill_line(to, w, item, error);
        if (item->chart == DEFINITION_MULTIPLES) {
            ESEP_TRY(items_fill_multiples(w, item, error));
            break;
        }
        ESEP_TRY(bulletin_fill_breakdown(w, item, error));
        break;
    case DEFINITION_BREAKDOWN:
    case DEFINITION_MOVERS:
        ESEP_TRY(bulletin_fill_breakdown(w, item, error));
        break;
    }
    to->n = w->b->n_observations - to->first;
    return ESEP_OK;
}

static esep_status items_explain(bulletin_work *w, size_t indicator, const observation_when *when,
                                 esep_error *error)
{
    const definition_indicator *from = &w->d->indicators[indicator];
    observation_when own;
    ESEP_TRY(bulletin_add_whole(w, indicator, when, error));
    if (!observation_is_ratio(from))
        return ESEP_OK;
    ESEP_TRY(observation_when_of(&own, w, indicator, when, error));
    ESEP_TRY(items_explain(w, (size_t)from->numerator, &own, error));
    return items_explain(w, (size_t)from->denominator, &own, error);
}

esep_status bulletin_fill_explained(bulletin_item *to, bulletin_work *w, const definition_item *item,
                                    esep_error *error)
{
    observation_when when = bulletin_when(w);
    *to = (bulletin_item){.from = item, .first = w->b->n_observations};
    ESEP_TRY(items_explain(w, (size_t)item->indicators[0], &when, error));
    to->n = w->b->n_observations - to->first;
    return ESEP_OK;
}

/* What an item needs of each register: an indicator, and all that it refers to, by its dimensions. */
#include "indicator/bulletin_requests.h"

#include <stdlib.h>

bool bulletin_may_count(const definition_indicator *indicator)
{
    return indicator->measure == DEFINITION_SUM && !indicator->money;
}

static esep_status demands_add(bulletin_demands *to, bulletin_demand demand, esep_error *error)
{
    if (to->n == to->capacity) {
        size_t capacity = to->capacity ? 2 * to->capacity : 32;
        bulletin_demand *more = realloc(to->demands, capacity * sizeof *more);
        if (!more)
            return error_memory(error);
        to->demands = more;
        to->capacity = capacity;
    }
    to->demands[to->n++] = demand;
    return ESEP_OK;
}

static bulletin_demand demand_of(size_t indicator, const text *by, size_t n_by)
{
    bulletin_demand demand = {.indicator = indicator, .part_of = DEFINITION_NONE, .n_by = n_by};
    for (size_t i = 0; i < n_by; i++)
        demand.by[i] = by[i];
    return demand;
}

/* A share of counts is tested where the part lies within the whole, which the records tell. */
static esep_status demand_part(bulletin_demands *to, const definition *d, size_t i, const text *by,
                               size_t n_by, esep_error *error)
{
    const definition_indicator *part = &d->indicators[d->indicators[i].numerator];
    const definition_indicator *whole = &d->indicators[d->indicators[i].denominator];
    if (part->measure != DEFINITION_COUNT || whole->measure != DEFINITION_COUNT || part->at != whole->at)
        return ESEP_OK;
    bulletin_demand demand = demand_of((size_t)d->indicators[i].denominator, by, n_by);
    demand.part_of = (ptrdiff_t)i;
    return demands_add(to, demand, error);
}

/* Two parts each: a chain of ratios within ratios doubles with every link. */
static esep_status demand_too_deep(const definition_indicator *indicator, esep_error *error)
{
    char most[24];
    error_raise(error, ESEP_USAGE, MESSAGE_BULLETIN_RATIO_DEEP,
                indicator->name.data ? indicator->name.data : "", error_number(most, BULLETIN_RATIO_DEPTH));
    error_at(error, indicator->place.path, indicator->place.line);
    return ESEP_USAGE;
}

static esep_status demand_within(bulletin_demands *to, const definition *d, size_t i, const text *by,
                                 size_t n_by, int depth, esep_error *error)
{
    const definition_indicator *indicator = &d->indicators[i];
    if (depth > BULLETIN_RATIO_DEPTH)
        return demand_too_deep(indicator, error);
    switch (indicator->measure) {
    case DEFINITION_SHARE:
    case DEFINITION_RATIO:
        ESEP_TRY(demand_within(to, d, (size_t)indicator->numerator, by, n_by, depth + 1, error));
        ESEP_TRY(demand_within(to, d, (size_t)indicator->denominator, by, n_by, depth + 1, error));
        return demand_part(to, d, i, by, n_by, error);
    case DEFINITION_POPULATION:
        return ESEP_OK;
    case DEFINITION_STANDARDISED:
        return demands_add(to, demand_of(i, &indicator->by, 1), error);
    case DEFINITION_SUM: {
        bulletin_demand squares = demand_of(i, by, 0);
        squares.squares = true;
        if (bulletin_may_count(indicator))
            ESEP_TRY(demands_add(to, squares, error));
        break;
    }
    case DEFINITION_COUNT:
    case DEFINITION_DISTINCT:
    case DEFINITION_MEAN:
    case DEFINITION_LATEST:
        break;
    }
    return demands_add(to, demand_of(i, by, n_by), error);
}

esep_status bulletin_demand_indicator(bulletin_demands *to, const definition *d, size_t i, const text *by,
                                      size_t n_by, esep_error *error)
{
    return demand_within(to, d, i, by, n_by, 0, error);
}

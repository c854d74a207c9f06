#include "statistics/standardisation.h"

#include "statistics/count_interval.h"

#include <math.h>
#include <stdbool.h>

static bool standardisation_in_domain(const double *events, const double *persons, const double *weights,
                                      size_t n)
{
    double all = 0;
    for (size_t i = 0; i < n; i++) {
        if (!(events[i] >= 0 && persons[i] > 0 && weights[i] >= 0) || events[i] != floor(events[i]))
            return false;
        all += weights[i];
    }
    return all > 0 && isfinite(all);
}

static interval standardisation_limits(const standardised_rate *r, double events, interval of_events)
{
    if (events == 0)
        return (interval){NAN, NAN};
    double scale = sqrt(r->variance / events);
    return (interval){r->rate + scale * (of_events.low - events),
                      r->rate + scale * (of_events.high - events)};
}

standardised_rate standardisation_rate(const double *events, const double *persons, const double *weights,
                                       size_t n, double level)
{
    standardised_rate r = {NAN, NAN, {NAN, NAN}, {NAN, NAN}};
    if (!standardisation_in_domain(events, persons, weights, n))
        return r;
    double all = 0, weight = 0, rate = 0, variance = 0;
    for (size_t i = 0; i < n; i++) {
        double share = weights[i] / persons[i];
        rate += share * events[i];
        variance += share * share * events[i];
        weight += weights[i];
        all += events[i];
    }
    if (all > 0x1p52)
        return r;
    r.rate = rate / weight;
    r.variance = variance / (weight * weight);
    r.exact = standardisation_limits(&r, all, count_interval_exact((int64_t)all, level));
    r.byar = standardisation_limits(&r, all, count_interval_byar((int64_t)all, level));
    return r;
}

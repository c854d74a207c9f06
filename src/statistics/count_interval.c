#include "statistics/count_interval.h"

#include "statistics/root.h"

#include <math.h>
#include <stdbool.h>

#define MATHLIB_STANDALONE 1
#include <Rmath.h>

static bool count_in_domain(int64_t count, double level)
{
    return count >= 0 && count <= (int64_t)1 << 52 && level > 0 && level < 1;
}

typedef struct count_limit {
    double count;
    bool upper;
    bool midp;
    double log_tail;
} count_limit;

/* The tail beyond the count at mean exp(log_mean), as a gamma probability (Abramowitz & Stegun 26.4.21): it
 * falls with the mean for the upper limit, rises for the lower one. */
static double count_limit_excess(double log_mean, const void *context)
{
    const count_limit *limit = (const count_limit *)context;
    double mean = exp(log_mean);
    double tail =
        limit->upper ? pgamma(mean, limit->count + 1, 1, 0, 1) : pgamma(mean, limit->count, 1, 1, 1);
    if (limit->midp)
        tail += log1p(-0.5 * exp(dpois(limit->count, mean, 1) - tail));
    return limit->upper ? limit->log_tail - tail : tail - limit->log_tail;
}

static double count_limit_of(int64_t count, double level, bool upper, bool midp)
{
    if (count == 0 && !upper)
        return 0;
    double x = (double)count, spread = 1 / sqrt(x + 1);
    count_limit limit = {x, upper, midp, log((1 - level) / 2)};
    double start = log(x + 0.5) + (upper ? 2 : -2) * spread;
    return exp(root_find(count_limit_excess, &limit, start, spread / 4));
}

static interval count_interval_of(int64_t count, double level, bool midp)
{
    if (!count_in_domain(count, level))
        return (interval){NAN, NAN};
    return (interval){count_limit_of(count, level, false, midp), count_limit_of(count, level, true, midp)};
}

interval count_interval_exact(int64_t count, double level)
{
    return count_interval_of(count, level, false);
}

interval count_interval_midp(int64_t count, double level)
{
    return count_interval_of(count, level, true);
}

/* z < 0 for a lower limit. */
static double count_byar_limit(double centre, double z)
{
    if (centre == 0)
        return 0;
    double root = 1 - 1 / (9 * centre) + z / (3 * sqrt(centre));
    return fmax(0, centre * root * root * root);
}

static interval count_byar_interval(int64_t count, double level, double low_shift, double high_shift)
{
    if (!count_in_domain(count, level))
        return (interval){NAN, NAN};
    double z = -qnorm((1 - level) / 2, 0, 1, 1, 0), x = (double)count;
    return (interval){count_byar_limit(x + low_shift, -z), count_byar_limit(x + high_shift, z)};
}

interval count_interval_byar(int64_t count, double level)
{
    return count_byar_interval(count, level, 0, 1);
}

interval count_interval_byar_half(int64_t count, double level)
{
    return count_byar_interval(count, level, 0.5, 0.5);
}

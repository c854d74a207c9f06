#include "statistics/proportion.h"

#include <math.h>
#include <stdbool.h>

#define MATHLIB_STANDALONE 1
#include <Rmath.h>

static const interval proportion_none = {NAN, NAN};

static bool proportion_in_domain(int64_t k, int64_t n)
{
    return n >= 1 && n <= (int64_t)1 << 31 && k >= 0 && k <= n;
}

interval proportion_wilson(int64_t k, int64_t n, double level)
{
    if (!proportion_in_domain(k, n) || !(level > 0 && level < 1))
        return proportion_none;
    double z = -qnorm((1 - level) / 2, 0, 1, 1, 0), total = (double)n, p = (double)k / total;
    double centre = p + z * z / (2 * total),
           width = z * sqrt(p * (1 - p) / total + z * z / (4 * total * total));
    double under = 1 + z * z / total;
    /* At the ends the exact root is 0 or 1, which rounding would miss. */
    return (interval){k == 0 ? 0 : (centre - width) / under, k == n ? 1 : (centre + width) / under};
}

interval proportion_exact(int64_t k, int64_t n, double level)
{
    if (!proportion_in_domain(k, n) || !(level > 0 && level < 1))
        return proportion_none;
    double x = (double)k, rest = (double)(n - k), tail = (1 - level) / 2;
    return (interval){k == 0 ? 0 : qbeta(tail, x, rest + 1, 1, 0),
                      k == n ? 1 : qbeta(tail, x + 1, rest, 0, 0)};
}

interval proportion_difference(int64_t k1, int64_t n1, int64_t k0, int64_t n0, double level)
{
    interval w1 = proportion_wilson(k1, n1, level), w0 = proportion_wilson(k0, n0, level);
    double p1 = (double)k1 / (double)n1, p0 = (double)k0 / (double)n0, d = p1 - p0;
    if (isnan(w1.low) || isnan(w0.low))
        return proportion_none;
    return (interval){d - hypot(p1 - w1.low, w0.high - p0), d + hypot(w1.high - p1, p0 - w0.low)};
}

/* k1 among the k1 + k0 successes, n1 and n0 drawn from. */
typedef struct proportion_margins {
    double n1, n0, successes;
    double low, high; /* the least and the most that k1 could be */
} proportion_margins;

static proportion_margins proportion_margins_of(int64_t k1, int64_t n1, int64_t k0, int64_t n0)
{
    proportion_margins m = {(double)n1, (double)n0, (double)(k1 + k0), 0, 0};
    m.low = fmax(0, m.successes - m.n0);
    m.high = fmin(m.n1, m.successes);
    return m;
}

static double proportion_mass(const proportion_margins *m, double x)
{
    return dhyper(x, m->n1, m->n0, m->successes, 0);
}

/* The first x from `from` up to `to` whose mass is at most `limit`, where masses fall all along; to + 1 where none is. */
static double proportion_first_unlikely(const proportion_margins *m, double from, double to, double limit)
{
    double low = from, high = to + 1;
    while (low < high) {
        double middle = floor((low + high) / 2);
        if (proportion_mass(m, middle) <= limit)
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

/* The last x from `to` down to `from`, where masses rise all along; from − 1 where none is. */
static double proportion_last_unlikely(const proportion_margins *m, double from, double to, double limit)
{
    double low = from - 1, high = to;
    while (low < high) {
        double middle = ceil((low + high) / 2);
        if (proportion_mass(m, middle) <= limit)
            low = middle;
        else
            high = middle - 1;
    }
    return low;
}

static double proportion_minimum_likelihood(const proportion_margins *m, double x)
{
    double mode = floor((m->n1 + 1) * (m->successes + 1) / (m->n1 + m->n0 + 2));
    double limit = proportion_mass(m, x) * (1 + 1e-7);
    mode = fmin(fmax(mode, m->low), m->high);
    double below = proportion_last_unlikely(m, m->low, mode, limit);
    double above = proportion_first_unlikely(m, mode, m->high, limit);
    if (below >= above)
        return 1;
    double lower = below >= m->low ? phyper(below, m->n1, m->n0, m->successes, 1, 0) : 0;
    double upper = above <= m->high ? phyper(above - 1, m->n1, m->n0, m->successes, 0, 0) : 0;
    return fmin(1, lower + upper);
}

double proportion_fisher_p(int64_t k1, int64_t n1, int64_t k0, int64_t n0)
{
    if (!proportion_in_domain(k1, n1) || !proportion_in_domain(k0, n0))
        return NAN;
    proportion_margins m = proportion_margins_of(k1, n1, k0, n0);
    return m.low == m.high ? 1 : proportion_minimum_likelihood(&m, (double)k1);
}

double proportion_smallest_p(int64_t k1, int64_t n1, int64_t k0, int64_t n0)
{
    if (!proportion_in_domain(k1, n1) || !proportion_in_domain(k0, n0))
        return NAN;
    proportion_margins m = proportion_margins_of(k1, n1, k0, n0);
    if (m.low == m.high)
        return 1;
    return fmin(proportion_minimum_likelihood(&m, m.low), proportion_minimum_likelihood(&m, m.high));
}

double proportion_pooled_z_p(int64_t k1, int64_t n1, int64_t k0, int64_t n0)
{
    if (!proportion_in_domain(k1, n1) || !proportion_in_domain(k0, n0))
        return NAN;
    double total1 = (double)n1, total0 = (double)n0, pooled = (double)(k1 + k0) / (total1 + total0);
    double error = sqrt(pooled * (1 - pooled) * (1 / total1 + 1 / total0));
    double d = (double)k1 / total1 - (double)k0 / total0;
    return error == 0 ? 1 : 2 * pnorm(-fabs(d) / error, 0, 1, 1, 0);
}

#include "statistics/rate_test.h"

#include "statistics/binomial.h"
#include "statistics/root.h"

#include <math.h>
#include <stdbool.h>

static bool rate_in_domain(int64_t c1, int64_t c0, double e1, double e0)
{
    const int64_t largest = (int64_t)1 << 51; /* the total and its neighbours are exact doubles */
    return c1 >= 0 && c0 >= 0 && c1 <= largest && c0 <= largest && e1 > 0 && e0 > 0 && isfinite(e1 + e0);
}

static binomial rate_null(int64_t c1, int64_t c0, double e1, double e0)
{
    return (binomial){(double)(c1 + c0), e1 / (e1 + e0), e0 / (e1 + e0)};
}

/* The first outcome of low … high whose mass is at most `limit`; high + 1 where there is none. From the mean
 * upwards the masses only fall, so the search can halve. */
static double rate_first_unlikely(binomial b, double low, double high, double limit)
{
    while (low <= high) {
        double middle = floor((low + high) / 2);
        if (binomial_mass(b, middle, false) <= limit)
            high = middle - 1;
        else
            low = middle + 1;
    }
    return low;
}

/* P by minimum likelihood for an x below the mean: its own tail, and that part of the other tail which is as
 * unlikely. */
static double rate_minimum_likelihood_below(binomial b, double x, double mean)
{
    double limit = binomial_mass(b, x, false) * (1 + 1e-7);
    double other = rate_first_unlikely(b, ceil(mean), b.trials, limit);
    double own_tail = binomial_at_most(b, x, false);
    return other > b.trials ? own_tail : fmin(1, own_tail + binomial_at_least(b, other, false));
}

static double rate_minimum_likelihood(binomial b, double x)
{
    double mean = b.trials * b.p, mean_reflected = b.trials * b.q;
    if (x == mean || b.trials - x == mean_reflected)
        return 1;
    if (x < mean)
        return rate_minimum_likelihood_below(b, x, mean);
    return rate_minimum_likelihood_below(binomial_reflected(b), b.trials - x, mean_reflected);
}

double rate_test_p(int64_t c1, int64_t c0, double e1, double e0)
{
    if (!rate_in_domain(c1, c0, e1, e0))
        return NAN;
    return rate_minimum_likelihood(rate_null(c1, c0, e1, e0), (double)c1);
}

/* What the upper limit solves: the tail up to x, less `half` of the mass at x, is to be exp(log_tail). */
typedef struct rate_limit {
    double x;
    double trials;
    bool midp;
    double log_tail;
} rate_limit;

static double rate_limit_excess(double log_odds, const void *context)
{
    const rate_limit *limit = (const rate_limit *)context;
    binomial b = {limit->trials, 1 / (1 + exp(-log_odds)), 1 / (1 + exp(log_odds))};
    double tail = binomial_at_most(b, limit->x, true);
    if (limit->midp)
        tail += log1p(-0.5 * exp(binomial_mass(b, limit->x, true) - tail));
    return limit->log_tail - tail;
}

/* Upper limit of the ratio. */
static double rate_upper(int64_t c1, int64_t c0, double e1, double e0, double level, bool midp)
{
    if (c0 == 0)
        return INFINITY;
    double x = (double)c1, y = (double)c0;
    rate_limit limit = {x, x + y, midp, log((1 - level) / 2)};
    double spread = sqrt(1 / (x + 0.5) + 1 / (y + 0.5));
    double log_odds =
        root_find(rate_limit_excess, &limit, log((x + 0.5) / (y + 0.5)) + 2 * spread, spread / 4);
    return exp(log_odds) * (e0 / e1);
}

/* The lower limit is the upper one of the reversed question. */
static interval rate_interval(int64_t c1, int64_t c0, double e1, double e0, double level, bool midp)
{
    if (!rate_in_domain(c1, c0, e1, e0) || !(level > 0 && level < 1))
        return (interval){NAN, NAN};
    return (interval){1 / rate_upper(c0, c1, e0, e1, level, midp), rate_upper(c1, c0, e1, e0, level, midp)};
}

interval rate_test_interval(int64_t c1, int64_t c0, double e1, double e0, double level)
{
    return rate_interval(c1, c0, e1, e0, level, false);
}

interval rate_test_midp_interval(int64_t c1, int64_t c0, double e1, double e0, double level)
{
    return rate_interval(c1, c0, e1, e0, level, true);
}

static void rate_tails(rate_test *test, binomial b, double x)
{
    double half = binomial_mass(b, x, false) / 2;
    test->p_less = binomial_at_most(b, x, false);
    test->p_greater = binomial_at_least(b, x, false);
    test->p_doubled = fmin(1, 2 * fmin(test->p_less, test->p_greater));
    test->midp_less = binomial_at_most(b, x - 1, false) + half;
    test->midp_greater = binomial_at_least(b, x + 1, false) + half;
    test->midp_doubled = fmin(1, 2 * fmin(test->midp_less, test->midp_greater));
    test->log10_smaller_tail = fmin(binomial_at_most(b, x, true), binomial_at_least(b, x, true)) / log(10);
}

rate_test rate_test_compare(int64_t c1, int64_t c0, double e1, double e0)
{
    if (!rate_in_domain(c1, c0, e1, e0))
        return (rate_test){NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, {NAN, NAN}, {NAN, NAN}, {NAN, NAN}};
    if (c1 == 0 && c0 == 0)
        return (rate_test){NAN, 1, 1, 1, 1, 1, 1, 1, 0, {0, INFINITY}, {0, INFINITY}, {0, INFINITY}};
    rate_test test = {.ratio = (double)c1 / (double)c0 * (e0 / e1),
                      .p_two_sided = rate_test_p(c1, c0, e1, e0)};
    rate_tails(&test, rate_null(c1, c0, e1, e0), (double)c1);
    test.exact95 = rate_test_interval(c1, c0, e1, e0, 0.95);
    test.exact90 = rate_test_interval(c1, c0, e1, e0, 0.90);
    test.midp95 = rate_test_midp_interval(c1, c0, e1, e0, 0.95);
    return test;
}

double rate_test_smallest_p(int64_t total, double e1, double e0)
{
    return fmin(rate_test_p(total, 0, e1, e0), rate_test_p(0, total, e1, e0));
}

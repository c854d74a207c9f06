/* rate_test.h - have two counts of events come from the same rate?
 *
 * Estimand: the ratio of two Poisson rates, (c1/e1) / (c0/e0): c1 events in exposure e1 (the period reported
 * on), c0 in e0 (its base). Exposure is what makes the counts comparable: days, or persons times days; only
 * its ratio matters.
 *
 * Given their total n = c1 + c0, the count c1 is binomial with n trials and, if the rates are equal,
 * probability p = e1/(e1 + e0): the exact conditional test of Przyborowski & Wilenski (1940, Biometrika
 * 31:313-323).
 *
 * - less, greater: P(X <= c1), P(X >= c1)
 * - two-sided: the sum of P(X = i) over all i with P(X = i) <= P(X = c1)·(1 + 1e-7), "minimum likelihood", as
 * R's poisson.test and binom.test define it; the factor counts outcomes that are equally likely but for
 * rounding. 1 where c1 is exactly n·p.
 * - doubled: min(1, 2·min(less, greater))
 * - mid-p: half the observed outcome's mass taken off a tail (Lancaster 1961, JASA 56:223-234); the doubled
 * one is min(1, 2·min of the two)
 * - interval: Clopper & Pearson (1934, Biometrika 26:404-413) limits pL, pU of p, each leaving (1 - level)/2
 * in one tail, mapped to the ratio by p/(1 - p) · e0/e1; the mid-p interval solves for the mid-p tails.
 *
 * Domain: counts 0 … 2^51, exposures positive and finite. Outside it, everything is NaN.
 *
 * Edges: c1 = 0 has the lower limit 0, c0 = 0 the ratio and the upper limit infinity. With no event at all
 * nothing can be said: ratio NaN, every p-value 1, intervals [0, Inf] (R refuses the question).
 *
 * The interval belongs to the one-sided tests: near its ends it may disagree with the two-sided p-value, as
 * in R.
 *
 * The test assumes Poisson counts. Events that come in clusters vary more, and its p-values are then too
 * small.
 *
 * Cost: a few dozen tail probabilities, whatever the counts. Pure functions; any thread. */
#ifndef STATISTICS_RATE_TEST_H
#define STATISTICS_RATE_TEST_H

#include "statistics/interval.h"

#include <stdint.h>

typedef struct rate_test {
    double ratio;
    double p_two_sided;
    double p_less;
    double p_greater;
    double p_doubled;
    double midp_less;
    double midp_greater;
    double midp_doubled;
    double log10_smaller_tail; /**< of less and greater: still a number where the p-values are 0 */
    interval exact95;
    interval exact90;
    interval midp95;
} rate_test;

/** All of it. */
rate_test rate_test_compare(int64_t c1, int64_t c0, double e1, double e0);

/** The two-sided p-value alone. */
double rate_test_p(int64_t c1, int64_t c0, double e1, double e0);

/** The exact (Clopper-Pearson) interval of the ratio alone; 0 < level < 1. */
interval rate_test_interval(int64_t c1, int64_t c0, double e1, double e0, double level);

/** The mid-p interval of the ratio alone. */
interval rate_test_midp_interval(int64_t c1, int64_t c0, double e1, double e0, double level);

/** The smallest two-sided p-value that any division of `total` events between the two could give. Where even
 * this is above the level of the test, the events are too few to say anything: 5 events in equal periods give
 * 0.0625 at best. It is reached where all events fall into one of the two, the less likely one. */
double rate_test_smallest_p(int64_t total, double e1, double e0);

#endif

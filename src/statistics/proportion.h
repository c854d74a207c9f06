/* proportion.h - shares of a whole: limits of one, and whether two differ.
 *
 * One proportion, k of n:
 * - wilson: the roots of (p − k/n)² = z²·p(1 − p)/n (Wilson 1927, JASA 22:209-212);
 * - exact: Clopper & Pearson (1934, Biometrika 26:404-413), each limit leaving (1 − level)/2 in one tail.
 *
 * Two proportions, k1 of n1 and k0 of n0:
 * - difference: limits of k1/n1 − k0/n0 by Newcombe's hybrid of the two Wilson intervals (Newcombe 1998, Statistics in Medicine 17:873-890,
 *   method 10): d − √((p1 − l1)² + (u0 − p0)²) … d + √((u1 − p1)² + (p0 − l0)²). They stay within ±1 and serve at 0 and at n, where Wald's
 *   collapse.
 * - fisher: given the margins, k1 is hypergeometric; the two-sided p is the sum of the probabilities of all outcomes that are no more likely than the
 *   one observed, with R's factor 1 + 10^-7 (Fisher 1935, JRSS 98:39-82; fisher.test). Exact, never too small.
 * - pooled_z: the normal test with the pooled variance (Fleiss, Levin & Paik 2003, Statistical Methods for Rates and Proportions, p. 53, without the
 *   continuity correction): the same as the χ² test. For comparison with tables of others.
 *
 * Esep's own choice for shares: Newcombe's limits, and Fisher's p. The test assumes that the two wholes are independent, as records of two periods
 * are. The two answer slightly different questions, and may disagree close to the limit.
 *
 * Domain: 0 <= k <= n, 1 <= n <= 2^31, 0 < level < 1; outside it all is NaN. Pure functions. */
#ifndef STATISTICS_PROPORTION_H
#define STATISTICS_PROPORTION_H

#include "statistics/interval.h"

#include <stdint.h>

interval proportion_wilson(int64_t k, int64_t n, double level);
interval proportion_exact(int64_t k, int64_t n, double level);
interval proportion_difference(int64_t k1, int64_t n1, int64_t k0, int64_t n0, double level);
double proportion_fisher_p(int64_t k1, int64_t n1, int64_t k0, int64_t n0);
double proportion_pooled_z_p(int64_t k1, int64_t n1, int64_t k0, int64_t n0);

/** The smallest p by Fisher that any division of the k1 + k0 between the two could have given. */
double proportion_smallest_p(int64_t k1, int64_t n1, int64_t k0, int64_t n0);

#endif

/* count_interval.h - limits for the expectation of a Poisson count of which one value, `count`, was seen.
 *
 * Each limit leaves (1 - level)/2 in one tail. Divide by an exposure for the limits of a rate.
 *
 * - exact: Garwood (1936, Biometrika 28:437-442): low solves P(X >= count; low) = (1 - level)/2, high solves
 * P(X <= count; high) = (1 - level)/2; equal to halves of chi-square quantiles. Never covers less than
 * `level`.
 * - byar: Breslow & Day (1987), Statistical Methods in Cancer Research vol. II, p. 69:
 * low = x·(1 - 1/(9x) - z/(3√x))³, high = y·(1 - 1/(9y) + z/(3√y))³, x = count, y = count + 1; the z of the
 * normal distribution. Close to the exact limits from about 5 on; what public health tables use.
 * - byar_half: the same formula with x = y = count + ½ (Rothman & Boice 1979, Epidemiologic Analysis with a
 * Programmable Calculator): another convention under the same name, narrower, close to the mid-p limits.
 * - midp: as exact, with half the mass of `count` taken off the tail (Lancaster 1961, JASA 56:223-234):
 * covers `level` on average rather than at least.
 *
 * Domain: count 0 … 2^52, 0 < level < 1; outside it both limits are NaN. At count 0 the low limit is 0. A low
 * limit that Byar's formula puts below 0 (tiny counts, high levels) is 0: an expectation cannot be negative.
 * Pure functions. */
#ifndef STATISTICS_COUNT_INTERVAL_H
#define STATISTICS_COUNT_INTERVAL_H

#include "statistics/interval.h"

#include <stdint.h>

interval count_interval_exact(int64_t count, double level);
interval count_interval_byar(int64_t count, double level);
interval count_interval_byar_half(int64_t count, double level);
interval count_interval_midp(int64_t count, double level);

#endif

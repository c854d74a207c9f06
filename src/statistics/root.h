/* root.h - where a rising function passes zero.
 *
 * Exact limits are roots of tail probabilities. They are sought on the scale on which the limit can be
 * anything (log odds, log mean), so the relative accuracy of the limit is the absolute accuracy here, about
 * 1e-15 times the conditioning of the tail. The quantile functions of libRmath would do for some of them, but
 * print warnings, and know no mid-p. */
#ifndef STATISTICS_ROOT_H
#define STATISTICS_ROOT_H

typedef double root_function(double x, const void *context);

/** The x at which f(x, context), rising and continuous, is 0. The search starts at `start` and goes `step`,
 * 2·step, 4·step … until the root lies between two points, then closes in by inverse quadratic interpolation
 * or, where that is unsafe, bisection (Chandrupatla 1997, Advances in Engineering Software 28:145-149). NaN
 * where the search leaves ±1e6 or meets NaN. */
double root_find(root_function *f, const void *context, double start, double step);

#endif

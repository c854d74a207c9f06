/* binomial.h - masses and tails of the binomial distribution, accurate in both tails and at either end of p.
 *
 * libRmath's dbinom and pbinom take p alone and form 1 - p themselves, which loses all digits of a small 1 -
 * p. Here the two are given side by side, and the smaller one is what is handed on. */
#ifndef STATISTICS_BINOMIAL_H
#define STATISTICS_BINOMIAL_H

#include <stdbool.h>

/** p + q = 1, both in [0, 1]; trials a whole number from 0 to 2^52. */
typedef struct binomial {
    double trials;
    double p;
    double q;
} binomial;

/** The same trials, counting failures. */
binomial binomial_reflected(binomial b);
/** P(X = x), or its natural logarithm; x a whole number. */
double binomial_mass(binomial b, double x, bool logarithm);
/** P(X <= x), or its natural logarithm: I_q(trials - x, x + 1), the regularised incomplete beta function
 * (Abramowitz & Stegun 26.5.24). */
double binomial_at_most(binomial b, double x, bool logarithm);
/** P(X >= x), or its natural logarithm. */
double binomial_at_least(binomial b, double x, bool logarithm);

#endif

#include "statistics/binomial.h"

#include <math.h>

#define MATHLIB_STANDALONE 1
#include <Rmath.h>

binomial binomial_reflected(binomial b)
{
    return (binomial){b.trials, b.q, b.p};
}

double binomial_mass(binomial b, double x, bool logarithm)
{
    return b.p <= b.q ? dbinom(x, b.trials, b.p, logarithm) : dbinom(b.trials - x, b.trials, b.q, logarithm);
}

/* I_x(a, b) over x^a (1 - x)^b / (a B(a, b)), for x below the mean: the continued fraction DLMF 8.17.22, by
 * Lentz's method in Thompson & Barnett's form (1986, J. Comput. Phys. 64:490-509). */
static double binomial_fraction(double a, double b, double x)
{
    const double tiny = 1e-290;
    double c = 1, d = 1 - (a + b) * x / (a + 1), value;
    d = 1 / (fabs(d) < tiny ? tiny : d);
    value = d;
    for (int m = 1; m <= 100000; m++) {
        double step = 1;
        double even = m * (b - m) * x / ((a + 2.0 * m - 1) * (a + 2.0 * m));
        double odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1));
        for (int half = 0; half < 2; half++) {
            double term = half ? odd : even;
            d = 1 + term * d;
            c = 1 + term / c;
            d = 1 / (fabs(d) < tiny ? tiny : d);
            c = fabs(c) < tiny ? tiny : c;
            step = c * d;
            value *= step;
        }
        if (fabs(step - 1) < 1e-15)
            break;
    }
    return value;
}

/* log P(X <= x) where the mass at x is so small that pbeta would underflow, and say so on stdout. In these
 * terms the factor before the fraction is the mass at x times p. */
static double binomial_far_tail(binomial b, double x, double log_mass)
{
    if (x > b.trials * b.p)
        return 0;
    return log_mass + log(b.p) + log(binomial_fraction(b.trials - x, x + 1, b.q));
}

double binomial_at_most(binomial b, double x, bool logarithm)
{
    if (x < 0)
        return logarithm ? -INFINITY : 0;
    if (x >= b.trials)
        return logarithm ? 0 : 1;
    double log_mass = binomial_mass(b, x, true);
    if (log_mass < -600) {
        double log_tail = binomial_far_tail(b, x, log_mass);
        return logarithm ? log_tail : exp(log_tail);
    }
    if (b.p <= b.q)
        return pbeta(b.p, x + 1, b.trials - x, 0, logarithm);
    return pbeta(b.q, b.trials - x, x + 1, 1, logarithm);
}

double binomial_at_least(binomial b, double x, bool logarithm)
{
    return binomial_at_most(binomial_reflected(b), b.trials - x, logarithm);
}

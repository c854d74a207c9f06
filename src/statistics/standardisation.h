/* standardisation.h - one rate of a population as if its ages (or other strata) were those of a standard population.
 *
 * Direct standardisation: sum of w·(events/persons) over the strata, divided by the sum of the weights w. Its variance, events being Poisson, is
 * the sum of w²·events/persons², divided by the square of the sum of weights (Breslow & Day 1987, Statistical Methods in Cancer Research vol. II,
 * p. 59).
 *
 * Limits after Dobson, Kuulasmaa, Eberle & Scherer (1991, Statistics in Medicine 10:457-462, formula 8): rate + √(variance of the rate / variance of the
 * events) · (limit of the events − events), where the variance of all events together is their number, and the limits are those of one Poisson
 * count (count_interval.h): exact ones, or Byar's, which health statistics print (Public Health England, Technical Guide: Commonly Used Public
 * Health Statistics, 2018, section on directly standardised rates).
 *
 * Without any event the rate and its variance are 0, and the scale of the limits is not known: both limits are NaN. */
#ifndef STATISTICS_STANDARDISATION_H
#define STATISTICS_STANDARDISATION_H

#include "statistics/interval.h"

#include <stddef.h>

typedef struct standardised_rate {
    double rate; /**< per person */
    double variance;
    interval exact;
    interval byar;
} standardised_rate;

/** Strata [n]: events whole numbers from 0, persons above 0, weights from 0, not all 0; 0 < level < 1. Outside this domain all is NaN. */
standardised_rate standardisation_rate(const double *events, const double *persons, const double *weights,
                                       size_t n, double level);

#endif

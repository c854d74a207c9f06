/* observation_standard.h - what rates are of: persons; and rates as they would be if all had the standard's ages.
 *
 * The population of a period is that of the year in which its middle day lies. Where a dimension's categories are areas that the population
 * tells apart (some category of the register's dimension stands in the population's file), each category has its own persons; categories of any other
 * dimension are all of the same persons. A year or an area that the file does not have has no population: missing, never guessed. */
#ifndef INDICATOR_OBSERVATION_STANDARD_H
#define INDICATOR_OBSERVATION_STANDARD_H

#include "indicator/observation_series.h"
#include "statistics/standardisation.h"

/** Persons of POPULATION `i` in the rows. */
esep_status observation_population(observation_quantity *out, bulletin_work *w, size_t i,
                                   const observation_rows *rows, period span, esep_error *error);

/** The rate of STANDARDISED `i`, of the whole (rows by a dimension are missing: the file has no persons by it): sum of
 *  weight · records / persons over the sum of weights, each stratum rounded at 10^-12. `records` are those in the strata; `absent` those in
 *  none. */
esep_status observation_standardised(observation_quantity *out, bulletin_work *w, size_t i,
                                     const observation_rows *rows, period span, esep_error *error);

/** Its 95 % limits by Dobson and Byar, per person. NaN where there is no rate. */
esep_status observation_standard_limits(interval *out, bulletin_work *w, size_t i, period span,
                                        esep_error *error);

#endif

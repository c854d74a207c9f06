/* observation_build.h - a series' rows become observations: differences, changes, tests, status. */
#ifndef INDICATOR_OBSERVATION_BUILD_H
#define INDICATOR_OBSERVATION_BUILD_H

#include "indicator/observation_series.h"

/** How the whole, and with it every row, is tested: rates for counts, and for sums that nearly are (change_sum_is_count); proportions for counts of
 *  which one lies within the other; nothing else. */
esep_status observation_find_method(observation_method *out, bulletin_work *w,
                                    const observation_series *whole, esep_error *error);

/** Everything but shares, contribution, the adjusted p and the verdict, which wait for the other rows. */
esep_status observation_fill(observation *o, bulletin_work *w, const observation_series *s, size_t row,
                             observation_method method, esep_error *error);

/** Shares of the whole, of counts, sums, stocks and distinct values; contribution to its change, of numbers that add up only. */
esep_status observation_compare_whole(observation *o, bulletin_work *w, const observation *whole,
                                      esep_error *error);

/** By the adjusted p. */
void observation_judge(observation *o, const bulletin_work *w);

/** Categories [n] adjusted together; *n_tested grows by the tests among them. */
esep_status observation_adjust(observation *categories, size_t n, size_t *n_tested, esep_error *error);

/** Do the rows of the indicator add up to the whole? */
bool observation_adds_up(const definition_indicator *indicator);

#endif

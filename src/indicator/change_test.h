/* change_test.h - is the change of a count beyond chance? The rules that every table and bulletin share (docs/methods.md, Verdicts). */
#ifndef INDICATOR_CHANGE_TEST_H
#define INDICATOR_CHANGE_TEST_H

#include "indicator/change.h"

/** A verdict other than "within chance" needs an adjusted p of at most this. */
#define CHANGE_LEVEL 0.05

/** Limits, 95 %, of the percentage change of what is printed, base above 0: of the rates' ratio (exposures e1, e0), times `printed`: e1/e0 for
 *  counts, so that the percentage lies within its own limits; 1 for rates. NaN for base 0. */
interval change_test_limits(int64_t value, int64_t base, double e1, double e0, double printed);

/** Of two counts in exposures e1 and e0. */
change_verdict change_test_judge(int64_t value, int64_t base, double e1, double e0, double p_adjusted);

/** Months without a record between the first and the last of the register: a hole makes a false fall. Lives in `memory`. */
esep_status change_list_holes(change_hole **holes, size_t *n, const cube *c, arena *memory,
                              esep_error *error);

#endif

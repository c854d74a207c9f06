/* change.h - how much each category changed against the comparable earlier period: observations out of a cube.
 *
 * All is exact arithmetic on a few thousand cells, but for the limits and p-values of the test. Conventions and formulas are in
 * docs/methods.md. */
#ifndef INDICATOR_CHANGE_H
#define INDICATOR_CHANGE_H

#include "base/fraction.h"
#include "cube/cube.h"
#include "statistics/interval.h"

/** What is wanted beyond the cube query itself. */
typedef struct change_request {
    text period;  /**< as written; missing: year to date */
    text against; /**< "previous-year", "previous-period" or a period; missing: previous-year */
    day_number
        covered_from; /**< the register is complete from this day on; DAY_NONE: from its first record */
    day_number
        covered_to; /**< the register is complete to this day, though its last record is earlier; DAY_NONE: to its last record */
    int64_t percent_from; /**< below this base the two counts stand in place of the percentage */
    int64_t small_below;  /**< below this base a percentage is marked "small base" */
    size_t top;           /**< rows before all others are put together in one; 0: all */
} change_request;

/** What the number of a row is. */
typedef enum change_measure { CHANGE_RECORDS, CHANGE_SUM, CHANGE_DISTINCT } change_measure;

/** Why there is, or is not, a p-value. */
typedef enum change_testing {
    CHANGE_TESTED,        /**< counts of events */
    CHANGE_TESTED_SUM,    /**< a sum that is nearly a count of events (change_sum_is_count) */
    CHANGE_UNTESTED_SUM,  /**< a sum of amounts: no Poisson test */
    CHANGE_UNTESTED_BASE, /**< there is no base */
} change_testing;

typedef enum change_verdict {
    CHANGE_ROSE,
    CHANGE_FELL,
    CHANGE_WITHIN_CHANCE,
    CHANGE_TOO_FEW, /**< no division of so few events could have been beyond chance */
    CHANGE_NONE,    /**< 0 before and now */
    CHANGE_UNJUDGED,
} change_verdict;

/** Bits of a row's status. */
enum {
    CHANGE_ZERO_BASE = 1,
    CHANGE_SMALL_BASE = 2,
    CHANGE_CUT_PERIOD = 4,
    CHANGE_NO_DATA = 8,
};

typedef enum change_role { CHANGE_TOTAL, CHANGE_GROUP, CHANGE_OTHER } change_role;

/** One observation. Numbers are whole multiples of 10^-scale (of the table): counts have scale 0, sums as many decimals
 *  as they need. */
typedef struct change_row {
    change_role role;
    uint32_t group; /**< of the cube; for CHANGE_GROUP */
    int128 value;
    int128 base; /**< meaningless where status has CHANGE_NO_DATA; so is all that follows from it */
    int128 difference;
    fraction change;   /**< 100·(value − base)/base; undefined for base 0 */
    interval limits;   /**< of the percentage change, 95 %; NaN where untested */
    double p;          /**< two-sided, minimum likelihood; NaN where untested */
    double p_adjusted; /**< Benjamini–Hochberg over all groups; of the total and of "other" their own p */
    fraction share;    /**< 100·value/total value; undefined for total <= 0 */
    fraction base_share;
    fraction share_change; /**< percentage points: share − base_share */
    change_verdict verdict;
    unsigned status;
} change_row;

/** A run of months without any record inside the register's span: 12·year + month − 1. */
typedef struct change_hole {
    int first_month;
    int last_month;
} change_hole;

typedef struct change_table {
    arena memory;
    const cube *from; /**< borrowed */
    change_measure measure;
    change_testing testing;
    int scale;    /**< decimals of all values and bases: 0 … NUMBER_SCALE */
    period asked; /**< as asked for, whole */
    period value_period;
    period base_period;
    bool base_covered; /**< false: the register has no day of the base */
    int cut_days;      /**< taken off the asked period */
    bool leap_day_differs;
    int128
        squares; /**< of the summed values of both periods; from CUBE_NO_COUNT on, some value was no count */
    double dispersion; /**< squares over sum; NaN where nothing that may be a count is summed */
    size_t n_rows;
    change_row *rows; /**< the total first, then by value, largest first; "other" last */
    size_t n_hidden;  /**< groups that "other" stands for */
    change_row *
        hidden; /**< [n_hidden], with value, base and p only: they count among the tests, so that no verdict depends on how many
                             rows are shown */
    size_t n_tested; /**< groups over which Benjamini–Hochberg ran, shown or not */
    int64_t percent_from;
    int64_t small_below;
    cube_account account; /**< counted: in either period; outside: in neither */
    change_hole *holes;
    size_t n_holes;
} change_table;

/** The windows that a query for this request needs, where they are known before the register's span is: n_windows 0 otherwise
 *  (relative periods). Errors in the written periods show here. */
esep_status change_windows(cube_query *query, const change_request *request, esep_error *error);

/** Make the table. `c` must outlive it. ESEP_USAGE where the register has no day of the period. */
esep_status change_create(change_table **out, const cube *c, const cube_query *query,
                          const change_request *request, esep_error *error);
void change_free(change_table *t);

/** 10^scale: a one in the numbers of the table. */
int128 change_one(const change_table *t);

/** May a sum of such values be tested as if it counted events? Only where all values are whole, and one record brings hardly more
 *  than one: sum of squares at most 1.5 times the sum. A sum of independent whole numbers over Poisson many records has the
 *  variance of its sum of squares, which a Poisson test takes to be the sum (compound Poisson; Feller 1968, An Introduction to
 *  Probability Theory I, XII.2). For money the ratio is in the hundreds and thousands. */
bool change_sum_is_count(int128 sum, int128 squares);

#endif

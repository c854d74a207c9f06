/* judge_figure.h - what a figure says, what its operands give, and whether the two meet. Inside room claim.
 *
 * Both sides are closed intervals of exact fractions. An operand is an interval where it is printed rounded or approximate; the
 * value that two intervals give lies between the values at their corners, since each form below is monotone in each operand. */
#ifndef CLAIM_JUDGE_FIGURE_H
#define CLAIM_JUDGE_FIGURE_H

#include "claim/judge.h"

/** Values from low to high; an end that is undefined (denominator 0) is not there. */
typedef struct figure_range {
    fraction low, high;
} figure_range;

/** How the operands make the figure. */
typedef enum figure_form {
    FIGURE_NONE,
    FIGURE_CHANGE,      /**< 100·(x - y)/y: current, base */
    FIGURE_CHANGE_TO,   /**< 100·x/(y - x): difference, current */
    FIGURE_CHANGE_FROM, /**< 100·x/y: difference, base */
    FIGURE_SHARE,       /**< 100·x/y: part, whole */
    FIGURE_RATIO,       /**< x/y */
    FIGURE_DIFFERENCE,  /**< x - y */
    FIGURE_RATE,        /**< per·x/y */
} figure_form;

typedef struct figure_operands {
    figure_form form;
    claim_number x, y;
    int64_t per;
} figure_operands;

/** <0, 0, >0 into *order; false where it cannot be told in 128 bits, or a fraction is undefined. */
bool figure_compare(int *order, fraction a, fraction b);

/** Is a number one that can be reckoned with: known, decimals 0 … 18, a unit of at least 1, far from the ends of 128 bits? */
bool figure_sound(const claim_number *number);
/** A whole number printed to its last unit, and not approximate. */
bool figure_exact_count(const claim_number *number);
/** Zeros at the end of a whole number printed to its last unit; 0 for others, and for 0. */
int figure_zeros(const claim_number *number);

/** All values that the words of the claim allow: by its rounding, its approximation and its kind. */
bool figure_allowed(figure_range *out, const claim *c);

/** The operands that test the claim; FIGURE_NONE where they are not there. */
figure_operands figure_operands_of(const claim *c);

typedef enum figure_outcome {
    FIGURE_MEETS,
    FIGURE_MISSES,
    FIGURE_TOO_LARGE,
    FIGURE_ODD, /**< a divisor that may be 0, a negative count */
} figure_outcome;

/** The values that the operands give, into *given, and whether one of them is allowed. */
figure_outcome figure_test(figure_range *given, const figure_operands *operands, const figure_range *allowed);
/** The number read as rounded to its zeros, where it ends in at least so many. */
claim_number figure_number_rounded(const claim_number *number, int zeros);
/** The operands so read: two zeros or more, or one in each. Unchanged where there are none. */
figure_operands figure_operands_rounded(const figure_operands *operands);

#endif

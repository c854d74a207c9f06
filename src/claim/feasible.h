/* feasible.h - which whole numbers make a printed percentage possible?
 *
 * "50 accidents, 38.8 % fewer" is true of no whole number of accidents last year: 81 before gives -38.3, 82 gives -39.0. Whoever
 * knows one of two counts and a printed percentage asks here for the other: not by trying candidates, but in closed form.
 *
 * A percentage printed as `number`/10^decimals stands for all true values that a rule of rounding brings to it: a window, from low to
 * high, open or closed at its ends. With c now, b before, and D = 100·scale (see feasible_window) a change 100·(c - b)/b lies in the
 * window where A <= D·c/b <= B, A = D + low, B = D + high, so
 *
 *     c known:          D·c/B <= b <= D·c/A       (no upper end where A <= 0: a fall by nearly 100 %)
 *     b known:          A·b/D <= c <= B·b/D
 *     c - b known:      with A = low, B = high, as for c; for a fall both mirrored
 *     share, part k:    with A = low, B = high, as for c
 *     share, whole w:   with A = low, B = high, as for b
 *
 * and the whole numbers between follow by division, downwards or upwards; at an open end one that falls on it is left out. Currents and
 * parts are 0 or more, bases and wholes 1 or more, a part never exceeds its whole, and a fall never its base.
 *
 * Everything is exact in 128 bits. What does not fit is not tested: `tested` is false, or the fraction undefined; never a wrong
 * answer. Pure functions, any thread. docs/methods.md, "Claims", has the same in prose. */
#ifndef CLAIM_FEASIBLE_H
#define CLAIM_FEASIBLE_H

#include "base/fraction.h"

/** Which count is known; its partners are the counts asked for. */
typedef enum feasible_given {
    FEASIBLE_CURRENT,    /**< the new count of a change; partners are bases */
    FEASIBLE_BASE,       /**< the earlier count of a change; partners are currents */
    FEASIBLE_DIFFERENCE, /**< current - base, signed; partners are bases */
    FEASIBLE_PART,       /**< the part of a share; partners are wholes */
    FEASIBLE_WHOLE,      /**< the whole of a share; partners are parts */
    FEASIBLE_GIVENS
} feasible_given;

/** The true percentages t that a printed one may stand for: low <= t·scale <= high. */
typedef struct feasible_window {
    int128 low, high;
    bool low_open, high_open; /**< is the end itself left out? */
    int128 scale;             /**< 2·10^decimals: ends are halves of the last printed digit */
} feasible_window;

/** Whole numbers from min to max. Empty: n == 0 and bounded. Without an upper end: not bounded, max and n are 0. */
typedef struct feasible_set {
    bool tested; /**< false: too large for 128 bits; nothing else is set */
    bool bounded;
    int128 min, max, n;
} feasible_set;

/** A figure that is possible, with its partners. */
typedef struct feasible_figure {
    bool known; /**< false: there is none on this side */
    int128 number;
    feasible_set partners;
} feasible_figure;

/** What number/10^decimals stands for under one rule of rounding. decimals: 0 … 18; false where the number is too large. */
bool feasible_window_by_rule(feasible_window *out, int128 number, int decimals, fraction_rule rule);
/** … under any rule that rounds to the nearest: both ends closed, so that a tie counts for both its neighbours. `unit` is
 *  the worth of the last printed digit in units of 10^-decimals, at least 1. Verdicts use this one, the kindest. */
bool feasible_window_nearest(feasible_window *out, int128 number, int decimals, int128 unit);
/** Is a percentage within the window? Into *out; false where that cannot be told in 128 bits. */
bool feasible_window_holds(bool *out, const feasible_window *window, fraction percentage);

/** All partners of `count`. A negative count (other than a difference), or a base or whole below 1, has none. */
feasible_set feasible_partners(feasible_given given, int128 count, const feasible_window *window);
/** Is there at least one? Of a set that was not tested: yes. */
bool feasible_any(const feasible_set *set);

/** Could a figure have failed for this count: is the stretch of real numbers that partners may come from shorter than 1?
 *  False where it is not, or where that cannot be told. */
bool feasible_could_fail(feasible_given given, int128 count, const feasible_window *window);

/** The exact percentage of count and partner; undefined where there is none. */
fraction feasible_percentage(feasible_given given, int128 count, int128 partner);

/** The possible figures next to number/10^decimals, below and above, for this count: the exact percentages of the whole
 *  numbers next to its partners, rounded half away from zero. A figure of the wrong sign (a negative share) may have none. */
void feasible_neighbours(feasible_figure *below, feasible_figure *above, feasible_given given, int128 count,
                         int128 number, int decimals);

/** Of the figures near the printed one, the share that no partner of this count gives: how sharp the test is. Near are those
 *  with the same decimals at most 10 percentage points away, and at most 100 steps of the last digit (so 21 figures without decimals,
 *  201 with one, 201 with two); left out are changes below -100 %, shares below 0 or above 100 %, and, for a difference, figures
 *  of the other sign. For 50 and -38.8: 174 of 201. Undefined where one cannot be tested. */
fraction feasible_strength(feasible_given given, int128 count, int128 number, int decimals);

/** The smallest base that has a change within the window, and the current that goes with it, without any count being known: the
 *  fraction current/base with the smallest denominator between two others (Graham, Knuth & Patashnik 1994, Concrete
 *  Mathematics, 2nd ed., section 4.5, the Stern-Brocot tree; here by continued fractions). False where there is none, as below -100 %. */
bool feasible_smallest_base(int128 *base, int128 *current, const feasible_window *window);

#endif

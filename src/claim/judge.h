/* judge.h - what arithmetic can say of one claim.
 *
 * A claim is judged alone, by whole numbers and fractions only: nothing here is a floating-point number but the p-value, on which
 * no verdict depends. What is too large for 128 bits is not tested. The rules are stated in docs/methods.md, "Claims"; in short:
 *
 * - both counts known: the printed figure must be a rounding of the exact one to the nearest (a tie may go either way). Counts
 *   that are printed rounded ("9.4 thousand", "2.88"), or approximate, are intervals, and the figure must fit somewhere in them.
 * - one exact count known: is there a whole number for the other? None: impossible. Some: consistent where there might have
 *   been none, possible where there always is one.
 * - "more than", "less than": the right side. "Nearly": from 90 % of the figure up to its rounding. "About": within 10 %.
 * - everything else: unverifiable.
 *
 * Nobody is accused who may be right: where an exact reading fails, counts that end in zeros are read as rounded ones before
 * anything is called wrong, a change that is said of a rate is not held against counts beside it, and an operand that was
 * not printed accuses nobody. A claim made of true counts by rounding to the nearest is never called wrong. */
#ifndef CLAIM_JUDGE_H
#define CLAIM_JUDGE_H

#include "base/message.h"
#include "claim/claim.h"
#include "claim/feasible.h"

typedef enum verdict_word {
    VERDICT_UNVERIFIABLE, /**< nothing to test it with */
    VERDICT_POSSIBLE,     /**< tested in part: there are counts that make it true, as there always are */
    VERDICT_CONSISTENT,   /**< tested, and it holds */
    VERDICT_INCONSISTENT, /**< its own figures contradict each other */
    VERDICT_IMPOSSIBLE,   /**< no whole number makes it true */
    VERDICT_WORDS
} verdict_word;

/** Why. In brackets the word that it goes with. verdict_reason_message() has the sentence. */
typedef enum verdict_reason {
    VERDICT_NO_OPERANDS,        /**< [unverifiable] no second figure in the text */
    VERDICT_ROUNDED_OPERAND,    /**< [unverifiable] the only known count is rounded or approximate */
    VERDICT_APPROXIMATE_FIGURE, /**< [unverifiable] one count, and the figure itself is approximate or a range */
    VERDICT_CHANGE_OF_RATE,     /**< [unverifiable] of a rate or a share, whose own values are not given */
    VERDICT_NO_DIRECTION,       /**< [unverifiable] two counts and no word on which way */
    VERDICT_NOT_COUNTED, /**< [unverifiable] measured, or against an average: no whole numbers are asked for */
    VERDICT_OPERAND_NOT_PRINTED, /**< [unverifiable] does not fit an operand that nobody printed (days of a year) */
    VERDICT_OPERAND_ODD,         /**< [unverifiable] a base of 0, or a negative count */
    VERDICT_TOO_LARGE,           /**< [unverifiable] beyond 128 bits */
    VERDICT_SHARE_IMPLIED,       /**< [possible] a part and its whole: `low` is the share */
    VERDICT_PARTNERS_EXIST,     /**< [possible] as they always do for a count of this size: see `partners` */
    VERDICT_PARTNER_IF_ROUNDED, /**< [possible] no partner, unless the round count is itself rounded */
    VERDICT_UNIT_MISPRINT,    /**< [possible] the operand fits exactly when read as a count, not as percent */
    VERDICT_RIGHT,            /**< [consistent] with both operands */
    VERDICT_RIGHT_IF_ROUNDED, /**< [consistent] with operands that end in zeros read as rounded */
    VERDICT_PARTNER_FOUND,    /**< [consistent] there is a partner, and there might have been none */
    VERDICT_DIRECTION_AGREES, /**< [consistent] from-to counts, and the word of rise or fall */
    VERDICT_WRONG,            /**< [inconsistent] with both operands: see `right` */
    VERDICT_TRUNCATED,        /**< [inconsistent] right only when cut off, not rounded */
    VERDICT_DIRECTION_REVERSED, /**< [inconsistent] the operands go the other way */
    VERDICT_SHARE_OVER_100,     /**< [inconsistent] */
    VERDICT_FALL_OVER_100,      /**< [impossible] a count cannot fall by more than all */
    VERDICT_NO_PARTNER,         /**< [impossible] see `below`, `above`, `repairs` */
    VERDICT_REASONS
} verdict_reason;

/** Readings under which the figures agree. Listed, never chosen: only the author knows. */
typedef enum repair_kind {
    REPAIR_TRUNCATED,         /**< the figure was cut off */
    REPAIR_DIRECTION,         /**< the other way: number is the figure with its sign turned */
    REPAIR_FEWER_DECIMALS,    /**< rounded earlier: number/10^decimals, as it would be printed */
    REPAIR_FIGURE_DIGIT,      /**< one digit of the figure misprinted: number/10^decimals */
    REPAIR_COUNT_DIGIT,       /**< one digit of the known count (current, part, or the only one): number */
    REPAIR_BASE_DIGIT,        /**< one digit of the base or whole: number; only where both are known */
    REPAIR_COUNT_BY_ONE,      /**< the known count off by one: number */
    REPAIR_COUNT_ROUNDED,     /**< the known count, ending in 0, stands for number */
    REPAIR_NEW_AS_DIVISOR,    /**< the difference was divided by the new count */
    REPAIR_OLD_OVER_NEW,      /**< the old count in percent of the new one */
    REPAIR_IS_PERCENT_OF,     /**< "is p % of", not "by p %" */
    REPAIR_PERCENTAGE_POINTS, /**< the difference of two shares */
    REPAIR_COMPLEMENT,        /**< the share of the rest: 100 - p */
    REPAIR_UNIT, /**< the operand printed in percent is a count: number, its partner in `partners` */
    REPAIR_KINDS
} repair_kind;

typedef struct repair {
    repair_kind kind;
    int128 number;         /**< what the kind says */
    int decimals;          /**< of number */
    feasible_set partners; /**< where one count is known: its partners then; else tested and empty */
    bool tie;              /**< only by a tie: whether it prints so depends on the rule of rounding */
} repair;

/** Warnings that a verdict may carry, as bits. */
enum {
    VERDICT_WITHIN_CHANCE = 1,   /**< p_value above 0.05: two counts that differ no more than chance may */
    VERDICT_SMALL_BASE = 2,      /**< a percentage or ratio on a base below VERDICT_SMALL */
    VERDICT_PART_OVER_WHOLE = 4, /**< a part larger than its whole */
    VERDICT_TIE = 8, /**< the exact value is a tie: another rule of rounding prints another figure */
};

enum { VERDICT_REPAIRS = 24, VERDICT_SMALL = 50 };

typedef struct verdict {
    verdict_word word;
    verdict_reason reason;
    /** What the operands give: the exact value, in percent, times or units as the claim's own; low == high where both are
     *  exact. Denominator 0: not known. For ratios the larger over the smaller, as claimed; otherwise signed. */
    fraction low, high;
    bool right_known;
    int128 right; /**< `low` rounded half away from zero to the claim's decimals; where low == high */
    /** The count known where only one is, and what may stand beside it. */
    bool one_known;
    feasible_given given;
    int128 count;
    feasible_set partners;           /**< under rounding to the nearest, ties to either side */
    feasible_figure below, above;    /**< with no partner: the possible figures next to it */
    fraction strength;               /**< see feasible_strength(); undefined where no partner was sought */
    repair repairs[VERDICT_REPAIRS]; /**< cheapest first: conventions, misprints by distance, misreadings */
    size_t n_repairs;
    /** The two counts that were compared, printed or implied (the only partner); exact conditional test of equal rates over
     *  equal periods (statistics/rate_test.h), two-sided; NaN where there are no two counts. */
    int128 count_now, count_before;
    double p_value;
    unsigned warnings;
} verdict;

/** Judge one claim. Never fails; the claim may hold any numbers. */
void claim_judge(const claim *judged, verdict *out);
/** The same without the strength of the test, which takes longer than all else. */
void claim_judge_word(const claim *judged, verdict *out);

/** Is this the one accusation: inconsistent or impossible? */
bool verdict_accuses(const verdict *v);
/** "consistent", "impossible", …: the words of the JSON form, static. */
const char *verdict_word_code(verdict_word word);
/** The sentence for a reason; its arguments are what the enum names, see base/messages/claim.def. */
message_id verdict_reason_message(verdict_reason reason);
message_id repair_message(repair_kind kind);
/** The sentence for one of the bits of `warnings`; MESSAGE_NONE for others. */
message_id verdict_warning_message(unsigned warning);

#endif

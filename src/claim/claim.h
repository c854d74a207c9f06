/* claim.h - a number that somebody published, as it stands in a text.
 *
 * A claim is found by reading (claim/find.h), never by guessing what was meant: its value and its operands are exact decimal
 * numbers as printed, each with the unit of its last printed digit, so that "9,4 thousand" is 9400 known to the hundred. What
 * arithmetic can say of it is another room's part (claim/judge.h). The rules of what is a claim are in docs/methods.md.
 *
 * Texts and spans are borrowed from the text that was read. */
#ifndef CLAIM_CLAIM_H
#define CLAIM_CLAIM_H

#include "base/fraction.h"
#include "base/text.h"

typedef enum claim_kind {
    CLAIM_COUNT,           /**< 50 accidents */
    CLAIM_CHANGE_PERCENT,  /**< 38.8 % fewer: value −38.8 */
    CLAIM_CHANGE_ABSOLUTE, /**< by 32 fewer: value −32 */
    CLAIM_CHANGE_RATIO, /**< 2.4 times more: value 2.4; "half as many", "в 2 раза меньше": −2 */
    CLAIM_SHARE,        /**< 48.8 % of the region's crimes */
    CLAIM_RATE,         /**< 53 per 10,000 */
    CLAIM_MONEY,
    CLAIM_KINDS
} claim_kind;

/** How closely the words hold the figure. */
typedef enum claim_approximation {
    CLAIM_EXACT,
    CLAIM_MORE,   /**< more than, over, свыше, астам */
    CLAIM_LESS,   /**< less than, under, менее */
    CLAIM_NEARLY, /**< nearly, почти, жуық: not quite reached */
    CLAIM_ABOUT,  /**< about, около, шамамен */
} claim_approximation;

/** A number as printed: number / 10^decimals, in units (millions are multiplied out). */
typedef struct claim_number {
    bool known;
    int128 number;
    int decimals; /**< of `number`: 0 … 18 */
    int128
        unit; /**< of the last printed digit, in units of 10^-decimals: 1 for "38,8"; 100000 for "9,4 млн" */
    claim_approximation approximation;
    size_t start,
        end; /**< bytes of the text; start == end: not printed, but said otherwise ("none", a figure worked out) */
} claim_number;

/** Odd ways of saying a number, as bits. */
enum {
    CLAIM_IN_WORDS = 1,     /**< two, "екі" */
    CLAIM_IN_FRACTION = 2,  /**< a fifth, "үштен бірі" */
    CLAIM_ONE_IN_N = 4,     /**< every third */
    CLAIM_RANGE = 8,        /**< 5–7: the lower bound is the value */
    CLAIM_ANAPHORA = 16,    /**< its subject stands in an earlier sentence */
    CLAIM_DISTRIBUTED = 32, /**< one printed figure, said of several things */
    CLAIM_POINTS = 64,      /**< percentage points */
    CLAIM_UNSURE = 128,     /**< its operands are joined by likeness, not by words: they never accuse */
};

typedef struct claim {
    claim_kind kind;
    claim_number value;   /**< signed for changes: down is negative */
    int printed_decimals; /**< decimals as printed: 1 for "38,8 %" and for "9,4 млн" */
    claim_number current; /**< the new value, or the part of a share */
    claim_number base;    /**< the earlier value */
    claim_number whole;   /**< of a share */
    claim_number delta;   /**< a printed difference beside a percentage */
    unsigned form;
    bool of_rate; /**< the change of a share or a rate, not of a count */
    int64_t per;  /**< of rates: 10000; else 0 */
    int direction; /**< a word of rise (+1) or fall (-1) beside a count, rate or sum that has a base; 0: none */
    bool
        measured; /**< its unit is a measure or a currency (kg, km, tenge): whole numbers of it are rounded ones */
    size_t start, end; /**< bytes of the figure with its sign or word: "38,8%" */
    size_t sentence_start, sentence_end;
    text unit; /**< the thing counted, or the currency, as it stands in the text; missing where not found */
    text subject; /**< words that say what it is about; missing where not found */
    text
        period; /**< words of the period nearest to it ("алғашқы жартыжылдықта"), missing where none is said */
    text against; /**< words of the base period ("былтырғымен салыстырғанда"), missing where none is said */
} claim;

/** All claims of a text in the order of `start`. */
typedef struct claim_list {
    claim *claims; /**< [n], malloc'ed; end with claim_list_free() */
    size_t n;
    size_t capacity;
} claim_list;

void claim_list_free(claim_list *list);
/** Append a copy; ESEP_SYSTEM where memory fails. */
esep_status claim_list_add(claim_list *list, const claim *added, esep_error *error);

#endif

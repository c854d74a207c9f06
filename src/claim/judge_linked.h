/* judge_linked.h - what can be said only of several claims together.
 *
 * A claim is judged alone (claim/judge.h); here they are set beside each other: parts and their whole, several changes of one count,
 * shares of one whole, periods that do not compare. A finding is no verdict. It says under which reading the claims agree or cannot
 * all be true, and it is for the reader to tell whether that reading was meant: so the messages are worded as questions are.
 *
 * Claims are linked by what is printed, never by guessing: by the same operand (its place in the text), or by standing side by side.
 * What each claim leaves open for the one unknown count is an interval of whole numbers, and intervals of which each two meet all
 * meet (Helly 1923, Jahresbericht der DMV 32:175-176, in one dimension): so the smallest set that cannot all be true is always a
 * pair, the one with the highest lower end and the one with the lowest upper end.
 *
 * Work is linear in the claims: no more than LINKED_WINDOW of them are looked at from any one. */
#ifndef CLAIM_JUDGE_LINKED_H
#define CLAIM_JUDGE_LINKED_H

#include "claim/judge.h"

typedef enum linked_kind {
    LINKED_COMMON_WHOLE,    /**< shares with their parts: all fit wholes in `set` */
    LINKED_NO_COMMON_WHOLE, /**< … these two cannot be shares of one whole */
    LINKED_COMMON_BASE,     /**< changes of one count: all fit bases in `set` */
    LINKED_NO_COMMON_BASE,  /**< … these two cannot be changes from one base */
    LINKED_SUM_AGREES,      /**< the last of `claims` is the sum of the others, as printed */
    LINKED_SUM_DIFFERS,     /**< parts add up to nearly their whole (at least 98 %), but not to it */
    LINKED_PARTS_EXCEED, /**< parts add up to more than their whole: they overlap, or are parts of something else */
    LINKED_SHARES_AGREE,  /**< shares side by side add up to 100 % */
    LINKED_SHARES_EXCEED, /**< shares of one whole add up to more: they overlap */
    LINKED_PERIODS_DIFFER, /**< periods of different length side by side, or of one claim (n == 1): `stated` and `computed` months */
    LINKED_AGAINST_YEAR, /**< a part of a year compared "with last year": the same part is probably meant */
    LINKED_KINDS
} linked_kind;

enum { LINKED_WINDOW = 8 };

typedef struct linked_finding {
    linked_kind kind;
    size_t claims[LINKED_WINDOW]; /**< indexes into the list */
    size_t n;
    int128 stated,
        computed; /**< sums: the whole and what the parts give; shares: computed, in units of 10^-decimals percent */
    int decimals;
    feasible_set set; /**< COMMON_ kinds: what is left for the unknown count */
} linked_finding;

/** Zeroed is empty. */
typedef struct linked_list {
    linked_finding *findings; /**< [n], malloc'ed; end with linked_list_free() */
    size_t n, capacity;
} linked_list;

void linked_list_free(linked_list *list);
/** Append a copy; ESEP_SYSTEM where memory fails. */
esep_status linked_list_add(linked_list *list, const linked_finding *added, esep_error *error);

/** All findings, in the order of their first claims, sums first. ESEP_SYSTEM where memory fails. */
esep_status judge_linked(linked_list *out, const claim_list *claims, esep_error *error);

/** Do numbers add up to a total, each known only to its last printed digit (and its approximation not counted)? *sum is the sum of
 *  the parts as printed, in units of 10^-*decimals. False also where they are too large. */
bool linked_sum_agrees(int128 *sum, int *decimals, const claim_number *const *parts, size_t n,
                       const claim_number *total);

message_id linked_message(linked_kind kind);

#endif

/* check_words.h - a verdict's figures as typed values and sentences. */
#ifndef REPORT_CHECK_WORDS_H
#define REPORT_CHECK_WORDS_H

#include "claim/judge_linked.h"
#include "document/document.h"

/** A number as the claim's own kind is printed: −38,8 %, ×2,4, 5 483. */
document_value check_figure(document *d, const claim *c, int128 number, int decimals);
/** The claim's own. */
document_value check_own_figure(document *d, const claim *c);
/** A count, grouped. */
document_value check_number(document *d, int128 number, int decimals);
/** "81", "2 673 – 2 678", "5 or more". */
document_value check_set(document *d, const feasible_set *set);
/** The same with what they are: "81 before". */
document_value check_partners(document *d, feasible_given given, const feasible_set *set);
/** What the operands give: exact, or from-to. */
document_value check_right(document *d, const claim *c, const verdict *v);

/** The sentence for the verdict's reason. */
document_value check_reason(document *d, const claim *c, const verdict *v);
document_value check_repair(document *d, const claim *c, const verdict *v, const repair *r);
document_value check_warning(document *d, const claim *c, const verdict *v, unsigned warning);
/** "81 → 50: −38,3 %."; empty where there are no two operands. */
document_value check_arithmetic(document *d, const claim *c, const verdict *v);
/** The possible figures next to an impossible one; empty where there are none. */
document_value check_nearest(document *d, const claim *c, const verdict *v);
/** All repairs in a sentence; empty where there are none. */
document_value check_repairs(document *d, const claim *c, const verdict *v);
document_value check_strength(document *d, const verdict *v);
/** A computed value as the claim's kind is printed; undefined is an en dash. */
document_value check_computed(document *d, const claim *c, fraction value);
document_value check_linked(document *d, const claim_list *claims, const linked_finding *f);

#endif

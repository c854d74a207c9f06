/* judge_repairs.h - readings under which a claim's figures agree: listed for the author, never chosen. Inside room claim.
 *
 * Cheapest first: what a convention of rounding explains, one misprinted digit (the nearest four of each kind), what a misreading
 * of the percentage explains. Work is bounded: a number has at most 39 digits, each with 9 others to try. */
#ifndef CLAIM_JUDGE_REPAIRS_H
#define CLAIM_JUDGE_REPAIRS_H

#include "claim/judge_figure.h"

/** Append; what no longer fits is left out. */
void repairs_add(verdict *v, const repair *added);
/** For a claim with two operands that do not give its figure: v->low is the exact value. */
void repairs_of_pair(verdict *v, const claim *c, const figure_operands *operands);
/** For a claim with one count that has no partner: v->given, v->count. */
void repairs_of_count(verdict *v, const claim *c);

#endif

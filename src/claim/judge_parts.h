/* judge_parts.h - the cases that claim_judge() tells apart. Inside room claim. */
#ifndef CLAIM_JUDGE_PARTS_H
#define CLAIM_JUDGE_PARTS_H

#include "claim/judge_figure.h"

void verdict_say(verdict *v, verdict_word word, verdict_reason reason);

/** Two operands: does the figure follow from them? */
void judge_pair(verdict *v, const claim *c, const figure_operands *operands);

/** A change, a ratio or a share with at most one operand: is there a whole number for the other? Leaves the verdict as it is where
 *  there is none known. */
void judge_lone(verdict *v, const claim *c, bool strength);

#endif

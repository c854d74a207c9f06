/* find_share.h - parts and wholes: for the files that seek them. */
#ifndef CLAIM_FIND_SHARE_H
#define CLAIM_FIND_SHARE_H

#include "claim/find_inside.h"

bool share_is_count(const quantity *q);
/** Would the part give about the share that is said? A percentage is met to its rounding and a point; a fraction to a tenth. */
bool share_near(const quantity *share, const quantity *part, const quantity *whole, double slack);
void share_set_part(reading *r, quantity *share, size_t part);
void share_set_whole(reading *r, quantity *share, size_t whole);
/** Counts around that give just this share, where the words do not say so plainly. A wrong guess could only agree. */
void share_search_whole(reading *r, size_t copy, size_t i);
void share_search_part(reading *r, size_t i);
void share_search_both(reading *r, size_t i);
/** The last count before `item` that is not inside a bracket and not itself a part: what "of them" speaks of. */
int share_count_before(const reading *r, size_t i, size_t item, size_t sentences);
/** "61 of 88": is the count before a part of this one? */
bool share_part_of_before(const reading *r, size_t whole);
/** "There were 906,944 reports, of which 71,865 …", "20 өңірдің онында": a count that is a part. */
void share_part_of_count(reading *r, size_t i);
/** "This is 88.4 %" after "of the total, 18 718": part and whole of the sentences before. */
bool share_part_of_sentence_before(reading *r, size_t i);
/** "540 адамның 35 %-ы зейнеткер. Бұл – 189 адам." */
bool share_part_of_sentence_behind(reading *r, size_t i);
/** "34 % of all offences": only the whole is known, from a sentence before. */
void share_whole_named(reading *r, size_t i);
/** "More than two-thirds of victims (68 %)": the same share, told exactly. */
void share_whole_of_twin(reading *r, size_t i);

#endif

/* find_pair.h - which figure is the earlier value of which: for the files that seek it. */
#ifndef CLAIM_FIND_PAIR_H
#define CLAIM_FIND_PAIR_H

#include "claim/find_inside.h"

/** The next (previous) level of the same sentence; NOBODY where none. */
int level_next(const reading *r, size_t i);
int level_previous(const reading *r, size_t i);
/** The last level of the sentence before. */
int level_before_sentence(const reading *r, size_t i);
bool quantity_has_before(const reading *r, const quantity *q, uint64_t tags);
/** Do the figures count different things, by the words behind them? Generic ones (cases, факт) agree with all. */
bool quantity_units_differ(const reading *r, const quantity *a, const quantity *b);
/** Do the words behind both name the same thing? */
bool quantity_same_unit(const reading *r, const quantity *a, const quantity *b);
/** "В 2015 году их было 619", "The total was 2,050": the same things, by a word that points back. */
bool quantity_points_back(const reading *r, const quantity *q);
/** Does a word between the figures point from b to a: "45 % …; in 2018 it was 39 %"? */
bool quantity_points_back_to(const reading *r, const quantity *a, const quantity *b);
/** Join i with the level behind it, where their periods say which is the earlier. */
void pair_periods(reading *r, size_t i);
/** Join i, last year's figure alone in its sentence, with the one of the sentence before that counts the same. */
void pair_same_unit_before(reading *r, size_t i);

#endif

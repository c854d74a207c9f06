/* find_kind.h - what a figure says, and which way: for the files that decide it. */
#ifndef CLAIM_FIND_KIND_H
#define CLAIM_FIND_KIND_H

#include "claim/find_inside.h"

void quantity_set_change(quantity *q, claim_kind kind, int direction);
int way_of(const find_item *i);
int way_in(const reading *r, size_t from, size_t to, bool backwards);
/** Right behind the figure and what it counts: "2,322 fewer", "на 4000 преступлений меньше", "16 % decline". */
int way_behind(const reading *r, const quantity *q, size_t skipped);
/** The nearest word of rise or fall: within the segment, then before it in the sentence (a list under one verb), then
 *  after it. In Kazakh the verb comes last, so after before before. */
int way_near(const reading *r, const quantity *q, bool whole_sentence);
/** English: "fell 7 %", "down nearly 11 %", "an increase of 61 %", "rose six per cent": nothing but light words between. */
int way_ahead(const reading *r, const quantity *q);
/** "Рост составил 4 %", "снижение – 15 %", "өсім 5 пайызды құрады": the change is a noun and the figure its size. */
int way_of_noun(const reading *r, const quantity *q);
/** "an increase of 46,014", "an increase in murder of 562". */
int way_of_size(const reading *r, const quantity *q);
void find_kind_of_percent(reading *r, quantity *q);
/** Russian "в 2 раза", Kazakh "екі есе", English "three times more", "2.4 times". */
void find_kind_of_times(reading *r, quantity *q);
void find_kind_of_count(reading *r, quantity *q);

#endif

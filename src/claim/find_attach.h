/* find_attach.h - the operands of a change: for the files that seek them. */
#ifndef CLAIM_FIND_ATTACH_H
#define CLAIM_FIND_ATTACH_H

#include "claim/find_inside.h"

bool attach_is_change(const quantity *q);
void attach_take_pair(reading *r, quantity *change, size_t current);
void attach_take_current(reading *r, quantity *change, size_t current);
bool attach_is_pair(const reading *r, size_t i);
/** Could this level be an operand of the change? Shares only of changes said of rates, never of ratios between counts. */
bool attach_fits(const quantity *change, const quantity *level);
/** "492 преступления. В 2015 году их было 619, что на 20,5 % больше": the figure before the change is the earlier one
 *  of a pair. */
bool attach_from_pair_of_base(reading *r, quantity *change, size_t base);
/** "на 21,8 % (с 87 до 106)", "(зарегистрировано 18832)", "than in 2010/11 (30,620)", "45,5 %-ға (былтыр 11 еді)". */
bool attach_from_bracket_after(reading *r, size_t i);
bool attach_from_before_bracket(reading *r, size_t i);
/** "734, compared with 701 in the same period (4.7 %)": a bare percentage in a bracket behind a pair that gives it. */
void attach_change_of_pair_before(reading *r, size_t i);
bool attach_strong_break(const reading *r, size_t from, size_t to);
/** Words of its own behind the last comma, dash or clause word before `to`: "выросла на 4 %, а краж …", "10 пайызға
 *  көбейді, бірақ қаза тапқандар саны 9-дан …". Then what follows is about something else. */
bool attach_named_between(const reading *r, size_t from, size_t to);
/** Between a level and its change stand only light words: "366 преступлений – на 8,3 % меньше", "961 оқиға, 37,6 % азайған". */
bool attach_light_between(const reading *r, const quantity *level, const quantity *change);
bool attach_from_level_before(reading *r, size_t i);
/** "fell by 4 % to 619", "(-1,9 %, до 171 тыс.)", "6 % down at 6,620", "with about 79,000 stolen", "их почти 40 тысяч". */
bool attach_from_level_after(reading *r, size_t i);
/** "По сравнению с 2022-м, когда было 312, показатель упал на 30,1 %". */
bool attach_from_clause_before(reading *r, size_t i);
/** The changes of one pointing sentence and the last levels of the sentence before match in order: "Эти цифры на 33,3
 *  % и 16,1 % больше". */
bool attach_from_sentence_before(reading *r, size_t i);
/** A pair of the sentence after or before that nobody has taken, and that gives about what the change says:
 *  "Преступность снизилась на 24 %. За шесть месяцев прошлого года – 3 287, этого – 2 511." */
bool attach_from_pair_beside(reading *r, size_t i);
/** The earlier value stands in the sentence after, the new one in the change's own: "биыл 237 …, бұл 41 %-ға көп.
 *  Яғни былтыр 168."; or it is what the sentence before has come to. */
void attach_base_beside(reading *r, size_t i);
/** "21 500 происшествий. … Количество происшествий возросло на 65 %": of the thing named with the change. */
bool attach_from_same_subject(reading *r, size_t i);
/** Is what the level counts told in the change's own part of its sentence: "Road deaths", "killed"? */
bool attach_names_thing_of(const reading *r, const quantity *change, const quantity *level);
/** "468 less crimes of this nature". */
bool attach_from_pointed_thing(reading *r, size_t i);
/** "Road deaths are down by two percent. 1,700 people were killed – a fall of 60." */
bool attach_from_sentence_behind(reading *r, size_t i);
/** "… in the preceding three months, when 7 555 people were killed". */
void attach_base_in_clause(reading *r, size_t i);
/** "…, соответственно на 12,6 и 12,2 % меньше". */
void attach_respectively(reading *r, size_t sentence);
/** "214 аварий. … на 9,3 % (с 236)". */
void attach_current_beside(reading *r, size_t i);
/** "…an increase of 562. That is 562 more people": said twice, claimed once. */
void attach_drop_repeated(reading *r, size_t i);

#endif

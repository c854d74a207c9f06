/* judge_period.h - as much of the words of a period as comparing needs: its length, and what kind of base it names.
 *
 * A claim carries those words as they stand in the text, in Kazakh, Russian or English; here they become numbers. What the words do not
 * say for certain is "not known", and then nobody is warned. */
#ifndef CLAIM_JUDGE_PERIOD_H
#define CLAIM_JUDGE_PERIOD_H

#include "base/text.h"

/** The months that the words of a period span, in any of the three languages: 6 for a half-year, 5 for "алғашқы 5 айында", 3 for a
 *  quarter, 10 for "January–October"; 0 where they do not say. */
int period_words_months(text words);
/** Do the words of a base name a whole year ("с прошлым годом"), not the same part of it ("с аналогичным периодом")? */
bool period_words_whole_year(text words);

/** Do the words of a base name an average ("the five-year average")? It need not be a whole number. */
bool period_words_average(text words);

#endif

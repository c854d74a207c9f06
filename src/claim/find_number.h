/* find_number.h - items under way to quantities: for the files that read numbers. */
#ifndef CLAIM_FIND_NUMBER_H
#define CLAIM_FIND_NUMBER_H

#include "claim/find_inside.h"

typedef struct number_building {
    reading *r;
    size_t in, last; /**< items [in, last) are still to be read */
    size_t out;      /**< where the next item goes */
    size_t sentence;
} number_building;

/** The item n places on; an empty one behind the sentence. */
const find_item *number_ahead(const number_building *b, size_t n);
find_digits number_digits(const number_building *b, const find_item *i, bool whole);
/** Each returns how many items it took; 0: none of its kind begins here. */
size_t number_from_words(const number_building *b, quantity *q);
/** "каждый третий", "one in five", "3 out of 10", "two-thirds", "2/3 of". */
size_t number_from_fraction(const number_building *b, quantity *q);
/** Ratios said by a word: doubled, вдвое, екі еселен-. */
size_t number_from_ratio(const number_building *b, quantity *q);

#endif

/* russian_noun.h - the one form of a Russian noun that its forms after 1, 2 and 5 do not hold.
 *
 * After 2 a noun stands in the genitive singular ("2 преступления"), but its adjectives, and nouns that are adjectives, in a plural: "2 уголовных
 * правонарушения", "2 погибших", "2 новые камеры". The genitive singular that "ни одного", "до 21" and fractions ask for has their singular:
 * "уголовного правонарушения", "погибшего", "новой камеры" (Русская грамматика, Moscow 1980, on numerals with adjectives). */
#ifndef LANGUAGE_RUSSIAN_NOUN_H
#define LANGUAGE_RUSSIAN_NOUN_H

#include "base/text.h"

/** Add the genitive singular, given the forms after 1 and after 2. */
void russian_genitive(buffer *out, text one, text two);

#endif

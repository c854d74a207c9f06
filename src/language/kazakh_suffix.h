/* kazakh_suffix.h - case endings of Kazakh, for numerals written in digits and for words.
 *
 * An ending follows the last word as it is spoken: its last vowel decides between back and front (harmony), its last sound between the
 * variants of the consonant. 16 is read "он алты", so 16-ға; 4 is "төрт", so 4-ке. The rules are those of the school grammar (Қазақ
 * грамматикасы, Astana 2002, morphology, cases of the noun); after digits and signs the ending has a hyphen. A word that has a possessive ending already
 * ("оқиғасы") takes other endings, and cannot be told from one that has none: do not ask for it. */
#ifndef LANGUAGE_KAZAKH_SUFFIX_H
#define LANGUAGE_KAZAKH_SUFFIX_H

#include "base/fraction.h"
#include "base/text.h"

typedef enum kazakh_case {
    KAZAKH_GENITIVE,     /**< -ның */
    KAZAKH_DATIVE,       /**< -ға */
    KAZAKH_ACCUSATIVE,   /**< -ны */
    KAZAKH_LOCATIVE,     /**< -да */
    KAZAKH_ABLATIVE,     /**< -дан */
    KAZAKH_INSTRUMENTAL, /**< -мен */
    KAZAKH_POSSESSIVE,   /**< -сы: of the third person */
    KAZAKH_CASES
} kazakh_case;

/** "genitive", "dative", "accusative", "locative", "ablative", "instrumental", "possessive"; false for anything else. */
bool kazakh_case_named(kazakh_case *out, text name);

/** The ending that a word takes, static: "қырық" in the dative gives "қа". */
text kazakh_ending(text word, kazakh_case wanted);

/** The last word of a whole number as it is read: 5000 is "мың", 16 is "алты", 0 is "нөл". The sign does not matter. */
text kazakh_last_word(int128 number);

/** Add the ending of what is written: "82" gives "-ден" in the ablative, "38,8%" (read "пайыз") "-ға" in the dative, "1 000" with any blanks between digits
 *  "-нан" in the ablative. Other text is taken for a word, and its ending has no hyphen. */
void kazakh_add_ending(buffer *out, text written, kazakh_case wanted);

#endif

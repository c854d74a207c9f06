/* language.h - which language to speak, and the program's own sentences in it. */
#ifndef ESEP_LANGUAGE_H
#define ESEP_LANGUAGE_H

#include <esep/error.h>
#include <stdbool.h>

/** "kk", "ru" or "en" into *language; false for anything else. */
bool esep_language_from_code(esep_language *language, const char *code);
/** From LC_ALL, LC_MESSAGES and LANG as they stand in the environment (any may be NULL): the first that is not empty; English where
 *  it names none of the three languages. */
esep_language esep_language_from_locale(const char *lc_all, const char *lc_messages, const char *lang);
/** The program's sentence `message` (a message_id) with arguments[n] filled in, into out[size], always terminated, cut at a whole
 *  character. Returns the whole length. */
size_t esep_sentence(esep_language language, int message, const char *const *arguments, size_t n, char *out,
                     size_t size);
/** Columns that the UTF-8 text takes on a terminal. */
size_t esep_text_width(const char *text);

#endif

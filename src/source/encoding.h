/* encoding.h - which encoding a sample of bytes is in, found by looking.
 *
 * In this order: a byte order mark (UTF-8, UTF-16, UTF-32); NUL bytes in every second place (UTF-16 without a mark); well-formed
 * UTF-8, or nearly so (at most one broken byte to twenty whole characters above ASCII); else one of the Cyrillic code pages, by how usual the letters are that the bytes would be: Windows-1251, KOI8-R,
 * and KZ-1048 (Windows-1251 with the Kazakh letters, STRK 1048-2002), CP866. If no Cyrillic reading is plausible, or most bytes
 * above ASCII stand beside Latin letters, Windows-1252. */
#ifndef SOURCE_ENCODING_H
#define SOURCE_ENCODING_H

#include "base/text.h"

typedef struct encoding_guess {
    const char *name;   /**< a name that iconv knows, static; NULL: binary, no encoding at all */
    size_t mark_length; /**< bytes of the byte order mark at the beginning */
    bool guessed;       /**< by likelihood, so it ought to be said */
} encoding_guess;

/** `sample` is the beginning of the content; `whole` says that it is all there is (else a character may be cut at the end). */
encoding_guess encoding_detect(text sample, bool whole);

/** Is the name one for UTF-8? ("utf8", "UTF-8" …) */
bool encoding_is_utf8(const char *name);

#endif

/* find.h - reading a text for claims.
 *
 * The rules are in docs/methods.md ("Claims"), the words in lexicons/ (docs/lexicons.md). Reading takes time linear in the text and
 * memory for one block of it and the claims. */
#ifndef CLAIM_FIND_H
#define CLAIM_FIND_H

#include "claim/claim.h"
#include "claim/lexicon.h"

enum { CLAIM_FIND_MOST = 250000 };

/** Find the claims of `words` (UTF-8; broken bytes are taken as unknown characters) and add them to `out`, in the order of their start.
 *  The spans and texts of the claims point into `words`. ESEP_SYSTEM where memory fails, ESEP_DATA where `out` would hold more than
 *  CLAIM_FIND_MOST: no text says so much, and a file of numbers would fill the memory. */
esep_status claim_find(claim_list *out, text words, esep_language language, const lexicon *lexicon,
                       esep_error *error);

/** The language of a text, by its letters and commonest words: Kazakh has letters that Russian has not. Without any letters, English. */
esep_language claim_language(text words);

/** Can a text be in the language that is said of it? False only where it plainly is in another: other letters, or Kazakh ones in every third word of a
 *  Russian text and in none of a long Kazakh one. */
bool claim_language_fits(text words, esep_language said);

/** Bytes that stand together in both texts, up to where the next run begins. */
typedef struct claim_run {
    size_t plain, original; /**< offset of the first */
} claim_run;

/** A text without its mark-up, and where each of its bytes stood. */
typedef struct claim_plain {
    buffer words;
    claim_run *runs; /**< [n_runs], ascending; malloc'ed */
    size_t n_runs, capacity;
} claim_plain;

/** Strip HTML tags, comments, scripts and styles, decode entities, take away Markdown's emphasis, heading marks, and the targets of
 *  links. Bytes that are neither stay. End with claim_plain_free(). */
esep_status claim_strip(claim_plain *out, text marked, esep_error *error);
/** Turn the claims found in `plain->words` into claims of the original: spans and texts. What an original span covers may hold mark-up. */
void claim_list_restore(claim_list *list, const claim_plain *plain, text marked);
/** Where the byte at `at` of `words` stood; at == words.length: the end of the original. */
size_t claim_plain_place(const claim_plain *plain, size_t at);
void claim_plain_free(claim_plain *plain);

#endif

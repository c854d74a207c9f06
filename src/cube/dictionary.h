/* dictionary.h - texts as small numbers: each different text gets the next code, 0, 1, 2 … in order of first appearance.
 *
 * One for each worker and dimension, so nothing is shared while counting. Texts are copied once. Of each the first 32 bytes are kept as four
 * words, zeros behind the text (of longer ones the first and the last 16): up to 32 bytes that is the whole text, compared without a
 * branch on its length, which no processor foresees. A slot of the table is eight bytes: 32 bits of the hash, which also say
 * where the slot is, and the code. So the slots of a few hundred categories, and their words, stay in the first cache. */
#ifndef CUBE_DICTIONARY_H
#define CUBE_DICTIONARY_H

#include "base/arena.h"
#include "base/error.h"

/** DICTIONARY_PADDING: bytes that may be read at a text's beginning, whatever its length. */
enum { DICTIONARY_PADDING = 32, DICTIONARY_WORDS = 4 };

/** No code: a text that is not in the dictionary. */
#define DICTIONARY_NONE UINT32_MAX

typedef struct dictionary_key {
    uint64_t words[DICTIONARY_WORDS];
    uint64_t length; /**< with the highest bit set where the text begins with a quotation mark */
} dictionary_key;

typedef struct dictionary {
    arena memory;
    text *texts;          /**< [n] */
    dictionary_key *keys; /**< [n] */
    size_t n;
    size_t capacity;
    size_t longest;  /**< bytes of the longest text */
    uint64_t *slots; /**< [n_slots], a power of two: tag << 32 | code + 1; 0 is free */
    size_t n_slots;
    unsigned shift; /**< tag >> shift is a text's first slot */
    bool deep;      /**< texts of more than 32 bytes are hashed whole: too many differed in the middle only */
} dictionary;

/** The code of t, new or old, into *code. Fails only for want of memory. */
esep_status dictionary_code(dictionary *d, text t, uint32_t *code, esep_error *error);
/** The codes of texts[n] that are in the dictionary, DICTIONARY_NONE for the others, and for all that begin with a quotation mark: so the texts may
 *  be fields as they stand, of which those only may say something else than another text's bytes. DICTIONARY_PADDING bytes may be read at
 *  each. */
void dictionary_find(const dictionary *d, const text *texts, size_t n, uint32_t *codes);
/** Look up without what only some processors have, from now on: for tests; not while others look up. */
void dictionary_use_plain(void);
/** Memory held, in bytes. */
uint64_t dictionary_bytes(const dictionary *d);
void dictionary_free(dictionary *d);

#endif

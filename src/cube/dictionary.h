/* dictionary.h - texts as small numbers: each different text gets the next code, 0, 1, 2 … in order of first appearance.
 *
 * One for each worker and dimension, so nothing is shared while counting. Texts are copied once. */
#ifndef CUBE_DICTIONARY_H
#define CUBE_DICTIONARY_H

#include "base/arena.h"
#include "base/error.h"

typedef struct dictionary_slot {
    uint32_t hash; /**< upper bits of the text's hash */
    uint32_t code; /**< + 1; 0 is free */
} dictionary_slot;

typedef struct dictionary {
    arena memory;
    text *texts; /**< [n] */
    size_t n;
    size_t texts_capacity;
    dictionary_slot *slots; /**< [n_slots], a power of two, at most half full */
    size_t n_slots;
} dictionary;

/** The code of t, new or old, into *code. Fails only for want of memory. */
esep_status dictionary_code(dictionary *d, text t, uint32_t *code, esep_error *error);
void dictionary_free(dictionary *d);

#endif

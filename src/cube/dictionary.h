/* dictionary.h - texts as small numbers: each different text gets the next code, 0, 1, 2 … in order of first appearance.
 *
 * One for each worker and dimension, so nothing is shared while counting. Texts are copied once. A slot of the table holds the text's
 * first and last eight bytes and its length: up to sixteen bytes that is the whole text, and the text itself is not looked at. */
#ifndef CUBE_DICTIONARY_H
#define CUBE_DICTIONARY_H

#include "base/arena.h"
#include "base/error.h"

#include <string.h>

enum { DICTIONARY_NONE = -1, DICTIONARY_PADDING = 8 };

typedef struct dictionary_slot {
    uint64_t first; /**< bytes 0 … 7, zeros behind the text */
    uint64_t last;  /**< the last eight bytes; of texts shorter than that, as `first` */
    uint32_t length;
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

/** What of a text decides its slot. */
typedef struct dictionary_print {
    uint64_t first;
    uint64_t last;
    uint64_t hash;
} dictionary_print;

/** Of all bytes of texts longer than 32. */
uint64_t dictionary_hash_long(text t);

static inline uint64_t dictionary_mix(uint64_t a, uint64_t b)
{
    __extension__ typedef unsigned __int128 wide;
    wide product = (wide)(a ^ UINT64_C(0x9E3779B97F4A7C15)) * (b ^ UINT64_C(0xE7037ED1A0B428DB));
    return (uint64_t)product ^ (uint64_t)(product >> 64);
}

/** Eight bytes may be read at t.data, whatever the length. */
static inline dictionary_print dictionary_print_padded(text t)
{
    /* Without branches on lengths below eight, which no processor foresees: of such texts both words are the same. */
    dictionary_print print;
    size_t word = t.length < 8 ? t.length : 8;
    uint64_t mask = word ? ~UINT64_C(0) >> (64 - 8 * word) : 0;
    memcpy(&print.first, t.data, 8);
    memcpy(&print.last, t.data + (t.length - word), 8);
    print.first &= mask;
    print.last &= mask;
    print.hash = dictionary_mix(print.first ^ t.length << 56, print.last);
    if (t.length > 32)
        print.hash = dictionary_hash_long(t);
    else if (t.length > 16) {
        uint64_t second, last_but_one;
        memcpy(&second, t.data + 8, 8);
        memcpy(&last_but_one, t.data + t.length - 16, 8);
        print.hash ^= dictionary_mix(second, last_but_one);
    }
    return print;
}

/** Are the bytes of two texts of one length, 17 or more, the same? Up to 32 without a loop. */
static inline bool dictionary_same_long(const char *a, const char *b, size_t length)
{
    if (length > 32)
        return memcmp(a, b, length) == 0;
    uint64_t words[8];
    memcpy(words, a, 16);
    memcpy(words + 2, a + length - 16, 16);
    memcpy(words + 4, b, 16);
    memcpy(words + 6, b + length - 16, 16);
    return ((words[0] ^ words[4]) | (words[1] ^ words[5]) | (words[2] ^ words[6]) | (words[3] ^ words[7])) ==
           0;
}

/** The code of t, whose print this is, if it has one already, else DICTIONARY_NONE. */
static inline int64_t dictionary_find(const dictionary *d, text t, dictionary_print print)
{
    if (d->n_slots == 0)
        return DICTIONARY_NONE;
    for (size_t at = print.hash & (d->n_slots - 1);; at = (at + 1) & (d->n_slots - 1)) {
        const dictionary_slot *slot = &d->slots[at];
        if (slot->first == print.first && slot->last == print.last && slot->length == t.length &&
            slot->code &&
            (t.length <= 16 || dictionary_same_long(d->texts[slot->code - 1].data, t.data, t.length)))
            return (int64_t)slot->code - 1;
        if (slot->code == 0)
            return DICTIONARY_NONE;
    }
}

/** Ask for the memory of the slot that a text with this print would be in. */
static inline void dictionary_prefetch(const dictionary *d, dictionary_print print)
{
    __builtin_prefetch(&d->slots[print.hash & (d->n_slots - 1)]);
}

#endif

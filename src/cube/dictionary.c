#include "cube/dictionary.h"

#include <stdlib.h>
#include <xxhash.h>

#if __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
#error "the masks of short texts are for little-endian machines"
#endif

enum { DICTIONARY_FIRST_SLOTS = 64 };

uint64_t dictionary_hash_long(text t)
{
    return XXH3_64bits(t.data, t.length);
}

/* For texts that may end at the end of their memory. */
static dictionary_print dictionary_print_of(text t)
{
    char padded[DICTIONARY_PADDING] = {0};
    if (t.length >= DICTIONARY_PADDING)
        return dictionary_print_padded(t);
    if (t.length)
        memcpy(padded, t.data, t.length);
    return dictionary_print_padded((text){padded, t.length});
}

static void dictionary_place(dictionary *d, dictionary_print print, size_t length, uint32_t code)
{
    size_t at = print.hash & (d->n_slots - 1);
    while (d->slots[at].code)
        at = (at + 1) & (d->n_slots - 1);
    d->slots[at] = (dictionary_slot){print.first, print.last, (uint32_t)length, code + 1};
}

static esep_status dictionary_grow(dictionary *d, esep_error *error)
{
    size_t n_slots = d->n_slots ? d->n_slots * 2 : DICTIONARY_FIRST_SLOTS;
    dictionary_slot *slots = calloc(n_slots, sizeof *slots);
    text *texts = realloc(d->texts, n_slots / 2 * sizeof *texts);
    if (texts)
        d->texts = texts;
    if (!slots || !texts || n_slots / 2 > UINT32_MAX / 2) {
        free(slots);
        return error_memory(error);
    }
    free(d->slots);
    d->slots = slots;
    d->n_slots = n_slots;
    d->texts_capacity = n_slots / 2;
    for (size_t code = 0; code < d->n; code++)
        dictionary_place(d, dictionary_print_of(d->texts[code]), d->texts[code].length, (uint32_t)code);
    return ESEP_OK;
}

esep_status dictionary_code(dictionary *d, text t, uint32_t *code, esep_error *error)
{
    dictionary_print print = dictionary_print_of(t);
    for (size_t at = print.hash & (d->n_slots - 1); d->n_slots && d->slots[at].code;
         at = (at + 1) & (d->n_slots - 1)) {
        if (d->slots[at].first == print.first && text_equal(d->texts[d->slots[at].code - 1], t)) {
            *code = d->slots[at].code - 1;
            return ESEP_OK;
        }
    }
    if (d->n == d->texts_capacity)
        ESEP_TRY(dictionary_grow(d, error));
    text copy = arena_copy(&d->memory, t.data ? t : text_from(""));
    if (!copy.data)
        return error_memory(error);
    dictionary_place(d, print, t.length, (uint32_t)d->n);
    d->texts[d->n] = copy;
    *code = (uint32_t)d->n++;
    return ESEP_OK;
}

void dictionary_free(dictionary *d)
{
    arena_free(&d->memory);
    free(d->texts);
    free(d->slots);
    *d = (dictionary){0};
}

#include "cube/dictionary.h"

#include <stdlib.h>
#include <xxhash.h>

enum { DICTIONARY_FIRST_SLOTS = 64 };

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
    d->texts_capacity = n_slots / 2;
    for (size_t code = 0; code < d->n; code++) {
        uint64_t hash = XXH3_64bits(d->texts[code].data, d->texts[code].length);
        size_t at = hash & (n_slots - 1);
        while (slots[at].code)
            at = (at + 1) & (n_slots - 1);
        slots[at] = (dictionary_slot){(uint32_t)(hash >> 32), (uint32_t)code + 1};
    }
    free(d->slots);
    d->slots = slots;
    d->n_slots = n_slots;
    return ESEP_OK;
}

esep_status dictionary_code(dictionary *d, text t, uint32_t *code, esep_error *error)
{
    uint64_t hash = XXH3_64bits(t.data, t.length);
    uint32_t high = (uint32_t)(hash >> 32);
    if (d->n_slots) {
        size_t at = hash & (d->n_slots - 1);
        for (; d->slots[at].code; at = (at + 1) & (d->n_slots - 1)) {
            if (d->slots[at].hash == high && text_equal(d->texts[d->slots[at].code - 1], t)) {
                *code = d->slots[at].code - 1;
                return ESEP_OK;
            }
        }
    }
    if (d->n == d->texts_capacity)
        ESEP_TRY(dictionary_grow(d, error));
    text copy = arena_copy(&d->memory, t.data ? t : text_from(""));
    if (!copy.data)
        return error_memory(error);
    size_t at = hash & (d->n_slots - 1);
    while (d->slots[at].code)
        at = (at + 1) & (d->n_slots - 1);
    d->slots[at] = (dictionary_slot){high, (uint32_t)d->n + 1};
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

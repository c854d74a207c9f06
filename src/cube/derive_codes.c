/* Code lists: a code's category in law on a day. */
#include "cube/derive_kinds.h"

#include <stdlib.h>
#include <xxhash.h>

static int codes_compare(const void *a, const void *b)
{
    const derivation_code *x = a, *y = b;
    int order = text_compare(x->code, y->code);
    return order ? order : (x->from > y->from) - (x->from < y->from);
}

/* The list in order of codes and days. */
static derivation_code *codes_sort(const derivation *d)
{
    derivation_code *sorted = calloc(d->n_codes + 1, sizeof *sorted);
    for (size_t i = 0; sorted && i < d->n_codes; i++) {
        sorted[i] = d->codes[i];
        sorted[i].code = text_trim(sorted[i].code);
    }
    if (sorted && d->n_codes)
        qsort(sorted, d->n_codes, sizeof *sorted, codes_compare);
    return sorted;
}

/* The slot of a code, or the free one where it would be. */
static size_t *codes_slot(const derive_codes *codes, text code)
{
    size_t at = XXH3_64bits(code.data, code.length) & (codes->n_slots - 1);
    while (codes->slots[at] && !text_equal(codes->validities[codes->slots[at] - 1].code, code))
        at = (at + 1) & (codes->n_slots - 1);
    return &codes->slots[at];
}

static esep_status codes_fill(derive_codes *codes, const derivation *d, const derivation_code *sorted,
                              bool dated, arena *memory, esep_error *error)
{
    for (size_t i = 0; i < d->n_codes; i++) {
        const derivation_code *code = &sorted[i];
        bool again = i && text_equal(code->code, code[-1].code);
        if (again && code->from <= code[-1].to)
            return derive_fail(d, MESSAGE_CUBE_CODE_TWICE, code->code, error);
        if (!dated && (code->from != DAY_FIRST || code->to != DAY_LAST))
            return derive_fail(d, MESSAGE_CUBE_DERIVED_NO_DATE, (text){0}, error);
        derive_validity validity = {derive_keep(memory, code->code), code->from, code->to,
                                    derive_keep(memory, code->category)};
        if (!validity.code.data || !validity.category.data)
            return error_memory(error);
        codes->validities[codes->n++] = validity;
        if (!again)
            *codes_slot(codes, validity.code) = i + 1;
    }
    return ESEP_OK;
}

esep_status derive_codes_create(derive_codes *codes, const derivation *d, bool dated, arena *memory,
                                esep_error *error)
{
    derivation_code *sorted = codes_sort(d);
    for (codes->n_slots = 16; codes->n_slots < 2 * d->n_codes; codes->n_slots *= 2)
        continue;
    codes->slots = ARENA_TAKE(memory, codes->n_slots, size_t);
    codes->validities = ARENA_TAKE(memory, d->n_codes + 1, derive_validity);
    esep_status status = sorted && codes->slots && codes->validities
                             ? codes_fill(codes, d, sorted, dated, memory, error)
                             : error_memory(error);
    free(sorted);
    return status;
}

text derive_codes_value(const derive_codes *codes, text code, day_number day)
{
    size_t first = *codes_slot(codes, code);
    for (size_t i = first; i && i <= codes->n && text_equal(codes->validities[i - 1].code, code); i++) {
        const derive_validity *validity = &codes->validities[i - 1];
        if (day >= validity->from && day <= validity->to)
            return validity->category;
    }
    return (text){0};
}

/* Code lists: a code's category in law on a day. */
#include "cube/derive_kinds.h"

#include <stdlib.h>

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
        uint32_t number;
        ESEP_TRY(dictionary_code(&codes->codes, code->code, &number, error));
        if (!again)
            codes->first[number] = i;
        text category = derive_keep(memory, code->category);
        if (!category.data)
            return error_memory(error);
        codes->validities[i] = (derive_validity){code->from, code->to, category};
    }
    codes->first[codes->codes.n] = d->n_codes;
    return ESEP_OK;
}

esep_status derive_codes_create(derive_codes *codes, const derivation *d, bool dated, arena *memory,
                                esep_error *error)
{
    derivation_code *sorted = codes_sort(d);
    codes->first = ARENA_TAKE(memory, d->n_codes + 1, size_t);
    codes->validities = ARENA_TAKE(memory, d->n_codes + 1, derive_validity);
    esep_status status = sorted && codes->first && codes->validities
                             ? codes_fill(codes, d, sorted, dated, memory, error)
                             : error_memory(error);
    free(sorted);
    return status;
}

void derive_codes_free(derive_codes *codes)
{
    dictionary_free(&codes->codes);
}

text derive_codes_value(const derive_codes *codes, text code, day_number day)
{
    int64_t number = dictionary_find(&codes->codes, code, dictionary_print_padded(code));
    if (number < 0)
        return (text){0};
    for (size_t i = codes->first[number]; i < codes->first[number + 1]; i++) {
        const derive_validity *validity = &codes->validities[i];
        if (day >= validity->from && day <= validity->to)
            return validity->category;
    }
    return (text){0};
}

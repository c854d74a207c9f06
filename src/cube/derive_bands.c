/* Bands of a number, held against it exactly. */
#include "cube/derive_kinds.h"

esep_status derive_bands_create(derive_bands *bands, const derivation *d, arena *memory, esep_error *error)
{
    *bands = (derive_bands){.bands = d->bands, .n = d->n_bands};
    bands->categories = ARENA_TAKE(memory, d->n_bands + 1, text);
    if (!bands->categories)
        return error_memory(error);
    for (size_t i = 0; i < d->n_bands; i++) {
        bands->categories[i] = derive_keep(memory, d->bands[i].category);
        if (!bands->categories[i].data)
            return error_memory(error);
    }
    return ESEP_OK;
}

text derive_bands_value(const derive_bands *bands, text cell)
{
    decimal number;
    if (decimal_read(&number, cell, true) != DECIMAL_OK)
        return (text){0};
    for (size_t i = 0; i < bands->n; i++) {
        const derivation_band *band = &bands->bands[i];
        if ((!band->has_low || decimal_compare(number, band->low) >= 0) &&
            (!band->has_high || decimal_compare(number, band->high) < 0))
            return bands->categories[i];
    }
    return (text){0};
}

#include "cube/cells.h"

#include <stdlib.h>

enum { CELLS_FIRST_SLOTS = 256 };

/* Fibonacci hashing of two 32-bit numbers: Knuth, The Art of Computer Programming 3, 6.4. */
static size_t cells_hash(uint32_t a, uint32_t b, size_t n_slots)
{
    uint64_t both = (uint64_t)a << 32 | b;
    both ^= both >> 29;
    both *= UINT64_C(0x9E3779B97F4A7C15);
    return (size_t)(both >> 32) & (n_slots - 1);
}

static esep_status cells_grow(cells *c, esep_error *error)
{
    size_t n_slots = c->n_slots ? c->n_slots * 2 : CELLS_FIRST_SLOTS, capacity = n_slots / 2;
    if (capacity > UINT32_MAX / 2)
        return error_memory(error);
    uint32_t *slots = calloc(n_slots, sizeof *slots);
    cube_cell *grown = realloc(c->cells, capacity * sizeof *grown);
    if (grown)
        c->cells = grown;
    number_scaled *sums = c->summed ? realloc(c->sums, capacity * sizeof *sums) : NULL;
    if (sums)
        c->sums = sums;
    if (!slots || !grown || (c->summed && !sums)) {
        free(slots);
        return error_memory(error);
    }
    for (size_t i = 0; i < c->n; i++) {
        size_t at = cells_hash(c->cells[i].group, (uint32_t)c->cells[i].day, n_slots);
        while (slots[at])
            at = (at + 1) & (n_slots - 1);
        slots[at] = (uint32_t)i + 1;
    }
    free(c->slots);
    c->slots = slots;
    c->n_slots = n_slots;
    c->capacity = capacity;
    return ESEP_OK;
}

esep_status cells_at(cells *c, uint32_t group, day_number day, uint32_t *index, esep_error *error)
{
    if (c->n && c->cells[c->latest].group == group && c->cells[c->latest].day == day) {
        *index = c->latest;
        return ESEP_OK;
    }
    if (c->n == c->capacity)
        ESEP_TRY(cells_grow(c, error));
    size_t at = cells_hash(group, (uint32_t)day, c->n_slots);
    for (; c->slots[at]; at = (at + 1) & (c->n_slots - 1)) {
        const cube_cell *cell = &c->cells[c->slots[at] - 1];
        if (cell->group == group && cell->day == day) {
            c->latest = *index = c->slots[at] - 1;
            return ESEP_OK;
        }
    }
    c->cells[c->n] = (cube_cell){group, day, 0};
    if (c->summed)
        c->sums[c->n] = 0;
    c->slots[at] = (uint32_t)c->n + 1;
    c->latest = *index = (uint32_t)c->n++;
    return ESEP_OK;
}

static esep_status cells_grow_keys(cells *c, esep_error *error)
{
    size_t n_slots = c->n_key_slots ? c->n_key_slots * 2 : CELLS_FIRST_SLOTS, capacity = n_slots / 2;
    if (capacity > UINT32_MAX / 2)
        return error_memory(error);
    uint32_t *slots = calloc(n_slots, sizeof *slots);
    cube_key *keys = realloc(c->keys, capacity * sizeof *keys);
    if (keys)
        c->keys = keys;
    if (!slots || !keys) {
        free(slots);
        return error_memory(error);
    }
    for (size_t i = 0; i < c->n_keys; i++) {
        size_t at = cells_hash(c->keys[i].cell, c->keys[i].value, n_slots);
        while (slots[at])
            at = (at + 1) & (n_slots - 1);
        slots[at] = (uint32_t)i + 1;
    }
    free(c->key_slots);
    c->key_slots = slots;
    c->n_key_slots = n_slots;
    c->keys_capacity = capacity;
    return ESEP_OK;
}

esep_status cells_note_key(cells *c, uint32_t cell, uint32_t value, esep_error *error)
{
    if (c->n_keys == c->keys_capacity)
        ESEP_TRY(cells_grow_keys(c, error));
    size_t at = cells_hash(cell, value, c->n_key_slots);
    for (; c->key_slots[at]; at = (at + 1) & (c->n_key_slots - 1)) {
        const cube_key *key = &c->keys[c->key_slots[at] - 1];
        if (key->cell == cell && key->value == value)
            return ESEP_OK;
    }
    c->keys[c->n_keys] = (cube_key){cell, value};
    c->key_slots[at] = (uint32_t)++c->n_keys;
    return ESEP_OK;
}

void cells_free(cells *c)
{
    free(c->cells);
    free(c->sums);
    free(c->slots);
    free(c->keys);
    free(c->key_slots);
    *c = (cells){0};
}

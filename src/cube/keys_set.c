#include "cube/keys_set.h"

#include <stdlib.h>
#include <string.h>

struct keys_block {
    struct keys_block *next;
    size_t n;
    keys_entry entries[KEYS_BLOCK];
};

esep_status keys_notes_add(keys_notes *notes, const keys_entry *entries, size_t n, esep_error *error)
{
    for (size_t i = 0; i < n; i++) {
        struct keys_block **part = &notes->parts[entries[i].hash[0] >> 56];
        if (!*part || (*part)->n == KEYS_BLOCK) {
            struct keys_block *block = malloc(sizeof *block);
            if (!block)
                return error_memory(error);
            block->next = *part;
            block->n = 0;
            *part = block;
            notes->n_blocks++;
        }
        (*part)->entries[(*part)->n++] = entries[i];
        notes->n++;
    }
    return ESEP_OK;
}

uint64_t keys_notes_memory(const keys_notes *notes)
{
    return notes->n_blocks * sizeof(struct keys_block);
}

void keys_notes_free(keys_notes *notes)
{
    for (size_t p = 0; p < KEYS_PARTS; p++) {
        while (notes->parts[p]) {
            struct keys_block *next = notes->parts[p]->next;
            free(notes->parts[p]);
            notes->parts[p] = next;
        }
    }
    *notes = (keys_notes){0};
}

static keys_entry *keys_slot(keys_entry *slots, size_t n_slots, const keys_entry *entry)
{
    size_t at = entry->hash[1] & (n_slots - 1);
    while (slots[at].place && memcmp(slots[at].hash, entry->hash, sizeof entry->hash) != 0)
        at = (at + 1) & (n_slots - 1);
    return &slots[at];
}

static esep_status keys_last_grow(keys_last *last, esep_error *error)
{
    keys_last grown = {.n_slots = last->n_slots ? last->n_slots * 2 : 1024, .n = last->n};
    grown.slots = calloc(grown.n_slots, sizeof *grown.slots);
    if (!grown.slots)
        return error_memory(error);
    for (size_t i = 0; i < last->n_slots; i++) {
        if (last->slots[i].place)
            *keys_slot(grown.slots, grown.n_slots, &last->slots[i]) = last->slots[i];
    }
    free(last->slots);
    *last = grown;
    return ESEP_OK;
}

static esep_status keys_last_note(keys_last *last, const keys_entry *entry, esep_error *error)
{
    if (last->n * 2 >= last->n_slots)
        ESEP_TRY(keys_last_grow(last, error));
    keys_entry *slot = keys_slot(last->slots, last->n_slots, entry);
    last->n += slot->place == 0;
    if (entry->place > slot->place)
        *slot = *entry;
    return ESEP_OK;
}

/* One part: what is in the table already occurs twice. */
static esep_status keys_last_find_in(keys_last *last, keys_entry *table, size_t n_slots,
                                     const struct keys_block *block, esep_error *error)
{
    for (; block; block = block->next) {
        for (size_t i = 0; i < block->n; i++) {
            keys_entry *slot = keys_slot(table, n_slots, &block->entries[i]);
            bool again = slot->place != 0;
            if (block->entries[i].place > slot->place)
                *slot = block->entries[i];
            if (again)
                ESEP_TRY(keys_last_note(last, slot, error));
        }
    }
    return ESEP_OK;
}

static size_t keys_part_size(keys_notes *const *notes, size_t n_notes, size_t part)
{
    size_t n = 0;
    for (size_t i = 0; i < n_notes; i++) {
        for (const struct keys_block *block = notes[i]->parts[part]; block; block = block->next)
            n += block->n;
    }
    return n;
}

esep_status keys_last_find(keys_last *last, keys_notes *const *notes, size_t n_notes, esep_error *error)
{
    keys_entry *table = NULL;
    size_t capacity = 0;
    esep_status status = ESEP_OK;
    for (size_t part = 0; part < KEYS_PARTS && status == ESEP_OK; part++) {
        size_t n_slots = 16, n = keys_part_size(notes, n_notes, part);
        while (n_slots < n * 2)
            n_slots *= 2;
        if (n_slots > capacity) {
            free(table);
            table = malloc(n_slots * sizeof *table);
            capacity = table ? n_slots : 0;
        }
        if (!table) {
            status = error_memory(error);
            break;
        }
        memset(table, 0, n_slots * sizeof *table);
        for (size_t i = 0; i < n_notes && status == ESEP_OK; i++)
            status = keys_last_find_in(last, table, n_slots, notes[i]->parts[part], error);
    }
    free(table);
    return status;
}

bool keys_last_keeps(const keys_last *last, const keys_entry *entry)
{
    if (last->n == 0)
        return true;
    const keys_entry *slot = keys_slot(last->slots, last->n_slots, entry);
    return slot->place == 0 || slot->place == entry->place;
}

uint64_t keys_last_memory(const keys_last *last)
{
    return last->n_slots * sizeof *last->slots;
}

void keys_last_free(keys_last *last)
{
    free(last->slots);
    *last = (keys_last){0};
}

/* keys_set.h - hashes of keys, and which of them occur more than once: for keys.c only.
 *
 * Notes are kept in parts by the hash's first byte, in blocks that never move; so the search for what occurs twice goes through one part
 * of all workers at a time, in a table that fits the processor's cache. */
#ifndef CUBE_KEYS_SET_H
#define CUBE_KEYS_SET_H

#include "base/arena.h"
#include "base/error.h"

/** A key's hash, and where its record ends. */
typedef struct keys_entry {
    uint64_t hash[2];
    uint64_t place;
} keys_entry;

enum { KEYS_PARTS = 256, KEYS_BLOCK = 128 };

typedef struct keys_notes {
    struct keys_block *parts[KEYS_PARTS]; /**< newest first */
    size_t n;                             /**< entries of all parts */
    size_t n_blocks;
} keys_notes;

esep_status keys_notes_add(keys_notes *notes, const keys_entry *entries, size_t n, esep_error *error);
uint64_t keys_notes_memory(const keys_notes *notes);
void keys_notes_free(keys_notes *notes);

/** Keys that occur more than once, each with its last place. */
typedef struct keys_last {
    keys_entry *slots; /**< [n_slots], a power of two; place 0 is free: no record ends there */
    size_t n_slots;
    size_t n;
} keys_last;

/** Look for them in all notes. */
esep_status keys_last_find(keys_last *last, keys_notes *const *notes, size_t n_notes, esep_error *error);
/** Is the record of this entry the last of its key? */
bool keys_last_keeps(const keys_last *last, const keys_entry *entry);
uint64_t keys_last_memory(const keys_last *last);
void keys_last_free(keys_last *last);

#endif

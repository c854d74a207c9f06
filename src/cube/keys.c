#include "cube/keys.h"

#include "cube/keys_set.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

enum { KEYS_FEW = 64, KEYS_FILE_BITS = 20, KEYS_OFFSET_BITS = 44 };

/* The keys of one chunk. */
typedef struct keys_run {
    text least, most;
    bool ascending;
    bool dropped; /* its hashes were not kept */
} keys_run;

struct keys_worker {
    keys *of;
    keys_notes notes;
    arena memory; /* of the runs' texts */
    keys_run *runs;
    size_t n_runs;
    size_t runs_capacity;
    /* Of the current chunk. */
    bool ascending;
    text most; /* in most_copy after each batch */
    buffer least, most_copy;
    keys_entry *entries;
    size_t n;
    size_t capacity;
    buffer joined;
    bool failed; /* for want of memory */
};

/* A range of keys in which some may occur twice. */
typedef struct keys_range {
    text least, most;
} keys_range;

struct keys {
    size_t n_columns;
    size_t n_workers;
    bool keep_all;
    keys_stage stage;
    keys_worker *workers;  /* [n_workers] */
    keys_range *contested; /* [n_contested], ascending */
    size_t n_contested;
    keys_last last;
};

uint64_t keys_place(size_t file, uint64_t offset)
{
    assert(file >> KEYS_FILE_BITS == 0 && offset >> KEYS_OFFSET_BITS == 0);
    return (uint64_t)file << KEYS_OFFSET_BITS | offset;
}

esep_status keys_create(keys **out, size_t n_columns, size_t n_workers, bool keep_all, esep_error *error)
{
    keys *k = calloc(1, sizeof *k);
    if (!k)
        return error_memory(error);
    *k = (keys){.n_columns = n_columns, .n_workers = n_workers, .keep_all = keep_all};
    k->workers = calloc(n_workers, sizeof *k->workers);
    if (!k->workers) {
        free(k);
        return error_memory(error);
    }
    for (size_t i = 0; i < n_workers; i++) {
        k->workers[i].of = k;
        k->workers[i].ascending = true;
    }
    *out = k;
    return ESEP_OK;
}

void keys_free(keys *k)
{
    if (!k)
        return;
    for (size_t i = 0; i < k->n_workers; i++) {
        keys_worker *w = &k->workers[i];
        keys_notes_free(&w->notes);
        arena_free(&w->memory);
        free(w->runs);
        buffer_free(&w->least);
        buffer_free(&w->most_copy);
        buffer_free(&w->joined);
        free(w->entries);
    }
    free(k->workers);
    free(k->contested);
    keys_last_free(&k->last);
    free(k);
}

keys_stage keys_now(const keys *k)
{
    return k->stage;
}

keys_worker *keys_worker_of(keys *k, size_t worker)
{
    return &k->workers[worker];
}

/* Of one column: shorter before longer, so that numbers rise as they are counted. Of several, joined: each begins with its length,
 * most significant byte first, so that the bytes alone give the same order, column after column. */
static int keys_compare(const keys *k, text a, text b)
{
    if (k->n_columns > 1)
        return text_compare(a, b);
    if (a.length != b.length)
        return a.length < b.length ? -1 : 1;
    return memcmp(a.data, b.data, a.length);
}

text keys_join(keys_worker *w, const text *cells)
{
    if (w->of->n_columns == 1)
        return cells[0];
    w->joined.length = 0;
    for (size_t i = 0; i < w->of->n_columns; i++) {
        for (int byte = 7; byte >= 0; byte--)
            buffer_add_byte(&w->joined, (char)(unsigned char)((uint64_t)cells[i].length >> 8 * byte));
        buffer_add(&w->joined, cells[i]);
    }
    w->failed = w->failed || w->joined.failed;
    return buffer_text(&w->joined);
}

static void keys_copy(keys_worker *w, buffer *into, text key)
{
    into->length = 0;
    buffer_add(into, key);
    w->failed = w->failed || into->failed;
}

/* Where the key lies among those of the chunk. */
static void keys_note_order(keys_worker *w, text key, bool lasting)
{
    const keys *k = w->of;
    bool first = w->n == 0;
    if (first)
        keys_copy(w, &w->least, key);
    if (first || keys_compare(k, key, w->most) > 0) {
        w->most = key;
        if (!lasting) {
            keys_copy(w, &w->most_copy, key);
            w->most = buffer_text(&w->most_copy);
        }
        return;
    }
    w->ascending = false;
    if (keys_compare(k, key, buffer_text(&w->least)) < 0)
        keys_copy(w, &w->least, key);
}

static bool keys_is_contested(const keys *k, text key)
{
    size_t low = 0, high = k->n_contested;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (keys_compare(k, k->contested[middle].most, key) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low < k->n_contested && keys_compare(k, k->contested[low].least, key) <= 0;
}

static void keys_note(keys_worker *w, keys_entry entry)
{
    if (w->n == w->capacity) {
        size_t capacity = w->capacity ? w->capacity * 2 : 1024;
        keys_entry *entries = realloc(w->entries, capacity * sizeof *entries);
        w->failed = w->failed || !entries;
        if (!entries)
            return;
        w->entries = entries;
        w->capacity = capacity;
    }
    w->entries[w->n++] = entry;
}

bool keys_take(keys_worker *w, text key, uint64_t place, bool lasting)
{
    const keys *k = w->of;
    if (k->stage == KEYS_KNOWN && k->last.n == 0)
        return true;
    if (k->stage == KEYS_HASHED && !keys_is_contested(k, key))
        return true;
    XXH128_hash_t hash = XXH3_128bits(key.data, key.length);
    keys_entry entry = {{hash.high64, hash.low64}, place};
    if (k->stage == KEYS_KNOWN)
        return keys_last_keeps(&k->last, &entry);
    if (k->stage == KEYS_GATHERED)
        keys_note_order(w, key, lasting);
    keys_note(w, entry);
    return true;
}

void keys_batch_end(keys_worker *w)
{
    if (w->of->stage != KEYS_GATHERED || w->n == 0 || w->most.data == w->most_copy.data)
        return;
    keys_copy(w, &w->most_copy, w->most);
    w->most = buffer_text(&w->most_copy);
}

static esep_status keys_add_run(keys_worker *w, bool dropped, esep_error *error)
{
    if (w->n_runs == w->runs_capacity) {
        size_t capacity = w->runs_capacity ? w->runs_capacity * 2 : 64;
        keys_run *runs = realloc(w->runs, capacity * sizeof *runs);
        if (!runs)
            return error_memory(error);
        w->runs = runs;
        w->runs_capacity = capacity;
    }
    keys_run run = {arena_copy(&w->memory, buffer_text(&w->least)), arena_copy(&w->memory, w->most),
                    w->ascending, dropped};
    if (!run.least.data || !run.most.data)
        return error_memory(error);
    w->runs[w->n_runs++] = run;
    return ESEP_OK;
}

esep_status keys_chunk_end(keys_worker *w, esep_error *error)
{
    keys_stage stage = w->of->stage;
    if (w->failed)
        return error_memory(error);
    if (stage == KEYS_KNOWN || w->n == 0)
        return ESEP_OK;
    bool dropped = stage == KEYS_GATHERED && w->ascending && w->n >= KEYS_FEW && !w->of->keep_all;
    if (stage == KEYS_GATHERED)
        ESEP_TRY(keys_add_run(w, dropped, error));
    if (!dropped)
        ESEP_TRY(keys_notes_add(&w->notes, w->entries, w->n, error));
    w->n = 0;
    w->ascending = true;
    return ESEP_OK;
}

uint64_t keys_memory(const keys_worker *w, uint64_t *records)
{
    *records += w->notes.n + w->n;
    return keys_notes_memory(&w->notes) + w->memory.total + w->runs_capacity * sizeof *w->runs +
           w->capacity * sizeof *w->entries + keys_last_memory(&w->of->last) / w->of->n_workers;
}

static int keys_order_runs(const void *a, const void *b, void *context)
{
    const keys_run *x = a, *y = b;
    return keys_compare(context, x->least, y->least);
}

/* All workers' runs in order of their first keys; the caller frees. */
static keys_run *keys_gather_runs(keys *k, size_t *n)
{
    *n = 0;
    for (size_t i = 0; i < k->n_workers; i++)
        *n += k->workers[i].n_runs;
    keys_run *all = calloc(*n + 1, sizeof *all);
    size_t filled = 0;
    for (size_t i = 0; all && i < k->n_workers; i++) {
        if (k->workers[i].n_runs)
            memcpy(all + filled, k->workers[i].runs, k->workers[i].n_runs * sizeof *all);
        filled += k->workers[i].n_runs;
    }
    if (all && *n)
        qsort_r(all, *n, sizeof *all, keys_order_runs, k);
    return all;
}

/* Runs that overlap, and runs that do not ascend, are contested: *dropped tells whether some hash that is needed was not kept. */
static esep_status keys_contest(keys *k, bool *dropped, esep_error *error)
{
    size_t n, at = 0;
    keys_run *runs = keys_gather_runs(k, &n);
    k->contested = runs ? calloc(n + 1, sizeof *k->contested) : NULL;
    *dropped = false;
    while (k->contested && at < n) {
        keys_range range = {runs[at].least, runs[at].most};
        bool contested = !runs[at].ascending, lost = runs[at].dropped;
        for (at++; at < n && keys_compare(k, runs[at].least, range.most) <= 0; at++) {
            contested = true;
            lost = lost || runs[at].dropped;
            if (keys_compare(k, runs[at].most, range.most) > 0)
                range.most = runs[at].most;
        }
        if (contested)
            k->contested[k->n_contested++] = range;
        *dropped = *dropped || (contested && lost);
    }
    free(runs);
    return k->contested ? ESEP_OK : error_memory(error);
}

static esep_status keys_find_last(keys *k, esep_error *error)
{
    keys_notes **notes = calloc(k->n_workers, sizeof(keys_notes *));
    if (!notes)
        return error_memory(error);
    for (size_t i = 0; i < k->n_workers; i++)
        notes[i] = &k->workers[i].notes;
    esep_status status = keys_last_find(&k->last, notes, k->n_workers, error);
    free(notes);
    for (size_t i = 0; i < k->n_workers; i++)
        keys_notes_free(&k->workers[i].notes);
    return status;
}

esep_status keys_settle(keys *k, keys_stage *next, esep_error *error)
{
    bool dropped = false;
    *next = KEYS_GATHERED;
    if (k->stage == KEYS_GATHERED)
        ESEP_TRY(keys_contest(k, &dropped, error));
    if (dropped) {
        for (size_t i = 0; i < k->n_workers; i++)
            keys_notes_free(&k->workers[i].notes);
        *next = k->stage = KEYS_HASHED;
        return ESEP_OK;
    }
    if (k->n_contested)
        ESEP_TRY(keys_find_last(k, error));
    k->stage = KEYS_KNOWN;
    if (k->last.n)
        *next = KEYS_KNOWN;
    return ESEP_OK;
}

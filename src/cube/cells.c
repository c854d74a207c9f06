#include "cube/cells.h"

#include "base/error.h"
#include "cube/huge_pages.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum { CELLS_FIRST_SLOTS = 1024, CELLS_FIRST_EXTENT = 8 };

static esep_status cells_take_slots(cells *c, size_t n_slots, esep_error *error)
{
    bool wide = c->wide;
    size_t narrow_bytes = wide ? 0 : n_slots * c->stride * sizeof *c->narrow,
           wide_bytes = wide ? n_slots * c->words * sizeof *c->wide : 0,
           sum_bytes = wide ? n_slots * c->n_sums * sizeof *c->sums : 0,
           key_bytes = c->hashed ? n_slots * sizeof *c->keys : 0;
    c->narrow = narrow_bytes ? calloc(narrow_bytes, 1) : NULL;
    c->wide = wide_bytes ? calloc(wide_bytes, 1) : NULL;
    c->sums = sum_bytes ? calloc(sum_bytes, 1) : NULL;
    c->keys = key_bytes ? calloc(key_bytes, 1) : NULL;
    c->n_slots = n_slots;
    if ((!c->narrow && !c->wide) || (sum_bytes && !c->sums) || (key_bytes && !c->keys))
        return error_memory(error);
    huge_pages_ask(c->narrow, narrow_bytes);
    huge_pages_ask(c->wide, wide_bytes);
    huge_pages_ask(c->sums, sum_bytes);
    huge_pages_ask(c->keys, key_bytes);
    return ESEP_OK;
}

void cells_drop_slots(cells *c)
{
    free(c->narrow);
    free(c->wide);
    free(c->sums);
    free(c->keys);
    c->narrow = NULL;
    c->wide = NULL;
    c->sums = NULL;
    c->keys = NULL;
}

/* The sums of a narrow slot stand behind its counters, at an even place. */
static inline uint32_t *cells_short(const cells *c, size_t slot, size_t s)
{
    return c->narrow + slot * c->stride + (c->words + 1) / 2 * 2 + 2 * s;
}

number_scaled cells_sum(const cells *c, size_t slot, size_t s)
{
    int64_t brief;
    if (c->wide)
        return c->sums[slot * c->n_sums + s];
    memcpy(&brief, cells_short(c, slot, s), sizeof brief);
    return brief * cells_unit(c, s);
}

/* Strides for the extents; the number of slots, or SIZE_MAX where they are too many to be dense. */
static size_t cells_lay_out(cells *c)
{
    size_t n = c->time_extent;
    for (size_t d = c->n_by; d-- > 0;) {
        c->strides[d] = n;
        if (n > CELLS_DENSE_SLOTS || c->extents[d] > CELLS_DENSE_SLOTS)
            return SIZE_MAX;
        n *= c->extents[d];
    }
    return n > CELLS_DENSE_SLOTS ? SIZE_MAX : n;
}

esep_status cells_create(cells *c, cells_shape shape, esep_error *error)
{
    size_t words = 1 + shape.n_named + shape.n_present, n_sums = shape.n_sums + shape.squares;
    *c = (cells){.n_by = shape.n_by,
                 .n_named = shape.n_named,
                 .n_present = shape.n_present,
                 .n_sums = n_sums,
                 .n_scaled = shape.n_sums,
                 .words = words,
                 .stride = n_sums ? (words + 1) / 2 * 2 + 2 * n_sums : words,
                 .records_left = UINT32_MAX,
                 .sums_left = INT64_MAX,
                 .hashed = shape.distinct,
                 .time_extent = 1};
    for (size_t d = 0; d < c->n_by; d++)
        c->extents[d] = CELLS_FIRST_EXTENT;
    size_t n_slots = cells_lay_out(c);
    c->hashed = c->hashed || n_slots == SIZE_MAX;
    return cells_take_slots(c, c->hashed ? CELLS_FIRST_SLOTS : n_slots, error);
}

void cells_free(cells *c)
{
    cells_drop_slots(c);
    dictionary_free(&c->groups);
    free(c->seen);
    *c = (cells){0};
}

static uint64_t cells_key(uint32_t group, int32_t time)
{
    return ((uint64_t)group << 32 | ((uint32_t)time ^ UINT32_C(0x80000000))) + 1;
}

int32_t cells_key_time(uint64_t key)
{
    return (int32_t)((uint32_t)(key - 1) ^ UINT32_C(0x80000000));
}

void cells_key_codes(const cells *c, uint64_t key, uint32_t *codes)
{
    uint32_t group = (uint32_t)((key - 1) >> 32);
    if (c->n_by == 1)
        codes[0] = group;
    else
        memcpy(codes, c->groups.texts[group].data, c->n_by * sizeof *codes);
}

/* Multiplication by 2^64 over the golden ratio, of which the uppermost bits count: Knuth, The Art of Computer Programming 3, 6.4. */
static inline size_t cells_hash(uint64_t key, size_t n_slots)
{
    key ^= key >> 31;
    return (size_t)((key * UINT64_C(0x9E3779B97F4A7C15)) >> (1 + __builtin_clzll(n_slots)));
}

/* Is there room for n more? Up to three quarters are taken: places that follow one another lie in one line of the cache. */
static bool cells_is_full(size_t n_used, size_t n, size_t n_slots)
{
    return (n_used + n) * 4 > n_slots * 3;
}

/* The slot of a key in the table, taken where it is new. There is room. */
static size_t cells_find(cells *c, uint64_t key)
{
    size_t at = cells_hash(key, c->n_slots);
    while (c->keys[at] != key) {
        if (c->keys[at] == 0) {
            c->keys[at] = key;
            c->n_used++;
            break;
        }
        at = (at + 1) & (c->n_slots - 1);
    }
    return at;
}

/* n slots that lie side by side, in both. */
static void cells_move_slots(cells *to, size_t to_slot, const cells *from, size_t from_slot, size_t n)
{
    if (to->narrow) {
        memcpy(to->narrow + to_slot * to->stride, from->narrow + from_slot * to->stride,
               n * to->stride * sizeof *to->narrow);
        return;
    }
    memcpy(to->wide + to_slot * to->words, from->wide + from_slot * to->words,
           n * to->words * sizeof *to->wide);
    if (to->sums)
        memcpy(to->sums + to_slot * to->n_sums, from->sums + from_slot * to->n_sums,
               n * to->n_sums * sizeof *to->sums);
}

static esep_status cells_grow_table(cells *c, esep_error *error)
{
    cells old = *c;
    esep_status status = cells_take_slots(c, old.n_slots * 2, error);
    if (status == ESEP_OK) {
        c->n_used = 0;
        for (size_t slot = 0; slot < old.n_slots; slot++) {
            if (old.keys[slot])
                cells_move_slots(c, cells_find(c, old.keys[slot]), &old, slot, 1);
        }
    } else
        cells_drop_slots(c);
    cells_drop_slots(&old);
    return status;
}

bool cells_slot(const cells *c, size_t slot, uint32_t *codes, int32_t *time)
{
    if (cells_counter(c, slot, 0) == 0)
        return false;
    if (c->hashed) {
        *time = cells_key_time(c->keys[slot]);
        cells_key_codes(c, c->keys[slot], codes);
        return true;
    }
    size_t rest = slot;
    for (size_t d = 0; d < c->n_by; d++) {
        codes[d] = (uint32_t)(rest / c->strides[d]);
        rest %= c->strides[d];
    }
    *time = c->any_time ? c->time_first + (int32_t)rest : 0;
    return true;
}

static esep_status cells_group(cells *c, const uint32_t *codes, uint32_t *group, esep_error *error)
{
    if (c->n_by == 1) {
        *group = codes[0];
        return ESEP_OK;
    }
    return dictionary_code(&c->groups, (text){(const char *)codes, c->n_by * sizeof *codes}, group, error);
}

static esep_status cells_move_to_table(cells *c, const cells *old, esep_error *error)
{
    uint32_t codes[CELLS_AXES] = {0}, group;
    int32_t time = 0;
    for (size_t slot = 0; slot < old->n_slots; slot++) {
        if (!cells_slot(old, slot, codes, &time))
            continue;
        ESEP_TRY(cells_group(c, codes, &group, error));
        if (cells_is_full(c->n_used, 1, c->n_slots))
            ESEP_TRY(cells_grow_table(c, error));
        cells_move_slots(c, cells_find(c, cells_key(group, time)), old, slot, 1);
    }
    return ESEP_OK;
}

/* Are there records in n slots from `slot` on? */
static bool cells_any(const cells *c, size_t slot, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (cells_counter(c, slot + i, 0))
            return true;
    }
    return false;
}

/* To another dense layout: the times of a group stay side by side, as the stretches of an old array do. */
static void cells_move_stretches(cells *c, const cells *old)
{
    size_t n = old->time_extent, later = old->any_time ? (size_t)(old->time_first - c->time_first) : 0;
    for (size_t first = 0; first < old->n_slots; first += n) {
        if (!cells_any(old, first, n))
            continue;
        size_t rest = first, to = later;
        for (size_t d = 0; d < c->n_by; d++) {
            to += rest / old->strides[d] * c->strides[d];
            rest %= old->strides[d];
        }
        cells_move_slots(c, to, old, first, n);
    }
}

/* From dense to hashed, or to another dense layout. */
static esep_status cells_move(cells *c, const cells *old, esep_error *error)
{
    if (c->hashed)
        return cells_move_to_table(c, old, error);
    cells_move_stretches(c, old);
    return ESEP_OK;
}

static uint32_t cells_extent_for(uint32_t extent, uint32_t code)
{
    uint32_t grown = extent + extent / 2 + 4;
    return code < grown ? grown : code + 1;
}

/* Make room for the batch in the dense array; where it would become too large, in a table. */
static esep_status cells_make_room(cells *c, const cells_batch *batch, bool timeless, esep_error *error)
{
    uint32_t most[CELLS_AXES] = {0};
    bool fits = true;
    for (size_t d = 0; d < c->n_by; d++) {
        const uint32_t *codes = batch->codes + d * CELLS_BATCH;
        for (size_t i = 0; i < batch->n; i++)
            most[d] = codes[i] > most[d] ? codes[i] : most[d];
        fits = fits && most[d] < c->extents[d];
    }
    int32_t first = INT32_MAX, last = INT32_MIN;
    for (size_t i = 0; i < batch->n && !timeless; i++) {
        first = batch->times[i] < first ? batch->times[i] : first;
        last = batch->times[i] > last ? batch->times[i] : last;
    }
    bool time_fits =
        timeless || (c->any_time && first >= c->time_first && last < c->time_first + (int32_t)c->time_extent);
    if (fits && time_fits)
        return ESEP_OK;

    cells old = *c;
    for (size_t d = 0; d < c->n_by; d++)
        c->extents[d] = most[d] < c->extents[d] ? c->extents[d] : cells_extent_for(c->extents[d], most[d]);
    if (!time_fits) {
        int32_t slack = c->any_time ? (int32_t)c->time_extent / 4 + 1 : 0;
        int32_t lowest = c->any_time && c->time_first <= first ? c->time_first : first - slack;
        int32_t highest = c->any_time && c->time_first + (int32_t)c->time_extent > last
                              ? c->time_first + (int32_t)c->time_extent - 1
                              : last + slack;
        c->time_first = lowest;
        c->time_extent = (uint32_t)(highest - lowest + 1);
        c->any_time = true;
    }
    size_t n_slots = cells_lay_out(c);
    c->hashed = n_slots == SIZE_MAX;
    c->n_used = 0;
    esep_status status = cells_take_slots(c, c->hashed ? CELLS_FIRST_SLOTS : n_slots, error);
    if (status == ESEP_OK)
        status = cells_move(c, &old, error);
    cells_drop_slots(&old);
    return status;
}

static void cells_prefetch(const cells *c, size_t slot)
{
    if (c->narrow) {
        __builtin_prefetch(c->narrow + slot * c->stride, 1);
        return;
    }
    __builtin_prefetch(c->wide + slot * c->words, 1);
    if (c->n_sums)
        __builtin_prefetch(c->sums + slot * c->n_sums, 1);
}

static void cells_locate_dense(cells *c, const cells_batch *batch)
{
    for (size_t i = 0; i < batch->n; i++)
        c->slots[i] = batch->times ? (size_t)(batch->times[i] - c->time_first) : 0;
    for (size_t d = 0; d < c->n_by; d++) {
        const uint32_t *codes = batch->codes + d * CELLS_BATCH;
        for (size_t i = 0; i < batch->n; i++)
            c->slots[i] += codes[i] * c->strides[d];
    }
    for (size_t i = 0; i < batch->n; i++)
        cells_prefetch(c, c->slots[i]);
}

esep_status cells_locate(cells *c, const cells_batch *batch, esep_error *error)
{
    if (!c->hashed)
        ESEP_TRY(cells_make_room(c, batch, batch->times == NULL, error));
    if (!c->hashed) {
        cells_locate_dense(c, batch);
        return ESEP_OK;
    }
    while (cells_is_full(c->n_used, batch->n, c->n_slots))
        ESEP_TRY(cells_grow_table(c, error));
    for (size_t i = 0; i < batch->n; i++) {
        uint32_t codes[CELLS_AXES] = {0}, group;
        for (size_t d = 0; d < c->n_by; d++)
            codes[d] = batch->codes[d * CELLS_BATCH + i];
        ESEP_TRY(cells_group(c, codes, &group, error));
        c->slot_keys[i] = cells_key(group, batch->times ? batch->times[i] : 0);
        __builtin_prefetch(c->keys + cells_hash(c->slot_keys[i], c->n_slots), 1);
    }
    for (size_t i = 0; i < batch->n; i++) {
        c->slots[i] = cells_find(c, c->slot_keys[i]);
        cells_prefetch(c, c->slots[i]);
    }
    return ESEP_OK;
}

static void cells_add_short(cells *c, const cells_batch *batch)
{
    for (size_t s = 0; s < c->n_sums; s++) {
        const int64_t *numbers = batch->shorts + s * CELLS_BATCH;
        for (size_t i = 0; i < batch->n; i++) {
            uint32_t *place = cells_short(c, c->slots[i], s);
            int64_t sum;
            memcpy(&sum, place, sizeof sum);
            sum += numbers[i];
            memcpy(place, &sum, sizeof sum);
        }
    }
}

static esep_status cells_add_sums(cells *c, const cells_batch *batch, esep_error *error)
{
    for (size_t s = 0; s < c->n_sums; s++) {
        const int64_t *shorts = batch->shorts + s * CELLS_BATCH;
        const number_scaled *numbers = batch->sums + s * CELLS_BATCH, unit = cells_unit(c, s);
        for (size_t i = 0; i < batch->n; i++) {
            number_scaled *sum = &c->sums[c->slots[i] * c->n_sums + s],
                          number = shorts[i] == CELLS_LONG ? numbers[i] : shorts[i] * unit;
            if (__builtin_add_overflow(*sum, number, sum)) {
                char name[ESEP_ERROR_ARGUMENT_BYTES];
                text_copy_cut(name, sizeof name, batch->sum_names[s]);
                return error_raise(error, ESEP_DATA, MESSAGE_CUBE_SUM_OVERFLOW, name);
            }
        }
    }
    return ESEP_OK;
}

static size_t cells_seen_hash(uint64_t key, uint32_t value, size_t n_slots)
{
    return cells_hash(
        key * UINT64_C(0xFF51AFD7ED558CCD) ^ ((uint64_t)value + 1) * UINT64_C(0xC4CEB9FE1A85EC53), n_slots);
}

static void cells_see(struct cells_seen *table, size_t n_slots, uint64_t key, uint32_t value, size_t *n)
{
    size_t at = cells_seen_hash(key, value, n_slots);
    while (table[at].key) {
        if (table[at].key == key && table[at].value == value)
            return;
        at = (at + 1) & (n_slots - 1);
    }
    table[at] = (struct cells_seen){key, value};
    (*n)++;
}

static esep_status cells_note_values(cells *c, const cells_batch *batch, esep_error *error)
{
    while ((c->n_seen + batch->n) * 2 >= c->n_seen_slots) {
        size_t n_slots = c->n_seen_slots ? c->n_seen_slots * 2 : CELLS_FIRST_SLOTS, n = 0;
        struct cells_seen *table = calloc(n_slots, sizeof *table);
        if (!table)
            return error_memory(error);
        huge_pages_ask(table, n_slots * sizeof *table);
        for (size_t i = 0; i < c->n_seen_slots; i++) {
            if (c->seen[i].key)
                cells_see(table, n_slots, c->seen[i].key, c->seen[i].value, &n);
        }
        free(c->seen);
        c->seen = table;
        c->n_seen_slots = n_slots;
    }
    for (size_t i = 0; i < batch->n; i++) {
        if (batch->values[i] != CELLS_NO_VALUE)
            cells_see(c->seen, c->n_seen_slots, c->slot_keys[i], batch->values[i], &c->n_seen);
    }
    return ESEP_OK;
}

/* Can no narrow counter or sum overflow by the batch? */
static bool cells_stay_narrow(cells *c, const cells_batch *batch)
{
    if (c->records_left < batch->n || batch->any_long)
        return false;
    for (size_t s = 0; s < c->n_sums; s++) {
        const int64_t *numbers = batch->shorts + s * CELLS_BATCH;
        uint64_t all = 0; /* a short number is below 10^18: 64 of them fit */
        for (size_t i = 0; i < batch->n; i++)
            all += (uint64_t)(numbers[i] < 0 ? -numbers[i] : numbers[i]);
        if (c->sums_left < all)
            return false;
        c->sums_left -= all;
    }
    c->records_left -= batch->n;
    return true;
}

static esep_status cells_widen(cells *c, esep_error *error)
{
    uint64_t *wide = malloc(c->n_slots * c->words * sizeof *wide);
    number_scaled *sums = c->n_sums ? malloc(c->n_slots * c->n_sums * sizeof *sums) : NULL;
    if (!wide || (c->n_sums && !sums)) {
        free(wide);
        free(sums);
        return error_memory(error);
    }
    for (size_t slot = 0; slot < c->n_slots; slot++) {
        for (size_t w = 0; w < c->words; w++)
            wide[slot * c->words + w] = cells_counter(c, slot, w);
        for (size_t s = 0; s < c->n_sums; s++)
            sums[slot * c->n_sums + s] = cells_sum(c, slot, s);
    }
    free(c->narrow);
    c->narrow = NULL;
    c->wide = wide;
    c->sums = sums;
    return ESEP_OK;
}

/* The commonest: records and one named count, both in one word of 64 bits, whose lower half never overflows into the upper. */
static void cells_count_pairs(cells *c, const cells_batch *batch)
{
    for (size_t i = 0; i < batch->n; i++) {
        uint32_t *counters = c->narrow + c->slots[i] * c->stride;
        uint64_t both;
        memcpy(&both, counters, sizeof both);
        both += 1 | (batch->named[i] & 1) << 32;
        memcpy(counters, &both, sizeof both);
    }
}

static inline void cells_raise(cells *c, size_t slot, size_t word, uint64_t by)
{
    if (c->wide)
        c->wide[slot * c->words + word] += by;
    else
        c->narrow[slot * c->stride + word] += (uint32_t)by;
}

static void cells_count(cells *c, const cells_batch *batch)
{
    assert(c->narrow || c->wide);
    if (c->narrow && c->n_named == 1 && c->n_present == 0) {
        cells_count_pairs(c, batch);
        return;
    }
    for (size_t i = 0; i < batch->n; i++)
        cells_raise(c, c->slots[i], 0, 1);
    for (size_t w = 0; w < c->n_named; w++) {
        for (size_t i = 0; i < batch->n; i++)
            cells_raise(c, c->slots[i], 1 + w, batch->named[i] >> w & 1);
    }
    for (size_t w = 0; w < c->n_present; w++) {
        for (size_t i = 0; i < batch->n; i++)
            cells_raise(c, c->slots[i], 1 + c->n_named + w, batch->present[i] >> w & 1);
    }
}

esep_status cells_add(cells *c, const cells_batch *batch, esep_error *error)
{
    if (c->narrow && !cells_stay_narrow(c, batch))
        ESEP_TRY(cells_widen(c, error));
    cells_count(c, batch);
    if (c->narrow)
        cells_add_short(c, batch);
    else if (c->n_sums)
        ESEP_TRY(cells_add_sums(c, batch, error));
    return batch->values && c->hashed ? cells_note_values(c, batch, error) : ESEP_OK;
}

uint64_t cells_slots_bytes(const cells *c)
{
    size_t slot =
        c->wide ? c->words * sizeof *c->wide + c->n_sums * sizeof *c->sums : c->stride * sizeof *c->narrow;
    return c->n_slots * (slot + (c->hashed ? sizeof *c->keys : 0));
}

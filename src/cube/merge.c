/* What all workers counted becomes one cube, the same whatever the number of workers: categories, groups and cells are put in
 * order by what they are, never by who met them first. */
#include "cube/counter.h"
#include "cube/huge_pages.h"

#include <stdlib.h>
#include <string.h>

/* A cell of some worker: where it goes, and where it is. */
typedef struct merge_cell {
    uint64_t key;   /* final group << 32 | time, in order */
    uint64_t value; /* where records are all that is counted: their number; else counter << 32 | slot */
} merge_cell;

/* A stretch of a dense array: the cells of one group, a time each. */
typedef struct merge_run {
    uint32_t group; /* common number, and then place in order */
    uint32_t worker;
    size_t first_slot;
    const uint32_t *narrow; /* of narrow slots, the first one's words, `stride` for each slot; else NULL */
    size_t stride;
    int32_t first_time;
    uint32_t n;
} merge_run;

typedef struct merge {
    cube *out;
    const cube_plan *plan;
    counter *counters;
    size_t n_counters;
    size_t n_by;
    dictionary *categories;  /* [n_by] of all workers together */
    uint32_t **translations; /* [n_counters * n_by]: a worker's code → the common code, and then its rank */
    uint32_t **ranks;        /* [n_by]: common code → place in order of bytes */
    dictionary groups;       /* keys: ranks as bytes */
    uint32_t *group_ranks;   /* [groups.n] */
    bool dense;              /* all workers' cells are: there are runs, and no cells are gathered */
    merge_run *runs;         /* of all workers */
    size_t n_runs;
    merge_cell *cells; /* of all workers */
    size_t n_cells;
    bool plain; /* no named counts, no sums */
} merge;

static int merge_compare_codes(const void *a, const void *b, void *context)
{
    const text *texts = context;
    return text_compare(texts[*(const uint32_t *)a], texts[*(const uint32_t *)b]);
}

/* Bring one dimension's categories together and rank them. */
static esep_status merge_dimension(merge *m, size_t i, esep_error *error)
{
    dictionary *common = &m->categories[i];
    for (size_t w = 0; w < m->n_counters; w++) {
        const dictionary *own = &m->counters[w].categories[i];
        uint32_t *translation = calloc(own->n + 1, sizeof *translation);
        m->translations[w * m->n_by + i] = translation;
        if (!translation)
            return error_memory(error);
        for (size_t code = 0; code < own->n; code++)
            ESEP_TRY(dictionary_code(common, own->texts[code], &translation[code], error));
    }
    uint32_t *order = calloc(common->n + 1, sizeof *order), *ranks = calloc(common->n + 1, sizeof *ranks);
    m->ranks[i] = ranks;
    if (order && ranks) {
        for (uint32_t code = 0; code < common->n; code++)
            order[code] = code;
        qsort_r(order, common->n, sizeof *order, merge_compare_codes, common->texts);
        for (uint32_t place = 0; place < common->n; place++)
            ranks[order[place]] = place;
    }
    free(order);
    if (!order || !ranks)
        return error_memory(error);
    for (size_t w = 0; w < m->n_counters; w++) {
        for (size_t code = 0; code < m->counters[w].categories[i].n; code++)
            m->translations[w * m->n_by + i][code] = ranks[m->translations[w * m->n_by + i][code]];
    }
    return ESEP_OK;
}

/* The ranks of a worker's codes. */
static void merge_rank(const merge *m, size_t w, uint32_t *codes)
{
    for (size_t i = 0; i < m->n_by; i++)
        codes[i] = m->translations[w * m->n_by + i][codes[i]];
}

static uint64_t merge_key(uint32_t group, int32_t time)
{
    return (uint64_t)group << 32 | ((uint32_t)time ^ UINT32_C(0x80000000));
}

/* The common number of a group, by its ranks. With one dimension the rank is the number. */
static esep_status merge_group(merge *m, const uint32_t *ranks, uint32_t *group, esep_error *error)
{
    if (m->n_by == 1) {
        *group = ranks[0];
        return ESEP_OK;
    }
    return dictionary_code(&m->groups, (text){(const char *)ranks, m->n_by * sizeof *ranks}, group, error);
}

static size_t merge_count_slots(const merge *m)
{
    size_t total = 0;
    for (size_t w = 0; w < m->n_counters; w++) {
        const cells *own = &m->counters[w].cells;
        for (size_t slot = 0; slot < own->n_slots; slot++)
            total += cells_counter(own, slot, 0) != 0;
    }
    return total;
}

static void merge_take_slot(merge *m, size_t w, size_t slot, uint32_t group, int32_t time)
{
    const cells *own = &m->counters[w].cells;
    m->cells[m->n_cells++] = (merge_cell){merge_key(group, time),
                                          m->plain ? cells_counter(own, slot, 0) : (uint64_t)w << 32 | slot};
}

/* Has the run a record at this time? */
static inline bool merge_run_counts(const merge *m, const merge_run *run, uint32_t at)
{
    if (at >= run->n)
        return false;
    return run->narrow ? run->narrow[at * run->stride] != 0
                       : cells_counter(&m->counters[run->worker].cells, run->first_slot + at, 0) != 0;
}

/* The stretch of a dense array that begins at a slot, with its group looked up; without cells where it has no records. */
static esep_status merge_run_at(merge *m, size_t w, size_t first, merge_run *run, esep_error *error)
{
    const cells *own = &m->counters[w].cells;
    uint32_t codes[CELLS_AXES] = {0}, at = 0;
    *run = (merge_run){.worker = (uint32_t)w,
                       .first_slot = first,
                       .narrow = own->narrow ? own->narrow + first * own->stride : NULL,
                       .stride = own->stride,
                       .n = own->time_extent};
    while (at < run->n && !merge_run_counts(m, run, at))
        at++;
    if (at == run->n) {
        run->n = 0;
        return ESEP_OK;
    }
    cells_slot(own, first + at, codes, &run->first_time);
    run->first_time -= own->any_time ? (int32_t)at : 0;
    merge_rank(m, w, codes);
    return merge_group(m, codes, &run->group, error);
}

/* A dense array holds the times of a group side by side: the group is looked up once. */
static esep_status merge_gather_dense(merge *m, size_t w, esep_error *error)
{
    const cells *own = &m->counters[w].cells;
    for (size_t first = 0; first < own->n_slots; first += own->time_extent) {
        merge_run run;
        ESEP_TRY(merge_run_at(m, w, first, &run, error));
        for (uint32_t at = 0; at < run.n; at++) {
            if (merge_run_counts(m, &run, at))
                merge_take_slot(m, w, first + at, run.group, run.first_time + (int32_t)at);
        }
    }
    return ESEP_OK;
}

static esep_status merge_gather_runs(merge *m, esep_error *error)
{
    size_t most = 0;
    for (size_t w = 0; w < m->n_counters; w++)
        most += m->counters[w].cells.n_slots / m->counters[w].cells.time_extent;
    m->runs = calloc(most + 1, sizeof *m->runs);
    if (!m->runs)
        return error_memory(error);
    for (size_t w = 0; w < m->n_counters; w++) {
        const cells *own = &m->counters[w].cells;
        for (size_t first = 0; first < own->n_slots; first += own->time_extent) {
            ESEP_TRY(merge_run_at(m, w, first, &m->runs[m->n_runs], error));
            m->n_runs += m->runs[m->n_runs].n > 0;
        }
    }
    return ESEP_OK;
}

/* The common numbers of a worker's groups. */
static esep_status merge_translate_groups(merge *m, size_t w, uint32_t *groups, esep_error *error)
{
    const dictionary *own = &m->counters[w].cells.groups;
    uint32_t codes[CELLS_AXES] = {0};
    for (size_t g = 0; g < own->n; g++) {
        memcpy(codes, own->texts[g].data, m->n_by * sizeof *codes);
        merge_rank(m, w, codes);
        ESEP_TRY(merge_group(m, codes, &groups[g], error));
    }
    return ESEP_OK;
}

static esep_status merge_gather_hashed(merge *m, size_t w, esep_error *error)
{
    const cells *own = &m->counters[w].cells;
    uint32_t *own_groups = m->n_by == 1 ? NULL : calloc(own->groups.n + 1, sizeof *own_groups);
    if (m->n_by != 1 && !own_groups)
        return error_memory(error);
    esep_status status = own_groups ? merge_translate_groups(m, w, own_groups, error) : ESEP_OK;
    const uint32_t *groups = own_groups ? own_groups : m->translations[w * m->n_by];
    for (size_t slot = 0; status == ESEP_OK && slot < own->n_slots; slot++) {
        if (own->keys[slot])
            merge_take_slot(m, w, slot, groups[(own->keys[slot] - 1) >> 32], cells_key_time(own->keys[slot]));
    }
    free(own_groups);
    return status;
}

static esep_status merge_gather(merge *m, esep_error *error)
{
    if (m->dense)
        return merge_gather_runs(m, error);
    size_t total = merge_count_slots(m);
    if (total > UINT32_MAX / 2)
        return error_memory(error);
    m->cells = calloc(total + 1, sizeof *m->cells);
    if (!m->cells)
        return error_memory(error);
    huge_pages_ask(m->cells, total * sizeof *m->cells);
    for (size_t w = 0; w < m->n_counters; w++) {
        ESEP_TRY(m->counters[w].cells.hashed ? merge_gather_hashed(m, w, error)
                                             : merge_gather_dense(m, w, error));
        if (m->plain) /* all that the slots know is in m->cells now */
            cells_drop_slots(&m->counters[w].cells);
    }
    return ESEP_OK;
}

static const uint32_t *merge_group_ranks(const merge *m, uint32_t group)
{
    return (const uint32_t *)(const void *)m->groups.texts[group].data;
}

static int merge_compare_groups(const void *a, const void *b, void *context)
{
    const merge *m = context;
    const uint32_t *x = merge_group_ranks(m, *(const uint32_t *)a),
                   *y = merge_group_ranks(m, *(const uint32_t *)b);
    for (size_t i = 0; i < m->n_by; i++) {
        if (x[i] != y[i])
            return x[i] < y[i] ? -1 : 1;
    }
    return 0;
}

/* With one dimension: the ranks that some cell has are the groups, and close up to 0, 1, 2 … */
static esep_status merge_order_single(merge *m, esep_error *error)
{
    cube *out = m->out;
    size_t n = m->categories[0].n;
    m->group_ranks = calloc(n + 1, sizeof *m->group_ranks);
    out->codes = ARENA_TAKE(&out->memory, n + 1, uint32_t);
    if (!m->group_ranks || !out->codes)
        return error_memory(error);
    for (size_t i = 0; i < m->n_cells; i++)
        m->group_ranks[m->cells[i].key >> 32] = 1;
    for (size_t i = 0; i < m->n_runs; i++)
        m->group_ranks[m->runs[i].group] = 1;
    for (uint32_t rank = 0; rank < n; rank++) {
        if (!m->group_ranks[rank])
            continue;
        m->group_ranks[rank] = (uint32_t)out->n_groups;
        out->codes[out->n_groups++] = rank;
    }
    return ESEP_OK;
}

/* Groups in order of their categories. */
static esep_status merge_order_groups(merge *m, esep_error *error)
{
    cube *out = m->out;
    size_t n = m->groups.n;
    out->n_dimensions = m->n_by;
    out->dimensions = ARENA_TAKE(&out->memory, m->n_by + 1, cube_dimension);
    if (!out->dimensions)
        return error_memory(error);
    if (m->n_by == 1)
        return merge_order_single(m, error);
    uint32_t *order = calloc(n + 1, sizeof *order);
    m->group_ranks = calloc(n + 1, sizeof *m->group_ranks);
    out->codes = ARENA_TAKE(&out->memory, n * m->n_by + 1, uint32_t);
    if (!order || !m->group_ranks || !out->codes) {
        free(order);
        return error_memory(error);
    }
    for (uint32_t g = 0; g < n; g++)
        order[g] = g;
    qsort_r(order, n, sizeof *order, merge_compare_groups, m);
    for (uint32_t place = 0; place < n; place++) {
        m->group_ranks[order[place]] = place;
        if (m->n_by)
            memcpy(out->codes + place * m->n_by, merge_group_ranks(m, order[place]),
                   m->n_by * sizeof *out->codes);
    }
    free(order);
    out->n_groups = n;
    return ESEP_OK;
}

static esep_status merge_keep_used(merge *m, size_t i, esep_error *error)
{
    cube *out = m->out;
    const dictionary *common = &m->categories[i];
    uint32_t *places = calloc(common->n + 1, sizeof *places);
    text *ordered = calloc(common->n + 1, sizeof *ordered);
    cube_dimension *dimension = &out->dimensions[i];
    dimension->categories = ARENA_TAKE(&out->memory, common->n + 1, text);
    dimension->name = arena_copy(&out->memory, m->plan->query->by[i]);
    esep_status status =
        places && ordered && dimension->categories && dimension->name.data ? ESEP_OK : error_memory(error);
    if (status == ESEP_OK) {
        for (size_t code = 0; code < common->n; code++)
            ordered[m->ranks[i][code]] = common->texts[code];
        for (size_t g = 0; g < out->n_groups; g++)
            places[out->codes[g * m->n_by + i]] = 1;
        for (size_t rank = 0; rank < common->n; rank++) {
            if (!places[rank])
                continue;
            places[rank] = (uint32_t)dimension->n_categories;
            text copy = arena_copy(&out->memory, ordered[rank]);
            dimension->categories[dimension->n_categories++] = copy;
            if (!copy.data)
                status = error_memory(error);
        }
        for (size_t g = 0; g < out->n_groups; g++)
            out->codes[g * m->n_by + i] = places[out->codes[g * m->n_by + i]];
    }
    free(places);
    free(ordered);
    return status;
}

/* The cube's cells take the place of the second half of the sorting. */
_Static_assert(sizeof(merge_cell) == sizeof(cube_cell), "cells of both kinds lie in the same memory");

/* Sort by the keys, a byte at a time from the lowest (radix sort; Knuth, The Art of Computer Programming 3, 5.2.5): bytes that
 * are the same in all keys are passed over. *sorted is m->cells or `other`, which has room for as many. */
static esep_status merge_sort_cells(const merge *m, merge_cell *other, const merge_cell **sorted,
                                    esep_error *error)
{
    enum { BYTES = 8, VALUES = 256 };
    size_t(*counts)[VALUES] = calloc(BYTES, sizeof *counts);
    merge_cell *from = m->cells;
    if (!counts)
        return error_memory(error);
    for (size_t i = 0; i < m->n_cells; i++) {
        for (int byte = 0; byte < BYTES; byte++)
            counts[byte][from[i].key >> 8 * byte & 255]++;
    }
    for (int byte = 0; byte < BYTES && m->n_cells; byte++) {
        size_t *count = counts[byte], place = 0;
        if (count[from[0].key >> 8 * byte & 255] == m->n_cells)
            continue;
        for (int value = 0; value < VALUES; value++) {
            size_t n = count[value];
            count[value] = place;
            place += n;
        }
        for (size_t i = 0; i < m->n_cells; i++)
            other[count[from[i].key >> 8 * byte & 255]++] = from[i];
        merge_cell *filled = other;
        other = from;
        from = filled;
    }
    free(counts);
    *sorted = from;
    return ESEP_OK;
}

static day_number merge_day(const merge *m, int32_t time)
{
    if (m->plan->query->time != CUBE_MONTHLY)
        return time;
    return day_from_date(1900 + time / 12, time % 12 + 1, 1);
}

static int32_t merge_key_time(uint64_t key)
{
    return (int32_t)((uint32_t)key ^ UINT32_C(0x80000000));
}

/* Add a worker's slot to the cube's cell `at`. */
static esep_status merge_add_slot(merge *m, size_t at, size_t worker, size_t slot, esep_error *error)
{
    cube *out = m->out;
    const cells *own = &m->counters[worker].cells;
    out->cells[at].count += (int64_t)cells_counter(own, slot, 0);
    for (size_t i = 0; i < out->n_named; i++)
        out->named[at * out->n_named + i] += (int64_t)cells_counter(own, slot, 1 + i);
    /* The squares are of the first sum's values. */
    for (size_t i = 0; out->present && i < out->n_sums; i++)
        out->present[at * out->n_sums + i] +=
            (int64_t)cells_counter(own, slot, 1 + out->n_named + i % own->n_present);
    for (size_t i = 0; i < out->n_sums; i++) {
        number_scaled *sum = &out->sums[at * out->n_sums + i];
        if (__builtin_add_overflow(*sum, cells_sum(own, slot, i), sum))
            return error_raise(error, ESEP_DATA, MESSAGE_NUMBER_TOO_LARGE);
    }
    return ESEP_OK;
}

/* Room for what n cells count, beside the cells themselves. */
static esep_status merge_take_numbers(merge *m, size_t n, esep_error *error)
{
    cube *out = m->out;
    const cube_query *query = m->plan->query;
    out->n_named = query->n_counts;
    out->n_sums = query->n_sums + query->squares;
    out->named = out->n_named ? ARENA_TAKE(&out->memory, n * out->n_named + 1, int64_t) : NULL;
    out->sums = out->n_sums ? ARENA_TAKE(&out->memory, n * out->n_sums + 1, number_scaled) : NULL;
    bool incomplete = query->incomplete && out->n_sums;
    out->present = incomplete ? ARENA_TAKE(&out->memory, n * out->n_sums + 1, int64_t) : NULL;
    if ((out->n_named && !out->named) || (out->n_sums && !out->sums) || (incomplete && !out->present))
        return error_memory(error);
    huge_pages_ask(out->named, n * out->n_named * sizeof *out->named);
    huge_pages_ask(out->sums, n * out->n_sums * sizeof *out->sums);
    return ESEP_OK;
}

/* Cells of the same group and time become one; counts and sums are added. */
static esep_status merge_cells(merge *m, esep_error *error)
{
    cube *out = m->out;
    for (size_t i = 0; i < m->n_cells; i++)
        m->cells[i].key = (uint64_t)m->group_ranks[m->cells[i].key >> 32] << 32 | (uint32_t)m->cells[i].key;
    void *room = arena_take(&out->memory, m->n_cells + 1, sizeof *out->cells);
    if (!room)
        return error_memory(error);
    huge_pages_ask(room, m->n_cells * sizeof *out->cells);
    const merge_cell *sorted;
    ESEP_TRY(merge_sort_cells(m, room, &sorted, error));
    size_t n = 0;
    for (size_t i = 0; i < m->n_cells; i++)
        n += i == 0 || sorted[i].key != sorted[i - 1].key;
    ESEP_TRY(merge_take_numbers(m, n, error));
    out->cells = room;
    uint64_t before = 0;
    for (size_t i = 0; i < m->n_cells; i++) {
        merge_cell from = sorted[i]; /* a copy: its place may become the cube's cell */
        if (i == 0 || from.key != before)
            out->cells[out->n_cells++] =
                (cube_cell){(uint32_t)(from.key >> 32), merge_day(m, merge_key_time(from.key)), 0};
        before = from.key;
        if (m->plain)
            out->cells[out->n_cells - 1].count += (int64_t)from.value;
        else
            ESEP_TRY(merge_add_slot(m, out->n_cells - 1, from.value >> 32, (uint32_t)from.value, error));
    }
    return ESEP_OK;
}

static int merge_compare_runs(const void *a, const void *b)
{
    uint32_t x = ((const merge_run *)a)->group, y = ((const merge_run *)b)->group;
    return (x > y) - (x < y);
}

/* The runs of one group, and the times of all of them. */
typedef struct merge_group_runs {
    const merge_run *runs;
    size_t n;
    int64_t first_time, last_time;
} merge_group_runs;

static merge_group_runs merge_runs_of_group(const merge *m, size_t first)
{
    merge_group_runs of = {.runs = m->runs + first, .first_time = INT64_MAX, .last_time = INT64_MIN};
    while (first + of.n < m->n_runs && of.runs[of.n].group == of.runs[0].group) {
        int64_t begin = of.runs[of.n].first_time, end = begin + of.runs[of.n].n - 1;
        of.first_time = begin < of.first_time ? begin : of.first_time;
        of.last_time = end > of.last_time ? end : of.last_time;
        of.n++;
    }
    return of;
}

/* One group's cells in order of time, behind those of the groups before; only counted where there is no room yet. */
static esep_status merge_run_cells(merge *m, const merge_group_runs *of, bool counted_only, esep_error *error)
{
    cube *out = m->out;
    for (int64_t time = of->first_time; time <= of->last_time; time++) {
        bool any = false;
        for (size_t r = 0; r < of->n; r++) {
            const merge_run *run = &of->runs[r];
            int64_t at = time - run->first_time;
            if (at < 0 || !merge_run_counts(m, run, (uint32_t)at))
                continue;
            if (!counted_only && !any)
                out->cells[out->n_cells] = (cube_cell){run->group, merge_day(m, (int32_t)time), 0};
            any = true;
            if (!counted_only)
                ESEP_TRY(merge_add_slot(m, out->n_cells, run->worker, run->first_slot + (size_t)at, error));
        }
        out->n_cells += any;
    }
    return ESEP_OK;
}

static esep_status merge_all_runs(merge *m, bool counted_only, esep_error *error)
{
    m->out->n_cells = 0;
    for (size_t first = 0; first < m->n_runs;) {
        merge_group_runs of = merge_runs_of_group(m, first);
        ESEP_TRY(merge_run_cells(m, &of, counted_only, error));
        first += of.n;
    }
    return ESEP_OK;
}

/* The same where every worker's cells are dense: runs are in order of time as they are, so that only they are sorted. */
static esep_status merge_dense_cells(merge *m, esep_error *error)
{
    cube *out = m->out;
    for (size_t i = 0; i < m->n_runs; i++)
        m->runs[i].group = m->group_ranks[m->runs[i].group];
    qsort(m->runs, m->n_runs, sizeof *m->runs, merge_compare_runs);
    ESEP_TRY(merge_all_runs(m, true, error));
    out->cells = ARENA_TAKE(&out->memory, out->n_cells + 1, cube_cell);
    if (!out->cells)
        return error_memory(error);
    huge_pages_ask(out->cells, out->n_cells * sizeof *out->cells);
    ESEP_TRY(merge_take_numbers(m, out->n_cells, error));
    return merge_all_runs(m, false, error);
}

static int merge_compare_keys(const void *a, const void *b)
{
    const cube_key *x = a, *y = b;
    if (x->cell != y->cell)
        return x->cell < y->cell ? -1 : 1;
    return (x->value > y->value) - (x->value < y->value);
}

/* The cell of the cube that holds a worker's key. It is there: the record was counted in it. */
static esep_status merge_find_cell(merge *m, size_t w, uint64_t key, uint32_t *cell, esep_error *error)
{
    const cube *out = m->out;
    uint32_t codes[CELLS_AXES] = {0}, group;
    cells_key_codes(&m->counters[w].cells, key, codes);
    merge_rank(m, w, codes);
    ESEP_TRY(merge_group(m, codes, &group, error));
    uint64_t wanted = merge_key(m->group_ranks[group], cells_key_time(key));
    day_number day = merge_day(m, merge_key_time(wanted));
    size_t low = 0, high = out->n_cells;
    while (low + 1 < high) {
        size_t middle = low + (high - low) / 2;
        const cube_cell *at = &out->cells[middle];
        bool above = at->group > wanted >> 32 || (at->group == wanted >> 32 && at->day > day);
        low = above ? low : middle;
        high = above ? middle : high;
    }
    *cell = (uint32_t)low;
    return ESEP_OK;
}

static esep_status merge_keys(merge *m, esep_error *error)
{
    cube *out = m->out;
    dictionary common = {0};
    size_t total = 0, n = 0;
    for (size_t w = 0; w < m->n_counters; w++)
        total += m->counters[w].cells.n_seen;
    out->keys = ARENA_TAKE(&out->memory, total + 1, cube_key);
    esep_status status = out->keys ? ESEP_OK : error_memory(error);
    for (size_t w = 0; status == ESEP_OK && w < m->n_counters; w++) {
        const counter *c = &m->counters[w];
        for (size_t i = 0; status == ESEP_OK && i < c->cells.n_seen_slots; i++) {
            const struct cells_seen *seen = &c->cells.seen[i];
            if (!seen->key)
                continue;
            status = dictionary_code(&common, c->values.texts[seen->value], &out->keys[n].value, error);
            if (status == ESEP_OK)
                status = merge_find_cell(m, w, seen->key, &out->keys[n++].cell, error);
        }
    }
    dictionary_free(&common);
    if (status != ESEP_OK)
        return status;
    qsort(out->keys, n, sizeof *out->keys, merge_compare_keys);
    for (size_t i = 0; i < n; i++) {
        if (i == 0 || merge_compare_keys(&out->keys[i], &out->keys[out->n_keys - 1]) != 0)
            out->keys[out->n_keys++] = out->keys[i];
    }
    return ESEP_OK;
}

static void merge_accounts(cube *out, const counter *counters, size_t n)
{
    for (size_t w = 0; w < n; w++) {
        const counter *c = &counters[w];
        out->account.read += c->account.read;
        out->account.counted += c->account.counted;
        out->account.filtered += c->account.filtered;
        out->account.outside += c->account.outside;
        out->account.replaced += c->account.replaced;
        for (int reason = 0; reason < CUBE_REASONS; reason++)
            out->account.rejected[reason] += c->account.rejected[reason];
        for (size_t i = 0; i < CUBE_DAYS_SEEN_WORDS; i++)
            out->days_seen[i] |= c->days_seen[i];
    }
}

static void merge_span(cube *out)
{
    for (day_number day = DAY_FIRST; day <= DAY_LAST; day++) {
        size_t bit = (size_t)(day - DAY_FIRST);
        if (!(out->days_seen[bit / 64] >> (bit % 64) & 1))
            continue;
        if (!out->any_day)
            out->first_day = day;
        out->any_day = true;
        out->last_day = day;
    }
    if (out->any_day && out->monthly) {
        day_date last = day_to_date(out->last_day);
        out->last_day = day_from_date(last.year, last.month, day_month_length(last.year, last.month));
    }
}

static esep_status merge_origins(cube *out, const source *from, esep_error *error)
{
    out->n_origins = source_n_files(from);
    out->origins = ARENA_TAKE(&out->memory, out->n_origins, cube_origin);
    if (!out->origins)
        return error_memory(error);
    for (size_t i = 0; i < out->n_origins; i++) {
        const source_file *file = source_get_file(from, i);
        cube_origin *origin = &out->origins[i];
        origin->path = arena_copy(&out->memory, text_from(file->path)).data;
        origin->size = file->size;
        origin->digest = arena_copy(&out->memory, text_from(file->digest)).data;
        origin->encoding = arena_copy(&out->memory, text_from(file->encoding)).data;
        origin->encoding_guessed = file->encoding_guessed;
        origin->compression = file->compression;
        origin->delimiter = file->dialect.delimiter;
        origin->left_out = file->left_out;
        if (!origin->path || !origin->digest || !origin->encoding)
            return error_memory(error);
    }
    return ESEP_OK;
}

static esep_status merge_describe(cube *out, const cube_plan *plan, const source *from, esep_error *error)
{
    buffer name = {0};
    for (size_t i = 0; i < plan->n_dates; i++) {
        if (i)
            buffer_add_byte(&name, ',');
        buffer_add(&name, source_column_name(from, plan->dates[i]));
    }
    out->date_name = arena_copy(&out->memory, buffer_text(&name));
    buffer_free(&name);
    out->date_format = arena_copy(&out->memory, text_from(plan->n_dates == 1 ? plan->format.name : "")).data;
    out->date_found = plan->date_found;
    out->monthly = plan->monthly;
    out->days_seen = ARENA_TAKE(&out->memory, CUBE_DAYS_SEEN_WORDS, uint64_t);
    if (!out->date_name.data || !out->date_format || !out->days_seen)
        return error_memory(error);
    return merge_origins(out, from, error);
}

static void merge_free(merge *m)
{
    for (size_t i = 0; m->translations && i < m->n_counters * m->n_by; i++)
        free(m->translations[i]);
    for (size_t i = 0; i < m->n_by; i++) {
        if (m->ranks)
            free(m->ranks[i]);
        if (m->categories)
            dictionary_free(&m->categories[i]);
    }
    dictionary_free(&m->groups);
    free(m->translations);
    free(m->ranks);
    free(m->categories);
    free(m->group_ranks);
    free(m->cells);
    free(m->runs);
}

esep_status counter_merge(cube *out, const cube_plan *plan, const source *from, counter *counters, size_t n,
                          esep_error *error)
{
    merge m = {.out = out, .plan = plan, .counters = counters, .n_counters = n, .n_by = plan->query->n_by};
    m.plain = counters[0].cells.words == 1 && counters[0].cells.n_sums == 0;
    m.dense = true;
    for (size_t w = 0; w < n; w++)
        m.dense = m.dense && !counters[w].cells.hashed;
    m.categories = calloc(m.n_by + 1, sizeof *m.categories);
    m.translations = calloc(n * m.n_by + 1, sizeof *m.translations);
    m.ranks = calloc(m.n_by + 1, sizeof *m.ranks);
    esep_status status = m.categories && m.translations && m.ranks ? ESEP_OK : error_memory(error);
    for (size_t i = 0; status == ESEP_OK && i < m.n_by; i++)
        status = merge_dimension(&m, i, error);
    if (status == ESEP_OK)
        status = merge_gather(&m, error);
    if (status == ESEP_OK)
        status = merge_order_groups(&m, error);
    for (size_t i = 0; status == ESEP_OK && i < m.n_by; i++)
        status = merge_keep_used(&m, i, error);
    if (status == ESEP_OK)
        status = m.dense ? merge_dense_cells(&m, error) : merge_cells(&m, error);
    if (status == ESEP_OK && plan->query->distinct.data)
        status = merge_keys(&m, error);
    if (status == ESEP_OK)
        status = merge_describe(out, plan, from, error);
    if (status == ESEP_OK) {
        merge_accounts(out, counters, n);
        merge_span(out);
    }
    merge_free(&m);
    return status;
}

#include "cube/merge.h"

#include "cube/huge_pages.h"

#include <stdlib.h>

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

day_number merge_day(const merge *m, int32_t time)
{
    if (m->plan->query->time != CUBE_MONTHLY)
        return time;
    return day_from_date(1900 + time / 12, time % 12 + 1, 1);
}

int32_t merge_key_time(uint64_t key)
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
        if (__builtin_add_overflow(*sum, cells_sum(own, slot, i), sum)) { /* as where a worker finds it */
            char name[ESEP_ERROR_ARGUMENT_BYTES];
            text_copy_cut(name, sizeof name, m->counters[worker].sum_names[i]);
            return error_raise(error, ESEP_DATA, MESSAGE_CUBE_SUM_OVERFLOW, name);
        }
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
esep_status merge_cells(merge *m, esep_error *error)
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
esep_status merge_dense_cells(merge *m, esep_error *error)
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

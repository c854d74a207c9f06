/* merge.h - what all workers counted on its way to one cube, between the files of the merging: merge.c brings categories and groups
 * together, merge_cells.c the cells, merge_describe.c what the cube says of its source. */
#ifndef CUBE_MERGE_H
#define CUBE_MERGE_H

#include "cube/counter.h"

/** A cell of some worker: where it goes, and where it is. */
typedef struct merge_cell {
    uint64_t key;   /* final group << 32 | time, in order */
    uint64_t value; /* where records are all that is counted: their number; else counter << 32 | slot */
} merge_cell;

/** A stretch of a dense array: the cells of one group, a time each. */
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

/** Has the run a record at this time? */
static inline bool merge_run_counts(const merge *m, const merge_run *run, uint32_t at)
{
    if (at >= run->n)
        return false;
    return run->narrow ? run->narrow[at * run->stride] != 0
                       : cells_counter(&m->counters[run->worker].cells, run->first_slot + at, 0) != 0;
}

/** Cells of the same group and time become one; counts and sums are added. Of gathered cells, and of runs where all workers are dense. */
esep_status merge_cells(merge *m, esep_error *error);
esep_status merge_dense_cells(merge *m, esep_error *error);

/** The time in a cell's key, and the day that stands for it in the cube. */
int32_t merge_key_time(uint64_t key);
day_number merge_day(const merge *m, int32_t time);

/** What the cube says of its source: names, days seen, origins; and the account of all records. */
esep_status merge_describe(cube *out, const cube_plan *plan, const source *from, esep_error *error);
void merge_accounts(cube *out, const counter *counters, size_t n);
void merge_span(cube *out);

#endif

/* What is read of a register: the columns that a plan has resolved, and no others. */
#include "base/error.h"
#include "cube/derive.h"

/* Columns behind the register's are derived; what those are made of is wanted for itself. */
typedef struct want_set {
    bool *wanted;
    size_t n_columns;
} want_set;

static void want_columns(want_set set, const size_t *columns, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (columns[i] < set.n_columns)
            set.wanted[columns[i]] = true;
    }
}

static void want_plan(want_set set, const cube_plan *plan)
{
    const cube_query *query = plan->query;
    want_columns(set, plan->by, query->n_by);
    want_columns(set, plan->dates, plan->n_dates);
    want_columns(set, plan->key, query->n_key);
    want_columns(set, plan->sums, query->n_sums);
    want_columns(set, &plan->distinct, query->distinct.data != NULL);
    want_columns(set, plan->where.columns, plan->where.n_columns);
    for (size_t i = 0; i < query->n_counts; i++)
        want_columns(set, plan->counts[i].columns, plan->counts[i].n_columns);
    for (size_t i = 0; i < query->n_sums; i++)
        want_columns(set, plan->summed[i].columns, plan->summed[i].n_columns);
    for (size_t k = 0; k < derive_plan_columns(plan->derive); k++) {
        const derive_source *from = derive_plan_source(plan->derive, k);
        want_columns(set, from->columns, from->n_columns);
    }
    for (size_t c = 0; query->record && c < set.n_columns; c++)
        set.wanted[c] = true;
}

esep_status cube_plan_want(cube_plan *plans, const source *s, size_t n, esep_error *error)
{
    want_set set = {.n_columns = source_n_columns(s)};
    set.wanted = plans->wanted = ARENA_TAKE(&plans->memory, set.n_columns, bool);
    if (!set.wanted)
        return error_memory(error);
    for (size_t i = 0; i < n; i++)
        want_plan(set, &plans[i]);
    return ESEP_OK;
}

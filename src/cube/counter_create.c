/* A counter before and after its work: what it holds, how much that is, and its end. */
#include "base/error.h"
#include "cube/counter.h"

#include <stdlib.h>

static esep_status counter_create_filter(counter_filter *f, const cube_plan *plan, const plan_filter *from,
                                         esep_error *error)
{
    f->plan = from;
    f->columns = calloc(from->n_columns + 1, sizeof *f->columns);
    if (!f->columns)
        return error_memory(error);
    return from->expression ? filter_create(&f->filter, from->expression, from->date, &plan->format, error)
                            : ESEP_OK;
}

static size_t counter_most_filter_columns(const cube_plan *plan)
{
    size_t most = plan->where.n_columns;
    for (size_t i = 0; i < plan->query->n_counts; i++)
        most = plan->counts[i].n_columns > most ? plan->counts[i].n_columns : most;
    for (size_t i = 0; i < plan->query->n_sums; i++)
        most = plan->summed[i].n_columns > most ? plan->summed[i].n_columns : most;
    return most;
}

static esep_status counter_create_filters(counter *c, esep_error *error)
{
    size_t most = counter_most_filter_columns(c->plan);
    c->filter_values = calloc(most + 1, sizeof *c->filter_values);
    c->filter_scratch = calloc(most + 1, sizeof *c->filter_scratch);
    c->named = calloc(c->plan->query->n_counts + 1, sizeof *c->named);
    c->summed = calloc(c->plan->query->n_sums + 1, sizeof *c->summed);
    if (!c->filter_values || !c->filter_scratch || !c->named || !c->summed)
        return error_memory(error);
    ESEP_TRY(counter_create_filter(&c->where, c->plan, &c->plan->where, error));
    for (size_t i = 0; i < c->plan->query->n_counts; i++)
        ESEP_TRY(counter_create_filter(&c->named[i], c->plan, &c->plan->counts[i], error));
    for (size_t i = 0; i < c->plan->query->n_sums; i++)
        ESEP_TRY(counter_create_filter(&c->summed[i], c->plan, &c->plan->summed[i], error));
    return ESEP_OK;
}

static esep_status counter_create_batch(counter *c, esep_error *error)
{
    const cube_query *query = c->plan->query;
    c->batch = calloc(1, sizeof *c->batch);
    if (!c->batch)
        return error_memory(error);
    c->batch->codes = calloc(query->n_by * CELLS_BATCH + 1, sizeof *c->batch->codes);
    size_t n = (query->n_sums + query->squares) * CELLS_BATCH + 1;
    c->batch->shorts = calloc(n, sizeof *c->batch->shorts);
    c->batch->sums = calloc(n, sizeof *c->batch->sums);
    return c->batch->codes && c->batch->shorts && c->batch->sums ? ESEP_OK : error_memory(error);
}

/* Room for one record's fields, where the leader gives records on. */
static esep_status counter_create_records(counter *c, esep_error *error)
{
    size_t n = source_n_columns(c->from);
    if (!c->plan->query->record)
        return ESEP_OK;
    c->record_fields = calloc(n, sizeof *c->record_fields);
    c->record_names = calloc(n, sizeof *c->record_names);
    c->record_scratch = calloc(n, sizeof *c->record_scratch);
    if (!c->record_fields || !c->record_names || !c->record_scratch)
        return error_memory(error);
    for (size_t k = 0; k < n; k++)
        c->record_names[k] = source_column_name(c->from, k);
    return ESEP_OK;
}

static esep_status counter_create_windows(counter *c, esep_error *error)
{
    const cube_query *query = c->plan->query;
    if (!query->n_windows)
        return ESEP_OK;
    c->inside = calloc(CUBE_DAYS_SEEN_WORDS, sizeof *c->inside);
    if (!c->inside)
        return error_memory(error);
    for (size_t w = 0; w < query->n_windows; w++) {
        day_number first = query->windows[w].first, last = query->windows[w].last;
        for (day_number day = first > DAY_FIRST ? first : DAY_FIRST; day <= last && day <= DAY_LAST; day++)
            c->inside[(day - DAY_FIRST) / 64] |= UINT64_C(1) << ((day - DAY_FIRST) & 63);
    }
    return ESEP_OK;
}

/* The leader derives; its followers borrow the values. */
static esep_status counter_create_derived(counter *c, esep_error *error)
{
    c->derived = calloc(derive_plan_columns(c->plan->derive) * CELLS_BATCH, sizeof *c->derived);
    if (!c->derived)
        return error_memory(error);
    return derive_create(&c->derive, c->plan->derive, error);
}

static void counter_fill_months(int32_t *month_first)
{
    day_number day = DAY_FIRST;
    for (int month = 0; month <= COUNTER_MONTHS; month++) {
        month_first[month] = day;
        day += day_month_length(1900 + month / 12, month % 12 + 1);
    }
}

esep_status counter_create(counter *c, const cube_plan *plan, const source *from, esep_error *error)
{
    const cube_query *query = plan->query;
    *c = (counter){.plan = plan, .from = from, .file = SIZE_MAX};
    for (size_t i = 0; i <= query->n_sums && query->n_sums; i++)
        c->sum_names[i] = query->sums[i < query->n_sums ? i : 0];
    c->fast = date_batch_of(&plan->format);
    c->categories = calloc(query->n_by + 1, sizeof *c->categories);
    c->by = calloc(query->n_by + 1, sizeof *c->by);
    c->days_seen = calloc(CUBE_DAYS_SEEN_WORDS, sizeof *c->days_seen);
    c->month_first = calloc(COUNTER_MONTHS + 1, sizeof *c->month_first);
    if (!c->categories || !c->by || !c->days_seen || !c->month_first)
        return error_memory(error);
    counter_fill_months(c->month_first);
    ESEP_TRY(counter_create_batch(c, error));
    ESEP_TRY(counter_create_windows(c, error));
    if (plan->derive && plan->n_before == 0)
        ESEP_TRY(counter_create_derived(c, error));
    ESEP_TRY(counter_create_filters(c, error));
    if (plan->n_before == 0)
        ESEP_TRY(counter_create_records(c, error));
    cells_shape shape = {.n_by = query->n_by,
                         .n_named = query->n_counts,
                         .n_present = query->incomplete ? query->n_sums : 0,
                         .n_sums = query->n_sums,
                         .squares = query->squares,
                         .distinct = query->distinct.data != NULL};
    return cells_create(&c->cells, shape, error);
}

static void counter_free_filter(counter_filter *f)
{
    filter_free(f->filter);
    free(f->columns);
}

void counter_free(counter *c)
{
    if (!c->plan)
        return;
    for (size_t i = 0; c->categories && i < c->plan->query->n_by; i++)
        dictionary_free(&c->categories[i]);
    for (size_t i = 0; c->filter_scratch && i < counter_most_filter_columns(c->plan); i++)
        buffer_free(&c->filter_scratch[i]);
    for (size_t i = 0; c->named && i < c->plan->query->n_counts; i++)
        counter_free_filter(&c->named[i]);
    for (size_t i = 0; c->summed && i < c->plan->query->n_sums; i++)
        counter_free_filter(&c->summed[i]);
    counter_free_filter(&c->where);
    dictionary_free(&c->values);
    cells_free(&c->cells);
    reject_batch_free(&c->rejects);
    buffer_free(&c->scratch);
    for (size_t i = 0; i < CUBE_KEY_COLUMNS; i++)
        buffer_free(&c->key_scratch[i]);
    if (c->plan->n_before == 0) {
        derive_free(c->derive);
        free(c->derived);
    }
    buffer_free(&c->derive_scratch[0]);
    buffer_free(&c->derive_scratch[1]);
    buffer_free(&c->unquoted);
    if (c->batch) {
        free(c->batch->codes);
        free(c->batch->shorts);
        free(c->batch->sums);
    }
    free(c->batch);
    free(c->categories);
    for (size_t k = 0; c->record_scratch && k < source_n_columns(c->from); k++)
        buffer_free(&c->record_scratch[k]);
    free(c->record_fields);
    free(c->record_names);
    free(c->record_scratch);
    free(c->by);
    free(c->days_seen);
    free(c->inside);
    free(c->month_first);
    free(c->filter_values);
    free(c->filter_scratch);
    free(c->named);
    free(c->followers);
    free(c->summed);
}

uint64_t counter_memory(const counter *c, size_t *largest, text *name)
{
    const cube_query *query = c->plan->query;
    const cells *own = &c->cells;
    uint64_t bytes = cells_slots_bytes(own) + own->n_seen_slots * sizeof *own->seen +
                     dictionary_bytes(&own->groups) + dictionary_bytes(&c->values);
    if (c->values.n > *largest) {
        *largest = c->values.n;
        *name = query->distinct;
    }
    for (size_t i = 0; i < query->n_by; i++) {
        bytes += dictionary_bytes(&c->categories[i]);
        if (c->categories[i].n > *largest) {
            *largest = c->categories[i].n;
            *name = query->by[i];
        }
    }
    return bytes;
}

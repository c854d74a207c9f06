#include "cube/count_reading.h"

#include "cube/counter_followers.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <unistd.h>

/* One reading for n queries. Counters of query q stand at counters[q * n_workers], so that a query's can be merged, and those of
 * worker w at a distance of n_workers: the first leads the others (counter_followers.h). */
typedef struct count_run {
    const cube_plan *plans;
    size_t n;
    counter *counters; /* [n * n_workers] */
    reject_log *logs;  /* [n] */
    size_t n_workers;
    keys *keys; /* borrowed; NULL where records have no key */
    uint64_t total_bytes;
    uint64_t memory; /* of each worker */
    /* Set where distinct values are what takes the memory: in parts they may fit. */
    _Atomic bool too_many_values;
} count_run;

static counter *count_counter(const count_run *run, size_t q, size_t worker)
{
    return &run->counters[q * run->n_workers + worker];
}

esep_status count_fail_memory(uint64_t memory, message_id message, text name, uint64_t values,
                              esep_error *error)
{
    char column[ESEP_ERROR_ARGUMENT_BYTES], number[24], megabytes[24];
    text_copy_cut(column, sizeof column, name);
    error_number(megabytes, (int64_t)(memory >> 20));
    return error_raise(error, ESEP_DATA, message, column, error_number(number, (int64_t)values), megabytes);
}

/* All queries of one reading share one ceiling, and the keys are under it too. */
static esep_status count_check_memory(count_run *run, size_t worker, esep_error *error)
{
    uint64_t bytes = 0, keys = 0, records = 0, distinct = 0;
    size_t largest = 0;
    text name = {0};
    for (size_t q = 0; q < run->n; q++) {
        bytes += counter_memory(count_counter(run, q, worker), &largest, &name);
        distinct += counter_distinct_memory(count_counter(run, q, worker));
    }
    if (run->keys)
        keys = keys_memory(keys_worker_of(run->keys, worker), &records);
    if (bytes + keys <= run->memory)
        return ESEP_OK;
    if (distinct > bytes - distinct && distinct > keys)
        atomic_store(&run->too_many_values, true);
    uint64_t all = run->memory * 2 * run->n_workers;
    if (keys > bytes)
        return count_fail_memory(all, MESSAGE_CUBE_KEY_MEMORY, run->plans->query->key[0], records, error);
    return count_fail_memory(all, MESSAGE_CUBE_MEMORY, name, largest, error);
}

static bool count_only_keys(const count_run *run)
{
    return run->keys && keys_now(run->keys) == KEYS_HASHED;
}

/* While records may turn out to be replaced, what is wrong with them may not matter. */
static bool count_is_preliminary(const count_run *run)
{
    return run->keys && keys_now(run->keys) != KEYS_KNOWN;
}

/* The first record that any of the queries rejects. */
static esep_status count_check_strict(const count_run *run, size_t worker, esep_error *error)
{
    const cube_reject *first = NULL;
    for (size_t q = 0; q < run->n; q++) {
        const reject_batch *rejects = &count_counter(run, q, worker)->rejects;
        if (rejects->n && (!first || rejects->rejects[0].line < first->line))
            first = &rejects->rejects[0];
    }
    return first ? reject_raise(first, error) : ESEP_OK;
}

/* A sum that overflows is found when its batch is added: a record that should have stopped the run was met before. */
static esep_status count_rows(void *context, size_t worker, const pass_rows *rows, esep_error *error)
{
    count_run *run = context;
    esep_error rejected = {0};
    esep_status status = counter_rows(count_counter(run, 0, worker), rows, error);
    if (status != ESEP_DATA || !run->plans->query->strict || count_is_preliminary(run))
        return status;
    for (size_t q = 0; q < run->n; q++)
        reject_batch_sort(&count_counter(run, q, worker)->rejects);
    if (count_check_strict(run, worker, &rejected) != ESEP_OK)
        *error = rejected;
    return error->status;
}

static esep_status count_chunk_end(void *context, size_t worker, uint64_t sequence, esep_error *error)
{
    count_run *run = context;
    if (run->keys)
        ESEP_TRY(keys_chunk_end(keys_worker_of(run->keys, worker), error));
    ESEP_TRY(count_check_memory(run, worker, error));
    if (count_only_keys(run)) {
        reject_batch_free(&count_counter(run, 0, worker)->rejects);
        return ESEP_OK;
    }
    for (size_t q = 0; q < run->n; q++)
        reject_batch_sort(&count_counter(run, q, worker)->rejects);
    if (run->plans->query->strict && !count_is_preliminary(run))
        ESEP_TRY(count_check_strict(run, worker, error));
    for (size_t q = 0; q < run->n; q++)
        ESEP_TRY(reject_log_chunk(&run->logs[q], sequence, &count_counter(run, q, worker)->rejects, error));
    return ESEP_OK;
}

static void count_progress(void *context, uint64_t bytes, uint64_t rows)
{
    const count_run *run = context;
    const cube_query *query = run->plans->query;
    query->progress(query->progress_context, bytes, run->total_bytes, rows);
}

/* Keep what the cube says of rejected records. */
static esep_status count_examples(cube *out, const reject_log *log, esep_error *error)
{
    out->n_examples = log->n_examples;
    out->examples = ARENA_TAKE(&out->memory, log->n_examples + 1, cube_reject);
    if (!out->examples)
        return error_memory(error);
    for (size_t i = 0; i < log->n_examples; i++) {
        cube_reject *example = &out->examples[i];
        *example = log->examples[i];
        example->path = arena_copy(&out->memory, text_from(example->path)).data;
        example->column = arena_copy(&out->memory, example->column);
        example->value = arena_copy(&out->memory, example->value);
        example->format = arena_copy(&out->memory, text_from(example->format ? example->format : "")).data;
        if (!example->path || !example->format)
            return error_memory(error);
    }
    return ESEP_OK;
}

uint64_t count_memory(const cube_query *query)
{
    long pages = sysconf(_SC_PHYS_PAGES), page = sysconf(_SC_PAGESIZE);
    uint64_t machine = pages > 0 && page > 0 ? (uint64_t)pages * (uint64_t)page : UINT64_C(1) << 32;
    return query->memory ? query->memory : machine / 4;
}

static esep_status count_create(count_run *run, source *s, esep_error *error)
{
    const cube_query *query = run->plans->query;
    run->n_workers = query->n_threads;
    run->total_bytes = source_total_bytes(s);
    run->memory = count_memory(query) / 2 / run->n_workers; /* half of all is for the merging */
    run->counters = calloc(run->n * run->n_workers, sizeof *run->counters);
    run->logs = calloc(run->n, sizeof *run->logs);
    if (!run->counters || !run->logs)
        return error_memory(error);
    for (size_t q = 0; q < run->n; q++)
        reject_log_start(&run->logs[q], query, q > 0);
    for (size_t i = 0; i < run->n * run->n_workers; i++) {
        ESEP_TRY(counter_create(&run->counters[i], &run->plans[i / run->n_workers], s, error));
        if (i < run->n_workers && run->keys) {
            run->counters[i].keys = keys_worker_of(run->keys, i);
            run->counters[i].only_keys = count_only_keys(run);
        }
        if (i >= run->n_workers)
            ESEP_TRY(counter_followers_add(&run->counters[i % run->n_workers], &run->counters[i], error));
    }
    return ESEP_OK;
}

/* Make out[n] of what was counted; a query's counters are given up once it is merged. */
static esep_status count_merge(count_run *run, cube **out, source *s, esep_error *error)
{
    for (size_t w = 0; w < run->n_workers; w++)
        counter_followers_settle(count_counter(run, 0, w));
    for (size_t q = 0; q < run->n; q++) {
        out[q] = calloc(1, sizeof *out[q]);
        if (!out[q])
            return error_memory(error);
        ESEP_TRY(counter_merge(out[q], &run->plans[q], s, count_counter(run, q, 0), run->n_workers, error));
        ESEP_TRY(count_examples(out[q], &run->logs[q], error));
    }
    return ESEP_OK;
}

static void count_free(count_run *run)
{
    for (size_t i = 0; run->counters && i < run->n * run->n_workers; i++)
        counter_free(&run->counters[i]);
    for (size_t q = 0; run->logs && q < run->n; q++)
        reject_log_free(&run->logs[q]);
    free(run->counters);
    free(run->logs);
}

/* Of all that the queries reject, the first of the source, where one reading was enough after all. */
static esep_status count_check_strict_late(const count_run *run, esep_error *error)
{
    const reject_log *first = NULL;
    for (size_t q = 0; q < run->n; q++) {
        const reject_log *log = &run->logs[q];
        if (log->n_examples && (!first || log->first_sequence < first->first_sequence ||
                                (log->first_sequence == first->first_sequence &&
                                 log->examples[0].line < first->examples[0].line)))
            first = log;
    }
    return first ? reject_raise(&first->examples[0], error) : ESEP_OK;
}

static esep_status count_settle(count_run *run, cube **out, source *s, count_outcome *outcome,
                                esep_error *error)
{
    keys_stage next = KEYS_GATHERED;
    bool preliminary = count_is_preliminary(run), only_keys = count_only_keys(run);
    bool strict = preliminary && run->plans->query->strict;
    if (preliminary)
        ESEP_TRY(keys_settle(run->keys, &next, error));
    outcome->replaced = next == KEYS_KNOWN;
    outcome->keys_alone = next == KEYS_HASHED;
    for (size_t i = 0; i < run->n * run->n_workers; i++)
        outcome->marked = outcome->marked || run->counters[i].marked;
    outcome->complete =
        !outcome->replaced && !outcome->marked && !only_keys && !(outcome->keys_alone && strict);
    if (!outcome->complete)
        return ESEP_OK;
    if (strict)
        ESEP_TRY(count_check_strict_late(run, error));
    return count_merge(run, out, s, error);
}

esep_status count_once(cube **out, source *s, const cube_plan *plans, size_t n, keys *k,
                       count_outcome *outcome, esep_error *error)
{
    count_run run = {.plans = plans, .n = n, .keys = k};
    const cube_query *query = plans->query;
    pass_job job = {.context = &run,
                    .wanted = plans->wanted,
                    .rows = count_rows,
                    .chunk_end = count_chunk_end,
                    .progress = query->progress ? count_progress : NULL,
                    .progress_context = &run};
    *outcome = (count_outcome){0};
    esep_status status = ESEP_OK;
    if (query->reject && !count_only_keys(&run))
        status = query->reject(query->reject_context, NULL, error);
    if (status == ESEP_OK && query->record && !count_only_keys(&run))
        status = query->record(query->record_context, NULL, error);
    if (status == ESEP_OK)
        status = count_create(&run, s, error);
    if (status == ESEP_OK)
        status = pass_run(s, &job, run.n_workers, error);
    if (status == ESEP_OK)
        status = count_settle(&run, out, s, outcome, error);
    outcome->too_many_values = atomic_load(&run.too_many_values);
    count_free(&run);
    return status;
}

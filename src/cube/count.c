#include "cube/count.h"

#include "cube/counter.h"

#include <stdlib.h>
#include <unistd.h>

typedef struct count_run {
    counter *counters;
    reject_log log;
    const cube_query *query;
    uint64_t total_bytes;
    uint64_t memory; /* of each worker */
} count_run;

static esep_status count_rows(void *context, size_t worker, const pass_rows *rows, esep_error *error)
{
    count_run *run = context;
    reject_batch *rejects = &run->counters[worker].rejects;
    esep_status status = counter_rows(&run->counters[worker], rows, error);
    if (status != ESEP_DATA || !run->query->strict || rejects->n == 0)
        return status;
    /* A sum that overflows is found when its batch is added: a record that should have stopped the run was met before. */
    reject_batch_sort(rejects);
    *error = (esep_error){0};
    return reject_raise(&rejects->rejects[0], error);
}

static esep_status count_chunk_end(void *context, size_t worker, uint64_t sequence, esep_error *error)
{
    count_run *run = context;
    reject_batch *rejects = &run->counters[worker].rejects;
    ESEP_TRY(counter_check_memory(&run->counters[worker], run->memory, error));
    reject_batch_sort(rejects);
    if (run->query->strict && rejects->n)
        return reject_raise(&rejects->rejects[0], error);
    return reject_log_chunk(&run->log, sequence, rejects, error);
}

static void count_progress(void *context, uint64_t bytes, uint64_t rows)
{
    const count_run *run = context;
    run->query->progress(run->query->progress_context, bytes, run->total_bytes, rows);
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

/* Nothing could be read at all: no figure is given, only the reason. */
static esep_status count_check_any(const cube *c, const source *s, esep_error *error)
{
    uint64_t rejected = cube_account_rejected(&c->account);
    if (c->account.read == 0) {
        error_raise(error, ESEP_DATA, MESSAGE_SOURCE_HEADER_ONLY);
        return error_at(error, source_get_file(s, 0)->path, 0);
    }
    if (rejected < c->account.read || c->n_examples == 0)
        return ESEP_OK;
    return reject_raise(&c->examples[0], error);
}

/* A quarter of the machine's memory, where nothing is said; and each worker its part of it, half of it for the merging. */
static uint64_t count_memory(const cube_query *query)
{
    long pages = sysconf(_SC_PHYS_PAGES), page = sysconf(_SC_PAGESIZE);
    uint64_t machine = pages > 0 && page > 0 ? (uint64_t)pages * (uint64_t)page : UINT64_C(1) << 32;
    uint64_t all = query->memory ? query->memory : machine / 4;
    return all / 2 / query->n_threads;
}

static esep_status count_once(cube *out, source *s, const cube_plan *plan, bool *marked, esep_error *error)
{
    const cube_query *query = plan->query;
    size_t n = query->n_threads;
    count_run run = {.counters = calloc(n, sizeof *run.counters),
                     .query = query,
                     .total_bytes = source_total_bytes(s),
                     .memory = count_memory(query)};
    if (!run.counters)
        return error_memory(error);
    reject_log_start(&run.log, query);
    esep_status status = ESEP_OK;
    for (size_t i = 0; i < n && status == ESEP_OK; i++)
        status = counter_create(&run.counters[i], plan, s, error);
    pass_job job = {.context = &run,
                    .rows = count_rows,
                    .chunk_end = count_chunk_end,
                    .progress = query->progress ? count_progress : NULL,
                    .progress_context = &run};
    if (status == ESEP_OK)
        status = pass_run(s, &job, n, error);
    if (status == ESEP_OK)
        status = counter_merge(out, plan, s, run.counters, n, error);
    if (status == ESEP_OK)
        status = count_examples(out, &run.log, error);
    *marked = false;
    for (size_t i = 0; i < n; i++) {
        *marked = *marked || run.counters[i].marked;
        counter_free(&run.counters[i]);
    }
    free(run.counters);
    reject_log_free(&run.log);
    return status;
}

esep_status cube_count(cube **out, source *s, const cube_query *query, esep_error *error)
{
    cube_plan plan;
    ESEP_TRY(cube_plan_create(&plan, s, query, error));
    bool marked = false;
    esep_status status = ESEP_OK;
    cube *c = NULL;
    /* The sample may show no mark in the numbers and the rest may: then all of them are looked at, and counted again. */
    for (int attempt = 0; attempt < 2 && status == ESEP_OK && (attempt == 0 || marked); attempt++) {
        cube_free(c);
        c = calloc(1, sizeof *c);
        status = c ? ESEP_OK : error_memory(error);
        if (status == ESEP_OK && attempt == 1)
            status = cube_plan_find_marks(&plan, s, error);
        if (status == ESEP_OK && query->reject)
            status = query->reject(query->reject_context, NULL, error);
        if (status == ESEP_OK)
            status = count_once(c, s, &plan, &marked, error);
    }
    if (status == ESEP_OK)
        status = count_check_any(c, s, error);
    cube_plan_free(&plan);
    if (status != ESEP_OK) {
        cube_free(c);
        return status;
    }
    *out = c;
    return ESEP_OK;
}

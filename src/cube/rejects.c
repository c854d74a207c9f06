#include "cube/rejects.h"

#include <stdlib.h>

struct reject_pending {
    struct reject_pending *next;
    uint64_t sequence;
    reject_batch batch;
};

static text reject_copy(arena *memory, text t)
{
    if (!t.data)
        return t;
    char cut[REJECT_VALUE_BYTES];
    text_copy_cut(cut, sizeof cut, t);
    return arena_copy(memory, text_from(cut));
}

esep_status reject_batch_add(reject_batch *batch, const cube_reject *rejected, esep_error *error)
{
    if (batch->n == batch->capacity) {
        size_t capacity = batch->capacity ? batch->capacity * 2 : 16;
        cube_reject *rejects = realloc(batch->rejects, capacity * sizeof *rejects);
        if (!rejects)
            return error_memory(error);
        batch->rejects = rejects;
        batch->capacity = capacity;
    }
    cube_reject copy = *rejected;
    copy.value = reject_copy(&batch->memory, rejected->value);
    if (rejected->value.data && !copy.value.data)
        return error_memory(error);
    batch->rejects[batch->n++] = copy;
    return ESEP_OK;
}

static int reject_compare(const void *a, const void *b)
{
    const cube_reject *x = a, *y = b;
    return (x->line > y->line) - (x->line < y->line);
}

void reject_batch_sort(reject_batch *batch)
{
    if (batch->n > 1)
        qsort(batch->rejects, batch->n, sizeof *batch->rejects, reject_compare);
}

void reject_batch_free(reject_batch *batch)
{
    arena_free(&batch->memory);
    free(batch->rejects);
    *batch = (reject_batch){0};
}

void reject_log_start(reject_log *log, const cube_query *query, bool quiet)
{
    *log = (reject_log){.query = query, .quiet = quiet};
    pthread_mutex_init(&log->lock, NULL);
}

static esep_status reject_log_give(reject_log *log, uint64_t sequence, const reject_batch *batch,
                                   esep_error *error)
{
    if (batch->n && log->n_examples == 0)
        log->first_sequence = sequence;
    for (size_t i = 0; i < batch->n; i++) {
        if (log->n_examples < CUBE_EXAMPLES) {
            cube_reject *example = &log->examples[log->n_examples++];
            *example = batch->rejects[i];
            example->value = arena_copy(&log->memory, example->value);
        }
        if (log->query->reject && !log->quiet)
            ESEP_TRY(log->query->reject(log->query->reject_context, &batch->rejects[i], error));
    }
    return ESEP_OK;
}

/* Keep a chunk that came early. Chunks without rejects are kept too: their number closes the gap. */
static esep_status reject_log_keep(reject_log *log, uint64_t sequence, reject_batch *batch, esep_error *error)
{
    struct reject_pending *kept = calloc(1, sizeof *kept);
    if (!kept)
        return error_memory(error);
    kept->sequence = sequence;
    kept->batch = *batch;
    *batch = (reject_batch){0};
    struct reject_pending **place = &log->pending;
    while (*place && (*place)->sequence < sequence)
        place = &(*place)->next;
    kept->next = *place;
    *place = kept;
    return ESEP_OK;
}

static void reject_log_drop_first(reject_log *log)
{
    struct reject_pending *first = log->pending;
    log->pending = first->next;
    reject_batch_free(&first->batch);
    free(first);
}

esep_status reject_log_chunk(reject_log *log, uint64_t sequence, reject_batch *batch, esep_error *error)
{
    pthread_mutex_lock(&log->lock);
    esep_status status = ESEP_OK;
    if (sequence != log->next)
        status = reject_log_keep(log, sequence, batch, error);
    else {
        status = reject_log_give(log, sequence, batch, error);
        log->next++;
        while (status == ESEP_OK && log->pending && log->pending->sequence == log->next) {
            status = reject_log_give(log, log->pending->sequence, &log->pending->batch, error);
            log->next++;
            reject_log_drop_first(log);
        }
    }
    pthread_mutex_unlock(&log->lock);
    batch->n = 0;
    arena_free(&batch->memory);
    return status;
}

void reject_log_free(reject_log *log)
{
    while (log->pending)
        reject_log_drop_first(log);
    arena_free(&log->memory);
    pthread_mutex_destroy(&log->lock);
}

esep_status reject_raise(const cube_reject *rejected, esep_error *error)
{
    static const message_id messages[CUBE_REASONS] = {
        [CUBE_FIELDS] = MESSAGE_REJECT_FIELDS,
        [CUBE_DATE_EMPTY] = MESSAGE_REJECT_DATE_EMPTY,
        [CUBE_DATE_UNREADABLE] = MESSAGE_REJECT_DATE_UNREADABLE,
        [CUBE_DATE_IMPOSSIBLE] = MESSAGE_REJECT_DATE_IMPOSSIBLE,
        [CUBE_DATE_OUT_OF_RANGE] = MESSAGE_REJECT_DATE_RANGE,
        [CUBE_NUMBER_EMPTY] = MESSAGE_REJECT_NUMBER_EMPTY,
        [CUBE_NUMBER_UNREADABLE] = MESSAGE_REJECT_NUMBER_UNREADABLE,
        [CUBE_NUMBER_TOO_LARGE] = MESSAGE_REJECT_NUMBER_LARGE,
        [CUBE_KEY_EMPTY] = MESSAGE_REJECT_KEY_EMPTY,
        [CUBE_ENCODING] = MESSAGE_REJECT_ENCODING,
    };
    char column[ESEP_ERROR_ARGUMENT_BYTES], value[ESEP_ERROR_ARGUMENT_BYTES], fields[24], expected[24];
    text_copy_cut(column, sizeof column, rejected->column);
    text_copy_cut(value, sizeof value, rejected->value);
    error_number(fields, (int64_t)rejected->fields);
    error_number(expected, (int64_t)rejected->expected);
    if (rejected->reason == CUBE_FIELDS)
        error_raise(error, ESEP_DATA, messages[CUBE_FIELDS], "", fields, expected);
    else
        error_raise(error, ESEP_DATA, messages[rejected->reason], column, value,
                    rejected->format ? rejected->format : "");
    return error_at(error, rejected->path, rejected->line);
}

#include "cube/pass.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

/* What one chunk leaves to the next: handed over in order of sequence. */
typedef struct pass_turn {
    pthread_mutex_t lock;
    pthread_cond_t moved;
    uint64_t next;      /* sequence whose turn it is */
    buffer tail;        /* bytes of the row that goes on in the next chunk */
    uint64_t tail_line; /* where that row begins */
    uint64_t line;      /* where the next chunk begins */
    bool stopped;       /* somebody failed: nobody waits any longer */
} pass_turn;

typedef struct pass pass;

typedef struct pass_worker {
    pass *run;
    size_t number;
    pthread_t thread;
    source_chunk chunk;
    csv_index index;        /* rows that lie in the chunk */
    buffer joined;          /* the row that straddles into the chunk */
    uint64_t joined_offset; /* of its first byte in the file's content */
    csv_index joined_index; /* … and, at a file's end, the last row */
    esep_error error;
    uint64_t failed_at; /* sequence of the chunk at which this worker failed */
} pass_worker;

struct pass {
    source *from;
    const pass_job *job;
    pass_turn turn;
    _Atomic uint64_t bytes;
    _Atomic uint64_t rows;
    size_t n_workers;
};

static uint64_t pass_count_lines(const char *bytes, size_t length, char line_end)
{
    uint64_t n = 0;
    for (size_t i = 0; i < length; i++)
        n += bytes[i] == line_end;
    return n;
}

/* Wait for this chunk's turn and take the row begun before it. False where the pass was stopped. */
static bool pass_take_turn(pass_worker *w, uint64_t *tail_line, uint64_t *line)
{
    pass_turn *turn = &w->run->turn;
    pthread_mutex_lock(&turn->lock);
    while (turn->next != w->chunk.sequence && !turn->stopped)
        pthread_cond_wait(&turn->moved, &turn->lock);
    bool mine = !turn->stopped;
    if (mine) {
        buffer swapped = w->joined;
        w->joined = turn->tail;
        turn->tail = swapped;
        turn->tail.length = 0;
        *tail_line = turn->tail_line;
        *line = turn->line;
    }
    pthread_mutex_unlock(&turn->lock);
    return mine;
}

static void pass_give_turn(pass_worker *w, text tail, uint64_t tail_line, uint64_t line)
{
    pass_turn *turn = &w->run->turn;
    pthread_mutex_lock(&turn->lock);
    turn->tail.length = 0;
    buffer_add(&turn->tail, tail);
    turn->tail_line = tail_line;
    turn->line = line;
    turn->next = w->chunk.sequence + 1;
    turn->stopped = turn->stopped || turn->tail.failed;
    pthread_cond_broadcast(&turn->moved);
    pthread_mutex_unlock(&turn->lock);
}

static void pass_stop(pass *run)
{
    pthread_mutex_lock(&run->turn.lock);
    run->turn.stopped = true;
    pthread_cond_broadcast(&run->turn.moved);
    pthread_mutex_unlock(&run->turn.lock);
}

/* Make w->joined the whole row that ends in this chunk, and w->index the rows after it. *ended is false where the row goes on
 * beyond the chunk: then w->joined has all there is. */
static esep_status pass_join(pass_worker *w, csv_dialect dialect, size_t guess, bool *ended)
{
    const source_chunk *chunk = &w->chunk;
    size_t carried = w->joined.length;
    w->joined_offset = chunk->offset - carried;
    bool open = false;
    buffer_add(&w->joined, (text){chunk->bytes, guess});
    ESEP_TRY(buffer_status(&w->joined, &w->error));
    size_t end = csv_row_end(dialect, w->joined.data, w->joined.length, 0, &open);
    *ended = true;
    if (end == w->joined.length && guess > 0)
        return ESEP_OK; /* the guess was right */

    buffer_add(&w->joined, (text){chunk->bytes + guess, chunk->length - guess});
    ESEP_TRY(buffer_status(&w->joined, &w->error));
    end = csv_row_end(dialect, buffer_text(&w->joined).data, w->joined.length, 0, &open);
    *ended = end != SIZE_MAX;
    if (!*ended)
        return ESEP_OK;
    w->joined.length = end;
    return csv_scan(&w->index, dialect, chunk->bytes, chunk->length, end - carried, &w->error);
}

static esep_status pass_give_rows(pass_worker *w, const csv_index *index, const char *bytes, uint64_t offset,
                                  uint32_t start, uint64_t line, csv_dialect dialect)
{
    pass_rows rows = {.bytes = bytes,
                      .ends = index->ends,
                      .row_ends = index->row_ends,
                      .n_rows = index->n_rows,
                      .start = start,
                      .line = line,
                      .line_end = dialect.line_end,
                      .file = w->chunk.file,
                      .offset = offset,
                      .sequence = w->chunk.sequence};
    if (rows.n_rows == 0)
        return ESEP_OK;
    atomic_fetch_add_explicit(&w->run->rows, rows.n_rows, memory_order_relaxed);
    return w->run->job->rows(w->run->job->context, w->number, &rows, &w->error);
}

static esep_status pass_fail_at(pass_worker *w, message_id message, uint64_t line)
{
    char megabytes[24];
    error_raise(&w->error, ESEP_DATA, message, error_number(megabytes, SOURCE_ROW_MEGABYTES));
    return error_at(&w->error, source_get_file(w->run->from, w->chunk.file)->path, line);
}

/* The row put together in w->joined, as a batch of its own. */
static esep_status pass_give_joined(pass_worker *w, csv_dialect dialect, uint64_t line)
{
    size_t length = w->joined.length;
    if (!buffer_reserve(&w->joined, SOURCE_PADDING))
        return error_memory(&w->error);
    memset(w->joined.data + length, 0, SOURCE_PADDING);
    if (length && w->joined.data[length - 1] == dialect.line_end)
        length--;
    if (!csv_scan_last(&w->joined_index, dialect, w->joined.data, length, &w->error))
        return w->error.status != ESEP_OK ? w->error.status
                                          : pass_fail_at(w, MESSAGE_SOURCE_QUOTE_OPEN, line);
    return pass_give_rows(w, &w->joined_index, w->joined.data, w->joined_offset, 0, line, dialect);
}

/* Where a chunk's rows lie, once its turn has told where they begin. */
typedef struct pass_layout {
    csv_dialect dialect;
    bool joined;          /* w->joined is a row that began before the chunk … */
    bool ended;           /* … and ends in it; if not, w->joined is all that is known of it, and the tail */
    text tail;            /* bytes of the row that the chunk does not end */
    uint64_t joined_line; /* where w->joined begins */
    uint64_t line;        /* of the chunk's first byte */
    uint64_t tail_line;
} pass_layout;

static bool pass_is_too_long(size_t length)
{
    return length > (size_t)SOURCE_ROW_MEGABYTES << 20;
}

/* Scan the chunk, wait for its turn, settle where its rows lie, and give the turn on. *mine is false where the pass was stopped. */
static esep_status pass_lay_out(pass_worker *w, pass_layout *l, bool *mine)
{
    source_chunk *chunk = &w->chunk;
    const source_file *file = source_get_file(w->run->from, chunk->file);
    size_t guess = 0;
    *l = (pass_layout){.dialect = file->dialect, .joined = !chunk->first, .ended = true};
    if (!chunk->first) {
        const char *end = memchr(chunk->bytes, l->dialect.line_end, chunk->length);
        guess = end ? (size_t)(end - chunk->bytes) + 1 : chunk->length;
    }
    ESEP_TRY(csv_scan(&w->index, l->dialect, chunk->bytes, chunk->length, guess, &w->error));
    *mine = pass_take_turn(w, &l->joined_line, &l->line);
    if (!*mine)
        return ESEP_OK;
    source_hash(w->run->from, chunk);
    if (chunk->first) {
        w->joined.length = 0;
        l->line = file->header_lines + 1;
    } else
        ESEP_TRY(pass_join(w, l->dialect, guess, &l->ended));
    uint64_t next_line = l->line + w->index.line_ends;
    if (l->ended) {
        l->tail = (text){chunk->bytes + w->index.scanned_to, chunk->length - w->index.scanned_to};
        l->tail_line = next_line - pass_count_lines(l->tail.data, l->tail.length, l->dialect.line_end);
    } else {
        l->tail = buffer_text(&w->joined);
        l->tail_line = l->joined_line;
    }
    if (!pass_is_too_long(l->tail.length)) /* else nothing after it can be told apart: nobody gets the turn */
        pass_give_turn(w, chunk->last ? (text){NULL, 0} : l->tail, l->tail_line, next_line);
    return ESEP_OK;
}

/* What the chunk does not end: too long to go on, or a file's last row. */
static esep_status pass_give_tail(pass_worker *w, const pass_layout *l)
{
    if (pass_is_too_long(l->tail.length))
        return pass_fail_at(w, MESSAGE_SOURCE_ROW_TOO_LONG, l->tail_line);
    if (!w->chunk.last || l->tail.length == 0)
        return ESEP_OK;
    if (l->ended) { /* it is not in w->joined yet */
        w->joined.length = 0;
        w->joined_offset = w->chunk.offset + w->index.scanned_to;
        buffer_add(&w->joined, l->tail);
        ESEP_TRY(buffer_status(&w->joined, &w->error));
    }
    return pass_give_joined(w, l->dialect, l->tail_line);
}

static esep_status pass_end_chunk(pass_worker *w)
{
    const pass_job *job = w->run->job;
    return job->chunk_end ? job->chunk_end(job->context, w->number, w->chunk.sequence, &w->error) : ESEP_OK;
}

static esep_status pass_chunk(pass_worker *w)
{
    pass_layout l;
    bool mine = false;
    ESEP_TRY(pass_lay_out(w, &l, &mine));
    if (!mine)
        return ESEP_OK;
    if (l.joined && l.ended && pass_is_too_long(w->joined.length))
        return pass_fail_at(w, MESSAGE_SOURCE_ROW_TOO_LONG, l.joined_line);
    if (l.joined && l.ended)
        ESEP_TRY(pass_give_joined(w, l.dialect, l.joined_line));
    if (l.ended)
        ESEP_TRY(pass_give_rows(w, &w->index, w->chunk.bytes, w->chunk.offset, w->index.first_row, l.line,
                                l.dialect));
    esep_status status = pass_give_tail(w, &l);
    if (status == ESEP_OK)
        return pass_end_chunk(w);
    /* What the rows before the tail have to say comes first, whatever the size of chunks. */
    esep_error late = w->error;
    w->error = (esep_error){0};
    if (pass_end_chunk(w) == ESEP_OK)
        w->error = late;
    return w->error.status;
}

static bool pass_is_stopped(pass *run)
{
    pthread_mutex_lock(&run->turn.lock);
    bool stopped = run->turn.stopped;
    pthread_mutex_unlock(&run->turn.lock);
    return stopped;
}

static void *pass_work(void *argument)
{
    pass_worker *w = argument;
    pass *run = w->run;
    esep_status status = source_chunk_create(&w->chunk, run->from, &w->error);
    while (status == ESEP_OK && !pass_is_stopped(run)) {
        bool any = false;
        status = source_next(run->from, &w->chunk, &any, &w->error);
        if (status == ESEP_OK && !any)
            break;
        if (status == ESEP_OK)
            status = pass_chunk(w);
        if (status != ESEP_OK)
            break;
        atomic_store_explicit(&run->bytes, w->chunk.disk_bytes, memory_order_relaxed);
        if (w->number == 0 && run->job->progress)
            run->job->progress(run->job->progress_context, atomic_load(&run->bytes), atomic_load(&run->rows));
    }
    if (status != ESEP_OK) {
        w->failed_at = w->chunk.sequence;
        pass_stop(run);
    }
    return NULL;
}

/* Read every worker's outcome; the failure of the earliest chunk is the pass's. */
static esep_status pass_outcome(pass *run, pass_worker *workers, esep_error *error)
{
    pass_worker *worst = NULL;
    for (size_t i = 0; i < run->n_workers; i++) {
        pass_worker *w = &workers[i];
        if (w->error.status != ESEP_OK && (!worst || w->failed_at < worst->failed_at))
            worst = w;
    }
    if (worst) {
        if (error && error->status == ESEP_OK)
            *error = worst->error;
        return worst->error.status;
    }
    return run->turn.tail.failed ? error_memory(error) : ESEP_OK;
}

static esep_status pass_threads(pass *run, pass_worker *workers, size_t n_threads)
{
    size_t started = 1;
    for (; started < n_threads; started++) {
        int problem = pthread_create(&workers[started].thread, NULL, pass_work, &workers[started]);
        if (problem) {
            error_raise(&workers[0].error, ESEP_SYSTEM, MESSAGE_THREAD_FAILED, strerror(problem));
            pass_stop(run);
            break;
        }
    }
    if (workers[0].error.status == ESEP_OK)
        pass_work(&workers[0]);
    for (size_t i = 1; i < started; i++)
        pthread_join(workers[i].thread, NULL);
    return ESEP_OK;
}

esep_status pass_run(source *s, const pass_job *job, size_t n_threads, esep_error *error)
{
    pass run = {.from = s, .job = job, .n_workers = n_threads};
    source_want(s, job->wanted);
    ESEP_TRY(source_start(s, error));
    pass_worker *workers = calloc(n_threads, sizeof *workers);
    if (!workers)
        return error_memory(error);
    pthread_mutex_init(&run.turn.lock, NULL);
    pthread_cond_init(&run.turn.moved, NULL);
    for (size_t i = 0; i < n_threads; i++) {
        workers[i].run = &run;
        workers[i].number = i;
    }
    pass_threads(&run, workers, n_threads);
    esep_status status = pass_outcome(&run, workers, error);
    for (size_t i = 0; i < n_threads; i++) {
        source_chunk_free(&workers[i].chunk);
        csv_index_free(&workers[i].index);
        csv_index_free(&workers[i].joined_index);
        buffer_free(&workers[i].joined);
    }
    buffer_free(&run.turn.tail);
    pthread_cond_destroy(&run.turn.moved);
    pthread_mutex_destroy(&run.turn.lock);
    free(workers);
    return status;
}

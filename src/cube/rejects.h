/* rejects.h - the records that were left out, gathered from all workers and given on in the order of the source. */
#ifndef CUBE_REJECTS_H
#define CUBE_REJECTS_H

#include "cube/cube.h"

#include <pthread.h>

/** Rejected records of one worker's current chunk. Texts are copied into `memory`. */
typedef struct reject_batch {
    arena memory;
    cube_reject *rejects;
    size_t n;
    size_t capacity;
} reject_batch;

/** Add a copy of `rejected`; long values are cut at REJECT_VALUE_BYTES. */
esep_status reject_batch_add(reject_batch *batch, const cube_reject *rejected, esep_error *error);
/** In the order of their lines: they were found a column at a time. */
void reject_batch_sort(reject_batch *batch);
void reject_batch_free(reject_batch *batch);

enum { REJECT_VALUE_BYTES = 200 };

/** Where the batches meet. */
typedef struct reject_log {
    pthread_mutex_t lock;
    uint64_t next;                  /**< chunk whose rejects come next */
    struct reject_pending *pending; /**< chunks that came before their turn, sorted */
    const cube_query *query;
    bool quiet;   /**< the query's reject() is not called */
    arena memory; /**< of the examples */
    cube_reject examples[CUBE_EXAMPLES];
    size_t n_examples;
    uint64_t first_sequence; /**< chunk of the first example */
} reject_log;

/** `quiet`: keep examples only. */
void reject_log_start(reject_log *log, const cube_query *query, bool quiet);
/** All rejects of chunk `sequence`; the batch is emptied. Every chunk is reported, also without rejects. */
esep_status reject_log_chunk(reject_log *log, uint64_t sequence, reject_batch *batch, esep_error *error);
void reject_log_free(reject_log *log);

/** Raise the record's reason as an error with its place. */
esep_status reject_raise(const cube_reject *rejected, esep_error *error);

#endif

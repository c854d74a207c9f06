/* pass.h - the parallel pass: every row of a source, exactly once, in batches, on any number of threads.
 *
 * Chunks are handed out in order. Where a chunk's first row begins can only be guessed (behind the first line end: which may
 * stand inside a quoted field), so every chunk is scanned on that guess and then, in its turn, held against where its
 * predecessor's last row really ended; if the guess was wrong it is scanned again from the true place, before anything is
 * counted. So the rows are the same whatever the size of chunks and the number of threads. The row that straddles two chunks is
 * put together by the worker of the later one. What a turn costs is a comparison and a short copy. */
#ifndef CUBE_PASS_H
#define CUBE_PASS_H

#include "source/source.h"

/** Rows that follow one another in bytes: row r has the fields whose ends are ends[i] for i in [r ? row_ends[r-1] : 0,
 *  row_ends[r]); its first byte is `start` for r = 0, else one past the previous row's last end. All borrowed for the call. */
typedef struct pass_rows {
    const char *bytes; /**< SOURCE_PADDING bytes may be read behind the last row */
    const uint32_t *ends;
    const uint32_t *row_ends;
    size_t n_rows;
    uint32_t start;
    uint64_t line; /**< the line in the file of bytes[0], from 1 */
    char line_end; /**< for counting lines on from there */
    size_t file;
    uint64_t
        offset; /**< what bytes[0] would be in the file's content (modulo 2^64): adds up to the same place in any chunks */
    uint64_t sequence; /**< the chunk's number over all files */
} pass_rows;

/** What is done with the rows. Callbacks run on workers 0 … n_threads-1, each on its own thread; `worker` tells which, so that
 *  each has its own state. A status other than ESEP_OK ends the pass; with several, the one of the earliest chunk is reported. */
typedef struct pass_job {
    void *context;
    const bool *
        wanted; /**< [n_columns of the register] what rows() looks at: see source_want(). NULL: all columns */
    esep_status (*rows)(void *context, size_t worker, const pass_rows *rows, esep_error *error);
    /** All rows of chunk `sequence` have been given to `worker`; may be NULL. */
    esep_status (*chunk_end)(void *context, size_t worker, uint64_t sequence, esep_error *error);
    /** Called now and then on the caller's own thread; may be NULL. Bytes are of files on the disk. */
    void (*progress)(void *context, uint64_t bytes, uint64_t rows);
    void *progress_context;
} pass_job;

esep_status pass_run(source *s, const pass_job *job, size_t n_threads, esep_error *error);

/** Fields of row r, and where it begins. */
static inline uint32_t pass_first_end(const pass_rows *rows, size_t r)
{
    return r ? rows->row_ends[r - 1] : 0;
}

static inline uint32_t pass_row_start(const pass_rows *rows, size_t r)
{
    return r ? rows->ends[rows->row_ends[r - 1] - 1] + 1 : rows->start;
}

/** The bytes of field `column` of a row of `n_columns` fields whose first end is `first` and first byte `start`; without the CR of
 *  a CRLF. */
static inline text pass_field(const pass_rows *rows, uint32_t first, uint32_t start, size_t column,
                              size_t n_columns)
{
    uint32_t from = column ? rows->ends[first + column - 1] + 1 : start, to = rows->ends[first + column];
    if (column + 1 == n_columns && to > from && rows->bytes[to - 1] == '\r')
        to--;
    return (text){rows->bytes + from, to - from};
}

#endif

/* source.h - a register's files as one flow of chunks.
 *
 * A source is opened from what the user named: files, folders (all tables below them), patterns, "-". Opening looks at each
 * file: its compression, encoding, dialect and header; all files must have the same columns by name, in any order. The pass
 * then draws chunks of bytes from any number of threads; chunk k of a file is followed by chunk k+1 without gap or overlap, so
 * rows straddle chunks, and joining them is the business of whoever draws. What was read is hashed on request.
 *
 * Lifecycle: source_open → (source_column, source_sample …) → source_want → source_start → source_next from the workers → source_close. source_start may be called again for another
 * pass, except where source_is_read_once(). */
#ifndef SOURCE_SOURCE_H
#define SOURCE_SOURCE_H

#include "base/error.h"
#include "source/csv.h"
#include "source/stream.h"

enum { SOURCE_CHUNK_BYTES = 512 * 1024, SOURCE_ROW_MEGABYTES = 16, SOURCE_PADDING = 64 };

typedef struct source_options {
    const char *encoding; /**< NULL: find out */
    char delimiter;       /**< 0: find out */
    bool digest;          /**< hash what is read */
    size_t chunk_bytes;   /**< 0: SOURCE_CHUNK_BYTES. Results never depend on it. */
} source_options;

/** What is known of one file. Texts are borrowed until source_close(). */
typedef struct source_file {
    const char *path;
    const char *encoding;
    bool encoding_guessed;
    const char *compression; /**< "" where none */
    csv_dialect dialect;
    table_left_out left_out; /**< of a workbook: rows that are no records */
    size_t n_columns;
    text *columns;         /**< [n_columns], names without blanks around, in the file's order */
    uint64_t header_bytes; /**< of UTF-8, up to and with the header's line end */
    uint64_t header_lines; /**< lines that the header takes */
    bool sample_is_whole;
    text
        sample; /**< the beginning in UTF-8, header and all, up to STREAM_SAMPLE_BYTES; of pipes, and of files up to the first with more than a header,
                                   else missing */
    uint64_t size;                    /**< on the disk; of a pipe known after the pass */
    uint64_t stamp;                   /**< of the state in which the file was when it was looked at */
    bool once;                        /**< standard input or a pipe: its bytes come once only */
    char digest[STREAM_DIGEST_BYTES]; /**< after the pass, where asked for */
    struct stream *stream;            /**< open only while being read (a pipe: from the beginning) */
} source_file;

typedef struct source source;

esep_status source_open(source **out, const text *names, size_t n_names, const source_options *options,
                        esep_error *error);
void source_close(source *s);

size_t source_n_files(const source *s);
const source_file *source_get_file(const source *s, size_t file);
/** Bytes of all files on the disk, for progress. */
uint64_t source_total_bytes(const source *s);
/** Is any of it standard input or a pipe, which one pass uses up? */
bool source_is_read_once(const source *s);

/** Columns of the register: those of its first file. */
size_t source_n_columns(const source *s);
text source_column_name(const source *s, size_t column);
/** Index of the column so named in the first file; ESEP_USAGE naming the nearest one where there is none. */
esep_status source_find_column(size_t *column, const source *s, text name, esep_error *error);
/** Index in `file` of the register's column `column`. */
size_t source_file_column(const source *s, size_t file, size_t column);

/** The file whose sample stands for all: the first that has more than a header; the first of all where none has. */
size_t source_sample_file(const source *s);
/** The rows of that file's sample below its header, as fields: calls `row` until it returns false. fields[n_columns of the register] have
 *  been through csv_field and are valid during the call. Rows of another length are passed over. */
typedef bool (*source_sample_row)(void *context, const text *fields);
esep_status source_sample(const source *s, source_sample_row row, void *context, esep_error *error);

/** How the rows of that file's sample agree with its header. */
typedef struct source_misfit {
    size_t fitting; /**< rows with as many fields */
    size_t others;  /**< rows with fewer or more, blank ones apart */
    size_t fields;  /**< of the first of the others */
    uint64_t line;  /**< … and its line in the file */
} source_misfit;
esep_status source_sample_misfit(source_misfit *out, const source *s, esep_error *error);

/** A piece of a file, owned by the worker that draws it. */
typedef struct source_chunk {
    char *bytes; /**< capacity chunk_bytes + SOURCE_PADDING, zeros behind length */
    size_t length;
    uint64_t sequence; /**< 0, 1, 2 … over all files of the source */
    size_t file;
    uint64_t
        offset; /**< of its first byte in the file's content: grows from chunk to chunk by their lengths */
    bool first; /**< begins behind the file's header */
    bool last;  /**< nothing of the file comes after it; length may be 0 */
    uint64_t disk_bytes; /**< how far into all files on the disk this brought the reading, for progress */
} source_chunk;

esep_status source_chunk_create(source_chunk *chunk, const source *s, esep_error *error);
void source_chunk_free(source_chunk *chunk);

/** Which columns the passes begun from now on look at: wanted[n_columns of the register], copied; NULL: all, as at first. Formats that hold
 *  their columns apart then leave the others empty, without reading them. Passes whose chunks' offsets are held against each other must want the same columns. */
void source_want(source *s, const bool *wanted);
/** source_file_column() for whoever reads a pass: the column must be wanted, for the fields of others may be empty where
 *  the file has values. */
size_t source_pass_column(const source *s, size_t file, size_t column);

/** Begin a pass. */
esep_status source_start(source *s, esep_error *error);
/** Draw the next chunk; *any false at the end. A file that changed since it was opened is ESEP_DATA. Safe from any number of threads, each with its own chunk. Chunks are handed out in
 *  order of their sequence. */
esep_status source_next(source *s, source_chunk *chunk, bool *any, esep_error *error);
/** Add a chunk to its file's digest: by the thread whose turn it is, in order of sequence. */
void source_hash(source *s, const source_chunk *chunk);

#endif

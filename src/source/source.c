#include "source/source.h"

#include "base/arena.h"
#include "source/digest.h"
#include "source/source_look.h"
#include "source/source_names.h"

#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* One file while it is being read. */
typedef struct source_reading {
    source_file file;
    size_t *columns; /* [n_columns of the register]: index in this file */
    bool *wanted;    /* [n_columns of the file], of the pass that reads it */
    bool plain;      /* read by pread from any thread */
    int descriptor;
    uint64_t mark;        /* bytes before the content */
    uint64_t end;         /* plain: size when opened */
    uint64_t offset;      /* plain: next byte to hand out */
    size_t replayed;      /* pipes: bytes of the sample drawn again, header included */
    uint64_t to_drop;     /* other streams: bytes of the header still to come */
    uint64_t drawn;       /* bytes of content handed out */
    bool begun;           /* the first chunk is handed out */
    bool exhausted;       /* the last chunk is handed out */
    unsigned readers;     /* chunks being read at this moment */
    XXH3_state_t *digest; /* plain files; streams hash inside */
} source_reading;

struct source {
    arena memory;
    source_options options;
    source_reading *files;
    size_t n_files;
    bool *wanted; /* [n_columns of the register] */
    uint64_t total_bytes;
    pthread_mutex_t lock; /* guards all below, and the files' reading state */
    size_t current;
    uint64_t next_sequence;
    uint64_t bytes_before; /* on the disk, of the files before the current one */
    bool used;             /* a pass has begun */
};

size_t source_n_files(const source *s)
{
    return s->n_files;
}

const source_file *source_get_file(const source *s, size_t file)
{
    return &s->files[file].file;
}

uint64_t source_total_bytes(const source *s)
{
    return s->total_bytes;
}

bool source_is_read_once(const source *s)
{
    bool once = false;
    for (size_t i = 0; i < s->n_files; i++)
        once = once || s->files[i].file.once;
    return once;
}

size_t source_n_columns(const source *s)
{
    return s->files[0].file.n_columns;
}

text source_column_name(const source *s, size_t column)
{
    return s->files[0].file.columns[column];
}

size_t source_file_column(const source *s, size_t file, size_t column)
{
    return s->files[file].columns[column];
}

void source_want(source *s, const bool *wanted)
{
    for (size_t c = 0; c < source_n_columns(s); c++)
        s->wanted[c] = !wanted || wanted[c];
}

size_t source_pass_column(const source *s, size_t file, size_t column)
{
    assert(s->wanted[column]);
    return source_file_column(s, file, column);
}

esep_status source_find_column(size_t *column, const source *s, text name, esep_error *error)
{
    const source_file *first = &s->files[0].file;
    for (size_t c = 0; c < first->n_columns; c++) {
        if (text_equal(first->columns[c], name)) {
            *column = c;
            return ESEP_OK;
        }
    }
    char wanted[ESEP_ERROR_ARGUMENT_BYTES], other[ESEP_ERROR_ARGUMENT_BYTES];
    text_copy_cut(wanted, sizeof wanted, name);
    ptrdiff_t nearest = text_nearest(name, first->columns, first->n_columns);
    if (nearest >= 0) {
        text_copy_cut(other, sizeof other, first->columns[nearest]);
        error_raise(error, ESEP_USAGE, MESSAGE_SOURCE_COLUMN_NEAREST, wanted, other);
    } else {
        buffer list = {0};
        for (size_t c = 0; c < first->n_columns && list.length < sizeof other; c++) {
            if (c)
                buffer_add_string(&list, ", ");
            buffer_add(&list, first->columns[c]);
        }
        text_copy_cut(other, sizeof other, buffer_text(&list));
        if (list.length >= sizeof other)
            memcpy(other + sizeof other - 4, "…", 4);
        buffer_free(&list);
        error_raise(error, ESEP_USAGE, MESSAGE_SOURCE_COLUMN_UNKNOWN, wanted, other);
    }
    return error_at(error, first->path, 0);
}

/* Which file comes first must not decide what is an error: a column that only a later file has is one too. */
static esep_status source_refuse_extra(const source_file *first, const source_file *file, esep_error *error)
{
    for (size_t c = 0; c < file->n_columns && file->n_columns > first->n_columns; c++) {
        size_t found = 0;
        while (found < first->n_columns && !text_equal(first->columns[found], file->columns[c]))
            found++;
        if (found < first->n_columns)
            continue;
        char name[ESEP_ERROR_ARGUMENT_BYTES];
        text_copy_cut(name, sizeof name, file->columns[c]);
        error_raise(error, ESEP_DATA, MESSAGE_SOURCE_COLUMN_EXTRA, name, first->path);
        return error_at(error, file->path, 1);
    }
    return ESEP_OK;
}

/* Find the register's columns in a further file. */
static esep_status source_match_columns(source *s, source_reading *reading, esep_error *error)
{
    const source_file *first = &s->files[0].file, *file = &reading->file;
    reading->columns = ARENA_TAKE(&s->memory, first->n_columns, size_t);
    reading->wanted = ARENA_TAKE(&s->memory, file->n_columns, bool);
    if (!reading->columns || !reading->wanted)
        return error_memory(error);
    for (size_t c = 0; c < first->n_columns; c++) {
        size_t found = file->n_columns;
        if (c < file->n_columns && text_equal(file->columns[c], first->columns[c]))
            found = c;
        for (size_t i = 0; found == file->n_columns && i < file->n_columns; i++) {
            if (text_equal(file->columns[i], first->columns[c]))
                found = i;
        }
        if (found == file->n_columns) {
            char name[ESEP_ERROR_ARGUMENT_BYTES];
            text_copy_cut(name, sizeof name, first->columns[c]);
            error_raise(error, ESEP_DATA, MESSAGE_SOURCE_COLUMN_MISSING, name, first->path);
            return error_at(error, file->path, 1);
        }
        reading->columns[c] = found;
    }
    return source_refuse_extra(first, file, error);
}

static esep_status source_look_at_all(source *s, const source_names *names, esep_error *error)
{
    bool sampled = false; /* by a file that has more than a header */
    for (size_t i = 0; i < names->n; i++) {
        source_reading *reading = &s->files[i];
        reading->file.path = names->paths[i].data;
        s->n_files = i + 1;
        if (names->n > 1 && strcmp(reading->file.path, "-") == 0)
            return error_raise(error, ESEP_USAGE, MESSAGE_SOURCE_STDIN_TWICE);
        ESEP_TRY(source_look(&reading->file, &s->options, !sampled, &s->memory, error));
        sampled = sampled || source_look_has_rows(&reading->file);
        ESEP_TRY(source_match_columns(s, reading, error));
        s->total_bytes += reading->file.size;
    }
    s->wanted = ARENA_TAKE(&s->memory, source_n_columns(s), bool);
    if (!s->wanted)
        return error_memory(error);
    source_want(s, NULL);
    return ESEP_OK;
}

esep_status source_open(source **out, const text *names, size_t n_names, const source_options *options,
                        esep_error *error)
{
    esep_status status = ESEP_OK;
    source *s = calloc(1, sizeof *s);
    if (!s)
        return error_memory(error);
    pthread_mutex_init(&s->lock, NULL);
    s->options = *options;
    if (s->options.chunk_bytes == 0)
        s->options.chunk_bytes = SOURCE_CHUNK_BYTES;
    source_names list = {.memory = &s->memory};
    for (size_t i = 0; i < n_names && status == ESEP_OK; i++)
        status = source_names_add(&list, names[i], error);
    if (status == ESEP_OK) {
        s->files = ARENA_TAKE(&s->memory, list.n, source_reading);
        status = s->files ? source_look_at_all(s, &list, error) : error_memory(error);
    }
    source_names_free(&list);
    if (status != ESEP_OK) {
        source_close(s);
        return status;
    }
    *out = s;
    return ESEP_OK;
}

static void source_close_reading(source_reading *reading)
{
    stream_close(reading->file.stream);
    reading->file.stream = NULL;
    XXH3_freeState(reading->digest);
    reading->digest = NULL;
}

void source_close(source *s)
{
    if (!s)
        return;
    for (size_t i = 0; i < s->n_files; i++)
        source_close_reading(&s->files[i]);
    pthread_mutex_destroy(&s->lock);
    arena_free(&s->memory);
    free(s);
}

esep_status source_chunk_create(source_chunk *chunk, const source *s, esep_error *error)
{
    size_t page = 4096, bytes = s->options.chunk_bytes + SOURCE_PADDING;
    *chunk = (source_chunk){.bytes = aligned_alloc(page, (bytes + page - 1) / page * page)};
    return chunk->bytes ? ESEP_OK : error_memory(error);
}

void source_chunk_free(source_chunk *chunk)
{
    free(chunk->bytes);
    chunk->bytes = NULL;
}

esep_status source_start(source *s, esep_error *error)
{
    if (s->used && source_is_read_once(s))
        return error_raise(error, ESEP_USAGE, MESSAGE_SOURCE_STDIN_TWICE);
    s->used = true;
    s->current = 0;
    s->next_sequence = 0;
    s->bytes_before = 0;
    for (size_t i = 0; i < s->n_files; i++) {
        source_reading *reading = &s->files[i];
        if (!reading->file.once)
            source_close_reading(reading);
        reading->begun = reading->exhausted = false;
        reading->readers = 0;
        reading->offset = 0;
        reading->replayed = 0;
        reading->drawn = 0;
        reading->file.digest[0] = '\0';
    }
    return ESEP_OK;
}

static esep_status source_read_plain(const source_reading *reading, char *bytes, size_t length,
                                     uint64_t offset, esep_error *error);

/* A plain file's digest begins with what lies before the first chunk: byte order mark and header. */
static esep_status source_begin_digest(source_reading *reading, esep_error *error)
{
    size_t length = (size_t)(reading->mark + reading->file.header_bytes);
    char *bytes = malloc(length + 1);
    reading->digest = XXH3_createState();
    esep_status status = bytes && reading->digest ? ESEP_OK : error_memory(error);
    if (status == ESEP_OK)
        status = source_read_plain(reading, bytes, length, 0, error);
    if (status == ESEP_OK) {
        XXH3_128bits_reset(reading->digest);
        XXH3_128bits_update(reading->digest, bytes, length);
    }
    free(bytes);
    return status;
}

static esep_status source_open_reading(source *s, source_reading *reading, esep_error *error)
{
    source_file *file = &reading->file;
    reading->begun = true;
    if (!file->stream) {
        for (size_t c = 0; c < source_n_columns(s); c++)
            reading->wanted[reading->columns[c]] = s->wanted[c];
        ESEP_TRY(stream_open_columns(&file->stream, file->path, file->encoding, s->options.digest,
                                     reading->wanted, file->n_columns, error));
        if (stream_stamp(file->stream) != file->stamp) {
            error_raise(error, ESEP_DATA, MESSAGE_SOURCE_CHANGED);
            return error_at(error, file->path, 0);
        }
    }
    reading->plain = stream_is_plain(file->stream, &reading->descriptor, &reading->mark, &reading->end);
    if (reading->plain) {
        reading->offset = reading->mark + file->header_bytes;
        return s->options.digest ? source_begin_digest(reading, error) : ESEP_OK;
    }
    reading->replayed = file->once ? (size_t)file->header_bytes : 0;
    reading->to_drop = file->once ? 0 : file->header_bytes;
    return ESEP_OK;
}

static esep_status source_read_plain(const source_reading *reading, char *bytes, size_t length,
                                     uint64_t offset, esep_error *error)
{
    size_t done = 0;
    while (done < length) {
        ssize_t got = pread(reading->descriptor, bytes + done, length - done, (off_t)(offset + done));
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0) {
            char had[24], size[24];
            if (got < 0)
                error_raise(error, ESEP_DATA, MESSAGE_SOURCE_READ, strerror(errno));
            else
                error_raise(error, ESEP_DATA, MESSAGE_SOURCE_CUT, error_number(had, (int64_t)(offset + done)),
                            error_number(size, (int64_t)reading->end));
            return error_at(error, reading->file.path, 0);
        }
        done += (size_t)got;
    }
    return ESEP_OK;
}

/* The next bytes of what can only be read in order, the header left out. */
static esep_status source_read_in_order(source *s, source_reading *reading, source_chunk *chunk,
                                        esep_error *error)
{
    size_t size = s->options.chunk_bytes < 16 ? 16 : s->options.chunk_bytes;
    const text *sample = &reading->file.sample;
    if (reading->file.once && reading->replayed < sample->length) {
        size_t left = sample->length - reading->replayed;
        chunk->length = left < size ? left : size;
        memcpy(chunk->bytes, sample->data + reading->replayed, chunk->length);
        reading->replayed += chunk->length;
        return ESEP_OK;
    }
    do {
        ESEP_TRY(stream_read(reading->file.stream, chunk->bytes, size, &chunk->length, error));
        size_t drop = reading->to_drop < chunk->length ? (size_t)reading->to_drop : chunk->length;
        if (chunk->length == 0)
            break;
        memmove(chunk->bytes, chunk->bytes + drop, chunk->length - drop);
        chunk->length -= drop;
        reading->to_drop -= drop;
    } while (chunk->length == 0);
    return ESEP_OK;
}

static esep_status source_read_stream(source *s, source_reading *reading, source_chunk *chunk,
                                      esep_error *error)
{
    ESEP_TRY(source_read_in_order(s, reading, chunk, error));
    chunk->last = chunk->length == 0;
    chunk->disk_bytes = s->bytes_before + stream_bytes_read(reading->file.stream);
    if (chunk->last) {
        reading->file.size = stream_file_size(reading->file.stream);
        stream_digest(reading->file.stream, reading->file.digest);
    }
    return ESEP_OK;
}

/* Close what nobody reads any more. The lock is held. */
static esep_status source_leave(source_reading *reading, esep_error *error)
{
    if (!reading->exhausted || reading->readers > 0 || !reading->file.stream)
        return ESEP_OK;
    esep_status status = stream_check_unchanged(reading->file.stream, error);
    stream_close(reading->file.stream);
    reading->file.stream = NULL;
    return status;
}

/* Decide what the next chunk is, and for streams read it. The lock is held. */
static esep_status source_hand_out(source *s, source_reading *reading, source_chunk *chunk, uint64_t *offset,
                                   esep_error *error)
{
    chunk->first = !reading->begun;
    chunk->sequence = s->next_sequence++;
    chunk->file = s->current;
    if (chunk->first)
        ESEP_TRY(source_open_reading(s, reading, error));
    if (reading->plain) {
        /* Chunks end at multiples of their size: what begins at a page is copied several times faster. */
        uint64_t next = (reading->offset / s->options.chunk_bytes + 1) * s->options.chunk_bytes;
        uint64_t end = next < reading->end ? next : reading->end;
        *offset = reading->offset;
        chunk->length = (size_t)(end - reading->offset);
        reading->offset += chunk->length;
        chunk->last = reading->offset == reading->end;
        chunk->disk_bytes = s->bytes_before + reading->offset;
    } else
        ESEP_TRY(source_read_stream(s, reading, chunk, error));
    chunk->offset = reading->drawn;
    reading->drawn += chunk->length;
    if (chunk->last) {
        reading->exhausted = true;
        s->bytes_before += reading->file.size;
        s->current++;
    }
    return ESEP_OK;
}

esep_status source_next(source *s, source_chunk *chunk, bool *any, esep_error *error)
{
    uint64_t offset = 0;
    pthread_mutex_lock(&s->lock);
    *any = s->current < s->n_files;
    source_reading *reading = *any ? &s->files[s->current] : NULL;
    esep_status status = *any ? source_hand_out(s, reading, chunk, &offset, error) : ESEP_OK;
    bool plain = *any && status == ESEP_OK && reading->plain;
    if (plain)
        reading->readers++;
    else if (*any && status == ESEP_OK)
        status = source_leave(reading, error);
    if (status != ESEP_OK)
        s->current = s->n_files; /* nobody reads on behind a failure: the stream may not even be open */
    pthread_mutex_unlock(&s->lock);

    if (plain) {
        status = source_read_plain(reading, chunk->bytes, chunk->length, offset, error);
        pthread_mutex_lock(&s->lock);
        reading->readers--;
        esep_status left = source_leave(reading, error);
        if (status == ESEP_OK)
            status = left;
        pthread_mutex_unlock(&s->lock);
    }
    if (*any && status == ESEP_OK)
        memset(chunk->bytes + chunk->length, 0, SOURCE_PADDING);
    return status;
}

void source_hash(source *s, const source_chunk *chunk)
{
    source_reading *reading = &s->files[chunk->file];
    if (!reading->digest)
        return;
    XXH3_128bits_update(reading->digest, chunk->bytes, chunk->length);
    if (chunk->last) {
        XXH128_hash_t hash = XXH3_128bits_digest(reading->digest);
        stream_digest_print(reading->file.digest, hash.high64, hash.low64);
    }
}

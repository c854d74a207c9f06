#include "source/stream.h"

#include "source/decompress.h"
#include "source/digest.h"
#include "source/encoding.h"
#include "source/table.h"

#include <errno.h>
#include <fcntl.h>
#include <iconv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

/* Three steps, each pulling from the one before: the file's bytes (raw), what they unpack to (content), UTF-8. */
struct stream {
    char *path;         /* as the user wrote it */
    char *file;         /* what of it names the file */
    const char *layer;  /* what stands behind its '#'; NULL where nothing does */
    const bool *wanted; /* [n_wanted] columns of a table, borrowed; NULL: all */
    size_t n_wanted;
    int descriptor;
    struct stat opened; /* as it was when opened */
    bool regular;

    char *raw; /* STREAM_RAW_BYTES: the newest bytes of the file */
    text raw_pending;
    bool raw_ended;
    uint64_t raw_total;
    XXH3_state_t *digest;

    decompress_kind compression;
    decompressor *decompressor;
    table_reader *table; /* a file of another format, which gives its content as CSV */
    bool table_hashed;   /* its own bytes are in the digest */

    char *content; /* STREAM_SAMPLE_BYTES: content not yet turned into UTF-8 */
    text content_pending;
    bool content_ended;

    char encoding[32];
    bool guessed;
    size_t mark_length;
    iconv_t converter; /* (iconv_t)-1 for UTF-8: nothing to convert */
};

enum { STREAM_RAW_BYTES = 256 * 1024 };

static esep_status stream_fail(const stream *s, message_id message, esep_error *error)
{
    error_raise(error, ESEP_DATA, message, strerror(errno));
    return error_at(error, s->path, 0);
}

/* More bytes of the file into raw_pending; none at the end. */
static esep_status stream_more_raw(stream *s, esep_error *error)
{
    size_t length = 0;
    while (length < STREAM_RAW_BYTES && !s->raw_ended) {
        ssize_t got = read(s->descriptor, s->raw + length, STREAM_RAW_BYTES - length);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return stream_fail(s, MESSAGE_SOURCE_READ, error);
        if (got == 0)
            s->raw_ended = true;
        length += (size_t)got;
        if (s->compression != DECOMPRESS_NONE && length > 0)
            break; /* unpack what there is: a pipe may be slow */
    }
    s->raw_total += length;
    if (s->digest && length)
        XXH3_128bits_update(s->digest, s->raw, length);
    s->raw_pending = (text){s->raw, length};
    return ESEP_OK;
}

/* Take a file's bytes from `at` on into the digest. Who read the rows may have moved the place at which read() would go on. */
static esep_status stream_hash_file(stream *s, int descriptor, off_t at, esep_error *error)
{
    ssize_t got;
    while ((got = pread(descriptor, s->raw, STREAM_RAW_BYTES, at)) != 0) {
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return stream_fail(s, MESSAGE_SOURCE_READ, error);
        XXH3_128bits_update(s->digest, s->raw, (size_t)got);
        s->raw_total += (uint64_t)got;
        at += got;
    }
    return ESEP_OK;
}

/* The rows of a table. At their end the files' own bytes are gone through, for the digest: of the file that was named what was not yet,
 * then of all that belong to it. */
static esep_status stream_read_table(stream *s, char *bytes, size_t size, size_t *got, esep_error *error)
{
    size_t n;
    const table_part *parts = table_get_parts(s->table, &n);
    ESEP_TRY(table_read(s->table, bytes, size, got, error));
    if (*got > 0 || !s->digest || s->table_hashed)
        return ESEP_OK;
    s->table_hashed = true;
    ESEP_TRY(stream_hash_file(s, s->descriptor, (off_t)s->raw_total, error));
    for (size_t i = 0; i < n; i++)
        ESEP_TRY(stream_hash_file(s, parts[i].descriptor, 0, error));
    return ESEP_OK;
}

static esep_status stream_feed_decompressor(void *context, text *bytes, esep_error *error)
{
    stream *s = context;
    if (s->raw_pending.length == 0)
        ESEP_TRY(stream_more_raw(s, error));
    *bytes = s->raw_pending;
    s->raw_pending.length = 0;
    return ESEP_OK;
}

/* Fill bytes[size] with unpacked content as far as there is any. */
static esep_status stream_read_content(stream *s, char *bytes, size_t size, size_t *length, esep_error *error)
{
    *length = 0;
    while (*length < size && !s->content_ended) {
        size_t got = 0;
        if (s->table)
            ESEP_TRY(stream_read_table(s, bytes + *length, size - *length, &got, error));
        else if (s->decompressor) {
            esep_status status =
                decompress_read(s->decompressor, bytes + *length, size - *length, &got, error);
            if (status != ESEP_OK) {
                error_at(error, s->path, 0);
                return status;
            }
        } else {
            if (s->raw_pending.length == 0)
                ESEP_TRY(stream_more_raw(s, error));
            got = s->raw_pending.length < size - *length ? s->raw_pending.length : size - *length;
            memcpy(bytes + *length, s->raw_pending.data, got);
            s->raw_pending.data += got;
            s->raw_pending.length -= got;
        }
        s->content_ended = got == 0;
        *length += got;
    }
    return ESEP_OK;
}

static esep_status stream_open_file(stream *s, esep_error *error)
{
    bool standard = strcmp(s->path, "-") == 0;
    s->descriptor = standard ? dup(STDIN_FILENO) : open(s->file, O_RDONLY | O_CLOEXEC);
    if (s->descriptor < 0 || fstat(s->descriptor, &s->opened) != 0)
        return stream_fail(s, MESSAGE_SOURCE_OPEN, error);
    if (S_ISDIR(s->opened.st_mode)) {
        errno = EISDIR;
        return stream_fail(s, MESSAGE_SOURCE_OPEN, error);
    }
    s->regular = S_ISREG(s->opened.st_mode) && !standard;
    return ESEP_OK;
}

static esep_status stream_no_layers(const stream *s, esep_error *error)
{
    error_raise(error, ESEP_DATA, MESSAGE_SOURCE_TABLE_NO_LAYERS, s->layer);
    return error_at(error, s->file, 0);
}

/* Another format than text: told by the first bytes of the content, and read from the file on the disk. */
static esep_status stream_open_table(stream *s, table_format format, const char *encoding, esep_error *error)
{
    if (format == TABLE_NONE)
        return s->layer ? stream_no_layers(s, error) : ESEP_OK;
    if (!s->regular) {
        error_raise(error, ESEP_DATA, MESSAGE_SOURCE_TABLE_PIPE, table_format_name(format));
        return error_at(error, s->path, 0);
    }
    const table_place place = {.path = s->file,
                               .shown = s->path,
                               .layer = s->layer,
                               .encoding = encoding,
                               .packed = s->compression,
                               .descriptor = s->descriptor,
                               .size = (uint64_t)s->opened.st_size,
                               .wanted = s->wanted,
                               .n_wanted = s->n_wanted};
    return table_open(&s->table, format, &place, error);
}

/* JSON lines inside .gz are read; a workbook is known, so as to say so. */
static esep_status stream_open_packed(stream *s, esep_error *error)
{
    table_format format = s->decompressor ? table_detect(s->content_pending) : TABLE_NONE;
    size_t length = 0;
    if (format == TABLE_NONE)
        return s->decompressor && s->layer ? stream_no_layers(s, error) : ESEP_OK;
    if (format != TABLE_JSON_LINES) {
        error_raise(error, ESEP_DATA, MESSAGE_SOURCE_TABLE_PACKED, table_format_name(format),
                    decompress_name(s->compression));
        return error_at(error, s->path, 0);
    }
    ESEP_TRY(stream_open_table(s, format, NULL, error));
    s->content_ended = false;
    ESEP_TRY(stream_read_content(s, s->content, STREAM_SAMPLE_BYTES, &length, error));
    s->content_pending = (text){s->content, length};
    return ESEP_OK;
}

static esep_status stream_start_converter(stream *s, const char *told, esep_error *error)
{
    encoding_guess guess = encoding_detect(s->content_pending, s->content_ended);
    const char *name = told ? told : guess.name;
    if (!name) {
        error_raise(error, ESEP_DATA, MESSAGE_SOURCE_BINARY, "NUL");
        return error_at(error, s->path, 0);
    }
    /* Told "utf-16", iconv would want a mark; where we saw one, or found the order of the bytes, that order is meant. */
    if (told && guess.name && strncmp(guess.name, "UTF-16", 6) == 0 &&
        (text_equal_ascii_case(text_from(told), text_from("utf-16")) ||
         text_equal_ascii_case(text_from(told), text_from("utf16"))))
        name = guess.name;
    snprintf(s->encoding, sizeof s->encoding, "%s", encoding_is_utf8(name) ? "UTF-8" : name);
    s->guessed = !told && guess.guessed;
    bool mark_is_its =
        guess.mark_length && guess.name && strncasecmp(guess.name, name, strlen(guess.name)) == 0;
    s->mark_length = mark_is_its || (guess.mark_length && encoding_is_utf8(name)) ? guess.mark_length : 0;
    s->content_pending.data += s->mark_length;
    s->content_pending.length -= s->mark_length;
    if (encoding_is_utf8(name))
        return ESEP_OK;
    s->converter = iconv_open("UTF-8", name);
    if (s->converter == (iconv_t)-1)
        return error_raise(error, ESEP_USAGE, MESSAGE_SOURCE_ENCODING_UNKNOWN, name);
    return ESEP_OK;
}

esep_status stream_open(stream **out, const char *path, const char *encoding, bool digest, esep_error *error)
{
    return stream_open_columns(out, path, encoding, digest, NULL, 0, error);
}

esep_status stream_open_columns(stream **out, const char *path, const char *encoding, bool digest,
                                const bool *wanted, size_t n_wanted, esep_error *error)
{
    esep_status status = ESEP_OK;
    stream *s = calloc(1, sizeof *s);
    if (!s)
        return error_memory(error);
    s->descriptor = -1;
    s->converter = (iconv_t)-1;
    s->wanted = wanted;
    s->n_wanted = n_wanted;
    s->path = strdup(path);
    size_t file_length = table_path_length(path);
    s->file = strndup(path, file_length);
    s->raw = malloc(STREAM_RAW_BYTES);
    s->content = malloc(STREAM_SAMPLE_BYTES);
    s->digest = digest ? XXH3_createState() : NULL;
    if (!s->path || !s->file || !s->raw || !s->content || (digest && !s->digest)) {
        status = error_memory(error);
        goto failed;
    }
    s->layer = path[file_length] ? s->path + file_length + 1 : NULL;
    if (s->digest)
        XXH3_128bits_reset(s->digest);
    ESEP_TRY_OR(stream_open_file(s, error), failed);
    ESEP_TRY_OR(stream_more_raw(s, error), failed);
    s->compression = decompress_detect(s->raw_pending);
    if (s->compression != DECOMPRESS_NONE)
        ESEP_TRY_OR(decompress_open(&s->decompressor, s->compression, stream_feed_decompressor, s, error),
                    failed);
    else
        ESEP_TRY_OR(stream_open_table(s, table_detect(s->raw_pending), encoding, error), failed);

    size_t length = 0;
    ESEP_TRY_OR(stream_read_content(s, s->content, STREAM_SAMPLE_BYTES, &length, error), failed);
    s->content_pending = (text){s->content, length};
    ESEP_TRY_OR(stream_open_packed(s, error), failed);
    ESEP_TRY_OR(stream_start_converter(s, s->table && table_is_utf8(s->table) ? "UTF-8" : encoding, error),
                failed);
    *out = s;
    return ESEP_OK;
failed:
    stream_close(s);
    return status;
}

void stream_close(stream *s)
{
    if (!s)
        return;
    if (s->descriptor >= 0)
        close(s->descriptor);
    if (s->converter != (iconv_t)-1)
        iconv_close(s->converter);
    decompress_close(s->decompressor);
    table_close(s->table);
    XXH3_freeState(s->digest);
    free(s->content);
    free(s->raw);
    free(s->file);
    free(s->path);
    free(s);
}

/* Convert pending content into bytes[size]; *full is set where there is more than fits. A character cut at the end of the content
 * stays pending; for a byte that is no character FF is written, which no UTF-8 has: U+FFFD would make one category of
 * several broken ones. */
static size_t stream_convert(stream *s, char *bytes, size_t size, bool *full)
{
    char *out = bytes;
    size_t room = size;
    while (s->content_pending.length && room >= 4) {
        char *in = (char *)(uintptr_t)s->content_pending.data;
        size_t in_left = s->content_pending.length;
        size_t answer = iconv(s->converter, &in, &in_left, &out, &room);
        s->content_pending = (text){in, in_left};
        if (answer != (size_t)-1)
            continue;
        bool cut = errno == EINVAL && !s->content_ended;
        *full = errno == E2BIG;
        if (*full || cut)
            break;
        size_t skip = strncmp(s->encoding, "UTF-16", 6) == 0 && in_left >= 2 ? 2 : 1;
        s->content_pending = (text){in + skip, in_left - skip};
        *out++ = '\xFF';
        room--;
    }
    return size - room;
}

/* Bring pending content to the front and read on behind it. */
static esep_status stream_more_content(stream *s, esep_error *error)
{
    size_t kept = s->content_pending.length, got = 0;
    memmove(s->content, s->content_pending.data, kept);
    ESEP_TRY(stream_read_content(s, s->content + kept, STREAM_SAMPLE_BYTES - kept, &got, error));
    s->content_pending = (text){s->content, kept + got};
    return ESEP_OK;
}

esep_status stream_read(stream *s, char *bytes, size_t size, size_t *length, esep_error *error)
{
    size_t filled = 0;
    while (filled < size) {
        if (s->converter == (iconv_t)-1) {
            if (s->content_pending.length == 0) { /* past the sample, straight into the caller's bytes */
                size_t got = 0;
                ESEP_TRY(stream_read_content(s, bytes + filled, size - filled, &got, error));
                filled += got;
                break;
            }
            size_t part =
                s->content_pending.length < size - filled ? s->content_pending.length : size - filled;
            memcpy(bytes + filled, s->content_pending.data, part);
            s->content_pending.data += part;
            s->content_pending.length -= part;
            filled += part;
            continue;
        }
        bool full = false;
        size_t made = stream_convert(s, bytes + filled, size - filled, &full);
        filled += made;
        if (full || size - filled < 4)
            break;
        if (s->content_ended && s->content_pending.length == 0)
            break;
        if (made == 0 || s->content_pending.length < 4)
            ESEP_TRY(stream_more_content(s, error));
        if (s->content_ended && s->content_pending.length == 0)
            break;
    }
    *length = filled;
    return ESEP_OK;
}

const char *stream_encoding(const stream *s)
{
    return s->encoding;
}

bool stream_encoding_guessed(const stream *s)
{
    return s->guessed;
}

const char *stream_compression(const stream *s)
{
    return decompress_name(s->compression);
}

bool stream_is_plain(const stream *s, int *descriptor, uint64_t *offset, uint64_t *size)
{
    if (!s->regular || s->compression != DECOMPRESS_NONE || s->table || s->converter != (iconv_t)-1)
        return false;
    *descriptor = s->descriptor;
    *offset = s->mark_length;
    *size = (uint64_t)s->opened.st_size;
    return true;
}

bool stream_is_table(const stream *s, table_left_out *left_out)
{
    if (s->table)
        *left_out = table_get_left_out(s->table);
    return s->table != NULL;
}

bool stream_is_regular(const stream *s)
{
    return s->regular;
}

/* The files behind a table besides its own; none behind a text. */
static const table_part *stream_parts(const stream *s, size_t *n)
{
    *n = 0;
    return s->table ? table_get_parts(s->table, n) : NULL;
}

uint64_t stream_stamp(const stream *s)
{
    uint64_t state[1 + TABLE_PARTS][5] = {0};
    size_t n;
    const table_part *parts = stream_parts(s, &n);
    for (size_t i = 0; i <= n; i++) {
        const struct stat *o = i ? &parts[i - 1].opened : &s->opened;
        state[i][0] = (uint64_t)o->st_dev;
        state[i][1] = (uint64_t)o->st_ino;
        state[i][2] = (uint64_t)o->st_size;
        state[i][3] = (uint64_t)o->st_mtim.tv_sec;
        state[i][4] = (uint64_t)o->st_mtim.tv_nsec;
    }
    return s->regular ? XXH3_64bits(state, sizeof state) : 0;
}

uint64_t stream_file_size(const stream *s)
{
    size_t n;
    const table_part *parts = stream_parts(s, &n);
    uint64_t size = s->regular ? (uint64_t)s->opened.st_size : s->raw_total;
    for (size_t i = 0; i < n; i++)
        size += (uint64_t)parts[i].opened.st_size;
    return size;
}

uint64_t stream_bytes_read(const stream *s)
{
    return s->raw_total;
}

static esep_status stream_check_file(const stream *s, int descriptor, const struct stat *opened,
                                     esep_error *error)
{
    struct stat now;
    if (fstat(descriptor, &now) != 0)
        return stream_fail(s, MESSAGE_SOURCE_READ, error);
    bool same = now.st_size == opened->st_size && now.st_mtim.tv_sec == opened->st_mtim.tv_sec &&
                now.st_mtim.tv_nsec == opened->st_mtim.tv_nsec;
    if (same)
        return ESEP_OK;
    error_raise(error, ESEP_DATA, MESSAGE_SOURCE_CHANGED);
    return error_at(error, s->path, 0);
}

esep_status stream_check_unchanged(const stream *s, esep_error *error)
{
    size_t n;
    const table_part *parts = stream_parts(s, &n);
    if (!s->regular)
        return ESEP_OK;
    ESEP_TRY(stream_check_file(s, s->descriptor, &s->opened, error));
    for (size_t i = 0; i < n; i++)
        ESEP_TRY(stream_check_file(s, parts[i].descriptor, &parts[i].opened, error));
    return ESEP_OK;
}

void stream_digest(const stream *s, char out[STREAM_DIGEST_BYTES])
{
    out[0] = '\0';
    if (!s->digest)
        return;
    XXH128_hash_t hash = XXH3_128bits_digest(s->digest);
    stream_digest_print(out, hash.high64, hash.low64);
}

void stream_digest_print(char out[STREAM_DIGEST_BYTES], uint64_t high, uint64_t low)
{
    snprintf(out, STREAM_DIGEST_BYTES, "%016llx%016llx", (unsigned long long)high, (unsigned long long)low);
}

#include "source/json_content.h"

#include "source/source.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { JSON_READ_BYTES = 512 * 1024 };

static esep_status json_read_file(json_content *c, char *bytes, size_t size, size_t *length,
                                  esep_error *error)
{
    ssize_t got;
    do
        got = pread(c->place.descriptor, bytes, size, (off_t)c->packed_at);
    while (got < 0 && errno == EINTR);
    if (got < 0) {
        error_raise(error, ESEP_DATA, MESSAGE_SOURCE_READ, strerror(errno));
        return error_at(error, c->place.shown, 0);
    }
    *length = (size_t)got;
    c->packed_at += (uint64_t)got;
    return ESEP_OK;
}

static esep_status json_feed_unpacking(void *context, text *bytes, esep_error *error)
{
    json_content *c = context;
    bytes->data = c->packed;
    return json_read_file(c, c->packed, JSON_READ_BYTES, &bytes->length, error);
}

esep_status json_content_rewind(json_content *c, esep_error *error)
{
    decompress_close(c->unpacking);
    c->unpacking = NULL;
    c->packed_at = 0;
    c->window.length = c->from = 0;
    c->ended = false;
    c->line = 1;
    c->column = 0;
    if (!buffer_reserve(&c->window, JSON_READ_BYTES))
        return error_memory(error);
    if (c->place.packed == DECOMPRESS_NONE)
        return ESEP_OK;
    if (!c->packed && !(c->packed = malloc(JSON_READ_BYTES)))
        return error_memory(error);
    return decompress_open(&c->unpacking, c->place.packed, json_feed_unpacking, c, error);
}

/* More content behind what is held and not yet read: each time as much again, so that long records are not read over too often. */
esep_status json_content_more(json_content *c, esep_error *error)
{
    size_t kept = c->window.length - c->from, got = 0, most = (size_t)SOURCE_ROW_MEGABYTES << 20;
    if (kept > most) {
        char megabytes[24];
        error_raise(error, ESEP_DATA, MESSAGE_SOURCE_ROW_TOO_LONG,
                    error_number(megabytes, SOURCE_ROW_MEGABYTES));
        return error_at(error, c->place.shown, c->line);
    }
    if (kept && c->from)
        memmove(c->window.data, c->window.data + c->from, kept);
    c->window.length = kept;
    c->from = 0;
    size_t size = kept > JSON_READ_BYTES ? kept : JSON_READ_BYTES;
    if (size > most + 1 - kept)
        size = most + 1 - kept;
    if (!buffer_reserve(&c->window, size))
        return error_memory(error);
    char *bytes = c->window.data + kept;
    esep_status status = c->unpacking ? decompress_read(c->unpacking, bytes, size, &got, error)
                                      : json_read_file(c, bytes, size, &got, error);
    if (status != ESEP_OK) {
        error_at(error, c->place.shown, 0);
        return status;
    }
    c->window.length += got;
    c->ended = got == 0;
    return ESEP_OK;
}

static uint64_t json_count_lines(const char *at, const char *end)
{
    uint64_t lines = 0;
    while ((at = memchr(at, '\n', (size_t)(end - at))) != NULL) {
        lines++;
        at++;
    }
    return lines;
}

json_cursor json_content_here(const json_content *c)
{
    return (json_cursor){c->window.data + c->from, c->window.data + c->window.length};
}

void json_content_step(json_content *c, const char *to)
{
    const char *begin = c->window.data + c->from;
    const char *end = memrchr(begin, '\n', (size_t)(to - begin));
    c->column = end ? (uint64_t)(to - end) - 1 : c->column + (uint64_t)(to - begin);
    c->line += json_count_lines(begin, to);
    c->from = (size_t)(to - c->window.data);
}

esep_status json_content_malformed(const json_content *c, const char *at, esep_error *error)
{
    const char *begin = c->window.data + c->from, *row = memrchr(begin, '\n', (size_t)(at - begin));
    uint64_t before = row ? (uint64_t)(at - row) - 1 : c->column + (uint64_t)(at - begin);
    char column[24];
    error_raise(error, ESEP_DATA, MESSAGE_SOURCE_JSON_MALFORMED, error_number(column, (int64_t)before + 1));
    return error_at(error, c->place.shown, c->line + json_count_lines(begin, at));
}

void json_content_close(json_content *c)
{
    decompress_close(c->unpacking);
    free(c->packed);
    buffer_free(&c->window);
}

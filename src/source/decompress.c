#include "source/decompress.h"

#include <bzlib.h>
#include <isa-l/igzip_lib.h>
#include <lzma.h>
#include <stdlib.h>
#include <string.h>
#include <zstd.h>

struct decompressor {
    decompress_kind kind;
    decompress_more more;
    void *context;
    text input;        /* what was given and not yet eaten */
    bool input_ended;  /* the file is at its end */
    bool member_ended; /* a gzip member or bzip2 stream or zstd frame is complete: ending here is fair */
    bool ended;
    union {
        struct inflate_state gzip;
        bz_stream bzip2;
        lzma_stream xz;
        ZSTD_DStream *zstd;
    } state;
};

decompress_kind decompress_detect(text t)
{
    static const struct {
        decompress_kind kind;
        const char *magic;
        size_t length;
    } known[] = {{DECOMPRESS_GZIP, "\x1f\x8b\x08", 3},
                 {DECOMPRESS_XZ,
                  "\xfd"
                  "7zXZ\0",
                  6},
                 {DECOMPRESS_ZSTD, "\x28\xb5\x2f\xfd", 4}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        if (t.length >= known[i].length && memcmp(t.data, known[i].magic, known[i].length) == 0)
            return known[i].kind;
    }
    /* "BZh", a level, and then the magic of a block (pi) or of an empty stream (its square root): text may begin with BZh. */
    if (t.length >= 10 && memcmp(t.data, "BZh", 3) == 0 && t.data[3] >= '1' && t.data[3] <= '9' &&
        (memcmp(t.data + 4, "1AY&SY", 6) == 0 || memcmp(t.data + 4, "\x17\x72\x45\x38\x50\x90", 6) == 0))
        return DECOMPRESS_BZIP2;
    return DECOMPRESS_NONE;
}

const char *decompress_name(decompress_kind kind)
{
    static const char *const names[] = {"", "gzip", "bzip2", "xz", "zstd"};
    return names[kind];
}

/* Header, trailer and checksum are the library's business. */
static void decompress_start_gzip(struct inflate_state *state)
{
    isal_inflate_init(state);
    state->crc_flag = ISAL_GZIP;
}

static bool decompress_start(decompressor *d)
{
    switch (d->kind) {
    case DECOMPRESS_GZIP:
        decompress_start_gzip(&d->state.gzip);
        return true;
    case DECOMPRESS_BZIP2:
        return BZ2_bzDecompressInit(&d->state.bzip2, 0, 0) == BZ_OK;
    case DECOMPRESS_XZ:
        d->state.xz = (lzma_stream)LZMA_STREAM_INIT;
        return lzma_stream_decoder(&d->state.xz, UINT64_C(512) << 20, LZMA_CONCATENATED) == LZMA_OK;
    case DECOMPRESS_ZSTD:
        d->state.zstd = ZSTD_createDStream();
        return d->state.zstd != NULL;
    case DECOMPRESS_NONE:
        break;
    }
    return false;
}

esep_status decompress_open(decompressor **out, decompress_kind kind, decompress_more more, void *context,
                            esep_error *error)
{
    decompressor *d = calloc(1, sizeof *d);
    if (!d)
        return error_memory(error);
    d->kind = kind;
    d->more = more;
    d->context = context;
    if (!decompress_start(d)) {
        free(d);
        return error_memory(error);
    }
    *out = d;
    return ESEP_OK;
}

static esep_status decompress_damaged(const decompressor *d, const char *what, esep_error *error)
{
    return error_raise(error, ESEP_DATA, MESSAGE_SOURCE_DECOMPRESS, decompress_name(d->kind), what);
}

/* One step of the library: eats from d->input, writes up to *room bytes at `out`, says by *room what is left. The answer
 * is NULL, or the library's complaint. */
static const char *decompress_step(decompressor *d, char *out, size_t *room)
{
    unsigned int in_given = d->input.length > 1u << 30 ? 1u << 30 : (unsigned int)d->input.length;
    unsigned int out_given = *room > 1u << 30 ? 1u << 30 : (unsigned int)*room;
    size_t eaten = 0, made = 0;
    const char *complaint = NULL;

    if (d->kind == DECOMPRESS_GZIP) {
        struct inflate_state *g = &d->state.gzip;
        g->next_in = (uint8_t *)(uintptr_t)d->input.data;
        g->avail_in = in_given;
        g->next_out = (uint8_t *)out;
        g->avail_out = out_given;
        int answer = isal_inflate(g);
        if (answer < 0)
            complaint = answer == ISAL_INCORRECT_CHECKSUM ? "incorrect checksum" : "isal_inflate";
        d->member_ended = g->block_state == ISAL_BLOCK_FINISH;
        eaten = in_given - g->avail_in;
        made = out_given - g->avail_out;
    } else if (d->kind == DECOMPRESS_BZIP2) {
        bz_stream *b = &d->state.bzip2;
        b->next_in = (char *)(uintptr_t)d->input.data;
        b->avail_in = in_given;
        b->next_out = out;
        b->avail_out = out_given;
        int answer = BZ2_bzDecompress(b);
        if (answer == BZ_STREAM_END)
            d->member_ended = true;
        else if (answer != BZ_OK)
            complaint = "BZ2_bzDecompress";
        eaten = in_given - b->avail_in;
        made = out_given - b->avail_out;
    } else if (d->kind == DECOMPRESS_XZ) {
        lzma_stream *x = &d->state.xz;
        x->next_in = (const uint8_t *)d->input.data;
        x->avail_in = in_given;
        x->next_out = (uint8_t *)out;
        x->avail_out = out_given;
        lzma_ret answer = lzma_code(x, d->input_ended ? LZMA_FINISH : LZMA_RUN);
        if (answer == LZMA_STREAM_END)
            d->member_ended = d->ended = true;
        else if (answer == LZMA_MEMLIMIT_ERROR)
            complaint = "it asks for more than 512 MB of memory";
        else if (answer != LZMA_OK && answer != LZMA_BUF_ERROR)
            complaint = "lzma_code";
        eaten = in_given - x->avail_in;
        made = out_given - x->avail_out;
    } else {
        ZSTD_inBuffer in = {d->input.data, in_given, 0};
        ZSTD_outBuffer to = {out, out_given, 0};
        size_t answer = ZSTD_decompressStream(d->state.zstd, &to, &in);
        if (ZSTD_isError(answer))
            complaint = ZSTD_getErrorName(answer);
        d->member_ended = answer == 0;
        eaten = in.pos;
        made = to.pos;
    }
    d->input.data += eaten;
    d->input.length -= eaten;
    *room -= made;
    return complaint;
}

/* Behind a complete gzip member or bzip2 stream: the next one if one begins here. Zeros (tape padding) are passed over by
 * gzip itself; anything else behind is damage. */
static esep_status decompress_next_member(decompressor *d, esep_error *error)
{
    if (d->kind == DECOMPRESS_GZIP) {
        while (d->input.length && d->input.data[0] == '\0') {
            d->input.data++;
            d->input.length--;
        }
        if (d->input.length == 0)
            return ESEP_OK;
        decompress_start_gzip(&d->state.gzip);
    } else if (d->kind == DECOMPRESS_BZIP2) {
        BZ2_bzDecompressEnd(&d->state.bzip2);
        d->state.bzip2 = (bz_stream){0};
        if (BZ2_bzDecompressInit(&d->state.bzip2, 0, 0) != BZ_OK)
            return error_memory(error);
    }
    d->member_ended = false;
    return ESEP_OK;
}

esep_status decompress_read(decompressor *d, char *bytes, size_t size, size_t *length, esep_error *error)
{
    size_t room = size;
    while (room == size && size > 0 && !d->ended) {
        if (d->input.length == 0 && !d->input_ended) {
            ESEP_TRY(d->more(d->context, &d->input, error));
            d->input_ended = d->input.length == 0;
        }
        if (d->input.length == 0 && d->input_ended && d->member_ended) {
            d->ended = true;
            break;
        }
        if (d->member_ended && d->kind != DECOMPRESS_ZSTD) {
            ESEP_TRY(decompress_next_member(d, error));
            if (d->member_ended)
                continue;
        }
        size_t room_before = room, input_before = d->input.length;
        const char *complaint = decompress_step(d, bytes + (size - room), &room);
        if (complaint)
            return decompress_damaged(d, complaint, error);
        bool stuck = room == room_before && d->input.length == input_before;
        if (stuck && d->input_ended && !d->member_ended)
            return decompress_damaged(d, "unexpected end", error);
    }
    *length = size - room;
    return ESEP_OK;
}

void decompress_close(decompressor *d)
{
    if (!d)
        return;
    switch (d->kind) {
    case DECOMPRESS_BZIP2:
        BZ2_bzDecompressEnd(&d->state.bzip2);
        break;
    case DECOMPRESS_XZ:
        lzma_end(&d->state.xz);
        break;
    case DECOMPRESS_ZSTD:
        ZSTD_freeDStream(d->state.zstd);
        break;
    case DECOMPRESS_GZIP: /* holds nothing of its own */
    case DECOMPRESS_NONE:
        break;
    }
    free(d);
}

/* twins.h - the same records in another form, read in another way, must give the same bytes.
 *
 * A register is asked once in the plainest way: one thread, one plain file in UTF-8 (twin_begin). Each other way is then held
 * against that answer: all its forms, notices and rejected records, or where files and lines differ, the CSV and the account. */
#ifndef TWIN_TWINS_H
#define TWIN_TWINS_H

#include "register.h"

#include <bzlib.h>
#include <fcntl.h>
#include <iconv.h>
#include <lzma.h>
#include <zlib.h>
#include <zstd.h>

typedef struct twin_bytes {
    char *data;
    size_t length;
    size_t capacity;
} twin_bytes;

static inline void twin_add(twin_bytes *b, const char *data, size_t length)
{
    if (b->capacity < b->length + length + 1) {
        b->capacity = 2 * (b->length + length + 1);
        b->data = realloc(b->data, b->capacity);
    }
    memcpy(b->data + b->length, data, length);
    b->length += length;
}

static inline void twin_add_text(twin_bytes *b, const char *data)
{
    twin_add(b, data, strlen(data));
}

static inline void twin_free(twin_bytes *b)
{
    free(b->data);
    *b = (twin_bytes){0};
}

/** A register and what it answers. */
typedef struct twin {
    const char *bytes;
    size_t length;
    esep_change_request asked;
    answer answer;
    char *rejects;
} twin;

/** How much of two answers is compared. */
typedef enum twin_depth {
    TWIN_EVERYTHING, /* the same file, read otherwise */
    TWIN_RECORDS,    /* the same records and lines, other bytes on the disk: not what JSON says of the file */
    TWIN_FIGURES,    /* other files or lines: CSV and account */
} twin_depth;

static inline answer twin_ask(esep_change_request request, const char *const *paths, char **rejects)
{
    size_t length;
    request.rejects = register_path("rejects.csv");
    request.digest = true;
    unlink(request.rejects);
    answer a = answer_over(request, paths);
    *rejects = register_read(request.rejects, &length);
    return a;
}

/* Where the facts about files begin and end in the JSON form. */
static inline void twin_blank_source(char *json)
{
    char *source = json ? strstr(json, "\"source\": [") : NULL,
         *rows = source ? strstr(source, "\"rows\": [") : NULL;
    if (source && rows)
        memset(source, ' ', (size_t)(rows - source));
}

static inline const char *twin_or(const char *string)
{
    return string ? string : "(none)";
}

/* The first line in which they differ is shown, not all of them. */
static inline void twin_same(const char *what, const char *got, const char *expected)
{
    got = twin_or(got);
    expected = twin_or(expected);
    if (strcmp(got, expected) == 0)
        return;
    size_t at = 0;
    while (got[at] == expected[at])
        at++;
    while (at && got[at - 1] != '\n')
        at--;
    check_failures++;
    printf("# [%s] %s differs:\n#   %.*s\n#   expected\n#   %.*s\n", check_case, what,
           (int)strcspn(got + at, "\n"), got + at, (int)strcspn(expected + at, "\n"), expected + at);
}

static inline void twin_compare(const twin *t, answer *a, const char *rejects, twin_depth depth)
{
    static const char *const numbers[] = {"read", "counted", "filtered", "outside", "rejected"};
    CHECK_INT(a->status, t->answer.status);
    CHECK_STRING(a->line, t->answer.line);
    twin_same("CSV", a->forms[ESEP_CSV], t->answer.forms[ESEP_CSV]);
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        CHECK_INT(answer_account(a, numbers[i]), answer_account(&t->answer, numbers[i]));
    if (depth == TWIN_FIGURES)
        return;
    char *expected = strdup(twin_or(t->answer.forms[ESEP_JSON]));
    if (depth == TWIN_RECORDS) {
        twin_blank_source(expected);
        twin_blank_source(a->forms[ESEP_JSON]);
        /* The blanks differ in number with the names of encodings: only what stands outside of them counts. */
        char *got_rows = a->forms[ESEP_JSON] ? strstr(a->forms[ESEP_JSON], "\"rows\": [") : NULL,
             *rows = strstr(expected, "\"rows\": [");
        twin_same("JSON", got_rows, rows);
    } else
        twin_same("JSON", a->forms[ESEP_JSON], expected);
    free(expected);
    twin_same("text", a->forms[ESEP_TEXT], t->answer.forms[ESEP_TEXT]);
    twin_same("the list of rejected records", rejects, t->rejects);
    twin_same("the notices", a->notices, t->answer.notices);
}

/** Ask `paths` otherwise, and compare. */
static inline void twin_try(const twin *t, esep_change_request request, const char *const *paths,
                            twin_depth depth)
{
    char *rejects = NULL;
    answer a = twin_ask(request, paths, &rejects);
    twin_compare(t, &a, rejects, depth);
    free(rejects);
    answer_free(&a);
}

/** The register's file, always under one name, so that every form names the same file. */
static inline const char *const *twin_file(const char *bytes, size_t length)
{
    static const char *paths[2];
    paths[0] = register_write("register.csv", bytes, length);
    return paths;
}

static inline twin twin_begin(const char *bytes, size_t length, esep_change_request asked)
{
    twin t = {.bytes = bytes, .length = length, .asked = asked};
    asked.threads = 1;
    t.answer = twin_ask(asked, twin_file(bytes, length), &t.rejects);
    answer_check_account(&t.answer, -1);
    return t;
}

static inline void twin_end(twin *t)
{
    answer_free(&t->answer);
    free(t->rejects);
}

/** Threads and sizes of chunks; not below `least` bytes, as each chunk costs its time. */
static inline void twin_try_chunks(const twin *t, size_t least)
{
    static const size_t threads[] = {1, 2, 3, 8}, chunks[] = {1, 2, 7, 64, 200, 4096, 65536, 0};
    const char *const *paths = twin_file(t->bytes, t->length);
    for (size_t i = 0; i < sizeof threads / sizeof *threads; i++) {
        for (size_t j = 0; j < sizeof chunks / sizeof *chunks; j++) {
            if (chunks[j] && chunks[j] < least)
                continue;
            esep_change_request request = t->asked;
            request.threads = threads[i];
            request.chunk_bytes = chunks[j];
            CHECK_CASE("%zu threads, chunks of %zu", threads[i], chunks[j]);
            twin_try(t, request, paths, TWIN_EVERYTHING);
        }
    }
}

static inline twin_bytes twin_gzip(const char *bytes, size_t length)
{
    z_stream z = {0};
    deflateInit2(&z, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
    size_t room = deflateBound(&z, (uLong)length) + 100;
    twin_bytes out = {malloc(room + 1), 0, room + 1};
    z.next_in = (Bytef *)(uintptr_t)bytes;
    z.avail_in = (uInt)length;
    z.next_out = (Bytef *)out.data;
    z.avail_out = (uInt)room;
    CHECK_INT(deflate(&z, Z_FINISH), Z_STREAM_END);
    out.length = z.total_out;
    deflateEnd(&z);
    return out;
}

static inline twin_bytes twin_bzip2(const char *bytes, size_t length)
{
    unsigned int room = (unsigned int)(length + length / 50 + 1000);
    twin_bytes out = {malloc(room + 1), 0, room + 1};
    CHECK_INT(
        BZ2_bzBuffToBuffCompress(out.data, &room, (char *)(uintptr_t)bytes, (unsigned int)length, 9, 0, 0),
        BZ_OK);
    out.length = room;
    return out;
}

static inline twin_bytes twin_xz(const char *bytes, size_t length)
{
    size_t room = lzma_stream_buffer_bound(length);
    twin_bytes out = {malloc(room + 1), 0, room + 1};
    CHECK_INT(lzma_easy_buffer_encode(3, LZMA_CHECK_CRC64, NULL, (const uint8_t *)bytes, length,
                                      (uint8_t *)out.data, &out.length, room),
              LZMA_OK);
    return out;
}

static inline twin_bytes twin_zstd(const char *bytes, size_t length)
{
    size_t room = ZSTD_compressBound(length);
    twin_bytes out = {malloc(room + 1), 0, room + 1};
    out.length = ZSTD_compress(out.data, room, bytes, length, 3);
    return out;
}

typedef struct twin_compression {
    const char *name;
    twin_bytes (*compress)(const char *bytes, size_t length);
} twin_compression;

static const twin_compression twin_compressions[] = {
    {"gzip", twin_gzip}, {"bzip2", twin_bzip2}, {"xz", twin_xz}, {"zstd", twin_zstd}};

/** Compressed whole, and in `members` pieces one behind the other, cut where no line ends. */
static inline void twin_try_compressions(const twin *t, size_t members, size_t chunk_bytes)
{
    for (size_t i = 0; i < sizeof twin_compressions / sizeof *twin_compressions; i++) {
        for (size_t n = 1; n <= members; n += members - 1 ? members - 1 : 1) {
            twin_bytes all = {0};
            for (size_t m = 0; m < n; m++) {
                size_t from = t->length * m / n, to = t->length * (m + 1) / n;
                twin_bytes piece = twin_compressions[i].compress(t->bytes + from, to - from);
                twin_add(&all, piece.data, piece.length);
                twin_free(&piece);
            }
            for (size_t threads = 1; threads <= 3; threads += 2) {
                esep_change_request request = t->asked;
                request.threads = threads;
                request.chunk_bytes = threads == 1 ? 0 : chunk_bytes;
                CHECK_CASE("%s, %zu members, %zu threads", twin_compressions[i].name, n, threads);
                twin_try(t, request, twin_file(all.data, all.length), TWIN_RECORDS);
            }
            twin_free(&all);
        }
    }
}

static inline twin_bytes twin_encode(const char *encoding, const char *bytes, size_t length)
{
    iconv_t converter = iconv_open(encoding, "UTF-8");
    size_t room = 4 * length + 16;
    twin_bytes out = {malloc(room + 1), 0, room + 1};
    char *in = (char *)(uintptr_t)bytes, *to = out.data;
    CHECK(converter != (iconv_t)-1);
    CHECK_INT(iconv(converter, &in, &length, &to, &room), 0);
    iconv_close(converter);
    out.length = (size_t)(to - out.data);
    return out;
}

typedef struct twin_encoding {
    const char *name; /* iconv's, to write it */
    const char *told; /* to esep; NULL: found */
    const char *mark;
    size_t mark_length;
    bool noticed; /* "read as …" is said */
} twin_encoding;

static inline void twin_try_encoding(const twin *t, const twin_encoding *e, size_t chunk_bytes)
{
    twin_bytes all = {0}, encoded = twin_encode(e->name, t->bytes, t->length);
    twin_add(&all, e->mark ? e->mark : "", e->mark_length);
    twin_add(&all, encoded.data, encoded.length);
    esep_change_request request = t->asked;
    request.threads = 3;
    request.chunk_bytes = chunk_bytes;
    request.encoding = e->told;
    CHECK_CASE("%s%s, told %s", e->name, e->mark ? " with a mark" : "", twin_or(e->told));
    char *rejects = NULL;
    answer a = twin_ask(request, twin_file(all.data, all.length), &rejects);
    bool noticed = a.notices && strstr(a.notices, "found by looking") != NULL;
    CHECK_INT(noticed, e->noticed);
    if (noticed) { /* the first line, and the only difference */
        const char *rest = strchr(a.notices, '\n') + 1;
        memmove(a.notices, rest, strlen(rest) + 1);
    }
    twin_compare(t, &a, rejects, TWIN_RECORDS);
    free(rejects);
    answer_free(&a);
    twin_free(&encoded);
    twin_free(&all);
}

/** All encodings that can hold the records. */
static inline void twin_try_encodings(const twin *t, const char *page, size_t chunk_bytes)
{
    const twin_encoding list[] = {{page, page, NULL, 0, false},
                                  {page, NULL, NULL, 0, true},
                                  {"UTF-8", NULL, "\xEF\xBB\xBF", 3, false},
                                  {"UTF-8", "utf8", NULL, 0, false},
                                  {"UTF-8", "UTF-8", "\xEF\xBB\xBF", 3, false},
                                  {"UTF-16LE", NULL, "\xFF\xFE", 2, false},
                                  {"UTF-16LE", "utf-16", "\xFF\xFE", 2, false},
                                  {"UTF-16LE", "UTF-16LE", NULL, 0, false},
                                  {"UTF-16LE", NULL, NULL, 0, true},
                                  {"UTF-16BE", NULL, "\xFE\xFF", 2, false},
                                  {"UTF-16BE", "UTF-16", "\xFE\xFF", 2, false},
                                  {"UTF-16BE", NULL, NULL, 0, true},
                                  {"UTF-32LE", NULL, "\xFF\xFE\0\0", 4, false}};
    for (size_t i = 0; i < sizeof list / sizeof *list; i++)
        twin_try_encoding(t, &list[i], chunk_bytes);
}

/** LF for CRLF, or CRLF for LF: the same lines. Line ends in quotes change too, so no --by column may have them. */
static inline void twin_try_line_ends(const twin *t)
{
    twin_bytes other = {0};
    for (size_t i = 0; i < t->length; i++) {
        if (t->bytes[i] == '\n')
            twin_add(&other, "\r", 1);
        twin_add(&other, t->bytes + i, 1);
    }
    for (size_t threads = 1; threads <= 3; threads += 2) {
        esep_change_request request = t->asked;
        request.threads = threads;
        request.chunk_bytes = threads == 1 ? 0 : 64;
        CHECK_CASE("CRLF, %zu threads", threads);
        twin_try(t, request, twin_file(other.data, other.length), TWIN_RECORDS);
    }
    twin_free(&other);
}

/** Over standard input, plain and compressed. */
static inline void twin_try_standard_input(const twin *t)
{
    static const char *const standard[] = {"-", NULL};
    twin_bytes packed = twin_gzip(t->bytes, t->length);
    int kept = dup(STDIN_FILENO);
    for (int compressed = 0; compressed < 2; compressed++) {
        const char *path = compressed ? register_write("packed", packed.data, packed.length)
                                      : register_write("register.csv", t->bytes, t->length);
        for (size_t threads = 1; threads <= 3; threads += 2) {
            esep_change_request request = t->asked;
            request.threads = threads;
            request.chunk_bytes = threads == 1 ? 0 : 200;
            int file = open(path, O_RDONLY);
            dup2(file, STDIN_FILENO);
            close(file);
            CHECK_CASE("standard input%s, %zu threads", compressed ? ", gzip" : "", threads);
            twin_try(t, request, standard, TWIN_FIGURES);
        }
    }
    dup2(kept, STDIN_FILENO);
    close(kept);
    twin_free(&packed);
}

#endif

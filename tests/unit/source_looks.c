/* What is found by looking: separators, encodings, compressions; and unpacking in steps of every size. */
#include "check.h"
#include "source/decompress.h"
#include "source/dialect.h"
#include "source/encoding.h"

#include <bzlib.h>
#include <iconv.h>
#include <lzma.h>
#include <zlib.h>
#include <zstd.h>

TEST(separators)
{
    static const struct {
        const char *sample;
        bool whole;
        char delimiter, line_end;
    } cases[] = {
        {"a,b\n1,2\n", true, ',', '\n'},
        {"a;b\n1;2\n", true, ';', '\n'},
        {"a\tb\n1\t2\n", true, '\t', '\n'},
        {"a|b\n1|2\n", true, '|', '\n'},
        {"a;b\r\n1,5;2,5\r\n3,5;4\r\n", true, ';', '\n'},
        {"a;b,c\n1;2\n3;4\n", true, ';', '\n'},
        {"a,b;c\n1,2\n3,4\n", true, ',', '\n'},
        {"a;b\r1;2\r", true, ';', '\r'},
        {"a,b", true, ',', '\n'},
        {"a;b", true, ';', '\n'},
        {"a\n1\n2\n", true, ',', '\n'},
        {"name\n\"x;y\"\n\"z;u\"\n", true, ',', '\n'},
        {"\"a;b\",c\n\"1;2;3\",4\n", true, ',', '\n'},
        {"a,b,c\n1,2,3\n4,5\n6,7,8\n", true, ',', '\n'},
        {"a,b\n\n\n1,2\n\n3,4\n", true, ',', '\n'},
        {"a;b\n1;\"2\n3\n4\"\n5;6\n", true, ';', '\n'},
        {"a;b\n1;\"2, 3, 4", false, ';', '\n'},
        {"when;what\n1;one, two\n2;three, four\n3;five\n", true, ';', '\n'},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        csv_dialect d = dialect_detect(text_from(cases[i].sample), cases[i].whole);
        CHECK_CASE("sample %zu", i);
        CHECK_INT(d.delimiter, cases[i].delimiter);
        CHECK_INT(d.line_end, cases[i].line_end);
    }
}

TEST(told_separators)
{
    static const struct {
        const char *written;
        char delimiter; /* 0: refused */
    } cases[] = {
        {",", ','},     {";", ';'},    {"tab", '\t'},      {"TAB", '\t'}, {"\\t", '\t'}, {"\t", '\t'},
        {"comma", ','}, {"pipe", '|'}, {"semicolon", ';'}, {"^", '^'},    {"x", 'x'},    {"\x1F", '\x1F'},
        {"", 0},        {"ab", 0},     {"\"", 0},          {"\n", 0},     {"\r", 0},     {" ", 0},
        {"ж", 0}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char delimiter = 0;
        esep_error error = {0};
        CHECK_CASE("%s", cases[i].written);
        CHECK_INT(dialect_parse_delimiter(&delimiter, text_from(cases[i].written), &error),
                  cases[i].delimiter ? ESEP_OK : ESEP_USAGE);
        CHECK_INT(delimiter, cases[i].delimiter);
    }
}

static size_t encode(char *out, size_t room, const char *name, const char *words)
{
    iconv_t converter = iconv_open(name, "UTF-8");
    char *in = (char *)(uintptr_t)words, *to = out;
    size_t left = strlen(words);
    CHECK(converter != (iconv_t)-1);
    CHECK(iconv(converter, &in, &left, &to, &room) != (size_t)-1);
    iconv_close(converter);
    return (size_t)(to - out);
}

TEST(encodings_of_words)
{
    static const char russian[] =
        "дата;вид;район\n01.02.2023;кража;Казыбекбийский район\n02.02.2023;мошенничество;Темиртау\n";
    static const char upper[] = "ДАТА;ВИД\n01.02.2023;КРАЖА ИЗ КВАРТИРЫ\n02.02.2023;МОШЕННИЧЕСТВО\n";
    static const char kazakh[] =
        "күні;түрі\n01.02.2023;ұрлық\n02.02.2023;алаяқтық, қарақшылық, тәртіп бұзу\n";
    static const char mixed[] =
        "дата;вид;район\n01.02.2023;кража;район Әлихан Бөкейхан\n02.02.2023;мошенничество;Темиртау\n"
        "01.02.2023;хулиганство;Казыбекбийский район\n02.02.2023;повреждение имущества;Темиртау\n";
    static const char ukrainian[] = "дата;вид\n01.02.2023;крадіжка з приміщення, її розслідує "
                                    "поліція\n02.02.2023;шахрайство в мережі, є підозрюваний\n";
    static const char french[] = "date;délit\n01.02.2023;vol à l'étalage\n02.02.2023;dégât\n";
    static const char accents[] = "date;lieu\n01.02.2023;Rue de Lyon à Paris\n02.02.2023;à gauche\n"
                                  "03.02.2023;Pont à Mousson\n";
    static const char german[] = "Datum;Ort\n01.02.2023;MÜNCHEN\n02.02.2023;Köln, Große Straße\n";
    static const char sexes[] = "date;sex\n01.02.2023;м\n02.02.2023;ж\n03.02.2023;м\n";
    static const char cars[] = "дата;авто\n01.02.2023;ВАЗ и Lada\n02.02.2023;Toyota и Lexus в городе\n";
    static const struct {
        const char *words, *written, *expected;
    } cases[] = {
        {accents, "CP1252", "CP1252"},     {german, "CP1252", "CP1252"},
        {sexes, "CP1251", "CP1251"},       {cars, "CP1251", "CP1251"},
        {russian, "UTF-8", "UTF-8"},       {russian, "CP1251", "CP1251"},
        {russian, "KOI8-R", "KOI8-R"},     {russian, "CP866", "CP866"},
        {upper, "CP1251", "CP1251"},       {upper, "KOI8-R", "KOI8-R"},
        {upper, "CP866", "CP866"},         {kazakh, "RK1048", "RK1048"},
        {mixed, "RK1048", "RK1048"},       {ukrainian, "CP1251", "CP1251"},
        {french, "CP1252", "CP1252"},      {russian, "UTF-16LE", "UTF-16LE"},
        {russian, "UTF-16BE", "UTF-16BE"}, {kazakh, "UTF-16LE", "UTF-16LE"},
        {upper, "UTF-16BE", "UTF-16BE"},
    };
    char bytes[2048];
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        size_t length = encode(bytes, sizeof bytes, cases[i].written, cases[i].words);
        encoding_guess guess = encoding_detect((text){bytes, length}, true);
        CHECK_CASE("%zu: %s", i, cases[i].written);
        CHECK_STRING(guess.name ? guess.name : "binary", cases[i].expected);
        CHECK_INT(guess.guessed, strcmp(cases[i].expected, "UTF-8") != 0);
        CHECK_INT(guess.mark_length, 0);
    }
}

TEST(encodings_by_bytes)
{
    static const struct {
        const char *bytes;
        size_t length, mark_length;
        bool whole, guessed;
        const char *expected;
    } cases[] = {
        {"", 0, 0, true, false, "UTF-8"},
        {"a,b\n", 4, 0, true, false, "UTF-8"},
        {"\xEF\xBB\xBF"
         "a,b\n",
         7, 3, true, false, "UTF-8"},
        {"\xFF\xFE"
         "a\0",
         4, 2, true, false, "UTF-16LE"},
        {"\xFE\xFF"
         "\0a",
         4, 2, true, false, "UTF-16BE"},
        {"\xFF\xFE\0\0"
         "a\0\0\0",
         8, 4, true, false, "UTF-32LE"},
        {"a\0,\0b\0\n\0", 8, 0, true, true, "UTF-16LE"},
        {"\0a\0,\0b\0\n", 8, 0, true, true, "UTF-16BE"},
        {"\x7F"
         "ELF\2\1\1\0\0\0\0\0\0\0\0\0\3\0>\0",
         20, 0, true, false, "binary"},
        {"date,type\n1,a\0b\n1,ab\n", 22, 0, true, false, "binary"},
        {"\xD0\xB0\xD0", 3, 0, false, false, "UTF-8"}, /* cut in a letter */
        {"\xD0\xB0\xF0\x9F\x98", 5, 0, false, false, "UTF-8"},
        {"\xEF\xBB", 2, 0, false, false, "UTF-8"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        encoding_guess guess = encoding_detect((text){cases[i].bytes, cases[i].length}, cases[i].whole);
        CHECK_CASE("bytes %zu", i);
        CHECK_STRING(guess.name ? guess.name : "binary", cases[i].expected);
        CHECK_INT(guess.mark_length, cases[i].mark_length);
        CHECK_INT(guess.guessed, cases[i].guessed);
    }
    /* What cannot be UTF-8 any more, cut or not. */
    CHECK(strcmp(encoding_detect(text_from("\xEA\xF0\xE0\xE6\xE0 \xE8\xE7 \xE4\xEE\xEC\xE0"), true).name,
                 "CP1251") == 0);
    CHECK(encoding_is_utf8("utf-8") && encoding_is_utf8("UTF8") && !encoding_is_utf8("utf-16"));
}

/* ---- unpacking */

typedef struct feed {
    text all;
    size_t step;
} feed;

static esep_status feed_more(void *context, text *bytes, esep_error *error)
{
    feed *f = context;
    (void)error;
    *bytes = (text){f->all.data, f->all.length < f->step ? f->all.length : f->step};
    f->all.data += bytes->length;
    f->all.length -= bytes->length;
    return ESEP_OK;
}

/* Unpack `packed`, given in steps and taken in steps, behind `out`. */
static esep_status unpack(buffer *out, text packed, size_t in_step, size_t out_step, esep_error *error)
{
    decompressor *d = NULL;
    feed f = {packed, in_step};
    char part[4096];
    size_t got = 1;
    esep_status status = decompress_open(&d, decompress_detect(packed), feed_more, &f, error);
    while (status == ESEP_OK && got > 0) {
        status = decompress_read(d, part, out_step, &got, error);
        buffer_add(out, (text){part, status == ESEP_OK ? got : 0});
    }
    decompress_close(d);
    return status;
}

enum { CONTENT = 20000 };

static size_t pack(int kind, char *out, size_t room, const char *content, size_t length)
{
    size_t made = 0;
    unsigned int small = (unsigned int)room;
    z_stream z = {0};
    switch (kind) {
    case DECOMPRESS_GZIP:
        deflateInit2(&z, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
        z.next_in = (Bytef *)(uintptr_t)content;
        z.avail_in = (uInt)length;
        z.next_out = (Bytef *)out;
        z.avail_out = (uInt)room;
        deflate(&z, Z_FINISH);
        made = z.total_out;
        deflateEnd(&z);
        return made;
    case DECOMPRESS_BZIP2:
        BZ2_bzBuffToBuffCompress(out, &small, (char *)(uintptr_t)content, (unsigned int)length, 9, 0, 0);
        return small;
    case DECOMPRESS_XZ:
        lzma_easy_buffer_encode(0, LZMA_CHECK_CRC32, NULL, (const uint8_t *)content, length, (uint8_t *)out,
                                &made, room);
        return made;
    default:
        return ZSTD_compress(out, room, content, length, 1);
    }
}

static void make_content(char content[CONTENT])
{
    for (int i = 0; i < CONTENT; i++)
        content[i] = (char)("0123456789,\n"[(unsigned)(i * i / 7 + i) % 12]);
}

TEST(unpacks_in_any_steps)
{
    static const size_t steps[] = {1, 3, 100, 4096};
    static char content[CONTENT], packed[3 * CONTENT];
    make_content(content);
    for (int kind = DECOMPRESS_GZIP; kind <= DECOMPRESS_ZSTD; kind++) {
        /* Three members: the content, nothing, the content again. */
        size_t n = pack(kind, packed, sizeof packed, content, CONTENT), bytes = n;
        n += pack(kind, packed + n, sizeof packed - n, content, 0);
        n += pack(kind, packed + n, sizeof packed - n, content, CONTENT);
        CHECK_INT(decompress_detect((text){packed, n}), kind);
        for (size_t i = 0; i < 16; i++) {
            buffer out = {0};
            esep_error error = {0};
            CHECK_CASE("%s, steps %zu %zu", decompress_name((decompress_kind)kind), steps[i % 4],
                       steps[i / 4]);
            CHECK_INT(unpack(&out, (text){packed, n}, steps[i % 4], steps[i / 4], &error), ESEP_OK);
            CHECK_INT(out.length, 2 * CONTENT);
            CHECK(out.length == 2 * CONTENT && memcmp(out.data, content, CONTENT) == 0 &&
                  memcmp(out.data + CONTENT, content, CONTENT) == 0);
            buffer_free(&out);
        }
        CHECK(bytes > 0);
    }
}

/* Cut anywhere, a stream never ends as if it were whole. */
TEST(never_ends_quietly)
{
    static char content[CONTENT], packed[3 * CONTENT];
    make_content(content);
    for (int kind = DECOMPRESS_GZIP; kind <= DECOMPRESS_ZSTD; kind++) {
        size_t n = pack(kind, packed, sizeof packed, content, CONTENT);
        for (size_t cut = 10; cut < n; cut += 1 + n / 150) {
            buffer out = {0};
            esep_error error = {0};
            CHECK_CASE("%s, %zu of %zu bytes", decompress_name((decompress_kind)kind), cut, n);
            CHECK_INT(unpack(&out, (text){packed, cut}, 512, 4096, &error), ESEP_DATA);
            CHECK(error.message != 0);
            buffer_free(&out);
        }
        for (size_t at = 10; at < n; at += 1 + n / 150) {
            buffer out = {0};
            packed[at] ^= 0x55;
            esep_error error = {0};
            esep_status status = unpack(&out, (text){packed, n}, 512, 4096, &error);
            packed[at] ^= 0x55;
            CHECK_CASE("%s, byte %zu of %zu changed", decompress_name((decompress_kind)kind), at, n);
            /* Some bits mean nothing; then the content is as it was. */
            bool harmless =
                status == ESEP_OK && out.length == CONTENT && memcmp(out.data, content, CONTENT) == 0;
            /* zstd has no checksum unless asked for one: then only what cannot be unpacked shows. */
            CHECK(status == ESEP_DATA || harmless || kind == DECOMPRESS_ZSTD);
            buffer_free(&out);
        }
    }
}

TEST(knows_compression_by_content)
{
    static const struct {
        const char *bytes;
        size_t length;
        decompress_kind kind;
    } cases[] = {{"", 0, DECOMPRESS_NONE},
                 {"\x1F\x8B", 2, DECOMPRESS_NONE},
                 {"\x1F\x8B\x08", 3, DECOMPRESS_GZIP},
                 {"BZh,name\n1,2\n", 12, DECOMPRESS_NONE},
                 {"BZh91AY&SYxx", 12, DECOMPRESS_BZIP2},
                 {"\xFD"
                  "7zXZ\0",
                  6, DECOMPRESS_XZ},
                 {"\x28\xB5\x2F\xFD", 4, DECOMPRESS_ZSTD},
                 {"date,type\n", 10, DECOMPRESS_NONE}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        CHECK_CASE("bytes %zu", i);
        CHECK_INT(decompress_detect((text){cases[i].bytes, cases[i].length}), cases[i].kind);
    }
}

int main(void)
{
    RUN(separators);
    RUN(told_separators);
    RUN(encodings_of_words);
    RUN(encodings_by_bytes);
    RUN(knows_compression_by_content);
    RUN(unpacks_in_any_steps);
    RUN(never_ends_quietly);
    return check_finish();
}

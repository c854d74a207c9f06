#include "source/encoding.h"

#include <string.h>

/* How often each letter stands in a thousand letters of Russian running text, а … я without ё (rounded; any large corpus
 * gives about the same). Which letters are common is all that is needed to tell code pages apart: in the wrong one, common
 * letters turn into rare ones. */
static const unsigned char encoding_letter_weight[32] = {80, 16, 45, 17,  30, 85, 9,  16, 74, 12, 35,
                                                         44, 32, 67, 110, 28, 47, 55, 63, 26, 3,  10,
                                                         5,  14, 7,  4,   0,  19, 17, 3,  6,  20};

/* Bytes 0x80 … 0xFF as letters: 0 none, 1 … 32 а … я (either case), 33 a Kazakh letter or ё, 34 box drawing and the like. */
typedef unsigned char encoding_letters[128];

static void encoding_letters_1251(encoding_letters letters)
{
    memset(letters, 0, 128);
    for (int i = 0; i < 64; i++)
        letters[0x40 + i] = (unsigned char)(1 + i % 32);
    letters[0xA8 - 0x80] = letters[0xB8 - 0x80] = 33;
    for (int i = 0; i < 0x20; i++)
        letters[i] = 34;
}

static void encoding_letters_koi8(encoding_letters letters)
{
    static const unsigned char order[32] = {31, 1,  2,  23, 5,  6,  21, 4, 22, 9,  10, 11, 12, 13, 14, 15,
                                            16, 32, 17, 18, 19, 20, 7,  3, 29, 28, 8,  25, 30, 26, 24, 27};
    memset(letters, 34, 128);
    for (int i = 0; i < 64; i++)
        letters[0x40 + i] = order[i % 32];
    letters[0xA3 - 0x80] = letters[0xB3 - 0x80] = 33;
}

static void encoding_letters_866(encoding_letters letters)
{
    memset(letters, 34, 128);
    for (int i = 0; i < 32; i++)
        letters[i] = (unsigned char)(1 + i);
    for (int i = 0; i < 16; i++) {
        letters[0x20 + i] = (unsigned char)(1 + i);
        letters[0x60 + i] = (unsigned char)(17 + i);
    }
    letters[0xF0 - 0x80] = letters[0xF1 - 0x80] = 33;
}

/* Mean weight of the bytes above ASCII when read so, in thousandths; box drawing counts against it. */
static int encoding_score(const uint64_t counts[128], const encoding_letters letters)
{
    int64_t sum = 0, n = 0;
    for (int i = 0; i < 128; i++) {
        int letter = letters[i];
        int weight = letter >= 1 && letter <= 32 ? encoding_letter_weight[letter - 1]
                     : letter == 33              ? 10
                     : letter == 34              ? -60
                                                 : 0;
        sum += weight * (int64_t)counts[i];
        n += (int64_t)counts[i];
    }
    return n ? (int)(sum / n) : 0;
}

static uint64_t encoding_count(const uint64_t counts[128], const unsigned char *bytes, size_t n)
{
    uint64_t sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += counts[bytes[i] - 0x80];
    return sum;
}

/* Is what reads well as Windows-1251 KZ-1048? They differ in the bytes of Kazakh letters, which in Windows-1251 are letters of
 * other alphabets; І (B2, B3) is the same in both. A few Kazakh names among Russian ones are enough: of letters that Ukrainian
 * and Belarusian do not have (Қ Һ қ һ Ә ә Ң ң), where there is no sign of Serbian (Ђ Љ Њ); or of the others (Ұ ұ Ғ Ү ө ғ ү), where
 * there are both ы, which Ukrainian does not have, and и, which Belarusian does not have. */
static bool encoding_is_kazakh(const uint64_t counts[128], uint64_t n)
{
    static const unsigned char own[] = {0x8D, 0x8E, 0x9D, 0x9E, 0xA3, 0xBC, 0xBD, 0xBE},
                               others[] = {0xA1, 0xA2, 0xAA, 0xAF, 0xB4, 0xBA, 0xBF},
                               serbian[] = {0x80, 0x8A, 0x8C, 0x90, 0x9A, 0x9C}, yeru[] = {0xDB, 0xFB},
                               i[] = {0xC8, 0xE8};
    enum { FEW = 2000 };
    uint64_t kazakh = encoding_count(counts, own, sizeof own);
    if (kazakh * FEW > n && kazakh > encoding_count(counts, serbian, sizeof serbian))
        return true;
    return encoding_count(counts, others, sizeof others) * FEW > n &&
           encoding_count(counts, yeru, sizeof yeru) && encoding_count(counts, i, sizeof i);
}

static bool encoding_is_latin_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool encoding_is_latin_at(text sample, size_t at)
{
    return at < sample.length && encoding_is_latin_letter(sample.data[at]);
}

/* How many bytes above ASCII have a Latin letter beside them, or are a word of one letter between two Latin words ("à"): accents are so, Cyrillic
 * words are not. Before the beginning `i - 1` wraps, and is beyond the end. */
static uint64_t encoding_count_accents(text sample)
{
    uint64_t n = 0;
    for (size_t i = 0; i < sample.length; i++) {
        if ((unsigned char)sample.data[i] < 0x80)
            continue;
        bool alone = i > 0 && sample.data[i - 1] == ' ' && i + 1 < sample.length && sample.data[i + 1] == ' ';
        n += encoding_is_latin_at(sample, i - 1) || encoding_is_latin_at(sample, i + 1) ||
             (alone && encoding_is_latin_at(sample, i - 2) && encoding_is_latin_at(sample, i + 2));
    }
    return n;
}

static encoding_guess encoding_detect_cyrillic(text sample)
{
    uint64_t counts[128] = {0}, n = 0, different = 0;
    for (size_t i = 0; i < sample.length; i++) {
        unsigned char c = (unsigned char)sample.data[i];
        if (c >= 0x80) {
            different += counts[c - 0x80]++ == 0;
            n++;
        }
    }
    encoding_letters letters;
    encoding_letters_1251(letters);
    int windows = encoding_score(counts, letters);
    encoding_letters_koi8(letters);
    int koi8 = encoding_score(counts, letters);
    encoding_letters_866(letters);
    int dos = encoding_score(counts, letters);

    /* A column of М and Ж is too little to tell by; Windows-1251 is by far the commonest. */
    enum { FEW_LETTERS = 8 };
    enum { PLAUSIBLE = 20 }; /* running Russian scores about 50, Western European accents in 1251 near 10 */
    bool implausible = windows < PLAUSIBLE && koi8 < PLAUSIBLE && dos < PLAUSIBLE;
    if (implausible || encoding_count_accents(sample) * 2 > n)
        return (encoding_guess){"CP1252", 0, true};
    bool few = different < FEW_LETTERS && windows >= PLAUSIBLE;
    if (!few && koi8 > windows && koi8 >= dos)
        return (encoding_guess){"KOI8-R", 0, true};
    if (!few && dos > windows)
        return (encoding_guess){"CP866", 0, true};
    return (encoding_guess){encoding_is_kazakh(counts, n) ? "RK1048" : "CP1251", 0, true};
}

static bool encoding_starts(text t, const char *mark, size_t length)
{
    return t.length >= length && memcmp(t.data, mark, length) == 0;
}

/* UTF-16 without a mark: in tables most characters are ASCII, so that NULs fill either the even or the odd places. */
static const char *encoding_detect_utf16(text sample)
{
    size_t zeros[2] = {0, 0};
    for (size_t i = 0; i < sample.length; i++)
        zeros[i % 2] += sample.data[i] == '\0';
    size_t half = sample.length / 2;
    if (half < 2)
        return NULL;
    if (zeros[1] * 10 >= half * 3 && zeros[0] * 100 <= half)
        return "UTF-16LE";
    if (zeros[0] * 10 >= half * 3 && zeros[1] * 100 <= half)
        return "UTF-16BE";
    return NULL;
}

/* A few broken bytes do not make a UTF-8 file a Windows-1251 one: there, hardly two letters in a row happen to be well-formed. The
 * broken values are rejected where they stand. */
static bool encoding_is_nearly_utf8(text sample)
{
    size_t good = 0, bad = 0;
    for (size_t i = 0; i < sample.length;) {
        if ((unsigned char)sample.data[i] < 0x80) {
            i++;
            continue;
        }
        size_t length = 2;
        while (length <= 4 && i + length <= sample.length && !text_is_utf8((text){sample.data + i, length}))
            length++;
        bool whole = length <= 4 && i + length <= sample.length;
        good += whole;
        bad += !whole;
        i += whole ? length : 1;
    }
    return good >= 20 * bad;
}

encoding_guess encoding_detect(text sample, bool whole)
{
    if (encoding_starts(sample, "\xEF\xBB\xBF", 3))
        return (encoding_guess){"UTF-8", 3, false};
    if (encoding_starts(sample, "\xFF\xFE\0\0", 4))
        return (encoding_guess){"UTF-32LE", 4, false};
    if (encoding_starts(sample, "\xFF\xFE", 2))
        return (encoding_guess){"UTF-16LE", 2, false};
    if (encoding_starts(sample, "\xFE\xFF", 2))
        return (encoding_guess){"UTF-16BE", 2, false};
    if (sample.length && memchr(sample.data, '\0', sample.length)) {
        const char *wide = encoding_detect_utf16(sample);
        if (wide)
            return (encoding_guess){wide, 0, true};
        /* One stray NUL is a broken record, rejected where it stands; more than one in a thousand is no text. */
        size_t zeros = 0, controls = 0;
        for (size_t i = 0; i < sample.length; i++) {
            unsigned char c = (unsigned char)sample.data[i];
            zeros += c == 0;
            controls += c < 0x20 && c != '\t' && c != '\n' && c != '\r';
        }
        if (zeros * 1000 > sample.length || controls * 100 > sample.length)
            return (encoding_guess){NULL, 0, false};
    }
    /* A character may be cut by the end of the sample: up to three bytes. Stray NULs do not make it less UTF-8. */
    text checked = sample;
    for (int cut = 0; cut < 4; cut++) {
        bool good = true;
        for (size_t at = 0; good && at < checked.length;) {
            const char *nul = memchr(checked.data + at, '\0', checked.length - at);
            size_t end = nul ? (size_t)(nul - checked.data) : checked.length;
            good = text_is_utf8((text){checked.data + at, end - at});
            at = end + 1;
        }
        if (good)
            return (encoding_guess){"UTF-8", 0, false};
        if (whole || checked.length == 0)
            break;
        checked.length--;
    }
    if (encoding_is_nearly_utf8(sample))
        return (encoding_guess){"UTF-8", 0, false};
    return encoding_detect_cyrillic(sample);
}

bool encoding_is_utf8(const char *name)
{
    return text_equal_ascii_case(text_from(name), text_from("utf-8")) ||
           text_equal_ascii_case(text_from(name), text_from("utf8"));
}

#include "cube/dictionary.h"

#include "cube/huge_pages.h"

#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#if __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
#error "the masks of short texts are for little-endian machines"
#endif

enum {
    DICTIONARY_FIRST_SLOTS = 512,
    DICTIONARY_LARGE =
        1 << 13, /* slots; from here on a table leaves the caches: fuller, and asked for ahead */
    DICTIONARY_SHORT = 8 * DICTIONARY_WORDS, /* bytes that the words hold whole */
    DICTIONARY_AT_ONCE = 64,                 /* texts looked up together */
    DICTIONARY_TWINS_MOST = 8, /* long texts with the same words, before all of their bytes are hashed */
};

/* What of a text decides its slot: 32 bits, of which the uppermost are the slot's number. */
typedef struct dictionary_print {
    _Alignas(16) uint64_t words[DICTIONARY_WORDS];
    uint32_t tag;
} dictionary_print;

/* The 32 bytes from [32 − n] on are a mask of the first n of 32. */
static const _Alignas(64) unsigned char dictionary_masks[2 * DICTIONARY_SHORT] = {
    255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
    255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255};

/* The hash NH (Black and others 1999, UMAC: fast and secure message authentication, section 4): to the two halves of each word constants
 * are added, they are multiplied, and the products added up. */
static const _Alignas(16) uint64_t dictionary_constants[DICTIONARY_WORDS] = {
    UINT64_C(0x9E3779B97F4A7C15), UINT64_C(0xE7037ED1A0B428DB), UINT64_C(0x8EBC6AF09C88C6E3),
    UINT64_C(0x589965CC75374CC3)};

static inline uint64_t dictionary_word(const void *p)
{
    uint64_t word;
    memcpy(&word, p, sizeof word);
    return word;
}

static inline uint64_t dictionary_product(uint64_t word, uint64_t constant)
{
    return (uint64_t)((uint32_t)word + (uint32_t)constant) *
           ((uint32_t)(word >> 32) + (uint32_t)(constant >> 32));
}

/* NH leaves the upper bits poor: mixed once more. */
static inline uint32_t dictionary_tag(uint64_t sum)
{
    return (uint32_t)(((sum ^ sum >> 32) * UINT64_C(0x9E3779B97F4A7C15)) >> 32);
}

#if defined(__SSE2__)
static inline __m128i dictionary_half(__m128i *words, const void *bytes, const void *mask, size_t constant)
{
    __m128i half = _mm_and_si128(_mm_loadu_si128(bytes), _mm_loadu_si128(mask));
    _mm_store_si128(words, half);
    half =
        _mm_add_epi32(half, _mm_load_si128((const __m128i *)(const void *)(dictionary_constants + constant)));
    return _mm_mul_epu32(half, _mm_srli_epi64(half, 32));
}

/* words[4] and the sum of their products. */
static inline uint64_t dictionary_sum(uint64_t *words, const char *first, const char *second,
                                      const unsigned char *mask)
{
    __m128i sums = _mm_add_epi64(dictionary_half((__m128i *)(void *)words, first, mask, 0),
                                 dictionary_half((__m128i *)(void *)(words + 2), second, mask + 16, 2));
    return (uint64_t)_mm_cvtsi128_si64(_mm_add_epi64(sums, _mm_unpackhi_epi64(sums, sums)));
}
#else
static inline uint64_t dictionary_sum(uint64_t *words, const char *first, const char *second,
                                      const unsigned char *mask)
{
    uint64_t sum = 0;
    for (size_t w = 0; w < DICTIONARY_WORDS; w++) {
        words[w] = dictionary_word((w < 2 ? first : second - 16) + 8 * w) & dictionary_word(mask + 8 * w);
        sum += dictionary_product(words[w], dictionary_constants[w]);
    }
    return sum;
}
#endif

/* DICTIONARY_PADDING bytes may be read. Without branches on the length. */
static inline __attribute__((always_inline)) dictionary_print dictionary_print_padded(const dictionary *d,
                                                                                      text t)
{
    dictionary_print print;
    bool is_short = t.length <= DICTIONARY_SHORT;
    const char *second = t.data + (is_short ? 16 : t.length - 16);
    const unsigned char *mask =
        dictionary_masks + DICTIONARY_SHORT - (is_short ? t.length : DICTIONARY_SHORT);
    uint64_t sum = dictionary_sum(print.words, t.data, second, mask);
    if (__builtin_expect(d->deep && !is_short, 0))
        sum ^= XXH3_64bits(t.data, t.length);
    print.tag = dictionary_tag(sum);
    return print;
}

/* For texts that may end at the end of their memory. */
static dictionary_print dictionary_print_of(const dictionary *d, text t)
{
    char padded[DICTIONARY_PADDING] = {0};
    if (t.length >= DICTIONARY_PADDING)
        return dictionary_print_padded(d, t);
    if (t.length)
        memcpy(padded, t.data, t.length);
    return dictionary_print_padded(d, (text){padded, t.length});
}

/* Two texts of one length, more than DICTIONARY_SHORT, whose first and last 16 bytes are the same: the bytes between. */
static inline bool dictionary_same_middle(const char *a, const char *b, size_t length)
{
    uint64_t different = 0;
    for (size_t at = 16; at < length - 16; at += 16) {
        uint64_t x[2], y[2];
        memcpy(x, a + at, sizeof x);
        memcpy(y, b + at, sizeof y);
        different |= (x[0] ^ y[0]) | (x[1] ^ y[1]);
    }
    return different == 0;
}

#if defined(__SSE2__)
static inline bool dictionary_same_words(const dictionary_key *key, const dictionary_print *print)
{
    const __m128i *a = (const __m128i *)(const void *)key->words,
                  *b = (const __m128i *)(const void *)print->words;
    __m128i first = _mm_cmpeq_epi8(_mm_loadu_si128(a), _mm_load_si128(b)),
            second = _mm_cmpeq_epi8(_mm_loadu_si128(a + 1), _mm_load_si128(b + 1));
    return _mm_movemask_epi8(_mm_and_si128(first, second)) == 0xFFFF;
}
#else
static inline bool dictionary_same_words(const dictionary_key *key, const dictionary_print *print)
{
    return ((key->words[0] ^ print->words[0]) | (key->words[1] ^ print->words[1]) |
            (key->words[2] ^ print->words[2]) | (key->words[3] ^ print->words[3])) == 0;
}
#endif

/* `length` is the key's: see dictionary_key. *twins counts long texts that are only alike; may be NULL. */
static inline uint32_t dictionary_probe(const dictionary *d, text t, uint64_t length,
                                        const dictionary_print *print, size_t *twins)
{
    for (size_t at = print->tag >> d->shift;; at = (at + 1) & (d->n_slots - 1)) {
        uint64_t slot = d->slots[at];
        if (slot == 0)
            return DICTIONARY_NONE;
        uint32_t code = (uint32_t)slot - 1;
        if (slot >> 32 != print->tag || d->keys[code].length != length ||
            !dictionary_same_words(&d->keys[code], print))
            continue;
        if (t.length <= DICTIONARY_SHORT || dictionary_same_middle(d->texts[code].data, t.data, t.length))
            return code;
        if (twins)
            ++*twins;
    }
}

/* Ask for the memory of slots, and then of the keys that they name first. */
static void dictionary_prefetch(const dictionary *d, const dictionary_print *prints, size_t n)
{
    for (size_t i = 0; i < n; i++)
        __builtin_prefetch(&d->slots[prints[i].tag >> d->shift]);
    for (size_t i = 0; i < n; i++) {
        uint32_t code = (uint32_t)d->slots[prints[i].tag >> d->shift];
        __builtin_prefetch(&d->keys[code ? code - 1 : 0]);
    }
}

/* A table that has left the caches: all slots first, then all keys. */
static void dictionary_find_far(const dictionary *d, const text *texts, size_t n, uint32_t *codes)
{
    dictionary_print prints[DICTIONARY_AT_ONCE];
    for (size_t from = 0; from < n; from += DICTIONARY_AT_ONCE) {
        size_t some = n - from < DICTIONARY_AT_ONCE ? n - from : DICTIONARY_AT_ONCE;
        for (size_t i = 0; i < some; i++)
            prints[i] = dictionary_print_padded(d, texts[from + i]);
        dictionary_prefetch(d, prints, some);
        for (size_t i = 0; i < some; i++)
            codes[from + i] = dictionary_probe(d, texts[from + i], texts[from + i].length, &prints[i], NULL);
    }
}

/* No text in the dictionary is longer than a word: nothing else is looked at. */
static void dictionary_find_words(const dictionary *d, const text *texts, size_t n, uint32_t *codes)
{
    uint64_t others = 0;
    for (size_t w = 1; w < DICTIONARY_WORDS; w++)
        others += dictionary_product(0, dictionary_constants[w]);
    for (size_t i = 0; i < n; i++) {
        size_t length = texts[i].length;
        uint64_t word = dictionary_word(texts[i].data) &
                        dictionary_word(dictionary_masks + DICTIONARY_SHORT - (length < 8 ? length : 8));
        uint32_t tag = dictionary_tag(dictionary_product(word, dictionary_constants[0]) + others);
        size_t at = tag >> d->shift;
        uint64_t slot = d->slots[at];
        while (slot && (d->keys[(uint32_t)slot - 1].words[0] != word ||
                        d->keys[(uint32_t)slot - 1].length != length)) {
            at = (at + 1) & (d->n_slots - 1);
            slot = d->slots[at];
        }
        codes[i] = (uint32_t)slot - 1; /* a free slot's 0 becomes DICTIONARY_NONE */
    }
}

void dictionary_find(const dictionary *d, const text *texts, size_t n, uint32_t *codes)
{
    if (d->n == 0)
        memset(codes, 0xFF, n * sizeof *codes); /* DICTIONARY_NONE */
    else if (d->n_slots >= DICTIONARY_LARGE)
        dictionary_find_far(d, texts, n, codes);
    else if (d->longest <= 8)
        dictionary_find_words(d, texts, n, codes);
    else
        for (size_t i = 0; i < n; i++) {
            dictionary_print print = dictionary_print_padded(d, texts[i]);
            codes[i] = dictionary_probe(d, texts[i], texts[i].length, &print, NULL);
        }
}

static void dictionary_place(dictionary *d, uint64_t slot)
{
    size_t at = slot >> 32 >> d->shift;
    while (d->slots[at])
        at = (at + 1) & (d->n_slots - 1);
    d->slots[at] = slot;
}

/* Small tables are nearly empty, since a second look is what no processor foresees; large ones at most half full. */
static esep_status dictionary_grow(dictionary *d, esep_error *error)
{
    size_t n_slots = d->n_slots ? d->n_slots * 2 : DICTIONARY_FIRST_SLOTS;
    size_t capacity = n_slots / (n_slots >= DICTIONARY_LARGE ? 2 : 16);
    if (n_slots > UINT32_MAX / 2)
        return error_memory(error);
    text *texts = realloc(d->texts, capacity * sizeof *texts);
    d->texts = texts ? texts : d->texts;
    dictionary_key *keys = realloc(d->keys, capacity * sizeof *keys);
    d->keys = keys ? keys : d->keys;
    uint64_t *slots = calloc(n_slots, sizeof *slots);
    if (!texts || !keys || !slots) {
        free(slots);
        return error_memory(error);
    }
    huge_pages_ask(slots, n_slots * sizeof *slots);
    huge_pages_ask(keys, capacity * sizeof *keys);
    uint64_t *old = d->slots;
    size_t n_old = d->n_slots;
    d->slots = slots;
    d->n_slots = n_slots;
    d->shift = (unsigned)(32 - __builtin_ctzll(n_slots));
    d->capacity = capacity;
    for (size_t at = 0; at < n_old; at++) {
        if (old[at])
            dictionary_place(d, old[at]);
    }
    free(old);
    return ESEP_OK;
}

/* Long texts are told apart by all their bytes from now on. */
static void dictionary_deepen(dictionary *d)
{
    d->deep = true;
    memset(d->slots, 0, d->n_slots * sizeof *d->slots);
    for (size_t code = 0; code < d->n; code++) {
        dictionary_print print = dictionary_print_of(d, d->texts[code]);
        dictionary_place(d, (uint64_t)print.tag << 32 | (code + 1));
    }
}

/* See dictionary_key. */
static uint64_t dictionary_length(text t)
{
    bool marked = t.length && t.data[0] == '"';
    return t.length | (uint64_t)marked << 63;
}

esep_status dictionary_code(dictionary *d, text t, uint32_t *code, esep_error *error)
{
    size_t twins = 0;
    dictionary_print print = dictionary_print_of(d, t);
    uint32_t known = d->n ? dictionary_probe(d, t, dictionary_length(t), &print, &twins) : DICTIONARY_NONE;
    if (known != DICTIONARY_NONE) {
        *code = known;
        return ESEP_OK;
    }
    if (d->n == d->capacity)
        ESEP_TRY(dictionary_grow(d, error));
    text copy = arena_copy(&d->memory, t.data ? t : text_from(""));
    if (!copy.data)
        return error_memory(error);
    if (twins >= DICTIONARY_TWINS_MOST && !d->deep) {
        dictionary_deepen(d);
        print = dictionary_print_of(d, t);
    }
    dictionary_key *key = &d->keys[d->n];
    memcpy(key->words, print.words, sizeof key->words);
    key->length = dictionary_length(t);
    d->longest = t.length > d->longest ? t.length : d->longest;
    d->texts[d->n] = copy;
    dictionary_place(d, (uint64_t)print.tag << 32 | (d->n + 1));
    *code = (uint32_t)d->n++;
    return ESEP_OK;
}

uint64_t dictionary_bytes(const dictionary *d)
{
    return d->memory.total + d->n_slots * sizeof *d->slots +
           d->capacity * (sizeof *d->texts + sizeof *d->keys);
}

void dictionary_free(dictionary *d)
{
    arena_free(&d->memory);
    free(d->texts);
    free(d->keys);
    free(d->slots);
    *d = (dictionary){0};
}

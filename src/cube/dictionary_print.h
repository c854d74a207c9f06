/* dictionary_print.h - what of a text decides its slot in a dictionary: for the files that look texts up. */
#ifndef CUBE_DICTIONARY_PRINT_H
#define CUBE_DICTIONARY_PRINT_H

#include "cube/dictionary.h"

#include <string.h>
#include <xxhash.h>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#if __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
#error "the masks of short texts are for little-endian machines"
#endif

/** Bytes that the words hold whole. */
enum { DICTIONARY_SHORT = 8 * DICTIONARY_WORDS };

/** See dictionary_find; of a dictionary that is not empty. */
typedef void dictionary_finder(const dictionary *d, const text *texts, size_t n, uint32_t *codes);

#if defined(__x86_64__)
/** AVX-512 with BW and VL, and BMI2. */
dictionary_finder dictionary_find_avx512;
#endif

/** 32 bits, of which the uppermost are the slot's number, and the words that they are made of. */
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
    /* The last 16 bytes, or those from 16 on. Said so that no compiler makes a branch of it. */
    size_t at_least = t.length < DICTIONARY_SHORT ? DICTIONARY_SHORT : t.length,
           at_most = t.length + DICTIONARY_SHORT - at_least;
    const char *second = t.data + at_least - 16;
    const unsigned char *mask = dictionary_masks + DICTIONARY_SHORT - at_most;
    uint64_t sum = dictionary_sum(print.words, t.data, second, mask);
    if (__builtin_expect(d->deep && t.length > DICTIONARY_SHORT, 0))
        sum ^= XXH3_64bits(t.data, t.length);
    print.tag = dictionary_tag(sum);
    return print;
}

#endif

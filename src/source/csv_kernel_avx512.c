/* AVX-512 with VBMI2, whose compress turns a mask into the numbers of its set bits at once: 0.14 s of processor time where the bit
 * loop takes 0.37 s, for 2.4 GB on an EPYC of family 25. */
#include "source/csv_kernel_x86.h"

#define KERNEL_VECTOR_BASE
#include "source/csv_kernel_bits.h"

#include <immintrin.h>

static inline kernel_mask_triple kernel_masks(const char *p, char a, char b, char c)
{
    __m512i block = _mm512_loadu_si512((const void *)p);
    return (kernel_mask_triple){_mm512_cmpeq_epi8_mask(block, _mm512_set1_epi8(a)),
                                _mm512_cmpeq_epi8_mask(block, _mm512_set1_epi8(b)),
                                _mm512_cmpeq_epi8_mask(block, _mm512_set1_epi8(c))};
}

static inline uint64_t kernel_prefix(uint64_t bits)
{
    __m128i product = _mm_clmulepi64_si128(_mm_set_epi64x(0, (int64_t)bits), _mm_set1_epi8((char)0xFF), 0);
    return (uint64_t)_mm_cvtsi128_si64(product);
}

static inline uint64_t kernel_count(uint64_t bits)
{
    return (uint64_t)_mm_popcnt_u64(bits);
}

typedef __m512i kernel_base;

static inline kernel_base kernel_base_at(uint32_t offset)
{
    return _mm512_set1_epi32((int)offset);
}

static inline kernel_base kernel_base_next(kernel_base base)
{
    return _mm512_add_epi32(base, _mm512_set1_epi32(64));
}

static inline void kernel_write(uint32_t *to, kernel_base base, uint64_t bits)
{
    const __m512i numbers =
        _mm512_set_epi8(63, 62, 61, 60, 59, 58, 57, 56, 55, 54, 53, 52, 51, 50, 49, 48, 47, 46, 45, 44, 43,
                        42, 41, 40, 39, 38, 37, 36, 35, 34, 33, 32, 31, 30, 29, 28, 27, 26, 25, 24, 23, 22,
                        21, 20, 19, 18, 17, 16, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0);
    __m512i set = _mm512_maskz_compress_epi8(bits, numbers);
    _mm512_storeu_si512(to, _mm512_add_epi32(base, _mm512_cvtepu8_epi32(_mm512_castsi512_si128(set))));
    if (__builtin_expect(kernel_count(bits) > 16, 0)) {
        _mm512_storeu_si512(to + 16,
                            _mm512_add_epi32(base, _mm512_cvtepu8_epi32(_mm512_extracti32x4_epi32(set, 1))));
        _mm512_storeu_si512(to + 32,
                            _mm512_add_epi32(base, _mm512_cvtepu8_epi32(_mm512_extracti32x4_epi32(set, 2))));
        _mm512_storeu_si512(to + 48,
                            _mm512_add_epi32(base, _mm512_cvtepu8_epi32(_mm512_extracti32x4_epi32(set, 3))));
    }
}

#include "source/csv_kernel_blocks.inc"

void csv_kernel_avx512(csv_positions *out, csv_dialect dialect, const char *bytes, size_t from, size_t length)
{
    kernel_scan(out, dialect, bytes, from, length);
}

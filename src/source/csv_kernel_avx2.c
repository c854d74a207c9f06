/* AVX2 with carry-less multiplication. Bound by writing the positions: a step of eight for every 64 bytes that hold a separator. */
#include "source/csv_kernel_x86.h"

#include "source/csv_kernel_bits.h"

#include <immintrin.h>

static inline uint64_t kernel_mask(__m256i low, __m256i high, char wanted)
{
    __m256i all = _mm256_set1_epi8(wanted);
    uint32_t first = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(low, all));
    uint32_t second = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(high, all));
    return (uint64_t)second << 32 | first;
}

static inline kernel_mask_triple kernel_masks(const char *p, char a, char b, char c)
{
    __m256i low = _mm256_loadu_si256((const __m256i *)(const void *)p);
    __m256i high = _mm256_loadu_si256((const __m256i *)(const void *)(p + 32));
    return (kernel_mask_triple){kernel_mask(low, high, a), kernel_mask(low, high, b),
                                kernel_mask(low, high, c)};
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

#include "source/csv_kernel_blocks.inc"

void csv_kernel_avx2(csv_positions *out, csv_dialect dialect, const char *bytes, size_t from, size_t length)
{
    kernel_scan(out, dialect, bytes, from, length);
}

/* SSE2: every 64-bit x86 has it. */
#include "source/csv_kernel_x86.h"

#include "source/csv_kernel_bits.h"

#include <emmintrin.h>

static inline uint64_t kernel_mask(const __m128i block[4], char wanted)
{
    __m128i all = _mm_set1_epi8(wanted);
    uint64_t mask = 0;
    for (int i = 0; i < 4; i++)
        mask |= (uint64_t)(uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(block[i], all)) << 16 * i;
    return mask;
}

static inline kernel_mask_triple kernel_masks(const char *p, char a, char b, char c)
{
    __m128i block[4];
    for (int i = 0; i < 4; i++)
        block[i] = _mm_loadu_si128((const __m128i *)(const void *)(p + 16 * i));
    return (kernel_mask_triple){kernel_mask(block, a), kernel_mask(block, b), kernel_mask(block, c)};
}

static inline uint64_t kernel_prefix(uint64_t bits)
{
    return kernel_prefix_by_shifts(bits);
}

static inline uint64_t kernel_count(uint64_t bits)
{
    return (uint64_t)__builtin_popcountll(bits);
}

#include "source/csv_kernel_blocks.inc"

void csv_kernel_sse2(csv_positions *out, csv_dialect dialect, const char *bytes, size_t from, size_t length)
{
    kernel_scan(out, dialect, bytes, from, length);
}

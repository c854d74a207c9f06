/* NEON: every 64-bit ARM has it. */
#include "source/csv_kernel_neon.h"

#include "source/csv_kernel_bits.h"

#include <arm_neon.h>

static inline uint64_t kernel_mask(const uint8x16_t block[4], char wanted)
{
    static const uint8_t weights[16] = {1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128};
    uint8x16_t all = vdupq_n_u8((uint8_t)wanted), weight = vld1q_u8(weights), bits[4];
    for (int i = 0; i < 4; i++)
        bits[i] = vandq_u8(vceqq_u8(block[i], all), weight);
    uint8x16_t pairs = vpaddq_u8(vpaddq_u8(bits[0], bits[1]), vpaddq_u8(bits[2], bits[3]));
    return vgetq_lane_u64(vreinterpretq_u64_u8(vpaddq_u8(pairs, pairs)), 0);
}

static inline kernel_mask_triple kernel_masks(const char *p, char a, char b, char c)
{
    uint8x16_t block[4];
    for (int i = 0; i < 4; i++)
        block[i] = vld1q_u8((const uint8_t *)p + 16 * i);
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

void csv_kernel_neon(csv_positions *out, csv_dialect dialect, const char *bytes, size_t from, size_t length)
{
    kernel_scan(out, dialect, bytes, from, length);
}

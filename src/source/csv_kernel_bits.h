/* csv_kernel_bits.h - parts of kernels that several instruction sets share. KERNEL_VECTOR_BASE: the kernel brings its own
 * way of writing positions. */
#ifndef SOURCE_CSV_KERNEL_BITS_H
#define SOURCE_CSV_KERNEL_BITS_H

#include <stdint.h>

/** Three masks of 64 bytes: bit i is set where byte i is the one looked for. */
typedef struct kernel_mask_triple {
    uint64_t a, b, c;
} kernel_mask_triple;

/** Exclusive-or of all bits up to and with each, by doubling steps. */
static inline uint64_t kernel_prefix_by_shifts(uint64_t bits)
{
    for (int step = 1; step < 64; step *= 2)
        bits ^= bits << step;
    return bits;
}

#ifndef KERNEL_VECTOR_BASE
typedef uint32_t kernel_base;

static inline kernel_base kernel_base_at(uint32_t offset)
{
    return offset;
}

static inline kernel_base kernel_base_next(kernel_base base)
{
    return base + 64;
}

/** Eight positions a step, whether there are so many or not: the branch is on the steps, which seldom vary (Langdale & Lemire
 *  2019, section 3.1.2). */
static inline void kernel_write(uint32_t *to, kernel_base base, uint64_t bits)
{
    while (bits) {
        for (int i = 0; i < 8; i++) {
            to[i] = base + (uint32_t)__builtin_ctzll(bits | UINT64_C(1) << 63);
            bits &= bits - 1;
        }
        to += 8;
    }
}
#endif

#endif

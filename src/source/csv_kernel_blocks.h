/* csv_kernel_blocks.h - the algorithm of csv_kernel.h over the four functions that an instruction set defines before it includes this:
 *
 *   kernel_masks     masks of three bytes in the 64 bytes at p
 *   kernel_prefix    exclusive-or of all bits up to and with each
 *   kernel_write     positions base + i of the set bits i, from `to` on; may write up to 64 numbers whatever their count
 *   kernel_count     number of set bits
 *
 * Included once by each csv_kernel_*.c, which is compiled for its instruction set. */
#ifndef SOURCE_CSV_KERNEL_BLOCKS_H
#define SOURCE_CSV_KERNEL_BLOCKS_H

#include "source/csv_kernel.h"

#include <string.h>

/* What passes from one block to the next. */
typedef struct kernel_carry {
    uint64_t inside; /* all ones: the block begins inside quotes */
    uint64_t begins; /* 1: a field may begin at the block's first byte */
} kernel_carry;

/* One block; false where a mark opens where no field begins: *at is its place. */
static inline bool kernel_block(csv_positions *out, csv_dialect dialect, const char *p, uint32_t base, uint64_t valid,
                                kernel_carry *carry, size_t *at)
{
    kernel_mask_triple masks = kernel_masks(p, '"', dialect.delimiter, dialect.line_end);
    uint64_t quotes = masks.a & valid, separators = masks.b & valid, lines = masks.c & valid, inside = carry->inside;
    if (quotes | inside) {
        inside ^= kernel_prefix(quotes);
        uint64_t may_open = (separators | lines | quotes) << 1 | carry->begins;
        uint64_t wrong = quotes & inside & ~may_open;
        if (wrong) {
            *at = base + (size_t)__builtin_ctzll(wrong);
            return false;
        }
        carry->inside = (uint64_t)((int64_t)inside >> 63);
    }
    carry->begins = (separators | lines | quotes) >> 63;
    out->line_ends += kernel_count(lines);
    lines &= ~inside;
    uint64_t ends = (separators & ~inside) | lines;
    kernel_write(out->ends + out->n_ends, base, ends);
    while (lines) { /* a line end every few blocks */
        uint64_t through = lines ^ (lines - 1); /* the lowest set bit and all below it */
        out->row_ends[out->n_rows++] = (uint32_t)(out->n_ends + kernel_count(ends & through));
        lines &= lines - 1;
    }
    out->n_ends += kernel_count(ends);
    return true;
}

static inline void kernel_scan(csv_positions *out, csv_dialect dialect, const char *bytes, size_t from, size_t length)
{
    kernel_carry carry = {.inside = 0, .begins = 1};
    out->stopped_at = SIZE_MAX;
    size_t at = from;
    for (; at + 64 <= length; at += 64) {
        if (!kernel_block(out, dialect, bytes + at, (uint32_t)at, ~UINT64_C(0), &carry, &out->stopped_at))
            return;
    }
    if (at < length) {
        char last[64] = {0};
        uint64_t valid = ~UINT64_C(0) >> (64 - (length - at));
        memcpy(last, bytes + at, length - at);
        if (!kernel_block(out, dialect, last, (uint32_t)at, valid, &carry, &out->stopped_at))
            return;
    }
    out->open_quote = carry.inside != 0;
}

#endif

/* csv_kernel.h - finding all separators, line ends and quotes of a span of bytes, 64 at a time.
 *
 * The algorithm is written once, in csv_kernel_blocks.inc; each instruction set brings four small functions. For 64 bytes:
 *
 *   quotes, separators, line ends as bit masks, one bit a byte
 *   → exclusive-or of all quote bits up to and with each byte (carry-less multiplication by all ones, where there is such an
 *     instruction): 1 inside quotes, the opening mark included; the last bit carries over to the next 64 bytes
 *   → separators and line ends inside quotes vanish; the rest are written out as positions.
 *
 * A mark that opens where no field begins (5" pipe) would turn all that follows inside out. So every opening mark must stand behind a
 * separator, a line end or another mark (the second of a doubled one); at the first that does not, the kernel stops, and csv_scan takes the
 * row with csv_row_end, byte by byte, and goes on behind it. With that the kernels agree with the reference on every input,
 * which tests/twin/csv_kernels.c holds them to.
 *
 * Langdale & Lemire (2019), Parsing Gigabytes of JSON per Second, VLDB Journal 28, section 3.1 has the prefix sum of quotes. */
#ifndef SOURCE_CSV_KERNEL_H
#define SOURCE_CSV_KERNEL_H

#include "source/csv.h"

/** What the kernels fill. Arrays have room for a position for every byte, and 64 more. */
typedef struct csv_positions {
    uint32_t *ends;
    size_t n_ends;
    uint64_t rows_found; /**< of the last run: line ends among the ends it appended */
    uint32_t *row_ends;  /**< not the kernels' business: csv_scan finds them among the ends … */
    size_t n_rows;       /**< … and how many there are */
    uint64_t line_ends;  /**< in quotes or not */
    size_t
        stopped_at; /**< offset of a mark that opens where no field begins; SIZE_MAX: none, all was scanned */
    bool open_quote;
} csv_positions;

/** Scan bytes[from … length), which begin a row. Appends to `out`. What it found of the block with the
 *  offending mark is left out again: whole rows before it are right, csv_scan cuts the rest. line_ends counts
 *  only when nothing stopped it. */
typedef void (*csv_kernel)(csv_positions *out, csv_dialect dialect, const char *bytes, size_t from,
                           size_t length);

/** A kernel by the name of its instruction set; run() is NULL where this machine or build has none. Ends with name NULL; best first. The
 *  reference ("scalar") is no kernel: csv_scan uses it where there is none of these. */
typedef struct csv_kernel_choice {
    const char *name; /**< "avx512", "avx2", "sse2", "neon" */
    csv_kernel run;
} csv_kernel_choice;

const csv_kernel_choice *csv_kernels(void);

/** Scan with this kernel from now on (NULL: the reference): for tests and measurements; not while others scan. */
void csv_use_kernel(csv_kernel kernel);

#endif

/* generate_output.h - rows written to stdout through one large buffer.
 *
 * The generator makes gigabytes; stdio costs it more than making the rows. A row is put together in the buffer
 * by the functions below, which do not check for room: rows_row_end() writes the buffer out while there is still
 * place for the longest row. Every write is checked; the first failure is said on stderr and remembered. */
#ifndef BENCH_GENERATE_OUTPUT_H
#define BENCH_GENERATE_OUTPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum {
    ROWS_BUFFER_BYTES = 1 << 20,
    ROWS_LONGEST = 8192 /**< no row, and no header, of any layout is longer */
};

/** A text with its length; TEXT() makes one of a literal. */
typedef struct text {
    const char *bytes;
    size_t length;
} text;

#define TEXT(literal)                                                                                        \
    {                                                                                                        \
        literal, sizeof(literal) - 1                                                                         \
    }

typedef struct rows_output {
    char *next; /**< where the next byte goes */
    bool failed;
    char buffer[ROWS_BUFFER_BYTES];
} rows_output;

void rows_begin(rows_output *out);

/** Write what is in the buffer. */
void rows_flush(rows_output *out);

/** Write the rest and close stdout; false where any write failed. */
bool rows_finish(rows_output *out);

static inline void rows_char(rows_output *out, char c)
{
    *out->next++ = c;
}

static inline void rows_bytes(rows_output *out, const char *bytes, size_t length)
{
    memcpy(out->next, bytes, length);
    out->next += length;
}

static inline void rows_text(rows_output *out, text value)
{
    rows_bytes(out, value.bytes, value.length);
}

/** Exactly `width` decimal digits, zeros in front. */
static inline void rows_digits(rows_output *out, uint64_t value, unsigned width)
{
    for (unsigned i = width; i-- > 0; value /= 10)
        out->next[i] = (char)('0' + value % 10);
    out->next += width;
}

/** As few decimal digits as the value needs. */
static inline void rows_number(rows_output *out, uint64_t value)
{
    unsigned width = 1;
    for (uint64_t rest = value / 10; rest > 0; rest /= 10)
        width++;
    rows_digits(out, value, width);
}

static inline void rows_row_end(rows_output *out)
{
    rows_char(out, '\n');
    if (out->next > out->buffer + ROWS_BUFFER_BYTES - ROWS_LONGEST)
        rows_flush(out);
}

#endif

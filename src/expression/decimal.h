/* decimal.h - decimal numbers as they are written, compared exactly.
 *
 * 0.1 has no binary double, and 9007199254740993 is not the double that reads it: a filter that compared
 * doubles would keep records that its words exclude. So a number is an integer and the place of its point. */
#ifndef EXPRESSION_DECIMAL_H
#define EXPRESSION_DECIMAL_H

#include "base/fraction.h"
#include "base/text.h"

/** DECIMAL_DIGITS: significant digits, digits before the point and digits after it, each at most this many.
 *  10^38 < 2^127. DECIMAL_BYTES: room for any decimal in print. */
enum { DECIMAL_DIGITS = 38, DECIMAL_BYTES = 48 };

/** mantissa / 10^scale, 0 <= scale <= DECIMAL_DIGITS, |mantissa| < 10^DECIMAL_DIGITS. In lowest terms: the
 * mantissa ends in 0 only where scale is 0; zero is 0/1. Equal numbers have equal members. */
typedef struct decimal {
    int128 mantissa;
    int scale;
} decimal;

typedef enum decimal_outcome {
    DECIMAL_OK,
    DECIMAL_UNREADABLE,   /**< not the form of a number */
    DECIMAL_OUT_OF_RANGE, /**< a number, but it has too many digits */
} decimal_outcome;

/** Read [+-]digits[.digits][e[+-]digits]; digits may be missing on one side of the point. The whole of
 * `written` must be the number: no blanks, no grouping. With `comma`, digits,digits is read too, unless
 * exactly three digits follow the comma: 1,234 is a thousand in one country and little more than one in
 * another, so it is not read. *out is set for DECIMAL_OK only. */
decimal_outcome decimal_read(decimal *out, text written, bool comma);

/** <0, 0, >0. */
int decimal_compare(decimal a, decimal b);

/** Plain digits without exponent into out, terminated; returns the length. Reading them gives the same
 * number. */
size_t decimal_print(char out[DECIMAL_BYTES], decimal number);

#endif

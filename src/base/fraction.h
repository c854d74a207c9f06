/* fraction.h - exact ratios, and the one place where they become decimals.
 *
 * Ratios keep numerator and denominator to the end and are rounded once, on exact integers: 49 against 80 is
 * -38.75 % exactly, which binary floating point cannot hold, and whether -38.7 or -38.8 is printed must follow a
 * stated rule and not an accident. */
#ifndef BASE_FRACTION_H
#define BASE_FRACTION_H

#include <stdbool.h>
#include <stddef.h>

__extension__ typedef __int128 int128;
__extension__ typedef unsigned __int128 uint128;

/** numerator / denominator. denominator > 0; 0 means "undefined" (a change against a base of 0). Need not be in
 *  lowest terms. */
typedef struct fraction {
    int128 numerator;
    int128 denominator;
} fraction;

/** What happens to a value that falls between two printable ones. The four HALF_ rules differ only in exact ties. */
typedef enum fraction_rule {
    FRACTION_HALF_AWAY, /**< ties away from zero: the rule of statistical offices, and Esep's own */
    FRACTION_HALF_UP,   /**< ties towards plus infinity */
    FRACTION_HALF_EVEN, /**< ties to the even last digit: IEEE 754, R, C */
    FRACTION_HALF_DOWN, /**< ties towards zero */
    FRACTION_TRUNCATE,  /**< towards zero */
    FRACTION_FLOOR,     /**< towards minus infinity */
    FRACTION_CEILING,   /**< towards plus infinity */
    FRACTION_RULES
} fraction_rule;

/** a · b into *out; false, and *out untouched, where the product would leave 127 bits. For sums of int128 the compilers' checked
 *  addition serves; their checked multiplication needs a routine that only one of the run-time libraries has. */
bool fraction_multiply(int128 *out, int128 a, int128 b);

/** a − b; undefined where either is, or a product would leave 127 bits. */
fraction fraction_subtract(fraction a, fraction b);

/** round(f · 10^decimals) by `rule`, into *out. False (and *out untouched) where f is undefined or a product would
 *  leave 127 bits. decimals: 0 … 18. */
bool fraction_round(int128 *out, fraction f, int decimals, fraction_rule rule);

/** The fraction 100·(value − base)/base; undefined for base == 0 or where a product would leave 127 bits.
 *  A negative base gives the change relative to its absolute value. */
fraction fraction_change_percent(int128 value, int128 base);

/** The fraction 100·part/whole; undefined for whole == 0. whole >= 0. */
fraction fraction_percent(int128 part, int128 whole);

/** The nearest double; NaN where undefined. */
double fraction_real(fraction f);

/** Decimal digits of `number`/10^decimals with a point, into out[48]; returns the length. "-0.50" for (-50, 2).
 *  decimals: 0 … 38. */
size_t fraction_digits(char out[48], int128 number, int decimals);

/** As fraction_digits, without zeros at the end of the decimals. Exact decimal output of sums. */
size_t fraction_digits_short(char out[48], int128 number, int decimals);

#endif

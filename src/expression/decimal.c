#include "expression/decimal.h"

#include <string.h>

/* The digits read so far: mantissa · 10^zeros. Zeros at the end wait until a digit after them shows that they
 * matter, so that 1.50000…0 of any length is a number like any other. */
typedef struct decimal_digits {
    uint128 mantissa;
    int64_t significant;
    int64_t zeros;
} decimal_digits;

static bool decimal_is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static uint128 decimal_power(int64_t exponent)
{
    uint128 power = 1;
    for (int64_t i = 0; i < exponent; i++)
        power *= 10;
    return power;
}

/* Take the digits at the head of *rest off; returns how many there were. */
static int64_t decimal_take(decimal_digits *digits, text *rest)
{
    const char *start = rest->data;
    while (rest->length && decimal_is_digit(rest->data[0])) {
        unsigned digit = (unsigned)(rest->data[0] - '0');
        rest->data++;
        rest->length--;
        if (digit == 0) {
            digits->zeros += digits->significant > 0;
            continue;
        }
        digits->significant += digits->zeros + 1;
        if (digits->significant <= DECIMAL_DIGITS)
            digits->mantissa = digits->mantissa * decimal_power(digits->zeros + 1) + digit;
        digits->zeros = 0;
    }
    return rest->data - start;
}

/* An exponent at the head of *rest. Far beyond any use it stops growing, so that no number of digits
 * overflows. */
static bool decimal_take_exponent(int64_t *exponent, text *rest)
{
    if (!rest->length || (rest->data[0] != 'e' && rest->data[0] != 'E'))
        return true;
    size_t at = 1;
    bool negative = rest->length > 1 && rest->data[1] == '-';
    if (negative || (rest->length > 1 && rest->data[1] == '+'))
        at++;
    if (at == rest->length)
        return false;
    for (; at < rest->length && decimal_is_digit(rest->data[at]); at++) {
        if (*exponent < INT64_C(1000000000000))
            *exponent = *exponent * 10 + (rest->data[at] - '0');
    }
    if (negative)
        *exponent = -*exponent;
    *rest = (text){rest->data + at, rest->length - at};
    return rest->length == 0;
}

static decimal_outcome decimal_settle(decimal *out, const decimal_digits *digits, bool negative,
                                      int64_t scale)
{
    if (digits->significant == 0) {
        *out = (decimal){0, 0};
        return DECIMAL_OK;
    }
    scale -= digits->zeros;
    int64_t raise = scale < 0 ? -scale : 0;
    /* With scale < significant there are significant - scale digits before the point. */
    if (digits->significant + raise > DECIMAL_DIGITS || scale > DECIMAL_DIGITS)
        return DECIMAL_OUT_OF_RANGE;
    int128 mantissa = (int128)(digits->mantissa * decimal_power(raise));
    *out = (decimal){negative ? -mantissa : mantissa, raise ? 0 : (int)scale};
    return DECIMAL_OK;
}

decimal_outcome decimal_read(decimal *out, text written, bool comma)
{
    text rest = written;
    decimal_digits digits = {0};
    bool negative = rest.length && rest.data[0] == '-';
    if (negative || (rest.length && rest.data[0] == '+'))
        rest = (text){rest.data + 1, rest.length - 1};

    int64_t before = decimal_take(&digits, &rest), after = 0, exponent = 0;
    bool marked_by_comma = comma && before && rest.length && rest.data[0] == ',';
    if (marked_by_comma || (rest.length && rest.data[0] == '.')) {
        rest = (text){rest.data + 1, rest.length - 1};
        after = decimal_take(&digits, &rest);
    }
    if (before + after == 0)
        return DECIMAL_UNREADABLE;
    if (marked_by_comma && (after == 0 || after == 3 || rest.length))
        return DECIMAL_UNREADABLE;
    if (!decimal_take_exponent(&exponent, &rest) || rest.length)
        return DECIMAL_UNREADABLE;
    return decimal_settle(out, &digits, negative, after - exponent);
}

int decimal_compare(decimal a, decimal b)
{
    int sign = (a.mantissa > 0) - (a.mantissa < 0), other = (b.mantissa > 0) - (b.mantissa < 0);
    if (sign == other && a.scale != b.scale) {
        /* What leaves 127 bits when brought to the longer scale is above every mantissa there can be. */
        decimal *coarse = a.scale < b.scale ? &a : &b;
        int128 power = (int128)decimal_power(a.scale < b.scale ? b.scale - a.scale : a.scale - b.scale);
        if (!fraction_multiply(&coarse->mantissa, coarse->mantissa, power))
            return coarse == &a ? sign : -sign;
    }
    return (a.mantissa > b.mantissa) - (a.mantissa < b.mantissa);
}

size_t decimal_print(char out[DECIMAL_BYTES], decimal number)
{
    char reversed[DECIMAL_BYTES];
    size_t n = 0, length = 0;
    uint128 rest = number.mantissa < 0 ? -(uint128)number.mantissa : (uint128)number.mantissa;
    for (int i = 0; rest || i <= number.scale; i++) {
        if (i == number.scale && i > 0)
            reversed[n++] = '.';
        reversed[n++] = (char)('0' + (int)(rest % 10));
        rest /= 10;
    }
    if (number.mantissa < 0)
        out[length++] = '-';
    while (n)
        out[length++] = reversed[--n];
    out[length] = '\0';
    return length;
}

#include "base/fraction.h"

#include <assert.h>
#include <math.h>
#include <stdint.h>

#define INT128_MAX ((int128)(~(uint128)0 >> 1))

static uint128 fraction_magnitude(int128 x)
{
    return x < 0 ? -(uint128)x : (uint128)x;
}

/* The product is formed in unsigned arithmetic after the check. */
bool fraction_multiply(int128 *out, int128 a, int128 b)
{
    if (b != 0 && fraction_magnitude(a) > (uint128)INT128_MAX / fraction_magnitude(b))
        return false;
    *out = (int128)((uint128)a * (uint128)b);
    return true;
}

fraction fraction_subtract(fraction a, fraction b)
{
    fraction none = {0, 0}, difference;
    int128 left, right;
    if (a.denominator == 0 || b.denominator == 0 || !fraction_multiply(&left, a.numerator, b.denominator) ||
        !fraction_multiply(&right, b.numerator, a.denominator) ||
        !fraction_multiply(&difference.denominator, a.denominator, b.denominator) ||
        __builtin_sub_overflow(left, right, &difference.numerator))
        return none;
    return difference;
}

static uint64_t fraction_power_of_ten(int exponent)
{
    uint64_t power = 1;
    while (exponent-- > 0)
        power *= 10;
    return power;
}

/* Does the quotient, cut towards zero, move one step away from zero? `half` tells how the rest that was cut
 * off compares with one half: <0, 0, >0. */
static bool fraction_step_away(fraction_rule rule, bool negative, bool odd, int half)
{
    switch (rule) {
    case FRACTION_HALF_AWAY:
        return half >= 0;
    case FRACTION_HALF_UP:
        return half > 0 || (half == 0 && !negative);
    case FRACTION_HALF_EVEN:
        return half > 0 || (half == 0 && odd);
    case FRACTION_HALF_DOWN:
        return half > 0;
    case FRACTION_FLOOR:
        return negative;
    case FRACTION_CEILING:
        return !negative;
    case FRACTION_TRUNCATE:
    case FRACTION_RULES:
        break;
    }
    return false;
}

bool fraction_round(int128 *out, fraction f, int decimals, fraction_rule rule)
{
    int128 scaled;
    if (f.denominator <= 0 || decimals < 0 || decimals > 18 ||
        !fraction_multiply(&scaled, f.numerator, fraction_power_of_ten(decimals)))
        return false;
    int128 quotient = scaled / f.denominator, rest = scaled % f.denominator;
    if (rest != 0) {
        bool negative = rest < 0;
        int128 size = negative ? -rest : rest, left = f.denominator - size;
        if (fraction_step_away(rule, negative, quotient % 2 != 0, (size > left) - (size < left)))
            quotient += negative ? -1 : 1;
    }
    *out = quotient;
    return true;
}

static const fraction fraction_undefined = {0, 0};

fraction fraction_change_percent(int128 value, int128 base)
{
    uint128 whole = fraction_magnitude(base), size = fraction_magnitude(value);
    if (base == 0 || whole > (uint128)INT128_MAX || size > (uint128)INT128_MAX)
        return fraction_undefined;
    bool apart = (value < 0) != (base < 0);
    if (apart && size > (uint128)INT128_MAX - whole)
        return fraction_undefined;
    fraction change = {0, (int128)whole};
    return fraction_multiply(&change.numerator, value - base, 100) ? change : fraction_undefined;
}

fraction fraction_percent(int128 part, int128 whole)
{
    fraction share = {0, whole};
    if (whole <= 0 || !fraction_multiply(&share.numerator, part, 100))
        return fraction_undefined;
    return share;
}

/* a / b to the nearest double: binary digits of the quotient until there are more than a double holds, the
 * rest folded into a last bit that only breaks ties. */
static double fraction_long_division(uint128 a, uint128 b)
{
    uint128 quotient = a / b, rest = a % b;
    int exponent = 0;
    while (rest != 0 && quotient >> 62 == 0) {
        rest <<= 1;
        quotient <<= 1;
        exponent--;
        if (rest >= b) {
            rest -= b;
            quotient |= 1;
        }
    }
    return ldexp((double)(quotient | (rest != 0)), exponent);
}

double fraction_real(fraction f)
{
    if (f.denominator <= 0)
        return NAN;
    uint128 size = fraction_magnitude(f.numerator), exact = (uint128)1 << 53;
    /* Two integers that a double holds exactly: the division itself rounds correctly. */
    if (size <= exact && f.denominator <= (int128)exact)
        return (double)(int64_t)f.numerator / (double)(int64_t)f.denominator;
    double real = fraction_long_division(size, (uint128)f.denominator);
    return f.numerator < 0 ? -real : real;
}

size_t fraction_digits(char out[48], int128 number, int decimals)
{
    assert(decimals >= 0 && decimals <= 38);
    char backwards[48];
    int n = 0;
    uint128 rest = fraction_magnitude(number);
    for (; rest > UINT64_MAX; rest /= 10)
        backwards[n++] = (char)('0' + (int)(rest % 10));
    for (uint64_t low = (uint64_t)rest; low != 0 || n <= decimals; low /= 10) /* no library's division */
        backwards[n++] = (char)('0' + (int)(low % 10));
    size_t length = 0;
    if (number < 0)
        out[length++] = '-';
    while (n > 0) {
        if (n == decimals)
            out[length++] = '.';
        out[length++] = backwards[--n];
    }
    out[length] = '\0';
    return length;
}

size_t fraction_digits_short(char out[48], int128 number, int decimals)
{
    static const int at_once[] = {18, 9, 1}; /* divisions of 128 bits are slow */
    for (size_t i = 0; i < sizeof at_once / sizeof *at_once; i++) {
        int128 power = fraction_power_of_ten(at_once[i]);
        for (; decimals >= at_once[i] && number % power == 0; decimals -= at_once[i])
            number /= power;
    }
    return fraction_digits(out, number, decimals);
}

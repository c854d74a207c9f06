#include "source/table_value.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Most numbers that people write have few decimals. A decimal of at most 15 digits that reads back as the same double is the
 * only one so short; whether n / 10^k does, one division tells, for both are exact and it is rounded correctly. */
static bool table_value_short(buffer *out, double value)
{
    static const double powers[] = {1,   1e1, 1e2,  1e3,  1e4,  1e5,  1e6, 1e7,
                                    1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14};
    double size = fabs(value);
    if (!(size >= 1e-4 && size < 1e15))
        return false;
    for (int decimals = 0; decimals < 15 && size * powers[decimals] < 999999999999999.0; decimals++) {
        int64_t n = (int64_t)(size * powers[decimals] + 0.5);
        if ((double)n / powers[decimals] != size)
            continue;
        char digits[24], *at = digits + sizeof digits;
        for (int i = 0; i <= decimals || n; i++, n /= 10) {
            if (decimals && i == decimals)
                *--at = '.';
            *--at = (char)('0' + n % 10);
        }
        if (value < 0)
            *--at = '-';
        buffer_add(out, (text){at, (size_t)(digits + sizeof digits - at)});
        return true;
    }
    return false;
}

void table_value_real(buffer *out, double value)
{
    char digits[64];
    if (table_value_short(out, value))
        return;
    if (isfinite(value) && trunc(value) == value && fabs(value) < 1e21) {
        buffer_add_format(out, "%.0f", value == 0 ? 0.0 : value);
        return;
    }
    int precision = 15;
    do
        snprintf(digits, sizeof digits, "%.*e", precision - 1, value);
    while (strtod(digits, NULL) != value && ++precision <= 17);
    const char *exponent = strchr(digits, 'e');
    int power = exponent ? (int)strtol(exponent + 1, NULL, 10) : 0;
    if (!exponent || power < -15 || power >= 21) {
        buffer_add_format(out, "%.*g", precision, value);
        return;
    }
    int decimals = precision - 1 - power;
    snprintf(digits, sizeof digits, "%.*f", decimals > 0 ? decimals : 0, value);
    size_t length = strlen(digits);
    while (strchr(digits, '.') && digits[length - 1] == '0')
        length--;
    buffer_add(out, (text){digits, length});
}

void table_value_point(buffer *out, bool there, double x, double y)
{
    buffer_add_byte(out, ',');
    if (there)
        table_value_real(out, x);
    buffer_add_byte(out, ',');
    if (there)
        table_value_real(out, y);
}

static void table_value_two(char *out, int64_t number)
{
    out[0] = (char)('0' + number / 10);
    out[1] = (char)('0' + number % 10);
}

void table_value_day(buffer *out, int64_t day)
{
    day += 719468; /* from 0000-03-01 */
    int64_t era = (day >= 0 ? day : day - 146096) / 146097, of_era = day - era * 146097;
    int64_t year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    int64_t of_year = of_era - (365 * year + year / 4 - year / 100), shifted = (5 * of_year + 2) / 153;
    int64_t month = shifted < 10 ? shifted + 3 : shifted - 9;
    int64_t of_month = of_year - (153 * shifted + 2) / 5 + 1;
    year += era * 400 + (month <= 2);
    if (year < 0 || year > 9999) {
        buffer_add_format(out, "%04" PRId64 "-%02" PRId64 "-%02" PRId64, year, month, of_month);
        return;
    }
    char digits[10] = {[4] = '-', [7] = '-'};
    table_value_two(digits, year / 100);
    table_value_two(digits + 2, year % 100);
    table_value_two(digits + 5, month);
    table_value_two(digits + 8, of_month);
    buffer_add(out, (text){digits, sizeof digits});
}

void table_value_time(buffer *out, int64_t nanosecond)
{
    int64_t second = nanosecond / 1000000000, rest = nanosecond % 1000000000;
    char digits[8] = {[2] = ':', [5] = ':'};
    table_value_two(digits, second / 3600);
    table_value_two(digits + 3, second / 60 % 60);
    table_value_two(digits + 6, second % 60);
    buffer_add(out, (text){digits, sizeof digits});
    if (rest % 1000)
        buffer_add_format(out, ".%09" PRId64, rest);
    else if (rest % 1000000)
        buffer_add_format(out, ".%06" PRId64, rest / 1000);
    else if (rest)
        buffer_add_format(out, ".%03" PRId64, rest / 1000000);
}

void table_value_instant(buffer *out, int64_t day, int64_t nanosecond)
{
    table_value_day(out, day);
    buffer_add_byte(out, ' ');
    table_value_time(out, nanosecond);
}

void table_value_moment(buffer *out, int64_t day, int64_t millisecond)
{
    table_value_instant(out, day, millisecond * 1000000);
}

/* Has one of the eight bytes the high bit that says: it is a separator, quote or line end? */
static uint64_t table_value_special(uint64_t word)
{
    const uint64_t ones = 0x0101010101010101u;
    static const unsigned char bytes[] = {',', '"', '\r', '\n'};
    uint64_t hit = 0;
    for (size_t i = 0; i < sizeof bytes; i++) {
        uint64_t zero = word ^ ones * bytes[i];
        hit |= (zero - ones) & ~zero;
    }
    return hit & ones * 0x80;
}

void table_value_text(buffer *out, text t)
{
    uint64_t hit = 0, word = 0;
    size_t at = 0;
    if (t.length == 0 || !buffer_reserve(out, t.length))
        return;
    char *to = out->data + out->length, first = t.data[0], last = t.data[t.length - 1];
    for (; at + 8 <= t.length; at += 8) {
        memcpy(&word, t.data + at, 8);
        memcpy(to + at, &word, 8);
        hit |= table_value_special(word);
    }
    for (; at < t.length; at++) {
        char byte = to[at] = t.data[at];
        hit |= byte == ',' || byte == '"' || byte == '\r' || byte == '\n';
    }
    if (hit || first == ' ' || first == '\t' || last == ' ' || last == '\t')
        buffer_add_csv(out, t);
    else
        out->length += t.length;
}

void table_value_end_row(buffer *out, size_t start)
{
    if (out->length == start)
        buffer_add_string(out, "\"\"");
    buffer_add_byte(out, '\n');
}

#include "source/table_value.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void table_value_real(buffer *out, double value)
{
    char digits[64];
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

void table_value_day(buffer *out, int64_t day)
{
    day += 719468; /* from 0000-03-01 */
    int64_t era = (day >= 0 ? day : day - 146096) / 146097, of_era = day - era * 146097;
    int64_t year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    int64_t of_year = of_era - (365 * year + year / 4 - year / 100), shifted = (5 * of_year + 2) / 153;
    int64_t month = shifted < 10 ? shifted + 3 : shifted - 9;
    buffer_add_format(out, "%04" PRId64 "-%02" PRId64 "-%02" PRId64, year + era * 400 + (month <= 2), month,
                      of_year - (153 * shifted + 2) / 5 + 1);
}

void table_value_moment(buffer *out, int64_t day, int64_t millisecond)
{
    int64_t second = millisecond / 1000;
    table_value_day(out, day);
    buffer_add_format(out, " %02" PRId64 ":%02" PRId64 ":%02" PRId64, second / 3600, second / 60 % 60,
                      second % 60);
    if (millisecond % 1000)
        buffer_add_format(out, ".%03" PRId64, millisecond % 1000);
}

void table_value_begin(buffer *out, size_t column)
{
    if (column)
        buffer_add_byte(out, ',');
}

void table_value_end_row(buffer *out, size_t start)
{
    if (out->length == start)
        buffer_add_string(out, "\"\"");
    buffer_add_byte(out, '\n');
}

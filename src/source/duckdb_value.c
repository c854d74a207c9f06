/* Values of DuckDB's vectors as fields of CSV, each by its own type and with all its digits. */
#include "base/fraction.h"
#include "source/duckdb_answer.h"
#include "source/table_value.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

/* number / 10^scale, every digit of it. */
static void duckdb_add_digits(buffer *out, uint128 number, bool negative, int scale)
{
    char digits[48], *at = digits + sizeof digits;
    int n = 0;
    for (; number > UINT64_MAX; n++, number /= 10) {
        if (scale && n == scale)
            *--at = '.';
        *--at = (char)('0' + (int)(number % 10));
    }
    for (uint64_t rest = (uint64_t)number; n <= scale || rest; n++, rest /= 10) {
        if (scale && n == scale)
            *--at = '.';
        *--at = (char)('0' + (int)(rest % 10));
    }
    if (negative)
        *--at = '-';
    buffer_add(out, (text){at, (size_t)(digits + sizeof digits - at)});
}

static void duckdb_add_signed(buffer *out, int128 number, int scale)
{
    duckdb_add_digits(out, number < 0 ? -(uint128)number : (uint128)number, number < 0, scale);
}

/* As table_value_real(), for the fewest digits that read back as the same float of 32 bits. */
static void duckdb_add_float(buffer *out, float value)
{
    char digits[32];
    int precision = 6;
    do
        snprintf(digits, sizeof digits, "%.*g", precision, (double)value);
    while (isfinite(value) && strtof(digits, NULL) != value && ++precision <= 9);
    table_value_real(out, strtod(digits, NULL));
}

/* A moment `units` after 1970, of which a second has `per_second`. The ends of the range stand for infinity. */
static void duckdb_add_moment(buffer *out, int64_t units, int64_t per_second)
{
    if (units == INT64_MAX || units == -INT64_MAX) {
        buffer_add_string(out, units > 0 ? "infinity" : "-infinity");
        return;
    }
    int64_t per_day = 86400 * per_second, day = units / per_day, rest = units % per_day;
    if (rest < 0) {
        rest += per_day;
        day--;
    }
    table_value_instant(out, day, rest * (1000000000 / per_second));
}

static void duckdb_add_date(buffer *out, int32_t day)
{
    if (day == INT32_MAX || day == -INT32_MAX)
        buffer_add_string(out, day > 0 ? "infinity" : "-infinity");
    else
        table_value_day(out, day);
}

/* An integer of the machine, also within a decimal. */
static int128 duckdb_integer(duckdb_kind kind, const void *data, uint64_t row)
{
    switch (kind) {
    case DUCKDB_INT8:
        return ((const int8_t *)data)[row];
    case DUCKDB_INT16:
        return ((const int16_t *)data)[row];
    case DUCKDB_INT32:
        return ((const int32_t *)data)[row];
    case DUCKDB_INT64:
        return ((const int64_t *)data)[row];
    case DUCKDB_UINT8:
        return ((const uint8_t *)data)[row];
    case DUCKDB_UINT16:
        return ((const uint16_t *)data)[row];
    case DUCKDB_UINT32:
        return ((const uint32_t *)data)[row];
    case DUCKDB_UINT64:
        return ((const uint64_t *)data)[row];
    default: {
        const uint64_t *words = (const uint64_t *)data + 2 * row;
        return (int128)((uint128)words[1] << 64 | words[0]);
    }
    }
}

bool duckdb_value_known(duckdb_kind kind)
{
    return (kind >= DUCKDB_BOOLEAN && kind <= DUCKDB_TIME) || kind == DUCKDB_INT128 ||
           kind == DUCKDB_VARCHAR || (kind >= DUCKDB_DECIMAL && kind <= DUCKDB_TIMESTAMP_NS) ||
           kind == DUCKDB_TIMESTAMP_ZONE || kind == DUCKDB_UINT128;
}

void duckdb_value_add(buffer *out, const duckdb_column *column, uint64_t row)
{
    const void *data = column->data;
    switch (column->kind) {
    case DUCKDB_BOOLEAN:
        buffer_add_string(out, ((const uint8_t *)data)[row] ? "true" : "false");
        break;
    case DUCKDB_FLOAT:
        duckdb_add_float(out, ((const float *)data)[row]);
        break;
    case DUCKDB_DOUBLE:
        table_value_real(out, ((const double *)data)[row]);
        break;
    case DUCKDB_DATE:
        duckdb_add_date(out, ((const int32_t *)data)[row]);
        break;
    case DUCKDB_TIME:
        table_value_time(out, ((const int64_t *)data)[row] * 1000);
        break;
    case DUCKDB_TIMESTAMP_S:
        duckdb_add_moment(out, ((const int64_t *)data)[row], 1);
        break;
    case DUCKDB_TIMESTAMP_MS:
        duckdb_add_moment(out, ((const int64_t *)data)[row], 1000);
        break;
    case DUCKDB_TIMESTAMP:
        duckdb_add_moment(out, ((const int64_t *)data)[row], 1000000);
        break;
    case DUCKDB_TIMESTAMP_NS:
        duckdb_add_moment(out, ((const int64_t *)data)[row], 1000000000);
        break;
    case DUCKDB_TIMESTAMP_ZONE:
        duckdb_add_moment(out, ((const int64_t *)data)[row], 1000000);
        buffer_add_byte(out, 'Z');
        break;
    case DUCKDB_DECIMAL:
        duckdb_add_signed(out, duckdb_integer(column->stored, data, row), column->scale);
        break;
    case DUCKDB_UINT128:
        duckdb_add_digits(out, (uint128)duckdb_integer(column->kind, data, row), false, 0);
        break;
    case DUCKDB_VARCHAR:
        table_value_text(out, duckdb_text_get((const duckdb_text *)data + row));
        break;
    default:
        duckdb_add_signed(out, duckdb_integer(column->kind, data, row), 0);
    }
}

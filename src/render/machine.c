#include "render/machine.h"

#include "render/people.h"

#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MACHINE_DIGITS = 17 };

/* The fewest significant digits that read back as `real` > 0, without zeros at the end, and the power of ten
 * of the first. A decimal of up to 15 digits that reads back is found with 15 already, followed by zeros
 * only. */
static size_t machine_shortest(char digits[MACHINE_DIGITS + 1], int *power, double real)
{
    char written[40];
    for (int n = real < DBL_MIN ? 1 : DBL_DIG; n <= MACHINE_DIGITS; n++) {
        snprintf(written, sizeof written, "%.*e", n - 1, real);
        if (strtod(written, NULL) == real)
            break;
    }
    size_t length = 0;
    const char *at = written;
    for (; *at != 'e'; at++) {
        if (*at != '.')
            digits[length++] = *at;
    }
    *power = (int)strtol(at + 1, NULL, 10);
    while (length > 1 && digits[length - 1] == '0')
        length--;
    digits[length] = '\0';
    return length;
}

static void machine_zeros(buffer *out, int n)
{
    while (n-- > 0)
        buffer_add_byte(out, '0');
}

static void machine_digits(buffer *out, text digits, int power)
{
    enum { MOST_POWER = 20, LEAST_POWER = -6 };
    bool plain = power >= LEAST_POWER && power <= MOST_POWER;
    int point = plain ? power + 1 : 1; /* digits before the point */
    int n = (int)digits.length;
    if (point <= 0) {
        buffer_add_string(out, "0.");
        machine_zeros(out, -point);
        buffer_add(out, digits);
    } else if (point >= n) {
        buffer_add(out, digits);
        machine_zeros(out, point - n);
    } else {
        buffer_add(out, (text){digits.data, (size_t)point});
        buffer_add_byte(out, '.');
        buffer_add(out, (text){digits.data + point, digits.length - (size_t)point});
    }
    if (!plain)
        buffer_add_format(out, "e%+d", power);
}

machine_form machine_real(buffer *out, double real)
{
    char digits[MACHINE_DIGITS + 1];
    int power;
    if (isnan(real))
        return MACHINE_NOTHING;
    if (real == 0) {
        buffer_add_byte(out, '0');
        return MACHINE_NUMBER;
    }
    if (real < 0)
        buffer_add_byte(out, '-');
    if (isinf(real)) {
        buffer_add_string(out, "Inf");
        return MACHINE_INFINITE;
    }
    size_t length = machine_shortest(digits, &power, fabs(real));
    machine_digits(out, (text){digits, length}, power);
    return MACHINE_NUMBER;
}

static machine_form machine_decimal(buffer *out, int128 number, int decimals)
{
    char digits[48];
    buffer_add(out, (text){digits, fraction_digits_short(digits, number, decimals)});
    return MACHINE_NUMBER;
}

static machine_form machine_range(buffer *out, double low, double high)
{
    if (isnan(low) && isnan(high))
        return MACHINE_NOTHING;
    machine_real(out, low);
    buffer_add_byte(out, '/');
    machine_real(out, high);
    return MACHINE_STRING;
}

machine_form machine_value(buffer *out, esep_language language, const document_value *value)
{
    char iso[24];
    switch (value->kind) {
    case DOCUMENT_EMPTY:
        return MACHINE_NOTHING;
    case DOCUMENT_COUNT:
        return machine_decimal(out, value->as.count, 0);
    case DOCUMENT_DECIMAL:
        return machine_decimal(out, value->as.decimal.number, value->as.decimal.decimals);
    case DOCUMENT_FRACTION:
        return value->as.ratio.denominator ? machine_real(out, fraction_real(value->as.ratio))
                                           : MACHINE_NOTHING;
    case DOCUMENT_REAL:
        return machine_real(out, value->as.real);
    case DOCUMENT_RANGE:
        return machine_range(out, value->as.range.low, value->as.range.high);
    case DOCUMENT_BOOLEAN:
        buffer_add_string(out, value->as.truth ? "true" : "false");
        return MACHINE_WORD;
    case DOCUMENT_PERIOD:
        buffer_add_string(out, period_iso(iso, value->as.span));
        return MACHINE_STRING;
    case DOCUMENT_DAY:
        buffer_add_string(out, day_iso(iso, value->as.day));
        return MACHINE_STRING;
    case DOCUMENT_MESSAGE:
        people_message(out, language, value->as.message);
        return MACHINE_STRING;
    case DOCUMENT_LABEL:
        buffer_add(out, people_label(value->as.label, language));
        return MACHINE_STRING;
    case DOCUMENT_NOUN:
        people_value(out, language, value, -1);
        return MACHINE_STRING;
    case DOCUMENT_TEXT:
    case DOCUMENT_WORDS:
        buffer_add(out, value->as.words);
        return MACHINE_STRING;
    }
    return MACHINE_NOTHING;
}

static bool machine_name_exists(const text *names, size_t n, text name)
{
    for (size_t i = 0; i < n; i++) {
        if (names[i].data && text_equal(names[i], name))
            return true;
    }
    return false;
}

text machine_unique_name(arena *memory, const text *names, size_t n, size_t i)
{
    size_t before = 0;
    for (size_t j = 0; j < i; j++)
        before += names[j].data && text_equal(names[j], names[i]);
    if (!names[i].data || before == 0)
        return names[i];
    buffer candidate = {0};
    for (size_t number = 2; before > 0 && !candidate.failed; number++) {
        candidate.length = 0;
        buffer_add(&candidate, names[i]);
        buffer_add_format(&candidate, "_%zu", number);
        before -= !machine_name_exists(names, n, buffer_text(&candidate));
    }
    text unique = candidate.failed ? (text){0} : arena_copy(memory, buffer_text(&candidate));
    buffer_free(&candidate);
    return unique;
}

text *machine_column_names(arena *memory, const document_table *table)
{
    text *names = ARENA_TAKE(memory, table->n_columns, text);
    text *unique = ARENA_TAKE(memory, table->n_columns, text);
    if (!names || !unique)
        return NULL;
    for (size_t i = 0; i < table->n_columns; i++) {
        const document_column *column = &table->columns[i];
        names[i] = column->machine_text ? column->header_text : text_from(column->machine_name);
    }
    for (size_t i = 0; i < table->n_columns; i++) {
        unique[i] = machine_unique_name(memory, names, table->n_columns, i);
        if (names[i].data && !unique[i].data)
            return NULL;
    }
    return unique;
}

/* Numbers out of texts: for filters and bands by expression/decimal.h, for sums by source/number.h. */
#include "engine/sql.h"

#include <stdio.h>
#include <string.h>

#define ZEROS_38 "00000000000000000000000000000000000000"

esep_status sql_read_decimal(sql_decimal *out, sql *s, const char *value, text column, esep_error *error)
{
    const char *whole = sql_define(s, sql_extract(s, value, "^[-+]?0*([0-9]*)"));
    const char *part = sql_define(s, sql_extract(s, value, "^[-+]?[0-9]*[.,]([0-9]*)$"));
    const char *plain =
        sql_match(s, value, "^[-+]?(?:[0-9]+(?:[.][0-9]*)?|[.][0-9]+|[0-9]+,(?:[0-9]{1,2}|[0-9]{4,}))$");
    const char *exponent = sql_match(s, value, "^[-+]?(?:[0-9]+[.]?[0-9]*|[.][0-9]+)[eE][-+]?[0-9]+$");
    const char *fits = sql_define(
        s, sql_format(s, "CASE WHEN length(%s) + length(%s) <= 38 THEN 1 ELSE 0 END", whole, part));
    out->known = sql_define(s, sql_format(s, "CASE WHEN %s THEN 1 ELSE 0 END", plain));
    ESEP_TRY(sql_add_unsupported(s, MESSAGE_ENGINE_NUMBER_FORM, column,
                                 sql_format(s, "(%s OR %s = 1 AND %s = 0)", exponent, out->known, fits),
                                 error));
    const char *left =
        sql_format(s, "substring(%s, length(%s) + 1, 38)", sql_join(s, "'" ZEROS_38 "'", whole), whole);
    const char *right = sql_format(s, "substring(%s, 1, 38)", sql_join(s, part, "'" ZEROS_38 "'"));
    out->digits = sql_define(s, sql_join(s, left, right));
    out->negative =
        sql_define(s, sql_format(s, "CASE WHEN %s AND %s <> '" ZEROS_38 ZEROS_38 "' THEN 1 ELSE 0 END",
                                 sql_match(s, value, "^-"), out->digits));
    return ESEP_OK;
}

const char *sql_decimal_is(sql *s, const sql_decimal *cell, decimal number, bool less, bool equal)
{
    char digits[2 * DECIMAL_DIGITS + 1], printed[DECIMAL_BYTES];
    decimal size = number;
    bool negative = number.mantissa < 0;
    size.mantissa = negative ? -size.mantissa : size.mantissa;
    size_t length = decimal_print(printed, size);
    const char *point = memchr(printed, '.', length);
    size_t whole = point ? (size_t)(point - printed) : length, part = point ? length - whole - 1 : 0;
    memset(digits, '0', sizeof digits - 1);
    digits[sizeof digits - 1] = '\0';
    memcpy(digits + DECIMAL_DIGITS - whole, printed, whole);
    if (point)
        memcpy(digits + DECIMAL_DIGITS, point + 1, part);
    const char *same = sql_format(s, "%s = %d AND %s = '%s'", cell->negative, negative, cell->digits, digits);
    if (!less)
        return same;
    const char *below = negative ? sql_format(s, "%s = 1 AND %s > '%s'", cell->negative, cell->digits, digits)
                                 : sql_format(s, "%s = 1 OR %s < '%s'", cell->negative, cell->digits, digits);
    return equal ? sql_format(s, "%s OR %s", below, same) : below;
}

/* Blanks and apostrophes that group digits: number.c. */
#define BLANK "[ '\xC2\xA0\xE2\x80\xAF\xE2\x80\x89\xE2\x80\x99]"
#define SIGN "(?:[-+]|\xE2\x88\x92)?"
#define GROUPS(mark) "[0-9]{1,3}(?:" mark "[0-9]{2,3})*" mark "[0-9]{3}"
#define NUMBER(group, point)                                                                                 \
    "^" SIGN "(?:(?:[0-9]+|" GROUPS(group) "|" GROUPS(BLANK) ")(?:" point "[0-9]*)?|" point "[0-9]+)"

const char *sql_number_pattern(number_mark mark)
{
    return mark == NUMBER_COMMA ? NUMBER("[.]", "[,]") "$" : NUMBER("[,]", "[.]") "$";
}

void sql_read_number(sql_number *out, sql *s, const char *value, number_mark mark)
{
    bool comma = mark == NUMBER_COMMA;
    const char *ending =
        comma ? NUMBER("[.]", "[,]") "[eE][-+]?[0-9]{1,3}$" : NUMBER("[,]", "[.]") "[eE][-+]?[0-9]{1,3}$";
    const char *good = sql_match(s, value, sql_number_pattern(mark));
    /* Digits and the decimal mark alone. */
    const char *clean =
        s->kind == ENGINE_POSTGRES
            ? sql_define(s,
                         sql_format(s, "regexp_replace(%s, '[^0-9%c]', '', 'g')", value, comma ? ',' : '.'))
            : sql_define(s, sql_format(s, "replaceRegexpAll(%s, '[^0-9%c]', '')", value, comma ? ',' : '.'));
    const char *whole = sql_define(s, sql_extract(s, clean, "^0*([0-9]*)"));
    const char *part = sql_define(s, sql_extract(s, clean, comma ? ",([0-9]*?)0*$" : "[.]([0-9]*?)0*$"));
    out->state = sql_define(
        s, sql_format(s,
                      "CASE WHEN %s = '' THEN 1 WHEN %s THEN 3 WHEN NOT %s THEN 2 WHEN length(%s) > 18 OR "
                      "length(%s) > 18 THEN 3 ELSE 0 END",
                      value, sql_match(s, value, ending), good, whole, part));
    const char *zeros = "'000000000000000000'";
    const char *left =
        sql_define(s, sql_format(s, "substring(%s, length(%s) + 1, 18)", sql_join(s, zeros, whole), whole));
    const char *right = sql_define(s, sql_format(s, "substring(%s, 1, 18)", sql_join(s, part, zeros)));
    const char *sign = sql_define(
        s, sql_format(s, "CASE WHEN %s THEN -1 ELSE 1 END", sql_match(s, value, "^(?:-|\xE2\x88\x92)")));
    for (int i = 0; i < SQL_LIMBS; i++) {
        const char *digits = sql_format(s, "substring(%s, %d, 9)", i < 2 ? left : right, i % 2 ? 10 : 1);
        out->limbs[i] = sql_define(s, sql_format(s, "%s * %s", sign, sql_integer(s, digits)));
    }
}

/* As many digits as texts may have: so no sum of limbs grows beyond 64 bits. */
void sql_read_integer(sql_number *out, sql *s, text column)
{
    const char *name = sql_name(s, column);
    bool postgres = s->kind == ENGINE_POSTGRES;
    out->state = sql_define(s, sql_format(s,
                                          "CASE WHEN %s IS NULL THEN 1 WHEN %s > 999999999999999999 OR "
                                          "%s < -999999999999999999 THEN 3 ELSE 0 END",
                                          name, name, name));
    const char *known = postgres ? sql_format(s, "CAST(coalesce(%s, 0) AS bigint)", name)
                                 : sql_format(s, "toInt64(ifNull(%s, 0))", name);
    out->limbs[0] = sql_define(s, sql_divide(s, known, 1000000000));
    out->limbs[1] = sql_define(s, sql_format(s, "%s %% 1000000000", known));
    out->limbs[2] = out->limbs[3] = "0";
}

#include "calendar/date_format.h"

#include <string.h>

/* Reading runs once per record: digits are taken by hand, nothing is allocated, and a part that does not fit
 * ends the matter at once. */
typedef struct date_cursor {
    const char *at;
    const char *end;
} date_cursor;

enum { DATE_NO_PART = -1 };

static inline int date_digit(const date_cursor *c)
{
    unsigned digit = c->at < c->end ? (unsigned char)*c->at - (unsigned)'0' : 10;
    return digit <= 9 ? (int)digit : DATE_NO_PART;
}

/* Two digits, or one where `narrowest` is 1. */
static inline int date_two_digits(date_cursor *c, int narrowest)
{
    int first = date_digit(c);
    if (first < 0)
        return DATE_NO_PART;
    c->at++;
    int second = date_digit(c);
    if (second < 0)
        return narrowest == 1 ? first : DATE_NO_PART;
    c->at++;
    return 10 * first + second;
}

static inline int date_four_digits(date_cursor *c)
{
    int high = date_two_digits(c, 2);
    if (high < 0)
        return DATE_NO_PART;
    int low = date_two_digits(c, 2);
    return low < 0 ? DATE_NO_PART : 100 * high + low;
}

static inline bool date_take(date_cursor *c, char wanted)
{
    if (c->at < c->end && *c->at == wanted) {
        c->at++;
        return true;
    }
    return false;
}

static inline bool date_separator(date_cursor *c, const date_format *format)
{
    return format->separator == 0 || date_take(c, format->separator);
}

static inline bool date_two_parts(date_cursor *c, const date_format *format, int *first, int *second,
                                  int narrowest)
{
    return (*first = date_two_digits(c, narrowest)) >= 0 && date_separator(c, format) &&
           (*second = date_two_digits(c, narrowest)) >= 0;
}

static bool date_parts(date_cursor *c, const date_format *format, day_date *date)
{
    int narrowest = format->separator ? 1 : 2;
    date->day = 1;
    switch (format->order) {
    case DATE_YMD:
        return (date->year = date_four_digits(c)) >= 0 && date_separator(c, format) &&
               date_two_parts(c, format, &date->month, &date->day, narrowest);
    case DATE_DMY:
        return date_two_parts(c, format, &date->day, &date->month, narrowest) && date_separator(c, format) &&
               (date->year = date_four_digits(c)) >= 0;
    case DATE_MDY:
        return date_two_parts(c, format, &date->month, &date->day, narrowest) && date_separator(c, format) &&
               (date->year = date_four_digits(c)) >= 0;
    case DATE_YM:
        return (date->year = date_four_digits(c)) >= 0 && date_separator(c, format) &&
               (date->month = date_two_digits(c, narrowest)) >= 0;
    case DATE_MY:
        return (date->month = date_two_digits(c, narrowest)) >= 0 && date_separator(c, format) &&
               (date->year = date_four_digits(c)) >= 0;
    case DATE_EXCEL_1900:
    case DATE_EXCEL_1904:
        break;
    }
    return false;
}

static void date_skip_blanks(date_cursor *c)
{
    while (c->at < c->end && (*c->at == ' ' || *c->at == '\t'))
        c->at++;
}

/* ".123" or ",123", of any length. */
static bool date_decimals(date_cursor *c)
{
    if (!date_take(c, '.') && !date_take(c, ','))
        return true;
    if (date_digit(c) < 0)
        return false;
    while (date_digit(c) >= 0)
        c->at++;
    return true;
}

/* Z, +05, +0500, +05:00; nothing is a zone too. */
static bool date_zone(date_cursor *c)
{
    if (date_take(c, 'Z') || date_take(c, 'z') || c->at == c->end)
        return true;
    if (!date_take(c, '+') && !date_take(c, '-'))
        return false;
    int hours = date_two_digits(c, 2);
    if (hours < 0 || hours > 18)
        return false;
    if (!date_take(c, ':') && c->at == c->end)
        return true;
    int minutes = date_two_digits(c, 2);
    return minutes >= 0 && minutes < 60;
}

/* AM or PM, which allow the hours 0 … 12 only. */
static bool date_half_day(date_cursor *c, int hours)
{
    if (c->end - c->at < 2 || (c->at[1] | 0x20) != 'm' ||
        ((c->at[0] | 0x20) != 'a' && (c->at[0] | 0x20) != 'p'))
        return true;
    c->at += 2;
    return hours <= 12;
}

static bool date_time_of_day(date_cursor *c)
{
    int hours = date_two_digits(c, 1);
    if (hours < 0 || hours > 24 || !date_take(c, ':'))
        return false;
    int minutes = date_two_digits(c, 2);
    if (minutes < 0 || minutes > 59)
        return false;
    if (date_take(c, ':')) {
        int seconds = date_two_digits(c, 2);
        if (seconds < 0 || seconds > 60 || !date_decimals(c))
            return false;
    }
    date_skip_blanks(c);
    if (!date_half_day(c, hours))
        return false;
    date_skip_blanks(c);
    return date_zone(c) && c->at == c->end;
}

/* What follows the date: nothing, or a time of day after blanks or T. */
static bool date_tail(date_cursor *c)
{
    if (c->at == c->end)
        return true;
    if (date_take(c, 'T') || date_take(c, 't'))
        return date_time_of_day(c);
    if (*c->at != ' ' && *c->at != '\t')
        return false;
    date_skip_blanks(c);
    return date_time_of_day(c);
}

static date_outcome date_in_range(day_number *day, int64_t number)
{
    if (number < DAY_FIRST || number > DAY_LAST)
        return DATE_OUT_OF_RANGE;
    *day = (day_number)number;
    return DATE_OK;
}

/* Excel's 1900 system counts a 29 February 1900 that never was, as serial 60. */
static date_outcome date_read_serial(day_number *day, date_format_order order, date_cursor c)
{
    if (date_digit(&c) < 0)
        return DATE_UNREADABLE;
    int64_t serial = 0;
    for (int digit; (digit = date_digit(&c)) >= 0; c.at++)
        serial = serial > 99999999 ? serial : 10 * serial + digit;
    if (!date_decimals(&c) || c.at != c.end)
        return DATE_UNREADABLE;
    if (order == DATE_EXCEL_1904)
        return date_in_range(day, serial - 24107);
    if (serial == 60)
        return DATE_IMPOSSIBLE;
    return date_in_range(day, DAY_FIRST + serial - (serial < 60 ? 1 : 2));
}

date_outcome date_read(day_number *day, const date_format *format, text value)
{
    value = text_trim(value);
    if (value.length == 0)
        return DATE_EMPTY;
    date_cursor c = {value.data, value.data + value.length};
    if (format->order >= DATE_EXCEL_1900)
        return date_read_serial(day, format->order, c);
    day_date date;
    if (!date_parts(&c, format, &date) || !date_tail(&c))
        return DATE_UNREADABLE;
    if (!day_exists(date.year, date.month, date.day))
        return DATE_IMPOSSIBLE;
    return date_in_range(day, day_from_date(date.year, date.month, date.day));
}

bool date_format_is_monthly(const date_format *format)
{
    return format->order == DATE_YM || format->order == DATE_MY;
}

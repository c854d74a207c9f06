/* Periods as users write them. */
#include "calendar/period.h"

#include <string.h>

enum { PERIOD_FIRST_YEAR = 1900, PERIOD_LAST_YEAR = 2199 };

/* Why a text is no period. */
typedef enum period_fault {
    PERIOD_FINE,
    PERIOD_NOT_ONE,
    PERIOD_BAD_DAY,
    PERIOD_BAD_WEEK,
    PERIOD_BAD_RANGE,
    PERIOD_BAD_ORDER,
    PERIOD_NO_ANCHOR,
} period_fault;

static char period_lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

static text period_rest(text t, size_t from)
{
    return (text){t.data + from, t.length - from};
}

/* Exactly `n` digits at the start of t; -1 where there are not. */
static int period_digits(text t, size_t n)
{
    int number = 0;
    if (t.length < n)
        return -1;
    for (size_t i = 0; i < n; i++) {
        if (t.data[i] < '0' || t.data[i] > '9')
            return -1;
        number = 10 * number + (t.data[i] - '0');
    }
    return number;
}

static period period_of_months(int year, int month, int months, period_kind kind)
{
    int last = month + months - 1;
    return (period){day_from_date(year, month, 1), day_from_date(year, last, day_month_length(year, last)),
                    kind};
}

static period_fault period_read_week(period *out, int year, int week)
{
    if (week < 0)
        return PERIOD_NOT_ONE;
    if (week == 0 || week > day_weeks_in_year(year))
        return PERIOD_BAD_WEEK;
    day_number monday = day_from_week(year, week);
    *out = (period){monday, monday + 6, PERIOD_WEEK};
    return PERIOD_FINE;
}

/* H1, S1, Q3, W07 after the year. */
static period_fault period_read_lettered(period *out, int year, text t)
{
    char letter = period_lower(t.data[0]);
    text number = period_rest(t, 1);
    if (letter == 'w')
        return number.length == 2 ? period_read_week(out, year, period_digits(number, 2)) : PERIOD_NOT_ONE;
    int part = number.length == 1 ? period_digits(number, 1) : -1;
    int months = letter == 'h' || letter == 's' ? 6 : letter == 'q' ? 3 : 12;
    if (months == 12 || part < 1 || part > 12 / months)
        return PERIOD_NOT_ONE;
    *out =
        period_of_months(year, (part - 1) * months + 1, months, months == 6 ? PERIOD_HALF : PERIOD_QUARTER);
    return PERIOD_FINE;
}

/* 05 or 05-03 after the year. */
static period_fault period_read_dated(period *out, int year, text t)
{
    int month = period_digits(t, 2);
    if (month < 0 || (t.length != 2 && (t.length != 5 || t.data[2] != '-')))
        return PERIOD_NOT_ONE;
    if (t.length == 2) {
        if (month < 1 || month > 12)
            return PERIOD_NOT_ONE;
        *out = period_of_months(year, month, 1, PERIOD_MONTH);
        return PERIOD_FINE;
    }
    int day = period_digits(period_rest(t, 3), 2);
    if (day < 0)
        return PERIOD_NOT_ONE;
    if (!day_exists(year, month, day))
        return PERIOD_BAD_DAY;
    day_number number = day_from_date(year, month, day);
    *out = (period){number, number, PERIOD_DAYS};
    return PERIOD_FINE;
}

/* A period that is no range and does not depend on the data. */
static period_fault period_read_plain(period *out, text t)
{
    int year = period_digits(t, 4);
    if (year < 0 || (t.length > 4 && (t.data[4] != '-' || t.length < 6)))
        return PERIOD_NOT_ONE;
    period_fault fault = PERIOD_FINE;
    bool in_range = year >= PERIOD_FIRST_YEAR && year <= PERIOD_LAST_YEAR;
    if (t.length == 4)
        *out = period_of_months(year, 1, 12, PERIOD_YEAR);
    else if (t.data[5] >= '0' && t.data[5] <= '9')
        fault = period_read_dated(out, year, period_rest(t, 5));
    else
        fault = period_read_lettered(out, year, period_rest(t, 5));
    return fault == PERIOD_FINE && !in_range ? PERIOD_BAD_RANGE : fault;
}

/* a..b, from days, months, quarters, halves, years; *faulty is the end at fault. A range of weeks is not
 * taken: the days that it compares with could follow the dates or the weekdays. */
static period_fault period_read_range(period *out, text from, text to, text *faulty)
{
    period a, b;
    *faulty = from;
    period_fault fault = period_read_plain(&a, from);
    if (fault != PERIOD_FINE)
        return fault;
    *faulty = to;
    fault = period_read_plain(&b, to);
    if (fault != PERIOD_FINE)
        return fault;
    if (a.kind == PERIOD_WEEK || b.kind == PERIOD_WEEK)
        return PERIOD_NOT_ONE;
    if (b.last < a.first)
        return PERIOD_BAD_ORDER;
    if (a.first > b.first || a.last > b.last)
        return PERIOD_NOT_ONE; /* one inside the other: 2024-05..2024 */
    period_kind kind = a.kind == PERIOD_DAYS || b.kind == PERIOD_DAYS ? PERIOD_DAYS : PERIOD_MONTHS;
    if (a.first == b.first && a.last == b.last)
        kind = a.kind;
    *out = (period){a.first, b.last, kind};
    return PERIOD_FINE;
}

/* "last-28-days": the number, and days or months. */
static bool period_read_last(text t, int *number, period_kind *kind)
{
    if (t.length < 5 || !text_equal_ascii_case((text){t.data, 5}, text_from("last-")))
        return false;
    t = period_rest(t, 5);
    size_t digits = 0;
    while (digits < t.length && t.data[digits] >= '0' && t.data[digits] <= '9')
        digits++;
    if (digits == 0 || digits > 6)
        return false;
    *number = period_digits(t, digits);
    t = period_rest(t, digits);
    bool days = text_equal_ascii_case(t, text_from("-days")) || text_equal_ascii_case(t, text_from("-day"));
    bool months =
        text_equal_ascii_case(t, text_from("-months")) || text_equal_ascii_case(t, text_from("-month"));
    *kind = days ? PERIOD_LAST_DAYS : PERIOD_LAST_MONTHS;
    return (days || months) && *number > 0;
}

static period_fault period_read_relative(period *out, text t, day_number covered_last)
{
    int number = 0;
    period_kind kind = PERIOD_YEAR_TO_DATE;
    if (!text_equal_ascii_case(t, text_from("ytd")) && !period_read_last(t, &number, &kind))
        return PERIOD_NOT_ONE;
    if (covered_last < DAY_FIRST || covered_last > DAY_LAST)
        return PERIOD_NO_ANCHOR;
    if (kind == PERIOD_YEAR_TO_DATE)
        *out = period_year_to_date(covered_last);
    else if (kind == PERIOD_LAST_DAYS)
        *out = (period){covered_last - number + 1, covered_last, kind};
    else
        *out = (period){day_shift_months(covered_last, -number) + 1, covered_last, kind};
    return out->first < DAY_FIRST ? PERIOD_BAD_RANGE : PERIOD_FINE;
}

bool period_is_relative(text written)
{
    int number;
    period_kind kind;
    text t = text_trim(written);
    return text_equal_ascii_case(t, text_from("ytd")) || period_read_last(t, &number, &kind);
}

static esep_status period_raise(period_fault fault, text written, text faulty, esep_error *error)
{
    static const message_id messages[] = {
        [PERIOD_NOT_ONE] = MESSAGE_PERIOD_UNKNOWN,          [PERIOD_BAD_DAY] = MESSAGE_PERIOD_NO_SUCH_DAY,
        [PERIOD_BAD_RANGE] = MESSAGE_PERIOD_OUT_OF_RANGE,   [PERIOD_BAD_ORDER] = MESSAGE_PERIOD_BACKWARDS,
        [PERIOD_NO_ANCHOR] = MESSAGE_PERIOD_NEEDS_LAST_DAY,
    };
    char shown[100], part[24], year[24], weeks[24];
    text_copy_cut(shown, sizeof shown, written);
    text_copy_cut(part, sizeof part, faulty);
    if (fault == PERIOD_BAD_WEEK) {
        int iso_year = period_digits(faulty, 4);
        return error_raise(error, ESEP_USAGE, MESSAGE_PERIOD_NO_SUCH_WEEK, part, error_number(year, iso_year),
                           error_number(weeks, day_weeks_in_year(iso_year)));
    }
    return error_raise(error, ESEP_USAGE, messages[fault], fault == PERIOD_BAD_DAY ? part : shown);
}

esep_status period_parse(period *out, text written, day_number covered_last, esep_error *error)
{
    text t = text_trim(written), faulty = t;
    period p;
    period_fault fault;
    const char *dots = t.length ? memmem(t.data, t.length, "..", 2) : NULL;
    if (dots) {
        size_t at = (size_t)(dots - t.data);
        fault =
            period_read_range(&p, text_trim((text){t.data, at}), text_trim(period_rest(t, at + 2)), &faulty);
    } else if (period_is_relative(t)) {
        fault = period_read_relative(&p, t, covered_last);
    } else {
        fault = period_read_plain(&p, t);
    }
    if (fault != PERIOD_FINE)
        return period_raise(fault, t, faulty, error);
    *out = p;
    return ESEP_OK;
}

period period_year_to_date(day_number last)
{
    return (period){day_from_date(day_to_date(last).year, 1, 1), last, PERIOD_YEAR_TO_DATE};
}

period period_named(period p)
{
    day_date first = day_to_date(p.first), last = day_to_date(p.last);
    bool keeps = p.kind == PERIOD_WEEK || p.kind == PERIOD_LAST_DAYS || p.kind == PERIOD_LAST_MONTHS;
    bool whole_months = first.day == 1 && last.day == day_month_length(last.year, last.month);
    if (keeps || !whole_months || first.year != last.year)
        return p;
    int months = last.month - first.month + 1;
    bool aligned = (first.month - 1) % months == 0;
    p.kind = months == 12             ? PERIOD_YEAR
             : months == 6 && aligned ? PERIOD_HALF
             : months == 3 && aligned ? PERIOD_QUARTER
             : months == 1            ? PERIOD_MONTH
                                      : PERIOD_MONTHS;
    return p;
}

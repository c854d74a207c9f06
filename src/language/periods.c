/* Days and periods in words. The words and their order are messages; only the choice of message is made here.
 */
#include "language/language.h"

#include <stdio.h>

/* A number as an argument; a year is never grouped. */
typedef struct language_digits {
    char bytes[16];
} language_digits;

static text language_digits_of(language_digits *digits, int number)
{
    snprintf(digits->bytes, sizeof digits->bytes, "%d", number);
    return text_from(digits->bytes);
}

static text language_month(esep_language language, message_id january, int month)
{
    return text_from(language_pattern(language, (message_id)((int)january + month - 1)));
}

void language_day(buffer *out, esep_language language, day_number day)
{
    language_digits number, year;
    day_date date = day_to_date(day);
    const text arguments[] = {language_digits_of(&number, date.day),
                              language_month(language, MESSAGE_DATE_MONTH_1, date.month),
                              language_digits_of(&year, date.year)};
    language_fill(out, language, MESSAGE_DATE_DAY, arguments, 3);
}

static void language_month_of_year(buffer *out, esep_language language, day_date date)
{
    language_digits year;
    const text arguments[] = {language_digits_of(&year, date.year),
                              language_month(language, MESSAGE_MONTH_1, date.month)};
    language_fill(out, language, MESSAGE_PERIOD_OF_MONTH, arguments, 2);
}

static void language_days_of_month(buffer *out, esep_language language, day_date first, day_date last)
{
    language_digits from, to, year;
    const text arguments[] = {language_digits_of(&from, first.day), language_digits_of(&to, last.day),
                              language_month(language, MESSAGE_DATE_MONTH_1, last.month),
                              language_digits_of(&year, last.year)};
    language_fill(out, language, MESSAGE_DATE_DAYS_OF_MONTH, arguments, 4);
}

static void language_days_of_year(buffer *out, esep_language language, day_date first, day_date last)
{
    language_digits from, to, year;
    const text arguments[] = {
        language_digits_of(&from, first.day), language_month(language, MESSAGE_DATE_MONTH_1, first.month),
        language_digits_of(&to, last.day), language_month(language, MESSAGE_DATE_MONTH_1, last.month),
        language_digits_of(&year, last.year)};
    language_fill(out, language, MESSAGE_DATE_DAYS_OF_YEAR, arguments, 5);
}

static void language_from_to(buffer *out, esep_language language, buffer *first, buffer *last)
{
    const text arguments[] = {buffer_text(first), buffer_text(last)};
    language_fill(out, language, MESSAGE_DATE_FROM_TO, arguments, 2);
    out->failed |= first->failed || last->failed;
    buffer_free(first);
    buffer_free(last);
}

void language_period_days(buffer *out, esep_language language, period p)
{
    day_date first = day_to_date(p.first), last = day_to_date(p.last);
    if (p.first == p.last) {
        language_day(out, language, p.first);
    } else if (first.year == last.year && first.month == last.month) {
        language_days_of_month(out, language, first, last);
    } else if (first.year == last.year) {
        language_days_of_year(out, language, first, last);
    } else {
        buffer from = {0}, to = {0};
        language_day(&from, language, p.first);
        language_day(&to, language, p.last);
        language_from_to(out, language, &from, &to);
    }
}

/* Whole months, first to last. */
static void language_months(buffer *out, esep_language language, period p)
{
    day_date first = day_to_date(p.first), last = day_to_date(p.last);
    language_digits year;
    if (first.year == last.year && first.month == last.month) {
        language_month_of_year(out, language, last);
    } else if (first.year == last.year) {
        const text arguments[] = {language_digits_of(&year, last.year),
                                  language_month(language, MESSAGE_MONTH_1, first.month),
                                  language_month(language, MESSAGE_MONTH_1, last.month)};
        language_fill(out, language, MESSAGE_PERIOD_OF_MONTHS, arguments, 3);
    } else {
        buffer from = {0}, to = {0};
        language_month_of_year(&from, language, first);
        language_month_of_year(&to, language, last);
        language_from_to(out, language, &from, &to);
    }
}

/* The days in brackets keep it true for the base period too, which is not the last one. */
static void language_last(buffer *out, esep_language language, message_id id, int number, buffer *days)
{
    language_digits digits;
    const text arguments[] = {language_digits_of(&digits, number), buffer_text(days)};
    language_fill(out, language, id, arguments, 2);
    out->failed |= days->failed;
    buffer_free(days);
}

/* Months that run from some day to the eve of it have no names of months, only days. */
static void language_last_months(buffer *out, esep_language language, period p)
{
    day_date first = day_to_date(p.first), after = day_to_date(p.last + 1);
    int months = day_month_index(p.last + 1) - day_month_index(p.first);
    buffer days = {0};
    if (first.day != after.day || months == 0) {
        language_period_days(out, language, p);
        return;
    }
    if (first.day == 1)
        language_months(&days, language, p);
    else
        language_period_days(&days, language, p);
    language_last(out, language, MESSAGE_PERIOD_OF_LAST_MONTHS, months, &days);
}

static void language_part_of_year(buffer *out, esep_language language, message_id first_part, int part,
                                  int year)
{
    language_digits digits;
    const text arguments[] = {language_digits_of(&digits, year)};
    language_fill(out, language, (message_id)((int)first_part + part), arguments, 1);
}

static void language_week(buffer *out, esep_language language, day_week week)
{
    language_digits year, number;
    const text arguments[] = {language_digits_of(&year, week.year), language_digits_of(&number, week.week)};
    language_fill(out, language, MESSAGE_PERIOD_OF_WEEK, arguments, 2);
}

void language_period(buffer *out, esep_language language, period p)
{
    day_date first = day_to_date(p.first);
    buffer days = {0};
    switch (p.kind) {
    case PERIOD_YEAR:
        language_part_of_year(out, language, MESSAGE_PERIOD_OF_YEAR, 0, first.year);
        break;
    case PERIOD_HALF:
        language_part_of_year(out, language, MESSAGE_PERIOD_HALF_1, (first.month - 1) / 6, first.year);
        break;
    case PERIOD_QUARTER:
        language_part_of_year(out, language, MESSAGE_PERIOD_QUARTER_1, (first.month - 1) / 3, first.year);
        break;
    case PERIOD_MONTH:
    case PERIOD_MONTHS:
        language_months(out, language, p);
        break;
    case PERIOD_WEEK:
        language_week(out, language, day_iso_week(p.first));
        break;
    case PERIOD_LAST_DAYS:
        language_period_days(&days, language, p);
        language_last(out, language, MESSAGE_PERIOD_OF_LAST_DAYS, period_days(p), &days);
        break;
    case PERIOD_LAST_MONTHS:
        language_last_months(out, language, p);
        break;
    case PERIOD_DAYS:
    case PERIOD_YEAR_TO_DATE:
        language_period_days(out, language, p);
        break;
    }
}

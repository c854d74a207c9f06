/* Periods as sentences need them: "in the first half of 2023". The words are messages; here one is chosen. */
#include "language/language.h"

#include <stdio.h>

enum { PHRASE_ARGUMENTS = 5 };

/* Arguments under way: numbers are never grouped, for they are years and days. */
typedef struct phrase {
    buffer *out;
    esep_language language;
    bool than;
    text arguments[PHRASE_ARGUMENTS];
    size_t n;
    char digits[PHRASE_ARGUMENTS][16];
} phrase;

static void phrase_number(phrase *p, int number)
{
    snprintf(p->digits[p->n], sizeof p->digits[p->n], "%d", number);
    p->arguments[p->n] = text_from(p->digits[p->n]);
    p->n++;
}

static void phrase_month(phrase *p, message_id january, int month)
{
    p->arguments[p->n++] = text_from(language_pattern(p->language, (message_id)((int)january + month - 1)));
}

/* PERIOD_THAN_… is the next id behind PERIOD_IN_… */
static void phrase_end(phrase *p, message_id in)
{
    language_fill(p->out, p->language, (message_id)((int)in + p->than), p->arguments, p->n);
}

static void phrase_part_of_year(phrase *p, message_id first_part, int part, int year)
{
    phrase_number(p, year);
    phrase_end(p, (message_id)((int)first_part + 2 * part));
}

static void phrase_with_texts(phrase *p, message_id in, buffer *first, buffer *second)
{
    if (first)
        p->arguments[p->n++] = buffer_text(first);
    p->arguments[p->n++] = buffer_text(second);
    phrase_end(p, in);
    p->out->failed |= second->failed || (first && first->failed);
    buffer_free(second);
    if (first)
        buffer_free(first);
}

static void phrase_days(phrase *p, period days)
{
    day_date first = day_to_date(days.first), last = day_to_date(days.last);
    if (first.year != last.year) {
        buffer from = {0}, to = {0};
        language_day(&from, p->language, days.first);
        language_day(&to, p->language, days.last);
        phrase_with_texts(p, MESSAGE_PERIOD_IN_DATES, &from, &to);
        return;
    }
    phrase_number(p, first.day);
    phrase_month(p, MESSAGE_DATE_MONTH_1, first.month);
    if (days.first != days.last) {
        phrase_number(p, last.day);
        phrase_month(p, MESSAGE_DATE_MONTH_1, last.month);
    }
    phrase_number(p, last.year);
    phrase_end(p, days.first == days.last ? MESSAGE_PERIOD_IN_DAY : MESSAGE_PERIOD_IN_DAYS);
}

static void phrase_months(phrase *p, period months)
{
    day_date first = day_to_date(months.first), last = day_to_date(months.last);
    if (first.year != last.year) {
        phrase_days(p, months);
        return;
    }
    phrase_number(p, first.year);
    phrase_month(p, MESSAGE_IN_MONTH_1, first.month);
    if (first.month != last.month)
        phrase_month(p, MESSAGE_IN_MONTH_1, last.month);
    phrase_end(p, first.month == last.month ? MESSAGE_PERIOD_IN_MONTH : MESSAGE_PERIOD_IN_MONTHS);
}

static void phrase_week(phrase *p, day_week week)
{
    phrase_number(p, week.year);
    phrase_number(p, week.week);
    phrase_end(p, MESSAGE_PERIOD_IN_WEEK);
}

static void phrase_last(phrase *p, message_id in, int number, period span)
{
    buffer days = {0};
    language_period_days(&days, p->language, span);
    phrase_number(p, number);
    phrase_with_texts(p, in, NULL, &days);
}

/* Months that run from some day to the eve of another have no number. */
static void phrase_last_months(phrase *p, period span)
{
    int months = day_month_index(span.last + 1) - day_month_index(span.first);
    if (months == 0 || day_to_date(span.first).day != day_to_date(span.last + 1).day)
        phrase_days(p, span);
    else
        phrase_last(p, MESSAGE_PERIOD_IN_LAST_MONTHS, months, span);
}

static void phrase_period(phrase *p, period span)
{
    day_date first = day_to_date(span.first);
    switch (span.kind) {
    case PERIOD_YEAR:
        phrase_part_of_year(p, MESSAGE_PERIOD_IN_YEAR, 0, first.year);
        break;
    case PERIOD_HALF:
        phrase_part_of_year(p, MESSAGE_PERIOD_IN_HALF_1, (first.month - 1) / 6, first.year);
        break;
    case PERIOD_QUARTER:
        phrase_part_of_year(p, MESSAGE_PERIOD_IN_QUARTER_1, (first.month - 1) / 3, first.year);
        break;
    case PERIOD_MONTH:
    case PERIOD_MONTHS:
        phrase_months(p, span);
        break;
    case PERIOD_WEEK:
        phrase_week(p, day_iso_week(span.first));
        break;
    case PERIOD_LAST_DAYS:
        phrase_last(p, MESSAGE_PERIOD_IN_LAST_DAYS, period_days(span), span);
        break;
    case PERIOD_LAST_MONTHS:
        phrase_last_months(p, span);
        break;
    case PERIOD_DAYS:
    case PERIOD_YEAR_TO_DATE:
        phrase_days(p, span);
        break;
    }
}

void language_period_in(buffer *out, esep_language language, period p)
{
    phrase_period(&(phrase){.out = out, .language = language}, p);
}

void language_period_than(buffer *out, esep_language language, period p)
{
    phrase_period(&(phrase){.out = out, .language = language, .than = true}, p);
}

/* Hostile bytes for everything that reads dates and periods. The input, cut at its first line end, is a value
 * for each format and a period; the rest is a format, and the lines are a column. A broken promise traps. */
#include "calendar/date_format.h"
#include "calendar/period.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PROMISE(condition) ((condition) ? (void)0 : abort())

static const char *const format_names[] = {
    "yyyy-mm-dd", "yyyy/mm/dd", "yyyy.mm.dd", "dd.mm.yyyy", "dd/mm/yyyy", "mm/dd/yyyy",
    "dd-mm-yyyy", "mm-dd-yyyy", "yyyy-mm",    "yyyy/mm",    "mm.yyyy",    "mm/yyyy",
    "yyyymmdd",   "yyyymm",     "excel",      "excel1904",
};

/* A day that was read, written in the same format, reads as the same day. */
static void promise_round_trip(const date_format *format, day_number day)
{
    day_date date = day_to_date(day);
    char written[32] = "", *at = written;
    for (const char *name = format->name; *name;) {
        size_t run = strspn(name, (const char[]){*name, '\0'});
        int part = *name == 'y' ? date.year : *name == 'm' ? date.month : date.day;
        if (strchr("ymd", *name))
            at += sprintf(at, "%0*d", (int)run, part);
        else
            *at++ = *name, *at = '\0';
        name += run;
    }
    day_number again = DAY_NONE;
    PROMISE(date_read(&again, format, text_from(written)) == DATE_OK && again == day);
}

static void promise_date(const date_format *format, text value)
{
    day_number day = DAY_NONE;
    date_outcome outcome = date_read(&day, format, value);
    PROMISE((outcome == DATE_OK) == (day != DAY_NONE));
    PROMISE((outcome == DATE_EMPTY) == (text_trim(value).length == 0));
    if (outcome != DATE_OK)
        return;
    PROMISE(day >= DAY_FIRST && day <= DAY_LAST);
    if (date_format_is_monthly(format))
        PROMISE(day_to_date(day).day == 1);
    if (format->order < DATE_EXCEL_1900)
        promise_round_trip(format, day);
}

static void promise_period(text written)
{
    const day_number last = day_from_date(2024, 2, 29);
    esep_error error = {0};
    period p, again;
    if (period_parse(&p, written, last, &error) != ESEP_OK) {
        PROMISE(error.status == ESEP_USAGE && error.message != 0);
        return;
    }
    char iso[24], range[32];
    PROMISE(p.first <= p.last && p.first >= DAY_FIRST && p.last <= DAY_LAST);
    period_iso(iso, p);
    snprintf(range, sizeof range, "%.10s..%s", iso, iso + 11);
    PROMISE(period_parse(&again, text_from(range), last, NULL) == ESEP_OK);
    PROMISE(again.first == p.first && again.last == p.last);
    period year = period_previous_year(p), before = period_previous(p);
    PROMISE(year.first <= year.last && year.first < p.first);
    PROMISE(before.last == p.first - 1 && before.first <= before.last);
    PROMISE(period_is_relative(written) ||
            (period_parse(&again, written, DAY_NONE, NULL) == ESEP_OK && again.first == p.first));
}

static void promise_column(text all)
{
    date_evidence whole = {0}, halves[2] = {{0}, {0}};
    for (size_t line = 0; all.length > 0; line++) {
        const char *end = memchr(all.data, '\n', all.length);
        text value = {all.data, end ? (size_t)(end - all.data) : all.length};
        date_evidence_add(&whole, value);
        date_evidence_add(&halves[line % 2], value);
        all.data += value.length + (end != NULL);
        all.length -= value.length + (end != NULL);
    }
    date_evidence_merge(&halves[0], &halves[1]);
    PROMISE(memcmp(halves[0].fits, whole.fits, sizeof whole.fits) == 0);
    PROMISE(memcmp(halves[0].shaped, whole.shaped, sizeof whole.shaped) == 0);
    PROMISE(halves[0].values == whole.values && memchr(whole.example, '\0', sizeof whole.example));
    date_format first = {0}, second = {0}, parsed;
    date_verdict verdict = date_evidence_judge(&whole, &first, &second);
    PROMISE((verdict == DATE_COLUMN_NO) == (first.name[0] == '\0'));
    PROMISE((verdict == DATE_COLUMN_TWO_WAYS) == (second.name[0] != '\0'));
    if (verdict != DATE_COLUMN_NO)
        PROMISE(date_format_parse(&parsed, text_from(first.name), NULL) == ESEP_OK &&
                parsed.order == first.order);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    text all = {(const char *)data, size};
    const char *end = size ? memchr(all.data, '\n', size) : NULL;
    text value = {all.data, end ? (size_t)(end - all.data) : size};
    date_format format;
    for (size_t i = 0; i < sizeof format_names / sizeof *format_names; i++) {
        PROMISE(date_format_parse(&format, text_from(format_names[i]), NULL) == ESEP_OK);
        PROMISE(strcmp(format.name, format_names[i]) == 0);
        promise_date(&format, value);
    }
    text written = end ? (text){end + 1, size - value.length - 1} : all;
    if (date_format_parse(&format, written, NULL) == ESEP_OK)
        promise_date(&format, value);
    promise_period(value);
    promise_column(all);
    return 0;
}

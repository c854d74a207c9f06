/* Which of the built-in formats a column is written in. */
#include "calendar/date_format.h"

enum { EVIDENCE_FORMATS = 12 };

/* Year first, then day or month first; formats that read the same shape stand side by side. The order is that
 * of date_evidence's arrays. */
static const date_format evidence_formats[EVIDENCE_FORMATS] = {
    {DATE_YMD, '-', "yyyy-mm-dd"}, {DATE_YMD, '/', "yyyy/mm/dd"}, {DATE_YMD, '.', "yyyy.mm.dd"},
    {DATE_YM, '-', "yyyy-mm"},     {DATE_YM, '/', "yyyy/mm"},     {DATE_DMY, '.', "dd.mm.yyyy"},
    {DATE_DMY, '/', "dd/mm/yyyy"}, {DATE_MDY, '/', "mm/dd/yyyy"}, {DATE_DMY, '-', "dd-mm-yyyy"},
    {DATE_MDY, '-', "mm-dd-yyyy"}, {DATE_MY, '.', "mm.yyyy"},     {DATE_MY, '/', "mm/yyyy"},
};

_Static_assert(EVIDENCE_FORMATS <= sizeof((date_evidence *)0)->fits / sizeof(uint64_t),
               "room for every format");

static bool evidence_year_first(const date_format *format)
{
    return format->order == DATE_YMD || format->order == DATE_YM;
}

/* The separator after one, two or four digits, which tells the few formats worth trying; 0 where the value
 * starts like no date. */
static char evidence_shape(text value, bool *year_first)
{
    size_t digits = 0;
    while (digits < value.length && digits < 5 && value.data[digits] >= '0' && value.data[digits] <= '9')
        digits++;
    *year_first = digits == 4;
    if (digits == 0 || digits == 3 || digits == 5 || digits == value.length)
        return 0;
    return value.data[digits];
}

void date_evidence_add(date_evidence *evidence, text value)
{
    value = text_trim(value);
    if (value.length == 0)
        return;
    evidence->values++;
    if (evidence->example[0] == '\0')
        text_copy_cut(evidence->example, sizeof evidence->example, value);
    bool year_first;
    char separator = evidence_shape(value, &year_first);
    if (separator != '-' && separator != '.' && separator != '/')
        return;
    for (int i = 0; i < EVIDENCE_FORMATS; i++) {
        const date_format *format = &evidence_formats[i];
        if (format->separator != separator || evidence_year_first(format) != year_first)
            continue;
        day_number day;
        date_outcome outcome = date_read(&day, format, value);
        evidence->fits[i] += outcome == DATE_OK;
        evidence->shaped[i] += outcome != DATE_UNREADABLE;
    }
}

void date_evidence_merge(date_evidence *into, const date_evidence *from)
{
    into->values += from->values;
    for (int i = 0; i < EVIDENCE_FORMATS; i++) {
        into->fits[i] += from->fits[i];
        into->shaped[i] += from->shaped[i];
    }
    if (into->example[0] == '\0')
        text_copy_cut(into->example, sizeof into->example, text_from(from->example));
}

static bool evidence_nine_of_ten(uint64_t part, uint64_t whole)
{
    return whole - part <= whole / 10;
}

/* A month alone looks like much else (the school year 2010-11, the number 12.2001), so nearly all values must
 * read. Whole days may have many values that are shaped like dates and are none: 31.12.9999 for "not yet". */
static bool evidence_reads_enough(const date_evidence *evidence, int i)
{
    if (date_format_is_monthly(&evidence_formats[i]))
        return evidence_nine_of_ten(evidence->fits[i], evidence->values);
    return evidence->fits[i] >= evidence->values - evidence->fits[i];
}

/* Of two formats with the same shape, `better` reads at least as many values as `other`. It is believed where
 * the values that it alone reads outnumber all those it does not read: then hardly any of the latter can be
 * dates written the other way, and a column of both kinds is never taken for either. */
static bool evidence_decides(const date_evidence *evidence, int better, int other)
{
    uint64_t fits = evidence->fits[better];
    return evidence_nine_of_ten(fits, evidence->values) &&
           fits - evidence->fits[other] > evidence->shaped[better] - fits;
}

static bool evidence_is_rival(int a, int b)
{
    return a != b && evidence_formats[a].separator == evidence_formats[b].separator &&
           evidence_formats[a].order == DATE_DMY && evidence_formats[b].order == DATE_MDY;
}

static date_verdict evidence_judge_pair(const date_evidence *evidence, int day_month, int month_day,
                                        date_format *first, date_format *second)
{
    bool swap = evidence->fits[month_day] > evidence->fits[day_month];
    int better = swap ? month_day : day_month, other = swap ? day_month : month_day;
    if (!evidence_reads_enough(evidence, better))
        return DATE_COLUMN_NO;
    if (evidence_decides(evidence, better, other)) {
        *first = evidence_formats[better];
        return DATE_COLUMN_YES;
    }
    *first = evidence_formats[day_month];
    *second = evidence_formats[month_day];
    return DATE_COLUMN_TWO_WAYS;
}

date_verdict date_evidence_judge(const date_evidence *evidence, date_format *first, date_format *second)
{
    for (int i = 0; evidence->values > 0 && i < EVIDENCE_FORMATS; i++) {
        if (!evidence_nine_of_ten(evidence->shaped[i], evidence->values))
            continue;
        if (i + 1 < EVIDENCE_FORMATS && evidence_is_rival(i, i + 1))
            return evidence_judge_pair(evidence, i, i + 1, first, second);
        if (!evidence_reads_enough(evidence, i))
            return DATE_COLUMN_NO;
        *first = evidence_formats[i];
        return DATE_COLUMN_YES;
    }
    return DATE_COLUMN_NO;
}

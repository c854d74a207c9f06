#include "report/change_document.h"

#include "base/error.h"
#include "report/change_columns.h"
#include "report/change_facts.h"

/* What is counted: "Records", "Sum of fine". */
static document_value change_subject(document *d, const change_table *t, const change_heading *heading)
{
    static const message_id subjects[] = {[CHANGE_RECORDS] = MESSAGE_CHANGE_OF_RECORDS,
                                          [CHANGE_SUM] = MESSAGE_CHANGE_OF_SUM,
                                          [CHANGE_DISTINCT] = MESSAGE_CHANGE_OF_DISTINCT};
    document_value measured = document_text(d, heading->measured);
    return document_says(d, subjects[t->measure], &measured, heading->measured.data ? 1 : 0);
}

static document_value change_names(document *d, const cube *c)
{
    buffer names = {0};
    for (size_t i = 0; i < c->n_dimensions; i++) {
        if (i)
            buffer_add_string(&names, ", ");
        buffer_add(&names, c->dimensions[i].name);
    }
    document_value value = document_text(d, buffer_text(&names));
    d->failed = d->failed || names.failed;
    buffer_free(&names);
    return value;
}

static document_value change_source_names(document *d, const cube *c)
{
    document_value first = document_text(d, text_from(c->origins[0].path));
    if (c->n_origins == 1)
        return first;
    const document_value both[] = {first, document_count((int64_t)c->n_origins - 1, DOCUMENT_PLAIN)};
    return document_says(d, MESSAGE_CHANGE_SOURCES, both, 2);
}

static period change_as_days(period p)
{
    p.kind = PERIOD_DAYS;
    return p;
}

static void change_add_heading(document *d, const change_table *t, const change_heading *heading)
{
    const cube *c = t->from;
    bool by = c->n_dimensions > 0;
    const document_value title[] = {change_subject(d, t, heading), change_names(d, c),
                                    document_span(period_named(t->value_period)),
                                    document_span(period_named(t->base_period))};
    message_id id = t->base_covered ? (by ? MESSAGE_CHANGE_TITLE_BY : MESSAGE_CHANGE_TITLE)
                                    : (by ? MESSAGE_CHANGE_TITLE_BY_ALONE : MESSAGE_CHANGE_TITLE_ALONE);
    document_add(d, DOCUMENT_TITLE, id, title, 4);

    document_value value_days = document_span(change_as_days(t->value_period));
    document_value value_length = document_count(period_days(t->value_period), DOCUMENT_PLAIN);
    document_value date = document_text(d, c->date_name);
    if (t->base_covered) {
        const document_value days[] = {value_days,
                                       value_length,
                                       document_span(change_as_days(t->base_period)),
                                       document_count(period_days(t->base_period), DOCUMENT_PLAIN),
                                       date,
                                       change_source_names(d, c)};
        document_add(d, DOCUMENT_SUBTITLE, MESSAGE_CHANGE_DAYS, days, 6);
    } else {
        const document_value days[] = {value_days, value_length, date, change_source_names(d, c)};
        document_add(d, DOCUMENT_SUBTITLE, MESSAGE_CHANGE_DAYS_ALONE, days, 4);
    }
    if (heading->filter.data) {
        document_value filter = document_text(d, heading->filter);
        document_add(d, DOCUMENT_SUBTITLE, MESSAGE_CHANGE_WHERE, &filter, 1);
    }
}

document_value change_account_words(document *d, const cube_account *account, message_id periods)
{
    const document_value numbers[] = {document_count((int64_t)account->read, DOCUMENT_PLAIN),
                                      document_count((int64_t)account->counted, DOCUMENT_PLAIN),
                                      document_count((int64_t)account->filtered, DOCUMENT_PLAIN),
                                      document_count((int64_t)account->outside, DOCUMENT_PLAIN),
                                      document_count((int64_t)cube_account_rejected(account), DOCUMENT_PLAIN),
                                      document_says(d, periods, NULL, 0),
                                      document_count((int64_t)account->replaced, DOCUMENT_PLAIN)};
    bool replaced = account->replaced > 0;
    return document_says(d, replaced ? MESSAGE_ACCOUNT_REPLACED : MESSAGE_ACCOUNT, numbers, replaced ? 7 : 6);
}

document_value change_reject_words(document *d, const cube *c, cube_reason reason, uint64_t records)
{
    static const message_id reasons[CUBE_REASONS] = {
        [CUBE_FIELDS] = MESSAGE_REASON_FIELDS,
        [CUBE_DATE_EMPTY] = MESSAGE_REASON_DATE_EMPTY,
        [CUBE_DATE_UNREADABLE] = MESSAGE_REASON_DATE_UNREADABLE,
        [CUBE_DATE_IMPOSSIBLE] = MESSAGE_REASON_DATE_IMPOSSIBLE,
        [CUBE_DATE_OUT_OF_RANGE] = MESSAGE_REASON_DATE_RANGE,
        [CUBE_NUMBER_EMPTY] = MESSAGE_REASON_NUMBER_EMPTY,
        [CUBE_NUMBER_UNREADABLE] = MESSAGE_REASON_NUMBER_UNREADABLE,
        [CUBE_NUMBER_TOO_LARGE] = MESSAGE_REASON_NUMBER_LARGE,
        [CUBE_KEY_EMPTY] = MESSAGE_REASON_KEY_EMPTY,
        [CUBE_ENCODING] = MESSAGE_REASON_ENCODING,
    };
    document_value format = document_text(d, text_from(c->date_format[0] ? c->date_format : "yyyy, mm, dd"));
    const document_value parts[] = {
        document_count((int64_t)records, DOCUMENT_PLAIN),
        document_says(d, reasons[reason], &format, reason == CUBE_DATE_UNREADABLE ? 1 : 0)};
    return document_says(d, MESSAGE_REJECTED_BECAUSE, parts, 2);
}

static void change_add_words(document *d, document_value words)
{
    document_add(d, DOCUMENT_NOTE, MESSAGE_BULLETIN_SAYS, &words, 1);
}

static void change_add_rejects(document *d, const change_table *t)
{
    for (int i = 0; i < CUBE_REASONS; i++) {
        if (t->account.rejected[i])
            change_add_words(d, change_reject_words(d, t->from, (cube_reason)i, t->account.rejected[i]));
    }
}

enum { CHANGE_HOLES_NAMED = 6 };

/* A run of months as a period, for its words. */
period change_hole_period(change_hole hole)
{
    int last_year = hole.last_month / 12, last_month = hole.last_month % 12 + 1;
    return (period){.first = day_from_date(hole.first_month / 12, hole.first_month % 12 + 1, 1),
                    .last = day_from_date(last_year, last_month, day_month_length(last_year, last_month)),
                    .kind = hole.first_month == hole.last_month ? PERIOD_MONTH : PERIOD_MONTHS};
}

static void change_add_holes(document *d, const change_table *t)
{
    for (size_t i = 0; i < t->n_holes && i < CHANGE_HOLES_NAMED; i++) {
        document_value months = document_span(change_hole_period(t->holes[i]));
        document_add(d, DOCUMENT_NOTE, MESSAGE_NOTE_HOLES, &months, 1);
    }
    if (t->n_holes > CHANGE_HOLES_NAMED) {
        document_value more = document_count((int64_t)(t->n_holes - CHANGE_HOLES_NAMED), DOCUMENT_PLAIN);
        document_add(d, DOCUMENT_NOTE, MESSAGE_NOTE_MORE_HOLES, &more, 1);
    }
}

static void change_add_warnings(document *d, const change_table *t)
{
    const cube_account *account = &t->account;
    if (account->filtered && account->counted + account->outside + cube_account_rejected(account) == 0)
        document_add(d, DOCUMENT_NOTE, MESSAGE_NOTE_NOTHING_KEPT, NULL, 0);
    if (cube_account_rejected(account) * 100 > account->read)
        document_add(d, DOCUMENT_NOTE, MESSAGE_NOTE_MANY_REJECTED, NULL, 0);
    if (t->cut_days > 0) {
        const document_value cut[] = {document_span(t->asked),
                                      document_span(change_as_days(t->value_period))};
        document_add(d, DOCUMENT_NOTE, MESSAGE_NOTE_CUT, cut, 2);
    }
    if (!t->base_covered) {
        document_value base = document_span(change_as_days(t->base_period));
        document_add(d, DOCUMENT_NOTE, MESSAGE_NOTE_NO_BASE, &base, 1);
        return;
    }
    if (t->value_period.first <= t->base_period.last && t->base_period.first <= t->value_period.last)
        document_add(d, DOCUMENT_NOTE, MESSAGE_NOTE_OVERLAP, NULL, 0);
    int difference = period_days(t->value_period) - period_days(t->base_period);
    if (t->leap_day_differs && difference >= -1 && difference <= 1)
        document_add(d, DOCUMENT_NOTE, MESSAGE_NOTE_LEAP_DAY, NULL, 0);
    else if (difference != 0)
        document_add(d, DOCUMENT_NOTE, MESSAGE_NOTE_LENGTHS, NULL, 0);
}

/* How chance was judged, and what the settings were. */
static void change_add_method(document *d, const change_table *t)
{
    if (t->measure == CHANGE_DISTINCT && t->from->n_dimensions)
        document_add(d, DOCUMENT_NOTE, MESSAGE_NOTE_DISTINCT, NULL, 0);
    if (t->testing == CHANGE_UNTESTED_SUM)
        document_add(d, DOCUMENT_NOTE, MESSAGE_NOTE_SUM_UNTESTED, NULL, 0);
    if (t->testing != CHANGE_TESTED && t->testing != CHANGE_TESTED_SUM)
        return;
    if (t->testing == CHANGE_TESTED_SUM) {
        document_value dispersion = document_real(t->dispersion, DOCUMENT_PLAIN);
        document_add(d, DOCUMENT_NOTE, MESSAGE_NOTE_SUM_TESTED, &dispersion, 1);
    }
    document_value rows = document_count((int64_t)t->n_tested, DOCUMENT_PLAIN);
    document_add(d, DOCUMENT_NOTE, t->n_tested ? MESSAGE_NOTE_CHANCE : MESSAGE_NOTE_CHANCE_TOTAL, &rows,
                 t->n_tested ? 1 : 0);
    bool small = false;
    for (size_t i = 0; i < t->n_rows; i++)
        small = small || t->rows[i].status & (CHANGE_SMALL_BASE | CHANGE_ZERO_BASE);
    const document_value limits[] = {document_count(t->percent_from, DOCUMENT_PLAIN),
                                     document_count(t->small_below, DOCUMENT_PLAIN)};
    if (small)
        document_add(d, DOCUMENT_NOTE, MESSAGE_NOTE_SMALL, limits, 2);
}

esep_status change_document_create(document **out, const change_table *t, const change_heading *heading,
                                   esep_error *error)
{
    document *d = NULL;
    ESEP_TRY(document_create(&d, error));
    change_add_heading(d, t, heading);
    change_add_table(d, t);
    change_add_words(
        d, change_account_words(d, &t->account,
                                t->base_covered ? MESSAGE_ACCOUNT_TWO_PERIODS : MESSAGE_ACCOUNT_ONE_PERIOD));
    change_add_rejects(d, t);
    change_add_warnings(d, t);
    change_add_holes(d, t);
    change_add_method(d, t);
    change_add_facts(d, t, heading);
    esep_status status = document_status(d, error);
    if (status != ESEP_OK) {
        document_free(d);
        return status;
    }
    *out = d;
    return ESEP_OK;
}

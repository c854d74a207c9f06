/* Derived columns: expression/derivation.h in SQL. */
#include "engine/sql.h"

#include <stdlib.h>
#include <string.h>

static const char *derive_text(sql *s, text t)
{
    return sql_text(s, text_trim(t.data ? t : text_from("")));
}

static int derive_compare_days(const void *a, const void *b)
{
    const derivation_code *x = a, *y = b;
    if (x->from != y->from)
        return x->from < y->from ? -1 : 1;
    if (x->to != y->to)
        return x->to < y->to ? -1 : 1;
    return text_compare(text_trim(x->code), text_trim(y->code));
}

static int derive_day(day_number day)
{
    day_date date = day_to_date(day);
    return date.year * 10000 + date.month * 100 + date.day;
}

/* One code and its category; within the days in which it is law, codes are one list. */
static esep_status derive_codes(buffer *out, sql *s, const derivation *d, const char *value,
                                esep_error *error)
{
    derivation_code *codes = calloc(d->n_codes + 1, sizeof *codes);
    if (!codes)
        return error_memory(error);
    if (d->n_codes)
        memcpy(codes, d->codes, d->n_codes * sizeof *codes);
    qsort(codes, d->n_codes, sizeof *codes, derive_compare_days);
    esep_status status = ESEP_OK;
    for (size_t i = 0; i < d->n_codes && status == ESEP_OK; i++) {
        bool always = codes[i].from == DAY_FIRST && codes[i].to == DAY_LAST;
        for (size_t k = i + 1; k < d->n_codes && status == ESEP_OK; k++) {
            if (text_equal(text_trim(codes[i].code), text_trim(codes[k].code)) &&
                codes[k].from <= codes[i].to)
                status = error_raise(error, ESEP_USAGE, MESSAGE_CUBE_CODE_TWICE,
                                     sql_format(s, "%.*s", (int)d->name.length, d->name.data),
                                     sql_format(s, "%.*s", (int)codes[i].code.length, codes[i].code.data));
        }
        if (!always && !s->number)
            status = sql_refuse(MESSAGE_CUBE_DERIVED_NO_DATE, d->name, error);
        buffer_add_format(out, " WHEN %s = %s", value, derive_text(s, codes[i].code));
        if (!always && status == ESEP_OK)
            buffer_add_format(out, " AND %s BETWEEN %d AND %d", s->number, derive_day(codes[i].from),
                              derive_day(codes[i].to));
        buffer_add_format(out, " THEN %s", derive_text(s, codes[i].category));
    }
    free(codes);
    return status;
}

static esep_status derive_bands(buffer *out, sql *s, const derivation *d, const char *value,
                                esep_error *error)
{
    sql_decimal cell;
    ESEP_TRY(sql_read_decimal(&cell, s, value, d->columns[0], error));
    for (size_t i = 0; i < d->n_bands; i++) {
        const derivation_band *band = &d->bands[i];
        buffer_add_format(out, " WHEN %s = 1", cell.known);
        if (band->has_low)
            buffer_add_format(out, " AND NOT (%s)", sql_decimal_is(s, &cell, band->low, true, false));
        if (band->has_high)
            buffer_add_format(out, " AND (%s)", sql_decimal_is(s, &cell, band->high, true, false));
        buffer_add_format(out, " THEN %s", derive_text(s, band->category));
    }
    return ESEP_OK;
}

/* 1 Monday … 7 Sunday: Zeller's congruence (Acta Mathematica 9, 1887, 131-136), the year beginning in March. */
static const char *derive_weekday(sql *s, const sql_date *date)
{
    const char *before = sql_define(s, sql_format(s, "CASE WHEN %s < 3 THEN 1 ELSE 0 END", date->month));
    const char *year = sql_define(s, sql_format(s, "%s - %s", date->year, before));
    const char *month = sql_define(s, sql_format(s, "%s + 12 * %s + 1", date->month, before));
    return sql_define(s,
                      sql_format(s, "(%s + %s + %s + %s - %s + %s + 5) %% 7 + 1", date->day,
                                 sql_divide(s, sql_format(s, "(13 * %s)", month), 5), year,
                                 sql_divide(s, year, 4), sql_divide(s, year, 100), sql_divide(s, year, 400)));
}

/* cube/derive_time.c: the digits before the first colon, and AM or PM behind. */
static void derive_hour(buffer *out, sql *s, const char *value, const char *readable)
{
    const char *hour = sql_define(s, sql_integer(s, sql_extract(s, value, "([0-9]{1,2}):")));
    const char *whole = sql_define(
        s, sql_format(s, "CASE WHEN %s THEN %s %% 12 + 12 WHEN %s THEN %s %% 12 ELSE %s %% 24 END",
                      sql_match(s, value, "[Pp][Mm]"), hour, sql_match(s, value, "[Aa][Mm]"), hour, hour));
    const char *two =
        sql_join(s, sql_format(s, "CASE WHEN %s < 10 THEN '0' ELSE '' END", whole), sql_digits(s, whole));
    buffer_add_format(out, " WHEN %s AND %s THEN %s", readable, sql_match(s, value, ":"), two);
}

static esep_status derive_time(buffer *out, sql *s, const derivation *d, esep_error *error)
{
    static const date_format iso = {DATE_YMD, '-', "yyyy-mm-dd"};
    const cube_query *query = s->query;
    bool named = d->n_columns > 0 && d->columns[0].data;
    bool own = !named || (query->n_dates == 1 && text_equal(d->columns[0], query->dates[0]));
    sql_date date = {s->year, s->month, s->day, s->number, "-1"};
    const char *value = NULL, *readable = "1 = 1";
    if (own && !s->number)
        return sql_refuse(MESSAGE_CUBE_DERIVED_NO_DATE, d->name, error);
    if (own && s->monthly && d->kind == DERIVATION_WEEKDAY)
        return sql_refuse(MESSAGE_CUBE_DERIVED_MONTHLY, d->name, error);
    if (own && d->kind == DERIVATION_HOUR && query->n_dates != 1)
        return ESEP_OK; /* dates in parts have no time of day */
    if (!own || d->kind == DERIVATION_HOUR)
        ESEP_TRY(sql_column(&value, s, own ? query->dates[0] : d->columns[0], error));
    if (!own) {
        ESEP_TRY(sql_read_date(&date, s, value, &iso, error));
        readable = sql_format(s, "%s = -1", date.outcome);
        ESEP_TRY(sql_add_unsupported(
            s, MESSAGE_ENGINE_DATE_FORM, d->columns[0],
            sql_format(s, "%s IN (%d, %d)", date.outcome, CUBE_DATE_UNREADABLE, CUBE_DATE_IMPOSSIBLE),
            error));
    }
    if (d->kind == DERIVATION_HOUR)
        derive_hour(out, s, value, readable);
    else if (d->kind == DERIVATION_YEAR)
        buffer_add_format(out, " WHEN %s THEN %s", readable, sql_digits(s, date.year));
    else if (d->kind == DERIVATION_WEEKDAY)
        buffer_add_format(out, " WHEN %s THEN %s", readable, sql_digits(s, derive_weekday(s, &date)));
    else
        buffer_add_format(out, " WHEN %s THEN %s", readable,
                          sql_join(s, sql_format(s, "CASE WHEN %s < 10 THEN '0' ELSE '' END", date.month),
                                   sql_digits(s, date.month)));
    return ESEP_OK;
}

static esep_status derive_one(const char **out, sql *s, const derivation *d, esep_error *error)
{
    buffer cases = {0};
    const char *value = NULL;
    esep_status status = ESEP_OK;
    if (d->kind == DERIVATION_AREA)
        return sql_refuse(MESSAGE_ENGINE_AREA, d->name, error);
    if (d->kind == DERIVATION_CODES || d->kind == DERIVATION_BANDS)
        ESEP_TRY(sql_column(&value, s, d->columns[0], error));
    if (d->kind == DERIVATION_CODES)
        status = derive_codes(&cases, s, d, value, error);
    else if (d->kind == DERIVATION_BANDS)
        status = derive_bands(&cases, s, d, value, error);
    else
        status = derive_time(&cases, s, d, error);
    const char *otherwise = derive_text(s, d->otherwise);
    if (cases.failed)
        s->failed = true;
    else if (cases.length && buffer_reserve(&cases, 1)) {
        cases.data[cases.length] = '\0';
        otherwise = sql_format(s, "CASE%s ELSE %s END", cases.data, otherwise);
    }
    /* A constant has no collation in PostgreSQL. */
    *out =
        sql_define(s, s->kind == ENGINE_POSTGRES ? sql_format(s, "CAST(%s AS text) COLLATE \"C\"", otherwise)
                                                 : otherwise);
    buffer_free(&cases);
    return status;
}

esep_status sql_check_derived(const sql *s, esep_error *error)
{
    const cube_query *query = s->query;
    for (size_t k = 0; s->table && k < query->n_derived; k++) {
        for (size_t i = 0; i < s->table->n; i++) {
            if (text_equal(s->table->columns[i], query->derived[k].name))
                return sql_refuse(MESSAGE_CUBE_DERIVED_NAME, query->derived[k].name, error);
        }
    }
    return ESEP_OK;
}

esep_status sql_derive(const char **out, sql *s, size_t k, esep_error *error)
{
    size_t visible = s->n_visible;
    s->n_visible = k; /* only earlier ones may be named */
    if (!s->derived[k])
        ESEP_TRY(derive_one(&s->derived[k], s, &s->query->derived[k], error));
    s->n_visible = visible;
    *out = s->derived[k];
    return ESEP_OK;
}

/* Dates out of texts, by the rules of calendar/date_format.h. */
#include "engine/sql.h"

/* A time of day, by calendar/date_format.c: hours to 24, or to 12 with AM and PM; then a zone. */
#define TIME_REST ":[0-5][0-9](?::(?:[0-5][0-9]|60)(?:[.,][0-9]+)?)?[ \t]*"
#define TIME                                                                                                 \
    "(?:(?:[01]?[0-9]|2[0-4])" TIME_REST "|(?:0?[0-9]|1[0-2])" TIME_REST "[AaPp][Mm][ \t]*)"                 \
    "(?:[Zz]|[-+](?:0[0-9]|1[0-8])(?::?[0-5][0-9])?)?"
#define TAIL "(?:(?:[Tt]|[ \t]+)" TIME ")?$"

static const char *const date_year = "[0-9]{4}";

/* A sound date out of three numbers, each never null. `outcome` before: conditions that have been found wanting. */
static void date_settle(sql_date *out, sql *s, const char *unfit)
{
    const char *y = out->year, *m = out->month, *d = out->day;
    const char *leap = sql_define(
        s, sql_format(s, "CASE WHEN %s %% 4 = 0 AND (%s %% 100 <> 0 OR %s %% 400 = 0) THEN 29 ELSE 28 END", y,
                      y, y));
    const char *length = sql_define(s, sql_format(s,
                                                  "CASE WHEN %s = 2 THEN %s WHEN %s IN (4, 6, 9, 11) THEN 30 "
                                                  "WHEN %s BETWEEN 1 AND 12 THEN 31 ELSE 0 END",
                                                  m, leap, m, m));
    out->outcome = sql_define(
        s, sql_format(
               s, "CASE %s WHEN %s < 1 OR %s > %s THEN %d WHEN %s < 1900 OR %s > 2199 THEN %d ELSE -1 END",
               unfit, d, d, length, CUBE_DATE_IMPOSSIBLE, y, y, CUBE_DATE_OUT_OF_RANGE));
    out->number = sql_define(s, sql_format(s, "%s * 10000 + %s * 100 + %s", y, m, d));
}

static const char *date_part(sql *s, const char *value, const char *pattern)
{
    return sql_define(s, sql_integer(s, sql_extract(s, value, pattern)));
}

esep_status sql_read_date(sql_date *out, sql *s, const char *value, const date_format *format,
                          esep_error *error)
{
    const char *mark = format->separator ? sql_format(s, "[%c]", format->separator) : "";
    const char *two = format->separator ? "[0-9]{1,2}" : "[0-9]{2}";
    const char *parts[3] = {0};
    size_t year = 0, month = 1, day = 2, n = 3;
    switch (format->order) {
    case DATE_YMD:
        break;
    case DATE_DMY:
        year = 2, month = 1, day = 0;
        break;
    case DATE_MDY:
        year = 2, month = 0, day = 1;
        break;
    case DATE_YM:
        n = 2;
        break;
    case DATE_MY:
        year = 1, month = 0, n = 2;
        break;
    default:
        return sql_refuse(MESSAGE_ENGINE_DATE_FORMAT, text_from(format->name), error);
    }
    for (size_t i = 0; i < n; i++)
        parts[i] = i == year ? date_year : two;
    const char *groups[3] = {0}, *whole = "^";
    for (size_t i = 0; i < n; i++) {
        groups[i] = sql_format(s, "%s%s(%s)", whole, i ? mark : "", parts[i]);
        whole = sql_format(s, "%s%s%s", whole, i ? mark : "", parts[i]);
    }
    out->year = date_part(s, value, groups[year]);
    out->month = date_part(s, value, groups[month]);
    out->day = n == 3 ? date_part(s, value, groups[day]) : "1";
    const char *fits = sql_match(s, value, sql_format(s, "%s" TAIL, whole));
    date_settle(out, s,
                sql_format(s, "WHEN %s = '' THEN %d WHEN NOT %s THEN %d", value, CUBE_DATE_EMPTY, fits,
                           CUBE_DATE_UNREADABLE));
    return ESEP_OK;
}

/* What is no day of a calendar: null; infinity of PostgreSQL's; the day 0 of ClickHouse, which old versions print as 0000-00-00. */
void sql_read_day(sql_date *out, sql *s, text column)
{
    const char *const parts[][2] = {{"year", "toYear"}, {"month", "toMonth"}, {"day", "toDayOfMonth"}};
    const char *name = sql_name(s, column), *read[3];
    bool postgres = s->kind == ENGINE_POSTGRES;
    const char *empty = sql_define(s, sql_format(s, "CASE WHEN %s IS NULL THEN 1 ELSE 0 END", name));
    const char *none = sql_define(
        s, postgres
               ? sql_format(s, "CASE WHEN isfinite(%s) THEN 0 ELSE 1 END", name)
               : sql_format(s, "CASE WHEN ifNull(toString(%s), '') = '0000-00-00' THEN 1 ELSE 0 END", name));
    for (size_t i = 0; i < 3; i++)
        read[i] = sql_define(
            s, postgres ? sql_format(
                              s, "CASE WHEN isfinite(%s) THEN CAST(extract(%s FROM %s) AS bigint) ELSE 0 END",
                              name, parts[i][0], name)
                        : sql_format(s, "toInt64(ifNull(%s(%s), 0))", parts[i][1], name));
    out->year = read[0];
    out->month = read[1];
    out->day = read[2];
    date_settle(out, s,
                sql_format(s, "WHEN %s = 1 THEN %d WHEN %s = 1 THEN %d", empty, CUBE_DATE_EMPTY, none,
                           postgres ? CUBE_DATE_UNREADABLE : CUBE_DATE_IMPOSSIBLE));
}

esep_status sql_read_date_parts(sql_date *out, sql *s, const char *const *values, size_t n, esep_error *error)
{
    const char *numbers[CUBE_DATE_COLUMNS] = {"0", "0", "1"}, *unfit = "";
    (void)error;
    for (size_t i = 0; i < n; i++) {
        numbers[i] = date_part(s, values[i], "^([0-9]{1,4})$");
        unfit = sql_format(s, "%s WHEN %s = '' THEN %d WHEN NOT %s THEN %d", unfit, values[i],
                           CUBE_DATE_EMPTY, sql_match(s, values[i], "^[0-9]{1,4}$"), CUBE_DATE_UNREADABLE);
    }
    /* Apart, a year out of range is told before a day that is none (cube/counter.c). */
    unfit = sql_format(s, "%s WHEN %s < 1900 OR %s > 2199 THEN %d", unfit, numbers[0], numbers[0],
                       CUBE_DATE_OUT_OF_RANGE);
    out->year = numbers[0];
    out->month = numbers[1];
    out->day = numbers[2];
    date_settle(out, s, unfit);
    return ESEP_OK;
}

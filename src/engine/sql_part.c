/* The windows as a condition on the date's own column: what partitions and keys can be told by. */
#include "engine/sql.h"

/* ClickHouse counts days from 1970 on in sixteen bits, and seconds in thirty-two: a bound beyond them would wrap around. */
static bool part_bounds_fit(const sql *s, sql_type type)
{
    const day_number first = day_from_date(1971, 1, 1),
                     last = day_from_date(type == SQL_DATE ? 2100 : 2037, 1, 1);
    for (size_t w = 0; w < s->query->n_windows; w++) {
        const period *window = &s->query->windows[w];
        if (s->kind == ENGINE_CLICKHOUSE && (window->first < first || window->last > last))
            return false;
        if (window->last >= DAY_LAST)
            return false;
    }
    return true;
}

bool sql_can_part(const sql *s)
{
    const cube_query *query = s->query;
    sql_type type = s->dated && query->n_dates == 1 ? sql_column_type(s, s->query->dates[0]) : SQL_OTHER;
    bool iso = s->format.order == DATE_YMD && s->format.separator == '-';
    return query->n_windows > 0 && query->n_key == 0 && iso && (type == SQL_DATE || type == SQL_TIME) &&
           part_bounds_fit(s, type);
}

cube_query sql_rest_query(const cube_query *query)
{
    cube_query rest = *query;
    rest.time = CUBE_MONTHLY;
    rest.filter = rest.distinct = (text){0};
    rest.n_by = rest.n_counts = rest.n_sums = rest.n_derived = 0;
    rest.squares = false;
    return rest;
}

static const char *part_bound(sql *s, sql_type type, day_number day)
{
    day_date date = day_to_date(day);
    const char *written = sql_format(s, "'%04d-%02d-%02d%s'", date.year, date.month, date.day,
                                     type == SQL_TIME ? " 00:00:00" : "");
    if (s->kind == ENGINE_POSTGRES)
        return sql_format(s, "%s %s", type == SQL_DATE ? "DATE" : "TIMESTAMP", written);
    return sql_format(s, "%s(%s)", type == SQL_DATE ? "toDate" : "toDateTime", written);
}

const char *sql_part_condition(sql *s)
{
    if (s->part == SQL_WHOLE)
        return "";
    sql_type type = sql_column_type(s, s->query->dates[0]);
    const char *column = sql_name(s, s->query->dates[0]), *inside = "";
    for (size_t w = 0; w < s->query->n_windows; w++)
        inside = sql_format(s, "%s%s(%s >= %s AND %s < %s)", inside, w ? " OR " : "", column,
                            part_bound(s, type, s->query->windows[w].first), column,
                            part_bound(s, type, s->query->windows[w].last + 1));
    if (s->part == SQL_INSIDE)
        return sql_format(s, " WHERE %s", inside);
    return s->kind == ENGINE_POSTGRES ? sql_format(s, " WHERE (%s) IS NOT TRUE", inside)
                                      : sql_format(s, " WHERE NOT ifNull(%s, 0)", inside);
}

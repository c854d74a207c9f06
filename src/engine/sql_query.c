/* The statement: outcomes, groups, measures. */
#include "engine/sql.h"

#include <stdlib.h>
#include <string.h>

size_t sql_result_columns(const cube_query *query)
{
    return 3 + query->n_by + (query->distinct.data != NULL) + 1 + query->n_counts +
           query->n_sums * (SQL_LIMBS + 1) + (query->squares ? 2 : 0);
}

esep_status sql_begin(sql *s, const engine_place *place, const cube_query *query, bool dated,
                      const sql_table *table, const number_mark *marks, esep_error *error)
{
    *s = (sql){.kind = place->kind,
               .place = place,
               .query = query,
               .table = table,
               .n_visible = query->n_derived,
               .dated = dated};
    s->derived = ARENA_TAKE(&s->memory, query->n_derived + 1, const char *);
    if (!s->derived)
        return error_memory(error);
    for (size_t i = 0; i < query->n_sums; i++)
        s->marks[i] = marks ? marks[i] : query->mark;
    return date_format_parse(&s->format, text_from(query->date_format ? query->date_format : "yyyy-mm-dd"),
                             error);
}

void sql_free(sql *s)
{
    free(s->definitions);
    arena_free(&s->memory);
    *s = (sql){0};
}

static esep_status sql_check_query(const sql *s, esep_error *error)
{
    const cube_query *query = s->query;
    if (query->n_sums && query->distinct.data)
        return error_raise(error, ESEP_USAGE, MESSAGE_CUBE_SUM_AND_DISTINCT);
    if (query->n_sums > CUBE_SUMS || query->n_counts > CUBE_COUNTS || query->n_by > 32)
        return error_raise(error, ESEP_USAGE, MESSAGE_CUBE_TOO_MANY, "32", "64", "64");
    if (s->dated && query->n_dates == 0)
        return error_raise(error, ESEP_USAGE, MESSAGE_ENGINE_DATE_NEEDED);
    return sql_check_derived(s, error);
}

/* *reason: the cases of a rejected date. */
static esep_status sql_dates(sql *s, buffer *cases, esep_error *error)
{
    const cube_query *query = s->query;
    const char *values[CUBE_DATE_COLUMNS];
    sql_date date;
    if (!s->dated)
        return ESEP_OK;
    bool own = query->n_dates == 1 && sql_column_type(s, query->dates[0]) == SQL_DATE &&
               s->format.order == DATE_YMD && s->format.separator == '-';
    for (size_t i = 0; i < query->n_dates && !own; i++)
        ESEP_TRY(sql_column(&values[i], s, query->dates[i], error));
    if (own)
        ESEP_TRY(sql_find_column(&(text){0}, s, query->dates[0], error));
    if (own)
        sql_read_day(&date, s, query->dates[0]);
    else if (query->n_dates == 1)
        ESEP_TRY(sql_read_date(&date, s, values[0], &s->format, error));
    else
        ESEP_TRY(sql_read_date_parts(&date, s, values, query->n_dates, error));
    s->monthly = query->n_dates == 1 ? date_format_is_monthly(&s->format) : query->n_dates == 2;
    s->year = date.year;
    s->month = date.month;
    s->day = date.day;
    s->number = date.number;
    buffer_add_format(cases, " WHEN %s >= 0 THEN %d + %s", date.outcome, SQL_REJECTED, date.outcome);
    return ESEP_OK;
}

static esep_status sql_keys(sql *s, buffer *cases, esep_error *error)
{
    const cube_query *query = s->query;
    const char *keys[CUBE_KEY_COLUMNS], *any_empty = "", *replaced;
    if (query->n_key == 0)
        return ESEP_OK;
    for (size_t i = 0; i < query->n_key; i++) {
        ESEP_TRY(sql_column(&keys[i], s, query->key[i], error));
        any_empty = sql_format(s, "%s%s%s = ''", any_empty, i ? " OR " : "", keys[i]);
    }
    cases->failed = cases->failed || !buffer_reserve(cases, 1);
    if (cases->failed)
        return error_memory(error);
    buffer_add_format(cases, " WHEN %s THEN %d", any_empty, SQL_REJECTED + CUBE_KEY_EMPTY);
    cases->data[cases->length] = '\0';
    const char *valid = sql_define(s, sql_format(s, "CASE%s ELSE 1 END", cases->data));
    ESEP_TRY(sql_replaced(&replaced, s,
                          sql_define(s, sql_format(s, "CASE WHEN %s = 1 THEN 1 ELSE 0 END", valid)), keys,
                          error));
    buffer_add_format(cases, " WHEN %s = 1 THEN %d", replaced, SQL_REPLACED);
    return ESEP_OK;
}

typedef struct sql_sum {
    const char *applies; /* NULL: always */
    sql_number number;
} sql_sum;

static esep_status sql_sums(sql *s, sql_sum *sums, esep_error *error)
{
    const cube_query *query = s->query;
    for (size_t i = 0; i < query->n_sums; i++) {
        const char *value;
        text filter = query->sum_filters ? query->sum_filters[i] : (text){0};
        for (size_t k = 0; k < query->n_derived; k++) {
            if (text_equal(query->derived[k].name, query->sums[i]))
                return sql_refuse(MESSAGE_ENGINE_SUM_DERIVED, query->sums[i], error);
        }
        ESEP_TRY(sql_filter(&sums[i].applies, s, filter, error));
        if (sql_column_type(s, query->sums[i]) == SQL_INTEGER) {
            ESEP_TRY(sql_find_column(&(text){0}, s, query->sums[i], error));
            sql_read_integer(&sums[i].number, s, query->sums[i]);
            continue;
        }
        ESEP_TRY(sql_column(&value, s, query->sums[i], error));
        sql_read_number(&sums[i].number, s, value, s->marks[i]);
    }
    return ESEP_OK;
}

/* What a record is rejected for behind the filter, in the order of the sums. */
static void sql_sum_cases(buffer *cases, sql *s, const sql_sum *sums)
{
    for (size_t i = 0; i < s->query->n_sums; i++) {
        const char *state = sums[i].number.state;
        const char *applies = sums[i].applies ? sql_format(s, "%s = 1 AND ", sums[i].applies) : "";
        if (!s->query->incomplete)
            buffer_add_format(cases, " WHEN %s%s = 1 THEN %d", applies, state,
                              SQL_REJECTED + CUBE_NUMBER_EMPTY);
        buffer_add_format(cases, " WHEN %s%s = 2 THEN %d", applies, state,
                          SQL_REJECTED + CUBE_NUMBER_UNREADABLE);
    }
}

static esep_status sql_sum_unsupported(sql *s, const sql_sum *sums, const char *kept, esep_error *error)
{
    for (size_t i = 0; i < s->query->n_sums; i++) {
        const char *applies = sums[i].applies ? sql_format(s, "%s = 1 AND ", sums[i].applies) : "";
        const char *also = kept ? sql_format(s, "%s = 1 AND ", kept) : "";
        ESEP_TRY(sql_add_unsupported(s, MESSAGE_ENGINE_NUMBER_FORM, s->query->sums[i],
                                     sql_format(s, "(%s%s%s = 3)", also, applies, sums[i].number.state),
                                     error));
    }
    return ESEP_OK;
}

static void sql_window_cases(buffer *cases, sql *s)
{
    const cube_query *query = s->query;
    const char *inside = "";
    for (size_t w = 0; w < query->n_windows; w++) {
        day_date first = day_to_date(query->windows[w].first), last = day_to_date(query->windows[w].last);
        inside = sql_format(s, "%s%s%s BETWEEN %d AND %d", inside, w ? " OR " : "", s->number,
                            first.year * 10000 + first.month * 100 + first.day,
                            last.year * 10000 + last.month * 100 + last.day);
    }
    if (query->n_windows && s->number)
        buffer_add_format(cases, " WHEN NOT (%s) THEN %d", inside, SQL_OUTSIDE);
}

typedef struct sql_parts {
    const char *outcome;
    const char *time, *days;
    const char **groups; /* [n_groups]: categories, then the digest */
    size_t n_groups;
    const char **counts; /* [n_counts] */
    sql_sum sums[CUBE_SUMS];
} sql_parts;

static esep_status sql_outcome(sql *s, sql_parts *parts, buffer *cases, esep_error *error)
{
    const cube_query *query = s->query;
    const char *kept, *value = NULL;
    ESEP_TRY(sql_dates(s, cases, error));
    ESEP_TRY(sql_keys(s, cases, error));
    ESEP_TRY(sql_filter(&kept, s, query->filter, error));
    for (size_t i = 0; i < query->n_counts; i++)
        ESEP_TRY(sql_filter(&parts->counts[i], s, query->counts[i].filter, error));
    ESEP_TRY(sql_sums(s, parts->sums, error));
    ESEP_TRY(sql_sum_unsupported(s, parts->sums, kept, error));
    for (size_t i = 0; i < query->n_by; i++)
        ESEP_TRY(sql_column(&parts->groups[i], s, query->by[i], error));
    if (query->distinct.data)
        ESEP_TRY(sql_column(&value, s, query->distinct, error));
    for (size_t i = 0; i < s->n_unsupported; i++)
        buffer_add_format(cases, " WHEN %s THEN %zu", s->unsupported_flags[i], SQL_UNSUPPORTED + i);
    if (kept)
        buffer_add_format(cases, " WHEN %s = 0 THEN %d", kept, SQL_FILTERED);
    sql_sum_cases(cases, s, parts->sums);
    if (value)
        buffer_add_format(cases, " WHEN %s = '' THEN %d", value, SQL_REJECTED + CUBE_KEY_EMPTY);
    sql_window_cases(cases, s);
    buffer_add_byte(cases, '\0');
    ESEP_TRY(buffer_status(cases, error));
    parts->outcome =
        sql_define(s, cases->data[0] ? sql_format(s, "CASE%s ELSE 0 END", cases->data) : "0 + 0");
    parts->n_groups = query->n_by;
    if (value)
        parts->groups[parts->n_groups++] =
            sql_define(s, s->kind == ENGINE_POSTGRES
                              ? sql_format(s, "encode(sha256(convert_to(%s, 'UTF8')), 'hex')", value)
                              : sql_format(s, "hex(SHA256(%s))", value));
    return ESEP_OK;
}

/* Of records that are not counted, only the month and its days are asked, and nothing of what they say. */
static void sql_groups(sql *s, sql_parts *parts)
{
    const char *outcome = parts->outcome;
    for (size_t i = 0; i < parts->n_groups; i++)
        parts->groups[i] =
            sql_define(s, sql_format(s, "CASE WHEN %s = 0 THEN %s ELSE '' END", outcome, parts->groups[i]));
    parts->time = parts->days = "0 + 0";
    if (s->number) {
        /* A rejected date and a replaced record have no day. */
        const char *dated =
            sql_define(s, sql_format(s, "CASE WHEN %s BETWEEN %d AND %d OR %s = %d THEN 0 ELSE 1 END",
                                     outcome, SQL_REJECTED + CUBE_DATE_EMPTY,
                                     SQL_REJECTED + CUBE_DATE_OUT_OF_RANGE, outcome, SQL_REPLACED));
        const char *month = sql_format(s, "%s * 10000 + %s * 100", s->year, s->month);
        parts->time = s->query->time == CUBE_DAILY
                          ? sql_format(s, "CASE WHEN %s = 0 THEN 0 WHEN %s = 0 THEN %s ELSE %s END", dated,
                                       outcome, s->number, month)
                          : sql_format(s, "CASE WHEN %s = 0 THEN 0 ELSE %s END", dated, month);
        parts->days = sql_format(s, "CASE WHEN %s = 0 THEN 0 ELSE %s END", dated, s->day);
    }
    parts->time = sql_define(s, parts->time);
    parts->days = sql_define(s, parts->days);
}

static void sql_print_sum(buffer *out, const char *condition, const char *value)
{
    buffer_add_format(out, ", sum(CASE WHEN %s THEN %s ELSE 0 END)", condition, value);
}

static void sql_print_measures(buffer *out, sql *s, const sql_parts *parts)
{
    const cube_query *query = s->query;
    buffer_add_string(out, ", count(*)");
    for (size_t i = 0; i < query->n_counts; i++) {
        if (parts->counts[i])
            sql_print_sum(out, sql_format(s, "%s = 1", parts->counts[i]), "1");
        else
            buffer_add_string(out, ", count(*)");
    }
    for (size_t i = 0; i < query->n_sums; i++) {
        const sql_sum *sum = &parts->sums[i];
        const char *applies = sum->applies ? sql_format(s, "%s = 1 AND ", sum->applies) : "";
        const char *there = sql_format(s, "%s%s = 0", applies, sum->number.state);
        for (int limb = 0; limb < SQL_LIMBS; limb++)
            sql_print_sum(out, there, sum->number.limbs[limb]);
        sql_print_sum(out, there, "1");
    }
    if (!query->squares || query->n_sums == 0)
        return;
    const sql_sum *first = &parts->sums[0];
    const char *applies = first->applies ? sql_format(s, "%s = 1 AND ", first->applies) : "";
    const char *const *l = first->number.limbs;
    const char *there = sql_format(s, "%s%s = 0", applies, first->number.state);
    const char *whole = sql_format(s, "(%s * 1000000000 + %s)", l[0], l[1]);
    const char *count = sql_format(s, "%s BETWEEN 0 AND 1000000 AND %s = 0 AND %s = 0", whole, l[2], l[3]);
    sql_print_sum(out, sql_format(s, "%s AND %s", there, count), sql_format(s, "%s * %s", whole, whole));
    sql_print_sum(out, sql_format(s, "%s AND NOT (%s)", there, count), "1");
}

static void sql_print_table(buffer *out, const engine_place *place)
{
    if (place->kind == ENGINE_CLICKHOUSE || place->schema) {
        sql_quote_name(out, place->kind,
                       text_from(place->kind == ENGINE_CLICKHOUSE ? place->database : place->schema));
        buffer_add_byte(out, '.');
    }
    sql_quote_name(out, place->kind, text_from(place->table));
}

/* Each layer's columns are made of those below. OFFSET 0 keeps PostgreSQL from writing a column's expression into every place
 * that mentions it. */
static void sql_print_layers(buffer *out, sql *s)
{
    size_t highest = 0;
    for (size_t i = 0; i < s->n_definitions; i++)
        highest = s->definitions[i].layer > highest ? s->definitions[i].layer : highest;
    for (size_t layer = highest + 1; layer-- > 0;) {
        buffer_add_string(out, layer ? "\n(SELECT *" : "\n(SELECT 0");
        for (size_t i = 0; i < s->n_definitions; i++) {
            if (s->definitions[i].layer == layer)
                buffer_add_format(out, ",\n  %s AS %s", s->definitions[i].expression, s->definitions[i].name);
        }
        buffer_add_string(out, " FROM ");
    }
    sql_print_table(out, s->place);
    buffer_add_string(out, sql_part_condition(s));
    for (size_t layer = 0; layer <= highest; layer++)
        buffer_add_format(out, " OFFSET 0) AS \"_esep_l%zu\"", layer);
}

static void sql_print_aliases(buffer *out, const sql *s)
{
    for (size_t i = 0; i < s->n_definitions; i++)
        buffer_add_format(out, "%s%s AS %s", i ? ",\n  " : "WITH\n  ", s->definitions[i].expression,
                          s->definitions[i].name);
    buffer_add_byte(out, '\n');
}

static void sql_print_statement(buffer *out, sql *s, const sql_parts *parts)
{
    buffer keys = {0};
    buffer_add_format(&keys, "%s, %s", parts->outcome, parts->time);
    for (size_t i = 0; i < parts->n_groups; i++)
        buffer_add_format(&keys, ", %s", parts->groups[i]);
    if (s->kind == ENGINE_CLICKHOUSE)
        sql_print_aliases(out, s);
    buffer_add_format(out, "SELECT %s, %s, %s", parts->outcome, parts->time,
                      s->kind == ENGINE_POSTGRES
                          ? sql_format(s, "bit_or(CAST(1 AS bigint) << CAST(%s AS integer))", parts->days)
                          : sql_format(s, "groupBitOr(bitShiftLeft(toUInt64(1), toUInt8(%s)))", parts->days));
    for (size_t i = 0; i < parts->n_groups; i++)
        buffer_add_format(out, ", %s", parts->groups[i]);
    sql_print_measures(out, s, parts);
    buffer_add_string(out, "\nFROM ");
    if (s->kind == ENGINE_POSTGRES) {
        sql_print_layers(out, s);
    } else {
        sql_print_table(out, s->place);
        buffer_add_string(out, sql_part_condition(s));
    }
    buffer_add_string(out, "\nGROUP BY ");
    buffer_add(out, buffer_text(&keys));
    if (s->kind == ENGINE_CLICKHOUSE)
        buffer_add_string(out, " WITH TOTALS\nFORMAT TabSeparated");
    buffer_add_byte(out, '\n');
    out->failed = out->failed || keys.failed;
    buffer_free(&keys);
}

esep_status sql_print(buffer *out, sql *s, esep_error *error)
{
    sql_parts *parts = ARENA_TAKE(&s->memory, 1, sql_parts);
    buffer cases = {0};
    if (!parts)
        return error_memory(error);
    parts->groups = ARENA_TAKE(&s->memory, s->query->n_by + 2, const char *);
    parts->counts = ARENA_TAKE(&s->memory, s->query->n_counts + 1, const char *);
    if (!parts->groups || !parts->counts)
        return error_memory(error);
    ESEP_TRY(sql_check_query(s, error));
    esep_status status = sql_outcome(s, parts, &cases, error);
    buffer_free(&cases);
    if (status != ESEP_OK)
        return status;
    sql_groups(s, parts);
    if (!s->failed)
        sql_print_statement(out, s, parts);
    return s->failed ? error_memory(error) : buffer_status(out, error);
}

static bool sql_has_column(const sql *s, const char *name)
{
    for (size_t i = 0; s->table && i < s->table->n; i++) {
        if (text_equal(s->table->columns[i], text_from(name)))
            return true;
    }
    return !s->table;
}

/* Without window functions: the last of each key, or the keys that stand more than once, as a set. A select within has aliases of its own. */
static const char *sql_replaced_clickhouse(sql *s, const char *valid, const char *list, const char *order)
{
    buffer b = {0};
    bool ordered = order[0] != '\0';
    if (ordered)
        buffer_add_format(&b, "(%s, %s) GLOBAL NOT IN (", list, order);
    else
        buffer_add_format(&b, "(%s) GLOBAL IN (", list);
    sql_print_aliases(&b, s);
    buffer_add_format(&b, "SELECT %s", list);
    if (ordered)
        buffer_add_format(&b, ", max(%s)", order);
    buffer_add_string(&b, " FROM ");
    sql_print_table(&b, s->place);
    buffer_add_format(&b, " WHERE %s = 1 GROUP BY %s%s)", valid, list, ordered ? "" : " HAVING count() > 1");
    const char *made = b.failed ? NULL : arena_copy(&s->memory, buffer_text(&b)).data;
    buffer_free(&b);
    s->failed = s->failed || !made;
    return made ? made : "";
}

/* The records' order stands in a column, or each key stands once: what else would be "the later one"? */
esep_status sql_replaced(const char **out, sql *s, const char *valid, const char *const *keys,
                         esep_error *error)
{
    bool ordered = sql_has_column(s, SQL_ORDER_COLUMN);
    const char *list = "";
    for (size_t i = 0; i < s->query->n_key; i++)
        list = sql_format(s, "%s%s%s", list, i ? ", " : "", keys[i]);
    const char *order = ordered ? sql_define(s, "\"" SQL_ORDER_COLUMN "\"") : "";
    if (s->kind == ENGINE_POSTGRES)
        *out = ordered
                   ? sql_format(s, "lead(1) OVER (PARTITION BY %s, %s ORDER BY %s) = 1", valid, list, order)
                   : sql_format(s, "count(*) OVER (PARTITION BY %s, %s) > 1", valid, list);
    else
        *out = sql_replaced_clickhouse(s, valid, list, order);
    *out = sql_define(s, sql_format(s, "CASE WHEN %s = 1 AND %s THEN 1 ELSE 0 END", valid, *out));
    if (ordered)
        return ESEP_OK;
    ESEP_TRY(sql_add_unsupported(s, MESSAGE_ENGINE_KEY_ORDER, s->query->key[0], sql_format(s, "%s = 1", *out),
                                 error));
    *out = "0";
    return ESEP_OK;
}

esep_status sql_print_marks(buffer *out, const engine_place *place, const text *columns, size_t n,
                            esep_error *error)
{
    cube_query query = {0};
    sql s;
    esep_status status = sql_begin(&s, place, &query, false, NULL, NULL, error);
    buffer_add_string(out, "SELECT count(*)");
    for (size_t i = 0; i < n && status == ESEP_OK; i++) {
        const char *value;
        status = sql_column(&value, &s, columns[i], error);
        if (status != ESEP_OK)
            break;
        value = s.definitions[s.n_definitions - 1].expression;
        const char *point = sql_match(&s, value, sql_number_pattern(NUMBER_POINT));
        const char *comma = sql_match(&s, value, sql_number_pattern(NUMBER_COMMA));
        const char *dotted = sql_match(&s, value, "[.,]");
        const char *zero = sql_match(&s, value, "^(?:[-+]|\xE2\x88\x92)?0");
        const char *dot = sql_match(&s, value, "[.]");
        sql_print_sum(
            out, sql_format(&s, "%s AND %s AND (NOT %s OR %s AND %s)", dotted, point, comma, zero, dot), "1");
        sql_print_sum(
            out, sql_format(&s, "%s AND %s AND (NOT %s OR %s AND NOT %s)", dotted, comma, point, zero, dot),
            "1");
        sql_print_sum(out, sql_format(&s, "%s AND %s AND %s AND NOT %s", dotted, point, comma, zero), "1");
    }
    buffer_add_string(out, " FROM ");
    sql_print_table(out, place);
    if (place->kind == ENGINE_CLICKHOUSE)
        buffer_add_string(out, " FORMAT TabSeparated");
    if (status == ESEP_OK && (s.failed || out->failed))
        status = error_memory(error);
    sql_free(&s);
    return status;
}

/* A column's cells as the files' cells are: texts without blanks around them, and never null. */
#include "engine/sql.h"

#include <stdio.h>
#include <string.h>

/* Space, tab, no-break space: what text_trim() takes away. */
#define SQL_BLANKS " \t\xC2\xA0"

/* ClickHouse before its new analyser (24.3) knows an expression by its text: a column whose name reads like a literal or an expression of the statement
 * would be taken for it, or it for the column. */
static bool sql_reads_as_expression(text name)
{
    static const char *const functions[] = {
        "count",      "sum",      "toString",   "ifNull", "replaceRegexp", "match",   "extract",   "concat",
        "multiIf",    "caseWith", "toInt",      "toUInt", "intDiv",        "length",  "substring", "hex",
        "groupBitOr", "bitShift", "plus",       "minus",  "multiply",      "modulo",  "and",       "or",
        "not",        "in",       "globalIn",   "equals", "less",          "greater", "tuple",     "max",
        "toDate",     "if",       "globalNotIn"};
    char start[24];
    size_t digits = name.data[0] == '-';
    while (digits < name.length &&
           ((name.data[digits] >= '0' && name.data[digits] <= '9') || name.data[digits] == '.'))
        digits++;
    if (name.data[0] == '\'' || digits == name.length)
        return true;
    const char *open = memchr(name.data, '(', name.length);
    size_t n = open ? (size_t)(open - name.data) : 0;
    if (n == 0 || n >= sizeof start)
        return false;
    snprintf(start, sizeof start, "%.*s", (int)n, name.data);
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++) {
        if (strncmp(start, functions[i], strlen(functions[i])) == 0)
            return true;
    }
    return false;
}

static esep_status sql_check_name(engine_kind kind, text name, esep_error *error)
{
    enum { POSTGRES_NAME_BYTES = 63 };
    bool own = name.length >= 7 && memcmp(name.data, "_esep_c", 7) == 0;
    bool cut = kind == ENGINE_POSTGRES && name.length > POSTGRES_NAME_BYTES;
    bool taken = kind == ENGINE_CLICKHOUSE && name.length && sql_reads_as_expression(name);
    if (name.length == 0 || own || cut || taken || !text_is_utf8(name))
        return sql_refuse(MESSAGE_ENGINE_NAME, name, error);
    return ESEP_OK;
}

static esep_status sql_no_column(const sql *s, text name, esep_error *error)
{
    char wanted[ESEP_ERROR_ARGUMENT_BYTES], other[ESEP_ERROR_ARGUMENT_BYTES];
    buffer list = {0};
    text_copy_cut(wanted, sizeof wanted, name);
    ptrdiff_t nearest = text_nearest(name, s->table->columns, s->table->n);
    for (size_t i = 0; nearest < 0 && i < s->table->n && list.length < sizeof other; i++) {
        buffer_add_string(&list, i ? ", " : "");
        buffer_add(&list, s->table->columns[i]);
    }
    text_copy_cut(other, sizeof other, nearest >= 0 ? s->table->columns[nearest] : buffer_text(&list));
    buffer_free(&list);
    error_raise(error, ESEP_USAGE,
                nearest >= 0 ? MESSAGE_SOURCE_COLUMN_NEAREST : MESSAGE_SOURCE_COLUMN_UNKNOWN, wanted, other);
    return error_at(error, s->place->shown, 0);
}

sql_type sql_column_type(const sql *s, text name)
{
    for (size_t i = 0; s->table && i < s->table->n; i++) {
        if (text_equal(s->table->columns[i], name))
            return s->table->types[i];
    }
    return SQL_OTHER;
}

esep_status sql_find_column(text *out, const sql *s, text name, esep_error *error)
{
    *out = name;
    ESEP_TRY(sql_check_name(s->kind, name, error));
    if (!s->table)
        return ESEP_OK;
    for (size_t i = 0; i < s->table->n; i++) {
        if (text_equal(s->table->columns[i], name))
            return ESEP_OK;
    }
    return sql_no_column(s, name, error);
}

esep_status sql_column(const char **out, sql *s, text name, esep_error *error)
{
    text found;
    for (size_t k = 0; k < s->n_visible; k++) {
        if (text_equal(s->query->derived[k].name, name))
            return sql_derive(out, s, k, error);
    }
    ESEP_TRY(sql_find_column(&found, s, name, error));
    const char *quoted = sql_name(s, found);
    if (s->kind == ENGINE_POSTGRES) {
        *out = sql_define(
            s,
            sql_format(s, "coalesce(btrim(CAST(%s AS text), '" SQL_BLANKS "') COLLATE \"C\", '')", quoted));
    } else {
        *out = sql_define(
            s, sql_format(s,
                          "replaceRegexpOne(replaceRegexpOne(ifNull(toString(%s), ''), '^[" SQL_BLANKS
                          "]+', ''), '[" SQL_BLANKS "]+$', '')",
                          quoted));
    }
    return ESEP_OK;
}

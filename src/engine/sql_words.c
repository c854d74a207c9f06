/* The words of a statement: names and texts in quotes, and the few functions that the two dialects call differently. */
#include "engine/sql.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *sql_format(sql *s, const char *format, ...)
{
    va_list list, again;
    va_start(list, format);
    va_copy(again, list);
    int length = vsnprintf(NULL, 0, format, list);
    va_end(list);
    char *out = length < 0 ? NULL : arena_take(&s->memory, (size_t)length + 1, 1);
    if (out)
        vsnprintf(out, (size_t)length + 1, format, again);
    va_end(again);
    s->failed = s->failed || !out;
    return out ? out : "";
}

void sql_quote_name(buffer *out, engine_kind kind, text name)
{
    buffer_add_byte(out, '"');
    for (size_t i = 0; i < name.length; i++) {
        char c = name.data[i];
        if (c == '"')
            buffer_add_byte(out, kind == ENGINE_CLICKHOUSE ? '\\' : '"');
        else if (c == '\\' && kind == ENGINE_CLICKHOUSE)
            buffer_add_byte(out, '\\');
        buffer_add_byte(out, c);
    }
    buffer_add_byte(out, '"');
}

/* PostgreSQL: E'…' reads \\ the same way whatever the session's settings. */
void sql_quote_text(buffer *out, engine_kind kind, text t)
{
    bool slashes = t.length && memchr(t.data, '\\', t.length);
    if (slashes && kind == ENGINE_POSTGRES)
        buffer_add_string(out, " E");
    buffer_add_byte(out, '\'');
    for (size_t i = 0; i < t.length; i++) {
        char c = t.data[i];
        if (c == '\\')
            buffer_add_byte(out, '\\');
        else if (c == '\'')
            buffer_add_byte(out, kind == ENGINE_CLICKHOUSE ? '\\' : '\'');
        buffer_add_byte(out, c);
    }
    buffer_add_byte(out, '\'');
}

static const char *sql_keep(sql *s, buffer *b)
{
    const char *kept = b->failed ? NULL : arena_copy(&s->memory, buffer_text(b)).data;
    buffer_free(b);
    s->failed = s->failed || !kept;
    return kept ? kept : "";
}

const char *sql_name(sql *s, text name)
{
    buffer b = {0};
    sql_quote_name(&b, s->kind, name);
    return sql_keep(s, &b);
}

const char *sql_text(sql *s, text t)
{
    buffer b = {0};
    sql_quote_text(&b, s->kind, t);
    return sql_keep(s, &b);
}

/* One above the highest definition that the expression mentions. A text of the user's that looks like a mention can raise it, which does no harm. */
static size_t sql_layer(const sql *s, const char *expression)
{
    static const char mark[] = "\"_esep_c";
    size_t layer = 0;
    for (const char *at = expression; (at = strstr(at, mark)); at += sizeof mark - 1) {
        unsigned long number = strtoul(at + sizeof mark - 1, NULL, 10);
        if (number < s->n_definitions && s->definitions[number].layer >= layer)
            layer = s->definitions[number].layer + 1;
    }
    return layer;
}

const char *sql_define(sql *s, const char *expression)
{
    for (size_t i = 0; i < s->n_definitions; i++) {
        if (strcmp(s->definitions[i].expression, expression) == 0)
            return s->definitions[i].name;
    }
    if (s->n_definitions == s->capacity) {
        size_t capacity = s->capacity ? 2 * s->capacity : 64;
        sql_definition *grown = realloc(s->definitions, capacity * sizeof *grown);
        s->failed = s->failed || !grown;
        if (!grown)
            return "";
        s->definitions = grown;
        s->capacity = capacity;
    }
    sql_definition *made = &s->definitions[s->n_definitions];
    *made = (sql_definition){.name = sql_format(s, "\"_esep_c%zu\"", s->n_definitions),
                             .expression = expression,
                             .layer = sql_layer(s, expression)};
    s->n_definitions++;
    return made->name;
}

const char *sql_match(sql *s, const char *value, const char *pattern)
{
    const char *quoted = sql_text(s, text_from(pattern));
    return s->kind == ENGINE_POSTGRES ? sql_format(s, "(%s ~ %s)", value, quoted)
                                      : sql_format(s, "match(%s, %s)", value, quoted);
}

const char *sql_extract(sql *s, const char *value, const char *pattern)
{
    const char *quoted = sql_text(s, text_from(pattern));
    return s->kind == ENGINE_POSTGRES ? sql_format(s, "coalesce(substring(%s from %s), '')", value, quoted)
                                      : sql_format(s, "extract(%s, %s)", value, quoted);
}

const char *sql_integer(sql *s, const char *value)
{
    return s->kind == ENGINE_POSTGRES ? sql_format(s, "coalesce(CAST(nullif(%s, '') AS bigint), 0)", value)
                                      : sql_format(s, "toInt64OrZero(%s)", value);
}

const char *sql_divide(sql *s, const char *a, int by)
{
    return s->kind == ENGINE_POSTGRES ? sql_format(s, "(%s / %d)", a, by)
                                      : sql_format(s, "intDiv(%s, %d)", a, by);
}

const char *sql_join(sql *s, const char *a, const char *b)
{
    return s->kind == ENGINE_POSTGRES ? sql_format(s, "(%s || %s)", a, b)
                                      : sql_format(s, "concat(%s, %s)", a, b);
}

const char *sql_digits(sql *s, const char *integer)
{
    return s->kind == ENGINE_POSTGRES ? sql_format(s, "CAST(%s AS text)", integer)
                                      : sql_format(s, "toString(%s)", integer);
}

esep_status sql_refuse(message_id message, text what, esep_error *error)
{
    char shown[ESEP_ERROR_ARGUMENT_BYTES];
    text_copy_cut(shown, sizeof shown, what);
    return error_raise(error, ESEP_USAGE, message, shown);
}

esep_status sql_add_unsupported(sql *s, message_id message, text column, const char *condition,
                                esep_error *error)
{
    for (size_t i = 0; i < s->n_unsupported; i++) {
        if (strcmp(s->unsupported_flags[i], condition) == 0)
            return ESEP_OK;
    }
    if (s->n_unsupported == SQL_UNSUPPORTED_MOST)
        return sql_refuse(MESSAGE_ENGINE_TOO_LARGE, column, error);
    s->unsupported[s->n_unsupported] = (sql_unsupported){message, column};
    s->unsupported_flags[s->n_unsupported++] = condition;
    return ESEP_OK;
}

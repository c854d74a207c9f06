/* A filter as a condition without nulls: "is surely true" of each part, and "is surely false" where a `not` asks for that. */
#include "engine/sql.h"
#include "expression/lexer.h"
#include "expression/tree.h"

#include <string.h>

typedef struct filter_print {
    sql *s;
    const expression *e;
    const date_format *format; /* of the register's date, where a column is that */
    size_t date_column;        /* index into e->columns; SIZE_MAX: none */
} filter_print;

static const char *filter_relation(unsigned relation)
{
    static const char *const signs[] = {
        [RELATION_EQUAL] = "=",   [RELATION_LESS | RELATION_GREATER] = "<>",
        [RELATION_LESS] = "<",    [RELATION_LESS | RELATION_EQUAL] = "<=",
        [RELATION_GREATER] = ">", [RELATION_GREATER | RELATION_EQUAL] = ">=",
    };
    return signs[relation];
}

/* The leaf's comparison of a value with literals that are printed already. */
static const char *filter_compare(sql *s, const leaf *l, const char *value, const char *const *literals)
{
    if (l->kind == LEAF_RELATION)
        return sql_format(s, "%s %s %s", value, filter_relation(l->relation), literals[0]);
    if (l->kind == LEAF_BETWEEN)
        return sql_format(s, "%s >= %s AND %s <= %s", value, literals[0], value, literals[1]);
    buffer list = {0};
    for (size_t i = 0; i < l->n_literals; i++)
        buffer_add_format(&list, "%s%s", i ? ", " : "", literals[i]);
    buffer_add_byte(&list, '\0');
    s->failed = s->failed || list.failed;
    const char *made = sql_format(s, "%s IN (%s)", value, list.failed ? "" : list.data);
    buffer_free(&list);
    return made;
}

static const char *filter_decimals(sql *s, const leaf *l, const sql_decimal *cell)
{
    const literal *first = &l->literals[0];
    bool less = l->relation & RELATION_LESS, equal = l->relation & RELATION_EQUAL;
    if (l->kind == LEAF_RELATION && !(l->relation & RELATION_GREATER))
        return sql_decimal_is(s, cell, first->number, less, equal);
    if (l->kind == LEAF_RELATION && less)
        return sql_format(s, "NOT (%s)", sql_decimal_is(s, cell, first->number, false, true));
    if (l->kind == LEAF_RELATION)
        return sql_format(s, "NOT (%s)", sql_decimal_is(s, cell, first->number, true, !equal));
    if (l->kind == LEAF_BETWEEN)
        return sql_format(s, "NOT (%s) AND (%s)", sql_decimal_is(s, cell, first->number, true, false),
                          sql_decimal_is(s, cell, l->literals[1].number, true, true));
    const char *any = "";
    for (size_t i = 0; i < l->n_literals; i++)
        any = sql_format(s, "%s%s%s", any, i ? " OR " : "",
                         sql_decimal_is(s, cell, l->literals[i].number, false, true));
    return any;
}

/* A pattern as a regular expression; ClickHouse's own `like` has other escapes. */
static const char *filter_pattern(sql *s, text written)
{
    buffer b = {0};
    buffer_add_string(&b, "^");
    for (size_t i = 0; i < written.length; i++) {
        char c = written.data[i];
        if (c == '%' || c == '_') {
            buffer_add_string(&b, c == '%' ? "(?s:.*)" : "(?s:.)");
            continue;
        }
        if (c == '\\' && i + 1 < written.length)
            c = written.data[++i];
        if (c && strchr("\\^$.|?*+()[]{}", c))
            buffer_add_byte(&b, '\\');
        buffer_add_byte(&b, c);
    }
    buffer_add_string(&b, "\\z");
    const char *made = b.failed ? NULL : arena_copy(&s->memory, buffer_text(&b)).data;
    buffer_free(&b);
    s->failed = s->failed || !made;
    return made ? made : "";
}

static const char *filter_like(sql *s, const leaf *l, const char *value)
{
    text written = l->literals[0].text;
    if (s->kind == ENGINE_CLICKHOUSE)
        return sql_match(s, value, filter_pattern(s, written));
    return sql_format(s, "%s LIKE %s", value, sql_text(s, written));
}

static const char **filter_literals(sql *s, const leaf *l, literal_kind kind)
{
    const char **out = ARENA_TAKE(&s->memory, l->n_literals + 1, const char *);
    s->failed = s->failed || !out;
    for (size_t i = 0; out && i < l->n_literals; i++) {
        day_date day = kind == LITERAL_DAY ? day_to_date(l->literals[i].day) : (day_date){0};
        out[i] = kind == LITERAL_DAY ? sql_format(s, "%d", day.year * 10000 + day.month * 100 + day.day)
                                     : sql_text(s, l->literals[i].text);
    }
    return out;
}

/* *known is the condition that the comparison says anything at all. */
static esep_status filter_leaf(const filter_print *p, const leaf *l, const char **known, const char **holds,
                               esep_error *error)
{
    static const date_format iso = {DATE_YMD, '-', "yyyy-mm-dd"};
    sql *s = p->s;
    const char *value;
    bool own = l->column == p->date_column;
    literal_kind kind = l->compared == LITERAL_TEXT && l->days && own ? LITERAL_DAY : l->compared;
    ESEP_TRY(sql_column(&value, s, p->e->columns[l->column], error));
    *known = sql_format(s, "%s <> ''", value);
    if (l->kind == LEAF_LIKE) {
        *holds = filter_like(s, l, value);
    } else if (kind == LITERAL_NUMBER) {
        sql_decimal cell;
        ESEP_TRY(sql_read_decimal(&cell, s, value, p->e->columns[l->column], error));
        *known = sql_format(s, "%s = 1", cell.known);
        *holds = filter_decimals(s, l, &cell);
    } else {
        const char **literals = filter_literals(s, l, kind);
        if (!literals)
            return error_memory(error);
        if (kind == LITERAL_DAY) {
            sql_date cell;
            ESEP_TRY(sql_read_date(&cell, s, value, own ? p->format : &iso, error));
            *known = sql_format(s, "%s = -1", cell.outcome);
            value = cell.number;
        }
        *holds = filter_compare(s, l, value, literals);
    }
    return ESEP_OK;
}

static esep_status filter_node(const filter_print *p, const node *n, bool wanted, const char **out,
                               esep_error *error)
{
    sql *s = p->s;
    if (n->kind == NODE_NOT)
        return filter_node(p, n->first, !wanted, out, error);
    if (n->kind == NODE_LEAF) {
        const leaf *l = &p->e->leaves[n->leaf];
        const char *known, *holds, *value;
        bool as_said = wanted != l->negated;
        if (l->kind == LEAF_NULL) {
            ESEP_TRY(sql_column(&value, s, p->e->columns[l->column], error));
            *out = sql_define(
                s, sql_format(s, "CASE WHEN %s %s '' THEN 1 ELSE 0 END", value, as_said ? "=" : "<>"));
            return ESEP_OK;
        }
        ESEP_TRY(filter_leaf(p, l, &known, &holds, error));
        *out = sql_define(s, sql_format(s, "CASE WHEN NOT (%s) THEN 0 WHEN %s THEN %d ELSE %d END", known,
                                        holds, as_said, !as_said));
        return ESEP_OK;
    }
    const char *between = (n->kind == NODE_AND) == wanted ? " AND " : " OR ", *all = "";
    for (const node *child = n->first; child; child = child->next) {
        const char *part;
        ESEP_TRY(filter_node(p, child, wanted, &part, error));
        all = sql_format(s, "%s%s%s = 1", all, child == n->first ? "" : between, part);
    }
    *out = sql_define(s, sql_format(s, "CASE WHEN %s THEN 1 ELSE 0 END", all));
    return ESEP_OK;
}

/* The register's date may be compared with days only, as over files. */
static esep_status filter_check(filter_print *p, esep_error *error)
{
    const cube_query *query = p->s->query;
    p->date_column = SIZE_MAX;
    for (size_t i = 0; p->s->dated && query->n_dates == 1 && i < p->e->n_columns; i++) {
        if (text_equal(p->e->columns[i], query->dates[0]))
            p->date_column = i;
    }
    if (p->date_column == SIZE_MAX)
        return ESEP_OK;
    return expression_check_date(p->e, query->dates[0], p->format, error);
}

esep_status sql_filter(const char **out, sql *s, text written, esep_error *error)
{
    expression *e = NULL;
    if (!written.data) {
        *out = NULL;
        return ESEP_OK;
    }
    ESEP_TRY(expression_parse(&e, written, error));
    filter_print p = {.s = s, .e = e, .format = &s->format};
    esep_status status = filter_check(&p, error);
    if (status == ESEP_OK)
        status = filter_node(&p, e->root, true, out, error);
    /* What the statement keeps of the filter must outlive it. */
    for (size_t i = 0; status == ESEP_OK && i < s->n_unsupported; i++)
        s->unsupported[i].column = arena_copy(&s->memory, s->unsupported[i].column);
    expression_free(e);
    return status;
}

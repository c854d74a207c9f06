/* One comparison: a column, and what it is compared with. */
#include "expression/parser.h"
#include "expression/pattern.h"

#include <stdlib.h>
#include <string.h>

/* What stands between the quotes of `written`, doubled ones made single; borrowed from the filter's text
 * where possible. */
static esep_status parser_unquote(parser *p, text written, text *out)
{
    char quote = written.data[0];
    text inner = {written.data + 1, written.length - 2};
    *out = inner;
    if (!memchr(inner.data, quote, inner.length))
        return ESEP_OK;
    char *copy = arena_take(&p->e->memory, inner.length, 1);
    if (!copy)
        return parser_memory(p);
    size_t n = 0;
    for (size_t i = 0; i < inner.length; i++) {
        copy[n++] = inner.data[i];
        i += inner.data[i] == quote;
    }
    *out = (text){copy, n};
    return ESEP_OK;
}

/* "2023-06-30" → its day; DAY_NONE for all else. */
static day_number parser_day(text t)
{
    int parts[3] = {0}, part = 0;
    if (t.length != 10)
        return DAY_NONE;
    for (size_t i = 0; i < t.length; i++) {
        char c = t.data[i];
        if (i == 4 || i == 7) {
            if (c != '-')
                return DAY_NONE;
            part++;
        } else if (c >= '0' && c <= '9') {
            parts[part] = parts[part] * 10 + (c - '0');
        } else {
            return DAY_NONE;
        }
    }
    if (!day_exists(parts[0], parts[1], parts[2]))
        return DAY_NONE;
    day_number day = day_from_date(parts[0], parts[1], parts[2]);
    return day < DAY_FIRST || day > DAY_LAST ? DAY_NONE : day;
}

/* A text; `if_empty` is the remedy for an empty one. */
static esep_status parser_text(parser *p, literal *out, const char *if_empty)
{
    text inner;
    ESEP_TRY(parser_unquote(p, p->now.written, &inner));
    *out = (literal){.text = text_trim(inner)};
    out->day = parser_day(out->text);
    if (!out->text.length)
        return lexer_raise(&p->lexer, MESSAGE_EXPRESSION_EMPTY_TEXT, p->now.written, if_empty);
    return parser_next(p);
}

/* date '2023-06-30'. `date` is no keyword: columns like to be called that. */
static esep_status parser_date(parser *p, literal *out)
{
    token word = p->now;
    if (word.kind == TOKEN_NAME && text_equal_ascii_case(word.written, text_from("date")))
        ESEP_TRY(parser_next(p));
    if (p->now.kind == TOKEN_QUOTED_NAME)
        return lexer_raise(&p->lexer, MESSAGE_EXPRESSION_NAME_AS_VALUE, p->now.written, NULL);
    if (p->now.kind != TOKEN_TEXT)
        return lexer_raise(&p->lexer, MESSAGE_EXPRESSION_NAME_AS_VALUE, word.written, NULL);
    *out = (literal){.day = parser_day((text){p->now.written.data + 1, p->now.written.length - 2})};
    if (out->day == DAY_NONE)
        return lexer_raise(&p->lexer, MESSAGE_EXPRESSION_DATE, p->now.written, NULL);
    return parser_next(p);
}

static esep_status parser_value(parser *p, literal *out, literal_kind *kind, const char *if_empty)
{
    switch (p->now.kind) {
    case TOKEN_TEXT:
        *kind = LITERAL_TEXT;
        return parser_text(p, out, if_empty);
    case TOKEN_NUMBER:
        *kind = LITERAL_NUMBER;
        *out = (literal){.day = DAY_NONE};
        /* The lexer let only readable numbers pass. */
        decimal_read(&out->number, p->now.written, false);
        return parser_next(p);
    case TOKEN_NAME:
    case TOKEN_QUOTED_NAME:
        *kind = LITERAL_DAY;
        return parser_date(p, out);
    case TOKEN_NULL:
        return lexer_raise(&p->lexer, MESSAGE_EXPRESSION_NULL_COMPARED, p->now.written, if_empty);
    case TOKEN_END:
        return lexer_raise(&p->lexer, MESSAGE_EXPRESSION_VALUE_MISSING, p->now.written, NULL);
    default:
        return lexer_raise(&p->lexer, MESSAGE_EXPRESSION_VALUE_EXPECTED, p->now.written, NULL);
    }
}

/* One more value for the leaf: of the kind of those before it. */
static esep_status parser_add_value(parser *p, leaf *l, const char *if_empty)
{
    literal value = {.day = DAY_NONE};
    literal_kind kind = LITERAL_TEXT;
    text written = p->now.written;
    ESEP_TRY(parser_value(p, &value, &kind, if_empty));
    if (l->n_literals == 0) {
        l->compared = kind;
        l->days = true;
        l->at = (size_t)(written.data - p->e->written.data);
    } else if (kind != l->compared) {
        return lexer_raise(&p->lexer, MESSAGE_EXPRESSION_KINDS, written, NULL);
    }
    l->days = l->days && value.day != DAY_NONE;
    l->n_literals++;
    buffer_add(&p->values, (text){(const char *)&value, sizeof value});
    return buffer_status(&p->values, p->lexer.error);
}

static esep_status parser_in(parser *p, leaf *l)
{
    const char *if_empty = l->negated ? "is not null" : "is null";
    ESEP_TRY(parser_next(p));
    l->kind = LEAF_IN;
    ESEP_TRY(parser_take(p, TOKEN_OPEN, "("));
    ESEP_TRY(parser_add_value(p, l, if_empty));
    while (p->now.kind == TOKEN_COMMA) {
        ESEP_TRY(parser_next(p));
        ESEP_TRY(parser_add_value(p, l, if_empty));
    }
    return parser_take(p, TOKEN_CLOSE, ",  )");
}

static esep_status parser_between(parser *p, leaf *l)
{
    const char *if_empty = l->negated ? "is not null" : "is null";
    ESEP_TRY(parser_next(p));
    l->kind = LEAF_BETWEEN;
    ESEP_TRY(parser_add_value(p, l, if_empty));
    ESEP_TRY(parser_take(p, TOKEN_AND, "and"));
    return parser_add_value(p, l, if_empty);
}

static esep_status parser_like(parser *p, leaf *l)
{
    char limit[24];
    ESEP_TRY(parser_next(p));
    l->kind = LEAF_LIKE;
    text written = p->now.written;
    if (p->now.kind != TOKEN_TEXT && p->now.kind != TOKEN_QUOTED_NAME && p->now.kind != TOKEN_NULL)
        return parser_unexpected(p, "'…%'");
    ESEP_TRY(parser_add_value(p, l, l->negated ? "is not null" : "is null"));
    text inner;
    ESEP_TRY(parser_unquote(p, written, &inner));
    if (text_trim(inner).length != inner.length)
        return lexer_raise(&p->lexer, MESSAGE_EXPRESSION_PATTERN_BLANK, written, NULL);
    switch (pattern_compile(&l->pattern, &p->e->memory, inner)) {
    case PATTERN_TOO_LONG:
        return lexer_raise(&p->lexer, MESSAGE_EXPRESSION_PATTERN_LONG, written,
                           error_number(limit, PATTERN_BYTES));
    case PATTERN_ESCAPE:
        return lexer_raise(&p->lexer, MESSAGE_EXPRESSION_PATTERN_ESCAPE, written, NULL);
    case PATTERN_MEMORY:
        return parser_memory(p);
    case PATTERN_OK:
        break;
    }
    return ESEP_OK;
}

static esep_status parser_relation(parser *p, leaf *l)
{
    l->relation = p->now.relation;
    ESEP_TRY(parser_next(p));
    return parser_add_value(p, l,
                            l->relation == (RELATION_LESS | RELATION_GREATER) ? "is not null" : "is null");
}

static esep_status parser_is(parser *p, leaf *l)
{
    ESEP_TRY(parser_next(p));
    l->kind = LEAF_NULL;
    l->negated = p->now.kind == TOKEN_NOT;
    if (l->negated)
        ESEP_TRY(parser_next(p));
    return parser_take(p, TOKEN_NULL, l->negated ? "null" : "null,  not null");
}

static esep_status parser_comparison(parser *p, leaf *l)
{
    if (p->now.kind == TOKEN_RELATION)
        return parser_relation(p, l);
    if (p->now.kind == TOKEN_IS)
        return parser_is(p, l);
    l->negated = p->now.kind == TOKEN_NOT;
    if (l->negated)
        ESEP_TRY(parser_next(p));
    switch (p->now.kind) {
    case TOKEN_IN:
        return parser_in(p, l);
    case TOKEN_BETWEEN:
        return parser_between(p, l);
    case TOKEN_LIKE:
        return parser_like(p, l);
    default:
        return parser_unexpected(p, l->negated ? "between  in  like"
                                               : "=  <>  <  <=  >  >=  between  in  like  is  not");
    }
}

static esep_status parser_column(parser *p, size_t *out)
{
    text name = p->now.written;
    if (p->now.kind == TOKEN_END)
        return lexer_raise(&p->lexer, MESSAGE_EXPRESSION_COLUMN_MISSING, name, NULL);
    if (p->now.kind == TOKEN_TEXT)
        return lexer_raise(&p->lexer, MESSAGE_EXPRESSION_TEXT_AS_COLUMN, name, NULL);
    if (p->now.kind == TOKEN_QUOTED_NAME)
        ESEP_TRY(parser_unquote(p, name, &name));
    else if (p->now.kind != TOKEN_NAME)
        return lexer_raise(&p->lexer, MESSAGE_EXPRESSION_COLUMN_EXPECTED, name, NULL);
    if (!name.length)
        return lexer_raise(&p->lexer, MESSAGE_EXPRESSION_EMPTY_NAME, p->now.written, NULL);

    const text *columns = (const text *)(const void *)p->columns.data;
    size_t n = p->columns.length / sizeof *columns, column = 0;
    while (column < n && !text_equal(columns[column], name))
        column++;
    if (column == n)
        buffer_add(&p->columns, (text){(const char *)&name, sizeof name});
    *out = column;
    ESEP_TRY(buffer_status(&p->columns, p->lexer.error));
    return parser_next(p);
}

static int parser_order_text(const void *a, const void *b)
{
    return literal_compare(LITERAL_TEXT, a, b);
}

static int parser_order_number(const void *a, const void *b)
{
    return literal_compare(LITERAL_NUMBER, a, b);
}

static int parser_order_day(const void *a, const void *b)
{
    return literal_compare(LITERAL_DAY, a, b);
}

/* Move the values read into the leaf. Texts that are days stand in the same order as texts and as days. */
static esep_status parser_keep_values(parser *p, leaf *l)
{
    static int (*const orders[])(const void *, const void *) = {
        [LITERAL_TEXT] = parser_order_text,
        [LITERAL_NUMBER] = parser_order_number,
        [LITERAL_DAY] = parser_order_day,
    };
    if (!l->n_literals)
        return ESEP_OK;
    literal *kept = ARENA_TAKE(&p->e->memory, l->n_literals, literal);
    literal *sorted = l->kind == LEAF_IN ? ARENA_TAKE(&p->e->memory, l->n_literals, literal) : kept;
    if (!kept || !sorted)
        return parser_memory(p);
    memcpy(kept, p->values.data, p->values.length);
    if (l->kind == LEAF_IN) {
        memcpy(sorted, kept, p->values.length);
        qsort(sorted, l->n_literals, sizeof *sorted, orders[l->compared]);
    }
    l->literals = kept;
    l->sorted = sorted;
    return ESEP_OK;
}

esep_status parser_leaf(parser *p, size_t *index)
{
    char limit[24];
    leaf l = {0};
    token column = p->now;
    *index = p->leaves.length / sizeof l;
    ESEP_TRY(parser_column(p, &l.column));
    if (*index == EXPRESSION_TESTS)
        return lexer_raise(&p->lexer, MESSAGE_EXPRESSION_TOO_MANY, column.written,
                           error_number(limit, EXPRESSION_TESTS));
    p->values.length = 0;
    ESEP_TRY(parser_comparison(p, &l));
    ESEP_TRY(parser_keep_values(p, &l));
    buffer_add(&p->leaves, (text){(const char *)&l, sizeof l});
    return buffer_status(&p->leaves, p->lexer.error);
}

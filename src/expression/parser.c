/* What joins comparisons, and the whole: expression_parse(). */
#include "expression/parser.h"

#include <stdlib.h>
#include <string.h>

esep_status parser_next(parser *p)
{
    return lexer_next(&p->lexer, &p->now);
}

esep_status parser_memory(const parser *p)
{
    return error_memory(p->lexer.error);
}

/* What stands here is not what should: `expected` in the signs of the language. */
esep_status parser_unexpected(const parser *p, const char *expected)
{
    bool ends = p->now.kind == TOKEN_END;
    return lexer_raise(&p->lexer, ends ? MESSAGE_EXPRESSION_ENDS : MESSAGE_EXPRESSION_EXPECTED,
                       p->now.written, expected);
}

/* Take a token of this kind, or fail. */
esep_status parser_take(parser *p, token_kind kind, const char *expected)
{
    return p->now.kind == kind ? parser_next(p) : parser_unexpected(p, expected);
}

static esep_status parser_node(parser *p, node_kind kind, node *first, node **out)
{
    node *n = ARENA_TAKE(&p->e->memory, 1, node);
    if (!n)
        return parser_memory(p);
    *n = (node){.kind = kind, .first = first, .last = first};
    *out = n;
    return ESEP_OK;
}

static esep_status parser_test(parser *p, node **out)
{
    size_t index;
    ESEP_TRY(parser_leaf(p, &index));
    ESEP_TRY(parser_node(p, NODE_LEAF, NULL, out));
    (*out)->leaf = index;
    return ESEP_OK;
}

/* Append `next` to *whole by and / or; where either is of that kind itself, its children join in. */
static esep_status parser_join(parser *p, node_kind kind, node **whole, node *next)
{
    if ((*whole)->kind != kind)
        ESEP_TRY(parser_node(p, kind, *whole, whole));
    bool flat = next->kind == kind;
    (*whole)->last->next = flat ? next->first : next;
    (*whole)->last = flat ? next->last : next;
    return ESEP_OK;
}

static esep_status parser_any(parser *p, node **out);

static esep_status parser_group(parser *p, node **out)
{
    char limit[24];
    if (++p->nesting > EXPRESSION_NESTING)
        return lexer_raise(&p->lexer, MESSAGE_EXPRESSION_TOO_DEEP, p->now.written,
                           error_number(limit, EXPRESSION_NESTING));
    ESEP_TRY(parser_next(p));
    ESEP_TRY(parser_any(p, out));
    p->nesting--;
    return parser_take(p, TOKEN_CLOSE, "and  or  )");
}

static esep_status parser_not(parser *p, node **out)
{
    bool negated = false;
    for (; p->now.kind == TOKEN_NOT; negated = !negated)
        ESEP_TRY(parser_next(p));
    ESEP_TRY(p->now.kind == TOKEN_OPEN ? parser_group(p, out) : parser_test(p, out));
    if (!negated)
        return ESEP_OK;
    if ((*out)->kind == NODE_NOT) {
        *out = (*out)->first;
        return ESEP_OK;
    }
    return parser_node(p, NODE_NOT, *out, out);
}

static esep_status parser_all(parser *p, node **out)
{
    ESEP_TRY(parser_not(p, out));
    while (p->now.kind == TOKEN_AND) {
        node *next;
        ESEP_TRY(parser_next(p));
        ESEP_TRY(parser_not(p, &next));
        ESEP_TRY(parser_join(p, NODE_AND, out, next));
    }
    return ESEP_OK;
}

static esep_status parser_any(parser *p, node **out)
{
    ESEP_TRY(parser_all(p, out));
    while (p->now.kind == TOKEN_OR) {
        node *next;
        ESEP_TRY(parser_next(p));
        ESEP_TRY(parser_all(p, &next));
        ESEP_TRY(parser_join(p, NODE_OR, out, next));
    }
    return ESEP_OK;
}

/* After a whole filter nothing may follow. */
static esep_status parser_end(const parser *p)
{
    if (p->now.kind == TOKEN_END)
        return ESEP_OK;
    const leaf *leaves = (const leaf *)(const void *)p->leaves.data;
    const leaf *last = &leaves[p->leaves.length / sizeof *leaves - 1];
    if (p->now.kind == TOKEN_COMMA && last->n_literals && last->compared == LITERAL_NUMBER)
        return lexer_raise(&p->lexer, MESSAGE_EXPRESSION_DECIMAL_COMMA, p->now.written, NULL);
    return parser_unexpected(p, "and  or");
}

/* Is the text of a size and form that can be read at all? */
static esep_status parser_accept(const parser *p)
{
    char limit[24];
    text written = p->lexer.written;
    if (written.length > EXPRESSION_BYTES)
        return lexer_raise(&p->lexer, MESSAGE_EXPRESSION_TOO_LONG, (text){written.data + EXPRESSION_BYTES, 0},
                           error_number(limit, EXPRESSION_BYTES));
    for (size_t at = 0, end; at < written.length; at = end) {
        for (end = at + 1; end < written.length && ((unsigned char)written.data[end] & 0xC0) == 0x80;)
            end++;
        if (!text_is_utf8((text){written.data + at, end - at}))
            return lexer_raise(&p->lexer, MESSAGE_EXPRESSION_NOT_UTF8, (text){written.data + at, 0}, NULL);
    }
    return ESEP_OK;
}

/* What is printed must be short enough to be parsed again. */
static esep_status parser_check_print(const parser *p)
{
    char limit[24];
    buffer printed = {0};
    expression_print(p->e, &printed);
    esep_status status = buffer_status(&printed, p->lexer.error);
    if (status == ESEP_OK && printed.length > EXPRESSION_BYTES)
        status = lexer_raise(&p->lexer, MESSAGE_EXPRESSION_PRINTS_TOO_LONG, (text){p->e->written.data, 0},
                             error_number(limit, EXPRESSION_BYTES));
    buffer_free(&printed);
    return status;
}

/* Hand the lists that grew over to the expression, and compile it. */
static esep_status parser_settle(parser *p)
{
    expression *e = p->e;
    e->n_leaves = p->leaves.length / sizeof(leaf);
    e->n_columns = p->columns.length / sizeof(text);
    leaf *leaves = ARENA_TAKE(&e->memory, e->n_leaves, leaf);
    text *columns = ARENA_TAKE(&e->memory, e->n_columns, text);
    if (!leaves || !columns)
        return parser_memory(p);
    memcpy(leaves, p->leaves.data, p->leaves.length);
    memcpy(columns, p->columns.data, p->columns.length);
    e->leaves = leaves;
    e->columns = columns;
    return expression_compile(e) ? parser_check_print(p) : parser_memory(p);
}

static esep_status parser_run(parser *p)
{
    ESEP_TRY(parser_accept(p));
    p->e->written = arena_copy(&p->e->memory, p->lexer.written);
    if (!p->e->written.data)
        return parser_memory(p);
    p->lexer.written = p->e->written;
    ESEP_TRY(parser_next(p));
    if (p->now.kind == TOKEN_END)
        return lexer_raise(&p->lexer, MESSAGE_EXPRESSION_EMPTY, p->now.written, NULL);
    ESEP_TRY(parser_any(p, &p->e->root));
    ESEP_TRY(parser_end(p));
    return parser_settle(p);
}

esep_status expression_parse(expression **out, text written, esep_error *error)
{
    *out = NULL;
    parser p = {.lexer = {.written = written.data ? written : text_from(""), .error = error}};
    p.e = calloc(1, sizeof *p.e);
    if (!p.e)
        return error_memory(error);
    esep_status status = parser_run(&p);
    buffer_free(&p.leaves);
    buffer_free(&p.columns);
    buffer_free(&p.values);
    if (status == ESEP_OK)
        *out = p.e;
    else
        expression_free(p.e);
    return status;
}

/* The tree as SQL again. Parentheses only where the order of operations asks for them: a printed filter is
 * nested no deeper than the one written, so it can be parsed again. */
#include "expression/expression.h"
#include "expression/lexer.h"
#include "expression/tree.h"

void expression_quote(buffer *out, text t, char quote)
{
    buffer_add_byte(out, quote);
    for (size_t i = 0; i < t.length; i++) {
        if (t.data[i] == quote)
            buffer_add_byte(out, quote);
        buffer_add_byte(out, t.data[i]);
    }
    buffer_add_byte(out, quote);
}

static void print_literal(buffer *out, literal_kind kind, const literal *l)
{
    char day[11], digits[DECIMAL_BYTES];
    switch (kind) {
    case LITERAL_TEXT:
        expression_quote(out, l->text, '\'');
        break;
    case LITERAL_NUMBER:
        buffer_add(out, (text){digits, decimal_print(digits, l->number)});
        break;
    case LITERAL_DAY:
        buffer_add_string(out, "date '");
        buffer_add_string(out, day_iso(day, l->day));
        buffer_add_byte(out, '\'');
        break;
    }
}

static const char *print_relation(unsigned relation)
{
    static const char *const signs[] = {
        [RELATION_EQUAL] = " = ",   [RELATION_LESS | RELATION_GREATER] = " <> ",
        [RELATION_LESS] = " < ",    [RELATION_LESS | RELATION_EQUAL] = " <= ",
        [RELATION_GREATER] = " > ", [RELATION_GREATER | RELATION_EQUAL] = " >= ",
    };
    return signs[relation];
}

static void print_list(buffer *out, const leaf *l)
{
    for (size_t i = 0; i < l->n_literals; i++) {
        buffer_add_string(out, i ? ", " : " (");
        print_literal(out, l->compared, &l->literals[i]);
    }
    buffer_add_byte(out, ')');
}

static void print_leaf(buffer *out, const expression *e, const leaf *l)
{
    expression_quote(out, e->columns[l->column], '"');
    switch (l->kind) {
    case LEAF_RELATION:
        buffer_add_string(out, print_relation(l->relation));
        print_literal(out, l->compared, &l->literals[0]);
        break;
    case LEAF_BETWEEN:
        buffer_add_string(out, l->negated ? " not between " : " between ");
        print_literal(out, l->compared, &l->literals[0]);
        buffer_add_string(out, " and ");
        print_literal(out, l->compared, &l->literals[1]);
        break;
    case LEAF_IN:
        buffer_add_string(out, l->negated ? " not in" : " in");
        print_list(out, l);
        break;
    case LEAF_LIKE:
        buffer_add_string(out, l->negated ? " not like " : " like ");
        print_literal(out, LITERAL_TEXT, &l->literals[0]);
        break;
    case LEAF_NULL:
        buffer_add_string(out, l->negated ? " is not null" : " is null");
        break;
    }
}

static void print_node(buffer *out, const expression *e, const node *n);

static void print_child(buffer *out, const expression *e, const node *child, bool parentheses)
{
    if (parentheses)
        buffer_add_byte(out, '(');
    print_node(out, e, child);
    if (parentheses)
        buffer_add_byte(out, ')');
}

static void print_node(buffer *out, const expression *e, const node *n)
{
    if (n->kind == NODE_LEAF) {
        print_leaf(out, e, &e->leaves[n->leaf]);
    } else if (n->kind == NODE_NOT) {
        buffer_add_string(out, "not ");
        print_child(out, e, n->first, n->first->kind != NODE_LEAF);
    } else {
        for (const node *child = n->first; child; child = child->next) {
            if (child != n->first)
                buffer_add_string(out, n->kind == NODE_AND ? " and " : " or ");
            print_child(out, e, child, n->kind == NODE_AND && child->kind == NODE_OR);
        }
    }
}

void expression_print(const expression *e, buffer *out)
{
    print_node(out, e, e->root);
}

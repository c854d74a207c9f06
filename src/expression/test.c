/* One test judges one cell. */
#include "expression/lexer.h"
#include "expression/pattern.h"
#include "expression/tree.h"

int literal_compare(literal_kind kind, const literal *a, const literal *b)
{
    switch (kind) {
    case LITERAL_NUMBER:
        return decimal_compare(a->number, b->number);
    case LITERAL_DAY:
        return (a->day > b->day) - (a->day < b->day);
    case LITERAL_TEXT:
        break;
    }
    return text_compare(a->text, b->text);
}

static bool test_read(literal *cell, literal_kind kind, text value, const date_format *date)
{
    static const date_format iso = {DATE_YMD, '-', "yyyy-mm-dd"};
    switch (kind) {
    case LITERAL_NUMBER:
        return decimal_read(&cell->number, value, true) == DECIMAL_OK;
    case LITERAL_DAY:
        return date_read(&cell->day, date ? date : &iso, value) == DATE_OK;
    case LITERAL_TEXT:
        break;
    }
    cell->text = value;
    return true;
}

static bool test_relation(unsigned relation, int order)
{
    return relation & (order < 0 ? RELATION_LESS : order > 0 ? RELATION_GREATER : RELATION_EQUAL);
}

static bool test_contains(const leaf *l, literal_kind kind, const literal *cell)
{
    size_t low = 0, high = l->n_literals;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = literal_compare(kind, cell, &l->sorted[middle]);
        if (order == 0)
            return true;
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return false;
}

static expression_truth test_literals(const leaf *l, text value, const date_format *date)
{
    literal_kind kind = l->compared == LITERAL_TEXT && l->days && date ? LITERAL_DAY : l->compared;
    literal cell;
    if (!test_read(&cell, kind, value, date))
        return EXPRESSION_UNKNOWN;
    bool holds;
    if (l->kind == LEAF_RELATION)
        holds = test_relation(l->relation, literal_compare(kind, &cell, &l->literals[0]));
    else if (l->kind == LEAF_IN)
        holds = test_contains(l, kind, &cell);
    else
        holds = literal_compare(kind, &cell, &l->literals[0]) >= 0 &&
                literal_compare(kind, &cell, &l->literals[1]) <= 0;
    return holds != l->negated ? EXPRESSION_TRUE : EXPRESSION_FALSE;
}

expression_truth expression_test(const expression *e, size_t t, text value, const date_format *date)
{
    const leaf *l = &e->leaves[t];
    value = text_trim(value);
    if (l->kind == LEAF_NULL)
        return (value.length == 0) != l->negated ? EXPRESSION_TRUE : EXPRESSION_FALSE;
    if (value.length == 0)
        return EXPRESSION_UNKNOWN;
    if (l->kind == LEAF_LIKE)
        return pattern_fits(l->pattern, value) != l->negated ? EXPRESSION_TRUE : EXPRESSION_FALSE;
    return test_literals(l, value, date);
}

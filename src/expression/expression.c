/* What others ask of a parsed filter besides its truths. */
#include "expression/expression.h"

#include "expression/lexer.h"
#include "expression/tree.h"

#include <stdlib.h>

void expression_free(expression *e)
{
    if (!e)
        return;
    arena_free(&e->memory);
    free(e);
}

size_t expression_columns(const expression *e, const text **names)
{
    *names = e->columns;
    return e->n_columns;
}

size_t expression_tests(const expression *e)
{
    return e->n_leaves;
}

size_t expression_test_column(const expression *e, size_t t)
{
    return e->leaves[t].column;
}

/* Does this test compare with something that can be no day of a register with such dates? */
static bool expression_is_dateless(const leaf *l, const date_format *date)
{
    if (l->kind == LEAF_LIKE || l->kind == LEAF_NULL)
        return false;
    return l->compared == LITERAL_TEXT ? !l->days : l->compared == LITERAL_NUMBER && date->separator != '\0';
}

esep_status expression_check_date(const expression *e, text column, const date_format *date,
                                  esep_error *error)
{
    for (size_t t = 0; t < e->n_leaves; t++) {
        const leaf *l = &e->leaves[t];
        if (!text_equal(e->columns[l->column], column) || !expression_is_dateless(l, date))
            continue;
        lexer from = {.written = e->written, .at = l->at, .error = error};
        token literal;
        ESEP_TRY(lexer_next(&from, &literal));
        char name[100];
        text_copy_cut(name, sizeof name, column);
        return lexer_raise(&from, MESSAGE_EXPRESSION_DATE_COLUMN, literal.written, name);
    }
    return ESEP_OK;
}

/* parser.h - recursive descent over the grammar in docs/filters.md, in two files: comparison.c reads one
 * comparison, parser.c what joins comparisons. For these two only. */
#ifndef EXPRESSION_PARSER_H
#define EXPRESSION_PARSER_H

#include "expression/lexer.h"
#include "expression/tree.h"

typedef struct parser {
    lexer lexer;
    token now;
    expression *e;
    buffer leaves;  /**< of leaf */
    buffer columns; /**< of text */
    buffer values;  /**< of literal: the list being read */
    int nesting;    /**< parentheses open */
} parser;

/** Go on to the next token. */
esep_status parser_next(parser *p);
/** Take a token of this kind, or fail: `expected` says in the signs of the language what could stand here. */
esep_status parser_take(parser *p, token_kind kind, const char *expected);
/** What stands here is not what should. */
esep_status parser_unexpected(const parser *p, const char *expected);
esep_status parser_memory(const parser *p);

/** Read one comparison into p->leaves; *index is its place there. */
esep_status parser_leaf(parser *p, size_t *index);

#endif

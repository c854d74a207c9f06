/* tree.h - what a parsed filter is made of: for the files of this room, and for engine/sql_filter.c, which prints it for a database.
 *
 * Leaves ("tests") stand in an array in the order in which they are written, so that a caller can judge each
 * column's tests by itself and hand the truths back by index. Above them stands a tree of and, or, not, kept
 * flat: an `and` has no `and` for a child, nor a `not` a `not`. All of it lives in one arena and changes no
 * more after parsing. */
#ifndef EXPRESSION_TREE_H
#define EXPRESSION_TREE_H

#include "expression/decimal.h"
#include "expression/expression.h"

enum {
    EXPRESSION_BYTES = 64 * 1024, /**< of text, as written and as printed */
    EXPRESSION_NESTING = 200,     /**< of parentheses */
    EXPRESSION_TESTS = 4096,
    EXPRESSION_STACK = 16, /**< places that a program needs: see program.c */
};

typedef enum literal_kind { LITERAL_TEXT, LITERAL_NUMBER, LITERAL_DAY } literal_kind;

typedef struct literal {
    decimal number;
    text text;      /**< trimmed; of LITERAL_TEXT */
    day_number day; /**< of LITERAL_DAY, and of a text that is a day in ISO form; else DAY_NONE */
} literal;

typedef enum leaf_kind { LEAF_RELATION, LEAF_BETWEEN, LEAF_IN, LEAF_LIKE, LEAF_NULL } leaf_kind;

typedef struct leaf {
    leaf_kind kind;
    bool negated;          /**< is not null, not in, not between, not like */
    bool days;             /**< every literal has a day */
    unsigned relation;     /**< of LEAF_RELATION: RELATION_ bits */
    literal_kind compared; /**< as what the cell is read */
    size_t column;
    size_t at;               /**< byte of the first literal in the filter */
    size_t n_literals;       /**< 1; two of `between`; any of `in`; 0 of `is null` */
    const literal *literals; /**< as written */
    const literal *sorted;   /**< of LEAF_IN: ascending */
    text pattern;            /**< of LEAF_LIKE: compiled; literals[0].text is as written */
} leaf;

typedef enum node_kind { NODE_LEAF, NODE_NOT, NODE_AND, NODE_OR } node_kind;

typedef struct node {
    node_kind kind;
    size_t leaf;        /**< of NODE_LEAF */
    struct node *first; /**< child of NODE_NOT; first of two or more of NODE_AND and NODE_OR */
    struct node *last;
    struct node *next; /**< sibling */
    int places;        /**< of the stack that judging it takes, 0 for a leaf: set by expression_compile() */
} node;

struct expression {
    arena memory;
    text written;
    node *root;
    const leaf *leaves;
    size_t n_leaves;
    const text *columns;
    size_t n_columns;
    uint16_t *steps; /**< the boolean program: see program.c */
    size_t n_steps;
};

/** Make the boolean program out of the tree; false when memory fails. */
bool expression_compile(expression *e);

/** Order of two literals of one kind: <0, 0, >0. */
int literal_compare(literal_kind kind, const literal *a, const literal *b);

#endif

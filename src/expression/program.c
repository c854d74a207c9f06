/* The boolean program: an accumulator and a small stack.
 *
 * `not` is pushed down to the leaves (De Morgan holds for three truths), so that only and, or over leaves
 * remain: with false 0 < unknown 1 < true 2 these are minimum and maximum, and not x is 2 - x. A step is 16
 * bits: what to do, whether the leaf counts negated, which leaf. Of an and (or) the child that takes most of
 * the stack goes first: then a tree takes k places only when it has 2^k leaves (Ershov 1958, CACM 1(8)), 12
 * for 4096. All truths are there already, so nothing is skipped: straight code over few steps. */
#include "expression/tree.h"

enum {
    STEP_PUSH = 0 << 13,     /**< put the accumulator on the stack, load a leaf */
    STEP_AND = 1 << 13,      /**< accumulator and leaf */
    STEP_OR = 2 << 13,       /**< accumulator or leaf */
    STEP_FOLD_AND = 3 << 13, /**< accumulator and top of the stack, which goes */
    STEP_FOLD_OR = 4 << 13,
    STEP_KIND = 7 << 13,
    STEP_NEGATED = 1 << 12,
    STEP_LEAF = EXPRESSION_TESTS - 1,
};

_Static_assert(EXPRESSION_TESTS == 1 << 12, "a leaf's index has 12 bits of a step");
_Static_assert(EXPRESSION_STACK > 12, "4096 leaves take 12 places");

static void program_emit(expression *e, unsigned step)
{
    e->steps[e->n_steps++] = (uint16_t)step;
}

/* The child that takes most of the stack, the first of such. */
static const node *program_deepest(const node *n)
{
    const node *deepest = n->first;
    for (const node *child = n->first; child; child = child->next) {
        if (child->places > deepest->places)
            deepest = child;
    }
    return deepest;
}

/* Recursion here and below goes as deep as the tree, at most two levels for each one of the text's nesting.
 */
static void program_measure(node *n)
{
    n->places = 0;
    for (node *child = n->first; child; child = child->next)
        program_measure(child);
    if (n->kind == NODE_LEAF)
        return;
    const node *deepest = program_deepest(n);
    n->places = deepest->places;
    if (n->kind == NODE_NOT)
        return;
    for (const node *child = n->first; child; child = child->next) {
        int places = child->places + (child != deepest && child->places > 0);
        n->places = places > n->places ? places : n->places;
    }
    if (n->places == 0)
        n->places = 1;
}

/* What stands under a `not`. */
static const node *program_bare(const node *n, bool *negated)
{
    if (n->kind != NODE_NOT)
        return n;
    *negated = !*negated;
    return n->first;
}

static void program_load(expression *e, const node *n, bool negated);

static void program_join(expression *e, const node *n, bool negated, bool and)
{
    n = program_bare(n, &negated);
    if (n->kind == NODE_LEAF) {
        program_emit(e, (unsigned)n->leaf | (negated ? STEP_NEGATED : 0) | (and? STEP_AND : STEP_OR));
        return;
    }
    program_load(e, n, negated);
    program_emit(e, and? STEP_FOLD_AND : STEP_FOLD_OR);
}

static void program_load(expression *e, const node *n, bool negated)
{
    n = program_bare(n, &negated);
    if (n->kind == NODE_LEAF) {
        program_emit(e, (unsigned)n->leaf | (negated ? STEP_NEGATED : 0) | STEP_PUSH);
        return;
    }
    const node *deepest = program_deepest(n);
    program_load(e, deepest, negated);
    for (const node *child = n->first; child; child = child->next) {
        if (child != deepest)
            program_join(e, child, negated, (n->kind == NODE_AND) != negated);
    }
}

bool expression_compile(expression *e)
{
    /* A step for every leaf, and fewer folds than leaves. */
    e->steps = ARENA_TAKE(&e->memory, 2 * e->n_leaves, uint16_t);
    if (!e->steps)
        return false;
    program_measure(e->root);
    program_load(e, e->root, false);
    return true;
}

static unsigned program_smaller(unsigned a, unsigned b)
{
    return a < b ? a : b;
}

static unsigned program_larger(unsigned a, unsigned b)
{
    return a > b ? a : b;
}

expression_truth expression_combine(const expression *e, const expression_truth *truths)
{
    static const unsigned char rank[2][3] = {
        {[EXPRESSION_FALSE] = 0, [EXPRESSION_UNKNOWN] = 1, [EXPRESSION_TRUE] = 2},
        {[EXPRESSION_FALSE] = 2, [EXPRESSION_UNKNOWN] = 1, [EXPRESSION_TRUE] = 0},
    };
    static const expression_truth truth[3] = {EXPRESSION_FALSE, EXPRESSION_UNKNOWN, EXPRESSION_TRUE};
    unsigned stack[EXPRESSION_STACK] = {0}, accumulator = 0, *top = stack;
    for (const uint16_t *step = e->steps, *end = step + e->n_steps; step < end; step++) {
        unsigned leaf = rank[(*step & STEP_NEGATED) != 0][truths[*step & STEP_LEAF]];
        switch (*step & STEP_KIND) {
        case STEP_PUSH:
            *top++ = accumulator;
            accumulator = leaf;
            break;
        case STEP_AND:
            accumulator = program_smaller(accumulator, leaf);
            break;
        case STEP_OR:
            accumulator = program_larger(accumulator, leaf);
            break;
        case STEP_FOLD_AND:
            accumulator = program_smaller(accumulator, *--top);
            break;
        default:
            accumulator = program_larger(accumulator, *--top);
            break;
        }
    }
    return truth[accumulator];
}

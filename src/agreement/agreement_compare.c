/* A claim against an observation. */
#include "agreement/agreement.h"

#include <string.h>

static bool is_percent(const definition_indicator *i)
{
    return i->percent || i->measure == DEFINITION_SHARE;
}

static bool is_money(const definition_indicator *i)
{
    return i->money || text_equal(i->unit.name, text_from("tenge"));
}

bool agreement_fits(const claim *c, const definition_indicator *i)
{
    bool points = (c->form & CLAIM_POINTS) != 0;
    switch (c->kind) {
    case CLAIM_COUNT:
        return !is_percent(i) && !is_money(i) && i->per == 1;
    case CLAIM_MONEY:
        return is_money(i);
    case CLAIM_SHARE:
        return is_percent(i);
    case CLAIM_RATE:
        return !is_percent(i) && i->per == (c->per ? c->per : i->per);
    case CLAIM_CHANGE_PERCENT:
    case CLAIM_CHANGE_RATIO:
        return !is_percent(i);
    case CLAIM_CHANGE_ABSOLUTE:
        return is_percent(i) == points;
    case CLAIM_KINDS:
        break;
    }
    return false;
}

static fraction times(fraction f, int128 factor)
{
    if (f.denominator && !fraction_multiply(&f.numerator, f.numerator, factor))
        f.denominator = 0;
    return f;
}

static fraction ratio_of(fraction value, fraction base)
{
    fraction out = {0, 0};
    if (!value.denominator || !base.denominator || base.numerator <= 0 ||
        !fraction_multiply(&out.numerator, value.numerator, base.denominator) ||
        !fraction_multiply(&out.denominator, value.denominator, base.numerator))
        return (fraction){0, 0};
    return out;
}

fraction agreement_computed(const claim *c, const observation *o)
{
    switch (c->kind) {
    case CLAIM_CHANGE_PERCENT:
        return o->change;
    case CLAIM_CHANGE_ABSOLUTE:
        return o->difference;
    case CLAIM_CHANGE_RATIO:
        return c->value.number < 0 ? times(ratio_of(o->base, o->value), -1) : ratio_of(o->value, o->base);
    case CLAIM_COUNT:
    case CLAIM_SHARE:
    case CLAIM_RATE:
    case CLAIM_MONEY:
    case CLAIM_KINDS:
        break;
    }
    return o->value;
}

/* -1, 0, 1: f against number / 10^decimals; 2 where it cannot be told. */
static int compare(fraction f, int128 number, int decimals)
{
    int128 right = f.denominator, left = f.numerator;
    for (int i = 0; i < decimals; i++) {
        if (!fraction_multiply(&left, left, 10))
            return 2;
    }
    if (!fraction_multiply(&right, right, number))
        return 2;
    return left < right ? -1 : left > right;
}

static bool between(fraction f, int128 low, int128 high, int decimals)
{
    return compare(f, low, decimals) % 2 >= 0 && compare(f, high, decimals) % 2 <= 0;
}

/* Could `f` be printed as the number? Sizes of the same sign are compared. */
static bool number_holds(const claim_number *n, fraction f)
{
    if (!f.denominator)
        return false;
    int128 size = n->number, half = n->unit > 1 ? n->unit : 1;
    if (size < 0) {
        size = -size;
        f = times(f, -1);
    }
    if (size > (int128)1 << 90)
        return false;
    f = times(f, 20);
    int128 low = 20 * size - 10 * half, high = 20 * size + 10 * half;
    switch (n->approximation) {
    case CLAIM_MORE:
        return between(f, low, 40 * size + high - low, n->decimals);
    case CLAIM_LESS:
        return between(f, 10 * size - (high - low), high, n->decimals);
    case CLAIM_NEARLY:
        return between(f, 18 * size, high, n->decimals);
    case CLAIM_ABOUT:
        return between(f, 18 * size < low ? 18 * size : low, 22 * size > high ? 22 * size : high,
                       n->decimals);
    case CLAIM_EXACT:
        break;
    }
    return between(f, low, high, n->decimals);
}

/* A ratio without decimals, or in words, is held as loosely as claims are judged. */
static bool ratio_holds(const claim *c, fraction f)
{
    claim_number n = c->value;
    if (n.decimals == 0 && n.number < (1 << 20) && n.number > -(1 << 20)) {
        n.number *= 100;
        n.decimals = 2;
        n.unit = n.number > 300 || n.number < -300 ? 100 : 50;
    }
    return number_holds(&n, f);
}

static bool operand_holds(const claim_number *n, fraction f)
{
    return !n->known || !f.denominator || number_holds(n, f);
}

static bool operands_hold(const claim *c, const observation *o)
{
    if (c->kind == CLAIM_SHARE) {
        fraction part = {o->numerator, 1}, whole = {o->denominator, 1};
        return o->decimals != 0 || (operand_holds(&c->current, part) && operand_holds(&c->whole, whole));
    }
    return operand_holds(&c->current, o->value) && operand_holds(&c->base, o->base);
}

bool agreement_holds(const claim *c, const observation *o, bool *operand)
{
    fraction computed = agreement_computed(c, o);
    bool figure =
        c->kind == CLAIM_CHANGE_RATIO ? ratio_holds(c, computed) : number_holds(&c->value, computed);
    *operand = figure && !operands_hold(c, o);
    return figure && !*operand;
}

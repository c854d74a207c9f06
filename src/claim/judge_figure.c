#include "claim/judge_figure.h"

/* Tenths, halves and ninths of a unit must be whole: an interval's ends are counted in 180ths. */
enum { FIGURE_PARTS = 180 };

static const int128 figure_far = (int128)1000000000000000000 * 1000000000000; /* 10^30 */

static int128 power_of_ten(int exponent)
{
    int128 power = 1;
    while (exponent-- > 0)
        power *= 10;
    return power;
}

bool figure_compare(int *order, fraction a, fraction b)
{
    int128 left, right;
    if (a.denominator <= 0 || b.denominator <= 0)
        return false;
    if (a.denominator == b.denominator) {
        left = a.numerator, right = b.numerator;
    } else if (!fraction_multiply(&left, a.numerator, b.denominator) ||
               !fraction_multiply(&right, b.numerator, a.denominator)) {
        return false;
    }
    *order = (left > right) - (left < right);
    return true;
}

bool figure_sound(const claim_number *n)
{
    return n->known && n->decimals >= 0 && n->decimals <= 18 && n->unit >= 1 && n->unit <= figure_far &&
           n->number <= figure_far && n->number >= -figure_far;
}

bool figure_exact_count(const claim_number *n)
{
    return figure_sound(n) && n->decimals == 0 && n->unit == 1 && n->approximation == CLAIM_EXACT &&
           n->number >= 0;
}

int figure_zeros(const claim_number *n)
{
    if (!figure_sound(n) || n->decimals != 0 || n->unit != 1 || n->number == 0)
        return 0;
    int zeros = 0;
    for (int128 rest = n->number; rest % 10 == 0; rest /= 10)
        zeros++;
    return zeros;
}

/* An operand's ends in 180ths of 10^-decimals. */
typedef struct operand_ends {
    int128 low, high;
} operand_ends;

static int128 magnitude(int128 x)
{
    return x < 0 ? -x : x;
}

/* "More than 3 thousand" is less than twice that, and "less than" more than half: whoever could say more would. */
static operand_ends operand_ends_of(const claim_number *n)
{
    int128 size = magnitude(n->number), middle = size * FIGURE_PARTS;
    bool exact = n->decimals == 0 && n->unit == 1;
    int128 half = exact && n->approximation == CLAIM_EXACT ? 0 : n->unit * (FIGURE_PARTS / 2);
    operand_ends ends = {middle - half, middle + half};
    switch (n->approximation) {
    case CLAIM_MORE:
        ends = (operand_ends){middle, 2 * middle + 2 * half};
        break;
    case CLAIM_LESS:
        ends = (operand_ends){middle / 2, middle};
        break;
    case CLAIM_NEARLY:
        ends.low = size * 162 < ends.low ? size * 162 : ends.low;
        break;
    case CLAIM_ABOUT:
        ends.low = size * 162 < ends.low ? size * 162 : ends.low;
        ends.high = size * 200 > ends.high ? size * 200 : ends.high;
        break;
    case CLAIM_EXACT:
        break;
    }
    if (n->number < 0)
        ends = (operand_ends){-ends.high, -ends.low};
    return ends;
}

static bool kind_is_change(claim_kind kind)
{
    return kind == CLAIM_CHANGE_PERCENT || kind == CLAIM_CHANGE_ABSOLUTE;
}

/* Ratios are said in words and halves: without decimals a quarter may be missing up to three times, a half above. */
static int128 allowed_half(const claim *c, int128 middle, int128 scale)
{
    if (c->kind == CLAIM_CHANGE_RATIO &&
        ((c->value.decimals == 0 && c->value.unit == 1) || (c->form & CLAIM_IN_WORDS)))
        return middle <= 3 * scale ? scale / 4 : scale / 2;
    return c->value.unit * (FIGURE_PARTS / 2);
}

/* "A fifth", "every third": coarse words, held as "about". */
static claim_approximation allowed_approximation(const claim *c)
{
    bool coarse = (c->form & (CLAIM_IN_FRACTION | CLAIM_ONE_IN_N)) != 0;
    return coarse && c->value.approximation == CLAIM_EXACT ? CLAIM_ABOUT : c->value.approximation;
}

static figure_range range_turned(figure_range r)
{
    return (figure_range){{-r.high.numerator, r.high.denominator}, {-r.low.numerator, r.low.denominator}};
}

bool figure_allowed(figure_range *out, const claim *c)
{
    if (!figure_sound(&c->value))
        return false;
    int128 scale = power_of_ten(c->value.decimals) * FIGURE_PARTS, size = magnitude(c->value.number);
    int128 middle = size * FIGURE_PARTS, half = allowed_half(c, middle, scale), low = middle - half,
           high = middle + half;
    bool turned = c->value.number < 0 && c->kind != CLAIM_CHANGE_RATIO;
    figure_range range = {{low, scale}, {high, scale}};
    switch (allowed_approximation(c)) {
    case CLAIM_MORE:
        range = (figure_range){{middle, scale}, {0, 0}};
        break;
    case CLAIM_LESS:
        range = (figure_range){{0, kind_is_change(c->kind) ? scale : 0}, {middle, scale}};
        break;
    case CLAIM_NEARLY:
        range.low.numerator = size * 162 < low || c->kind == CLAIM_CHANGE_RATIO ? size * 162 : low;
        break;
    case CLAIM_ABOUT:
        range.low.numerator = size * 162 < low ? size * 162 : low;
        range.high.numerator = size * 200 > high ? size * 200 : high;
        break;
    case CLAIM_EXACT:
        break;
    }
    *out = turned ? range_turned(range) : range;
    return true;
}

static claim_number signed_like(claim_number difference, const claim_number *value)
{
    if (difference.number != 0 && (difference.number < 0) != (value->number < 0))
        difference.number = -difference.number;
    return difference;
}

static figure_operands operands_of_change(const claim *c)
{
    if (c->current.known && c->base.known)
        return (figure_operands){c->form & CLAIM_POINTS ? FIGURE_DIFFERENCE : FIGURE_CHANGE, c->current,
                                 c->base, 1};
    if (!c->delta.known || c->value.number == 0 || (c->form & CLAIM_POINTS))
        return (figure_operands){.form = FIGURE_NONE};
    claim_number difference = signed_like(c->delta, &c->value);
    if (c->current.known)
        return (figure_operands){FIGURE_CHANGE_TO, difference, c->current, 1};
    if (c->base.known)
        return (figure_operands){FIGURE_CHANGE_FROM, difference, c->base, 1};
    return (figure_operands){.form = FIGURE_NONE};
}

figure_operands figure_operands_of(const claim *c)
{
    const figure_operands none = {.form = FIGURE_NONE};
    bool from_to = c->current.known && c->base.known, part = c->current.known && c->whole.known;
    switch (c->kind) {
    case CLAIM_CHANGE_PERCENT:
        return operands_of_change(c);
    case CLAIM_CHANGE_ABSOLUTE:
        return from_to ? (figure_operands){FIGURE_DIFFERENCE, c->current, c->base, 1} : none;
    case CLAIM_CHANGE_RATIO:
        if (!from_to)
            return none;
        return c->value.number < 0 ? (figure_operands){FIGURE_RATIO, c->base, c->current, 1}
                                   : (figure_operands){FIGURE_RATIO, c->current, c->base, 1};
    case CLAIM_SHARE:
        return part ? (figure_operands){FIGURE_SHARE, c->current, c->whole, 1} : none;
    case CLAIM_RATE:
        return part && c->per > 0 ? (figure_operands){FIGURE_RATE, c->current, c->whole, c->per} : none;
    case CLAIM_MONEY:
        return part ? (figure_operands){FIGURE_RATE, c->current, c->whole, c->per > 0 ? c->per : 1} : none;
    case CLAIM_COUNT:
    case CLAIM_KINDS:
        break;
    }
    return none;
}

static fraction lowest_terms(fraction f)
{
    int128 a = magnitude(f.numerator), b = f.denominator;
    while (b != 0) {
        int128 rest = a % b;
        a = b, b = rest;
    }
    return a > 1 ? (fraction){f.numerator / a, f.denominator / a} : f;
}

/* The value at one corner; x and y in 180ths of 10^-decimals. */
static bool value_at(fraction *out, const figure_operands *o, int128 x, int128 y, int decimals)
{
    switch (o->form) {
    case FIGURE_CHANGE:
        *out = fraction_change_percent(x, y);
        break;
    case FIGURE_CHANGE_TO:
        *out = fraction_percent(x, y - x);
        break;
    case FIGURE_CHANGE_FROM:
    case FIGURE_SHARE:
        *out = fraction_percent(x, y);
        break;
    case FIGURE_RATIO:
        *out = (fraction){x, y};
        break;
    case FIGURE_DIFFERENCE:
        *out = (fraction){x - y, FIGURE_PARTS * power_of_ten(decimals)};
        break;
    case FIGURE_RATE:
        *out = (fraction){0, y};
        if (!fraction_multiply(&out->numerator, x, o->per))
            return false;
        break;
    case FIGURE_NONE:
        return false;
    }
    if (out->denominator <= 0)
        return false;
    *out = lowest_terms(*out);
    return true;
}

static figure_outcome range_given(figure_range *out, const figure_operands *o)
{
    if (!figure_sound(&o->x) || !figure_sound(&o->y))
        return FIGURE_TOO_LARGE;
    int decimals = o->x.decimals > o->y.decimals ? o->x.decimals : o->y.decimals;
    operand_ends x = operand_ends_of(&o->x), y = operand_ends_of(&o->y);
    bool signed_x =
        o->form == FIGURE_CHANGE_TO || o->form == FIGURE_CHANGE_FROM || o->form == FIGURE_DIFFERENCE;
    if ((!signed_x && x.low < 0) || (o->form != FIGURE_DIFFERENCE && y.low <= 0))
        return FIGURE_ODD;
    int128 up_x = power_of_ten(decimals - o->x.decimals), up_y = power_of_ten(decimals - o->y.decimals);
    if (!fraction_multiply(&x.low, x.low, up_x) || !fraction_multiply(&x.high, x.high, up_x) ||
        !fraction_multiply(&y.low, y.low, up_y) || !fraction_multiply(&y.high, y.high, up_y) ||
        x.low < -figure_far * 1000000 || x.high > figure_far * 1000000 || y.low < -figure_far * 1000000 ||
        y.high > figure_far * 1000000)
        return FIGURE_TOO_LARGE;
    if (o->form == FIGURE_CHANGE_TO && y.low <= x.high)
        return FIGURE_ODD;
    for (int corner = 0; corner < 4; corner++) {
        fraction value;
        int order;
        if (!value_at(&value, o, corner & 1 ? x.high : x.low, corner & 2 ? y.high : y.low, decimals))
            return FIGURE_TOO_LARGE;
        if (corner == 0)
            out->low = out->high = value;
        if (!figure_compare(&order, value, out->low))
            return FIGURE_TOO_LARGE;
        if (order < 0)
            out->low = value;
        if (!figure_compare(&order, value, out->high))
            return FIGURE_TOO_LARGE;
        if (order > 0)
            out->high = value;
    }
    return FIGURE_MEETS;
}

figure_outcome figure_test(figure_range *given, const figure_operands *operands, const figure_range *allowed)
{
    int order;
    figure_outcome outcome = range_given(given, operands);
    if (outcome != FIGURE_MEETS)
        return outcome;
    if (allowed->low.denominator != 0) {
        if (!figure_compare(&order, given->high, allowed->low))
            return FIGURE_TOO_LARGE;
        if (order < 0)
            return FIGURE_MISSES;
    }
    if (allowed->high.denominator != 0) {
        if (!figure_compare(&order, given->low, allowed->high))
            return FIGURE_TOO_LARGE;
        if (order > 0)
            return FIGURE_MISSES;
    }
    return FIGURE_MEETS;
}

claim_number figure_number_rounded(const claim_number *number, int zeros)
{
    claim_number rounded = *number;
    int found = figure_zeros(number);
    if (found >= zeros)
        rounded.unit = power_of_ten(found);
    return rounded;
}

figure_operands figure_operands_rounded(const figure_operands *operands)
{
    figure_operands rounded = *operands;
    int zeros = figure_zeros(&operands->x) > 0 && figure_zeros(&operands->y) > 0 ? 1 : 2;
    rounded.x = figure_number_rounded(&operands->x, zeros);
    rounded.y = figure_number_rounded(&operands->y, zeros);
    return rounded;
}

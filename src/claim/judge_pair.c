#include "claim/judge_parts.h"
#include "claim/judge_repairs.h"

static bool fraction_is_point(const verdict *v)
{
    return v->low.denominator > 0 && v->low.numerator == v->high.numerator &&
           v->low.denominator == v->high.denominator;
}

/* What should have been printed, and whether another rule of rounding would print another figure. */
static void note_right(verdict *v, const claim *c)
{
    if (!fraction_is_point(v) || c->value.unit != 1)
        return;
    int128 down;
    v->right_known = fraction_round(&v->right, v->low, c->value.decimals, FRACTION_HALF_AWAY);
    if (v->right_known && fraction_round(&down, v->low, c->value.decimals, FRACTION_HALF_DOWN) &&
        down != v->right)
        v->warnings |= VERDICT_TIE;
}

static void note_wrong(verdict *v, const claim *c, const figure_operands *operands,
                       const figure_range *allowed)
{
    int128 cut;
    figure_range turned = {{-v->high.numerator, v->high.denominator},
                           {-v->low.numerator, v->low.denominator}};
    verdict_say(v, VERDICT_INCONSISTENT, VERDICT_WRONG);
    if (c->kind == CLAIM_CHANGE_PERCENT || c->kind == CLAIM_CHANGE_ABSOLUTE) {
        int below = 1, above = 1;
        if (allowed->low.denominator != 0 && figure_compare(&below, turned.high, allowed->low) &&
            allowed->high.denominator != 0 && figure_compare(&above, turned.low, allowed->high) &&
            below >= 0 && above <= 0)
            v->reason = VERDICT_DIRECTION_REVERSED;
    }
    if (fraction_is_point(v) && c->value.unit == 1 && c->value.approximation == CLAIM_EXACT &&
        fraction_round(&cut, v->low, c->value.decimals, FRACTION_TRUNCATE) && cut == c->value.number)
        v->reason = VERDICT_TRUNCATED;
    repairs_of_pair(v, c, operands);
}

/* Percentages of a share or a rate: of its change, or in points; where only counts are printed, they are no test. */
static void judge_rate_pair(verdict *v, const claim *c, const figure_operands *operands,
                            const figure_range *allowed)
{
    figure_range points;
    figure_operands difference = *operands;
    difference.form = FIGURE_DIFFERENCE;
    bool counts = operands->x.decimals == 0 && operands->y.decimals == 0;
    if (operands->form == FIGURE_CHANGE && figure_test(&points, &difference, allowed) == FIGURE_MEETS) {
        v->low = points.low, v->high = points.high;
        verdict_say(v, VERDICT_CONSISTENT, VERDICT_RIGHT);
    } else if (counts) {
        verdict_say(v, VERDICT_UNVERIFIABLE, VERDICT_CHANGE_OF_RATE);
    } else {
        note_wrong(v, c, operands, allowed);
    }
}

/* What differs from the operands taken to the unit may yet be right of round numbers; a round value beside them is round too. */
static bool meets_if_rounded(const claim *c, const figure_operands *operands)
{
    claim rounded = *c;
    figure_range given, allowed;
    figure_operands wide = figure_operands_rounded(operands);
    if (c->kind == CLAIM_CHANGE_ABSOLUTE || c->kind == CLAIM_RATE || c->kind == CLAIM_MONEY)
        rounded.value = figure_number_rounded(&c->value, 2);
    return figure_allowed(&allowed, &rounded) && figure_test(&given, &wide, &allowed) == FIGURE_MEETS;
}

void judge_pair(verdict *v, const claim *c, const figure_operands *operands)
{
    figure_range allowed, given;
    figure_outcome outcome =
        figure_allowed(&allowed, c) ? figure_test(&given, operands, &allowed) : FIGURE_TOO_LARGE;
    if (outcome == FIGURE_TOO_LARGE || outcome == FIGURE_ODD) {
        verdict_say(v, VERDICT_UNVERIFIABLE, outcome == FIGURE_ODD ? VERDICT_OPERAND_ODD : VERDICT_TOO_LARGE);
        return;
    }
    v->low = given.low, v->high = given.high;
    bool implied = operands->form == FIGURE_RATE && c->whole.start == c->whole.end;
    if (c->form & CLAIM_RANGE)
        verdict_say(v, VERDICT_UNVERIFIABLE, VERDICT_APPROXIMATE_FIGURE);
    else if (outcome == FIGURE_MEETS)
        verdict_say(v, VERDICT_CONSISTENT, VERDICT_RIGHT);
    else if (meets_if_rounded(c, operands))
        verdict_say(v, VERDICT_CONSISTENT, VERDICT_RIGHT_IF_ROUNDED);
    else if (implied)
        verdict_say(v, VERDICT_UNVERIFIABLE, VERDICT_OPERAND_NOT_PRINTED);
    else if (c->of_rate && c->kind == CLAIM_CHANGE_PERCENT && !(c->form & CLAIM_POINTS))
        judge_rate_pair(v, c, operands, &allowed);
    else
        note_wrong(v, c, operands, &allowed);
    note_right(v, c);
}

#include "claim/judge.h"

#include "claim/judge_figure.h"
#include "claim/judge_repairs.h"
#include "statistics/rate_test.h"

#include <math.h>

static void verdict_say(verdict *v, verdict_word word, verdict_reason reason)
{
    v->word = word;
    v->reason = reason;
}

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

static void judge_pair(verdict *v, const claim *c, const figure_operands *operands)
{
    figure_range allowed, given;
    figure_outcome outcome =
        figure_allowed(&allowed, c) ? figure_test(&given, operands, &allowed) : FIGURE_TOO_LARGE;
    if (outcome == FIGURE_TOO_LARGE || outcome == FIGURE_ODD) {
        verdict_say(v, VERDICT_UNVERIFIABLE, outcome == FIGURE_ODD ? VERDICT_OPERAND_ODD : VERDICT_TOO_LARGE);
        return;
    }
    v->low = given.low, v->high = given.high;
    bool difference_of_counts = operands->form == FIGURE_CHANGE_TO || operands->form == FIGURE_CHANGE_FROM;
    bool implied = operands->form == FIGURE_RATE && c->whole.start == c->whole.end;
    if (c->form & CLAIM_RANGE)
        verdict_say(v, VERDICT_UNVERIFIABLE, VERDICT_APPROXIMATE_FIGURE);
    else if (c->of_rate && difference_of_counts)
        verdict_say(v, VERDICT_UNVERIFIABLE, VERDICT_CHANGE_OF_RATE);
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

/* The only known operand, and the window of percentages that the figure stands for. */
typedef struct lone_count {
    const claim_number *operand;
    feasible_given given;
    int128 count;
    feasible_window window;
    bool sought; /* is the window there? */
} lone_count;

static lone_count lone_of(const claim *c)
{
    lone_count lone = {.operand = NULL};
    if (c->kind == CLAIM_SHARE) {
        lone.operand = c->current.known ? &c->current : c->whole.known ? &c->whole : NULL;
        lone.given = c->current.known ? FEASIBLE_PART : FEASIBLE_WHOLE;
        return lone;
    }
    if (c->kind != CLAIM_CHANGE_PERCENT && c->kind != CLAIM_CHANGE_RATIO)
        return lone;
    bool down = c->kind == CLAIM_CHANGE_RATIO && c->value.number < 0; /* base over current */
    if (c->current.known || c->base.known) {
        lone.operand = c->current.known ? &c->current : &c->base;
        lone.given = c->current.known != down ? FEASIBLE_CURRENT : FEASIBLE_BASE;
    } else if (c->delta.known && c->kind == CLAIM_CHANGE_PERCENT && c->value.number != 0) {
        lone.operand = &c->delta;
        lone.given = FEASIBLE_DIFFERENCE;
    }
    return lone;
}

/* A ratio of r is a change by 100·(r - 1) percent. */
static bool window_of(feasible_window *out, const claim *c)
{
    int128 number = c->value.number, unit = c->value.unit;
    if (c->kind == CLAIM_CHANGE_RATIO) {
        int128 one = 1;
        for (int i = 0; i < c->value.decimals; i++)
            one *= 10;
        number = 100 * ((number < 0 ? -number : number) - one);
        unit *= 100;
    }
    return feasible_window_nearest(out, number, c->value.decimals, unit);
}

/* Fills the verdict's part about one count; false where nothing can be sought, with the reason said. */
static bool seek_partners(verdict *v, const claim *c, lone_count *lone)
{
    claim_number size = *lone->operand;
    if (lone->given == FEASIBLE_DIFFERENCE && size.number < 0)
        size.number = -size.number;
    bool coarse = c->value.approximation != CLAIM_EXACT ||
                  (c->form & (CLAIM_RANGE | CLAIM_IN_FRACTION | CLAIM_ONE_IN_N)) ||
                  (c->kind == CLAIM_CHANGE_RATIO && (c->value.decimals == 0 || (c->form & CLAIM_IN_WORDS)));
    if (!figure_sound(&size) || !figure_sound(&c->value))
        verdict_say(v, VERDICT_UNVERIFIABLE, VERDICT_TOO_LARGE);
    else if (size.number < 0)
        verdict_say(v, VERDICT_UNVERIFIABLE, VERDICT_OPERAND_ODD);
    else if (!figure_exact_count(&size))
        verdict_say(v, VERDICT_UNVERIFIABLE, VERDICT_ROUNDED_OPERAND);
    else if (coarse)
        verdict_say(v, VERDICT_UNVERIFIABLE, VERDICT_APPROXIMATE_FIGURE);
    else if (size.number == 0 && (lone->given == FEASIBLE_BASE || lone->given == FEASIBLE_WHOLE))
        verdict_say(v, VERDICT_UNVERIFIABLE, VERDICT_OPERAND_ODD);
    else if (window_of(&lone->window, c)) {
        lone->count = lone->given == FEASIBLE_DIFFERENCE && c->value.number < 0 ? -size.number : size.number;
        v->partners = feasible_partners(lone->given, lone->count, &lone->window);
        if (v->partners.tested) {
            v->one_known = true;
            v->given = lone->given;
            v->count = lone->count;
            return true;
        }
        verdict_say(v, VERDICT_UNVERIFIABLE, VERDICT_TOO_LARGE);
    } else {
        verdict_say(v, VERDICT_UNVERIFIABLE, VERDICT_TOO_LARGE);
    }
    return false;
}

/* "45.5 % (last year it was 11 %)": a base in percent that, read as persons, has exactly one partner. */
static void judge_lone_rate(verdict *v, const claim *c, lone_count *lone)
{
    bool fits = c->kind == CLAIM_CHANGE_PERCENT && !(c->form & CLAIM_POINTS) && c->per == 0 &&
                lone->given == FEASIBLE_BASE && seek_partners(v, c, lone) && v->partners.n == 1 &&
                feasible_could_fail(lone->given, lone->count, &lone->window);
    if (fits) {
        verdict_say(v, VERDICT_POSSIBLE, VERDICT_UNIT_MISPRINT);
        repairs_add(v, &(repair){REPAIR_UNIT, lone->count, 0, v->partners, false});
        return;
    }
    v->one_known = false;
    v->partners = (feasible_set){.tested = true, .bounded = true};
    verdict_say(v, VERDICT_UNVERIFIABLE, VERDICT_CHANGE_OF_RATE);
}

static void judge_lone(verdict *v, const claim *c, lone_count *lone)
{
    bool figure = c->kind != CLAIM_CHANGE_RATIO && c->value.unit == 1;
    if (c->of_rate || (c->form & CLAIM_POINTS)) {
        judge_lone_rate(v, c, lone);
        return;
    }
    if (!seek_partners(v, c, lone))
        return;
    if (figure) {
        feasible_neighbours(&v->below, &v->above, lone->given, lone->count, c->value.number,
                            c->value.decimals);
        v->strength = feasible_strength(lone->given, lone->count, c->value.number, c->value.decimals);
    }
    if (feasible_any(&v->partners)) {
        bool could_fail = feasible_could_fail(lone->given, lone->count, &lone->window);
        verdict_say(v, could_fail ? VERDICT_CONSISTENT : VERDICT_POSSIBLE,
                    could_fail ? VERDICT_PARTNER_FOUND : VERDICT_PARTNERS_EXIST);
        return;
    }
    bool round = figure_zeros(lone->operand) >= 2;
    verdict_say(v, round ? VERDICT_POSSIBLE : VERDICT_IMPOSSIBLE,
                round ? VERDICT_PARTNER_IF_ROUNDED : VERDICT_NO_PARTNER);
    if (figure)
        repairs_of_count(v, c);
}

/* A difference and one count give the other, whatever they are; unless it would be less than nothing. */
static void judge_difference(verdict *v, const claim *c)
{
    const claim_number *known = c->current.known ? &c->current : c->base.known ? &c->base : NULL;
    if (!known)
        return;
    claim_number size = c->value;
    size.number = size.number < 0 ? -size.number : size.number;
    if (!figure_exact_count(known) || !figure_exact_count(&size) || c->of_rate) {
        verdict_say(v, VERDICT_UNVERIFIABLE, VERDICT_ROUNDED_OPERAND);
        return;
    }
    int128 partner = c->current.known ? known->number - c->value.number : known->number + c->value.number;
    v->one_known = true;
    v->given = c->current.known ? FEASIBLE_CURRENT : FEASIBLE_BASE;
    v->count = known->number;
    if (partner >= 0) {
        v->partners = (feasible_set){true, true, partner, partner, 1};
        verdict_say(v, VERDICT_POSSIBLE, VERDICT_PARTNERS_EXIST);
    } else if (figure_zeros(known) >= 2 || figure_zeros(&size) >= 2) {
        verdict_say(v, VERDICT_POSSIBLE, VERDICT_PARTNER_IF_ROUNDED);
    } else {
        verdict_say(v, VERDICT_IMPOSSIBLE, VERDICT_NO_PARTNER);
    }
}

/* "Fell from 544 to 428". What overlaps after rounding contradicts nobody. */
static void judge_direction(verdict *v, const claim *c)
{
    figure_operands pair = {FIGURE_DIFFERENCE, c->value, c->base, 1};
    const figure_range up = {{0, 1}, {0, 0}}, down = {{0, 0}, {0, 1}};
    figure_range given;
    if (c->direction == 0) {
        verdict_say(v, VERDICT_UNVERIFIABLE, VERDICT_NO_DIRECTION);
        return;
    }
    figure_outcome outcome = figure_test(&given, &pair, c->direction > 0 ? &up : &down);
    figure_operands wide = figure_operands_rounded(&pair);
    if (outcome == FIGURE_TOO_LARGE || outcome == FIGURE_ODD) {
        verdict_say(v, VERDICT_UNVERIFIABLE, VERDICT_TOO_LARGE);
    } else if (c->form & CLAIM_RANGE) {
        verdict_say(v, VERDICT_UNVERIFIABLE, VERDICT_APPROXIMATE_FIGURE);
    } else if (outcome == FIGURE_MEETS ||
               figure_test(&given, &wide, c->direction > 0 ? &up : &down) == FIGURE_MEETS) {
        verdict_say(v, VERDICT_CONSISTENT, VERDICT_DIRECTION_AGREES);
    } else {
        verdict_say(v, VERDICT_INCONSISTENT, VERDICT_DIRECTION_REVERSED);
    }
}

/* A part beside its whole has a share, which nobody printed. */
static void judge_part(verdict *v, const claim *c)
{
    figure_operands pair = {FIGURE_SHARE, c->value, c->whole, 1};
    const figure_range any = {{0, 0}, {0, 0}};
    figure_range given;
    if (figure_test(&given, &pair, &any) != FIGURE_MEETS)
        return;
    v->low = given.low, v->high = given.high;
    verdict_say(v, VERDICT_POSSIBLE, VERDICT_SHARE_IMPLIED);
    if (c->value.number > c->whole.number && c->value.decimals == c->whole.decimals)
        v->warnings |= VERDICT_PART_OVER_WHOLE;
}

static bool over_hundred(const claim *c)
{
    int order;
    fraction value = {c->value.number < 0 ? -c->value.number : c->value.number, 1};
    for (int i = 0; i < c->value.decimals; i++)
        value.denominator *= 10;
    return figure_compare(&order, value, (fraction){100, 1}) && order > 0;
}

/* What is wrong before any operand is looked at. */
static bool judge_bounds(verdict *v, const claim *c)
{
    if (!figure_sound(&c->value) || c->value.approximation == CLAIM_LESS || !over_hundred(c))
        return false;
    if (c->kind == CLAIM_SHARE && c->value.number > 0)
        verdict_say(v, VERDICT_INCONSISTENT, VERDICT_SHARE_OVER_100);
    else if (c->kind == CLAIM_CHANGE_PERCENT && c->value.number < 0 && !c->of_rate &&
             !(c->form & CLAIM_POINTS))
        verdict_say(v, VERDICT_IMPOSSIBLE, VERDICT_FALL_OVER_100);
    else
        return false;
    return true;
}

/* The two counts of the claim, printed, worked out, or left as the only ones possible. */
static bool counts_of(int128 *now, int128 *before, const verdict *v, const claim *c)
{
    bool from_to = c->kind == CLAIM_COUNT && figure_exact_count(&c->value) && figure_exact_count(&c->base);
    bool change =
        c->kind == CLAIM_CHANGE_PERCENT || c->kind == CLAIM_CHANGE_ABSOLUTE || c->kind == CLAIM_CHANGE_RATIO;
    if (from_to) {
        *now = c->value.number, *before = c->base.number;
        return true;
    }
    if (!change || (c->of_rate && v->reason != VERDICT_UNIT_MISPRINT) || (c->form & CLAIM_POINTS))
        return false;
    if (figure_exact_count(&c->current) && figure_exact_count(&c->base)) {
        *now = c->current.number, *before = c->base.number;
        return true;
    }
    if (!v->one_known || !v->partners.bounded || v->partners.n != 1)
        return false;
    int128 partner = v->partners.min;
    bool ratio_down = c->kind == CLAIM_CHANGE_RATIO && c->value.number < 0;
    *now = v->given == FEASIBLE_BASE ? partner : v->given == FEASIBLE_CURRENT ? v->count : partner + v->count;
    *before = v->given == FEASIBLE_BASE ? v->count : partner;
    if (ratio_down) {
        int128 turned = *now;
        *now = *before, *before = turned;
    }
    return true;
}

static void note_chance(verdict *v, const claim *c)
{
    const int128 most = (int128)1 << 51;
    if (!counts_of(&v->count_now, &v->count_before, v, c) || v->count_now > most || v->count_before > most) {
        v->count_now = v->count_before = 0;
        return;
    }
    v->p_value = rate_test_p((int64_t)v->count_now, (int64_t)v->count_before, 1, 1);
    if (v->p_value > 0.05)
        v->warnings |= VERDICT_WITHIN_CHANCE;
    if (v->count_before < VERDICT_SMALL && (c->kind == CLAIM_CHANGE_PERCENT || c->kind == CLAIM_CHANGE_RATIO))
        v->warnings |= VERDICT_SMALL_BASE;
}

static void note_small_whole(verdict *v, const claim *c)
{
    if (c->kind == CLAIM_SHARE && figure_exact_count(&c->whole) && c->whole.number < VERDICT_SMALL)
        v->warnings |= VERDICT_SMALL_BASE;
    if (c->kind == CLAIM_SHARE && figure_exact_count(&c->whole) && figure_exact_count(&c->current) &&
        c->current.number > c->whole.number)
        v->warnings |= VERDICT_PART_OVER_WHOLE;
}

void claim_judge(const claim *c, verdict *v)
{
    *v = (verdict){.word = VERDICT_UNVERIFIABLE,
                   .reason = VERDICT_NO_OPERANDS,
                   .partners = {.tested = true, .bounded = true},
                   .p_value = NAN};
    figure_operands operands = figure_operands_of(c);
    lone_count lone = lone_of(c);
    bool level = c->kind == CLAIM_COUNT || c->kind == CLAIM_RATE || c->kind == CLAIM_MONEY;
    if (operands.form != FIGURE_NONE)
        judge_pair(v, c, &operands);
    if (v->word != VERDICT_CONSISTENT && judge_bounds(v, c))
        return;
    if (operands.form == FIGURE_NONE) {
        if (lone.operand)
            judge_lone(v, c, &lone);
        else if (c->kind == CLAIM_CHANGE_ABSOLUTE)
            judge_difference(v, c);
        else if (level && c->base.known)
            judge_direction(v, c);
        else if ((c->kind == CLAIM_COUNT || c->kind == CLAIM_MONEY) && c->whole.known)
            judge_part(v, c);
    }
    note_chance(v, c);
    note_small_whole(v, c);
}

bool verdict_accuses(const verdict *v)
{
    return v->word == VERDICT_INCONSISTENT || v->word == VERDICT_IMPOSSIBLE;
}

#include "claim/judge.h"

#include "claim/judge_figure.h"
#include "claim/judge_parts.h"
#include "claim/judge_period.h"
#include "statistics/rate_test.h"

#include <math.h>
#include <stddef.h>
#include <string.h>

void verdict_say(verdict *v, verdict_word word, verdict_reason reason)
{
    v->word = word;
    v->reason = reason;
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

/* A whole number that was not counted: known to half a unit either way. Written with one decimal more, it is no exact count. */
static void as_rounded(claim_number *n)
{
    if (figure_sound(n) && n->decimals == 0 && n->unit == 1) {
        n->number *= 10, n->unit = 10;
        n->decimals = 1;
    }
}

/* The claim's operands as what they are: an average base is no count, nor is anything that is measured. */
static bool read_as_counted(claim *c)
{
    bool average = period_words_average(c->against);
    if (!c->measured && !average)
        return true;
    as_rounded(&c->base);
    if (!c->measured && c->base.known)
        return false;
    as_rounded(&c->current);
    as_rounded(&c->delta);
    if (c->measured)
        as_rounded(&c->whole);
    if (c->measured && c->kind != CLAIM_CHANGE_PERCENT && c->kind != CLAIM_CHANGE_RATIO &&
        c->kind != CLAIM_SHARE)
        as_rounded(&c->value);
    return false;
}

/* The repairs are many and mostly none: only their number is set. */
static void verdict_begin(verdict *v)
{
    memset(v, 0, offsetof(verdict, repairs));
    v->word = VERDICT_UNVERIFIABLE;
    v->reason = VERDICT_NO_OPERANDS;
    v->partners = (feasible_set){.tested = true, .bounded = true};
    v->n_repairs = 0;
    v->count_now = v->count_before = 0;
    v->p_value = NAN;
    v->warnings = 0;
}

static void judge_as_read(const claim *judged, verdict *v, bool strength)
{
    verdict_begin(v);
    claim read = *judged;
    const claim *c = &read;
    bool counted = read_as_counted(&read);
    figure_operands operands = figure_operands_of(c);
    bool level = c->kind == CLAIM_COUNT || c->kind == CLAIM_RATE || c->kind == CLAIM_MONEY;
    if (operands.form != FIGURE_NONE)
        judge_pair(v, c, &operands);
    if (v->word != VERDICT_CONSISTENT && judge_bounds(v, c))
        return;
    if (operands.form == FIGURE_NONE) {
        if (c->kind == CLAIM_CHANGE_PERCENT || c->kind == CLAIM_CHANGE_RATIO || c->kind == CLAIM_SHARE)
            judge_lone(v, c, strength);
        else if (c->kind == CLAIM_CHANGE_ABSOLUTE)
            judge_difference(v, c);
        else if (level && c->base.known)
            judge_direction(v, c);
        else if ((c->kind == CLAIM_COUNT || c->kind == CLAIM_MONEY) && c->whole.known)
            judge_part(v, c);
    }
    if (!counted && v->reason == VERDICT_ROUNDED_OPERAND)
        v->reason = VERDICT_NOT_COUNTED;
    note_chance(v, c);
    note_small_whole(v, c);
}

static void judge_carefully(const claim *judged, verdict *v, bool strength)
{
    judge_as_read(judged, v, strength);
    if (!verdict_accuses(v) || !(judged->form & CLAIM_UNSURE))
        return;
    /* operands that no word joins to the figure accuse nobody: judged as if there were none */
    claim alone = *judged;
    alone.current = alone.base = alone.whole = alone.delta = (claim_number){.known = false};
    judge_as_read(&alone, v, strength);
}

void claim_judge(const claim *judged, verdict *v)
{
    judge_carefully(judged, v, true);
}

void claim_judge_word(const claim *judged, verdict *v)
{
    judge_carefully(judged, v, false);
}

bool verdict_accuses(const verdict *v)
{
    return v->word == VERDICT_INCONSISTENT || v->word == VERDICT_IMPOSSIBLE;
}

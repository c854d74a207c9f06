#include "claim/judge_parts.h"
#include "claim/judge_repairs.h"

/* The only known operand, and the window of percentages that the figure stands for. */
typedef struct lone_count {
    const claim_number *operand;
    feasible_given given;
    int128 count;
    feasible_window window;
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

void judge_lone(verdict *v, const claim *c, bool strength)
{
    lone_count known = lone_of(c), *lone = &known;
    if (!lone->operand)
        return;
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
        if (strength)
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

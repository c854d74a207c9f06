#include "agreement/agreement.h"

#include "claim/judge_period.h"

#include <stdlib.h>

const observation *agreement_observation(const bulletin *b, size_t indicator)
{
    for (size_t i = 0; i < b->n_items; i++) {
        const bulletin_item *item = &b->items[i];
        if (item->from->kind != DEFINITION_TABLE)
            continue;
        for (size_t k = 0; k < item->n; k++) {
            const observation *o = &b->observations[item->first + k];
            if (o->indicator == indicator && o->n_by == 0)
                return o;
        }
    }
    return NULL;
}

static bool is_change(const claim *c)
{
    return c->kind == CLAIM_CHANGE_PERCENT || c->kind == CLAIM_CHANGE_ABSOLUTE ||
           c->kind == CLAIM_CHANGE_RATIO;
}

/* The words beside the figure, else those beside its operands. */
static size_t find_indicators(agreement *out, const claim *c, text words, const agreement_names *names,
                              const bool *usable)
{
    const claim_number *operands[] = {&c->current, &c->base, &c->whole};
    bool behind = !is_change(c) && c->kind != CLAIM_SHARE;
    size_t n = agreement_match(out->indicators, names, usable, words, c->start, c->end, behind);
    for (size_t i = 0; n == 0 && i < 3; i++) {
        if (operands[i]->known && operands[i]->end > operands[i]->start && c->kind != CLAIM_SHARE)
            n = agreement_match(out->indicators, names, usable, words, operands[i]->start, operands[i]->end,
                                true);
    }
    return n;
}

static int months_of(period p)
{
    int days = period_days(p);
    return (days + 15) / 30;
}

static void add_other(agreement *out, agreement_other_kind kind, size_t indicator, period span)
{
    if (out->n_others < AGREEMENT_MOST)
        out->others[out->n_others++] = (agreement_other){kind, indicator, span};
}

static void add_other_bulletin(agreement *out, const claim *c, const bulletin *b, agreement_other_kind kind)
{
    bool operand;
    const observation *o = b ? agreement_observation(b, out->indicators[0]) : NULL;
    if (o && agreement_holds(c, o, &operand))
        add_other(out, kind, out->indicators[0], o->span);
}

/* What would give the stated figure: listed, never chosen. */
static void find_others(agreement *out, const claim *c, const agreement_bulletins *bulletins)
{
    const bulletin *b = bulletins->stated;
    bool operand;
    if (!is_change(c)) {
        observation before = *agreement_observation(b, out->indicators[0]);
        before.value = before.base;
        if (before.base.denominator && agreement_holds(c, &before, &operand))
            add_other(out, AGREEMENT_BASE_PERIOD, out->indicators[0], before.base_span);
    }
    add_other_bulletin(out, c, bulletins->whole_year, AGREEMENT_WHOLE_YEAR);
    add_other_bulletin(out, c, bulletins->previous, AGREEMENT_PREVIOUS_PERIOD);
    for (size_t i = 0; i < b->from->n_indicators; i++) {
        const observation *o = agreement_observation(b, i);
        if (i != out->indicators[0] && o && agreement_fits(c, &b->from->indicators[i]) &&
            agreement_holds(c, o, &operand))
            add_other(out, AGREEMENT_OTHER_INDICATOR, i, o->span);
    }
}

static void compare_with(agreement *out, const claim *c, const agreement_bulletins *bulletins)
{
    const observation *o = agreement_observation(bulletins->stated, out->indicators[0]);
    int months = period_words_months(c->period);
    out->computed = agreement_computed(c, o);
    out->value = o->value;
    out->base = o->base;
    out->span = o->span;
    out->base_span = o->base_span;
    if (!out->computed.denominator)
        out->word = AGREEMENT_NO_DATA;
    else if (months && months != months_of(o->span))
        out->word = AGREEMENT_OTHER_PERIOD;
    else
        out->word = agreement_holds(c, o, &out->operand) ? AGREEMENT_AGREES : AGREEMENT_DIFFERS;
    if (out->word == AGREEMENT_DIFFERS)
        find_others(out, c, bulletins);
}

esep_status agreement_find(agreement *out, const claim *c, text words, const agreement_names *names,
                           const agreement_bulletins *bulletins, esep_error *error)
{
    const bulletin *b = bulletins->stated;
    bool *usable = calloc(b->from->n_indicators + 1, sizeof *usable);
    if (!usable)
        return error_memory(error);
    *out = (agreement){.word = AGREEMENT_NO_INDICATOR};
    for (size_t i = 0; i < b->from->n_indicators; i++)
        usable[i] = agreement_fits(c, &b->from->indicators[i]) && agreement_observation(b, i);
    out->n = find_indicators(out, c, words, names, usable);
    free(usable);
    if (out->n > 1)
        out->word = AGREEMENT_AMBIGUOUS;
    else if (out->n == 1)
        compare_with(out, c, bulletins);
    return ESEP_OK;
}

#include "report/check_words.h"

#include <math.h>

static document_value check_says(document *d, message_id id, document_value one, document_value two)
{
    const document_value arguments[] = {one, two};
    return document_says(d, id, arguments, two.kind == DOCUMENT_EMPTY ? 1 : 2);
}

document_value check_number(document *d, int128 number, int decimals)
{
    return check_says(d, MESSAGE_CHECK_NUMBER, document_decimal(number, decimals, DOCUMENT_PLAIN),
                      document_empty());
}

static document_value check_ratio(document *d, int128 number, int decimals)
{
    document_value size = decimals ? document_decimal(number < 0 ? -number : number, decimals, DOCUMENT_PLAIN)
                                   : check_number(d, number < 0 ? -number : number, 0);
    return check_says(d, number < 0 ? MESSAGE_CHECK_RATIO_LESS : MESSAGE_CHECK_RATIO, size, document_empty());
}

document_value check_figure(document *d, const claim *c, int128 number, int decimals)
{
    switch (c->kind) {
    case CLAIM_CHANGE_PERCENT:
        return document_decimal(number, decimals, DOCUMENT_SIGNED_PERCENT);
    case CLAIM_SHARE:
        return document_decimal(number, decimals, DOCUMENT_PERCENT);
    case CLAIM_CHANGE_RATIO:
        return check_ratio(d, number, decimals);
    case CLAIM_CHANGE_ABSOLUTE:
        if (c->form & CLAIM_POINTS)
            return check_says(d, MESSAGE_CHECK_POINTS, document_decimal(number, decimals, DOCUMENT_SIGNED),
                              document_empty());
        return document_decimal(number, decimals, DOCUMENT_SIGNED);
    case CLAIM_COUNT:
    case CLAIM_RATE:
    case CLAIM_MONEY:
    case CLAIM_KINDS:
        break;
    }
    return check_number(d, number, decimals);
}

/* A whole number of its own is never shown with the decimals of "9,4 million". */
document_value check_own_figure(document *d, const claim *c)
{
    return check_figure(d, c, c->value.number, c->value.decimals);
}

document_value check_set(document *d, const feasible_set *set)
{
    document_value low = document_decimal(set->min, 0, DOCUMENT_PLAIN);
    if (!set->tested)
        return document_empty();
    if (!set->bounded)
        return check_says(d, MESSAGE_CHECK_FROM, low, document_empty());
    if (set->n == 0)
        return check_says(d, MESSAGE_CHECK_NONE, document_empty(), document_empty());
    if (set->n == 1)
        return check_number(d, set->min, 0);
    return check_says(d, MESSAGE_CHECK_BETWEEN, check_number(d, set->min, 0), check_number(d, set->max, 0));
}

document_value check_partners(document *d, feasible_given given, const feasible_set *set)
{
    static const message_id names[FEASIBLE_GIVENS] = {[FEASIBLE_CURRENT] = MESSAGE_CHECK_BEFORE,
                                                      [FEASIBLE_BASE] = MESSAGE_CHECK_NOW,
                                                      [FEASIBLE_DIFFERENCE] = MESSAGE_CHECK_BEFORE,
                                                      [FEASIBLE_PART] = MESSAGE_CHECK_WHOLE,
                                                      [FEASIBLE_WHOLE] = MESSAGE_CHECK_PART};
    if (!set->tested || (set->bounded && set->n == 0))
        return check_set(d, set);
    return check_says(d, names[given], check_set(d, set), document_empty());
}

static document_value check_percent_or_number(document *d, const claim *c, fraction value)
{
    int128 rounded;
    int decimals = c->printed_decimals < 18 ? c->printed_decimals : 18;
    if (c->kind == CLAIM_COUNT || c->kind == CLAIM_MONEY || c->kind == CLAIM_RATE) {
        document_value share = document_ratio(value, DOCUMENT_PERCENT);
        share.digits = 2;
        return share;
    }
    if (!fraction_round(&rounded, value, decimals, FRACTION_HALF_AWAY))
        return document_ratio(value, DOCUMENT_PLAIN);
    return check_figure(d, c, rounded, decimals);
}

document_value check_right(document *d, const claim *c, const verdict *v)
{
    if (v->low.denominator == 0)
        return document_empty();
    document_value low = check_percent_or_number(d, c, v->low);
    if (v->right_known ||
        (v->low.numerator == v->high.numerator && v->low.denominator == v->high.denominator))
        return low;
    int128 from, to;
    if (fraction_round(&from, v->low, c->printed_decimals + !c->printed_decimals, FRACTION_HALF_AWAY) &&
        fraction_round(&to, v->high, c->printed_decimals + !c->printed_decimals, FRACTION_HALF_AWAY) &&
        from == to)
        return low;
    return check_says(d, MESSAGE_CHECK_BETWEEN, low, check_percent_or_number(d, c, v->high));
}

document_value check_computed(document *d, const claim *c, fraction value)
{
    int128 rounded;
    bool plain = c->kind == CLAIM_COUNT || c->kind == CLAIM_MONEY || c->kind == CLAIM_RATE;
    if (!plain)
        return check_percent_or_number(d, c, value);
    int decimals = value.denominator == 1 ? 0 : c->value.decimals ? c->value.decimals : 1;
    if (!fraction_round(&rounded, value, decimals, FRACTION_HALF_AWAY))
        return document_ratio(value, DOCUMENT_PLAIN);
    return check_number(d, rounded, decimals);
}

static const claim_number *check_known_operand(const claim *c)
{
    const claim_number *operands[] = {&c->current, &c->base, &c->whole, &c->delta};
    for (size_t i = 0; i < sizeof operands / sizeof(claim_number *); i++) {
        if (operands[i]->known)
            return operands[i];
    }
    return NULL;
}

static document_value check_known_count(document *d, const claim *c, const verdict *v)
{
    const claim_number *operand = check_known_operand(c);
    if (v->reason == VERDICT_SHARE_IMPLIED && c->whole.known)
        return check_number(d, c->whole.number, c->whole.decimals);
    if (v->one_known)
        return check_number(d, v->count, 0);
    return operand ? check_number(d, operand->number, operand->decimals) : document_empty();
}

/* {3}: what is right, or the partners. */
static document_value check_outcome(document *d, const claim *c, const verdict *v)
{
    switch (v->reason) {
    case VERDICT_PARTNERS_EXIST:
    case VERDICT_PARTNER_FOUND:
    case VERDICT_UNIT_MISPRINT:
        return v->one_known ? check_partners(d, v->given, &v->partners) : document_empty();
    default:
        return check_right(d, c, v);
    }
}

document_value check_reason(document *d, const claim *c, const verdict *v)
{
    const document_value arguments[] = {check_own_figure(d, c), check_known_count(d, c, v),
                                        check_outcome(d, c, v)};
    return document_says(d, verdict_reason_message(v->reason), arguments, 3);
}

/* Nothing where both counts are known, and no partner is sought. */
static document_value check_in_brackets(document *d, feasible_given given, const feasible_set *set)
{
    if (!set->tested || (set->bounded && set->n == 0))
        return document_empty();
    return check_says(d, MESSAGE_CHECK_IN_BRACKETS, check_partners(d, given, set), document_empty());
}

document_value check_repair(document *d, const claim *c, const verdict *v, const repair *r)
{
    bool of_figure = r->kind == REPAIR_DIRECTION || r->kind == REPAIR_FEWER_DECIMALS ||
                     r->kind == REPAIR_FIGURE_DIGIT || r->kind == REPAIR_IS_PERCENT_OF;
    document_value figure = check_figure(d, c, r->number, r->decimals);
    if (r->kind == REPAIR_IS_PERCENT_OF)
        figure = document_decimal(r->number < 0 ? -r->number : r->number, r->decimals, DOCUMENT_PERCENT);
    const document_value arguments[] = {of_figure ? figure : check_number(d, r->number, r->decimals),
                                        check_in_brackets(d, v->given, &r->partners)};
    return document_says(d, repair_message(r->kind), arguments, 2);
}

document_value check_warning(document *d, const claim *c, const verdict *v, unsigned warning)
{
    const claim_number *part = c->current.known ? &c->current : &c->value;
    document_value before = c->base.known ? check_number(d, c->base.number, c->base.decimals)
                                          : check_number(d, v->count_before, 0);
    document_value now = check_number(d, v->count_now, 0);
    if (warning == VERDICT_PART_OVER_WHOLE) {
        before = check_number(d, part->number, part->decimals);
        now = check_number(d, c->whole.number, c->whole.decimals);
    }
    const document_value arguments[] = {before, now, document_real(v->p_value, DOCUMENT_PROBABILITY)};
    return document_says(d, verdict_warning_message(warning), arguments, 3);
}

document_value check_arithmetic(document *d, const claim *c, const verdict *v)
{
    const claim_number *from = c->whole.known ? &c->current : &c->base,
                       *to = c->whole.known ? &c->whole : &c->current;
    if (!from->known || !to->known || !v->low.denominator || v->reason == VERDICT_SHARE_IMPLIED)
        return document_empty();
    const document_value arguments[] = {check_number(d, from->number, from->decimals),
                                        check_number(d, to->number, to->decimals), check_right(d, c, v)};
    return document_says(d, c->whole.known ? MESSAGE_CHECK_OF : MESSAGE_CHECK_FROM_TO, arguments, 3);
}

/* "{1}; {2}" of what there is so far and one more. */
static document_value check_join(document *d, message_id id, document_value so_far, document_value more)
{
    return so_far.kind == DOCUMENT_EMPTY ? more : check_says(d, id, so_far, more);
}

document_value check_nearest(document *d, const claim *c, const verdict *v)
{
    const feasible_figure *figures[] = {&v->below, &v->above};
    document_value list = document_empty();
    if (v->word != VERDICT_IMPOSSIBLE)
        return list;
    for (size_t i = 0; i < 2; i++) {
        if (!figures[i]->known)
            continue;
        document_value one =
            check_says(d, MESSAGE_CHECK_WOULD_GIVE, check_figure(d, c, figures[i]->number, c->value.decimals),
                       check_partners(d, v->given, &figures[i]->partners));
        list = check_join(d, MESSAGE_CHECK_COMMA, list, one);
    }
    return list.kind == DOCUMENT_EMPTY ? list : check_says(d, MESSAGE_CHECK_NEAREST, list, document_empty());
}

document_value check_repairs(document *d, const claim *c, const verdict *v)
{
    document_value list = document_empty();
    for (size_t i = 0; i < v->n_repairs; i++)
        list = check_join(d, MESSAGE_CHECK_JOIN, list, check_repair(d, c, v, &v->repairs[i]));
    return list.kind == DOCUMENT_EMPTY ? list : check_says(d, MESSAGE_CHECK_REPAIRS, list, document_empty());
}

document_value check_strength(document *d, const verdict *v)
{
    if (!v->strength.denominator || !v->one_known)
        return document_empty();
    fraction percent = {v->strength.numerator * 100, v->strength.denominator};
    document_value share = document_ratio(percent, DOCUMENT_PERCENT);
    share.digits = 1;
    return check_says(d, MESSAGE_CHECK_STRENGTH, share, check_number(d, v->count, 0));
}

document_value check_linked(document *d, const claim_list *claims, const linked_finding *f)
{
    const claim *first = &claims->claims[f->claims[0]], *last = &claims->claims[f->claims[f->n - 1]];
    document_value one = check_own_figure(d, first), two = check_own_figure(d, last),
                   three = check_set(d, &f->set);
    switch (f->kind) {
    case LINKED_SUM_AGREES:
    case LINKED_SUM_DIFFERS:
    case LINKED_PARTS_EXCEED:
        one = check_number(d, f->stated, f->decimals);
        three = check_number(d, f->computed, f->decimals);
        break;
    case LINKED_SHARES_AGREE:
    case LINKED_SHARES_EXCEED:
        three = document_decimal(f->computed, f->decimals, DOCUMENT_PERCENT);
        break;
    case LINKED_PERIODS_DIFFER:
        one = document_text(d, first->period);
        two = document_text(d, f->n == 1 ? first->against : last->period);
        break;
    case LINKED_AGAINST_YEAR:
        one = document_text(d, first->period);
        two = document_text(d, first->against);
        break;
    default:
        break;
    }
    const document_value arguments[] = {one, two, three};
    return document_says(d, linked_message(f->kind), arguments, 3);
}

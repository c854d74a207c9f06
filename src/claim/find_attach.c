/* The operands of a change: its pair, or its new or earlier value, in a bracket, the same sentence or a neighbouring one. */
#include "claim/find_attach.h"

#include <math.h>

bool attach_is_change(const quantity *q)
{
    return !q->excluded && (q->kind == CLAIM_CHANGE_PERCENT || q->kind == CLAIM_CHANGE_ABSOLUTE ||
                            q->kind == CLAIM_CHANGE_RATIO);
}

bool quantity_near_change(const quantity *change, const quantity *base, const quantity *current)
{
    double b = quantity_real(base), c = quantity_real(current),
           said = quantity_real(change) * change->direction, is;
    if (b <= 0 || c <= 0)
        return false;
    if (change->kind == CLAIM_CHANGE_PERCENT)
        is = change->form & CLAIM_POINTS ? c - b : 100 * (c - b) / b;
    else if (change->kind == CLAIM_CHANGE_ABSOLUTE)
        is = c - b;
    else
        is = c > b ? c / b : -b / c;
    if (change->value.approximation != CLAIM_EXACT || change->form & CLAIM_IN_FRACTION)
        return fabs(is - said) <= fmax(change->kind == CLAIM_CHANGE_RATIO ? 0.1 : 1, 0.12 * fabs(said));
    double digit = change->kind == CLAIM_CHANGE_RATIO && change->printed_decimals == 0 ? 1 : 1.02;
    for (int i = 0; i < change->printed_decimals; i++)
        digit /= 10;
    return fabs(is - said) <= digit / 2;
}

/* Shares set against each other stay claims: "twice as likely to be women (63 % compared with 37 %)". */
static void release_shares(reading *r, const quantity *change)
{
    if (change->kind != CLAIM_CHANGE_RATIO || change->base == NOBODY ||
        r->quantities[change->base].shape != SHAPE_PERCENT)
        return;
    const quantity *base = &r->quantities[change->base];
    if (base->cases & LEXICON_ABLATIVE ||
        item_has(item_or_none(r, item_before(r, base->item)), LEXICON_FROM)) {
        r->quantities[change->current].taken = false; /* from 24 to 36 % is a pair in its own right */
        return;
    }
    r->quantities[change->base].taken = r->quantities[change->current].taken = false;
    r->quantities[change->current].base = NOBODY;
}

void attach_take_pair(reading *r, quantity *change, size_t current)
{
    change->current = (int)current;
    change->base = r->quantities[current].base;
    change->unsure |= r->quantities[current].unsure;
    r->quantities[current].taken = true;
    release_shares(r, change);
}

void attach_take_current(reading *r, quantity *change, size_t current)
{
    change->current = (int)current;
    r->quantities[current].taken = true;
    /* last year's figure may be what a change starts from: it accuses nobody */
    if (r->quantities[current].base == NOBODY && quantity_of_earlier_period(r, &r->quantities[current]))
        change->unsure = true;
    if (r->quantities[current].base != NOBODY) {
        change->base = r->quantities[current].base;
        change->unsure |= r->quantities[current].unsure;
    }
}

bool attach_is_pair(const reading *r, size_t i)
{
    const quantity *q = &r->quantities[i];
    return quantity_is_level(q) && q->base != NOBODY;
}

/* Could this level be an operand of the change? Shares only of changes said of rates, never of ratios between counts. */
bool attach_fits(const quantity *change, const quantity *level)
{
    if (!quantity_is_level(level) || level->form & (CLAIM_IN_FRACTION | CLAIM_ONE_IN_N))
        return false;
    if (level->shape == SHAPE_PERCENT)
        return change->kind != CLAIM_CHANGE_ABSOLUTE;
    /* "1 crime fewer" is not of a sum of money, nor the other way round; "1.1 bn more" may be */
    if (change->kind == CLAIM_CHANGE_ABSOLUTE &&
        (change->shape == SHAPE_MONEY) != (level->shape == SHAPE_MONEY) && change->value.unit < 1000)
        return false;
    if (change->form & CLAIM_POINTS) /* points are of shares and rates, never of counts */
        return level->kind == CLAIM_RATE;
    return true;
}

/* "492 преступления. В 2015 году их было 619, что на 20,5 % больше": the figure before the change is the earlier one of a pair. */
bool attach_from_pair_of_base(reading *r, quantity *change, size_t base)
{
    for (size_t k = base > 4 ? base - 4 : 0; k < base + 4 && k < r->n_quantities; k++) {
        if (r->quantities[k].base == (int)base && attach_is_pair(r, k)) {
            attach_take_pair(r, change, k);
            return true;
        }
    }
    return false;
}

/* Two figures of one change: what the first has found, the second has too. */
static bool from_twin(reading *r, size_t i)
{
    quantity *change = &r->quantities[i];
    if (change->delta == NOBODY)
        return false;
    const quantity *twin = &r->quantities[change->delta];
    change->current = twin->current;
    change->base = twin->base;
    change->unsure |= twin->unsure;
    return twin->current != NOBODY || twin->base != NOBODY;
}

static bool other_change_between(const reading *r, size_t a, size_t b)
{
    size_t low = a < b ? a : b, high = a < b ? b : a;
    for (size_t k = low + 1; k < high; k++) {
        if (attach_is_change(&r->quantities[k]) && r->quantities[k].delta == NOBODY &&
            r->quantities[b].delta != (int)k && r->quantities[a].delta != (int)k)
            return true;
    }
    return false;
}

/* "Смертность сократилась на четверть: погибли 132 человека против 165": the same thing, told in figures, and the only ones. */
static bool explained_behind_colon(const reading *r, const quantity *change, size_t pair)
{
    size_t first = r->quantities[pair].base < (int)pair ? (size_t)r->quantities[pair].base : pair, colons = 0,
           from, to;
    const find_sentence *s = &r->sentences[change->sentence];
    item_segment(r, change->item, &from, &to);
    for (size_t at = change->item; at < r->quantities[first].item; at++)
        colons += item_is(&r->items[at], ':');
    for (size_t k = s->quantity; k < s->quantities; k++) {
        const quantity *q = &r->quantities[k];
        if (q != change && k != pair && (int)k != r->quantities[pair].base && !q->excluded)
            return false;
    }
    return colons == 1 && to < s->last && item_is(&r->items[to], ':') &&
           attach_names_thing_of(r, change, &r->quantities[pair]);
}

/* A pair of the same sentence, no other change between: the one that follows, else the one that stands before. */
static bool from_pair_in_sentence(reading *r, size_t i)
{
    quantity *change = &r->quantities[i];
    for (size_t k = i + 1; k < r->n_quantities && r->quantities[k].sentence == change->sentence && k < i + 8;
         k++) {
        quantity *q = &r->quantities[k];
        if (attach_is_change(q) && q->delta != (int)i)
            break;
        if (attach_is_pair(r, k) && !q->taken && attach_fits(change, q) &&
            !attach_strong_break(r, change->item, q->item)) {
            bool percent = q->shape == SHAPE_PERCENT;
            if (q->kind == CLAIM_RATE && r->quantities[q->base].sentence != q->sentence)
                continue;
            if (percent && change->kind != CLAIM_CHANGE_RATIO &&
                !quantity_near_change(change, &r->quantities[q->base], q))
                continue;
            if (attach_named_between(r, change->item,
                                     r->quantities[q->base].item < q->item ? r->quantities[q->base].item
                                                                           : q->item) &&
                !explained_behind_colon(r, change, k) &&
                !quantity_near_change(change, &r->quantities[q->base], q))
                continue;
            attach_take_pair(r, change, k);
            return true;
        }
    }
    for (size_t k = i; k-- > 0 && r->quantities[k].sentence == change->sentence && i - k < 8;) {
        quantity *q = &r->quantities[k];
        bool points = change->form & CLAIM_POINTS;
        if (attach_is_pair(r, k) && attach_fits(change, q) && (q->shape != SHAPE_PERCENT || points) &&
            !attach_strong_break(r, q->item, change->item) && (!q->taken || !other_change_between(r, k, i)) &&
            !other_change_between(r, k, i)) {
            bool doubtful = q->taken || item_find(r, q->item, change->item, LEXICON_CLAUSE) != 0 ||
                            !attach_light_between(r, q, change);
            if (doubtful && !quantity_near_change(change, &r->quantities[q->base], q))
                return false;
            attach_take_pair(r, change, k);
            return true;
        }
    }
    return false;
}

/* The earlier value stands with the change, the new one before: "217 per 100,000, down 55 percent from 487"; "This was 51 per cent higher
 * than in 2010/11 (30,620)." */
static void current_of_base(reading *r, size_t i)
{
    int base = r->quantities[i].base;
    if (!attach_from_level_before(r, i))
        attach_from_sentence_before(r, i);
    r->quantities[i].base = base;
}

static void attach(reading *r, size_t i)
{
    quantity *change = &r->quantities[i];
    bool found = attach_from_bracket_after(r, i) || attach_from_before_bracket(r, i) || from_twin(r, i) ||
                 from_pair_in_sentence(r, i) || attach_from_level_after(r, i) ||
                 attach_from_level_before(r, i) || attach_from_clause_before(r, i) ||
                 attach_from_sentence_before(r, i);
    if (!found)
        (void)(attach_from_pair_beside(r, i) || attach_from_pointed_thing(r, i) ||
               attach_from_same_subject(r, i));
    if (change->base != NOBODY && change->current == NOBODY)
        current_of_base(r, i);
    attach_current_beside(r, i);
    if (change->current != NOBODY && change->base == NOBODY)
        attach_base_beside(r, i);
    attach_base_in_clause(r, i);
}

/* "на 11,8 %, или на 64 факта (с 542 до 478)": what the bracket says of the second, it says of the first. */
static void twin_from_next(reading *r, size_t i)
{
    quantity *change = &r->quantities[i];
    if (change->current != NOBODY || change->base != NOBODY || i + 1 >= r->n_quantities ||
        (r->quantities[i + 1].delta != (int)i && change->delta != (int)i + 1))
        return;
    const quantity *twin = &r->quantities[i + 1];
    change->current = twin->current;
    change->base = twin->base;
    change->unsure |= twin->unsure;
}

/* A rough lead and the exact figure behind it: "выросла более чем на пятую часть: … на 21,8 % (с 87 до 106)". */
static void lead_from_next(reading *r, size_t i)
{
    quantity *lead = &r->quantities[i];
    if (lead->current != NOBODY || lead->base != NOBODY ||
        (lead->value.approximation == CLAIM_EXACT && !(lead->form & CLAIM_IN_FRACTION)))
        return;
    for (size_t k = i + 1;
         k < r->n_quantities && k < i + 3 && r->quantities[k].sentence <= lead->sentence + 1; k++) {
        const quantity *exact = &r->quantities[k];
        if (!attach_is_change(exact) || exact->direction != lead->direction || exact->current == NOBODY ||
            exact->base == NOBODY)
            continue;
        if (quantity_near_change(lead, &r->quantities[exact->base], &r->quantities[exact->current])) {
            lead->current = exact->current;
            lead->base = exact->base;
            lead->unsure |= exact->unsure || exact->sentence != lead->sentence;
        }
        return;
    }
}

/* "up by 5 %, with 228,000 offences, an increase of 12,000": the change said again in units, of the same new value. Joined only where it comes
 * out, to the thousands that both are printed in. */
static void delta_behind(reading *r, size_t i)
{
    quantity *change = &r->quantities[i];
    if (change->kind != CLAIM_CHANGE_PERCENT || change->current == NOBODY || change->base != NOBODY ||
        change->delta != NOBODY || i + 2 >= r->n_quantities)
        return;
    for (size_t k = i + 1; k < r->n_quantities && k <= i + 2; k++) {
        const quantity *delta = &r->quantities[k];
        if (delta->sentence != change->sentence || delta->excluded)
            return;
        if (delta->kind != CLAIM_CHANGE_ABSOLUTE || delta->current != change->current ||
            delta->direction != change->direction)
            continue;
        const quantity *now = &r->quantities[change->current];
        double by = quantity_real(delta) * delta->direction, before = quantity_real(now) - by,
               is = before > 0 ? 100 * by / before : 0, digit = 1;
        for (int d = 0; d < change->printed_decimals; d++)
            digit /= 10;
        bool round = fmod(quantity_real(now), 1000) == 0 && fmod(by, 1000) == 0;
        if (fabs(is - quantity_real(change) * change->direction) <= (round ? 0.75 : 0.51) * digit)
            change->delta = (int)k;
        return;
    }
}

/* Earlier and later value that differ a hundredfold where the change is no such thing: one of them was read in another unit. */
static bool far_apart(const reading *r, const quantity *change)
{
    if (change->current == NOBODY || change->base == NOBODY)
        return false;
    double a = quantity_real(&r->quantities[change->current]),
           b = quantity_real(&r->quantities[change->base]),
           said = quantity_real(change) / (change->kind == CLAIM_CHANGE_PERCENT ? 100 : 1);
    return said < 20 && a > 0 && b > 0 && (a > 50 * b || b > 50 * a);
}

/* "5402", "2022": four digits that could be a year, with nothing counted behind them. */
static bool like_year(const reading *r, int index)
{
    if (index == NOBODY)
        return false;
    const quantity *q = &r->quantities[index];
    const find_item *unit = item_or_none(r, item_after(r, q->item));
    return q->plain && q->value.unit == 1 && q->value.number >= 1900 && q->value.number <= 2100 &&
           !item_has(unit, LEXICON_UNIT | LEXICON_INHABITANT);
}

void find_attach(reading *r)
{
    for (size_t i = 0; i < r->n_quantities; i++)
        attach_change_of_pair_before(r, i);
    for (size_t s = 0; s < r->n_sentences; s++)
        attach_respectively(r, s);
    for (size_t i = 0; i < r->n_quantities; i++) {
        if (attach_is_change(&r->quantities[i]))
            attach_drop_repeated(r, i);
        if (attach_is_change(&r->quantities[i]) && r->quantities[i].current == NOBODY)
            attach(r, i);
    }
    for (size_t i = 0; i < r->n_quantities; i++) {
        if (attach_is_change(&r->quantities[i])) {
            if (r->quantities[i].current == NOBODY && r->quantities[i].base == NOBODY)
                attach_from_sentence_behind(r, i);
            twin_from_next(r, i);
            lead_from_next(r, i);
            delta_behind(r, i);
            quantity *q = &r->quantities[i];
            q->unsure |= like_year(r, q->current) || like_year(r, q->base) || far_apart(r, q);
        }
    }
}

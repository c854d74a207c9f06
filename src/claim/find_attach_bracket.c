/* Operands by a bracket: the change outside and its figures inside, or the other way round. */
#include "claim/find_attach.h"

static bool names_base(const reading *r, size_t from, size_t to)
{
    if (item_find(r, from, to, LEXICON_BASE_PERIOD | LEXICON_COMPARED))
        return true;
    for (size_t i = from; i < to && i < from + FIND_REACH; i++) {
        if (r->items[i].kind == ITEM_QUANTITY && r->quantities[r->items[i].quantity].year)
            return true;
    }
    return false;
}

/* "2 145 оқиға болды, бұл өткен жылмен салыстырғанда 8,4 %-ға аз (2 342)": no word says what the bracket holds. It is the earlier value where
 * a level before the change, in its sentence or the one before, then gives just this change. */
static int current_before(const reading *r, size_t i, size_t inside)
{
    const quantity *change = &r->quantities[i];
    for (size_t k = i; k-- > 0 && i - k <= 6 && r->quantities[k].sentence + 1 >= change->sentence;) {
        const quantity *q = &r->quantities[k];
        if (attach_is_change(q) && q->sentence == change->sentence)
            return NOBODY;
        if (attach_fits(change, q) && q->shape != SHAPE_PERCENT && q->base == NOBODY && !q->taken &&
            quantity_alike(q, &r->quantities[inside]) &&
            quantity_near_change(change, &r->quantities[inside], q))
            return (int)k;
    }
    return NOBODY;
}

/* "на 21,8 % (с 87 до 106)", "(зарегистрировано 18832)", "than in 2010/11 (30,620)", "45,5 %-ға (былтыр 11 еді)". */
bool attach_from_bracket_after(reading *r, size_t i)
{
    quantity *change = &r->quantities[i];
    const find_sentence *s = &r->sentences[change->sentence];
    size_t open = 0;
    for (size_t at = change->item + 1; at < s->last && at < change->item + 14 && !open; at++) {
        const find_item *now = &r->items[at];
        if (item_is(now, '('))
            open = at;
        else if (item_is(now, ',') && item_has(&r->items[at + 1], LEXICON_THAN))
            continue; /* "на 16 больше, чем за прошлый год (48)" */
        else if (item_is(now, ';') || (item_is(now, ',') && r->language != ESEP_KK) ||
                 (item_has(now, LEXICON_AND) && now->value == 0) || item_has(now, LEXICON_CLAUSE) ||
                 (now->kind == ITEM_QUANTITY && !r->quantities[now->quantity].excluded))
            return false;
    }
    if (!open)
        return false;
    size_t end = item_bracket_end(r, open), only = 0, n = 0;
    for (size_t k = i + 1; k < r->n_quantities && r->quantities[k].item < end; k++) {
        if (r->quantities[k].item > open && attach_is_pair(r, k)) {
            attach_take_pair(r, change, k);
            return true;
        }
        if (r->quantities[k].item > open && attach_fits(change, &r->quantities[k])) {
            only = k;
            n++;
        }
    }
    if (n != 1)
        return false;
    quantity *level = &r->quantities[only];
    bool adjacent = open == change->item + 1;
    bool from = item_has(item_or_none(r, item_before(r, level->item)), LEXICON_FROM);
    bool base = from || names_base(r, open, end) || (!adjacent && names_base(r, change->item + 1, open));
    if (level->shape == SHAPE_PERCENT && !base)
        return false;
    change->unsure |= base && !from && !adjacent && !names_base(r, open, end);
    int now = base || r->items[level->item].open != open ? NOBODY : current_before(r, i, only);
    if (now != NOBODY) {
        quantity_join(r, only, (size_t)now);
        attach_take_pair(r, change, (size_t)now);
        change->unsure = true;
        return true;
    }
    if (base) {
        change->base = (int)only;
        level->taken = true;
    } else {
        attach_take_current(r, change, only);
    }
    return true;
}

/* "с 3097 до 3474 (+12,2 %)", "61,959 offences (+9,103)": the change is in the bracket. */
/* Does a figure stand right before the bracket too? */
static bool level_at_bracket(const reading *r, size_t i, size_t open)
{
    for (size_t k = i; k-- > 0 && r->quantities[k].sentence == r->quantities[i].sentence;) {
        const quantity *q = &r->quantities[k];
        if (!q->excluded && q->item < open)
            return quantity_is_level(q) && open - q->item <= 6;
    }
    return false;
}

/* "1 118 (1 034; +8,1 %)": the earlier value and the change, where they come out. */
static bool from_level_and_bracket(reading *r, quantity *change, size_t inside)
{
    size_t before = inside - 1;
    const quantity *b = &r->quantities[inside], *now = &r->quantities[before];
    if (!quantity_is_level(now) || now->sentence != b->sentence || !quantity_alike(b, now) || b->taken ||
        now->base != NOBODY || !quantity_near_change(change, b, now))
        return false;
    quantity_join(r, inside, before);
    attach_take_pair(r, change, before);
    change->unsure = true;
    return true;
}

bool attach_from_before_bracket(reading *r, size_t i)
{
    quantity *change = &r->quantities[i];
    size_t open = r->items[change->item].open;
    if (!open)
        return false;
    for (size_t k = i; k-- > 0 && r->quantities[k].sentence == change->sentence;) {
        quantity *q = &r->quantities[k];
        if (q->item > open) {
            if (attach_fits(change, q) && q->shape != SHAPE_PERCENT) {
                if (q->taken && q->role == ROLE_BASE)
                    return attach_from_pair_of_base(r, change, k);
                if (level_at_bracket(r, k, open)) /* two figures, and no word which is the earlier */
                    return from_level_and_bracket(r, change, k);
                attach_take_current(r, change, k);
                return true;
            }
            continue;
        }
        if (q->excluded)
            continue;
        /* "раскрываемость достигла 79,4 % (+3,2 %)": the share stays a claim */
        if (q->shape == SHAPE_PERCENT && open == q->item + 1 && quantity_is_level(q) && change->sign &&
            item_find(r, r->sentences[q->sentence].first, open, LEXICON_RATE)) {
            change->of_rate = true;
            change->current = (int)k;
            change->unsure = true;
            return true;
        }
        if (!attach_fits(change, q) || open - q->item > 6 || q->shape == SHAPE_PERCENT)
            return false;
        if (q->taken && q->role == ROLE_BASE)
            return attach_from_pair_of_base(r, change, k);
        attach_take_current(r, change, k);
        return true;
    }
    return false;
}

/* "734, compared with 701 in the same period (4.7 %)": a bare percentage in a bracket behind a pair that gives it. */
void attach_change_of_pair_before(reading *r, size_t i)
{
    quantity *q = &r->quantities[i];
    size_t open = r->items[q->item].open;
    if (q->excluded || q->kind != CLAIM_SHARE || q->shape != SHAPE_PERCENT || !open || i == 0 ||
        r->quantities[i - 1].item > open)
        return;
    for (size_t k = i; k-- > 0 && i - k <= 4 && r->quantities[k].sentence == q->sentence;) {
        const quantity *level = &r->quantities[k];
        if (!attach_is_pair(r, k) || level->taken || level->shape == SHAPE_PERCENT)
            continue;
        quantity change = *q;
        change.kind = CLAIM_CHANGE_PERCENT;
        change.direction = quantity_real(level) < quantity_real(&r->quantities[level->base]) ? -1 : 1;
        if (quantity_near_change(&change, &r->quantities[level->base], level))
            *q = change;
        return;
    }
}

/* What a percentage says: a change, by the words before and behind it, else a share. */
#include "claim/find_kind.h"

/* The figure before in the sentence, where a list joins both. */
static quantity *listed_before(reading *r, const quantity *q)
{
    size_t n = (size_t)(q - r->quantities);
    for (size_t back = 1; back <= 6 && back <= n; back++) {
        quantity *p = &r->quantities[n - back];
        if (p->sentence != q->sentence)
            return NULL;
        if (!p->excluded && !r->items[p->item].open)
            return p;
        if (!p->excluded && r->items[p->item].open == r->items[q->item].open)
            return p;
    }
    return NULL;
}

/* "на 6 тысяч, или 7 %", "up 10 crimes, or +10.2 %", "by 562 (8.9 %)": the same change said twice. */
static const quantity *said_before(reading *r, const quantity *q)
{
    size_t before = item_before(r, q->item), n = (size_t)(q - r->quantities);
    const find_item *joint = item_or_none(r, before);
    if (item_has(joint, LEXICON_BY) && !item_has(joint, LEXICON_AND))
        joint = item_or_none(r, item_before(r, before));
    if (!(item_has(joint, LEXICON_AND) && joint->value == 1) && !item_is(joint, '('))
        return NULL;
    /* "на 412 (с 3 815 до 3 403), или на 10,8 %": past what stands in a bracket */
    for (size_t k = n; k-- > 0 && n - k <= 4 && r->quantities[k].sentence == q->sentence;) {
        const quantity *p = &r->quantities[k];
        if (r->items[p->item].open && !r->items[q->item].open)
            continue;
        /* "cut by £45,000 to £180,000, or by a third" */
        if (!p->excluded && k + 1 == n && p->kind != CLAIM_CHANGE_ABSOLUTE &&
            item_has(item_or_none(r, item_before(r, p->item)), LEXICON_TO))
            continue;
        return !p->excluded && p->kind == CLAIM_CHANGE_ABSOLUTE ? p : NULL;
    }
    return NULL;
}

/* A list under one verb or noun: "в том числе в Оше – 15,7 %", "– на 8,5 процента (…)". */
static bool inherits(reading *r, quantity *q)
{
    quantity *p = listed_before(r, q);
    size_t from, to;
    if (!p || p->kind != CLAIM_CHANGE_PERCENT || p->shape != q->shape)
        return false;
    item_segment(r, q->item, &from, &to);
    if (from > p->item + FIND_REACH || (from <= p->item && !item_find(r, p->item, q->item, LEXICON_AND)))
        return false;
    uint64_t other = LEXICON_SHARE | LEXICON_RATE | LEXICON_REACHED | LEXICON_OF | LEXICON_OF_THEM |
                     LEXICON_EVENT | LEXICON_LEVEL | LEXICON_CLAUSE;
    if (r->items[q->item].open)
        return false;
    for (size_t at = p->item + 1; at < to; at++) {
        /* "deaths in custody 4 per cent", not "4 per cent in the city" */
        bool in = r->language == ESEP_EN && item_has(&r->items[at], LEXICON_EVERY) &&
                  (at < q->item || item_find(r, q->item, at, LEXICON_AND));
        if (item_has(&r->items[at], other) && !item_has(&r->items[at], LEXICON_INCLUDING) && !in)
            return false;
    }
    quantity_set_change(q, CLAIM_CHANGE_PERCENT, p->direction);
    q->inherited = true;
    return true;
}

static bool compared_near(const reading *r, const quantity *q)
{
    const find_sentence *s = &r->sentences[q->sentence];
    return item_find(r, q->item, s->last, LEXICON_COMPARED) ||
           item_find(r, s->first, q->item, LEXICON_COMPARED);
}

static bool percent_change_russian(reading *r, quantity *q)
{
    const find_item *before = item_or_none(r, item_before(r, q->item));
    bool by = item_has(before, LEXICON_BY) || item_has(&r->items[q->item], LEXICON_BY);
    int direction;
    if (item_has(before, LEXICON_TO | LEXICON_FROM))
        return false;
    if (by) {
        const quantity *p = listed_before(r, q);
        direction = way_near(r, q, true);
        if (!direction && p && p->kind == CLAIM_CHANGE_PERCENT)
            direction = p->direction;
        if (direction || compared_near(r, q)) {
            quantity_set_change(q, CLAIM_CHANGE_PERCENT, direction);
            return true;
        }
        return false;
    }
    direction = way_behind(r, q, 0);
    if (!direction)
        direction = way_of_noun(r, q);
    if (!direction)
        direction = way_of(before); /* "прибавило 12 %", "минус 25,3 %" */
    if (direction) {
        quantity_set_change(q, CLAIM_CHANGE_PERCENT, direction);
        return true;
    }
    return inherits(r, q);
}

/* "dropped from 6,200 to 5,890, or 5 %". */
static int way_of_pair_before(const reading *r, const quantity *q)
{
    size_t n = (size_t)(q - r->quantities), levels = 0;
    const find_sentence *s = &r->sentences[q->sentence];
    while (n > s->quantity && levels < 2)
        levels += !r->quantities[--n].excluded;
    size_t second = n + 1;
    while (second < s->quantities && r->quantities[second].excluded)
        second++;
    if (levels < 2 || !(item_has(item_or_none(r, item_before(r, r->quantities[n].item)), LEXICON_FROM) ||
                        item_has(item_or_none(r, item_before(r, r->quantities[second].item)), LEXICON_FROM)))
        return 0;
    size_t to = r->quantities[n].item, from = to > s->first + 10 ? to - 10 : s->first;
    return way_in(r, from, to, true);
}

/* "the reduction amounts to 12.6 per cent": the verb right behind the noun of the change. */
static int way_of_amount(const reading *r, const quantity *q)
{
    size_t verb = item_before(r, q->item);
    if (verb && item_has(&r->items[verb], LEXICON_TO) && !item_has(&r->items[verb], LEXICON_REACHED))
        verb = item_before(r, verb);
    const find_item *noun = item_or_none(r, verb ? item_before(r, verb) : 0);
    return item_has(item_or_none(r, verb), LEXICON_REACHED | LEXICON_LEVEL) &&
                   item_has(noun, LEXICON_CHANGE_NOUN)
               ? way_of(noun)
               : 0;
}

static bool percent_change_english(reading *r, quantity *q)
{
    const find_item *before = item_or_none(r, item_before(r, q->item));
    int direction = way_of_amount(r, q);
    if (direction) {
        quantity_set_change(q, CLAIM_CHANGE_PERCENT, direction);
        return true;
    }
    if (item_has(before, LEXICON_TO | LEXICON_FROM | LEXICON_LEVEL))
        return false;
    direction = item_has(before, LEXICON_BY) ? way_near(r, q, true) : 0;
    if (!direction)
        direction = way_ahead(r, q);
    if (!direction)
        direction = way_behind(r, q, 1);
    if (!direction && item_has(before, LEXICON_AND) && before->value == 1)
        direction = way_of_pair_before(r, q);
    if (!direction && item_has(before, LEXICON_REACHED)) /* "the growth was exactly 20%" */
        direction = way_of_noun(r, q);
    if (!direction)
        return inherits(r, q);
    quantity_set_change(q, CLAIM_CHANGE_PERCENT, direction);
    return true;
}

static bool percent_change_kazakh(reading *r, quantity *q)
{
    size_t n = (size_t)(q - r->quantities);
    const quantity *from = n > 0 ? &r->quantities[n - 1] : q;
    if (n > 0 && from->sentence == q->sentence && from->shape == SHAPE_PERCENT &&
        from->cases & LEXICON_ABLATIVE && q->cases & LEXICON_DATIVE &&
        q->item - from->item <= 3) /* "68,4 %-дан 72,1 %-ға өсті" */
        return false;
    size_t after = item_after(r, q->item);
    const find_item *next = item_or_none(r, after);
    if (way_of_noun(r, q) && item_has(next, LEXICON_REACHED) && q->cases & LEXICON_ACCUSATIVE) {
        quantity_set_change(q, CLAIM_CHANGE_PERCENT, way_of_noun(r, q));
        return true;
    }
    if (item_has(next, LEXICON_UNTIL | LEXICON_REACHED) ||
        (q->cases & LEXICON_POSSESSIVE && !(q->cases & LEXICON_DATIVE)))
        return false;
    int direction = way_near(r, q, true);
    bool approximated = item_has(next, LEXICON_AFTER);
    if ((q->cases & LEXICON_DATIVE || (approximated && q->cases & LEXICON_ABLATIVE)) && direction) {
        quantity_set_change(q, CLAIM_CHANGE_PERCENT, direction);
        return true;
    }
    direction = q->cases ? 0 : way_behind(r, q, 1);
    if (!direction)
        direction = way_of_noun(r, q);
    if (direction) {
        quantity_set_change(q, CLAIM_CHANGE_PERCENT, direction);
        return true;
    }
    return q->cases == 0 && inherits(r, q);
}

/* "12,2 % (3097-ден 3474-ке)", "8.5 % (from 4283 to 4647)": a bracket that tells a way from one figure to another. */
static bool change_by_bracket(reading *r, quantity *q)
{
    size_t n = (size_t)(q - r->quantities);
    const find_sentence *s = &r->sentences[q->sentence];
    if (n + 2 >= s->quantities || q->item + 1 >= s->last || !item_is(&r->items[q->item + 1], '('))
        return false;
    const quantity *a = &r->quantities[n + 1], *b = &r->quantities[n + 2];
    size_t open = q->item + 1;
    if (r->items[a->item].open != open || r->items[b->item].open != open || a->excluded || b->excluded ||
        a->shape != SHAPE_PLAIN || b->shape != SHAPE_PLAIN)
        return false;
    bool from = r->language == ESEP_KK ? (a->cases & LEXICON_ABLATIVE) && (b->cases & LEXICON_DATIVE)
                                       : item_has(item_or_none(r, item_before(r, a->item)), LEXICON_FROM) &&
                                             item_has(item_or_none(r, item_before(r, b->item)), LEXICON_TO);
    if (!from || a->value.decimals != b->value.decimals)
        return false;
    quantity_set_change(q, CLAIM_CHANGE_PERCENT,
                        way_near(r, q, true)                ? way_near(r, q, true)
                        : b->value.number < a->value.number ? -1
                                                            : 1);
    return true;
}

void find_kind_of_percent(reading *r, quantity *q)
{
    q->kind = CLAIM_SHARE;
    const quantity *same = said_before(r, q);
    if (q->sign || (q->form & CLAIM_POINTS) || same) {
        int direction = q->sign ? q->sign : same ? same->direction : way_near(r, q, true);
        quantity_set_change(q, CLAIM_CHANGE_PERCENT, direction);
        if (same)
            q->delta = (int)(same - r->quantities);
        return;
    }
    if (change_by_bracket(r, q))
        return;
    if (r->language == ESEP_KK)
        percent_change_kazakh(r, q);
    else if (r->language == ESEP_RU)
        percent_change_russian(r, q);
    else
        percent_change_english(r, q);
}

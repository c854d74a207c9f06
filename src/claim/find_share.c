/* The operands of a share: its part and its whole; counts that are parts of a named whole. */
#include "claim/find_share.h"
#include "claim/find_pair.h"

/* "61 of 88": is the count before a part of this one? */
bool share_part_of_before(const reading *r, size_t whole)
{
    const quantity *w = &r->quantities[whole], *p = &r->quantities[whole - 1];
    return p->sentence == w->sentence && share_is_count(p) && share_is_count(w) && !p->taken &&
           w->item - p->item <= 3 && quantity_real(p) < quantity_real(w) &&
           item_has(item_or_none(r, item_before(r, w->item)), LEXICON_OF);
}

/* Does "of" and a count follow the share? */
static bool share_of_number(const reading *r, const quantity *share)
{
    size_t of = item_after(r, share->item), whole = of ? item_after(r, of) : 0;
    if (r->language == ESEP_KK || !item_has(item_or_none(r, of), LEXICON_OF) || !whole)
        return false;
    const find_item *i = &r->items[whole];
    return i->kind == ITEM_QUANTITY && share_is_count(&r->quantities[i->quantity]);
}

/* "1,200, a fifth of the force", "14,2 тыс. – почти треть от всех", "1,046 were firearms – 20 % –", "1,454 of the filings, 27 percent": told of
 * the figure before the comma or dash at `mark`. */
static bool stands_beside(const reading *r, const quantity *share, size_t mark)
{
    const find_item *next = item_or_none(r, item_after(r, share->item));
    bool of = (item_has(next, LEXICON_OF) || item_has(next, LEXICON_TOTAL)) &&
              (!item_has(next, LEXICON_OF_THEM) || item_has(next, LEXICON_TOTAL)) && /* "15 % of the total" */
              !(r->language == ESEP_EN && item_has(next, LEXICON_EVERY));            /* "in", "out of" */
    if (of && r->language != ESEP_KK)
        return true;
    if (item_dash(&r->items[mark]) && item_dash(next))
        return true;
    for (size_t at = mark; at-- > 1 && mark - at <= 6 && r->items[at].kind != ITEM_MARK;) {
        if (r->items[at].kind == ITEM_QUANTITY)
            return r->language != ESEP_KK && item_is(&r->items[mark], ',') &&
                   (next->kind == ITEM_MARK || next->kind == ITEM_QUANTITY) &&
                   item_has(item_or_none(r, item_after(r, at)), LEXICON_OF);
    }
    return false;
}

/* "24 965 (18,8 процента)", "28 851, или 60,8 %": the count right before, in front of a bracket or "or". */
static bool part_before(reading *r, size_t i)
{
    quantity *share = &r->quantities[i];
    size_t before = item_before(r, share->item);
    const find_item *mark = item_or_none(r, before);
    bool joined = item_is(mark, '(') || (item_has(mark, LEXICON_AND) && mark->value == 1);
    /* "1 120 преступлений, что составляет 31,4 %" */
    const find_item *that = item_or_none(r, item_before(r, before));
    if (item_has(mark, LEXICON_REACHED | LEXICON_SHARE) && item_has(that, LEXICON_ANAPHOR) &&
        item_is(item_or_none(r, item_before(r, item_before(r, before))), ','))
        joined = true;
    /* "62,2 млн теңгесі өндірілді, бұл 72 пайыз"; "8,400 households, about a quarter of the 33,100" */
    if (item_dash(mark) && item_has(that, LEXICON_ANAPHOR)) { /* "бұл – 8 пайыз" */
        mark = that;
        before = item_before(r, before);
        that = item_or_none(r, item_before(r, before));
    }
    if ((item_has(mark, LEXICON_ANAPHOR) && (item_is(that, ',') || item_is(that, ';'))) ||
        (item_is(mark, ',') && share_of_number(r, share)))
        joined = true;
    joined |= (item_is(mark, ',') || item_dash(mark)) && stands_beside(r, share, before);
    for (size_t k = i; joined && k-- > 0 && r->quantities[k].sentence == share->sentence;) {
        quantity *q = &r->quantities[k];
        if (q->excluded)
            continue;
        size_t reach = item_has(mark, LEXICON_AND)
                           ? 9
                           : 6; /* "35 were selling alcohol to minors, the equivalent of 14 %" */
        if (!share_is_count(q) || before - q->item > reach)
            return false;
        if (k > 0 && share_part_of_before(r, k)) { /* "61 of 88 homicides (69 %)" */
            share_set_part(r, share, k - 1);
            share_set_whole(r, share, k);
            return true;
        }
        share_set_part(r, share, k);
        return true;
    }
    return false;
}

/* "Более половины из них – 28 851 факт", "тең жартысынан астамы, 393 оқиға": the count right behind a dash or comma. */
static bool part_behind(reading *r, size_t i)
{
    quantity *share = &r->quantities[i];
    const find_sentence *s = &r->sentences[share->sentence];
    for (size_t at = share->item + 1; at < s->last && at < share->item + 8; at++) {
        const find_item *now = &r->items[at];
        if (now->kind == ITEM_QUANTITY && !r->quantities[now->quantity].excluded) {
            quantity *q = &r->quantities[now->quantity];
            size_t before = item_before(r, at);
            const find_item *mark = item_or_none(r, before);
            bool joined = item_is(mark, '(') || item_dash(mark) || item_is(mark, ',') ||
                          (item_has(mark, LEXICON_AND) && mark->value == 1);
            if (!joined || !share_is_count(q) || q->taken)
                return false;
            bool single = item_find(r, share->item + 1, before, LEXICON_UNIT) == 0 || item_is(mark, '(') ||
                          share->form & CLAIM_IN_FRACTION;
            if (!single)
                return false;
            share_set_part(r, share, now->quantity);
            return true;
        }
        if (item_is(now, ';') || item_has(now, LEXICON_EVENT))
            return false;
    }
    return false;
}

/* "(20,333 and 20,159 respectively)": one printed share of several counts. A copy of the share for each but the first. */
static size_t distribute(reading *r, size_t i, size_t *copies, size_t most)
{
    const quantity *share = &r->quantities[i];
    if (share->current == NOBODY)
        return 0;
    size_t first = (size_t)share->current, open = r->items[r->quantities[first].item].open, n = 0;
    const find_sentence *s = &r->sentences[share->sentence];
    size_t end = open ? item_bracket_end(r, open) : 0;
    if (!open || open < share->item ||
        !(item_find(r, open, end, LEXICON_RESPECTIVELY) || item_find(r, s->first, share->item, LEXICON_EACH)))
        return 0;
    for (size_t k = first + 1; k < r->n_quantities && r->quantities[k].item < end && n < most; k++) {
        if (share_is_count(&r->quantities[k]))
            copies[n++] = k;
    }
    return n;
}

/* The whole said in so many words: "34 % of 619", "из 5 483 … 2 676 (48,8 %)", "қылмыстардың (5 483 іс) 48,8 %-ы". */
static bool whole_said(reading *r, size_t i)
{
    quantity *share = &r->quantities[i];
    for (size_t k = i >= 3 ? i - 3 : 0; k < r->n_quantities && k <= i + 2; k++) {
        quantity *q = &r->quantities[k];
        bool shared =
            i > 0 && r->quantities[i - 1].kind == CLAIM_SHARE && r->quantities[i - 1].whole == (int)k;
        if (k == i || q->sentence != share->sentence || !share_is_count(q) || (q->taken && !shared) ||
            q->base != NOBODY)
            continue;
        if (k > i + 1 && share_part_of_before(r, k)) /* "9 из 10 убийств, 7 из 12 разбоев" */
            continue;
        size_t distance = q->item > share->item ? q->item - share->item : share->item - q->item;
        bool of = r->language != ESEP_KK && item_has(item_or_none(r, item_before(r, q->item)), LEXICON_OF);
        if (!of && k == i + 1 && r->language == ESEP_EN) /* "two-thirds of the city's 9,000 cameras" */
            of = q->item - share->item < 6 && !item_is(&r->items[q->item - 1], ':') &&
                 item_has(item_or_none(r, item_after(r, share->item)), LEXICON_OF);
        if (r->language == ESEP_KK && k < i) {
            size_t open = r->items[q->item].open, unit = item_after(r, q->item);
            bool genitive = q->cases & LEXICON_GENITIVE || item_or_none(r, unit)->cases & LEXICON_GENITIVE;
            of = genitive || (open && item_or_none(r, open - 1)->cases & LEXICON_GENITIVE &&
                              share->cases & LEXICON_POSSESSIVE);
        }
        if (of && distance < 14) {
            share_set_whole(r, share, k);
            return true;
        }
    }
    return false;
}

/* The last count before `item` that is not inside a bracket and not itself a part: what "of them" speaks of. */
int share_count_before(const reading *r, size_t i, size_t item, size_t sentences)
{
    size_t sentence = r->quantities[i].sentence;
    for (size_t k = i; k-- > 0 && i - k < 12;) {
        const quantity *q = &r->quantities[k];
        if (q->sentence + sentences < sentence)
            return NOBODY;
        if (q->item < item && share_is_count(q) && q->role != ROLE_BASE && q->whole == NOBODY &&
            !r->items[q->item].open)
            return (int)k;
    }
    return NOBODY;
}

/* "из них", "of these", "оның", "из общего количества" before the share: the whole is the count they point to. */
static bool whole_of_them(reading *r, size_t i)
{
    quantity *share = &r->quantities[i];
    const find_sentence *s = &r->sentences[share->sentence];
    size_t reach = share->item + 6 < s->last ? share->item + 6 : s->last;
    size_t mark = item_find(r, s->first, reach, LEXICON_OF_THEM);
    if (!mark)
        return false;
    for (size_t at = mark; at < share->item; at++) {
        if (item_is(&r->items[at], ';') || item_has(&r->items[at], LEXICON_RATE))
            return false;
    }
    int whole = share_count_before(r, i, mark, 1);
    if (whole != NOBODY && whole == share->current && mark <= r->quantities[whole].item + 3)
        whole = share_count_before(r, (size_t)whole, mark, 1); /* "318 of them, or 26 %" */
    if (whole == NOBODY && mark < s->first + 2) /* "… 5 322. Прирост – 5,6 %. Из них" */
        whole = share_count_before(r, i, mark, 2);
    if (whole == NOBODY || whole == share->current || r->quantities[whole].sentence + 2 < share->sentence)
        return false;
    share->unsure |= r->quantities[whole].sentence + 1 < share->sentence;
    const quantity *w = &r->quantities[whole];
    if (share->current != NOBODY && quantity_real(&r->quantities[share->current]) > quantity_real(w))
        return false;
    int other = share_count_before(r, (size_t)whole, w->item, 0);
    share->unsure |= other != NOBODY && r->quantities[other].shape == w->shape && share->current != NOBODY &&
                     !share_near(share, &r->quantities[share->current], w, 2);
    share->unsure |= other != NOBODY && share->current == NOBODY;
    share->unsure |=
        quantity_of_earlier_period(r, w) ||
        (share->current != NOBODY && quantity_units_differ(r, &r->quantities[share->current], w));
    share_set_whole(r, share, (size_t)whole);
    return true;
}

static void copy_share(reading *r, size_t i, size_t part)
{
    if (r->n_quantities + r->n_copies >= r->capacity)
        return;
    quantity copy = r->quantities[i];
    copy.current = part == SIZE_MAX ? NOBODY : (int)part;
    copy.form |= CLAIM_DISTRIBUTED;
    if (part != SIZE_MAX)
        r->quantities[part].taken = true;
    r->quantities[r->n_quantities + r->n_copies++] = copy;
    if (copy.current != NOBODY)
        share_search_whole(r, r->n_quantities + r->n_copies - 1, i);
}

/* "по 1,2 процента – на грабежи и хулиганства": said of each of several things joined by "and". */
static size_t things_of_each(const reading *r, const quantity *share)
{
    const find_item *before = item_or_none(r, item_before(r, share->item));
    if (!item_has(before, LEXICON_EACH) || r->items[share->item].open)
        return 1;
    const find_sentence *s = &r->sentences[share->sentence];
    size_t from = share->item + 1, segments = 0, n = 1;
    for (size_t at = from; at < s->last && at < from + 14; at++) {
        const find_item *now = &r->items[at];
        if (now->kind == ITEM_QUANTITY)
            break;
        if (item_divides(now) && !item_dash(now) && ++segments)
            break;
        if (item_has(now, LEXICON_AND) && now->value == 0)
            n++;
    }
    return n;
}

static void share_operands(reading *r, size_t i)
{
    quantity *share = &r->quantities[i];
    if (share->base != NOBODY) { /* "Of those, 1,977 led to a charge. That is 31.8 per cent, up from 29.5" */
        share_part_of_sentence_before(r, i);
        return;
    }
    if (!share_part_of_sentence_before(r, i)) {
        if (!part_before(r, i))
            part_behind(r, i);
        if (share->whole == NOBODY && !whole_said(r, i))
            whole_of_them(r, i);
    }
    if (share->current != NOBODY && share->whole == NOBODY)
        share_search_whole(r, i, i);
    if (share->current == NOBODY && share->whole == NOBODY)
        share_search_both(r, i);
    if (share->current == NOBODY && share->whole == NOBODY)
        share_whole_named(r, i);
    if (share->current == NOBODY && share->whole != NOBODY && !share_part_of_sentence_behind(r, i))
        share_search_part(r, i);
    size_t copies[8], n = distribute(r, i, copies, 8);
    for (size_t k = 0; k < n; k++)
        copy_share(r, i, copies[k]);
    for (size_t things = n ? 1 : things_of_each(r, share); things > 1 && things < 6; things--)
        copy_share(r, i, SIZE_MAX);
}

void find_shares(reading *r)
{
    for (size_t i = 0; i < r->n_quantities; i++) {
        quantity *q = &r->quantities[i];
        if (quantity_is_level(q) && q->kind == CLAIM_SHARE && !q->taken)
            share_operands(r, i);
    }
    for (size_t i = 1; i < r->n_quantities; i++)
        share_whole_of_twin(r, i);
    for (size_t i = 0; i < r->n_quantities; i++) {
        quantity *q = &r->quantities[i];
        if (share_is_count(q) && q->base == NOBODY && q->whole == NOBODY)
            share_part_of_count(r, i);
    }
}

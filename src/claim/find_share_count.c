/* Counts that are parts of a named whole: "there were 906,944 reports, of which 71,865 …". */
#include "claim/find_share.h"

/* "Of the 38 people who died, 21 …", "Из 640 освобождённых 186 …": the sentence opens with the whole. */
static bool of_opening(const reading *r, size_t i)
{
    const quantity *q = &r->quantities[i], *w = &r->quantities[i - 1];
    const find_sentence *s = &r->sentences[q->sentence];
    size_t of = item_before(r, w->item);
    if (of && !item_has(&r->items[of], LEXICON_OF) && of > s->first) /* "Из угнанных 96 машин" */
        of = item_before(r, of);
    return r->language != ESEP_KK && share_is_count(w) && !w->taken && !q->taken && of && of < s->first + 2 &&
           item_has(&r->items[of], LEXICON_OF) && q->item - w->item <= 12 && w->shape == q->shape &&
           quantity_real(w) > quantity_real(q);
}

/* "из которых 934 – за нарушение тишины, 612 – за распитие": the next part of a list, told as the one before it was. */
static bool lists_on(const reading *r, size_t i)
{
    const quantity *q = &r->quantities[i];
    if (i == 0)
        return false;
    const quantity *p = &r->quantities[i - 1];
    return p->sentence == q->sentence && p->whole != NOBODY && p->kind == q->kind && p->shape == q->shape &&
           q->item > p->item + 2 && q->item - p->item < 14 && item_is(&r->items[q->item - 1], ',') &&
           item_dash(&r->items[p->item + 1]) && q->item + 1 < r->n_items &&
           item_dash(&r->items[q->item + 1]) &&
           quantity_real(p) + quantity_real(q) <= quantity_real(&r->quantities[p->whole]);
}

/* "18 of the 74 people killed", "18 из 74 погибших". */
static bool of_next(const reading *r, size_t i)
{
    const quantity *q = &r->quantities[i], *w = &r->quantities[i + 1];
    size_t of = item_after(r, q->item);
    if (of && item_has(&r->items[of], LEXICON_UNIT)) /* "в 18 случаях из 340" */
        of = item_after(r, of);
    return r->language != ESEP_KK && share_is_count(w) && !w->taken && w->base == NOBODY && !q->taken &&
           q->shape == w->shape && of && item_has(&r->items[of], LEXICON_OF) &&
           item_after(r, of) == w->item && w->item - q->item <= 4 && quantity_real(w) > quantity_real(q);
}

/* "There were 906,944 reports, of which 71,865 …", "20 өңірдің онында", "3 of 4 cases": a count that is a part. */
void share_part_of_count(reading *r, size_t i)
{
    quantity *q = &r->quantities[i];
    const find_sentence *s = &r->sentences[q->sentence];
    if (i + 1 < s->quantities && of_next(r, i)) {
        share_set_whole(r, q, i + 1);
        return;
    }
    if (i > s->quantity && of_opening(r, i)) {
        q->whole = (int)i - 1;
        /* "Из 640 освобождённых 186": one figure; "Of 18,667 agencies, 16,554": two */
        bool two = false;
        for (size_t at = r->quantities[i - 1].item; at < q->item; at++)
            two |= item_divides(&r->items[at]);
        r->quantities[i - 1].taken = !two;
        return;
    }
    if (i > s->quantity && share_is_count(&r->quantities[i - 1]) && !r->quantities[i - 1].taken &&
        !q->taken) {
        const quantity *w = &r->quantities[i - 1];
        const find_item *unit = item_or_none(r, item_after(r, w->item));
        bool genitive = w->cases & LEXICON_GENITIVE ||
                        (w->cases == 0 && unit->cases & LEXICON_GENITIVE && q->item - w->item <= 3);
        if (r->language == ESEP_KK && genitive && q->item - w->item <= 3 &&
            quantity_real(w) > quantity_real(q) && q->shape == w->shape) {
            share_set_whole(r, q, i - 1);
            return;
        }
        bool of = r->language != ESEP_KK && item_has(item_or_none(r, item_before(r, w->item)), LEXICON_OF) &&
                  q->item - w->item <= 5 && quantity_real(w) > quantity_real(q) &&
                  !item_find(r, w->item, q->item, LEXICON_OF_THEM | LEXICON_CLAUSE);
        if (of && !item_divides(&r->items[q->item - 1])) {
            share_set_whole(r, q, i - 1);
            return;
        }
    }
    const find_item *before = item_or_none(r, item_before(r, q->item)),
                    *after = item_or_none(r, item_after(r, q->item));
    if (item_is(before, ',')) /* "Of those, 1,977 led to a charge" */
        before = item_or_none(r, item_before(r, item_before(r, q->item)));
    bool of_them = item_has(before, LEXICON_OF_THEM) ||
                   (r->language != ESEP_KK && after->kind == ITEM_WORD && item_has(after, LEXICON_OF_THEM) &&
                    !item_has(after, LEXICON_INCLUDING));
    if (!of_them && !q->taken && lists_on(r, i))
        q->whole = r->quantities[i - 1].whole;
    if (!of_them || (q->taken && q->kind != CLAIM_MONEY))
        return;
    int whole = share_count_before(r, i, q->item, 1);
    if (whole != NOBODY && quantity_real(&r->quantities[whole]) > quantity_real(q) &&
        r->quantities[whole].shape == q->shape)
        q->whole = whole;
}

/* Parts and wholes of the sentences beside: by a word that points back, or by the thing named again. */
#include "claim/find_pair.h"
#include "claim/find_share.h"

static bool same_word(const reading *r, size_t a, size_t b)
{
    const find_item *x = item_or_none(r, a), *y = item_or_none(r, b);
    if (x->kind != ITEM_WORD || y->kind != ITEM_WORD)
        return false;
    text s = r->smalls[x->token], t = r->smalls[y->token];
    size_t n = r->language == ESEP_EN ? 5 : 10;
    if (s.length < n || t.length < n)
        return text_equal(s, t);
    for (size_t i = 0; i < n; i++) {
        if (s.data[i] != t.data[i])
            return false;
    }
    return true;
}

/* "This is 88.4 %" after "of the total, 18 718": part and whole of the sentences before. */
bool share_part_of_sentence_before(reading *r, size_t i)
{
    quantity *share = &r->quantities[i];
    const find_sentence *s = &r->sentences[share->sentence];
    size_t anaphor =
        item_find(r, s->first, s->first + 3 < share->item ? s->first + 3 : share->item, LEXICON_ANAPHOR);
    if (!anaphor || share->sentence == 0 || item_find(r, s->first, share->item, LEXICON_BASE_PERIOD))
        return false; /* "в прошлом году он был 6 %" is the share of another year */
    /* "Это 41 %", not "на эти три города приходится 41 %" */
    const find_item *next = item_or_none(r, item_after(r, anaphor));
    bool plain = item_has(next, LEXICON_REACHED | LEXICON_LEVEL | LEXICON_SHARE) || item_dash(next) ||
                 item_after(r, anaphor) == share->item;
    const find_sentence *before = &r->sentences[share->sentence - 1];
    for (size_t k = before->quantities; k-- > before->quantity;) {
        quantity *q = &r->quantities[k];
        if (k > before->quantity && share_part_of_before(r, k)) { /* "38 of the 52 murders. That is 73 %" */
            share_set_part(r, share, k - 1);
            share_set_whole(r, share, k);
            return true;
        }
        if (!share_is_count(q) || q->role == ROLE_BASE)
            continue;
        int whole = share_count_before(r, k, q->item, 1);
        bool told = item_find(r, before->first, q->item, LEXICON_OF_THEM | LEXICON_TOTAL) != 0;
        if (whole == NOBODY || !(told || share_near(share, q, &r->quantities[whole], 2)))
            return false;
        share_set_part(r, share, k);
        share_set_whole(r, share, (size_t)whole);
        share->unsure |= !plain || quantity_units_differ(r, q, &r->quantities[whole]);
        return true;
    }
    return false;
}

/* "540 адамның 35 %-ы зейнеткер. Бұл – 189 адам.", "That is 189 people.": all that the next sentence says. */
bool share_part_of_sentence_behind(reading *r, size_t i)
{
    quantity *share = &r->quantities[i];
    if (share->sentence + 1 >= r->n_sentences)
        return false;
    const find_sentence *own = &r->sentences[share->sentence], *next = own + 1;
    quantity *part = &r->quantities[next->quantity];
    if (next->quantities != next->quantity + 1 || own->quantities != i + 1 || !share_is_count(part) ||
        part->taken || part->base != NOBODY || part->shape != r->quantities[share->whole].shape ||
        quantity_real(part) > quantity_real(&r->quantities[share->whole]))
        return false;
    const find_item *before = item_or_none(r, item_before(r, part->item));
    if (!item_has(&r->items[next->first], LEXICON_ANAPHOR) || part->item > next->first + 4 ||
        !(item_dash(before) || item_has(before, LEXICON_REACHED | LEXICON_ANAPHOR)) ||
        next->last > part->item + 4)
        return false;
    share_set_part(r, share, next->quantity);
    return true;
}

/* Is the noun at `noun` also named in the count's sentence, before it or right behind? */
static bool names_same(const reading *r, const quantity *count, size_t noun)
{
    const find_sentence *s = &r->sentences[count->sentence];
    size_t from = count->item > s->first + 24 ? count->item - 24 : s->first,
           to = count->item + 4 < s->last ? count->item + 4 : s->last;
    for (size_t at = from; at < to; at++) {
        if (item_has(&r->items[at], LEXICON_UNIT) && same_word(r, at, noun))
            return true;
    }
    return false;
}

/* "of victims", where deeds were counted and no persons: each has at least one. */
static bool names_victims(const reading *r, const quantity *count, size_t noun)
{
    const find_sentence *s = &r->sentences[count->sentence];
    return r->items[noun].value == LEXICON_VICTIMS && s->quantity <= (size_t)(count - r->quantities) &&
           !item_find(r, count->item, count->item + 3 < s->last ? count->item + 3 : s->last,
                      LEXICON_INHABITANT) &&
           count->shape == SHAPE_PLAIN;
}

/* A share of what a sentence before counted, named again: "34 % of all offences". Only the whole is known. */
void share_whole_named(reading *r, size_t i)
{
    quantity *share = &r->quantities[i];
    size_t of = item_after(r, share->item);
    if (item_is(item_or_none(r, of), ')'))
        of = item_after(r, of);
    if (!item_has(item_or_none(r, of), LEXICON_OF) || r->language == ESEP_KK)
        return;
    size_t noun = of;
    for (size_t n = 0; n < 3 && noun && !item_has(&r->items[noun], LEXICON_UNIT); n++)
        noun = item_after(r, noun);
    if (!noun || !item_has(&r->items[noun], LEXICON_UNIT))
        return;
    for (size_t k = i; k-- > 0 && i - k < 8 && r->quantities[k].sentence + 2 >= share->sentence;) {
        const quantity *q = &r->quantities[k];
        size_t from, to;
        item_segment(r, q->item, &from, &to);
        bool aside = item_has(&r->items[from], LEXICON_CLAUSE); /* "…, when 606 were recorded" */
        if (!share_is_count(q) || aside || q->role == ROLE_BASE || q->sentence == share->sentence ||
            !(names_same(r, q, noun) || names_victims(r, q, noun)))
            continue;
        if (q->value.unit == 1) {
            share->whole = (int)k;
            share->unsure = true;
        }
        return;
    }
}

/* "More than two-thirds of victims (68 %)": the same share, told exactly. */
void share_whole_of_twin(reading *r, size_t i)
{
    quantity *share = &r->quantities[i];
    const quantity *rough = &r->quantities[i - 1];
    size_t open = r->items[share->item].open;
    if (share->kind != CLAIM_SHARE || share->excluded || share->whole != NOBODY || share->current != NOBODY ||
        share->sentence != rough->sentence || !open || open < rough->item || rough->kind != CLAIM_SHARE ||
        !(rough->form & CLAIM_IN_FRACTION) || rough->whole == NOBODY)
        return;
    share->whole = rough->whole;
    share->unsure = true;
}

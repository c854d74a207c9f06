/* Operands in the sentences beside: by a word that points back, by the thing named, or where they agree. */
#include "claim/find_attach.h"
#include "claim/find_pair.h"

#include <string.h>

/* Does the sentence up to the change point back: "Это на 14 % меньше", "Бұл …", "That is a decrease of …"? */
/* "Рост составил 25 %", "Өсім – 20 пайыз", "The increase is 12 per cent": a change and nothing that it is said of. */
static bool is_bare(const reading *r, const quantity *change)
{
    const find_sentence *s = &r->sentences[change->sentence];
    const uint64_t own = LEXICON_UNIT | LEXICON_EVENT | LEXICON_RATE | LEXICON_INHABITANT | LEXICON_CLAUSE |
                         LEXICON_OF | LEXICON_CURRENCY | LEXICON_TOTAL;
    size_t plain = 0;
    bool noun = false;
    for (size_t at = s->first; at < change->item; at++) {
        const find_item *i = &r->items[at];
        noun |= item_has(i, LEXICON_CHANGE_NOUN);
        plain += i->kind == ITEM_WORD && i->tags == 0;
        if (item_has(i, own) || i->kind == ITEM_QUANTITY)
            return false;
    }
    return noun && plain <= 1;
}

static bool attach_points_back(const reading *r, const quantity *change)
{
    if (is_bare(r, change))
        return true;
    const find_sentence *s = &r->sentences[change->sentence];
    size_t anaphor =
        item_find(r, s->first, change->item < s->first + 8 ? change->item : s->first + 8, LEXICON_ANAPHOR);
    return anaphor && anaphor < s->first + 3;
}

/* The changes of one pointing sentence and the last levels of the sentence before match in order: "Эти цифры на 33,3 % и 16,1 % больше". */
bool attach_from_sentence_before(reading *r, size_t i)
{
    quantity *change = &r->quantities[i];
    if (change->sentence == 0 || !attach_points_back(r, change))
        return false;
    const find_sentence *own = &r->sentences[change->sentence], *before = &r->sentences[change->sentence - 1];
    size_t rank = 0, changes = 0, levels[16], n = 0;
    for (size_t k = own->quantity; k < own->quantities; k++) {
        if (attach_is_change(&r->quantities[k]) && r->quantities[k].delta == NOBODY) {
            rank += k < i;
            changes++;
        }
    }
    if (change->delta != NOBODY)
        return false;
    for (size_t k = before->quantity; k < before->quantities && n < 16; k++) {
        const quantity *q = &r->quantities[k];
        if (attach_fits(change, q) && q->role != ROLE_BASE && (q->shape != SHAPE_PERCENT || change->of_rate))
            levels[n++] = k;
    }
    if (n == 0 || rank >= n)
        return false;
    /* "812, … 143, … 37. Общее их число уменьшилось на 6,1 %": of none of them */
    if (n > 1 && item_find(r, own->first, change->item, LEXICON_TOTAL))
        return false;
    /* "4 карты изъято. Рост 6,2 %": without a word that points back, only of the one figure, or of a pair */
    if (n > 1 && is_bare(r, change) && r->quantities[levels[n - 1]].base == NOBODY)
        return false;
    size_t from = changes > 1 && n >= changes ? n - changes : n - 1;
    size_t chosen = changes > 1 && n >= changes ? levels[from + rank] : levels[n - 1];
    if (changes > 1 && n < changes)
        return false;
    change->unsure |=
        n > changes ||
        (change->kind == CLAIM_CHANGE_ABSOLUTE && quantity_units_differ(r, change, &r->quantities[chosen])) ||
        (is_bare(r, change) && r->quantities[chosen].base == NOBODY);
    attach_take_current(r, change, chosen);
    return true;
}

/* Do two sentences name the same thing counted: "a 12-percent rise in rape … . … cases of rape rose …"? */
static bool same_subject(const reading *r, size_t change_item, const quantity *level)
{
    const find_sentence *s = &r->sentences[level->sentence];
    size_t from, to, letters = r->language == ESEP_EN ? 4 : 8;
    item_segment(r, change_item, &from, &to);
    for (size_t a = from; a < to; a++) {
        text x = r->items[a].kind == ITEM_WORD ? r->smalls[r->items[a].token] : (text){NULL, 0};
        if (!item_has(&r->items[a], LEXICON_UNIT) || item_has(&r->items[a], LEXICON_GENERIC) ||
            x.length < letters)
            continue;
        for (size_t b = s->first; b < s->last && b < s->first + FIND_REACH; b++) {
            text y = r->items[b].kind == ITEM_WORD ? r->smalls[r->items[b].token] : (text){NULL, 0};
            if (y.length >= letters && memcmp(x.data, y.data, letters) == 0)
                return true;
        }
    }
    return false;
}

/* A sentence with a word of rise or fall of its own has said what its pair is about: "Впервые спад мошенничеств (с 544 до 428)." */
static bool says_own_change(const reading *r, size_t sentence)
{
    const find_sentence *s = &r->sentences[sentence];
    return item_find(r, s->first, s->last, LEXICON_UP | LEXICON_DOWN) != 0;
}

static bool opens_with_anaphor(const reading *r, size_t sentence)
{
    const find_sentence *s = &r->sentences[sentence];
    return item_find(r, s->first, s->first + 2 < s->last ? s->first + 2 : s->last, LEXICON_ANAPHOR) != 0;
}

/* A pair of the sentence after or before that nobody has taken, and that gives about what the change says: "Преступность снизилась на 24 %.
 * За шесть месяцев прошлого года – 3 287, этого – 2 511." */
bool attach_from_pair_beside(reading *r, size_t i)
{
    quantity *change = &r->quantities[i];
    static const int steps[] = {1, -1, -2, 2, 3};
    for (size_t n = 0; n < sizeof steps / sizeof *steps; n++) {
        int step = steps[n];
        size_t s = change->sentence + (size_t)step;
        if (s >= r->n_sentences)
            continue;
        for (size_t k = r->sentences[s].quantity; k < r->sentences[s].quantities; k++) {
            quantity *q = &r->quantities[k];
            if (!attach_is_pair(r, k) || q->taken || !attach_fits(change, q) ||
                (says_own_change(r, s) && !(step == 1 && opens_with_anaphor(r, s)) &&
                 !same_subject(r, change->item, q) &&
                 !same_subject(r, change->item, &r->quantities[q->base])) ||
                (q->kind == CLAIM_RATE && !change->of_rate) || q->shape == SHAPE_PERCENT ||
                !quantity_near_change(change, &r->quantities[q->base], q))
                continue;
            attach_take_pair(r, change, k);
            change->unsure = true; /* chosen because it comes out */
            return true;
        }
    }
    return false;
}

/* The earlier value stands in the sentence after, the new one in the change's own: "биыл 237 …, бұл 41 %-ға көп. Яғни былтыр 168.";
 * or it is what the sentence before has come to. */
void attach_base_beside(reading *r, size_t i)
{
    quantity *change = &r->quantities[i];
    if (change->current == NOBODY || change->base != NOBODY)
        return;
    const find_sentence *last = &r->sentences[change->sentence ? change->sentence - 1 : 0];
    for (size_t k = last->quantity; change->sentence && k < last->quantities; k++) {
        const quantity *q = &r->quantities[k];
        if (q->base == NOBODY && !q->taken)
            continue;
        /* the value reached in the sentence before is the one that this change starts from */
        if (q->role == ROLE_CURRENT && quantity_is_level(q) && (int)k != change->current &&
            quantity_alike(q, &r->quantities[change->current]) &&
            quantity_near_change(change, q, &r->quantities[change->current])) {
            change->base = (int)k;
            change->unsure = true;
            return;
        }
    }
    if (change->sentence + 1 >= r->n_sentences)
        return;
    const find_sentence *next = &r->sentences[change->sentence + 1];
    for (size_t k = next->quantity; k < next->quantities; k++) {
        quantity *q = &r->quantities[k];
        if (!quantity_is_level(q) || q->taken || q->base != NOBODY ||
            !quantity_alike(q, &r->quantities[change->current]))
            continue;
        /* "… и составил 7,3 %. В 2021 году было 5,5 %" */
        if (!(item_find(r, next->first, q->item, LEXICON_BASE_PERIOD) || next->year_latest) ||
            !quantity_near_change(change, q, &r->quantities[change->current]))
            return;
        change->base = (int)k;
        change->unsure = true;
        q->taken = true;
        q->role = ROLE_BASE;
        return;
    }
}

/* "…an increase of 562. That is 562 more people": said twice, claimed once. */
void attach_drop_repeated(reading *r, size_t i)
{
    quantity *again = &r->quantities[i];
    for (size_t k = i; k-- > 0 && i - k < 4;) {
        const quantity *first = &r->quantities[k];
        if (attach_is_change(first) && first->kind == again->kind && first->sentence + 1 == again->sentence &&
            first->value.number == again->value.number && first->value.decimals == again->value.decimals &&
            first->direction == again->direction && attach_points_back(r, again))
            again->excluded = true;
    }
}

/* Lists that are set against each other in order: "46 …, 5 погибших и 58 раненых. За тот же период – 39, 7 и 44 соответственно"; "…; both
 * numbers were down from 2012, when there were …". Only lists of one length, only where a word says that they match. */
#include "claim/find_pair.h"

enum { LIST_MOST = 8 };

typedef struct level_list {
    size_t at[LIST_MOST];
    size_t n;
    bool too_long;
} level_list;

/* The levels of [from, to) that stand outside brackets. */
static level_list levels_in(const reading *r, const find_sentence *s, size_t from, size_t to)
{
    level_list list = {.n = 0};
    for (size_t k = s->quantity; k < s->quantities; k++) {
        const quantity *q = &r->quantities[k];
        if (!quantity_is_level(q) || q->item < from || q->item >= to || r->items[q->item].open)
            continue;
        if (list.n == LIST_MOST)
            list.too_long = true;
        else
            list.at[list.n++] = k;
    }
    return list;
}

static bool names_earlier(const reading *r, size_t from, size_t to)
{
    if (item_find(r, from, to, LEXICON_BASE_PERIOD | LEXICON_COMPARED))
        return true;
    for (size_t at = from; at < to && at < from + FIND_REACH; at++) {
        const find_item *i = &r->items[at];
        if (i->kind == ITEM_QUANTITY && r->quantities[i->quantity].year &&
            item_has(&r->items[at - 1], LEXICON_FROM | LEXICON_BEFORE_YEAR))
            return true;
    }
    return false;
}

static bool all_alike(const reading *r, const level_list *a, const level_list *b)
{
    if (a->n != b->n || a->n < 2 || a->too_long || b->too_long)
        return false;
    for (size_t i = 0; i < a->n; i++) {
        const quantity *x = &r->quantities[a->at[i]], *y = &r->quantities[b->at[i]];
        if (!quantity_alike(x, y) || x->shape != y->shape || x->base != NOBODY || y->base != NOBODY)
            return false;
    }
    return true;
}

static void join_lists(reading *r, const level_list *current, const level_list *base)
{
    if (!all_alike(r, current, base))
        return;
    for (size_t i = 0; i < current->n; i++)
        quantity_join(r, base->at[i], current->at[i]);
}

/* "That compares with 402,000 tickets and $25.9 million in 2022." */
static bool compares_before(const reading *r, const find_sentence *s)
{
    size_t to = s->first + 4 < s->last ? s->first + 4 : s->last,
           that = item_find(r, s->first, to, LEXICON_ANAPHOR);
    return that && item_find(r, that, to, LEXICON_COMPARED) != 0;
}

static bool same_things(const reading *r, const level_list *a, const level_list *b)
{
    for (size_t i = 0; i < a->n && i < b->n; i++) {
        const quantity *x = &r->quantities[a->at[i]], *y = &r->quantities[b->at[i]];
        if (!(x->shape == SHAPE_MONEY && y->shape == SHAPE_MONEY) && !quantity_same_unit(r, x, y))
            return false;
    }
    return true;
}

/* `at` parts the lists: a semicolon, a word of comparison, or the sentence's first item (then the other list is in the sentence before). */
static void lists_around(reading *r, size_t sentence, size_t at)
{
    const find_sentence *s = &r->sentences[sentence];
    level_list base = levels_in(r, s, at, s->last), current;
    bool matched = item_find(r, at, s->last, LEXICON_RESPECTIVELY) ||
                   item_find(r, at, at + 3 < s->last ? at + 3 : s->last, LEXICON_EACH),
         compared = at == s->first && compares_before(r, s);
    if (!(matched || compared) || base.n < 2 || !names_earlier(r, at, r->quantities[base.at[0]].item))
        return;
    if (at > s->first)
        current = levels_in(r, s, s->first, at);
    else if (sentence > 0)
        current = levels_in(r, s - 1, s[-1].first, s[-1].last);
    else
        return;
    if (matched || same_things(r, &current, &base))
        join_lists(r, &current, &base);
}

void find_lists(reading *r)
{
    const uint64_t marks = LEXICON_RESPECTIVELY | LEXICON_EACH;
    for (size_t sentence = 0; sentence < r->n_sentences; sentence++) {
        const find_sentence *s = &r->sentences[sentence];
        if (s->quantities < s->quantity + 2 ||
            !(item_find(r, s->first, s->last, marks) || compares_before(r, s)))
            continue;
        lists_around(r, sentence, s->first);
        for (size_t at = s->first + 1; at < s->last && at < s->first + FIND_REACH; at++) {
            const find_item *i = &r->items[at];
            if (item_is(i, ';') || item_has(i, LEXICON_COMPARED))
                lists_around(r, sentence, at + item_is(i, ';'));
        }
    }
}

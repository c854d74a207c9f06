/* Which way: the words of rise and fall about a figure. */
#include "claim/find_kind.h"

int way_of(const find_item *i)
{
    return item_has(i, LEXICON_UP) ? 1 : item_has(i, LEXICON_DOWN) ? -1 : 0;
}

int way_in(const reading *r, size_t from, size_t to, bool backwards)
{
    for (size_t n = 0; from + n < to && n < FIND_REACH; n++) {
        const find_item *i = &r->items[backwards ? to - 1 - n : from + n];
        if (way_of(i))
            return way_of(i);
    }
    return 0;
}

/* Right behind the figure and what it counts: "2,322 fewer", "на 4000 преступлений меньше", "16 % decline". */
int way_behind(const reading *r, const quantity *q, size_t skipped)
{
    size_t from, to, at = q->item;
    item_segment(r, q->item, &from, &to);
    for (size_t n = 0; n <= skipped; n++) {
        at = item_after(r, at);
        if (!at || at >= to || r->items[at].kind == ITEM_QUANTITY)
            return 0;
        if (way_of(&r->items[at]))
            return way_of(&r->items[at]);
        if (item_has(&r->items[at],
                     LEXICON_FROM | LEXICON_TO | LEXICON_OF | LEXICON_AND | LEXICON_THAN | LEXICON_COMPARED))
            return 0;
    }
    return 0;
}

/* The nearest word of rise or fall: within the segment, then before it in the sentence (a list under one verb), then after it. In Kazakh
 * the verb comes last, so after before before. */
int way_near(const reading *r, const quantity *q, bool whole_sentence)
{
    const find_sentence *s = &r->sentences[q->sentence];
    size_t from, to;
    item_segment(r, q->item, &from, &to);
    bool late = r->language == ESEP_KK;
    int found = way_behind(r, q, 2);
    if (!found)
        found = late ? way_in(r, q->item + 1, to, false) : way_in(r, from, q->item, true);
    if (!found)
        found = late ? way_in(r, from, q->item, true) : way_in(r, q->item + 1, to, false);
    if (found || !whole_sentence)
        return found;
    if (late)
        found = way_in(r, to, s->last, false);
    if (!found)
        found = way_in(r, s->first, from, true);
    return found ? found : way_in(r, to, s->last, false);
}

/* English: "fell 7 %", "down nearly 11 %", "an increase of 61 %", "rose six per cent": nothing but light words between. */
int way_ahead(const reading *r, const quantity *q)
{
    size_t at = q->item;
    for (size_t n = 0; n < 4; n++) {
        at = item_before(r, at);
        const find_item *i = item_or_none(r, at);
        if (way_of(i))
            return way_of(i);
        bool light = item_has(i, LEXICON_OF | LEXICON_BY) ||
                     (i->kind == ITEM_WORD && i->tags == 0 && n < 2) || item_has(i, LEXICON_AVERAGE);
        if (!at || !light || (item_has(i, LEXICON_OF) && n > 0))
            return 0;
    }
    return 0;
}

/* "Рост составил 4 %", "снижение – 15 %", "өсім 5 пайызды құрады": the change is a noun and the figure its size. */
int way_of_noun(const reading *r, const quantity *q)
{
    size_t from, to;
    item_segment(r, q->item, &from, &to);
    for (size_t i = q->item; i > from; i--) {
        if (item_has(&r->items[i - 1], LEXICON_CHANGE_NOUN))
            return way_of(&r->items[i - 1]);
        if (r->items[i - 1].kind == ITEM_QUANTITY)
            return 0;
    }
    if (from > 2 && item_dash(&r->items[from - 1]) && q->item == from &&
        item_has(&r->items[from - 2], LEXICON_CHANGE_NOUN))
        return way_of(&r->items[from - 2]);
    return 0;
}

/* "an increase of 46,014", "an increase in murder of 562". */
int way_of_size(const reading *r, const quantity *q)
{
    size_t from, to;
    item_segment(r, q->item, &from, &to);
    for (size_t at = q->item; at > from && q->item - at < 7; at--) {
        const find_item *i = &r->items[at - 1];
        if (i->kind == ITEM_QUANTITY)
            return 0;
        if (item_has(i, LEXICON_CHANGE_NOUN))
            return way_of(i);
    }
    return 0;
}

int quantity_way(const reading *r, const quantity *q)
{
    return way_near(r, q, true);
}

int quantity_way_close(const reading *r, const quantity *q)
{
    return way_near(r, q, false);
}

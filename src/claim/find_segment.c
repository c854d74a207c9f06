/* How items lie in a sentence: what stands before and after, segments, brackets. */
#include "claim/find_inside.h"

bool item_dash(const find_item *i)
{
    if (i->kind != ITEM_MARK)
        return false;
    return i->point == 0x2014 || i->point == 0x2013 ||
           ((i->point == '-' || i->point == 0x2212 || i->point == 0x2012) && i->apart);
}

bool item_divides(const find_item *i)
{
    return i->kind == ITEM_MARK &&
           (i->point == ',' || i->point == ';' || i->point == ':' || i->point == '(' || i->point == ')' ||
            i->point == '[' || i->point == ']' || item_dash(i));
}

static bool is_quiet(const find_item *i)
{
    if (i->kind == ITEM_MARK)
        return i->point == 0xAB || i->point == 0xBB || i->point == '"' ||
               (i->point >= 0x2018 && i->point <= 0x201F) || item_has(i, LEXICON_CURRENCY);
    return i->kind == ITEM_WORD &&
           item_has(i, LEXICON_ABOUT | LEXICON_ABOUT_LESS | LEXICON_ABOUT_MORE | LEXICON_ABOUT_NEARLY |
                           LEXICON_ARTICLE_WORD) &&
           !item_has(i, LEXICON_AFTER | LEXICON_TO | LEXICON_FROM | LEXICON_BY | LEXICON_LEVEL);
}

static const find_sentence *sentence_of(const reading *r, size_t at)
{
    size_t low = 0, high = r->n_sentences;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (r->sentences[middle].first <= at)
            low = middle;
        else
            high = middle;
    }
    return &r->sentences[low];
}

size_t item_before(const reading *r, size_t at)
{
    size_t first = sentence_of(r, at)->first, reach = at > first + FIND_REACH ? at - FIND_REACH : first;
    while (at > reach) {
        at--;
        if (!is_quiet(&r->items[at]))
            return at;
    }
    return 0;
}

size_t item_after(const reading *r, size_t at)
{
    size_t last = sentence_of(r, at)->last;
    for (size_t reach = at + FIND_REACH; at + 1 < last && at < reach;) {
        at++;
        if (!is_quiet(&r->items[at]))
            return at;
    }
    return 0;
}

size_t item_find(const reading *r, size_t from, size_t to, uint64_t tags)
{
    if (to > from + FIND_REACH)
        to = from + FIND_REACH;
    for (size_t i = from; i < to; i++) {
        if (item_has(&r->items[i], tags))
            return i;
    }
    return 0;
}

void item_segment(const reading *r, size_t at, size_t *from, size_t *to)
{
    const find_sentence *s = sentence_of(r, at);
    size_t segment = r->items[at].segment;
    *from = at;
    *to = at + 1;
    while (*from > s->first && at - *from < FIND_REACH && r->items[*from - 1].segment == segment)
        --*from;
    while (*to < s->last && *to - at < FIND_REACH && r->items[*to].segment == segment)
        ++*to;
}

size_t item_bracket_end(const reading *r, size_t open)
{
    size_t end = open + 1;
    while (end < r->n_items && end - open < FIND_REACH && r->items[end].open == open)
        end++;
    return end;
}

void find_segments(reading *r)
{
    size_t segment = 1;
    for (size_t s = 0; s < r->n_sentences; s++) {
        size_t open = 0;
        segment++;
        for (size_t i = r->sentences[s].first; i < r->sentences[s].last; i++) {
            find_item *now = &r->items[i];
            r->sentences[s].words |= now->kind == ITEM_WORD;
            if (now->kind == ITEM_MARK && (now->point == ')' || now->point == ']'))
                open = 0;
            now->open = open;
            if (now->kind == ITEM_MARK && (now->point == '(' || now->point == '['))
                open = i;
            bool divides = item_divides(now);
            segment += divides || item_has(now, LEXICON_CLAUSE);
            now->segment = segment;
            segment += divides;
        }
    }
}

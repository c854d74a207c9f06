/* Operands in the change's own sentence: the figure that stands before or behind it. */
#include "claim/find_attach.h"

#include <string.h>

bool attach_strong_break(const reading *r, size_t from, size_t to)
{
    for (size_t at = from; at < to && at < from + FIND_REACH; at++) {
        if (item_is(&r->items[at], ';'))
            return true;
    }
    return false;
}

/* Words of its own behind the last comma, dash or clause word before `to`: "выросла на 4 %, а краж …", "10 пайызға көбейді, бірақ қаза
 * тапқандар саны 9-дан …". Then what follows is about something else. */
bool attach_named_between(const reading *r, size_t from, size_t to)
{
    const uint64_t light = LEXICON_UP | LEXICON_DOWN | LEXICON_BY | LEXICON_FROM | LEXICON_TO | LEXICON_OF |
                           LEXICON_AND | LEXICON_ABOUT | LEXICON_ABOUT_LESS | LEXICON_ABOUT_MORE |
                           LEXICON_ABOUT_NEARLY | LEXICON_ARTICLE_WORD | LEXICON_ANAPHOR | LEXICON_COMPARED |
                           LEXICON_BASE_PERIOD | LEXICON_CURRENT_PERIOD | LEXICON_PERIOD | LEXICON_YEAR |
                           LEXICON_BEFORE_YEAR | LEXICON_MONTH | LEXICON_TIME | LEXICON_THAN | LEXICON_LEVEL |
                           LEXICON_REACHED | LEXICON_GENERIC | LEXICON_TOTAL | LEXICON_CURRENCY;
    size_t last = 0;
    for (size_t at = from + 1; at < to && at < from + FIND_REACH; at++) {
        if (item_divides(&r->items[at]) || item_has(&r->items[at], LEXICON_CLAUSE))
            last = at;
    }
    for (size_t at = last + 1; last && at < to; at++) {
        if (r->items[at].kind == ITEM_WORD && !item_has(&r->items[at], light))
            return true;
    }
    return false;
}

/* Between a level and its change stand only light words: "366 преступлений – на 8,3 % меньше", "961 оқиға, 37,6 % азайған". */
bool attach_light_between(const reading *r, const quantity *level, const quantity *change)
{
    size_t last = 0, from = level->item + 1;
    if (change->item - level->item > 24)
        return false;
    for (size_t at = from; at < change->item; at++) {
        bool joins = item_has(&r->items[at], LEXICON_AND) && r->items[at].value == 0;
        if (joins || item_divides(&r->items[at]) || item_has(&r->items[at], LEXICON_ANAPHOR | LEXICON_CLAUSE))
            last = at;
        /* "14 collisions so far; that's 5 more": a semicolon parts, unless a word behind it points back */
        if (item_is(&r->items[at], ';') && !item_has(&r->items[at + 1], LEXICON_ANAPHOR))
            return false;
    }
    if (!last)
        return true;
    bool anaphor = item_has(&r->items[last], LEXICON_ANAPHOR);
    /* "802 ДТП, годовое сокращение составило 28,2 %": one word more before a noun of change */
    size_t spare = item_find(r, last + 1, change->item, LEXICON_CHANGE_NOUN) ? 1 : 0;
    for (size_t at = last + 1; at < change->item; at++) {
        const find_item *i = &r->items[at];
        if (i->kind == ITEM_WORD && i->tags == 0 && spare > 0) {
            spare--;
            continue;
        }
        if (i->kind == ITEM_QUANTITY && r->quantities[i->quantity].excluded)
            continue;
        uint64_t light = LEXICON_UP | LEXICON_DOWN | LEXICON_COMPARATIVE | LEXICON_BY | LEXICON_ANAPHOR |
                         LEXICON_AND | LEXICON_ABOUT | LEXICON_ABOUT_LESS | LEXICON_ABOUT_MORE |
                         LEXICON_ABOUT_NEARLY | LEXICON_ARTICLE_WORD | LEXICON_COMPARED |
                         LEXICON_BASE_PERIOD | LEXICON_THAN | LEXICON_YEAR | LEXICON_OF |
                         LEXICON_CHANGE_NOUN | LEXICON_GENERIC | LEXICON_BEFORE_YEAR | LEXICON_REACHED |
                         LEXICON_PERIOD | LEXICON_FROM | LEXICON_MONTH;
        if (!item_has(i, light) && !(anaphor && i->kind == ITEM_WORD) && i->kind == ITEM_WORD)
            return false;
        if (item_has(i, LEXICON_UNIT) && !item_has(i, LEXICON_GENERIC) && !anaphor)
            return false;
    }
    /* "…, so the growth is 20 %": the change is a noun alone */
    bool noun = item_has(item_or_none(r, item_after(r, last)), LEXICON_CHANGE_NOUN) ||
                item_has(item_or_none(r, item_after(r, last)),
                         LEXICON_GENERIC); /* "31 in Hull, where the number rose 12 %" */
    return !(item_has(&r->items[last], LEXICON_CLAUSE) && !anaphor && !noun);
}

/* "погибших – на 5 человек, раненых – на 11,7 %": another thing is named behind a comma. */
static bool thing_between(const reading *r, const quantity *a, const quantity *b)
{
    bool divided = false;
    for (size_t at = a->item + 1; at < b->item; at++) {
        const find_item *i = &r->items[at];
        divided |= item_divides(i);
        if (divided && item_has(i, LEXICON_UNIT) && !item_has(i, LEXICON_GENERIC))
            return true;
    }
    return false;
}

/* "4,870 thefts, 312 fewer …, a fall of 6.0 %": the same change in another measure right before. */
static bool same_change(const reading *r, const quantity *change, const quantity *other)
{
    /* "a decline of 3 % compared to 2019 and an increase of 9 % compared to 2021" */
    if (attach_is_change(other) && other->kind == change->kind && other->current != NOBODY &&
        other->base == NOBODY && change->item - other->item < 14 &&
        item_find(r, other->item, change->item, LEXICON_COMPARED) &&
        item_find(r, change->item, change->item + 8 < r->n_items ? change->item + 8 : r->n_items,
                  LEXICON_COMPARED) &&
        !item_find(r, other->item, change->item, LEXICON_UNIT | LEXICON_EVENT))
        return true;
    return attach_is_change(other) && other->kind != change->kind && other->direction == change->direction &&
           other->current != NOBODY && other->base == NOBODY && !thing_between(r, other, change) &&
           attach_light_between(r, other, change);
}

/* "3,775, 4.8 % lower than the 3,967 … and 13 % lower than in 2019": the new value of the change before, whose base stands between. */
static bool from_change_of_base(const reading *r, quantity *change, size_t base)
{
    for (size_t k = base; k-- > 0 && base - k <= 2 && r->quantities[k].sentence == change->sentence;) {
        const quantity *other = &r->quantities[k];
        if (!attach_is_change(other) || other->base != (int)base || other->current == NOBODY)
            continue;
        change->current = other->current;
        change->unsure = true;
        return true;
    }
    return false;
}

/* "сократилось на 9,3 % (с 236), погибших – на 5": what stands in the bracket of a change belongs to that change. */
static bool in_bracket_of_other(const reading *r, size_t level, size_t change)
{
    size_t open = r->items[r->quantities[level].item].open;
    if (!open || r->items[r->quantities[change].item].open == open)
        return false;
    for (size_t k = level; k-- > 0 && r->quantities[k].sentence == r->quantities[level].sentence;) {
        if (r->quantities[k].item < open)
            return attach_is_change(&r->quantities[k]) && r->quantities[change].delta != (int)k &&
                   open - r->quantities[k].item <= 2;
    }
    return false;
}

/* "47 (41)", not "vehicle nuisance (1,310)". */
static bool level_before_bracket(const reading *r, size_t inside)
{
    size_t open = r->items[r->quantities[inside].item].open;
    const quantity *q = inside ? &r->quantities[inside - 1] : NULL;
    return q && q->sentence == r->quantities[inside].sentence && quantity_is_level(q) && q->item < open &&
           open - q->item <= 4 && r->items[q->item].segment + 1 >= r->items[open].segment;
}

/* "47 (41), рост на 14,6 %": the figure in the bracket may be the earlier value of the one before it. Joined only where it comes out. */
static bool from_bracketed_pair(reading *r, quantity *change, size_t inside)
{
    size_t open = r->items[r->quantities[inside].item].open;
    for (size_t k = inside; k-- > 0 && r->quantities[k].sentence == change->sentence;) {
        const quantity *q = &r->quantities[k];
        if (q->excluded || q->item > open)
            continue;
        if (!attach_fits(change, q) || open - q->item > 4 || q->base != NOBODY ||
            !quantity_alike(q, &r->quantities[inside]) ||
            !quantity_near_change(change, &r->quantities[inside], q))
            return false;
        quantity_join(r, inside, k);
        attach_take_pair(r, change, k);
        return true;
    }
    return false;
}

/* "В Костанае 54 пожара, в Рудном – 31, причём в областном центре их стало на 12,5 % больше": several figures, and words that may choose
 * another than the last. */
static bool may_mean_other(const reading *r, size_t level, const quantity *change)
{
    const find_sentence *s = &r->sentences[change->sentence];
    size_t levels = 0, last = 0, plain = 0;
    for (size_t k = s->quantity; k < level; k++)
        levels +=
            quantity_is_level(&r->quantities[k]) && r->quantities[k].shape == r->quantities[level].shape;
    for (size_t at = r->quantities[level].item; at < change->item; at++) {
        if (item_divides(&r->items[at]) || item_has(&r->items[at], LEXICON_CLAUSE))
            last = at;
    }
    for (size_t at = last; last && at < change->item; at++)
        plain += r->items[at].kind == ITEM_WORD && r->items[at].tags == 0;
    return levels > 0 && plain > 1 && r->quantities[level].base == NOBODY;
}

bool attach_from_level_before(reading *r, size_t i)
{
    quantity *change = &r->quantities[i];
    for (size_t k = i; k-- > 0 && r->quantities[k].sentence == change->sentence;) {
        quantity *q = &r->quantities[k];
        if (q->excluded)
            continue;
        if (attach_is_change(q) && change->delta == (int)k)
            continue;
        if (same_change(r, change, q)) {
            change->current = q->current;
            change->unsure |= q->unsure || q->kind == change->kind;
            return true;
        }
        bool points = change->form & CLAIM_POINTS;
        if (!attach_fits(change, q) || (q->shape == SHAPE_PERCENT && !points) ||
            !attach_light_between(r, q, change) || in_bracket_of_other(r, k, i))
            return false;
        size_t open = r->items[q->item].open;
        if (open && r->items[change->item].open != open && q->base == NOBODY && !q->taken &&
            change->delta == NOBODY && level_before_bracket(r, k))
            return from_bracketed_pair(r, change, k);
        if (q->taken && q->role == ROLE_BASE)
            return attach_from_pair_of_base(r, change, k) || from_change_of_base(r, change, k);
        if ((q->taken && q->base != NOBODY && !quantity_near_change(change, &r->quantities[q->base], q)) ||
            may_mean_other(r, k, change))
            return false;
        attach_take_current(r, change, k);
        /* "the ratio was 83.6 %, up 1.2 points": the share stays a claim */
        if (points && q->shape == SHAPE_PERCENT && q->base == NOBODY)
            q->taken = false;
        return true;
    }
    return false;
}

/* Is what the level counts named beside the change: "a 16.7 % drop in murder cases: 6 289 murders"? */
static bool attach_same_thing(const reading *r, const quantity *change, const quantity *level)
{
    const find_item *unit = item_or_none(r, item_after(r, level->item));
    size_t from, to, letters = r->language == ESEP_EN ? 5 : 8;
    item_segment(r, change->item, &from, &to);
    text word = unit->kind == ITEM_WORD ? r->smalls[unit->token] : (text){NULL, 0};
    for (size_t at = from; at < to && word.length >= letters; at++) {
        const find_item *i = &r->items[at];
        text other = i->kind == ITEM_WORD ? r->smalls[i->token] : (text){NULL, 0};
        if (other.length >= letters && memcmp(other.data, word.data, letters) == 0)
            return true;
    }
    return false;
}

/* "По сравнению с 2022-м, когда было 312, показатель упал на 30,1 %": the earlier value in a clause behind the period compared with. The new
 * one is what the sentence before counts, where it comes out. */
bool attach_from_clause_before(reading *r, size_t i)
{
    quantity *change = &r->quantities[i];
    const find_sentence *s = &r->sentences[change->sentence];
    size_t from, to;
    if (i == s->quantity || r->language == ESEP_KK)
        return false;
    quantity *q = &r->quantities[i - 1];
    item_segment(r, q->item, &from, &to);
    if (!attach_fits(change, q) || q->shape == SHAPE_PERCENT || q->taken || q->base != NOBODY ||
        !item_has(&r->items[from], LEXICON_CLAUSE) || from < s->first + 2 ||
        !item_find(r, s->first, from, LEXICON_COMPARED))
        return false;
    change->base = (int)(i - 1);
    attach_current_beside(r, i);
    bool found = change->current != NOBODY;
    if (found) {
        q->taken = r->quantities[change->current].taken = true;
        q->role = ROLE_BASE;
    } else {
        change->base = NOBODY;
    }
    return found;
}

/* "June's". */
static bool is_possessive(const reading *r, size_t at)
{
    const find_item *i = item_or_none(r, at);
    text word = i->kind == ITEM_WORD ? r->tokens[i->token].small : (text){NULL, 0};
    return word.length > 3 && i->capital && word.data[word.length - 1] == 's' &&
           (word.data[word.length - 2] == '\'' || (unsigned char)word.data[word.length - 2] == 0x99);
}

/* "fell by 4 % to 619", "(-1,9 %, до 171 тыс.)", "6 % down at 6,620", "with about 79,000 stolen", "их почти 40 тысяч". */
bool attach_from_level_after(reading *r, size_t i)
{
    quantity *change = &r->quantities[i];
    for (size_t k = i + 1; k < r->n_quantities && r->quantities[k].sentence == change->sentence; k++) {
        quantity *q = &r->quantities[k];
        if (q->excluded || q->delta == (int)i)
            continue;
        if (!attach_fits(change, q) || attach_strong_break(r, change->item, q->item))
            return false;
        size_t before = item_before(r, q->item);
        bool to = item_has(item_or_none(r, before), LEXICON_TO | LEXICON_LEVEL | LEXICON_ANAPHOR) ||
                  (item_is(item_or_none(r, before), ':') && attach_same_thing(r, change, q));
        if (r->language == ESEP_RU && item_has(item_or_none(r, before), LEXICON_REACHED) &&
            q->shape != SHAPE_PERCENT)
            to = true;
        /* "стало на 22 больше – 318" */
        bool dash = r->language == ESEP_RU && item_dash(item_or_none(r, before)) && k == i + 1 &&
                    item_has(item_or_none(r, item_before(r, before)), LEXICON_COMPARATIVE) &&
                    q->shape == SHAPE_PLAIN && before - change->item <= 4;
        /* "на 30 % больше, чем в 2019 году: 1 240." */
        bool alone = item_is(item_or_none(r, before), ':') && q->shape == SHAPE_PLAIN &&
                     k + 1 == r->sentences[q->sentence].quantities &&
                     q->item + 2 >= r->sentences[q->sentence].last && k == i + 1;
        for (size_t n = i + 1; item_is(item_or_none(r, before), ':') && n < k && !alone; n++)
            alone = n + 1 == k && r->quantities[n].year && q->item + 2 >= r->sentences[q->sentence].last &&
                    q->shape == SHAPE_PLAIN;
        change->unsure |= alone && !to;
        to |= alone;
        if (dash) {
            change->unsure |= k + 1 < r->sentences[q->sentence].quantities;
            to = true;
        }
        if (r->language == ESEP_KK)
            to = item_find(r, q->item + 1,
                           q->item + 5 < r->sentences[q->sentence].last ? q->item + 5
                                                                        : r->sentences[q->sentence].last,
                           LEXICON_UNTIL | LEXICON_REACHED) != 0;
        bool from = item_has(item_or_none(r, before), LEXICON_FROM);
        /* "14 % more than last year's 825" */
        bool owned = r->language == ESEP_EN &&
                     (item_has(item_or_none(r, before), LEXICON_BASE_PERIOD | LEXICON_MONTH) ||
                      is_possessive(r, before));
        size_t word = owned ? item_before(r, before) : before;
        /* "a 40 % increase on June's 17,500" */
        bool on = owned && item_or_none(r, word)->kind == ITEM_WORD &&
                  text_equal(r->tokens[r->items[word].token].small, text_from("on")) &&
                  item_has(item_or_none(r, item_before(r, word)), LEXICON_CHANGE_NOUN);
        bool than = item_has(item_or_none(r, word), LEXICON_THAN) && q->shape != SHAPE_PERCENT;
        than |= on && q->shape != SHAPE_PERCENT;
        /* "more than double the 4,300" */
        bool times = change->kind == CLAIM_CHANGE_RATIO && r->language == ESEP_EN && before == change->item;
        if (((from && r->language == ESEP_EN) || than || times) && !q->taken) {
            change->base = (int)k;
            q->taken = true;
            q->role = ROLE_BASE;
            return true;
        }
        if (!to || (q->shape == SHAPE_PERCENT && !change->of_rate))
            return false;
        if (attach_named_between(r, change->item, q->item) && !attach_same_thing(r, change, q))
            return false;
        attach_take_current(r, change, k);
        return true;
    }
    return false;
}

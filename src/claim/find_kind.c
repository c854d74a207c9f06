/* What a figure says: a count, a change and which way, a share, a rate. The order in which words are asked differs by language,
 * because Kazakh puts the verb last and shows by a suffix what Russian and English show by a preposition. */
#include "claim/find_inside.h"

static const find_item *item_or_none(const reading *r, size_t at)
{
    static const find_item none = {.kind = ITEM_MARK};
    return at ? &r->items[at] : &none;
}

static int way(const find_item *i)
{
    return item_has(i, LEXICON_UP) ? 1 : item_has(i, LEXICON_DOWN) ? -1 : 0;
}

static int way_in(const reading *r, size_t from, size_t to, bool backwards)
{
    for (size_t n = 0; from + n < to && n < FIND_REACH; n++) {
        const find_item *i = &r->items[backwards ? to - 1 - n : from + n];
        if (way(i))
            return way(i);
    }
    return 0;
}

/* Right behind the figure and what it counts: "2,322 fewer", "на 4000 преступлений меньше", "16 % decline". */
static int way_behind(const reading *r, const quantity *q, size_t skipped)
{
    size_t from, to, at = q->item;
    item_segment(r, q->item, &from, &to);
    for (size_t n = 0; n <= skipped; n++) {
        at = item_after(r, at);
        if (!at || at >= to || r->items[at].kind == ITEM_QUANTITY)
            return 0;
        if (way(&r->items[at]))
            return way(&r->items[at]);
        if (item_has(&r->items[at],
                     LEXICON_FROM | LEXICON_TO | LEXICON_OF | LEXICON_AND | LEXICON_THAN | LEXICON_COMPARED))
            return 0;
    }
    return 0;
}

/* The nearest word of rise or fall: within the segment, then before it in the sentence (a list under one verb), then after it. In Kazakh
 * the verb comes last, so after before before. */
static int way_near(const reading *r, const quantity *q, bool whole_sentence)
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
static int way_ahead(const reading *r, const quantity *q)
{
    size_t at = q->item;
    for (size_t n = 0; n < 4; n++) {
        at = item_before(r, at);
        const find_item *i = item_or_none(r, at);
        if (way(i))
            return way(i);
        bool light = item_has(i, LEXICON_OF | LEXICON_BY) ||
                     (i->kind == ITEM_WORD && i->tags == 0 && n < 2) || item_has(i, LEXICON_AVERAGE);
        if (!at || !light || (item_has(i, LEXICON_OF) && n > 0))
            return 0;
    }
    return 0;
}

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

static bool is_change(const quantity *q)
{
    return q->kind == CLAIM_CHANGE_PERCENT || q->kind == CLAIM_CHANGE_ABSOLUTE ||
           q->kind == CLAIM_CHANGE_RATIO;
}

/* "на 6 тысяч, или 7 %", "up 10 crimes, or +10.2 %", "by 562 (8.9 %)": the same change said twice. */
static const quantity *said_before(reading *r, const quantity *q)
{
    size_t before = item_before(r, q->item), n = (size_t)(q - r->quantities);
    const find_item *joint = item_or_none(r, before);
    if (item_has(joint, LEXICON_BY))
        joint = item_or_none(r, item_before(r, before));
    if (!(item_has(joint, LEXICON_AND) && joint->value == 1) && !item_is(joint, '('))
        return NULL;
    /* "на 412 (с 3 815 до 3 403), или на 10,8 %": past what stands in a bracket */
    for (size_t k = n; k-- > 0 && n - k <= 4 && r->quantities[k].sentence == q->sentence;) {
        const quantity *p = &r->quantities[k];
        if (r->items[p->item].open && !r->items[q->item].open)
            continue;
        return !p->excluded && p->kind == CLAIM_CHANGE_ABSOLUTE ? p : NULL;
    }
    return NULL;
}

static void set_change(quantity *q, claim_kind kind, int direction)
{
    q->kind = kind;
    q->direction = direction ? direction : 1;
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
        if (item_has(&r->items[at], other) && !item_has(&r->items[at], LEXICON_INCLUDING))
            return false;
    }
    set_change(q, CLAIM_CHANGE_PERCENT, p->direction);
    q->inherited = true;
    return true;
}

/* "Рост составил 4 %", "снижение – 15 %", "өсім 5 пайызды құрады": the change is a noun and the figure its size. */
static int way_of_noun(const reading *r, const quantity *q)
{
    size_t from, to;
    item_segment(r, q->item, &from, &to);
    for (size_t i = q->item; i > from; i--) {
        if (item_has(&r->items[i - 1], LEXICON_CHANGE_NOUN))
            return way(&r->items[i - 1]);
        if (r->items[i - 1].kind == ITEM_QUANTITY)
            return 0;
    }
    if (from > 2 && item_dash(&r->items[from - 1]) && q->item == from &&
        item_has(&r->items[from - 2], LEXICON_CHANGE_NOUN))
        return way(&r->items[from - 2]);
    return 0;
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
            set_change(q, CLAIM_CHANGE_PERCENT, direction);
            return true;
        }
        return false;
    }
    direction = way_behind(r, q, 0);
    if (!direction)
        direction = way_of_noun(r, q);
    if (!direction)
        direction = way(before); /* "прибавило 12 %", "минус 25,3 %" */
    if (direction) {
        set_change(q, CLAIM_CHANGE_PERCENT, direction);
        return true;
    }
    return inherits(r, q);
}

/* "dropped from 6,200 to 5,890, or 5 %". */
static int way_of_pair_before(const reading *r, const quantity *q)
{
    size_t n = (size_t)(q - r->quantities);
    if (n < 2 || r->quantities[n - 2].sentence != q->sentence ||
        !item_has(item_or_none(r, item_before(r, r->quantities[n - 2].item)), LEXICON_FROM))
        return 0;
    const find_sentence *s = &r->sentences[q->sentence];
    size_t to = r->quantities[n - 2].item, from = to > s->first + 10 ? to - 10 : s->first;
    return way_in(r, from, to, true);
}

static bool percent_change_english(reading *r, quantity *q)
{
    const find_item *before = item_or_none(r, item_before(r, q->item));
    if (item_has(before, LEXICON_TO | LEXICON_FROM | LEXICON_LEVEL))
        return false;
    int direction = item_has(before, LEXICON_BY) ? way_near(r, q, true) : 0;
    if (!direction)
        direction = way_ahead(r, q);
    if (!direction)
        direction = way_behind(r, q, 1);
    if (!direction && item_has(before, LEXICON_AND) && before->value == 1)
        direction = way_of_pair_before(r, q);
    if (!direction)
        return inherits(r, q);
    set_change(q, CLAIM_CHANGE_PERCENT, direction);
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
        set_change(q, CLAIM_CHANGE_PERCENT, way_of_noun(r, q));
        return true;
    }
    if (item_has(next, LEXICON_UNTIL | LEXICON_REACHED) ||
        (q->cases & LEXICON_POSSESSIVE && !(q->cases & LEXICON_DATIVE)))
        return false;
    int direction = way_near(r, q, true);
    bool approximated = item_has(next, LEXICON_AFTER);
    if ((q->cases & LEXICON_DATIVE || (approximated && q->cases & LEXICON_ABLATIVE)) && direction) {
        set_change(q, CLAIM_CHANGE_PERCENT, direction);
        return true;
    }
    direction = q->cases ? 0 : way_behind(r, q, 1);
    if (!direction)
        direction = way_of_noun(r, q);
    if (direction) {
        set_change(q, CLAIM_CHANGE_PERCENT, direction);
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
    set_change(q, CLAIM_CHANGE_PERCENT,
               way_near(r, q, true)                ? way_near(r, q, true)
               : b->value.number < a->value.number ? -1
                                                   : 1);
    return true;
}

static void kind_of_percent(reading *r, quantity *q)
{
    q->kind = CLAIM_SHARE;
    const quantity *same = said_before(r, q);
    if (q->sign || (q->form & CLAIM_POINTS) || same) {
        int direction = q->sign ? q->sign : same ? same->direction : way_near(r, q, true);
        set_change(q, CLAIM_CHANGE_PERCENT, direction);
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

/* "110 мыңға, яғни 10 %-ға өсті": in units first, then in percent. */
static void units_before_percent(reading *r)
{
    for (size_t i = 0; i + 1 < r->n_quantities; i++) {
        quantity *q = &r->quantities[i], *next = &r->quantities[i + 1];
        bool fits = !q->excluded && q->kind == CLAIM_COUNT && q->cases & LEXICON_DATIVE &&
                    next->kind == CLAIM_CHANGE_PERCENT && !next->excluded && next->sentence == q->sentence &&
                    next->item - q->item <= 4;
        for (size_t at = q->item + 1; fits && at < next->item; at++) {
            const find_item *now = &r->items[at];
            fits = item_is(now, ',') || item_is(now, '(') ||
                   (item_has(now, LEXICON_AND) && now->value == 1) || item_has(now, LEXICON_ANAPHOR);
        }
        if (fits) {
            set_change(q, CLAIM_CHANGE_ABSOLUTE, next->direction);
            next->delta = (int)i;
        }
    }
}

/* A Kazakh list whose percentages take their direction from a later one: "ұрлық 43, пәтер ұрлығы 57, тонау 80 %-ға азайды". */
static void inherit_backwards(reading *r)
{
    for (size_t i = r->n_quantities; i-- > 1;) {
        const quantity *q = &r->quantities[i];
        quantity *p = &r->quantities[i - 1];
        if (q->kind != CLAIM_CHANGE_PERCENT || q->excluded || p->excluded || p->sentence != q->sentence ||
            p->kind != CLAIM_SHARE || p->cases || p->form)
            continue;
        bool verb = item_find(r, p->item, q->item, LEXICON_SHARE | LEXICON_REACHED | LEXICON_EVENT) != 0;
        if (!verb && q->shape == SHAPE_PERCENT && r->items[p->item].open == r->items[q->item].open &&
            !item_find(r, r->sentences[p->sentence].first, p->item, LEXICON_RATE | LEXICON_SHARE))
            set_change(p, CLAIM_CHANGE_PERCENT, q->direction);
    }
}

/* Bare figures of a list whose last one has the per cent: each stands right before a comma or "and". */
static void spread_percent(reading *r)
{
    for (size_t i = r->n_quantities; i-- > 1;) {
        const quantity *q = &r->quantities[i];
        quantity *p = &r->quantities[i - 1];
        if (q->shape != SHAPE_PERCENT || q->sign || q->excluded || p->excluded || p->shape != SHAPE_PLAIN ||
            p->sentence != q->sentence || !p->digits || p->cases || p->sign)
            continue;
        const find_item *next = &r->items[p->item + 1];
        /* "с 38 до 29 процентов" */
        if (r->language != ESEP_KK && q->item - p->item <= 3 &&
            item_has(&r->items[p->item - 1], LEXICON_FROM) && item_has(&r->items[q->item - 1], LEXICON_TO)) {
            p->shape = SHAPE_PERCENT;
            continue;
        }
        bool ends = item_is(next, ',') || item_is(next, ';') || item_has(next, LEXICON_AND);
        if (!ends ||
            p->value.number >= 100 * (p->value.decimals ? 10 : 1) * (p->value.decimals > 1 ? 10 : 1) ||
            q->item - p->item > 12 || r->items[p->item].open != r->items[q->item].open)
            continue;
        if (item_find(r, p->item, q->item, LEXICON_EVENT | LEXICON_CLAUSE | LEXICON_UP | LEXICON_DOWN))
            continue;
        const find_item * or = item_or_none(r, item_before(r, q->item));
        if (item_has(or, LEXICON_AND) && or->value == 1)
            continue;
        p->shape = SHAPE_PERCENT;
        p->bare_percent = true;
    }
}

/* Russian "в 2 раза", Kazakh "екі есе", English "three times more", "2.4 times". */
static void kind_of_times(reading *r, quantity *q)
{
    const find_item *before = item_or_none(r, item_before(r, q->item));
    int direction = q->direction;
    q->kind = CLAIM_CHANGE_RATIO;
    if (!direction)
        direction = way_near(r, q, true);
    bool said = r->language == ESEP_KK || !q->digits || q->value.decimals > 0 ||
                item_has(before, LEXICON_BEFORE_YEAR | LEXICON_BY) || way_behind(r, q, 1);
    if (r->language != ESEP_KK && (q->form & CLAIM_IN_WORDS) && q->direction == 0 && !direction &&
        q->start == q->value.start && !item_has(&r->items[q->item], LEXICON_BY | LEXICON_COMPARATIVE))
        said = item_has(before, LEXICON_BEFORE_YEAR | LEXICON_BY);
    if (!said)
        q->excluded = true;
    q->direction = direction < 0 ? -1 : 1;
}

/* "an increase of 46,014", "an increase in murder of 562". */
static int way_of_size(const reading *r, const quantity *q)
{
    size_t from, to;
    item_segment(r, q->item, &from, &to);
    for (size_t at = q->item; at > from && q->item - at < 7; at--) {
        const find_item *i = &r->items[at - 1];
        if (i->kind == ITEM_QUANTITY)
            return 0;
        if (item_has(i, LEXICON_CHANGE_NOUN))
            return way(i);
    }
    return 0;
}

static bool dative(const reading *r, const quantity *q, size_t *after)
{
    *after = item_after(r, q->item);
    if (q->cases & LEXICON_DATIVE)
        return true;
    const find_item *unit = item_or_none(r, *after);
    if (q->cases || unit->kind != ITEM_WORD || way(unit) || !(unit->cases & LEXICON_DATIVE))
        return false;
    *after = item_after(r, *after);
    return true;
}

/* "18-ден 43-ке ұлғайған": to, not by, where a figure with "from" stands before. */
static bool follows_from(const reading *r, const quantity *q)
{
    size_t n = (size_t)(q - r->quantities);
    if (n == 0 || r->quantities[n - 1].sentence != q->sentence || r->quantities[n - 1].excluded ||
        q->item - r->quantities[n - 1].item > 5)
        return false;
    const quantity *p = &r->quantities[n - 1];
    const find_item *unit = &r->items[p->item + 1];
    bool from = p->cases & LEXICON_ABLATIVE || (!p->cases && unit->cases & LEXICON_ABLATIVE);
    return from && !item_has(unit, LEXICON_AFTER);
}

static bool count_change_kazakh(const reading *r, const quantity *q, int *direction)
{
    size_t after;
    if (!dative(r, q, &after) || follows_from(r, q))
        return false;
    const find_item *next = item_or_none(r, after);
    if (item_has(next, LEXICON_REACHED)) /* "198-ге түсті": to, not by */
        return false;
    *direction = way(next);
    if (!*direction && item_has(next, LEXICON_AFTER) && !item_has(next, LEXICON_ABOUT_NEARLY))
        *direction = item_has(next, LEXICON_ABOUT_MORE) ? 1 : item_has(next, LEXICON_ABOUT_LESS) ? -1 : 0;
    return *direction != 0;
}

static bool count_change(reading *r, const quantity *q, int *direction)
{
    const find_item *before = item_or_none(r, item_before(r, q->item)),
                    *next = item_or_none(r, item_after(r, q->item));
    if (r->language == ESEP_KK)
        return count_change_kazakh(r, q, direction);
    if (r->language == ESEP_EN && item_has(next, LEXICON_COMPARATIVE) && way(next)) {
        *direction = way(next);
        return true;
    }
    if (item_has(before, LEXICON_TO | LEXICON_FROM | LEXICON_LEVEL | LEXICON_THAN))
        return false;
    if (item_has(before, LEXICON_BY)) {
        size_t from, to;
        item_segment(r, q->item, &from, &to);
        bool opens = item_has(&r->items[from], LEXICON_BY) && !item_find(r, from, to, LEXICON_EVENT);
        /* "на 3 человека, или на 21,4 %, меньше" */
        const find_item * or = to + 1 < r->n_items ? &r->items[item_is(&r->items[to], ',') ? to + 1 : to]
                                                   : before;
        opens |= item_has(or, LEXICON_AND) && or->value == 1;
        *direction = way_near(r, q, r->language == ESEP_EN || opens);
        return *direction != 0;
    }
    if (r->language == ESEP_RU)
        return false;
    const find_item *after = item_or_none(r, item_after(r, q->item));
    *direction =
        item_has(after, LEXICON_COMPARATIVE | LEXICON_CHANGE_NOUN) ? way(after) : way_behind(r, q, 2);
    if (*direction && !item_has(after, LEXICON_COMPARATIVE | LEXICON_CHANGE_NOUN)) {
        size_t at = item_after(r, q->item);
        at = at ? item_after(r, at) : 0;
        if (!item_has(item_or_none(r, at), LEXICON_COMPARATIVE))
            *direction = 0;
    }
    if (!*direction && item_has(before, LEXICON_UP | LEXICON_DOWN))
        *direction = way_ahead(r, q);
    if (!*direction && item_has(before, LEXICON_OF))
        *direction = way_of_size(r, q);
    return *direction != 0;
}

static bool rate_of(const reading *r, quantity *q)
{
    size_t from, to, n = (size_t)(q - r->quantities);
    item_segment(r, q->item, &from, &to);
    for (size_t i = n + 1; i < r->n_quantities && i <= n + 2; i++) {
        const quantity *p = &r->quantities[i];
        if (p->sentence == q->sentence && p->per && p->item - q->item < 8 && r->language != ESEP_KK)
            q->per = p->per;
        if (!p->excluded)
            break;
    }
    for (size_t i = n; !q->per && i-- > 0 && n - i <= 2;) {
        const quantity *p = &r->quantities[i];
        bool others = i > 0 && r->quantities[i - 1].sentence == q->sentence &&
                      !r->quantities[i - 1].excluded && p->item - r->quantities[i - 1].item < 8;
        if (p->sentence == q->sentence && p->excluded && p->per && q->item - p->item < 12 &&
            (!others || r->language == ESEP_KK))
            q->per = p->per;
        if (!p->excluded)
            break;
    }
    if (!q->per) {
        size_t next = n + 1 < r->n_quantities && r->quantities[n + 1].sentence == q->sentence &&
                              r->quantities[n + 1].item < to
                          ? r->quantities[n + 1].item
                          : to;
        size_t last =
            n > 0 && r->quantities[n - 1].sentence == q->sentence && r->quantities[n - 1].item > from
                ? r->quantities[n - 1].item
                : from;
        if (item_find(r, q->item + 1, next, LEXICON_PER_TIME) ||
            item_find(r, last, q->item, LEXICON_PER_TIME))
            q->per = 1;
    }
    return q->per != 0;
}

/* "на 4,8 %, или на 212 преступлений": the percentage before, said in units. */
static bool same_in_units(reading *r, quantity *q)
{
    size_t n = (size_t)(q - r->quantities);
    const find_item * or = item_or_none(r, item_before(r, q->item));
    if (item_has(or, LEXICON_BY))
        or = item_or_none(r, item_before(r, item_before(r, q->item)));
    if (n == 0 || !item_has(or, LEXICON_AND) || or->value != 1)
        return false;
    quantity *p = &r->quantities[n - 1];
    if (p->excluded || p->sentence != q->sentence || p->kind != CLAIM_CHANGE_PERCENT ||
        p->shape != SHAPE_PERCENT)
        return false;
    set_change(q, CLAIM_CHANGE_ABSOLUTE, p->direction);
    p->delta = (int)n;
    return true;
}

static void kind_of_count(reading *r, quantity *q)
{
    int direction = 0;
    if (same_in_units(r, q))
        return;
    if (q->sign) {
        set_change(q, CLAIM_CHANGE_ABSOLUTE, q->sign);
    } else if (count_change(r, q, &direction)) {
        set_change(q, CLAIM_CHANGE_ABSOLUTE, direction);
    } else if (q->shape == SHAPE_MONEY) {
        q->kind = CLAIM_MONEY;
    } else {
        q->kind = rate_of(r, q) ? CLAIM_RATE : CLAIM_COUNT;
    }
}

/* "до 3474" after "с 3097" or after a word of rise or fall is where it came to, not "up to". */
static bool reached_from(const reading *r, const quantity *q, size_t to)
{
    const find_sentence *s = &r->sentences[q->sentence];
    size_t from = to > s->first + 12 ? to - 12 : s->first;
    return item_find(r, from, to, LEXICON_FROM | LEXICON_UP | LEXICON_DOWN) != 0;
}

/* "more than", "свыше" before the figure; "астам", "жуық" behind it, where the suffix fits. */
static void approximation(reading *r, quantity *q)
{
    const struct {
        uint64_t tag;
        claim_approximation is;
    } kinds[] = {{LEXICON_ABOUT_MORE, CLAIM_MORE},
                 {LEXICON_ABOUT_LESS, CLAIM_LESS},
                 {LEXICON_ABOUT_NEARLY, CLAIM_NEARLY},
                 {LEXICON_ABOUT, CLAIM_ABOUT}};
    const find_sentence *s = &r->sentences[q->sentence];
    size_t at = q->item;
    for (size_t n = 0; n < 4 && at > s->first; n++) {
        const find_item *i = &r->items[--at];
        for (size_t k = 0; k < 4; k++) {
            if (item_has(i, kinds[k].tag) && item_has(i, LEXICON_TO) &&
                (q->kind == CLAIM_SHARE || reached_from(r, q, at)))
                return;
            if (item_has(i, kinds[k].tag) && !item_has(i, LEXICON_AFTER)) {
                q->value.approximation = kinds[k].is;
                if (q->form & (CLAIM_IN_FRACTION | CLAIM_ONE_IN_N))
                    q->start = i->start;
                return;
            }
        }
        if (!item_has(i, LEXICON_BY | LEXICON_ARTICLE_WORD | LEXICON_CURRENCY | LEXICON_FROM | LEXICON_TO |
                             LEXICON_BEFORE_YEAR | LEXICON_OF))
            break;
    }
    const find_item *after = &r->items[q->item + 1 < s->last ? q->item + 1 : q->item];
    if (!item_has(after, LEXICON_AFTER) && q->item + 2 < s->last && after->kind == ITEM_WORD &&
        after->cases & (LEXICON_ABLATIVE | LEXICON_DATIVE) && !q->cases)
        after++;
    bool by = item_has(after, LEXICON_COMPARATIVE) && q->cases & LEXICON_DATIVE;
    for (size_t k = 0; k < 4 && !by; k++) {
        if (item_has(after, LEXICON_AFTER) && item_has(after, kinds[k].tag))
            q->value.approximation = kinds[k].is;
    }
}

/* "more than 20" approximates, "20 more than" compares: which, the neighbour says. */
static void settle_comparatives(reading *r)
{
    const uint64_t approximators =
        LEXICON_ABOUT_MORE | LEXICON_ABOUT_LESS | LEXICON_ABOUT_NEARLY | LEXICON_ABOUT;
    for (size_t i = 1; i + 1 < r->n_items; i++) {
        find_item *now = &r->items[i];
        if (!item_has(now, approximators) || item_has(now, LEXICON_AFTER))
            continue;
        const find_item *next = &r->items[i + 1];
        if (next->kind == ITEM_WORD && item_has(next, LEXICON_ARTICLE_WORD | LEXICON_BY) &&
            i + 2 < r->n_items)
            next = item_has(next, LEXICON_BY) && !item_has(now, LEXICON_THAN) ? next : &r->items[i + 2];
        bool figure = next->kind == ITEM_QUANTITY || item_has(next, LEXICON_CURRENCY) ||
                      (item_has(next, approximators) && !item_has(now, LEXICON_COMPARATIVE));
        bool after_figure = r->items[i - 1].kind == ITEM_QUANTITY && item_has(now, LEXICON_COMPARATIVE) &&
                            r->items[i - 1].quantity < r->n_quantities && now->lines == 0 &&
                            item_has(now, LEXICON_THAN);
        if (figure && !after_figure)
            now->tags &= ~(LEXICON_UP | LEXICON_DOWN | LEXICON_COMPARATIVE);
        else
            now->tags &= ~approximators;
    }
}

static void settle_kazakh(reading *r)
{
    for (size_t i = 2; i < r->n_items; i++) {
        find_item *now = &r->items[i];
        const find_item *before = &r->items[i - 1];
        if (!item_has(now, LEXICON_AFTER) || !item_has(now, LEXICON_UP | LEXICON_DOWN))
            continue;
        if (before->cases & LEXICON_ABLATIVE)
            now->tags &= ~(LEXICON_UP | LEXICON_DOWN | LEXICON_COMPARATIVE);
        else
            now->tags &= ~(LEXICON_AFTER | LEXICON_ABOUT_MORE | LEXICON_ABOUT_LESS);
    }
}

int quantity_way(const reading *r, const quantity *q)
{
    return way_near(r, q, true);
}

int quantity_way_close(const reading *r, const quantity *q)
{
    return way_near(r, q, false);
}

static void note_rate(const reading *r, quantity *q)
{
    size_t from, to;
    item_segment(r, q->item, &from, &to);
    q->of_rate = is_change(q) && item_find(r, from, to, LEXICON_RATE) != 0;
}

/* "3,2 млрд теңге, оның 410 миллионы": millions without a unit, beside a sum of the same sentence, are its currency's. */
static void spread_currency(reading *r)
{
    for (size_t i = 1; i < r->n_quantities; i++) {
        quantity *q = &r->quantities[i];
        const quantity *sum = &r->quantities[i - 1];
        const find_item *next = item_or_none(r, item_after(r, q->item));
        if (q->excluded || q->shape != SHAPE_PLAIN || q->value.unit < 100000 || sum->shape != SHAPE_MONEY ||
            sum->excluded || sum->sentence != q->sentence ||
            item_has(next, LEXICON_UNIT | LEXICON_INHABITANT))
            continue;
        q->shape = SHAPE_MONEY;
    }
}

void find_kinds(reading *r)
{
    settle_comparatives(r);
    if (r->language == ESEP_KK)
        settle_kazakh(r);
    spread_percent(r);
    spread_currency(r);
    for (size_t i = 0; i < r->n_quantities; i++) {
        quantity *q = &r->quantities[i];
        if (q->excluded)
            continue;
        if (q->shape == SHAPE_PERCENT)
            kind_of_percent(r, q);
        else if (q->shape == SHAPE_TIMES)
            kind_of_times(r, q);
        else
            kind_of_count(r, q);
        approximation(r, q);
        note_rate(r, q);
    }
    if (r->language == ESEP_KK) {
        inherit_backwards(r);
        units_before_percent(r);
    }
}

/* Which figure is the earlier value of which: "с 3097 до 3474", "62 compared to 68", "былтыр 45 болса, биыл 38". */
#include "claim/find_pair.h"

/* The cases of the figure: its own suffix, else that of the word it counts. */
static unsigned cases_of(const reading *r, const quantity *q)
{
    if (q->cases)
        return q->cases;
    size_t at = item_after(r, q->item);
    for (size_t n = 0; n < 3 && at; n++) {
        const find_item *i = &r->items[at];
        if (i->kind != ITEM_WORD)
            return 0;
        if (i->cases & (LEXICON_ABLATIVE | LEXICON_DATIVE | LEXICON_INSTRUMENTAL | LEXICON_GENITIVE))
            return i->cases;
        at = item_after(r, at);
    }
    return 0;
}

/* "…, down 55 percent from 487 …, when 154,000 were stolen, and down from 608": a clause between, or a change whose own base this is. */
static bool pair_broken(const reading *r, size_t previous, size_t i)
{
    size_t from = r->quantities[previous].item, to = r->quantities[i].item;
    return item_find(r, from, to, LEXICON_CLAUSE) != 0 || r->quantities[previous].taken;
}

static void pair_from_to(reading *r, size_t i)
{
    quantity *q = &r->quantities[i];
    int next = level_next(r, i), previous = level_previous(r, i);
    if (r->language == ESEP_KK) {
        if (next == NOBODY || !(cases_of(r, q) & LEXICON_ABLATIVE) ||
            !quantity_alike(q, &r->quantities[next]))
            return;
        bool approximated = item_has(item_or_none(r, item_after(r, q->item)), LEXICON_AFTER);
        if (!approximated && cases_of(r, &r->quantities[next]) & LEXICON_DATIVE &&
            r->quantities[next].item - q->item < 14)
            quantity_join(r, i, (size_t)next);
        return;
    }
    if (!quantity_has_before(r, q, LEXICON_FROM))
        return;
    if (next != NOBODY && quantity_alike(q, &r->quantities[next]) &&
        quantity_has_before(r, &r->quantities[next], LEXICON_TO))
        quantity_join(r, i, (size_t)next);
    else if (r->language == ESEP_EN && previous != NOBODY && quantity_alike(q, &r->quantities[previous]) &&
             !pair_broken(r, (size_t)previous, i))
        quantity_join(r, i, (size_t)previous);
}

/* "The total was 2,050 a year earlier", "Число составило 619": a subject that names no thing of its own. */
static bool subject_points(const reading *r, const quantity *q)
{
    const find_sentence *s = &r->sentences[q->sentence];
    size_t subject = item_find(r, s->first, s->first + 2 < q->item ? s->first + 2 : q->item,
                               LEXICON_TOTAL | LEXICON_GENERIC);
    return subject && item_has(item_or_none(r, item_after(r, subject)), LEXICON_REACHED | LEXICON_LEVEL) &&
           item_after(r, subject) < q->item;
}

/* "В 2015 году их было 619": the same things, by a word that points back. */
bool quantity_points_back(const reading *r, const quantity *q)
{
    return subject_points(r, q) ||
           item_find(r, r->sentences[q->sentence].first, q->item, LEXICON_ANAPHOR) != 0;
}

/* A figure that the words say is the one compared with. */
static bool is_compared(const reading *r, const quantity *q)
{
    size_t at = q->item;
    if (r->language != ESEP_KK) {
        for (size_t n = 0; n < 4; n++) {
            at = item_before(r, at);
            const find_item *i = item_or_none(r, at);
            if (item_has(i, LEXICON_COMPARED))
                return true;
            if (item_dash(i) || (item_is(i, ':') && r->items[q->item].open)) /* "(АППГ: 34)" */
                continue;
            if (i->kind != ITEM_WORD ||
                item_has(i, LEXICON_EVENT | LEXICON_CLAUSE | LEXICON_AVERAGE | LEXICON_TO | LEXICON_REACHED))
                return false;
        }
        return false;
    }
    for (size_t n = 0; n < 4; n++) {
        at = item_after(r, at);
        const find_item *i = item_or_none(r, at);
        if (item_has(i, LEXICON_COMPARED))
            return true;
        if (i->kind != ITEM_WORD)
            return false;
    }
    return false;
}

/* Does a word between the figures point from b to a: "45 % …; in 2018 it was 39 %"? */
bool quantity_points_back_to(const reading *r, const quantity *a, const quantity *b)
{
    size_t from = b->sentence == a->sentence ? a->item + 1 : r->sentences[b->sentence].first;
    return item_find(r, from, b->item, LEXICON_ANAPHOR) != 0;
}

/* Is the last level of the sentence before the only one of its sort there? */
static bool lone_before(const reading *r, size_t i)
{
    size_t last = (size_t)level_before_sentence(r, i);
    for (size_t k = last; k-- > r->sentences[r->quantities[last].sentence].quantity;) {
        const quantity *q = &r->quantities[k];
        if (quantity_is_level(q) && q->kind == r->quantities[last].kind &&
            q->shape == r->quantities[last].shape && !q->taken)
            return false;
    }
    return true;
}

/* "71 per cent of women, compared to 38 per cent of men": two groups, where no time is told. */
static bool of_another_group(const reading *r, const quantity *q)
{
    const find_sentence *s = &r->sentences[q->sentence];
    for (size_t k = s->quantity; k < s->quantities; k++) {
        if (r->quantities[k].kind ==
            CLAIM_CHANGE_RATIO) /* "twice as likely (63 % compared with 37 % of men)" */
            return false;
    }
    return r->language == ESEP_EN && q->shape == SHAPE_PERCENT && !s->year_latest &&
           item_has(item_or_none(r, item_after(r, q->item)), LEXICON_OF) &&
           item_has(item_or_none(r, item_after(r, item_after(r, q->item))), LEXICON_INHABITANT) &&
           !item_find(r, s->first, s->last, LEXICON_BASE_PERIOD | LEXICON_MONTH);
}

static void pair_compared(reading *r, size_t i)
{
    quantity *q = &r->quantities[i];
    if (q->taken || q->base != NOBODY || !is_compared(r, q) || of_another_group(r, q))
        return;
    int next = level_next(r, i), previous = level_previous(r, i);
    if (previous != NOBODY && quantity_alike(q, &r->quantities[previous]) && r->language != ESEP_KK)
        quantity_join(r, i, (size_t)previous);
    else if (next != NOBODY && quantity_alike(q, &r->quantities[next]) && r->quantities[next].base == NOBODY)
        quantity_join(r, i, (size_t)next);
    else if (previous != NOBODY && quantity_alike(q, &r->quantities[previous]))
        quantity_join(r, i, (size_t)previous);
    else if (quantity_points_back(r, q) && level_before_sentence(r, i) != NOBODY && lone_before(r, i) &&
             quantity_alike(q, &r->quantities[level_before_sentence(r, i)]))
        quantity_join(r, i, (size_t)level_before_sentence(r, i));
    else
        q->role = ROLE_BASE;
}

/* "1 тыс. 132/1 тыс. 489": the new one first, unless only the other order agrees with the direction. */
static void pair_stroke(reading *r, size_t i)
{
    const quantity *q = &r->quantities[i];
    if (i + 1 >= r->n_quantities || q->item + 2 >= r->n_items || r->quantities[i + 1].item != q->item + 2 ||
        !item_is(&r->items[q->item + 1], '/'))
        return;
    if (quantity_is_level(&r->quantities[i + 1]) && quantity_alike(q, &r->quantities[i + 1]) &&
        r->quantities[i + 1].sentence == q->sentence)
        quantity_join(r, i + 1, i);
}

/* "столько же, как в прошлом году (по 5)": the figure is its own earlier value. */
static void pair_same(reading *r, quantity *q)
{
    const find_sentence *s = &r->sentences[q->sentence];
    size_t from = q->item > s->first + 12 ? q->item - 12 : s->first;
    size_t same = item_find(r, from, q->item, LEXICON_SAME);
    if (same && r->items[q->item].open &&
        item_find(r, same, q->item, LEXICON_BASE_PERIOD | LEXICON_COMPARED) &&
        quantity_has_before(r, q, LEXICON_EACH))
        q->self_base = true;
}

/* The bare figure alone in a bracket right behind a level: "23 (27)". */
static int bracket_behind(const reading *r, size_t i)
{
    size_t open = r->quantities[i].item + 1;
    if (i + 1 >= r->n_quantities || open + 2 >= r->n_items || !item_is(&r->items[open], '(') ||
        r->quantities[i + 1].item != open + 1 || !item_is(&r->items[open + 2], ')'))
        return NOBODY;
    const quantity *q = &r->quantities[i + 1];
    return q->sentence == r->quantities[i].sentence && quantity_is_level(q) && q->shape == SHAPE_PLAIN
               ? (int)i + 1
               : NOBODY;
}

/* "12 убийств (в прошлом году – 19), в Алматы – 23 (27)": what the first bracket said, the next ones mean too. */
static void pair_bracket_again(reading *r, size_t i)
{
    int inside = bracket_behind(r, i);
    const quantity *q = &r->quantities[i];
    if (inside == NOBODY || q->base != NOBODY || q->taken || r->quantities[inside].taken)
        return;
    for (size_t k = i; k-- > 0 && i - k <= 4 && r->quantities[k].sentence == q->sentence;) {
        const quantity *p = &r->quantities[k];
        if (p->base == NOBODY)
            continue;
        bool in_bracket = r->items[r->quantities[p->base].item].open && !r->items[p->item].open;
        if (in_bracket && quantity_alike(q, p))
            quantity_join(r, (size_t)inside, i);
        return;
    }
}

/* "A year earlier, 7,800 were stolen; the figure has since dropped by 1,170, to 6,630": of the level before the clause that points back. */
static void pair_reached_in_clause(reading *r, size_t i)
{
    const quantity *q = &r->quantities[i];
    const find_sentence *s = &r->sentences[q->sentence];
    int before = level_previous(r, i);
    if (r->language == ESEP_KK || q->base != NOBODY || q->taken || before == NOBODY ||
        !quantity_has_before(r, q, LEXICON_TO))
        return;
    const quantity *b = &r->quantities[before];
    size_t clause = q->item;
    while (clause > b->item && !item_is(&r->items[clause], ';'))
        clause--;
    bool points = clause > b->item && item_find(r, clause, clause + 4 < q->item ? clause + 4 : q->item,
                                                LEXICON_ANAPHOR | LEXICON_GENERIC) != 0;
    if (points && item_find(r, clause, q->item, LEXICON_UP | LEXICON_DOWN) && quantity_alike(b, q) &&
        !quantity_units_differ(r, b, q) && !r->items[b->item].open &&
        item_find(r, s->first, b->item + 1, LEXICON_BASE_PERIOD))
        quantity_join(r, (size_t)before, i);
}

static bool names_other(const reading *r, size_t from, size_t to)
{
    for (size_t at = from; at < to; at++) {
        if (item_has(&r->items[at], LEXICON_UNIT) && !item_has(&r->items[at], LEXICON_GENERIC))
            return true;
    }
    return false;
}

/* "In 2015, 34,651 cases were registered. The number increased to 38,947 in 2016.": what it has come to, of the last level before. */
static void pair_reached(reading *r, size_t i)
{
    const quantity *q = &r->quantities[i];
    const find_sentence *s = &r->sentences[q->sentence];
    int before = level_before_sentence(r, i);
    if (r->language == ESEP_KK || q->base != NOBODY || q->taken || before == NOBODY ||
        level_previous(r, i) != NOBODY || !quantity_has_before(r, q, LEXICON_TO))
        return;
    const quantity *b = &r->quantities[before];
    size_t to = item_before(r, q->item), verb = item_before(r, to);
    /* "Количество обращений граждан увеличилось" is of something else */
    bool moves = item_has(item_or_none(r, verb), LEXICON_UP | LEXICON_DOWN);
    bool points = item_find(r, s->first, s->first + 3 < verb ? s->first + 3 : verb,
                            LEXICON_ANAPHOR | LEXICON_GENERIC) != 0 &&
                  !item_find(r, s->first, verb, LEXICON_OF) &&
                  !(r->language == ESEP_RU && names_other(r, s->first, verb));
    if (moves && points && quantity_alike(b, q) && !quantity_units_differ(r, b, q) && !r->items[b->item].open)
        quantity_join(r, (size_t)before, i);
}

void find_pairs(reading *r)
{
    find_lists(r);
    for (size_t i = 0; i < r->n_quantities; i++) {
        quantity *q = &r->quantities[i];
        if (!quantity_is_level(q))
            continue;
        pair_from_to(r, i);
        pair_compared(r, i);
        pair_stroke(r, i);
        pair_same(r, q);
    }
    for (size_t i = 0; i < r->n_quantities; i++) {
        if (quantity_is_level(&r->quantities[i]))
            pair_periods(r, i);
        if (quantity_is_level(&r->quantities[i]))
            pair_same_unit_before(r, i);
        if (quantity_is_level(&r->quantities[i]))
            pair_reached(r, i);
        if (quantity_is_level(&r->quantities[i]))
            pair_reached_in_clause(r, i);
        if (quantity_is_level(&r->quantities[i]))
            pair_bracket_again(r, i);
    }
}

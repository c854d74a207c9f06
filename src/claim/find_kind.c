/* What a figure says: a count, a change and which way, a share, a rate; and how closely it is held. The order in which words are asked
 * differs by language, because Kazakh puts the verb last and shows by a suffix what Russian and English show by a preposition. */
#include "claim/find_kind.h"

void quantity_set_change(quantity *q, claim_kind kind, int direction)
{
    q->kind = kind;
    q->direction = direction ? direction : 1;
}

/* "110 мыңға, яғни 10 %-ға өсті": in units first, then in percent. */
static void units_before_percent(reading *r)
{
    for (size_t i = 0; i + 1 < r->n_quantities; i++) {
        quantity *q = &r->quantities[i], *next = &r->quantities[i + 1];
        bool follows = i > 0 && q[-1].sentence == q->sentence && q->item - q[-1].item <= 4 &&
                       (q[-1].cases & LEXICON_ABLATIVE || r->items[q[-1].item + 1].cases & LEXICON_ABLATIVE);
        const find_item *unit = &r->items[q->item + 1]; /* "11 адамға немесе 15,1 %-ға" */
        bool by_unit = !q->cases && unit->kind == ITEM_WORD && unit->cases & LEXICON_DATIVE &&
                       item_has(unit, LEXICON_UNIT);
        bool fits = !q->excluded && !follows && q->kind == CLAIM_COUNT &&
                    (q->cases & LEXICON_DATIVE || by_unit) && next->kind == CLAIM_CHANGE_PERCENT &&
                    !next->excluded && next->sentence == q->sentence && next->item - q->item <= 4;
        for (size_t at = q->item + 1; fits && at < next->item; at++) {
            const find_item *now = &r->items[at];
            fits = (by_unit && now == unit) || item_is(now, ',') || item_is(now, '(') ||
                   (item_has(now, LEXICON_AND) && now->value == 1) || item_has(now, LEXICON_ANAPHOR);
        }
        if (fits) {
            quantity_set_change(q, CLAIM_CHANGE_ABSOLUTE, next->direction);
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
            quantity_set_change(p, CLAIM_CHANGE_PERCENT, q->direction);
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
            now->tags &= ~(LEXICON_UP | LEXICON_DOWN | LEXICON_COMPARATIVE | LEXICON_THAN);
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

static void note_rate(const reading *r, quantity *q)
{
    size_t from, to;
    item_segment(r, q->item, &from, &to);
    q->of_rate = quantity_changes(q) && item_find(r, from, to, LEXICON_RATE) != 0;
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
            find_kind_of_percent(r, q);
        else if (q->shape == SHAPE_TIMES)
            find_kind_of_times(r, q);
        else
            find_kind_of_count(r, q);
        approximation(r, q);
        note_rate(r, q);
    }
    if (r->language == ESEP_KK) {
        inherit_backwards(r);
        units_before_percent(r);
    }
}

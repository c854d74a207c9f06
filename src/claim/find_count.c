/* What a count, an amount or "times" says: a level, a rate, a change in units, a ratio. */
#include "claim/find_kind.h"

/* Russian "в 2 раза", Kazakh "екі есе", English "three times more", "2.4 times". */
void find_kind_of_times(reading *r, quantity *q)
{
    const find_item *before = item_or_none(r, item_before(r, q->item));
    int direction = q->direction;
    q->kind = CLAIM_CHANGE_RATIO;
    /* "twice as many" is more, whatever else the sentence says; "two times fewer" says so itself */
    if (!direction && item_has(&r->items[q->item], LEXICON_COMPARATIVE))
        direction = way_behind(r, q, 0) ? way_behind(r, q, 0) : 1;
    if (!direction)
        direction = way_near(r, q, true);
    bool said = r->language == ESEP_KK || !q->digits || q->value.decimals > 0 ||
                item_has(before, LEXICON_BEFORE_YEAR | LEXICON_BY) || way_behind(r, q, 1);
    if (r->language != ESEP_KK && (q->form & CLAIM_IN_WORDS) && q->direction == 0 && !direction &&
        q->start == q->value.start && !item_has(&r->items[q->item], LEXICON_BY | LEXICON_COMPARATIVE))
        said = item_has(before, LEXICON_BEFORE_YEAR | LEXICON_BY);
    if (!said && r->language != ESEP_KK && q->digits &&
        q->value.number >= 10) { /* "called out 14,300 times", "5 860 раз выезжали" */
        q->shape = SHAPE_PLAIN;
        q->kind = CLAIM_COUNT;
        return;
    }
    if (!said)
        q->excluded = true;
    q->direction = direction < 0 ? -1 : 1;
}

static bool dative(const reading *r, const quantity *q, size_t *after)
{
    *after = item_after(r, q->item);
    if (q->cases & LEXICON_DATIVE)
        return true;
    const find_item *unit = item_or_none(r, *after);
    if (q->cases || unit->kind != ITEM_WORD || way_of(unit) || !(unit->cases & LEXICON_DATIVE))
        return false;
    *after = item_after(r, *after);
    return true;
}

/* "18-ден 43-ке ұлғайған": to, not by, where a figure with "from" stands before. */
static bool follows_from(const reading *r, const quantity *q)
{
    size_t n = (size_t)(q - r->quantities), reach = 5;
    if (n > 1 && r->quantities[n - 1].excluded &&
        r->quantities[n - 1].year) { /* "298-ден 2023 жылы 251-ге" */
        n--;
        reach = 7;
    }
    if (n == 0 || r->quantities[n - 1].sentence != q->sentence || r->quantities[n - 1].excluded ||
        q->item - r->quantities[n - 1].item > reach)
        return false;
    const quantity *p = &r->quantities[n - 1];
    const find_item *unit = &r->items[p->item + 1];
    bool from = p->cases & LEXICON_ABLATIVE || (!p->cases && unit->cases & LEXICON_ABLATIVE);
    return from && !item_has(unit, LEXICON_AFTER);
}

/* A figure of this period behind an "if" with last year's: what it has come to. */
static bool follows_if(const reading *r, const quantity *q)
{
    const find_sentence *s = &r->sentences[q->sentence];
    size_t n = (size_t)(q - r->quantities), now = 0;
    const quantity *p = n > s->quantity ? q - 1 : NULL;
    for (size_t at = q->item; p && at > p->item; at--) {
        const find_item *i = &r->items[at - 1];
        now = now || item_has(i, LEXICON_CURRENT_PERIOD);
        if (item_has(i, LEXICON_CLAUSE) && i->value == 1) {
            /* 75 болса, биыл 90-ға: to; 412 болса, биыл 23-ке: by */
            double ratio = quantity_real(q) / (quantity_real(p) > 0 ? quantity_real(p) : 1);
            return now && ratio > 0.3 && ratio < 3;
        }
    }
    return false;
}

static bool count_change_kazakh(const reading *r, const quantity *q, int *direction)
{
    size_t after;
    if (!dative(r, q, &after) || follows_from(r, q))
        return false;
    const find_item *next = item_or_none(r, after);
    if (follows_if(r, q)) /* "былтыр 75 болса, биыл 90-ға көбейген" */
        return false;
    if (item_has(next, LEXICON_REACHED)) /* "198-ге түсті": to, not by */
        return false;
    *direction = way_of(next);
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
    if (r->language == ESEP_EN && item_has(next, LEXICON_COMPARATIVE) && way_of(next)) {
        *direction = way_of(next);
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
    if (r->language == ESEP_RU) {
        /* "Снижение – 11 фактов", "рост составил 12 дел" */
        bool size = item_dash(before) || item_has(before, LEXICON_REACHED);
        *direction = size ? way_of_noun(r, q) : 0;
        return *direction != 0;
    }
    const find_item *after = item_or_none(r, item_after(r, q->item));
    *direction =
        item_has(after, LEXICON_COMPARATIVE | LEXICON_CHANGE_NOUN) ? way_of(after) : way_behind(r, q, 2);
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

/* "ежедневно"; of words that may also name one day, "за сутки", only beside an average. */
static bool per_time(const reading *r, size_t from, size_t to)
{
    size_t at = item_find(r, from, to, LEXICON_PER_TIME);
    return at && (r->items[at].value != LEXICON_ONE_DAY || item_find(r, from, to, LEXICON_AVERAGE) != 0);
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
    /* "312 per 10,000 people, whereas the national average is 274" */
    for (size_t i = n; !q->per && i-- > 0 && n - i <= 3 && r->quantities[i].sentence == q->sentence;) {
        const quantity *p = &r->quantities[i];
        if (!p->excluded && p->kind == CLAIM_RATE && p->per > 1 && p->shape == q->shape &&
            item_find(r, from, q->item, LEXICON_AVERAGE))
            q->per = p->per;
    }
    /* "46 на 10 тысяч жителей. В Алматы этот показатель – 71" */
    const find_sentence *s = &r->sentences[q->sentence];
    size_t points = item_before(r, q->item);
    if (item_dash(item_or_none(r, points)) || item_has(item_or_none(r, points), LEXICON_REACHED))
        points = item_before(r, points);
    for (size_t i = n; !q->per && n == s->quantity && i-- > 0 && n - i <= 3;) {
        const quantity *p = &r->quantities[i];
        if (p->excluded)
            continue;
        if (p->kind == CLAIM_RATE && p->per > 1 && p->shape == q->shape && p->sentence + 1 == q->sentence &&
            item_has(item_or_none(r, points), LEXICON_ANAPHOR))
            q->per = p->per;
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
        if (per_time(r, q->item + 1, next) || per_time(r, last, q->item))
            q->per = 1;
    }
    return q->per != 0;
}

/* "на 4,8 %, или на 212 преступлений": the percentage before, said in units. */
static bool same_in_units(reading *r, quantity *q)
{
    size_t n = (size_t)(q - r->quantities);
    const find_item * or = item_or_none(r, item_before(r, q->item));
    if (item_has(or, LEXICON_BY) && !item_has(or, LEXICON_AND))
        or = item_or_none(r, item_before(r, item_before(r, q->item)));
    if (n == 0 || !item_has(or, LEXICON_AND) || or->value != 1)
        return false;
    quantity *p = &r->quantities[n - 1];
    if (p->excluded || p->sentence != q->sentence || p->kind != CLAIM_CHANGE_PERCENT ||
        p->shape != SHAPE_PERCENT)
        return false;
    quantity_set_change(q, CLAIM_CHANGE_ABSOLUTE, p->direction);
    p->delta = (int)n;
    return true;
}

void find_kind_of_count(reading *r, quantity *q)
{
    int direction = 0;
    if (same_in_units(r, q))
        return;
    if (q->sign) {
        quantity_set_change(q, CLAIM_CHANGE_ABSOLUTE, q->sign);
    } else if (count_change(r, q, &direction)) {
        quantity_set_change(q, CLAIM_CHANGE_ABSOLUTE, direction);
    } else if (q->shape == SHAPE_MONEY) {
        q->kind = CLAIM_MONEY;
    } else {
        q->kind = rate_of(r, q) ? CLAIM_RATE : CLAIM_COUNT;
    }
}

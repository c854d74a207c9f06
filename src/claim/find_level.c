/* Figures that stand for themselves: which are alike, which come next, and what joins two as the earlier and the later value. */
#include "claim/find_pair.h"

bool quantity_is_level(const quantity *q)
{
    return !q->excluded && (q->kind == CLAIM_COUNT || q->kind == CLAIM_MONEY || q->kind == CLAIM_RATE ||
                            q->kind == CLAIM_SHARE);
}

bool quantity_alike(const quantity *a, const quantity *b)
{
    return (a->shape == SHAPE_PERCENT) == (b->shape == SHAPE_PERCENT) && !(a->form & CLAIM_IN_FRACTION) &&
           !(b->form & CLAIM_IN_FRACTION) && !(a->form & CLAIM_ONE_IN_N) && !(b->form & CLAIM_ONE_IN_N) &&
           (a->per == b->per || a->per == 0 || b->per == 0) &&
           (a->shape == SHAPE_MONEY || b->shape != SHAPE_MONEY || b->shape == a->shape);
}

double quantity_real(const quantity *q)
{
    double x = (double)q->value.number;
    for (int i = 0; i < q->value.decimals; i++)
        x /= 10;
    return x;
}

/* The next (previous) level of the same sentence; NOBODY where none. */
int level_next(const reading *r, size_t i)
{
    for (size_t n = i + 1;
         n < r->n_quantities && n <= i + 8 && r->quantities[n].sentence == r->quantities[i].sentence; n++) {
        if (quantity_is_level(&r->quantities[n]))
            return (int)n;
    }
    return NOBODY;
}

int level_previous(const reading *r, size_t i)
{
    for (size_t n = i; n-- > 0 && i - n <= 8 && r->quantities[n].sentence == r->quantities[i].sentence;) {
        if (quantity_is_level(&r->quantities[n]))
            return (int)n;
    }
    return NOBODY;
}

/* A rate and a count of something named are not one. */
static bool rate_and_count(const reading *r, const quantity *a, const quantity *b)
{
    const quantity *count = a->kind == CLAIM_RATE ? b : a;
    if ((a->kind == CLAIM_RATE) == (b->kind == CLAIM_RATE))
        return false;
    if (r->language == ESEP_KK && count->cases & LEXICON_ABLATIVE) /* "704-тен келді" is a rate */
        return false;
    const find_item *unit = item_or_none(r, item_after(r, a->kind == CLAIM_RATE ? b->item : a->item));
    return item_has(unit, LEXICON_UNIT | LEXICON_INHABITANT) || (unit->kind == ITEM_WORD && unit->tags == 0);
}

void quantity_join(reading *r, size_t base, size_t current)
{
    quantity *b = &r->quantities[base], *c = &r->quantities[current];
    if (rate_and_count(r, b, c))
        return;
    if (base == current || b->taken || c->base != NOBODY || b->base != NOBODY || c->taken)
        return;
    c->base = (int)base;
    b->taken = true;
    b->role = ROLE_BASE;
    c->role = ROLE_CURRENT;
    if (b->kind == CLAIM_RATE && c->kind == CLAIM_COUNT) {
        c->kind = CLAIM_RATE;
        c->per = b->per;
    }
}

bool quantity_has_before(const reading *r, const quantity *q, uint64_t tags)
{
    return item_has(item_or_none(r, item_before(r, q->item)), tags);
}

/* The last level of the sentence before. */
int level_before_sentence(const reading *r, size_t i)
{
    size_t sentence = r->quantities[i].sentence;
    if (sentence == 0)
        return NOBODY;
    const find_sentence *s = &r->sentences[sentence - 1];
    for (size_t k = s->quantities; k-- > s->quantity;) {
        if (quantity_is_level(&r->quantities[k]))
            return (int)k;
    }
    return NOBODY;
}

static bool letters_share(const reading *r, const find_item *a, const find_item *b)
{
    text x = r->smalls[a->token], y = r->smalls[b->token];
    size_t n = r->language == ESEP_EN ? 4 : 8;
    if (x.length < n || y.length < n)
        n = x.length < y.length ? x.length : y.length;
    for (size_t i = 0; i < n; i++) {
        if (x.data[i] != y.data[i])
            return false;
    }
    return n > 0;
}

/* A unit, or what happens told in several words: "7 488 шақырту түскен". */
static bool names_unit(const reading *r, const find_item *i)
{
    return item_has(i, LEXICON_UNIT) || (item_has(i, LEXICON_EVENT) && i->end != r->tokens[i->token].end);
}

bool quantity_same_unit(const reading *r, const quantity *a, const quantity *b)
{
    const find_item *x = item_or_none(r, item_after(r, a->item)),
                    *y = item_or_none(r, item_after(r, b->item));
    return names_unit(r, x) && names_unit(r, y) && letters_share(r, x, y);
}

/* Do the figures count different things, by the words behind them? Generic ones (cases, факт) agree with all. */
bool quantity_units_differ(const reading *r, const quantity *a, const quantity *b)
{
    const find_item *x = item_or_none(r, item_after(r, a->item)),
                    *y = item_or_none(r, item_after(r, b->item));
    if (a->shape != b->shape)
        return true;
    if (!names_unit(r, x) || !names_unit(r, y) || item_has(x, LEXICON_GENERIC) ||
        item_has(y, LEXICON_GENERIC))
        return false;
    return !letters_share(r, x, y);
}

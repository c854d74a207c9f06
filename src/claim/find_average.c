/* Averages that the text lets one work out: "3557 reports in 2017, averaging 10 a day"; "£41 million …, £11,500 per victim". Taken only
 * where they come out about right, so that no such reading can accuse. */
#include "claim/find_inside.h"

#include <math.h>

enum { DAYS_OF_YEAR = 365 };

static bool about(const quantity *q, double is)
{
    return fabs(quantity_real(q) - is) <= fmax(0.5, 0.05 * fabs(is));
}

/* The last level of the kind before q, no farther than the sentence before its own. */
static int last_level(const reading *r, size_t i, claim_kind kind)
{
    for (size_t k = i; k-- > 0 && r->quantities[k].sentence + 2 >= r->quantities[i].sentence;) {
        const quantity *q = &r->quantities[k];
        if (quantity_is_level(q) && q->kind == kind && q->role != ROLE_BASE && !r->items[q->item].open)
            return (int)k;
    }
    return NOBODY;
}

/* Does a year, and no month, stand in the sentence or in the one before? */
static bool of_a_year(const reading *r, const find_sentence *s)
{
    bool year = false;
    for (const find_sentence *at = s > r->sentences ? s - 1 : s; at <= s; at++) {
        year |= at->year_latest != 0;
        if (item_find(r, at->first, at->last, LEXICON_MONTH | LEXICON_PERIOD) != 0)
            return false;
    }
    return year;
}

static void day_average(reading *r, size_t i)
{
    quantity *q = &r->quantities[i];
    const find_sentence *s = &r->sentences[q->sentence];
    size_t reach = q->item + 5 < s->last ? q->item + 5 : s->last;
    size_t per = item_find(r, q->item + 1, reach, LEXICON_PER_TIME);
    int count = per && r->items[per].value == 1 ? last_level(r, i, CLAIM_COUNT) : NOBODY;
    if (count == NOBODY || q->base != NOBODY || !of_a_year(r, s) ||
        !about(q, quantity_real(&r->quantities[count]) / DAYS_OF_YEAR))
        return;
    q->current = count;
    q->days = DAYS_OF_YEAR;
}

static void money_average(reading *r, size_t i)
{
    quantity *q = &r->quantities[i];
    const find_item *per = item_or_none(r, item_after(r, q->item));
    if (!item_has(per, LEXICON_PER) || q->base != NOBODY || q->current != NOBODY)
        return;
    int sum = last_level(r, i, CLAIM_MONEY), count = last_level(r, i, CLAIM_COUNT);
    if (sum == NOBODY || count == NOBODY ||
        !about(q, quantity_real(&r->quantities[sum]) / fmax(1, quantity_real(&r->quantities[count]))))
        return;
    q->current = sum;
    q->whole = count;
}

void find_averages(reading *r)
{
    for (size_t i = 0; i < r->n_quantities; i++) {
        quantity *q = &r->quantities[i];
        if (!quantity_is_level(q) || q->taken)
            continue;
        if (q->kind == CLAIM_RATE && q->per == 1)
            day_average(r, i);
        else if (q->kind == CLAIM_MONEY)
            money_average(r, i);
    }
}

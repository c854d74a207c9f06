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

/* Days of a run of months named in the sentence or in the one before ("from January to March"); 0: none, or one that is not clear. */
static int days_of_months(const reading *r, const find_sentence *s)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    for (size_t n = 0; n < 2 && (n == 0 || s > r->sentences); n++) {
        const find_sentence *in = s - n;
        size_t first = item_find(r, in->first, in->last, LEXICON_MONTH),
               last = first ? item_find(r, first + 1, in->last, LEXICON_MONTH) : 0;
        if (!last || last - first > 3 || item_find(r, last + 1, in->last, LEXICON_MONTH))
            continue;
        int sum = 0;
        int64_t from = r->items[first].value, to = r->items[last].value;
        for (int64_t month = from; from > 0 && to <= 12 && month <= to; month++)
            sum += days[month - 1];
        return from < to ? sum : 0;
    }
    return 0;
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
    int count = per && r->items[per].value >= 1 ? last_level(r, i, CLAIM_COUNT) : NOBODY;
    int days = count == NOBODY ? 0 : of_a_year(r, s) ? DAYS_OF_YEAR : days_of_months(r, s);
    if (!days || !about(q, quantity_real(&r->quantities[count]) / days))
        return;
    q->unsure = true;
    q->current = count;
    q->days = days;
}

static bool money_per(const reading *r, const quantity *q, int sum, int count)
{
    return sum != NOBODY && count != NOBODY &&
           about(q, quantity_real(&r->quantities[sum]) / fmax(1, quantity_real(&r->quantities[count])));
}

/* "…, £3,100 per victim. Around 6,000 people reported a loss": the first count of the next sentence. */
static int first_count_behind(const reading *r, size_t i)
{
    for (size_t k = i + 1; k < r->n_quantities && r->quantities[k].sentence <= r->quantities[i].sentence + 1;
         k++) {
        const quantity *q = &r->quantities[k];
        if (quantity_is_level(q) && q->kind == CLAIM_COUNT)
            return q->role != ROLE_BASE ? (int)k : NOBODY;
    }
    return NOBODY;
}

static void money_average(reading *r, size_t i)
{
    quantity *q = &r->quantities[i];
    const find_item *per = item_or_none(r, item_after(r, q->item));
    if (!item_has(per, LEXICON_PER) || q->base != NOBODY || q->current != NOBODY)
        return;
    int sum = last_level(r, i, CLAIM_MONEY), count = last_level(r, i, CLAIM_COUNT);
    if (count == NOBODY || !money_per(r, q, sum, count))
        count = first_count_behind(r, i);
    if (sum == NOBODY || count == NOBODY || !money_per(r, q, sum, count))
        return;
    q->unsure = true;
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

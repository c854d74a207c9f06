/* Counts around a share that give it, where the words do not say so plainly: they can agree, never accuse. */
#include "claim/find_share.h"

#include <math.h>

bool share_is_count(const quantity *q)
{
    return quantity_is_level(q) && (q->kind == CLAIM_COUNT || q->kind == CLAIM_MONEY);
}

/* Would the part give about the share that is said? A percentage is met to its rounding and a point; a fraction to a tenth. */
bool share_near(const quantity *share, const quantity *part, const quantity *whole, double slack)
{
    double p = quantity_real(part), w = quantity_real(whole), said = quantity_real(share);
    if (w <= 0 || p > w || part->shape != whole->shape)
        return false;
    double is = 100 * p / w;
    claim_approximation about = share->value.approximation;
    if (about == CLAIM_LESS)
        return is <= said && is >= said / 3;
    if (about == CLAIM_MORE)
        return is >= said && is <= said * 1.35;
    if (share->form & CLAIM_ONE_IN_N)
        slack = said / 8;
    /* what the last printed digits leave open */
    double open = (double)part->value.unit / fmax(1, (double)part->value.number) +
                  (double)whole->value.unit / fmax(1, (double)whole->value.number);
    if (part->value.unit > 1 || whole->value.unit > 1)
        slack += is * open / 2;
    return fabs(is - said) <= slack;
}

void share_set_part(reading *r, quantity *share, size_t part)
{
    share->current = (int)part;
    r->quantities[part].taken = true;
}

void share_set_whole(reading *r, quantity *share, size_t whole)
{
    share->whole = (int)whole;
    r->quantities[whole].taken = true;
}

/* Counts around that give just this share, where the words do not say so plainly. A wrong guess could only agree. */
void share_search_whole(reading *r, size_t copy, size_t i)
{
    quantity *share = &r->quantities[copy];
    const quantity *part = &r->quantities[share->current];
    double slack = share->printed_decimals == 0 ? 0.55 : share->printed_decimals == 1 ? 0.06 : 0.01;
    for (size_t k = i + 4 < r->n_quantities ? i + 4 : r->n_quantities; k-- > 0 && i < k + 40;) {
        quantity *q = &r->quantities[k];
        size_t apart =
            q->sentence > share->sentence ? q->sentence - share->sentence : share->sentence - q->sentence;
        if (apart > FIND_BEFORE || k == i || !share_is_count(q) || (int)k == share->current ||
            !share_near(share, part, q, slack))
            continue;
        if (q->base == NOBODY && q->kind == CLAIM_COUNT &&
            (apart == 0 || (apart == 1 && share->printed_decimals)))
            share_set_whole(r, share, k);
        share->whole = (int)k;
        share->unsure = true;
        return;
    }
}

/* "A total of 34 % of homicides (619) …, the number falling from 255 to 210": the part beside a whole that is known. */
void share_search_part(reading *r, size_t i)
{
    quantity *share = &r->quantities[i];
    double slack = share->printed_decimals == 0 ? 0.5 : share->printed_decimals == 1 ? 0.05 : 0.006;
    bool one_in_n = share->form & (CLAIM_ONE_IN_N | CLAIM_IN_FRACTION);
    if (share->form & CLAIM_IN_FRACTION)
        slack = 3;
    if (!one_in_n && share->value.approximation != CLAIM_EXACT)
        return;
    for (size_t k = i + 1; k < r->n_quantities && k <= i + 8; k++) {
        quantity *q = &r->quantities[k];
        if (q->sentence != share->sentence)
            return;
        if (!share_is_count(q) || (int)k == share->whole || (q->taken && q->role == ROLE_BASE) ||
            !share_near(share, q, &r->quantities[share->whole], slack))
            continue;
        if (one_in_n && !r->items[q->item].open && (int)k + 1 != share->whole)
            return;
        if (one_in_n)
            share_set_part(r, share, k);
        share->unsure = true;
        share->current = (int)k;
        return;
    }
}

void share_search_both(reading *r, size_t i)
{
    quantity *share = &r->quantities[i];
    bool rounded =
        share->form & (CLAIM_IN_FRACTION | CLAIM_ONE_IN_N) || share->value.approximation != CLAIM_EXACT;
    double slack = share->printed_decimals == 0 ? 0.55 : share->printed_decimals == 1 ? 0.06 : 0.01;
    size_t from = i > 4 ? i - 4 : 0, to = i + 6 < r->n_quantities ? i + 6 : r->n_quantities;
    for (size_t p = from; p < to; p++) {
        for (size_t w = from; w < to; w++) {
            const quantity *part = &r->quantities[p], *whole = &r->quantities[w];
            if (p == w || p == i || w == i || !share_is_count(part) || !share_is_count(whole) ||
                part->base != NOBODY || whole->base != NOBODY)
                continue;
            bool beside = part->sentence <= share->sentence + 1 && whole->sentence <= share->sentence + 1 &&
                          part->sentence + 1 >= share->sentence && whole->sentence + 1 >= share->sentence;
            if (!beside ||
                !share_near(share, part, whole,
                            !rounded                                    ? slack
                            : share->value.approximation == CLAIM_EXACT ? 1.5
                                                                        : 3) ||
                r->items[part->item].open != r->items[whole->item].open)
                continue;
            if (rounded && quantity_real(whole) < 50)
                continue;
            share_set_part(r, share, p);
            share_set_whole(r, share, w);
            share->unsure = true;
            return;
        }
    }
}

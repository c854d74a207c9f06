#include "claim/judge_sums.h"

#include "base/error.h"
#include "claim/judge_figure.h"

/* Smaller totals are sums of their neighbours too often by accident. */
enum { SUM_LEAST = 20, SUM_NEAR_PERCENT = 98 };

/* A sum and how far it may be off, in halves of 10^-decimals. */
typedef struct sum_of_numbers {
    int decimals;
    int128 sum, slack;
} sum_of_numbers;

static bool sum_rescale(sum_of_numbers *s, int decimals)
{
    for (; s->decimals < decimals; s->decimals++) {
        if (!fraction_multiply(&s->sum, s->sum, 10) || !fraction_multiply(&s->slack, s->slack, 10))
            return false;
    }
    return true;
}

static bool sum_take(sum_of_numbers *s, const claim_number *number)
{
    if (!figure_sound(number))
        return false;
    bool exact = number->decimals == 0 && number->unit == 1;
    sum_of_numbers one = {number->decimals, 2 * number->number, exact ? 0 : number->unit};
    int decimals = one.decimals > s->decimals ? one.decimals : s->decimals;
    return sum_rescale(s, decimals) && sum_rescale(&one, decimals) &&
           !__builtin_add_overflow(s->sum, one.sum, &s->sum) &&
           !__builtin_add_overflow(s->slack, one.slack, &s->slack);
}

/* <0: the parts are less than the total whatever their digits; 0: they may be equal; >0: more. False: too large. */
static bool sum_against(int *order, sum_of_numbers parts, const claim_number *total)
{
    sum_of_numbers whole = {0};
    if (!sum_take(&whole, total))
        return false;
    int decimals = parts.decimals > whole.decimals ? parts.decimals : whole.decimals;
    int128 off, slack;
    if (!sum_rescale(&parts, decimals) || !sum_rescale(&whole, decimals) ||
        __builtin_sub_overflow(parts.sum, whole.sum, &off) ||
        __builtin_add_overflow(parts.slack, whole.slack, &slack))
        return false;
    *order = off > slack ? 1 : off < -slack ? -1 : 0;
    return true;
}

bool linked_sum_agrees(int128 *sum, int *decimals, const claim_number *const *parts, size_t n,
                       const claim_number *total)
{
    sum_of_numbers all = {0};
    int order;
    for (size_t i = 0; i < n; i++) {
        if (!sum_take(&all, parts[i]))
            return false;
    }
    *sum = all.sum / 2;
    *decimals = all.decimals;
    return sum_against(&order, all, total) && order == 0;
}

/* The level that a claim states, or that its change has led to; NULL where it states none. */
static const claim_number *level_of(const claim *c)
{
    if (c->kind == CLAIM_COUNT || c->kind == CLAIM_MONEY)
        return c->value.known ? &c->value : NULL;
    bool change =
        c->kind == CLAIM_CHANGE_PERCENT || c->kind == CLAIM_CHANGE_ABSOLUTE || c->kind == CLAIM_CHANGE_RATIO;
    return change && c->current.known ? &c->current : NULL;
}

static bool same_place(const claim_number *a, const claim_number *b)
{
    return a->known && b->known && a->start < a->end && a->start == b->start && a->end == b->end;
}

/* Parts of one printed whole, in a row from i; findings of the whole row. */
static esep_status link_parts(linked_list *out, const claim_list *list, size_t i, esep_error *error)
{
    const claim *first = &list->claims[i];
    if ((first->kind != CLAIM_COUNT && first->kind != CLAIM_MONEY) || !first->whole.known ||
        (i > 0 && list->claims[i - 1].kind == first->kind &&
         same_place(&list->claims[i - 1].whole, &first->whole)))
        return ESEP_OK;
    linked_finding found = {.kind = LINKED_SUM_AGREES};
    sum_of_numbers all = {0};
    for (size_t j = i; j < list->n && found.n < LINKED_WINDOW; j++) {
        const claim *part = &list->claims[j];
        if (part->kind != first->kind || !same_place(&part->whole, &first->whole))
            break;
        if (part->value.approximation != CLAIM_EXACT || !sum_take(&all, &part->value))
            return ESEP_OK;
        found.claims[found.n++] = j;
    }
    int order;
    if (found.n < 2 || first->whole.approximation != CLAIM_EXACT || !sum_against(&order, all, &first->whole))
        return ESEP_OK;
    found.stated = first->whole.number, found.computed = all.sum / 2, found.decimals = all.decimals;
    fraction near = fraction_percent(found.computed, found.stated);
    if (order > 0)
        found.kind = LINKED_PARTS_EXCEED;
    else if (order < 0 && all.decimals == 0 && first->whole.decimals == 0 && near.denominator > 0 &&
             near.numerator / near.denominator >= SUM_NEAR_PERCENT)
        found.kind = LINKED_SUM_DIFFERS;
    else if (order < 0)
        return ESEP_OK;
    return linked_list_add(out, &found, error);
}

/* Coarse numbers meet too easily: the slack must be small beside the total. */
static bool sum_is_sharp(const sum_of_numbers *all)
{
    return all->slack <= all->sum / 25;
}

/* Levels beside claim i, on one side of it, that add up to its own: at least two, within its sentence and the next. */
static esep_status link_total(linked_list *out, const claim_list *list, size_t i, int step, esep_error *error)
{
    const claim_number *total = level_of(&list->claims[i]), *last = total;
    if (!total || !figure_sound(total) || total->decimals != 0 || total->number < SUM_LEAST ||
        list->claims[i].whole.known)
        return ESEP_OK;
    linked_finding found = {.kind = LINKED_SUM_AGREES, .stated = total->number};
    sum_of_numbers all = {0};
    int sentences = 0;
    for (size_t j = i + (size_t)step; j < list->n && found.n + 1 < LINKED_WINDOW; j += (size_t)step) {
        const claim *part = &list->claims[j];
        const claim_number *level = level_of(part);
        sentences += part->sentence_start != list->claims[j - (size_t)step].sentence_start;
        if (sentences > 1 || !level || (part->kind == CLAIM_MONEY) != (list->claims[i].kind == CLAIM_MONEY))
            break;
        if (same_place(level, last))
            continue;
        last = level;
        int order;
        if (level->approximation != CLAIM_EXACT || level->number <= 0 || !sum_take(&all, level) ||
            !sum_against(&order, all, total) || order > 0)
            break;
        found.claims[found.n++] = j;
        if (order == 0 && found.n >= 2 && sum_is_sharp(&all)) {
            found.claims[found.n++] = i;
            found.computed = all.sum / 2, found.decimals = all.decimals;
            return linked_list_add(out, &found, error);
        }
    }
    return ESEP_OK;
}

/* Shares in a row, of one printed whole or of none that is printed. */
static esep_status link_shares(linked_list *out, const claim_list *list, size_t i, esep_error *error)
{
    const claim *first = &list->claims[i];
    if (first->kind != CLAIM_SHARE)
        return ESEP_OK;
    linked_finding found = {.kind = LINKED_SHARES_AGREE, .stated = 100};
    sum_of_numbers all = {0};
    const claim_number hundred = {.known = true, .number = 100, .unit = 1};
    for (size_t j = i; j < list->n && found.n < LINKED_WINDOW; j++) {
        const claim *share = &list->claims[j];
        bool one_whole =
            same_place(&share->whole, &first->whole) || (!share->whole.known && !first->whole.known);
        int order;
        if (share->kind != CLAIM_SHARE || share->sentence_start != first->sentence_start || !one_whole ||
            share->value.approximation != CLAIM_EXACT || share->base.known ||
            !sum_take(&all, &share->value) || !sum_against(&order, all, &hundred))
            return ESEP_OK;
        found.claims[found.n++] = j;
        found.computed = all.sum / 2, found.decimals = all.decimals;
        if (found.n >= 2 && order == 0 && sum_is_sharp(&all))
            return linked_list_add(out, &found, error);
        if (order > 0 && found.n >= 2 && first->whole.known) {
            found.kind = LINKED_SHARES_EXCEED;
            return linked_list_add(out, &found, error);
        }
    }
    return ESEP_OK;
}

esep_status link_sums(linked_list *out, const claim_list *list, esep_error *error)
{
    for (size_t i = 0; i < list->n; i++) {
        size_t found = out->n;
        ESEP_TRY(link_parts(out, list, i, error));
        ESEP_TRY(link_total(out, list, i, 1, error));
        if (out->n == found)
            ESEP_TRY(link_total(out, list, i, -1, error));
        if (i == 0 || list->claims[i - 1].kind != CLAIM_SHARE ||
            list->claims[i - 1].sentence_start != list->claims[i].sentence_start)
            ESEP_TRY(link_shares(out, list, i, error));
    }
    return ESEP_OK;
}

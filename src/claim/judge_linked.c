#include "claim/judge_linked.h"

#include "base/error.h"
#include "claim/judge_figure.h"
#include "claim/judge_period.h"
#include "claim/judge_sums.h"

#include <stdlib.h>

void linked_list_free(linked_list *list)
{
    free(list->findings);
    *list = (linked_list){0};
}

esep_status linked_list_add(linked_list *list, const linked_finding *found, esep_error *error)
{
    if (list->n == list->capacity) {
        size_t capacity = list->capacity ? 2 * list->capacity : 8;
        linked_finding *grown = realloc(list->findings, capacity * sizeof *grown);
        if (!grown)
            return error_memory(error);
        list->findings = grown;
        list->capacity = capacity;
    }
    list->findings[list->n++] = *found;
    return ESEP_OK;
}

static bool same_words(text a, text b)
{
    return (!a.data && !b.data) || (a.data && b.data && text_equal(a, b));
}

/* The same number of the text: printed, and at the same place. */
static bool same_number(const claim_number *a, const claim_number *b)
{
    return a->known && b->known && a->start < a->end && a->start == b->start && a->end == b->end;
}

/* What a claim leaves open for the unknown count. */
typedef struct open_set {
    bool usable, bounded;
    int128 min, max;
} open_set;

static open_set open_of(feasible_set set)
{
    return (open_set){set.tested && feasible_any(&set), set.bounded, set.min, set.max};
}

/* Narrow the claims' sets to what they have in common; a pair that have nothing in common is the finding. */
typedef struct linked_meeting {
    linked_finding found;
    open_set common;
    size_t lowest, highest; /* whose upper end is lowest, whose lower end is highest */
    bool apart;
} linked_meeting;

static void meeting_take(linked_meeting *m, size_t index, open_set set)
{
    if (!set.usable || m->found.n == LINKED_WINDOW || m->apart)
        return;
    if (m->found.n == 0)
        m->common = set, m->lowest = m->highest = index;
    m->found.claims[m->found.n++] = index;
    if (set.min > m->common.min)
        m->common.min = set.min, m->highest = index;
    if (set.bounded && (!m->common.bounded || set.max < m->common.max))
        m->common.max = set.max, m->common.bounded = true, m->lowest = index;
    m->apart = m->common.bounded && m->common.min > m->common.max;
}

static esep_status meeting_end(linked_meeting *m, linked_list *out, linked_kind together, linked_kind apart,
                               esep_error *error)
{
    linked_finding *found = &m->found;
    if (found->n < 2)
        return ESEP_OK;
    found->kind = m->apart ? apart : together;
    if (m->apart) {
        found->claims[0] = m->lowest < m->highest ? m->lowest : m->highest;
        found->claims[1] = m->lowest < m->highest ? m->highest : m->lowest;
        found->n = 2;
    } else {
        found->set =
            (feasible_set){true, m->common.bounded, m->common.min, m->common.bounded ? m->common.max : 0,
                           m->common.bounded ? m->common.max - m->common.min + 1 : 0};
    }
    return linked_list_add(out, found, error);
}

static open_set whole_of(const claim *c)
{
    feasible_window window;
    if (c->kind != CLAIM_SHARE || !figure_exact_count(&c->current) || figure_zeros(&c->current) >= 2 ||
        c->whole.known || c->of_rate || c->measured || c->value.approximation != CLAIM_EXACT ||
        (c->form & ~(unsigned)CLAIM_IN_WORDS) || !figure_sound(&c->value) ||
        !feasible_window_nearest(&window, c->value.number, c->value.decimals, c->value.unit))
        return (open_set){.usable = false};
    return open_of(feasible_partners(FEASIBLE_PART, c->current.number, &window));
}

/* The base that a change leaves open to its count. */
static open_set base_of(const claim *c)
{
    open_set none = {.usable = false};
    feasible_window window;
    bool may_be_rounded =
        figure_zeros(&c->current) >= 2 || (c->kind == CLAIM_CHANGE_ABSOLUTE && figure_zeros(&c->value) >= 2);
    if (may_be_rounded)
        return none;
    if (!figure_exact_count(&c->current) || c->of_rate || c->measured || period_words_average(c->against) ||
        c->value.approximation != CLAIM_EXACT || !figure_sound(&c->value) ||
        (c->form & (CLAIM_POINTS | CLAIM_RANGE | CLAIM_IN_FRACTION | CLAIM_ONE_IN_N)))
        return none;
    if (c->base.known)
        return figure_exact_count(&c->base) ? (open_set){true, true, c->base.number, c->base.number} : none;
    if (c->kind == CLAIM_CHANGE_ABSOLUTE && c->value.decimals == 0) {
        int128 base = c->current.number - c->value.number, half = c->value.unit / 2;
        return (open_set){base >= 0, true, base - half, base + half};
    }
    if (c->kind == CLAIM_CHANGE_PERCENT &&
        feasible_window_nearest(&window, c->value.number, c->value.decimals, c->value.unit))
        return open_of(feasible_partners(FEASIBLE_CURRENT, c->current.number, &window));
    if (c->kind == CLAIM_CHANGE_RATIO && c->value.number > 0 && c->value.decimals == 0 &&
        c->value.number < 1000) {
        /* "Twice" may be 1.75 to 2.25 times: in quarters, 4·c/(4r + 1) <= base <= 4·c/(4r - 1); half a time above three. */
        int128 quarters = 4 * c->value.number, slack = c->value.number <= 3 ? 1 : 2, four;
        if (fraction_multiply(&four, c->current.number, 4))
            return (open_set){true, true, (four + quarters + slack - 1) / (quarters + slack),
                              four / (quarters - slack)};
    }
    return none;
}

static bool is_change(const claim *c)
{
    return c->kind == CLAIM_CHANGE_PERCENT || c->kind == CLAIM_CHANGE_ABSOLUTE ||
           c->kind == CLAIM_CHANGE_RATIO;
}

static esep_status link_changes(linked_list *out, const claim_list *list, size_t i, esep_error *error)
{
    const claim *c = &list->claims[i];
    linked_meeting meeting = {.apart = false};
    if (!is_change(c))
        return ESEP_OK;
    for (size_t j = i > LINKED_WINDOW ? i - LINKED_WINDOW : 0; j < i; j++) {
        if (is_change(&list->claims[j]) && same_number(&list->claims[j].current, &c->current) &&
            same_words(list->claims[j].against, c->against))
            return ESEP_OK; /* it was the first of these */
    }
    for (size_t j = i; j < list->n && j < i + LINKED_WINDOW; j++) {
        const claim *other = &list->claims[j];
        if (is_change(other) && same_number(&other->current, &c->current) &&
            same_words(other->against, c->against))
            meeting_take(&meeting, j, base_of(other));
    }
    return meeting_end(&meeting, out, LINKED_COMMON_BASE, LINKED_NO_COMMON_BASE, error);
}

static esep_status link_wholes(linked_list *out, const claim_list *list, size_t i, esep_error *error)
{
    linked_meeting meeting = {.apart = false};
    size_t sentence = list->claims[i].sentence_start;
    if (!whole_of(&list->claims[i]).usable ||
        (i > 0 && list->claims[i - 1].sentence_start == sentence && whole_of(&list->claims[i - 1]).usable))
        return ESEP_OK;
    for (size_t j = i; j < list->n && j < i + LINKED_WINDOW && list->claims[j].sentence_start == sentence;
         j++)
        meeting_take(&meeting, j, whole_of(&list->claims[j]));
    return meeting_end(&meeting, out, LINKED_COMMON_WHOLE, LINKED_NO_COMMON_WHOLE, error);
}

/* "1 200 in January–May, 1 350 in six months of last year": the two periods of one comparison. */
static bool lengths_differ(const claim *c, int months)
{
    int against = period_words_months(c->against);
    return c->base.known && months > 0 && against > 0 && months != against &&
           (c->period.data + c->period.length <= c->against.data ||
            c->against.data + c->against.length <= c->period.data);
}

/* Once for each length of period that differs from the one before it, and each claim that is set against a whole year or another length. */
static esep_status link_periods(linked_list *out, const claim_list *list, esep_error *error)
{
    bool told[13] = {false};
    size_t before = 0;
    int months_before = 0;
    for (size_t i = 0; i < list->n; i++) {
        const claim *c = &list->claims[i];
        int months = period_words_months(c->period);
        if (months > 0 && months < 12 && is_change(c) && period_words_whole_year(c->against))
            ESEP_TRY(linked_list_add(
                out, &(linked_finding){.kind = LINKED_AGAINST_YEAR, .claims = {i}, .n = 1, .stated = months},
                error));
        if (lengths_differ(c, months))
            ESEP_TRY(linked_list_add(out,
                                     &(linked_finding){.kind = LINKED_PERIODS_DIFFER,
                                                       .claims = {i},
                                                       .n = 1,
                                                       .stated = months,
                                                       .computed = period_words_months(c->against)},
                                     error));
        if (months == 0)
            continue;
        if (months_before && months != months_before && !told[months]) {
            linked_finding found = {.kind = LINKED_PERIODS_DIFFER,
                                    .claims = {before, i},
                                    .n = 2,
                                    .stated = months_before,
                                    .computed = months};
            ESEP_TRY(linked_list_add(out, &found, error));
        }
        told[months] = true;
        months_before = months, before = i;
    }
    return ESEP_OK;
}

esep_status judge_linked(linked_list *out, const claim_list *claims, esep_error *error)
{
    *out = (linked_list){0};
    esep_status status = link_sums(out, claims, error);
    for (size_t i = 0; i < claims->n && status == ESEP_OK; i++) {
        status = link_wholes(out, claims, i, error);
        if (status == ESEP_OK)
            status = link_changes(out, claims, i, error);
    }
    if (status == ESEP_OK)
        status = link_periods(out, claims, error);
    if (status != ESEP_OK)
        linked_list_free(out);
    return status;
}

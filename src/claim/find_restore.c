/* Claims of the text without mark-up become claims of the original. */
#include "claim/find.h"

#include <stdlib.h>

size_t claim_plain_place(const claim_plain *plain, size_t at)
{
    size_t low = 0, high = plain->n_runs;
    if (at >= plain->words.length)
        return plain->runs[plain->n_runs - 1].original;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (plain->runs[middle].plain <= at)
            low = middle;
        else
            high = middle;
    }
    return plain->runs[low].original + (at - plain->runs[low].plain);
}

/* The end of a span: behind its last byte, not before what follows it, which may lie behind a tag. */
static size_t place_of_end(const claim_plain *plain, size_t end)
{
    if (end == 0)
        return claim_plain_place(plain, 0);
    size_t last = claim_plain_place(plain, end - 1), next = claim_plain_place(plain, end);
    return next > last + 1 && end - 1 < plain->words.length ? last + 1 : next;
}

static text restored(text t, const claim_plain *plain, text marked)
{
    if (!t.data)
        return t;
    size_t start = (size_t)(t.data - plain->words.data), from = claim_plain_place(plain, start),
           to = place_of_end(plain, start + t.length);
    return (text){marked.data + from, to > from ? to - from : 0};
}

static void restore_span(size_t *start, size_t *end, const claim_plain *plain)
{
    bool empty = *start == *end;
    size_t from = claim_plain_place(plain, *start), to = empty ? from : place_of_end(plain, *end);
    *start = from;
    *end = to > from ? to : from;
}

void claim_list_restore(claim_list *list, const claim_plain *plain, text marked)
{
    enum { NUMBERS = 5, TEXTS = 4 };
    for (size_t i = 0; i < list->n; i++) {
        claim *c = &list->claims[i];
        claim_number *numbers[NUMBERS] = {&c->value, &c->current, &c->base, &c->whole, &c->delta};
        for (size_t k = 0; k < NUMBERS; k++) {
            if (numbers[k]->known)
                restore_span(&numbers[k]->start, &numbers[k]->end, plain);
        }
        restore_span(&c->start, &c->end, plain);
        restore_span(&c->sentence_start, &c->sentence_end, plain);
        text *texts[TEXTS] = {&c->unit, &c->subject, &c->period, &c->against};
        for (size_t k = 0; k < TEXTS; k++)
            *texts[k] = restored(*texts[k], plain, marked);
    }
}

void claim_plain_free(claim_plain *plain)
{
    buffer_free(&plain->words);
    free(plain->runs);
    *plain = (claim_plain){0};
}

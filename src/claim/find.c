#include "claim/find.h"

#include "base/error.h"
#include "claim/find_inside.h"

#include <stdlib.h>
#include <string.h>

static text span(const reading *r, size_t start, size_t end)
{
    return end > start ? (text){r->words.data + start, end - start} : (text){NULL, 0};
}

static bool names_thing(const find_item *i)
{
    const uint64_t other = ~(LEXICON_UNIT | LEXICON_GENERIC | LEXICON_INHABITANT | LEXICON_TOTAL |
                             LEXICON_RATE | LEXICON_PART | LEXICON_AVERAGE);
    return i->kind == ITEM_WORD && !(i->tags & other);
}

/* The things counted: up to three words behind the figure that say nothing else, ending with one known to be counted. */
static text unit_of(const reading *r, const quantity *q)
{
    size_t last = r->sentences[q->sentence].last, at = q->item + 1, first = at;
    if (q->shape != SHAPE_PLAIN)
        return (text){NULL, 0};
    while (at < last && at < first + 3 && names_thing(&r->items[at]) &&
           !(at > first && item_has(&r->items[at - 1], LEXICON_UNIT)))
        at++;
    if (at == first + 3 && !item_has(&r->items[at - 1], LEXICON_UNIT))
        at = first + 1;
    return at > first ? span(r, r->items[first].start, r->items[at - 1].end) : (text){NULL, 0};
}

/* The longest run of words nearest before the figure (else behind it) in its segment that name a thing. */
static text subject_of(const reading *r, const quantity *q)
{
    size_t from, to;
    item_segment(r, q->item, &from, &to);
    for (size_t end = q->item; end > from; end--) {
        if (!names_thing(&r->items[end - 1]))
            continue;
        size_t start = end;
        while (start > from && end - start < 6 && names_thing(&r->items[start - 1]))
            start--;
        return span(r, r->items[start].start, r->items[end - 1].end);
    }
    for (size_t start = q->item + 1; start < to; start++) {
        size_t end = start;
        while (end < to && end - start < 6 && names_thing(&r->items[end]))
            end++;
        if (end > start)
            return span(r, r->items[start].start, r->items[end - 1].end);
    }
    return (text){NULL, 0};
}

static bool of_time(const reading *r, const find_item *i)
{
    if (i->kind == ITEM_QUANTITY)
        return r->quantities[i->quantity].excluded &&
               (r->quantities[i->quantity].year || r->quantities[i->quantity].shape == SHAPE_PLAIN);
    return item_has(i, LEXICON_TIME | LEXICON_YEAR | LEXICON_MONTH | LEXICON_PERIOD | LEXICON_BASE_PERIOD |
                           LEXICON_CURRENT_PERIOD | LEXICON_ORDINAL | LEXICON_BEFORE_YEAR);
}

/* "the first five months of the year", "from January to March", "январь–июнь": what joins words of time. */
static bool joins_time(const find_item *i)
{
    return item_has(i, LEXICON_ARTICLE_WORD | LEXICON_OF | LEXICON_TO | LEXICON_FROM | LEXICON_AND) ||
           item_dash(i) || item_is(i, '-') || item_is(i, '/');
}

static bool passes_time(const reading *r, size_t at, size_t further)
{
    return of_time(r, &r->items[at]) || (joins_time(&r->items[at]) && of_time(r, &r->items[further]));
}

/* A run of words of time around `at`. */
static text time_around(const reading *r, const find_sentence *s, size_t at)
{
    size_t from = at, to = at + 1;
    while (from > s->first && at - from < 10 &&
           passes_time(r, from - 1, from - 1 > s->first ? from - 2 : from - 1))
        from--;
    while (to < s->last && to - at < 10 && passes_time(r, to, to + 1 < s->last ? to + 1 : to))
        to++;
    while (from < at && item_has(&r->items[from], LEXICON_AND))
        from++;
    return span(r, r->items[from].start, r->items[to - 1].end);
}

static bool says_time(const reading *r, const find_item *i)
{
    if (i->kind == ITEM_QUANTITY)
        return r->quantities[i->quantity].year != 0 && r->quantities[i->quantity].excluded;
    return item_has(i, LEXICON_TIME | LEXICON_YEAR | LEXICON_MONTH | LEXICON_PERIOD | LEXICON_CURRENT_PERIOD |
                           LEXICON_BASE_PERIOD);
}

static bool is_against(const reading *r, size_t at, const find_sentence *s)
{
    const find_item *i = &r->items[at];
    if (item_has(i, LEXICON_BASE_PERIOD))
        return true;
    size_t low = at > s->first + 5 ? at - 5 : s->first, high = at + 6 < s->last ? at + 6 : s->last;
    return r->language == ESEP_KK ? item_find(r, at, high, LEXICON_COMPARED) != 0
                                  : item_find(r, low, at, LEXICON_COMPARED | LEXICON_THAN) != 0;
}

/* Periods: the nearest in the sentence (before the figure first) that is not the one compared with; and the one that is. */
static void periods_of(const reading *r, const quantity *q, claim *c)
{
    const find_sentence *s = &r->sentences[q->sentence];
    for (size_t n = 1; n < FIND_REACH && (!c->period.data || !c->against.data); n++) {
        size_t places[2] = {q->item >= s->first + n ? q->item - n : 0,
                            q->item + n < s->last ? q->item + n : 0};
        for (size_t k = 0; k < 2; k++) {
            if (!places[k] || !says_time(r, &r->items[places[k]]))
                continue;
            text *to = is_against(r, places[k], s) ? &c->against : &c->period;
            if (!to->data)
                *to = time_around(r, s, places[k]);
        }
    }
}

/* "In the first half-year there were 50. That is 38.8 % fewer": a claim without words of a period has those of its operand's sentence. */
static void period_of_operand(const reading *r, const quantity *q, claim *c)
{
    const int operands[] = {q->current, q->whole, q->base};
    for (size_t i = 0; i < sizeof operands / sizeof *operands && !c->period.data; i++) {
        if (operands[i] == NOBODY)
            continue;
        const quantity *from = &r->quantities[operands[i]];
        claim found = {.kind = CLAIM_COUNT};
        if (from->sentence < q->sentence)
            periods_of(r, from, &found);
        c->period = found.period;
        return;
    }
}

static claim_number operand(const reading *r, int index)
{
    return index == NOBODY ? (claim_number){0} : r->quantities[index].value;
}

static claim_number signed_operand(const reading *r, int index)
{
    claim_number n = operand(r, index);
    if (n.known && r->quantities[index].direction < 0)
        n.number = -n.number;
    return n;
}

/* A change between shares or rates is one of a rate, whatever the words. */
static bool between_rates(const reading *r, const quantity *q)
{
    int operands[2] = {q->current, q->base};
    for (int i = 0; i < 2 && q->kind == CLAIM_CHANGE_PERCENT; i++) {
        if (operands[i] != NOBODY && (r->quantities[operands[i]].shape == SHAPE_PERCENT ||
                                      r->quantities[operands[i]].kind == CLAIM_RATE))
            return true;
    }
    return false;
}

static bool is_measured(const reading *r, const quantity *q)
{
    const find_item *unit = &r->items[q->item + 1 < r->n_items ? q->item + 1 : 0];
    return q->shape == SHAPE_MONEY || (q->shape == SHAPE_PLAIN && item_has(unit, LEXICON_MEASURE));
}

/* The word of rise or fall that a pair is held against. One that stands farther off than the figures' own segments may be about something
 * else: it can agree, never contradict, and does not reach into another sentence. */
static int direction_of_pair(const reading *r, const quantity *q)
{
    if (q->base == NOBODY)
        return quantity_way(r, q);
    const quantity *base = &r->quantities[q->base];
    int close = quantity_way_close(r, q), far = quantity_way(r, q);
    if (!close)
        close = quantity_way_close(r, base);
    if (close || base->sentence != q->sentence)
        return close;
    bool rises = quantity_real(q) > quantity_real(base), falls = quantity_real(q) < quantity_real(base);
    return (far > 0 && rises) || (far < 0 && falls) ? far : 0;
}

static claim claim_of(const reading *r, const quantity *q)
{
    const find_sentence *s = &r->sentences[q->sentence];
    claim c = {.kind = q->kind,
               .value = q->value,
               .printed_decimals = q->printed_decimals,
               .current = operand(r, q->current),
               .base = q->self_base ? q->value : operand(r, q->base),
               .whole = operand(r, q->whole),
               .delta = signed_operand(r, q->delta),
               .form = q->form | (q->unsure ? CLAIM_UNSURE : 0),
               .of_rate = q->of_rate || between_rates(r, q),
               .per = q->per,
               .start = q->start,
               .end = q->end,
               .sentence_start = s->start,
               .sentence_end = s->end};
    if (q->direction < 0 && c.kind != CLAIM_COUNT && c.kind != CLAIM_SHARE && c.kind != CLAIM_RATE &&
        c.kind != CLAIM_MONEY)
        c.value.number = -c.value.number;
    if (q->current != NOBODY && r->quantities[q->current].sentence != q->sentence)
        c.form |= CLAIM_ANAPHORA;
    if (c.base.known && quantity_is_level(q))
        c.direction = direction_of_pair(r, q);
    if (q->days)
        c.whole =
            (claim_number){.known = true, .number = q->days, .unit = 1, .start = q->start, .end = q->start};
    c.measured = is_measured(r, q) || (q->current != NOBODY && is_measured(r, &r->quantities[q->current]));
    c.unit = q->shape == SHAPE_MONEY ? span(r, q->start, q->end) : unit_of(r, q);
    c.subject = subject_of(r, q);
    if (!c.subject.data)
        c.subject = c.unit;
    periods_of(r, q, &c);
    if (!c.period.data)
        period_of_operand(r, q, &c);
    return c;
}

static int by_start(const void *a, const void *b)
{
    const claim *x = a, *y = b;
    if (x->start != y->start)
        return x->start < y->start ? -1 : 1;
    return x->end < y->end ? -1 : x->end > y->end;
}

static esep_status write_claims(reading *r, claim_list *out, esep_error *error)
{
    size_t first = out->n;
    for (size_t i = 0; i < r->n_quantities + r->n_copies; i++) {
        const quantity *q = &r->quantities[i];
        /* an amount of money stays a claim beside the change or share that is said of it */
        if (q->excluded || (q->taken && (q->kind != CLAIM_MONEY || q->role == ROLE_BASE)))
            continue;
        claim c = claim_of(r, q);
        if (out->n == CLAIM_FIND_MOST) {
            char most[24];
            return error_raise(error, ESEP_DATA, MESSAGE_CLAIM_TOO_MANY, error_number(most, CLAIM_FIND_MOST));
        }
        ESEP_TRY(claim_list_add(out, &c, error));
    }
    /* copies stand behind; few of them, and sorting is stable enough by the spans */
    if (r->n_copies > 0)
        qsort(out->claims + first, out->n - first, sizeof *out->claims, by_start);
    return ESEP_OK;
}

void *find_room(reading *r, size_t room, size_t count, size_t size)
{
    struct find_room *now = &r->rooms[room];
    if (now->bytes < count * size) {
        free(now->data);
        now->data = malloc(count * size);
        now->bytes = now->data ? count * size : 0;
    }
    return now->data;
}

static esep_status read_block(reading *r, size_t start, size_t end, claim_list *out, esep_error *error)
{
    r->n_copies = 0;
    ESEP_TRY(find_tokens(r, start, end, error));
    ESEP_TRY(find_items(r, error));
    ESEP_TRY(find_quantities(r, error));
    if (r->n_quantities == 0)
        return ESEP_OK;
    find_segments(r);
    find_exclude(r);
    find_kinds(r);
    find_pairs(r);
    find_attach(r);
    find_shares(r);
    find_averages(r);
    return write_claims(r, out, error);
}

/* The end of the block that begins at `start`: behind an empty line, else behind a line, else a blank, else anywhere that is not within a
 * character. */
static size_t block_end(text words, size_t start)
{
    if (words.length - start <= FIND_BLOCK)
        return words.length;
    size_t most = words.length - start < FIND_BLOCK_MOST ? words.length : start + FIND_BLOCK_MOST, line = 0,
           blank = 0;
    for (size_t at = start + FIND_BLOCK; at < most; at++) {
        char c = words.data[at];
        if (c == '\n' && words.data[at - 1] == '\n')
            return at + 1;
        if (c == '\n')
            line = at + 1;
        else if (c == ' ' && words.data[at - 1] == '.')
            blank = at + 1;
    }
    if (line || blank)
        return line ? line : blank;
    while (most > start + FIND_BLOCK && most < words.length &&
           ((unsigned char)words.data[most] & 0xC0) == 0x80)
        most--;
    return most;
}

esep_status claim_find(claim_list *out, text words, esep_language language, const lexicon *lexicon,
                       esep_error *error)
{
    reading r = {.lexicon = lexicon, .words = words, .language = language};
    esep_status status = ESEP_OK;
    for (size_t start = 0; start < words.length && status == ESEP_OK;) {
        size_t end = block_end(words, start);
        status = read_block(&r, start, end, out, error);
        start = end;
    }
    for (size_t i = 0; i < FIND_ROOMS; i++)
        free(r.rooms[i].data);
    return status;
}

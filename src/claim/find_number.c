/* Digits and number words to quantities: "476 млн 875 мың 289 теңге", "38,8%-ға", "two-thirds", "each fourth". */
#include "claim/find_number.h"
#include "base/error.h"

#include <string.h>

static const int128 LARGEST = (int128)1 << 100;

const find_item *number_ahead(const number_building *b, size_t n)
{
    static const find_item none = {.kind = ITEM_MARK};
    return b->in + n < b->last ? &b->r->items[b->in + n] : &none;
}

static bool is_dash_point(uint32_t c)
{
    return c == '-' || c == 0x2010 || c == 0x2011 || c == 0x2012 || c == 0x2013 || c == 0x2014 || c == 0x2212;
}

find_digits number_digits(const number_building *b, const find_item *i, bool whole)
{
    return find_read_digits(b->r->tokens[i->token].small, b->r->language, whole);
}

/* Is the figure a whole number, so that "5,483" is grouped? Not before a per cent, a multiplier, "times". */
static bool reads_whole(const number_building *b, size_t n)
{
    return !item_has(number_ahead(b, n),
                     LEXICON_PERCENT | LEXICON_MULTIPLIER | LEXICON_TIMES | LEXICON_POINTS) &&
           !(number_ahead(b, n)->kind == ITEM_MARK && is_dash_point(number_ahead(b, n)->point) &&
             item_has(number_ahead(b, n + 2), LEXICON_PERCENT));
}

static void multiply(quantity *q, int64_t by)
{
    if (q->value.number > LARGEST / by || q->value.unit > LARGEST / by) {
        q->excluded = true;
        return;
    }
    q->value.number *= by;
    q->value.unit *= by;
    while (q->value.decimals > 0 && q->value.number % 10 == 0 && q->value.unit % 10 == 0) {
        q->value.number /= 10;
        q->value.unit /= 10;
        q->value.decimals--;
    }
}

/* "18 тыс. 718", "39 миллион 680 мың": smaller parts that follow; n items are read already. */
static size_t more_parts(const number_building *b, quantity *q, size_t n, int64_t multiplier)
{
    /* "10.9 million 999 calls" is one figure and a telephone number */
    while (q->printed_decimals == 0 && q->value.decimals == 0 && number_ahead(b, n)->kind == ITEM_QUANTITY &&
           multiplier >= 1000) {
        find_digits d = number_digits(b, number_ahead(b, n), true);
        bool multiplied = item_has(number_ahead(b, n + 1), LEXICON_MULTIPLIER);
        int64_t next = multiplied ? number_ahead(b, n + 1)->value : 1;
        if (d.refused || d.decimals > 0 || d.number >= 1000 || next >= multiplier ||
            d.number * next >= multiplier || item_has(number_ahead(b, n + 1), LEXICON_YEAR | LEXICON_PERCENT))
            break;
        q->value.number += d.number * next;
        q->value.unit = next;
        q->cases = multiplied ? number_ahead(b, n + 1)->cases : q->cases;
        multiplier = next;
        n += 1 + multiplied;
    }
    return n;
}

static size_t multipliers(const number_building *b, quantity *q, size_t n)
{
    const find_item *next = number_ahead(b, n);
    if (next->joined ? item_has(next, LEXICON_JOINED_MULTIPLIER | LEXICON_MULTIPLIER)
                     : item_has(next, LEXICON_MULTIPLIER)) {
        int64_t by = next->value > 0 ? next->value : 1;
        multiply(q, by);
        q->multiplier = by;
        q->cases = next->cases;
        return more_parts(b, q, n + 1, by);
    }
    return n;
}

/* Letters joined to the digits: a case, an ordinal, or a word that stays ("25-летний"). */
static size_t joined_letters(const number_building *b, quantity *q, size_t n)
{
    const find_item *next = number_ahead(b, n);
    if (!next->joined || next->kind != ITEM_WORD)
        return n;
    text letters = b->r->tokens[next->token].small;
    unsigned cases = lexicon_joined_cases(b->r->lexicon, letters);
    bool phrase = next->end != b->r->tokens[next->token].end; /* "3-орын алды" */
    if (phrase || (!cases && item_has(next, ~UINT64_C(0))))
        return n;
    q->cases = cases;
    if (cases & LEXICON_ORDINAL_SUFFIX)
        q->excluded = true;
    return n + 1;
}

static size_t from_digits(const number_building *b, quantity *q)
{
    find_digits d = number_digits(b, number_ahead(b, 0), reads_whole(b, 1));
    q->value.number = d.number;
    q->value.decimals = q->printed_decimals = d.decimals;
    q->value.unit = 1;
    q->digits = true;
    q->excluded = d.refused;
    q->plain = d.plain;
    if (d.plain && d.number >= 1900 && d.number <= 2100 &&
        number_ahead(b, 0)->end - number_ahead(b, 0)->start == 4)
        q->year = (int)d.number;
    size_t n = joined_letters(b, q, 1), read = multipliers(b, q, n);
    if (read > n)
        q->year = 0;
    return read;
}

/* A sign printed with the figure: "+12,2%", "(-1,9%". It stands in the item before, which is swallowed. */
static void printed_sign(number_building *b, quantity *q)
{
    if (b->out <= b->r->sentences[b->sentence].first || !q->digits)
        return;
    const find_item *mark = &b->r->items[b->out - 1], *start = number_ahead(b, 0);
    if (mark->kind != ITEM_MARK || start->apart || mark->end != start->start ||
        !(mark->point == '+' || is_dash_point(mark->point)))
        return;
    const find_item *before = &b->r->items[b->out - 2];
    bool apart = mark->apart || (b->out >= 2 && (before->kind == ITEM_MARK && before->point != '%'));
    if (!apart || mark->point == 0x2014)
        return;
    q->sign = mark->point == '+' ? 1 : -1;
    q->start = mark->start;
    b->out--;
}

/* "40-50": the lower bound is the value. */
static size_t range(const number_building *b, quantity *q, size_t n)
{
    const find_item *dash = number_ahead(b, n), *to = number_ahead(b, n + 1);
    if (!q->digits || dash->kind != ITEM_MARK || !is_dash_point(dash->point) || to->kind != ITEM_QUANTITY ||
        dash->apart != to->apart)
        return n;
    find_digits d = number_digits(b, to, reads_whole(b, n + 2));
    if (d.refused || (dash->apart && !item_has(number_ahead(b, n + 2), LEXICON_PERCENT | LEXICON_MULTIPLIER)))
        return n;
    if (d.decimals == q->value.decimals && d.number <= q->value.number && !q->year)
        return n;
    if (dash->apart && q->year)
        return n;
    q->form |= CLAIM_RANGE;
    if (q->year && !(d.plain && (d.number < 100 || (d.number >= 1900 && d.number <= 2100))))
        q->year = 0;
    else if (q->year)
        q->excluded = true;
    quantity upper = {.value = {.number = d.number, .decimals = d.decimals, .unit = 1}};
    size_t after = multipliers(b, &upper, n + 2);
    q->cases = upper.cases;
    if (after > n + 2 && number_ahead(b, n + 2)->value > 0 && q->value.number < 1000)
        multiply(q, number_ahead(b, n + 2)->value);
    return joined_letters(b, q, after);
}

/* Per cent, points, "times", currency behind the figure. */
static size_t what_of(const number_building *b, quantity *q, size_t n)
{
    const find_item *next = number_ahead(b, n);
    if (item_has(next, LEXICON_PERCENT | LEXICON_POINTS)) {
        q->shape = SHAPE_PERCENT;
        if (item_has(next, LEXICON_POINTS))
            q->form |= CLAIM_POINTS;
        q->cases = next->cases;
        q->year = 0;
        const find_item *suffix = number_ahead(b, n + 1);
        if (suffix->joined && suffix->kind == ITEM_WORD) {
            q->cases = lexicon_joined_cases(b->r->lexicon, b->r->tokens[suffix->token].small);
            n += q->cases != 0;
        }
        if (item_has(number_ahead(b, n + 1), LEXICON_POINTS) && !item_has(next, LEXICON_POINTS)) {
            q->form |= CLAIM_POINTS;
            n++;
        }
        return n + 1;
    }
    if (item_has(next, LEXICON_TIMES)) {
        q->shape = SHAPE_TIMES;
        q->cases = next->cases;
        q->year = 0;
        return n + 1;
    }
    if (item_has(next, LEXICON_AFTER) && item_has(number_ahead(b, n + 1), LEXICON_CURRENCY)) {
        q->shape = SHAPE_MONEY;
        q->year = 0;
        return n;
    }
    if (item_has(next, LEXICON_CURRENCY) && next->lines == 0) {
        q->shape = SHAPE_MONEY;
        q->cases = next->cases;
        q->year = 0;
        return n + 1;
    }
    return n;
}

static void currency_before(number_building *b, quantity *q)
{
    if (q->shape != SHAPE_PLAIN || b->out <= b->r->sentences[b->sentence].first || !q->digits)
        return;
    const find_item *before = &b->r->items[b->out - 1];
    if (!item_has(before, LEXICON_CURRENCY) || (before->kind == ITEM_WORD && !before->capital))
        return;
    q->shape = SHAPE_MONEY;
    q->start = before->start;
    q->year = 0;
    b->out--;
}

static bool starts_number(const number_building *b)
{
    const find_item *i = number_ahead(b, 0);
    return i->kind == ITEM_QUANTITY || (i->kind == ITEM_WORD && item_has(i, LEXICON_NUMBER));
}

static void keep(number_building *b, quantity *q, size_t n)
{
    find_item *to = &b->r->items[b->out], from = *number_ahead(b, 0);
    q->end = number_ahead(b, n - 1)->end;
    q->value.known = true;
    q->value.start = q->start;
    q->value.end = q->end;
    q->item = b->out;
    q->sentence = b->sentence;
    q->current = q->base = q->whole = q->delta = NOBODY;
    uint64_t tags = q->form & (CLAIM_IN_FRACTION | CLAIM_ONE_IN_N) || q->shape == SHAPE_TIMES
                        ? from.tags & (LEXICON_UP | LEXICON_DOWN | LEXICON_COMPARATIVE | LEXICON_BY)
                        : 0;
    *to = (find_item){.tags = tags,
                      .start = q->start,
                      .end = q->end,
                      .kind = ITEM_QUANTITY,
                      .cases = q->cases,
                      .apart = from.apart,
                      .lines = from.lines,
                      .quantity = b->r->n_quantities,
                      .token = from.token};
    b->out++;
    b->r->quantities[b->r->n_quantities++] = *q;
    b->in += n;
}

static void build_one(number_building *b)
{
    quantity q = {.start = number_ahead(b, 0)->start};
    size_t n = number_from_fraction(b, &q);
    if (n == 0)
        n = number_from_ratio(b, &q);
    if (n == 0 && starts_number(b)) {
        n = number_ahead(b, 0)->kind == ITEM_QUANTITY ? from_digits(b, &q) : number_from_words(b, &q);
        n = range(b, &q, n);
        n = what_of(b, &q, n);
        printed_sign(b, &q);
        currency_before(b, &q);
    }
    if (n > 0)
        keep(b, &q, n);
    else
        b->r->items[b->out++] = b->r->items[b->in++];
}

/* "с 5,1 до 9,2 тыс.", "from $1.2 to $1.4 million": the multiplier and the currency behind the second figure are the first one's too. */
static void spread_multipliers(reading *r)
{
    for (size_t i = 0; i + 1 < r->n_quantities; i++) {
        quantity *p = &r->quantities[i];
        const quantity *q = &r->quantities[i + 1];
        bool from_to = r->language == ESEP_KK
                           ? q->item == p->item + 1 && p->cases & LEXICON_ABLATIVE
                           : q->item == p->item + 2 && item_has(&r->items[p->item + 1], LEXICON_TO) &&
                                 (item_has(&r->items[p->item - 1], LEXICON_FROM) || p->shape == SHAPE_MONEY);
        if (!from_to || p->sentence != q->sentence || p->multiplier || !q->multiplier || !p->digits ||
            p->excluded || p->shape == SHAPE_PERCENT ||
            p->value.number / (p->value.decimals ? 10 : 1) >= 1000)
            continue;
        multiply(p, q->multiplier);
        p->shape = q->shape;
        p->year = 0;
    }
}

esep_status find_quantities(reading *r, esep_error *error)
{
    /* room for the copies of find_shares() too */
    r->capacity = 2 * r->n_numbers + 16;
    r->quantities = find_room(r, ROOM_QUANTITIES, r->capacity, sizeof *r->quantities);
    if (!r->quantities)
        return error_memory(error);
    r->n_quantities = 0;
    number_building b = {.r = r, .out = 1};
    for (size_t s = 0; s < r->n_sentences; s++) {
        find_sentence *now = &r->sentences[s];
        b.in = now->first;
        b.last = now->last;
        b.sentence = s;
        now->start = r->items[now->first].start;
        now->end = r->items[now->last - 1].end;
        now->first = b.out;
        now->quantity = r->n_quantities;
        while (b.in < b.last)
            build_one(&b);
        now->last = b.out;
        now->quantities = r->n_quantities;
    }
    r->n_items = b.out;
    spread_multipliers(r);
    return ESEP_OK;
}

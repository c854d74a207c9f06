/* true_claims.h - claims that are true: made from whole numbers by an honest rounding, in all the ways that people print them.
 *
 * None of them may ever be called inconsistent or impossible. The unit test draws them by a seeded generator, the fuzzer from its bytes. */
#ifndef HARNESS_TRUE_CLAIMS_H
#define HARNESS_TRUE_CLAIMS_H

#include "claim/claim.h"

#include <stdint.h>

/** Where numbers are drawn from: 64 bits at a time. */
typedef struct true_source {
    uint64_t (*draw)(void *from);
    void *from;
} true_source;

static inline uint64_t true_below(true_source *s, uint64_t limit)
{
    return s->draw(s->from) % limit;
}

static inline int128 true_power(int exponent)
{
    int128 power = 1;
    while (exponent-- > 0)
        power *= 10;
    return power;
}

/* Counts of all sizes, small ones often. */
static inline int64_t true_count(true_source *s, int64_t least)
{
    int digits = (int)true_below(s, 10);
    return least + (int64_t)true_below(s, (uint64_t)true_power(digits) + 1);
}

static inline claim_number true_number(int128 number, int decimals)
{
    return (claim_number){.known = true, .number = number, .decimals = decimals, .unit = 1, .end = 1};
}

/* A count as printed: exact; rounded to some digits, which is said by its unit ("9.4 thousand") or only by its zeros ("9,400"); or
 * with a word of approximation that holds. Zeros are left to speak for themselves only from two on. */
static inline claim_number true_printed(true_source *s, int64_t count)
{
    claim_number n = true_number(count, 0);
    unsigned way = (unsigned)true_below(s, 12);
    int zeros = 1 + (int)true_below(s, 4);
    int128 unit = true_power(zeros);
    if (way < 6 || count < unit * 2)
        return n;
    n.number = (count + unit / 2) / unit * unit;
    n.unit = way < 9 || zeros == 1 ? unit : 1;
    if (way == 11 && n.unit == unit) {
        n.approximation = n.number <= count ? CLAIM_MORE : CLAIM_NEARLY;
        n.number = n.number <= count ? n.number : (count + unit - 1) / unit * unit;
        if (n.approximation == CLAIM_NEARLY && count * 10 < n.number * 9)
            n.approximation = CLAIM_EXACT;
    } else if (way == 10) {
        n.approximation = CLAIM_ABOUT;
    }
    return n;
}

/* Round an exact fraction to the claim's figure; false where it cannot be. */
static inline bool true_figure(true_source *s, claim *c, fraction exact, int decimals)
{
    static const fraction_rule rules[] = {FRACTION_HALF_AWAY, FRACTION_HALF_EVEN, FRACTION_HALF_UP,
                                          FRACTION_HALF_DOWN};
    int128 number, cut;
    if (!fraction_round(&number, exact, decimals, rules[true_below(s, 4)]) ||
        !fraction_round(&cut, exact, decimals, FRACTION_TRUNCATE))
        return false;
    c->value = true_number(number, decimals);
    c->printed_decimals = decimals;
    unsigned word = (unsigned)true_below(s, 16);
    if (word == 0) {
        c->value.number = cut; /* "more than": what is cut off is more */
        c->value.approximation = CLAIM_MORE;
        if (cut == 0)
            c->value.approximation = CLAIM_EXACT, c->value.number = number;
    } else if (word == 1 && number != 0) {
        c->value.approximation = CLAIM_ABOUT;
    }
    return true;
}

static inline void true_change_operands(true_source *s, claim *c, int64_t now, int64_t before)
{
    unsigned known = (unsigned)true_below(s, 8);
    if (known != 0 && known < 5)
        c->current = true_printed(s, now);
    if (known == 0 || (known > 1 && known < 5))
        c->base = true_printed(s, before);
    if (known >= 5) {
        c->delta = true_number(true_below(s, 2) ? now - before
                               : now < before   ? before - now
                                                : now - before,
                               0);
        if (known == 6)
            c->current = true_number(now, 0);
        if (known == 7)
            c->base = true_number(before, 0);
    }
}

static inline bool true_change(true_source *s, claim *c)
{
    int64_t before = true_count(s, 1), now = true_count(s, 0);
    if (true_below(s, 2))
        now = (int64_t)((int128)before * (int64_t)(50 + true_below(s, 100)) / 100);
    switch (true_below(s, 4)) {
    case 0:
        c->kind = CLAIM_CHANGE_ABSOLUTE;
        c->value = true_number(now - before, 0);
        if (true_below(s, 2))
            c->current = true_number(now, 0);
        if (true_below(s, 2) || !c->current.known)
            c->base = true_number(before, 0);
        return true;
    case 1:
        c->kind = CLAIM_CHANGE_RATIO;
        if (now == 0 || !true_figure(s, c, now >= before ? (fraction){now, before} : (fraction){before, now},
                                     1 + (int)true_below(s, 2)))
            return false;
        if (now < before)
            c->value.number = -c->value.number;
        if (true_below(s, 2))
            c->current = true_number(now, 0);
        if (true_below(s, 2))
            c->base = true_number(before, 0);
        return true;
    default:
        c->kind = CLAIM_CHANGE_PERCENT;
        true_change_operands(s, c, now, before);
        return true_figure(s, c, fraction_change_percent(now, before), (int)true_below(s, 4));
    }
}

static inline bool true_share(true_source *s, claim *c)
{
    int64_t whole = true_count(s, 1), part = (int64_t)true_below(s, (uint64_t)whole + 1);
    unsigned known = (unsigned)true_below(s, 3);
    c->kind = CLAIM_SHARE;
    if (known != 0)
        c->current = true_printed(s, part);
    if (known != 1)
        c->whole = true_printed(s, whole);
    return true_figure(s, c, fraction_percent(part, whole), (int)true_below(s, 4));
}

static inline bool true_rate(true_source *s, claim *c)
{
    int64_t whole = true_count(s, 1), events = true_count(s, 0);
    c->kind = CLAIM_RATE;
    c->per = (int64_t)true_power((int)true_below(s, 6));
    c->current = true_printed(s, events);
    c->whole = true_printed(s, whole);
    return true_figure(s, c, (fraction){(int128)events * c->per, whole}, (int)true_below(s, 3));
}

static inline bool true_from_to(true_source *s, claim *c)
{
    int64_t now = true_count(s, 0), before = true_count(s, 0);
    c->kind = CLAIM_COUNT;
    c->value = true_printed(s, now);
    c->base = true_printed(s, before);
    c->direction = now > before ? 1 : now < before ? -1 : 0;
    return true;
}

/* Tenths of kilograms, printed in whole ones. */
static inline bool true_measured(true_source *s, claim *c)
{
    int64_t before = true_count(s, 1), now = true_count(s, 0);
    c->kind = CLAIM_CHANGE_PERCENT;
    c->measured = true;
    if (true_below(s, 2))
        c->base = true_number((before + 5) / 10, 0);
    if (true_below(s, 2))
        c->current = true_number((now + 5) / 10, 0);
    if (true_below(s, 4) == 0) {
        c->kind = CLAIM_CHANGE_ABSOLUTE;
        int64_t size = now < before ? before - now : now - before;
        c->value = true_number((now < before ? -1 : 1) * ((size + 5) / 10), 0);
        return true;
    }
    return true_figure(s, c, fraction_change_percent(now, before), (int)true_below(s, 3));
}

/* Against the average of five years. */
static inline bool true_average(true_source *s, claim *c)
{
    int64_t five_years = true_count(s, 1), now = true_count(s, 0);
    c->kind = CLAIM_CHANGE_PERCENT;
    c->against = text_from(true_below(s, 2) ? "than the five-year average" : "к среднему за пять лет");
    c->current = true_number(now, 0);
    if (true_below(s, 2))
        c->base = true_number((five_years * 2 + 5) / 10, 0);
    return true_figure(s, c, fraction_change_percent(5 * (int128)now, five_years), (int)true_below(s, 3));
}

/** A true claim into *out; false where this draw makes none. */
static inline bool true_claim(claim *out, true_source *s)
{
    *out = (claim){.kind = CLAIM_COUNT};
    switch (true_below(s, 12)) {
    case 4:
        return true_measured(s, out);
    case 5:
        return true_average(s, out);
    case 0:
    case 1:
        return true_share(s, out);
    case 2:
        return true_rate(s, out);
    case 3:
        return true_from_to(s, out);
    default:
        return true_change(s, out);
    }
}

#endif

#include "report/check_facts.h"

#include "report/check_records.h"
#include "report/check_words.h"

#include <math.h>

static const char *const kind_codes[CLAIM_KINDS] = {
    "count", "change_percent", "change_absolute", "change_ratio", "share_percent", "rate", "money"};

static const char *const reason_codes[VERDICT_REASONS] = {
    "no-operands",      "rounded-operand", "approximate-figure",  "change-of-rate",
    "no-direction",     "not-counted",     "operand-not-printed", "operand-odd",
    "too-large",        "share-implied",   "partners-exist",      "partner-if-rounded",
    "unit-misprint",    "right",           "right-if-rounded",    "partner-found",
    "direction-agrees", "wrong",           "truncated",           "direction-reversed",
    "share-over-100",   "fall-over-100",   "no-partner"};

static const char *const repair_codes[REPAIR_KINDS] = {
    "truncated",    "direction",     "fewer-decimals", "figure-digit", "count-digit",   "base-digit",
    "count-by-one", "count-rounded", "new-as-divisor", "old-over-new", "is-percent-of", "percentage-points",
    "complement",   "unit"};

static const char *const linked_codes[LINKED_KINDS] = {
    "common-whole", "no-common-whole", "common-base",   "no-common-base", "sum-agrees",  "sum-differs",
    "parts-exceed", "shares-agree",    "shares-exceed", "periods-differ", "against-year"};

static const char *const approximation_codes[] = {"exact", "more", "less", "nearly", "about"};

static const struct {
    unsigned bit;
    const char *code;
} warning_codes[] = {{VERDICT_WITHIN_CHANCE, "within-chance"},
                     {VERDICT_SMALL_BASE, "small-base"},
                     {VERDICT_PART_OVER_WHOLE, "part-over-whole"},
                     {VERDICT_TIE, "tie"}};

static const struct {
    unsigned bit;
    const char *code;
} form_codes[] = {{CLAIM_IN_WORDS, "words"},    {CLAIM_IN_FRACTION, "fraction"},
                  {CLAIM_ONE_IN_N, "one-in-n"}, {CLAIM_RANGE, "range"},
                  {CLAIM_ANAPHORA, "anaphora"}, {CLAIM_DISTRIBUTED, "distributed"},
                  {CLAIM_POINTS, "points"},     {CLAIM_UNSURE, "unsure"}};

#define COUNT_OF(array) (sizeof(array) / sizeof *(array))

const char *check_kind_code(claim_kind kind)
{
    return kind_codes[kind];
}

static void fact_words(document *d, document_fact *to, const char *name, const char *code)
{
    document_value value = {.kind = DOCUMENT_WORDS, .as.words = text_from(code)};
    document_fact_value(d, to, name, value);
}

static void fact_text(document *d, document_fact *to, const char *name, text t)
{
    if (t.data)
        document_fact_value(d, to, name, document_text(d, t));
}

/* The same text as that of the claim before is kept once. */
static void fact_shared(document *d, document_fact *to, const char *name, text t, text *last,
                        document_value *kept)
{
    if (!t.data)
        return;
    if (t.data != last->data || t.length != last->length) {
        *kept = document_text(d, t);
        *last = t;
    }
    document_fact_value(d, to, name, *kept);
}

static void fact_offset(document *d, document_fact *to, const char *name, size_t offset)
{
    document_fact_value(d, to, name, document_count((int64_t)offset, DOCUMENT_PLAIN));
}

static void fact_number(document *d, document_fact *to, const char *name, const claim_number *n)
{
    document_fact_value(
        d, to, name, n->known ? document_decimal(n->number, n->decimals, DOCUMENT_PLAIN) : document_empty());
}

static void fact_set(document *d, document_fact *to, const char *name, const feasible_set *set)
{
    if (!set->tested)
        return;
    document_fact *o = document_fact_object(d, to, name);
    bool empty = set->bounded && set->n == 0;
    document_value none = document_empty();
    document_fact_value(d, o, "min", empty ? none : document_decimal(set->min, 0, DOCUMENT_PLAIN));
    document_fact_value(d, o, "max",
                        empty || !set->bounded ? none : document_decimal(set->max, 0, DOCUMENT_PLAIN));
    document_fact_value(d, o, "number", set->bounded ? document_decimal(set->n, 0, DOCUMENT_PLAIN) : none);
}

static void fact_sharp(document *d, document_fact *o, const verdict *v)
{
    if (v->strength.denominator)
        document_fact_value(d, o, "strength", document_ratio(v->strength, DOCUMENT_PLAIN));
    if (isfinite(v->p_value))
        document_fact_value(d, o, "p_value", document_real(v->p_value, DOCUMENT_PROBABILITY));
    if (!v->warnings)
        return;
    document_fact *list = document_fact_array(d, o, "warnings");
    for (size_t i = 0; i < COUNT_OF(warning_codes); i++) {
        if (v->warnings & warning_codes[i].bit)
            fact_words(d, list, NULL, warning_codes[i].code);
    }
}

static void fact_nearest(document *d, document_fact *o, const claim *c, const verdict *v)
{
    const feasible_figure *figures[] = {&v->below, &v->above};
    if (!v->below.known && !v->above.known)
        return;
    document_fact *list = document_fact_array(d, o, "nearest");
    for (size_t i = 0; i < 2; i++) {
        if (!figures[i]->known)
            continue;
        document_fact *one = document_fact_object(d, list, NULL);
        document_fact_value(d, one, "value",
                            document_decimal(figures[i]->number, c->value.decimals, DOCUMENT_PLAIN));
        fact_set(d, one, "partners", &figures[i]->partners);
    }
}

static void fact_repairs(document *d, document_fact *o, const claim *c, const verdict *v)
{
    if (!v->n_repairs)
        return;
    document_fact *list = document_fact_array(d, o, "repairs");
    for (size_t i = 0; i < v->n_repairs; i++) {
        const repair *r = &v->repairs[i];
        document_fact *one = document_fact_object(d, list, NULL);
        fact_words(d, one, "kind", repair_codes[r->kind]);
        document_fact_value(d, one, "number", document_decimal(r->number, r->decimals, DOCUMENT_PLAIN));
        if (r->partners.tested && (!r->partners.bounded || r->partners.n))
            fact_set(d, one, "partners", &r->partners);
        if (r->tie)
            document_fact_value(d, one, "tie", document_truth(true));
        document_fact_value(d, one, "words", check_repair(d, c, v, r));
    }
}

static void fact_verdict(document *d, document_fact *o, const claim *c, const verdict *v)
{
    static const char *const given[FEASIBLE_GIVENS] = {"current", "base", "difference", "part", "whole"};
    fact_words(d, o, "verdict", verdict_word_code(v->word));
    fact_words(d, o, "reason", reason_codes[v->reason]);
    if (v->reason != VERDICT_NO_OPERANDS)
        document_fact_value(d, o, "words", check_reason(d, c, v));
    if (v->right_known)
        document_fact_value(d, o, "right", document_decimal(v->right, c->printed_decimals, DOCUMENT_PLAIN));
    else if (v->low.denominator)
        document_fact_value(d, o, "right",
                            document_range(fraction_real(v->low), fraction_real(v->high), DOCUMENT_PLAIN));
    if (v->one_known) {
        fact_words(d, o, "given", given[v->given]);
        fact_set(d, o, "partners", &v->partners);
    }
    fact_nearest(d, o, c, v);
    fact_repairs(d, o, c, v);
    fact_sharp(d, o, v);
}

/* The unit of the last printed digit, where it is not the last one shown. */
static void fact_unit_of(document *d, document_fact *o, const char *name, const claim_number *n)
{
    if (n->known && n->unit > 1)
        document_fact_value(d, o, name, document_decimal(n->unit, n->decimals, DOCUMENT_PLAIN));
}

static void fact_held(document *d, document_fact *o, const char *name, const claim_number *n)
{
    if (n->known && n->approximation != CLAIM_EXACT)
        fact_words(d, o, name, approximation_codes[n->approximation]);
}

/* An operand that nobody printed accuses nobody; so that it is known when the claims are read back. */
static void fact_implied(document *d, document_fact *o, const char *name, const claim_number *n)
{
    if (n->known && n->start == n->end)
        document_fact_value(d, o, name, document_truth(true));
}

static void fact_form(document *d, document_fact *o, const claim *c)
{
    if (!c->form)
        return;
    document_fact *list = document_fact_array(d, o, "form");
    for (size_t i = 0; i < COUNT_OF(form_codes); i++) {
        if (c->form & form_codes[i].bit)
            fact_words(d, list, NULL, form_codes[i].code);
    }
}

static void fact_numbers(document *d, document_fact *o, const claim *c)
{
    fact_number(d, o, "value", &c->value);
    document_fact_value(d, o, "decimals", document_count(c->printed_decimals, DOCUMENT_PLAIN));
    fact_number(d, o, "current", &c->current);
    fact_number(d, o, "base", &c->base);
    fact_number(d, o, "whole", &c->whole);
    if (c->delta.known)
        fact_number(d, o, "delta", &c->delta);
    fact_held(d, o, "approximation", &c->value);
    fact_held(d, o, "current_approximation", &c->current);
    fact_held(d, o, "base_approximation", &c->base);
    fact_held(d, o, "whole_approximation", &c->whole);
    fact_unit_of(d, o, "value_unit", &c->value);
    fact_unit_of(d, o, "current_unit", &c->current);
    fact_unit_of(d, o, "base_unit", &c->base);
    fact_unit_of(d, o, "whole_unit", &c->whole);
    fact_implied(d, o, "current_implied", &c->current);
    fact_implied(d, o, "base_implied", &c->base);
    fact_implied(d, o, "whole_implied", &c->whole);
    if (c->of_rate)
        document_fact_value(d, o, "of_rate", document_truth(true));
    if (c->measured)
        document_fact_value(d, o, "measured", document_truth(true));
    if (c->direction)
        document_fact_value(d, o, "direction", document_count(c->direction, DOCUMENT_PLAIN));
    if (c->per)
        document_fact_value(d, o, "per", document_count(c->per, DOCUMENT_PLAIN));
    fact_form(d, o, c);
}

/* At most SENTENCE_BYTES of it, around the figure: a text without full stops is one sentence. */
static text fact_sentence(const check_text *t, const claim *c)
{
    enum { SENTENCE_BYTES = 400 };
    size_t start = c->sentence_start, end = c->sentence_end;
    if (!t->words.data || end > t->words.length || start > c->start || c->end > end)
        return (text){0};
    if (end - start > SENTENCE_BYTES) {
        start = c->start - start > SENTENCE_BYTES / 2 ? c->start - SENTENCE_BYTES / 2 : start;
        end = end - start > SENTENCE_BYTES ? start + SENTENCE_BYTES : end;
        while (start < c->start && ((unsigned char)t->words.data[start] & 0xC0) == 0x80)
            start++;
        while (end > c->end && end < t->words.length && ((unsigned char)t->words.data[end] & 0xC0) == 0x80)
            end--;
        end = end < c->end ? c->end : end;
    }
    return text_trim((text){t->words.data + start, end - start});
}

void check_fact_claim(document *d, document_fact *claims, const check_text *t, size_t number,
                      const verdict *v, check_sentence *last)
{
    const claim *c = &t->claims->claims[number], *place = &t->places->claims[number];
    document_fact *o = document_fact_object(d, claims, NULL);
    fact_shared(d, o, "source", t->name, &last->name, &last->kept_name);
    fact_words(d, o, "kind", kind_codes[c->kind]);
    if (place->start < CHECK_UNPLACED) {
        fact_offset(d, o, "start", place->start);
        fact_offset(d, o, "end", place->end);
    }
    if (t->words.data && c->end <= t->words.length)
        fact_text(d, o, "text", (text){t->words.data + c->start, c->end - c->start});
    fact_numbers(d, o, c);
    fact_verdict(d, o, c, v);
    if (t->agreements)
        check_fact_records(d, o, t, number);
    fact_text(d, o, "unit", c->unit);
    fact_text(d, o, "subject", c->subject);
    fact_text(d, o, "period", c->period);
    fact_text(d, o, "against", c->against);
    fact_shared(d, o, "sentence", fact_sentence(t, c), &last->words, &last->kept_words);
}

void check_fact_linked(document *d, document_fact *linked, const check_text *t, const linked_finding *f,
                       size_t first)
{
    document_fact *o = document_fact_object(d, linked, NULL);
    fact_words(d, o, "kind", linked_codes[f->kind]);
    document_fact *list = document_fact_array(d, o, "claims");
    for (size_t i = 0; i < f->n; i++)
        fact_offset(d, list, NULL, first + f->claims[i]);
    if (f->kind == LINKED_COMMON_BASE || f->kind == LINKED_COMMON_WHOLE) {
        fact_set(d, o, "set", &f->set);
    } else {
        document_fact_value(d, o, "stated", document_decimal(f->stated, f->decimals, DOCUMENT_PLAIN));
        document_fact_value(d, o, "computed", document_decimal(f->computed, f->decimals, DOCUMENT_PLAIN));
    }
    document_fact_value(d, o, "words", check_linked(d, t->claims, f));
}

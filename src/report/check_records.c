#include "report/check_records.h"

#include "report/check_words.h"

static const char *const word_codes[AGREEMENT_WORDS] = {"no-indicator", "ambiguous", "other-period",
                                                        "no-data",      "agrees",    "differs"};

static const char *const other_codes[AGREEMENT_OTHER_KINDS] = {"base-period", "other-indicator", "whole-year",
                                                               "previous-period"};

static document_value records_label(document *d, const check_text *t, size_t indicator)
{
    const definition_indicator *from = &t->definition->indicators[indicator];
    document_label label = {{{0}}};
    bool any = false;
    for (size_t i = 0; i < ESEP_LANGUAGES; i++) {
        label.in[i] = from->label.in[i];
        any |= label.in[i].data != NULL;
    }
    return any ? document_words_of(d, &label) : document_text(d, from->name);
}

static document_value records_listed(document *d, const check_text *t, const agreement *a)
{
    document_value list = document_empty();
    for (size_t i = 0; i < a->n; i++) {
        const document_value both[] = {list, records_label(d, t, a->indicators[i])};
        list = i ? document_says(d, MESSAGE_CHECK_JOIN, both, 2) : both[1];
    }
    return list;
}

static document_value records_other(document *d, const check_text *t, const agreement_other *other)
{
    static const message_id messages[AGREEMENT_OTHER_KINDS] = {
        MESSAGE_CHECK_OTHER_BASE, MESSAGE_CHECK_OTHER_INDICATOR, MESSAGE_CHECK_OTHER_YEAR,
        MESSAGE_CHECK_OTHER_PREVIOUS};
    const document_value arguments[] = {records_label(d, t, other->indicator), document_span(other->span)};
    return document_says(d, messages[other->kind], arguments, 2);
}

/* "Killed in road accidents: 16, first half of 2023" with its base where the claim is of a change. */
static document_value records_found(document *d, const check_text *t, const claim *c, const agreement *a)
{
    bool change =
        c->kind == CLAIM_CHANGE_PERCENT || c->kind == CLAIM_CHANGE_ABSOLUTE || c->kind == CLAIM_CHANGE_RATIO;
    claim plain = {.kind = CLAIM_COUNT};
    const document_value arguments[] = {
        records_label(d, t, a->indicators[0]), check_computed(d, c, a->computed), document_span(a->span),
        check_computed(d, &plain, a->base), check_computed(d, &plain, a->value)};
    return document_says(d, change ? MESSAGE_CHECK_FOUND_CHANGE : MESSAGE_CHECK_FOUND, arguments,
                         change ? 5 : 3);
}

size_t check_records_lines(document_value *lines, size_t most, document *d, const check_text *t, size_t at)
{
    static const message_id messages[AGREEMENT_WORDS] = {
        MESSAGE_NONE,          MESSAGE_CHECK_AMBIGUOUS, MESSAGE_CHECK_OTHER_LENGTH,
        MESSAGE_CHECK_NO_DATA, MESSAGE_CHECK_AGREES,    MESSAGE_CHECK_DIFFERS};
    const claim *c = &t->claims->claims[at];
    const agreement *a = t->agreements ? &t->agreements[at] : NULL;
    if (!a || a->word == AGREEMENT_NO_INDICATOR || most == 0)
        return 0;
    document_value found =
        a->word == AGREEMENT_AMBIGUOUS ? records_listed(d, t, a) : records_found(d, t, c, a);
    if (a->word == AGREEMENT_NO_DATA || a->word == AGREEMENT_OTHER_PERIOD)
        found = records_label(d, t, a->indicators[0]);
    const document_value arguments[] = {found, check_own_figure(d, c)};
    bool operand = a->word == AGREEMENT_DIFFERS && a->operand;
    size_t n = 0;
    lines[n++] = document_says(d, operand ? MESSAGE_CHECK_OPERAND_DIFFERS : messages[a->word], arguments, 2);
    document_value others = document_empty();
    for (size_t i = 0; i < a->n_others; i++) {
        const document_value both[] = {others, records_other(d, t, &a->others[i])};
        others = i ? document_says(d, MESSAGE_CHECK_JOIN, both, 2) : both[1];
    }
    if (a->n_others && n < most)
        lines[n++] = document_says(d, MESSAGE_CHECK_OTHERS, &others, 1);
    return n;
}

static void fact_fraction(document *d, document_fact *o, const char *name, fraction value)
{
    if (value.denominator)
        document_fact_value(d, o, name, document_ratio(value, DOCUMENT_PLAIN));
}

void check_fact_records(document *d, document_fact *claim_object, const check_text *t, size_t at)
{
    const agreement *a = &t->agreements[at];
    document_fact *o = document_fact_object(d, claim_object, "records");
    document_fact_value(d, o, "word", document_words(d, word_codes[a->word]));
    if (a->word == AGREEMENT_NO_INDICATOR)
        return;
    document_fact *list = document_fact_array(d, o, "indicators");
    for (size_t i = 0; i < a->n; i++)
        document_fact_value(d, list, NULL,
                            document_text(d, t->definition->indicators[a->indicators[i]].name));
    if (a->word == AGREEMENT_AMBIGUOUS)
        return;
    fact_fraction(d, o, "computed", a->computed);
    fact_fraction(d, o, "value", a->value);
    fact_fraction(d, o, "base", a->base);
    document_fact_value(d, o, "period", document_span(a->span));
    if (a->base.denominator)
        document_fact_value(d, o, "base_period", document_span(a->base_span));
    if (!a->n_others)
        return;
    document_fact *others = document_fact_array(d, o, "would_agree");
    for (size_t i = 0; i < a->n_others; i++) {
        document_fact *other = document_fact_object(d, others, NULL);
        document_fact_value(d, other, "kind", document_words(d, other_codes[a->others[i].kind]));
        document_fact_value(d, other, "indicator",
                            document_text(d, t->definition->indicators[a->others[i].indicator].name));
        document_fact_value(d, other, "period", document_span(a->others[i].span));
    }
}

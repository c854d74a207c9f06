#include "report/bulletin_sentences.h"

#include "report/bulletin_origin.h"

/* A sentence under way. */
typedef struct finding {
    bulletin_page *page;
    const observation *o;
    const definition_indicator *indicator;
} finding;

static document_value finding_says(const finding *f, message_id id, const document_value *arguments, size_t n)
{
    return document_says(f->page->d, id, arguments, n);
}

static document_value finding_span(period span, document_style style)
{
    document_value value = document_span(period_named(span));
    value.style = style;
    return value;
}

static document_value finding_amount(const finding *f, fraction amount)
{
    return bulletin_amount(f->indicator, f->o, amount, DOCUMENT_PLAIN);
}

static document_value finding_noun(const finding *f, bool genitive)
{
    fraction shown = bulletin_shown(f->indicator, f->o, f->o->value);
    return bulletin_noun(f->page, &f->indicator->unit, shown, genitive);
}

/* Four forms of each verb stand one behind the other, in the order of definition_gender; then the four of "none". */
static message_id finding_verb(const finding *f, bool none)
{
    enum { GENDERS = DEFINITION_PLURAL + 1 };
    static const message_id verbs[DEFINITION_VERBS] = {[DEFINITION_RECORDED] = MESSAGE_VERB_RECORDED_NEUTER,
                                                       [DEFINITION_KILLED] = MESSAGE_VERB_KILLED_NEUTER,
                                                       [DEFINITION_INJURED] = MESSAGE_VERB_INJURED_NEUTER,
                                                       [DEFINITION_SUFFERED] = MESSAGE_VERB_SUFFERED_NEUTER,
                                                       [DEFINITION_DRAWN_UP] = MESSAGE_VERB_DRAWN_UP_NEUTER,
                                                       [DEFINITION_IMPOSED] = MESSAGE_VERB_IMPOSED_NEUTER,
                                                       [DEFINITION_PAID] = MESSAGE_VERB_PAID_NEUTER,
                                                       [DEFINITION_AMOUNTED] = MESSAGE_NONE};
    int first = (int)verbs[f->indicator->verb];
    return (message_id)(first + (none ? GENDERS : 0) + (int)f->indicator->unit.ru_gender);
}

static document_value finding_deed(const finding *f)
{
    document_value when = finding_span(f->o->span, DOCUMENT_WITHIN);
    if (bulletin_sign(f->o->value) == 0) {
        const document_value none[] = {when,
                                       bulletin_noun(f->page, &f->indicator->unit, (fraction){1, 1}, true),
                                       finding_says(f, finding_verb(f, true), NULL, 0)};
        return finding_says(f, MESSAGE_SENTENCE_NO_DEED, none, 3);
    }
    document_value amount = finding_amount(f, f->o->value);
    const document_value parts[] = {when, amount, finding_noun(f, false),
                                    finding_says(f, finding_verb(f, false), &amount, 1)};
    return finding_says(f, MESSAGE_SENTENCE_DEED, parts, 4);
}

/* "48.8%", "53.2 per 10,000 population", "4,487 cameras". */
static document_value finding_measured(const finding *f)
{
    document_value amount = finding_amount(f, f->o->value);
    const definition_indicator *indicators = f->page->b->from->indicators;
    if (bulletin_is_counted(f->indicator) || f->indicator->measure == DEFINITION_MEAN) {
        const document_value counted[] = {amount, finding_noun(f, false)};
        return finding_says(f, MESSAGE_SENTENCE_COUNTED, counted, 2);
    }
    if (bulletin_is_share(f->indicator) || f->indicator->per == 1 || f->indicator->denominator < 0)
        return amount;
    const definition_indicator *of = &indicators[f->indicator->denominator];
    const document_value rate[] = {
        amount, document_count(f->indicator->per, DOCUMENT_PLAIN),
        bulletin_noun(f->page, &of->unit, (fraction){f->indicator->per, 1}, false)};
    bool persons = of->measure == DEFINITION_POPULATION;
    return finding_says(f, persons ? MESSAGE_SENTENCE_PER_POPULATION : MESSAGE_SENTENCE_PER, rate,
                        persons ? 2 : 3);
}

static document_value finding_happened(const finding *f)
{
    document_value plain = finding_span(f->o->span, DOCUMENT_PLAIN);
    if (f->o->status & OBSERVATION_UNDEFINED)
        return finding_says(f, MESSAGE_SENTENCE_UNDEFINED, &plain, 1);
    if (f->o->status & OBSERVATION_MISSING || !f->o->value.denominator)
        return finding_says(f, MESSAGE_SENTENCE_MISSING, &plain, 1);
    bool stock = f->indicator->measure == DEFINITION_LATEST || f->indicator->measure == DEFINITION_POPULATION;
    if (bulletin_is_counted(f->indicator) && !stock && f->indicator->verb != DEFINITION_AMOUNTED)
        return finding_deed(f);
    const document_value parts[] = {stock ? document_day(f->o->span.last)
                                          : finding_span(f->o->span, DOCUMENT_WITHIN),
                                    finding_measured(f)};
    return finding_says(f, stock ? MESSAGE_SENTENCE_STOCK : MESSAGE_SENTENCE_AMOUNT, parts, 2);
}

/* "the same period of 2022", where it is that; else the base by its name. */
static document_value finding_than(const finding *f)
{
    period before = period_previous_year(f->o->span), base = f->o->base_span;
    period_kind kind = period_named(base).kind;
    if (f->indicator->measure == DEFINITION_LATEST || f->indicator->measure == DEFINITION_POPULATION) {
        document_value day = document_day(base.last);
        return finding_says(f, MESSAGE_THAN_ON_DAY, &day, 1);
    }
    bool named = kind == PERIOD_YEAR || kind == PERIOD_WEEK || kind == PERIOD_LAST_DAYS;
    if (named || before.first != base.first || before.last != base.last)
        return finding_span(base, DOCUMENT_THAN);
    char digits[24];
    period_iso(digits, base);
    document_value year = document_text(f->page->d, (text){digits, 4});
    return finding_says(f, MESSAGE_THAN_SAME_PERIOD, &year, 1);
}

static fraction finding_size(fraction f)
{
    f.numerator = f.numerator < 0 ? -f.numerator : f.numerator;
    return f;
}

/* Base and value in place of a percentage that would say too much. */
static document_value finding_counts(const finding *f, bool rise)
{
    document_value noun = document_empty();
    if (bulletin_is_counted(f->indicator)) {
        noun = finding_noun(f, true);
        noun = finding_says(f, MESSAGE_SENTENCE_BEHIND, &noun, 1);
    }
    const document_value parts[] = {finding_than(f), finding_amount(f, f->o->base),
                                    finding_amount(f, f->o->value), noun};
    return finding_says(f, rise ? MESSAGE_THAN_RISE : MESSAGE_THAN_FALL, parts, 4);
}

static message_id finding_more(const finding *f, bool rise)
{
    if (bulletin_is_share(f->indicator))
        return rise ? MESSAGE_THAN_POINTS_MORE : MESSAGE_THAN_POINTS_LESS;
    if (!bulletin_is_counted(f->indicator))
        return rise ? MESSAGE_THAN_HIGHER : MESSAGE_THAN_LOWER;
    return rise ? MESSAGE_THAN_MORE : f->indicator->money ? MESSAGE_THAN_LESS : MESSAGE_THAN_FEWER;
}

static document_value finding_compared(const finding *f)
{
    const observation *o = f->o;
    document_value base_span = finding_span(o->base_span, DOCUMENT_PLAIN);
    if (!o->value.denominator || o->status & (OBSERVATION_MISSING | OBSERVATION_UNDEFINED))
        return document_empty();
    if (o->status & OBSERVATION_BREAK)
        return finding_says(f, MESSAGE_THAN_BREAK, NULL, 0);
    if (!bulletin_has_base(o))
        return finding_says(f, MESSAGE_THAN_NOTHING, &base_span, 1);
    bool share = bulletin_is_share(f->indicator), rise = bulletin_sign(o->difference) > 0;
    fraction size = finding_size(share ? o->difference : o->change);
    const document_value parts[] = {document_ratio(size, share ? DOCUMENT_PLAIN : DOCUMENT_PERCENT),
                                    finding_than(f), finding_amount(f, o->base)};
    int128 shown;
    bool none = bulletin_is_counted(f->indicator) && bulletin_sign(o->value) == 0;
    if (bulletin_sign(o->difference) == 0)
        return finding_says(f, none ? MESSAGE_THAN_SAME_NONE : MESSAGE_THAN_SAME, &parts[1], 1);
    if (none && !rise)
        return finding_says(f, MESSAGE_THAN_NONE_NOW, &parts[1], 2);
    if (bulletin_shows_counts(f->page, o) || !fraction_round(&shown, size, 1, FRACTION_HALF_AWAY))
        return finding_counts(f, rise);
    if (shown == 0)
        return finding_says(f, MESSAGE_THAN_ALMOST, &parts[1], 2);
    return finding_says(f, finding_more(f, rise), parts, 3);
}

/* Where the periods differ in length the verdict is about a day, and may point the other way than the percentage. */
static message_id finding_chance(const finding *f)
{
    const observation *o = f->o;
    bool differs = bulletin_is_compared(o) && bulletin_sign(o->difference) != 0;
    if (bulletin_is_daily(o) && o->verdict == CHANGE_ROSE)
        return MESSAGE_CHANCE_ROSE_DAILY;
    if (bulletin_is_daily(o) && o->verdict == CHANGE_FELL)
        return MESSAGE_CHANCE_FELL_DAILY;
    if (o->verdict == CHANGE_WITHIN_CHANCE && differs)
        return bulletin_is_daily(o) ? MESSAGE_CHANCE_WITHIN_DAILY : MESSAGE_CHANCE_WITHIN;
    if (o->verdict == CHANGE_TOO_FEW && differs)
        return MESSAGE_CHANCE_TOO_FEW;
    bool small = o->status & CHANGE_SMALL_BASE && differs && !bulletin_shows_counts(f->page, o);
    return small ? MESSAGE_CHANCE_SMALL : MESSAGE_NONE;
}

static document_value finding_clause(const finding *f, message_id id)
{
    return id == MESSAGE_NONE ? document_empty() : finding_says(f, id, NULL, 0);
}

document_tone bulletin_tone(const observation *o)
{
    if (o->status & (OBSERVATION_BREAK | OBSERVATION_MISSING | OBSERVATION_UNDEFINED))
        return DOCUMENT_WARNING;
    switch (o->verdict) {
    case CHANGE_ROSE:
        return DOCUMENT_ROSE;
    case CHANGE_FELL:
        return DOCUMENT_FELL;
    case CHANGE_WITHIN_CHANCE:
    case CHANGE_TOO_FEW:
    case CHANGE_NONE:
        return DOCUMENT_WITHIN_CHANCE;
    case CHANGE_UNJUDGED:
        break;
    }
    return DOCUMENT_NEUTRAL;
}

void bulletin_add_sentence(bulletin_page *page, const observation *o, const document_origin *origin)
{
    const finding f = {page, o, bulletin_indicator_of(page, o)};
    const document_value parts[] = {
        bulletin_label(page, o->indicator),
        finding_happened(&f),
        finding_compared(&f),
        finding_clause(&f, finding_chance(&f)),
        finding_clause(&f, o->status & OBSERVATION_ANNUALISED ? MESSAGE_CHANCE_ANNUALISED : MESSAGE_NONE),
        finding_clause(&f, o->status & OBSERVATION_PROVISIONAL ? MESSAGE_CHANCE_PROVISIONAL : MESSAGE_NONE)};
    document_add_sentence(page->d, MESSAGE_SENTENCE, parts, sizeof parts / sizeof *parts, bulletin_tone(o),
                          origin);
}

void bulletin_add_in_short(bulletin_page *page)
{
    if (!page->b->n_in_short)
        return;
    document_add(page->d, DOCUMENT_HEADING, MESSAGE_BULLETIN_IN_SHORT, NULL, 0);
    for (size_t i = 0; i < page->b->n_in_short; i++) {
        const observation *o = &page->b->observations[page->b->in_short_first + i];
        bulletin_add_sentence(page, o, bulletin_origin(page, o));
    }
}

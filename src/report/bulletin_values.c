#include "report/bulletin_values.h"

#include "report/change_columns.h"

#include <stdio.h>

const definition_indicator *bulletin_indicator_of(const bulletin_page *page, const observation *o)
{
    return &page->b->from->indicators[o->indicator];
}

bool bulletin_words_given(const definition_words *words)
{
    for (size_t i = 0; i < ESEP_LANGUAGES; i++) {
        if (words->in[i].data)
            return true;
    }
    return false;
}

document_value bulletin_words(bulletin_page *page, const definition_words *words)
{
    document_label label;
    if (!bulletin_words_given(words))
        return document_empty();
    for (size_t i = 0; i < ESEP_LANGUAGES; i++)
        label.in[i] = words->in[i];
    return document_words_of(page->d, &label);
}

static document_value bulletin_words_or(bulletin_page *page, const definition_words *words, text name)
{
    return bulletin_words_given(words) ? bulletin_words(page, words) : document_text(page->d, name);
}

document_value bulletin_label(bulletin_page *page, size_t indicator)
{
    const definition_indicator *from = &page->b->from->indicators[indicator];
    return bulletin_words_or(page, &from->label, from->name);
}

document_value bulletin_register_label(bulletin_page *page, size_t at)
{
    const definition_register *from = &page->b->from->registers[at];
    return bulletin_words_or(page, &from->label, from->name);
}

document_value bulletin_category(bulletin_page *page, const observation *o, size_t i)
{
    if (o->other || i >= o->n_by)
        return document_says(page->d, o->other ? MESSAGE_ROW_OTHER : MESSAGE_ROW_ALL, NULL, 0);
    if (!o->category[i].length && !bulletin_words_given(&o->category_label[i]))
        return document_says(page->d, MESSAGE_ROW_EMPTY, NULL, 0);
    return bulletin_words_or(page, &o->category_label[i], o->category[i]);
}

document_value bulletin_categories(bulletin_page *page, const observation *o)
{
    const document_value both[] = {bulletin_category(page, o, 0), bulletin_category(page, o, 1)};
    return o->n_by < 2 || o->other ? both[0] : document_says(page->d, MESSAGE_BULLETIN_TWO, both, 2);
}

document_value bulletin_dimension(bulletin_page *page, size_t indicator, text name)
{
    const definition *from = page->b->from;
    ptrdiff_t at = from->indicators[indicator].at;
    /* A share has no register: its numerator has. */
    for (ptrdiff_t next = (ptrdiff_t)indicator; at < 0 && next >= 0 && (size_t)next < from->n_indicators;) {
        next = from->indicators[next].numerator;
        at = next < 0 ? DEFINITION_NONE : from->indicators[next].at;
    }
    for (size_t i = 0; at >= 0 && i < from->registers[at].n_dimensions; i++) {
        const definition_dimension *dimension = &from->registers[at].dimensions[i];
        if (text_equal(dimension->name, name))
            return bulletin_words_or(page, &dimension->label, name);
    }
    return document_text(page->d, name);
}

bool bulletin_is_share(const definition_indicator *indicator)
{
    return indicator->measure == DEFINITION_SHARE || indicator->percent;
}

bool bulletin_is_counted(const definition_indicator *indicator)
{
    return indicator->measure == DEFINITION_COUNT || indicator->measure == DEFINITION_SUM ||
           indicator->measure == DEFINITION_DISTINCT || indicator->measure == DEFINITION_LATEST ||
           indicator->measure == DEFINITION_POPULATION;
}

/* Decimals that people see: as the definition says, else whole money, one of a ratio, up to two of a sum. */
static int bulletin_decimals(const definition_indicator *indicator, const observation *o)
{
    enum { MOST = 2 };
    if (indicator->decimals >= 0)
        return indicator->decimals;
    if (indicator->money)
        return 0;
    if (!bulletin_is_counted(indicator))
        return 1;
    return o->decimals < MOST ? o->decimals : MOST;
}

document_value bulletin_amount(const definition_indicator *indicator, const observation *o, fraction amount,
                               document_style style)
{
    if (bulletin_is_counted(indicator) && amount.denominator && amount.numerator % amount.denominator == 0) {
        int128 whole = amount.numerator / amount.denominator;
        if (whole >= INT64_MIN && whole <= INT64_MAX)
            return document_count((int64_t)whole, style);
        return document_decimal(whole, 0, style);
    }
    if (bulletin_is_share(indicator))
        style = style == DOCUMENT_SIGNED ? DOCUMENT_SIGNED_POINTS : DOCUMENT_PERCENT;
    document_value value = document_ratio(amount, style);
    value.digits = (int8_t)(bulletin_decimals(indicator, o) + 1);
    return amount.denominator ? value : document_empty();
}

int bulletin_sign(fraction f)
{
    return (f.numerator > 0) - (f.numerator < 0);
}

fraction bulletin_shown(const definition_indicator *indicator, const observation *o, fraction amount)
{
    int128 rounded;
    if (bulletin_decimals(indicator, o) == 0 && fraction_round(&rounded, amount, 0, FRACTION_HALF_AWAY))
        return (fraction){rounded, 1};
    return amount;
}

/* The forms depend on the last two digits, and on the number being 1 or 0: a longer number is cut to what fits. */
document_value bulletin_noun(bulletin_page *page, const definition_noun *unit, fraction amount, bool genitive)
{
    enum { CUT = 1000000 };
    document_noun noun = {.kk = unit->kk, .genitive = genitive};
    for (size_t i = 0; i < 2; i++)
        noun.en[i] = unit->en[i];
    for (size_t i = 0; i < 3; i++)
        noun.ru[i] = unit->ru[i];
    int128 whole = amount.denominator ? amount.numerator / amount.denominator : 0;
    whole = whole < 0 ? -whole : whole;
    noun.number = (int64_t)(whole < CUT ? whole : CUT + whole % CUT);
    noun.fraction = amount.denominator && amount.numerator % amount.denominator != 0;
    return document_counted(page->d, &noun);
}

bool bulletin_has_base(const observation *o)
{
    return !(o->status & CHANGE_NO_DATA) && o->base.denominator != 0;
}

bool bulletin_is_compared(const observation *o)
{
    return bulletin_has_base(o) && o->value.denominator != 0 && !(o->status & OBSERVATION_BREAK);
}

/* Of money and other amounts every percentage is shown: a base of 5 tenge is not a few events. Of a rate the events decide. */
bool bulletin_shows_counts(const bulletin_page *page, const observation *o)
{
    const definition_indicator *indicator = bulletin_indicator_of(page, o);
    if (!bulletin_is_compared(o) || bulletin_is_share(indicator))
        return false;
    if (bulletin_sign(o->base) == 0)
        return true;
    bool amount = indicator->money || indicator->measure == DEFINITION_MEAN ||
                  (indicator->measure == DEFINITION_SUM && o->method == OBSERVATION_UNTESTED) ||
                  (!bulletin_is_counted(indicator) && o->method == OBSERVATION_UNTESTED);
    if (amount || o->base_numerator < 0)
        return false;
    int128 least = page->b->percent_from;
    for (int i = 0; i < o->decimals; i++)
        least *= 10;
    return o->base_numerator < least;
}

bool bulletin_is_daily(const observation *o)
{
    int difference = period_days(o->span) - period_days(o->base_span);
    return o->method == OBSERVATION_RATES && (difference > 1 || difference < -1);
}

document_value bulletin_change(bulletin_page *page, const observation *o)
{
    const definition_indicator *indicator = bulletin_indicator_of(page, o);
    if (!bulletin_is_compared(o))
        return document_empty();
    if (bulletin_is_share(indicator)) {
        document_value points = document_ratio(o->difference, DOCUMENT_SIGNED_POINTS);
        return document_says(page->d, MESSAGE_BULLETIN_POINTS, &points, 1);
    }
    if (bulletin_sign(o->base) == 0 && bulletin_sign(o->value) == 0)
        return document_empty();
    if (!bulletin_shows_counts(page, o))
        return o->change.denominator ? document_ratio(o->change, DOCUMENT_SIGNED_PERCENT) : document_empty();
    const document_value counts[] = {bulletin_amount(indicator, o, o->base, DOCUMENT_PLAIN),
                                     bulletin_amount(indicator, o, o->value, DOCUMENT_PLAIN)};
    return document_says(page->d, MESSAGE_BULLETIN_COUNTS, counts, 2);
}

document_value bulletin_verdict(bulletin_page *page, const observation *o)
{
    message_id id = o->status & OBSERVATION_UNDEFINED                          ? MESSAGE_VERDICT_UNDEFINED
                    : o->status & OBSERVATION_MISSING || !o->value.denominator ? MESSAGE_VERDICT_MISSING
                    : o->status & OBSERVATION_BREAK                            ? MESSAGE_VERDICT_WITHHELD
                    : !bulletin_has_base(o)                                    ? MESSAGE_VERDICT_NO_BASE
                                                                               : MESSAGE_NONE;
    if (id == MESSAGE_NONE) {
        bool small = o->status & CHANGE_SMALL_BASE && !bulletin_shows_counts(page, o);
        return change_verdict_value(page->d, o->verdict, bulletin_is_daily(o), small);
    }
    document_value value = document_says(page->d, id, NULL, 0);
    value.tone = DOCUMENT_WARNING;
    return value;
}

const document_message *bulletin_mark(bulletin_page *page, const observation *o)
{
    static const struct {
        unsigned bit;
        message_id words;
    } marks[] = {{OBSERVATION_PROVISIONAL, MESSAGE_MARK_PROVISIONAL},
                 {CHANGE_CUT_PERIOD, MESSAGE_MARK_CUT},
                 {OBSERVATION_ANNUALISED, MESSAGE_MARK_ANNUALISED},
                 {OBSERVATION_BREAK, MESSAGE_MARK_BREAK},
                 {OBSERVATION_INCOMPLETE, MESSAGE_MARK_INCOMPLETE},
                 {OBSERVATION_HOLES, MESSAGE_MARK_HOLES},
                 {OBSERVATION_UNLIKE, MESSAGE_MARK_UNLIKE}};
    document_value words = document_empty();
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        if (!(o->status & marks[i].bit))
            continue;
        const document_value both[] = {words, document_says(page->d, marks[i].words, NULL, 0)};
        words =
            words.kind == DOCUMENT_EMPTY ? both[1] : document_says(page->d, MESSAGE_BULLETIN_TWO, both, 2);
    }
    return words.kind == DOCUMENT_EMPTY ? NULL
                                        : document_message_of(page->d, MESSAGE_BULLETIN_SAYS, &words, 1);
}

const char *bulletin_item_name(bulletin_page *page, const char *what, size_t number)
{
    char name[40];
    snprintf(name, sizeof name, "%s_%zu", what, number);
    document_value kept = document_words(page->d, name);
    return kept.kind == DOCUMENT_WORDS ? kept.as.words.data : NULL;
}

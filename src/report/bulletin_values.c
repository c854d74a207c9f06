#include "report/bulletin_values.h"

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

int128 bulletin_rounded(fraction f)
{
    int128 rounded = 0;
    fraction_round(&rounded, f, 0, FRACTION_HALF_AWAY);
    return rounded;
}

/* The forms depend on the last two digits, and on the number being 1 or 0: a longer number is cut to what fits. A number with decimals
 * takes the form of two: 1,5 преступления. */
document_value bulletin_noun(bulletin_page *page, const definition_noun *unit, fraction amount, bool genitive)
{
    enum { CUT = 1000000 };
    document_noun noun = {.kk = unit->kk, .genitive = genitive};
    for (size_t i = 0; i < 2; i++)
        noun.en[i] = unit->en[i];
    for (size_t i = 0; i < 3; i++)
        noun.ru[i] = unit->ru[i];
    int128 whole = bulletin_rounded(amount);
    whole = whole < 0 ? -whole : whole;
    noun.number = (int64_t)(whole < CUT ? whole : CUT + whole % CUT);
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

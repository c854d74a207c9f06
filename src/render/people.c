#include "render/people.h"

#include "language/language.h"
#include "language/russian_noun.h"
#include "render/machine.h"

#include <math.h>
#include <string.h>

#define PEOPLE_UNDEFINED "–"

static bool people_style_is_percent(document_style style)
{
    return style == DOCUMENT_PERCENT || style == DOCUMENT_SIGNED_PERCENT;
}

static bool people_style_is_signed(document_style style)
{
    return style == DOCUMENT_SIGNED || style == DOCUMENT_SIGNED_PERCENT || style == DOCUMENT_SIGNED_POINTS;
}

static void people_number(buffer *out, esep_language language, int128 number, int decimals,
                          document_style style)
{
    if (people_style_is_signed(style))
        language_signed(out, language, number, decimals);
    else
        language_number(out, language, number, decimals, LANGUAGE_TYPOGRAPHIC);
}

static void people_percent(buffer *out, esep_language language, document_style style)
{
    if (people_style_is_percent(style))
        buffer_add_string(out, language_percent(language));
}

/* 0.44, 0.008, < 0.001: three decimals below a tenth, two above. */
static bool people_probability(buffer *out, esep_language language, fraction p)
{
    int128 thousandths, rounded;
    if (!fraction_round(&thousandths, p, 3, FRACTION_TRUNCATE) ||
        !fraction_round(&rounded, p, 3, FRACTION_HALF_AWAY))
        return false;
    if (thousandths == 0) {
        buffer_add_string(out, "<\u00A0");
        language_number(out, language, 1, 3, LANGUAGE_TYPOGRAPHIC);
        return true;
    }
    int decimals = rounded < 100 ? 3 : 2;
    fraction_round(&rounded, p, decimals, FRACTION_HALF_AWAY);
    language_number(out, language, rounded, decimals, LANGUAGE_TYPOGRAPHIC);
    return true;
}

/* False where the ratio is too large for exact rounding. */
static bool people_ratio(buffer *out, esep_language language, fraction ratio, document_style style,
                         int decimals)
{
    int128 rounded;
    if (style == DOCUMENT_PROBABILITY)
        return people_probability(out, language, ratio);
    decimals = decimals < 0 ? 1 : decimals;
    if (!fraction_round(&rounded, ratio, decimals, FRACTION_HALF_AWAY))
        return false;
    people_number(out, language, rounded, decimals, style);
    return true;
}

/* The real as the fraction that it is: a whole number times a power of two. What is nearer to 0 than 2^-67
 * counts as 0, far below the 18 decimals that can be asked for. False beyond 2^126. */
static bool people_real_is_fraction(fraction *out, double real)
{
    enum { MANTISSA_BITS = 53, LEAST_EXPONENT = -120, MOST_BITS = 126 };
    int exponent;
    int64_t mantissa = (int64_t)ldexp(frexp(real, &exponent), MANTISSA_BITS);
    exponent -= MANTISSA_BITS;
    *out = (fraction){0, 1};
    if (mantissa == 0 || exponent < LEAST_EXPONENT)
        return true;
    if (exponent > MOST_BITS - MANTISSA_BITS)
        return false;
    if (exponent >= 0)
        *out = (fraction){(int128)mantissa * ((int128)1 << exponent), 1};
    else
        *out = (fraction){mantissa, (int128)1 << -exponent};
    return true;
}

static void people_real(buffer *out, esep_language language, double real, document_style style, int decimals)
{
    fraction exact;
    if (isnan(real)) {
        buffer_add_string(out, PEOPLE_UNDEFINED);
    } else if (isinf(real)) {
        buffer_add_string(out, real < 0 ? "\u2212" : people_style_is_signed(style) ? "+" : "");
        buffer_add_string(out, "∞");
    } else if (!people_real_is_fraction(&exact, real) ||
               !people_ratio(out, language, exact, style, decimals)) {
        machine_real(out, real); /* beyond 10^37 nobody misses the grouping */
    }
}

void people_limit(buffer *out, esep_language language, double limit, document_style style, int decimals)
{
    people_real(out, language, limit, style, decimals);
}

/* In a sentence nothing else says that the limits are percent. */
static void people_range(buffer *out, esep_language language, const document_value *value, int decimals)
{
    double low = value->as.range.low, high = value->as.range.high;
    if (isnan(low) || isnan(high)) {
        buffer_add_string(out, PEOPLE_UNDEFINED);
        return;
    }
    people_limit(out, language, low, value->style, decimals);
    buffer_add_string(out, " … ");
    people_limit(out, language, high, value->style, decimals);
    people_percent(out, language, value->style);
}

static void people_fraction(buffer *out, esep_language language, const document_value *value, int decimals)
{
    if (value->as.ratio.denominator == 0) {
        buffer_add_string(out, PEOPLE_UNDEFINED);
        return;
    }
    if (!people_ratio(out, language, value->as.ratio, value->style, decimals))
        people_real(out, language, fraction_real(value->as.ratio), value->style, decimals);
    people_percent(out, language, value->style);
}

static void people_decimal(buffer *out, esep_language language, const document_value *value, int decimals)
{
    enum { MOST_DECIMALS = 18 };
    int128 number = value->as.decimal.number;
    int own = value->as.decimal.decimals;
    if (decimals >= 0 && decimals < own && own <= MOST_DECIMALS) {
        fraction exact = {number, 1};
        for (int i = 0; i < own; i++)
            exact.denominator *= 10;
        if (fraction_round(&number, exact, decimals, FRACTION_HALF_AWAY))
            own = decimals;
    }
    people_number(out, language, number, own, value->style);
    people_percent(out, language, value->style);
}

text people_label(const document_label *label, esep_language language)
{
    static const esep_language order[] = {ESEP_KK, ESEP_RU, ESEP_EN};
    text words = label->in[language];
    for (size_t i = 0; !words.data && i < ESEP_LANGUAGES; i++)
        words = label->in[order[i]];
    return words;
}

static void people_russian_noun(buffer *out, const document_noun *noun)
{
    language_plural plural = language_plural_of(ESEP_RU, noun->number, 0);
    buffer form = {0};
    if (noun->fraction || (noun->genitive && plural == LANGUAGE_ONE))
        russian_genitive(&form, noun->ru[0], noun->ru[1]);
    else
        buffer_add(&form, noun->ru[plural == LANGUAGE_ONE                      ? 0
                                   : plural == LANGUAGE_FEW && !noun->genitive ? 1
                                                                               : 2]);
    language_harmless(out, buffer_text(&form));
    out->failed |= form.failed;
    buffer_free(&form);
}

static void people_noun(buffer *out, esep_language language, const document_noun *noun)
{
    bool one = !noun->fraction && language_plural_of(language, noun->number, 0) == LANGUAGE_ONE;
    if (language == ESEP_RU)
        people_russian_noun(out, noun);
    else
        language_harmless(out, language == ESEP_KK ? noun->kk : noun->en[!one]);
}

static void people_period(buffer *out, esep_language language, const document_value *value)
{
    if (value->style == DOCUMENT_WITHIN)
        language_period_in(out, language, value->as.span);
    else if (value->style == DOCUMENT_THAN)
        language_period_than(out, language, value->as.span);
    else
        language_period(out, language, value->as.span);
}

void people_value(buffer *out, esep_language language, const document_value *value, int decimals)
{
    if (value->digits)
        decimals = value->digits - 1;
    switch (value->kind) {
    case DOCUMENT_EMPTY:
        break;
    case DOCUMENT_TEXT:
    case DOCUMENT_WORDS:
        language_harmless(out, value->as.words);
        break;
    case DOCUMENT_MESSAGE:
        people_message(out, language, value->as.message);
        break;
    case DOCUMENT_COUNT:
        people_number(out, language, value->as.count, 0, value->style);
        people_percent(out, language, value->style);
        break;
    case DOCUMENT_DECIMAL:
        people_decimal(out, language, value, decimals);
        break;
    case DOCUMENT_FRACTION:
        people_fraction(out, language, value, decimals);
        break;
    case DOCUMENT_REAL:
        people_real(out, language, value->as.real, value->style, decimals);
        if (!isnan(value->as.real))
            people_percent(out, language, value->style);
        break;
    case DOCUMENT_PERIOD:
        people_period(out, language, value);
        break;
    case DOCUMENT_DAY:
        language_day(out, language, value->as.day);
        break;
    case DOCUMENT_RANGE:
        people_range(out, language, value, decimals);
        break;
    case DOCUMENT_LABEL:
        language_harmless(out, people_label(value->as.label, language));
        break;
    case DOCUMENT_NOUN:
        people_noun(out, language, value->as.noun);
        break;
    case DOCUMENT_BOOLEAN:
        buffer_add_string(out, language_pattern(language, value->as.truth ? MESSAGE_YES : MESSAGE_NO));
        break;
    }
}

static void people_argument(buffer *out, esep_language language, const document_value *value)
{
    bool whole = value->kind == DOCUMENT_DECIMAL && value->as.decimal.decimals == 0;
    if (value->style == DOCUMENT_PLAIN && (value->kind == DOCUMENT_COUNT || whole))
        machine_value(out, language, value);
    else
        people_value(out, language, value, -1);
}

void people_message(buffer *out, esep_language language, const document_message *message)
{
    buffer words = {0};
    size_t ends[DOCUMENT_ARGUMENTS];
    text arguments[DOCUMENT_ARGUMENTS];
    for (size_t i = 0; i < message->n_arguments; i++) {
        people_argument(&words, language, &message->arguments[i]);
        ends[i] = words.length;
    }
    out->failed |= words.failed;
    for (size_t i = 0; i < message->n_arguments; i++) {
        size_t from = i ? ends[i - 1] : 0;
        arguments[i] = (text){buffer_text(&words).data + from, ends[i] - from};
    }
    language_fill(out, language, message->id, arguments, message->n_arguments);
    buffer_free(&words);
}

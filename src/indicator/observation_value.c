/* Values, differences and changes as exact fractions. */
#include "indicator/observation_series.h"

static uint128 value_magnitude(int128 x)
{
    return x < 0 ? -(uint128)x : (uint128)x;
}

static int128 value_common(uint128 a, uint128 b)
{
    while (b != 0) {
        uint128 rest = a % b;
        a = b;
        b = rest;
    }
    return (int128)a;
}

fraction observation_lowest(fraction f)
{
    int128 common = value_common(value_magnitude(f.numerator), value_magnitude(f.denominator));
    return common > 1 ? (fraction){f.numerator / common, f.denominator / common} : f;
}

int observation_year_days(period p)
{
    day_date middle = day_to_date(p.first + (period_days(p) - 1) / 2);
    return day_is_leap_year(middle.year) ? 366 : 365;
}

bool observation_is_annualised(const definition_indicator *indicator, period p)
{
    return indicator->annualise && period_days(p) < observation_year_days(p);
}

/* numerator · (a whole year's days) and denominator · (the period's): a rate of part of a year. */
static bool value_annualise(fraction *f, period p)
{
    return fraction_multiply(&f->numerator, f->numerator, observation_year_days(p)) &&
           fraction_multiply(&f->denominator, f->denominator, period_days(p));
}

esep_status observation_value(fraction *out, const observation_series *s, const observation_quantity *q,
                              bool of_base, const bulletin_work *w, esep_error *error)
{
    const definition_indicator *indicator = &w->d->indicators[s->indicator];
    period p = of_base ? s->span.base : s->span.value;
    fraction value = {0, 0};
    *out = value;
    if (q->missing || q->denominator == 0)
        return ESEP_OK;
    value = observation_lowest((fraction){q->numerator, q->denominator});
    bool good = fraction_multiply(&value.numerator, value.numerator, s->scale);
    for (int d = 0; good && !s->both_decimals && d < s->decimals; d++)
        good = fraction_multiply(&value.denominator, value.denominator, 10);
    if (good && observation_is_annualised(indicator, p))
        good = value_annualise(&value, p);
    if (!good)
        return error_raise(error, ESEP_DATA, MESSAGE_NUMBER_TOO_LARGE);
    /* Whole numbers stay as they are, so that a count keeps its denominator of 1. */
    *out = observation_lowest(value);
    return ESEP_OK;
}

esep_status observation_difference(fraction *out, fraction value, fraction base, esep_error *error)
{
    *out = (fraction){0, 0};
    if (value.denominator == 0 || base.denominator == 0)
        return ESEP_OK;
    *out = fraction_subtract(value, base);
    if (out->denominator == 0)
        return error_raise(error, ESEP_DATA, MESSAGE_NUMBER_TOO_LARGE);
    *out = observation_lowest(*out);
    return ESEP_OK;
}

/* 100·(a/b − c/d)/|c/d| = 100·(a·d − c·b)/(b·|c|) */
esep_status observation_change(fraction *out, fraction value, fraction base, esep_error *error)
{
    *out = (fraction){0, 0};
    if (value.denominator == 0 || base.denominator == 0 || base.numerator == 0)
        return ESEP_OK;
    fraction difference;
    ESEP_TRY(observation_difference(&difference, value, base, error));
    fraction over = observation_lowest(
        (fraction){difference.numerator, base.numerator < 0 ? -base.numerator : base.numerator});
    fraction under = observation_lowest((fraction){base.denominator, difference.denominator});
    fraction change;
    if (!fraction_multiply(&change.numerator, over.numerator, under.numerator) ||
        !fraction_multiply(&change.numerator, change.numerator, 100) ||
        !fraction_multiply(&change.denominator, over.denominator, under.denominator))
        return error_raise(error, ESEP_DATA, MESSAGE_NUMBER_TOO_LARGE);
    *out = observation_lowest(change);
    return ESEP_OK;
}

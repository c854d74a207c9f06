#include "document/document.h"

document_value document_empty(void)
{
    return (document_value){.kind = DOCUMENT_EMPTY};
}

document_value document_count(int64_t count, document_style style)
{
    return (document_value){.kind = DOCUMENT_COUNT, .style = style, .as.count = count};
}

document_value document_decimal(int128 number, int decimals, document_style style)
{
    document_value value = {.kind = DOCUMENT_DECIMAL, .style = style};
    value.as.decimal.number = number;
    value.as.decimal.decimals = decimals;
    return value;
}

document_value document_ratio(fraction ratio, document_style style)
{
    return (document_value){.kind = DOCUMENT_FRACTION, .style = style, .as.ratio = ratio};
}

document_value document_real(double real, document_style style)
{
    return (document_value){.kind = DOCUMENT_REAL, .style = style, .as.real = real};
}

document_value document_range(double low, double high, document_style style)
{
    document_value value = {.kind = DOCUMENT_RANGE, .style = style};
    value.as.range.low = low;
    value.as.range.high = high;
    return value;
}

document_value document_span(period span)
{
    return (document_value){.kind = DOCUMENT_PERIOD, .as.span = span};
}

document_value document_day(day_number day)
{
    return (document_value){.kind = DOCUMENT_DAY, .as.day = day};
}

document_value document_truth(bool truth)
{
    return (document_value){.kind = DOCUMENT_BOOLEAN, .as.truth = truth};
}

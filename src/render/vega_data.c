#include "render/vega_data.h"

#include "language/language.h"
#include "render/html_escape.h"
#include "render/machine.h"
#include "render/people.h"

#include <math.h>
#include <string.h>

const document_value *vega_cell(const document_chart *chart, size_t row, int column)
{
    if (column < 0 || (size_t)column >= chart->data->n_columns)
        return NULL;
    return &chart->data->cells[row * chart->data->n_columns + (size_t)column];
}

double vega_number(const document_value *value)
{
    double number = NAN;
    if (!value)
        return NAN;
    if (value->kind == DOCUMENT_COUNT) {
        number = (double)value->as.count;
    } else if (value->kind == DOCUMENT_REAL) {
        number = value->as.real;
    } else if (value->kind == DOCUMENT_FRACTION && value->as.ratio.denominator) {
        number = fraction_real(value->as.ratio);
    } else if (value->kind == DOCUMENT_DECIMAL) {
        fraction exact = {value->as.decimal.number, 1};
        number = fraction_real(exact) / pow(10, value->as.decimal.decimals);
    }
    return isfinite(number) ? number : NAN;
}

void vega_limits(double *low, double *high, const document_chart *chart, size_t row)
{
    const document_value *first = vega_cell(chart, row, chart->low);
    if (first && first->kind == DOCUMENT_RANGE) {
        *low = isfinite(first->as.range.low) ? first->as.range.low : NAN;
        *high = isfinite(first->as.range.high) ? first->as.range.high : NAN;
    } else {
        *low = vega_number(first);
        *high = vega_number(vega_cell(chart, row, chart->high));
    }
}

bool vega_row_is_pale(const document_chart *chart, size_t row)
{
    double low, high;
    vega_limits(&low, &high, chart, row);
    return low <= 0 && high >= 0;
}

static void vega_add_number(buffer *out, const char *name, double number)
{
    buffer_add_format(out, ",\"%s\":", name);
    if (isnan(number))
        buffer_add_string(out, "null");
    else
        machine_real(out, number);
}

static void vega_add_words(buffer *out, const char *name, esep_language language, const document_value *value,
                           int decimals)
{
    buffer words = {0};
    buffer_add_format(out, ",\"%s\":", name);
    people_value(&words, language, value, decimals);
    html_json_string(out, buffer_text(&words));
    out->failed |= words.failed;
    buffer_free(&words);
}

static bool vega_is_month(const document_value *value)
{
    return value->kind == DOCUMENT_PERIOD && value->as.span.kind == PERIOD_MONTH;
}

/* Do the months of a chart of lines lie in one year? Then their short names are enough. */
static bool vega_is_one_year(const document_chart *chart)
{
    int year = 0;
    for (size_t row = 0; row < chart->data->n_rows; row++) {
        const document_value *category = vega_cell(chart, row, chart->category);
        if (!category || !vega_is_month(category))
            return false;
        int this_year = day_to_date(category->as.span.first).year;
        if (row && this_year != year)
            return false;
        year = this_year;
    }
    return true;
}

static void vega_add_category(buffer *out, esep_language language, const document_value *category,
                              bool one_year)
{
    if (!vega_is_month(category)) {
        vega_add_words(out, "x", language, category, -1);
        return;
    }
    day_date first = day_to_date(category->as.span.first);
    buffer words = {0};
    buffer_add_string(&words,
                      language_pattern(language, (message_id)((int)MESSAGE_MONTH_SHORT_1 + first.month - 1)));
    if (!one_year)
        buffer_add_format(&words, " %d", first.year);
    buffer_add_string(out, ",\"x\":");
    html_json_string(out, buffer_text(&words));
    out->failed |= words.failed;
    buffer_free(&words);
}

/* "июнь 2023 г.: 412; 2022 г.: 498" */
static void vega_add_tooltip(buffer *out, esep_language language, const document_chart *chart, size_t row)
{
    const document_value *category = vega_cell(chart, row, chart->category);
    const document_value *value = vega_cell(chart, row, chart->value);
    const document_value *base = vega_cell(chart, row, chart->base);
    buffer words = {0};
    if (category)
        people_value(&words, language, category, -1);
    buffer_add_string(&words, ": ");
    people_value(&words, language, value, chart->data->columns[chart->value].decimals);
    if (base && base->kind != DOCUMENT_EMPTY) {
        buffer_add_string(&words, "; ");
        people_value(&words, language, &chart->base_name, -1);
        buffer_add_string(&words, ": ");
        people_value(&words, language, base, chart->data->columns[chart->base].decimals);
    }
    buffer_add_string(out, ",\"t\":");
    html_json_string(out, buffer_text(&words));
    out->failed |= words.failed;
    buffer_free(&words);
}

static bool vega_is_last(const document_chart *chart, size_t row, int column)
{
    if (isnan(vega_number(vega_cell(chart, row, column))))
        return false;
    for (size_t later = row + 1; later < chart->data->n_rows; later++) {
        if (!isnan(vega_number(vega_cell(chart, later, column))))
            return false;
    }
    return true;
}

/* What a waterfall's running sum goes up by at this row. A total stands on the ground and adds nothing, but where the first row and a
 * later one are totals: then the steps lead from the one to the other. */
static double vega_step(const document_chart *chart, size_t row)
{
    size_t totals = 0;
    for (size_t r = 0; r < chart->data->n_rows; r++)
        totals += chart->data->roles[r] == DOCUMENT_TOTAL;
    double value = vega_number(vega_cell(chart, row, chart->value));
    if (isnan(value) || (chart->data->roles[row] == DOCUMENT_TOTAL && (row || totals < 2)))
        return 0;
    return value;
}

static void vega_add_flags(buffer *out, const document_chart *chart, size_t row)
{
    bool lines = chart->kind == DOCUMENT_LINES;
    if (lines && vega_is_last(chart, row, chart->value))
        buffer_add_string(out, ",\"end\":true");
    if (lines && chart->base != DOCUMENT_NO_COLUMN && vega_is_last(chart, row, chart->base))
        buffer_add_string(out, ",\"base_end\":true");
    if (chart->kind == DOCUMENT_BARS && vega_row_is_pale(chart, row))
        buffer_add_string(out, ",\"pale\":true");
    if (chart->data->roles[row] == DOCUMENT_TOTAL)
        buffer_add_string(out, ",\"total\":true");
}

static void vega_add_row(buffer *out, esep_language language, const document_chart *chart, size_t row,
                         bool one_year)
{
    const document_value *category = vega_cell(chart, row, chart->category);
    const document_value *value = vega_cell(chart, row, chart->value);
    double low, high;
    buffer_add_format(out, "%s{\"i\":%zu", row ? ",\n" : "", row);
    if (category)
        vega_add_category(out, language, category, one_year);
    vega_add_number(out, "v", vega_number(value));
    vega_add_words(out, "n", language, value, chart->data->columns[chart->value].decimals);
    if (chart->base != DOCUMENT_NO_COLUMN)
        vega_add_number(out, "b", vega_number(vega_cell(chart, row, chart->base)));
    vega_limits(&low, &high, chart, row);
    if (!isnan(low) && !isnan(high)) {
        vega_add_number(out, "l", low);
        vega_add_number(out, "h", high);
    }
    if (vega_cell(chart, row, chart->panel))
        vega_add_words(out, "p", language, vega_cell(chart, row, chart->panel), -1);
    if (chart->kind == DOCUMENT_MAP && vega_cell(chart, row, chart->area_key))
        vega_add_words(out, "k", language, vega_cell(chart, row, chart->area_key), -1);
    if (chart->kind == DOCUMENT_WATERFALL)
        vega_add_number(out, "d", vega_step(chart, row));
    vega_add_tooltip(out, language, chart, row);
    vega_add_flags(out, chart, row);
    buffer_add_byte(out, '}');
}

void vega_rows(buffer *out, esep_language language, const document_chart *chart)
{
    bool one_year = vega_is_one_year(chart);
    buffer_add_byte(out, '[');
    for (size_t row = 0; row < chart->data->n_rows; row++)
        vega_add_row(out, language, chart, row, one_year);
    buffer_add_byte(out, ']');
}

/* Rows of one panel are neighbours; a name that comes again is said again, which Vega takes for the same. */
void vega_panels(buffer *out, esep_language language, const document_chart *chart)
{
    buffer name = {0}, before = {0};
    bool first = true;
    buffer_add_byte(out, '[');
    for (size_t row = 0; row < chart->data->n_rows; row++) {
        name.length = 0;
        people_value(&name, language, vega_cell(chart, row, chart->panel), -1);
        if (!first && text_equal(buffer_text(&name), buffer_text(&before)))
            continue;
        if (!first)
            buffer_add_byte(out, ',');
        html_json_string(out, buffer_text(&name));
        before.length = 0;
        buffer_add(&before, buffer_text(&name));
        first = false;
    }
    buffer_add_byte(out, ']');
    out->failed |= name.failed || before.failed;
    buffer_free(&name);
    buffer_free(&before);
}

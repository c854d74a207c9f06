/* Lines by month: of the whole, or small ones for each category. */
#include "report/bulletin_chart_plan.h"

#include <math.h>

static document_value chart_month(const observation *o)
{
    return document_span(period_named(o->span));
}

static void chart_line_words(chart_plan *plan)
{
    size_t most = 0, least = 0;
    document *d = plan->page->d;
    document_value label = bulletin_label(plan->page, plan->rows[0].indicator);
    if (!chart_extremes(plan, 0, &most, &least)) {
        plan->chart.alternative = document_message_of(d, MESSAGE_ALTERNATIVE_NOTHING, &label, 1);
        return;
    }
    const document_value parts[] = {label,
                                    chart_month(&plan->rows[0]),
                                    chart_month(&plan->rows[plan->n_rows - 1]),
                                    chart_month(&plan->rows[most]),
                                    chart_amount(plan, &plan->rows[most], plan->rows[most].value),
                                    chart_month(&plan->rows[least]),
                                    chart_amount(plan, &plan->rows[least], plan->rows[least].value)};
    plan->chart.alternative = document_message_of(d, MESSAGE_ALTERNATIVE_LINES, parts, 7);
}

/* The least and the most of the same month in earlier years. */
static document_value chart_band(const chart_plan *plan, size_t month)
{
    double low = NAN, high = NAN;
    const observation *history = &plan->page->b->observations[plan->item->history_first];
    for (size_t year = 0; year < plan->item->n_history; year++) {
        double value = fraction_real(history[year * plan->item->n + month].value);
        low = fmin(low, value);
        high = fmax(high, value);
    }
    return isnan(low) ? document_empty() : document_range(low, high, DOCUMENT_PLAIN);
}

static bool chart_any_base(const chart_plan *plan)
{
    for (size_t i = 0; i < plan->n_rows; i++) {
        if (bulletin_has_base(&plan->rows[i]))
            return true;
    }
    return false;
}

void chart_add_lines(bulletin_page *page, const bulletin_item *item, size_t number, bool panels)
{
    chart_plan plan = chart_plan_of(page, item, panels ? DOCUMENT_MULTIPLES : DOCUMENT_LINES);
    bool base = chart_any_base(&plan) && (panels || item->from->compare),
         band = !panels && item->n_history > 1;
    if (panels)
        plan.chart.panel = chart_add_names(&plan);
    plan.chart.category = chart_add_column(&plan, (document_column){.header = MESSAGE_COLUMN_MONTH});
    if (base)
        plan.chart.base = chart_add_number(&plan, MESSAGE_COLUMN_BEFORE);
    plan.chart.value = chart_add_number(&plan, MESSAGE_COLUMN_NOW);
    if (band)
        plan.chart.low = chart_add_number(&plan, MESSAGE_COLUMN_BAND);
    if (!chart_make_data(&plan, plan.n_rows))
        return;
    for (size_t r = 0; r < plan.n_rows; r++) {
        const observation *o = &plan.rows[r];
        if (panels)
            *chart_cell(&plan, r, plan.chart.panel) = bulletin_category(page, o, 0);
        *chart_cell(&plan, r, plan.chart.category) = chart_month(o);
        *chart_cell(&plan, r, plan.chart.value) = chart_amount(&plan, o, o->value);
        if (base)
            *chart_cell(&plan, r, plan.chart.base) =
                bulletin_has_base(o) ? chart_amount(&plan, o, o->base) : document_empty();
        if (band)
            *chart_cell(&plan, r, plan.chart.low) = chart_band(&plan, r);
    }
    const observation *last = &plan.rows[plan.n_rows - 1];
    plan.chart.value_name = chart_period_name(&plan, last->span, MESSAGE_COLUMN_NOW);
    if (base)
        plan.chart.base_name = chart_period_name(&plan, last->base_span, MESSAGE_COLUMN_BEFORE);
    plan.chart.unit = chart_unit(&plan);
    const document_value title[] = {
        bulletin_label(page, plan.rows[0].indicator),
        panels ? bulletin_dimension(page, plan.rows[0].indicator, item->from->by[0]) : document_empty()};
    if (panels)
        plan.chart.alternative = document_message_of(page->d, MESSAGE_ALTERNATIVE_MULTIPLES, title, 2);
    else
        chart_line_words(&plan);
    chart_place(&plan, number, panels ? MESSAGE_TITLE_MULTIPLES : MESSAGE_TITLE_LINES, title, panels ? 2 : 1);
}

/* Bars: change by category, and what each category contributed to the whole change. */
#include "report/bulletin_chart_plan.h"
#include "report/bulletin_charts.h"
#include "report/bulletin_tables.h"

#include <math.h>

/* A bar without its number would be a claim: rows whose change is withheld, or told by counts, have none. */
static fraction chart_change(chart_plan *plan, const observation *o)
{
    if (!bulletin_is_compared(o) || bulletin_shows_counts(plan->page, o))
        return (fraction){0};
    return bulletin_is_share(plan->indicator) ? o->difference : o->change;
}

static bool chart_any_change(chart_plan *plan)
{
    for (size_t r = 0; r < plan->n_rows; r++) {
        if (chart_change(plan, &plan->rows[r]).denominator)
            return true;
    }
    return false;
}

void chart_add_bars(bulletin_page *page, const bulletin_item *item, size_t number)
{
    chart_plan plan = chart_plan_of(page, item, DOCUMENT_BARS);
    bool share = bulletin_is_share(plan.indicator);
    document_style style = share ? DOCUMENT_SIGNED_POINTS : DOCUMENT_SIGNED_PERCENT;
    if (!chart_any_change(&plan)) {
        bulletin_add_tables(page, item, number);
        return;
    }
    plan.chart.category = chart_add_names(&plan);
    plan.chart.before = chart_add_number(&plan, MESSAGE_COLUMN_BEFORE);
    plan.chart.now = chart_add_number(&plan, MESSAGE_COLUMN_NOW);
    plan.chart.value = chart_add_number(&plan, share ? MESSAGE_COLUMN_POINTS : MESSAGE_COLUMN_CHANGE);
    plan.chart.low = chart_add_number(&plan, MESSAGE_COLUMN_INTERVAL);
    if (!chart_make_data(&plan, plan.n_rows))
        return;
    for (size_t r = 0; r < plan.n_rows; r++) {
        const observation *o = &plan.rows[r];
        fraction change = chart_change(&plan, o);
        *chart_cell(&plan, r, plan.chart.category) = bulletin_categories(page, o);
        *chart_cell(&plan, r, plan.chart.before) =
            bulletin_has_base(o) ? chart_amount(&plan, o, o->base) : document_empty();
        *chart_cell(&plan, r, plan.chart.now) = chart_amount(&plan, o, o->value);
        plan.data->roles[r] = o->other ? DOCUMENT_OTHER : o->n_by ? DOCUMENT_BODY : DOCUMENT_TOTAL;
        if (!change.denominator)
            continue;
        *chart_cell(&plan, r, plan.chart.value) = document_ratio(change, style);
        if (!isnan(o->limits.low))
            *chart_cell(&plan, r, plan.chart.low) = document_range(o->limits.low, o->limits.high, style);
    }
    plan.chart.unit =
        share ? document_says(page->d, MESSAGE_COLUMN_POINTS, NULL, 0) : document_words(page->d, "%");
    const document_value title[] = {bulletin_label(page, plan.rows[0].indicator),
                                    bulletin_dimension(page, plan.rows[0].indicator, item->from->by[0])};
    plan.chart.alternative = document_message_of(page->d, MESSAGE_ALTERNATIVE_BARS, title, 2);
    chart_place(&plan, number, MESSAGE_TITLE_BARS, title, 2);
}

void bulletin_add_waterfall(bulletin_page *page, const bulletin_item *item, size_t number)
{
    if (item->n < 2 || !bulletin_is_compared(&page->b->observations[item->first]))
        return;
    chart_plan plan = chart_plan_of(page, item, DOCUMENT_WATERFALL);
    plan.chart.category = chart_add_names(&plan);
    plan.chart.value = chart_add_number(&plan, MESSAGE_COLUMN_CONTRIBUTION);
    if (!chart_make_data(&plan, plan.n_rows - 1))
        return;
    /* The whole is the sum of the steps, not one of them. */
    for (size_t r = 1; r < plan.n_rows; r++) {
        const observation *o = &plan.rows[r];
        *chart_cell(&plan, r - 1, plan.chart.category) = bulletin_categories(page, o);
        if (o->contribution.denominator)
            *chart_cell(&plan, r - 1, plan.chart.value) =
                document_ratio(o->contribution, DOCUMENT_SIGNED_POINTS);
        if (o->other)
            plan.data->roles[r - 1] = DOCUMENT_OTHER;
    }
    plan.chart.unit = document_says(page->d, MESSAGE_COLUMN_POINTS, NULL, 0);
    plan.chart.base_name = chart_period_name(&plan, plan.rows[0].base_span, MESSAGE_COLUMN_BEFORE);
    plan.chart.value_name = chart_period_name(&plan, plan.rows[0].span, MESSAGE_COLUMN_NOW);
    const document_value title[] = {bulletin_label(page, plan.rows[0].indicator),
                                    bulletin_dimension(page, plan.rows[0].indicator, item->from->by[0])};
    plan.chart.alternative = document_message_of(page->d, MESSAGE_ALTERNATIVE_WATERFALL, title, 2);
    chart_place(&plan, number, MESSAGE_TITLE_WATERFALL, title, 2);
}

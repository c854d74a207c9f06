#include "report/bulletin_chart_plan.h"

#include <math.h>

chart_plan chart_plan_of(bulletin_page *page, const bulletin_item *item, document_chart_kind kind)
{
    const observation *rows = &page->b->observations[item->first];
    return (chart_plan){.page = page,
                        .item = item,
                        .rows = rows,
                        .n_rows = item->n,
                        .indicator = bulletin_indicator_of(page, rows),
                        .chart = {.kind = kind,
                                  .category = DOCUMENT_NO_COLUMN,
                                  .value = DOCUMENT_NO_COLUMN,
                                  .base = DOCUMENT_NO_COLUMN,
                                  .low = DOCUMENT_NO_COLUMN,
                                  .high = DOCUMENT_NO_COLUMN,
                                  .panel = DOCUMENT_NO_COLUMN,
                                  .before = DOCUMENT_NO_COLUMN,
                                  .now = DOCUMENT_NO_COLUMN,
                                  .area_key = DOCUMENT_NO_COLUMN}};
}

int chart_add_column(chart_plan *plan, document_column column)
{
    column.decimals = 1;
    plan->columns[plan->n_columns] = column;
    return plan->n_columns++;
}

int chart_add_number(chart_plan *plan, message_id header)
{
    return chart_add_column(plan, (document_column){.header = header, .align = DOCUMENT_RIGHT});
}

int chart_add_names(chart_plan *plan)
{
    return chart_add_column(
        plan, (document_column){.header_value = bulletin_dimension(plan->page, plan->rows[0].indicator,
                                                                   plan->item->from->by[0])});
}

bool chart_make_data(chart_plan *plan, size_t n_rows)
{
    plan->data = document_make_table(plan->page->d, plan->columns, (size_t)plan->n_columns, n_rows);
    plan->chart.data = plan->data;
    return plan->data != NULL;
}

document_value *chart_cell(chart_plan *plan, size_t row, int column)
{
    return document_cell(plan->data, row, (size_t)column);
}

document_value chart_amount(const chart_plan *plan, const observation *o, fraction amount)
{
    return amount.denominator ? bulletin_amount(plan->indicator, o, amount, DOCUMENT_PLAIN)
                              : document_empty();
}

/* The year of a period that lies in one; else "now" or "before". */
document_value chart_period_name(chart_plan *plan, period span, message_id words)
{
    period year = {day_from_date(day_to_date(span.first).year, 1, 1),
                   day_from_date(day_to_date(span.last).year, 12, 31), PERIOD_YEAR};
    if (day_to_date(span.first).year == day_to_date(span.last).year)
        return document_span(year);
    return document_says(plan->page->d, words, NULL, 0);
}

/* What the axis counts: percent, or the noun in the plural, or nothing where a rate says it in its name. */
document_value chart_unit(chart_plan *plan)
{
    if (bulletin_is_share(plan->indicator))
        return document_words(plan->page->d, "%");
    if (!bulletin_is_counted(plan->indicator))
        return document_empty();
    return bulletin_noun(plan->page, &plan->indicator->unit, (fraction){5, 1}, true);
}

void chart_place(chart_plan *plan, size_t number, message_id title, const document_value *arguments, size_t n)
{
    document *d = plan->page->d;
    document_value words = bulletin_words(plan->page, &plan->item->from->words);
    plan->chart.title = words.kind == DOCUMENT_EMPTY
                            ? document_message_of(d, title, arguments, n)
                            : document_message_of(d, MESSAGE_BULLETIN_SAYS, &words, 1);
    plan->chart.name = bulletin_item_name(plan->page, "chart", number);
    plan->data->name = plan->chart.name;
    document_add_chart(d, &plan->chart);
}

/* Rows with the largest and the smallest value; false where there is no value at all. */
bool chart_extremes(const chart_plan *plan, size_t from, size_t *most, size_t *least)
{
    bool any = false;
    for (size_t i = from; i < plan->n_rows; i++) {
        double value = fraction_real(plan->rows[i].value);
        if (isnan(value) || plan->rows[i].other)
            continue;
        if (!any || value > fraction_real(plan->rows[*most].value))
            *most = i;
        if (!any || value < fraction_real(plan->rows[*least].value))
            *least = i;
        any = true;
    }
    return any;
}

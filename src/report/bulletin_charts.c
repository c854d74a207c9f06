#include "report/bulletin_charts.h"

#include "report/bulletin_chart_plan.h"
#include "report/bulletin_tables.h"

static const bulletin_boundaries *chart_boundaries(const bulletin_page *page, text path)
{
    for (size_t i = 0; i < page->options->n_boundaries; i++) {
        if (text_equal(page->options->boundaries[i].path, path))
            return &page->options->boundaries[i];
    }
    return NULL;
}

static void chart_add_map(bulletin_page *page, const bulletin_item *item, size_t number)
{
    chart_plan plan = chart_plan_of(page, item, DOCUMENT_MAP);
    size_t most = 1, least = 1;
    const bulletin_boundaries *boundaries = chart_boundaries(page, item->from->boundaries);
    if (!boundaries || !chart_extremes(&plan, 1, &most, &least)) {
        bulletin_add_tables(page, item, number);
        return;
    }
    plan.chart.category = chart_add_names(&plan);
    plan.chart.value = chart_add_number(&plan, MESSAGE_COLUMN_NOW);
    plan.chart.area_key = chart_add_column(&plan, (document_column){0});
    size_t n = 0;
    if (!chart_make_data(&plan, plan.n_rows))
        return;
    for (size_t r = 0; r < plan.n_rows; r++) {
        const observation *o = &plan.rows[r];
        if (!o->n_by || o->other)
            continue;
        *chart_cell(&plan, n, plan.chart.category) = bulletin_category(page, o, 0);
        *chart_cell(&plan, n, plan.chart.value) = chart_amount(&plan, o, o->value);
        *chart_cell(&plan, n, plan.chart.area_key) = document_text(page->d, o->category[0]);
        n++;
    }
    plan.data->n_rows = n;
    plan.chart.boundaries = arena_copy(&page->d->memory, boundaries->bytes);
    plan.chart.property = arena_copy(&page->d->memory, item->from->property);
    plan.chart.unit = chart_unit(&plan);
    const document_value words[] = {bulletin_label(page, plan.rows[0].indicator),
                                    bulletin_dimension(page, plan.rows[0].indicator, item->from->by[0]),
                                    bulletin_category(page, &plan.rows[most], 0),
                                    chart_amount(&plan, &plan.rows[most], plan.rows[most].value),
                                    bulletin_category(page, &plan.rows[least], 0),
                                    chart_amount(&plan, &plan.rows[least], plan.rows[least].value)};
    plan.chart.alternative = document_message_of(page->d, MESSAGE_ALTERNATIVE_MAP, words, 6);
    chart_place(&plan, number, MESSAGE_TITLE_MAP, words, 2);
}

void bulletin_add_chart(bulletin_page *page, const bulletin_item *item, size_t number)
{
    if (!item->n)
        return;
    switch (item->from->chart) {
    case DEFINITION_LINE:
        chart_add_lines(page, item, number, false);
        break;
    case DEFINITION_MULTIPLES:
        chart_add_lines(page, item, number, true);
        break;
    case DEFINITION_BARS:
        chart_add_bars(page, item, number);
        break;
    case DEFINITION_MAP:
        chart_add_map(page, item, number);
        break;
    }
}

#include "report/bulletin_charts.h"

#include "report/bulletin_tables.h"

#include <math.h>

enum { CHART_COLUMNS = 6 };

/* One chart under way. */
typedef struct chart_plan {
    bulletin_page *page;
    const bulletin_item *item;
    const observation *rows;
    size_t n_rows;
    const definition_indicator *indicator;
    document_column columns[CHART_COLUMNS];
    int n_columns;
    document_chart chart;
    document_table *data;
} chart_plan;

static chart_plan chart_plan_of(bulletin_page *page, const bulletin_item *item, document_chart_kind kind)
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
                                  .area_key = DOCUMENT_NO_COLUMN}};
}

static int chart_add_column(chart_plan *plan, document_column column)
{
    column.decimals = 1;
    plan->columns[plan->n_columns] = column;
    return plan->n_columns++;
}

static int chart_add_number(chart_plan *plan, message_id header)
{
    return chart_add_column(plan, (document_column){.header = header, .align = DOCUMENT_RIGHT});
}

static int chart_add_names(chart_plan *plan)
{
    return chart_add_column(
        plan, (document_column){.header_value = bulletin_dimension(plan->page, plan->rows[0].indicator,
                                                                   plan->item->from->by[0])});
}

static bool chart_make_data(chart_plan *plan, size_t n_rows)
{
    plan->data = document_make_table(plan->page->d, plan->columns, (size_t)plan->n_columns, n_rows);
    plan->chart.data = plan->data;
    return plan->data != NULL;
}

static document_value *chart_cell(chart_plan *plan, size_t row, int column)
{
    return document_cell(plan->data, row, (size_t)column);
}

static document_value chart_amount(const chart_plan *plan, const observation *o, fraction amount)
{
    return amount.denominator ? bulletin_amount(plan->indicator, o, amount, DOCUMENT_PLAIN)
                              : document_empty();
}

/* The year of a period that lies in one; else "now" or "before". */
static document_value chart_period_name(chart_plan *plan, period span, message_id words)
{
    period year = {day_from_date(day_to_date(span.first).year, 1, 1),
                   day_from_date(day_to_date(span.last).year, 12, 31), PERIOD_YEAR};
    if (day_to_date(span.first).year == day_to_date(span.last).year)
        return document_span(year);
    return document_says(plan->page->d, words, NULL, 0);
}

/* What the axis counts: percent, or the noun in the plural, or nothing where a rate says it in its name. */
static document_value chart_unit(chart_plan *plan)
{
    if (bulletin_is_share(plan->indicator))
        return document_words(plan->page->d, "%");
    if (!bulletin_is_counted(plan->indicator))
        return document_empty();
    return bulletin_noun(plan->page, &plan->indicator->unit, (fraction){5, 1}, true);
}

static void chart_place(chart_plan *plan, size_t number, message_id title, const document_value *arguments,
                        size_t n)
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
static bool chart_extremes(const chart_plan *plan, size_t from, size_t *most, size_t *least)
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

static void chart_add_lines(bulletin_page *page, const bulletin_item *item, size_t number, bool panels)
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

/* A bar without its number would be a claim: rows whose change is withheld, or told by counts, have none. */
static fraction chart_change(chart_plan *plan, const observation *o)
{
    if (!bulletin_is_compared(o) || bulletin_shows_counts(plan->page, o))
        return (fraction){0};
    return bulletin_is_share(plan->indicator) ? o->difference : o->change;
}

static void chart_add_bars(bulletin_page *page, const bulletin_item *item, size_t number)
{
    chart_plan plan = chart_plan_of(page, item, DOCUMENT_BARS);
    bool share = bulletin_is_share(plan.indicator);
    document_style style = share ? DOCUMENT_SIGNED_POINTS : DOCUMENT_SIGNED_PERCENT;
    plan.chart.category = chart_add_names(&plan);
    int before = chart_add_number(&plan, MESSAGE_COLUMN_BEFORE),
        now = chart_add_number(&plan, MESSAGE_COLUMN_NOW);
    plan.chart.value = chart_add_number(&plan, share ? MESSAGE_COLUMN_POINTS : MESSAGE_COLUMN_CHANGE);
    plan.chart.low = chart_add_number(&plan, MESSAGE_COLUMN_INTERVAL);
    if (!chart_make_data(&plan, plan.n_rows))
        return;
    for (size_t r = 0; r < plan.n_rows; r++) {
        const observation *o = &plan.rows[r];
        fraction change = chart_change(&plan, o);
        *chart_cell(&plan, r, plan.chart.category) = bulletin_categories(page, o);
        *chart_cell(&plan, r, before) =
            bulletin_has_base(o) ? chart_amount(&plan, o, o->base) : document_empty();
        *chart_cell(&plan, r, now) = chart_amount(&plan, o, o->value);
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

#include "report/bulletin_tables.h"

#include "report/bulletin_origin.h"
#include "report/change_columns.h"

#include <math.h>
#include <stdlib.h>

enum { TABLE_COLUMNS = 10 };

/* One table under way. */
typedef struct table_plan {
    bulletin_page *page;
    const bulletin_item *item;
    const observation *rows;
    size_t n_rows;
    size_t n_names; /**< columns of names: one of indicators, or one a dimension */
    bool by;        /**< rows are categories */
    bool movers;
    bool compared; /**< some row has a base */
    bool tested;   /**< some row has an interval */
    bool alike;    /**< all rows have the same periods */
    document_column columns[TABLE_COLUMNS];
    size_t n_columns;
} table_plan;

static bool table_same_days(period a, period b)
{
    return a.first == b.first && a.last == b.last;
}

static table_plan table_plan_of(bulletin_page *page, const bulletin_item *item)
{
    table_plan plan = {.page = page,
                       .item = item,
                       .rows = &page->b->observations[item->first],
                       .n_rows = item->n,
                       .by = item->from->kind != DEFINITION_TABLE,
                       .movers = item->from->kind == DEFINITION_MOVERS,
                       .alike = true};
    plan.n_names = plan.by && item->from->n_by > 1 ? 2 : 1;
    for (size_t i = 0; i < plan.n_rows; i++) {
        const observation *o = &plan.rows[i];
        plan.compared |= bulletin_has_base(o);
        plan.tested |= !isnan(o->limits.low);
        plan.alike &= table_same_days(o->span, plan.rows[0].span) &&
                      table_same_days(o->base_span, plan.rows[0].base_span);
    }
    return plan;
}

static void table_add_column(table_plan *plan, message_id header, int leaves_at)
{
    plan->columns[plan->n_columns++] =
        (document_column){.header = header, .align = DOCUMENT_RIGHT, .decimals = 1, .leaves_at = leaves_at};
}

static void table_add_period(table_plan *plan, period shown, period other, message_id words)
{
    document_column *column = &plan->columns[plan->n_columns++];
    *column = (document_column){.align = DOCUMENT_RIGHT, .decimals = 1};
    if (plan->alike)
        change_name_period(column, shown, other, words);
    else
        column->header = words;
}

static void table_name_columns(table_plan *plan)
{
    for (size_t i = 0; i < plan->n_names; i++) {
        document_column *column = &plan->columns[plan->n_columns++];
        *column = (document_column){.decimals = -1};
        if (plan->by)
            column->header_value =
                bulletin_dimension(plan->page, plan->rows[0].indicator, plan->item->from->by[i]);
        else
            column->header = MESSAGE_COLUMN_INDICATOR;
    }
}

/* When the page is narrow, interval, share, contribution, then difference go; the two counts never. */
static void table_columns(table_plan *plan)
{
    const observation *first = &plan->rows[0];
    table_name_columns(plan);
    if (plan->compared)
        table_add_period(plan, first->base_span, first->span, MESSAGE_COLUMN_BEFORE);
    table_add_period(plan, first->span, plan->compared ? first->base_span : first->span, MESSAGE_COLUMN_NOW);
    if (plan->compared) {
        table_add_column(plan, MESSAGE_COLUMN_DIFFERENCE, plan->movers ? 2 : 1);
        table_add_column(plan, MESSAGE_COLUMN_CHANGE, 0);
        if (plan->tested && !plan->movers)
            table_add_column(plan, MESSAGE_COLUMN_INTERVAL, 4);
    }
    if (plan->by && !plan->movers)
        table_add_column(plan, MESSAGE_COLUMN_SHARE, 3);
    if (plan->by && plan->compared)
        table_add_column(plan, MESSAGE_COLUMN_CONTRIBUTION, plan->movers ? 0 : 2);
    if (plan->compared) {
        table_add_column(plan, MESSAGE_COLUMN_VERDICT, 0);
        plan->columns[plan->n_columns - 1].align = DOCUMENT_LEFT;
    }
}

/* What there is no number for is a dash, not an empty cell. */
static document_value table_number(table_plan *plan, const observation *o, fraction amount)
{
    if (!amount.denominator)
        return document_ratio((fraction){0}, DOCUMENT_PLAIN);
    return bulletin_amount(bulletin_indicator_of(plan->page, o), o, amount, DOCUMENT_PLAIN);
}

static document_value table_interval(table_plan *plan, const observation *o)
{
    if (!bulletin_is_compared(o) || isnan(o->limits.low) || bulletin_shows_counts(plan->page, o))
        return document_empty();
    bool share = bulletin_is_share(bulletin_indicator_of(plan->page, o));
    return document_range(o->limits.low, o->limits.high,
                          share ? DOCUMENT_SIGNED_POINTS : DOCUMENT_SIGNED_PERCENT);
}

static void table_names(table_plan *plan, document_value *cells, const observation *o)
{
    if (plan->by) {
        for (size_t i = 0; i < plan->n_names; i++)
            cells[i] = i && (o->other || !o->n_by) ? document_empty() : bulletin_category(plan->page, o, i);
        return;
    }
    cells[0] = bulletin_label(plan->page, o->indicator);
    const document_value named[] = {cells[0], document_span(period_named(o->span))};
    if (!plan->alike && !table_same_days(o->span, plan->page->b->span))
        cells[0] = document_says(plan->page->d, MESSAGE_ROW_OF_PERIOD, named, 2);
}

static void table_row(table_plan *plan, document_value *cells, const observation *o)
{
    const definition_indicator *indicator = bulletin_indicator_of(plan->page, o);
    bool comparable = bulletin_is_compared(o);
    size_t n = plan->n_names;
    table_names(plan, cells, o);
    if (plan->compared)
        cells[n++] = table_number(plan, o, bulletin_has_base(o) ? o->base : (fraction){0});
    cells[n++] = table_number(plan, o, o->value);
    if (plan->compared) {
        cells[n++] =
            comparable ? bulletin_amount(indicator, o, o->difference, DOCUMENT_SIGNED) : document_empty();
        cells[n++] = bulletin_change(plan->page, o);
        if (plan->tested && !plan->movers)
            cells[n++] = table_interval(plan, o);
    }
    if (plan->by && !plan->movers)
        cells[n++] = o->share.denominator ? document_ratio(o->share, DOCUMENT_PERCENT) : document_empty();
    if (plan->by && plan->compared)
        cells[n++] = comparable && o->contribution.denominator
                         ? document_ratio(o->contribution, DOCUMENT_SIGNED_POINTS)
                         : document_empty();
    if (plan->compared)
        cells[n++] = bulletin_verdict(plan->page, o);
}

static const document_message *table_title(const table_plan *plan)
{
    bulletin_page *page = plan->page;
    const observation *first = &plan->rows[0];
    const document_value parts[] = {
        bulletin_label(page, first->indicator),
        plan->by ? bulletin_dimension(page, first->indicator, plan->item->from->by[0]) : document_empty(),
        document_span(period_named(first->span)), document_span(period_named(first->base_span))};
    document_value words = bulletin_words(page, &plan->item->from->words);
    if (words.kind != DOCUMENT_EMPTY)
        return document_message_of(page->d, MESSAGE_BULLETIN_SAYS, &words, 1);
    if (plan->movers)
        return document_message_of(page->d, MESSAGE_TITLE_MOVERS, parts, 2);
    if (plan->by)
        return document_message_of(page->d,
                                   plan->compared ? MESSAGE_CHANGE_TITLE_BY : MESSAGE_CHANGE_TITLE_BY_ALONE,
                                   parts, plan->compared ? 4 : 3);
    if (!plan->alike)
        return NULL;
    return document_message_of(page->d, plan->compared ? MESSAGE_BULLETIN_PERIODS : MESSAGE_BULLETIN_SAYS,
                               &parts[2], plan->compared ? 2 : 1);
}

static void table_fill(table_plan *plan, document_table *table)
{
    arena *memory = &plan->page->d->memory;
    table->origins = ARENA_TAKE(memory, plan->n_rows, const document_origin *);
    table->marks = ARENA_TAKE(memory, plan->n_rows, const document_message *);
    if (!table->origins || !table->marks) {
        plan->page->d->failed = true;
        return;
    }
    for (size_t r = 0; r < plan->n_rows; r++) {
        const observation *o = &plan->rows[r];
        table->roles[r] = !plan->by      ? DOCUMENT_BODY
                          : o->other     ? DOCUMENT_OTHER
                          : o->n_by == 0 ? DOCUMENT_TOTAL
                                         : DOCUMENT_BODY;
        table_row(plan, document_cell(table, r, 0), o);
        table->origins[r] = bulletin_origin(plan->page, o);
        table->marks[r] = bulletin_mark(plan->page, o);
    }
}

/* An indicator with a period of its own says so: the columns are named for the first one's. */
static document_value table_years_label(bulletin_page *page, const observation *last, period of_columns)
{
    const document_value named[] = {bulletin_label(page, last->indicator),
                                    document_span(period_named(last->asked))};
    if (table_same_days(last->asked, of_columns))
        return named[0];
    return document_says(page->d, MESSAGE_ROW_OF_PERIOD, named, 2);
}

/* What holds of any of the years. How the first is compared with the year before it, which is not shown, is left out. */
static const document_message *table_years_mark(bulletin_page *page, const observation *years, size_t n)
{
    observation all = years[n - 1];
    all.status = years[0].status & ~(unsigned)(OBSERVATION_BREAK | CHANGE_CUT_PERIOD);
    for (size_t y = 1; y < n; y++)
        all.status |= years[y].status;
    return bulletin_mark(page, &all);
}

static void table_fill_years(bulletin_page *page, document_table *table, const observation *all,
                             size_t n_years)
{
    table_plan plan = {.page = page};
    table->origins = ARENA_TAKE(&page->d->memory, table->n_rows, const document_origin *);
    table->marks = ARENA_TAKE(&page->d->memory, table->n_rows, const document_message *);
    if (!table->origins || !table->marks) {
        page->d->failed = true;
        return;
    }
    for (size_t r = 0; r < table->n_rows; r++) {
        const observation *years = &all[r * n_years];
        *document_cell(table, r, 0) = table_years_label(page, &years[n_years - 1], all[n_years - 1].asked);
        for (size_t y = 0; y < n_years; y++)
            *document_cell(table, r, y + 1) = table_number(&plan, &years[y], years[y].value);
        table->origins[r] = bulletin_origin_of_years(page, years, n_years);
        table->marks[r] = table_years_mark(page, years, n_years);
    }
}

/* Indicators down, years across. */
static void table_add_years(bulletin_page *page, const bulletin_item *item, size_t number)
{
    size_t n_indicators = item->from->n_indicators, n_years = item->n_years;
    document_column *columns = calloc(n_years + 1, sizeof *columns);
    const observation *all = &page->b->observations[item->years_first];
    document_table *table = NULL;
    if (columns) {
        columns[0] = (document_column){.header = MESSAGE_COLUMN_INDICATOR, .decimals = -1};
        for (size_t y = 0; y < n_years; y++)
            columns[y + 1] = (document_column){.header_value = document_span(period_named(all[y].asked)),
                                               .align = DOCUMENT_RIGHT,
                                               .decimals = 1,
                                               .leaves_at = (int)(n_years - y) - 1};
        table = document_make_table(page->d, columns, n_years + 1, n_indicators);
    }
    free(columns);
    if (!table) {
        page->d->failed = true;
        return;
    }
    table_fill_years(page, table, all, n_years);
    table->title = document_message_of(page->d, MESSAGE_TITLE_YEARS, NULL, 0);
    table->name = bulletin_item_name(page, "years", number);
    document_place_table(page->d, table);
}

void bulletin_add_tables(bulletin_page *page, const bulletin_item *item, size_t number)
{
    table_plan plan = table_plan_of(page, item);
    if (!plan.n_rows)
        return;
    table_columns(&plan);
    document_table *table = document_make_table(page->d, plan.columns, plan.n_columns, plan.n_rows);
    if (!table)
        return;
    table->title = table_title(&plan);
    table->name = bulletin_item_name(page, "table", number);
    table_fill(&plan, table);
    document_place_table(page->d, table);
    if (item->n_years)
        table_add_years(page, item, number);
}

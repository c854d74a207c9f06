/* bulletin_chart_plan.h - one chart under way: its columns, its data, its words. For the files bulletin_chart*.c. */
#ifndef REPORT_BULLETIN_CHART_PLAN_H
#define REPORT_BULLETIN_CHART_PLAN_H

#include "report/bulletin_values.h"

enum { CHART_COLUMNS = 6 };

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

/** Of the item's observations; no column is placed yet. */
chart_plan chart_plan_of(bulletin_page *page, const bulletin_item *item, document_chart_kind kind);
/** Each adds a column and returns its index. */
int chart_add_column(chart_plan *plan, document_column column);
int chart_add_number(chart_plan *plan, message_id header);
int chart_add_names(chart_plan *plan);
/** The table, with the columns added; false when memory failed. */
bool chart_make_data(chart_plan *plan, size_t n_rows);
document_value *chart_cell(chart_plan *plan, size_t row, int column);
/** A number in the indicator's units; empty where undefined. */
document_value chart_amount(const chart_plan *plan, const observation *o, fraction amount);
/** The year of a period that lies in one; else `words`. */
document_value chart_period_name(chart_plan *plan, period span, message_id words);
/** What the axis counts: percent, or the noun in the plural; empty for rates. */
document_value chart_unit(chart_plan *plan);
/** Rows from `from` on with the largest and the smallest value; false where there is no value at all. */
bool chart_extremes(const chart_plan *plan, size_t from, size_t *most, size_t *least);
/** Finish: title (the user's own words, where there are some), name, block. */
void chart_place(chart_plan *plan, size_t number, message_id title, const document_value *arguments,
                 size_t n);

/** The charts of each file, for bulletin_add_chart(). */
void chart_add_lines(bulletin_page *page, const bulletin_item *item, size_t number, bool panels);
void chart_add_bars(bulletin_page *page, const bulletin_item *item, size_t number);

#endif

/* Native charts: the data on one sheet, the picture on another. */
#include "render/workbook.h"

#include <stdio.h>
#include <string.h>

typedef struct workbook_range {
    const char *sheet;
    lxw_row_t first, last;
} workbook_range;

static uint8_t workbook_chart_type(document_chart_kind kind)
{
    return kind == DOCUMENT_LINES || kind == DOCUMENT_MULTIPLES ? LXW_CHART_LINE : LXW_CHART_BAR;
}

/* The library takes a name that begins with "=" for a formula; names are words of the data. */
static const char *workbook_plain(workbook *w, const char *name)
{
    buffer words = {0};
    if (*name != '=')
        return name;
    buffer_add_byte(&words, ' ');
    buffer_add_string(&words, name);
    text plain = words.failed ? (text){0} : arena_copy(&w->memory, buffer_text(&words));
    buffer_free(&words);
    w->failed = w->failed || !plain.data;
    return plain.data ? plain.data : "";
}

static void workbook_add_series(workbook *w, lxw_chart *drawn, const workbook_range *rows, int category,
                                int value, const char *name)
{
    lxw_chart_series *series = chart_add_series(drawn, NULL, NULL);
    if (!series || category < 0 || value < 0)
        return;
    chart_series_set_categories(series, rows->sheet, rows->first, (lxw_col_t)category, rows->last,
                                (lxw_col_t)category);
    chart_series_set_values(series, rows->sheet, rows->first, (lxw_col_t)value, rows->last, (lxw_col_t)value);
    if (*name)
        chart_series_set_name(series, workbook_plain(w, name));
}

static const document_value *workbook_data(const document_chart *chart, size_t row, int column)
{
    return &chart->data->cells[row * chart->data->n_columns + (size_t)column];
}

/* A series for each panel: its rows stand together. */
static void workbook_add_panels(workbook *w, lxw_chart *drawn, const document_chart *chart, const char *sheet,
                                const int *columns)
{
    size_t n = chart->data->n_rows, first = 0;
    while (first < n) {
        const char *panel = workbook_words(w, workbook_data(chart, first, chart->panel));
        size_t last = first;
        while (last + 1 < n &&
               strcmp(workbook_words(w, workbook_data(chart, last + 1, chart->panel)), panel) == 0)
            last++;
        workbook_range rows = {sheet, (lxw_row_t)first + 1, (lxw_row_t)last + 1};
        workbook_add_series(w, drawn, &rows, columns[chart->category], columns[chart->value], panel);
        first = last + 1;
    }
}

static void workbook_draw(workbook *w, const document_chart *chart, const char *title, const char *sheet,
                          const int *columns, size_t number)
{
    char wanted[WORKBOOK_NAME_BYTES];
    snprintf(wanted, sizeof wanted, "%s_%zu", workbook_message(w, MESSAGE_WORKBOOK_CHART), number);
    lxw_chart *drawn = workbook_add_chart(w->book, workbook_chart_type(chart->kind));
    workbook_sheet *named = workbook_name_sheet(w, wanted, title);
    lxw_chartsheet *on = named ? workbook_add_chartsheet(w->book, named->name) : NULL;
    if (!drawn || !on) {
        w->failed = true;
        return;
    }
    if (chart->kind == DOCUMENT_MULTIPLES && chart->panel >= 0) {
        workbook_add_panels(w, drawn, chart, sheet, columns);
    } else {
        workbook_range rows = {sheet, 1, (lxw_row_t)chart->data->n_rows};
        workbook_add_series(w, drawn, &rows, columns[chart->category], columns[chart->value],
                            workbook_words(w, &chart->value_name));
        if (chart->base >= 0)
            workbook_add_series(w, drawn, &rows, columns[chart->category], columns[chart->base],
                                workbook_words(w, &chart->base_name));
    }
    chart_title_set_name(drawn, workbook_plain(w, title));
    /* The library's y axis of bars is that of their names. */
    bool bars = workbook_chart_type(chart->kind) == LXW_CHART_BAR;
    if (chart->unit.kind != DOCUMENT_EMPTY)
        chart_axis_set_name(bars ? drawn->x_axis : drawn->y_axis,
                            workbook_plain(w, workbook_words(w, &chart->unit)));
    if (chart->kind != DOCUMENT_MULTIPLES && chart->base < 0)
        chart_legend_set_position(drawn, LXW_CHART_LEGEND_NONE);
    if (bars) {
        /* The first on top, and names at the edge: beside the axis they would lie on the bars of what fell. */
        chart_axis_set_reverse(drawn->y_axis);
        chart_axis_set_label_position(drawn->y_axis, LXW_CHART_AXIS_LABEL_POSITION_LOW);
    }
    chartsheet_set_landscape(on);
    chartsheet_set_paper(on, WORKBOOK_PAPER);
    if (chartsheet_set_chart(on, drawn) != LXW_NO_ERROR)
        w->failed = true;
}

void workbook_add_picture(workbook *w, const document_chart *chart, size_t number)
{
    const document_table *table = chart->data;
    int *columns = ARENA_TAKE(&w->memory, table->n_columns + 1, int);
    char wanted[WORKBOOK_NAME_BYTES];
    if (!columns) {
        w->failed = true;
        return;
    }
    snprintf(wanted, sizeof wanted, "%s_%zu", workbook_message(w, MESSAGE_WORKBOOK_DATA), number);
    const char *title = chart->title ? workbook_sentence(w, chart->title) : "";
    size_t sheet = w->n_sheets;
    bool drawable = table->n_rows > 0 && chart->category >= 0 && chart->value >= 0;
    if (workbook_add_table(w, table, wanted, title, columns) && drawable)
        workbook_draw(w, chart, title, w->sheets[sheet].name, columns, number);
}

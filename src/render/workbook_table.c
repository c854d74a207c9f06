/* A table on a sheet: the header in row 1, nothing above it, nothing beside it. */
#include "language/language.h"
#include "render/people.h"
#include "render/workbook.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { WORKBOOK_WIDEST = 60, WORKBOOK_MARKS = 30, WORKBOOK_NARROWEST = 9 };

static bool workbook_column_shown(const document_column *column)
{
    return column->header != MESSAGE_NONE || column->header_text.data ||
           column->header_value.kind != DOCUMENT_EMPTY;
}

static const char *workbook_header(workbook *w, const document_column *column)
{
    if (column->header_value.kind != DOCUMENT_EMPTY)
        return workbook_words(w, &column->header_value);
    if (column->header != MESSAGE_NONE)
        return workbook_message(w, column->header);
    document_value own = {.kind = DOCUMENT_TEXT, .as.words = column->header_text};
    return workbook_words(w, &own);
}

/* What a column holds: whether it takes two columns of the sheet, and whether "%" belongs into its header. */
typedef struct workbook_content {
    bool ranges;
    bool percent; /* every number is a percentage */
} workbook_content;

static bool workbook_is_percent(document_style style)
{
    return style == DOCUMENT_PERCENT || style == DOCUMENT_SIGNED_PERCENT;
}

static workbook_content workbook_look(const document_table *table, size_t c)
{
    workbook_content content = {false, true};
    size_t numbers = 0;
    for (size_t r = 0; r < table->n_rows; r++) {
        const document_value *value = &table->cells[r * table->n_columns + c];
        bool number = value->kind == DOCUMENT_COUNT || value->kind == DOCUMENT_DECIMAL ||
                      value->kind == DOCUMENT_FRACTION || value->kind == DOCUMENT_REAL ||
                      value->kind == DOCUMENT_RANGE;
        content.ranges = content.ranges || value->kind == DOCUMENT_RANGE;
        content.percent = content.percent && (!number || workbook_is_percent(value->style));
        numbers += number;
    }
    content.percent = content.percent && numbers > 0;
    return content;
}

/* "change" → "change, %": not where the words have the sign already. */
static const char *workbook_unit_header(workbook *w, const char *header, const char *part, bool percent)
{
    buffer words = {0};
    buffer_add_string(&words, header);
    if (*part) {
        buffer_add_string(&words, ", ");
        buffer_add_string(&words, part);
    }
    if (percent && !strchr(header, '%'))
        buffer_add_string(&words, ", %");
    text copy = words.failed ? (text){0} : arena_copy(&w->memory, buffer_text(&words));
    buffer_free(&words);
    w->failed = w->failed || !copy.data;
    return copy.data ? copy.data : "";
}

static void workbook_put_limit(workbook *w, lxw_worksheet *sheet, uint32_t row, uint16_t column, double limit,
                               const document_value *value, int decimals, bool percent)
{
    document_value real = {.kind = DOCUMENT_REAL, .style = value->style, .as.real = limit};
    if (!isnan(limit))
        workbook_put(w, sheet, row, column, &real, decimals, percent);
}

static void workbook_put_cell(workbook *w, lxw_worksheet *sheet, uint32_t row, uint16_t at,
                              const document_value *value, int decimals, const workbook_content *content)
{
    if (value->kind == DOCUMENT_RANGE) {
        workbook_put_limit(w, sheet, row, at, value->as.range.low, value, decimals, content->percent);
        workbook_put_limit(w, sheet, row, (uint16_t)(at + 1), value->as.range.high, value, decimals,
                           content->percent);
    } else {
        workbook_put(w, sheet, row, at, value, decimals, content->percent);
    }
}

/* Columns as wide as their words, within reason. */
static void workbook_set_width(workbook *w, lxw_worksheet *sheet, uint16_t at, const document_table *table,
                               size_t c, const char *header)
{
    size_t widest = language_width(text_from(header));
    for (size_t r = 0; r < table->n_rows; r++) {
        const document_value *value = &table->cells[r * table->n_columns + c];
        size_t width =
            value->kind == DOCUMENT_RANGE ? 0 : language_width(text_from(workbook_words(w, value)));
        widest = width > widest ? width : widest;
    }
    widest = widest < WORKBOOK_NARROWEST ? WORKBOOK_NARROWEST
             : widest > WORKBOOK_WIDEST  ? WORKBOOK_WIDEST
                                         : widest;
    worksheet_set_column(sheet, at, at, (double)widest + 2, NULL);
}

/* One column of the table into one or two of the sheet; the next free one. */
static uint16_t workbook_add_column(workbook *w, lxw_worksheet *sheet, const document_table *table, size_t c,
                                    uint16_t at)
{
    const document_column *column = &table->columns[c];
    workbook_content content = workbook_look(table, c);
    const char *header = workbook_header(w, column);
    const char *first = workbook_unit_header(
        w, header, content.ranges ? workbook_message(w, MESSAGE_WORKBOOK_LOW) : "", content.percent);
    lxw_format *heading = column->align == DOCUMENT_RIGHT || content.ranges ? w->numbers : w->heading;
    workbook_put_text(w, sheet, 0, at, first, heading);
    workbook_set_width(w, sheet, at, table, c, first);
    if (content.ranges) {
        const char *second =
            workbook_unit_header(w, header, workbook_message(w, MESSAGE_WORKBOOK_HIGH), content.percent);
        workbook_put_text(w, sheet, 0, (uint16_t)(at + 1), second, heading);
        workbook_set_width(w, sheet, (uint16_t)(at + 1), table, c, second);
    }
    for (size_t r = 0; r < table->n_rows; r++)
        workbook_put_cell(w, sheet, (uint32_t)r + 1, at, &table->cells[r * table->n_columns + c],
                          column->decimals, &content);
    return (uint16_t)(at + 1 + content.ranges);
}

static bool workbook_has_marks(const document_table *table)
{
    for (size_t r = 0; table->marks && r < table->n_rows; r++) {
        if (table->marks[r])
            return true;
    }
    return false;
}

/* The marks of rows ("provisional") as a last column, where some row has one. */
static void workbook_add_marks(workbook *w, lxw_worksheet *sheet, const document_table *table, uint16_t at)
{
    workbook_put_text(w, sheet, 0, at, workbook_message(w, MESSAGE_WORKBOOK_MARKS), w->heading);
    worksheet_set_column(sheet, at, at, WORKBOOK_MARKS, NULL);
    for (size_t r = 0; r < table->n_rows; r++) {
        if (table->marks[r])
            workbook_put_text(w, sheet, (uint32_t)r + 1, at, workbook_sentence(w, table->marks[r]), w->words);
    }
}

lxw_worksheet *workbook_add_table(workbook *w, const document_table *table, const char *wanted,
                                  const char *title, int *columns_of)
{
    enum { MOST_ROWS = LXW_ROW_MAX - 1, MOST_COLUMNS = 1000 };
    workbook_sheet *named = workbook_name_sheet(w, wanted, title);
    lxw_worksheet *sheet = named ? workbook_add_worksheet(w->book, named->name) : NULL;
    if (!sheet || table->n_rows > MOST_ROWS || table->n_columns > MOST_COLUMNS) {
        w->failed = true;
        return NULL;
    }
    uint16_t at = 0;
    for (size_t c = 0; c < table->n_columns; c++) {
        bool shown = workbook_column_shown(&table->columns[c]);
        if (columns_of)
            columns_of[c] = shown ? at : -1;
        if (shown)
            at = workbook_add_column(w, sheet, table, c, at);
    }
    if (workbook_has_marks(table))
        workbook_add_marks(w, sheet, table, at);
    workbook_set_print(sheet);
    worksheet_freeze_panes(sheet, 1, 1);
    return sheet;
}

#include "render/html.h"
#include "render/html_escape.h"
#include "render/text_table.h"

static bool html_column_is_for_people(const document_column *column)
{
    return column->header != MESSAGE_NONE || column->header_text.data ||
           column->header_value.kind != DOCUMENT_EMPTY;
}

/* Words that belong to the row: "provisional". */
static void html_mark(html_page *page, const document_message *mark)
{
    if (!mark)
        return;
    html_put(page, " <small>");
    html_message(page, mark);
    html_put(page, "</small>");
}

static const char *html_arrow(document_tone tone)
{
    switch (tone) {
    case DOCUMENT_ROSE:
        return "<span class=\"tone strong\"><span aria-hidden=\"true\">▲</span> <span>";
    case DOCUMENT_FELL:
        return "<span class=\"tone strong\"><span aria-hidden=\"true\">▼</span> <span>";
    case DOCUMENT_WARNING:
        return "<span class=\"tone warning\"><span aria-hidden=\"true\">!</span> <span>";
    case DOCUMENT_WITHIN_CHANCE:
        return "<span class=\"tone faint\"><span aria-hidden=\"true\">·</span> <span>";
    case DOCUMENT_WRONG:
        return "<span class=\"tone warning\"><span aria-hidden=\"true\">✗</span> <span>";
    case DOCUMENT_HOLDS:
        return "<span class=\"tone strong\"><span aria-hidden=\"true\">✓</span> <span>";
    case DOCUMENT_NEUTRAL:
        break;
    }
    return NULL;
}

static void html_header(html_page *page, const document_column *column)
{
    bool empty = column->header == MESSAGE_NONE && column->header_value.kind == DOCUMENT_EMPTY &&
                 column->header_text.length == 0;
    const char *align = column->align == DOCUMENT_RIGHT ? " class=\"number\"" : "";
    if (empty) {
        buffer_add_format(page->out, "<td%s></td>", align);
        return;
    }
    buffer_add_format(page->out, "<th scope=\"col\"%s>", align);
    if (column->header != MESSAGE_NONE)
        html_words(page, column->header);
    else if (column->header_value.kind != DOCUMENT_EMPTY)
        html_value(page, &column->header_value, column->decimals);
    else
        html_text(page->out, column->header_text);
    html_put(page, "</th>");
}

static bool html_is_figure(const document_value *value)
{
    return value->kind == DOCUMENT_COUNT || value->kind == DOCUMENT_DECIMAL ||
           value->kind == DOCUMENT_FRACTION || value->kind == DOCUMENT_REAL;
}

/* A cell; *reached: has an earlier figure of the row the tab key's way to the origin already? */
static void html_cell(html_page *page, const document_column *column, const document_value *value,
                      const document_origin *origin, bool *reached)
{
    const char *arrow = html_arrow(value->tone);
    const document_origin *leads = html_is_figure(value) ? origin : NULL;
    html_put(page, column->align == DOCUMENT_RIGHT ? "<td class=\"number\">" : "<td>");
    html_put(page, arrow ? arrow : "");
    html_begin_figure(page, leads, !*reached);
    html_value(page, value, column->decimals);
    html_end_figure(page, leads);
    html_put(page, arrow ? "</span></span></td>" : "</td>");
    *reached |= leads != NULL;
}

static void html_row(html_page *page, const document_table *table, size_t row)
{
    const document_origin *origin = table->origins ? table->origins[row] : NULL;
    bool first = true, reached = false;
    html_put(page, table->roles[row] == DOCUMENT_TOTAL   ? "<tr class=\"total\">"
                   : table->roles[row] == DOCUMENT_OTHER ? "<tr class=\"other\">"
                                                         : "<tr>");
    for (size_t c = 0; c < table->n_columns; c++) {
        const document_column *column = &table->columns[c];
        const document_value *value = &table->cells[row * table->n_columns + c];
        if (!html_column_is_for_people(column))
            continue;
        if (!first) {
            html_cell(page, column, value, origin, &reached);
            continue;
        }
        html_put(page, "<th scope=\"row\">");
        html_value(page, value, column->decimals);
        html_mark(page, table->marks ? table->marks[row] : NULL);
        html_put(page, "</th>");
        first = false;
    }
    html_put(page, "</tr>\n");
}

static void html_caption(html_page *page, const document_table *table, const document_message *heading,
                         size_t number)
{
    html_put(page, "<caption id=\"");
    html_id(page, "table", number);
    html_put(page, table->title ? "\"><span>" : "\"><span class=\"unseen\">");
    if (table->title || heading)
        html_message(page, table->title ? table->title : heading);
    html_put(page, "</span></caption>\n");
}

void html_table(html_page *page, const document_table *table, const document_message *heading, size_t number)
{
    if (!text_table_is_for_people(table))
        return;
    html_put(page, "<div class=\"table\" role=\"group\" tabindex=\"0\" aria-labelledby=\"");
    html_id(page, "table", number);
    html_put(page, "\">\n<table>\n");
    html_caption(page, table, heading, number);
    html_put(page, "<thead>\n<tr>");
    for (size_t c = 0; c < table->n_columns; c++) {
        if (html_column_is_for_people(&table->columns[c]))
            html_header(page, &table->columns[c]);
    }
    html_put(page, "</tr>\n</thead>\n<tbody>\n");
    for (size_t row = 0; row < table->n_rows && !page->out->failed; row++)
        html_row(page, table, row);
    html_put(page, "</tbody>\n</table>\n</div>\n");
}

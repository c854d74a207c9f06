/* Every cell is put into words once; then the widths are known, then columns leave until the rest has room,
 * then the lines are written. */
#include "render/text_table.h"

#include "base/arena.h"
#include "language/language.h"
#include "render/people.h"
#include "render/text_marks.h"

#include <math.h>
#include <string.h>

enum { TEXT_TABLE_GAP = 2, TEXT_TABLE_LEAST_NAME = 8 };
static const text text_table_between = {" … ", 5};
enum { TEXT_TABLE_BETWEEN_WIDTH = 3 };

/* The words of one cell lie in the table's buffer; a range has its low limit first and its high limit behind
 * it. */
typedef struct text_cell {
    size_t from, length, width;
    size_t high_from, high_length, high_width; /**< of ranges */
    bool range;
    size_t mark_length, mark_width; /**< of the raised number behind the words, included in width */
    document_tone tone;
} text_cell;

typedef struct text_column {
    size_t index; /**< in the document's table */
    size_t width;
    size_t low_width, high_width; /**< of its ranges */
    document_align align;
    int leaves_at;
    bool marked; /**< its cells have arrows */
    bool gone;
} text_column;

typedef struct text_table {
    const document_table *table;
    const render_options *options;
    arena memory;
    buffer words;
    text_marks marks;
    size_t n_columns;
    text_column *columns;
    text_cell *cells; /**< [(1 + n_rows) * n_columns]; the header is row 0 */
} text_table;

static bool text_column_is_for_people(const document_column *column)
{
    return column->header != MESSAGE_NONE || column->header_text.data ||
           column->header_value.kind != DOCUMENT_EMPTY;
}

bool text_table_is_for_people(const document_table *table)
{
    for (size_t i = 0; i < table->n_columns; i++) {
        if (text_column_is_for_people(&table->columns[i]))
            return true;
    }
    return false;
}

static text_cell *text_table_cell(const text_table *t, size_t row, size_t column)
{
    return &t->cells[row * t->n_columns + column];
}

static text text_cell_words(const text_table *t, const text_cell *cell)
{
    return (text){buffer_text(&t->words).data + cell->from, cell->length};
}

static size_t text_table_width_since(const text_table *t, size_t from)
{
    text whole = buffer_text(&t->words);
    return language_width((text){whole.data + from, whole.length - from});
}

static void text_table_close(text_table *t, text_cell *cell)
{
    cell->length = t->words.length - cell->from;
    cell->width = text_table_width_since(t, cell->from);
}

static void text_table_header(text_table *t, size_t at)
{
    const text_column *column = &t->columns[at];
    const document_column *source = &t->table->columns[column->index];
    text_cell *cell = text_table_cell(t, 0, at);
    cell->from = t->words.length;
    if (source->header != MESSAGE_NONE)
        language_fill(&t->words, t->options->language, source->header, NULL, 0);
    else if (source->header_value.kind != DOCUMENT_EMPTY)
        people_value(&t->words, t->options->language, &source->header_value, source->decimals);
    else
        language_harmless(&t->words, source->header_text);
    text_table_close(t, cell);
}

static const char *text_table_arrow(document_tone tone)
{
    switch (tone) {
    case DOCUMENT_ROSE:
        return "▲ ";
    case DOCUMENT_FELL:
        return "▼ ";
    case DOCUMENT_WARNING:
        return "! ";
    case DOCUMENT_WRONG:
        return "✗ ";
    case DOCUMENT_HOLDS:
        return "✓ ";
    case DOCUMENT_NEUTRAL:
    case DOCUMENT_WITHIN_CHANCE:
        break;
    }
    return "· ";
}

static lines_weight text_table_weight(document_tone tone)
{
    switch (tone) {
    case DOCUMENT_ROSE:
    case DOCUMENT_FELL:
        return LINES_STRONG;
    case DOCUMENT_WITHIN_CHANCE:
        return LINES_FAINT;
    case DOCUMENT_WARNING:
    case DOCUMENT_WRONG:
        return LINES_WARNING;
    case DOCUMENT_HOLDS:
    case DOCUMENT_NEUTRAL:
        break;
    }
    return LINES_NORMAL;
}

static void text_table_range(text_table *t, text_cell *cell, const document_value *value, int decimals)
{
    esep_language language = t->options->language;
    cell->range = true;
    people_limit(&t->words, language, value->as.range.low, value->style, decimals);
    text_table_close(t, cell);
    cell->high_from = t->words.length;
    people_limit(&t->words, language, value->as.range.high, value->style, decimals);
    cell->high_length = t->words.length - cell->high_from;
    cell->high_width = text_table_width_since(t, cell->high_from);
}

/* The raised number lies behind the words, and is never cut with them. */
static void text_table_mark(text_table *t, size_t row, text_cell *cell)
{
    size_t from = t->words.length;
    text_marks_add(&t->words, &t->marks, row);
    cell->mark_width = text_table_width_since(t, from);
    cell->mark_length = t->words.length - from;
    cell->width += cell->mark_width;
}

static void text_table_body(text_table *t, size_t row, size_t at)
{
    const text_column *column = &t->columns[at];
    const document_value *value = &t->table->cells[row * t->table->n_columns + column->index];
    int decimals = t->table->columns[column->index].decimals;
    text_cell *cell = text_table_cell(t, row + 1, at);
    cell->from = t->words.length;
    cell->tone = value->tone;
    if (value->kind == DOCUMENT_RANGE && !isnan(value->as.range.low) && !isnan(value->as.range.high)) {
        text_table_range(t, cell, value, decimals);
        return;
    }
    if (column->marked && value->kind != DOCUMENT_EMPTY)
        buffer_add_string(&t->words, text_table_arrow(value->tone));
    people_value(&t->words, t->options->language, value, decimals);
    text_table_close(t, cell);
    if (at == 0)
        text_table_mark(t, row, cell);
}

static bool text_table_has_tones(const document_table *table, size_t column)
{
    for (size_t row = 0; row < table->n_rows; row++) {
        if (table->cells[row * table->n_columns + column].tone != DOCUMENT_NEUTRAL)
            return true;
    }
    return false;
}

static void text_table_choose_columns(text_table *t)
{
    for (size_t i = 0; i < t->table->n_columns; i++) {
        const document_column *source = &t->table->columns[i];
        if (!text_column_is_for_people(source))
            continue;
        text_column *column = &t->columns[t->n_columns++];
        column->index = i;
        column->align = source->align;
        column->leaves_at = source->leaves_at;
        column->marked = t->options->arrows && text_table_has_tones(t->table, i);
    }
}

static size_t text_larger(size_t a, size_t b)
{
    return a > b ? a : b;
}

static void text_table_measure(text_table *t, size_t at)
{
    text_column *column = &t->columns[at];
    for (size_t row = 0; row <= t->table->n_rows; row++) {
        const text_cell *cell = text_table_cell(t, row, at);
        if (cell->range) {
            column->low_width = text_larger(column->low_width, cell->width);
            column->high_width = text_larger(column->high_width, cell->high_width);
        } else {
            column->width = text_larger(column->width, cell->width);
        }
    }
    if (column->high_width)
        column->width =
            text_larger(column->width, column->low_width + TEXT_TABLE_BETWEEN_WIDTH + column->high_width);
}

static bool text_table_fill(text_table *t)
{
    size_t n_rows = t->table->n_rows + 1, n_cells;
    t->columns = ARENA_TAKE(&t->memory, t->table->n_columns, text_column);
    if (!t->columns || !text_marks_find(&t->marks, &t->memory, t->table, t->options->language))
        return false;
    text_table_choose_columns(t);
    if (__builtin_mul_overflow(n_rows, t->n_columns, &n_cells))
        return false;
    t->cells = ARENA_TAKE(&t->memory, n_cells, text_cell);
    if (!t->cells)
        return false;
    for (size_t at = 0; at < t->n_columns && !t->words.failed; at++) {
        text_table_header(t, at);
        for (size_t row = 0; row < t->table->n_rows && !t->words.failed; row++)
            text_table_body(t, row, at);
    }
    for (size_t at = 0; at < t->n_columns && !t->words.failed; at++)
        text_table_measure(t, at);
    return !t->words.failed;
}

/* Columns that the table takes, its first column being `first` wide. */
static size_t text_table_width(const text_table *t, size_t first)
{
    size_t width = first;
    for (size_t at = 1; at < t->n_columns; at++) {
        if (!t->columns[at].gone)
            width += TEXT_TABLE_GAP + t->columns[at].width;
    }
    return width;
}

/* The one that leaves next, or 0 where none may. The first column never leaves: without it the rows have no
 * names. */
static size_t text_table_next_to_leave(const text_table *t)
{
    size_t next = 0;
    int highest = 1;
    for (size_t at = 1; at < t->n_columns; at++) {
        if (!t->columns[at].gone && t->columns[at].leaves_at >= highest) {
            highest = t->columns[at].leaves_at;
            next = at;
        }
    }
    return next;
}

/* Words may be shortened, digits never. */
static bool text_table_names_are_words(const text_table *t)
{
    const text_column *names = &t->columns[0];
    for (size_t row = 0; row < t->table->n_rows; row++) {
        document_kind kind = t->table->cells[row * t->table->n_columns + names->index].kind;
        if (kind != DOCUMENT_TEXT && kind != DOCUMENT_MESSAGE && kind != DOCUMENT_WORDS &&
            kind != DOCUMENT_LABEL && kind != DOCUMENT_NOUN && kind != DOCUMENT_EMPTY)
            return false;
    }
    return true;
}

/* False where the table cannot be made narrow enough. A name wider than the whole terminal could never have
 * room: it counts as half of it, so as not to drive the other columns out in vain. */
static bool text_table_make_fit(text_table *t)
{
    size_t width = t->options->width, first = t->columns[0].width, next;
    bool may_be_cut = text_table_names_are_words(t);
    if (width == 0)
        return true;
    if (may_be_cut && first > width)
        first = width / 2;
    while (text_table_width(t, first) > width && (next = text_table_next_to_leave(t)) != 0)
        t->columns[next].gone = true;
    size_t others = text_table_width(t, 0);
    size_t room = width > others ? width - others : 0;
    if (t->columns[0].width <= room)
        return true;
    if (!may_be_cut || room < TEXT_TABLE_LEAST_NAME)
        return false;
    t->columns[0].width = room;
    return true;
}

static void text_table_put_range(const text_table *t, lines *to, const text_column *column,
                                 const text_cell *cell)
{
    lines_blanks(to, column->low_width - cell->width);
    buffer_add(to->out, text_cell_words(t, cell));
    buffer_add(to->out, text_table_between);
    lines_blanks(to, column->high_width - cell->high_width);
    buffer_add(to->out, (text){buffer_text(&t->words).data + cell->high_from, cell->high_length});
}

static void text_table_put(const text_table *t, lines *to, size_t row, size_t at)
{
    const text_column *column = &t->columns[at];
    const text_cell *cell = text_table_cell(t, row, at);
    text words = text_cell_words(t, cell);
    size_t width =
        cell->range ? column->low_width + TEXT_TABLE_BETWEEN_WIDTH + column->high_width : cell->width;
    bool cut = width > column->width;
    text mark = {words.data + words.length, cell->mark_length};
    if (cut) {
        words = text_trim((text){words.data, language_fit(words, column->width - cell->mark_width - 1)});
        width = language_width((text){words.data, words.length}) + 1 + cell->mark_width;
    }
    if (column->align == DOCUMENT_RIGHT)
        lines_blanks(to, column->width - width);
    if (cell->range)
        text_table_put_range(t, to, column, cell);
    else
        lines_words(to, words, text_table_weight(cell->tone));
    if (cut)
        buffer_add_string(to->out, "…");
    buffer_add(to->out, mark);
    if (column->align == DOCUMENT_LEFT)
        lines_blanks(to, column->width - width);
}

static void text_table_put_rows(const text_table *t, lines *to)
{
    for (size_t row = 0; row <= t->table->n_rows; row++) {
        for (size_t at = 0; at < t->n_columns; at++) {
            if (t->columns[at].gone)
                continue;
            if (at)
                lines_blanks(to, TEXT_TABLE_GAP);
            text_table_put(t, to, row, at);
        }
        lines_end(to);
    }
}

static bool text_cell_is_empty(const text_cell *cell)
{
    return cell->length == 0 && !cell->range;
}

/* "header: value", or the value alone where there is no header. */
static void text_table_put_named(const text_table *t, lines *to, size_t row, size_t at, buffer *line)
{
    const text_cell *header = text_table_cell(t, 0, at), *cell = text_table_cell(t, row, at);
    const document_value *value = &t->table->cells[(row - 1) * t->table->n_columns + t->columns[at].index];
    line->length = 0;
    if (at && header->length) {
        buffer_add(line, text_cell_words(t, header));
        buffer_add_string(line, ": ");
    }
    if (cell->range)
        people_value(line, t->options->language, value, t->table->columns[t->columns[at].index].decimals);
    else
        buffer_add(line, text_cell_words(t, cell));
    buffer_add(line, (text){text_cell_words(t, cell).data + cell->length, cell->mark_length});
    lines_wrap(to, buffer_text(line), TEXT_TABLE_GAP, LINES_NORMAL);
}

/* One value a line and an empty line between rows, for terminals that have no room for a table. */
static bool text_table_put_one_by_one(const text_table *t, lines *to)
{
    buffer line = {0};
    for (size_t row = 1; row <= t->table->n_rows; row++) {
        if (row > 1)
            lines_end(to);
        for (size_t at = 0; at < t->n_columns; at++) {
            if (!t->columns[at].gone && !text_cell_is_empty(text_table_cell(t, row, at)))
                text_table_put_named(t, to, row, at, &line);
        }
    }
    bool complete = !line.failed;
    buffer_free(&line);
    return complete;
}

static void text_table_put_title(const text_table *t, lines *to)
{
    buffer words = {0};
    people_message(&words, t->options->language, t->table->title);
    lines_wrap(to, buffer_text(&words), 0, LINES_STRONG);
    to->out->failed |= words.failed;
    buffer_free(&words);
}

esep_status text_table_write(lines *to, const document_table *table, const render_options *options,
                             esep_error *error)
{
    text_table t = {.table = table, .options = options};
    bool complete = !text_table_is_for_people(table) || text_table_fill(&t);
    if (complete && t.n_columns) {
        if (table->title)
            text_table_put_title(&t, to);
        if (text_table_make_fit(&t))
            text_table_put_rows(&t, to);
        else
            complete = text_table_put_one_by_one(&t, to);
        text_marks_write(to, &t.marks);
    }
    buffer_free(&t.words);
    arena_free(&t.memory);
    return complete ? ESEP_OK : error_memory(error);
}

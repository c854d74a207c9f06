#include "report/change_columns.h"

#include "base/error.h"
#include "report/codes.h"

#include <stdlib.h>
#include <string.h>

enum { CHANGE_FIXED_COLUMNS = 24 };

typedef struct change_columns {
    document_column *columns;
    size_t n;
    size_t capacity;
} change_columns;

static void change_add_column(change_columns *list, document_column column)
{
    if (list->n < list->capacity)
        list->columns[list->n++] = column;
}

void change_name_period(document_column *column, period shown, period other, message_id words)
{
    int first = day_to_date(shown.first).year, last = day_to_date(shown.last).year;
    int other_first = day_to_date(other.first).year, other_last = day_to_date(other.last).year;
    period named = period_named(shown);
    if (first == last && other_first == other_last && first != other_first)
        column->header_value =
            document_span((period){day_from_date(first, 1, 1), day_from_date(first, 12, 31), PERIOD_YEAR});
    else if (named.kind == PERIOD_MONTH || named.kind == PERIOD_YEAR)
        column->header_value = document_span(named);
    else
        column->header = words;
}

static void change_add_period_column(change_columns *list, period shown, period other, message_id words,
                                     int decimals)
{
    document_column column = {.align = DOCUMENT_RIGHT, .decimals = decimals};
    change_name_period(&column, shown, other, words);
    change_add_column(list, column);
}

/* When the terminal is narrow, interval, then share, then difference go; the two counts never. */
static void change_people_columns(change_columns *list, const change_table *t)
{
    const cube *c = t->from;
    int decimals = t->scale > 2 ? 2 : t->scale;
    for (size_t i = 0; i < c->n_dimensions; i++)
        change_add_column(list, (document_column){.header_text = c->dimensions[i].name, .decimals = -1});
    if (c->n_dimensions == 0)
        change_add_column(list, (document_column){.header_text = text_from(""), .decimals = -1});
    period other = t->base_covered ? t->base_period : t->value_period;
    if (t->base_covered)
        change_add_period_column(list, t->base_period, t->value_period, MESSAGE_COLUMN_BEFORE, decimals);
    change_add_period_column(list, t->value_period, other, MESSAGE_COLUMN_NOW, decimals);
    if (t->base_covered) {
        change_add_column(list, (document_column){.header = MESSAGE_COLUMN_DIFFERENCE,
                                                  .align = DOCUMENT_RIGHT,
                                                  .decimals = decimals,
                                                  .leaves_at = 1});
        change_add_column(
            list, (document_column){.header = MESSAGE_COLUMN_CHANGE, .align = DOCUMENT_RIGHT, .decimals = 1});
        if (t->testing != CHANGE_UNTESTED_SUM)
            change_add_column(list, (document_column){.header = MESSAGE_COLUMN_INTERVAL,
                                                      .align = DOCUMENT_RIGHT,
                                                      .decimals = 1,
                                                      .leaves_at = 4});
    }
    if (t->n_rows > 1)
        change_add_column(list, (document_column){.header = MESSAGE_COLUMN_SHARE,
                                                  .align = DOCUMENT_RIGHT,
                                                  .decimals = 1,
                                                  .leaves_at = 2});
    if (t->n_rows > 1 && t->base_covered)
        change_add_column(list, (document_column){.header = MESSAGE_COLUMN_POINTS,
                                                  .align = DOCUMENT_RIGHT,
                                                  .decimals = 1,
                                                  .leaves_at = 3});
    if (t->base_covered && t->testing != CHANGE_UNTESTED_SUM)
        change_add_column(list, (document_column){.header = MESSAGE_COLUMN_VERDICT, .decimals = -1});
}

static const char *const change_machine_names[] = {
    "period",     "value",   "base_period", "base",          "difference",         "change_percent",
    "ci_low",     "ci_high", "p_value",     "share_percent", "base_share_percent", "status",
    "p_adjusted", "verdict"};

/* The last two are JSON's alone: it tells more than the columns that CSV readers count on. */
enum {
    CHANGE_MACHINE_COLUMNS = sizeof change_machine_names / sizeof *change_machine_names,
    CHANGE_CSV_COLUMNS = CHANGE_MACHINE_COLUMNS - 2
};

const char *change_by_name(document *d, const change_table *t, size_t dimension)
{
    return code_column(d, t->from->dimensions[dimension].name, change_machine_names, CHANGE_MACHINE_COLUMNS);
}

static void change_all_columns(change_columns *list, document *d, const change_table *t)
{
    change_people_columns(list, t);
    for (size_t i = 0; i < t->from->n_dimensions; i++)
        change_add_column(list, (document_column){.machine_name = change_by_name(d, t, i), .decimals = -1});
    for (size_t i = 0; i < CHANGE_MACHINE_COLUMNS; i++)
        change_add_column(list, (document_column){.machine_name = change_machine_names[i],
                                                  .decimals = -1,
                                                  .json_only = i >= CHANGE_CSV_COLUMNS});
}

document_value change_number(const change_table *t, int128 number, document_style style)
{
    if (t->scale == 0 && number >= INT64_MIN && number <= INT64_MAX)
        return document_count((int64_t)number, style);
    return document_decimal(number, t->scale, style);
}

/* Below a base of a few, the two counts say more than their percentage. */
static bool change_shows_counts(const change_table *t, const change_row *row)
{
    return row->base == 0 || (t->testing != CHANGE_UNTESTED_SUM && row->base >= 0 &&
                              row->base < t->percent_from * change_one(t));
}

static document_value change_word(document *d, message_id id, document_tone tone)
{
    document_value value = document_says(d, id, NULL, 0);
    value.tone = tone;
    return value;
}

document_value change_verdict_value(document *d, change_verdict verdict, bool daily, bool small)
{
    static const struct {
        message_id id;
        document_tone tone;
    } words[] = {[CHANGE_ROSE] = {MESSAGE_VERDICT_ROSE, DOCUMENT_ROSE},
                 [CHANGE_FELL] = {MESSAGE_VERDICT_FELL, DOCUMENT_FELL},
                 [CHANGE_WITHIN_CHANCE] = {MESSAGE_VERDICT_WITHIN_CHANCE, DOCUMENT_WITHIN_CHANCE},
                 [CHANGE_TOO_FEW] = {MESSAGE_VERDICT_TOO_FEW, DOCUMENT_WITHIN_CHANCE},
                 [CHANGE_NONE] = {MESSAGE_VERDICT_NONE, DOCUMENT_WITHIN_CHANCE}};
    if (verdict == CHANGE_UNJUDGED)
        return document_empty();
    message_id id = words[verdict].id;
    if (daily && verdict == CHANGE_ROSE)
        id = MESSAGE_VERDICT_ROSE_DAILY;
    if (daily && verdict == CHANGE_FELL)
        id = MESSAGE_VERDICT_FELL_DAILY;
    if (daily && verdict == CHANGE_WITHIN_CHANCE)
        id = MESSAGE_VERDICT_WITHIN_DAILY;
    document_value value = change_word(d, id, words[verdict].tone);
    if (!small || verdict == CHANGE_TOO_FEW)
        return value;
    document_value marked = document_says(d, MESSAGE_VERDICT_SMALL, &value, 1);
    marked.tone = value.tone;
    return marked;
}

/* Where the counts stand in place of the percentage, there is no percentage to mark. */
static document_value change_verdict_words(document *d, const change_table *t, const change_row *row)
{
    int difference = period_days(t->value_period) - period_days(t->base_period);
    bool small = row->status & CHANGE_SMALL_BASE && !change_shows_counts(t, row);
    return change_verdict_value(d, row->verdict, difference > 1 || difference < -1, small);
}

/* The percentage, or below a base of a few the two counts. */
static document_value change_percentage(document *d, const change_table *t, const change_row *row)
{
    if (!change_shows_counts(t, row))
        return document_ratio(row->change, DOCUMENT_SIGNED_PERCENT);
    if (row->value == 0 && row->base == 0)
        return document_empty();
    const document_value counts[] = {change_number(t, row->base, DOCUMENT_PLAIN),
                                     change_number(t, row->value, DOCUMENT_PLAIN)};
    return document_says(d, MESSAGE_CHANGE_COUNTS, counts, 2);
}

/* Names of the row's categories for people: words where a machine has _T and _O. */
static size_t change_people_names(document *d, document_value *cells, const change_table *t,
                                  const change_row *row)
{
    const cube *c = t->from;
    size_t n = c->n_dimensions ? c->n_dimensions : 1;
    for (size_t i = 0; i < n; i++) {
        cells[i] = document_empty();
        if (row->role == CHANGE_TOTAL || row->role == CHANGE_OTHER) {
            if (i == 0)
                cells[i] = document_says(d, row->role == CHANGE_TOTAL ? MESSAGE_ROW_ALL : MESSAGE_ROW_OTHER,
                                         NULL, 0);
            continue;
        }
        text name = c->dimensions[i].categories[c->codes[row->group * c->n_dimensions + i]];
        cells[i] = name.length ? document_text(d, name) : document_says(d, MESSAGE_ROW_EMPTY, NULL, 0);
    }
    return n;
}

static size_t change_people_cells(document *d, document_value *cells, const change_table *t,
                                  const change_row *row)
{
    size_t n = change_people_names(d, cells, t, row);
    if (t->base_covered)
        cells[n++] = change_number(t, row->base, DOCUMENT_PLAIN);
    cells[n++] = change_number(t, row->value, DOCUMENT_PLAIN);
    if (t->base_covered) {
        cells[n++] = change_number(t, row->difference, DOCUMENT_SIGNED);
        cells[n++] = change_percentage(d, t, row);
        if (t->testing != CHANGE_UNTESTED_SUM)
            cells[n++] = change_shows_counts(t, row)
                             ? document_empty()
                             : document_range(row->limits.low, row->limits.high, DOCUMENT_SIGNED_PERCENT);
    }
    if (t->n_rows > 1)
        cells[n++] = document_ratio(row->share, DOCUMENT_PERCENT);
    if (t->n_rows > 1 && t->base_covered)
        cells[n++] = document_ratio(row->share_change, DOCUMENT_SIGNED_POINTS);
    if (t->base_covered && t->testing != CHANGE_UNTESTED_SUM)
        cells[n++] = change_verdict_words(d, t, row);
    return n;
}

static size_t change_machine_cells(document *d, document_value *cells, const change_table *t,
                                   const change_row *row)
{
    static const char *const verdicts[] = {
        [CHANGE_ROSE] = "rose",       [CHANGE_FELL] = "fell",      [CHANGE_WITHIN_CHANCE] = "within-chance",
        [CHANGE_TOO_FEW] = "too-few", [CHANGE_NONE] = "no-change", [CHANGE_UNJUDGED] = ""};
    const cube *c = t->from;
    bool base = t->base_covered;
    document_value none = document_empty();
    size_t n = 0;
    for (size_t i = 0; i < c->n_dimensions; i++) {
        cells[n++] =
            row->role == CHANGE_TOTAL ? document_words(d, CODE_TOTAL)
            : row->role == CHANGE_OTHER
                ? document_words(d, CODE_OTHER)
                : code_category(d, c->dimensions[i].categories[c->codes[row->group * c->n_dimensions + i]]);
    }
    cells[n++] = document_span(t->value_period);
    cells[n++] = change_number(t, row->value, DOCUMENT_PLAIN);
    cells[n++] = base ? document_span(t->base_period) : none;
    cells[n++] = base ? change_number(t, row->base, DOCUMENT_PLAIN) : none;
    cells[n++] = base ? change_number(t, row->difference, DOCUMENT_PLAIN) : none;
    cells[n++] = document_ratio(row->change, DOCUMENT_PLAIN);
    cells[n++] = document_real(row->limits.low, DOCUMENT_PLAIN);
    cells[n++] = document_real(row->limits.high, DOCUMENT_PLAIN);
    cells[n++] = document_real(row->p, DOCUMENT_PLAIN);
    cells[n++] = document_ratio(row->share, DOCUMENT_PLAIN);
    cells[n++] = document_ratio(row->base_share, DOCUMENT_PLAIN);
    cells[n++] = code_status(d, row->status, "");
    cells[n++] = document_real(row->p_adjusted, DOCUMENT_PLAIN);
    cells[n++] = row->verdict == CHANGE_UNJUDGED ? none : document_words(d, verdicts[row->verdict]);
    return n;
}

void change_add_table(document *d, const change_table *t)
{
    change_columns list = {.capacity = 2 * t->from->n_dimensions + CHANGE_FIXED_COLUMNS};
    list.columns = calloc(list.capacity, sizeof *list.columns);
    if (!list.columns) {
        d->failed = true;
        return;
    }
    change_all_columns(&list, d, t);
    document_table *table = document_add_table(d, list.columns, list.n, t->n_rows);
    free(list.columns);
    if (!table)
        return;
    table->machine_name = "rows";
    for (size_t r = 0; r < t->n_rows; r++) {
        const change_row *row = &t->rows[r];
        document_value *cells = document_cell(table, r, 0);
        table->roles[r] = row->role == CHANGE_TOTAL   ? DOCUMENT_TOTAL
                          : row->role == CHANGE_OTHER ? DOCUMENT_OTHER
                                                      : DOCUMENT_BODY;
        size_t people = change_people_cells(d, cells, t, row);
        change_machine_cells(d, cells + people, t, row);
    }
}

#include "definition/code_list.h"

#include "definition/csv_table.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct code_columns {
    ptrdiff_t code, category, from, to, sure;
    ptrdiff_t labels[ESEP_LANGUAGES];
} code_columns;

static esep_status code_fail(reading *r, const csv_table *t, uint64_t line, message_id message,
                             const char *first, const char *second, const char *third)
{
    error_raise(r->error, ESEP_USAGE, message, first, second, third);
    error_at(r->error, t->path, line);
    return ESEP_USAGE;
}

/* A column that the definition names; `otherwise` where it does not. */
static esep_status code_column(reading *r, const yaml_node *at, const csv_table *t, text name,
                               size_t otherwise, ptrdiff_t *out)
{
    *out = name.data ? csv_table_column(t, name) : (ptrdiff_t)otherwise;
    if (*out >= 0 && (size_t)*out < t->n_columns)
        return ESEP_OK;
    return reading_unknown(r, at, name.data ? name : text_from("category"), t->columns, t->n_columns,
                           MESSAGE_DEFINITION_COLUMN_NEAREST, MESSAGE_DEFINITION_COLUMN_UNKNOWN);
}

static ptrdiff_t code_optional(const csv_table *t, const char *before, const char *name)
{
    char column[300];
    snprintf(column, sizeof column, "%.250s%s", before, name);
    return csv_table_column(t, text_from(column));
}

static esep_status code_columns_find(reading *r, const yaml_node *at, const csv_table *t,
                                     const code_list_request *request, code_columns *c)
{
    static const char *const endings[ESEP_LANGUAGES] = {
        [ESEP_EN] = "_en", [ESEP_RU] = "_ru", [ESEP_KK] = "_kk"};
    ESEP_TRY(code_column(r, at, t, request->code, 0, &c->code));
    ESEP_TRY(code_column(r, at, t, request->category, 1, &c->category));
    c->from = code_optional(t, "", "from");
    c->to = code_optional(t, "", "to");
    c->sure = code_optional(t, "", "sure");
    /* label_kk names the second column's categories, which is where a list of code, category, labels has them. */
    bool second = c->category == 1;
    for (size_t i = 0; i < ESEP_LANGUAGES; i++) {
        c->labels[i] = code_optional(t, t->columns[c->category].data, endings[i]);
        if (c->labels[i] < 0 && second)
            c->labels[i] = code_optional(t, "label", endings[i]);
    }
    return ESEP_OK;
}

static esep_status code_day(reading *r, const csv_table *t, size_t row, ptrdiff_t column, day_number open,
                            day_number *out)
{
    static const date_format iso = {DATE_YMD, '-', "yyyy-mm-dd"};
    *out = open;
    text written = column < 0 ? (text){0} : csv_table_cell(t, row, (size_t)column);
    if (written.length == 0)
        return ESEP_OK;
    if (written.length == 10 && date_read(out, &iso, written) == DATE_OK)
        return ESEP_OK;
    return code_fail(r, t, t->lines[row], MESSAGE_DEFINITION_CODE_DAY, t->columns[column].data, written.data,
                     NULL);
}

static esep_status code_row(reading *r, const csv_table *t, const code_columns *c, size_t row,
                            derivation_code *out)
{
    out->code = csv_table_cell(t, row, (size_t)c->code);
    out->category = csv_table_cell(t, row, (size_t)c->category);
    if (out->code.length == 0)
        return code_fail(r, t, t->lines[row], MESSAGE_DEFINITION_CODE_EMPTY, t->columns[c->code].data, NULL,
                         NULL);
    ESEP_TRY(code_day(r, t, row, c->from, DAY_FIRST, &out->from));
    ESEP_TRY(code_day(r, t, row, c->to, DAY_LAST, &out->to));
    if (out->from > out->to)
        return code_fail(r, t, t->lines[row], MESSAGE_DEFINITION_CODE_BACKWARDS, out->code.data, NULL, NULL);
    return ESEP_OK;
}

typedef struct code_order {
    const derivation_code *code;
    uint64_t line;
} code_order;

static int code_compare(const void *a, const void *b)
{
    const code_order *x = a, *y = b;
    int order = text_compare(x->code->code, y->code->code);
    if (order)
        return order;
    order = (x->code->from > y->code->from) - (x->code->from < y->code->from);
    return order ? order : (x->line > y->line) - (x->line < y->line);
}

/* Sorted by code and first day, an overlap is between neighbours. */
static esep_status code_check_overlap(reading *r, const csv_table *t, const derivation_code *codes, size_t n)
{
    code_order *sorted = malloc((n + 1) * sizeof *sorted);
    if (!sorted)
        return error_memory(r->error);
    for (size_t i = 0; i < n; i++)
        sorted[i] = (code_order){&codes[i], t->lines[i]};
    qsort(sorted, n, sizeof *sorted, code_compare);
    esep_status status = ESEP_OK;
    for (size_t i = 1; i < n && status == ESEP_OK; i++) {
        const code_order *before = &sorted[i - 1], *this = &sorted[i];
        if (!text_equal(before->code->code, this->code->code) || this->code->from > before->code->to)
            continue;
        char other[24];
        bool later = this->line > before->line;
        status = code_fail(r, t, later ? this->line : before->line, MESSAGE_DEFINITION_CODE_TWICE,
                           this->code->code.data,
                           error_number(other, (int64_t)(later ? before->line : this->line)), NULL);
    }
    free(sorted);
    return status;
}

esep_status dimension_add_label(reading *r, definition_dimension *d, text category,
                                const definition_words *label, size_t among)
{
    for (size_t i = 0; i < among; i++) {
        if (text_equal(d->categories[i], category))
            return ESEP_OK;
    }
    if ((d->n_categories & (d->n_categories - 1)) == 0) {
        size_t more = d->n_categories ? 2 * d->n_categories : 8;
        text *categories = ARENA_TAKE(r->memory, more, text);
        definition_words *labels = ARENA_TAKE(r->memory, more, definition_words);
        if (!categories || !labels)
            return error_memory(r->error);
        for (size_t i = 0; i < d->n_categories; i++) {
            categories[i] = d->categories[i];
            labels[i] = d->category_labels[i];
        }
        d->categories = categories;
        d->category_labels = labels;
    }
    d->categories[d->n_categories] = category;
    d->category_labels[d->n_categories++] = *label;
    return ESEP_OK;
}

/* The label that one row gives; all missing where it gives none. */
static definition_words code_label(const csv_table *t, const code_columns *c, size_t row)
{
    definition_words words = {0};
    for (size_t i = 0; i < ESEP_LANGUAGES; i++) {
        text said = c->labels[i] < 0 ? (text){0} : csv_table_cell(t, row, (size_t)c->labels[i]);
        if (said.length)
            words.in[i] = said;
    }
    return words;
}

static bool words_equal(const definition_words *a, const definition_words *b)
{
    for (size_t i = 0; i < ESEP_LANGUAGES; i++) {
        if (!text_equal(a->in[i], b->in[i]))
            return false;
    }
    return true;
}

typedef struct label_order {
    text category;
    definition_words label;
    size_t row;
} label_order;

static int label_compare(const void *a, const void *b)
{
    const label_order *x = a, *y = b;
    int order = text_compare(x->category, y->category);
    return order ? order : (x->row > y->row) - (x->row < y->row);
}

static int label_compare_rows(const void *a, const void *b)
{
    const label_order *x = a, *y = b;
    return (x->row > y->row) - (x->row < y->row);
}

/* One label for each category, at its first row; a category that two rows call differently is an error. Returns how many are left. */
static esep_status label_distinct(reading *r, const csv_table *t, label_order *labels, size_t *n)
{
    size_t kept = 0;
    qsort(labels, *n, sizeof *labels, label_compare);
    for (size_t i = 0; i < *n; i++) {
        if (!kept || !text_equal(labels[kept - 1].category, labels[i].category)) {
            labels[kept++] = labels[i];
            continue;
        }
        char line[24];
        if (!words_equal(&labels[kept - 1].label, &labels[i].label))
            return code_fail(r, t, t->lines[labels[i].row], MESSAGE_DEFINITION_CODE_LABELS,
                             labels[i].category.data,
                             error_number(line, (int64_t)t->lines[labels[kept - 1].row]), NULL);
    }
    *n = kept;
    qsort(labels, kept, sizeof *labels, label_compare_rows);
    return ESEP_OK;
}

static esep_status code_labels(reading *r, const csv_table *t, const code_columns *c, definition_dimension *d)
{
    label_order *labels = calloc(t->n_rows + 1, sizeof *labels);
    if (!labels)
        return error_memory(r->error);
    size_t n = 0;
    for (size_t row = 0; row < t->n_rows; row++) {
        definition_words label = code_label(t, c, row);
        text category = csv_table_cell(t, row, (size_t)c->category);
        if (category.length && (label.in[0].data || label.in[1].data || label.in[2].data))
            labels[n++] = (label_order){category, label, row};
    }
    esep_status status = label_distinct(r, t, labels, &n);
    size_t given = d->n_categories;
    for (size_t i = 0; i < n && status == ESEP_OK; i++)
        status = dimension_add_label(r, d, labels[i].category, &labels[i].label, given);
    free(labels);
    return status;
}

/* Entries that their own list does not vouch for. An entry without a category says nothing that could be wrong. */
static size_t code_count_unsure(const csv_table *t, const code_columns *c)
{
    size_t n = 0;
    for (size_t row = 0; c->sure >= 0 && row < t->n_rows; row++)
        n += csv_table_cell(t, row, (size_t)c->category).length > 0 &&
             text_equal_ascii_case(csv_table_cell(t, row, (size_t)c->sure), text_from("no"));
    return n;
}

esep_status code_list_read(reading *r, const yaml_node *at, const code_list_request *request,
                           definition_dimension *into)
{
    csv_table table;
    code_columns columns;
    ESEP_TRY(csv_table_read(&table, r->memory, request->path, r->error));
    ESEP_TRY(code_columns_find(r, at, &table, request, &columns));
    derivation_code *codes = ARENA_TAKE(r->memory, table.n_rows, derivation_code);
    if (!codes)
        return error_memory(r->error);
    for (size_t row = 0; row < table.n_rows; row++)
        ESEP_TRY(code_row(r, &table, &columns, row, &codes[row]));
    ESEP_TRY(code_check_overlap(r, &table, codes, table.n_rows));
    into->derived.codes = codes;
    into->derived.n_codes = table.n_rows;
    into->n_unsure = code_count_unsure(&table, &columns);
    const char *slash = strrchr(request->path, '/');
    into->list = text_from(slash ? slash + 1 : request->path);
    return code_labels(r, &table, &columns, into);
}

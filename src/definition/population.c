#include "definition/population.h"

#include "definition/csv_table.h"
#include "definition/paths.h"

#include <stdio.h>
#include <stdlib.h>

typedef struct population_columns {
    ptrdiff_t year, category, persons; /**< −1: none */
} population_columns;

/* What `key` of the indicator names, or a column called `usual`. */
static esep_status population_column(reading *r, const yaml_node *indicator, const csv_table *t,
                                     const char *key, const char *usual, ptrdiff_t *out)
{
    const yaml_node *named = yaml_tree_get(indicator, key);
    text name = named ? named->scalar : text_from(usual);
    *out = name.data ? csv_table_column(t, name) : -1;
    if (*out >= 0 || !name.data)
        return ESEP_OK;
    return reading_unknown(r, named ? named : indicator, name, t->columns, t->n_columns,
                           MESSAGE_DEFINITION_COLUMN_NEAREST, MESSAGE_DEFINITION_COLUMN_UNKNOWN);
}

static esep_status population_fail(reading *r, const csv_table *t, size_t row, message_id message,
                                   const char *first, const char *second)
{
    error_raise(r->error, ESEP_USAGE, message, first, second);
    error_at(r->error, t->path, t->lines[row]);
    return ESEP_USAGE;
}

/* Digits, also with blanks between thousands, as statistical offices print them. */
static bool population_number(int64_t *out, text t)
{
    *out = 0;
    size_t digits = 0;
    for (size_t i = 0; i < t.length; i++) {
        if (t.data[i] == ' ' && digits)
            continue;
        if (i + 1 < t.length && t.data[i] == '\xC2' && t.data[i + 1] == '\xA0' && digits) {
            i++;
            continue;
        }
        if (t.data[i] < '0' || t.data[i] > '9' || ++digits > 12)
            return false;
        *out = *out * 10 + (t.data[i] - '0');
    }
    return digits > 0;
}

static esep_status population_row(reading *r, const csv_table *t, const population_columns *c, size_t row,
                                  definition_population_year *out)
{
    int64_t year = 0;
    text persons = csv_table_cell(t, row, (size_t)c->persons);
    if (!population_number(&out->persons, persons))
        return population_fail(r, t, row, MESSAGE_DEFINITION_POPULATION_NUMBER, t->columns[c->persons].data,
                               persons.data);
    if (c->year >= 0) {
        text written = csv_table_cell(t, row, (size_t)c->year);
        if (!population_number(&year, written) || year < 1900 || year > 2199)
            return population_fail(r, t, row, MESSAGE_DEFINITION_POPULATION_YEAR, t->columns[c->year].data,
                                   written.data);
    }
    out->year = (int)year;
    out->category = c->category < 0 ? text_from("") : csv_table_cell(t, row, (size_t)c->category);
    return ESEP_OK;
}

typedef struct population_filter {
    expression *e;
    size_t *columns;          /**< of the table, for each column of the expression */
    expression_truth *truths; /**< [tests] */
} population_filter;

static void population_filter_free(population_filter *f)
{
    expression_free(f->e);
    free(f->columns);
    free(f->truths);
}

static esep_status population_filter_bind(reading *r, const yaml_node *at, const csv_table *t,
                                          population_filter *f)
{
    const text *names;
    ESEP_TRY(reading_at(r, at, expression_parse(&f->e, at->scalar, r->error)));
    size_t n = expression_columns(f->e, &names);
    f->columns = calloc(n + 1, sizeof *f->columns);
    f->truths = calloc(expression_tests(f->e) + 1, sizeof *f->truths);
    if (!f->columns || !f->truths)
        return error_memory(r->error);
    for (size_t i = 0; i < n; i++) {
        ptrdiff_t column = csv_table_column(t, names[i]);
        char name[200];
        text_copy_cut(name, sizeof name, names[i]);
        if (column < 0)
            return reading_unknown(r, at, text_from(name), t->columns, t->n_columns,
                                   MESSAGE_DEFINITION_COLUMN_NEAREST, MESSAGE_DEFINITION_COLUMN_UNKNOWN);
        f->columns[i] = (size_t)column;
    }
    return ESEP_OK;
}

static bool population_keeps(const population_filter *f, const csv_table *t, size_t row)
{
    if (!f->e)
        return true;
    for (size_t i = 0; i < expression_tests(f->e); i++) {
        text cell = csv_table_cell(t, row, f->columns[expression_test_column(f->e, i)]);
        f->truths[i] = expression_test(f->e, i, cell, NULL);
    }
    return expression_combine(f->e, f->truths) == EXPRESSION_TRUE;
}

typedef struct population_order {
    const definition_population_year *of;
    uint64_t line;
    size_t row;
} population_order;

static int population_compare(const void *a, const void *b)
{
    const population_order *x = a, *y = b;
    int order = (x->of->year > y->of->year) - (x->of->year < y->of->year);
    order = order ? order : text_compare(x->of->category, y->of->category);
    return order ? order : (x->line > y->line) - (x->line < y->line);
}

/* Two numbers for one year and area: which of them would be a guess, and their sum might count people twice. */
static esep_status population_check_twice(reading *r, const csv_table *t, population_order *rows, size_t n)
{
    qsort(rows, n, sizeof *rows, population_compare);
    for (size_t i = 1; i < n; i++) {
        const definition_population_year *x = rows[i - 1].of, *y = rows[i].of;
        char other[24], name[300];
        if (x->year != y->year || !text_equal(x->category, y->category))
            continue;
        if (y->year)
            snprintf(name, sizeof name, "%d%s%.280s", y->year, y->category.length ? ", " : "",
                     y->category.data);
        else
            snprintf(name, sizeof name, "%.280s", y->category.data);
        return population_fail(r, t, rows[i].row, MESSAGE_DEFINITION_POPULATION_TWICE, name,
                               error_number(other, (int64_t)rows[i - 1].line));
    }
    return ESEP_OK;
}

static esep_status population_rows(reading *r, const csv_table *t, const population_columns *c,
                                   const population_filter *f, definition_indicator *into)
{
    into->population = ARENA_TAKE(r->memory, t->n_rows, definition_population_year);
    population_order *rows = calloc(t->n_rows, sizeof *rows);
    esep_status status = into->population && rows ? ESEP_OK : error_memory(r->error);
    size_t n = 0;
    for (size_t row = 0; row < t->n_rows && status == ESEP_OK; row++) {
        if (!population_keeps(f, t, row))
            continue;
        status = population_row(r, t, c, row, &into->population[n]);
        rows[n] = (population_order){&into->population[n], t->lines[row], row};
        n++;
    }
    into->n_population = n;
    if (status == ESEP_OK)
        status = population_check_twice(r, t, rows, n);
    free(rows);
    return status;
}

static esep_status population_table(reading *r, const yaml_node *indicator, const char *key, csv_table *t)
{
    const char *path;
    size_t mark = reading_enter(r, text_from(key));
    ESEP_TRY(path_confined(r, yaml_tree_get(indicator, key), false, &path));
    reading_leave(r, mark);
    return csv_table_read(t, r->memory, path, r->error);
}

esep_status population_read(reading *r, const yaml_node *indicator, definition_indicator *into)
{
    csv_table t;
    population_columns c;
    population_filter f = {0};
    const yaml_node *where = yaml_tree_get(indicator, "where");
    ESEP_TRY(population_table(r, indicator, "population", &t));
    ESEP_TRY(population_column(r, indicator, &t, "year", "year", &c.year));
    ESEP_TRY(population_column(r, indicator, &t, "persons", "persons", &c.persons));
    ESEP_TRY(population_column(r, indicator, &t, "area", NULL, &c.category));
    esep_status status = where ? population_filter_bind(r, where, &t, &f) : ESEP_OK;
    if (status == ESEP_OK)
        status = population_rows(r, &t, &c, &f, into);
    population_filter_free(&f);
    if (status == ESEP_OK && into->n_population == 0)
        return reading_fail(r, where ? where : indicator, MESSAGE_DEFINITION_POPULATION_NONE, NULL, NULL);
    return status;
}

esep_status population_read_standard(reading *r, const yaml_node *indicator, definition_indicator *into)
{
    csv_table t;
    population_columns c = {.year = -1};
    population_filter all = {0};
    ESEP_TRY(population_table(r, indicator, "standard", &t));
    ESEP_TRY(population_column(r, indicator, &t, "persons", "persons", &c.persons));
    c.category = csv_table_column(&t, into->by);
    if (c.category < 0)
        c.category = 0;
    return population_rows(r, &t, &c, &all, into);
}

#include "indicator/change_rows.h"

#include "base/error.h"

#include <stdlib.h>

/* Which of the two periods a day is in: bit 0 the value's, bit 1 the base's. They may overlap. */
static unsigned change_sides(const change_table *t, day_number day)
{
    bool value = day >= t->value_period.first && day <= t->value_period.last;
    bool base = t->base_covered && day >= t->base_period.first && day <= t->base_period.last;
    return (unsigned)value | (unsigned)base << 1;
}

static esep_status change_add(int128 *to, int128 number, esep_error *error)
{
    if (__builtin_add_overflow(*to, number, to))
        return error_raise(error, ESEP_DATA, MESSAGE_NUMBER_TOO_LARGE);
    return ESEP_OK;
}

/* Value and base of a group, and whether any of its records lie in the periods. */
typedef struct change_group {
    uint32_t group;
    int128 value;
    int128 base;
    bool any;
    uint32_t row; /* in which row of the table it ended */
} change_group;

static esep_status change_sum_cells(change_table *t, change_group *groups, esep_error *error)
{
    const cube *c = t->from;
    uint64_t counted = 0;
    for (size_t i = 0; i < c->n_cells; i++) {
        unsigned sides = change_sides(t, c->cells[i].day);
        if (!sides)
            continue;
        counted += (uint64_t)c->cells[i].count;
        change_group *group = &groups[c->cells[i].group];
        int128 number = t->measure == CHANGE_SUM ? c->sums[i * c->n_sums] : c->cells[i].count;
        group->any = true;
        /* A cell in both periods counts in both, and so do its squares. */
        for (unsigned side = sides; side && t->measure == CHANGE_SUM; side &= side - 1)
            ESEP_TRY(change_add(&t->squares, c->sums[i * c->n_sums + 1], error));
        if (sides & 1)
            ESEP_TRY(change_add(&group->value, number, error));
        if (sides & 2)
            ESEP_TRY(change_add(&group->base, number, error));
    }
    t->account = c->account;
    t->account.counted = counted;
    t->account.outside += c->account.counted - counted;
    return ESEP_OK;
}

/* A distinct value seen in a row on a side. */
typedef struct change_seen {
    uint32_t row;
    uint32_t side;
    uint32_t value;
} change_seen;

static int change_compare_seen(const void *a, const void *b)
{
    const change_seen *x = a, *y = b;
    if (x->row != y->row)
        return x->row < y->row ? -1 : 1;
    if (x->side != y->side)
        return x->side < y->side ? -1 : 1;
    return (x->value > y->value) - (x->value < y->value);
}

/* Count each value once for each row and side; rows_of[group] says in which row a group's keys count. */
static esep_status change_count_keys(const change_table *t, const uint32_t *rows_of, int128 *values,
                                     int128 *bases, esep_error *error)
{
    const cube *c = t->from;
    change_seen *seen = calloc(2 * c->n_keys + 1, sizeof *seen);
    if (!seen)
        return error_memory(error);
    size_t n = 0;
    for (size_t i = 0; i < c->n_keys; i++) {
        const cube_cell *cell = &c->cells[c->keys[i].cell];
        unsigned sides = change_sides(t, cell->day);
        for (uint32_t side = 0; side < 2; side++) {
            if (sides >> side & 1)
                seen[n++] = (change_seen){rows_of[cell->group], side, c->keys[i].value};
        }
    }
    qsort(seen, n, sizeof *seen, change_compare_seen);
    for (size_t i = 0; i < n; i++) {
        if (i && change_compare_seen(&seen[i], &seen[i - 1]) == 0)
            continue;
        if (seen[i].side == 0)
            values[seen[i].row]++;
        else
            bases[seen[i].row]++;
    }
    free(seen);
    return ESEP_OK;
}

/* Distinct values of every group, in place of its number of records. */
static esep_status change_distinct_groups(change_table *t, change_group *groups, esep_error *error)
{
    size_t n = t->from->n_groups;
    uint32_t *rows_of = calloc(n + 1, sizeof *rows_of);
    int128 *values = calloc(n + 1, sizeof *values), *bases = calloc(n + 1, sizeof *bases);
    esep_status status = rows_of && values && bases ? ESEP_OK : error_memory(error);
    for (uint32_t g = 0; status == ESEP_OK && g < n; g++)
        rows_of[g] = g;
    if (status == ESEP_OK)
        status = change_count_keys(t, rows_of, values, bases, error);
    for (size_t g = 0; status == ESEP_OK && g < n; g++) {
        groups[g].value = values[g];
        groups[g].base = bases[g];
    }
    free(rows_of);
    free(values);
    free(bases);
    return status;
}

/* A value that occurs in several groups counts once in the total, and once in "other". */
static esep_status change_distinct_rows(change_table *t, const change_group *groups, esep_error *error)
{
    size_t n = t->from->n_groups;
    uint32_t *rows_of = calloc(n + 1, sizeof *rows_of);
    int128 values[2] = {0, 0}, bases[2] = {0, 0};
    if (!rows_of)
        return error_memory(error);
    esep_status status = change_count_keys(t, rows_of, values, bases, error);
    t->rows[0].value = values[0];
    t->rows[0].base = bases[0];
    change_row *last = &t->rows[t->n_rows - 1];
    if (status == ESEP_OK && last->role == CHANGE_OTHER) {
        values[0] = values[1] = bases[0] = bases[1] = 0;
        for (size_t g = 0; g < n; g++)
            rows_of[groups[g].group] = groups[g].row == t->n_rows - 1;
        status = change_count_keys(t, rows_of, values, bases, error);
        last->value = values[1];
        last->base = bases[1];
    }
    free(rows_of);
    return status;
}

/* Largest value first, then largest base; groups stand in order of their categories, which settles the rest. */
static int change_compare_groups(const void *a, const void *b)
{
    const change_group *x = a, *y = b;
    if (x->any != y->any)
        return x->any ? -1 : 1;
    if (x->value != y->value)
        return x->value > y->value ? -1 : 1;
    if (x->base != y->base)
        return x->base > y->base ? -1 : 1;
    return x->group < y->group ? -1 : 1;
}

static esep_status change_place_rows(change_table *t, change_group *groups, size_t top, esep_error *error)
{
    size_t n = 0;
    while (n < t->from->n_groups && groups[n].any)
        n++;
    /* One row of "other" that stands for a single group says less than the group itself. */
    size_t shown = top && n > top + 1 ? top : n;
    if (t->from->n_dimensions == 0)
        shown = n = 0;
    t->n_rows = 1 + shown + (n > shown);
    t->n_hidden = n - shown;
    t->rows = ARENA_TAKE(&t->memory, t->n_rows, change_row);
    t->hidden = ARENA_TAKE(&t->memory, t->n_hidden + 1, change_row);
    if (!t->rows || !t->hidden)
        return error_memory(error);
    t->rows[0].role = CHANGE_TOTAL;
    for (size_t i = 0; i < t->from->n_groups; i++) {
        size_t row = i < shown ? 1 + i : t->n_rows - 1;
        ESEP_TRY(change_add(&t->rows[0].value, groups[i].value, error));
        ESEP_TRY(change_add(&t->rows[0].base, groups[i].base, error));
        groups[i].row = (uint32_t)row;
        if (i >= n)
            continue;
        t->rows[row].role = i < shown ? CHANGE_GROUP : CHANGE_OTHER;
        if (i >= shown)
            t->hidden[i - shown] = (change_row){.role = CHANGE_GROUP,
                                                .group = groups[i].group,
                                                .value = groups[i].value,
                                                .base = groups[i].base};
        t->rows[row].group = groups[i].group;
        ESEP_TRY(change_add(&t->rows[row].value, groups[i].value, error));
        ESEP_TRY(change_add(&t->rows[row].base, groups[i].base, error));
    }
    return ESEP_OK;
}

esep_status change_gather_rows(change_table *t, size_t top, esep_error *error)
{
    size_t n = t->from->n_groups;
    change_group *groups = calloc(n + 1, sizeof *groups);
    if (!groups)
        return error_memory(error);
    for (uint32_t g = 0; g < n; g++)
        groups[g].group = g;
    esep_status status = change_sum_cells(t, groups, error);
    if (status == ESEP_OK && t->measure == CHANGE_DISTINCT)
        status = change_distinct_groups(t, groups, error);
    if (status == ESEP_OK) {
        qsort(groups, n, sizeof *groups, change_compare_groups);
        status = change_place_rows(t, groups, top, error);
    }
    if (status == ESEP_OK && t->measure == CHANGE_DISTINCT)
        status = change_distinct_rows(t, groups, error);
    free(groups);
    return status;
}

#include "source/profile.h"

#include "base/error.h"

#include <stdlib.h>
#include <xxhash.h>

/* Hashes of a column's values: enough to say "no value twice" of some thousand rows, where two values of one hash would only cost a
 * proposal. */
typedef struct profile_seen {
    uint64_t *slots; /* [capacity], 0 is free */
    size_t capacity;
} profile_seen;

typedef struct profile_work {
    profile *into;
    profile_seen *seen; /* [n_columns] */
    bool failed;
} profile_work;

enum { PROFILE_SLOTS = 1 << 16, PROFILE_ROWS = PROFILE_SLOTS / 2 };

/* Was the value there before? */
static bool profile_remember(profile_seen *seen, text value)
{
    uint64_t hash = XXH3_64bits(value.data, value.length) | 1;
    size_t at = (size_t)(hash >> 32) % seen->capacity;
    while (seen->slots[at] && seen->slots[at] != hash)
        at = (at + 1) % seen->capacity;
    bool before = seen->slots[at] == hash;
    seen->slots[at] = hash;
    return before;
}

static void profile_count_category(profile_work *work, profile_column *column, text value)
{
    for (size_t i = 0; i < column->n_categories; i++) {
        if (text_equal(column->categories[i].value, value)) {
            column->categories[i].count++;
            return;
        }
    }
    if (column->n_categories == PROFILE_CATEGORIES) {
        column->many = true;
        return;
    }
    text copy = arena_copy(&work->into->memory, value);
    work->failed = work->failed || !copy.data;
    column->categories[column->n_categories++] = (profile_category){copy, 1};
}

static void profile_look(profile_work *work, size_t c, text value)
{
    profile_column *column = &work->into->columns[c];
    number_scaled number, one = 1;
    if (value.length == 0) {
        column->empty++;
        column->unique = false;
        return;
    }
    column->values++;
    date_evidence_add(&column->dates, value);
    number_evidence_add(&column->numbers, value);
    for (int i = 0; i < NUMBER_SCALE; i++)
        one *= 10;
    if (number_read(&number, NUMBER_POINT, value) != NUMBER_OK || number < 0 || number % one)
        column->whole = false;
    if (profile_remember(&work->seen[c], value))
        column->unique = false;
    profile_count_category(work, column, value);
}

static bool profile_row(void *context, const text *fields)
{
    profile_work *work = context;
    for (size_t c = 0; c < work->into->n_columns; c++)
        profile_look(work, c, fields[c]);
    return ++work->into->rows < PROFILE_ROWS && !work->failed;
}

static int profile_by_count(const void *a, const void *b)
{
    const profile_category *x = a, *y = b;
    if (x->count != y->count)
        return x->count < y->count ? 1 : -1;
    return text_compare(x->value, y->value);
}

static bool profile_prepare(profile_work *work, const source *s)
{
    profile *p = work->into;
    p->n_columns = source_n_columns(s);
    p->columns = ARENA_TAKE(&p->memory, p->n_columns, profile_column);
    work->seen = ARENA_TAKE(&p->memory, p->n_columns, profile_seen);
    if (!p->columns || !work->seen)
        return false;
    for (size_t c = 0; c < p->n_columns; c++) {
        profile_column *column = &p->columns[c];
        column->name = arena_copy(&p->memory, source_column_name(s, c));
        column->whole = column->unique = true;
        column->categories = ARENA_TAKE(&p->memory, PROFILE_CATEGORIES, profile_category);
        work->seen[c] = (profile_seen){ARENA_TAKE(&p->memory, PROFILE_SLOTS, uint64_t), PROFILE_SLOTS};
        if (!column->name.data || !column->categories || !work->seen[c].slots)
            return false;
    }
    return true;
}

esep_status profile_create(profile *out, const source *s, esep_error *error)
{
    *out = (profile){0};
    profile_work work = {.into = out};
    if (!profile_prepare(&work, s))
        return error_memory(error);
    ESEP_TRY(source_sample(s, profile_row, &work, error));
    if (work.failed)
        return error_memory(error);
    for (size_t c = 0; c < out->n_columns; c++) {
        profile_column *column = &out->columns[c];
        column->whole = column->whole && column->values > 0;
        column->unique = column->unique && column->values > 1;
        qsort(column->categories, column->n_categories, sizeof *column->categories, profile_by_count);
    }
    return ESEP_OK;
}

void profile_free(profile *p)
{
    arena_free(&p->memory);
}

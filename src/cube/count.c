#include "cube/count.h"

#include "cube/count_reading.h"
#include "cube/rejects.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* Nothing could be read at all: no figure is given, only the reason. */
static esep_status count_check_any(const cube *c, const source *s, esep_error *error)
{
    assert(c); /* the last reading made them all, or failed */
    uint64_t rejected = cube_account_rejected(&c->account);
    if (c->account.read == 0) {
        error_raise(error, ESEP_DATA, MESSAGE_SOURCE_HEADER_ONLY);
        return error_at(error, source_get_file(s, 0)->path, 0);
    }
    if (rejected < c->account.read || c->n_examples == 0)
        return ESEP_OK;
    return reject_raise(&c->examples[0], error);
}

static void count_drop(cube **out, size_t n)
{
    for (size_t q = 0; q < n; q++) {
        cube_free(out[q]);
        out[q] = NULL;
    }
}

static esep_status count_check_again(source *s, const cube_query *query, const count_outcome *outcome,
                                     esep_error *error)
{
    char name[ESEP_ERROR_ARGUMENT_BYTES];
    if (!outcome->replaced || !source_is_read_once(s))
        return ESEP_OK;
    text_copy_cut(name, sizeof name, query->key[0]);
    return error_raise(error, ESEP_USAGE, MESSAGE_CUBE_KEY_ONCE, name);
}

/* The sample may show no mark in the numbers and the rest may: then all of them are looked at, and counted again; and so where records
 * replace others. */
static esep_status count_all(cube **out, source *s, cube_plan *plans, size_t n, keys *k,
                             bool *too_many_values, esep_error *error)
{
    count_outcome outcome, of_keys = {0};
    esep_status status = count_once(out, s, plans, n, k, &outcome, error);
    *too_many_values = outcome.too_many_values;
    ESEP_TRY(status);
    if (outcome.keys_alone)
        ESEP_TRY(count_once(NULL, s, plans, 1, k, &of_keys, error));
    outcome.replaced = outcome.replaced || of_keys.replaced;
    if (outcome.complete && !outcome.replaced)
        return ESEP_OK;
    count_drop(out, n);
    ESEP_TRY(count_check_again(s, plans->query, &outcome, error));
    for (size_t q = 0; q < n && outcome.marked; q++)
        ESEP_TRY(cube_plan_find_marks(&plans[q], s, error));
    status = count_once(out, s, plans, n, k, &outcome, error);
    *too_many_values = outcome.too_many_values;
    return status;
}

static esep_status count_with_keys(cube **out, source *s, cube_plan *plans, size_t n, bool *too_many_values,
                                   esep_error *error)
{
    const cube_query *query = plans->query;
    keys *k = NULL;
    *too_many_values = false;
    if (query->n_key)
        ESEP_TRY(keys_create(&k, query->n_key, query->n_threads, source_is_read_once(s), error));
    esep_status status = count_all(out, s, plans, n, k, too_many_values, error);
    keys_free(k);
    return status;
}

/* The distinct values of all readings so far: see cube.keys. */
typedef struct count_parts {
    cube_key *keys;
    size_t n;
    uint32_t next_value;
} count_parts;

/* Another reading has told apart another part of the values; all else is the same, cell for cell. Both are in order of cells: merged from the
 * end, in place. */
static esep_status count_add_part(count_parts *all, const cube *more, esep_error *error)
{
    size_t a = all->n, b = more->n_keys;
    uint32_t next = all->next_value;
    cube_key *keys = realloc(all->keys, (a + b + 1) * sizeof *keys);
    if (!keys)
        return error_memory(error);
    all->keys = keys;
    all->n = a + b;
    while (b > 0) {
        bool mine = a > 0 && keys[a - 1].cell > more->keys[b - 1].cell;
        cube_key key = mine ? keys[--a] : more->keys[--b];
        key.value += mine ? 0 : next;
        all->next_value = key.value >= all->next_value ? key.value + 1 : all->next_value;
        keys[a + b] = key;
    }
    return ESEP_OK;
}

/* The parts behind the first: rejected records and records asked for were told by that one. */
static esep_status count_part(count_parts *parts, source *s, cube_plan *plans, size_t n, size_t part,
                              bool *too_many_values, esep_error *error)
{
    cube **out = calloc(n + 1, sizeof(cube *));
    cube_query *silent = calloc(n + 1, sizeof *silent);
    const cube_query **told = calloc(n + 1, sizeof(const cube_query *));
    esep_status status = out && silent && told ? ESEP_OK : error_memory(error);
    for (size_t q = 0; status == ESEP_OK && q < n; q++) {
        told[q] = plans[q].query;
        silent[q] = *told[q];
        silent[q].reject = NULL;
        silent[q].record = NULL;
        plans[q].part = part;
        plans[q].query = &silent[q];
    }
    bool asked = status == ESEP_OK;
    if (asked)
        status = count_with_keys(out, s, plans, n, too_many_values, error);
    for (size_t q = 0; status == ESEP_OK && q < n; q++) {
        if (silent[q].distinct.data)
            status = count_add_part(&parts[q], out[q], error);
    }
    for (size_t q = 0; asked && q < n; q++)
        plans[q].query = told[q];
    if (out)
        count_drop(out, n);
    free(out);
    free(silent);
    free(told);
    return status;
}

/* All parts together are under the ceiling too. */
static esep_status count_check_parts(const count_parts *parts, const cube_plan *plans, size_t n,
                                     esep_error *error)
{
    const cube_query *query = plans->query;
    uint64_t all = count_memory(query), keys = 0;
    size_t largest = 0;
    for (size_t q = 0; q < n; q++) {
        keys += parts[q].n;
        largest = parts[q].n > parts[largest].n ? q : largest;
    }
    if (keys * sizeof(cube_key) <= all / 2)
        return ESEP_OK;
    return count_fail_memory(all, MESSAGE_CUBE_MEMORY, plans[largest].query->distinct,
                             parts[largest].next_value, error);
}

/* Read the records once more for each part of the values but the first, which out[n] has. */
static esep_status count_other_parts(cube **out, source *s, cube_plan *plans, size_t n, bool *too_many_values,
                                     esep_error *error)
{
    count_parts *parts = calloc(n + 1, sizeof *parts);
    esep_status status = parts ? ESEP_OK : error_memory(error);
    for (size_t q = 0; status == ESEP_OK && q < n; q++)
        status = count_add_part(&parts[q], out[q], error);
    for (size_t part = 1; status == ESEP_OK && part < plans->n_parts; part++) {
        status = count_part(parts, s, plans, n, part, too_many_values, error);
        if (status == ESEP_OK)
            status = count_check_parts(parts, plans, n, error);
    }
    for (size_t q = 0; status == ESEP_OK && q < n; q++) {
        if (!plans[q].query->distinct.data)
            continue;
        out[q]->keys = ARENA_TAKE(&out[q]->memory, parts[q].n + 1, cube_key);
        out[q]->n_keys = parts[q].n;
        if (out[q]->keys)
            memcpy(out[q]->keys, parts[q].keys, parts[q].n * sizeof *parts[q].keys);
        else
            status = error_memory(error);
    }
    for (size_t q = 0; parts && q < n; q++)
        free(parts[q].keys);
    free(parts);
    return status;
}

/* In so many readings as telling distinct values apart under the ceiling needs. */
static esep_status count_in_parts(cube **out, source *s, cube_plan *plans, size_t n, esep_error *error)
{
    enum { MORE_EACH_TIME = 4, MOST = 256 };
    for (size_t n_parts = 1;; n_parts *= MORE_EACH_TIME) {
        bool too_many = false;
        for (size_t q = 0; q < n; q++) {
            plans[q].n_parts = n_parts;
            plans[q].part = 0;
        }
        esep_status status = count_with_keys(out, s, plans, n, &too_many, error);
        if (status == ESEP_OK && n_parts > 1)
            status = count_other_parts(out, s, plans, n, &too_many, error);
        if (status == ESEP_OK || !too_many || n_parts == MOST || source_is_read_once(s))
            return status;
        count_drop(out, n);
        if (error)
            *error = (esep_error){0};
    }
}

/* One reading can have one answer only to what a date is, and to what is told of progress and rejects. */
static void count_check_agreement(const cube_query *queries, size_t n)
{
    assert(n > 0 && queries->n_threads > 0);
    for (size_t q = 1; q < n; q++) {
        assert(queries[q].n_dates == queries->n_dates && queries[q].n_key == queries->n_key);
        assert(queries[q].n_derived == queries->n_derived && queries[q].mark == queries->mark);
        assert(queries[q].strict == queries->strict && queries[q].n_threads == queries->n_threads);
    }
}

esep_status cube_count_all(cube **out, source *s, const cube_query *queries, size_t n, esep_error *error)
{
    count_check_agreement(queries, n);
    for (size_t q = 0; q < n; q++)
        out[q] = NULL;
    cube_plan *plans = calloc(n + 1, sizeof *plans);
    if (!plans)
        return error_memory(error);
    esep_status status = cube_plan_create_all(plans, s, queries, n, error);
    if (status == ESEP_OK) {
        status = count_in_parts(out, s, plans, n, error);
        for (size_t q = 0; q < n; q++)
            cube_plan_free(&plans[q]);
    }
    free(plans);
    for (size_t q = 0; q < n && status == ESEP_OK; q++)
        status = count_check_any(out[q], s, error);
    if (status != ESEP_OK)
        count_drop(out, n);
    return status;
}

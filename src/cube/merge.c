/* What all workers counted becomes one cube, the same whatever the number of workers: categories, groups and cells are put in
 * order by what they are, never by who met them first. */
#include "cube/merge.h"

#include "cube/huge_pages.h"

#include <stdlib.h>
#include <string.h>

static int merge_compare_codes(const void *a, const void *b, void *context)
{
    const text *texts = context;
    return text_compare(texts[*(const uint32_t *)a], texts[*(const uint32_t *)b]);
}

/* Bring one dimension's categories together and rank them. */
static esep_status merge_dimension(merge *m, size_t i, esep_error *error)
{
    dictionary *common = &m->categories[i];
    for (size_t w = 0; w < m->n_counters; w++) {
        const dictionary *own = &m->counters[w].categories[i];
        uint32_t *translation = calloc(own->n + 1, sizeof *translation);
        m->translations[w * m->n_by + i] = translation;
        if (!translation)
            return error_memory(error);
        for (size_t code = 0; code < own->n; code++)
            ESEP_TRY(dictionary_code(common, own->texts[code], &translation[code], error));
    }
    uint32_t *order = calloc(common->n + 1, sizeof *order), *ranks = calloc(common->n + 1, sizeof *ranks);
    m->ranks[i] = ranks;
    if (order && ranks) {
        for (uint32_t code = 0; code < common->n; code++)
            order[code] = code;
        qsort_r(order, common->n, sizeof *order, merge_compare_codes, common->texts);
        for (uint32_t place = 0; place < common->n; place++)
            ranks[order[place]] = place;
    }
    free(order);
    if (!order || !ranks)
        return error_memory(error);
    for (size_t w = 0; w < m->n_counters; w++) {
        for (size_t code = 0; code < m->counters[w].categories[i].n; code++)
            m->translations[w * m->n_by + i][code] = ranks[m->translations[w * m->n_by + i][code]];
    }
    return ESEP_OK;
}

/* The ranks of a worker's codes. */
static void merge_rank(const merge *m, size_t w, uint32_t *codes)
{
    for (size_t i = 0; i < m->n_by; i++)
        codes[i] = m->translations[w * m->n_by + i][codes[i]];
}

static uint64_t merge_key(uint32_t group, int32_t time)
{
    return (uint64_t)group << 32 | ((uint32_t)time ^ UINT32_C(0x80000000));
}

/* The common number of a group, by its ranks. With one dimension the rank is the number. */
static esep_status merge_group(merge *m, const uint32_t *ranks, uint32_t *group, esep_error *error)
{
    if (m->n_by == 1) {
        *group = ranks[0];
        return ESEP_OK;
    }
    return dictionary_code(&m->groups, (text){(const char *)ranks, m->n_by * sizeof *ranks}, group, error);
}

static size_t merge_count_slots(const merge *m)
{
    size_t total = 0;
    for (size_t w = 0; w < m->n_counters; w++) {
        const cells *own = &m->counters[w].cells;
        for (size_t slot = 0; slot < own->n_slots; slot++)
            total += cells_counter(own, slot, 0) != 0;
    }
    return total;
}

static void merge_take_slot(merge *m, size_t w, size_t slot, uint32_t group, int32_t time)
{
    const cells *own = &m->counters[w].cells;
    m->cells[m->n_cells++] = (merge_cell){merge_key(group, time),
                                          m->plain ? cells_counter(own, slot, 0) : (uint64_t)w << 32 | slot};
}

/* The stretch of a dense array that begins at a slot, with its group looked up; without cells where it has no records. */
static esep_status merge_run_at(merge *m, size_t w, size_t first, merge_run *run, esep_error *error)
{
    const cells *own = &m->counters[w].cells;
    uint32_t codes[CELLS_AXES] = {0}, at = 0;
    *run = (merge_run){.worker = (uint32_t)w,
                       .first_slot = first,
                       .narrow = own->narrow ? own->narrow + first * own->stride : NULL,
                       .stride = own->stride,
                       .n = own->time_extent};
    while (at < run->n && !merge_run_counts(m, run, at))
        at++;
    if (at == run->n) {
        run->n = 0;
        return ESEP_OK;
    }
    cells_slot(own, first + at, codes, &run->first_time);
    run->first_time -= own->any_time ? (int32_t)at : 0;
    merge_rank(m, w, codes);
    return merge_group(m, codes, &run->group, error);
}

/* A dense array holds the times of a group side by side: the group is looked up once. */
static esep_status merge_gather_dense(merge *m, size_t w, esep_error *error)
{
    const cells *own = &m->counters[w].cells;
    for (size_t first = 0; first < own->n_slots; first += own->time_extent) {
        merge_run run;
        ESEP_TRY(merge_run_at(m, w, first, &run, error));
        for (uint32_t at = 0; at < run.n; at++) {
            if (merge_run_counts(m, &run, at))
                merge_take_slot(m, w, first + at, run.group, run.first_time + (int32_t)at);
        }
    }
    return ESEP_OK;
}

static esep_status merge_gather_runs(merge *m, esep_error *error)
{
    size_t most = 0;
    for (size_t w = 0; w < m->n_counters; w++)
        most += m->counters[w].cells.n_slots / m->counters[w].cells.time_extent;
    m->runs = calloc(most + 1, sizeof *m->runs);
    if (!m->runs)
        return error_memory(error);
    for (size_t w = 0; w < m->n_counters; w++) {
        const cells *own = &m->counters[w].cells;
        for (size_t first = 0; first < own->n_slots; first += own->time_extent) {
            ESEP_TRY(merge_run_at(m, w, first, &m->runs[m->n_runs], error));
            m->n_runs += m->runs[m->n_runs].n > 0;
        }
    }
    return ESEP_OK;
}

/* The common numbers of a worker's groups. */
static esep_status merge_translate_groups(merge *m, size_t w, uint32_t *groups, esep_error *error)
{
    const dictionary *own = &m->counters[w].cells.groups;
    uint32_t codes[CELLS_AXES] = {0};
    for (size_t g = 0; g < own->n; g++) {
        memcpy(codes, own->texts[g].data, m->n_by * sizeof *codes);
        merge_rank(m, w, codes);
        ESEP_TRY(merge_group(m, codes, &groups[g], error));
    }
    return ESEP_OK;
}

static esep_status merge_gather_hashed(merge *m, size_t w, esep_error *error)
{
    const cells *own = &m->counters[w].cells;
    uint32_t *own_groups = m->n_by == 1 ? NULL : calloc(own->groups.n + 1, sizeof *own_groups);
    if (m->n_by != 1 && !own_groups)
        return error_memory(error);
    esep_status status = own_groups ? merge_translate_groups(m, w, own_groups, error) : ESEP_OK;
    const uint32_t *groups = own_groups ? own_groups : m->translations[w * m->n_by];
    for (size_t slot = 0; status == ESEP_OK && slot < own->n_slots; slot++) {
        if (own->keys[slot])
            merge_take_slot(m, w, slot, groups[(own->keys[slot] - 1) >> 32], cells_key_time(own->keys[slot]));
    }
    free(own_groups);
    return status;
}

static esep_status merge_gather(merge *m, esep_error *error)
{
    if (m->dense)
        return merge_gather_runs(m, error);
    size_t total = merge_count_slots(m);
    if (total > UINT32_MAX / 2)
        return error_memory(error);
    m->cells = calloc(total + 1, sizeof *m->cells);
    if (!m->cells)
        return error_memory(error);
    huge_pages_ask(m->cells, total * sizeof *m->cells);
    for (size_t w = 0; w < m->n_counters; w++) {
        ESEP_TRY(m->counters[w].cells.hashed ? merge_gather_hashed(m, w, error)
                                             : merge_gather_dense(m, w, error));
        if (m->plain) /* all that the slots know is in m->cells now */
            cells_drop_slots(&m->counters[w].cells);
    }
    return ESEP_OK;
}

static const uint32_t *merge_group_ranks(const merge *m, uint32_t group)
{
    return (const uint32_t *)(const void *)m->groups.texts[group].data;
}

static int merge_compare_groups(const void *a, const void *b, void *context)
{
    const merge *m = context;
    const uint32_t *x = merge_group_ranks(m, *(const uint32_t *)a),
                   *y = merge_group_ranks(m, *(const uint32_t *)b);
    for (size_t i = 0; i < m->n_by; i++) {
        if (x[i] != y[i])
            return x[i] < y[i] ? -1 : 1;
    }
    return 0;
}

/* With one dimension: the ranks that some cell has are the groups, and close up to 0, 1, 2 … */
static esep_status merge_order_single(merge *m, esep_error *error)
{
    cube *out = m->out;
    size_t n = m->categories[0].n;
    m->group_ranks = calloc(n + 1, sizeof *m->group_ranks);
    out->codes = ARENA_TAKE(&out->memory, n + 1, uint32_t);
    if (!m->group_ranks || !out->codes)
        return error_memory(error);
    for (size_t i = 0; i < m->n_cells; i++)
        m->group_ranks[m->cells[i].key >> 32] = 1;
    for (size_t i = 0; i < m->n_runs; i++)
        m->group_ranks[m->runs[i].group] = 1;
    for (uint32_t rank = 0; rank < n; rank++) {
        if (!m->group_ranks[rank])
            continue;
        m->group_ranks[rank] = (uint32_t)out->n_groups;
        out->codes[out->n_groups++] = rank;
    }
    return ESEP_OK;
}

/* Groups in order of their categories. */
static esep_status merge_order_groups(merge *m, esep_error *error)
{
    cube *out = m->out;
    size_t n = m->groups.n;
    out->n_dimensions = m->n_by;
    out->dimensions = ARENA_TAKE(&out->memory, m->n_by + 1, cube_dimension);
    if (!out->dimensions)
        return error_memory(error);
    if (m->n_by == 1)
        return merge_order_single(m, error);
    uint32_t *order = calloc(n + 1, sizeof *order);
    m->group_ranks = calloc(n + 1, sizeof *m->group_ranks);
    out->codes = ARENA_TAKE(&out->memory, n * m->n_by + 1, uint32_t);
    if (!order || !m->group_ranks || !out->codes) {
        free(order);
        return error_memory(error);
    }
    for (uint32_t g = 0; g < n; g++)
        order[g] = g;
    qsort_r(order, n, sizeof *order, merge_compare_groups, m);
    for (uint32_t place = 0; place < n; place++) {
        m->group_ranks[order[place]] = place;
        if (m->n_by)
            memcpy(out->codes + place * m->n_by, merge_group_ranks(m, order[place]),
                   m->n_by * sizeof *out->codes);
    }
    free(order);
    out->n_groups = n;
    return ESEP_OK;
}

static esep_status merge_keep_used(merge *m, size_t i, esep_error *error)
{
    cube *out = m->out;
    const dictionary *common = &m->categories[i];
    uint32_t *places = calloc(common->n + 1, sizeof *places);
    text *ordered = calloc(common->n + 1, sizeof *ordered);
    cube_dimension *dimension = &out->dimensions[i];
    dimension->categories = ARENA_TAKE(&out->memory, common->n + 1, text);
    dimension->name = arena_copy(&out->memory, m->plan->query->by[i]);
    esep_status status =
        places && ordered && dimension->categories && dimension->name.data ? ESEP_OK : error_memory(error);
    if (status == ESEP_OK) {
        for (size_t code = 0; code < common->n; code++)
            ordered[m->ranks[i][code]] = common->texts[code];
        for (size_t g = 0; g < out->n_groups; g++)
            places[out->codes[g * m->n_by + i]] = 1;
        for (size_t rank = 0; rank < common->n; rank++) {
            if (!places[rank])
                continue;
            places[rank] = (uint32_t)dimension->n_categories;
            text copy = arena_copy(&out->memory, ordered[rank]);
            dimension->categories[dimension->n_categories++] = copy;
            if (!copy.data)
                status = error_memory(error);
        }
        for (size_t g = 0; g < out->n_groups; g++)
            out->codes[g * m->n_by + i] = places[out->codes[g * m->n_by + i]];
    }
    free(places);
    free(ordered);
    return status;
}

/* The cube's cells take the place of the second half of the sorting. */
_Static_assert(sizeof(merge_cell) == sizeof(cube_cell), "cells of both kinds lie in the same memory");

static int merge_compare_keys(const void *a, const void *b)
{
    const cube_key *x = a, *y = b;
    if (x->cell != y->cell)
        return x->cell < y->cell ? -1 : 1;
    return (x->value > y->value) - (x->value < y->value);
}

/* The cell of the cube that holds a worker's key. It is there: the record was counted in it. */
static esep_status merge_find_cell(merge *m, size_t w, uint64_t key, uint32_t *cell, esep_error *error)
{
    const cube *out = m->out;
    uint32_t codes[CELLS_AXES] = {0}, group;
    cells_key_codes(&m->counters[w].cells, key, codes);
    merge_rank(m, w, codes);
    ESEP_TRY(merge_group(m, codes, &group, error));
    uint64_t wanted = merge_key(m->group_ranks[group], cells_key_time(key));
    day_number day = merge_day(m, merge_key_time(wanted));
    size_t low = 0, high = out->n_cells;
    while (low + 1 < high) {
        size_t middle = low + (high - low) / 2;
        const cube_cell *at = &out->cells[middle];
        bool above = at->group > wanted >> 32 || (at->group == wanted >> 32 && at->day > day);
        low = above ? low : middle;
        high = above ? middle : high;
    }
    *cell = (uint32_t)low;
    return ESEP_OK;
}

static esep_status merge_keys(merge *m, esep_error *error)
{
    cube *out = m->out;
    dictionary common = {0};
    size_t total = 0, n = 0;
    for (size_t w = 0; w < m->n_counters; w++)
        total += m->counters[w].cells.n_seen;
    out->keys = ARENA_TAKE(&out->memory, total + 1, cube_key);
    esep_status status = out->keys ? ESEP_OK : error_memory(error);
    for (size_t w = 0; status == ESEP_OK && w < m->n_counters; w++) {
        const counter *c = &m->counters[w];
        for (size_t i = 0; status == ESEP_OK && i < c->cells.n_seen_slots; i++) {
            const struct cells_seen *seen = &c->cells.seen[i];
            if (!seen->key)
                continue;
            status = dictionary_code(&common, c->values.texts[seen->value], &out->keys[n].value, error);
            if (status == ESEP_OK)
                status = merge_find_cell(m, w, seen->key, &out->keys[n++].cell, error);
        }
    }
    dictionary_free(&common);
    if (status != ESEP_OK)
        return status;
    qsort(out->keys, n, sizeof *out->keys, merge_compare_keys);
    for (size_t i = 0; i < n; i++) {
        if (i == 0 || merge_compare_keys(&out->keys[i], &out->keys[out->n_keys - 1]) != 0)
            out->keys[out->n_keys++] = out->keys[i];
    }
    return ESEP_OK;
}

static void merge_free(merge *m)
{
    for (size_t i = 0; m->translations && i < m->n_counters * m->n_by; i++)
        free(m->translations[i]);
    for (size_t i = 0; i < m->n_by; i++) {
        if (m->ranks)
            free(m->ranks[i]);
        if (m->categories)
            dictionary_free(&m->categories[i]);
    }
    dictionary_free(&m->groups);
    free(m->translations);
    free(m->ranks);
    free(m->categories);
    free(m->group_ranks);
    free(m->cells);
    free(m->runs);
}

esep_status counter_merge(cube *out, const cube_plan *plan, const source *from, counter *counters, size_t n,
                          esep_error *error)
{
    merge m = {.out = out, .plan = plan, .counters = counters, .n_counters = n, .n_by = plan->query->n_by};
    m.plain = counters[0].cells.words == 1 && counters[0].cells.n_sums == 0;
    m.dense = true;
    for (size_t w = 0; w < n; w++)
        m.dense = m.dense && !counters[w].cells.hashed;
    m.categories = calloc(m.n_by + 1, sizeof *m.categories);
    m.translations = calloc(n * m.n_by + 1, sizeof *m.translations);
    m.ranks = calloc(m.n_by + 1, sizeof *m.ranks);
    esep_status status = m.categories && m.translations && m.ranks ? ESEP_OK : error_memory(error);
    for (size_t i = 0; status == ESEP_OK && i < m.n_by; i++)
        status = merge_dimension(&m, i, error);
    if (status == ESEP_OK)
        status = merge_gather(&m, error);
    if (status == ESEP_OK)
        status = merge_order_groups(&m, error);
    for (size_t i = 0; status == ESEP_OK && i < m.n_by; i++)
        status = merge_keep_used(&m, i, error);
    if (status == ESEP_OK)
        status = m.dense ? merge_dense_cells(&m, error) : merge_cells(&m, error);
    if (status == ESEP_OK && plan->query->distinct.data)
        status = merge_keys(&m, error);
    if (status == ESEP_OK)
        status = merge_describe(out, plan, from, error);
    if (status == ESEP_OK) {
        merge_accounts(out, counters, n);
        merge_span(out);
    }
    merge_free(&m);
    return status;
}

/* What all workers counted becomes one cube, the same whatever the number of workers: categories, groups and cells are put in
 * order by what they are, never by who met them first. */
#include "cube/counter.h"

#include <stdlib.h>
#include <string.h>

/* A cell of some worker under its final group. */
typedef struct merge_cell {
    uint32_t group;
    day_number day;
    uint32_t counter; /* whose */
    uint32_t index;   /* in its cells */
} merge_cell;

typedef struct merge {
    cube *out;
    const cube_plan *plan;
    counter *counters;
    size_t n_counters;
    size_t n_by;
    dictionary *categories;  /* [n_by] of all workers together */
    uint32_t **translations; /* [n_counters * n_by]: a worker's code → the common code */
    uint32_t **ranks;        /* [n_by]: common code → place in order of bytes */
    dictionary groups;       /* keys: common codes as bytes */
    uint32_t *group_ranks;   /* [groups.n] */
    merge_cell *cells;       /* of all workers */
    size_t n_cells;
    uint32_t **final_cells; /* [n_counters]: a worker's cell → cell of the cube */
} merge;

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
    return order && ranks ? ESEP_OK : error_memory(error);
}

/* The common group of a worker's group. */
static esep_status merge_group(merge *m, size_t w, uint32_t own, uint32_t *group, uint32_t *codes,
                               esep_error *error)
{
    const counter *c = &m->counters[w];
    const uint32_t *own_codes =
        m->n_by == 1 ? &own : (const uint32_t *)(const void *)c->groups.texts[own].data;
    for (size_t i = 0; i < m->n_by; i++)
        codes[i] = m->translations[w * m->n_by + i][own_codes[i]];
    return dictionary_code(&m->groups, (text){(const char *)codes, m->n_by * sizeof *codes}, group, error);
}

static esep_status merge_gather(merge *m, esep_error *error)
{
    size_t total = 0;
    for (size_t w = 0; w < m->n_counters; w++)
        total += m->counters[w].cells.n;
    if (total > UINT32_MAX / 2)
        return error_memory(error);
    m->cells = calloc(total + 1, sizeof *m->cells);
    uint32_t *codes = calloc(m->n_by + 1, sizeof *codes);
    esep_status status = m->cells && codes ? ESEP_OK : error_memory(error);
    for (size_t w = 0; status == ESEP_OK && w < m->n_counters; w++) {
        const cells *own = &m->counters[w].cells;
        for (size_t i = 0; status == ESEP_OK && i < own->n; i++) {
            merge_cell *cell = &m->cells[m->n_cells++];
            *cell = (merge_cell){0, own->cells[i].day, (uint32_t)w, (uint32_t)i};
            status = merge_group(m, w, own->cells[i].group, &cell->group, codes, error);
        }
    }
    free(codes);
    return status;
}

static const uint32_t *merge_group_codes(const merge *m, uint32_t group)
{
    return (const uint32_t *)(const void *)m->groups.texts[group].data;
}

static int merge_compare_groups(const void *a, const void *b, void *context)
{
    const merge *m = context;
    const uint32_t *x = merge_group_codes(m, *(const uint32_t *)a),
                   *y = merge_group_codes(m, *(const uint32_t *)b);
    for (size_t i = 0; i < m->n_by; i++) {
        uint32_t p = m->ranks[i][x[i]], q = m->ranks[i][y[i]];
        if (p != q)
            return p < q ? -1 : 1;
    }
    return 0;
}

/* Groups in order of their categories, and of each dimension only the categories that some group has. */
static esep_status merge_order_groups(merge *m, esep_error *error)
{
    cube *out = m->out;
    size_t n = m->groups.n;
    uint32_t *order = calloc(n + 1, sizeof *order);
    m->group_ranks = calloc(n + 1, sizeof *m->group_ranks);
    out->codes = ARENA_TAKE(&out->memory, n * m->n_by + 1, uint32_t);
    out->dimensions = ARENA_TAKE(&out->memory, m->n_by + 1, cube_dimension);
    if (!order || !m->group_ranks || !out->codes || !out->dimensions) {
        free(order);
        return error_memory(error);
    }
    for (uint32_t g = 0; g < n; g++)
        order[g] = g;
    qsort_r(order, n, sizeof *order, merge_compare_groups, m);
    for (uint32_t place = 0; place < n; place++) {
        m->group_ranks[order[place]] = place;
        for (size_t i = 0; i < m->n_by; i++)
            out->codes[place * m->n_by + i] = m->ranks[i][merge_group_codes(m, order[place])[i]];
    }
    free(order);
    out->n_groups = n;
    out->n_dimensions = m->n_by;
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

static int merge_compare_cells(const void *a, const void *b)
{
    const merge_cell *x = a, *y = b;
    if (x->group != y->group)
        return x->group < y->group ? -1 : 1;
    return (x->day > y->day) - (x->day < y->day);
}

/* Cells of the same group and day become one; counts and sums are added. */
static esep_status merge_cells(merge *m, esep_error *error)
{
    cube *out = m->out;
    bool summed = m->plan->query->sum.data != NULL;
    for (size_t i = 0; i < m->n_cells; i++)
        m->cells[i].group = m->group_ranks[m->cells[i].group];
    qsort(m->cells, m->n_cells, sizeof *m->cells, merge_compare_cells);
    out->cells = ARENA_TAKE(&out->memory, m->n_cells + 1, cube_cell);
    out->sums = summed ? ARENA_TAKE(&out->memory, m->n_cells + 1, number_scaled) : NULL;
    if (!out->cells || (summed && !out->sums))
        return error_memory(error);
    for (size_t w = 0; w < m->n_counters; w++) {
        m->final_cells[w] = calloc(m->counters[w].cells.n + 1, sizeof **m->final_cells);
        if (!m->final_cells[w])
            return error_memory(error);
    }
    for (size_t i = 0; i < m->n_cells; i++) {
        const merge_cell *from = &m->cells[i];
        const cells *own = &m->counters[from->counter].cells;
        if (i == 0 || merge_compare_cells(from, from - 1) != 0)
            out->cells[out->n_cells++] = (cube_cell){from->group, from->day, 0};
        size_t at = out->n_cells - 1;
        out->cells[at].count += own->cells[from->index].count;
        m->final_cells[from->counter][from->index] = (uint32_t)at;
        if (summed && __builtin_add_overflow(out->sums[at], own->sums[from->index], &out->sums[at]))
            return error_raise(error, ESEP_DATA, MESSAGE_NUMBER_TOO_LARGE);
    }
    return ESEP_OK;
}

static int merge_compare_keys(const void *a, const void *b)
{
    const cube_key *x = a, *y = b;
    if (x->cell != y->cell)
        return x->cell < y->cell ? -1 : 1;
    return (x->value > y->value) - (x->value < y->value);
}

static esep_status merge_keys(merge *m, esep_error *error)
{
    cube *out = m->out;
    dictionary common = {0};
    size_t total = 0;
    for (size_t w = 0; w < m->n_counters; w++)
        total += m->counters[w].cells.n_keys;
    out->keys = ARENA_TAKE(&out->memory, total + 1, cube_key);
    esep_status status = out->keys ? ESEP_OK : error_memory(error);
    size_t n = 0;
    for (size_t w = 0; status == ESEP_OK && w < m->n_counters; w++) {
        const counter *c = &m->counters[w];
        for (size_t i = 0; status == ESEP_OK && i < c->cells.n_keys; i++) {
            const cube_key *key = &c->cells.keys[i];
            uint32_t value;
            status = dictionary_code(&common, c->values.texts[key->value], &value, error);
            out->keys[n++] = (cube_key){m->final_cells[w][key->cell], value};
        }
    }
    dictionary_free(&common);
    if (status != ESEP_OK)
        return status;
    qsort(out->keys, n, sizeof *out->keys, merge_compare_keys);
    for (size_t i = 0; i < n; i++) {
        if (i == 0 || merge_compare_keys(&out->keys[i], &out->keys[i - 1]) != 0)
            out->keys[out->n_keys++] = out->keys[i];
    }
    return ESEP_OK;
}

static void merge_accounts(cube *out, const counter *counters, size_t n)
{
    out->nature.whole = true;
    for (size_t w = 0; w < n; w++) {
        const counter *c = &counters[w];
        out->account.read += c->account.read;
        out->account.counted += c->account.counted;
        out->account.filtered += c->account.filtered;
        out->account.outside += c->account.outside;
        for (int reason = 0; reason < CUBE_REASONS; reason++)
            out->account.rejected[reason] += c->account.rejected[reason];
        out->nature.whole = out->nature.whole && c->nature.whole;
        out->nature.sum += c->nature.sum;
        out->nature.squares += c->nature.squares;
        for (size_t i = 0; i < CUBE_DAYS_SEEN_WORDS; i++)
            out->days_seen[i] |= c->days_seen[i];
    }
}

static void merge_span(cube *out)
{
    for (day_number day = DAY_FIRST; day <= DAY_LAST; day++) {
        size_t bit = (size_t)(day - DAY_FIRST);
        if (!(out->days_seen[bit / 64] >> (bit % 64) & 1))
            continue;
        if (!out->any_day)
            out->first_day = day;
        out->any_day = true;
        out->last_day = day;
    }
    if (out->any_day && out->monthly) {
        day_date last = day_to_date(out->last_day);
        out->last_day = day_from_date(last.year, last.month, day_month_length(last.year, last.month));
    }
}

static esep_status merge_origins(cube *out, const source *from, esep_error *error)
{
    out->n_origins = source_n_files(from);
    out->origins = ARENA_TAKE(&out->memory, out->n_origins, cube_origin);
    if (!out->origins)
        return error_memory(error);
    for (size_t i = 0; i < out->n_origins; i++) {
        const source_file *file = source_get_file(from, i);
        cube_origin *origin = &out->origins[i];
        origin->path = arena_copy(&out->memory, text_from(file->path)).data;
        origin->size = file->size;
        origin->digest = arena_copy(&out->memory, text_from(file->digest)).data;
        origin->encoding = arena_copy(&out->memory, text_from(file->encoding)).data;
        origin->encoding_guessed = file->encoding_guessed;
        origin->compression = file->compression;
        origin->delimiter = file->dialect.delimiter;
        if (!origin->path || !origin->digest || !origin->encoding)
            return error_memory(error);
    }
    return ESEP_OK;
}

static esep_status merge_describe(cube *out, const cube_plan *plan, const source *from, esep_error *error)
{
    buffer name = {0};
    for (size_t i = 0; i < plan->n_dates; i++) {
        if (i)
            buffer_add_byte(&name, ',');
        buffer_add(&name, source_column_name(from, plan->dates[i]));
    }
    out->date_name = arena_copy(&out->memory, buffer_text(&name));
    buffer_free(&name);
    out->date_format = arena_copy(&out->memory, text_from(plan->n_dates == 1 ? plan->format.name : "")).data;
    out->date_found = plan->date_found;
    out->monthly = plan->monthly;
    out->days_seen = ARENA_TAKE(&out->memory, CUBE_DAYS_SEEN_WORDS, uint64_t);
    if (!out->date_name.data || !out->date_format || !out->days_seen)
        return error_memory(error);
    return merge_origins(out, from, error);
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
    for (size_t w = 0; m->final_cells && w < m->n_counters; w++)
        free(m->final_cells[w]);
    dictionary_free(&m->groups);
    free(m->translations);
    free(m->ranks);
    free(m->categories);
    free(m->group_ranks);
    free(m->cells);
    free(m->final_cells);
}

esep_status counter_merge(cube *out, const cube_plan *plan, const source *from, counter *counters, size_t n,
                          esep_error *error)
{
    merge m = {.out = out, .plan = plan, .counters = counters, .n_counters = n, .n_by = plan->query->n_by};
    m.categories = calloc(m.n_by + 1, sizeof *m.categories);
    m.translations = calloc(n * m.n_by + 1, sizeof *m.translations);
    m.ranks = calloc(m.n_by + 1, sizeof *m.ranks);
    m.final_cells = calloc(n + 1, sizeof *m.final_cells);
    esep_status status =
        m.categories && m.translations && m.ranks && m.final_cells ? ESEP_OK : error_memory(error);
    for (size_t i = 0; status == ESEP_OK && i < m.n_by; i++)
        status = merge_dimension(&m, i, error);
    if (status == ESEP_OK)
        status = merge_gather(&m, error);
    if (status == ESEP_OK)
        status = merge_order_groups(&m, error);
    for (size_t i = 0; status == ESEP_OK && i < m.n_by; i++)
        status = merge_keep_used(&m, i, error);
    if (status == ESEP_OK)
        status = merge_cells(&m, error);
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

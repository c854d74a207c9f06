#include "indicator/observation_rows.h"

#include <stdlib.h>

static const uint32_t rows_none = UINT32_MAX;

int observation_category_compare(const observation_category *a, const observation_category *b)
{
    for (size_t i = 0; i < BULLETIN_BY; i++) {
        int order = text_compare(a->by[i], b->by[i]);
        if (order != 0)
            return order;
    }
    return 0;
}

static int rows_compare(const void *a, const void *b)
{
    return observation_category_compare(a, b);
}

/* A cube, and where in it one indicator stands. */
typedef struct rows_place {
    const bulletin_query *query;
    const cube *cube;
    size_t axes[BULLETIN_BY]; /* of the rows' dimensions in the cube */
} rows_place;

static bool rows_find(rows_place *place, bulletin_work *w, size_t i, bool part, const observation_rows *rows)
{
    size_t at = (size_t)w->d->indicators[i].at, index;
    if (part)
        at = (size_t)w->d->indicators[w->d->indicators[i].denominator].at;
    place->query = bulletin_find_query(&w->requests[at], i, part, rows->by, rows->n_told, &index);
    if (!place->query)
        return false;
    place->cube = w->b->registers[at].cubes[index];
    for (size_t b = 0; b < rows->n_by; b++) {
        for (size_t axis = 0; axis < place->query->asked.n_by; axis++) {
            if (text_equal(place->query->by[axis], rows->by[b]))
                place->axes[b] = axis;
        }
    }
    return true;
}

static observation_category rows_category(const rows_place *place, uint32_t group, size_t n_by)
{
    observation_category category = {0};
    for (size_t b = 0; b < n_by; b++) {
        const cube_dimension *dimension = &place->cube->dimensions[place->axes[b]];
        category.by[b] =
            dimension->categories[place->cube->codes[group * place->cube->n_dimensions + place->axes[b]]];
    }
    return category;
}

/* Row of every group of the cube. */
static esep_status rows_map(uint32_t **map, bulletin_work *w, const rows_place *place,
                            const observation_rows *rows, esep_error *error)
{
    *map = ARENA_TAKE(&w->scratch, place->cube->n_groups + 1, uint32_t);
    if (!*map)
        return error_memory(error);
    for (uint32_t g = 0; rows->n_by > 0 && g < place->cube->n_groups; g++) {
        observation_category category = rows_category(place, g, rows->n_by);
        const observation_category *found =
            rows->n ? bsearch(&category, rows->categories, rows->n, sizeof category, rows_compare) : NULL;
        (*map)[g] = found ? found->row : rows_none;
    }
    return ESEP_OK;
}

/* First cell of a group on a day or later: cells are in order of group, then day. */
static size_t rows_first_cell(const cube *c, uint32_t group, day_number day)
{
    size_t low = 0, high = c->n_cells;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const cube_cell *cell = &c->cells[middle];
        if (cell->group < group || (cell->group == group && cell->day < day))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static esep_status rows_add(int128 *to, int128 number, esep_error *error)
{
    if (__builtin_add_overflow(*to, number, to))
        return error_raise(error, ESEP_DATA, MESSAGE_NUMBER_TOO_LARGE);
    return ESEP_OK;
}

static int64_t rows_records(const rows_place *place, size_t count, size_t cell)
{
    return count == BULLETIN_ALL ? place->cube->cells[cell].count
                                 : place->cube->named[cell * place->cube->n_named + count];
}

static esep_status rows_add_cell(observation_figure *figure, const rows_place *place, size_t i, size_t cell,
                                 esep_error *error)
{
    size_t sum = place->query->sums_of[i];
    int64_t records = rows_records(place, place->query->counts_of[i], cell);
    if (sum == BULLETIN_NONE) {
        figure->records += records;
        return rows_add(&figure->number, records, error);
    }
    const cube *c = place->cube;
    int64_t present = c->present ? c->present[cell * c->n_sums + sum] : records;
    figure->records += present;
    figure->absent += records - present;
    return rows_add(&figure->number, c->sums[cell * c->n_sums + sum], error);
}

/* A distinct value seen in a row. */
typedef struct rows_seen {
    uint32_t row;
    uint32_t value;
} rows_seen;

static int rows_compare_seen(const void *a, const void *b)
{
    const rows_seen *x = a, *y = b;
    if (x->row != y->row)
        return x->row < y->row ? -1 : 1;
    return (x->value > y->value) - (x->value < y->value);
}

/* Each value once for each row. */
static esep_status rows_distinct(observation_figure *figures, const rows_place *place, const uint32_t *map,
                                 period span, esep_error *error)
{
    const cube *c = place->cube;
    rows_seen *seen = calloc(c->n_keys + 1, sizeof *seen);
    if (!seen)
        return error_memory(error);
    size_t n = 0;
    for (size_t i = 0; i < c->n_keys; i++) {
        const cube_cell *cell = &c->cells[c->keys[i].cell];
        if (map[cell->group] != rows_none && cell->day >= span.first && cell->day <= span.last)
            seen[n++] = (rows_seen){map[cell->group], c->keys[i].value};
    }
    qsort(seen, n, sizeof *seen, rows_compare_seen);
    for (size_t i = 0; i < n; i++) {
        if (i == 0 || rows_compare_seen(&seen[i], &seen[i - 1]) != 0)
            figures[seen[i].row].number++;
    }
    free(seen);
    return ESEP_OK;
}

esep_status observation_gather(observation_figure *figures, bulletin_work *w, size_t i,
                               const observation_rows *rows, period span, esep_error *error)
{
    rows_place place = {0};
    uint32_t *map;
    for (size_t r = 0; r < rows->n_rows; r++)
        figures[r] = (observation_figure){0};
    if (!rows_find(&place, w, i, false, rows))
        return ESEP_OK;
    ESEP_TRY(rows_map(&map, w, &place, rows, error));
    const cube *c = place.cube;
    bool distinct = place.query->distinct_of >= 0;
    for (uint32_t g = 0; g < c->n_groups; g++) {
        if (map[g] == rows_none)
            continue;
        observation_figure *figure = &figures[map[g]];
        for (size_t cell = rows_first_cell(c, g, span.first);
             cell < c->n_cells && c->cells[cell].group == g && c->cells[cell].day <= span.last; cell++) {
            if (distinct)
                figure->records += c->cells[cell].count;
            else
                ESEP_TRY(rows_add_cell(figure, &place, i, cell, error));
        }
    }
    return distinct ? rows_distinct(figures, &place, map, span, error) : ESEP_OK;
}

bool observation_stock_day(day_number *day, bulletin_work *w, size_t i, const observation_rows *rows,
                           period span)
{
    rows_place place = {0};
    bool any = false;
    if (!rows_find(&place, w, i, false, rows))
        return false;
    const cube *c = place.cube;
    for (size_t cell = 0; cell < c->n_cells; cell++) {
        day_number that = c->cells[cell].day;
        if (that > span.last || (any && that <= *day) ||
            rows_records(&place, place.query->counts_of[i], cell) == 0)
            continue;
        *day = that;
        any = true;
    }
    return any;
}

esep_status observation_gather_parts(int64_t *parts, bool *known, bulletin_work *w, size_t i,
                                     const observation_rows *rows, period span, esep_error *error)
{
    rows_place place = {0};
    uint32_t *map;
    for (size_t r = 0; r < rows->n_rows; r++)
        parts[r] = 0;
    *known = w->d->indicators[w->d->indicators[i].denominator].at >= 0 && rows_find(&place, w, i, true, rows);
    if (!*known)
        return ESEP_OK;
    ESEP_TRY(rows_map(&map, w, &place, rows, error));
    const cube *c = place.cube;
    for (size_t cell = 0; cell < c->n_cells; cell++) {
        uint32_t row = map[c->cells[cell].group];
        if (row != rows_none && c->cells[cell].day >= span.first && c->cells[cell].day <= span.last)
            parts[row] += rows_records(&place, place.query->parts_of[i], cell);
    }
    return ESEP_OK;
}

esep_status observation_squares(int128 *squares, bulletin_work *w, size_t i, period span, esep_error *error)
{
    const bulletin_requests *requests = &w->requests[w->d->indicators[i].at];
    const definition_indicator *wanted = &w->d->indicators[i];
    *squares = CUBE_NO_COUNT;
    for (size_t q = 0; q < requests->n; q++) {
        ptrdiff_t of = requests->queries[q]->squares_of;
        const cube *c = w->b->registers[wanted->at].cubes[q];
        if (of < 0 || !requests->queries[q]->holds[i] || requests->queries[q]->sums_of[i] != 0)
            continue;
        *squares = 0;
        for (size_t cell = 0; cell < c->n_cells; cell++) {
            if (c->cells[cell].day >= span.first && c->cells[cell].day <= span.last)
                ESEP_TRY(rows_add(squares, c->sums[cell * c->n_sums + c->n_sums - 1], error));
        }
        break;
    }
    return ESEP_OK;
}

/* ---- which categories there are ---- */

static size_t rows_count_groups(bulletin_work *w, size_t i, const observation_rows *rows)
{
    const definition_indicator *indicator = &w->d->indicators[i];
    rows_place place = {0};
    if (indicator->measure == DEFINITION_SHARE || indicator->measure == DEFINITION_RATIO)
        return rows_count_groups(w, (size_t)indicator->numerator, rows) +
               rows_count_groups(w, (size_t)indicator->denominator, rows);
    if (indicator->at < 0 || !rows_find(&place, w, i, false, rows))
        return 0;
    return place.cube->n_groups;
}

static void rows_list_groups(observation_rows *rows, bulletin_work *w, size_t i)
{
    const definition_indicator *indicator = &w->d->indicators[i];
    rows_place place = {0};
    if (indicator->measure == DEFINITION_SHARE || indicator->measure == DEFINITION_RATIO) {
        rows_list_groups(rows, w, (size_t)indicator->numerator);
        rows_list_groups(rows, w, (size_t)indicator->denominator);
        return;
    }
    if (indicator->at < 0 || !rows_find(&place, w, i, false, rows))
        return;
    for (uint32_t g = 0; g < place.cube->n_groups; g++)
        rows->categories[rows->n++] = rows_category(&place, g, rows->n_by);
}

esep_status observation_find_categories(observation_rows *out, bulletin_work *w, size_t i, const text *by,
                                        size_t n_by, esep_error *error)
{
    *out = (observation_rows){.n_by = n_by, .n_told = n_by};
    for (size_t b = 0; b < n_by; b++)
        out->by[b] = by[b];
    out->categories = ARENA_TAKE(&w->scratch, rows_count_groups(w, i, out) + 1, observation_category);
    if (!out->categories)
        return error_memory(error);
    rows_list_groups(out, w, i);
    qsort(out->categories, out->n, sizeof *out->categories, rows_compare);
    size_t kept = 0;
    for (size_t c = 0; c < out->n; c++) {
        if (kept && observation_category_compare(&out->categories[kept - 1], &out->categories[c]) == 0)
            continue;
        out->categories[kept] = out->categories[c];
        out->categories[kept].row = (uint32_t)kept;
        kept++;
    }
    out->n = out->n_rows = kept;
    return ESEP_OK;
}

#include "indicator/bulletin_breakdown.h"

#include "indicator/observation_build.h"

#include <math.h>
#include <stdlib.h>

/* One item's categories while they are put in order. */
typedef struct breakdown {
    bulletin_work *w;
    size_t indicator;
    bool by_difference;    /* movers */
    observation_rows rows; /* each category its own */
    observation_rows others;
    observation_series series, whole, rest;
    observation_method method;
    observation *categories; /* [n], in order; those behind "other" too: they count among the tests */
    uint32_t *rows_of;       /* [n] */
    size_t n, shown;
} breakdown;

/* ---- order ---- */

typedef struct breakdown_order {
    uint32_t row;
    double value, base, difference;
} breakdown_order;

static double breakdown_real(fraction f)
{
    return f.denominator > 0 ? fraction_real(f) : -INFINITY;
}

static int breakdown_compare_real(double a, double b)
{
    return (a < b) - (a > b);
}

/* Largest first; rows are in order of their categories, which settles the rest. */
static int breakdown_compare(const void *a, const void *b)
{
    const breakdown_order *x = a, *y = b;
    int order = breakdown_compare_real(x->difference, y->difference);
    order = order ? order : breakdown_compare_real(x->value, y->value);
    order = order ? order : breakdown_compare_real(x->base, y->base);
    return order ? order : (x->row > y->row) - (x->row < y->row);
}

static bool breakdown_any(const observation_series *s, size_t row)
{
    return (s->span.covered && s->value[row].any) || (s->span.base_covered && s->base[row].any);
}

static esep_status breakdown_sort(breakdown *k, esep_error *error)
{
    breakdown_order *order = ARENA_TAKE(&k->w->scratch, k->rows.n + 1, breakdown_order);
    k->rows_of = ARENA_TAKE(&k->w->scratch, k->rows.n + 1, uint32_t);
    if (!order || !k->rows_of)
        return error_memory(error);
    for (uint32_t r = 0; r < k->rows.n; r++) {
        observation o;
        if (!breakdown_any(&k->series, r))
            continue;
        ESEP_TRY(observation_fill(&o, k->w, &k->series, r, OBSERVATION_UNTESTED, error));
        order[k->n++] = (breakdown_order){r, breakdown_real(o.value), breakdown_real(o.base),
                                          k->by_difference ? fabs(breakdown_real(o.difference)) : 0};
    }
    qsort(order, k->n, sizeof *order, breakdown_compare);
    for (size_t i = 0; i < k->n; i++)
        k->rows_of[i] = order[i].row;
    return ESEP_OK;
}

/* ---- series ---- */

/* All of the rows' categories that are not shown, in one row. */
static esep_status breakdown_find_others(breakdown *k, esep_error *error)
{
    bool *shown = ARENA_TAKE(&k->w->scratch, k->rows.n + 1, bool);
    k->others = k->rows;
    k->others.categories = ARENA_TAKE(&k->w->scratch, k->rows.n + 1, observation_category);
    if (!shown || !k->others.categories)
        return error_memory(error);
    for (size_t i = 0; i < k->shown; i++)
        shown[k->rows_of[i]] = true;
    k->others.n = 0;
    k->others.n_rows = 1;
    for (size_t c = 0; c < k->rows.n; c++) {
        if (!shown[c] && breakdown_any(&k->series, c)) {
            k->others.categories[k->others.n] = k->rows.categories[c];
            k->others.categories[k->others.n++].row = 0;
        }
    }
    return ESEP_OK;
}

/* All numbers of an item in one size, so that contributions can be taken of them as they are. */
static esep_status breakdown_one_size(breakdown *k, esep_error *error)
{
    observation_series *all[] = {&k->series, &k->whole, &k->rest};
    int needed = 0;
    for (size_t i = 0; i < 3; i++) {
        int own = all[i]->n_rows ? observation_decimals_needed(all[i]) : 0;
        needed = own > needed ? own : needed;
    }
    for (size_t i = 0; i < 3; i++) {
        if (all[i]->n_rows)
            ESEP_TRY(observation_set_decimals(all[i], needed, error));
    }
    return ESEP_OK;
}

static esep_status breakdown_create(breakdown *k, bulletin_work *w, const definition_item *item,
                                    esep_error *error)
{
    observation_when when = bulletin_when(w);
    observation_rows all = {.n_told = item->n_by, .n_rows = 1};
    for (size_t b = 0; b < item->n_by; b++)
        all.by[b] = item->by[b];
    *k = (breakdown){.w = w, .indicator = (size_t)item->indicators[0]};
    k->by_difference = item->kind == DEFINITION_MOVERS;
    ESEP_TRY(observation_find_categories(&k->rows, w, k->indicator, item->by, item->n_by, error));
    ESEP_TRY(observation_series_create(&k->series, w, k->indicator, &k->rows, &when, error));
    ESEP_TRY(observation_series_create(&k->whole, w, k->indicator, &all, &when, error));
    ESEP_TRY(breakdown_sort(k, error));
    /* One row of "other" that stands for a single category says less than the category itself. */
    k->shown = item->top && k->n > item->top + 1 ? item->top : k->n;
    ESEP_TRY(breakdown_find_others(k, error));
    if (k->shown < k->n)
        ESEP_TRY(observation_series_create(&k->rest, w, k->indicator, &k->others, &when, error));
    ESEP_TRY(breakdown_one_size(k, error));
    return observation_find_method(&k->method, w, &k->whole, error);
}

/* ---- observations ---- */

static const definition_dimension *breakdown_dimension(const bulletin_work *w, size_t indicator, text by)
{
    const definition_indicator *from = &w->d->indicators[indicator];
    if (observation_is_ratio(from)) {
        const definition_dimension *found = breakdown_dimension(w, (size_t)from->numerator, by);
        return found ? found : breakdown_dimension(w, (size_t)from->denominator, by);
    }
    if (from->at < 0)
        return NULL;
    ptrdiff_t d = definition_find_dimension(&w->d->registers[from->at], by);
    return d < 0 ? NULL : &w->d->registers[from->at].dimensions[d];
}

static void breakdown_name(observation *o, const breakdown *k, const observation_category *category)
{
    o->n_by = k->rows.n_by;
    o->other = !category;
    for (size_t b = 0; b < k->rows.n_by; b++) {
        const definition_dimension *dimension = breakdown_dimension(k->w, k->indicator, k->rows.by[b]);
        o->by[b] = k->rows.by[b];
        if (!category)
            continue;
        o->category[b] = category->by[b];
        for (size_t l = 0; dimension && l < dimension->n_categories; l++) {
            if (text_equal(dimension->categories[l], category->by[b]))
                o->category_label[b] = dimension->category_labels[l];
        }
    }
}

static esep_status breakdown_add(breakdown *k, const observation *o, esep_error *error)
{
    observation *to = bulletin_add_observation(k->w);
    if (!to)
        return error_memory(error);
    *to = *o;
    observation_judge(to, k->w);
    return ESEP_OK;
}

static esep_status breakdown_observe(breakdown *k, const observation *whole, esep_error *error)
{
    k->categories = ARENA_TAKE(&k->w->scratch, k->n + 1, observation);
    if (!k->categories)
        return error_memory(error);
    for (size_t i = 0; i < k->n; i++) {
        observation *o = &k->categories[i];
        ESEP_TRY(observation_fill(o, k->w, &k->series, k->rows_of[i], k->method, error));
        ESEP_TRY(observation_compare_whole(o, k->w, whole, error));
        breakdown_name(o, k, &k->rows.categories[k->rows_of[i]]);
    }
    return observation_adjust(k->categories, k->n, &k->w->b->n_tested, error);
}

esep_status bulletin_fill_breakdown(bulletin_work *w, const definition_item *item, esep_error *error)
{
    breakdown k;
    observation whole, rest;
    ESEP_TRY(breakdown_create(&k, w, item, error));
    ESEP_TRY(observation_fill(&whole, w, &k.whole, 0, k.method, error));
    ESEP_TRY(observation_compare_whole(&whole, w, &whole, error));
    ESEP_TRY(breakdown_observe(&k, &whole, error));
    ESEP_TRY(breakdown_add(&k, &whole, error));
    for (size_t i = 0; i < k.shown; i++)
        ESEP_TRY(breakdown_add(&k, &k.categories[i], error));
    if (k.shown == k.n)
        return ESEP_OK;
    ESEP_TRY(observation_fill(&rest, w, &k.rest, 0, k.method, error));
    ESEP_TRY(observation_compare_whole(&rest, w, &whole, error));
    breakdown_name(&rest, &k, NULL);
    return breakdown_add(&k, &rest, error);
}

/* ---- small multiples ---- */

/* The shown categories in their order, and one row for all others. */
static void breakdown_rows_shown(observation_rows *out, const breakdown *k)
{
    for (size_t c = 0; c < out->n; c++)
        out->categories[c].row = (uint32_t)k->shown;
    for (size_t i = 0; i < k->shown; i++)
        out->categories[k->rows_of[i]].row = (uint32_t)i;
    out->n_rows = k->shown + (k->shown < k->n);
}

/* Categories without a record in the period are in no row. */
static void breakdown_drop_empty(observation_rows *rows, const breakdown *k)
{
    size_t kept = 0;
    for (size_t c = 0; c < rows->n; c++) {
        if (breakdown_any(&k->series, c))
            rows->categories[kept++] = rows->categories[c];
    }
    rows->n = kept;
}

esep_status bulletin_fill_multiples(bulletin_work *w, const definition_item *item,
                                    const observation_when *months, size_t n_months, esep_error *error)
{
    breakdown k;
    ESEP_TRY(breakdown_create(&k, w, item, error));
    observation_rows rows = k.rows;
    rows.categories = ARENA_TAKE(&w->scratch, rows.n + 1, observation_category);
    observation_series *series = ARENA_TAKE(&w->scratch, n_months, observation_series);
    if (!rows.categories || !series)
        return error_memory(error);
    for (size_t c = 0; c < rows.n; c++)
        rows.categories[c] = k.rows.categories[c];
    breakdown_rows_shown(&rows, &k);
    breakdown_drop_empty(&rows, &k);
    int decimals = 0;
    for (size_t m = 0; m < n_months; m++) {
        ESEP_TRY(observation_series_create(&series[m], w, k.indicator, &rows, &months[m], error));
        int needed = observation_decimals_needed(&series[m]);
        decimals = needed > decimals ? needed : decimals;
    }
    for (size_t r = 0; r < rows.n_rows; r++) {
        for (size_t m = 0; m < n_months; m++) {
            observation o;
            ESEP_TRY(observation_set_decimals(&series[m], decimals, error));
            ESEP_TRY(observation_fill(&o, w, &series[m], r, k.method, error));
            breakdown_name(&o, &k, r < k.shown ? &k.rows.categories[k.rows_of[r]] : NULL);
            ESEP_TRY(breakdown_add(&k, &o, error));
        }
    }
    return ESEP_OK;
}

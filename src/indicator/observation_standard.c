#include "indicator/observation_standard.h"

#include <math.h>
#include <stdlib.h>

enum { STANDARD_DECIMALS = 12 };

static int population_year(period span)
{
    return day_to_date(span.first + (period_days(span) - 1) / 2).year;
}

static bool population_line(int64_t *persons, const definition_indicator *from, int year, text category)
{
    for (size_t i = 0; i < from->n_population; i++) {
        const definition_population_year *line = &from->population[i];
        if (line->year != year || !text_equal(line->category, category))
            continue;
        *persons = line->persons;
        return true;
    }
    return false;
}

/* Persons of one category. Where it is missing, of all: the year's line without a category, or the sum of its lines, if every category that
 * the file has in any year is among them: a sum without one of the areas would be a guess. */
static bool population_find(int64_t *persons, const definition_indicator *from, int year, text category)
{
    int64_t sum = 0;
    if (category.data)
        return population_line(persons, from, year, category);
    if (population_line(persons, from, year, text_from("")))
        return true;
    for (size_t i = 0; i < from->n_population; i++) {
        const definition_population_year *line = &from->population[i];
        int64_t own;
        if (!population_line(&own, from, year, line->category) ||
            (line->year == year && __builtin_add_overflow(sum, own, &sum)))
            return false;
    }
    *persons = sum;
    return from->n_population > 0;
}

static bool population_names(const definition_indicator *from, text category)
{
    for (size_t i = 0; i < from->n_population; i++) {
        if (category.length && text_equal(from->population[i].category, category))
            return true;
    }
    return false;
}

/* Are the dimension's categories areas of this population? All that any register has are asked, so that the answer is the same for
 * every row. */
static bool population_tells(const bulletin_work *w, const definition_indicator *from, text by)
{
    if (from->by.data)
        return text_equal(from->by, by);
    for (size_t r = 0; r < w->d->n_registers; r++) {
        for (size_t q = 0; q < w->requests[r].n; q++) {
            const bulletin_query *query = w->requests[r].queries[q];
            const cube *c = w->b->registers[r].cubes[q];
            for (size_t axis = 0; axis < query->asked.n_by; axis++) {
                for (size_t k = 0; text_equal(query->by[axis], by) && k < c->dimensions[axis].n_categories;
                     k++) {
                    if (population_names(from, c->dimensions[axis].categories[k]))
                        return true;
                }
            }
        }
    }
    return false;
}

static void population_add_area(observation_quantity *to, const definition_indicator *from, int year,
                                text area)
{
    int64_t persons = 0;
    if (!population_find(&persons, from, year, area) ||
        __builtin_add_overflow(to->numerator, (int128)persons, &to->numerator))
        to->missing = true;
    to->any = true;
}

esep_status observation_population(observation_quantity *out, bulletin_work *w, size_t i,
                                   const observation_rows *rows, period span, esep_error *error)
{
    const definition_indicator *from = &w->d->indicators[i];
    int year = population_year(span);
    ptrdiff_t area = -1;
    for (size_t b = 0; b < rows->n_by; b++) {
        if (population_tells(w, from, rows->by[b]))
            area = (ptrdiff_t)b;
    }
    size_t *lines = ARENA_TAKE(&w->scratch, rows->n_rows + 1, size_t);
    if (!lines)
        return error_memory(error);
    for (size_t r = 0; r < rows->n_rows; r++) {
        out[r] = (observation_quantity){.denominator = 1};
        if (area < 0)
            population_add_area(&out[r], from, year, (text){NULL, 0});
    }
    for (size_t c = 0; area >= 0 && c < rows->n; c++) {
        uint32_t row = rows->categories[c].row;
        population_add_area(&out[row], from, year, rows->categories[c].by[area]);
        /* Several categories of two dimensions in one row: the same persons more than once, or not those of the row. */
        if (++lines[row] > 1 && rows->n_by > 1)
            out[row].missing = true;
    }
    return ESEP_OK;
}

/* ---- direct standardisation ---- */

typedef struct standard_strata {
    size_t n;
    double *events, *persons, *weights;
    int64_t *whole_persons;
    observation_figure *figures;
    int64_t outside;
    bool missing;
} standard_strata;

static int standard_compare(const void *a, const void *b)
{
    return observation_category_compare(a, b);
}

static esep_status standard_take(standard_strata *s, bulletin_work *w, size_t n, esep_error *error)
{
    s->n = n;
    s->events = ARENA_TAKE(&w->scratch, 3 * n + 1, double);
    s->whole_persons = ARENA_TAKE(&w->scratch, n + 1, int64_t);
    s->figures = ARENA_TAKE(&w->scratch, n + 1, observation_figure);
    if (!s->events || !s->whole_persons || !s->figures)
        return error_memory(error);
    s->persons = s->events + n;
    s->weights = s->persons + n;
    return ESEP_OK;
}

static esep_status standard_gather(standard_strata *s, bulletin_work *w, size_t i, period span,
                                   esep_error *error)
{
    const definition_indicator *indicator = &w->d->indicators[i];
    const definition_indicator *population = &w->d->indicators[indicator->denominator];
    size_t n = indicator->n_population;
    observation_rows rows = {.n_by = 1, .n_told = 1, .by = {indicator->by}, .n = n, .n_rows = n},
                     all = {.n_told = 1, .by = {indicator->by}, .n_rows = 1};
    observation_figure whole;
    ESEP_TRY(standard_take(s, w, n, error));
    rows.categories = ARENA_TAKE(&w->scratch, n + 1, observation_category);
    if (!rows.categories)
        return error_memory(error);
    for (size_t k = 0; k < n; k++)
        rows.categories[k] = (observation_category){{indicator->population[k].category}, (uint32_t)k};
    qsort(rows.categories, n, sizeof *rows.categories, standard_compare);
    ESEP_TRY(observation_gather(s->figures, w, i, &rows, span, error));
    ESEP_TRY(observation_gather(&whole, w, i, &all, span, error));
    s->outside = whole.records;
    for (size_t k = 0; k < n; k++) {
        text category = indicator->population[k].category;
        if (!population_find(&s->whole_persons[k], population, population_year(span), category) ||
            s->whole_persons[k] <= 0)
            s->missing = true;
        s->outside -= s->figures[k].records;
        s->events[k] = (double)s->figures[k].records;
        s->persons[k] = (double)s->whole_persons[k];
        s->weights[k] = (double)indicator->population[k].persons;
    }
    s->missing = s->missing || n == 0;
    return ESEP_OK;
}

/* weight · events · 10^12 / persons, rounded. */
static bool standard_term(int128 *term, int64_t weight, int64_t events, int64_t persons)
{
    fraction rate = {0, persons};
    return fraction_multiply(&rate.numerator, weight, events) &&
           fraction_round(term, rate, STANDARD_DECIMALS, FRACTION_HALF_AWAY);
}

static esep_status standard_add(observation_quantity *out, const standard_strata *s,
                                const definition_population_year *standard, esep_error *error)
{
    int128 one = 1, weights = 0;
    for (int d = 0; d < STANDARD_DECIMALS; d++)
        one *= 10;
    for (size_t k = 0; k < s->n; k++) {
        int128 term = 0;
        if (!standard_term(&term, standard[k].persons, s->figures[k].records, s->whole_persons[k]) ||
            __builtin_add_overflow(out->numerator, term, &out->numerator))
            return error_raise(error, ESEP_DATA, MESSAGE_NUMBER_TOO_LARGE);
        weights += standard[k].persons;
        out->records += s->figures[k].records;
    }
    if (!fraction_multiply(&out->denominator, weights, one))
        return error_raise(error, ESEP_DATA, MESSAGE_NUMBER_TOO_LARGE);
    return ESEP_OK;
}

esep_status observation_standardised(observation_quantity *out, bulletin_work *w, size_t i,
                                     const observation_rows *rows, period span, esep_error *error)
{
    for (size_t r = 0; r < rows->n_rows; r++)
        out[r] = (observation_quantity){.missing = true};
    if (rows->n_by > 0)
        return ESEP_OK;
    standard_strata s = {0};
    ESEP_TRY(standard_gather(&s, w, i, span, error));
    if (s.missing)
        return ESEP_OK;
    *out = (observation_quantity){.any = true, .absent = s.outside};
    return standard_add(out, &s, w->d->indicators[i].population, error);
}

esep_status observation_standard_limits(interval *out, bulletin_work *w, size_t i, period span,
                                        esep_error *error)
{
    standard_strata s = {0};
    *out = (interval){NAN, NAN};
    ESEP_TRY(standard_gather(&s, w, i, span, error));
    if (!s.missing)
        *out = standardisation_rate(s.events, s.persons, s.weights, s.n, 0.95).byar;
    return ESEP_OK;
}

#include "indicator/bulletin_reading.h"

#include "indicator/bulletin_items.h"
#include "indicator/change_test.h"
#include "indicator/register_query.h"

#include <stdlib.h>
#include <string.h>

esep_status bulletin_error_at(esep_error *error, const definition_place *place)
{
    return error_at(error, place->path, place->line);
}

/* ---- demands ---- */

static bool reading_has(const size_t *indicators, size_t n, size_t wanted)
{
    for (size_t i = 0; i < n; i++) {
        if (indicators[i] == wanted)
            return true;
    }
    return false;
}

static void reading_first_of_tables(size_t *indicators, size_t *n, const definition_section *section)
{
    for (size_t k = 0; k < section->n_items; k++) {
        const definition_item *item = &section->items[k];
        for (size_t i = 0; item->kind == DEFINITION_TABLE && i < item->n_indicators; i++) {
            size_t indicator = (size_t)item->indicators[i];
            if (*n < BULLETIN_IN_SHORT && !reading_has(indicators, *n, indicator))
                indicators[(*n)++] = indicator;
        }
    }
}

esep_status bulletin_in_short(size_t **indicators, size_t *n, bulletin_work *w, esep_error *error)
{
    const definition_bulletin *from = &w->d->bulletin;
    *n = 0;
    *indicators = ARENA_TAKE(&w->scratch, from->n_in_short + BULLETIN_IN_SHORT, size_t);
    if (!*indicators)
        return error_memory(error);
    for (size_t i = 0; i < from->n_in_short; i++)
        (*indicators)[(*n)++] = (size_t)from->in_short[i];
    for (size_t s = 0; from->n_in_short == 0 && s < from->n_sections; s++)
        reading_first_of_tables(*indicators, n, &from->sections[s]);
    return ESEP_OK;
}

static esep_status reading_demand_item(bulletin_demands *to, const bulletin_work *w,
                                       const definition_item *item, esep_error *error)
{
    for (size_t i = 0; i < item->n_indicators; i++) {
        size_t indicator = (size_t)item->indicators[i];
        ESEP_TRY(bulletin_demand_indicator(to, w->d, indicator, NULL, 0, error));
        if (item->n_by > 0)
            ESEP_TRY(bulletin_demand_indicator(to, w->d, indicator, item->by, item->n_by, error));
    }
    return ESEP_OK;
}

static esep_status reading_demand_all(bulletin_demands *to, bulletin_work *w, esep_error *error)
{
    const definition_bulletin *from = &w->d->bulletin;
    size_t *in_short, n;
    if (w->request->only_indicator != SIZE_MAX)
        return bulletin_demand_indicator(to, w->d, w->request->only_indicator, NULL, 0, error);
    ESEP_TRY(bulletin_in_short(&in_short, &n, w, error));
    for (size_t i = 0; i < n; i++)
        ESEP_TRY(bulletin_demand_indicator(to, w->d, in_short[i], NULL, 0, error));
    for (size_t s = 0; s < from->n_sections; s++) {
        for (size_t k = 0; k < from->sections[s].n_items; k++)
            ESEP_TRY(reading_demand_item(to, w, &from->sections[s].items[k], error));
    }
    return ESEP_OK;
}

/* ---- windows ---- */

typedef struct reading_windows {
    period windows[CUBE_WINDOWS];
    size_t n;
    bool unknown; /* some period counts back from days that are not known yet */
} reading_windows;

/* Within CUBE_WINDOWS; where there would be more, one that holds them all. */
static void windows_add(reading_windows *to, day_number first, day_number last)
{
    for (size_t i = 0; i < to->n; i++) {
        if (to->windows[i].first <= first && last <= to->windows[i].last)
            return;
    }
    if (to->n == CUBE_WINDOWS) {
        for (size_t i = 1; i < to->n; i++) {
            if (to->windows[i].first < to->windows[0].first)
                to->windows[0].first = to->windows[i].first;
            if (to->windows[i].last > to->windows[0].last)
                to->windows[0].last = to->windows[i].last;
        }
        to->n = 1;
        windows_add(to, first, last);
        return;
    }
    to->windows[to->n++] = (period){first, last, PERIOD_DAYS};
}

/* Cutting may move the shorter of two unequal periods over as many days as the longer one has, and no further. */
static esep_status windows_add_pair(reading_windows *to, text written, text against, int years,
                                    esep_error *error)
{
    period asked, base;
    if (!written.data || period_is_relative(written) || change_against_is_relative(against)) {
        to->unknown = true;
        return ESEP_OK;
    }
    ESEP_TRY(period_parse(&asked, written, DAY_NONE, error));
    ESEP_TRY(change_find_base(&base, asked, against, DAY_NONE, error));
    int longer = period_days(asked) > period_days(base) ? period_days(asked) : period_days(base);
    windows_add(to, asked.first, asked.first + longer);
    windows_add(to, base.first, base.first + longer);
    for (int back = 1; back <= years; back++) {
        asked = period_previous_year(asked);
        windows_add(to, asked.first, asked.last + 1);
    }
    return ESEP_OK;
}

/* How many years before the period an item looks at. */
static int windows_years(const definition_bulletin *from)
{
    int years = 0;
    for (size_t s = 0; s < from->n_sections; s++) {
        for (size_t k = 0; k < from->sections[s].n_items; k++) {
            const definition_item *item = &from->sections[s].items[k];
            int own = item->kind == DEFINITION_TABLE ? item->years : 0;
            if (item->kind == DEFINITION_CHART && item->chart == DEFINITION_LINE)
                own = BULLETIN_HISTORY_YEARS;
            years = own > years ? own : years;
        }
    }
    return years;
}

/* All periods that any indicator may be counted in; a register of stocks has none, for the day of a stock may lie before. */
static esep_status windows_find(reading_windows *to, const bulletin_work *w, esep_error *error)
{
    int years = windows_years(&w->d->bulletin);
    ESEP_TRY(windows_add_pair(to, w->period, w->against, years, error));
    for (size_t i = 0; i < w->d->n_indicators; i++) {
        const definition_indicator *indicator = &w->d->indicators[i];
        if (!indicator->period.data && !indicator->against.data)
            continue;
        text written = indicator->period.data ? indicator->period : w->period;
        text against = indicator->against.data ? indicator->against : w->against;
        if (windows_add_pair(to, written, against, years, error) != ESEP_OK)
            return bulletin_error_at(error, &indicator->place);
        /* The part of a ratio may have a base of its own, and the ratio a period. */
        for (size_t p = 0; indicator->against.data && !indicator->period.data && p < w->d->n_indicators; p++)
            to->unknown = to->unknown || w->d->indicators[p].period.data;
    }
    return ESEP_OK;
}

static bool windows_fit(const bulletin_work *w, const bulletin_requests *requests)
{
    for (size_t q = 0; q < requests->n; q++) {
        for (size_t i = 0; i < w->d->n_indicators; i++) {
            if (requests->queries[q]->holds[i] && w->d->indicators[i].measure == DEFINITION_LATEST)
                return false;
        }
    }
    return true;
}

/* ---- reading ---- */

static bool reading_mentions(text in, const char *name)
{
    return in.data && name[0] && memmem(in.data, in.length, name, strlen(name)) != NULL;
}

/* Which line of the definition asks for what the register does not have: the error's first argument is its name. */
static const definition_place *reading_culprit(const bulletin_work *w, size_t at, const char *name)
{
    const definition_bulletin *from = &w->d->bulletin;
    for (size_t i = 0; i < w->d->n_indicators; i++) {
        const definition_indicator *indicator = &w->d->indicators[i];
        bool column = indicator->column.data && text_equal(indicator->column, text_from(name));
        if (indicator->at == (ptrdiff_t)at && (column || reading_mentions(indicator->filter, name)))
            return &indicator->place;
    }
    for (size_t i = 0; i < w->d->registers[at].n_dimensions; i++) {
        const definition_dimension *dimension = &w->d->registers[at].dimensions[i];
        for (size_t c = 0; dimension->is_derived && c < dimension->derived.n_columns; c++) {
            if (text_equal(dimension->derived.columns[c], text_from(name)))
                return &dimension->place;
        }
    }
    for (size_t s = 0; s < from->n_sections; s++) {
        for (size_t k = 0; k < from->sections[s].n_items; k++) {
            const definition_item *item = &from->sections[s].items[k];
            for (size_t b = 0; b < item->n_by; b++) {
                if (text_equal(item->by[b], text_from(name)))
                    return &item->place;
            }
        }
    }
    return &w->d->registers[at].place;
}

/* What the definition asks wrongly stands in the definition, not in the file that cannot give it. */
static esep_status reading_blame(const bulletin_work *w, size_t at, esep_error *error)
{
    if (!error || error->status != ESEP_USAGE)
        return error ? error->status : ESEP_USAGE;
    error->place[0] = '\0';
    error->line = 0;
    return bulletin_error_at(error, reading_culprit(w, at, error->arguments[0]));
}

static esep_status reading_answer(bulletin_work *w, size_t at, const reading_windows *windows,
                                  esep_error *error)
{
    const definition_register *from = &w->d->registers[at];
    bulletin_register *to = &w->b->registers[at];
    bulletin_requests *requests = &w->requests[at];
    cube_query *queries = ARENA_TAKE(&w->scratch, requests->n, cube_query);
    to->cubes = ARENA_TAKE(&w->b->memory, requests->n, cube *);
    if (!queries || !to->cubes)
        return error_memory(error);
    bool cut = !windows->unknown && windows_fit(w, requests);
    for (size_t q = 0; q < requests->n; q++) {
        queries[q] = requests->queries[q]->asked;
        queries[q].n_windows = cut ? windows->n : 0;
        memcpy(queries[q].windows, windows->windows, sizeof windows->windows);
        queries[q].strict = w->request->strict;
        queries[q].n_threads = w->request->n_threads ? w->request->n_threads : 1;
        queries[q].memory = w->request->memory;
        queries[q].progress = w->request->progress;
        queries[q].progress_context = w->request->progress_context;
    }
    engine_register place = register_place(from, w->request->digest);
    if (w->request->statements)
        return engine_print_all(w->request->statements, &place, queries, requests->n, error);
    esep_status status = engine_answer_all(to->cubes, &place, queries, requests->n, error);
    if (status != ESEP_OK)
        return status == ESEP_USAGE ? reading_blame(w, at, error) : status;
    to->n_cubes = requests->n;
    to->read = true;
    return ESEP_OK;
}

/* ---- coverage ---- */

static esep_status reading_coverage(bulletin_work *w, size_t at, esep_error *error)
{
    const definition_register *from = &w->d->registers[at];
    bulletin_register *to = &w->b->registers[at];
    const cube *c = to->cubes[0];
    bulletin_coverage *covered = &w->covered[at];
    *covered = (bulletin_coverage){1, 0};
    if (c->any_day)
        *covered = (bulletin_coverage){c->first_day, c->last_day};
    if (from->covered_from != DAY_NONE)
        covered->first = from->covered_from;
    if (from->covered_to != DAY_NONE)
        covered->last = from->covered_to;
    if (c->any_day && covered->last < covered->first) {
        char first[11], last[11];
        error_raise(error, ESEP_USAGE, MESSAGE_COVERED_BACKWARDS, day_iso(first, covered->first),
                    day_iso(last, covered->last));
        return bulletin_error_at(error, &from->place);
    }
    if (!c->any_day)
        return ESEP_OK;
    if (w->b->newest == DAY_NONE || c->last_day > w->b->newest)
        w->b->newest = c->last_day;
    return change_list_holes(&to->holes, &to->n_holes, c, &w->b->memory, error);
}

static esep_status reading_all(bulletin_work *w, const bulletin_demands *demands, esep_error *error)
{
    reading_windows windows = {0};
    ESEP_TRY(windows_find(&windows, w, error));
    for (size_t at = 0; at < w->d->n_registers; at++) {
        w->b->registers[at].from = &w->d->registers[at];
        ESEP_TRY(bulletin_pack_requests(&w->requests[at], &w->b->memory, w->d, at, demands, error));
        if (w->requests[at].n == 0)
            continue;
        ESEP_TRY(reading_answer(w, at, &windows, error));
        if (!w->b->registers[at].read)
            continue;
        ESEP_TRY(reading_coverage(w, at, error));
    }
    return ESEP_OK;
}

esep_status bulletin_read_registers(bulletin_work *w, esep_error *error)
{
    bulletin_demands demands = {0};
    w->b->newest = DAY_NONE;
    w->b->registers = ARENA_TAKE(&w->b->memory, w->d->n_registers + 1, bulletin_register);
    w->requests = ARENA_TAKE(&w->b->memory, w->d->n_registers + 1, bulletin_requests);
    w->covered = ARENA_TAKE(&w->scratch, w->d->n_registers + 1, bulletin_coverage);
    if (!w->b->registers || !w->requests || !w->covered)
        return error_memory(error);
    esep_status status = reading_demand_all(&demands, w, error);
    if (status == ESEP_OK)
        status = reading_all(w, &demands, error);
    free(demands.demands);
    return status;
}

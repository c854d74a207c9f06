#include "indicator/bulletin.h"

#include "indicator/bulletin_items.h"
#include "indicator/bulletin_reading.h"

#include <stdlib.h>

/* ---- periods ---- */

static text bulletin_text(text first, text second)
{
    return first.data ? first : second;
}

/* The days that any of the registers covers: "year to date" ends on the last of them, and a register which ends earlier is cut. */
static bulletin_coverage bulletin_covered(const bulletin_work *w)
{
    bulletin_coverage all = {1, 0};
    for (size_t at = 0; at < w->d->n_registers; at++) {
        const bulletin_coverage *own = &w->covered[at];
        if (!w->b->registers[at].read || own->last < own->first)
            continue;
        bool none = all.last < all.first;
        all.first = none || own->first < all.first ? own->first : all.first;
        all.last = none || own->last > all.last ? own->last : all.last;
    }
    return all;
}

static esep_status bulletin_parse_periods(bulletin_work *w, day_number last, esep_error *error)
{
    text written = w->period.data ? w->period : text_from("ytd");
    ESEP_TRY(period_parse(&w->b->asked, written, last, error));
    return change_find_base(&w->base_asked, w->b->asked, w->against, last, error);
}

static esep_status bulletin_find_periods(bulletin_work *w, esep_error *error)
{
    bulletin *b = w->b;
    bulletin_coverage covered = bulletin_covered(w);
    bool any = covered.first <= covered.last;
    esep_status status = bulletin_parse_periods(w, any ? covered.last : DAY_NONE, error);
    if (status != ESEP_OK) {
        /* A period of the caller's own stands nowhere in the definition. */
        if (!w->request->period.data && !w->request->against.data)
            bulletin_error_at(error, &w->d->bulletin.place);
        return status;
    }
    change_span s = {.asked = b->asked, .base_asked = w->base_asked};
    if (any)
        change_cut(&s, covered.first, covered.last);
    b->span = s.covered ? s.value : b->asked;
    b->base_span = s.base_covered ? s.base : w->base_asked;
    b->cut_days = s.covered ? s.cut_days : 0;
    return ESEP_OK;
}

/* Part of a month was asked of registers that know only months. */
static bool bulletin_wants_months(const bulletin_work *w)
{
    for (size_t r = 0; r < w->d->n_registers; r++) {
        const bulletin_register *own = &w->b->registers[r];
        if (own->read && own->n_cubes && own->cubes[0]->monthly && !change_whole_months(w->b->asked))
            return true;
    }
    return false;
}

/* A bulletin of nothing but blanks is no bulletin: where not one figure has a value, the period is not covered. */
static esep_status bulletin_check_reached(const bulletin_work *w, esep_error *error)
{
    bulletin_coverage covered = bulletin_covered(w);
    const observation *o = w->b->observations;
    if (w->any_value || w->b->n_observations == 0 || covered.last < covered.first)
        return ESEP_OK;
    if (bulletin_wants_months(w)) {
        error_raise(error, ESEP_USAGE, MESSAGE_PERIOD_NEEDS_MONTHS);
        return w->request->period.data ? ESEP_USAGE : bulletin_error_at(error, &w->d->bulletin.place);
    }
    for (size_t i = 0; i < w->b->n_observations; i++) {
        if (period_days(o[i].asked) > 0 && o[i].asked.first <= covered.last &&
            o[i].asked.last >= covered.first)
            return ESEP_OK;
    }
    char asked[24], from[11], to[11];
    error_raise(error, ESEP_USAGE, MESSAGE_PERIOD_NOT_REACHED, period_iso(asked, w->b->asked),
                day_iso(from, covered.first), day_iso(to, covered.last));
    return w->request->period.data ? ESEP_USAGE : bulletin_error_at(error, &w->d->bulletin.place);
}

/* ---- items ---- */

static esep_status bulletin_fill_sections(bulletin_work *w, esep_error *error)
{
    const definition_bulletin *from = &w->d->bulletin;
    bulletin *b = w->b;
    size_t n = 0;
    for (size_t s = 0; s < from->n_sections; s++)
        n += from->sections[s].n_items;
    b->items = ARENA_TAKE(&b->memory, n + 1, bulletin_item);
    if (!b->items)
        return error_memory(error);
    for (size_t s = 0; s < from->n_sections; s++) {
        b->section_items[s] = b->n_items;
        for (size_t k = 0; k < from->sections[s].n_items; k++) {
            const definition_item *item = &from->sections[s].items[k];
            if (bulletin_fill_item(&b->items[b->n_items++], w, item, error) != ESEP_OK)
                return bulletin_error_at(error, &item->place);
        }
    }
    b->section_items[from->n_sections] = b->n_items;
    return ESEP_OK;
}

static esep_status bulletin_fill_in_short(bulletin_work *w, esep_error *error)
{
    observation_when when = bulletin_when(w);
    size_t *indicators, n;
    ESEP_TRY(bulletin_in_short(&indicators, &n, w, error));
    w->b->in_short_first = w->b->n_observations;
    w->b->n_in_short = n;
    for (size_t i = 0; i < n; i++)
        ESEP_TRY(bulletin_add_whole(w, indicators[i], &when, error));
    return ESEP_OK;
}

/* One table, of one indicator, that no section holds. */
static esep_status bulletin_fill_only(bulletin_work *w, esep_error *error)
{
    bulletin *b = w->b;
    definition_item *item = ARENA_TAKE(&b->memory, 1, definition_item);
    ptrdiff_t *indicator = ARENA_TAKE(&b->memory, 1, ptrdiff_t);
    b->items = ARENA_TAKE(&b->memory, 1, bulletin_item);
    if (!item || !indicator || !b->items)
        return error_memory(error);
    *indicator = (ptrdiff_t)w->request->only_indicator;
    *item = (definition_item){.place = w->d->indicators[*indicator].place,
                              .kind = DEFINITION_TABLE,
                              .indicators = indicator,
                              .n_indicators = 1};
    b->n_items = 1;
    return bulletin_fill_explained(b->items, w, item, error);
}

static esep_status bulletin_fill(bulletin_work *w, esep_error *error)
{
    bulletin *b = w->b;
    b->section_items = ARENA_TAKE(&b->memory, w->d->bulletin.n_sections + 1, size_t);
    if (!b->section_items)
        return error_memory(error);
    ESEP_TRY(bulletin_read_registers(w, error));
    if (w->request->statements)
        return ESEP_OK;
    ESEP_TRY(bulletin_find_periods(w, error));
    if (w->request->only_indicator != SIZE_MAX) {
        ESEP_TRY(bulletin_fill_only(w, error));
    } else {
        ESEP_TRY(bulletin_fill_in_short(w, error));
        ESEP_TRY(bulletin_fill_sections(w, error));
    }
    return bulletin_check_reached(w, error);
}

esep_status bulletin_create(bulletin **out, const definition *d, const bulletin_request *request,
                            esep_error *error)
{
    bulletin *b = calloc(1, sizeof *b);
    if (!b)
        return error_memory(error);
    b->from = d;
    b->percent_from = d->bulletin.percent_from;
    b->small_below = d->bulletin.small_below;
    bulletin_work w = {.b = b,
                       .d = d,
                       .request = request,
                       .period = bulletin_text(request->period, d->bulletin.period),
                       .against = bulletin_text(request->against, d->bulletin.against)};
    esep_status status = bulletin_fill(&w, error);
    arena_free(&w.scratch);
    if (status != ESEP_OK) {
        bulletin_free(b);
        return status;
    }
    *out = b;
    return ESEP_OK;
}

void bulletin_free(bulletin *b)
{
    if (!b)
        return;
    for (size_t at = 0; b->registers && at < b->from->n_registers; at++) {
        for (size_t q = 0; q < b->registers[at].n_cubes; q++)
            cube_free(b->registers[at].cubes[q]);
    }
    free(b->observations);
    arena_free(&b->memory);
    free(b);
}

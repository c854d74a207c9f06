#include "report/bulletin_account.h"

#include <stdlib.h>

/* Does the indicator look at the register, itself or through its parts? The definition has no circles. */
static bool account_is_of(const definition *d, size_t i, size_t r)
{
    const definition_indicator *indicator = &d->indicators[i];
    if (indicator->at == (ptrdiff_t)r)
        return true;
    return (indicator->numerator >= 0 && account_is_of(d, (size_t)indicator->numerator, r)) ||
           (indicator->denominator >= 0 && account_is_of(d, (size_t)indicator->denominator, r));
}

/* A stock may stand on a day before the period: then there is no telling days apart. */
static bool account_has_stock(const definition *d, size_t r)
{
    for (size_t i = 0; i < d->n_indicators; i++) {
        if (d->indicators[i].measure == DEFINITION_LATEST && d->indicators[i].at == (ptrdiff_t)r)
            return true;
    }
    return false;
}

static void account_mark(bool *shown, const cube *c, period p)
{
    day_number first = p.first > c->first_day ? p.first : c->first_day;
    day_number last = p.last < c->last_day ? p.last : c->last_day;
    for (day_number day = first; day <= last; day++)
        shown[day - c->first_day] = true;
}

static uint64_t account_count(const bulletin *b, const cube *c, size_t r, bool *shown)
{
    uint64_t counted = 0;
    for (size_t i = 0; i < b->n_observations; i++) {
        const observation *o = &b->observations[i];
        if (!account_is_of(b->from, o->indicator, r))
            continue;
        account_mark(shown, c, o->span);
        if (bulletin_has_base(o))
            account_mark(shown, c, o->base_span);
    }
    for (size_t i = 0; i < c->n_cells; i++)
        counted += shown[c->cells[i].day - c->first_day] ? (uint64_t)c->cells[i].count : 0;
    return counted;
}

cube_account bulletin_account(const bulletin_page *page, size_t r)
{
    const bulletin *b = page->b;
    const cube *c = b->registers[r].cubes[0];
    cube_account account = c->account;
    if (!c->any_day || account_has_stock(b->from, r))
        return account;
    bool *shown = calloc((size_t)(c->last_day - c->first_day) + 1, sizeof *shown);
    if (!shown) {
        page->d->failed = true;
        return account;
    }
    uint64_t counted = account_count(b, c, r, shown);
    account.outside += account.counted - counted;
    account.counted = counted;
    free(shown);
    return account;
}

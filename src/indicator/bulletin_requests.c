#include "indicator/bulletin_requests.h"

#include "indicator/register_query.h"

#include <string.h>

typedef struct request_packing {
    bulletin_requests *out;
    arena *memory;
    const definition *d;
    const definition_register *from;
} request_packing;

static bool request_tells(const bulletin_query *q, text by)
{
    for (size_t i = 0; i < q->asked.n_by; i++) {
        if (text_equal(q->by[i], by))
            return true;
    }
    return false;
}

static size_t request_missing_by(const bulletin_query *q, const text *by, size_t n_by)
{
    size_t missing = 0;
    for (size_t i = 0; i < n_by; i++)
        missing += !request_tells(q, by[i]);
    return missing;
}

static bool request_same(text a, text b)
{
    return !a.data == !b.data && text_equal(a, b);
}

/* "(a) and (b)"; a missing filter keeps all. data == NULL with *failed where memory fails. */
static text request_both(arena *memory, text a, text b, bool *failed)
{
    *failed = false;
    if (!a.data || !b.data)
        return a.data ? a : b;
    buffer both = {0};
    buffer_add_byte(&both, '(');
    buffer_add(&both, a);
    buffer_add_string(&both, ") and (");
    buffer_add(&both, b);
    buffer_add_byte(&both, ')');
    text kept = arena_copy(memory, buffer_text(&both));
    *failed = both.failed || !kept.data;
    buffer_free(&both);
    return kept;
}

/* Index of the count of a filter: one that is there, else n_counts, where it would go. */
static size_t request_count_place(const bulletin_query *q, text filter)
{
    if (!filter.data)
        return BULLETIN_ALL;
    size_t i = 0;
    while (i < q->asked.n_counts && !text_equal(q->counts[i].filter, filter))
        i++;
    return i;
}

static size_t request_sum_place(const bulletin_query *q, text column, text filter)
{
    size_t i = 0;
    while (i < q->asked.n_sums &&
           !(text_equal(q->sums[i], column) && request_same(q->sum_filters[i], filter)))
        i++;
    return i;
}

static bool request_sums(const definition_indicator *indicator)
{
    return indicator->measure == DEFINITION_SUM || indicator->measure == DEFINITION_MEAN ||
           indicator->measure == DEFINITION_LATEST;
}

/* May the demand be added to the query? One sum less than the most: the squares are one more. */
static bool request_fits(const request_packing *p, const bulletin_query *q, const bulletin_demand *demand,
                         text filter)
{
    const definition_indicator *indicator = &p->d->indicators[demand->indicator];
    bool distinct = indicator->measure == DEFINITION_DISTINCT && demand->part_of < 0;
    if (distinct ? q->distinct_of != (ptrdiff_t)demand->indicator : q->distinct_of >= 0)
        return false;
    if (demand->squares && q->squares_of >= 0) {
        const definition_indicator *other = &p->d->indicators[q->squares_of];
        return text_equal(other->column, indicator->column) && request_same(other->filter, indicator->filter);
    }
    if (demand->squares && q->asked.n_sums > 0)
        return false;
    if (q->asked.n_by + request_missing_by(q, demand->by, demand->n_by) > BULLETIN_BY)
        return false;
    size_t count = request_count_place(q, filter);
    bool sums = request_sums(indicator) && demand->part_of < 0;
    return (count == BULLETIN_ALL || count < CUBE_COUNTS) &&
           !(sums && request_sum_place(q, indicator->column, filter) >= CUBE_SUMS - 1);
}

static esep_status request_create(request_packing *p, bulletin_query **out, esep_error *error)
{
    size_t n = p->d->n_indicators;
    bulletin_query *q = ARENA_TAKE(p->memory, 1, bulletin_query);
    bulletin_query **more = ARENA_TAKE(p->memory, p->out->n + 1, bulletin_query *);
    if (!q || !more)
        return error_memory(error);
    q->holds = ARENA_TAKE(p->memory, n + 1, bool);
    q->counts_of = ARENA_TAKE(p->memory, 3 * n + 1, size_t);
    if (!q->holds || !q->counts_of)
        return error_memory(error);
    q->sums_of = q->counts_of + n;
    q->parts_of = q->sums_of + n;
    for (size_t i = 0; i < 3 * n; i++)
        q->counts_of[i] = BULLETIN_NONE;
    q->squares_of = q->distinct_of = DEFINITION_NONE;
    ESEP_TRY(register_query(&q->asked, p->memory, p->from, error));
    q->asked.by = q->by;
    q->asked.counts = q->counts;
    q->asked.sums = q->sums;
    q->asked.sum_filters = q->sum_filters;
    if (p->out->n > 0)
        memcpy(more, p->out->queries, p->out->n * sizeof(bulletin_query *)); /* of pointers */
    more[p->out->n++] = q;
    p->out->queries = more;
    *out = q;
    return ESEP_OK;
}

static void request_add_by(bulletin_query *q, const bulletin_demand *demand)
{
    for (size_t i = 0; i < demand->n_by; i++) {
        if (!request_tells(q, demand->by[i]))
            q->by[q->asked.n_by++] = demand->by[i];
    }
}

static size_t request_add_count(bulletin_query *q, text name, text filter)
{
    size_t at = request_count_place(q, filter);
    if (at != BULLETIN_ALL && at == q->asked.n_counts)
        q->counts[q->asked.n_counts++] = (cube_named_count){name, filter};
    return at;
}

static void request_add_sum(bulletin_query *q, const bulletin_demand *demand, text column, text filter)
{
    size_t at = request_sum_place(q, column, filter);
    if (at == q->asked.n_sums) {
        q->sums[at] = column;
        q->sum_filters[at] = filter;
        q->asked.n_sums++;
    }
    q->sums_of[demand->indicator] = at;
    if (demand->squares && q->squares_of < 0) {
        q->squares_of = (ptrdiff_t)demand->indicator;
        q->asked.squares = true;
    }
}

/* Values counted distinctly are those of the filter's records, so the filter is the query's. */
static esep_status request_add_distinct(request_packing *p, bulletin_query *q, const bulletin_demand *demand,
                                        esep_error *error)
{
    const definition_indicator *indicator = &p->d->indicators[demand->indicator];
    bool failed;
    request_add_by(q, demand);
    if (q->distinct_of >= 0)
        return ESEP_OK;
    q->distinct_of = (ptrdiff_t)demand->indicator;
    q->asked.distinct = indicator->column;
    q->asked.incomplete = false;
    q->asked.filter = request_both(p->memory, p->from->filter, indicator->filter, &failed);
    q->holds[demand->indicator] = true;
    q->counts_of[demand->indicator] = BULLETIN_ALL;
    return failed ? error_memory(error) : ESEP_OK;
}

static esep_status request_place(request_packing *p, const bulletin_demand *demand, esep_error *error)
{
    const definition_indicator *indicator = &p->d->indicators[demand->indicator];
    bool part = demand->part_of >= 0, distinct = indicator->measure == DEFINITION_DISTINCT && !part,
         failed = false;
    text filter = indicator->filter;
    if (part) {
        const definition_indicator *share = &p->d->indicators[demand->part_of];
        filter = request_both(p->memory, p->d->indicators[share->numerator].filter, filter, &failed);
    }
    if (failed)
        return error_memory(error);
    bulletin_query *q = NULL;
    for (size_t i = 0; !q && i < p->out->n; i++) {
        if (request_fits(p, p->out->queries[i], demand, filter))
            q = p->out->queries[i];
    }
    if (!q)
        ESEP_TRY(request_create(p, &q, error));
    if (distinct)
        return request_add_distinct(p, q, demand, error);
    request_add_by(q, demand);
    size_t count = request_add_count(q, indicator->name, filter);
    if (part) {
        q->parts_of[demand->part_of] = count;
        return ESEP_OK;
    }
    q->holds[demand->indicator] = true;
    q->counts_of[demand->indicator] = count;
    if (request_sums(indicator))
        request_add_sum(q, demand, indicator->column, filter);
    return ESEP_OK;
}

/* A number that cannot be read rejects its record from the whole query: each query adds up all that any of them does, so that all of them
 * leave out the same records, and a total in one agrees with its parts in another. */
static void request_level(const bulletin_requests *requests)
{
    for (size_t from = 0; from < requests->n; from++) {
        for (size_t s = 0; s < requests->queries[from]->asked.n_sums; s++) {
            text column = requests->queries[from]->sums[s], filter = requests->queries[from]->sum_filters[s];
            for (size_t to = 0; to < requests->n; to++) {
                bulletin_query *q = requests->queries[to];
                size_t at = request_sum_place(q, column, filter);
                if (q->distinct_of >= 0 || at < q->asked.n_sums || at >= CUBE_SUMS - 1)
                    continue;
                q->sums[at] = column;
                q->sum_filters[at] = filter;
                q->asked.n_sums++;
            }
        }
    }
}

/* Is it there already, with as many dimensions or more? */
static bool request_is_met(const request_packing *p, const bulletin_demand *demand)
{
    size_t index;
    if (demand->squares)
        return false;
    size_t of = demand->part_of >= 0 ? (size_t)demand->part_of : demand->indicator;
    return bulletin_find_query(p->out, of, demand->part_of >= 0, demand->by, demand->n_by, &index) != NULL;
}

esep_status bulletin_pack_requests(bulletin_requests *out, arena *memory, const definition *d, size_t at,
                                   const bulletin_demands *demands, esep_error *error)
{
    *out = (bulletin_requests){0};
    request_packing p = {out, memory, d, &d->registers[at]};
    /* Squares first, for they want a first sum; then the most dimensions first, which the others can go along with. */
    for (int round = 0; round <= BULLETIN_BY + 1; round++) {
        for (size_t i = 0; i < demands->n; i++) {
            const bulletin_demand *demand = &demands->demands[i];
            int turn = demand->squares ? 0 : 1 + BULLETIN_BY - (int)demand->n_by;
            if (d->indicators[demand->indicator].at == (ptrdiff_t)at && turn == round &&
                !request_is_met(&p, demand))
                ESEP_TRY(request_place(&p, demand, error));
        }
    }
    request_level(out);
    return ESEP_OK;
}

const bulletin_query *bulletin_find_query(const bulletin_requests *requests, size_t indicator, bool part,
                                          const text *by, size_t n_by, size_t *index)
{
    for (size_t i = 0; i < requests->n; i++) {
        const bulletin_query *q = requests->queries[i];
        bool there = part ? q->parts_of[indicator] != BULLETIN_NONE : q->holds[indicator];
        if (!there || request_missing_by(q, by, n_by) > 0)
            continue;
        *index = i;
        return q;
    }
    return NULL;
}

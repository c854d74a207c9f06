#include "indicator/validation.h"

#include "base/error.h"
#include "indicator/register_query.h"
#include "indicator/validation_rules.h"

#include <stdlib.h>
#include <string.h>

/* The questions to one register. */
typedef struct validation_reading {
    validation *v;
    size_t at;
    size_t n_threads;
    arena scratch;
    cube_query
        common; /* with the derivations that validation adds: the queries of one reading share them all */
    validation_query *queries; /* [VALIDATION_QUERIES] */
    size_t n;
} validation_reading;

static const char validation_hour[] = "esep:hour", validation_year[] = "esep:event-year",
                  validation_month[] = "esep:event-month";

static void validation_add_part(derivation *to, size_t *n, derivation_kind kind, const char *name,
                                text column)
{
    to[(*n)++] = (derivation){
        .name = text_from(name), .kind = kind, .columns = {column}, .n_columns = column.data ? 1 : 0};
}

static esep_status validation_begin(validation_reading *r, esep_error *error)
{
    enum { ADDED = 3 };
    const definition_register *from = &r->v->from->registers[r->at];
    ESEP_TRY(register_query(&r->common, &r->scratch, from, error));
    size_t n = r->common.n_derived;
    derivation *derived = ARENA_TAKE(&r->scratch, n + ADDED, derivation);
    r->queries = ARENA_TAKE(&r->scratch, VALIDATION_QUERIES, validation_query);
    if (!derived || !r->queries)
        return error_memory(error);
    memcpy(derived, r->common.derived, n * sizeof *derived);
    if (from->n_dates <= 1)
        validation_add_part(derived, &n, DERIVATION_HOUR, validation_hour, (text){0});
    if (from->event_date.data) {
        validation_add_part(derived, &n, DERIVATION_YEAR, validation_year, from->event_date);
        validation_add_part(derived, &n, DERIVATION_MONTH, validation_month, from->event_date);
    }
    r->common.derived = derived;
    r->common.n_derived = n;
    r->common.n_threads = r->n_threads;
    return ESEP_OK;
}

/* One query more; NULL where there are enough. */
static validation_query *validation_ask(validation_reading *r, validation_asked asked)
{
    if (r->n == VALIDATION_QUERIES)
        return NULL;
    validation_query *q = &r->queries[r->n++];
    q->asked = asked;
    q->query = r->common;
    q->query.by = q->by;
    return q;
}

static void validation_ask_all(validation_reading *r)
{
    validation_query *q = validation_ask(r, VALIDATION_ALL);
    for (size_t i = 0; i < r->v->from->n_indicators && q->query.n_counts < CUBE_COUNTS; i++) {
        const definition_indicator *indicator = &r->v->from->indicators[i];
        if (indicator->at != (ptrdiff_t)r->at || !indicator->filter.data)
            continue;
        q->indicators[q->query.n_counts] = i;
        q->counts[q->query.n_counts++] = (cube_named_count){indicator->name, indicator->filter};
    }
    q->query.counts = q->counts;
}

/* The register's own filter, and: this dimension has no category though the column has a value. */
static esep_status validation_add_filter(validation_reading *r, validation_query *q, text column,
                                         esep_error *error)
{
    const definition_register *from = &r->v->from->registers[r->at];
    buffer filter = {0};
    if (from->filter.data) {
        buffer_add_byte(&filter, '(');
        buffer_add(&filter, from->filter);
        buffer_add_string(&filter, ") and ");
    }
    expression_quote(&filter, q->dimension->name, '"');
    buffer_add_string(&filter, " is null and ");
    expression_quote(&filter, column, '"');
    buffer_add_string(&filter, " is not null");
    q->filter = filter.failed ? (text){0} : arena_copy(&r->scratch, buffer_text(&filter));
    buffer_free(&filter);
    q->query.filter = q->filter;
    return q->filter.data ? ESEP_OK : error_memory(error);
}

static esep_status validation_ask_dimension(validation_reading *r, const definition_dimension *dimension,
                                            esep_error *error)
{
    const derivation *derived = &dimension->derived;
    bool coded = derived->kind == DERIVATION_CODES || derived->kind == DERIVATION_BANDS;
    if (!dimension->is_derived || derived->otherwise.data || derived->n_columns == 0 ||
        (!coded && derived->kind != DERIVATION_AREA))
        return ESEP_OK;
    validation_query *q = validation_ask(r, coded ? VALIDATION_CODE : VALIDATION_POINTS);
    if (!q)
        return ESEP_OK;
    q->dimension = dimension;
    q->by[0] = derived->columns[0];
    q->query.n_by = coded ? 1 : 0;
    q->query.time = CUBE_MONTHLY;
    return validation_add_filter(r, q, derived->columns[0], error);
}

static void validation_ask_times(validation_reading *r)
{
    const definition_register *from = &r->v->from->registers[r->at];
    validation_query *q = from->n_dates <= 1 ? validation_ask(r, VALIDATION_HOURS) : NULL;
    if (q) {
        q->by[0] = text_from(validation_hour);
        q->query.n_by = 1;
        q->query.time = CUBE_MONTHLY;
    }
    q = from->event_date.data ? validation_ask(r, VALIDATION_EVENTS) : NULL;
    if (!q)
        return;
    q->by[0] = text_from(validation_year);
    q->by[1] = text_from(validation_month);
    q->query.n_by = 2;
    q->query.time = CUBE_MONTHLY;
}

static esep_status validation_ask_everything(validation_reading *r, esep_error *error)
{
    const definition_register *from = &r->v->from->registers[r->at];
    ESEP_TRY(validation_begin(r, error));
    validation_ask_all(r);
    for (size_t i = 0; i < from->n_dimensions; i++)
        ESEP_TRY(validation_ask_dimension(r, &from->dimensions[i], error));
    validation_ask_times(r);
    return ESEP_OK;
}

static esep_status validation_answer(validation_reading *r, esep_error *error)
{
    cube *cubes[VALIDATION_QUERIES];
    cube_query *queries = ARENA_TAKE(&r->scratch, r->n, cube_query);
    engine_register place = register_place(&r->v->from->registers[r->at], false);
    bool good = true;
    if (!queries)
        return error_memory(error);
    for (size_t q = 0; q < r->n; q++)
        queries[q] = r->queries[q].query;
    ESEP_TRY(engine_answer_all(cubes, &place, queries, r->n, error));
    for (size_t q = 0; q < r->n; q++) {
        good = good && validation_judge(r->v, r->at, &r->queries[q], cubes[q]);
        cube_free(cubes[q]);
    }
    return good ? ESEP_OK : error_memory(error);
}

static esep_status validation_read(validation *v, size_t at, size_t n_threads, esep_error *error)
{
    validation_reading r = {.v = v, .at = at, .n_threads = n_threads};
    esep_status status = validation_ask_everything(&r, error);
    if (status == ESEP_OK)
        status = validation_answer(&r, error);
    arena_free(&r.scratch);
    return status;
}

esep_status validation_create(validation **out, const definition *d, size_t n_threads, esep_error *error)
{
    validation *v = calloc(1, sizeof *v);
    if (!v)
        return error_memory(error);
    v->from = d;
    v->accounts = ARENA_TAKE(&v->memory, d->n_registers + 1, cube_account);
    esep_status status = v->accounts ? ESEP_OK : error_memory(error);
    for (size_t at = 0; status == ESEP_OK && at < d->n_registers; at++)
        status = validation_read(v, at, n_threads, error);
    if (status != ESEP_OK) {
        validation_free(v);
        return status;
    }
    *out = v;
    return ESEP_OK;
}

void validation_free(validation *v)
{
    if (!v)
        return;
    free(v->findings);
    arena_free(&v->memory);
    free(v);
}

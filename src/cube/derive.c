#include "cube/derive.h"

#include "base/error.h"
#include "cube/derive_kinds.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* One derivation, resolved. */
typedef struct derive_column {
    const derivation *derivation;
    derive_source from;
    text otherwise;
    derive_codes codes;
    derive_bands bands;
    derive_time time;
    derive_areas *areas;
} derive_column;

struct derive_plan {
    arena memory;
    derive_column *columns; /* [n] */
    size_t n;
};

static const char derive_nothing[DICTIONARY_PADDING];

text derive_keep(arena *memory, text t)
{
    t = text_trim(t);
    char *copy = arena_take(memory, t.length + DICTIONARY_PADDING, 1);
    if (copy && t.length)
        memcpy(copy, t.data, t.length);
    return (text){copy, copy ? t.length : 0};
}

derive_print derive_print_of(text t)
{
    /* Little-endian, as dictionary.c demands: the first bytes are the lowest. */
    size_t word = t.length < 8 ? t.length : 8;
    uint64_t mask = word ? ~UINT64_C(0) >> (64 - 8 * word) : 0;
    derive_print print = {.length = t.length};
    memcpy(&print.first, t.data, 8);
    memcpy(&print.last, t.data + (t.length - word), 8);
    print.first &= mask;
    print.last &= mask;
    return print;
}

uint64_t derive_print_hash(derive_print print)
{
    __extension__ typedef unsigned __int128 wide;
    wide product = (wide)(print.first ^ print.length ^ UINT64_C(0x9E3779B97F4A7C15)) *
                   (print.last ^ UINT64_C(0xE7037ED1A0B428DB));
    return (uint64_t)product ^ (uint64_t)(product >> 64);
}

esep_status derive_fail(const derivation *d, message_id message, text detail, esep_error *error)
{
    char name[ESEP_ERROR_ARGUMENT_BYTES], more[ESEP_ERROR_ARGUMENT_BYTES];
    text_copy_cut(name, sizeof name, d->name);
    text_copy_cut(more, sizeof more, detail.data ? detail : text_from(""));
    return error_raise(error, ESEP_USAGE, message, name, more);
}

static esep_status derive_find_columns(derive_column *column, size_t k, source *s, const cube_plan *plan,
                                       esep_error *error)
{
    const derivation *d = column->derivation;
    for (size_t c = 0; c < d->n_columns && d->columns[c].data; c++) {
        size_t earlier = 0;
        while (earlier < k && !text_equal(plan->query->derived[earlier].name, d->columns[c]))
            earlier++;
        if (earlier < k)
            column->from.columns[c] = source_n_columns(s) + earlier;
        else
            ESEP_TRY(source_find_column(&column->from.columns[c], s, d->columns[c], error));
        column->from.n_columns++;
    }
    bool point = d->kind == DERIVATION_AREA,
         cell = d->kind == DERIVATION_CODES || d->kind == DERIVATION_BANDS;
    assert((!point || column->from.n_columns == 2) && (!cell || column->from.n_columns == 1));
    return ESEP_OK;
}

/* A name that stands for two columns would be counted as one of them without a word. */
static esep_status derive_check_name(const derivation *d, size_t k, source *s, const cube_plan *plan,
                                     esep_error *error)
{
    bool taken = false;
    for (size_t c = 0; c < source_n_columns(s); c++)
        taken = taken || text_equal(source_column_name(s, c), d->name);
    for (size_t i = 0; i < k; i++)
        taken = taken || text_equal(plan->query->derived[i].name, d->name);
    return taken ? derive_fail(d, MESSAGE_CUBE_DERIVED_NAME, (text){0}, error) : ESEP_OK;
}

static esep_status derive_create_kind(derive_plan *plan, derive_column *column, source *s, cube_plan *from,
                                      esep_error *error)
{
    const derivation *d = column->derivation;
    switch (d->kind) {
    case DERIVATION_CODES:
        return derive_codes_create(&column->codes, d, from->n_dates > 0, &plan->memory, error);
    case DERIVATION_BANDS:
        return derive_bands_create(&column->bands, d, &plan->memory, error);
    case DERIVATION_AREA:
        return derive_areas_create(&column->areas, d, &plan->memory, error);
    default:
        ESEP_TRY(derive_time_create(&column->time, d, s, from, &column->from, &plan->memory, error));
        if (column->time.own && d->kind != DERIVATION_HOUR)
            column->from.n_columns = 0;
        else if (column->time.own && from->n_dates == 1)
            column->from = (derive_source){{from->dates[0]}, 1};
        return ESEP_OK;
    }
}

static esep_status derive_plan_fill(derive_plan *plan, source *s, cube_plan *from, esep_error *error)
{
    plan->columns = ARENA_TAKE(&plan->memory, from->query->n_derived, derive_column);
    if (!plan->columns)
        return error_memory(error);
    for (size_t k = 0; k < from->query->n_derived; k++) {
        derive_column *column = &plan->columns[k];
        column->derivation = &from->query->derived[k];
        plan->n = k + 1;
        ESEP_TRY(derive_check_name(column->derivation, k, s, from, error));
        ESEP_TRY(derive_find_columns(column, k, s, from, error));
        const derivation *d = column->derivation;
        column->otherwise = derive_keep(&plan->memory, d->otherwise.data ? d->otherwise : text_from(""));
        if (!column->otherwise.data)
            return error_memory(error);
        ESEP_TRY(derive_create_kind(plan, column, s, from, error));
    }
    return ESEP_OK;
}

esep_status derive_plan_create(derive_plan **out, source *s, cube_plan *plan, esep_error *error)
{
    *out = NULL;
    if (plan->query->n_derived == 0)
        return ESEP_OK;
    derive_plan *made = calloc(1, sizeof *made);
    if (!made)
        return error_memory(error);
    esep_status status = derive_plan_fill(made, s, plan, error);
    if (status != ESEP_OK) {
        derive_plan_free(made);
        return status;
    }
    *out = made;
    return ESEP_OK;
}

void derive_plan_free(derive_plan *plan)
{
    if (!plan)
        return;
    for (size_t k = 0; plan->columns && k < plan->n; k++)
        derive_areas_free(plan->columns[k].areas);
    arena_free(&plan->memory);
    free(plan);
}

size_t derive_plan_columns(const derive_plan *plan)
{
    return plan ? plan->n : 0;
}

const derive_source *derive_plan_source(const derive_plan *plan, size_t k)
{
    return &plan->columns[k].from;
}

enum { DERIVE_MEMORY = 1024 };

/* What was made of a cell of at most sixteen bytes: these two words and the length are all of it. */
typedef struct derive_memory {
    derive_print print;
    text value; /* missing: the place is free */
} derive_memory;

typedef struct derive_worker {
    derive_memory *memory; /* [DERIVE_MEMORY], for kinds that judge a cell by itself */
    derive_finder *finder;
} derive_worker;

struct derive {
    const derive_plan *plan;
    derive_worker *workers; /* [plan->n] */
};

/* Codes have their dictionary, the register's own date is a number already, areas remember for themselves. */
static bool derive_remembers(const derive_column *column)
{
    switch (column->derivation->kind) {
    case DERIVATION_BANDS:
        return true;
    case DERIVATION_YEAR:
    case DERIVATION_MONTH:
    case DERIVATION_WEEKDAY:
    case DERIVATION_HOUR:
        return !column->time.own;
    default:
        return false;
    }
}

static esep_status derive_fill(derive *d, esep_error *error)
{
    d->workers = calloc(d->plan->n, sizeof *d->workers);
    if (!d->workers)
        return error_memory(error);
    for (size_t k = 0; k < d->plan->n; k++) {
        const derive_column *column = &d->plan->columns[k];
        if (derive_remembers(column)) {
            d->workers[k].memory = calloc(DERIVE_MEMORY, sizeof *d->workers[k].memory);
            if (!d->workers[k].memory)
                return error_memory(error);
        }
        if (column->areas)
            ESEP_TRY(derive_finder_create(&d->workers[k].finder, column->areas, error));
    }
    return ESEP_OK;
}

esep_status derive_create(derive **out, const derive_plan *plan, esep_error *error)
{
    derive *d = calloc(1, sizeof *d);
    if (!d)
        return error_memory(error);
    d->plan = plan;
    esep_status status = derive_fill(d, error);
    if (status != ESEP_OK) {
        derive_free(d);
        return status;
    }
    *out = d;
    return ESEP_OK;
}

void derive_free(derive *d)
{
    if (!d)
        return;
    for (size_t k = 0; d->workers && k < d->plan->n; k++) {
        free(d->workers[k].memory);
        derive_finder_free(d->workers[k].finder);
    }
    free(d->workers);
    free(d);
}

/* Missing where nothing fits. */
static text derive_judge(const derive_column *column, derive_worker *worker, text first, text second,
                         day_number day)
{
    text area = {0};
    switch (column->derivation->kind) {
    case DERIVATION_CODES:
        return derive_codes_value(&column->codes, first, day);
    case DERIVATION_BANDS:
        return derive_bands_value(&column->bands, first);
    case DERIVATION_AREA:
        if (derive_finder_value(worker->finder, first, second, &area) == DERIVE_NOWHERE)
            return (text){derive_nothing, 0};
        return area;
    default:
        return derive_time_value(&column->time, first, day);
    }
}

text derive_value(derive *d, size_t k, text first, text second, day_number day)
{
    const derive_column *column = &d->plan->columns[k];
    derive_worker *worker = &d->workers[k];
    if (!worker->memory || first.length > DERIVE_SHORT) {
        text value = derive_judge(column, worker, first, second, day);
        return value.data ? value : column->otherwise;
    }
    derive_print print = derive_print_of(first);
    derive_memory *known = &worker->memory[derive_print_hash(print) % DERIVE_MEMORY];
    if (!known->value.data || memcmp(&known->print, &print, sizeof print) != 0) {
        text value = derive_judge(column, worker, first, second, day);
        *known = (derive_memory){print, value.data ? value : column->otherwise};
    }
    return known->value;
}

esep_status derive_status(const derive *d, esep_error *error)
{
    for (size_t k = 0; k < d->plan->n; k++) {
        if (d->workers[k].finder)
            ESEP_TRY(derive_finder_status(d->workers[k].finder, error));
    }
    return ESEP_OK;
}

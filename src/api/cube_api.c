/* The verb `cube`: a query, answered and printed as it is. */
#include "api/cube_names.h"
#include "api/names_list.h"
#include "api/register_api.h"
#include "api/rejects_file.h"
#include "base/error.h"
#include "cube/print.h"

#include <esep/cube.h>
#include <stdlib.h>
#include <string.h>

typedef struct cube_call {
    const esep_cube_request *asked;
    arena memory;
    engine_register from;
    cube_query query;
    size_t time_at; /* place of the date among the columns asked for; SIZE_MAX: none */
    text time_name;
    cube_names names;
    rejects_file *rejects;
    cube *cube;
} cube_call;

/* "Date:month" names the date and how finely it is told apart; any other name is a dimension. */
static bool cube_read_time(cube_call *call, text *name)
{
    static const struct {
        const char *ending;
        cube_time time;
    } endings[] = {{":month", CUBE_MONTHLY}, {":day", CUBE_DAILY}};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        size_t n = strlen(endings[i].ending);
        if (name->length > n && memcmp(name->data + name->length - n, endings[i].ending, n) == 0) {
            name->length -= n;
            call->query.time = endings[i].time;
            return true;
        }
    }
    return false;
}

static esep_status cube_read_by(cube_call *call, esep_error *error)
{
    const text *names;
    size_t n;
    ESEP_TRY(names_list_split(&names, &n, &call->memory, text_from(call->asked->by), error));
    text *by = ARENA_TAKE(&call->memory, n + 1, text);
    if (!by)
        return error_memory(error);
    call->time_at = SIZE_MAX;
    call->query.time = CUBE_TIMELESS;
    call->query.by = by;
    for (size_t i = 0; i < n; i++) {
        text name = names[i];
        if (call->time_at == SIZE_MAX && cube_read_time(call, &name)) {
            call->time_at = i;
            call->time_name = name;
        } else
            by[call->query.n_by++] = name;
    }
    if (call->time_at == SIZE_MAX)
        return ESEP_OK;
    ESEP_TRY(register_read_dates(&call->query, &call->memory, call->asked->date, error));
    if (call->query.n_dates == 0) {
        call->query.dates[0] = call->time_name;
        call->query.n_dates = 1;
    }
    return ESEP_OK;
}

/* NAME=FILTER */
static esep_status cube_read_counts(cube_call *call, esep_error *error)
{
    size_t n = call->asked->n_counts;
    cube_named_count *counts = ARENA_TAKE(&call->memory, n + 1, cube_named_count);
    if (!counts)
        return error_memory(error);
    for (size_t i = 0; i < n; i++) {
        text written = text_from(call->asked->counts[i]);
        const char *equals = memchr(written.data, '=', written.length);
        size_t at = equals ? (size_t)(equals - written.data) : 0;
        counts[i].name = text_trim((text){written.data, at});
        counts[i].filter = (text){written.data + at + 1, equals ? written.length - at - 1 : 0};
        if (counts[i].name.length == 0)
            return error_raise(error, ESEP_USAGE, MESSAGE_OPTION_COUNT, "--count", call->asked->counts[i]);
    }
    call->query.counts = counts;
    call->query.n_counts = n;
    return ESEP_OK;
}

static esep_status cube_read_query(cube_call *call, esep_error *error)
{
    const esep_cube_request *asked = call->asked;
    cube_query *query = &call->query;
    text *sums = ARENA_TAKE(&call->memory, asked->n_sums + 1, text);
    if (!sums)
        return error_memory(error);
    for (size_t i = 0; i < asked->n_sums; i++)
        sums[i] = text_from(asked->sums[i]);
    query->sums = sums;
    query->n_sums = asked->n_sums;
    ESEP_TRY(cube_read_by(call, error));
    ESEP_TRY(cube_read_counts(call, error));
    ESEP_TRY(register_read_decimal(&query->mark, asked->decimal, error));
    query->date_format = asked->date_format;
    query->filter = text_from(asked->where);
    query->strict = asked->strict;
    query->n_threads = asked->threads ? asked->threads : register_processors();
    query->memory = asked->memory;
    query->progress = asked->progress;
    query->progress_context = asked->progress_context;
    return ESEP_OK;
}

static esep_status cube_answer(cube_call *call, esep_error *error)
{
    if (call->asked->rejects) {
        ESEP_TRY(rejects_file_open(&call->rejects, call->asked->rejects, error));
        call->query.reject = rejects_file_add;
        call->query.reject_context = call->rejects;
    }
    ESEP_TRY(engine_answer(&call->cube, &call->from, &call->query, error));
    rejects_file *file = call->rejects;
    call->rejects = NULL;
    return file ? rejects_file_finish(file, call->cube, error) : ESEP_OK;
}

static esep_status cube_account_notice(esep_document *d, const cube_account *account, esep_error *error)
{
    char read[24], counted[24], filtered[24], rejected[24];
    esep_error *notice = document_api_notice(d);
    if (!notice)
        return error_memory(error);
    error_raise(notice, ESEP_DATA, MESSAGE_CUBE_ACCOUNT, error_number(read, (int64_t)account->read),
                error_number(counted, (int64_t)account->counted),
                error_number(filtered, (int64_t)account->filtered),
                error_number(rejected, (int64_t)cube_account_rejected(account)));
    return ESEP_OK;
}

static esep_status cube_notices(esep_document **out, const cube *c, esep_error *error)
{
    document *empty = NULL;
    esep_document *d = NULL;
    ESEP_TRY(document_create(&empty, error));
    ESEP_TRY(document_api_create(&d, empty, error));
    esep_status status = register_add_notices(d, c, error);
    if (status == ESEP_OK)
        status = cube_account_notice(d, &c->account, error);
    if (status != ESEP_OK) {
        esep_document_free(d);
        return status;
    }
    *out = d;
    return ESEP_OK;
}

/* The cube's dimensions and the query's sums under the names that their columns are written with. */
static cube_query cube_name_all(cube_call *call)
{
    cube_query named = call->query;
    named.sums = call->names.sums;
    for (size_t i = 0; call->cube && i < call->cube->n_dimensions; i++)
        call->cube->dimensions[i].name = call->names.by[i];
    return named;
}

esep_status esep_cube(esep_document **notices, const esep_cube_request *request, esep_error *error)
{
    cube_call call = {.asked = request};
    esep_error unread = {0};
    error = error ? error : &unread;
    register_reading reading = {
        .encoding = request->encoding, .delimiter = request->delimiter, .chunk_bytes = request->chunk_bytes};
    esep_status status =
        register_read(&call.from, &call.memory, request->sources, request->n_sources, &reading, error);
    if (status == ESEP_OK)
        status = cube_read_query(&call, error);
    if (status == ESEP_OK)
        status = cube_names_settle(&call.names, &call.memory, &call.query, call.time_name, error);
    if (status == ESEP_OK)
        status = cube_answer(&call, error);
    cube_query named = cube_name_all(&call);
    cube_print print = {.from = call.cube,
                        .query = &named,
                        .time_at = call.time_at,
                        .time_name = call.names.time,
                        .json = request->format == ESEP_JSON,
                        .write = request->write,
                        .context = request->write_context};
    if (status == ESEP_OK)
        status = cube_print_rows(&print, error);
    if (status == ESEP_OK)
        status = cube_notices(notices, call.cube, error);
    rejects_file_abandon(call.rejects);
    cube_free(call.cube);
    arena_free(&call.memory);
    return status;
}

/* The verb `change`, put together: what was asked becomes a query, an engine answers it, the answer becomes a document. */
#include "api/document_api.h"
#include "api/names_list.h"
#include "api/rejects_file.h"
#include "base/error.h"
#include "cube/rejects.h"
#include "engine/engine.h"
#include "indicator/change.h"
#include "report/change_document.h"
#include "source/dialect.h"

#include <esep/change.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>

/* Everything that lives as long as the call. */
typedef struct change_call {
    const esep_change_request *asked;
    arena memory;
    engine_register from;
    cube_query query;
    change_request request;
    rejects_file *rejects;
    cube *cube;
    change_table *table;
} change_call;

static size_t change_processors(void)
{
    cpu_set_t set;
    int n = sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set) : 1;
    return n > 0 ? (size_t)n : 1;
}

static esep_status change_option_error(message_id message, const char *option, const char *value,
                                       esep_error *error)
{
    return error_raise(error, ESEP_USAGE, message, option, value);
}

static esep_status change_read_register(change_call *call, esep_error *error)
{
    const esep_change_request *asked = call->asked;
    text *names = ARENA_TAKE(&call->memory, asked->n_sources + 1, text);
    if (!names)
        return error_memory(error);
    for (size_t i = 0; i < asked->n_sources; i++)
        names[i] = text_from(asked->sources[i]);
    call->from.names = names;
    call->from.n_names = asked->n_sources;
    call->from.reading.encoding = asked->encoding;
    call->from.reading.digest = asked->digest;
    call->from.reading.chunk_bytes = asked->chunk_bytes;
    if (asked->n_sources == 0)
        return error_raise(error, ESEP_USAGE, MESSAGE_NO_SOURCE);
    return asked->delimiter
               ? dialect_parse_delimiter(&call->from.reading.delimiter, text_from(asked->delimiter), error)
               : ESEP_OK;
}

static esep_status change_read_dates(change_call *call, esep_error *error)
{
    const text *names;
    size_t n;
    if (!call->asked->date)
        return ESEP_OK;
    ESEP_TRY(names_list_split(&names, &n, &call->memory, text_from(call->asked->date), error));
    if (n > CUBE_DATE_COLUMNS)
        return error_raise(error, ESEP_USAGE, MESSAGE_CUBE_DATE_PARTS);
    memcpy(call->query.dates, names, n * sizeof *names);
    call->query.n_dates = n;
    return ESEP_OK;
}

static esep_status change_read_decimal(change_call *call, esep_error *error)
{
    const char *decimal = call->asked->decimal;
    if (!decimal)
        return ESEP_OK;
    if (strcmp(decimal, "point") != 0 && strcmp(decimal, "comma") != 0)
        return change_option_error(MESSAGE_OPTION_DECIMAL, "--decimal", decimal, error);
    call->query.mark = strcmp(decimal, "point") == 0 ? NUMBER_POINT : NUMBER_COMMA;
    return ESEP_OK;
}

static esep_status change_read_request(change_call *call, esep_error *error)
{
    const esep_change_request *asked = call->asked;
    call->request = (change_request){.period = text_from(asked->period),
                                     .against = text_from(asked->against),
                                     .covered_to = DAY_NONE,
                                     .percent_from = asked->min_base >= 0 ? asked->min_base : 10,
                                     .small_below = asked->small_base >= 0 ? asked->small_base : 50,
                                     .top = asked->top};
    if (!asked->covered_to)
        return ESEP_OK;
    date_format iso;
    ESEP_TRY(date_format_parse(&iso, text_from("yyyy-mm-dd"), error));
    if (date_read(&call->request.covered_to, &iso, text_from(asked->covered_to)) != DATE_OK)
        return change_option_error(MESSAGE_OPTION_DAY, "--covered-to", asked->covered_to, error);
    return ESEP_OK;
}

static esep_status change_read_query(change_call *call, esep_error *error)
{
    const esep_change_request *asked = call->asked;
    cube_query *query = &call->query;
    ESEP_TRY(change_read_dates(call, error));
    ESEP_TRY(names_list_split(&query->by, &query->n_by, &call->memory, text_from(asked->by), error));
    ESEP_TRY(change_read_decimal(call, error));
    query->date_format = asked->date_format;
    query->filter = text_from(asked->where);
    query->sum = text_from(asked->sum);
    query->distinct = text_from(asked->distinct);
    query->strict = asked->strict;
    query->n_threads = asked->threads ? asked->threads : change_processors();
    query->progress = asked->progress;
    query->progress_context = asked->progress_context;
    ESEP_TRY(change_read_request(call, error));
    return change_windows(query, &call->request, error);
}

static esep_status change_answer(change_call *call, esep_error *error)
{
    if (call->asked->rejects) {
        ESEP_TRY(rejects_file_open(&call->rejects, call->asked->rejects, error));
        call->query.reject = rejects_file_add;
        call->query.reject_context = call->rejects;
    }
    ESEP_TRY(engine_answer(&call->cube, &call->from, &call->query, error));
    if (call->rejects) {
        rejects_file *file = call->rejects;
        call->rejects = NULL;
        ESEP_TRY(rejects_file_finish(file, call->cube, error));
    }
    return change_create(&call->table, call->cube, &call->query, &call->request, error);
}

/* What was found by looking, and which records were left out. */
static esep_status change_add_notices(esep_document *d, const cube *c, esep_error *error)
{
    for (size_t i = 0; i < c->n_origins; i++) {
        if (!c->origins[i].encoding_guessed)
            continue;
        esep_error *notice = document_api_notice(d);
        if (!notice)
            return error_memory(error);
        error_raise(notice, ESEP_DATA, MESSAGE_NOTE_ENCODING, c->origins[i].encoding);
        error_at(notice, c->origins[i].path, 0);
    }
    for (size_t i = 0; i < c->n_examples; i++) {
        esep_error *notice = document_api_notice(d);
        if (!notice)
            return error_memory(error);
        reject_raise(&c->examples[i], notice);
    }
    if (c->n_examples) {
        char number[24];
        esep_error *notice = document_api_notice(d);
        if (!notice)
            return error_memory(error);
        error_raise(notice, ESEP_DATA, MESSAGE_NOTE_LEFT_OUT,
                    error_number(number, (int64_t)cube_account_rejected(&c->account)));
    }
    return ESEP_OK;
}

static esep_status change_report(esep_document **out, const change_call *call, esep_error *error)
{
    document *report = NULL;
    change_heading heading = {.measured = call->query.sum.data ? call->query.sum : call->query.distinct,
                              .filter = call->query.filter};
    ESEP_TRY(change_document_create(&report, call->table, &heading, error));
    esep_document *d = NULL;
    ESEP_TRY(document_api_create(&d, report, error));
    esep_status status = change_add_notices(d, call->cube, error);
    if (status != ESEP_OK) {
        esep_document_free(d);
        return status;
    }
    *out = d;
    return ESEP_OK;
}

esep_status esep_change(esep_document **out, const esep_change_request *request, esep_error *error)
{
    change_call call = {.asked = request};
    esep_error unread = {0};
    error = error ? error : &unread;
    esep_status status = change_read_register(&call, error);
    if (status == ESEP_OK)
        status = change_read_query(&call, error);
    if (status == ESEP_OK)
        status = change_answer(&call, error);
    if (status == ESEP_OK)
        status = change_report(out, &call, error);
    rejects_file_abandon(call.rejects);
    change_free(call.table);
    cube_free(call.cube);
    arena_free(&call.memory);
    return status;
}

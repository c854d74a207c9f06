/* The verb `change`, put together: what was asked becomes a query, an engine answers it, the answer becomes a document. */
#include "api/document_api.h"
#include "api/names_list.h"
#include "api/register_api.h"
#include "api/rejects_file.h"
#include "base/error.h"
#include "engine/engine.h"
#include "indicator/change.h"
#include "report/change_document.h"

#include <esep/change.h>
#include <stdlib.h>

/* Everything that lives as long as the call. */
typedef struct change_call {
    const esep_change_request *asked;
    arena memory;
    engine_register from;
    cube_query query;
    text sum;
    change_request request;
    rejects_file *rejects;
    cube *cube;
    change_table *table;
} change_call;

static esep_status change_read_day(day_number *day, const char *option, const char *written,
                                   esep_error *error)
{
    date_format iso;
    *day = DAY_NONE;
    if (!written)
        return ESEP_OK;
    ESEP_TRY(date_format_parse(&iso, text_from("yyyy-mm-dd"), error));
    if (date_read(day, &iso, text_from(written)) != DATE_OK)
        return error_raise(error, ESEP_USAGE, MESSAGE_OPTION_DAY, option, written);
    return ESEP_OK;
}

static esep_status change_read_request(change_call *call, esep_error *error)
{
    const esep_change_request *asked = call->asked;
    call->request = (change_request){.period = text_from(asked->period),
                                     .against = text_from(asked->against),
                                     .percent_from = asked->min_base >= 0 ? asked->min_base : 10,
                                     .small_below = asked->small_base >= 0 ? asked->small_base : 50,
                                     .top = asked->top};
    ESEP_TRY(change_read_day(&call->request.covered_from, "--covered-from", asked->covered_from, error));
    return change_read_day(&call->request.covered_to, "--covered-to", asked->covered_to, error);
}

static esep_status change_read_query(change_call *call, esep_error *error)
{
    const esep_change_request *asked = call->asked;
    cube_query *query = &call->query;
    ESEP_TRY(register_read_dates(query, &call->memory, asked->date, error));
    ESEP_TRY(names_list_split(&query->by, &query->n_by, &call->memory, text_from(asked->by), error));
    ESEP_TRY(register_read_decimal(&query->mark, asked->decimal, error));
    query->date_format = asked->date_format;
    query->filter = text_from(asked->where);
    call->sum = text_from(asked->sum);
    query->sums = &call->sum;
    query->n_sums = asked->sum ? 1 : 0;
    query->squares = asked->sum != NULL;
    query->distinct = text_from(asked->distinct);
    query->strict = asked->strict;
    query->n_threads = asked->threads ? asked->threads : register_processors();
    query->memory = asked->memory;
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

static esep_status change_report(esep_document **out, const change_call *call, esep_error *error)
{
    document *report = NULL;
    change_heading heading = {.measured = call->query.n_sums ? call->query.sums[0] : call->query.distinct,
                              .filter = call->query.filter};
    ESEP_TRY(change_document_create(&report, call->table, &heading, error));
    esep_document *d = NULL;
    ESEP_TRY(document_api_create(&d, report, error));
    esep_status status = register_add_notices(d, call->cube, error);
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
    register_reading reading = {.encoding = request->encoding,
                                .delimiter = request->delimiter,
                                .digest = request->digest,
                                .chunk_bytes = request->chunk_bytes};
    esep_status status =
        register_read(&call.from, &call.memory, request->sources, request->n_sources, &reading, error);
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

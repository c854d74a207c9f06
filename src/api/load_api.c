/* The verb `load`. */
#include "api/register_api.h"
#include "base/error.h"
#include "engine/load.h"

#include <esep/load.h>

static esep_status load_notices(esep_document **out, const cube *c, esep_error *error)
{
    document *empty = NULL;
    esep_document *d = NULL;
    char read[24], loaded[24];
    ESEP_TRY(document_create(&empty, error));
    ESEP_TRY(document_api_create(&d, empty, error));
    esep_status status = register_add_notices(d, c, error);
    esep_error *notice = status == ESEP_OK ? document_api_notice(d) : NULL;
    if (!notice) {
        esep_document_free(d);
        return status == ESEP_OK ? error_memory(error) : status;
    }
    error_raise(notice, ESEP_DATA, MESSAGE_ENGINE_LOADED, error_number(read, (int64_t)c->account.read),
                error_number(loaded, (int64_t)c->account.counted));
    *out = d;
    return ESEP_OK;
}

esep_status esep_load(esep_document **notices, const esep_load_request *request, esep_error *error)
{
    arena memory = {0};
    engine_register from;
    cube *account = NULL;
    esep_error unread = {0};
    error = error ? error : &unread;
    register_reading reading = {.encoding = request->encoding, .delimiter = request->delimiter};
    cube_query query = {.strict = request->strict,
                        .progress = request->progress,
                        .progress_context = request->progress_context};
    esep_status status = register_read(&from, &memory, request->sources, request->n_sources, &reading, error);
    if (status == ESEP_OK)
        status = engine_load(&account, &from, text_from(request->to ? request->to : ""),
                             text_from(request->batch ? request->batch : "all"), &query, error);
    if (status == ESEP_OK)
        status = load_notices(notices, account, error);
    cube_free(account);
    arena_free(&memory);
    return status;
}

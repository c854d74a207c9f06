/* The verb `load`. */
#include "api/register_api.h"
#include "base/error.h"
#include "definition/definition.h"
#include "engine/load.h"
#include "indicator/register_query.h"

#include <esep/load.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

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

bool esep_load_is_register(const char *source)
{
    struct stat found;
    const char *colon = strrchr(source, ':');
    char path[ESEP_ERROR_PLACE_BYTES];
    size_t length = colon ? (size_t)(colon - source) : 0;
    if (length == 0 || length >= sizeof path || colon[1] == '\0' || colon[1] == '/' ||
        stat(source, &found) == 0)
        return false;
    memcpy(path, source, length);
    path[length] = '\0';
    bool yaml = (length > 5 && strcmp(path + length - 5, ".yaml") == 0) ||
                (length > 4 && strcmp(path + length - 4, ".yml") == 0);
    return yaml || (stat(path, &found) == 0 && S_ISDIR(found.st_mode));
}

static esep_status load_find_register(size_t *out, const definition *d, const char *path, text wanted,
                                      esep_error *error)
{
    char name[ESEP_ERROR_ARGUMENT_BYTES], near[ESEP_ERROR_ARGUMENT_BYTES] = "";
    ptrdiff_t found = definition_find_register(d, wanted);
    *out = (size_t)found;
    if (found >= 0)
        return ESEP_OK;
    text *names = calloc(d->n_registers + 1, sizeof *names);
    if (!names)
        return error_memory(error);
    for (size_t i = 0; i < d->n_registers; i++)
        names[i] = d->registers[i].name;
    ptrdiff_t nearest = text_nearest(wanted, names, d->n_registers);
    text_copy_cut(name, sizeof name, wanted);
    if (nearest >= 0)
        text_copy_cut(near, sizeof near, names[nearest]);
    free(names);
    error_raise(error, ESEP_USAGE, nearest >= 0 ? MESSAGE_UNKNOWN_REGISTER_NEAREST : MESSAGE_UNKNOWN_REGISTER,
                name, near);
    return error_at(error, path, 0);
}

/* The files of a definition's register, which must live as long as *d. */
static esep_status load_register(engine_register *from, definition **d, const char *source, esep_error *error)
{
    char path[ESEP_ERROR_PLACE_BYTES];
    size_t length = (size_t)(strrchr(source, ':') - source), at;
    memcpy(path, source, length);
    path[length] = '\0';
    ESEP_TRY(definition_read(d, path, error));
    ESEP_TRY(load_find_register(&at, *d, path, text_from(source + length + 1), error));
    *from = register_place(&(*d)->registers[at], false);
    return ESEP_OK;
}

esep_status esep_load(esep_document **notices, const esep_load_request *request, esep_error *error)
{
    arena memory = {0};
    engine_register from;
    definition *d = NULL;
    cube *account = NULL;
    esep_error unread = {0};
    esep_status status;
    error = error ? error : &unread;
    register_reading reading = {.encoding = request->encoding, .delimiter = request->delimiter};
    cube_query query = {.strict = request->strict,
                        .progress = request->progress,
                        .progress_context = request->progress_context};
    if (request->n_sources != 1 || !esep_load_is_register(request->sources[0]))
        status = register_read(&from, &memory, request->sources, request->n_sources, &reading, error);
    else if (request->encoding || request->delimiter)
        status = error_raise(error, ESEP_USAGE, MESSAGE_LOAD_SAID_TWICE);
    else
        status = load_register(&from, &d, request->sources[0], error);
    if (status == ESEP_OK)
        status = engine_load(&account, &from, text_from(request->to ? request->to : ""),
                             text_from(request->batch ? request->batch : "all"), &query, error);
    if (status == ESEP_OK)
        status = load_notices(notices, account, error);
    cube_free(account);
    definition_free(d);
    arena_free(&memory);
    return status;
}

/* The verb `init`, put together: files are looked at, a proposal is written. */
#include "api/proposal.h"
#include "api/register_api.h"
#include "base/error.h"

#include <esep/init.h>
#include <stdlib.h>
#include <string.h>

typedef struct init_call {
    const esep_init_request *asked;
    arena memory;
    engine_register from;
    source *source;
    profile profile;
} init_call;

/* The last part of the path, without endings: "data/crimes-2024.csv.gz" → "crimes-2024". */
static text init_stem(const char *path)
{
    const char *slash = strrchr(path, '/');
    const char *begin = slash && slash[1] ? slash + 1 : path;
    return (text){begin, strcspn(begin, "./*?[")};
}

/* How the definition names a file: from its own folder where the file is in it or below, else from the root. NULL: as it was given (a
 * pattern, or a definition of this folder). */
static char *init_path(const char *source, const char *folder)
{
    char *whole = folder ? realpath(source, NULL) : NULL, *base = whole ? realpath(folder, NULL) : NULL;
    size_t n = base ? strlen(base) : 0;
    if (n > 1 && strncmp(whole, base, n) == 0 && whole[n] == '/')
        memmove(whole, whole + n + 1, strlen(whole + n + 1) + 1);
    free(base);
    return whole;
}

static esep_status init_paths(init_call *call, text **out, esep_error *error)
{
    const esep_init_request *asked = call->asked;
    text *paths = ARENA_TAKE(&call->memory, asked->n_sources, text);
    for (size_t i = 0; paths && i < asked->n_sources; i++) {
        char *whole = init_path(asked->sources[i], asked->folder);
        paths[i] = whole ? arena_copy(&call->memory, text_from(whole)) : text_from(asked->sources[i]);
        free(whole);
        if (!paths[i].data)
            return error_memory(error);
    }
    *out = paths;
    return paths ? ESEP_OK : error_memory(error);
}

static esep_status init_write(init_call *call, buffer *out, esep_error *error)
{
    const esep_init_request *asked = call->asked;
    text *paths = NULL;
    text words = asked->name ? text_from(asked->name) : init_stem(asked->sources[0]);
    ESEP_TRY(init_paths(call, &paths, error));
    ESEP_TRY(source_open(&call->source, call->from.names, call->from.n_names, &call->from.reading, error));
    if (source_is_read_once(call->source))
        return error_raise(error, ESEP_USAGE, MESSAGE_INIT_STDIN);
    ESEP_TRY(profile_create(&call->profile, call->source, error));
    proposal p = {.memory = &call->memory,
                  .of = &call->profile,
                  .sources = paths,
                  .n_sources = asked->n_sources,
                  .name = proposal_name(&call->memory, words, "records_register"),
                  .language = asked->language};
    return proposal_write(out, &p, error) == ESEP_OK ? ESEP_OK : error_at(error, asked->sources[0], 0);
}

esep_status esep_init(char **bytes, size_t *length, const esep_init_request *request, esep_error *error)
{
    init_call call = {.asked = request};
    buffer out = {0};
    esep_error unread = {0};
    error = error ? error : &unread;
    register_reading reading = {.encoding = request->encoding, .delimiter = request->delimiter};
    esep_status status =
        register_read(&call.from, &call.memory, request->sources, request->n_sources, &reading, error);
    if (status == ESEP_OK)
        status = init_write(&call, &out, error);
    profile_free(&call.profile);
    source_close(call.source);
    arena_free(&call.memory);
    if (status != ESEP_OK) {
        buffer_free(&out);
        return status;
    }
    *bytes = out.data;
    *length = out.length;
    return ESEP_OK;
}

/* Files are read and counted here; a URL's records are counted where they are. */
#include "cube/count.h"
#include "engine/database.h"
#include "engine/place.h"

esep_status engine_answer(cube **out, const engine_register *from, const cube_query *query, esep_error *error)
{
    return engine_answer_all(out, from, query, 1, error);
}

static bool engine_has_url(const engine_register *from)
{
    for (size_t i = 0; i < from->n_names; i++) {
        if (engine_kind_of(from->names[i]) != ENGINE_FILES)
            return true;
    }
    return false;
}

esep_status engine_answer_all(cube **out, const engine_register *from, const cube_query *queries, size_t n,
                              esep_error *error)
{
    source *s = NULL;
    if (engine_has_url(from))
        return database_answer_all(out, from, queries, n, error);
    ESEP_TRY(source_open(&s, from->names, from->n_names, &from->reading, error));
    esep_status status = cube_count_all(out, s, queries, n, error);
    source_close(s);
    return status;
}

esep_status engine_print_all(buffer *out, const engine_register *from, const cube_query *queries, size_t n,
                             esep_error *error)
{
    if (engine_has_url(from))
        return database_print_all(out, from, queries, n, error);
    return error_raise(error, ESEP_USAGE, MESSAGE_ENGINE_NO_SQL);
}

/* The native engine: files, read and counted here. */
#include "engine/engine.h"

#include "cube/count.h"

esep_status engine_answer(cube **out, const engine_register *from, const cube_query *query, esep_error *error)
{
    return engine_answer_all(out, from, query, 1, error);
}

esep_status engine_answer_all(cube **out, const engine_register *from, const cube_query *queries, size_t n,
                              esep_error *error)
{
    source *s = NULL;
    ESEP_TRY(source_open(&s, from->names, from->n_names, &from->reading, error));
    esep_status status = cube_count_all(out, s, queries, n, error);
    source_close(s);
    return status;
}

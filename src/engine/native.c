/* The native engine: files, read and counted here. */
#include "engine/engine.h"

#include "cube/count.h"

esep_status engine_answer(cube **out, const engine_register *from, const cube_query *query, esep_error *error)
{
    source *s = NULL;
    ESEP_TRY(source_open(&s, from->names, from->n_names, &from->reading, error));
    esep_status status = cube_count(out, s, query, error);
    source_close(s);
    return status;
}

esep_status engine_answer_all(cube **out, const engine_register *from, const cube_query *queries, size_t n,
                              esep_error *error)
{
    for (size_t i = 0; i < n; i++) {
        esep_status status = engine_answer(&out[i], from, &queries[i], error);
        if (status == ESEP_OK)
            continue;
        while (i-- > 0)
            cube_free(out[i]);
        return status;
    }
    return ESEP_OK;
}

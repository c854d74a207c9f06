/* engine.h - who answers a cube query.
 *
 * Whatever the data's size or home, an engine gets the same query and gives the same cube; nothing above knows which one
 * answered. The native engine reads files in one parallel pass; where a register's one name is the URL of a table (engine/place.h),
 * PostgreSQL or ClickHouse counts, and only cells come back. */
#ifndef ENGINE_ENGINE_H
#define ENGINE_ENGINE_H

#include "cube/cube.h"
#include "source/source.h"

/** Where a register's records are, and how its files are to be read. Texts are borrowed. */
typedef struct engine_register {
    const text *names; /**< [n_names] files, folders, patterns, "-" */
    size_t n_names;
    source_options reading;
} engine_register;

/** Answer `query` over the register. The caller ends the cube with cube_free(). */
esep_status engine_answer(cube **out, const engine_register *from, const cube_query *query,
                          esep_error *error);

/** Answer queries[n] with cubes out[n] in one reading of the register. They must agree in all that concerns reading: dates, derived
 *  columns, key, decimal mark, strictness, threads; rejects and progress are those of the first. All or nothing: on failure no cube is left. */
esep_status engine_answer_all(cube **out, const engine_register *from, const cube_query *queries, size_t n,
                              esep_error *error);

/** The statements of SQL that engine_answer_all() would send for these queries, appended to *out; nothing is connected to, so names are taken as they
 *  are. ESEP_USAGE for files. */
esep_status engine_print_all(buffer *out, const engine_register *from, const cube_query *queries, size_t n,
                             esep_error *error);

#endif

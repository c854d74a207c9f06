/* engine.h - who answers a cube query.
 *
 * Whatever the data's size or home, an engine gets the same query and gives the same cube; nothing above knows which one
 * answered. The native engine reads files in one parallel pass; it is the only one so far. */
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

#endif

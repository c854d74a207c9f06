/* register_query.h - what every query of a defined register shares: its dates, derived columns, key, filter. */
#ifndef INDICATOR_REGISTER_QUERY_H
#define INDICATOR_REGISTER_QUERY_H

#include "cube/query.h"
#include "definition/definition.h"
#include "engine/engine.h"

/** A daily query for all records of the register, that counts incomplete ones; by, counts, sums, windows and threads are the
 *  caller's. Texts are the definition's, the list of derived columns lives in `memory`. */
esep_status register_query(cube_query *out, arena *memory, const definition_register *from,
                           esep_error *error);

/** Where its records are. `digest`: hash what is read. */
engine_register register_place(const definition_register *from, bool digest);

#endif

/* gather.h - the rows that a database answers, made into a cube.
 *
 * Rows come in any order, and several may belong to one cell: cells are added up, and what leaves is in the cube's own order (categories by bytes, groups,
 * cells by group and day), so that nothing tells which engine answered. */
#ifndef ENGINE_GATHER_H
#define ENGINE_GATHER_H

#include "engine/sql.h"

typedef struct gather gather;

/** Rows of the statement that `s` has printed; borrowed until gather_finish(). */
esep_status gather_create(gather **out, const sql *s, esep_error *error);
/** One row: fields[n], as printed. ESEP_SYSTEM where it is not as the statement asked. */
esep_status gather_row(gather *g, const text *fields, size_t n, esep_error *error);
/** A row of the part SQL_REST: no such record may be counted. */
esep_status gather_rest(gather *g, const text *fields, size_t n, esep_error *error);
/** Records in all rows so far. */
uint64_t gather_records(const gather *g);
/** The cube. Refuses what the data did not let the server say exactly. `g` is ended in any case, as by gather_free(). */
esep_status gather_finish(cube **out, gather *g, esep_error *error);
void gather_free(gather *g);

/** A whole number with its sign, and nothing else. */
bool gather_integer(int128 *out, text t);

#endif

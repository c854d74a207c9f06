/* derive.h - derived columns: what one record's cells are made into before anything is counted (expression/derivation.h).
 *
 * A derive_plan is made once for a reading: names resolved, code lists hashed, formats of dates found, polygons read. It never
 * changes after that. Each worker has a `derive` of its own, with a memory of the values it has judged, so that a value costs about
 * what looking it up in a dictionary does.
 *
 * Derived columns are numbered behind those of the files: derivation k is column source_n_columns() + k of the register.
 *
 * Every value is text of the plan, or empty, with DICTIONARY_PADDING bytes readable behind it. */
#ifndef CUBE_DERIVE_H
#define CUBE_DERIVE_H

#include "cube/plan.h"

/** Where a derivation's cells come from. */
typedef struct derive_source {
    size_t columns[2]; /**< of the register, or derived */
    size_t n_columns;  /**< 0: the record's own day is all that is looked at */
} derive_source;

/** Resolve the query's derived columns; the plan's dates are known already. NULL where the query derives none. */
esep_status derive_plan_create(derive_plan **out, source *s, cube_plan *plan, esep_error *error);
void derive_plan_free(derive_plan *plan);

size_t derive_plan_columns(const derive_plan *plan);
const derive_source *derive_plan_source(const derive_plan *plan, size_t k);

typedef struct derive derive;

esep_status derive_create(derive **out, const derive_plan *plan, esep_error *error);
void derive_free(derive *d);

/** The value of derivation k for a record: its cells as csv_field gives them (a missing one is not looked at), with
 *  DICTIONARY_PADDING bytes readable behind each, and its day. */
text derive_value(derive *d, size_t k, text first, text second, day_number day);

/** Did all values so far come without a failure (of the polygons' library)? */
esep_status derive_status(const derive *d, esep_error *error);

#endif

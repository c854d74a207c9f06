/* count.h - counting the records of a source into cubes: the native engine's work. */
#ifndef CUBE_COUNT_H
#define CUBE_COUNT_H

#include "cube/cube.h"
#include "cube/plan.h"

/** Answer queries[n] with out[n] from the files of `s` in one pass (in two or three where a format must be found over all
 *  records, or records replace others). All or nothing; the caller ends each cube with cube_free(). */
esep_status cube_count_all(cube **out, source *s, const cube_query *queries, size_t n, esep_error *error);

#endif

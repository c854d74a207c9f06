/* count.h - counting the records of a source into a cube: the native engine's work. */
#ifndef CUBE_COUNT_H
#define CUBE_COUNT_H

#include "cube/cube.h"
#include "cube/plan.h"

/** Answer `query` from the files of `s` in one pass (in two or three where a format must be found over all records). The caller
 *  ends the cube with cube_free(). */
esep_status cube_count(cube **out, source *s, const cube_query *query, esep_error *error);

#endif

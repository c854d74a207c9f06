/* cube_names.h - the columns of the verb `cube`: each has a name of its own.
 *
 * `count` and the --count names stand as they are. A --sum column whose name is taken by those is written sum_NAME, a --by column whose name
 * is taken by any of these is written by_NAME: numbers keep the names that a reader expects them under. */
#ifndef API_CUBE_NAMES_H
#define API_CUBE_NAMES_H

#include "base/arena.h"
#include "cube/query.h"

/** Names as they are written; texts of the query or of the arena. */
typedef struct cube_names {
    text *sums; /* [n_sums] */
    text *by;   /* [n_by] */
    text time;
} cube_names;

/** `time` is the date's column, missing where there is none. ESEP_USAGE where a named count is called like another column. */
esep_status cube_names_settle(cube_names *names, arena *memory, const cube_query *query, text time,
                              esep_error *error);

#endif

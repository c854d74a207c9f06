/* bulletin_requests.h - from a bulletin's items to what is asked of each register.
 *
 * A demand says that an indicator is needed by some dimensions (none: as a whole). Demands on one register are packed into few
 * queries, all answered in one reading. A query tells apart the union of the dimensions of the demands it holds, two at
 * most: with every dimension of a bulletin in one query its cells would multiply to as many as there are records, with one query for each
 * breakdown each record would be looked at as many times. Within a query each indicator has a named count for its filter, and sums with that filter
 * where it adds something up. Distinct values have queries of their own, and so, at most, has each sum that may prove to
 * be a count: a query squares the values of its first sum only. */
#ifndef INDICATOR_BULLETIN_REQUESTS_H
#define INDICATOR_BULLETIN_REQUESTS_H

#include "definition/definition.h"
#include "engine/engine.h"

#include <stdbool.h>

/** Dimensions of a breakdown; ratios within a ratio within a ratio …: how many. */
enum { BULLETIN_BY = 2, BULLETIN_RATIO_DEPTH = 8 };

/** In place of the index of a named count: all records of the query; or no such number. */
#define BULLETIN_ALL (SIZE_MAX - 1)
#define BULLETIN_NONE SIZE_MAX

/** One query, and where the indicators stand in its answer. */
typedef struct bulletin_query {
    cube_query asked;
    text by[BULLETIN_BY];
    cube_named_count counts[CUBE_COUNTS];
    text sums[CUBE_SUMS];
    text sum_filters[CUBE_SUMS];
    bool *holds; /**< [n_indicators] */
    size_t
        *counts_of; /**< [n_indicators] index of the named count of the indicator's filter, or BULLETIN_ALL */
    size_t *sums_of; /**< [n_indicators] index of its sum, or BULLETIN_NONE */
    size_t *
        parts_of; /**< [n_indicators] of shares: index of the named count of records that are in part and whole, or BULLETIN_NONE */
    ptrdiff_t squares_of;  /**< the indicator whose sum is the first and squared; DEFINITION_NONE */
    ptrdiff_t distinct_of; /**< the indicator whose distinct values are counted; DEFINITION_NONE */
} bulletin_query;

/** What one register is asked. */
typedef struct bulletin_requests {
    bulletin_query **queries; /**< [n] */
    size_t n;
} bulletin_requests;

/** An indicator of a register by dimensions. */
typedef struct bulletin_demand {
    size_t indicator; /**< COUNT … LATEST, STANDARDISED */
    ptrdiff_t
        part_of; /**< the share that wants to know whether its part lies within its whole (`indicator`); DEFINITION_NONE */
    bool squares; /**< wants to know whether the sum is nearly a count */
    size_t n_by;
    text by[BULLETIN_BY];
} bulletin_demand;

typedef struct bulletin_demands {
    bulletin_demand *demands;
    size_t n, capacity;
} bulletin_demands;

/** Demand indicator `i` and all it refers to, by these dimensions. ESEP_USAGE where ratios stand within ratios more than
 *  BULLETIN_RATIO_DEPTH deep. */
esep_status bulletin_demand_indicator(bulletin_demands *to, const definition *d, size_t i, const text *by,
                                      size_t n_by, esep_error *error);

/** Pack the demands on register `at`. Arrays and texts live in `memory`. The queries lack threads, windows and strictness yet. */
esep_status bulletin_pack_requests(bulletin_requests *out, arena *memory, const definition *d, size_t at,
                                   const bulletin_demands *demands, esep_error *error);

/** The query that holds the indicator (or, where `part` is set, the part of this share) and tells these dimensions apart; NULL where none
 *  does. */
const bulletin_query *bulletin_find_query(const bulletin_requests *requests, size_t indicator, bool part,
                                          const text *by, size_t n_by, size_t *index);

/** May a sum of this indicator prove to be a count? Not money. */
bool bulletin_may_count(const definition_indicator *indicator);

#endif

/* count_reading.h - reading all records of a source once: count.c says how often that has to be, and with what in mind. */
#ifndef CUBE_COUNT_READING_H
#define CUBE_COUNT_READING_H

#include "cube/count.h"
#include "cube/keys.h"

/** What one reading leaves to be done. */
typedef struct count_outcome {
    bool marked;          /* a number had a mark while the convention is unknown */
    bool replaced;        /* some records are replaced: they must not be counted */
    bool keys_alone;      /* that is not known before the keys are read once more */
    bool complete;        /* cubes were made, good unless keys read once more tell of replaced records */
    bool too_many_values; /**< to be told apart in one reading */
} count_outcome;

/** Read all records once, for queries whose plans are plans[n]; into out[n] where the reading was enough. `k`: what is known of the keys so far; NULL
 *  where records have none. */
esep_status count_once(cube **out, source *s, const cube_plan *plans, size_t n, keys *k,
                       count_outcome *outcome, esep_error *error);

/** Bytes that a reading may take: what is asked, or a quarter of the machine's. */
uint64_t count_memory(const cube_query *query);
/** ESEP_DATA: `values` of a column's are too many for it. */
esep_status count_fail_memory(uint64_t memory, message_id message, text name, uint64_t values,
                              esep_error *error);

#endif

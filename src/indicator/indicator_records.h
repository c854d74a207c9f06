/* indicator_records.h - the records that a figure counts, one by one: for the verb explain, never for a report. */
#ifndef INDICATOR_INDICATOR_RECORDS_H
#define INDICATOR_INDICATOR_RECORDS_H

#include "cube/cube.h"
#include "indicator/bulletin.h"

/** Give `record` each record of the observation's period that its indicator counts or adds, in the order of the source; called with record == NULL before the
 *  first, and again where the reading begins anew. ESEP_USAGE for an indicator that has no records of its own (a share, a ratio). */
esep_status indicator_records(const definition *d, const observation *o,
                              esep_status (*record)(void *context, const cube_record *record,
                                                    esep_error *error),
                              void *context, esep_error *error);

#endif

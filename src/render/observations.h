/* observations.h - a bulletin's observations as exchange formats need them: one value a point, points told apart by their dimensions.
 *
 * Taken from the document's facts (the array "observations", see report/bulletin_facts.h). An observation has a value and, where it was compared,
 * a base: both become points, each with its own period, and no point twice. */
#ifndef RENDER_OBSERVATIONS_H
#define RENDER_OBSERVATIONS_H

#include "base/arena.h"
#include "document/document.h"

enum { OBSERVATIONS_PERIOD_BYTES = 32 };

/** Of a dimension that the observation is not split by, and of records that have no category there (SDMX: not allocated). The facts
 *  have no category of the data that is called so (report/bulletin_facts.h). */
#define OBSERVATIONS_TOTAL "_T"
#define OBSERVATIONS_NONE "_X"

typedef struct observations_point {
    text *keys;                  /**< [n_dimensions]: indicator, the bulletin's dimensions, period */
    const document_value *value; /**< NULL: missing */
    text status;                 /**< words of the bulletin's vocabulary; of base points missing */
} observations_point;

typedef struct observations {
    arena memory;
    text *names; /**< [n_dimensions]: "indicator", …, "period" */
    size_t n_dimensions;
    observations_point *points; /**< [n_points] in the document's order, base points behind their own */
    size_t n_points;
} observations;

/** End with observations_free(), also after a failure. ESEP_USAGE where the document has no observations. */
esep_status observations_gather(observations *out, const document *d, esep_error *error);
void observations_free(observations *o);

/** A period as SDMX writes it: 2024, 2024-S1, 2024-Q3, 2024-05, 2024-W07, 2024-05-03, else start and length: 2024-01-01/P152D. */
const char *observations_period(char out[OBSERVATIONS_PERIOD_BYTES], period p);

#endif

/* bulletin_work.h - what the parts of a bulletin's evaluation share while it is being made. */
#ifndef INDICATOR_BULLETIN_WORK_H
#define INDICATOR_BULLETIN_WORK_H

#include "indicator/bulletin.h"
#include "indicator/bulletin_requests.h"
#include "indicator/change_periods.h"

/** The days that a register covers; none: first > last. */
typedef struct bulletin_coverage {
    day_number first;
    day_number last;
} bulletin_coverage;

typedef struct bulletin_work {
    bulletin *b;
    const definition *d;
    const bulletin_request *request;
    arena scratch;               /**< ends with the making */
    bulletin_requests *requests; /**< [n_registers] */
    bulletin_coverage *covered;  /**< [n_registers] */
    text period, against;        /**< of the bulletin, as written; missing: year to date, previous-year */
    period base_asked;           /**< of the bulletin */
    size_t observations_capacity;
    size_t items_capacity;
    bool any_value; /**< some observation has a value */
} bulletin_work;

/** Say where in the definition the error in `error` comes from. */
esep_status bulletin_error_at(esep_error *error, const definition_place *place);

#endif

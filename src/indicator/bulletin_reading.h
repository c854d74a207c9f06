/* bulletin_reading.h - the registers of a bulletin are read: demands collected, queries packed, windows set, cubes answered. */
#ifndef INDICATOR_BULLETIN_READING_H
#define INDICATOR_BULLETIN_READING_H

#include "indicator/bulletin_work.h"

/** Fills registers, requests and coverage, and the bulletin's newest day. A register of which nothing is wanted is not read. */
esep_status bulletin_read_registers(bulletin_work *w, esep_error *error);

/** The first sentences' indicators: those named, or the first of the tables; *n at most BULLETIN_IN_SHORT in that case. Lives in
 *  the work's scratch. */
esep_status bulletin_in_short(size_t **indicators, size_t *n, bulletin_work *w, esep_error *error);

#endif

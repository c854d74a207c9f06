/* look.h - looking at columns before counting: at the sample, and where that does not decide, at every record. */
#ifndef CUBE_LOOK_H
#define CUBE_LOOK_H

#include "calendar/date_format.h"
#include "source/number.h"
#include "source/source.h"

/** Evidence on every column of the first file's sample: dates[n_columns]. */
esep_status look_at_sample_dates(source *s, date_evidence *dates, esep_error *error);
/** Evidence on one column of the sample. */
esep_status look_at_sample_numbers(source *s, size_t column, number_evidence *numbers, esep_error *error);

/** Evidence on one column of all records, in a pass of its own; either may be NULL. `option` names what the user could say instead,
 *  for standard input, which cannot be read twice. */
esep_status look_at_all(source *s, size_t column, date_evidence *dates, number_evidence *numbers,
                        const char *option, size_t n_threads, esep_error *error);

#endif

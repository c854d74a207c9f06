/* codes.h - words that machines get: statuses, categories, names of columns. They are public: CHANGELOG.
 *
 * "_T" is the total, "_O" all others, "_X" none. A category of the data that looks like one of these (underscores, then T, O or X) gets another
 * "_" in front, so that it can be told from them. */
#ifndef REPORT_CODES_H
#define REPORT_CODES_H

#include "document/document.h"

#define CODE_TOTAL "_T"
#define CODE_OTHER "_O"

/** Words of a status apart by blanks, or `none` where no bit is set. Bits are of change_status and observation_status: zero-base, small-base,
 *  cut-period, no-base (no data for the base period), provisional, break (the series breaks between the periods: not compared), missing (no data,
 *  which is not zero), undefined (a ratio to zero), annualised, incomplete (records without a value), holes (months without records), unlike
 *  (numerator and denominator of unlike periods). */
document_value code_status(document *d, unsigned status, const char *none);

/** A category of the data. */
document_value code_category(document *d, text category);

/** The name of a column of categories: `name`, or by_NAME where numbers[n] have that name, so that a reader of "value" always finds the
 *  number. Of the document, terminated; "" where memory failed, which the document then says. */
const char *code_column(document *d, text name, const char *const *numbers, size_t n);

#endif

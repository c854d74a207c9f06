/* dialect.h - which separator a CSV file uses, found by looking at the beginning of it. */
#ifndef SOURCE_DIALECT_H
#define SOURCE_DIALECT_H

#include "source/csv.h"

/** Of , ; tab and | the one that gives the most rows of the sample as many fields as the header has, more than one; with equal
 *  merit, the one that gives more fields, then the first in that order. A sample that none of them splits is a table of one
 *  column. `whole` says that the sample is the whole file (else its last row may be cut and does not count). */
csv_dialect dialect_detect(text sample, bool whole);

/** A separator as the user says it: one ASCII character, or "tab", "\t", "comma", "semicolon", "pipe". */
esep_status dialect_parse_delimiter(char *delimiter, text written, esep_error *error);

#endif

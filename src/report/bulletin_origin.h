/* bulletin_origin.h - where a figure comes from: definition, filter, period, counts, test, sources, and the command that gives it again. */
#ifndef REPORT_BULLETIN_ORIGIN_H
#define REPORT_BULLETIN_ORIGIN_H

#include "report/bulletin_values.h"

/** The origin of an observation, in the document's memory; NULL when memory failed. */
const document_origin *bulletin_origin(bulletin_page *page, const observation *o);

/** The same of an indicator's row of years, oldest first: the days and the records of each year that has a figure. */
const document_origin *bulletin_origin_of_years(bulletin_page *page, const observation *years, size_t n);

/** The source of a register's cube, with its size and hash. */
const document_message *bulletin_source(bulletin_page *page, const cube_origin *origin);

#endif

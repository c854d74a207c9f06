/* bulletin_tables.h - the tables of a section: indicators, breakdowns, movers, several years. */
#ifndef REPORT_BULLETIN_TABLES_H
#define REPORT_BULLETIN_TABLES_H

#include "report/bulletin_values.h"

/** Add the table of an item (TABLE, BREAKDOWN, MOVERS), and behind it the one of several years where it has any. `number` names it. */
void bulletin_add_tables(bulletin_page *page, const bulletin_item *item, size_t number);

#endif

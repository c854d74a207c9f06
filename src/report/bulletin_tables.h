/* bulletin_tables.h - the tables of a section: indicators, breakdowns, movers, several years. */
#ifndef REPORT_BULLETIN_TABLES_H
#define REPORT_BULLETIN_TABLES_H

#include "report/bulletin_values.h"

/** Add the table of an item (TABLE, BREAKDOWN, MOVERS), and behind it the one of several years where it has any. `number` names it. */
void bulletin_add_tables(bulletin_page *page, const bulletin_item *item, size_t number);

/** The percentage; or points of a share; or base and value where the base is too small. */
document_value bulletin_change(bulletin_page *page, const observation *o);

/** "crime rose by …" in one word, with its tone; empty where nothing is judged. */
document_value bulletin_verdict(bulletin_page *page, const observation *o);

/** Words for the status of a row, NULL where there are none. */
const document_message *bulletin_mark(bulletin_page *page, const observation *o);

/** "item_3", in the document's memory. */
const char *bulletin_item_name(bulletin_page *page, const char *what, size_t number);

#endif

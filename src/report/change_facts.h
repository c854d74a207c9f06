/* change_facts.h - what machines learn beside the rows: what was asked, the account, the sources. */
#ifndef REPORT_CHANGE_FACTS_H
#define REPORT_CHANGE_FACTS_H

#include "report/change_document.h"

/** Keys of the JSON form: period, base_period, by, measure, where, date, account, holes, source. */
void change_add_facts(document *d, const change_table *t, const change_heading *heading);

/** read, counted, filtered, outside, rejected and reasons, as members of `object`. */
void change_account_facts(document *d, document_fact *object, const cube_account *account);
/** The list "source" of files, as a member of `parent`. */
void change_source_facts(document *d, document_fact *parent, const cube *c);

/** The stable word for a reason of rejection, for machines: "date-impossible". */
const char *change_reason_word(cube_reason reason);

#endif

/* change_document.h - the table of change as a document: what people read and what machines take. */
#ifndef REPORT_CHANGE_DOCUMENT_H
#define REPORT_CHANGE_DOCUMENT_H

#include "document/document.h"
#include "indicator/change.h"

/** What was asked, for the headings and the facts. Missing where not asked. */
typedef struct change_heading {
    text measured; /**< column summed or counted distinctly */
    text filter;
} change_heading;

/** Make the document of a table. The document copies what it needs: the table may end before it. */
esep_status change_document_create(document **out, const change_table *table, const change_heading *heading,
                                   esep_error *error);

/** The account of a register as a sentence: "148,636 records read = …". */
document_value change_account_words(document *d, const cube_account *account, message_id periods);
/** How many records were rejected, and why. */
document_value change_reject_words(document *d, const cube *c, cube_reason reason, uint64_t records);
/** A run of months without records as a period. */
period change_hole_period(change_hole hole);

#endif

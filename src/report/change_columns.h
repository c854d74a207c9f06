/* change_columns.h - the columns of the table of change, and the cells of a row. */
#ifndef REPORT_CHANGE_COLUMNS_H
#define REPORT_CHANGE_COLUMNS_H

#include "document/document.h"
#include "indicator/change.h"

/** Add the table to the document: columns for people and for machines, and every row of `t`. */
void change_add_table(document *d, const change_table *t);

/** The name of a dimension's column for machines: of the document, terminated. */
const char *change_by_name(document *d, const change_table *t, size_t dimension);

/** The header of a column of one of two periods. In different years the years tell them apart, and months have short names; else it is
 *  `words`, "before" or "now": the title has the rest. */
void change_name_period(document_column *column, period shown, period other, message_id words);

/** A verdict in words, with its tone. `daily`: the periods differ in length, so that the verdict is about the rate and may point the other way
 *  than the percentage. `small`: the percentage beside it has a small base. */
document_value change_verdict_value(document *d, change_verdict verdict, bool daily, bool small);

/** A row's number as a value: a count, or an exact decimal. */
document_value change_number(const change_table *t, int128 number, document_style style);

#endif

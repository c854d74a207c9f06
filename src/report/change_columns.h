/* change_columns.h - the columns of the table of change, and the cells of a row. */
#ifndef REPORT_CHANGE_COLUMNS_H
#define REPORT_CHANGE_COLUMNS_H

#include "document/document.h"
#include "indicator/change.h"

/** Add the table to the document: columns for people and for machines, and every row of `t`. */
void change_add_table(document *d, const change_table *t);

/** A row's number as a value: a count, or an exact decimal. */
document_value change_number(const change_table *t, int128 number, document_style style);

#endif

/* code_list.h - CSV of codes and their categories, for a dimension that derives from it. */
#ifndef DEFINITION_CODE_LIST_H
#define DEFINITION_CODE_LIST_H

#include "definition/reading.h"

/** What the dimension says of its list; columns missing: the first is the code, the second the category. */
typedef struct code_list_request {
    const char *path;
    text code, category;
} code_list_request;

/** Columns: the code, the category, from and to (yyyy-mm-dd, both included, empty: open), and for the category COLUMN its labels COLUMN_kk, COLUMN_ru,
 *  COLUMN_en (or label_kk …), and `sure`: `no` marks an entry that is to be checked. Sets the derivation's codes and the dimension's category labels. A code with two categories on one
 *  day, a category with two labels, a bad date are errors of file and line; `at` is where the list is named. */
esep_status code_list_read(reading *r, const yaml_node *at, const code_list_request *request,
                           definition_dimension *into);

/** A dimension's category gets a label, unless it is one of the first `among` that have theirs. */
esep_status dimension_add_label(reading *r, definition_dimension *d, text category,
                                const definition_words *label, size_t among);

#endif

/* text_marks.h - the marks of a table's rows ("provisional"): a raised number behind a row's name, its words under the table. */
#ifndef RENDER_TEXT_MARKS_H
#define RENDER_TEXT_MARKS_H

#include "base/arena.h"
#include "document/document.h"
#include "render/lines.h"

typedef struct text_marks {
    size_t *of_row; /**< [n_rows] 1 … n, 0 for rows without; NULL where no row has any */
    text *words;    /**< [n] each once, in the order of the rows */
    size_t n;
} text_marks;

/** Everything lies in `memory`; false when that fails. */
bool text_marks_find(text_marks *out, arena *memory, const document_table *table, esep_language language);
/** Add the raised number of a row: "¹", nothing for rows without a mark. */
void text_marks_add(buffer *out, const text_marks *marks, size_t row);
/** A line for each mark. */
void text_marks_write(lines *to, const text_marks *marks);

#endif

/* text_table.h - a table as lines of text. */
#ifndef RENDER_TEXT_TABLE_H
#define RENDER_TEXT_TABLE_H

#include "render/lines.h"
#include "render/render.h"

/** Write the columns that have a header; see render_text(). A table without such columns writes nothing. */
esep_status text_table_write(lines *to, const document_table *table, const render_options *options,
                             esep_error *error);
/** Has the table a column for people? */
bool text_table_is_for_people(const document_table *table);

#endif

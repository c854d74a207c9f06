/* names_list.h - names of columns as a user lists them: district,"Primary Type",year. */
#ifndef API_NAMES_LIST_H
#define API_NAMES_LIST_H

#include "base/arena.h"
#include "base/error.h"

/** Split `written` at commas; a name with a comma in it stands in "double quotes", doubled inside. Blanks around names do not count.
 *  An empty name or an open quote is ESEP_USAGE. Missing or empty: no names. */
esep_status names_list_split(const text **names, size_t *n, arena *memory, text written, esep_error *error);

#endif

/* source_names.h - from what the user named to a sorted list of files. */
#ifndef SOURCE_SOURCE_NAMES_H
#define SOURCE_SOURCE_NAMES_H

#include "base/arena.h"
#include "base/error.h"

typedef struct source_names {
    text *paths; /**< terminated, in `memory` */
    size_t n;
    size_t capacity;
    struct source_name_met *met; /**< files and folders that were met already, whatever they were called */
    size_t n_met;
    size_t n_offered; /**< files that were come across, those met before included */
    const char *folder_kind,
        *folder_first; /**< of the folder being gone through: the kind of its tables, and the first of them */
    arena *memory;
} source_names;

/** Add the files that `name` stands for: a file, "-", a folder (every table below it, in order of names, all of one kind: see
 *  source_folder.h; files and folders whose names begin with a dot are left out), or a pattern with * ? [ ]. A file that is named twice, also by another
 *  path or a link, is read once. */
esep_status source_names_add(source_names *names, text name, esep_error *error);
void source_names_free(source_names *names);

#endif

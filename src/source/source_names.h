/* source_names.h - from what the user named to a sorted list of files. */
#ifndef SOURCE_SOURCE_NAMES_H
#define SOURCE_SOURCE_NAMES_H

#include "base/arena.h"
#include "base/error.h"

typedef struct source_names {
    text *paths; /**< terminated, in `memory` */
    size_t n;
    size_t capacity;
    arena *memory;
} source_names;

/** Add the files that `name` stands for: a file, "-", a folder (every table below it, in order of names; files and folders
 *  whose names begin with a dot are left out), or a pattern with * ? [ ]. A file named twice is read once. */
esep_status source_names_add(source_names *names, text name, esep_error *error);
void source_names_free(source_names *names);

#endif

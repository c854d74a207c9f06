/* paths.h - where the files are that a definition names, and which it may name.
 *
 * Code lists, populations and boundaries lie in the definition's folder or below it, after all links are followed; code lists that are not there
 * and begin with classifications/ come from the classifications that Esep is installed with (ESEP_CLASSIFICATIONS in the environment, or
 * the folder named at build time). Sources of registers are the user's own choice and may be anywhere. */
#ifndef DEFINITION_PATHS_H
#define DEFINITION_PATHS_H

#include "definition/reading.h"

/** A file that must not leave the folder: its path, as printed and opened, into *out. ESEP_USAGE where it leaves, ESEP_SYSTEM where it is not
 *  there or no plain file. `installed`: may also be one of classifications/. */
esep_status path_confined(reading *r, const yaml_node *value, bool installed, const char **out);

/** A source of a register: a database's URL as it is, an absolute path as it is, anything else joined to the folder. */
esep_status path_source(reading *r, const yaml_node *value, text written, text *out);

/** folder/name, or name alone where the folder is "."; NULL when memory fails. */
const char *path_join(arena *memory, const char *folder, text name);

#endif

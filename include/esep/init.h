/* init.h - a first definition, proposed by looking at the files.
 *
 * The call of the verb `init`. What comes out is YAML with comments, to be read and corrected by a person, and runs unchanged. */
#ifndef ESEP_INIT_H
#define ESEP_INIT_H

#include <esep/error.h>
#include <stddef.h>

/** What is asked. Strings are UTF-8, borrowed for the call; NULL is "not said". */
typedef struct esep_init_request {
    const char *const *sources; /**< [n_sources] files, folders, patterns: together one register */
    size_t n_sources;
    const char *encoding;
    const char *delimiter;
    const char *name; /**< of the register; NULL: from the first source's name */
    const char *
        folder; /**< where the definition will lie: files in it or below are named from there, others from the root; NULL: as given */
    esep_language language; /**< of the comments */
} esep_init_request;

/** The definition's bytes into *bytes (the caller frees it) and *length. */
esep_status esep_init(char **bytes, size_t *length, const esep_init_request *request, esep_error *error);

#endif

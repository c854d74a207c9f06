/* whole_file.h - a file that is there complete, or not at all.
 *
 * What is written goes to a file beside the one that is wanted, without a name where the file system has such (a program that is
 * killed then leaves nothing), else called PATH.unfinished-PROCESS, which takes its place in one step when all is written and on the disk. Until then an older file of that name stays as it was. A link keeps pointing where it points; a file
 * that exists keeps its permissions. What is no regular file (/dev/null, a pipe), or is open already (/dev/stdout), is not replaced: it
 * is written to when all is there.
 *
 * Lifecycle: whole_file_open → whole_file_write … → whole_file_finish or whole_file_abandon, each of which ends it. */
#ifndef BASE_WHOLE_FILE_H
#define BASE_WHOLE_FILE_H

#include "base/text.h"

typedef struct whole_file {
    char *path;       /* as the user named it */
    char *target;     /* behind all links */
    char *unfinished; /* NULL where it is no regular file */
    int descriptor;   /* −1: none */
    bool nameless;    /* `unfinished` is not there yet */
    buffer pending;   /* not written yet */
} whole_file;

/** Begin the file. On failure (ESEP_SYSTEM) there is nothing to end. */
esep_status whole_file_open(whole_file *file, const char *path, esep_error *error);
esep_status whole_file_write(whole_file *file, text bytes, esep_error *error);
/** Forget what was written so far. */
esep_status whole_file_restart(whole_file *file, esep_error *error);
/** All is written. Ends the file in any case; on failure nothing is left of it. */
esep_status whole_file_finish(whole_file *file, esep_error *error);
/** Leave nothing behind. Accepts a zeroed one. */
void whole_file_abandon(whole_file *file);

/** Do both paths lead to the same existing file? */
bool whole_file_is_same(const char *one, const char *other);

#endif

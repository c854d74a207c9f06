/* output.h - files and streams, written so that a failure is seen and no half of a file is left.
 *
 * A file is written beside its place under another name, and gets its own when all is there. What is not a regular file (a device, a
 * pipe) is written straight into; a symbolic link stays, and what it points to is replaced. */
#ifndef BASE_OUTPUT_H
#define BASE_OUTPUT_H

#include "base/text.h"

#include <esep/error.h>

typedef struct output output;

/** Without a path (NULL), what `descriptor` stands for (stdout), which stays open. */
esep_status output_begin(output **out, const char *path, int descriptor, esep_error *error);
esep_status output_add(output *o, text bytes, esep_error *error);
/** Forget what was written and begin anew. ESEP_SYSTEM where that cannot be (a pipe). */
esep_status output_restart(output *o, esep_error *error);
/** All is there: give the file its name. Ends the output in any case. */
esep_status output_finish(output *o, esep_error *error);
/** Leave no file behind. Accepts NULL. */
void output_abandon(output *o);

/** All of it at once. */
esep_status output_whole(const char *path, int descriptor, text bytes, esep_error *error);

#endif

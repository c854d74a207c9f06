/* output.h - where the report goes: stdout, or a file that is complete or not there at all. */
#ifndef CLI_OUTPUT_H
#define CLI_OUTPUT_H

#include "base/text.h"

#include <esep/error.h>

/** Write to stdout and see that it arrived: a full disk or a closed pipe is ESEP_SYSTEM. */
esep_status output_standard(text bytes, esep_error *error);
/** A file that is written a piece at a time; path NULL is stdout. */
typedef struct output output;
esep_status output_begin(output **out, const char *path, esep_error *error);
esep_status output_add(output *o, text bytes, esep_error *error);
/** All is there: give the file its name. Ends the output in any case. */
esep_status output_finish(output *o, esep_error *error);
/** Leave no file behind. Accepts NULL. */
void output_abandon(output *o);

/** Write the file under a name of its own, then give it its name. */
esep_status output_file(const char *path, text bytes, esep_error *error);

#endif

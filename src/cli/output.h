/* output.h - where the report goes: stdout, or a file that is complete or not there at all. */
#ifndef CLI_OUTPUT_H
#define CLI_OUTPUT_H

#include "base/text.h"

#include <esep/error.h>

/** Write to stdout and see that it arrived: a full disk or a closed pipe is ESEP_SYSTEM. */
esep_status output_standard(text bytes, esep_error *error);
/** Write the file under a name of its own, then give it its name. */
esep_status output_file(const char *path, text bytes, esep_error *error);

#endif

/* rejects_file.h - the rejected records as a CSV file: source,line,column,value,reason. */
#ifndef API_REJECTS_FILE_H
#define API_REJECTS_FILE_H

#include "cube/cube.h"

typedef struct rejects_file rejects_file;

/** Begin the file beside `path`, under a name of its own until it is complete. */
esep_status rejects_file_open(rejects_file **out, const char *path, esep_error *error);
/** For cube_query.reject: `context` is the rejects_file. */
esep_status rejects_file_add(void *context, const cube_reject *rejected, esep_error *error);
/** All is written: give the file its name, unless that is the name of a file that was read. Ends the rejects_file in any case. */
esep_status rejects_file_finish(rejects_file *file, const cube *read, esep_error *error);
/** Leave nothing behind. Accepts NULL. */
void rejects_file_abandon(rejects_file *file);

#endif

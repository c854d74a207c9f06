/* source_look.h - looking at one file: encoding, dialect, header. */
#ifndef SOURCE_SOURCE_LOOK_H
#define SOURCE_SOURCE_LOOK_H

#include "base/arena.h"
#include "source/source.h"

/** Fill *file for the file at file->path. The stream stays open in file->stream where it can be read only once (standard
 *  input, a pipe); its sample is then kept, and so it is with `keep_sample`. Memory comes from the arena. */
esep_status source_look(source_file *file, const source_options *options, bool keep_sample, arena *memory,
                        esep_error *error);

/** Is there more in the file's sample than its header? False where no sample was kept. */
bool source_look_has_rows(const source_file *file);

#endif

/* progress.h - a line on stderr while records are read: only on a terminal, only when it takes more than half a second. */
#ifndef CLI_PROGRESS_H
#define CLI_PROGRESS_H

#include <esep/error.h>
#include <stdbool.h>
#include <stdint.h>
#include <time.h>

typedef struct progress {
    esep_language language;
    struct timespec begun;
    double last_shown; /**< seconds after `begun` */
    bool shown;
} progress;

void progress_begin(progress *p, esep_language language);
/** For the field progress of a request: `context` is the progress. */
void progress_show(void *context, uint64_t bytes, uint64_t total, uint64_t rows);
/** Take the line away. */
void progress_end(progress *p);

#endif

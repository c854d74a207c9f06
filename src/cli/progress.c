#include "cli/progress.h"

#include "base/message.h"

#include <esep/language.h>
#include <inttypes.h>
#include <stdio.h>

static const double progress_first = 0.5, progress_step = 0.2; /* seconds */

void progress_begin(progress *p, esep_language language)
{
    *p = (progress){.language = language};
    clock_gettime(CLOCK_MONOTONIC, &p->begun);
}

void progress_show(void *context, uint64_t bytes, uint64_t total, uint64_t rows)
{
    progress *p = context;
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    double seconds = (double)(now.tv_sec - p->begun.tv_sec) + (double)(now.tv_nsec - p->begun.tv_nsec) / 1e9;
    if (seconds < progress_first || seconds - p->last_shown < progress_step)
        return;
    char row_digits[24], speed[24], left[24], line[300];
    double per_second = (double)bytes / seconds;
    snprintf(row_digits, sizeof row_digits, "%" PRIu64, rows);
    snprintf(speed, sizeof speed, "%.0f", per_second / 1e6);
    snprintf(left, sizeof left, "%.0f",
             total > bytes && per_second > 0 ? (double)(total - bytes) / per_second : 0.0);
    const char *const arguments[] = {row_digits, speed, left};
    bool open = total <= bytes;
    esep_sentence(p->language, open ? MESSAGE_CLI_PROGRESS_OPEN : MESSAGE_CLI_PROGRESS, arguments,
                  open ? 2 : 3, line, sizeof line);
    fprintf(stderr, "\r\033[K%s", line);
    fflush(stderr);
    p->last_shown = seconds;
    p->shown = true;
}

void progress_end(progress *p)
{
    if (p->shown)
        fprintf(stderr, "\r\033[K");
    p->shown = false;
}

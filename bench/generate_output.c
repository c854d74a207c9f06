/* generate_output.c - the buffer's way to stdout. */
#include "generate_output.h"

#include <errno.h>
#include <stdio.h>
#include <unistd.h>

static void rows_fail(rows_output *out)
{
    if (!out->failed)
        fprintf(stderr, "esep-bench-generate: standard output: %s\n", strerror(errno));
    out->failed = true;
}

void rows_begin(rows_output *out)
{
    out->next = out->buffer;
    out->failed = false;
}

void rows_flush(rows_output *out)
{
    const char *from = out->buffer;
    while (from < out->next && !out->failed) {
        ssize_t written = write(STDOUT_FILENO, from, (size_t)(out->next - from));
        if (written >= 0)
            from += written;
        else if (errno != EINTR)
            rows_fail(out);
    }
    out->next = out->buffer;
}

bool rows_finish(rows_output *out)
{
    rows_flush(out);
    if (close(STDOUT_FILENO) != 0)
        rows_fail(out);
    return !out->failed;
}

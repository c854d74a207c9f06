#include "cli/output.h"

#include "base/error.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static esep_status output_all(int descriptor, text bytes)
{
    while (bytes.length) {
        ssize_t written = write(descriptor, bytes.data, bytes.length);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return ESEP_SYSTEM;
        bytes.data += written;
        bytes.length -= (size_t)written;
    }
    return ESEP_OK;
}

esep_status output_standard(text bytes, esep_error *error)
{
    if (output_all(STDOUT_FILENO, bytes) == ESEP_OK)
        return ESEP_OK;
    if (errno == EPIPE)
        return error_raise(error, ESEP_SYSTEM, MESSAGE_CLI_OUTPUT_CLOSED);
    return error_raise(error, ESEP_SYSTEM, MESSAGE_WRITE_FAILED, strerror(errno));
}

esep_status output_file(const char *path, text bytes, esep_error *error)
{
    size_t size = strlen(path) + 40;
    char *unfinished = malloc(size);
    if (!unfinished)
        return error_memory(error);
    snprintf(unfinished, size, "%s.unfinished-%ld", path, (long)getpid());
    int descriptor = open(unfinished, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    bool good = descriptor >= 0 && output_all(descriptor, bytes) == ESEP_OK && fsync(descriptor) == 0;
    int problem = errno;
    if (descriptor >= 0 && close(descriptor) != 0 && good) {
        good = false;
        problem = errno;
    }
    if (good && rename(unfinished, path) != 0) {
        good = false;
        problem = errno;
    }
    if (!good && descriptor >= 0)
        unlink(unfinished);
    free(unfinished);
    if (good)
        return ESEP_OK;
    error_raise(error, ESEP_SYSTEM, MESSAGE_WRITE_FAILED, strerror(problem));
    return error_at(error, path, 0);
}

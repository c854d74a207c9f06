#include "base/output.h"

#include "base/error.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
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

struct output {
    char *path;       /* where it is to be in the end; NULL: the descriptor is somebody's */
    char *unfinished; /* where it is until then; NULL: written straight into path */
    int descriptor;
};

static esep_status output_fail(const output *o, esep_error *error)
{
    int problem = errno;
    if (!o->path && problem == EPIPE)
        return error_raise(error, ESEP_SYSTEM, MESSAGE_CLI_OUTPUT_CLOSED);
    error_raise(error, ESEP_SYSTEM, MESSAGE_WRITE_FAILED, strerror(problem));
    return error_at(error, o->path, 0);
}

void output_abandon(output *o)
{
    if (!o)
        return;
    if (o->path && o->descriptor >= 0)
        close(o->descriptor);
    if (o->unfinished && o->descriptor >= 0)
        unlink(o->unfinished);
    free(o->path);
    free(o->unfinished);
    free(o);
}

static esep_status output_open(output *o, const char *path, esep_error *error)
{
    struct stat found;
    bool exists = stat(path, &found) == 0;
    o->path = exists ? realpath(path, NULL) : strdup(path);
    if (!o->path)
        return error_memory(error);
    if (exists && !S_ISREG(found.st_mode)) {
        o->descriptor = open(o->path, O_WRONLY | O_CLOEXEC);
        return o->descriptor < 0 ? output_fail(o, error) : ESEP_OK;
    }
    size_t size = strlen(o->path) + 40;
    o->unfinished = malloc(size);
    if (!o->unfinished)
        return error_memory(error);
    snprintf(o->unfinished, size, "%s.unfinished-%ld", o->path, (long)getpid());
    o->descriptor = open(o->unfinished, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    return o->descriptor < 0 ? output_fail(o, error) : ESEP_OK;
}

esep_status output_begin(output **out, const char *path, int descriptor, esep_error *error)
{
    output *o = calloc(1, sizeof *o);
    if (!o)
        return error_memory(error);
    o->descriptor = path ? -1 : descriptor;
    esep_status status = path ? output_open(o, path, error) : ESEP_OK;
    if (status != ESEP_OK) {
        output_abandon(o);
        return status;
    }
    *out = o;
    return ESEP_OK;
}

esep_status output_restart(output *o, esep_error *error)
{
    if (lseek(o->descriptor, 0, SEEK_SET) < 0 || (o->unfinished && ftruncate(o->descriptor, 0) != 0))
        return output_fail(o, error);
    return ESEP_OK;
}

esep_status output_add(output *o, text bytes, esep_error *error)
{
    return output_all(o->descriptor, bytes) == ESEP_OK ? ESEP_OK : output_fail(o, error);
}

esep_status output_finish(output *o, esep_error *error)
{
    esep_status status = ESEP_OK;
    if (o->path) {
        int synced = o->unfinished ? fsync(o->descriptor) : 0, problem = errno, closed = close(o->descriptor);
        o->descriptor = -1;
        errno = synced != 0 ? problem : errno;
        if (synced != 0 || closed != 0 || (o->unfinished && rename(o->unfinished, o->path) != 0)) {
            status = output_fail(o, error);
            if (o->unfinished)
                unlink(o->unfinished);
        }
    }
    output_abandon(o);
    return status;
}

esep_status output_whole(const char *path, int descriptor, text bytes, esep_error *error)
{
    output *o = NULL;
    ESEP_TRY(output_begin(&o, path, descriptor, error));
    esep_status status = output_add(o, bytes, error);
    if (status == ESEP_OK)
        return output_finish(o, error);
    output_abandon(o);
    return status;
}

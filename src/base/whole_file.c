#include "base/whole_file.h"

#include "base/error.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { WHOLE_FILE_BLOCK = 256 * 1024 };

/* The failure in errno. */
static esep_status whole_file_fail(const whole_file *file, esep_error *error)
{
    error_raise(error, ESEP_SYSTEM, MESSAGE_WRITE_FAILED, strerror(errno));
    error_at(error, file->path, 0);
    return ESEP_SYSTEM;
}

void whole_file_abandon(whole_file *file)
{
    if (!file->path)
        return;
    if (file->descriptor >= 0)
        close(file->descriptor);
    if (file->descriptor >= 0 && file->unfinished && !file->nameless)
        unlink(file->unfinished);
    buffer_free(&file->pending);
    free(file->path);
    free(file->target);
    free(file->unfinished);
    *file = (whole_file){.descriptor = -1};
}

/* /dev/stdout and its like may lead to a regular file, which somebody else has open already. */
static bool whole_file_is_replaceable(const whole_file *file, const struct stat *old)
{
    static const char *const open_already[] = {"/dev/stdin", "/dev/stdout", "/dev/stderr", "/dev/fd/",
                                               "/proc/"};
    for (size_t i = 0; i < sizeof open_already / sizeof *open_already; i++) {
        if (strncmp(file->path, open_already[i], strlen(open_already[i])) == 0)
            return false;
    }
    return S_ISREG(old->st_mode);
}

/* Where the file system can, the bytes have no name until they are complete: whatever ends the program before, nothing is left. */
static void whole_file_begin_nameless(whole_file *file)
{
#ifdef O_TMPFILE
    char *folder = strdup(file->target);
    char *slash = folder ? strrchr(folder, '/') : NULL;
    if (!folder)
        return;
    if (slash)
        slash[slash == folder] = '\0';
    file->descriptor = open(slash ? folder : ".", O_WRONLY | O_TMPFILE | O_CLOEXEC, 0666);
    file->nameless = file->descriptor >= 0;
    free(folder);
#else
    (void)file;
#endif
}

/* Give it the unfinished file's name, an instant before that becomes its own. */
static bool whole_file_name(whole_file *file)
{
    char open_as[40];
    if (!file->nameless)
        return true;
    snprintf(open_as, sizeof open_as, "/proc/self/fd/%d", file->descriptor);
    if (linkat(AT_FDCWD, open_as, AT_FDCWD, file->unfinished, AT_SYMLINK_FOLLOW) != 0)
        return false;
    file->nameless = false;
    return true;
}

/* Open beside the file that is, or is to be, at file->target. */
static bool whole_file_begin(whole_file *file)
{
    struct stat old;
    bool exists = stat(file->target, &old) == 0;
    if (exists && access(file->target, W_OK) != 0)
        return false;
    if (exists && S_ISDIR(old.st_mode)) {
        errno = EISDIR;
        return false;
    }
    if (exists && !whole_file_is_replaceable(file, &old)) {
        file->descriptor = open(file->path, O_WRONLY | O_APPEND | O_CLOEXEC);
        return file->descriptor >= 0;
    }
    size_t size = strlen(file->target) + 40;
    file->unfinished = malloc(size);
    if (!file->unfinished)
        return false;
    snprintf(file->unfinished, size, "%s.unfinished-%ld", file->target, (long)getpid());
    whole_file_begin_nameless(file);
    if (!file->nameless)
        file->descriptor = open(file->unfinished, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    return file->descriptor >= 0 && (!exists || fchmod(file->descriptor, old.st_mode & 07777) == 0);
}

esep_status whole_file_open(whole_file *file, const char *path, esep_error *error)
{
    *file = (whole_file){.path = strdup(path), .descriptor = -1};
    if (!file->path)
        return error_memory(error);
    file->target = realpath(path, NULL);
    if (!file->target)
        file->target = strdup(path);
    if (file->target && whole_file_begin(file))
        return ESEP_OK;
    esep_status status = whole_file_fail(file, error);
    whole_file_abandon(file);
    return status;
}

static esep_status whole_file_flush(whole_file *file, esep_error *error)
{
    ESEP_TRY(buffer_status(&file->pending, error));
    for (size_t done = 0; done < file->pending.length;) {
        ssize_t written = write(file->descriptor, file->pending.data + done, file->pending.length - done);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return whole_file_fail(file, error);
        done += (size_t)written;
    }
    file->pending.length = 0;
    return ESEP_OK;
}

esep_status whole_file_write(whole_file *file, text bytes, esep_error *error)
{
    buffer_add(&file->pending, bytes);
    /* To what is no regular file, nothing is given that might have to be taken back. */
    if (file->unfinished && file->pending.length >= WHOLE_FILE_BLOCK)
        return whole_file_flush(file, error);
    return buffer_status(&file->pending, error);
}

esep_status whole_file_restart(whole_file *file, esep_error *error)
{
    file->pending.length = 0;
    if (!file->unfinished)
        return ESEP_OK;
    if (ftruncate(file->descriptor, 0) != 0 || lseek(file->descriptor, 0, SEEK_SET) != 0)
        return whole_file_fail(file, error);
    return ESEP_OK;
}

esep_status whole_file_finish(whole_file *file, esep_error *error)
{
    esep_status status = whole_file_flush(file, error);
    if (status == ESEP_OK && file->unfinished && fsync(file->descriptor) != 0)
        status = whole_file_fail(file, error);
    if (status == ESEP_OK && file->unfinished &&
        (!whole_file_name(file) || rename(file->unfinished, file->target) != 0))
        status = whole_file_fail(file, error);
    if (status == ESEP_OK) {
        free(file->unfinished); /* nothing to take away any more */
        file->unfinished = NULL;
    }
    whole_file_abandon(file);
    return status;
}

bool whole_file_is_same(const char *one, const char *other)
{
    struct stat a, b;
    return stat(one, &a) == 0 && stat(other, &b) == 0 && a.st_dev == b.st_dev && a.st_ino == b.st_ino;
}

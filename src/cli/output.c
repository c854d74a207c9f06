#include "cli/output.h"

#include "base/error.h"
#include "base/whole_file.h"

#include <errno.h>
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
    whole_file file;
    ESEP_TRY(whole_file_open(&file, path, error));
    esep_status status = whole_file_write(&file, bytes, error);
    if (status == ESEP_OK)
        return whole_file_finish(&file, error);
    whole_file_abandon(&file);
    return status;
}

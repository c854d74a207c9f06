#include "cli/text_input.h"

#include "base/error.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

static esep_status text_input_read(buffer *out, int descriptor, const char *name, esep_error *error)
{
    enum { BLOCK = 1 << 16 };
    for (;;) {
        if (!buffer_reserve(out, BLOCK))
            return error_memory(error);
        ssize_t got = read(descriptor, out->data + out->length, BLOCK);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0) {
            error_raise(error, ESEP_DATA, MESSAGE_SOURCE_READ, strerror(errno));
            return error_at(error, name, 0);
        }
        if (got == 0)
            return ESEP_OK;
        out->length += (size_t)got;
        if (out->length > TEXT_INPUT_BYTES) {
            error_raise(error, ESEP_USAGE, MESSAGE_CHECK_TOO_LARGE);
            return error_at(error, name, 0);
        }
    }
}

esep_status text_input_add(text_input *input, const char *path, esep_error *error)
{
    bool standard = strcmp(path, "-") == 0;
    int descriptor = standard ? STDIN_FILENO : -1;
    if (input->n == TEXT_INPUT_MOST)
        return error_raise(error, ESEP_USAGE, MESSAGE_CHECK_TOO_MANY);
    if (!standard)
        descriptor = open(path, O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) {
        error_raise(error, ESEP_DATA, MESSAGE_SOURCE_OPEN, strerror(errno));
        return error_at(error, path, 0);
    }
    buffer *bytes = &input->bytes[input->n];
    esep_status status = text_input_read(bytes, descriptor, path, error);
    if (!standard)
        close(descriptor);
    input->texts[input->n] = (esep_check_text){standard ? NULL : path, bytes->data, bytes->length};
    input->n++;
    return status;
}

void text_input_free(text_input *input)
{
    for (size_t i = 0; i < input->n; i++)
        buffer_free(&input->bytes[i]);
    input->n = 0;
}

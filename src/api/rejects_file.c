#include "api/rejects_file.h"

#include "base/error.h"
#include "report/change_facts.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct rejects_file {
    char *path;
    char *unfinished; /* where it is written until it is complete */
    FILE *file;
};

static esep_status rejects_file_fail(const rejects_file *file, esep_error *error)
{
    error_raise(error, ESEP_SYSTEM, MESSAGE_WRITE_FAILED, strerror(errno));
    return error_at(error, file->path, 0);
}

void rejects_file_abandon(rejects_file *file)
{
    if (!file)
        return;
    if (file->file) {
        fclose(file->file);
        unlink(file->unfinished);
    }
    free(file->path);
    free(file->unfinished);
    free(file);
}

esep_status rejects_file_open(rejects_file **out, const char *path, esep_error *error)
{
    rejects_file *file = calloc(1, sizeof *file);
    if (!file)
        return error_memory(error);
    size_t size = strlen(path) + sizeof ".unfinished-1234567890123456789";
    file->path = strdup(path);
    file->unfinished = malloc(size);
    if (!file->path || !file->unfinished) {
        rejects_file_abandon(file);
        return error_memory(error);
    }
    snprintf(file->unfinished, size, "%s.unfinished-%ld", path, (long)getpid());
    file->file = fopen(file->unfinished, "wxe");
    if (!file->file) {
        esep_status status = rejects_file_fail(file, error);
        rejects_file_abandon(file);
        return status;
    }
    *out = file;
    return ESEP_OK;
}

static void rejects_file_field(buffer *line, text t)
{
    buffer_add_byte(line, '"');
    for (size_t i = 0; i < t.length; i++) {
        if (t.data[i] == '"')
            buffer_add_byte(line, '"');
        buffer_add_byte(line, t.data[i]);
    }
    buffer_add_byte(line, '"');
}

static esep_status rejects_file_line(const rejects_file *file, const buffer *line, esep_error *error)
{
    ESEP_TRY(buffer_status(line, error));
    if (fwrite(line->data, 1, line->length, file->file) != line->length)
        return rejects_file_fail(file, error);
    return ESEP_OK;
}

esep_status rejects_file_add(void *context, const cube_reject *rejected, esep_error *error)
{
    rejects_file *file = context;
    buffer line = {0};
    if (!rejected) {
        if (fflush(file->file) != 0 || ftruncate(fileno(file->file), 0) != 0 ||
            fseek(file->file, 0, SEEK_SET) != 0)
            return rejects_file_fail(file, error);
        buffer_add_string(&line, "source,line,column,value,reason\n");
    } else {
        rejects_file_field(&line, text_from(rejected->path));
        buffer_add_format(&line, ",%llu,", (unsigned long long)rejected->line);
        rejects_file_field(&line, rejected->column);
        buffer_add_byte(&line, ',');
        rejects_file_field(&line, rejected->value);
        buffer_add_format(&line, ",%s\n", change_reason_word(rejected->reason));
    }
    esep_status status = rejects_file_line(file, &line, error);
    buffer_free(&line);
    return status;
}

esep_status rejects_file_finish(rejects_file *file, esep_error *error)
{
    int failed = fclose(file->file);
    file->file = NULL;
    esep_status status = ESEP_OK;
    if (failed || rename(file->unfinished, file->path) != 0) {
        status = rejects_file_fail(file, error);
        unlink(file->unfinished);
    }
    rejects_file_abandon(file);
    return status;
}

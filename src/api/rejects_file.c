#include "api/rejects_file.h"

#include "base/error.h"
#include "base/whole_file.h"
#include "report/change_facts.h"

#include <stdlib.h>

struct rejects_file {
    whole_file file;
};

void rejects_file_abandon(rejects_file *file)
{
    if (!file)
        return;
    whole_file_abandon(&file->file);
    free(file);
}

esep_status rejects_file_open(rejects_file **out, const char *path, esep_error *error)
{
    rejects_file *file = calloc(1, sizeof *file);
    if (!file)
        return error_memory(error);
    esep_status status = whole_file_open(&file->file, path, error);
    if (status != ESEP_OK) {
        free(file);
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

esep_status rejects_file_add(void *context, const cube_reject *rejected, esep_error *error)
{
    rejects_file *file = context;
    if (!rejected) {
        ESEP_TRY(whole_file_restart(&file->file, error));
        return whole_file_write(&file->file, text_from("source,line,column,value,reason\n"), error);
    }
    buffer line = {0};
    rejects_file_field(&line, text_from(rejected->path));
    buffer_add_format(&line, ",%llu,", (unsigned long long)rejected->line);
    rejects_file_field(&line, rejected->column);
    buffer_add_byte(&line, ',');
    rejects_file_field(&line, rejected->value);
    buffer_add_format(&line, ",%s\n", change_reason_word(rejected->reason));
    esep_status status = buffer_status(&line, error);
    if (status == ESEP_OK)
        status = whole_file_write(&file->file, buffer_text(&line), error);
    buffer_free(&line);
    return status;
}

esep_status rejects_file_finish(rejects_file *file, const cube *read, esep_error *error)
{
    esep_status status = ESEP_OK;
    for (size_t i = 0; status == ESEP_OK && i < read->n_origins; i++) {
        if (!whole_file_is_same(file->file.path, read->origins[i].path))
            continue;
        error_raise(error, ESEP_USAGE, MESSAGE_WRITE_OVER_SOURCE);
        status = error_at(error, file->file.path, 0);
    }
    if (status == ESEP_OK)
        status = whole_file_finish(&file->file, error);
    rejects_file_abandon(file);
    return status;
}

#include "api/rejects_file.h"

#include "base/error.h"
#include "base/output.h"
#include "report/change_facts.h"

#include <stdlib.h>

enum { REJECTS_FILE_PIECE = 1 << 16 };

struct rejects_file {
    output *to;
    buffer lines; /* not written yet */
    int begun;    /* how often */
};

void rejects_file_abandon(rejects_file *file)
{
    if (!file)
        return;
    output_abandon(file->to);
    buffer_free(&file->lines);
    free(file);
}

esep_status rejects_file_open(rejects_file **out, const char *path, esep_error *error)
{
    rejects_file *file = calloc(1, sizeof *file);
    if (!file)
        return error_memory(error);
    esep_status status = output_begin(&file->to, path, -1, error);
    if (status != ESEP_OK) {
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

static esep_status rejects_file_flush(rejects_file *file, esep_error *error)
{
    ESEP_TRY(buffer_status(&file->lines, error));
    esep_status status = output_add(file->to, buffer_text(&file->lines), error);
    file->lines.length = 0;
    return status;
}

/* Before the first record, and where the counting begins anew. */
static esep_status rejects_file_restart(rejects_file *file, bool anew, esep_error *error)
{
    file->lines.length = 0;
    if (anew)
        ESEP_TRY(output_restart(file->to, error));
    buffer_add_string(&file->lines, "source,line,column,value,reason\n");
    return ESEP_OK;
}

esep_status rejects_file_add(void *context, const cube_reject *rejected, esep_error *error)
{
    rejects_file *file = context;
    buffer *line = &file->lines;
    if (!rejected)
        return rejects_file_restart(file, file->begun++ > 0, error);
    rejects_file_field(line, text_from(rejected->path));
    buffer_add_format(line, ",%llu,", (unsigned long long)rejected->line);
    rejects_file_field(line, rejected->column);
    buffer_add_byte(line, ',');
    rejects_file_field(line, rejected->value);
    buffer_add_format(line, ",%s\n", change_reason_word(rejected->reason));
    return line->length > REJECTS_FILE_PIECE ? rejects_file_flush(file, error) : ESEP_OK;
}

esep_status rejects_file_finish(rejects_file *file, esep_error *error)
{
    esep_status status = rejects_file_flush(file, error);
    if (status == ESEP_OK) {
        status = output_finish(file->to, error);
        file->to = NULL;
    }
    rejects_file_abandon(file);
    return status;
}

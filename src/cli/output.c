#include "cli/output.h"

#include "base/error.h"
#include "base/whole_file.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct output {
    bool standard;
    whole_file file;
};

esep_status output_begin(output **out, const char *path, esep_error *error)
{
    output *o = calloc(1, sizeof *o);
    if (!o)
        return error_memory(error);
    o->standard = path == NULL;
    esep_status status = path ? whole_file_open(&o->file, path, error) : ESEP_OK;
    if (status != ESEP_OK) {
        free(o);
        return status;
    }
    *out = o;
    return ESEP_OK;
}

static esep_status output_add_standard(text bytes, esep_error *error)
{
    while (bytes.length) {
        ssize_t written = write(STDOUT_FILENO, bytes.data, bytes.length);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0 && errno == EPIPE)
            return error_raise(error, ESEP_SYSTEM, MESSAGE_CLI_OUTPUT_CLOSED);
        if (written < 0)
            return error_raise(error, ESEP_SYSTEM, MESSAGE_WRITE_FAILED, strerror(errno));
        bytes.data += written;
        bytes.length -= (size_t)written;
    }
    return ESEP_OK;
}

esep_status output_add(output *o, text bytes, esep_error *error)
{
    return o->standard ? output_add_standard(bytes, error) : whole_file_write(&o->file, bytes, error);
}

esep_status output_finish(output *o, esep_error *error)
{
    esep_status status = o->standard ? ESEP_OK : whole_file_finish(&o->file, error);
    free(o);
    return status;
}

void output_abandon(output *o)
{
    if (!o)
        return;
    if (!o->standard)
        whole_file_abandon(&o->file);
    free(o);
}

esep_status output_whole(const char *path, text bytes, esep_error *error)
{
    output *o = NULL;
    ESEP_TRY(output_begin(&o, path, error));
    esep_status status = output_add(o, bytes, error);
    if (status == ESEP_OK)
        return output_finish(o, error);
    output_abandon(o);
    return status;
}

esep_status output_check(const char *path, const char *rejects, const char *const *sources, size_t n_sources,
                         esep_error *error)
{
    bool same = path && rejects && strcmp(path, rejects) == 0;
    for (size_t i = 0; path && i < n_sources; i++)
        same = same || whole_file_is_same(path, sources[i]);
    if (!same)
        return ESEP_OK;
    error_raise(error, ESEP_USAGE, MESSAGE_WRITE_OVER_SOURCE);
    return error_at(error, path, 0);
}

static bool output_ends_with(const char *path, const char *ending)
{
    size_t length = strlen(path), n = strlen(ending);
    return length > n && text_equal_ascii_case((text){path + length - n, n}, text_from(ending));
}

static const struct {
    const char *ending;
    const char *word;
    esep_format format;
} output_endings[] = {{".html", "html", ESEP_HTML},
                      {".htm", "html", ESEP_HTML},
                      {".xlsx", "xlsx", ESEP_XLSX},
                      {".json", "json", ESEP_JSON},
                      {".csv", "csv", ESEP_CSV}};

enum { OUTPUT_ENDINGS = sizeof output_endings / sizeof *output_endings };

static size_t output_ending_of(const char *path)
{
    size_t i = 0;
    while (path && i < OUTPUT_ENDINGS && !output_ends_with(path, output_endings[i].ending))
        i++;
    return path ? i : OUTPUT_ENDINGS;
}

esep_format output_format_of(const char *path)
{
    size_t i = output_ending_of(path);
    return i < OUTPUT_ENDINGS ? output_endings[i].format : ESEP_TEXT;
}

esep_status output_choose_format(esep_format *format, const char *path, const char *formats,
                                 esep_format otherwise, esep_error *error)
{
    size_t i = output_ending_of(path);
    *format = i < OUTPUT_ENDINGS ? output_endings[i].format : otherwise;
    if (i == OUTPUT_ENDINGS || strstr(formats, output_endings[i].word))
        return ESEP_OK;
    error_raise(error, ESEP_USAGE, MESSAGE_CLI_ENDING, path, formats);
    return ESEP_USAGE;
}

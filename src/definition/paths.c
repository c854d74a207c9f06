#include "definition/paths.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

const char *path_join(arena *memory, const char *folder, text name)
{
    size_t before = strcmp(folder, ".") == 0 ? 0 : strlen(folder);
    bool slash = before && folder[before - 1] != '/';
    char *path = arena_take(memory, before + slash + name.length + 1, 1);
    if (!path)
        return NULL;
    memcpy(path, folder, before);
    if (slash)
        path[before] = '/';
    memcpy(path + before + slash, name.data, name.length);
    return path;
}

/* Is one of the steps of the path ".."? */
static bool path_climbs(text path)
{
    size_t from = 0;
    for (size_t at = 0; at <= path.length; at++) {
        if (at < path.length && path.data[at] != '/')
            continue;
        if (at - from == 2 && memcmp(path.data + from, "..", 2) == 0)
            return true;
        from = at + 1;
    }
    return false;
}

static bool path_is_below(const char *path, const char *folder)
{
    size_t length = strlen(folder);
    return strncmp(path, folder, length) == 0 && (path[length] == '/' || strcmp(folder, "/") == 0);
}

static esep_status path_absent(reading *r, const yaml_node *value, text name)
{
    reading_fail(r, value, MESSAGE_DEFINITION_FILE_ABSENT, name.data, strerror(errno));
    return ESEP_USAGE;
}

/* Resolve `joined`, and see that it lies below `folder`, which is resolved already. */
static esep_status path_check(reading *r, const yaml_node *value, text name, const char *joined,
                              const char *folder)
{
    char *real = realpath(joined, NULL);
    if (!real)
        return path_absent(r, value, name);
    bool below = path_is_below(real, folder);
    struct stat about;
    bool regular = stat(real, &about) == 0 && S_ISREG(about.st_mode);
    free(real);
    if (!below)
        return reading_fail(r, value, MESSAGE_DEFINITION_PATH_LEAVES, name.data, NULL);
    if (regular)
        return ESEP_OK;
    errno = EISDIR;
    return path_absent(r, value, name);
}

/* What stands behind classifications/ in the installed folder; NULL where the name is not such a one or the file not there. */
static const char *path_installed(reading *r, text name, char **folder)
{
    static const char prefix[] = "classifications/";
    if (name.length < sizeof prefix || memcmp(name.data, prefix, sizeof prefix - 1) != 0)
        return NULL;
    const char *from = getenv("ESEP_CLASSIFICATIONS");
    *folder = realpath(from && from[0] ? from : ESEP_CLASSIFICATIONS_FOLDER, NULL);
    if (!*folder)
        return NULL;
    return path_join(r->memory, *folder,
                     (text){name.data + sizeof prefix - 1, name.length - (sizeof prefix - 1)});
}

esep_status path_confined(reading *r, const yaml_node *value, bool installed, const char **out)
{
    text name;
    ESEP_TRY(reading_text(r, value, &name));
    if (name.data[0] == '/' || path_climbs(name))
        return reading_fail(r, value, MESSAGE_DEFINITION_PATH_LEAVES, name.data, NULL);
    *out = path_join(r->memory, r->d->folder, name);
    if (!*out)
        return error_memory(r->error);
    struct stat about;
    if (!installed || lstat(*out, &about) == 0)
        return path_check(r, value, name, *out, r->confined);
    char *folder = NULL;
    const char *found = path_installed(r, name, &folder);
    esep_status status = path_check(r, value, name, found ? found : *out, found ? folder : r->confined);
    free(folder);
    if (found)
        *out = found;
    return status;
}

static bool path_begins(text t, const char *with)
{
    size_t n = strlen(with);
    return t.length > n && memcmp(t.data, with, n) == 0;
}

esep_status path_source(reading *r, const yaml_node *value, text written, text *out)
{
    bool database = path_begins(written, "postgresql://") || path_begins(written, "postgres://") ||
                    path_begins(written, "clickhouse://");
    *out = written;
    if (database || written.data[0] == '/')
        return ESEP_OK;
    if (memmem(written.data, written.length, "://", 3))
        return reading_fail(r, value, MESSAGE_DEFINITION_URL, written.data, NULL);
    /* "-" and "~" by themselves would be standard input and the user's home. */
    bool special = written.data[0] == '-' || written.data[0] == '~';
    const char *folder = special && strcmp(r->d->folder, ".") == 0 ? "./" : r->d->folder;
    *out = text_from(path_join(r->memory, folder, written));
    return out->data ? ESEP_OK : error_memory(r->error);
}

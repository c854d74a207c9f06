#include "source/source_names.h"

#include <dirent.h>
#include <errno.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { SOURCE_FOLDER_DEPTH = 16 };

static esep_status source_names_append(source_names *names, const char *path, esep_error *error)
{
    struct stat one, other;
    bool known = stat(path, &one) == 0 && S_ISREG(one.st_mode);
    for (size_t i = 0; i < names->n; i++) {
        bool same = known && stat(names->paths[i].data, &other) == 0 && one.st_dev == other.st_dev &&
                    one.st_ino == other.st_ino;
        if (same || strcmp(names->paths[i].data, path) == 0)
            return ESEP_OK;
    }
    if (names->n == names->capacity) {
        size_t capacity = names->capacity ? names->capacity * 2 : 16;
        text *paths = realloc(names->paths, capacity * sizeof *paths);
        if (!paths)
            return error_memory(error);
        names->paths = paths;
        names->capacity = capacity;
    }
    text copy = arena_copy(names->memory, text_from(path));
    if (!copy.data)
        return error_memory(error);
    names->paths[names->n++] = copy;
    return ESEP_OK;
}

/* Ends `name` like a table, compressed or not? Only folders are searched by name; a file that is named is read whatever it
 * is called. */
static bool source_names_is_table(const char *name)
{
    static const char *const packed[] = {".gz", ".bz2", ".xz", ".zst"};
    static const char *const tables[] = {".csv", ".tsv", ".txt"};
    size_t length = strlen(name);
    for (size_t i = 0; i < sizeof packed / sizeof *packed; i++) {
        size_t n = strlen(packed[i]);
        if (length > n && strcasecmp(name + length - n, packed[i]) == 0) {
            length -= n;
            break;
        }
    }
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        size_t n = strlen(tables[i]);
        if (length > n && strncasecmp(name + length - n, tables[i], n) == 0)
            return true;
    }
    return false;
}

/* x.csv and x.csv.gz. */
static bool source_names_is_packed_twin(const char *plain, const char *packed)
{
    size_t n = strlen(plain);
    return strncmp(plain, packed, n) == 0 &&
           (strcmp(packed + n, ".gz") == 0 || strcmp(packed + n, ".bz2") == 0 ||
            strcmp(packed + n, ".xz") == 0 || strcmp(packed + n, ".zst") == 0);
}

static esep_status source_names_add_folder(source_names *names, const char *folder, int depth,
                                           esep_error *error)
{
    struct dirent **entries = NULL;
    int n = scandir(folder, &entries, NULL, alphasort);
    if (n < 0) {
        error_raise(error, ESEP_DATA, MESSAGE_SOURCE_OPEN, strerror(errno));
        return error_at(error, folder, 0);
    }
    esep_status status = ESEP_OK;
    for (int i = 0; i < n; i++) {
        const char *name = entries[i]->d_name;
        buffer path = {0};
        buffer_add_format(&path, "%s%s%s", folder, folder[strlen(folder) - 1] == '/' ? "" : "/", name);
        buffer_add_byte(&path, '\0');
        struct stat found;
        if (status == ESEP_OK && path.failed)
            status = error_memory(error);
        if (status == ESEP_OK && name[0] != '.' && stat(path.data, &found) == 0) {
            if (S_ISDIR(found.st_mode) && depth < SOURCE_FOLDER_DEPTH)
                status = source_names_add_folder(names, path.data, depth + 1, error);
            else if (!S_ISDIR(found.st_mode) && source_names_is_table(name))
                status = source_names_append(names, path.data, error);
        }
        buffer_free(&path);
        free(entries[i]);
    }
    free(entries);
    return status;
}

static esep_status source_names_add_pattern(source_names *names, const char *pattern, esep_error *error)
{
    glob_t found = {0};
    int answer = glob(pattern, GLOB_BRACE | GLOB_TILDE, NULL, &found);
    esep_status status = ESEP_OK;
    if (answer == GLOB_NOSPACE)
        status = error_memory(error);
    else if (answer != 0) {
        error_raise(error, ESEP_DATA, MESSAGE_SOURCE_GLOB_EMPTY);
        status = error_at(error, pattern, 0);
    }
    for (size_t i = 0; status == ESEP_OK && i < found.gl_pathc; i++)
        status = source_names_add(names, text_from(found.gl_pathv[i]), error);
    globfree(&found);
    return status;
}

esep_status source_names_add(source_names *names, text name, esep_error *error)
{
    text path = arena_copy(names->memory, name);
    if (!path.data)
        return error_memory(error);
    struct stat found;
    if (strcmp(path.data, "-") == 0)
        return source_names_append(names, path.data, error);
    if (stat(path.data, &found) != 0) {
        if (errno == ENOENT && strpbrk(path.data, "*?["))
            return source_names_add_pattern(names, path.data, error);
        error_raise(error, ESEP_DATA, MESSAGE_SOURCE_OPEN, strerror(errno));
        return error_at(error, path.data, 0);
    }
    if (!S_ISDIR(found.st_mode))
        return source_names_append(names, path.data, error);
    size_t before = names->n;
    ESEP_TRY(source_names_add_folder(names, path.data, 0, error));
    for (size_t i = before + 1; i < names->n; i++) { /* in order of names, x.csv.gz follows x.csv */
        if (source_names_is_packed_twin(names->paths[i - 1].data, names->paths[i].data)) {
            error_raise(error, ESEP_DATA, MESSAGE_SOURCE_TWICE, names->paths[i].data);
            return error_at(error, names->paths[i - 1].data, 0);
        }
    }
    if (names->n > before)
        return ESEP_OK;
    error_raise(error, ESEP_DATA, MESSAGE_SOURCE_FOLDER_EMPTY);
    return error_at(error, path.data, 0);
}

void source_names_free(source_names *names)
{
    free(names->paths);
    names->paths = NULL;
    names->n = names->capacity = 0;
}

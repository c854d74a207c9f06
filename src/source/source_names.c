#include "source/source_names.h"

#include "source/source_folder.h"
#include "source/table.h"

#include <dirent.h>
#include <errno.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { SOURCE_FOLDER_DEPTH = 64 };

/* A file or folder, whatever its path. */
struct source_name_met {
    dev_t device;
    ino_t inode;
    const char *layer; /* "" where none was named */
};

/* Note what lies at the path, sheet by sheet; *again is true where it was met before. What cannot be looked at is new: opening it will tell. */
static esep_status source_names_meet(source_names *names, const char *path, bool *again, esep_error *error)
{
    struct stat found;
    *again = false;
    text copy = arena_copy(names->memory, text_from(path));
    if (!copy.data)
        return error_memory(error);
    size_t length = table_path_length(path);
    const char *layer = copy.data + length + (length < copy.length);
    text file = arena_copy(names->memory, (text){path, length});
    if (!file.data)
        return error_memory(error);
    if (strcmp(path, "-") == 0 ? fstat(STDIN_FILENO, &found) != 0 : stat(file.data, &found) != 0)
        return ESEP_OK;
    for (size_t i = 0; i < names->n_met && !*again; i++) {
        if (names->met[i].device != found.st_dev || names->met[i].inode != found.st_ino)
            continue;
        *again = strcmp(names->met[i].layer, layer) == 0;
        if (!*again && (!*layer || !*names->met[i].layer)) {
            error_raise(error, ESEP_DATA, MESSAGE_SOURCE_TABLE_BOTH);
            return error_at(error, file.data, 0);
        }
    }
    if (*again)
        return ESEP_OK;
    struct source_name_met *met = realloc(names->met, (names->n_met + 1) * sizeof *met);
    if (!met)
        return error_memory(error);
    names->met = met;
    met[names->n_met++] = (struct source_name_met){found.st_dev, found.st_ino, layer};
    return ESEP_OK;
}

static esep_status source_names_append(source_names *names, const char *path, esep_error *error)
{
    bool again = false;
    ESEP_TRY(source_names_meet(names, path, &again, error));
    names->n_offered++;
    if (again)
        return ESEP_OK;
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

/* x.csv beside x.csv.gz in one folder: read both, and every record counts twice. */
static esep_status source_names_refuse_twins(const source_names *names, size_t first, esep_error *error)
{
    for (size_t i = first + 1; i < names->n; i++) {
        size_t stem = source_folder_stem(names->paths[i].data);
        for (size_t j = first; j < i; j++) {
            const char *other = names->paths[j].data;
            if (source_folder_stem(other) != stem || strncmp(other, names->paths[i].data, stem) != 0)
                continue;
            error_raise(error, ESEP_DATA, MESSAGE_SOURCE_TWICE, names->paths[i].data);
            return error_at(error, other, 0);
        }
    }
    return ESEP_OK;
}

static esep_status source_names_fail(const char *path, int problem, esep_error *error)
{
    error_raise(error, ESEP_DATA, MESSAGE_SOURCE_OPEN, strerror(problem));
    return error_at(error, path, 0);
}

static esep_status source_names_add_folder(source_names *names, const char *folder, int depth,
                                           esep_error *error);

/* A file of a folder that holds records. All of them must be of one kind: the others would be missing without a word, or be the same records
 * again in another form. */
static esep_status source_names_add_holder(source_names *names, const char *path, const char *kind,
                                           esep_error *error)
{
    if (names->folder_kind && strcmp(names->folder_kind, kind) != 0) {
        error_raise(error, ESEP_DATA, MESSAGE_SOURCE_FOLDER_KINDS, names->folder_first);
        return error_at(error, path, 0);
    }
    if (!names->folder_kind) {
        names->folder_kind = arena_copy(names->memory, text_from(kind)).data;
        names->folder_first = arena_copy(names->memory, text_from(path)).data;
        if (!names->folder_kind || !names->folder_first)
            return error_memory(error);
    }
    return source_names_append(names, path, error);
}

/* An entry of a folder: a folder, a file that holds records, or nothing of ours. What holds records and cannot be looked at (a broken link)
 * must not be missing without a word. */
static esep_status source_names_add_entry(source_names *names, const char *path, const char *name, int depth,
                                          esep_error *error)
{
    struct stat found;
    char kind[SOURCE_FOLDER_KIND_BYTES];
    if (name[0] == '.')
        return ESEP_OK;
    if (stat(path, &found) != 0)
        return source_folder_names_records(name) ? source_names_fail(path, errno, error) : ESEP_OK;
    if (S_ISDIR(found.st_mode))
        return source_names_add_folder(names, path, depth + 1, error);
    if (!source_folder_holds_records(kind, path, name, S_ISREG(found.st_mode)))
        return ESEP_OK;
    return source_names_add_holder(names, path, kind, error);
}

static esep_status source_names_add_folder(source_names *names, const char *folder, int depth,
                                           esep_error *error)
{
    bool again = false;
    ESEP_TRY(source_names_meet(names, folder, &again, error));
    names->n_offered += again;
    if (again)
        return ESEP_OK;
    if (depth > SOURCE_FOLDER_DEPTH)
        return source_names_fail(folder, ELOOP, error);
    struct dirent **entries = NULL;
    int n = scandir(folder, &entries, NULL, alphasort);
    if (n < 0)
        return source_names_fail(folder, errno, error);
    esep_status status = ESEP_OK;
    for (int i = 0; i < n; i++) {
        const char *name = entries[i]->d_name;
        buffer path = {0};
        buffer_add_format(&path, "%s%s%s", folder, folder[strlen(folder) - 1] == '/' ? "" : "/", name);
        buffer_add_byte(&path, '\0');
        if (status == ESEP_OK)
            status = buffer_status(&path, error);
        if (status == ESEP_OK)
            status = source_names_add_entry(names, path.data, name, depth, error);
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
        if (table_path_length(path.data) < path.length)
            return source_names_append(names, path.data, error);
        if (errno == ENOENT && strpbrk(path.data, "*?["))
            return source_names_add_pattern(names, path.data, error);
        return source_names_fail(path.data, errno, error);
    }
    if (!S_ISDIR(found.st_mode))
        return source_names_append(names, path.data, error);
    size_t before = names->n_offered, first = names->n;
    names->folder_kind = names->folder_first = NULL;
    ESEP_TRY(source_names_add_folder(names, path.data, 0, error));
    ESEP_TRY(source_names_refuse_twins(names, first, error));
    if (names->n_offered > before)
        return ESEP_OK;
    error_raise(error, ESEP_DATA, MESSAGE_SOURCE_FOLDER_EMPTY);
    return error_at(error, path.data, 0);
}

void source_names_free(source_names *names)
{
    free(names->paths);
    free(names->met);
    *names = (source_names){.memory = names->memory};
}

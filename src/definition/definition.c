#include "definition/definition.h"

#include "definition/nouns.h"
#include "definition/parts.h"
#include "definition/paths.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { DEFINITION_FILES = 1000, DEFINITION_REGISTERS = 1000, DEFINITION_INDICATORS = 5000 };

text definition_words_in(const definition_words *words, esep_language language)
{
    static const esep_language order[] = {ESEP_KK, ESEP_RU, ESEP_EN};
    if (words->in[language].data)
        return words->in[language];
    for (size_t i = 0; i < 3; i++) {
        if (words->in[order[i]].data)
            return words->in[order[i]];
    }
    return (text){0};
}

ptrdiff_t definition_find_indicator(const definition *d, text name)
{
    for (size_t i = 0; i < d->n_indicators; i++) {
        if (text_equal(d->indicators[i].name, name))
            return (ptrdiff_t)i;
    }
    return DEFINITION_NONE;
}

ptrdiff_t definition_find_register(const definition *d, text name)
{
    for (size_t i = 0; i < d->n_registers; i++) {
        if (text_equal(d->registers[i].name, name))
            return (ptrdiff_t)i;
    }
    return DEFINITION_NONE;
}

ptrdiff_t definition_find_dimension(const definition_register *r, text name)
{
    for (size_t i = 0; i < r->n_dimensions; i++) {
        if (text_equal(r->dimensions[i].name, name))
            return (ptrdiff_t)i;
    }
    return DEFINITION_NONE;
}

void definition_free(definition *d)
{
    if (!d)
        return;
    arena_free(&d->memory);
    free(d);
}

/* The files of one definition: their trees. */
typedef struct definition_files {
    const char **paths; /* [n], in `memory` of the definition */
    const yaml_node **trees;
    size_t n;
} definition_files;

static esep_status files_fail(const char *path, esep_status status, message_id message, const char *argument,
                              esep_error *error)
{
    error_raise(error, status, message, argument);
    error_at(error, path, 0);
    return status;
}

static int files_wanted(const struct dirent *entry)
{
    size_t length = strlen(entry->d_name);
    return length > 5 && entry->d_name[0] != '.' && strcmp(entry->d_name + length - 5, ".yaml") == 0;
}

static int files_order(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

static esep_status files_take(definition_files *f, definition *d, struct dirent **entries, int n,
                              esep_error *error)
{
    f->paths = ARENA_TAKE(&d->memory, (size_t)n + 1, const char *);
    if (!f->paths)
        return error_memory(error);
    /* bulletin.yaml says it all; without it, all files say it together. */
    for (int i = 0; i < n; i++) {
        bool whole = strcmp(entries[i]->d_name, "bulletin.yaml") == 0;
        if (whole)
            f->n = 0;
        f->paths[f->n] = path_join(&d->memory, d->folder, text_from(entries[i]->d_name));
        if (!f->paths[f->n++])
            return error_memory(error);
        if (whole)
            break;
    }
    return ESEP_OK;
}

static esep_status files_of_folder(definition_files *f, definition *d, esep_error *error)
{
    struct dirent **entries = NULL;
    int n = scandir(d->folder, &entries, files_wanted, files_order);
    if (n < 0)
        return files_fail(d->folder, ESEP_SYSTEM, MESSAGE_SOURCE_OPEN, strerror(errno), error);
    esep_status status;
    if (n == 0 || n > DEFINITION_FILES)
        status = files_fail(d->folder, ESEP_USAGE, MESSAGE_DEFINITION_FOLDER_EMPTY, NULL, error);
    else
        status = files_take(f, d, entries, n, error);
    for (int i = 0; i < n; i++)
        free(entries[i]);
    free(entries);
    return status;
}

/* The last step of a path, and the folder before it. */
static esep_status files_split(definition *d, const char *path, bool folder, esep_error *error)
{
    char *real = realpath(path, NULL);
    if (!real)
        return files_fail(path, ESEP_SYSTEM, MESSAGE_SOURCE_OPEN, strerror(errno), error);
    const char *written = folder ? real : path;
    const char *slash = strrchr(written, '/');
    text name = text_from(slash ? slash + 1 : written);
    if (!folder && name.length > 5 && memcmp(name.data + name.length - 5, ".yaml", 5) == 0)
        name.length -= 5;
    else if (!folder && name.length > 4 && memcmp(name.data + name.length - 4, ".yml", 4) == 0)
        name.length -= 4;
    d->name = arena_copy(&d->memory, name);
    size_t before = folder ? strlen(path) : !slash ? 0 : slash == written ? 1 : (size_t)(slash - written);
    while (folder && before > 1 && path[before - 1] == '/')
        before--;
    text at = before ? (text){path, before} : text_from(".");
    d->folder = arena_copy(&d->memory, at).data;
    free(real);
    return d->name.data && d->folder ? ESEP_OK : error_memory(error);
}

static esep_status files_find(definition_files *f, definition *d, const char *path, esep_error *error)
{
    struct stat about;
    if (stat(path, &about) != 0)
        return files_fail(path, ESEP_SYSTEM, MESSAGE_SOURCE_OPEN, strerror(errno), error);
    bool folder = S_ISDIR(about.st_mode);
    ESEP_TRY(files_split(d, path, folder, error));
    if (folder)
        return files_of_folder(f, d, error);
    f->paths = ARENA_TAKE(&d->memory, 1, const char *);
    text copy = arena_copy(&d->memory, text_from(path));
    if (!f->paths || !copy.data)
        return error_memory(error);
    f->paths[0] = copy.data;
    f->n = 1;
    return ESEP_OK;
}

/* Known, and read by hand below: names come before what refers to them. */
static esep_status top_later(reading *r, const yaml_node *value, void *into)
{
    (void)into;
    return reading_want(r, value, YAML_MAPPING);
}

const reading_key definition_top_keys[] = {
    {"registers", top_later, 0},
    {"indicators", top_later, 0},
    {"bulletin", top_later, 0},
    READING_KEYS_END,
};

const definition_keys definition_key_groups[] = {
    {"definition", definition_top_keys},
    {"words", words_keys},
    {"noun", noun_keys},
    {"register", register_keys},
    {"coverage", coverage_keys},
    {"break", break_keys},
    {"dimension", dimension_keys},
    {"band", band_keys},
    {"indicator", indicator_keys},
    {"bulletin", bulletin_keys},
    {"section", section_keys},
    {"item", item_keys},
    {"chart", chart_keys},
    {NULL, NULL},
};

/* How many things the files define under `key`. */
static size_t files_count(const definition_files *f, const char *key)
{
    size_t n = 0;
    for (size_t i = 0; i < f->n; i++) {
        const yaml_node *group = yaml_tree_get(f->trees[i], key);
        n += group ? group->n : 0;
    }
    return n;
}

static esep_status name_twice(reading *r, const yaml_node *group, const yaml_entry *entry,
                              definition_place first)
{
    char line[24];
    yaml_node at = {.path = group->path, .line = entry->line};
    error_raise(r->error, ESEP_USAGE, MESSAGE_DEFINITION_DEFINED_TWICE, entry->key.data, first.path,
                error_number(line, (int64_t)first.line));
    return reading_at(r, &at, ESEP_USAGE);
}

/* Calls `each` for every entry under `key`, in the order of files and lines. */
typedef esep_status (*entry_reader)(reading *r, const yaml_node *group, const yaml_entry *entry,
                                    size_t index);

static esep_status files_each(reading *r, const definition_files *f, const char *key, entry_reader each)
{
    size_t index = 0, outer = reading_enter(r, text_from(key));
    for (size_t i = 0; i < f->n; i++) {
        const yaml_node *group = yaml_tree_get(f->trees[i], key);
        for (size_t e = 0; group && e < group->n; e++) {
            size_t mark = reading_enter(r, group->entries[e].key);
            ESEP_TRY(each(r, group, &group->entries[e], index++));
            reading_leave(r, mark);
        }
    }
    reading_leave(r, outer);
    return ESEP_OK;
}

static esep_status read_register(reading *r, const yaml_node *group, const yaml_entry *entry, size_t index)
{
    definition_register *g = &r->d->registers[index];
    ptrdiff_t before = definition_find_register(r->d, entry->key);
    if (before != DEFINITION_NONE)
        return name_twice(r, group, entry, r->d->registers[before].place);
    g->name = entry->key;
    g->place = (definition_place){group->path, entry->line};
    ESEP_TRY(reading_want(r, entry->value, YAML_MAPPING));
    r->d->n_registers++;
    return register_read_mapping(r, entry->value, g);
}

static esep_status read_indicator(reading *r, const yaml_node *group, const yaml_entry *entry, size_t index)
{
    definition_indicator *i = &r->d->indicators[index];
    ptrdiff_t before = definition_find_indicator(r->d, entry->key);
    if (before != DEFINITION_NONE)
        return name_twice(r, group, entry, r->d->indicators[before].place);
    i->name = entry->key;
    i->place = (definition_place){group->path, entry->line};
    ESEP_TRY(reading_want(r, entry->value, YAML_MAPPING));
    r->d->n_indicators++;
    return indicator_read(r, entry->value, i);
}

static esep_status resolve_indicator(reading *r, const yaml_node *group, const yaml_entry *entry,
                                     size_t index)
{
    (void)group;
    return indicator_resolve(r, entry->value, &r->d->indicators[index]);
}

static esep_status read_bulletin(reading *r, const definition_files *f)
{
    for (size_t i = 0; i < f->n; i++) {
        const yaml_node *given = yaml_tree_get(f->trees[i], "bulletin");
        if (!given)
            continue;
        yaml_entry entry = {text_from("bulletin"), given->line, given};
        if (r->d->bulletin.given)
            return name_twice(r, given, &entry, r->d->bulletin.place);
        size_t mark = reading_enter(r, entry.key);
        ESEP_TRY(bulletin_read(r, given));
        reading_leave(r, mark);
    }
    return ESEP_OK;
}

/* Records in place of the definition: the commonest mistake of a first hour, and no YAML error explains it. */
static bool files_are_records(const char *path)
{
    static const char *const endings[] = {".csv", ".tsv", ".xlsx", ".ods", ".gz", ".bz2", ".xz", ".zst"};
    size_t length = strlen(path);
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        size_t n = strlen(endings[i]);
        if (length > n && text_equal_ascii_case((text){path + length - n, n}, text_from(endings[i])))
            return true;
    }
    return false;
}

static esep_status files_read(definition_files *f, reading *r)
{
    f->trees = ARENA_TAKE(r->memory, f->n, const yaml_node *);
    if (!f->trees)
        return error_memory(r->error);
    for (size_t i = 0; i < f->n; i++) {
        if (files_are_records(f->paths[i]))
            return files_fail(f->paths[i], ESEP_USAGE, MESSAGE_DEFINITION_RECORDS, f->paths[i], r->error);
        ESEP_TRY(yaml_tree_read(&f->trees[i], r->memory, f->paths[i], r->error));
    }
    return ESEP_OK;
}

static esep_status files_room(const definition_files *f, reading *r)
{
    static const char *const keys[] = {"registers", "indicators"};
    static const size_t most[] = {DEFINITION_REGISTERS, DEFINITION_INDICATORS};
    size_t n[2];
    for (size_t i = 0; i < 2; i++) {
        char limit[24];
        n[i] = files_count(f, keys[i]);
        if (n[i] > most[i])
            return files_fail(f->paths[0], ESEP_USAGE, MESSAGE_DEFINITION_TOO_MANY,
                              error_number(limit, (int64_t)most[i]), r->error);
    }
    if (n[0] + n[1] == 0)
        return files_fail(f->paths[0], ESEP_USAGE, MESSAGE_DEFINITION_EMPTY, NULL, r->error);
    r->d->registers = ARENA_TAKE(r->memory, n[0] + 1, definition_register);
    r->d->indicators = ARENA_TAKE(r->memory, n[1] + 1, definition_indicator);
    return r->d->registers && r->d->indicators ? ESEP_OK : error_memory(r->error);
}

/* The folder as the file system knows it, for paths.c. */
static esep_status folder_resolve(reading *r)
{
    char *folder = realpath(r->d->folder, NULL);
    if (!folder)
        return files_fail(r->d->folder, ESEP_SYSTEM, MESSAGE_SOURCE_OPEN, strerror(errno), r->error);
    r->confined = arena_copy(r->memory, text_from(folder)).data;
    free(folder);
    return r->confined ? ESEP_OK : error_memory(r->error);
}

static esep_status definition_fill(reading *r, const definition_files *f)
{
    ESEP_TRY(folder_resolve(r));
    for (size_t i = 0; i < f->n; i++)
        ESEP_TRY(reading_mapping(r, f->trees[i], definition_top_keys, r->d));
    ESEP_TRY(files_room(f, r));
    ESEP_TRY(files_each(r, f, "registers", read_register));
    ESEP_TRY(files_each(r, f, "indicators", read_indicator));
    ESEP_TRY(files_each(r, f, "indicators", resolve_indicator));
    ESEP_TRY(indicators_check(r));
    return read_bulletin(r, f);
}

static esep_status definition_begin(reading *r, esep_error *error)
{
    definition *d = calloc(1, sizeof *d);
    if (!d)
        return error_memory(error);
    d->bulletin.percent_from = 10;
    d->bulletin.small_below = 50;
    *r = (reading){.d = d, .memory = &d->memory, .error = error};
    return ESEP_OK;
}

static esep_status definition_end(definition **out, reading *r, esep_status status)
{
    *out = status == ESEP_OK ? r->d : NULL;
    if (status != ESEP_OK)
        definition_free(r->d);
    return status;
}

esep_status definition_read(definition **out, const char *path, esep_error *error)
{
    esep_error unheard = {0};
    definition_files f = {0};
    reading r;
    *out = NULL;
    ESEP_TRY(definition_begin(&r, error ? error : &unheard));
    esep_status status = files_find(&f, r.d, path, r.error);
    if (status == ESEP_OK)
        status = files_read(&f, &r);
    if (status == ESEP_OK)
        status = definition_fill(&r, &f);
    return definition_end(out, &r, status);
}

esep_status definition_read_bytes(definition **out, const char *folder, text bytes, esep_error *error)
{
    static const char name[] = "definition.yaml";
    const char *path = name;
    const yaml_node *tree = NULL;
    definition_files f = {&path, &tree, 1};
    reading r;
    *out = NULL;
    ESEP_TRY(definition_begin(&r, error));
    r.d->name = text_from("definition");
    r.d->folder = arena_copy(r.memory, text_from(folder)).data;
    esep_status status = r.d->folder ? ESEP_OK : error_memory(error);
    if (status == ESEP_OK)
        status = yaml_tree_parse(&tree, r.memory, path, bytes, error);
    if (status == ESEP_OK)
        status = definition_fill(&r, &f);
    return definition_end(out, &r, status);
}

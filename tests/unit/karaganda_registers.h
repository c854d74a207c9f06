/* karaganda_registers.h - run the generator of examples/karaganda and read what it wrote, with plain code
 * that shares nothing with Esep's own readers: a check is worth what it does not have in common with the
 * checked. */
#ifndef UNIT_KARAGANDA_REGISTERS_H
#define UNIT_KARAGANDA_REGISTERS_H

#include <dirent.h>
#include <fcntl.h>
#include <inttypes.h>
#include <spawn.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PATH_BYTES = 512 };

/* A register in memory; its cells are ended by zero bytes. Dates become yyyymmdd. */
typedef struct table {
    const char *name;
    char separator;
    const char *date_column;
    uint64_t fingerprint; /* FNV-1a, 64 bits, of the file's bytes: pins them for every machine and compiler */
    char *bytes;
    size_t size, rows, columns;
    char **cells; /* row 0 is the header */
} table;

/* The exit status of the generator called with one argument (or none); its messages are not shown. */
static inline int generate(const char *generator, const char *argument)
{
    char *arguments[] = {(char *)generator, (char *)argument, NULL};
    posix_spawn_file_actions_t actions;
    pid_t child;
    int status = -1;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    if (posix_spawn(&child, generator, &actions, NULL, arguments, environ) == 0)
        waitpid(child, &status, 0);
    posix_spawn_file_actions_destroy(&actions);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static inline char *read_whole(const char *in, const char *name, size_t *size)
{
    char path[2 * PATH_BYTES];
    snprintf(path, sizeof path, "%s/%s", in, name);
    FILE *file = fopen(path, "rb");
    struct stat facts;
    *size = 0;
    char *bytes = NULL;
    if (!file)
        return NULL;
    if (fstat(fileno(file), &facts) == 0)
        bytes = malloc((size_t)facts.st_size + 1);
    if (bytes)
        *size = fread(bytes, 1, (size_t)facts.st_size, file);
    fclose(file);
    return bytes;
}

static inline size_t files_in(const char *path)
{
    size_t n = 0;
    DIR *directory = opendir(path);
    for (struct dirent *entry; directory && (entry = readdir(directory));)
        n += strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
    if (directory)
        closedir(directory);
    return n;
}

static inline uint64_t fingerprint(const char *bytes, size_t size)
{
    uint64_t hash = UINT64_C(0xcbf29ce484222325);
    for (size_t i = 0; i < size; i++)
        hash = (hash ^ (unsigned char)bytes[i]) * UINT64_C(0x100000001b3);
    return hash;
}

/* Cut the bytes into cells; every row must have as many as the header. */
static inline bool table_split(table *t)
{
    size_t cells = 0, lines = 0, in_row = 0;
    for (size_t i = 0; i < t->size; i++) {
        lines += t->bytes[i] == '\n';
        cells += t->bytes[i] == '\n' || t->bytes[i] == t->separator;
    }
    t->cells = malloc((cells + 1) * sizeof *t->cells);
    if (!t->cells || lines == 0 || t->bytes[t->size - 1] != '\n')
        return false;
    char *start = t->bytes;
    cells = 0;
    for (char *at = t->bytes; at < t->bytes + t->size; at++) {
        if (*at == '"' || *at == '\r' || *at == '\0')
            return false;
        if (*at != '\n' && *at != t->separator)
            continue;
        bool ends_row = *at == '\n';
        *at = '\0';
        t->cells[cells++] = start;
        start = at + 1;
        in_row++;
        if (ends_row && t->columns == 0)
            t->columns = in_row;
        if (ends_row && in_row != t->columns)
            return false;
        in_row = ends_row ? 0 : in_row;
    }
    t->rows = lines;
    return true;
}

static inline size_t column_of(const table *t, const char *name)
{
    for (size_t c = 0; c < t->columns; c++)
        if (strcmp(t->cells[c], name) == 0)
            return c;
    printf("# %s has no column %s\n", t->name, name);
    exit(1);
}

static inline const char *cell(const table *t, size_t row, const char *column)
{
    return t->cells[row * t->columns + column_of(t, column)];
}

static inline int date_of(const char *written)
{
    int a = 0, b = 0, c = 0;
    if (strlen(written) == 10 && sscanf(written, "%4d-%2d-%2d", &a, &b, &c) == 3)
        return a * 10000 + b * 100 + c;
    if (strlen(written) == 10 && sscanf(written, "%2d.%2d.%4d", &a, &b, &c) == 3)
        return c * 10000 + b * 100 + a;
    return 0;
}

/* Is the value one of those that stand in `allowed`, divided by |? */
static inline bool value_is_among(const char *value, const char *allowed)
{
    size_t length = strlen(value);
    for (const char *from = allowed;; from = strchr(from, '|') + 1) {
        if (strncmp(from, value, length) == 0 && (from[length] == '|' || from[length] == '\0'))
            return true;
        if (!strchr(from, '|'))
            return false;
    }
}

#endif

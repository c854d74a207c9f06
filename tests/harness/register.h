/* register.h - for tests that ask the public API: a folder for made-up registers, and answers in a form that can be looked into.
 *
 * The folder lies in memory where the machine has /dev/shm, and goes away when the test ends. */
#ifndef HARNESS_REGISTER_H
#define HARNESS_REGISTER_H

#include "check.h"

#include <esep/change.h>
#include <ftw.h>
#include <limits.h>
#include <sys/stat.h>
#include <unistd.h>

static char register_folder_path[64];

static inline int register_remove_one(const char *path, const struct stat *state, int kind, struct FTW *where)
{
    (void)state;
    (void)kind;
    (void)where;
    return remove(path);
}

static inline void register_remove_folder(void)
{
    nftw(register_folder_path, register_remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

/** The test's own folder. */
static inline const char *register_folder(void)
{
    if (register_folder_path[0])
        return register_folder_path;
    bool shm = access("/dev/shm", W_OK) == 0;
    snprintf(register_folder_path, sizeof register_folder_path, "%s/esep-test-XXXXXX",
             shm ? "/dev/shm" : "/tmp");
    if (!mkdtemp(register_folder_path)) {
        printf("Bail out! no folder for files\n");
        exit(1);
    }
    atexit(register_remove_folder);
    return register_folder_path;
}

/** Path of the folder's file `name`, good until the test ends. */
static inline const char *register_path(const char *name)
{
    static char *known[256];
    char path[PATH_MAX];
    size_t i = 0;
    snprintf(path, sizeof path, "%s/%s", register_folder(), name);
    while (i < 255 && known[i] && strcmp(known[i], path) != 0)
        i++;
    if (!known[i])
        known[i] = strdup(path);
    return known[i];
}

/** Write the folder's file `name`; its path. */
static inline const char *register_write(const char *name, const void *bytes, size_t length)
{
    const char *path = register_path(name);
    FILE *file = fopen(path, "wb");
    bool good = file && fwrite(bytes, 1, length, file) == length;
    if (!file || fclose(file) != 0 || !good) {
        printf("Bail out! %s cannot be written\n", path);
        exit(1);
    }
    return path;
}

static inline const char *register_write_text(const char *name, const char *content)
{
    return register_write(name, content, strlen(content));
}

/** All bytes of a file, with a NUL behind them; NULL where it cannot be read. The caller frees. */
static inline char *register_read(const char *path, size_t *length)
{
    FILE *file = fopen(path, "rb");
    if (!file)
        return NULL;
    fseek(file, 0, SEEK_END);
    long size = ftell(file);
    rewind(file);
    char *bytes = malloc((size_t)size + 1);
    *length = fread(bytes, 1, (size_t)size, file);
    bytes[*length] = '\0';
    fclose(file);
    return bytes;
}

/** What the API said. */
typedef struct answer {
    esep_status status;
    char line[4000];            /**< the error */
    char *forms[ESEP_JSON + 1]; /**< text, CSV and JSON, terminated; NULL after an error */
    char *notices;              /**< one line each */
} answer;

static inline void answer_free(answer *a)
{
    for (int i = 0; i < ESEP_JSON + 1; i++)
        free(a->forms[i]);
    free(a->notices);
    *a = (answer){0};
}

static inline char *answer_notices(const esep_document *d)
{
    char *all = calloc(1, 1), notice[4000];
    for (size_t i = 0; esep_document_notice(d, i, ESEP_EN, notice, sizeof notice); i++) {
        all = realloc(all, strlen(all) + strlen(notice) + 2);
        strcat(strcat(all, notice), "\n");
    }
    return all;
}

static inline answer answer_to(const esep_change_request *request)
{
    answer a = {0};
    esep_error error = {0};
    esep_document *d = NULL;
    a.status = esep_change(&d, request, &error);
    for (int form = 0; a.status == ESEP_OK && form < ESEP_JSON + 1; form++) {
        size_t length = 0;
        esep_form wanted = {.format = (esep_format)form, .language = ESEP_EN};
        a.status = esep_document_write(d, &wanted, &a.forms[form], &length, &error);
        if (a.status == ESEP_OK) {
            a.forms[form] = realloc(a.forms[form], length + 1);
            a.forms[form][length] = '\0';
        }
    }
    if (a.status == ESEP_OK)
        a.notices = answer_notices(d);
    else
        esep_error_text(&error, ESEP_EN, a.line, sizeof a.line);
    esep_document_free(d);
    return a;
}

/** Ask with these bases; the request's sources are `paths` up to a NULL. */
static inline answer answer_over(esep_change_request request, const char *const *paths)
{
    while (paths[request.n_sources])
        request.n_sources++;
    request.sources = paths;
    request.min_base = request.min_base ? request.min_base : -1;
    request.small_base = request.small_base ? request.small_base : -1;
    return answer_to(&request);
}

static inline answer answer_of(esep_change_request request, const char *path)
{
    const char *const paths[] = {path, NULL};
    return answer_over(request, paths);
}

/** A number of the account: read, counted, filtered, outside, rejected; −1 where there is none. */
static inline int64_t answer_account(const answer *a, const char *name)
{
    char key[64];
    snprintf(key, sizeof key, "\"%s\":", name);
    const char *json = a->forms[ESEP_JSON], *account = json ? strstr(json, "\"account\"") : NULL;
    const char *at = account ? strstr(account, key) : NULL;
    return at ? strtoll(at + strlen(key), NULL, 10) : -1;
}

/** read = counted + filtered + outside + rejected, and read is what it should be (−1: not known). */
static inline void answer_check_account(const answer *a, int64_t read)
{
    CHECK(a->status == ESEP_OK);
    if (a->status != ESEP_OK) {
        printf("# %s\n", a->line);
        return;
    }
    int64_t sum = answer_account(a, "counted") + answer_account(a, "filtered") +
                  answer_account(a, "outside") + answer_account(a, "rejected");
    CHECK_INT(answer_account(a, "read"), sum);
    if (read >= 0)
        CHECK_INT(answer_account(a, "read"), read);
}

/** Cut one field off the front of a line of CSV as Esep writes it. */
static inline const char *answer_field(const char *line, char *field, size_t size)
{
    bool quoted = *line == '"';
    size_t n = 0;
    line += quoted;
    for (; *line && (quoted || (*line != ',' && *line != '\n')); line++) {
        if (quoted && *line == '"' && *++line != '"')
            break;
        if (n + 1 < size)
            field[n++] = *line;
    }
    field[n] = '\0';
    return line;
}

/** The cell of column `name` in the row whose first column says `key` (and second `second`, unless NULL). "" where there is none. */
static inline const char *answer_cell(const answer *a, const char *key, const char *second, const char *name)
{
    static char cells[8][200];
    static unsigned next;
    char *cell = cells[next++ % 8], field[200];
    size_t wanted = SIZE_MAX, column = 0;
    const char *at = a->forms[ESEP_CSV];
    cell[0] = '\0';
    for (; at && *at != '\n'; column++) {
        at = answer_field(at, field, sizeof field);
        wanted = strcmp(field, name) == 0 ? column : wanted;
        at += *at == ',';
    }
    while (at && *at == '\n' && at[1] && wanted != SIZE_MAX) {
        bool mine = true;
        at++;
        for (column = 0; *at && *at != '\n'; column++) {
            at = answer_field(at, field, sizeof field);
            mine = mine && !(column == 0 && strcmp(field, key) != 0) &&
                   !(column == 1 && second && strcmp(field, second) != 0);
            if (column == wanted)
                snprintf(cell, sizeof cells[0], "%s", field);
            at += *at == ',';
        }
        if (mine)
            return cell;
        cell[0] = '\0';
    }
    return cell;
}

#endif

/* What the program prints, byte for byte: tables in three languages at several widths, CSV, JSON, notices. The widths are those of a
 * terminal, so the program runs on one (a pseudo-terminal); "wide" is a pipe.
 *
 * Expectations stand in tests/golden/expected/; UPDATE_GOLDEN=1 writes them anew: look at the difference before you commit it. The
 * argument is the program. */
#include "check.h"

#include <limits.h>
#include <poll.h>
#include <pty.h>
#include <sys/wait.h>
#include <unistd.h>

static const char *program;

typedef struct page {
    const char *name;
    unsigned short width; /* 0: no terminal */
    bool colour;
    const char *arguments; /* between blanks; no quotes */
} page;

#define BY "change register.csv --date тіркелген --by түрі"

static const page pages[] = {
    {"table-en-wide", 0, false, BY " --lang en"},
    {"table-ru-wide", 0, false, BY " --lang ru"},
    {"table-kk-wide", 0, false, BY " --lang kk"},
    {"table-en-80", 80, false, BY " --lang en"},
    {"table-ru-80", 80, false, BY " --lang ru"},
    {"table-kk-80", 80, false, BY " --lang kk"},
    {"table-en-60", 60, false, BY " --lang en"},
    {"table-ru-60", 60, false, BY " --lang ru"},
    {"table-kk-60", 60, false, BY " --lang kk"},
    {"table-en-40", 40, false, BY " --lang en"},
    {"table-ru-40", 40, false, BY " --lang ru"},
    {"table-kk-40", 40, false, BY " --lang kk"},
    {"table-en-20", 20, false, BY " --lang en"},
    {"colour-en-100", 100, true, BY " --lang en --top 2"},
    {"two-columns-ru-100", 100, false, BY ",аудан --lang ru --top 4"},
    {"total-kk-80", 80, false, "change register.csv --lang kk --period 2024-05"},
    {"sum-ru-80", 80, false,
     "change register.csv --date тіркелген --by аудан --sum айыппұл --period 2024-Q1 --lang ru"},
    {"distinct-kk-80", 80, false, BY " --distinct № --top 2 --lang kk"},
    {"no-base-en-80", 80, false, BY " --period 2024-05 --against 2021 --lang en"},
    {"no-base-ru-80", 80, false, BY " --period 2024-05 --against 2021 --lang ru"},
    {"cut-kk-80", 80, false, BY " --period 2024-H1 --lang kk"},
    {"bases-en-80", 80, false, BY " --min-base 0 --small-base 0 --where түрі='кража' --lang en"},
    {"lengths-en-80", 80, false, "change register.csv --period 2024-05 --against 2023-Q1 --lang en"},
    {"machine.csv", 0, false, BY " --format csv"},
    {"machine.json", 0, false, BY ",аудан --format json --lang kk"},
    {"sum.csv", 0, false, "change register.csv --date тіркелген --by аудан --sum айыппұл --format csv"},
    {"strict-ru", 0, false, BY " --strict --lang ru"},
    {"strict-kk", 0, false, BY " --strict --lang kk"},
    {"column-ru", 0, false, BY ",район --lang ru"},
    {"check-kk-80", 80, false, "check check-kk.txt --lang kk"},
    {"check-ru-80", 80, false, "check check-ru.md --lang ru"},
    {"check-en-wide", 0, false, "check check-en.html"},
    {"check-several-en-80", 80, false, "check check-ru.md check-kk.txt"},
    {"check.json", 0, false, "check check-ru.md --lang ru --format json"},
    {"check-review.json", 0, false, "check check-en.html --claim-review"},
    {"check-no-file-ru", 0, false, "check none.txt --lang ru"},
    {"column-kk", 0, false, BY ",аудант --lang kk"},
};

enum { MOST_ARGUMENTS = 32, MOST_BYTES = 1 << 18 };

static void run_program(const page *p)
{
    char *arguments[MOST_ARGUMENTS] = {(char *)(uintptr_t)program}, *copy = strdup(p->arguments);
    size_t n = 1;
    for (char *word = strtok(copy, " "); word && n + 1 < MOST_ARGUMENTS; word = strtok(NULL, " "))
        arguments[n++] = word;
    unsetenv("LC_ALL");
    unsetenv("LC_MESSAGES");
    setenv("LANG", "C", 1);
    setenv("TERM", "xterm", 1);
    unsetenv("COLUMNS");
    if (p->colour)
        unsetenv("NO_COLOR");
    else
        setenv("NO_COLOR", "1", 1);
    execv(program, arguments);
    _exit(127);
}

/* Read both descriptors to their ends, each into a text of its own. */
static void read_both(const int descriptors[2], char *texts[2])
{
    struct pollfd waits[2] = {{descriptors[0], POLLIN, 0}, {descriptors[1], POLLIN, 0}};
    size_t lengths[2] = {0, 0};
    while (waits[0].fd >= 0 || waits[1].fd >= 0) {
        poll(waits, 2, -1);
        for (int i = 0; i < 2; i++) {
            if (waits[i].fd < 0 || !waits[i].revents)
                continue;
            ssize_t got = read(waits[i].fd, texts[i] + lengths[i], MOST_BYTES - 1 - lengths[i]);
            if (got <= 0)
                waits[i].fd = -1;
            else
                lengths[i] += (size_t)got;
        }
    }
    texts[0][lengths[0]] = texts[1][lengths[1]] = '\0';
}

/* stdout, stderr and status, as one text. */
static char *page_print(const page *p)
{
    int out[2], err[2], primary = -1, secondary = -1, status = 0;
    if (pipe(err) != 0 || (p->width == 0 && pipe(out) != 0))
        return strdup("no pipe");
    if (p->width) {
        struct winsize size = {.ws_row = 50, .ws_col = p->width};
        struct termios plain = {.c_cflag = CS8};
        if (openpty(&primary, &secondary, NULL, &plain, &size) != 0)
            return strdup("no terminal");
        out[0] = primary;
        out[1] = secondary;
    }
    pid_t child = fork();
    if (child == 0) {
        dup2(out[1], STDOUT_FILENO);
        dup2(err[1], STDERR_FILENO);
        close(out[0]);
        close(err[0]);
        run_program(p);
    }
    close(out[1]);
    close(err[1]);
    char *texts[2] = {malloc(MOST_BYTES), malloc(MOST_BYTES)}, *all = malloc(2 * MOST_BYTES + 100);
    read_both((const int[]){out[0], err[0]}, texts);
    close(out[0]);
    close(err[0]);
    waitpid(child, &status, 0);
    snprintf(all, 2 * MOST_BYTES + 100, "%s---- stderr\n%s---- status %d\n", texts[0], texts[1],
             WEXITSTATUS(status));
    free(texts[0]);
    free(texts[1]);
    return all;
}

static char *read_all(const char *path)
{
    char *bytes = calloc(1, 2 * MOST_BYTES);
    FILE *file = fopen(path, "rb");
    if (file && fread(bytes, 1, 2 * MOST_BYTES - 1, file) == 0)
        bytes[0] = '\0';
    if (file)
        fclose(file);
    return bytes;
}

static void write_all(const char *path, const char *bytes)
{
    FILE *file = fopen(path, "wb");
    CHECK(file && fwrite(bytes, 1, strlen(bytes), file) == strlen(bytes) && fclose(file) == 0);
}

/* The first lines that differ. */
static void show_difference(const char *got, const char *expected)
{
    size_t at = 0;
    while (got[at] && got[at] == expected[at])
        at++;
    while (at && got[at - 1] != '\n')
        at--;
    printf("# got      %.*s\n# expected %.*s\n", (int)strcspn(got + at, "\n"), got + at,
           (int)strcspn(expected + at, "\n"), expected + at);
}

static const page *page_now;

static void page_check(void)
{
    char path[PATH_MAX];
    snprintf(path, sizeof path, "expected/%s", page_now->name);
    char *got = page_print(page_now), *expected = read_all(path);
    if (strcmp(got, expected) != 0 && getenv("UPDATE_GOLDEN")) {
        write_all(path, got);
        printf("# %s is written anew\n", path);
    } else {
        CHECK(strcmp(got, expected) == 0);
        if (strcmp(got, expected) != 0)
            show_difference(got, expected);
    }
    free(got);
    free(expected);
}

int main(int count, char **arguments)
{
    const char *root = getenv("ESEP_SOURCE_ROOT");
    char folder[PATH_MAX];
    program = count == 2 ? realpath(arguments[1], NULL) : NULL;
    snprintf(folder, sizeof folder, "%s/tests/golden", root ? root : ".");
    if (!program || chdir(folder) != 0) {
        printf("Bail out! the program is wanted, and its sources in ESEP_SOURCE_ROOT\n");
        return 1;
    }
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
        page_now = &pages[i];
        check_run(page_now->name, page_check);
    }
    return check_finish();
}

/* measure.c - esep-bench-measure [--limit SECONDS] -o FILE -- COMMAND …: what one run of a whole process costs.
 *
 * Appends one line to FILE: wall seconds, user and system CPU seconds, the peak of resident memory in MB (10^6 bytes) and the exit
 * status, separated by blanks. The figures are the kernel's for the process and those of its children that it
 * waited for (wait4): CPU seconds are theirs together, memory is that of the largest single process. A command that runs longer
 * than the limit (default 900 seconds) is killed with its children. A status above 128 is 128 and the number of the signal that ended it.
 * Exit status: 0 measured, whatever the command's own; 2 wrong usage; 4 the system failed. */
#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { DEFAULT_LIMIT_SECONDS = 900, KILOBYTE = 1024, COMMAND_NOT_FOUND = 127 };

/** What one run cost. */
typedef struct run_cost {
    double wall, user, system, peak_megabytes;
    int status;
} run_cost;

static volatile sig_atomic_t child;

static void child_kill(int signal_number)
{
    (void)signal_number;
    if (child > 0)
        kill(-(pid_t)child, SIGKILL);
}

static double seconds_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static double seconds_of(struct timeval t)
{
    return (double)t.tv_sec + 1e-6 * (double)t.tv_usec;
}

/** False and a word on stderr where no process could be started or waited for. */
static bool run_measure(char **command, unsigned limit_seconds, run_cost *cost)
{
    double begun = seconds_now();
    pid_t started = fork();
    if (started == 0) {
        setpgid(0, 0);
        execvp(command[0], command);
        fprintf(stderr, "esep-bench-measure: %s: %s\n", command[0], strerror(errno));
        _exit(COMMAND_NOT_FOUND);
    }
    if (started < 0) {
        perror("esep-bench-measure: fork");
        return false;
    }
    child = (sig_atomic_t)started;
    alarm(limit_seconds);
    struct rusage used;
    int status;
    while (wait4(started, &status, 0, &used) < 0) {
        if (errno != EINTR) {
            perror("esep-bench-measure: wait4");
            return false;
        }
    }
    *cost = (run_cost){
        .wall = seconds_now() - begun,
        .user = seconds_of(used.ru_utime),
        .system = seconds_of(used.ru_stime),
        .peak_megabytes = (double)used.ru_maxrss * KILOBYTE / 1e6,
        .status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status),
    };
    return true;
}

/** An interrupted benchmark must not leave its command running: it has a process group of its own. */
static void signals_catch(void)
{
    struct sigaction action = {.sa_handler = child_kill};
    sigemptyset(&action.sa_mask);
    static const int caught[] = {SIGALRM, SIGINT, SIGTERM, SIGHUP};
    for (size_t i = 0; i < sizeof caught / sizeof *caught; i++)
        sigaction(caught[i], &action, NULL);
}

static bool cost_append(const char *path, const run_cost *cost)
{
    FILE *file = fopen(path, "a");
    bool written = file && fprintf(file, "%.6f %.6f %.6f %.2f %d\n", cost->wall, cost->user, cost->system,
                                   cost->peak_megabytes, cost->status) > 0;
    if (file && fclose(file) != 0)
        written = false;
    if (!written)
        fprintf(stderr, "esep-bench-measure: %s: %s\n", path, strerror(errno));
    return written;
}

int main(int count, char **arguments)
{
    const char *path = NULL;
    long limit_seconds = DEFAULT_LIMIT_SECONDS;
    bool understood = true;
    int i = 1;
    for (; i + 1 < count && strcmp(arguments[i], "--") != 0; i += 2) {
        if (strcmp(arguments[i], "-o") == 0)
            path = arguments[i + 1];
        else if (strcmp(arguments[i], "--limit") == 0)
            limit_seconds = strtol(arguments[i + 1], NULL, 10);
        else
            understood = false;
    }
    if (!understood || !path || i + 1 >= count || limit_seconds < 1) {
        fputs("usage: esep-bench-measure [--limit SECONDS] -o FILE -- COMMAND …\n", stderr);
        return 2;
    }
    signals_catch();
    run_cost cost;
    return run_measure(arguments + i + 1, (unsigned)limit_seconds, &cost) && cost_append(path, &cost) ? 0 : 4;
}

/* The program: a verb, its options, one line for what failed, and the exit status (see <esep/error.h>). */
#include "base/error.h"
#include "base/text.h"
#include "cli/command.h"
#include "cli/options.h"

#include <esep/interrupt.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

static esep_status main_unknown(const char *verb, esep_error *error)
{
    enum { MOST = 32 };
    text names[MOST];
    char list[ESEP_ERROR_ARGUMENT_BYTES] = "", shown[ESEP_ERROR_ARGUMENT_BYTES];
    size_t n = 0;
    text_copy_cut(shown, sizeof shown, text_from(verb));
    for (; commands[n] && n < MOST; n++) {
        names[n] = text_from(commands[n]->name);
        size_t used = strlen(list);
        snprintf(list + used, sizeof list - used, "%s%s", n ? ", " : "", commands[n]->name);
    }
    ptrdiff_t nearest = text_nearest(text_from(verb), names, n);
    if (nearest >= 0)
        return error_raise(error, ESEP_USAGE, MESSAGE_CLI_UNKNOWN_VERB_NEAREST, shown,
                           commands[nearest]->name);
    return error_raise(error, ESEP_USAGE, MESSAGE_CLI_UNKNOWN_VERB, shown, list);
}

static const command *main_find(const char *verb)
{
    if (strcmp(verb, "--help") == 0 || strcmp(verb, "-h") == 0)
        return &command_help;
    if (strcmp(verb, "--version") == 0)
        return &command_version;
    for (size_t i = 0; commands[i]; i++) {
        if (strcmp(commands[i]->name, verb) == 0)
            return commands[i];
    }
    return NULL;
}

static esep_status main_run(int argc, char **argv, esep_language language, esep_error *error)
{
    const char *verb = argc > 1 ? argv[1] : "help";
    const command *c = main_find(verb);
    if (!c)
        return main_unknown(verb, error);
    command_line line = {.language = language};
    bool help = false;
    if (c == &command_help && argc > 2 && argv[2][0] != '-') { /* esep help change */
        c = main_find(argv[2]);
        return c ? options_help(c, language, error) : main_unknown(argv[2], error);
    }
    if (argc > 1)
        ESEP_TRY(options_parse(&line, &help, c, argc - 1, argv + 1, error));
    return help ? options_help(c, language, error) : c->run(&line, error);
}

static volatile sig_atomic_t main_signal;

/* By default a signal ends the program at once. Only while a database counts, its statement is ended first; a second signal does not wait for that. */
static void main_interrupted(int number)
{
    bool again = main_signal != 0;
    main_signal = number;
    if (!again && esep_interrupt())
        return;
    signal(number, SIG_DFL);
    raise(number);
}

static void main_listen(int number)
{
    struct sigaction before, now = {.sa_handler = main_interrupted, .sa_flags = SA_RESTART};
    if (sigaction(number, NULL, &before) == 0 && before.sa_handler != SIG_IGN)
        sigaction(number, &now, NULL);
}

int main(int argc, char **argv)
{
    esep_error error = {0};
    main_listen(SIGINT);
    main_listen(SIGTERM);
    signal(SIGPIPE,
           SIG_IGN); /* a closed pipe is a failed write, and said so; so is a file grown to its limit */
    signal(SIGXFSZ, SIG_IGN);
    esep_language language = options_language(argc, argv);
    esep_status status = main_run(argc, argv, language, &error);
    if (main_signal) { /* whoever waits for this program sees what ended it */
        signal(main_signal, SIG_DFL);
        raise(main_signal);
    }
    if (error.status != ESEP_OK) { /* a verb may end with a status that is no failure */
        char line[4000];
        esep_error_text(&error, language, line, sizeof line);
        fprintf(stderr, "esep: %s\n", line);
    }
    return (int)status;
}

#include "cli/options.h"

#include "base/error.h"
#include "base/text.h"

#include <errno.h>
#include <esep/language.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { OPTIONS_HELP = 1000, OPTIONS_FIRST = 2000 };

static esep_status options_usage(message_id message, const char *one, const char *two, esep_error *error)
{
    return error_raise(error, ESEP_USAGE, message, one, two);
}

/* "--dat" for what getopt did not know: the nearest name, if one is near. */
static esep_status options_unknown(const command *c, const char *written, esep_error *error)
{
    text names[COMMAND_OPTIONS];
    char shown[ESEP_ERROR_ARGUMENT_BYTES], nearest_name[64];
    text_copy_cut(shown, sizeof shown, text_from(written));
    shown[strcspn(shown, "=")] = '\0';
    for (size_t i = 0; i < c->n_options; i++)
        names[i] = text_from(c->options[i].hidden ? "" : c->options[i].name);
    ptrdiff_t nearest =
        strncmp(shown, "--", 2) == 0 ? text_nearest(text_from(shown + 2), names, c->n_options) : -1;
    if (nearest < 0)
        return options_usage(MESSAGE_CLI_UNKNOWN_OPTION, shown, c->name, error);
    snprintf(nearest_name, sizeof nearest_name, "--%s", c->options[nearest].name);
    return options_usage(MESSAGE_CLI_UNKNOWN_OPTION_NEAREST, shown, nearest_name, error);
}

static esep_status options_number(option_value *value, const command_option *option, const char *name,
                                  esep_error *error)
{
    char *end, least[24], most[24];
    errno = 0;
    long long number = strtoll(value->text, &end, 10);
    if (errno || end == value->text || *end || number < option->least || number > option->most)
        return error_raise(error, ESEP_USAGE, MESSAGE_CLI_OPTION_NUMBER, name, value->text,
                           error_number(least, option->least), error_number(most, option->most));
    value->number = number;
    return ESEP_OK;
}

/* The chosen word's place in the list. */
static esep_status options_choice(option_value *value, const command_option *option, const char *name,
                                  esep_error *error)
{
    size_t length = strlen(value->text);
    int64_t place = 0;
    for (const char *word = option->choices; *word; place++) {
        size_t n = strcspn(word, " ");
        if (n == length && strncmp(word, value->text, n) == 0) {
            value->number = place;
            return ESEP_OK;
        }
        word += n;
        word += *word == ' ';
    }
    return error_raise(error, ESEP_USAGE, MESSAGE_CLI_OPTION_CHOICE, name, value->text, option->choices);
}

static esep_status options_take(command_line *line, const command *c, size_t i, const char *value,
                                esep_error *error)
{
    const command_option *option = &c->options[i];
    option_value *to = &line->options[i];
    char name[64];
    snprintf(name, sizeof name, "--%s", option->name);
    if (option->kind == OPTION_LIST && to->n < OPTION_LIST_MOST) {
        to->given = true;
        to->list[to->n++] = value;
        return ESEP_OK;
    }
    if (to->given)
        return options_usage(MESSAGE_CLI_OPTION_TWICE, name, NULL, error);
    to->given = true;
    to->text = value;
    if (option->kind == OPTION_NUMBER)
        return options_number(to, option, name, error);
    return option->kind == OPTION_CHOICE ? options_choice(to, option, name, error) : ESEP_OK;
}

/* The table in getopt's form. */
static void options_for_getopt(const command *c, struct option *list, char *letters)
{
    size_t n = 0;
    *letters++ = ':';
    for (; n < c->n_options; n++) {
        bool flag = c->options[n].kind == OPTION_FLAG;
        list[n] = (struct option){c->options[n].name, flag ? no_argument : required_argument, NULL,
                                  OPTIONS_FIRST + (int)n};
        if (c->options[n].letter) {
            *letters++ = c->options[n].letter;
            if (!flag)
                *letters++ = ':';
        }
    }
    *letters++ = 'h';
    *letters = '\0';
    list[n++] = (struct option){"help", no_argument, NULL, OPTIONS_HELP};
    list[n] = (struct option){0};
}

static size_t options_by_letter(const command *c, int letter)
{
    size_t i = 0;
    while (i < c->n_options && c->options[i].letter != letter)
        i++;
    return i;
}

esep_status options_parse(command_line *line, bool *help, const command *c, int argc, char **argv,
                          esep_error *error)
{
    struct option list[COMMAND_OPTIONS + 2];
    char letters[3 * COMMAND_OPTIONS];
    options_for_getopt(c, list, letters);
    opterr = 0;
    optind = 1;
    *help = false;
    for (;;) {
        int at = optind, found = getopt_long(argc, argv, letters, list, NULL);
        const char *written = argv[at] && at < argc ? argv[at] : "";
        if (found == -1)
            break;
        if (found == OPTIONS_HELP || found == 'h') {
            *help = true;
            return ESEP_OK;
        }
        if (found == ':')
            return options_usage(MESSAGE_CLI_OPTION_NEEDS_VALUE, argv[optind - 1], NULL, error);
        if (found == '?' && optopt >= OPTIONS_FIRST) {
            char name[64];
            text_copy_cut(name, sizeof name, (text){argv[optind - 1], strcspn(argv[optind - 1], "=")});
            return options_usage(MESSAGE_CLI_OPTION_NO_VALUE, name, NULL, error);
        }
        if (found == '?')
            return options_unknown(c, optind > at ? argv[optind - 1] : written, error);
        size_t i = found >= OPTIONS_FIRST ? (size_t)(found - OPTIONS_FIRST) : options_by_letter(c, found);
        ESEP_TRY(options_take(line, c, i, optarg, error));
    }
    line->operands = (const char *const *)(argv + optind);
    line->n_operands = (size_t)(argc - optind);
    return ESEP_OK;
}

esep_language options_language(int argc, char **argv)
{
    esep_language language;
    for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
        const char *code = strcmp(argv[i], "--lang") == 0 && i + 1 < argc ? argv[i + 1]
                           : strncmp(argv[i], "--lang=", 7) == 0          ? argv[i] + 7
                                                                          : "";
        if (esep_language_from_code(&language, code))
            return language;
    }
    return esep_language_from_locale(getenv("LC_ALL"), getenv("LC_MESSAGES"), getenv("LANG"));
}

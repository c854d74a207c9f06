/* What the program says of itself: --help, the list of commands, the manual page. All comes from the tables of commands. */
#include "base/error.h"
#include "base/text.h"
#include "cli/command.h"
#include "cli/options.h"
#include "cli/output.h"

#include <esep/language.h>
#include <stdio.h>
#include <string.h>

enum { HELP_SENTENCE = 2000, HELP_INDENT = 30, HELP_WIDTH = 100, HELP_MAN_WIDTH = 70 };

static void help_add(buffer *out, esep_language language, message_id id)
{
    char sentence[HELP_SENTENCE];
    esep_sentence(language, (int)id, NULL, 0, sentence, sizeof sentence);
    buffer_add_string(out, sentence);
}

/* Words of a sentence from column `at` on, lines broken before HELP_WIDTH and begun at HELP_INDENT. */
static void help_add_wrapped(buffer *out, const char *sentence, size_t at)
{
    bool first = true;
    while (*sentence) {
        size_t length = strcspn(sentence, " ");
        char word[HELP_SENTENCE];
        text_copy_cut(word, sizeof word, (text){sentence, length});
        size_t width = esep_text_width(word);
        if (!first && at + 1 + width > HELP_WIDTH) {
            buffer_add_format(out, "\n%*s", HELP_INDENT, "");
            at = HELP_INDENT;
        } else if (!first) {
            buffer_add_byte(out, ' ');
            at++;
        }
        buffer_add_string(out, word);
        at += width;
        first = false;
        sentence += length;
        sentence += *sentence == ' ';
    }
    buffer_add_byte(out, '\n');
}

static void help_add_option(buffer *out, const command_option *option, esep_language language)
{
    char value[100] = "", help[HELP_SENTENCE], left[200];
    if (option->kind != OPTION_FLAG)
        esep_sentence(language, (int)option->value, NULL, 0, value, sizeof value);
    esep_sentence(language, (int)option->help, NULL, 0, help, sizeof help);
    char letter[8] = "    ";
    if (option->letter)
        snprintf(letter, sizeof letter, "-%c, ", option->letter);
    snprintf(left, sizeof left, "  %s--%s%s%s", letter, option->name, value[0] ? " " : "", value);
    size_t width = esep_text_width(left);
    buffer_add_string(out, left);
    if (width + 2 > HELP_INDENT)
        buffer_add_format(out, "\n%*s", HELP_INDENT, "");
    else
        buffer_add_format(out, "%*s", (int)(HELP_INDENT - width), "");
    help_add_wrapped(out, help, HELP_INDENT);
}

static const command_option help_option = {.name = "help", .letter = 'h', .help = MESSAGE_CLI_OPT_HELP};

/* A command line, `indent` from the left; one that is too long goes on in the next line before an option, as a shell takes it. */
static void help_add_example(buffer *out, const char *example, int indent, size_t width)
{
    size_t at = (size_t)indent;
    buffer_add_format(out, "%*s", indent, "");
    while (*example) {
        const char *option = strstr(example + 1, " --");
        size_t length = option ? (size_t)(option - example) : strlen(example);
        if (at + length + 2 > width && at > (size_t)indent) {
            buffer_add_format(out, " \\\n%*s", indent + 4, "");
            at = (size_t)indent + 4;
            example++;
            length--;
        }
        buffer_add(out, (text){example, length});
        at += length;
        example += length;
    }
    buffer_add_byte(out, '\n');
}

static void help_add_command(buffer *out, const command *c, esep_language language)
{
    help_add(out, language, MESSAGE_CLI_USAGE);
    buffer_add_format(out, " esep %s", c->name);
    if (c->operands != MESSAGE_NONE) {
        buffer_add_byte(out, ' ');
        help_add(out, language, c->operands);
    }
    buffer_add_byte(out, ' ');
    help_add(out, language, MESSAGE_CLI_VALUE_OPTIONS);
    buffer_add_string(out, "\n\nesep ");
    buffer_add_string(out, c->name);
    buffer_add_string(out, ": ");
    help_add(out, language, c->summary);
    buffer_add_string(out, ".\n");
    if (c->operands_help != MESSAGE_NONE) {
        help_add(out, language, c->operands_help);
        buffer_add_byte(out, '\n');
    }
    buffer_add_byte(out, '\n');
    help_add(out, language, MESSAGE_CLI_OPTIONS);
    buffer_add_byte(out, '\n');
    for (size_t i = 0; i < c->n_options; i++) {
        if (!c->options[i].hidden)
            help_add_option(out, &c->options[i], language);
    }
    help_add_option(out, &help_option, language);
    if (c->examples) {
        buffer_add_byte(out, '\n');
        help_add(out, language, MESSAGE_CLI_EXAMPLES);
        buffer_add_byte(out, '\n');
        for (size_t i = 0; c->examples[i]; i++)
            help_add_example(out, c->examples[i], 2, HELP_WIDTH);
    }
    buffer_add_byte(out, '\n');
    help_add(out, language, MESSAGE_CLI_EXIT);
    buffer_add_byte(out, ' ');
    help_add(out, language, MESSAGE_CLI_EXIT_LIST);
    buffer_add_byte(out, '\n');
}

static esep_status help_print(buffer *out, esep_error *error)
{
    esep_status status = buffer_status(out, error);
    if (status == ESEP_OK)
        status = output_whole(NULL, buffer_text(out), error);
    buffer_free(out);
    return status;
}

esep_status options_help(const command *c, esep_language language, esep_error *error)
{
    buffer out = {0};
    help_add_command(&out, c, language);
    return help_print(&out, error);
}

static esep_status help_run(const command_line *line, esep_error *error)
{
    buffer out = {0};
    help_add(&out, line->language, MESSAGE_CLI_ABOUT);
    buffer_add_string(&out, "\n\n");
    help_add(&out, line->language, MESSAGE_CLI_COMMANDS);
    buffer_add_byte(&out, '\n');
    for (size_t i = 0; commands[i]; i++) {
        buffer_add_format(&out, "  %-10s", commands[i]->name);
        help_add(&out, line->language, commands[i]->summary);
        buffer_add_byte(&out, '\n');
    }
    buffer_add_byte(&out, '\n');
    help_add(&out, line->language, MESSAGE_CLI_MORE);
    buffer_add_byte(&out, '\n');
    return help_print(&out, error);
}

/* Text of roff: a backslash and a dot at the beginning of a line would be commands. */
static void help_add_roff(buffer *out, text t)
{
    bool line_begins = true;
    for (size_t i = 0; i < t.length; i++) {
        if (t.data[i] == '\\')
            buffer_add_string(out, "\\e");
        else if (t.data[i] == '-')
            buffer_add_string(out, "\\-");
        else {
            if (line_begins && (t.data[i] == '.' || t.data[i] == '\''))
                buffer_add_string(out, "\\&");
            buffer_add_byte(out, t.data[i]);
        }
        line_begins = t.data[i] == '\n';
    }
}

static void help_add_roff_message(buffer *out, esep_language language, message_id id)
{
    char sentence[HELP_SENTENCE];
    esep_sentence(language, (int)id, NULL, 0, sentence, sizeof sentence);
    help_add_roff(out, text_from(sentence));
}

/* A heading is a message of the help, without its colon. */
static void help_add_roff_heading(buffer *out, esep_language language, const char *macro, message_id id)
{
    char sentence[HELP_SENTENCE];
    esep_sentence(language, (int)id, NULL, 0, sentence, sizeof sentence);
    sentence[strcspn(sentence, ":")] = '\0';
    buffer_add_format(out, "%s ", macro);
    help_add_roff(out, text_from(sentence));
    buffer_add_byte(out, '\n');
}

static void help_add_roff_usage(buffer *out, const command *c, esep_language language)
{
    buffer_add_format(out, "\\fBesep %s\\fR", c->name);
    if (c->operands != MESSAGE_NONE) {
        buffer_add_string(out, " \\fI");
        help_add_roff_message(out, language, c->operands);
        buffer_add_string(out, "\\fR");
    }
    buffer_add_byte(out, ' ');
    help_add_roff_message(out, language, MESSAGE_CLI_VALUE_OPTIONS);
    buffer_add_byte(out, '\n');
}

static void help_add_roff_option(buffer *out, const command_option *option, esep_language language)
{
    buffer_add_string(out, ".TP\n");
    if (option->letter)
        buffer_add_format(out, "\\fB\\-%c\\fR, ", option->letter);
    buffer_add_string(out, "\\fB\\-\\-");
    help_add_roff(out, text_from(option->name));
    buffer_add_string(out, "\\fR");
    if (option->kind != OPTION_FLAG) {
        buffer_add_string(out, " \\fI");
        help_add_roff_message(out, language, option->value);
        buffer_add_string(out, "\\fR");
    }
    buffer_add_byte(out, '\n');
    help_add_roff_message(out, language, option->help);
    buffer_add_byte(out, '\n');
}

static void help_add_roff_examples(buffer *out, const command *c, esep_language language)
{
    buffer lines = {0};
    for (size_t i = 0; c->examples[i]; i++)
        help_add_example(&lines, c->examples[i], 0, HELP_MAN_WIDTH);
    help_add_roff_heading(out, language, ".SS", MESSAGE_CLI_EXAMPLES);
    buffer_add_string(out, ".nf\n");
    help_add_roff(out, buffer_text(&lines));
    buffer_add_string(out, ".fi\n");
    out->failed = out->failed || lines.failed;
    buffer_free(&lines);
}

static void help_add_roff_command(buffer *out, const command *c, esep_language language)
{
    buffer_add_format(out, ".SH esep %s\n", c->name);
    help_add_roff_message(out, language, c->summary);
    buffer_add_string(out, ".\n");
    if (c->operands_help != MESSAGE_NONE) {
        help_add_roff_message(out, language, c->operands_help);
        buffer_add_byte(out, '\n');
    }
    help_add_roff_heading(out, language, ".SS", MESSAGE_CLI_OPTIONS);
    for (size_t i = 0; i < c->n_options; i++) {
        if (!c->options[i].hidden)
            help_add_roff_option(out, &c->options[i], language);
    }
    help_add_roff_option(out, &help_option, language);
    if (c->examples)
        help_add_roff_examples(out, c, language);
}

static esep_status help_man_run(const command_line *line, esep_error *error)
{
    buffer out = {0};
    /* Words are not broken at line ends, and lines are ragged: options and file names must stay whole. */
    buffer_add_string(&out, ".TH ESEP 1 \"\" \"esep " ESEP_VERSION "\"\n.nh\n.ad l\n");
    help_add_roff_heading(&out, line->language, ".SH", MESSAGE_CLI_MAN_NAME);
    buffer_add_string(&out, "esep \\- ");
    help_add_roff_message(&out, line->language, MESSAGE_CLI_MAN_ABOUT);
    buffer_add_byte(&out, '\n');
    help_add_roff_heading(&out, line->language, ".SH", MESSAGE_CLI_USAGE);
    for (size_t i = 0; commands[i]; i++) {
        buffer_add_string(&out, i ? ".br\n" : "");
        help_add_roff_usage(&out, commands[i], line->language);
    }
    for (size_t i = 0; commands[i]; i++)
        help_add_roff_command(&out, commands[i], line->language);
    help_add_roff_heading(&out, line->language, ".SH", MESSAGE_CLI_EXIT);
    help_add_roff_message(&out, line->language, MESSAGE_CLI_EXIT_LIST);
    buffer_add_byte(&out, '\n');
    return help_print(&out, error);
}

static esep_status help_version_run(const command_line *line, esep_error *error)
{
    (void)line;
    return output_whole(NULL, text_from("esep " ESEP_VERSION "\n"), error);
}

static const command_option help_options[] = {
    {.name = "lang",
     .kind = OPTION_CHOICE,
     .value = MESSAGE_CLI_VALUE_NAME,
     .help = MESSAGE_CLI_OPT_LANG,
     .choices = "en ru kk"},
};

const command command_help = {
    .name = "help", .summary = MESSAGE_CLI_HELP, .options = help_options, .n_options = 1, .run = help_run};
const command command_man = {
    .name = "man", .summary = MESSAGE_CLI_MAN, .options = help_options, .n_options = 1, .run = help_man_run};
const command command_version = {.name = "version",
                                 .summary = MESSAGE_CLI_VERSION,
                                 .options = help_options,
                                 .n_options = 1,
                                 .run = help_version_run};

/* command.h - a verb of the program: adding one is a new file, a line in commands.c, and its messages.
 *
 * Options are a typed table; parsing, --help and the manual page all come from it. Parse, run and print are apart: cli/options.c
 * parses, the verb's run() asks the library, cli/output.c writes. */
#ifndef CLI_COMMAND_H
#define CLI_COMMAND_H

#include "base/message.h"

#include <esep/error.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum option_kind {
    OPTION_FLAG,
    OPTION_TEXT,
    OPTION_NUMBER, /**< whole, least … most */
    OPTION_CHOICE, /**< one of `choices`, words with blanks between */
    OPTION_LIST,   /**< a text, may be given again */
} option_kind;

typedef struct command_option {
    const char *name; /**< without -- */
    char letter;      /**< 0: none */
    option_kind kind;
    message_id value; /**< what its value is called in the help */
    message_id help;
    const char *choices;
    int64_t least;
    int64_t most;
    bool hidden; /**< not in the help: for tests */
} command_option;

enum { OPTION_LIST_MOST = 32 };

/** What the user gave for an option. */
typedef struct option_value {
    bool given;
    const char *text;
    int64_t number;
    const char *list[OPTION_LIST_MOST]; /**< [n] of an OPTION_LIST */
    size_t n;
} option_value;

enum { COMMAND_OPTIONS = 40 };

/** A command line, taken apart. */
typedef struct command_line {
    esep_language language;
    option_value options[COMMAND_OPTIONS]; /**< as in the command's table */
    const char *const *operands;
    size_t n_operands;
} command_line;

typedef struct command {
    const char *name;
    message_id summary;
    message_id operands;           /**< in the usage line; MESSAGE_NONE: none */
    message_id operands_help;      /**< a sentence about them; MESSAGE_NONE: none */
    const char *const *examples;   /**< command lines that work, ended by NULL */
    const command_option *options; /**< [n_options] */
    size_t n_options;
    esep_status (*run)(const command_line *line, esep_error *error);
} command;

extern const command *const commands[]; /**< ended by NULL */

extern const command command_change;
extern const command command_check;
extern const command command_cube;
extern const command command_explain;
extern const command command_help;
extern const command command_init;
extern const command command_load;
extern const command command_man;
extern const command command_report;
extern const command command_validate;
extern const command command_version;

#endif

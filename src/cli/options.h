/* options.h - from argv to a command_line, by the command's table. */
#ifndef CLI_OPTIONS_H
#define CLI_OPTIONS_H

#include "cli/command.h"

/** Take apart argv[1 … argc) of a command. *help tells that --help was asked for: then nothing else is checked. Operands and texts
 *  point into argv, whose elements may be put in another order. */
esep_status options_parse(command_line *line, bool *help, const command *c, int argc, char **argv,
                          esep_error *error);

/** --lang of any command, looked for ahead of all else, so that errors too are in the user's language; else the locale's. */
esep_language options_language(int argc, char **argv);

/** The page that --help prints, onto stdout. */
esep_status options_help(const command *c, esep_language language, esep_error *error);

#endif

/* terminal.h - what stdout and stderr are: a person's terminal, or something that reads bytes. */
#ifndef CLI_TERMINAL_H
#define CLI_TERMINAL_H

#include <stdbool.h>
#include <stddef.h>

/** Columns of stdout's terminal; 0 where it is none. COLUMNS in the environment stands in where the terminal does not tell. */
size_t terminal_width(void);
/** May stdout get colours? Not where NO_COLOR is set (no-color.org), TERM is dumb, or it is no terminal. */
bool terminal_colour(void);
bool terminal_is_stdout(void);
bool terminal_is_stderr(void);

#endif

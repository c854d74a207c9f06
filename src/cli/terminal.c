#include "cli/terminal.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

size_t terminal_width(void)
{
    struct winsize size;
    if (!isatty(STDOUT_FILENO))
        return 0;
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
        return size.ws_col;
    const char *columns = getenv("COLUMNS");
    long width = columns ? strtol(columns, NULL, 10) : 0;
    return width > 0 && width < 10000 ? (size_t)width : 80;
}

bool terminal_colour(void)
{
    const char *forbidden = getenv("NO_COLOR"), *term = getenv("TERM");
    return isatty(STDOUT_FILENO) && !(forbidden && *forbidden) && term && strcmp(term, "dumb") != 0;
}

bool terminal_is_stdout(void)
{
    return isatty(STDOUT_FILENO) != 0;
}

bool terminal_is_stderr(void)
{
    return isatty(STDERR_FILENO) != 0;
}

#include "base/error.h"

#include "base/text.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>

esep_status error_raise_list(esep_error *error, esep_status status, message_id message, ...)
{
    if (!error)
        return status;
    if (error->status != ESEP_OK)
        return error->status;
    error->status = status;
    error->message = (int)message;

    va_list list;
    va_start(list, message);
    for (int i = 0; i < ESEP_ERROR_ARGUMENTS; i++) {
        const char *argument = va_arg(list, const char *);
        if (!argument)
            break;
        text_copy_cut(error->arguments[i], sizeof error->arguments[i], text_from(argument));
    }
    va_end(list);
    return status;
}

esep_status error_at(esep_error *error, const char *place, uint64_t line)
{
    if (!error)
        return ESEP_SYSTEM;
    if (error->place[0] == '\0' && place)
        text_copy_cut(error->place, sizeof error->place, text_from(place));
    if (error->line == 0)
        error->line = line;
    return error->status;
}

const char *error_number(char text[24], int64_t number)
{
    snprintf(text, 24, "%" PRId64, number);
    return text;
}

#include "api/names_list.h"

#include <string.h>

/* One name from the front of *rest into `name`, its bytes in `to`. False where a quote is left open. */
static bool names_list_take(text *name, text *rest, char *to)
{
    size_t length = 0, i = 0;
    bool quoted = false;
    while (i < rest->length && (rest->data[i] == ' ' || rest->data[i] == '\t'))
        i++;
    bool in_quotes = i < rest->length && rest->data[i] == '"';
    if (in_quotes) {
        quoted = true;
        for (i++; i < rest->length && in_quotes; i++) {
            bool mark = rest->data[i] == '"';
            if (mark && i + 1 < rest->length && rest->data[i + 1] == '"')
                i++;
            else if (mark) {
                in_quotes = false;
                continue;
            }
            to[length++] = rest->data[i];
        }
    }
    for (; i < rest->length && rest->data[i] != ','; i++)
        to[length++] = rest->data[i];
    *name = quoted ? (text){to, length} : text_trim((text){to, length});
    if (quoted) {
        while (name->length && name->data[name->length - 1] == ' ')
            name->length--;
    }
    *rest = (text){rest->data + i, rest->length - i};
    return !in_quotes;
}

esep_status names_list_split(const text **names, size_t *n, arena *memory, text written, esep_error *error)
{
    size_t most = 1;
    for (size_t i = 0; i < written.length; i++)
        most += written.data[i] == ',';
    text *list = ARENA_TAKE(memory, most, text);
    char *bytes = arena_take(memory, written.length + 1, 1);
    if (!list || !bytes)
        return error_memory(error);
    *names = list;
    *n = 0;
    char shown[ESEP_ERROR_ARGUMENT_BYTES];
    text_copy_cut(shown, sizeof shown, written);
    text rest = written;
    if (text_trim(written).length == 0)
        return ESEP_OK;
    for (;;) {
        if (!names_list_take(&list[*n], &rest, bytes) || list[*n].length == 0)
            return error_raise(error, ESEP_USAGE, MESSAGE_NAMES_LIST, shown);
        bytes += list[(*n)++].length;
        if (rest.length == 0)
            return ESEP_OK;
        rest = (text){rest.data + 1, rest.length - 1};
    }
}

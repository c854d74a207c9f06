#include "base/error.h"
#include "language/language.h"

static void language_add_error(buffer *out, const esep_error *error, esep_language language)
{
    text arguments[ESEP_ERROR_ARGUMENTS];
    buffer harmless[ESEP_ERROR_ARGUMENTS] = {0};
    for (int i = 0; i < ESEP_ERROR_ARGUMENTS; i++) {
        language_harmless(&harmless[i], text_from(error->arguments[i]));
        arguments[i] = buffer_text(&harmless[i]);
        out->failed |= harmless[i].failed;
    }
    if (error->place[0]) {
        language_harmless(out, text_from(error->place));
        if (error->line)
            buffer_add_format(out, ":%llu", (unsigned long long)error->line);
        buffer_add_string(out, ": ");
    }
    language_fill(out, language, (message_id)error->message, arguments, ESEP_ERROR_ARGUMENTS);
    for (int i = 0; i < ESEP_ERROR_ARGUMENTS; i++)
        buffer_free(&harmless[i]);
}

size_t esep_error_text(const esep_error *error, esep_language language, char *out, size_t size)
{
    buffer line = {0};
    language_add_error(&line, error, language);
    /* Without memory for the line, the bare sentence without its arguments is still better than nothing. */
    text whole =
        line.failed ? text_from(language_pattern(language, (message_id)error->message)) : buffer_text(&line);
    size_t length = whole.length;
    text_copy_cut(out, size, whole);
    buffer_free(&line);
    return length;
}

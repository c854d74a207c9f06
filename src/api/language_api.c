#include "language/language.h"

#include <esep/language.h>

bool esep_language_from_code(esep_language *language, const char *code)
{
    return language_from_code(language, text_from(code));
}

esep_language esep_language_from_locale(const char *lc_all, const char *lc_messages, const char *lang)
{
    return language_from_locale(lc_all, lc_messages, lang);
}

size_t esep_sentence(esep_language language, int message, const char *const *arguments, size_t n, char *out,
                     size_t size)
{
    enum { MOST = 9 };
    text filled[MOST];
    buffer line = {0};
    n = n > MOST ? MOST : n;
    for (size_t i = 0; i < n; i++)
        filled[i] = text_from(arguments[i]);
    language_fill(&line, language, (message_id)message, filled, n);
    size_t length = line.length;
    text_copy_cut(out, size, buffer_text(&line));
    buffer_free(&line);
    return length;
}

size_t esep_text_width(const char *text)
{
    return language_width(text_from(text));
}

#include "render/lines.h"

#include "language/language.h"

#include <string.h>

void lines_blanks(lines *to, size_t n)
{
    while (n-- > 0)
        buffer_add_byte(to->out, ' ');
}

void lines_end(lines *to)
{
    while (to->out->length > to->begin && to->out->data[to->out->length - 1] == ' ')
        to->out->length--;
    buffer_add_byte(to->out, '\n');
    to->begin = to->out->length;
}

/* Bytes of `words` for one line of `columns`: up to a blank, or in the middle of a word that has no room in
 * any line. At least one character, so that even a line of one column makes progress. */
static size_t lines_break(text words, size_t columns)
{
    size_t fits = language_fit(words, columns);
    if (fits == words.length)
        return fits;
    size_t at = fits;
    while (at > 0 && words.data[at] != ' ')
        at--;
    if (at > 0)
        return at;
    return fits ? fits : language_fit(words, 2);
}

void lines_words(lines *to, text words, lines_weight weight)
{
    static const char *const codes[] = {[LINES_NORMAL] = "",
                                        [LINES_STRONG] = "\x1b[1m",
                                        [LINES_FAINT] = "\x1b[2m",
                                        [LINES_WARNING] = "\x1b[33m"};
    bool weighted = to->colour && weight != LINES_NORMAL && words.length;
    if (weighted)
        buffer_add_string(to->out, codes[weight]);
    buffer_add(to->out, words);
    if (weighted)
        buffer_add_string(to->out, "\x1b[0m");
}

void lines_wrap(lines *to, text words, size_t indent, lines_weight weight)
{
    enum { LEAST_INDENTED = 10 };
    size_t columns = to->width ? to->width : SIZE_MAX;
    if (to->width < LEAST_INDENTED)
        indent = 0;
    for (;;) {
        size_t length = lines_break(words, columns);
        lines_words(to, (text){words.data, length}, weight);
        lines_end(to);
        words.data += length;
        words.length -= length;
        while (words.length && words.data[0] == ' ') {
            words.data++;
            words.length--;
        }
        if (!words.length)
            return;
        columns = to->width - indent;
        lines_blanks(to, indent);
    }
}

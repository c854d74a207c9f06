#include "language/russian_noun.h"

#include <string.h>

/* Cyrillic letters are two bytes each. */
enum { RUSSIAN_LETTER = 2 };

static bool russian_ends(text word, const char *ending)
{
    size_t length = strlen(ending);
    return word.length > length && memcmp(word.data + word.length - length, ending, length) == 0;
}

/* The word that begins at *at, which then stands behind it and the blank after it. */
static text russian_next_word(text words, size_t *at)
{
    size_t from = *at;
    while (*at < words.length && words.data[*at] != ' ')
        ++*at;
    text word = {words.data + from, *at - from};
    *at += *at < words.length;
    return word;
}

/* "уголовных" → "уголовного", "погибших" → "погибшего", "новые" of "новая" → "новой"; other words stay. */
static void russian_singular(buffer *out, text plural, text one)
{
    bool feminine = russian_ends(one, "ая") || russian_ends(one, "яя");
    bool hard = russian_ends(plural, "ых") || russian_ends(plural, "ые");
    bool soft = russian_ends(plural, "их") || russian_ends(plural, "ие");
    if (!hard && !soft) {
        buffer_add(out, plural);
        return;
    }
    text stem = {plural.data, plural.length - 2 * RUSSIAN_LETTER};
    /* After к, г, х the plural has и, the singular о. */
    hard = hard || russian_ends(stem, "к") || russian_ends(stem, "г") || russian_ends(stem, "х");
    buffer_add(out, stem);
    buffer_add_string(out, feminine ? (hard ? "ой" : "ей") : hard ? "ого" : "его");
}

void russian_genitive(buffer *out, text one, text two)
{
    size_t at = 0, at_one = 0;
    while (at < two.length) {
        bool blank = at > 0;
        text word = russian_next_word(two, &at);
        if (blank)
            buffer_add_byte(out, ' ');
        russian_singular(out, word, russian_next_word(one, &at_one));
    }
}

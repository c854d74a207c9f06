/* The tables of messages, one per language, and how arguments find their places in them. */
#include "language/kazakh_suffix.h"
#include "language/language.h"

#include <string.h>

#define MESSAGE(id, en, ru, kk)                                                                              \
    _Static_assert(sizeof en > 1 && sizeof ru > 1 && sizeof kk > 1, "a text of message " #id " is empty");
#include "base/messages/all.def"
#undef MESSAGE

static const char *const language_messages[ESEP_LANGUAGES][MESSAGES] = {
    [ESEP_EN] =
        {
            "",
#define MESSAGE(id, en, ru, kk) en,
#include "base/messages/all.def"
#undef MESSAGE
        },
    [ESEP_RU] =
        {
            "",
#define MESSAGE(id, en, ru, kk) ru,
#include "base/messages/all.def"
#undef MESSAGE
        },
    [ESEP_KK] =
        {
            "",
#define MESSAGE(id, en, ru, kk) kk,
#include "base/messages/all.def"
#undef MESSAGE
        },
};

const char *language_pattern(esep_language language, message_id id)
{
    return language_messages[language][id];
}

static bool language_begins(text t, size_t at, text with)
{
    return with.length && t.length - at >= with.length && memcmp(t.data + at, with.data, with.length) == 0;
}

/* "-21", "+2045", and with the grouping mark of a language also "+2 045": the whole of the text is one
 * integer. */
static bool language_read_integer(int128 *out, text t, text group)
{
    static const text minus = {"\u2212", 3};
    enum { DIGITS = 38 };
    size_t at = language_begins(t, 0, minus) ? minus.length : language_begins(t, 0, (text){"+", 1}) ? 1 : 0;
    bool negative = at == minus.length || language_begins(t, 0, (text){"-", 1});
    int digits = 0;
    int128 number = 0;
    at += negative && at == 0;
    while (at < t.length) {
        if (digits && language_begins(t, at, group)) {
            at += group.length;
            continue;
        }
        if (t.data[at] < '0' || t.data[at] > '9' || ++digits > DIGITS)
            return false;
        number = number * 10 + (t.data[at++] - '0');
    }
    *out = negative ? -number : number;
    return digits > 0;
}

static void language_add_grouped(buffer *out, esep_language language, text argument)
{
    int128 number;
    if (language_read_integer(&number, argument, text_from(NULL)))
        language_number(out, language, number, 0, LANGUAGE_TYPOGRAPHIC);
    else
        buffer_add(out, argument);
}

/* Which of the forms a|b|c the number takes. What is no integer takes the form of fractions: the second, in
 * English as in Russian (1,5 процента). */
static size_t language_form(esep_language language, text argument)
{
    int128 number;
    if (!language_read_integer(&number, argument, text_from(language_group(language))))
        return 1;
    switch (language_plural_of(language, number, 0)) {
    case LANGUAGE_ONE:
        return 0;
    case LANGUAGE_MANY:
        return 2;
    case LANGUAGE_FEW:
    case LANGUAGE_OTHER:
        break;
    }
    return 1;
}

static void language_add_form(buffer *out, esep_language language, text forms, text argument)
{
    size_t wanted = language_form(language, argument);
    for (;;) {
        const char *bar = memchr(forms.data, '|', forms.length);
        if (!bar || wanted == 0) {
            buffer_add(out, (text){forms.data, bar ? (size_t)(bar - forms.data) : forms.length});
            return;
        }
        forms.length -= (size_t)(bar + 1 - forms.data);
        forms.data = bar + 1;
        wanted--;
    }
}

/* "16" in the dative is "16-ға". */
static void language_add_with_ending(buffer *out, esep_language language, text argument, text name)
{
    kazakh_case wanted;
    language_add_grouped(out, language, argument);
    if (kazakh_case_named(&wanted, name))
        kazakh_add_ending(out, argument, wanted);
}

/* One place, "1", "1#", "1!", "1'dative" or "1|…|…" without its braces. */
static void language_add_place(buffer *out, esep_language language, text place, const text *arguments,
                               size_t n)
{
    size_t index = (size_t)(place.data[0] - '1');
    if (index >= n || !arguments[index].data)
        return;
    if (place.length == 1)
        buffer_add(out, arguments[index]);
    else if (place.data[1] == '#')
        language_add_grouped(out, language, arguments[index]);
    else if (place.data[1] == '\'')
        language_add_with_ending(out, language, arguments[index], (text){place.data + 2, place.length - 2});
    else if (place.data[1] == '|')
        language_add_form(out, language, (text){place.data + 2, place.length - 2}, arguments[index]);
}

/* The end brace of the place that begins at `open`, or NULL where it is a brace like any other. */
static const char *language_place_end(const char *open)
{
    if (open[1] < '1' || open[1] > '9')
        return NULL;
    if (open[2] == '}')
        return open + 2;
    if (open[2] == '#' || open[2] == '!')
        return open[3] == '}' ? open + 3 : NULL;
    return open[2] == '|' || open[2] == '\'' ? strchr(open, '}') : NULL;
}

void language_fill(buffer *out, esep_language language, message_id id, const text *arguments, size_t n)
{
    const char *rest = language_pattern(language, id);
    for (;;) {
        const char *open = strchr(rest, '{');
        if (!open)
            break;
        buffer_add(out, (text){rest, (size_t)(open - rest)});
        const char *end = language_place_end(open);
        if (end)
            language_add_place(out, language, (text){open + 1, (size_t)(end - open - 1)}, arguments, n);
        else
            buffer_add_byte(out, '{');
        rest = end ? end + 1 : open + 1;
        /* The point of an abbreviation ("2023 г.") ends the sentence too. */
        if (end && *rest == '.' && out->length && out->data[out->length - 1] == '.')
            rest++;
    }
    buffer_add_string(out, rest);
}

/* How wide characters are, and which ones may not reach a terminal. */
#include "language/language.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

/* Vowels and finals of Hangul melt into the syllable that their initial, two columns wide, has begun. */
static size_t language_character_width(UChar32 c)
{
    enum { SOFT_HYPHEN = 0xAD, FIRST_MARK = 0x300, FIRST_INNER_JAMO = 0x1160, LAST_INNER_JAMO = 0x11FF };
    if (c < 0)
        return 1; /* shown as U+FFFD */
    if ((c >= 0x20 && c < 0x7F) || (c > SOFT_HYPHEN && c < FIRST_MARK))
        return 1;
    if (c >= FIRST_INNER_JAMO && c <= LAST_INNER_JAMO)
        return 0;
    if (U_GET_GC_MASK(c) & (U_GC_MN_MASK | U_GC_ME_MASK | U_GC_CF_MASK | U_GC_CC_MASK))
        return 0;
    int width = u_getIntPropertyValue(c, UCHAR_EAST_ASIAN_WIDTH);
    return width == U_EA_WIDE || width == U_EA_FULLWIDTH ? 2 : 1;
}

/* The next character of t from *at on, and *at behind it; negative where the bytes are not UTF-8. */
static UChar32 language_next_character(text t, size_t *at)
{
    UChar32 c;
    U8_NEXT((const uint8_t *)t.data, *at, t.length, c);
    return c;
}

size_t language_width(text t)
{
    size_t width = 0;
    for (size_t at = 0; at < t.length;)
        width += language_character_width(language_next_character(t, &at));
    return width;
}

size_t language_fit(text t, size_t columns)
{
    size_t fits = 0, width = 0;
    for (size_t at = 0; at < t.length; fits = at) {
        width += language_character_width(language_next_character(t, &at));
        if (width > columns)
            break;
    }
    return fits;
}

/* Joiners are format characters too, but only bind letters and pictures. */
static bool language_is_harmless(UChar32 c)
{
    enum { ZERO_WIDTH_NON_JOINER = 0x200C, ZERO_WIDTH_JOINER = 0x200D };
    if (c == ZERO_WIDTH_NON_JOINER || c == ZERO_WIDTH_JOINER)
        return true;
    return c >= 0 && !(U_GET_GC_MASK(c) & (U_GC_CC_MASK | U_GC_CF_MASK | U_GC_CS_MASK));
}

void language_harmless(buffer *out, text t)
{
    enum { LINE_SEPARATOR = 0x2028, PARAGRAPH_SEPARATOR = 0x2029 };
    for (size_t at = 0; at < t.length;) {
        size_t from = at;
        UChar32 c = language_next_character(t, &at);
        if (c == '\t')
            buffer_add_byte(out, ' ');
        else if (c == '\n' || c == '\r' || c == LINE_SEPARATOR || c == PARAGRAPH_SEPARATOR)
            buffer_add_string(out, "\u2424");
        else if (language_is_harmless(c))
            buffer_add(out, (text){t.data + from, at - from});
        else
            buffer_add_string(out, "\uFFFD");
    }
}

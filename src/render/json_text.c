#include "render/json_text.h"

#include <unicode/utf8.h>

static bool json_needs_escape(UChar32 c)
{
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x200E || c == 0x200F ||
           (c >= 0x2028 && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0x061C || c == 0xFEFF;
}

static void json_escape(buffer *out, UChar32 c)
{
    static const char letters[] = "btn?fr"; /* of U+0008 … U+000D; U+000B has none */
    if (c >= '\b' && c <= '\r' && c != '\v')
        buffer_add_format(out, "\\%c", letters[c - '\b']);
    else
        buffer_add_format(out, "\\u%04x", (unsigned)c);
}

void json_text(buffer *out, text t)
{
    buffer_add_byte(out, '"');
    for (size_t at = 0; at < t.length;) {
        size_t from = at;
        UChar32 c;
        U8_NEXT((const uint8_t *)t.data, at, t.length, c);
        if (c < 0)
            buffer_add_string(out, "\uFFFD");
        else if (c == '"' || c == '\\')
            buffer_add_format(out, "\\%c", (int)c);
        else if (json_needs_escape(c))
            json_escape(out, c);
        else
            buffer_add(out, (text){t.data + from, at - from});
    }
    buffer_add_byte(out, '"');
}

#include "render/html_escape.h"

#include "language/language.h"

#include <string.h>
#include <unicode/utf8.h>

static const char *html_reference(char c)
{
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    default:
        return NULL;
    }
}

void html_text(buffer *out, text t)
{
    buffer harmless = {0};
    language_harmless(&harmless, t);
    text rest = buffer_text(&harmless);
    size_t from = 0;
    for (size_t at = 0; at < rest.length; at++) {
        const char *reference = html_reference(rest.data[at]);
        if (!reference)
            continue;
        buffer_add(out, (text){rest.data + from, at - from});
        buffer_add_string(out, reference);
        from = at + 1;
    }
    buffer_add(out, (text){rest.data + from, rest.length - from});
    out->failed |= harmless.failed;
    buffer_free(&harmless);
}

static bool html_is_markup(UChar32 c)
{
    enum { LINE_SEPARATOR = 0x2028, PARAGRAPH_SEPARATOR = 0x2029 };
    return c == '<' || c == '>' || c == '&' || c == LINE_SEPARATOR || c == PARAGRAPH_SEPARATOR;
}

void html_json_string(buffer *out, text t)
{
    buffer harmless = {0};
    language_harmless(&harmless, t);
    text safe = buffer_text(&harmless);
    buffer_add_byte(out, '"');
    for (size_t i = 0; i < safe.length; i++) {
        char c = safe.data[i];
        if (c == '"' || c == '\\')
            buffer_add_byte(out, '\\');
        if (html_is_markup((unsigned char)c))
            buffer_add_format(out, "\\u%04x", (unsigned)(unsigned char)c);
        else
            buffer_add_byte(out, c);
    }
    buffer_add_byte(out, '"');
    out->failed |= harmless.failed;
    buffer_free(&harmless);
}

void html_json_foreign(buffer *out, text json)
{
    size_t from = 0;
    for (size_t at = 0; at < json.length;) {
        size_t begin = at;
        UChar32 c;
        U8_NEXT((const uint8_t *)json.data, at, json.length, c);
        if (c > 0 && !html_is_markup(c))
            continue;
        buffer_add(out, (text){json.data + from, begin - from});
        if (c <= 0)
            buffer_add_string(out, "\uFFFD");
        else
            buffer_add_format(out, "\\u%04x", (unsigned)c);
        from = at;
    }
    buffer_add(out, (text){json.data + from, json.length - from});
}

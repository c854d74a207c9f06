#include "expression/pattern.h"

/* Bytes that no UTF-8 has stand for the two wildcards in a compiled pattern. */
enum { PATTERN_MANY = 0xFF, PATTERN_ONE = 0xFE };

pattern_outcome pattern_compile(text *out, arena *a, text written)
{
    if (written.length > PATTERN_BYTES)
        return PATTERN_TOO_LONG;
    unsigned char *bytes = arena_take(a, written.length + 1, 1);
    if (!bytes)
        return PATTERN_MEMORY;
    size_t n = 0;
    for (size_t i = 0; i < written.length; i++) {
        char c = written.data[i];
        if (c == '\\') {
            if (++i == written.length ||
                (written.data[i] != '%' && written.data[i] != '_' && written.data[i] != '\\'))
                return PATTERN_ESCAPE;
            bytes[n++] = (unsigned char)written.data[i];
        } else {
            bytes[n++] = c == '%' ? PATTERN_MANY : c == '_' ? PATTERN_ONE : (unsigned char)c;
        }
    }
    *out = (text){(const char *)bytes, n};
    return PATTERN_OK;
}

/* Bytes of the character at p[n], n > 0: 1 for a byte that begins none. */
static size_t pattern_step(const unsigned char *p, size_t n)
{
    size_t length = p[0] < 0xC2 ? 1 : p[0] < 0xE0 ? 2 : p[0] < 0xF0 ? 3 : p[0] < 0xF5 ? 4 : 1;
    if (length > n)
        return 1;
    for (size_t i = 1; i < length; i++) {
        if ((p[i] & 0xC0) != 0x80)
            return 1;
    }
    return length;
}

bool pattern_fits(text pattern, text value)
{
    const unsigned char *p = (const unsigned char *)pattern.data, *end = p + pattern.length;
    const unsigned char *v = (const unsigned char *)value.data, *stop = v + value.length;
    const unsigned char *after_many = NULL, *retry = NULL;
    while (v < stop) {
        if (p < end && *p == PATTERN_MANY) {
            after_many = ++p;
            retry = v;
        } else if (p < end && *p == PATTERN_ONE) {
            p++;
            v += pattern_step(v, (size_t)(stop - v));
        } else if (p < end && *p == *v) {
            p++;
            v++;
        } else if (after_many) {
            if (after_many == end)
                return true;
            retry += pattern_step(retry, (size_t)(stop - retry));
            v = retry;
            p = after_many;
        } else {
            return false;
        }
    }
    while (p < end && *p == PATTERN_MANY)
        p++;
    return p == end;
}

#include "base/text.h"

#include "base/error.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

text text_from(const char *string)
{
    return (text){string, string ? strlen(string) : 0};
}

bool text_equal(text a, text b)
{
    return a.length == b.length && (a.length == 0 || memcmp(a.data, b.data, a.length) == 0);
}

int text_compare(text a, text b)
{
    size_t shared = a.length < b.length ? a.length : b.length;
    int order = shared ? memcmp(a.data, b.data, shared) : 0;
    if (order)
        return order;
    return (a.length > b.length) - (a.length < b.length);
}

/* Bytes of the blank that t begins with: space, tab, no-break space; 0 for none. */
static size_t text_leading_blank(text t)
{
    if (t.length && (t.data[0] == ' ' || t.data[0] == '\t'))
        return 1;
    return t.length >= 2 && memcmp(t.data, "\xC2\xA0", 2) == 0 ? 2 : 0;
}

static size_t text_trailing_blank(text t)
{
    if (t.length && (t.data[t.length - 1] == ' ' || t.data[t.length - 1] == '\t'))
        return 1;
    return t.length >= 2 && memcmp(t.data + t.length - 2, "\xC2\xA0", 2) == 0 ? 2 : 0;
}

text text_trim(text t)
{
    size_t blank;
    while ((blank = text_leading_blank(t))) {
        t.data += blank;
        t.length -= blank;
    }
    while ((blank = text_trailing_blank(t)))
        t.length -= blank;
    return t;
}

static char text_ascii_lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

bool text_equal_ascii_case(text a, text b)
{
    if (a.length != b.length)
        return false;
    for (size_t i = 0; i < a.length; i++) {
        if (text_ascii_lower(a.data[i]) != text_ascii_lower(b.data[i]))
            return false;
    }
    return true;
}

/* Length of the well-formed UTF-8 character at p[n], 0 where there is none. Table 3-7 of the Unicode Standard. */
static size_t text_character_length(const unsigned char *p, size_t n)
{
    unsigned char lead = p[0];
    if (lead < 0x80)
        return lead ? 1 : 0;
    size_t length = lead >= 0xC2 && lead <= 0xDF   ? 2
                    : (lead & 0xF0) == 0xE0        ? 3
                    : lead >= 0xF0 && lead <= 0xF4 ? 4
                                                   : 0;
    if (length == 0 || length > n)
        return 0;
    unsigned char low = 0x80, high = 0xBF;
    if (lead == 0xE0)
        low = 0xA0;
    if (lead == 0xED)
        high = 0x9F;
    if (lead == 0xF0)
        low = 0x90;
    if (lead == 0xF4)
        high = 0x8F;
    if (p[1] < low || p[1] > high)
        return 0;
    for (size_t i = 2; i < length; i++) {
        if ((p[i] & 0xC0) != 0x80)
            return 0;
    }
    return length;
}

bool text_is_utf8(text t)
{
    size_t at = 0;
    while (at < t.length) {
        size_t length = text_character_length((const unsigned char *)t.data + at, t.length - at);
        if (!length)
            return false;
        at += length;
    }
    return true;
}

void text_copy_cut(char *out, size_t size, text t)
{
    if (size == 0)
        return;
    size_t length = t.length;
    if (length >= size) {
        length = size - 1;
        while (length > 0 && ((unsigned char)t.data[length] & 0xC0) == 0x80)
            length--;
    }
    if (length)
        memcpy(out, t.data, length);
    out[length] = '\0';
}

enum { TEXT_DISTANCE_BYTES = 64 };

size_t text_distance(text a, text b, size_t limit)
{
    if (a.length > TEXT_DISTANCE_BYTES || b.length > TEXT_DISTANCE_BYTES)
        return limit + 1;
    size_t rows[3][TEXT_DISTANCE_BYTES + 1];
    for (size_t j = 0; j <= b.length; j++)
        rows[0][j] = j;
    for (size_t i = 1; i <= a.length; i++) {
        size_t *row = rows[i % 3], *above = rows[(i + 2) % 3], *above2 = rows[(i + 1) % 3];
        row[0] = i;
        for (size_t j = 1; j <= b.length; j++) {
            char x = text_ascii_lower(a.data[i - 1]), y = text_ascii_lower(b.data[j - 1]);
            size_t best = above[j - 1] + (x != y);
            if (above[j] + 1 < best)
                best = above[j] + 1;
            if (row[j - 1] + 1 < best)
                best = row[j - 1] + 1;
            if (i > 1 && j > 1 && x == text_ascii_lower(b.data[j - 2]) &&
                y == text_ascii_lower(a.data[i - 2]) && above2[j - 2] + 1 < best)
                best = above2[j - 2] + 1;
            row[j] = best;
        }
    }
    size_t distance = rows[a.length % 3][b.length];
    return distance > limit ? limit + 1 : distance;
}

ptrdiff_t text_nearest(text wanted, const text *names, size_t n)
{
    ptrdiff_t nearest = -1;
    size_t best = wanted.length / 3 + 1;
    for (size_t i = 0; i < n; i++) {
        size_t distance = text_distance(wanted, names[i], best);
        if (distance < best || (distance == best && nearest < 0)) {
            best = distance;
            nearest = (ptrdiff_t)i;
        }
    }
    return nearest;
}

void buffer_free(buffer *b)
{
    free(b->data);
    *b = (buffer){0};
}

bool buffer_reserve(buffer *b, size_t extra)
{
    if (b->failed)
        return false;
    if (b->capacity - b->length >= extra)
        return true;
    size_t capacity = b->capacity ? b->capacity : 256;
    while (capacity - b->length < extra) {
        if (capacity > SIZE_MAX / 4) {
            b->failed = true;
            return false;
        }
        capacity *= 2;
    }
    char *data = realloc(b->data, capacity);
    if (!data) {
        b->failed = true;
        return false;
    }
    b->data = data;
    b->capacity = capacity;
    return true;
}

void buffer_add(buffer *b, text t)
{
    if (t.length && buffer_reserve(b, t.length)) {
        memcpy(b->data + b->length, t.data, t.length);
        b->length += t.length;
    }
}

void buffer_add_string(buffer *b, const char *string)
{
    buffer_add(b, text_from(string));
}

void buffer_add_byte(buffer *b, char byte)
{
    buffer_add(b, (text){&byte, 1});
}

void buffer_add_format(buffer *b, const char *format, ...)
{
    va_list list;
    va_start(list, format);
    va_list again;
    va_copy(again, list);
    int length = vsnprintf(NULL, 0, format, list);
    va_end(list);
    if (length < 0)
        b->failed = true;
    else if (buffer_reserve(b, (size_t)length + 1)) {
        vsnprintf(b->data + b->length, (size_t)length + 1, format, again);
        b->length += (size_t)length;
    }
    va_end(again);
}

text buffer_text(const buffer *b)
{
    return (text){b->data ? b->data : "", b->length};
}

esep_status buffer_status(const buffer *b, esep_error *error)
{
    return b->failed ? error_memory(error) : ESEP_OK;
}

static bool buffer_csv_needs_quotes(text t)
{
    if (t.length == 0)
        return false;
    char first = t.data[0], last = t.data[t.length - 1];
    if (first == ' ' || first == '\t' || last == ' ' || last == '\t')
        return true;
    for (size_t i = 0; i < t.length; i++) {
        if (t.data[i] == ',' || t.data[i] == '"' || t.data[i] == '\r' || t.data[i] == '\n')
            return true;
    }
    return false;
}

void buffer_add_csv(buffer *b, text t)
{
    if (!buffer_csv_needs_quotes(t)) {
        buffer_add(b, t);
        return;
    }
    buffer_add_byte(b, '"');
    for (size_t i = 0; i < t.length; i++) {
        if (t.data[i] == '"')
            buffer_add_byte(b, '"');
        buffer_add_byte(b, t.data[i]);
    }
    buffer_add_byte(b, '"');
}

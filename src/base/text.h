/* text.h - spans of bytes that somebody else owns, and a buffer that grows.
 *
 * A `text` is not terminated and owns nothing: it is valid as long as what it points into. data == NULL is
 * "missing", which is not the same as empty (length 0). Bytes are UTF-8 unless a header says otherwise. */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include <esep/error.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct text {
    const char *data;
    size_t length;
} text;

/** The span of a terminated string, without its end; NULL gives a missing span. */
text text_from(const char *string);
bool text_equal(text a, text b);
/** Byte order; a prefix comes first. <0, 0, >0. */
int text_compare(text a, text b);
/** The span without blanks (space, tab, no-break space) at both ends. */
text text_trim(text t);
/** Same letters, with ASCII capitals and small letters taken as equal. */
bool text_equal_ascii_case(text a, text b);
/** Is every byte part of well-formed UTF-8 (no overlong forms, no surrogates), and none of them NUL? */
bool text_is_utf8(text t);
/** Copy into out[size], terminated; what does not fit is cut at a whole UTF-8 character. */
void text_copy_cut(char *out, size_t size, text t);
/** Number of insertions, deletions, replacements and swaps of neighbours that turn a into b (Damerau, 1964, the
 *  restricted form), counting at most `limit` + 1. For suggesting the nearest name: ASCII case does not count. */
size_t text_distance(text a, text b, size_t limit);
/** Index of the name nearest to `wanted` among names[n], or -1 where none is near enough to suggest. */
ptrdiff_t text_nearest(text wanted, const text *names, size_t n);

/** Bytes that grow. Zeroed is empty. A failed allocation is remembered in `failed`, later additions do nothing, and
 *  whoever hands the bytes on asks buffer_status() once. */
typedef struct buffer {
    char *data;
    size_t length;
    size_t capacity;
    bool failed;
} buffer;

void buffer_free(buffer *b);
/** Make room for `extra` more bytes; false when memory failed. */
bool buffer_reserve(buffer *b, size_t extra);
void buffer_add(buffer *b, text t);
void buffer_add_string(buffer *b, const char *string);
void buffer_add_byte(buffer *b, char byte);
/** As printf, in the C locale's form (the program never sets another for numbers). */
void buffer_add_format(buffer *b, const char *format, ...) __attribute__((format(printf, 2, 3)));
/** A field of CSV (RFC 4180): as it stands, in quotes where it must be: separators, quotes, line ends in it, a blank at an end. */
void buffer_add_csv(buffer *b, text t);
text buffer_text(const buffer *b);
esep_status buffer_status(const buffer *b, esep_error *error);

#endif

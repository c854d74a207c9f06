/* json_record.h - one record of JSON lines: an object (RFC 8259) read member by member, strictly, nothing turned into a number.
 *
 * Libraries of JSON give numbers as doubles; a sum of money would then no longer be what the file says. Here every value is the
 * span of bytes that stands in the file: numbers with all their digits, objects and lists as they are written. Bytes of
 * strings are not checked for UTF-8, which is the business of whoever counts them, as with CSV.
 *
 * No allocation, no state: any thread. */
#ifndef SOURCE_JSON_RECORD_H
#define SOURCE_JSON_RECORD_H

#include "base/text.h"

typedef enum json_kind {
    JSON_VALUE_NULL,
    JSON_VALUE_STRING,  /**< without its quotes */
    JSON_VALUE_ESCAPED, /**< the same, with backslashes in it: json_unescape() */
    JSON_VALUE_SCALAR,  /**< a number, true or false */
    JSON_VALUE_NESTED   /**< an object or a list, whole */
} json_kind;

typedef struct json_value {
    json_kind kind;
    text raw;
} json_value;

typedef struct json_cursor {
    const char *at;
    const char *end;
} json_cursor;

/** Called for each member in the order of the file; false stops the reading. */
typedef bool (*json_member)(void *context, json_value key, json_value value);

/** Read the object at the cursor and step behind it. False where it is none, with the cursor at the byte that is wrong; at
 *  the end where bytes are missing. What nests deeper than 64 levels is wrong. */
bool json_read_object(json_cursor *c, json_member member, void *context);

/** Append what a string with backslashes means. Half of a surrogate pair becomes the byte FF, which no UTF-8 has: the value
 *  counts as broken, as with other encodings (stream.h). */
void json_unescape(buffer *out, text raw);

/** Step over blanks and line ends. */
void json_skip_blanks(json_cursor *c);

#endif

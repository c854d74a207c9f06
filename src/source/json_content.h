/* json_content.h - the content of a file of JSON, unpacked, as a window that moves over it and knows its lines.
 *
 * Zeroed but for its place it is closed. One thread at a time. */
#ifndef SOURCE_JSON_CONTENT_H
#define SOURCE_JSON_CONTENT_H

#include "source/json_record.h"
#include "source/table.h"

typedef struct json_content {
    table_place place;
    decompressor *unpacking; /**< NULL where the file is not packed */
    char *packed;
    uint64_t packed_at; /**< bytes of the file that were read */
    buffer window;
    size_t from;     /**< what of the window is done with */
    bool ended;      /**< nothing comes behind the window */
    uint64_t line;   /**< of window.data[from] */
    uint64_t column; /**< bytes of that line before it */
} json_content;

/** Go to the beginning; before anything else is asked. */
esep_status json_content_rewind(json_content *c, esep_error *error);
void json_content_close(json_content *c);
/** What of the window is not yet done with. Valid until json_content_more(). */
json_cursor json_content_here(const json_content *c);
/** All before `to` is done with. */
void json_content_step(json_content *c, const char *to);
/** More of the file behind what is not done with; `ended` where there is none. More than SOURCE_ROW_MEGABYTES not done with is ESEP_DATA. */
esep_status json_content_more(json_content *c, esep_error *error);
/** ESEP_DATA: no JSON at `at`, with its line and place in the line. */
esep_status json_content_malformed(const json_content *c, const char *at, esep_error *error);

#endif

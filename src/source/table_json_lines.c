/* JSON lines, one object a line (also a list of objects, [{…}, {…}]), packed or not: gone through once for the names of
 * all columns, so that a key which appears late is no less a column, and once more for the rows. */
#include "source/json_content.h"
#include "source/json_record.h"
#include "source/source.h"
#include "source/table_value.h"

#include <stdlib.h>
#include <string.h>

/* What of the content was read. */
typedef enum json_stage {
    JSON_BEGIN,      /* nothing */
    JSON_LINES,      /* something, and it is lines */
    JSON_LIST_FIRST, /* the list's bracket */
    JSON_LIST_NEXT,  /* a comma */
    JSON_LIST_AFTER, /* a record of the list */
    JSON_LIST_ENDED
} json_stage;

typedef struct json_column {
    text name;        /* owned */
    json_value value; /* in the record whose number is `record` */
    uint64_t record;
} json_column;

typedef struct table_json {
    json_content content;
    json_stage stage;
    uint64_t record; /* tries to read one, counted */

    json_column *columns;
    size_t n_columns, capacity, expected; /* the column that the next key probably names */
    size_t header_bytes;
    bool gathering; /* names; else rows */
    bool header_given;
    esep_status refused; /* by json_note(), which set the error */
    esep_error *error;
    buffer scratch;
} table_json;

static void json_close(void *state)
{
    table_json *t = state;
    for (size_t i = 0; i < t->n_columns; i++)
        free((char *)(uintptr_t)t->columns[i].name.data);
    free(t->columns);
    json_content_close(&t->content);
    buffer_free(&t->scratch);
    free(t);
}

/* From the beginning, for the names or for the rows. */
static esep_status json_rewind(table_json *t, bool gathering, esep_error *error)
{
    t->stage = JSON_BEGIN;
    t->gathering = gathering;
    return json_content_rewind(&t->content, error);
}

static json_column *json_find(table_json *t, text name)
{
    for (size_t i = 0; i < t->n_columns; i++) {
        json_column *column = &t->columns[(t->expected + i) % t->n_columns];
        if (column->name.length == name.length && memcmp(column->name.data, name.data, name.length) == 0)
            return column;
    }
    return NULL;
}

static bool json_refuse(table_json *t, message_id message, const char *what, uint64_t line)
{
    error_raise(t->error, ESEP_DATA, message, what);
    error_at(t->error, t->content.place.shown, line);
    t->refused = ESEP_DATA;
    return false;
}

static json_column *json_no_memory(table_json *t)
{
    t->refused = error_memory(t->error);
    return NULL;
}

static json_column *json_add_column(table_json *t, text name)
{
    char kilobytes[24];
    t->header_bytes += name.length + 1;
    if (t->header_bytes > STREAM_SAMPLE_BYTES - 1024) {
        error_number(kilobytes, STREAM_SAMPLE_BYTES / 1024);
        json_refuse(t, MESSAGE_SOURCE_HEADER_TOO_LONG, kilobytes, t->content.line);
        return NULL;
    }
    if (t->n_columns == t->capacity) {
        size_t capacity = t->capacity ? t->capacity * 2 : 32;
        json_column *columns = realloc(t->columns, capacity * sizeof *columns);
        if (!columns)
            return json_no_memory(t);
        t->columns = columns;
        t->capacity = capacity;
    }
    char *copy = malloc(name.length + 1);
    if (!copy)
        return json_no_memory(t);
    memcpy(copy, name.data, name.length);
    t->columns[t->n_columns] = (json_column){.name = {copy, name.length}};
    return &t->columns[t->n_columns++];
}

/* A member of the record: into its column. */
static bool json_note(void *context, json_value key, json_value value)
{
    table_json *t = context;
    text name = key.raw;
    if (key.kind == JSON_VALUE_ESCAPED) {
        t->scratch.length = 0;
        json_unescape(&t->scratch, key.raw);
        name = buffer_text(&t->scratch);
    }
    json_column *column = json_find(t, name);
    if (!column && !t->gathering)
        return json_refuse(t, MESSAGE_SOURCE_CHANGED, NULL, 0);
    if (!column && !(column = json_add_column(t, name)))
        return false;
    if (column->record == t->record) {
        char shown[ESEP_ERROR_ARGUMENT_BYTES];
        text_copy_cut(shown, sizeof shown, name);
        return json_refuse(t, MESSAGE_SOURCE_JSON_TWICE, shown, t->content.line);
    }
    column->value = value;
    column->record = t->record;
    t->expected = (size_t)(column - t->columns) + 1;
    return true;
}

/* May a record begin at `byte`? *passed: it is punctuation between records, to step over. False where neither. */
static bool json_between(table_json *t, char byte, bool *passed)
{
    *passed = true;
    switch (t->stage) {
    case JSON_BEGIN:
        *passed = byte == '[';
        t->stage = *passed ? JSON_LIST_FIRST : JSON_LINES;
        return true;
    case JSON_LINES:
    case JSON_LIST_NEXT:
        *passed = false;
        return true;
    case JSON_LIST_FIRST:
    case JSON_LIST_AFTER:
        if (byte == ']') {
            t->stage = JSON_LIST_ENDED;
            return true;
        }
        *passed = t->stage == JSON_LIST_AFTER;
        t->stage = JSON_LIST_NEXT;
        return !*passed || byte == ',';
    case JSON_LIST_ENDED:
        break;
    }
    return false;
}

/* Step to the next record; *any false at the end. */
static esep_status json_find_record(table_json *t, bool *any, esep_error *error)
{
    for (bool passed = true; passed;) {
        json_cursor c = json_content_here(&t->content);
        if (t->stage == JSON_BEGIN && c.end - c.at >= 3 && memcmp(c.at, "\xef\xbb\xbf", 3) == 0)
            c.at += 3;
        json_skip_blanks(&c);
        json_content_step(&t->content, c.at);
        if (c.at == c.end && !t->content.ended) {
            ESEP_TRY(json_content_more(&t->content, error));
            continue;
        }
        *any = c.at < c.end;
        if (!*any)
            return t->stage <= JSON_LINES || t->stage == JSON_LIST_ENDED
                       ? ESEP_OK
                       : json_content_malformed(&t->content, c.at, error);
        if (!json_between(t, *c.at, &passed))
            return json_content_malformed(&t->content, c.at, error);
        if (passed)
            json_content_step(&t->content, c.at + 1);
    }
    return ESEP_OK;
}

/* Is the record at the cursor the only thing on its line? Bytes may be missing: then the cursor is at its end. */
static bool json_ends_line(const table_json *t, json_cursor *c)
{
    const char *within = memchr(t->content.window.data + t->content.from, '\n',
                                (size_t)(c->at - t->content.window.data) - t->content.from);
    if (within) {
        c->at = within;
        return false;
    }
    while (c->at < c->end && (*c->at == ' ' || *c->at == '\t' || *c->at == '\r'))
        c->at++;
    return c->at < c->end ? *c->at == '\n' : t->content.ended;
}

/* Read the next record into the columns. It stays in the window until json_content_step(*end). */
static esep_status json_read_record(table_json *t, const char **end, bool *any, esep_error *error)
{
    ESEP_TRY(json_find_record(t, any, error));
    if (!*any)
        return ESEP_OK;
    t->error = error;
    for (;;) {
        json_cursor c = json_content_here(&t->content);
        t->record++;
        t->expected = 0;
        bool good = json_read_object(&c, json_note, t);
        if (t->refused != ESEP_OK)
            return t->refused;
        if (good && t->stage == JSON_LINES)
            good = json_ends_line(t, &c);
        if (good) {
            *end = c.at;
            t->stage = t->stage == JSON_LINES ? JSON_LINES : JSON_LIST_AFTER;
            return buffer_status(&t->scratch, error);
        }
        if (c.at < c.end || t->content.ended)
            return json_content_malformed(&t->content, c.at, error);
        ESEP_TRY(json_content_more(&t->content, error));
    }
}

static esep_status json_gather_names(table_json *t, esep_error *error)
{
    const char *end = NULL;
    bool any = false;
    ESEP_TRY(json_rewind(t, true, error));
    ESEP_TRY(json_read_record(t, &end, &any, error));
    while (any) {
        json_content_step(&t->content, end);
        ESEP_TRY(json_read_record(t, &end, &any, error));
    }
    if (t->n_columns == 0) {
        error_raise(error, ESEP_DATA, MESSAGE_SOURCE_JSON_NO_RECORDS);
        return error_at(error, t->content.place.shown, 0);
    }
    return json_rewind(t, false, error);
}

static void json_add_value(table_json *t, buffer *out, json_value value)
{
    switch (value.kind) {
    case JSON_VALUE_NULL:
        break;
    case JSON_VALUE_SCALAR:
        buffer_add(out, value.raw);
        break;
    case JSON_VALUE_STRING:
    case JSON_VALUE_NESTED:
        table_value_text(out, value.raw);
        break;
    case JSON_VALUE_ESCAPED:
        t->scratch.length = 0;
        json_unescape(&t->scratch, value.raw);
        buffer_add_csv(out, buffer_text(&t->scratch));
        break;
    }
}

static esep_status json_next(void *state, buffer *out, bool *any, esep_error *error)
{
    table_json *t = state;
    size_t start = out->length;
    const char *end;
    if (t->header_given) {
        ESEP_TRY(json_read_record(t, &end, any, error));
        if (!*any)
            return ESEP_OK;
    }
    *any = true;
    for (size_t i = 0; i < t->n_columns; i++) {
        const json_column *column = &t->columns[i];
        table_value_begin(out, i);
        if (!t->header_given)
            buffer_add_csv(out, column->name);
        else if (column->record == t->record)
            json_add_value(t, out, column->value);
    }
    if (t->header_given)
        json_content_step(&t->content, end);
    t->header_given = true;
    table_value_end_row(out, start);
    return buffer_status(&t->scratch, error);
}

esep_status table_open_json_lines(table_feed *rows, const table_place *place, esep_error *error)
{
    table_json *t = calloc(1, sizeof *t);
    if (!t)
        return error_memory(error);
    t->content.place = *place;
    rows->state = t;
    rows->close = json_close;
    rows->next = json_next;
    if (place->layer) {
        error_raise(error, ESEP_DATA, MESSAGE_SOURCE_TABLE_NO_LAYERS, place->layer);
        return error_at(error, place->path, 0);
    }
    return json_gather_names(t, error);
}

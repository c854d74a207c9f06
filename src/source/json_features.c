#include "source/json_features.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { JSON_READ_BYTES = 256 * 1024 };

/* Where in the file the reading stands. */
typedef enum json_state { JSON_BEFORE, JSON_MEMBERS, JSON_LIST, JSON_AFTER } json_state;

struct json_features {
    const char *format;
    table_place place;
    buffer window;   /* bytes of the file that are not yet used up */
    size_t at;       /* in the window */
    uint64_t offset; /* in the file, behind the window */
    bool ended;      /* nothing of the file comes behind the window */
    uint64_t line, value_line;
    json_state state;
    bool first, listed; /* no comma is due yet; "features" was met */
    json_t *members;
};

esep_status json_features_open(json_features **out, const char *format, const table_place *place,
                               esep_error *error)
{
    json_features *f = calloc(1, sizeof *f);
    if (!f)
        return error_memory(error);
    f->format = format;
    f->place = *place;
    json_features_rewind(f);
    *out = f;
    return ESEP_OK;
}

void json_features_close(json_features *f)
{
    if (!f)
        return;
    json_decref(f->members);
    buffer_free(&f->window);
    free(f);
}

void json_features_rewind(json_features *f)
{
    f->window.length = f->at = 0;
    f->offset = 0;
    f->ended = f->listed = false;
    f->line = f->value_line = 1;
    f->state = JSON_BEFORE;
    json_decref(f->members);
    f->members = json_object();
}

const json_t *json_features_members(const json_features *f)
{
    return f->members;
}

esep_status json_features_nonsense(const json_features *f, const char *why, esep_error *error)
{
    table_damaged(f->format, why, &f->place, error);
    return error_at(error, f->place.shown, f->value_line);
}

static esep_status json_expected(json_features *f, const char *what, esep_error *error)
{
    f->value_line = f->line;
    return json_features_nonsense(f, what, error);
}

/* More of the file behind the window; what was used up is dropped. */
static esep_status json_more(json_features *f, esep_error *error)
{
    char bytes[16384];
    if (f->at) {
        memmove(f->window.data, f->window.data + f->at, f->window.length - f->at);
        f->window.length -= f->at;
        f->at = 0;
    }
    for (size_t n = 0; n < JSON_READ_BYTES && !f->ended;) {
        ssize_t got = pread(f->place.descriptor, bytes, sizeof bytes, (off_t)f->offset);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0) {
            error_raise(error, ESEP_DATA, MESSAGE_SOURCE_READ, strerror(errno));
            return error_at(error, f->place.shown, 0);
        }
        f->ended = got == 0;
        buffer_add(&f->window, (text){bytes, (size_t)got});
        f->offset += (uint64_t)got;
        n += (size_t)got;
    }
    return buffer_status(&f->window, error);
}

/* The next byte that is no blank, left where it is; -1 at the end of the file. */
static esep_status json_peek(json_features *f, int *byte, esep_error *error)
{
    for (;;) {
        for (; f->at < f->window.length; f->at++) {
            *byte = (unsigned char)f->window.data[f->at];
            f->line += *byte == '\n';
            if (*byte != ' ' && *byte != '\t' && *byte != '\n' && *byte != '\r')
                return ESEP_OK;
        }
        *byte = -1;
        if (f->ended)
            return ESEP_OK;
        ESEP_TRY(json_more(f, error));
    }
}

static esep_status json_expect(json_features *f, char wanted, esep_error *error)
{
    const char what[] = {'\'', wanted, '\'', '\0'};
    int byte;
    ESEP_TRY(json_peek(f, &byte, error));
    if (byte != wanted)
        return json_expected(f, what, error);
    f->at++;
    return ESEP_OK;
}

/* How a value goes on, byte by byte. */
typedef struct json_extent {
    size_t length;
    size_t depth;
    bool quoted, escaped, plain; /* plain: a number or a word */
    bool whole;
} json_extent;

/* Go through the window as far as the value reaches. Whether it is JSON, its reader will tell. */
static void json_extend(json_extent *e, text t)
{
    for (; !e->whole && e->length < t.length; e->length++) {
        char byte = t.data[e->length];
        if (e->quoted) {
            e->quoted = e->escaped || byte != '"';
            e->escaped = !e->escaped && byte == '\\';
            e->whole = !e->quoted && e->depth == 0;
        } else if (byte == '"' && !e->plain) {
            e->quoted = true;
        } else if (byte == '{' || byte == '[') {
            e->depth++;
        } else if (e->depth == 0 && strchr(",:]} \t\r\n", byte) && byte) {
            e->whole = true;
            return;
        } else if (byte == '}' || byte == ']') {
            e->whole = --e->depth == 0;
        } else if (e->depth == 0)
            e->plain = true;
    }
}

/* The value that begins here, into *out for whoever calls to release. */
static esep_status json_take(json_features *f, json_t **out, esep_error *error)
{
    int byte;
    json_extent extent = {0};
    json_error_t problem;
    ESEP_TRY(json_peek(f, &byte, error));
    f->value_line = f->line;
    for (;;) {
        json_extend(&extent, (text){f->window.data + f->at, f->window.length - f->at});
        if (extent.whole || f->ended)
            break;
        if (extent.length > (size_t)JSON_FEATURES_VALUE_MEGABYTES << 20)
            return json_features_nonsense(f, "a value of more than 16 MB", error);
        ESEP_TRY(json_more(f, error));
    }
    const char *bytes = f->window.data + f->at;
    *out =
        json_loadb(bytes, extent.length, JSON_DECODE_ANY | JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, &problem);
    if (!*out) {
        f->value_line += problem.line > 0 ? (uint64_t)problem.line - 1 : 0;
        return json_features_nonsense(f, problem.text, error);
    }
    for (size_t i = 0; i < extent.length; i++)
        f->line += bytes[i] == '\n';
    f->at += extent.length;
    return ESEP_OK;
}

/* At the beginning: a mark of the byte order, and the object. */
static esep_status json_begin(json_features *f, esep_error *error)
{
    ESEP_TRY(json_more(f, error));
    if (f->window.length >= 3 && memcmp(f->window.data, "\xef\xbb\xbf", 3) == 0)
        f->at = 3;
    ESEP_TRY(json_expect(f, '{', error));
    f->state = JSON_MEMBERS;
    f->first = true;
    return ESEP_OK;
}

/* Does the object or list end here? If not, past the comma that is due. */
static esep_status json_ends(json_features *f, char end, bool *ends, esep_error *error)
{
    int byte;
    ESEP_TRY(json_peek(f, &byte, error));
    *ends = byte == end;
    f->at += *ends;
    if (!*ends && !f->first)
        ESEP_TRY(json_expect(f, ',', error));
    f->first = false;
    return ESEP_OK;
}

static bool json_is_wanted(const char *name)
{
    static const char *const wanted[] = {"fields", "spatialReference", "crs", "properties",
                                         "exceededTransferLimit"};
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
        if (strcmp(name, wanted[i]) == 0)
            return true;
    }
    return false;
}

/* One more member of the object. */
static esep_status json_member(json_features *f, esep_error *error)
{
    json_t *name = NULL, *value = NULL;
    bool ends;
    int byte;
    ESEP_TRY(json_ends(f, '}', &ends, error));
    if (ends) {
        f->state = JSON_AFTER;
        ESEP_TRY(json_peek(f, &byte, error));
        return byte < 0 ? ESEP_OK : json_expected(f, "more behind the end", error);
    }
    ESEP_TRY(json_take(f, &name, error));
    esep_status status = json_is_string(name) ? json_expect(f, ':', error) : json_expected(f, "'\"'", error);
    if (status == ESEP_OK)
        status = json_peek(f, &byte, error);
    if (status == ESEP_OK && strcmp(json_string_value(name), "features") == 0) {
        status = f->listed || byte != '[' ? json_expected(f, "\"features\"", error) : ESEP_OK;
        f->listed = f->first = true;
        f->state = JSON_LIST;
        f->at++;
    } else if (status == ESEP_OK) {
        status = json_take(f, &value, error);
        if (status == ESEP_OK && json_is_wanted(json_string_value(name)) &&
            json_object_set(f->members, json_string_value(name), value) != 0)
            status = error_memory(error);
        json_decref(value);
    }
    json_decref(name);
    return status;
}

esep_status json_features_next(json_features *f, json_t **feature, esep_error *error)
{
    *feature = NULL;
    if (!f->members)
        return error_memory(error);
    if (f->state == JSON_BEFORE)
        ESEP_TRY(json_begin(f, error));
    while (f->state != JSON_AFTER) {
        bool ends = false;
        if (f->state == JSON_MEMBERS) {
            ESEP_TRY(json_member(f, error));
            continue;
        }
        ESEP_TRY(json_ends(f, ']', &ends, error));
        if (!ends)
            return json_take(f, feature, error);
        f->state = JSON_MEMBERS;
    }
    return f->listed ? ESEP_OK : json_features_nonsense(f, "\"features\"", error);
}

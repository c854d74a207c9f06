#include "engine/place.h"

#include <string.h>

engine_kind engine_kind_of(text name)
{
    static const struct {
        const char *prefix;
        engine_kind kind;
    } prefixes[] = {{"postgresql://", ENGINE_POSTGRES},
                    {"postgres://", ENGINE_POSTGRES},
                    {"clickhouse://", ENGINE_CLICKHOUSE}};
    for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++) {
        size_t n = strlen(prefixes[i].prefix);
        if (name.length >= n && memcmp(name.data, prefixes[i].prefix, n) == 0)
            return prefixes[i].kind;
    }
    return ENGINE_FILES;
}

static int place_hex(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c |= 0x20;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* NULL where memory fails or the percent signs are none of a URL. */
static const char *place_decode(arena *memory, text t)
{
    char *out = arena_take(memory, t.length + 1, 1);
    size_t n = 0;
    for (size_t i = 0; out && i < t.length; i++) {
        out[n] = t.data[i];
        if (t.data[i] == '%') {
            int high = i + 2 < t.length ? place_hex(t.data[i + 1]) : -1;
            int low = high >= 0 ? place_hex(t.data[i + 2]) : -1;
            if (low < 0)
                return NULL;
            out[n] = (char)(high * 16 + low);
            i += 2;
        }
        n++;
    }
    return out && text_is_utf8((text){out, n}) ? out : NULL;
}

/* What stands before the first `mark` in *rest, which goes on behind it; all of it where there is none. */
static text place_until(text *rest, char mark)
{
    const char *at = rest->length ? memchr(rest->data, mark, rest->length) : NULL;
    text before = {rest->data, at ? (size_t)(at - rest->data) : rest->length};
    size_t skip = before.length + (at != NULL);
    *rest = (text){rest->data + skip, rest->length - skip};
    return before;
}

static bool place_is_local(const char *host)
{
    static const char *const own[] = {"", "localhost", "127.0.0.1", "[::1]", "::1"};
    for (size_t i = 0; i < sizeof own / sizeof *own; i++) {
        if (strcmp(host, own[i]) == 0)
            return true;
    }
    return false;
}

static esep_status place_parameter(engine_place *p, arena *memory, text name, text value, esep_error *error)
{
    const struct {
        const char *name;
        const char **into;
        bool postgres_only;
    } known[] = {{"sslmode", &p->sslmode, false},
                 {"sslrootcert", &p->sslrootcert, false},
                 {"service", &p->service, true}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        if (!text_equal(name, text_from(known[i].name)) ||
            (known[i].postgres_only && p->kind != ENGINE_POSTGRES))
            continue;
        *known[i].into = place_decode(memory, value);
        return *known[i].into ? ESEP_OK : error_raise(error, ESEP_USAGE, MESSAGE_ENGINE_URL);
    }
    char shown[40];
    text_copy_cut(shown, sizeof shown, name);
    if (memmem(name.data, name.length, "pass", 4))
        return error_raise(error, ESEP_USAGE, MESSAGE_ENGINE_PASSWORD_IN_URL);
    return error_raise(error, ESEP_USAGE, MESSAGE_ENGINE_URL_PARAMETER, shown);
}

static esep_status place_check_tls(const engine_place *p, esep_error *error)
{
    static const char *const modes[] = {"disable", "prefer", "require", "verify-ca", "verify-full"};
    bool known = p->sslmode == NULL;
    for (size_t i = 0; !known && i < sizeof modes / sizeof *modes; i++)
        known = strcmp(p->sslmode, modes[i]) == 0 &&
                (p->kind == ENGINE_POSTGRES || i == 0 || strcmp(modes[i], "verify-full") == 0);
    if (!known)
        return error_raise(error, ESEP_USAGE, MESSAGE_ENGINE_SSLMODE, p->sslmode);
    if (p->sslmode && strcmp(p->sslmode, "verify-full") != 0 && (!place_is_local(p->host) || p->service))
        return error_raise(error, ESEP_USAGE, MESSAGE_ENGINE_TLS_NEEDED, p->host);
    return ESEP_OK;
}

static esep_status place_show(engine_place *p, arena *memory, esep_error *error)
{
    buffer shown = {0};
    buffer_add_string(&shown, p->kind == ENGINE_POSTGRES ? "postgresql://" : "clickhouse://");
    buffer_add_string(&shown, p->host);
    if (p->port)
        buffer_add_format(&shown, ":%s", p->port);
    buffer_add_format(&shown, "/%s/", p->database);
    if (p->schema)
        buffer_add_format(&shown, "%s/", p->schema);
    buffer_add_string(&shown, p->table);
    p->shown = shown.failed ? NULL : arena_copy(memory, buffer_text(&shown)).data;
    buffer_free(&shown);
    return p->shown ? ESEP_OK : error_memory(error);
}

static esep_status place_authority(engine_place *p, arena *memory, text authority, esep_error *error)
{
    /* The last @ ends the user's part, whatever is in it: nothing of a password may be taken for a host. */
    const char *at = authority.length ? memrchr(authority.data, '@', authority.length) : NULL;
    if (at) {
        text user = {authority.data, (size_t)(at - authority.data)};
        if (memchr(user.data, ':', user.length) || memmem(user.data, user.length, "%3A", 3) ||
            memmem(user.data, user.length, "%3a", 3) || memchr(user.data, '@', user.length))
            return error_raise(error, ESEP_USAGE, MESSAGE_ENGINE_PASSWORD_IN_URL);
        p->user = place_decode(memory, user);
        authority = (text){at + 1, authority.length - user.length - 1};
    }
    const char *colon = authority.length ? memrchr(authority.data, ':', authority.length) : NULL;
    text host = authority, port = {0};
    if (colon && !memchr(colon, ']', authority.length - (size_t)(colon - authority.data))) {
        host.length = (size_t)(colon - authority.data);
        port = (text){colon + 1, authority.length - host.length - 1};
    }
    for (size_t i = 0; i < port.length; i++) {
        if (port.data[i] < '0' || port.data[i] > '9' || port.length > 5)
            return error_raise(error, ESEP_USAGE, MESSAGE_ENGINE_URL);
    }
    for (size_t i = 0; i < host.length; i++) {
        unsigned char c = (unsigned char)host.data[i];
        if (c <= ' ' || c == 0x7F || strchr("\"'\\<>^`{|}#?,;()", c))
            return error_raise(error, ESEP_USAGE, MESSAGE_ENGINE_URL);
    }
    p->host = place_decode(memory, host);
    p->port = port.length ? arena_copy(memory, port).data : NULL;
    bool missing = !p->host || (at && !p->user) || (p->kind == ENGINE_CLICKHOUSE && !p->host[0]);
    return missing ? error_raise(error, ESEP_USAGE, MESSAGE_ENGINE_URL) : ESEP_OK;
}

static esep_status place_path(engine_place *p, arena *memory, text path, esep_error *error)
{
    const char *segments[3];
    size_t n = 0, most = p->kind == ENGINE_POSTGRES ? 3 : 2;
    while (path.length && n < most) {
        segments[n] = place_decode(memory, place_until(&path, '/'));
        if (!segments[n] || !segments[n][0])
            return error_raise(error, ESEP_USAGE, MESSAGE_ENGINE_URL);
        n++;
    }
    if (n < 2 || path.length)
        return error_raise(error, ESEP_USAGE, MESSAGE_ENGINE_URL);
    p->database = segments[0];
    p->schema = n == 3 ? segments[1] : NULL;
    p->table = segments[n - 1];
    return ESEP_OK;
}

esep_status engine_place_read(engine_place *out, arena *memory, text written, esep_error *error)
{
    *out = (engine_place){.kind = engine_kind_of(written)};
    text rest = written;
    place_until(&rest, '/');
    place_until(&rest, '/');
    text parameters = rest, before = place_until(&parameters, '?');
    /* A password may have any sign in it, / and ? too: an @ behind the first slash could end one. */
    if (memchr(before.data, '@', before.length) && memchr(before.data, '/', before.length) &&
        (const char *)memrchr(before.data, '@', before.length) >
            (const char *)memchr(before.data, '/', before.length))
        return error_raise(error, ESEP_USAGE, MESSAGE_ENGINE_URL);
    if (memchr(parameters.data, '@', parameters.length))
        return error_raise(error, ESEP_USAGE, MESSAGE_ENGINE_URL);
    text authority = place_until(&before, '/');
    ESEP_TRY(place_authority(out, memory, authority, error));
    ESEP_TRY(place_path(out, memory, before, error));
    while (parameters.length) {
        text value = place_until(&parameters, '&'), name = place_until(&value, '=');
        ESEP_TRY(place_parameter(out, memory, name, value, error));
    }
    ESEP_TRY(place_check_tls(out, error));
    return place_show(out, memory, error);
}

/* ClickHouse over HTTP(S) by libcurl: a statement goes as the body of a POST, rows come as TabSeparated.
 *
 * The server is told to answer only when it has all (wait_end_of_query), so that what fails has an HTTP status of its own; should an
 * exception come behind a good status all the same, it is recognised in the body. The row of totals behind the rows tells that nothing was
 * cut. Settings under which a server answers with a part of the data without a word (a shard that is down, a replica that lags, a limit reached)
 * are set against it in every request; those that only some versions have, where the server knows them. */
#include "base/interrupt.h"
#include "engine/curl_library.h"
#include "engine/driver.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <time.h>

enum { CLICKHOUSE_FIELDS = 2000, CLICKHOUSE_SAID = 2048, CLICKHOUSE_CONNECT_SECONDS = 10 };

typedef struct clickhouse {
    const engine_place *place;
    CURL *curl;
    struct curl_slist *headers;
    char *url;
    char *settled; /* while the connection opens: the address with settings that the server knows */
    char query_id[48];
    int timeout;
    buffer rows;      /* the statement that takes rows, and rows behind it */
    size_t statement; /* bytes of the statement */
    driver_told told; /* NULL: nobody wants to know how far it is */
    void *told_context;
    time_t last_told;
} clickhouse;

typedef struct clickhouse_reading {
    clickhouse *server;
    driver_row row;
    void *context;
    esep_error *error;
    esep_status status;
    buffer line; /* not yet ended */
    char said[CLICKHOUSE_SAID];
    size_t n_said;
    bool total;  /* the next row is that of the totals */
    bool failed; /* behind a good status came an exception */
    long code;
    char words[CURL_ERROR_SIZE]; /* libcurl's */
} clickhouse_reading;

static const char clickhouse_settings[] =
    "&skip_unavailable_shards=0&distributed_group_by_no_merge=0&extremes=0&wait_end_of_query=1"
    "&read_overflow_mode=throw&group_by_overflow_mode=throw&sort_overflow_mode=throw&result_overflow_mode="
    "throw"
    "&timeout_overflow_mode=throw&distinct_overflow_mode=throw&set_overflow_mode=throw&transfer_overflow_"
    "mode=throw"
    "&join_overflow_mode=throw&max_query_size=4000000&max_ast_elements=1000000&max_expanded_ast_elements="
    "10000000"
    "&fallback_to_stale_replicas_for_distributed_queries=0&max_parallel_replicas=1"
    "&output_format_write_statistics=0";

/* Settings of later versions: a leaf's limits, a part as the answer to KILL, an answer of yesterday. */
static const char clickhouse_later[] =
    "SELECT name FROM system.settings WHERE name IN ('read_overflow_mode_leaf', "
    "'timeout_overflow_mode_leaf', "
    "'partial_result_on_first_cancel', 'use_query_cache', 'http_write_exception_in_output_format', "
    "'cancel_http_readonly_queries_on_client_close') "
    "FORMAT TabSeparated";

/* Reading, the server refuses whatever would write, and ends a statement whose asker has gone. */
static char *clickhouse_url(const clickhouse *c, bool writing)
{
    bool plain = c->place->sslmode && strcmp(c->place->sslmode, "disable") == 0;
    char *database = curl_loaded.curl_easy_escape(c->curl, c->place->database, 0), *url = NULL;
    const char *port = c->place->port ? c->place->port : plain ? "8123" : "8443";
    if (database && asprintf(&url, "http%s://%s:%s/?database=%s%s%s&max_execution_time=%d", plain ? "" : "s",
                             c->place->host, port, database, clickhouse_settings,
                             writing ? "&insert_distributed_sync=1" : "&readonly=2", c->timeout) < 0)
        url = NULL;
    curl_loaded.curl_free(database);
    return url;
}

static bool clickhouse_add_header(clickhouse *c, const char *name, const char *value)
{
    char *line = NULL;
    if (asprintf(&line, "%s: %s", name, value) < 0)
        return false;
    struct curl_slist *longer =
        strpbrk(line, "\r\n") ? NULL : curl_loaded.curl_slist_append(c->headers, line);
    free(line);
    c->headers = longer ? longer : c->headers;
    return longer != NULL;
}

static esep_status clickhouse_headers(clickhouse *c, esep_error *error)
{
    const char *password = getenv("ESEP_CLICKHOUSE_PASSWORD");
    bool good = true;
    if (c->place->user)
        good = clickhouse_add_header(c, "X-ClickHouse-User", c->place->user);
    if (good && password && password[0])
        good = clickhouse_add_header(c, "X-ClickHouse-Key", password);
    return good && clickhouse_add_header(c, "Expect", "") ? ESEP_OK : error_memory(error);
}

static void clickhouse_close(void *connection)
{
    clickhouse *c = connection;
    if (!c)
        return;
    curl_loaded.curl_slist_free_all(c->headers);
    buffer_free(&c->rows);
    if (c->curl)
        curl_loaded.curl_easy_cleanup(c->curl);
    free(c->url);
    free(c->settled);
    free(c);
}

/* A field as TabSeparated escapes it, in place; false for what no ClickHouse writes. */
static bool clickhouse_unescape(text *t, char *at)
{
    static const char letters[] = "bfrnt0'\\", meant[] = "\b\f\r\n\t\0'\\";
    char *out = at;
    for (size_t i = 0; i < t->length; i++) {
        char c = at[i];
        if (c == '\\') {
            const char *found = i + 1 < t->length ? memchr(letters, at[++i], sizeof letters - 1) : NULL;
            if (!found)
                return false;
            c = meant[found - letters];
        }
        *out++ = c;
    }
    *t = (text){at, (size_t)(out - at)};
    return true;
}

static void clickhouse_say(clickhouse_reading *r, const char *words, size_t length)
{
    size_t room = CLICKHOUSE_SAID - 1 - r->n_said, some = length < room ? length : room;
    memcpy(r->said + r->n_said, words, some);
    r->n_said += some;
}

/* "Code: 241, e.displayText() = DB::Exception: …", "Code: 159. DB::Exception: …": no row begins so, for its first field is a whole number or, of
 * the columns' names, is not alone. */
static bool clickhouse_is_exception(const char *line, size_t length)
{
    return length > 6 && memcmp(line, "Code: ", 6) == 0 && memmem(line, length, "DB::", 4) &&
           !memchr(line, '\t', length);
}

static esep_status clickhouse_line(clickhouse_reading *r, char *line, size_t length)
{
    text fields[CLICKHOUSE_FIELDS];
    size_t n = 0;
    bool total = r->total;
    if (length == 0 && !r->total) {
        r->total = true;
        return ESEP_OK;
    }
    if (r->failed || clickhouse_is_exception(line, length)) {
        r->failed = true;
        clickhouse_say(r, line, length);
        clickhouse_say(r, " ", 1);
        return ESEP_OK;
    }
    for (char *at = line, *end = line + length; at <= end; n++) {
        char *tab = memchr(at, '\t', (size_t)(end - at));
        char *stop = tab ? tab : end;
        text field = {at, (size_t)(stop - at)};
        if (n == CLICKHOUSE_FIELDS || !clickhouse_unescape(&field, at))
            return error_raise(r->error, ESEP_SYSTEM, MESSAGE_ENGINE_ANSWER);
        fields[n] = field;
        at = stop + 1;
    }
    return r->row(r->context, fields, n, total, r->error);
}

static size_t clickhouse_take(char *bytes, size_t size, size_t n, void *context)
{
    clickhouse_reading *r = context;
    size_t length = size * n;
    if (r->code == 0)
        curl_loaded.curl_easy_getinfo(r->server->curl, CURLINFO_RESPONSE_CODE, &r->code);
    if (r->code != 200) {
        clickhouse_say(r, bytes, length);
        return length;
    }
    for (size_t at = 0; at < length && r->status == ESEP_OK;) {
        char *end = memchr(bytes + at, '\n', length - at);
        size_t some = end ? (size_t)(end - bytes) - at : length - at;
        buffer_add(&r->line, (text){bytes + at, some});
        at += some + (end != NULL);
        r->status = buffer_status(&r->line, r->error);
        if (r->status == ESEP_OK && r->line.length > (size_t)64 << 20)
            r->status = error_raise(r->error, ESEP_SYSTEM, MESSAGE_ENGINE_ANSWER);
        if (!end || r->status != ESEP_OK)
            continue;
        buffer_reserve(&r->line, 1);
        r->status = r->line.failed ? buffer_status(&r->line, r->error)
                                   : clickhouse_line(r, r->line.data, r->line.length);
        r->line.length = 0;
    }
    return r->status == ESEP_OK ? length : 0;
}

/* An exception may be told by a header of its own where the status says that all was well. */
static size_t clickhouse_header(char *bytes, size_t size, size_t n, void *context)
{
    static const char failed[] = "X-ClickHouse-Exception-Code:";
    clickhouse_reading *r = context;
    size_t length = size * n;
    if (length >= sizeof failed - 1 && strncasecmp(bytes, failed, sizeof failed - 1) == 0)
        r->code = 500;
    return length;
}

static void clickhouse_set(const clickhouse *c, CURL *curl, const char *url, text body, int seconds)
{
    curl_loaded.curl_easy_setopt(curl, CURLOPT_URL, url);
    curl_loaded.curl_easy_setopt(curl, CURLOPT_HTTPHEADER, c->headers);
    curl_loaded.curl_easy_setopt(curl, CURLOPT_POST, 1L);
    curl_loaded.curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)body.length);
    curl_loaded.curl_easy_setopt(curl, CURLOPT_POSTFIELDS, body.data);
    curl_loaded.curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_loaded.curl_easy_setopt(curl, CURLOPT_NOPROXY, "*");
    curl_loaded.curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_loaded.curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 1L);
    curl_loaded.curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, 2L);
    if (driver_root_certificates(c->place))
        curl_loaded.curl_easy_setopt(curl, CURLOPT_CAINFO, driver_root_certificates(c->place));
    curl_loaded.curl_easy_setopt(
        curl, CURLOPT_CONNECTTIMEOUT,
        (long)(seconds < CLICKHOUSE_CONNECT_SECONDS ? seconds : CLICKHOUSE_CONNECT_SECONDS));
    curl_loaded.curl_easy_setopt(curl, CURLOPT_TIMEOUT, (long)seconds);
    curl_loaded.curl_easy_setopt(curl, CURLOPT_TCP_KEEPALIVE, 1L);
}

/* What a small question about a statement is answered. */
typedef struct clickhouse_few {
    char bytes[200];
    size_t n;
} clickhouse_few;

static size_t clickhouse_take_few(char *bytes, size_t size, size_t n, void *context)
{
    clickhouse_few *few = context;
    size_t length = size * n, room = sizeof few->bytes - 1 - few->n, some = length < room ? length : room;
    memcpy(few->bytes + few->n, bytes, some);
    few->n += some;
    return length;
}

/* A statement beside the one that runs, over a connection of its own; its answer is wanted, but not waited for long. */
static bool clickhouse_aside(const clickhouse *c, const char *statement, clickhouse_few *few)
{
    char *url = NULL;
    long code = 0;
    CURL *curl = curl_loaded.curl_easy_init();
    *few = (clickhouse_few){0};
    if (curl && asprintf(&url, "%.*s", (int)strcspn(c->url, "?"), c->url) > 0) {
        clickhouse_set(c, curl, url, text_from(statement), 3);
        curl_loaded.curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, clickhouse_take_few);
        curl_loaded.curl_easy_setopt(curl, CURLOPT_WRITEDATA, few);
        if (curl_loaded.curl_easy_perform(curl) == CURLE_OK)
            curl_loaded.curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &code);
    }
    if (curl)
        curl_loaded.curl_easy_cleanup(curl);
    free(url);
    return code == 200;
}

/* The server goes on with a query whose asker has left: end it there too. */
static void clickhouse_kill(const clickhouse *c)
{
    char statement[120];
    clickhouse_few few;
    snprintf(statement, sizeof statement, "KILL QUERY WHERE query_id = '%s' ASYNC", c->query_id);
    clickhouse_aside(c, statement, &few);
}

/* Asked once a second, and only where somebody looks. Headers could tell it too (send_progress_in_http_headers), but not those of 18.16, and they take away
 * the status of what fails. */
static void clickhouse_tell(clickhouse *c)
{
    char statement[180], *at;
    clickhouse_few few;
    uint64_t said[3];
    if (!c->told || time(NULL) <= c->last_told)
        return;
    c->last_told = time(NULL);
    snprintf(statement, sizeof statement,
             "SELECT read_rows, total_rows_approx, read_bytes FROM system.processes WHERE query_id = '%s' "
             "FORMAT TabSeparated",
             c->query_id);
    if (!clickhouse_aside(c, statement, &few) || few.n == 0)
        return;
    at = few.bytes;
    for (size_t i = 0; i < 3; i++)
        said[i] = strtoull(at, &at, 10);
    c->told(c->told_context, said[0], said[1], said[2]);
}

/* Called about once a second, and on a signal: anything but 0 ends the transfer. */
static int clickhouse_look(void *context, curl_off_t all, curl_off_t now, curl_off_t all_up, curl_off_t up)
{
    (void)all;
    (void)now;
    (void)all_up;
    (void)up;
    if (interrupt_asked())
        return 1;
    clickhouse_tell(context);
    return interrupt_asked();
}

static esep_status clickhouse_outcome(clickhouse_reading *r, CURLcode done)
{
    char words[ESEP_ERROR_ARGUMENT_BYTES], seconds[24];
    if (r->status != ESEP_OK)
        return r->status;
    if (done == CURLE_ABORTED_BY_CALLBACK)
        return error_raise(r->error, ESEP_SYSTEM, MESSAGE_ENGINE_INTERRUPTED);
    if (done == CURLE_PEER_FAILED_VERIFICATION || done == CURLE_SSL_CACERT_BADFILE)
        return error_raise(r->error, ESEP_SYSTEM, MESSAGE_ENGINE_CERTIFICATE,
                           r->words[0] ? r->words : curl_loaded.curl_easy_strerror(done));
    if (done == CURLE_OPERATION_TIMEDOUT)
        return error_raise(r->error, ESEP_SYSTEM, MESSAGE_ENGINE_TIMEOUT,
                           error_number(seconds, r->server->timeout));
    if (done != CURLE_OK)
        return error_raise(r->error, ESEP_SYSTEM, MESSAGE_ENGINE_CONNECTION,
                           r->words[0] ? r->words : curl_loaded.curl_easy_strerror(done));
    curl_loaded.curl_easy_getinfo(r->server->curl, CURLINFO_RESPONSE_CODE,
                                  r->code == 500 ? &(long){0} : &r->code);
    /* The last words may have no line end. */
    if (!r->failed && r->code == 200 && r->line.length &&
        clickhouse_is_exception(r->line.data, r->line.length))
        r->failed = true;
    if (r->failed && r->line.length)
        clickhouse_say(r, r->line.data, r->line.length);
    r->said[r->n_said] = '\0';
    if (r->code != 200 || r->failed) {
        snprintf(words, sizeof words, "HTTP %ld ", r->code);
        driver_words(words + strlen(words), sizeof words - strlen(words), r->said);
        return error_raise(r->error, ESEP_SYSTEM, MESSAGE_ENGINE_SERVER, words);
    }
    return r->line.length ? error_raise(r->error, ESEP_SYSTEM, MESSAGE_ENGINE_CUT) : ESEP_OK;
}

static char *clickhouse_run_url(clickhouse *c)
{
    uint64_t id[2] = {0};
    char *url = NULL;
    if (getrandom(id, sizeof id, 0) != (ssize_t)sizeof id)
        return NULL;
    snprintf(c->query_id, sizeof c->query_id, "esep-%016llx%016llx", (unsigned long long)id[0],
             (unsigned long long)id[1]);
    return asprintf(&url, "%s&query_id=%s", c->url, c->query_id) < 0 ? NULL : url;
}

static esep_status clickhouse_run(void *connection, text statement, driver_row row, void *context,
                                  esep_error *error)
{
    clickhouse *c = connection;
    esep_error unread = {0};
    clickhouse_reading r = {.server = c, .row = row, .context = context, .error = error ? error : &unread};
    char *url = clickhouse_run_url(c);
    if (!url)
        return error_memory(error);
    curl_loaded.curl_easy_reset(c->curl);
    clickhouse_set(c, c->curl, url, statement, c->timeout);
    curl_loaded.curl_easy_setopt(c->curl, CURLOPT_WRITEFUNCTION, clickhouse_take);
    curl_loaded.curl_easy_setopt(c->curl, CURLOPT_WRITEDATA, &r);
    curl_loaded.curl_easy_setopt(c->curl, CURLOPT_HEADERFUNCTION, clickhouse_header);
    curl_loaded.curl_easy_setopt(c->curl, CURLOPT_HEADERDATA, &r);
    curl_loaded.curl_easy_setopt(c->curl, CURLOPT_ERRORBUFFER, r.words);
    curl_loaded.curl_easy_setopt(c->curl, CURLOPT_NOPROGRESS, 0L);
    curl_loaded.curl_easy_setopt(c->curl, CURLOPT_XFERINFOFUNCTION, clickhouse_look);
    curl_loaded.curl_easy_setopt(c->curl, CURLOPT_XFERINFODATA, c);
    c->last_told = time(NULL);
    interrupt_listen();
    CURLcode done = curl_loaded.curl_easy_perform(c->curl);
    esep_status status = clickhouse_outcome(&r, done);
    if (status != ESEP_OK && done != CURLE_OK && done != CURLE_COULDNT_CONNECT &&
        done != CURLE_PEER_FAILED_VERIFICATION)
        clickhouse_kill(c);
    if (interrupt_ignore() && status == ESEP_OK)
        status = error_raise(r.error, ESEP_SYSTEM, MESSAGE_ENGINE_INTERRUPTED);
    buffer_free(&r.line);
    free(url);
    return status;
}

static esep_status clickhouse_rows_begin(void *connection, text statement, esep_error *error)
{
    clickhouse *c = connection;
    c->rows.length = 0;
    buffer_add(&c->rows, statement);
    buffer_add_byte(&c->rows, '\n');
    c->statement = c->rows.length;
    return buffer_status(&c->rows, error);
}

/* An insert answers nothing. */
static esep_status clickhouse_no_row(void *context, const text *fields, size_t n, bool total,
                                     esep_error *error)
{
    (void)context;
    (void)fields;
    (void)n;
    (void)total;
    return error_raise(error, ESEP_SYSTEM, MESSAGE_ENGINE_ANSWER);
}

static esep_status clickhouse_rows_end(void *connection, esep_error *error)
{
    clickhouse *c = connection;
    if (c->rows.length == c->statement)
        return ESEP_OK;
    ESEP_TRY(clickhouse_run(c, buffer_text(&c->rows), clickhouse_no_row, NULL, error));
    c->rows.length = c->statement;
    return ESEP_OK;
}

static esep_status clickhouse_rows_add(void *connection, text rows, esep_error *error)
{
    enum { AT_ONCE = 8 << 20 };
    clickhouse *c = connection;
    buffer_add(&c->rows, rows);
    ESEP_TRY(buffer_status(&c->rows, error));
    return c->rows.length > AT_ONCE ? clickhouse_rows_end(connection, error) : ESEP_OK;
}

static void clickhouse_watch(void *connection, driver_told told, void *context)
{
    clickhouse *c = connection;
    c->told = told;
    c->told_context = context;
}

/* A setting that the server knows, into the address of all statements to come. */
static esep_status clickhouse_take_setting(void *context, const text *fields, size_t n, bool total,
                                           esep_error *error)
{
    clickhouse *c = context;
    char *url = NULL;
    if (n != 1 || total || fields[0].length > 60)
        return error_raise(error, ESEP_SYSTEM, MESSAGE_ENGINE_ANSWER);
    text name = fields[0];
    for (size_t i = 0; i < name.length; i++) {
        if (!(name.data[i] == '_' || (name.data[i] >= 'a' && name.data[i] <= 'z')))
            return error_raise(error, ESEP_SYSTEM, MESSAGE_ENGINE_ANSWER);
    }
    bool mode = memmem(name.data, name.length, "_mode_", 6) != NULL;
    bool wanted = memmem(name.data, name.length, "client_close", 12) != NULL;
    if (asprintf(&url, "%s&%.*s=%s", c->settled, (int)name.length, name.data,
                 mode     ? "throw"
                 : wanted ? "1"
                          : "0") < 0)
        return error_memory(error);
    free(c->settled);
    c->settled = url;
    return ESEP_OK;
}

static esep_status clickhouse_open(void **connection, const engine_place *place, bool writing,
                                   esep_error *error)
{
    ESEP_TRY(curl_library_load(error));
    clickhouse *c = calloc(1, sizeof *c);
    *connection = c;
    if (!c)
        return error_memory(error);
    c->place = place;
    c->timeout = driver_timeout();
    c->curl = curl_loaded.curl_easy_init();
    c->url = c->curl ? clickhouse_url(c, writing) : NULL;
    c->settled = c->url ? strdup(c->url) : NULL;
    if (!c->settled)
        return error_memory(error);
    ESEP_TRY(clickhouse_headers(c, error));
    ESEP_TRY(clickhouse_run(c, text_from(clickhouse_later), clickhouse_take_setting, c, error));
    free(c->url);
    c->url = c->settled;
    c->settled = NULL;
    return ESEP_OK;
}

const driver driver_clickhouse = {.open = clickhouse_open,
                                  .watch = clickhouse_watch,
                                  .run = clickhouse_run,
                                  .rows_begin = clickhouse_rows_begin,
                                  .rows_add = clickhouse_rows_add,
                                  .rows_end = clickhouse_rows_end,
                                  .close = clickhouse_close};

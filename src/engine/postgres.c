/* PostgreSQL by libpq. One transaction that reads one state of the data; rows come one at a time.
 *
 * Nothing here waits for the server without an end: statements are sent without waiting, and every wait looks for time-out and interruption. */
#include "base/interrupt.h"
#include "engine/driver.h"
#include "engine/postgres_library.h"

#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum {
    POSTGRES_COLUMNS = 2000,
    POSTGRES_CONNECT_SECONDS = 10,
    POSTGRES_CANCEL_SECONDS = 5,
    POSTGRES_LOOK_MS = 200
};

typedef struct postgres {
    PGconn *connection;
    int timeout;
    time_t end; /* of what is being done */
} postgres;

static esep_status postgres_said(const char *said, esep_error *error)
{
    char words[ESEP_ERROR_ARGUMENT_BYTES];
    driver_words(words, sizeof words, said);
    return error_raise(error, ESEP_SYSTEM, MESSAGE_ENGINE_SERVER, words);
}

/* What cancels in a thread of its own; the last of the two that hold it frees it. */
typedef struct postgres_cancelling {
    PGcancel *cancel;
    sem_t done;
    atomic_int holders;
} postgres_cancelling;

static void postgres_cancelling_leave(postgres_cancelling *c)
{
    if (atomic_fetch_sub(&c->holders, 1) > 1)
        return;
    postgres_loaded.PQfreeCancel(c->cancel);
    sem_destroy(&c->done);
    free(c);
}

static void *postgres_cancelling_run(void *context)
{
    postgres_cancelling *c = context;
    char ignored[256];
    postgres_loaded.PQcancel(c->cancel, ignored, sizeof ignored);
    sem_post(&c->done);
    postgres_cancelling_leave(c);
    return NULL;
}

/* PQcancel() waits for the server without an end, and the server may be why there is something to cancel: so wait a little for it, and
 * then leave it. */
static void postgres_cancel(postgres *p)
{
    pthread_t thread;
    struct timespec until;
    postgres_cancelling *c = calloc(1, sizeof *c);
    if (!c)
        return;
    c->cancel = postgres_loaded.PQgetCancel(p->connection);
    sem_init(&c->done, 0, 0);
    atomic_init(&c->holders, 1);
    if (c->cancel) {
        atomic_fetch_add(&c->holders, 1);
        if (pthread_create(&thread, NULL, postgres_cancelling_run, c) == 0) {
            pthread_detach(thread);
            clock_gettime(CLOCK_REALTIME, &until);
            until.tv_sec += POSTGRES_CANCEL_SECONDS;
            while (sem_timedwait(&c->done, &until) != 0 && errno == EINTR)
                ;
        } else {
            atomic_fetch_sub(&c->holders, 1);
        }
    }
    postgres_cancelling_leave(c);
}

/* Wait a moment until the server has something to say, or takes something. */
static esep_status postgres_look(postgres *p, short events, esep_error *error)
{
    struct pollfd ready = {.fd = postgres_loaded.PQsocket(p->connection), .events = events};
    char seconds[24];
    if (interrupt_asked() || time(NULL) >= p->end) {
        postgres_cancel(p);
        return interrupt_asked() ? error_raise(error, ESEP_SYSTEM, MESSAGE_ENGINE_INTERRUPTED)
                                 : error_raise(error, ESEP_SYSTEM, MESSAGE_ENGINE_TIMEOUT,
                                               error_number(seconds, p->timeout));
    }
    poll(&ready, 1, POSTGRES_LOOK_MS);
    if (!postgres_loaded.PQconsumeInput(p->connection))
        return postgres_said(postgres_loaded.PQerrorMessage(p->connection), error);
    return ESEP_OK;
}

/* Give the connection all that is to be sent. */
static esep_status postgres_flush(postgres *p, esep_error *error)
{
    for (;;) {
        int left = postgres_loaded.PQflush(p->connection);
        if (left < 0)
            return postgres_said(postgres_loaded.PQerrorMessage(p->connection), error);
        if (left == 0)
            return ESEP_OK;
        ESEP_TRY(postgres_look(p, POLLIN | POLLOUT, error));
    }
}

/* Wait until the next result can be had without waiting. */
static esep_status postgres_wait(postgres *p, esep_error *error)
{
    ESEP_TRY(postgres_flush(p, error));
    while (postgres_loaded.PQisBusy(p->connection))
        ESEP_TRY(postgres_look(p, POLLIN, error));
    return ESEP_OK;
}

/* Commands whose rows, if any, nobody wants; `outcome` is what the last one must end with. */
static esep_status postgres_command_inner(postgres *p, const char *command, ExecStatusType wanted,
                                          esep_error *error)
{
    ExecStatusType outcome = PGRES_FATAL_ERROR;
    p->end = time(NULL) + p->timeout;
    if (!postgres_loaded.PQsendQuery(p->connection, command))
        return postgres_said(postgres_loaded.PQerrorMessage(p->connection), error);
    do {
        ESEP_TRY(postgres_wait(p, error));
        PGresult *result = postgres_loaded.PQgetResult(p->connection);
        if (!result)
            break;
        outcome = postgres_loaded.PQresultStatus(result);
        esep_status status = ESEP_OK;
        if (outcome == PGRES_FATAL_ERROR)
            status = postgres_said(postgres_loaded.PQresultErrorMessage(result), error);
        postgres_loaded.PQclear(result);
        if (status != ESEP_OK)
            return status;
    } while (outcome != PGRES_COPY_IN);
    return outcome == wanted ? ESEP_OK : error_raise(error, ESEP_SYSTEM, MESSAGE_ENGINE_ANSWER);
}

static esep_status postgres_heard(esep_status status, esep_error *error)
{
    bool asked = interrupt_ignore();
    return asked && status == ESEP_OK ? error_raise(error, ESEP_SYSTEM, MESSAGE_ENGINE_INTERRUPTED) : status;
}

static esep_status postgres_command(postgres *p, const char *command, ExecStatusType wanted,
                                    esep_error *error)
{
    interrupt_listen();
    return postgres_heard(postgres_command_inner(p, command, wanted, error), error);
}

static void postgres_notice(void *context, const PGresult *result)
{
    (void)context;
    (void)result;
}

/* Settings that decide how values are printed and texts are read are set, whatever the user's are. */
static esep_status postgres_begin(postgres *p, bool writing, esep_error *error)
{
    const char *encoding = postgres_loaded.PQparameterStatus(p->connection, "server_encoding");
    if (!encoding || strcmp(encoding, "UTF8") != 0)
        return error_raise(error, ESEP_SYSTEM, MESSAGE_ENGINE_SERVER_ENCODING, encoding ? encoding : "");
    ESEP_TRY(postgres_command(
        p,
        "SET standard_conforming_strings = on; SET DateStyle = ISO; SET IntervalStyle = iso_8601; "
        "SET extra_float_digits = 1; SET bytea_output = hex; SET backslash_quote = safe_encoding; "
        "SET jit = off",
        PGRES_COMMAND_OK, error));
    /* A server that watches its connections ends a query whose asker has gone. */
    if (postgres_loaded.PQserverVersion(p->connection) >= 140000)
        ESEP_TRY(postgres_command(p, "SET client_connection_check_interval = 2000", PGRES_COMMAND_OK, error));
    return postgres_command(p, writing ? "BEGIN" : "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
                            PGRES_COMMAND_OK, error);
}

static void postgres_close(void *connection)
{
    postgres *p = connection;
    if (!p)
        return;
    postgres_loaded.PQfinish(p->connection);
    free(p);
}

static esep_status postgres_open(void **connection, const engine_place *place, bool writing,
                                 esep_error *error)
{
    *connection = NULL;
    ESEP_TRY(postgres_library_load(error));
    postgres *p = calloc(1, sizeof *p);
    char seconds[16];
    *connection = p;
    if (!p)
        return error_memory(error);
    p->timeout = driver_timeout();
    snprintf(seconds, sizeof seconds, "%d",
             p->timeout < POSTGRES_CONNECT_SECONDS ? p->timeout : POSTGRES_CONNECT_SECONDS);
    const char *host = place->host;
    char bare[256];
    if (host[0] == '[') { /* [::1] */
        snprintf(bare, sizeof bare, "%.*s", (int)strcspn(host + 1, "]"), host + 1);
        host = bare;
    }
    const char *names[16], *values[16];
    const struct {
        const char *name, *value;
    } said[] = {
        {"service", place->service},
        {"host", host[0] ? host : NULL},
        {"port", place->port},
        {"user", place->user},
        {"dbname", place->database},
        {"sslmode", place->sslmode ? place->sslmode : "verify-full"},
        {"sslrootcert", getenv("PGSSLROOTCERT") ? place->sslrootcert : driver_root_certificates(place)},
        {"client_encoding", "UTF8"},
        {"application_name", "esep"},
        {"connect_timeout", seconds},
        {"keepalives_idle", "60"},
        {"tcp_user_timeout", "120000"}};
    size_t n = 0;
    for (size_t i = 0; i < sizeof said / sizeof *said; i++) {
        if (!said[i].value)
            continue;
        names[n] = said[i].name;
        values[n++] = said[i].value;
    }
    names[n] = values[n] = NULL;
    p->connection = postgres_loaded.PQconnectdbParams(names, values, 0);
    if (!p->connection)
        return error_memory(error);
    if (postgres_loaded.PQstatus(p->connection) != CONNECTION_OK)
        return postgres_said(postgres_loaded.PQerrorMessage(p->connection), error);
    postgres_loaded.PQsetNoticeReceiver(p->connection, postgres_notice, NULL);
    if (postgres_loaded.PQsetnonblocking(p->connection, 1) != 0)
        return error_memory(error);
    return postgres_begin(p, writing, error);
}

static esep_status postgres_rows(const PGresult *result, driver_row row, void *context, esep_error *error)
{
    text fields[POSTGRES_COLUMNS];
    int n = postgres_loaded.PQnfields(result);
    if (n > POSTGRES_COLUMNS)
        return error_raise(error, ESEP_SYSTEM, MESSAGE_ENGINE_ANSWER);
    for (int i = 0; i < postgres_loaded.PQntuples(result); i++) {
        for (int k = 0; k < n; k++)
            fields[k] = (text){postgres_loaded.PQgetvalue(result, i, k),
                               (size_t)postgres_loaded.PQgetlength(result, i, k)};
        ESEP_TRY(row(context, fields, (size_t)n, false, error));
    }
    return ESEP_OK;
}

static esep_status postgres_run_inner(void *connection, text statement, driver_row row, void *context,
                                      esep_error *error)
{
    postgres *p = connection;
    char *terminated = strndup(statement.data, statement.length);
    bool whole = false;
    if (!terminated)
        return error_memory(error);
    p->end = time(NULL) + p->timeout;
    int sent = postgres_loaded.PQsendQueryParams(p->connection, terminated, 0, NULL, NULL, NULL, NULL, 0);
    free(terminated);
    if (!sent || !postgres_loaded.PQsetSingleRowMode(p->connection))
        return postgres_said(postgres_loaded.PQerrorMessage(p->connection), error);
    for (;;) {
        ESEP_TRY(postgres_wait(p, error));
        PGresult *result = postgres_loaded.PQgetResult(p->connection);
        if (!result)
            break;
        ExecStatusType outcome = postgres_loaded.PQresultStatus(result);
        esep_status status = ESEP_OK;
        if (outcome == PGRES_SINGLE_TUPLE || outcome == PGRES_TUPLES_OK)
            status = postgres_rows(result, row, context, error);
        else if (outcome != PGRES_COMMAND_OK)
            status = postgres_said(postgres_loaded.PQresultErrorMessage(result), error);
        whole = outcome == PGRES_TUPLES_OK || outcome == PGRES_COMMAND_OK;
        postgres_loaded.PQclear(result);
        if (status != ESEP_OK) {
            postgres_cancel(p);
            return status;
        }
    }
    return whole ? ESEP_OK : error_raise(error, ESEP_SYSTEM, MESSAGE_ENGINE_CUT);
}

static esep_status postgres_run(void *connection, text statement, driver_row row, void *context,
                                esep_error *error)
{
    interrupt_listen();
    return postgres_heard(postgres_run_inner(connection, statement, row, context, error), error);
}

static esep_status postgres_rows_begin(void *connection, text statement, esep_error *error)
{
    postgres *p = connection;
    char *terminated = strndup(statement.data, statement.length);
    if (!terminated)
        return error_memory(error);
    esep_status status = postgres_command(p, terminated, PGRES_COPY_IN, error);
    free(terminated);
    return status;
}

static esep_status postgres_rows_add_inner(postgres *p, text rows, esep_error *error)
{
    int added;
    p->end = time(NULL) + p->timeout;
    while ((added = postgres_loaded.PQputCopyData(p->connection, rows.data, (int)rows.length)) == 0)
        ESEP_TRY(postgres_look(p, POLLIN | POLLOUT, error));
    if (added < 0)
        return postgres_said(postgres_loaded.PQerrorMessage(p->connection), error);
    return postgres_flush(p, error);
}

static esep_status postgres_rows_add(void *connection, text rows, esep_error *error)
{
    interrupt_listen();
    return postgres_heard(postgres_rows_add_inner(connection, rows, error), error);
}

static esep_status postgres_rows_end_inner(postgres *p, esep_error *error)
{
    int ended;
    p->end = time(NULL) + p->timeout;
    while ((ended = postgres_loaded.PQputCopyEnd(p->connection, NULL)) == 0)
        ESEP_TRY(postgres_look(p, POLLIN | POLLOUT, error));
    bool good = ended == 1;
    for (;;) {
        ESEP_TRY(postgres_wait(p, error));
        PGresult *result = postgres_loaded.PQgetResult(p->connection);
        if (!result)
            break;
        good = good && postgres_loaded.PQresultStatus(result) == PGRES_COMMAND_OK;
        postgres_loaded.PQclear(result);
    }
    return good ? ESEP_OK : postgres_said(postgres_loaded.PQerrorMessage(p->connection), error);
}

static esep_status postgres_rows_end(void *connection, esep_error *error)
{
    interrupt_listen();
    return postgres_heard(postgres_rows_end_inner(connection, error), error);
}

const driver driver_postgres = {.open = postgres_open,
                                .run = postgres_run,
                                .rows_begin = postgres_rows_begin,
                                .rows_add = postgres_rows_add,
                                .rows_end = postgres_rows_end,
                                .close = postgres_close};

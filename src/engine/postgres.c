/* PostgreSQL by libpq. One transaction that reads one state of the data; rows come one at a time. */
#include "engine/driver.h"
#include "engine/postgres_library.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { POSTGRES_COLUMNS = 2000, POSTGRES_CONNECT_SECONDS = 10 };

typedef struct postgres {
    PGconn *connection;
    int timeout;
} postgres;

static esep_status postgres_said(const char *said, esep_error *error)
{
    char words[ESEP_ERROR_ARGUMENT_BYTES];
    driver_words(words, sizeof words, said);
    return error_raise(error, ESEP_SYSTEM, MESSAGE_ENGINE_SERVER, words);
}

static esep_status postgres_command(postgres *p, const char *command, esep_error *error)
{
    PGresult *result = postgres_loaded.PQexec(p->connection, command);
    ExecStatusType outcome = postgres_loaded.PQresultStatus(result);
    postgres_loaded.PQclear(result);
    bool done = outcome == PGRES_COMMAND_OK || outcome == PGRES_TUPLES_OK;
    return done ? ESEP_OK : postgres_said(postgres_loaded.PQerrorMessage(p->connection), error);
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
        error));
    /* A server that watches its connections ends a query whose asker has gone. */
    if (postgres_loaded.PQserverVersion(p->connection) >= 140000)
        ESEP_TRY(postgres_command(p, "SET client_connection_check_interval = 2000", error));
    return postgres_command(p, writing ? "BEGIN" : "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", error);
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
    } said[] = {{"service", place->service},
                {"host", host[0] ? host : NULL},
                {"port", place->port},
                {"user", place->user},
                {"dbname", place->database},
                {"sslmode", place->sslmode ? place->sslmode : "verify-full"},
                {"sslrootcert", place->sslrootcert},
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
    return postgres_begin(p, writing, error);
}

static void postgres_cancel(postgres *p)
{
    char ignored[256];
    PGcancel *cancel = postgres_loaded.PQgetCancel(p->connection);
    if (cancel)
        postgres_loaded.PQcancel(cancel, ignored, sizeof ignored);
    postgres_loaded.PQfreeCancel(cancel);
}

/* Wait until the next result can be had without waiting. */
static esep_status postgres_wait(postgres *p, time_t end, esep_error *error)
{
    while (postgres_loaded.PQisBusy(p->connection)) {
        time_t left = end - time(NULL);
        struct pollfd ready = {.fd = postgres_loaded.PQsocket(p->connection), .events = POLLIN};
        if (left <= 0) {
            char seconds[24];
            postgres_cancel(p);
            return error_raise(error, ESEP_SYSTEM, MESSAGE_ENGINE_TIMEOUT, error_number(seconds, p->timeout));
        }
        poll(&ready, 1, left < 1000 ? (int)left * 1000 : 1000000);
        if (!postgres_loaded.PQconsumeInput(p->connection))
            return postgres_said(postgres_loaded.PQerrorMessage(p->connection), error);
    }
    return ESEP_OK;
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

static esep_status postgres_run(void *connection, text statement, driver_row row, void *context,
                                esep_error *error)
{
    postgres *p = connection;
    time_t end = time(NULL) + p->timeout;
    char *terminated = strndup(statement.data, statement.length);
    bool whole = false;
    if (!terminated)
        return error_memory(error);
    int sent = postgres_loaded.PQsendQueryParams(p->connection, terminated, 0, NULL, NULL, NULL, NULL, 0);
    free(terminated);
    if (!sent || !postgres_loaded.PQsetSingleRowMode(p->connection))
        return postgres_said(postgres_loaded.PQerrorMessage(p->connection), error);
    for (;;) {
        ESEP_TRY(postgres_wait(p, end, error));
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

static esep_status postgres_rows_begin(void *connection, text statement, esep_error *error)
{
    postgres *p = connection;
    char *terminated = strndup(statement.data, statement.length);
    if (!terminated)
        return error_memory(error);
    PGresult *result = postgres_loaded.PQexec(p->connection, terminated);
    ExecStatusType outcome = postgres_loaded.PQresultStatus(result);
    free(terminated);
    postgres_loaded.PQclear(result);
    return outcome == PGRES_COPY_IN ? ESEP_OK
                                    : postgres_said(postgres_loaded.PQerrorMessage(p->connection), error);
}

static esep_status postgres_rows_add(void *connection, text rows, esep_error *error)
{
    postgres *p = connection;
    if (postgres_loaded.PQputCopyData(p->connection, rows.data, (int)rows.length) != 1)
        return postgres_said(postgres_loaded.PQerrorMessage(p->connection), error);
    return ESEP_OK;
}

static esep_status postgres_rows_end(void *connection, esep_error *error)
{
    postgres *p = connection;
    bool good = postgres_loaded.PQputCopyEnd(p->connection, NULL) == 1;
    for (PGresult *result; (result = postgres_loaded.PQgetResult(p->connection));
         postgres_loaded.PQclear(result))
        good = good && postgres_loaded.PQresultStatus(result) == PGRES_COMMAND_OK;
    return good ? ESEP_OK : postgres_said(postgres_loaded.PQerrorMessage(p->connection), error);
}

const driver driver_postgres = {postgres_open,     postgres_run,      postgres_rows_begin,
                                postgres_rows_add, postgres_rows_end, postgres_close};

/* A cube query answered by a database: its columns, its marks of decimals, one statement for each query. */
#include "engine/database.h"

#include "engine/driver.h"
#include "engine/gather.h"

#include <stdlib.h>
#include <string.h>

int driver_timeout(void)
{
    const char *said = getenv("ESEP_DATABASE_TIMEOUT");
    long seconds = said ? strtol(said, NULL, 10) : 0;
    return seconds > 0 && seconds < 1000000 ? (int)seconds : 3600;
}

const char *driver_root_certificates(const engine_place *place)
{
    const char *said = getenv("SSL_CERT_FILE");
    return place->sslrootcert ? place->sslrootcert : said && said[0] ? said : NULL;
}

void driver_words(char *out, size_t size, const char *said)
{
    char line[ESEP_ERROR_ARGUMENT_BYTES];
    size_t n = 0;
    for (; said[n] && n + 1 < sizeof line; n++)
        line[n] = (unsigned char)said[n] < ' ' ? ' ' : said[n];
    while (n && line[n - 1] == ' ')
        n--;
    text_copy_cut(out, size, (text){line, n});
}

typedef struct database {
    arena memory;
    engine_place place;
    const driver *driver;
    void *connection;
    sql_table table;
    size_t room;
    bool dated;
} database;

static const driver *database_driver(engine_kind kind)
{
    return kind == ENGINE_POSTGRES ? &driver_postgres : &driver_clickhouse;
}

static esep_status database_place(database *d, const engine_register *from, esep_error *error)
{
    if (from->n_names != 1)
        return error_raise(error, ESEP_USAGE, MESSAGE_ENGINE_ONE_URL);
    ESEP_TRY(engine_place_read(&d->place, &d->memory, from->names[0], error));
    d->driver = database_driver(d->place.kind);
    return ESEP_OK;
}

/* What only files can do. */
static esep_status database_check(database *d, const cube_query *queries, size_t n, esep_error *error)
{
    for (size_t i = 0; i < n; i++) {
        if (queries[i].reject || queries[i].record)
            return error_raise(error, ESEP_USAGE, MESSAGE_ENGINE_RECORDS);
        d->dated = d->dated || queries[i].time != CUBE_TIMELESS || queries[i].n_dates;
    }
    return ESEP_OK;
}

static esep_status database_take_column(void *context, const text *fields, size_t n, bool total,
                                        esep_error *error)
{
    database *d = context;
    text *columns = (text *)(uintptr_t)d->table.columns;
    sql_type *types = (sql_type *)(uintptr_t)d->table.types;
    int128 type;
    if (n != 2 || total || d->table.n == SQL_COLUMNS_MOST || !gather_integer(&type, fields[1]) || type < 0 ||
        type > SQL_INTEGER)
        return error_raise(error, ESEP_SYSTEM, MESSAGE_ENGINE_ANSWER);
    columns[d->table.n] = arena_copy(&d->memory, fields[0]);
    types[d->table.n] = (sql_type)type;
    return columns[d->table.n++].data ? ESEP_OK : error_memory(error);
}

static void database_print_columns(buffer *out, const engine_place *place)
{
    buffer name = {0};
    if (place->kind == ENGINE_CLICKHOUSE) {
        buffer_add_string(out, "SELECT name, CASE WHEN type LIKE '%String%' THEN 1 WHEN type IN ('Date', "
                               "'Nullable(Date)') THEN 2 "
                               "WHEN type IN ('DateTime', 'Nullable(DateTime)') THEN 3 "
                               "WHEN match(type, '^(Nullable[(])?U?Int(8|16|32|64)[)]?$') THEN 4 ELSE 0 END "
                               "FROM system.columns WHERE database = ");
        sql_quote_text(out, place->kind, text_from(place->database));
        buffer_add_string(out, " AND table = ");
        sql_quote_text(out, place->kind, text_from(place->table));
        buffer_add_string(out, " FORMAT TabSeparated");
        return;
    }
    if (place->schema) {
        sql_quote_name(&name, place->kind, text_from(place->schema));
        buffer_add_byte(&name, '.');
    }
    sql_quote_name(&name, place->kind, text_from(place->table));
    buffer_add_string(
        out,
        "SELECT a.attname, CASE WHEN t.typcategory = 'S' THEN 1 WHEN t.typname = 'date' THEN 2 "
        "WHEN t.typname = 'timestamp' THEN 3 WHEN t.typname IN ('int2', 'int4', 'int8') THEN 4 ELSE 0 END "
        "FROM pg_catalog.pg_attribute a "
        "JOIN pg_catalog.pg_type t ON t.oid = a.atttypid WHERE a.attnum > 0 AND NOT a.attisdropped "
        "AND a.attrelid = pg_catalog.to_regclass(");
    sql_quote_text(out, place->kind, buffer_text(&name));
    buffer_add_string(out, ") ORDER BY a.attnum");
    out->failed = out->failed || name.failed;
    buffer_free(&name);
}

static esep_status database_columns(database *d, esep_error *error)
{
    buffer statement = {0};
    d->table.columns = ARENA_TAKE(&d->memory, SQL_COLUMNS_MOST, text);
    d->table.types = ARENA_TAKE(&d->memory, SQL_COLUMNS_MOST, sql_type);
    if (!d->table.columns || !d->table.types)
        return error_memory(error);
    database_print_columns(&statement, &d->place);
    esep_status status = buffer_status(&statement, error);
    if (status == ESEP_OK)
        status = d->driver->run(d->connection, buffer_text(&statement), database_take_column, d, error);
    buffer_free(&statement);
    if (status == ESEP_OK && d->table.n == 0)
        status = error_raise(error, ESEP_DATA, MESSAGE_ENGINE_NO_TABLE);
    return status;
}

/* ---- decimal marks ---- */

typedef struct database_marks {
    text columns[CUBE_SUMS];
    number_evidence evidence[CUBE_SUMS];
    size_t n;
    bool answered;
} database_marks;

static esep_status database_take_marks(void *context, const text *fields, size_t n, bool total,
                                       esep_error *error)
{
    database_marks *m = context;
    if (n != 1 + 3 * m->n || total || m->answered)
        return error_raise(error, ESEP_SYSTEM, MESSAGE_ENGINE_ANSWER);
    m->answered = true;
    for (size_t i = 0; i < m->n; i++) {
        int128 counts[3] = {0};
        for (size_t k = 0; k < 3; k++) {
            text field = fields[1 + 3 * i + k]; /* over no records at all a sum is null */
            if (field.length && !gather_integer(&counts[k], field))
                return error_raise(error, ESEP_SYSTEM, MESSAGE_ENGINE_ANSWER);
        }
        m->evidence[i] = (number_evidence){
            .point = (uint64_t)counts[0], .comma = (uint64_t)counts[1], .either = (uint64_t)counts[2]};
    }
    return ESEP_OK;
}

/* A number of the database's own has a point; in texts, its place tells what a mark is. */
static void database_ask_marks(database *d, database_marks *asked, number_mark *marks,
                               const cube_query *query)
{
    for (size_t i = 0; i < query->n_sums; i++) {
        bool textual = false, known = false;
        marks[i] = query->mark == NUMBER_UNKNOWN ? NUMBER_POINT : query->mark;
        for (size_t c = 0; c < d->table.n; c++)
            textual = textual ||
                      (text_equal(d->table.columns[c], query->sums[i]) && d->table.types[c] == SQL_TEXTUAL);
        for (size_t k = 0; k < asked->n; k++)
            known = known || text_equal(asked->columns[k], query->sums[i]);
        if (textual && !known && query->mark == NUMBER_UNKNOWN)
            asked->columns[asked->n++] = query->sums[i];
    }
}

static esep_status database_marks_of(database *d, number_mark *marks, const cube_query *query,
                                     esep_error *error)
{
    database_marks *asked = ARENA_TAKE(&d->memory, 1, database_marks);
    buffer statement = {0};
    if (!asked)
        return error_memory(error);
    database_ask_marks(d, asked, marks, query);
    if (asked->n == 0)
        return ESEP_OK;
    esep_status status = sql_print_marks(&statement, &d->place, asked->columns, asked->n, error);
    if (status == ESEP_OK)
        status = d->driver->run(d->connection, buffer_text(&statement), database_take_marks, asked, error);
    buffer_free(&statement);
    if (status == ESEP_OK && !asked->answered)
        status = error_raise(error, ESEP_SYSTEM, MESSAGE_ENGINE_ANSWER);
    for (size_t k = 0; status == ESEP_OK && k < asked->n; k++) {
        number_mark found;
        if (!number_evidence_judge(&asked->evidence[k], &found))
            return sql_refuse(MESSAGE_ENGINE_NUMBER_TWO_WAYS, asked->columns[k], error);
        for (size_t i = 0; i < query->n_sums; i++) {
            if (text_equal(query->sums[i], asked->columns[k]))
                marks[i] = found == NUMBER_UNKNOWN ? NUMBER_POINT : found;
        }
    }
    return status;
}

/* ---- answers ---- */

typedef struct database_answer {
    gather *rows;
    const cube_query *query; /* whose columns the rows have */
    bool rest;
    bool totals;
    uint64_t total;
} database_answer;

static esep_status database_take_row(void *context, const text *fields, size_t n, bool total,
                                     esep_error *error)
{
    database_answer *a = context;
    int128 count;
    if (!total)
        return a->rest ? gather_rest(a->rows, fields, n, error) : gather_row(a->rows, fields, n, error);
    size_t at = 3 + a->query->n_by + (a->query->distinct.data != NULL);
    if (a->totals || n != sql_result_columns(a->query) || !gather_integer(&count, fields[at]))
        return error_raise(error, ESEP_SYSTEM, MESSAGE_ENGINE_ANSWER);
    a->totals = true;
    a->total = (uint64_t)count;
    return ESEP_OK;
}

/* The totals stand behind all rows: without them, or with others, the answer is not whole. A table without a record has none. */
static esep_status database_run(database *d, sql *s, gather *rows, const cube_query *query, esep_error *error)
{
    buffer statement = {0};
    uint64_t before = gather_records(rows);
    database_answer answer = {.rows = rows, .query = query, .rest = s->part == SQL_REST};
    esep_status status = sql_print(&statement, s, error);
    if (status == ESEP_OK)
        status = d->driver->run(d->connection, buffer_text(&statement), database_take_row, &answer, error);
    buffer_free(&statement);
    bool whole = d->place.kind != ENGINE_CLICKHOUSE ||
                 (answer.totals && answer.total == gather_records(rows) - before);
    return status == ESEP_OK && !whole ? error_raise(error, ESEP_SYSTEM, MESSAGE_ENGINE_CUT) : status;
}

/* The records outside of the windows, by their dates alone. */
static esep_status database_run_rest(database *d, gather *rows, const cube_query *query, esep_error *error)
{
    sql s;
    cube_query rest = sql_rest_query(query);
    esep_status status = sql_begin(&s, &d->place, &rest, d->dated, &d->table, NULL, error);
    s.part = SQL_REST;
    if (status == ESEP_OK)
        status = database_run(d, &s, rows, &rest, error);
    sql_free(&s);
    return status;
}

static esep_status database_answer_one(cube **out, database *d, const cube_query *query, esep_error *error)
{
    sql s;
    number_mark marks[CUBE_SUMS] = {0};
    gather *rows = NULL;
    if (query->n_sums <= CUBE_SUMS)
        ESEP_TRY(database_marks_of(d, marks, query, error));
    esep_status status = sql_begin(&s, &d->place, query, d->dated, &d->table, marks, error);
    if (status == ESEP_OK)
        s.part = sql_can_part(&s) ? SQL_INSIDE : SQL_WHOLE;
    if (status == ESEP_OK)
        status = gather_create(&rows, &s, error);
    if (status == ESEP_OK)
        status = database_run(d, &s, rows, query, error);
    if (status == ESEP_OK && s.part == SQL_INSIDE)
        status = database_run_rest(d, rows, query, error);
    if (status == ESEP_OK)
        status = gather_finish(out, rows, error);
    else
        gather_free(rows);
    sql_free(&s);
    return status;
}

/* How far all queries are, where the server tells it of each: they read about as much, one after the other. */
typedef struct database_progress {
    const cube_query *query;
    size_t n, done;
    uint64_t rows, bytes; /* of those that are done */
    uint64_t last_rows, last_bytes;
} database_progress;

static void database_tell(void *context, uint64_t rows, uint64_t all_rows, uint64_t bytes)
{
    database_progress *p = context;
    p->last_rows = rows;
    p->last_bytes = bytes;
    double whole = rows ? (double)bytes / (double)rows * (double)all_rows : 0;
    uint64_t total = all_rows ? p->bytes + (uint64_t)(whole * (double)(p->n - p->done)) : 0;
    p->query->progress(p->query->progress_context, p->bytes + bytes, total, p->rows + rows);
}

static void database_told(database_progress *p)
{
    p->rows += p->last_rows;
    p->bytes += p->last_bytes;
    p->last_rows = p->last_bytes = 0;
    p->done++;
}

static esep_status database_answer_queries(cube **out, database *d, const cube_query *queries, size_t n,
                                           esep_error *error)
{
    database_progress far = {.query = &queries[0], .n = n};
    ESEP_TRY(d->driver->open(&d->connection, &d->place, false, error));
    ESEP_TRY(database_columns(d, error));
    if (queries[0].progress && d->driver->watch)
        d->driver->watch(d->connection, database_tell, &far);
    for (size_t i = 0; i < n; i++) {
        ESEP_TRY(database_answer_one(&out[i], d, &queries[i], error));
        /* ClickHouse keeps no state of the data for several statements. */
        if (out[i]->account.read != out[0]->account.read)
            return error_raise(error, ESEP_DATA, MESSAGE_ENGINE_CHANGED);
        database_told(&far);
    }
    return ESEP_OK;
}

static void database_free(database *d)
{
    if (d->driver)
        d->driver->close(d->connection);
    arena_free(&d->memory);
}

esep_status database_answer_all(cube **out, const engine_register *from, const cube_query *queries, size_t n,
                                esep_error *error)
{
    database d = {0};
    for (size_t i = 0; i < n; i++)
        out[i] = NULL;
    esep_status status = database_place(&d, from, error);
    if (status == ESEP_OK)
        status = database_check(&d, queries, n, error);
    if (status == ESEP_OK)
        status = database_answer_queries(out, &d, queries, n, error);
    for (size_t i = 0; status != ESEP_OK && i < n; i++) {
        cube_free(out[i]);
        out[i] = NULL;
    }
    if (status != ESEP_OK && d.place.shown)
        error_at(error, d.place.shown, 0);
    database_free(&d);
    return status;
}

esep_status database_print_all(buffer *out, const engine_register *from, const cube_query *queries, size_t n,
                               esep_error *error)
{
    database d = {0};
    esep_status status = database_place(&d, from, error);
    if (status == ESEP_OK)
        status = database_check(&d, queries, n, error);
    for (size_t i = 0; status == ESEP_OK && i < n; i++) {
        sql s;
        status = sql_begin(&s, &d.place, &queries[i], d.dated, NULL, NULL, error);
        buffer_add_format(out, "-- %s\n", d.place.shown);
        if (status == ESEP_OK)
            status = sql_print(out, &s, error);
        buffer_add_string(out, ";\n");
        sql_free(&s);
    }
    database_free(&d);
    return status == ESEP_OK ? buffer_status(out, error) : status;
}

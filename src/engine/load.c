#include "engine/load.h"

#include "base/interrupt.h"
#include "engine/driver.h"
#include "engine/gather.h"
#include "engine/sql.h"

#include <stdio.h>
#include <string.h>
#include <sys/random.h>

enum { LOAD_BYTES = 1 << 20 };

typedef struct load {
    arena memory;
    engine_place place;
    const driver *driver;
    void *connection;
    text batch;
    const char *table; /* as SQL has it */
    const char *stage; /* ClickHouse: the table beside */
    char stamp[20];
    int128 number; /* what the last question of one number answered */
    int128 before; /* the order of the last record that the table had */
    int128 kept;   /* records of other batches */
    uint64_t n;
    bool begun;
    buffer rows;
} load;

static esep_status load_take(void *context, const text *fields, size_t n, bool total, esep_error *error)
{
    load *l = context;
    if (n != 1 || total || !gather_integer(&l->number, fields[0]))
        return error_raise(error, ESEP_SYSTEM, MESSAGE_ENGINE_ANSWER);
    return ESEP_OK;
}

/* {t} is the table, {s} the one beside, {b} the batch, {c} the columns that the files have. */
static esep_status load_run(load *l, const char *form, const char *columns, esep_error *error)
{
    buffer statement = {0};
    for (const char *at = form; *at; at++) {
        if (*at != '{') {
            buffer_add_byte(&statement, *at);
            continue;
        }
        if (at[1] == 'b')
            sql_quote_text(&statement, l->place.kind, l->batch);
        else
            buffer_add_string(&statement, at[1] == 't' ? l->table : at[1] == 's' ? l->stage : columns);
        at += 2;
    }
    esep_status status = buffer_status(&statement, error);
    if (status == ESEP_OK)
        status = l->driver->run(l->connection, buffer_text(&statement), load_take, l, error);
    buffer_free(&statement);
    return status;
}

static const char *load_table(load *l, const char *ending)
{
    buffer name = {0};
    bool clickhouse = l->place.kind == ENGINE_CLICKHOUSE;
    const char *schema = clickhouse ? l->place.database : l->place.schema;
    if (schema) {
        sql_quote_name(&name, l->place.kind, text_from(schema));
        buffer_add_byte(&name, '.');
    }
    buffer table = {0};
    buffer_add_string(&table, l->place.table);
    buffer_add_string(&table, ending);
    sql_quote_name(&name, l->place.kind, buffer_text(&table));
    const char *made = name.failed || table.failed ? NULL : arena_copy(&l->memory, buffer_text(&name)).data;
    buffer_free(&table);
    buffer_free(&name);
    return made;
}

static const char *load_columns(load *l, const cube_record *record, const char *type)
{
    buffer columns = {0};
    for (size_t i = 0; i < record->n_fields; i++) {
        buffer_add_string(&columns, i ? ", " : "");
        sql_quote_name(&columns, l->place.kind, record->names[i]);
        buffer_add_string(&columns, type);
    }
    const char *made = columns.failed ? NULL : arena_copy(&l->memory, buffer_text(&columns)).data;
    buffer_free(&columns);
    return made;
}

static esep_status load_begin_postgres(load *l, const char *columns, const char *typed, esep_error *error)
{
    buffer copy = {0};
    ESEP_TRY(load_run(l,
                      "CREATE TABLE IF NOT EXISTS {t} ({c}, \"" SQL_ORDER_COLUMN
                      "\" bigint NOT NULL, \"" SQL_BATCH_COLUMN "\" text NOT NULL)",
                      typed, error));
    ESEP_TRY(load_run(l, "LOCK TABLE {t} IN SHARE ROW EXCLUSIVE MODE", "", error));
    ESEP_TRY(load_run(l, "DELETE FROM {t} WHERE \"" SQL_BATCH_COLUMN "\" = {b}", "", error));
    ESEP_TRY(load_run(l, "SELECT coalesce(max(\"" SQL_ORDER_COLUMN "\"), 0) FROM {t}", "", error));
    l->before = l->number;
    buffer_add_format(&copy, "COPY %s (%s, \"" SQL_ORDER_COLUMN "\", \"" SQL_BATCH_COLUMN "\") FROM STDIN",
                      l->table, columns);
    esep_status status = buffer_status(&copy, error);
    if (status == ESEP_OK)
        status = l->driver->rows_begin(l->connection, buffer_text(&copy), error);
    buffer_free(&copy);
    return status;
}

/* The name holds a random number: what a killed load has left can never be taken for another's. */
static esep_status load_begin_clickhouse(load *l, const char *columns, const char *typed, esep_error *error)
{
    char ending[48];
    buffer insert = {0};
    snprintf(ending, sizeof ending, "_esep_%s", l->stamp);
    l->stage = load_table(l, ending);
    if (!l->stage)
        return error_memory(error);
    ESEP_TRY(load_run(l,
                      "CREATE TABLE IF NOT EXISTS {t} ({c}, \"" SQL_ORDER_COLUMN
                      "\" UInt64, \"" SQL_BATCH_COLUMN
                      "\" String) ENGINE = MergeTree ORDER BY \"" SQL_ORDER_COLUMN "\"",
                      typed, error));
    ESEP_TRY(load_run(l,
                      "CREATE TABLE {s} ({c}, \"" SQL_ORDER_COLUMN "\" UInt64, \"" SQL_BATCH_COLUMN
                      "\" String) ENGINE = MergeTree ORDER BY \"" SQL_ORDER_COLUMN "\"",
                      typed, error));
    ESEP_TRY(load_run(l,
                      "INSERT INTO {s} ({c}, \"" SQL_ORDER_COLUMN "\", \"" SQL_BATCH_COLUMN
                      "\") SELECT {c}, \"" SQL_ORDER_COLUMN "\", \"" SQL_BATCH_COLUMN
                      "\" FROM {t} WHERE \"" SQL_BATCH_COLUMN "\" <> {b}",
                      columns, error));
    ESEP_TRY(load_run(l, "SELECT max(\"" SQL_ORDER_COLUMN "\") FROM {s} FORMAT TabSeparated", "", error));
    l->before = l->number;
    ESEP_TRY(load_run(l, "SELECT count() FROM {s} FORMAT TabSeparated", "", error));
    l->kept = l->number;
    buffer_add_format(&insert,
                      "INSERT INTO %s (%s, \"" SQL_ORDER_COLUMN "\", \"" SQL_BATCH_COLUMN
                      "\") FORMAT TabSeparated",
                      l->stage, columns);
    esep_status status = buffer_status(&insert, error);
    if (status == ESEP_OK)
        status = l->driver->rows_begin(l->connection, buffer_text(&insert), error);
    buffer_free(&insert);
    return status;
}

static esep_status load_begin(load *l, const cube_record *record, esep_error *error)
{
    const char *columns = load_columns(l, record, ""),
               *typed = load_columns(l, record, l->place.kind == ENGINE_POSTGRES ? " text" : " String");
    if (!columns || !typed)
        return error_memory(error);
    for (size_t i = 0; i < record->n_fields; i++) {
        bool cut = l->place.kind == ENGINE_POSTGRES && record->names[i].length > 63;
        if (cut || record->names[i].length == 0 || !text_is_utf8(record->names[i]))
            return sql_refuse(MESSAGE_ENGINE_NAME, record->names[i], error);
    }
    l->begun = true;
    return l->place.kind == ENGINE_POSTGRES ? load_begin_postgres(l, columns, typed, error)
                                            : load_begin_clickhouse(l, columns, typed, error);
}

static void load_add_field(buffer *rows, text field)
{
    static const char marks[] = "\\\t\n\r", letters[] = "\\tnr";
    for (size_t i = 0; i < field.length; i++) {
        const char *mark = memchr(marks, field.data[i], sizeof marks - 1);
        if (mark)
            buffer_add_byte(rows, '\\');
        buffer_add_byte(rows, mark ? letters[mark - marks] : field.data[i]);
    }
    buffer_add_byte(rows, '\t');
}

static esep_status load_record(void *context, const cube_record *record, esep_error *error)
{
    load *l = context;
    if (!record) /* the reading begins; it does so once, for nothing has to be looked for */
        return l->n ? error_raise(error, ESEP_SYSTEM, MESSAGE_ENGINE_CHANGED) : ESEP_OK;
    if (interrupt_asked())
        return error_raise(error, ESEP_SYSTEM, MESSAGE_ENGINE_INTERRUPTED);
    if (!l->begun)
        ESEP_TRY(load_begin(l, record, error));
    for (size_t i = 0; i < record->n_fields; i++) {
        if (!text_is_utf8(record->fields[i])) {
            sql_refuse(MESSAGE_ENGINE_ENCODING, record->names[i], error);
            return error_at(error, record->path, record->line);
        }
        load_add_field(&l->rows, record->fields[i]);
    }
    l->n++;
    buffer_add_format(&l->rows, "%llu\t", (unsigned long long)l->before + l->n);
    load_add_field(&l->rows, l->batch);
    ESEP_TRY(buffer_status(&l->rows, error));
    l->rows.data[l->rows.length - 1] = '\n';
    if (l->rows.length < LOAD_BYTES)
        return ESEP_OK;
    ESEP_TRY(l->driver->rows_add(l->connection, buffer_text(&l->rows), error));
    l->rows.length = 0;
    return ESEP_OK;
}

/* All is written: now it counts. */
static esep_status load_end(load *l, esep_error *error)
{
    if (!l->begun)
        return error_raise(error, ESEP_DATA, MESSAGE_SOURCE_HEADER_ONLY);
    ESEP_TRY(l->driver->rows_add(l->connection, buffer_text(&l->rows), error));
    ESEP_TRY(l->driver->rows_end(l->connection, error));
    if (l->place.kind == ENGINE_POSTGRES)
        return load_run(l, "COMMIT", "", error);
    ESEP_TRY(load_run(l, "SELECT count() FROM {s} FORMAT TabSeparated", "", error));
    if (l->number != l->kept + (int128)l->n)
        return error_raise(error, ESEP_SYSTEM, MESSAGE_ENGINE_CUT);
    ESEP_TRY(load_run(l, "SELECT count() FROM {t} WHERE \"" SQL_BATCH_COLUMN "\" <> {b} FORMAT TabSeparated",
                      "", error));
    if (l->number != l->kept)
        return error_raise(error, ESEP_DATA, MESSAGE_ENGINE_CHANGED);
    char ending[48];
    snprintf(ending, sizeof ending, "_esep_old_%s", l->stamp);
    const char *old = load_table(l, ending);
    if (!old)
        return error_memory(error);
    ESEP_TRY(load_run(l, "RENAME TABLE {t} TO {c}, {s} TO {t}", old, error));
    l->begun = false;
    return load_run(l, "DROP TABLE {c}", old, error);
}

static esep_status load_all(load *l, cube **account, const engine_register *from, const cube_query *query,
                            esep_error *error)
{
    cube_query asked = *query;
    uint64_t stamp;
    if (getrandom(&stamp, sizeof stamp, 0) != (ssize_t)sizeof stamp)
        return error_memory(error);
    snprintf(l->stamp, sizeof l->stamp, "%016llx", (unsigned long long)stamp);
    asked.time = CUBE_TIMELESS;
    asked.n_threads = 1;
    asked.record = load_record;
    asked.record_context = l;
    ESEP_TRY(l->driver->open(&l->connection, &l->place, true, error));
    ESEP_TRY(engine_answer(account, from, &asked, error));
    return load_end(l, error);
}

esep_status engine_load(cube **account, const engine_register *from, text to, text batch,
                        const cube_query *query, esep_error *error)
{
    load l = {.batch = batch, .stage = ""};
    *account = NULL;
    if (engine_kind_of(to) == ENGINE_FILES || !text_is_utf8(batch))
        return error_raise(error, ESEP_USAGE, MESSAGE_ENGINE_URL);
    for (size_t i = 0; i < from->n_names; i++) {
        if (engine_kind_of(from->names[i]) != ENGINE_FILES)
            return error_raise(error, ESEP_USAGE, MESSAGE_ENGINE_LOAD_FILES);
    }
    esep_status status = engine_place_read(&l.place, &l.memory, to, error);
    l.driver = l.place.kind == ENGINE_POSTGRES ? &driver_postgres : &driver_clickhouse;
    l.table = status == ESEP_OK ? load_table(&l, "") : NULL;
    interrupt_listen();
    if (status == ESEP_OK)
        status = l.table ? load_all(&l, account, from, query, error) : error_memory(error);
    interrupt_ignore(); /* too late: all is written */
    if (status != ESEP_OK && l.begun && l.stage[0])
        load_run(&l, "DROP TABLE IF EXISTS {s}", "", NULL);
    if (status != ESEP_OK) {
        cube_free(*account);
        *account = NULL;
        if (l.place.shown)
            error_at(error, l.place.shown, 0);
    }
    l.driver->close(l.connection);
    buffer_free(&l.rows);
    arena_free(&l.memory);
    return status;
}

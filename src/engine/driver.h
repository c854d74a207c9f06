/* driver.h - a connection to a database: what the two kinds have in common. For this room only. */
#ifndef ENGINE_DRIVER_H
#define ENGINE_DRIVER_H

#include "engine/place.h"

/** A row of an answer, its fields borrowed for the call; `total`: the row of totals that stands behind all others (ClickHouse). */
typedef esep_status (*driver_row)(void *context, const text *fields, size_t n, bool total, esep_error *error);

/** What a server says of a statement that runs: records read and all that are to be read (0: not known), bytes read. */
typedef void (*driver_told)(void *context, uint64_t rows, uint64_t all_rows, uint64_t bytes);

typedef struct driver {
    /** Connect. PostgreSQL: and begin a transaction that sees one state of the data throughout. */
    esep_status (*open)(void **connection, const engine_place *place, bool writing, esep_error *error);
    /** From now on tell how far statements are. NULL: the server does not say (PostgreSQL). */
    void (*watch)(void *connection, driver_told told, void *context);
    /** Send one statement and take its rows. Fails as a whole: what was given to `row` is then of no worth. Interrupted (base/interrupt.h) or out of
     *  time, the statement is ended at the server too. */
    esep_status (*run)(void *connection, text statement, driver_row row, void *context, esep_error *error);
    /** Write rows: the statement that takes them (COPY … FROM STDIN, INSERT … FORMAT TabSeparated), bytes of whole rows in the form that both share (tabs between fields,
     *  \\ before tab, line end and \\), the end. */
    esep_status (*rows_begin)(void *connection, text statement, esep_error *error);
    esep_status (*rows_add)(void *connection, text rows, esep_error *error);
    esep_status (*rows_end)(void *connection, esep_error *error);
    void (*close)(void *connection); /**< takes NULL; what was not committed is undone */
} driver;

extern const driver driver_postgres, driver_clickhouse;

/** Seconds that a statement may take: ESEP_DATABASE_TIMEOUT, else an hour. */
int driver_timeout(void);

/** Whose certificates to believe: what the place says, else SSL_CERT_FILE, else NULL. */
const char *driver_root_certificates(const engine_place *place);

/** What a server says, without its line ends, for an error's argument. */
void driver_words(char *out, size_t size, const char *said);

#endif

/* place.h - where a table of records stands: a URL, taken apart.
 *
 *   postgresql://[user@]host[:port]/database/[schema/]table[?sslmode=disable&sslrootcert=FILE&service=NAME]
 *   clickhouse://[user@]host[:port]/database/table[?sslmode=disable&sslrootcert=FILE]
 *
 * Segments are percent-decoded. A password in it is refused, and what was written is then repeated nowhere. TLS with a verified
 * certificate is the rule; `sslmode` may weaken it for the machine's own addresses only. */
#ifndef ENGINE_PLACE_H
#define ENGINE_PLACE_H

#include "base/arena.h"
#include "base/error.h"

typedef enum engine_kind { ENGINE_FILES, ENGINE_POSTGRES, ENGINE_CLICKHOUSE } engine_kind;

typedef struct engine_place {
    engine_kind kind;
    const char *user; /**< NULL: not said */
    const char *host; /**< "" for a socket of PostgreSQL's or a service */
    const char *port; /**< NULL: not said */
    const char *database;
    const char *schema; /**< NULL: not said */
    const char *table;
    const char *sslmode; /**< NULL: not said, which is verify-full */
    const char *sslrootcert;
    const char *service;
    const char *shown; /**< the URL for people and reports: server, database, table */
} engine_place;

/** What answers a source of this name. */
engine_kind engine_kind_of(text name);

/** Take a URL apart into the arena. ESEP_USAGE for what is no such URL. */
esep_status engine_place_read(engine_place *out, arena *memory, text written, esep_error *error);

#endif

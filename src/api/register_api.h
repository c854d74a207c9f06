/* register_api.h - what every verb over a register's records shares: where they are, how they are read, what is said of them. */
#ifndef API_REGISTER_API_H
#define API_REGISTER_API_H

#include "api/document_api.h"
#include "engine/engine.h"

/** How the caller said that files are to be read; NULL and 0 are "not said". */
typedef struct register_reading {
    const char *encoding;
    const char *delimiter;
    bool digest;
    size_t chunk_bytes;
} register_reading;

/** Fill *from; its list of names comes from the arena, its texts are the caller's. ESEP_USAGE where no source is named. */
esep_status register_read(engine_register *from, arena *memory, const char *const *sources, size_t n_sources,
                          const register_reading *reading, esep_error *error);
/** --date into the query. NULL: nothing. */
esep_status register_read_dates(cube_query *query, arena *memory, const char *written, esep_error *error);
/** --decimal. NULL: unknown. */
esep_status register_read_decimal(number_mark *mark, const char *written, esep_error *error);
/** Processors that this process may use. */
size_t register_processors(void);

/** What was found by looking, and which records were left out. */
esep_status register_add_notices(esep_document *d, const cube *c, esep_error *error);

#endif

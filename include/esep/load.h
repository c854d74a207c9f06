/* load.h - a register's records out of files into a table of PostgreSQL or ClickHouse.
 *
 * The call of the verb `load`. All or nothing: a load that fails or is killed leaves the table as it was, and can be run again. */
#ifndef ESEP_LOAD_H
#define ESEP_LOAD_H

#include <esep/document.h>
#include <esep/error.h>
#include <stdbool.h>

/** Strings are UTF-8, borrowed for the call; NULL is "not said". */
typedef struct esep_load_request {
    const char *const *
        sources; /**< [n_sources] files, folders, patterns; or exactly one DEFINITION:REGISTER (esep_load_is_register), whose files are
                                     read as the definition says */
    size_t n_sources;
    const char *to;    /**< postgresql://…/database/table or clickhouse://…/database/table */
    const char *batch; /**< what these records replace in the table, and nothing else; NULL: "all" */
    const char *encoding;
    const char *delimiter;
    bool strict; /**< the first row that does not fit the header is an error; else it is told and left out */
    void (*progress)(void *context, uint64_t bytes, uint64_t total, uint64_t rows);
    void *progress_context;
} esep_load_request;

/** *notices (the caller's, to end with esep_document_free()) is an empty document with what ought to be said, the account of all records last. */
esep_status esep_load(esep_document **notices, const esep_load_request *request, esep_error *error);

/** Is this source a register of a definition: no file or pattern of this whole name, but a YAML file, or a folder, before its last colon? */
bool esep_load_is_register(const char *source);

#endif

/* change.h - how much each category of a register changed against the comparable earlier period.
 *
 * The one call of the verb `change`: records in, a document out. What the words mean, and every convention, is in
 * docs/methods.md; what CSV may look like, in docs/dialects.md; the filter language, in docs/filters.md. */
#ifndef ESEP_CHANGE_H
#define ESEP_CHANGE_H

#include <esep/document.h>
#include <esep/error.h>
#include <stdbool.h>
#include <stdint.h>

/** What is asked. Zeroed is all defaults; strings are UTF-8, borrowed for the call; NULL is "not said". */
typedef struct esep_change_request {
    const char *const *sources; /**< [n_sources] files, folders, patterns, "-": together one register */
    size_t n_sources;
    const char *date; /**< a column, or two or three with commas between: year,month[,day]. NULL: found */
    const char *date_format; /**< such as dd.mm.yyyy or excel. NULL: found */
    const char *by;    /**< columns with commas between; one with a comma in its name in "double quotes" */
    const char *where; /**< a filter */
    const char *sum;   /**< a column of numbers to add up … */
    const char
        *distinct; /**< … or one whose distinct values count; at most one of the two. Neither: records */
    const char *decimal; /**< "point" or "comma". NULL: found */
    const char *period;  /**< 2024-H1, ytd … NULL: 1 January to the last day covered */
    const char *against; /**< previous-year (NULL), previous-period, or a period */
    const char *
        covered_from; /**< a day (yyyy-mm-dd) from which on the register is complete. NULL: from its first record */
    const char
        *covered_to; /**< a day (yyyy-mm-dd) to which the register is complete. NULL: to its last record */
    const char *encoding;  /**< a name that iconv knows. NULL: found */
    const char *delimiter; /**< a character, or tab. NULL: found */
    const char *rejects;   /**< a file to write the rejected records to, as CSV; replaced when all is done */
    size_t threads;        /**< 0: as many as the machine has processors for this process */
    uint64_t
        memory; /**< bytes that categories, cells and distinct values may take; 0: a quarter of the machine's */
    bool strict;        /**< the first rejected record is an error */
    bool digest;        /**< hash what is read (the facts of the JSON form show it) */
    int64_t min_base;   /**< below this base the two counts stand in place of the percentage; < 0: 10 */
    int64_t small_base; /**< below this base a percentage is marked; < 0: 50 */
    size_t top;         /**< so many rows, and the rest in one row "other"; 0: all */
    size_t chunk_bytes; /**< for tests: how much is read at once; 0: the usual. Never changes a figure */
    /** Called on the caller's thread now and then while records are read; may be NULL. total is 0 where not known. */
    void (*progress)(void *context, uint64_t bytes, uint64_t total, uint64_t rows);
    void *progress_context;
} esep_change_request;

/** Answer it. *out is the caller's, to end with esep_document_free(); on failure it is untouched. */
esep_status esep_change(esep_document **out, const esep_change_request *request, esep_error *error);

#endif

/* cube.h - the cube itself as tidy data: counts and sums for each combination of categories and each month or day.
 *
 * The one call of the verb `cube`: records in, rows out, for a pivot table or another program. */
#ifndef ESEP_CUBE_H
#define ESEP_CUBE_H

#include <esep/document.h>
#include <esep/error.h>
#include <stdbool.h>

/** What is asked. Zeroed is all defaults; strings are UTF-8, borrowed for the call; NULL is "not said". Fields named as in
 *  esep_change_request mean the same. */
typedef struct esep_cube_request {
    const char *const *sources;
    size_t n_sources;
    const char *date; /**< NULL: the column that `by` names; else that one is the heading only */
    const char *date_format;
    const char *
        by; /**< columns with commas between; the date with :month or :day behind its name. Without one, dates are not looked at */
    const char *const
        *counts; /**< [n_counts] NAME=FILTER: besides all records, those that the filter keeps */
    size_t n_counts;
    const char *const *sums; /**< [n_sums] columns of numbers */
    size_t n_sums;
    const char *where;
    const char *decimal;
    const char *encoding;
    const char *delimiter;
    const char *rejects;
    size_t threads;
    bool strict;
    uint64_t memory; /**< bytes that dictionaries and cells may take; 0: a quarter of the machine's */
    size_t chunk_bytes;
    void (*progress)(void *context, uint64_t bytes, uint64_t total, uint64_t rows);
    void *progress_context;
    esep_format format; /**< ESEP_CSV or ESEP_JSON */
    /** Takes the output, a piece at a time. */
    esep_status (*write)(void *context, const char *bytes, size_t length, esep_error *error);
    void *write_context;
} esep_cube_request;

/** Answer it. Rows are sorted by the columns in the order of `by`; columns: those of `by` under their own names (months as YYYY-MM), count, the
 *  named counts, the sums. *notices (the caller's, to end with esep_document_free()) is an empty document with what ought to be
 *  said beside, the account of all records last. */
esep_status esep_cube(esep_document **notices, const esep_cube_request *request, esep_error *error);

#endif

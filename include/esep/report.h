/* report.h - a bulletin: definitions in, a publishable report out.
 *
 * The calls of the verbs `report` and `explain`. What a definition may say is in docs/definitions.md. */
#ifndef ESEP_REPORT_H
#define ESEP_REPORT_H

#include <esep/document.h>
#include <esep/error.h>
#include <stdbool.h>
#include <stdint.h>

/** What is asked. Zeroed is all defaults; strings are UTF-8, borrowed for the call; NULL is "not said". */
typedef struct esep_report_request {
    const char *definition; /**< a YAML file, or a folder with one */
    const char *period;     /**< instead of the bulletin's */
    const char *against;
    const char *indicator; /**< only this one, with all that can be said of it: `explain` */
    const char *
        command; /**< how the user called the program: printed in the report's last note. NULL: not printed */
    size_t threads; /**< 0: as many as the machine has processors for this process */
    uint64_t
        memory; /**< bytes that categories, cells and distinct values may take; 0: a quarter of the machine's */
    bool strict; /**< the first rejected record is an error */
    /** Called on the caller's thread now and then while records are read; may be NULL. total is 0 where not known. */
    void (*progress)(void *context, uint64_t bytes, uint64_t total, uint64_t rows);
    void *progress_context;
} esep_report_request;

/** Make the report. *out is the caller's, to end with esep_document_free(); on failure it is untouched. */
esep_status esep_report(esep_document **out, const esep_report_request *request, esep_error *error);

/** The records that request->indicator counts in its period, as CSV with their file and line: given to `write` in pieces once all is read. For whoever may
 *  see records; a report never has them. */
esep_status esep_records(const esep_report_request *request,
                         esep_status (*write)(void *context, const char *bytes, size_t length,
                                              esep_error *error),
                         void *context, esep_error *error);

/** The SQL that request->indicator's figures would be asked with, where its registers are databases: given to `write` whole. Nothing is connected
 *  to. */
esep_status esep_statements(const esep_report_request *request,
                            esep_status (*write)(void *context, const char *bytes, size_t length,
                                                 esep_error *error),
                            void *context, esep_error *error);

/** Hold the records of all registers against their definition: request->definition, threads. *errors is the number of findings that are errors. */
esep_status esep_validate(esep_document **out, size_t *errors, const esep_report_request *request,
                          esep_error *error);

#endif

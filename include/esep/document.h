/* document.h - a finished report, to be written out in a language and a form.
 *
 * A document is immutable: any number of threads may write it at once. The same document gives the same bytes. */
#ifndef ESEP_DOCUMENT_H
#define ESEP_DOCUMENT_H

#include <esep/error.h>
#include <stdbool.h>
#include <stddef.h>

typedef struct esep_document esep_document;

typedef enum esep_format {
    ESEP_TEXT,
    ESEP_CSV,
    ESEP_JSON,
    ESEP_HTML,      /**< one page that needs nothing else */
    ESEP_XLSX,      /**< a workbook */
    ESEP_JSON_STAT, /**< JSON-stat 2.0 of the observations */
    ESEP_SDMX_CSV,  /**< SDMX-CSV 2.0 of the observations */
    ESEP_FORMATS
} esep_format;

typedef struct esep_form {
    esep_format format;
    esep_language language; /**< of people's forms */
    bool all_languages;     /**< HTML: all three, with a switch; `language` is shown first */
    size_t width;           /**< text: columns of the terminal; 0 is unlimited */
    bool colour;            /**< text: colours and weights (ANSI) */
    bool arrows;            /**< text: marks before verdicts */
} esep_form;

/** The document's bytes, UTF-8, into *bytes (the caller frees it) and *length. */
esep_status esep_document_write(const esep_document *document, const esep_form *form, char **bytes,
                                size_t *length, esep_error *error);

/** What ought to be said beside the report (on stderr): what was found by looking, records left out. Notice i, from 0, as
 *  one line into out[size], as esep_error_text(); 0 where there is no such notice. */
size_t esep_document_notice(const esep_document *document, size_t i, esep_language language, char *out,
                            size_t size);

/** Accepts NULL. */
void esep_document_free(esep_document *document);

#endif

/* document_api.h - what a public document holds: the document, and the notices beside it. */
#ifndef API_DOCUMENT_API_H
#define API_DOCUMENT_API_H

#include "document/document.h"

#include <esep/document.h>

struct esep_document {
    document *report;
    esep_error *notices; /* [n_notices]; status ESEP_OK: nothing failed */
    size_t n_notices;
};

/** Takes over `report`, also where it fails. */
esep_status document_api_create(esep_document **out, document *report, esep_error *error);

/** Add a notice, to be filled in by the caller (error_raise with ESEP_OK would set nothing: use its status freely). NULL when memory
 *  fails. */
esep_error *document_api_notice(esep_document *d);

#endif

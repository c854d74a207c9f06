/* validation_document.h - what validation found, as a document: one table, the gravest first within each register. */
#ifndef REPORT_VALIDATION_DOCUMENT_H
#define REPORT_VALIDATION_DOCUMENT_H

#include "document/document.h"
#include "indicator/validation.h"

/** The document copies what it needs: `v` may end before it. */
esep_status validation_document_create(document **out, const validation *v, esep_error *error);

#endif

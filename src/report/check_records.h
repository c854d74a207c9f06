/* check_records.h - what the records say of a claim. */
#ifndef REPORT_CHECK_RECORDS_H
#define REPORT_CHECK_RECORDS_H

#include "report/check_document.h"

/** Sentences into lines[most]; returns how many. */
size_t check_records_lines(document_value *lines, size_t most, document *d, const check_text *t, size_t at);
/** The member "records" of a claim's object. */
void check_fact_records(document *d, document_fact *claim_object, const check_text *t, size_t at);

#endif

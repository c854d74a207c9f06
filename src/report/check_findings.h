/* check_findings.h - people's form of verdicts: what is quoted of the text, and what is said under the quotation. */
#ifndef REPORT_CHECK_FINDINGS_H
#define REPORT_CHECK_FINDINGS_H

#include "report/check_document.h"

/** ✗, !, ✓ or ·; a may be NULL. */
document_tone check_tone(const verdict *v, const agreement *a);
document_tone check_linked_tone(linked_kind kind);

/** Add the finding on a claim; number is that of its mark. */
void check_add_finding(document *d, const check_text *t, size_t at, const verdict *v, document_tone tone,
                       size_t number);
/** «…»: the words around the figure, in one line. */
document_value check_quote(document *d, const check_text *t, const claim *c);
/** Add the finding on several. */
void check_add_linked(document *d, const check_text *t, const linked_finding *f);

#endif

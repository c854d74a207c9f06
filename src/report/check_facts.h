/* check_facts.h - the machine's form of verdicts: names as in docs/check.md. */
#ifndef REPORT_CHECK_FACTS_H
#define REPORT_CHECK_FACTS_H

#include "report/check_document.h"

/** The texts of the claim before, for the claims of one sentence to share. Zeroed at first. */
typedef struct check_sentence {
    text name, words; /**< as they stand where they were read */
    document_value kept_name, kept_words;
} check_sentence;

/** One member of "claims". `number` is the claim's place in the list of its text, from 0. */
void check_fact_claim(document *d, document_fact *claims, const check_text *t, size_t number,
                      const verdict *v, check_sentence *last);
/** One member of "linked"; `first` is the number of the text's first claim in "claims". */
void check_fact_linked(document *d, document_fact *linked, const check_text *t, const linked_finding *f,
                       size_t first);
/** "change_percent" … */
const char *check_kind_code(claim_kind kind);

#endif

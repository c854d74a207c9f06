/* check_document.h - the verdicts on the figures of texts → a document.
 *
 * For people: a summary, what was found with its arithmetic, and the text with its figures marked. For machines: the facts
 * "claims", "linked" and "summary", the contract of docs/check.md. Claims are judged here one by one as they are laid out, so that no
 * more than their verdicts' words are kept. */
#ifndef REPORT_CHECK_DOCUMENT_H
#define REPORT_CHECK_DOCUMENT_H

#include "agreement/agreement.h"
#include "claim/judge_linked.h"
#include "document/document.h"

/** Spans from here on are in no text: of claims that a file gives without offsets. */
#define CHECK_UNPLACED (SIZE_MAX / 4)

/** A text with its claims. Borrowed for the call. */
typedef struct check_text {
    text name;
    esep_language language;
    text words; /**< without mark-up; missing where there is no text, only claims */
    const claim_list
        *claims; /**< spans and texts are of `words` (or of memory elsewhere, where there is no text) */
    const claim_list *places; /**< the same claims with the spans of the original bytes */
    const linked_list *linked;
    const agreement *agreements;  /**< [claims->n], or NULL: not compared with records */
    const definition *definition; /**< of the agreements */
} check_text;

typedef struct check_options {
    bool claim_review; /**< a graph of schema.org ClaimReview and nothing else: for the JSON form */
    bool no_facts;     /**< only the people's form will be written */
    bool no_blocks;    /**< only the machines' form will be written */
} check_options;

/** *accused: claims that are impossible or inconsistent, or that differ from the records. */
esep_status check_document_create(document **out, size_t *accused, const check_text *texts, size_t n,
                                  const check_options *options, esep_error *error);

#endif

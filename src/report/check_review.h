/* check_review.h - verdicts as schema.org ClaimReview, for search engines and fact-checkers' tools. */
#ifndef REPORT_CHECK_REVIEW_H
#define REPORT_CHECK_REVIEW_H

#include "report/check_document.h"

/** The facts of a JSON-LD document: a graph with a review for each claim that could be tested. */
void check_fact_reviews(document *d, const check_text *texts, size_t n, size_t *accused);

#endif

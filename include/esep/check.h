/* check.h - are the figures in a text possible, and do the records agree?
 *
 * The call of the verb `check`: published texts in, a document of verdicts out. What is a claim and what is said of it is in
 * docs/check.md and docs/methods.md ("Claims"). */
#ifndef ESEP_CHECK_H
#define ESEP_CHECK_H

#include <esep/document.h>
#include <esep/error.h>
#include <stdbool.h>
#include <stddef.h>

/** A text as it was published: plain, Markdown or HTML, UTF-8; broken bytes and NUL are taken as unknown characters. */
typedef struct esep_check_text {
    const char *name; /**< for people: a file's name */
    const char *bytes;
    size_t length; /**< 0: bytes may be NULL */
} esep_check_text;

/** Which forms the document will be written in. One for people alone or for machines alone takes half the time and memory of a large text. */
typedef enum esep_check_use {
    ESEP_CHECK_ANY,
    ESEP_CHECK_PEOPLE,  /**< text, HTML: no facts */
    ESEP_CHECK_MACHINES /**< JSON: facts only */
} esep_check_use;

/** What is asked. Zeroed is all defaults; everything is borrowed for the call. */
typedef struct esep_check_request {
    const esep_check_text *texts; /**< [n_texts]; may be none where `claims` says them */
    size_t n_texts;
    bool
        language_known; /**< all texts are in `language`, but those that plainly are not; else each one's language is found */
    esep_language language;
    const char *
        claims; /**< path of JSON, YAML or CSV with claims, in place of finding them; at most one text then */
    const char *definition; /**< a definition whose records the claims are compared with; NULL: none */
    const char *period;     /**< instead of the definition's */
    bool claim_review; /**< the document is schema.org ClaimReview (JSON-LD) instead: write it as ESEP_JSON */
    esep_check_use use;
    size_t threads; /**< for reading records; 0: as many as there are processors */
} esep_check_request;

/** Check the texts. *accused counts the claims that are impossible or inconsistent, or that differ from the records. *out is the
 *  caller's, to end with esep_document_free(); on failure it is untouched. */
esep_status esep_check(esep_document **out, size_t *accused, const esep_check_request *request,
                       esep_error *error);

#endif

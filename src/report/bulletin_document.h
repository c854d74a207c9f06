/* bulletin_document.h - a bulletin as a document: what people read, part by part, and what machines take.
 *
 * Title, findings in sentences, sections with their tables and charts, numbered notes, the account of each register, sources, the
 * command. No figure is computed here: all come from observations, and are rounded by room render. Machines get the facts of the JSON form and the table
 * "observations" for CSV (bulletin_facts.h). */
#ifndef REPORT_BULLETIN_DOCUMENT_H
#define REPORT_BULLETIN_DOCUMENT_H

#include "document/document.h"
#include "indicator/bulletin.h"

/** The bytes of a map's GeoJSON, found by the path that the definition names. */
typedef struct bulletin_boundaries {
    text path, bytes;
} bulletin_boundaries;

typedef struct bulletin_document_options {
    text command; /**< that makes this page again, printed at its end; missing: none */
    text
        definition; /**< file or folder, as a user types it, for the commands of origins; missing: the definition's name */
    text against; /**< asked for beyond the definition, as typed; missing: not */
    bool
        explain; /**< one indicator with all that its figure rests on, in plain sight: for the verb explain */
    const bulletin_boundaries *boundaries; /**< [n_boundaries]; a map without them is a table */
    size_t n_boundaries;
} bulletin_document_options;

/** The document copies what it needs: `b` may end before it. */
esep_status bulletin_document_create(document **out, const bulletin *b,
                                     const bulletin_document_options *options, esep_error *error);

#endif

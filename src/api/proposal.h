/* proposal.h - a profile of columns as a commented definition in YAML. */
#ifndef API_PROPOSAL_H
#define API_PROPOSAL_H

#include "base/text.h"
#include "source/profile.h"

typedef struct proposal {
    arena *memory; /**< for names */
    const profile *of;
    const text *sources; /**< [n_sources] as they are to stand in the definition */
    size_t n_sources;
    text name; /**< of the register: ASCII letters, digits, '_' */
    esep_language language;
} proposal;

/** ESEP_USAGE where no column looks like a date. */
esep_status proposal_write(buffer *out, const proposal *p, esep_error *error);

/** A name for a register or an indicator out of any words: small ASCII letters, digits, '_'; `otherwise` where nothing is left. */
text proposal_name(arena *memory, text words, const char *otherwise);

#endif

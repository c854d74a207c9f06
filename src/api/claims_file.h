/* claims_file.h - claims that somebody wrote down, instead of a text that is read for them.
 *
 * JSON as `esep check --format json` writes it, the same as YAML, or CSV with those names as columns (docs/check.md). A claim needs
 * `kind` and `value`; operands, words and offsets may be left out. What verdicts say is not read: claims are judged anew. */
#ifndef API_CLAIMS_FILE_H
#define API_CLAIMS_FILE_H

#include "base/arena.h"
#include "claim/claim.h"

/** Add the claims of the file at `path` to `out`; their texts live in `memory`, offsets are as written, or from CHECK_UNPLACED on. ESEP_USAGE with
 *  file and line for what is no claim. */
esep_status claims_file_read(claim_list *out, arena *memory, const char *path, esep_error *error);

#endif

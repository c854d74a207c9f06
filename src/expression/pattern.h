/* pattern.h - the patterns of `like`.
 *
 * % stands for any characters, also none; _ for one character of UTF-8 (a byte that belongs to no well-formed
 * character counts as one); \% \_ \\ for themselves. Matching goes back to the last % only, so that it takes
 * at most (length of the cell) × (length of the pattern) steps whatever the pattern: hence the limit on its
 * length. */
#ifndef EXPRESSION_PATTERN_H
#define EXPRESSION_PATTERN_H

#include "base/arena.h"

enum { PATTERN_BYTES = 1024 };

typedef enum pattern_outcome {
    PATTERN_OK,
    PATTERN_TOO_LONG, /**< more than PATTERN_BYTES */
    PATTERN_ESCAPE,   /**< a \ before something else than % _ \ */
    PATTERN_MEMORY,
} pattern_outcome;

/** Make `written`, well-formed UTF-8, ready for pattern_fits(): *out lives in the arena. */
pattern_outcome pattern_compile(text *out, arena *a, text written);

/** Does the whole of `value` fit? Upper and lower case differ. */
bool pattern_fits(text pattern, text value);

#endif

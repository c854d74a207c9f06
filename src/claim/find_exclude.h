/* find_exclude.h - what is a number and no claim: for the files that decide it. */
#ifndef CLAIM_FIND_EXCLUDE_H
#define CLAIM_FIND_EXCLUDE_H

#include "claim/find_inside.h"

typedef struct exclude_looking {
    reading *r;
    quantity *q;
    const find_item *before, *after, *after2; /**< never NULL */
    size_t before_at, after_at;
} exclude_looking;

/** "статьи 190 и 191", "aged 18", "Route 66", "грозит штраф". */
bool exclude_labelled(const exclude_looking *l);
/** Digits glued to letters, list numbers at the start of a line, "1.", "2)". */
bool exclude_enumeration(const exclude_looking *l);
/** "8 (7212) 42-10-10", "102-56-78". */
bool exclude_phone(const exclude_looking *l);
/** Ten digits in a row without a group; "007". */
bool exclude_reference(const exclude_looking *l);

#endif

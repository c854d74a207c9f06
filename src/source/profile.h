/* profile.h - what a register's columns look like, before anything is known of them: for proposing definitions.
 *
 * Looks at the sample of the first file (some thousand rows) and never claims more: a proposal is read by a person. */
#ifndef SOURCE_PROFILE_H
#define SOURCE_PROFILE_H

#include "base/arena.h"
#include "calendar/date_format.h"
#include "source/number.h"
#include "source/source.h"

enum { PROFILE_CATEGORIES = 40 };

typedef struct profile_category {
    text value;
    uint64_t count;
} profile_category;

typedef struct profile_column {
    text name;
    uint64_t values; /**< not empty */
    uint64_t empty;
    date_evidence dates;
    number_evidence numbers;
    bool whole;  /**< all numbers are whole and none is negative */
    bool unique; /**< no value twice, none empty */
    bool many;   /**< more than PROFILE_CATEGORIES different values: `categories` are then only some */
    profile_category *categories; /**< [n_categories], most frequent first */
    size_t n_categories;
} profile_column;

typedef struct profile {
    arena memory;
    uint64_t rows;
    profile_column *columns; /**< [n_columns] */
    size_t n_columns;
} profile;

/** End with profile_free(), also after a failure. */
esep_status profile_create(profile *out, const source *s, esep_error *error);
void profile_free(profile *p);

#endif

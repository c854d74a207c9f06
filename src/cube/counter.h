/* counter.h - one worker's counting of records; and what all workers' counters become.
 *
 * Rows are taken in batches of CELLS_BATCH, a column at a time, so that each step is a short loop over one kind of work. A record leaves
 * the batch where it is rejected or filtered out, and is accounted for there. */
#ifndef CUBE_COUNTER_H
#define CUBE_COUNTER_H

#include "calendar/date_batch.h"
#include "cube/cells.h"
#include "cube/derive.h"
#include "cube/dictionary.h"
#include "cube/filter.h"
#include "cube/keys.h"
#include "cube/pass.h"
#include "cube/plan.h"
#include "cube/rejects.h"

enum { COUNTER_YEARS = 300, COUNTER_MONTHS = 12 * COUNTER_YEARS };

/** A filter, and the columns that it looks at. */
typedef struct counter_filter {
    filter *filter;
    const plan_filter *plan;
    size_t *columns; /* [plan->n_columns], of the current file */
} counter_filter;

/** Rows of a batch that are still in it: entry i is about the i-th of them. */
typedef struct counter_batch {
    const pass_rows *rows;
    size_t n;
    uint32_t first[CELLS_BATCH];  /* index of the row's first end */
    uint32_t start[CELLS_BATCH];  /* its first byte */
    uint16_t origin[CELLS_BATCH]; /* its place among the records whose columns were derived */
    int32_t times[CELLS_BATCH];   /* day, or month from January 1900 */
    day_number days[CELLS_BATCH];
    uint64_t named[CELLS_BATCH];
    uint64_t present[CELLS_BATCH]; /* bit s: the record has a value for sum s */
    uint32_t values[CELLS_BATCH];
    text fields[CELLS_BATCH]; /* of the column that is looked at */
    uint32_t *codes;          /* [n_by * CELLS_BATCH] */
    int64_t *shorts;          /* [(n_sums + squares) * CELLS_BATCH] as in cells_batch, and … */
    number_scaled *sums;      /* [(n_sums + squares) * CELLS_BATCH] … what is too long for it */
    bool any_long;
} counter_batch;

/** A place in the rows whose line in the file is known, for messages. */
typedef struct counter_place {
    uint32_t offset;
    uint64_t line;
} counter_place;

typedef struct counter {
    const cube_plan *plan;
    const source *from;
    counter_filter where;
    counter_filter *named;  /* [n_counts] */
    counter_filter *summed; /* [n_sums] which records a sum is over */
    dictionary *categories; /* [n_by] */
    dictionary values;      /* of the column counted distinctly */
    cells cells;
    cube_account account;
    bool reading;        /* what is rejected now is rejected for all followers too */
    bool marked;         /* a number had a mark while the convention is unknown */
    bool any_bad_text;   /* a dictionary has met a value that is not UTF-8 */
    uint64_t *days_seen; /* [CUBE_DAYS_SEEN_WORDS] */
    uint64_t *
        inside; /* [CUBE_DAYS_SEEN_WORDS] bit (day − DAY_FIRST): in one of the windows; NULL where there are none */
    reject_batch rejects;
    date_batch fast;
    int32_t *month_first; /* [COUNTER_MONTHS + 1] day number of the first of each month from January 1900 */
    counter_batch *batch;
    text sum_names[CUBE_SUMS + 1]; /* the squares go by the first sum's name */
    counter_place batch_place;     /* at or before the batch's first row */
    counter_place last_place;      /* of the record rejected last */
    /* Of the file that the rows come from. */
    size_t file; /* SIZE_MAX before the first row */
    size_t file_columns;
    const char *path;
    size_t *by; /* [n_by] */
    size_t dates[CUBE_DATE_COLUMNS];
    size_t key[CUBE_KEY_COLUMNS];
    size_t sums[CUBE_SUMS];
    size_t distinct;
    text *filter_values; /* [most columns of any filter] */
    buffer *filter_scratch;
    buffer scratch;
    /* Where counted records are given on (query.record). */
    text *record_fields; /* [n_columns of the register] */
    text *record_names;
    buffer *record_scratch;
    /* Which records are replaced: a leader's, who tells its followers nothing of those. */
    keys_worker *keys; /* borrowed; NULL where there is no key */
    buffer key_scratch[CUBE_KEY_COLUMNS];
    bool only_keys; /* nothing is counted */
    /* Derived columns: a leader's own, lent to its followers. */
    derive *derive;
    text *derived; /* [n derived * CELLS_BATCH]; NULL where nothing is derived */
    buffer derive_scratch[2];
    /* Counters of other queries over the same rows: see counter_followers.h. */
    struct counter **followers; /* [n_followers], borrowed */
    size_t n_followers;
    buffer unquoted; /* fields of the batch that are not as they stand */
} counter;

esep_status counter_create(counter *c, const cube_plan *plan, const source *from, esep_error *error);
void counter_free(counter *c);
/** Count the rows of a batch, for the counter's query and for those of its followers. */
esep_status counter_rows(counter *c, const pass_rows *rows, esep_error *error);

/** Bytes that dictionaries and cells take. Where a column has more than *largest values, *largest and *name become its own. */
uint64_t counter_memory(const counter *c, size_t *largest, text *name);

/** Make the cube of counters[n]. */
esep_status counter_merge(cube *out, const cube_plan *plan, const source *from, counter *counters, size_t n,
                          esep_error *error);

#endif

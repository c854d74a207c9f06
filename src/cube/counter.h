/* counter.h - one worker's counting of records; and what all workers' counters become.
 *
 * Rows are taken in batches of CELLS_BATCH, a column at a time, so that each step is a short loop over one kind of work. A record leaves
 * the batch where it is rejected or filtered out, and is accounted for there. */
#ifndef CUBE_COUNTER_H
#define CUBE_COUNTER_H

#include "calendar/date_batch.h"
#include "cube/cells.h"
#include "cube/dictionary.h"
#include "cube/filter.h"
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
    uint32_t first[CELLS_BATCH]; /* index of the row's first end */
    uint32_t start[CELLS_BATCH]; /* its first byte */
    int32_t times[CELLS_BATCH];  /* day, or month from January 1900 */
    day_number days[CELLS_BATCH];
    uint32_t named[CELLS_BATCH];
    uint32_t values[CELLS_BATCH];
    text fields[CELLS_BATCH]; /* of the column that is looked at */
    uint32_t *codes;          /* [n_by * CELLS_BATCH] */
    number_scaled *sums;      /* [(n_sums + squares) * CELLS_BATCH] */
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
    dictionary *categories; /* [n_by] */
    dictionary values;      /* of the column counted distinctly */
    cells cells;
    cube_account account;
    bool marked;         /* a number had a mark while the convention is unknown */
    bool any_bad_text;   /* a dictionary has met a value that is not UTF-8 */
    uint64_t *days_seen; /* [CUBE_DAYS_SEEN_WORDS] */
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
    size_t sums[CUBE_SUMS];
    size_t distinct;
    text *filter_values; /* [most columns of any filter] */
    buffer *filter_scratch;
    buffer scratch;
    buffer unquoted; /* fields of the batch that are not as they stand */
} counter;

esep_status counter_create(counter *c, const cube_plan *plan, const source *from, esep_error *error);
void counter_free(counter *c);
/** Count the rows of a batch. */
esep_status counter_rows(counter *c, const pass_rows *rows, esep_error *error);

/** Have dictionaries and cells outgrown `most` bytes? Then ESEP_DATA, naming the column with the most values. */
esep_status counter_check_memory(const counter *c, uint64_t most, esep_error *error);

/** Make the cube of counters[n]. */
esep_status counter_merge(cube *out, const cube_plan *plan, const source *from, counter *counters, size_t n,
                          esep_error *error);

#endif

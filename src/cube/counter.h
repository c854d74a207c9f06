/* counter.h - one worker's counting of records; and what all workers' counters become. */
#ifndef CUBE_COUNTER_H
#define CUBE_COUNTER_H

#include "cube/cells.h"
#include "cube/dictionary.h"
#include "cube/filter.h"
#include "cube/pass.h"
#include "cube/plan.h"
#include "cube/rejects.h"

typedef struct counter {
    const cube_plan *plan;
    const source *from;
    filter *filter;         /* NULL: none */
    dictionary *categories; /* [n_by] */
    dictionary groups;      /* keys: the codes of all dimensions, as bytes; where n_by is not 1 */
    dictionary values;      /* of the column counted distinctly */
    cells cells;
    cube_account account;
    cube_nature nature;
    bool marked;         /* a number had a mark while the convention is unknown */
    bool any_bad_text;   /* a dictionary has met a value that is not UTF-8 */
    uint64_t *days_seen; /* [CUBE_DAYS_SEEN_WORDS] */
    reject_batch rejects;
    /* Of the file that the rows come from. */
    size_t file; /* SIZE_MAX before the first row */
    size_t file_columns;
    const char *path;
    size_t *by; /* [n_by] */
    size_t dates[CUBE_DATE_COLUMNS];
    size_t *filter_columns;
    size_t measured;
    /* Of the row. */
    uint32_t *codes; /* [n_by] */
    text *filter_values;
    buffer *filter_scratch; /* one for each filter column: all its values are held at once */
    buffer scratch;
} counter;

esep_status counter_create(counter *c, const cube_plan *plan, const source *from, esep_error *error);
void counter_free(counter *c);
/** Count the rows of a batch. */
esep_status counter_rows(counter *c, const pass_rows *rows, esep_error *error);

/** Make the cube of counters[n]. */
esep_status counter_merge(cube *out, const cube_plan *plan, const source *from, counter *counters, size_t n,
                          esep_error *error);

#endif

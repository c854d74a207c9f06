/* counter_batch.h - what the stages of counting share: the fields of a batch of records, and how a record leaves it. */
#ifndef CUBE_COUNTER_BATCH_H
#define CUBE_COUNTER_BATCH_H

#include "cube/counter.h"

/** Where a column of the register stands in the current file; a derived one, behind all of its columns. */
size_t counter_file_column(const counter *c, size_t column);

/** A value with quotes, or blanks at an end; DICTIONARY_PADDING bytes may be read at the answer, which is in `raw` or in the scratch. */
text counter_odd_value(text raw, buffer *scratch);

/** Does the field say just what its bytes are: no quotes, no blanks at its ends? 0xC2 may begin, and 0xA0 end, a no-break space. */
static inline bool counter_is_plain(text raw)
{
    if (raw.length == 0)
        return true;
    unsigned char first = (unsigned char)raw.data[0], last = (unsigned char)raw.data[raw.length - 1];
    return first > ' ' && first != '"' && first != 0xC2 && last > ' ' && last != 0xA0;
}

static inline text counter_derived(const counter *c, const counter_batch *b, size_t i, size_t column)
{
    return c->derived[(column - c->file_columns) * CELLS_BATCH + b->origin[i]];
}

static inline text counter_value(const counter *c, const counter_batch *b, size_t i, size_t column,
                                 buffer *scratch)
{
    if (column >= c->file_columns)
        return counter_derived(c, b, i, column);
    text raw = pass_field(b->rows, b->first[i], b->start[i], column, c->file_columns);
    return counter_is_plain(raw) ? raw : counter_odd_value(raw, scratch);
}

/** The batch's fields of a column, as they stand in the bytes, into c->batch->fields; whether one begins oddly. */
bool counter_gather(const counter *c, size_t column);

/** What the batch's fields of a column say, but for blanks behind it: in c->batch->fields until the next column is looked at.
 *  DICTIONARY_PADDING bytes may be read at each. Want of memory is told at the end of the rows. */
text *counter_fields(counter *c, size_t column);

/** The line in its file of the row that begins at `start`. */
uint64_t counter_line(counter *c, const pass_rows *rows, uint32_t start);

/** Account for a record that is rejected, in reading for all followers too; `fields`: how many it has. */
esep_status counter_reject(counter *c, const pass_rows *rows, uint32_t start, size_t fields,
                           cube_reason reason, size_t column, text value, esep_error *error);

/** Leave only the entries kept[n] of the batch, of what stages before have filled. */
void counter_keep(counter *c, const uint16_t *kept, size_t n, bool measured, bool coded);

/* counter_reading.c: what all queries ask of a record, once. */

/** The batch's dates; records without a readable one leave it, rejected. */
esep_status counter_take_dates(counter *c, esep_error *error);
/** What is replaced leaves before anything is asked of it, and its day is not the register's. */
esep_status counter_take_keys(counter *c, esep_error *error);
/** Make the derived columns of all records of the batch. */
esep_status counter_derive(counter *c, esep_error *error);

#endif

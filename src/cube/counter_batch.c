#include "cube/counter_batch.h"

#include "cube/counter_followers.h"

#include <assert.h>
#include <string.h>

static const char counter_nothing[DICTIONARY_PADDING];

/* A value with quotes, or blanks at an end. The scratch is made large enough first, so that DICTIONARY_PADDING bytes may be read
 * behind the answer. */
text counter_odd_value(text raw, buffer *scratch)
{
    scratch->length = 0;
    if (!buffer_reserve(scratch, raw.length + DICTIONARY_PADDING))
        return (text){counter_nothing, 0};
    return csv_field(raw, scratch);
}

/* Bytes at which a field may begin that says something else than its bytes: blanks (0xC2 begins the no-break one) and the quotation mark. What only ends
 * with blanks is found out by not being known. */
static const bool counter_begins_odd[256] = {['\t'] = true, [' '] = true, ['"'] = true, [0xC2] = true};

/* The batch's fields of a column, as they stand in the bytes, into c->batch->fields; whether one begins oddly. */
bool counter_gather(const counter *c, size_t column)
{
    counter_batch *b = c->batch;
    const char *bytes = b->rows->bytes;
    bool odd = false, last = column + 1 == c->file_columns;
    if (column >= c->file_columns) {
        for (size_t i = 0; i < b->n; i++)
            b->fields[i] = counter_derived(c, b, i, column);
        return false; /* a category is what it says */
    }
    for (size_t i = 0; i < b->n; i++) {
        const uint32_t *end = b->rows->ends + b->first[i] + column;
        uint32_t from = column ? end[-1] + 1 : b->start[i], to = *end;
        if (last)
            to -= to > from && bytes[to - 1] == '\r';
        odd |= counter_begins_odd[(unsigned char)bytes[from]];
        b->fields[i] = (text){bytes + from, to - from};
    }
    return odd;
}

/* "a" between two marks with nothing odd inside is a; false for all else. */
static bool counter_is_simply_quoted(text raw)
{
    if (raw.length < 3 || raw.data[0] != '"' || raw.data[raw.length - 1] != '"')
        return false;
    text inside = {raw.data + 1, raw.length - 2};
    return counter_is_plain(inside) && !memchr(inside.data, '"', inside.length);
}

/* What the odd ones among the batch's fields say; where marks have to be halved, in c->unquoted. */
static void counter_unquote(counter *c, text *fields, size_t n)
{
    size_t most = 0;
    for (size_t i = 0; i < n; i++)
        most += counter_is_plain(fields[i]) ? 0 : fields[i].length + DICTIONARY_PADDING;
    c->unquoted.length = 0;
    bool room = buffer_reserve(&c->unquoted, most);
    for (size_t i = 0; i < n; i++) {
        if (counter_is_plain(fields[i]))
            continue;
        if (counter_is_simply_quoted(fields[i])) {
            fields[i] = (text){fields[i].data + 1, fields[i].length - 2};
            continue;
        }
        text value = counter_odd_value(fields[i], &c->scratch);
        if (c->scratch.length && room) {
            memcpy(c->unquoted.data + c->unquoted.length, value.data, value.length);
            value.data = c->unquoted.data + c->unquoted.length;
            c->unquoted.length += value.length + DICTIONARY_PADDING;
        }
        fields[i] = room ? value : (text){counter_nothing, 0};
    }
}

/* What the batch's fields of a column say, but for blanks behind it: in c->batch->fields until the next column is looked at.
 * DICTIONARY_PADDING bytes may be read at each. Want of memory is told at the end of the rows. */
text *counter_fields(counter *c, size_t column)
{
    if (counter_gather(c, column))
        counter_unquote(c, c->batch->fields, c->batch->n);
    return c->batch->fields;
}

uint64_t counter_line(counter *c, const pass_rows *rows, uint32_t start)
{
    counter_place *place = start >= c->last_place.offset ? &c->last_place : &c->batch_place;
    counter_place found = {start, place->line};
    for (uint32_t i = place->offset; i < start; i++)
        found.line += rows->bytes[i] == rows->line_end;
    c->last_place = found;
    return found.line;
}

esep_status counter_reject(counter *c, const pass_rows *rows, uint32_t start, size_t fields,
                           cube_reason reason, size_t column, text value, esep_error *error)
{
    cube_reject rejected = {.path = c->path,
                            .line = counter_line(c, rows, start),
                            .reason = reason,
                            .fields = fields,
                            .expected = c->file_columns,
                            .format = c->plan->n_dates == 1 ? c->plan->format.name : "yyyy, mm, dd"};
    if (reason != CUBE_FIELDS) {
        rejected.column = column < c->file_columns ? source_get_file(c->from, c->file)->columns[column]
                                                   : c->plan->query->derived[column - c->file_columns].name;
        rejected.value = value;
    }
    c->account.rejected[reason]++;
    ESEP_TRY(reject_batch_add(&c->rejects, &rejected, error));
    return c->reading ? counter_followers_reject(c, &rejected, error) : ESEP_OK;
}

/* Leave only the entries kept[n] of the batch, of what stages before have filled. */
void counter_keep(counter *c, const uint16_t *kept, size_t n, bool measured, bool coded)
{
    counter_batch *b = c->batch;
    const cube_query *query = c->plan->query;
    assert(n <= b->n);
    if (n == b->n)
        return;
    for (size_t j = 0; j < n; j++) {
        b->first[j] = b->first[kept[j]];
        b->start[j] = b->start[kept[j]];
        b->times[j] = b->times[kept[j]];
        b->days[j] = b->days[kept[j]];
        b->values[j] = b->values[kept[j]];
    }
    for (size_t j = 0; c->derived && j < n; j++)
        b->origin[j] = b->origin[kept[j]];
    for (size_t j = 0; query->incomplete && j < n; j++)
        b->present[j] = b->present[kept[j]];
    for (size_t s = 0; measured && s < query->n_sums; s++) {
        for (size_t j = 0; j < n; j++)
            b->shorts[s * CELLS_BATCH + j] = b->shorts[s * CELLS_BATCH + kept[j]];
        for (size_t j = 0; b->any_long && j < n; j++)
            b->sums[s * CELLS_BATCH + j] = b->sums[s * CELLS_BATCH + kept[j]];
    }
    for (size_t d = 0; coded && d < query->n_by; d++) {
        for (size_t j = 0; j < n; j++)
            b->codes[d * CELLS_BATCH + j] = b->codes[d * CELLS_BATCH + kept[j]];
    }
    b->n = n;
}

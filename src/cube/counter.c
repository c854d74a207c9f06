#include "cube/counter.h"

#include "cube/counter_batch.h"
#include "cube/counter_followers.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

size_t counter_file_column(const counter *c, size_t column)
{
    size_t n = source_n_columns(c->from);
    return column < n ? source_pass_column(c->from, c->file, column) : c->file_columns + (column - n);
}

static void counter_enter_filter(counter *c, counter_filter *f)
{
    for (size_t i = 0; i < f->plan->n_columns; i++)
        f->columns[i] = counter_file_column(c, f->plan->columns[i]);
}

/* Columns stand in another order in each file. */
static void counter_enter_file(counter *c, size_t file)
{
    const cube_plan *plan = c->plan;
    c->file = file;
    c->file_columns = source_get_file(c->from, file)->n_columns;
    c->path = source_get_file(c->from, file)->path;
    for (size_t i = 0; i < plan->query->n_by; i++)
        c->by[i] = counter_file_column(c, plan->by[i]);
    for (size_t i = 0; i < plan->n_dates; i++)
        c->dates[i] = source_pass_column(c->from, file, plan->dates[i]);
    for (size_t i = 0; i < plan->query->n_key; i++)
        c->key[i] = source_pass_column(c->from, file, plan->key[i]);
    for (size_t i = 0; i < plan->query->n_sums; i++)
        c->sums[i] = source_pass_column(c->from, file, plan->sums[i]);
    if (plan->query->distinct.data)
        c->distinct = counter_file_column(c, plan->distinct);
    counter_enter_filter(c, &c->where);
    for (size_t i = 0; i < plan->query->n_counts; i++)
        counter_enter_filter(c, &c->named[i]);
    for (size_t i = 0; i < plan->query->n_sums; i++)
        counter_enter_filter(c, &c->summed[i]);
}

static bool counter_filter_keeps(counter *c, const counter_filter *f, size_t i)
{
    for (size_t k = 0; k < f->plan->n_columns; k++)
        c->filter_values[k] = counter_value(c, c->batch, i, f->columns[k], &c->filter_scratch[k]);
    return filter_keeps(f->filter, c->filter_values);
}

/* Which of the batch's records the filter keeps: 1 or 0. */
static void counter_judge(counter *c, const counter_filter *f, uint32_t *verdicts)
{
    counter_batch *b = c->batch;
    memset(verdicts, 0, CELLS_BATCH * sizeof *verdicts);
    if (!filter_is_by_column(f->filter)) {
        for (size_t i = 0; i < b->n; i++)
            verdicts[i] = counter_filter_keeps(c, f, i);
        return;
    }
    for (size_t k = 0; k < f->plan->n_columns; k++)
        filter_judge(f->filter, k, counter_fields(c, f->columns[k]), b->n, verdicts);
    for (size_t i = 0; f->plan->n_columns != 1 && i < b->n; i++)
        verdicts[i] = filter_verdict(f->filter, verdicts[i]);
}

static void counter_take_filtered(counter *c)
{
    uint32_t verdicts[CELLS_BATCH];
    uint16_t kept[CELLS_BATCH];
    size_t n = 0;
    counter_judge(c, &c->where, verdicts);
    for (size_t i = 0; i < c->batch->n; i++) {
        kept[n] = (uint16_t)i;
        n += verdicts[i];
    }
    c->account.filtered += c->batch->n - n;
    counter_keep(c, kept, n, false, false);
}

/* Entry i's number for sum s, short or long. */
static inline number_outcome counter_number(counter *c, size_t s, size_t i, text value)
{
    counter_batch *b = c->batch;
    size_t at = s * CELLS_BATCH + i;
    if (number_read_hundredths(&b->shorts[at], c->plan->marks[s], value))
        return NUMBER_OK;
    number_outcome outcome = number_read(&b->sums[at], c->plan->marks[s], value);
    b->shorts[at] = outcome == NUMBER_OK ? CELLS_LONG : 0;
    b->any_long = b->any_long || outcome == NUMBER_OK;
    return outcome;
}

static esep_status counter_take_sum(counter *c, size_t s, esep_error *error)
{
    static const cube_reason reasons[] = {[NUMBER_EMPTY] = CUBE_NUMBER_EMPTY,
                                          [NUMBER_UNREADABLE] = CUBE_NUMBER_UNREADABLE,
                                          [NUMBER_TOO_LARGE] = CUBE_NUMBER_TOO_LARGE};
    counter_batch *b = c->batch;
    uint16_t kept[CELLS_BATCH];
    size_t n = 0;
    uint32_t verdicts[CELLS_BATCH];
    const bool filtered = c->summed[s].filter;
    if (filtered)
        counter_judge(c, &c->summed[s], verdicts); /* before the fields: both are gathered in one place */
    const text *fields = counter_fields(c, c->sums[s]);
    for (size_t i = 0; i < b->n; i++) {
        if (filtered && !verdicts[i]) {
            b->shorts[s * CELLS_BATCH + i] = 0;
            kept[n++] = (uint16_t)i;
            continue;
        }
        text value = fields[i];
        number_outcome outcome = counter_number(c, s, i, value);
        b->present[i] |= (uint64_t)(outcome == NUMBER_OK) << s;
        if (outcome == NUMBER_OK || (outcome == NUMBER_EMPTY && c->plan->query->incomplete))
            kept[n++] = (uint16_t)i;
        else if (outcome == NUMBER_MARKED)
            c->marked = true; /* all is counted again once its sense is known */
        else
            ESEP_TRY(counter_reject(c, b->rows, b->start[i], c->file_columns, reasons[outcome], c->sums[s],
                                    value, error));
    }
    counter_keep(c, kept, n, true, false);
    return ESEP_OK;
}

/* The codes of the batch's fields; what is new among them is trimmed. Values are looked at when they enter the dictionary; c->any_bad_text tells whether any was no
 * text. */
static esep_status counter_code(counter *c, dictionary *d, text *fields, uint32_t *codes, esep_error *error)
{
    size_t n = c->batch->n;
    dictionary_find(d, fields, n, codes);
    for (size_t i = 0; i < n; i++) {
        if (codes[i] != DICTIONARY_NONE)
            continue;
        fields[i] = text_trim(fields[i]);
        ESEP_TRY(dictionary_code(d, fields[i], &codes[i], error));
        c->any_bad_text = c->any_bad_text || !text_is_utf8(fields[i]);
    }
    return ESEP_OK;
}

/* The codes of the values of this reading's part. Every value is looked at, whether it is met for the first time or not. */
static esep_status counter_code_part(counter *c, text *fields, uint32_t *codes, esep_error *error)
{
    for (size_t i = 0; i < c->batch->n; i++) {
        fields[i] = text_trim(fields[i]);
        c->any_bad_text = c->any_bad_text || !text_is_utf8(fields[i]);
        codes[i] = CELLS_NO_VALUE;
        if (XXH3_64bits(fields[i].data, fields[i].length) % c->plan->n_parts == c->plan->part)
            ESEP_TRY(dictionary_code(&c->values, fields[i], &codes[i], error));
    }
    return ESEP_OK;
}

static esep_status counter_take_distinct(counter *c, esep_error *error)
{
    counter_batch *b = c->batch;
    uint16_t kept[CELLS_BATCH];
    size_t n = 0;
    text *fields = counter_fields(c, c->distinct);
    ESEP_TRY(c->plan->n_parts > 1 ? counter_code_part(c, fields, b->values, error)
                                  : counter_code(c, &c->values, fields, b->values, error));
    for (size_t i = 0; i < b->n; i++) {
        bool empty = fields[i].length == 0;
        if (!empty && (!c->any_bad_text || text_is_utf8(fields[i])))
            kept[n++] = (uint16_t)i;
        else
            ESEP_TRY(counter_reject(c, b->rows, b->start[i], c->file_columns,
                                    empty ? CUBE_KEY_EMPTY : CUBE_ENCODING, c->distinct, fields[i], error));
    }
    counter_keep(c, kept, n, false, false);
    return ESEP_OK;
}

/* Where some value was found to be no text, every value is looked at again. */
static esep_status counter_drop_bad_text(counter *c, size_t column, const text *fields, esep_error *error)
{
    counter_batch *b = c->batch;
    uint16_t kept[CELLS_BATCH];
    size_t n = 0;
    for (size_t i = 0; i < b->n; i++) {
        if (text_is_utf8(fields[i]))
            kept[n++] = (uint16_t)i;
        else
            ESEP_TRY(counter_reject(c, b->rows, b->start[i], c->file_columns, CUBE_ENCODING, column,
                                    fields[i], error));
    }
    counter_keep(c, kept, n, true, true);
    return ESEP_OK;
}

static esep_status counter_take_codes(counter *c, size_t d, esep_error *error)
{
    text *fields = counter_fields(c, c->by[d]);
    ESEP_TRY(counter_code(c, &c->categories[d], fields, c->batch->codes + d * CELLS_BATCH, error));
    return c->any_bad_text ? counter_drop_bad_text(c, c->by[d], fields, error) : ESEP_OK;
}

/* Many windows cost no more than one: a bit for each day. */
static void counter_take_windows(counter *c)
{
    uint16_t kept[CELLS_BATCH];
    size_t n = 0;
    for (size_t i = 0; i < c->batch->n; i++) {
        uint32_t since = (uint32_t)(c->batch->days[i] - DAY_FIRST);
        kept[n] = (uint16_t)i;
        n += c->inside[since / 64] >> (since & 63) & 1 ? 1 : 0;
    }
    c->account.outside += c->batch->n - n;
    counter_keep(c, kept, n, true, true);
}

static void counter_name(counter *c)
{
    counter_batch *b = c->batch;
    uint32_t verdicts[CELLS_BATCH];
    memset(b->named, 0, b->n * sizeof *b->named);
    for (size_t k = 0; k < c->plan->query->n_counts; k++) {
        counter_judge(c, &c->named[k], verdicts);
        for (size_t i = 0; i < b->n; i++)
            b->named[i] |= (uint64_t)verdicts[i] << k;
    }
}

/* Is entry i's first number a count? What was read the long way may be one, too: 1 000. */
static inline bool counter_is_count(const counter_batch *b, size_t i, int64_t *count)
{
    const number_scaled one = (number_scaled)INT64_C(1000000000) * INT64_C(1000000000);
    enum { MOST = 1000000 };
    if (b->shorts[i] != CELLS_LONG) {
        *count = b->shorts[i] / 100;
        return b->shorts[i] >= 0 && *count <= MOST && b->shorts[i] % 100 == 0;
    }
    *count = b->sums[i] >= 0 && b->sums[i] <= MOST * one ? (int64_t)(b->sums[i] / one) : -1;
    return *count >= 0 && b->sums[i] % one == 0;
}

/* The squares of the first sum's values, as far as these can be counts. */
static void counter_square(counter *c)
{
    counter_batch *b = c->batch;
    size_t squares = c->plan->query->n_sums * CELLS_BATCH;
    for (size_t i = 0; i < b->n; i++) {
        int64_t count;
        bool is_count = counter_is_count(b, i, &count);
        b->shorts[squares + i] = is_count ? count * count : CELLS_LONG;
        b->sums[squares + i] = CUBE_NO_COUNT;
        b->any_long = b->any_long || !is_count;
    }
}

/* Give on the records that are left. */
static esep_status counter_give_records(counter *c, esep_error *error)
{
    const cube_query *query = c->plan->query;
    counter_batch *b = c->batch;
    cube_record record = {.path = c->path,
                          .fields = c->record_fields,
                          .names = c->record_names,
                          .n_fields = source_n_columns(c->from)};
    for (size_t i = 0; i < b->n; i++) {
        for (size_t k = 0; k < record.n_fields; k++)
            c->record_fields[k] =
                counter_value(c, b, i, source_pass_column(c->from, c->file, k), &c->record_scratch[k]);
        record.line = counter_line(c, b->rows, b->start[i]);
        ESEP_TRY(query->record(query->record_context, &record, error));
    }
    return ESEP_OK;
}

/* A record's way behind its date: filter, measures, categories, period; at each it may leave. */
static esep_status counter_batch_count(counter *c, esep_error *error)
{
    const cube_query *query = c->plan->query;
    counter_batch *b = c->batch;
    if (c->where.filter)
        counter_take_filtered(c);
    memset(b->present, 0, b->n * sizeof *b->present);
    b->any_long = false;
    for (size_t s = 0; s < query->n_sums; s++)
        ESEP_TRY(counter_take_sum(c, s, error));
    if (query->distinct.data)
        ESEP_TRY(counter_take_distinct(c, error));
    for (size_t d = 0; d < query->n_by; d++)
        ESEP_TRY(counter_take_codes(c, d, error));
    if (query->n_windows)
        counter_take_windows(c);
    if (b->n == 0)
        return ESEP_OK;
    if (query->record && c->plan->n_before == 0)
        ESEP_TRY(counter_give_records(c, error));
    cells_batch batch = {.n = b->n,
                         .codes = b->codes,
                         .times = query->time == CUBE_TIMELESS ? NULL : b->times,
                         .named = query->n_counts ? b->named : NULL,
                         .present = query->incomplete ? b->present : NULL,
                         .shorts = b->shorts,
                         .sums = b->sums,
                         .sum_names = c->sum_names,
                         .values = query->distinct.data ? b->values : NULL};
    ESEP_TRY(cells_locate(&c->cells, &batch, error));
    if (query->n_counts)
        counter_name(c);
    if (query->squares)
        counter_square(c);
    batch.any_long = b->any_long;
    ESEP_TRY(cells_add(&c->cells, &batch, error));
    c->account.counted += b->n;
    return ESEP_OK;
}

/* What all queries ask of a record comes first and once: its date, its key, its derived columns. */
static esep_status counter_batch_through(counter *c, esep_error *error)
{
    c->reading = true;
    if (c->plan->n_dates)
        ESEP_TRY(counter_take_dates(c, error));
    if (c->keys)
        ESEP_TRY(counter_take_keys(c, error));
    if (c->only_keys)
        c->batch->n = 0;
    if (c->derive)
        ESEP_TRY(counter_derive(c, error));
    c->reading = false;
    for (size_t i = 0; i < c->n_followers; i++) {
        counter_follow(c->followers[i], c);
        ESEP_TRY(counter_batch_count(c->followers[i], error));
    }
    ESEP_TRY(counter_batch_count(c, error));
    c->batch->n = 0;
    c->batch_place = c->last_place;
    c->reading = true;
    return ESEP_OK;
}

/* A line with nothing on it is no record. */
static bool counter_is_blank(const pass_rows *rows, size_t r, uint32_t start)
{
    return text_trim(pass_field(rows, pass_first_end(rows, r), start, 0, 1)).length == 0;
}

esep_status counter_rows(counter *c, const pass_rows *rows, esep_error *error)
{
    if (rows->file != c->file) {
        counter_enter_file(c, rows->file);
        for (size_t i = 0; i < c->n_followers; i++)
            counter_enter_file(c->followers[i], rows->file);
    }
    c->reading = true;
    counter_batch *b = c->batch;
    b->rows = rows;
    b->n = 0;
    c->batch_place = c->last_place = (counter_place){0, rows->line};
    uint32_t first = 0, start = rows->start;
    for (size_t r = 0; r < rows->n_rows; r++) {
        uint32_t next = rows->row_ends[r];
        size_t fields = next - first;
        if (fields == c->file_columns && fields > 1) {
            c->account.read++;
            b->first[b->n] = first;
            b->start[b->n++] = start;
        } else if (fields > 1 || !counter_is_blank(rows, r, start)) {
            c->account.read++;
            if (fields == c->file_columns) {
                b->first[b->n] = first;
                b->start[b->n++] = start;
            } else
                ESEP_TRY(counter_reject(c, rows, start, fields, CUBE_FIELDS, 0, (text){0}, error));
        }
        if (b->n == CELLS_BATCH)
            ESEP_TRY(counter_batch_through(c, error));
        start = rows->ends[next - 1] + 1;
        first = next;
    }
    ESEP_TRY(counter_batch_through(c, error));
    for (size_t i = 0; i < c->n_followers; i++) {
        ESEP_TRY(buffer_status(&c->followers[i]->scratch, error));
        ESEP_TRY(buffer_status(&c->followers[i]->unquoted, error));
    }
    ESEP_TRY(buffer_status(&c->unquoted, error));
    return buffer_status(&c->scratch, error);
}

#include "cube/counter.h"

#include "cube/counter_followers.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

/* Where a column of the register stands in the current file; a derived one, behind all of its columns. */
static size_t counter_file_column(const counter *c, size_t column)
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

static const char counter_nothing[DICTIONARY_PADDING];

/* A value with quotes, or blanks at an end. The scratch is made large enough first, so that DICTIONARY_PADDING bytes may be read
 * behind the answer. */
static text counter_odd_value(text raw, buffer *scratch)
{
    scratch->length = 0;
    if (!buffer_reserve(scratch, raw.length + DICTIONARY_PADDING))
        return (text){counter_nothing, 0};
    return csv_field(raw, scratch);
}

/* Does the field say just what its bytes are: no quotes, no blanks at its ends? 0xC2 may begin, and 0xA0 end, a no-break space. */
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

/* Bytes at which a field may begin that says something else than its bytes: blanks (0xC2 begins the no-break one) and the quotation mark. What only ends
 * with blanks is found out by not being known. */
static const bool counter_begins_odd[256] = {['\t'] = true, [' '] = true, ['"'] = true, [0xC2] = true};

/* The batch's fields of a column, as they stand in the bytes, into c->batch->fields; whether one begins oddly. */
static bool counter_gather(const counter *c, size_t column)
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
static text *counter_fields(counter *c, size_t column)
{
    if (counter_gather(c, column))
        counter_unquote(c, c->batch->fields, c->batch->n);
    return c->batch->fields;
}

static uint64_t counter_line(counter *c, const pass_rows *rows, uint32_t start)
{
    counter_place *place = start >= c->last_place.offset ? &c->last_place : &c->batch_place;
    counter_place found = {start, place->line};
    for (uint32_t i = place->offset; i < start; i++)
        found.line += rows->bytes[i] == rows->line_end;
    c->last_place = found;
    return found.line;
}

static esep_status counter_reject(counter *c, const pass_rows *rows, uint32_t start, size_t fields,
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
static void counter_keep(counter *c, const uint16_t *kept, size_t n, bool measured, bool coded)
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

/* A whole number of at most four digits; -1 for anything else. */
static int counter_small_number(text t)
{
    int number = 0;
    if (t.length == 0 || t.length > 4)
        return -1;
    for (size_t i = 0; i < t.length; i++) {
        if (t.data[i] < '0' || t.data[i] > '9')
            return -1;
        number = number * 10 + (t.data[i] - '0');
    }
    return number;
}

/* A date whose year, month and day stand in columns of their own. *bad is the column at fault. */
static date_outcome counter_date_parts(counter *c, size_t i, day_date *date, size_t *bad)
{
    int parts[CUBE_DATE_COLUMNS] = {0, 0, 1};
    for (size_t k = 0; k < c->plan->n_dates; k++) {
        text value = counter_value(c, c->batch, i, c->dates[k], &c->scratch);
        *bad = c->dates[k];
        if (value.length == 0)
            return DATE_EMPTY;
        parts[k] = counter_small_number(value);
        if (parts[k] < 0)
            return DATE_UNREADABLE;
    }
    *bad = c->dates[0];
    if (parts[0] < 1900 || parts[0] > 2199)
        return DATE_OUT_OF_RANGE;
    *bad = parts[1] < 1 || parts[1] > 12 ? c->dates[1] : c->dates[c->plan->n_dates - 1];
    if (!day_exists(parts[0], parts[1], parts[2]))
        return DATE_IMPOSSIBLE;
    *date = (day_date){parts[0], parts[1], parts[2]};
    return DATE_OK;
}

static date_outcome counter_date(counter *c, size_t i, day_date *date, size_t *bad)
{
    if (c->plan->n_dates > 1)
        return counter_date_parts(c, i, date, bad);
    *bad = c->dates[0];
    day_number day;
    date_outcome outcome =
        date_read(&day, &c->plan->format, counter_value(c, c->batch, i, c->dates[0], &c->scratch));
    if (outcome == DATE_OK)
        *date = day_to_date(day);
    return outcome;
}

/* Entry i's date by the long way; false where it is rejected. */
static esep_status counter_odd_date(counter *c, size_t i, day_date *date, bool *good, esep_error *error)
{
    static const cube_reason reasons[] = {[DATE_EMPTY] = CUBE_DATE_EMPTY,
                                          [DATE_UNREADABLE] = CUBE_DATE_UNREADABLE,
                                          [DATE_IMPOSSIBLE] = CUBE_DATE_IMPOSSIBLE,
                                          [DATE_OUT_OF_RANGE] = CUBE_DATE_OUT_OF_RANGE};
    size_t bad = 0;
    date_outcome outcome = counter_date(c, i, date, &bad);
    *good = outcome == DATE_OK;
    if (*good)
        return ESEP_OK;
    return counter_reject(c, c->batch->rows, c->batch->start[i], c->file_columns, reasons[outcome], bad,
                          counter_value(c, c->batch, i, bad, &c->scratch), error);
}

static inline void counter_see_day(counter *c, day_number day)
{
    c->days_seen[(day - DAY_FIRST) / 64] |= UINT64_C(1) << ((day - DAY_FIRST) & 63);
}

static esep_status counter_take_dates(counter *c, esep_error *error)
{
    counter_batch *b = c->batch;
    uint16_t kept[CELLS_BATCH];
    int32_t dates[CELLS_BATCH];
    size_t n = 0;
    bool monthly = c->plan->query->time == CUBE_MONTHLY;
    if (c->fast.fast.usable && c->plan->n_dates == 1) {
        counter_gather(c, c->dates[0]);
        date_batch_read(&c->fast, b->fields, b->n, dates);
    } else
        memset(dates, 0xFF, sizeof dates); /* DATE_BATCH_NONE */
    for (size_t i = 0; i < b->n; i++) {
        int32_t month = dates[i] >> 5, day_of_month = dates[i] & 31;
        bool good = dates[i] >= 0 && day_of_month >= 1 &&
                    day_of_month <= c->month_first[month + 1] - c->month_first[month];
        if (!good) {
            day_date date;
            ESEP_TRY(counter_odd_date(c, i, &date, &good, error));
            if (!good)
                continue;
            month = 12 * (date.year - 1900) + date.month - 1;
            day_of_month = date.day;
        }
        day_number day = c->month_first[month] + day_of_month - 1;
        b->days[i] = day;
        b->times[i] = monthly ? month : day;
        kept[n++] = (uint16_t)i;
    }
    for (size_t j = 0; !c->keys && j < n; j++)
        counter_see_day(c, b->days[kept[j]]);
    counter_keep(c, kept, n, false, false);
    return ESEP_OK;
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

/* The cells of entry i's key; false, with the column, where one is empty. */
static bool counter_key_cells(counter *c, size_t i, text *cells, size_t *bad)
{
    for (size_t k = 0; k < c->plan->query->n_key; k++) {
        cells[k] = counter_value(c, c->batch, i, c->key[k], &c->key_scratch[k]);
        *bad = c->key[k];
        if (cells[k].length == 0)
            return false;
    }
    return true;
}

/* Do the key's bytes stand in the rows, and not in a scratch that the next record will use? */
static bool counter_key_lasts(const counter *c, text key)
{
    return c->plan->query->n_key == 1 && (!c->key_scratch[0].data || key.data < c->key_scratch[0].data ||
                                          key.data > c->key_scratch[0].data + c->key_scratch[0].capacity);
}

/* What is replaced leaves before anything is asked of it, and its day is not the register's. */
static esep_status counter_take_keys(counter *c, esep_error *error)
{
    counter_batch *b = c->batch;
    uint16_t kept[CELLS_BATCH];
    size_t n = 0;
    for (size_t i = 0; i < b->n; i++) {
        text cells[CUBE_KEY_COLUMNS];
        size_t bad = 0;
        bool good = counter_key_cells(c, i, cells, &bad), keep = good;
        if (good) {
            uint64_t end = b->rows->offset + b->rows->ends[b->first[i] + c->file_columns - 1];
            text key = keys_join(c->keys, cells);
            keep = keys_take(c->keys, key, keys_place(c->file, end), counter_key_lasts(c, key));
            c->account.replaced += !keep;
        } else
            ESEP_TRY(counter_reject(c, b->rows, b->start[i], c->file_columns, CUBE_KEY_EMPTY, bad,
                                    (text){"", 0}, error));
        if (c->plan->n_dates && (keep || !good))
            counter_see_day(c, b->days[i]);
        kept[n] = (uint16_t)i;
        n += keep;
    }
    keys_batch_end(c->keys);
    counter_keep(c, kept, n, false, false);
    return ESEP_OK;
}

/* Make the derived columns of all records of the batch. */
static esep_status counter_derive(counter *c, esep_error *error)
{
    counter_batch *b = c->batch;
    for (size_t i = 0; i < b->n; i++)
        b->origin[i] = (uint16_t)i;
    for (size_t k = 0; k < derive_plan_columns(c->plan->derive); k++) {
        const derive_source *from = derive_plan_source(c->plan->derive, k);
        size_t columns[2] = {0};
        for (size_t j = 0; j < from->n_columns; j++)
            columns[j] = counter_file_column(c, from->columns[j]);
        for (size_t i = 0; i < b->n; i++) {
            text cells[2] = {{0}};
            for (size_t j = 0; j < from->n_columns; j++)
                cells[j] = counter_value(c, b, i, columns[j], &c->derive_scratch[j]);
            c->derived[k * CELLS_BATCH + i] = derive_value(c->derive, k, cells[0], cells[1], b->days[i]);
        }
    }
    ESEP_TRY(buffer_status(&c->derive_scratch[0], error));
    ESEP_TRY(buffer_status(&c->derive_scratch[1], error));
    return derive_status(c->derive, error);
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

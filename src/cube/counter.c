#include "cube/counter.h"

#include <stdlib.h>
#include <string.h>

esep_status counter_create(counter *c, const cube_plan *plan, const source *from, esep_error *error)
{
    size_t n_by = plan->query->n_by, n_filter = plan->n_filter_columns;
    *c = (counter){.plan = plan, .from = from, .file = SIZE_MAX};
    c->categories = calloc(n_by + 1, sizeof *c->categories);
    c->by = calloc(n_by + 1, sizeof *c->by);
    c->codes = calloc(n_by + 1, sizeof *c->codes);
    c->days_seen = calloc(CUBE_DAYS_SEEN_WORDS, sizeof *c->days_seen);
    c->filter_columns = calloc(n_filter + 1, sizeof *c->filter_columns);
    c->filter_values = calloc(n_filter + 1, sizeof *c->filter_values);
    c->filter_scratch = calloc(n_filter + 1, sizeof *c->filter_scratch);
    c->cells.summed = plan->query->sum.data != NULL;
    c->nature.whole = true;
    if (!c->categories || !c->by || !c->codes || !c->days_seen || !c->filter_columns || !c->filter_values ||
        !c->filter_scratch)
        return error_memory(error);
    return plan->filter ? filter_create(&c->filter, plan->filter, plan->filter_date, &plan->format, error)
                        : ESEP_OK;
}

void counter_free(counter *c)
{
    if (!c->plan)
        return;
    for (size_t i = 0; c->categories && i < c->plan->query->n_by; i++)
        dictionary_free(&c->categories[i]);
    for (size_t i = 0; c->filter_scratch && i < c->plan->n_filter_columns; i++)
        buffer_free(&c->filter_scratch[i]);
    filter_free(c->filter);
    dictionary_free(&c->groups);
    dictionary_free(&c->values);
    cells_free(&c->cells);
    reject_batch_free(&c->rejects);
    buffer_free(&c->scratch);
    free(c->categories);
    free(c->by);
    free(c->codes);
    free(c->days_seen);
    free(c->filter_columns);
    free(c->filter_values);
    free(c->filter_scratch);
}

/* Columns stand in another order in each file. */
static void counter_enter_file(counter *c, size_t file)
{
    const cube_plan *plan = c->plan;
    c->file = file;
    c->file_columns = source_get_file(c->from, file)->n_columns;
    c->path = source_get_file(c->from, file)->path;
    for (size_t i = 0; i < plan->query->n_by; i++)
        c->by[i] = source_file_column(c->from, file, plan->by[i]);
    for (size_t i = 0; i < plan->n_dates; i++)
        c->dates[i] = source_file_column(c->from, file, plan->dates[i]);
    for (size_t i = 0; i < plan->n_filter_columns; i++)
        c->filter_columns[i] = source_file_column(c->from, file, plan->filter_columns[i]);
    c->measured = source_file_column(c->from, file, plan->measured);
}

/* A row of the batch, as the steps below pass it on. */
typedef struct counter_row {
    const pass_rows *rows;
    size_t number;
    uint32_t first; /* index of its first end */
    uint32_t start; /* its first byte */
} counter_row;

static text counter_field(counter *c, const counter_row *row, size_t column, buffer *scratch)
{
    return csv_field(pass_field(row->rows, row->first, row->start, column, c->file_columns), scratch);
}

static esep_status counter_reject(counter *c, const counter_row *row, cube_reason reason, size_t column,
                                  text value, esep_error *error)
{
    cube_reject rejected = {.path = c->path,
                            .line = pass_line(row->rows, row->start),
                            .reason = reason,
                            .fields = row->rows->row_ends[row->number] - row->first,
                            .expected = c->file_columns,
                            .format = c->plan->n_dates == 1 ? c->plan->format.name : "yyyy, mm, dd"};
    if (reason != CUBE_FIELDS) {
        rejected.column = source_get_file(c->from, c->file)->columns[column];
        rejected.value = value;
    }
    c->account.rejected[reason]++;
    if (c->plan->query->strict)
        return reject_raise(&rejected, error);
    return reject_batch_add(&c->rejects, &rejected, error);
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
static date_outcome counter_date_parts(counter *c, const counter_row *row, day_number *day, size_t *bad)
{
    int parts[CUBE_DATE_COLUMNS] = {0, 0, 1};
    for (size_t i = 0; i < c->plan->n_dates; i++) {
        text value = counter_field(c, row, c->dates[i], &c->scratch);
        *bad = c->dates[i];
        if (value.length == 0)
            return DATE_EMPTY;
        parts[i] = counter_small_number(value);
        if (parts[i] < 0)
            return DATE_UNREADABLE;
    }
    if (parts[0] < 1900 || parts[0] > 2199) {
        *bad = c->dates[0];
        return DATE_OUT_OF_RANGE;
    }
    if (parts[1] < 1 || parts[1] > 12) {
        *bad = c->dates[1];
        return DATE_IMPOSSIBLE;
    }
    if (!day_exists(parts[0], parts[1], parts[2]))
        return DATE_IMPOSSIBLE;
    *day = day_from_date(parts[0], parts[1], parts[2]);
    return DATE_OK;
}

static date_outcome counter_date(counter *c, const counter_row *row, day_number *day, size_t *bad)
{
    if (c->plan->n_dates > 1)
        return counter_date_parts(c, row, day, bad);
    *bad = c->dates[0];
    return date_read(day, &c->plan->format, counter_field(c, row, c->dates[0], &c->scratch));
}

static bool counter_filter_keeps(counter *c, const counter_row *row)
{
    if (!c->filter)
        return true;
    for (size_t i = 0; i < c->plan->n_filter_columns; i++)
        c->filter_values[i] = counter_field(c, row, c->filter_columns[i], &c->filter_scratch[i]);
    return filter_keeps(c->filter, c->filter_values);
}

/* The code of a value, where it is text at all. Values are looked at when they enter the dictionary; only where one was found
 * bad is every value looked at again. */
static esep_status counter_code(counter *c, dictionary *d, text value, uint32_t *code, bool *good,
                                esep_error *error)
{
    size_t before = d->n;
    ESEP_TRY(dictionary_code(d, value, code, error));
    if (d->n > before)
        c->any_bad_text = c->any_bad_text || !text_is_utf8(value);
    *good = !c->any_bad_text || text_is_utf8(value);
    return ESEP_OK;
}

static esep_status counter_group(counter *c, uint32_t *group, esep_error *error)
{
    size_t n_by = c->plan->query->n_by;
    if (n_by == 1) {
        *group = c->codes[0];
        return ESEP_OK;
    }
    return dictionary_code(&c->groups, (text){(const char *)c->codes, n_by * sizeof *c->codes}, group, error);
}

static bool counter_in_windows(const cube_query *query, day_number day)
{
    for (size_t i = 0; i < query->n_windows; i++) {
        if (day >= query->windows[i].first && day <= query->windows[i].last)
            return true;
    }
    return query->n_windows == 0;
}

static void counter_note_nature(counter *c, number_scaled value)
{
    const int128 one = (int128)INT64_C(1000000000) * INT64_C(1000000000);
    int128 whole = value / one;
    if (value < 0 || value % one != 0 || whole > 1000000) {
        c->nature.whole = false;
        return;
    }
    c->nature.sum += (uint128)whole;
    c->nature.squares += (uint128)(whole * whole);
}

/* What is measured of the record. *reason is CUBE_REASONS where it can be, and also where a number has a mark whose sense is not
 * known yet: then c->marked is set, and all is counted again once it is. */
static esep_status counter_measure(counter *c, const counter_row *row, number_scaled *number, uint32_t *value,
                                   cube_reason *reason, text *shown, esep_error *error)
{
    *reason = CUBE_REASONS;
    if (c->plan->query->sum.data) {
        static const cube_reason reasons[] = {[NUMBER_EMPTY] = CUBE_NUMBER_EMPTY,
                                              [NUMBER_UNREADABLE] = CUBE_NUMBER_UNREADABLE,
                                              [NUMBER_TOO_LARGE] = CUBE_NUMBER_TOO_LARGE};
        *shown = counter_field(c, row, c->measured, &c->scratch);
        number_outcome outcome = number_read(number, c->plan->mark, *shown);
        c->marked = c->marked || outcome == NUMBER_MARKED;
        if (outcome != NUMBER_OK && outcome != NUMBER_MARKED)
            *reason = reasons[outcome];
    } else if (c->plan->query->distinct.data) {
        bool good;
        *shown = counter_field(c, row, c->measured, &c->scratch);
        if (shown->length == 0)
            *reason = CUBE_KEY_EMPTY;
        else {
            ESEP_TRY(counter_code(c, &c->values, *shown, value, &good, error));
            if (!good)
                *reason = CUBE_ENCODING;
        }
    }
    return ESEP_OK;
}

static esep_status counter_add(counter *c, uint32_t group, day_number day, number_scaled number,
                               uint32_t value, esep_error *error)
{
    uint32_t cell;
    ESEP_TRY(cells_at(&c->cells, group, day, &cell, error));
    c->cells.cells[cell].count++;
    c->account.counted++;
    if (c->cells.summed) {
        number_scaled *sum = &c->cells.sums[cell];
        counter_note_nature(c, number);
        if (__builtin_add_overflow(*sum, number, sum)) {
            char name[ESEP_ERROR_ARGUMENT_BYTES];
            text_copy_cut(name, sizeof name, c->plan->query->sum);
            return error_raise(error, ESEP_DATA, MESSAGE_CUBE_SUM_OVERFLOW, name);
        }
    }
    return c->plan->query->distinct.data ? cells_note_key(&c->cells, cell, value, error) : ESEP_OK;
}

/* A record's way: fields, date, filter, measure, categories, period; at each it may leave, and is accounted for. */
static esep_status counter_record(counter *c, const counter_row *row, esep_error *error)
{
    static const cube_reason date_reasons[] = {[DATE_EMPTY] = CUBE_DATE_EMPTY,
                                               [DATE_UNREADABLE] = CUBE_DATE_UNREADABLE,
                                               [DATE_IMPOSSIBLE] = CUBE_DATE_IMPOSSIBLE,
                                               [DATE_OUT_OF_RANGE] = CUBE_DATE_OUT_OF_RANGE};
    day_number day = 0;
    size_t bad = 0;
    date_outcome outcome = counter_date(c, row, &day, &bad);
    if (outcome != DATE_OK)
        return counter_reject(c, row, date_reasons[outcome], bad, counter_field(c, row, bad, &c->scratch),
                              error);
    c->days_seen[(day - DAY_FIRST) / 64] |= UINT64_C(1) << ((day - DAY_FIRST) & 63);
    if (!counter_filter_keeps(c, row)) {
        c->account.filtered++;
        return ESEP_OK;
    }
    number_scaled number = 0;
    uint32_t value = 0, group = 0;
    cube_reason reason;
    text shown = {0};
    ESEP_TRY(counter_measure(c, row, &number, &value, &reason, &shown, error));
    if (reason != CUBE_REASONS)
        return counter_reject(c, row, reason, c->measured, shown, error);
    for (size_t i = 0; i < c->plan->query->n_by; i++) {
        bool good;
        shown = counter_field(c, row, c->by[i], &c->scratch);
        ESEP_TRY(counter_code(c, &c->categories[i], shown, &c->codes[i], &good, error));
        if (!good)
            return counter_reject(c, row, CUBE_ENCODING, c->by[i], shown, error);
    }
    if (!counter_in_windows(c->plan->query, day)) {
        c->account.outside++;
        return ESEP_OK;
    }
    ESEP_TRY(counter_group(c, &group, error));
    return counter_add(c, group, day, number, value, error);
}

/* A line with nothing on it is no record. */
static bool counter_is_blank(const counter_row *row, size_t fields)
{
    if (fields != 1)
        return false;
    text line = pass_field(row->rows, row->first, row->start, 0, 1);
    return text_trim(line).length == 0;
}

esep_status counter_rows(counter *c, const pass_rows *rows, esep_error *error)
{
    if (rows->file != c->file)
        counter_enter_file(c, rows->file);
    for (size_t r = 0; r < rows->n_rows; r++) {
        counter_row row = {rows, r, pass_first_end(rows, r), pass_row_start(rows, r)};
        size_t fields = rows->row_ends[r] - row.first;
        if (counter_is_blank(&row, fields))
            continue;
        c->account.read++;
        if (fields != c->file_columns)
            ESEP_TRY(counter_reject(c, &row, CUBE_FIELDS, 0, (text){0}, error));
        else
            ESEP_TRY(counter_record(c, &row, error));
    }
    return buffer_status(&c->scratch, error);
}

/* What all queries ask of a record comes first and once: its date, its key, its derived columns. */
#include "cube/counter_batch.h"

#include <string.h>

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

esep_status counter_take_dates(counter *c, esep_error *error)
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
esep_status counter_take_keys(counter *c, esep_error *error)
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
esep_status counter_derive(counter *c, esep_error *error)
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

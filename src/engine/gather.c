#include "engine/gather.h"

#include "cube/dictionary.h"

#include <stdlib.h>
#include <string.h>

typedef struct gather_cell {
    size_t first; /* of its categories in gather.codes */
    day_number day;
    uint32_t digest;
    uint32_t group;
    int64_t count;
    size_t values; /* first of its n_values in gather.values */
} gather_cell;

struct gather {
    const sql *s;
    const cube_query *query;
    cube *out;
    dictionary *categories; /* [n_by] */
    dictionary digests;
    uint32_t *ranks[64]; /* [n_by]: code to place */
    buffer cells;        /* of gather_cell */
    buffer codes;        /* of uint32_t, n_by a cell */
    buffer values;       /* of int128, n_values a cell */
    size_t n_values;
    uint64_t unsupported[SQL_UNSUPPORTED_MOST];
    uint64_t records;
    buffer padded; /* a value, with the bytes behind it that a dictionary may read */
};

static gather_cell *gather_cells(const gather *g)
{
    return (gather_cell *)(void *)g->cells.data;
}

static uint32_t *gather_codes(const gather *g)
{
    return (uint32_t *)(void *)g->codes.data;
}

static int128 *gather_values(const gather *g)
{
    return (int128 *)(void *)g->values.data;
}

esep_status gather_create(gather **out, const sql *s, esep_error *error)
{
    gather *g = calloc(1, sizeof *g);
    *out = g;
    if (!g)
        return error_memory(error);
    g->s = s;
    g->query = s->query;
    g->n_values = s->query->n_counts + s->query->n_sums * (SQL_LIMBS + 1) + (s->query->squares ? 2 : 0);
    g->categories = calloc(s->query->n_by + 1, sizeof *g->categories);
    g->out = calloc(1, sizeof *g->out);
    if (g->out)
        g->out->days_seen = ARENA_TAKE(&g->out->memory, CUBE_DAYS_SEEN_WORDS, uint64_t);
    return g->categories && g->out && g->out->days_seen ? ESEP_OK : error_memory(error);
}

void gather_free(gather *g)
{
    if (!g)
        return;
    for (size_t i = 0; g->categories && i < g->query->n_by; i++) {
        dictionary_free(&g->categories[i]);
        free(g->ranks[i]);
    }
    free(g->categories);
    dictionary_free(&g->digests);
    buffer_free(&g->cells);
    buffer_free(&g->codes);
    buffer_free(&g->values);
    buffer_free(&g->padded);
    cube_free(g->out);
    free(g);
}

uint64_t gather_records(const gather *g)
{
    return g->records;
}

bool gather_integer(int128 *out, text t)
{
    int128 value = 0;
    size_t i = t.length && t.data[0] == '-';
    if (i == t.length || t.length > 37)
        return false;
    for (size_t at = i; at < t.length; at++) {
        if (t.data[at] < '0' || t.data[at] > '9')
            return false;
        value = value * 10 + (t.data[at] - '0');
    }
    *out = i ? -value : value;
    return true;
}

static esep_status gather_strange(const gather *g, esep_error *error)
{
    error_raise(error, ESEP_SYSTEM, MESSAGE_ENGINE_ANSWER);
    return error_at(error, g->s->place->shown, 0);
}

/* yyyymmdd of a real day in range; dd may be 00 for the whole month. */
static bool gather_day(day_date *out, int128 number)
{
    if (number < 19000100 || number > 21991231)
        return false;
    int ymd = (int)number;
    *out = (day_date){ymd / 10000, ymd / 100 % 100, ymd % 100};
    return out->month >= 1 && out->month <= 12 && out->day <= day_month_length(out->year, out->month);
}

static bool gather_see_days(gather *g, day_date date, int128 days)
{
    for (int d = 1; d <= 31; d++) {
        if (!(days >> d & 1))
            continue;
        if (!day_exists(date.year, date.month, d))
            return false;
        day_number day = day_from_date(date.year, date.month, d);
        g->out->days_seen[(day - DAY_FIRST) / 64] |= UINT64_C(1) << ((day - DAY_FIRST) & 63);
    }
    return days >= 0 && days >> 32 == 0;
}

/* A record that is not in the cells. */
static bool gather_account(gather *g, int128 outcome, uint64_t count)
{
    cube_account *account = &g->out->account;
    if (outcome == SQL_FILTERED)
        account->filtered += count;
    else if (outcome == SQL_OUTSIDE)
        account->outside += count;
    else if (outcome == SQL_REPLACED)
        account->replaced += count;
    else if (outcome >= SQL_REJECTED && outcome < SQL_REJECTED + CUBE_REASONS)
        account->rejected[outcome - SQL_REJECTED] += count;
    else if (outcome >= SQL_UNSUPPORTED && outcome < SQL_UNSUPPORTED + (int128)g->s->n_unsupported)
        g->unsupported[outcome - SQL_UNSUPPORTED] += count;
    else
        return false;
    return true;
}

static esep_status gather_code(gather *g, dictionary *d, text value, text column, esep_error *error)
{
    uint32_t code;
    if (!text_is_utf8(value))
        return sql_refuse(MESSAGE_ENGINE_ENCODING, column, error);
    g->padded.length = 0;
    buffer_reserve(&g->padded, value.length + DICTIONARY_PADDING);
    buffer_add(&g->padded, value);
    ESEP_TRY(buffer_status(&g->padded, error));
    memset(g->padded.data + value.length, 0, DICTIONARY_PADDING);
    ESEP_TRY(dictionary_code(d, (text){g->padded.data, value.length}, &code, error));
    if (d == &g->digests)
        gather_cells(g)[g->cells.length / sizeof(gather_cell) - 1].digest = code;
    else
        buffer_add(&g->codes, (text){(const char *)&code, sizeof code});
    return ESEP_OK;
}

static esep_status gather_cell_of(gather *g, day_date date, int128 count, const text *fields,
                                  esep_error *error)
{
    const cube_query *query = g->query;
    gather_cell cell = {.first = g->codes.length / sizeof(uint32_t),
                        .count = (int64_t)count,
                        .values = g->values.length / sizeof(int128)};
    if (query->time != CUBE_TIMELESS)
        cell.day =
            day_from_date(date.year, date.month, query->time == CUBE_MONTHLY || date.day == 0 ? 1 : date.day);
    buffer_add(&g->cells, (text){(const char *)&cell, sizeof cell});
    ESEP_TRY(buffer_status(&g->cells, error));
    for (size_t i = 0; i < query->n_by; i++)
        ESEP_TRY(gather_code(g, &g->categories[i], fields[3 + i], query->by[i], error));
    if (query->distinct.data)
        ESEP_TRY(gather_code(g, &g->digests, fields[3 + query->n_by], query->distinct, error));
    const text *values = fields + sql_result_columns(query) - g->n_values;
    for (size_t i = 0; i < g->n_values; i++) {
        int128 value;
        if (!gather_integer(&value, values[i]))
            return gather_strange(g, error);
        buffer_add(&g->values, (text){(const char *)&value, sizeof value});
    }
    g->out->account.counted += (uint64_t)count;
    ESEP_TRY(buffer_status(&g->codes, error));
    return buffer_status(&g->values, error);
}

/* What every row says, whatever else: its outcome, month, days and how many records it is. */
static esep_status gather_head(gather *g, int128 *outcome, day_date *date, bool *timeless, const text *fields,
                               text records, esep_error *error)
{
    int128 time, days, count;
    if (!gather_integer(outcome, fields[0]) || !gather_integer(&time, fields[1]) ||
        !gather_integer(&days, fields[2]) || !gather_integer(&count, records))
        return gather_strange(g, error);
    /* Limbs of nine digits are added in 64 bits. */
    if (count <= 0 || count > INT64_C(9000000000))
        return gather_strange(g, error);
    if (time != 0 && (!gather_day(date, time) || !gather_see_days(g, *date, days)))
        return gather_strange(g, error);
    *timeless = time == 0;
    g->records += (uint64_t)count;
    g->out->account.read += (uint64_t)count;
    if (*outcome != SQL_COUNTED && !gather_account(g, *outcome, (uint64_t)count))
        return gather_strange(g, error);
    return ESEP_OK;
}

esep_status gather_row(gather *g, const text *fields, size_t n, esep_error *error)
{
    int128 outcome = 0, count = 0;
    day_date date = {0};
    bool timeless = false;
    if (n != sql_result_columns(g->query))
        return gather_strange(g, error);
    ESEP_TRY(gather_head(g, &outcome, &date, &timeless, fields, fields[n - g->n_values - 1], error));
    if (outcome != SQL_COUNTED)
        return ESEP_OK;
    if (timeless && g->query->time != CUBE_TIMELESS)
        return gather_strange(g, error);
    gather_integer(&count, fields[n - g->n_values - 1]);
    return gather_cell_of(g, date, count, fields, error);
}

esep_status gather_rest(gather *g, const text *fields, size_t n, esep_error *error)
{
    int128 outcome = 0;
    day_date date = {0};
    bool timeless;
    if (n != 4)
        return gather_strange(g, error);
    ESEP_TRY(gather_head(g, &outcome, &date, &timeless, fields, fields[3], error));
    return outcome == SQL_COUNTED ? gather_strange(g, error) : ESEP_OK;
}

/* ---- the cube ---- */

static int gather_compare_texts(const void *a, const void *b, void *context)
{
    const dictionary *d = context;
    return text_compare(d->texts[*(const uint32_t *)a], d->texts[*(const uint32_t *)b]);
}

static esep_status gather_dimension(gather *g, size_t i, esep_error *error)
{
    dictionary *d = &g->categories[i];
    cube_dimension *to = &g->out->dimensions[i];
    uint32_t *order = calloc(d->n + 1, sizeof *order);
    g->ranks[i] = calloc(d->n + 1, sizeof *g->ranks[i]);
    to->categories = ARENA_TAKE(&g->out->memory, d->n + 1, text);
    to->name = arena_copy(&g->out->memory, g->query->by[i]);
    bool good = order && g->ranks[i] && to->categories && to->name.data;
    for (uint32_t k = 0; good && k < d->n; k++)
        order[k] = k;
    if (good)
        qsort_r(order, d->n, sizeof *order, gather_compare_texts, d);
    for (uint32_t k = 0; good && k < d->n; k++) {
        g->ranks[i][order[k]] = k;
        to->categories[to->n_categories++] = arena_copy(&g->out->memory, d->texts[order[k]]);
        good = to->categories[k].data != NULL;
    }
    free(order);
    return good ? ESEP_OK : error_memory(error);
}

static int gather_compare_groups(const gather *g, const gather_cell *x, const gather_cell *y)
{
    size_t n = g->query->n_by;
    const uint32_t *a = gather_codes(g) + x->first, *b = gather_codes(g) + y->first;
    for (size_t i = 0; i < n; i++) {
        if (a[i] != b[i])
            return a[i] < b[i] ? -1 : 1;
    }
    return 0;
}

static int gather_compare(const void *a, const void *b, void *context)
{
    const gather_cell *x = a, *y = b;
    int order = gather_compare_groups(context, x, y);
    if (order)
        return order;
    if (x->day != y->day)
        return x->day < y->day ? -1 : 1;
    return (x->digest > y->digest) - (x->digest < y->digest);
}

static bool gather_add_sum(number_scaled *to, int128 a, int128 b, int128 c, int128 d)
{
    const int128 thousand3 = INT64_C(1000000000);
    int128 whole, high, sum;
    if (!fraction_multiply(&whole, a, thousand3) || __builtin_add_overflow(whole, b, &whole) ||
        !fraction_multiply(&high, whole, thousand3 * thousand3) || !fraction_multiply(&sum, c, thousand3))
        return false;
    return !__builtin_add_overflow(sum, d, &sum) && !__builtin_add_overflow(high, sum, &high) &&
           !__builtin_add_overflow(*to, high, to);
}

/* Add a row's measures to the cube's cell `at`. */
static bool gather_add(gather *g, size_t at, const gather_cell *from)
{
    const cube_query *query = g->query;
    cube *out = g->out;
    const int128 *v = gather_values(g) + from->values;
    out->cells[at].count += from->count;
    for (size_t i = 0; i < query->n_counts; i++)
        out->named[at * out->n_named + i] += (int64_t)*v++;
    for (size_t i = 0; i < query->n_sums; i++, v += SQL_LIMBS + 1) {
        if (!gather_add_sum(&out->sums[at * out->n_sums + i], v[0], v[1], v[2], v[3]))
            return false;
        if (out->present)
            out->present[at * out->n_sums + i] += (int64_t)v[SQL_LIMBS];
    }
    if (!query->squares)
        return true;
    size_t last = at * out->n_sums + query->n_sums;
    int128 odd;
    if (out->present)
        out->present[last] = out->present[at * out->n_sums];
    return fraction_multiply(&odd, v[1], CUBE_NO_COUNT) &&
           !__builtin_add_overflow(out->sums[last], v[0], &out->sums[last]) &&
           !__builtin_add_overflow(out->sums[last], odd, &out->sums[last]);
}

static esep_status gather_room(gather *g, size_t n, esep_error *error)
{
    cube *out = g->out;
    const cube_query *query = g->query;
    bool incomplete;
    out->n_named = query->n_counts;
    out->n_sums = query->n_sums + query->squares;
    incomplete = query->incomplete && out->n_sums;
    out->cells = ARENA_TAKE(&out->memory, n + 1, cube_cell);
    out->codes = ARENA_TAKE(&out->memory, n * query->n_by + 1, uint32_t);
    out->named = out->n_named ? ARENA_TAKE(&out->memory, n * out->n_named + 1, int64_t) : NULL;
    out->sums = out->n_sums ? ARENA_TAKE(&out->memory, n * out->n_sums + 1, number_scaled) : NULL;
    out->present = incomplete ? ARENA_TAKE(&out->memory, n * out->n_sums + 1, int64_t) : NULL;
    out->keys = query->distinct.data ? ARENA_TAKE(&out->memory, n + 1, cube_key) : NULL;
    bool good = out->cells && out->codes && (!out->n_named || out->named) && (!out->n_sums || out->sums) &&
                (!incomplete || out->present) && (!query->distinct.data || out->keys);
    return good ? ESEP_OK : error_memory(error);
}

static esep_status gather_make_cells(gather *g, esep_error *error)
{
    cube *out = g->out;
    gather_cell *cells = gather_cells(g);
    size_t n = g->cells.length / sizeof *cells, n_by = g->query->n_by;
    ESEP_TRY(gather_room(g, n, error));
    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; k < n_by; k++) {
            uint32_t *code = gather_codes(g) + cells[i].first + k;
            *code = g->ranks[k][*code];
        }
    }
    if (n)
        qsort_r(cells, n, sizeof *cells, gather_compare, g);
    for (size_t i = 0; i < n; i++) {
        bool new_group = i == 0 || gather_compare_groups(g, &cells[i - 1], &cells[i]) != 0;
        if (new_group && n_by)
            memcpy(out->codes + out->n_groups * n_by, gather_codes(g) + cells[i].first,
                   n_by * sizeof *out->codes);
        out->n_groups += new_group;
        if (new_group || cells[i].day != cells[i - 1].day)
            out->cells[out->n_cells++] = (cube_cell){(uint32_t)(out->n_groups - 1), cells[i].day, 0};
        if (!gather_add(g, out->n_cells - 1, &cells[i]))
            return error_raise(error, ESEP_DATA, MESSAGE_NUMBER_TOO_LARGE);
        cube_key key = {(uint32_t)(out->n_cells - 1), cells[i].digest};
        if (out->keys && (out->n_keys == 0 || memcmp(&out->keys[out->n_keys - 1], &key, sizeof key) != 0))
            out->keys[out->n_keys++] = key;
    }
    return ESEP_OK;
}

static void gather_span(const gather *g)
{
    cube *out = g->out;
    for (day_number day = DAY_FIRST; day <= DAY_LAST; day++) {
        if (!(out->days_seen[(day - DAY_FIRST) / 64] >> ((day - DAY_FIRST) & 63) & 1))
            continue;
        out->first_day = out->any_day ? out->first_day : day;
        out->last_day = day;
        out->any_day = true;
    }
    if (out->any_day && out->monthly) {
        day_date last = day_to_date(out->last_day);
        out->last_day = day_from_date(last.year, last.month, day_month_length(last.year, last.month));
    }
}

static esep_status gather_describe(gather *g, esep_error *error)
{
    cube *out = g->out;
    const cube_query *query = g->query;
    buffer name = {0};
    for (size_t i = 0; i < query->n_dates; i++) {
        buffer_add_string(&name, i ? "," : "");
        buffer_add(&name, query->dates[i]);
    }
    out->date_name = arena_copy(&out->memory, buffer_text(&name));
    buffer_free(&name);
    out->date_format = arena_copy(&out->memory, text_from(query->n_dates == 1 ? g->s->format.name : "")).data;
    out->monthly = g->s->monthly;
    out->n_dimensions = query->n_by;
    out->dimensions = ARENA_TAKE(&out->memory, query->n_by + 1, cube_dimension);
    out->origins = ARENA_TAKE(&out->memory, 1, cube_origin);
    if (!out->date_name.data || !out->date_format || !out->dimensions || !out->origins)
        return error_memory(error);
    out->n_origins = 1;
    out->origins[0] = (cube_origin){.path = arena_copy(&out->memory, text_from(g->s->place->shown)).data,
                                    .digest = "",
                                    .encoding = "UTF-8",
                                    .compression = ""};
    return out->origins[0].path ? ESEP_OK : error_memory(error);
}

static esep_status gather_refuse(const gather *g, esep_error *error)
{
    const uint64_t *rejected = g->out->account.rejected;
    if (g->records == 0) {
        error_raise(error, ESEP_DATA, MESSAGE_ENGINE_EMPTY);
        return error_at(error, g->s->place->shown, 0);
    }
    uint64_t unreadable = rejected[CUBE_DATE_UNREADABLE],
             all = g->out->account.read - rejected[CUBE_DATE_EMPTY];
    char number[24], name[ESEP_ERROR_ARGUMENT_BYTES];
    for (size_t i = 0; i < g->s->n_unsupported; i++) {
        if (!g->unsupported[i])
            continue;
        text_copy_cut(name, sizeof name, g->s->unsupported[i].column);
        error_raise(error, ESEP_DATA, g->s->unsupported[i].message, name,
                    error_number(number, (int64_t)g->unsupported[i]));
        return error_at(error, g->s->place->shown, 0);
    }
    /* As over files: a column is of dates where nine of ten have their shape. */
    if (g->s->dated && !g->query->date_format && unreadable > all / 10) {
        text_copy_cut(name, sizeof name, g->query->dates[0]);
        error_raise(error, ESEP_DATA, MESSAGE_ENGINE_DATE_ISO, name);
        return error_at(error, g->s->place->shown, 0);
    }
    if (g->query->strict && cube_account_rejected(&g->out->account)) {
        error_raise(error, ESEP_DATA, MESSAGE_ENGINE_STRICT,
                    error_number(number, (int64_t)cube_account_rejected(&g->out->account)));
        return error_at(error, g->s->place->shown, 0);
    }
    return ESEP_OK;
}

esep_status gather_finish(cube **out, gather *g, esep_error *error)
{
    esep_status status = gather_refuse(g, error);
    if (status == ESEP_OK)
        status = gather_describe(g, error);
    for (size_t i = 0; status == ESEP_OK && i < g->query->n_by; i++)
        status = gather_dimension(g, i, error);
    if (status == ESEP_OK)
        status = gather_make_cells(g, error);
    if (status == ESEP_OK) {
        gather_span(g);
        *out = g->out;
        g->out = NULL;
    }
    gather_free(g);
    return status;
}

#include "cube/print.h"

#include "base/error.h"
#include "cube/huge_pages.h"

#include <stdlib.h>
#include <string.h>

enum { PRINT_BUFFER = 1 << 18, PRINT_SLACK = 16 };

/* What a group's categories are in a row, before the time and behind it: put together once where groups are few beside cells. */
typedef struct print_group {
    text before;
    text behind;
} print_group;

/* A column's name or a category, as it stands in a row: quoted or escaped once, with what comes before it in JSON. */
typedef struct print_texts {
    text *texts;
    size_t n;
} print_texts;

typedef struct printing {
    const cube_print *print;
    arena memory;
    buffer out;
    print_texts *categories; /* [n_dimensions] */
    text *names;             /* of all columns: JSON with the quotes and the colon */
    print_group *groups;     /* [n_groups], or NULL: put together row by row */
    uint32_t *order;         /* [n_cells] */
    day_number written_day;  /* … and how it is written: neighbours are often of one day */
    char written[11];
} printing;

static void print_csv_text(buffer *out, text t)
{
    bool quoted = t.length && (t.data[0] == ' ' || t.data[t.length - 1] == ' ');
    for (size_t i = 0; i < t.length; i++)
        quoted = quoted || t.data[i] == '"' || t.data[i] == ',' || t.data[i] == '\n' || t.data[i] == '\r';
    if (quoted)
        buffer_add_byte(out, '"');
    for (size_t i = 0; i < t.length; i++) {
        if (t.data[i] == '"')
            buffer_add_byte(out, '"');
        buffer_add_byte(out, t.data[i]);
    }
    if (quoted)
        buffer_add_byte(out, '"');
}

static void print_json_text(buffer *out, text t)
{
    buffer_add_byte(out, '"');
    for (size_t i = 0; i < t.length; i++) {
        unsigned char c = (unsigned char)t.data[i];
        if (c == '"' || c == '\\') {
            buffer_add_byte(out, '\\');
            buffer_add_byte(out, (char)c);
        } else if (c < 0x20 || c == 0x7F)
            buffer_add_format(out, "\\u%04x", c);
        else
            buffer_add_byte(out, (char)c);
    }
    buffer_add_byte(out, '"');
}

/* Keep what was made, with slack behind it; no data where memory was wanting. `made` is freed. */
static text print_keep(printing *p, buffer *made)
{
    size_t length = made->length;
    for (int i = 0; i < PRINT_SLACK; i++)
        buffer_add_byte(made, '\0');
    text kept = arena_copy(&p->memory, buffer_text(made));
    kept.length = length;
    if (made->failed)
        kept.data = NULL;
    buffer_free(made);
    return kept;
}

static text print_prepare(printing *p, text t, bool name)
{
    buffer made = {0};
    if (p->print->json)
        print_json_text(&made, t);
    else
        print_csv_text(&made, t);
    if (p->print->json && name)
        buffer_add_string(&made, ": ");
    return print_keep(p, &made);
}

static size_t print_n_columns(const cube_print *print)
{
    return print->from->n_dimensions + (print->time_at != SIZE_MAX) + 1 + print->query->n_counts +
           print->query->n_sums;
}

static text print_column_name(const cube_print *print, size_t column)
{
    const cube_query *query = print->query;
    size_t keys = print->from->n_dimensions + (print->time_at != SIZE_MAX);
    if (column == print->time_at)
        return print->time_name;
    if (column < keys)
        return print->from->dimensions[column - (column > print->time_at)].name;
    column -= keys;
    if (column == 0)
        return text_from("count");
    return column <= query->n_counts ? query->counts[column - 1].name
                                     : query->sums[column - 1 - query->n_counts];
}

static esep_status print_prepare_texts(printing *p, esep_error *error)
{
    const cube *c = p->print->from;
    size_t n_columns = print_n_columns(p->print);
    p->names = ARENA_TAKE(&p->memory, n_columns, text);
    p->categories = ARENA_TAKE(&p->memory, c->n_dimensions + 1, print_texts);
    if (!p->names || !p->categories)
        return error_memory(error);
    for (size_t i = 0; i < n_columns; i++) {
        p->names[i] = print_prepare(p, print_column_name(p->print, i), true);
        if (!p->names[i].data)
            return error_memory(error);
    }
    for (size_t d = 0; d < c->n_dimensions; d++) {
        const cube_dimension *dimension = &c->dimensions[d];
        p->categories[d] =
            (print_texts){ARENA_TAKE(&p->memory, dimension->n_categories + 1, text), dimension->n_categories};
        for (size_t i = 0; p->categories[d].texts && i < dimension->n_categories; i++)
            p->categories[d].texts[i] = print_prepare(p, dimension->categories[i], false);
        if (!p->categories[d].texts)
            return error_memory(error);
    }
    return ESEP_OK;
}

/* Time before the dimension it stands in front of, after those that stand in front of it. */
static int print_compare(const void *a, const void *b, void *context)
{
    const cube_print *print = context;
    const cube *c = print->from;
    const cube_cell *x = &c->cells[*(const uint32_t *)a], *y = &c->cells[*(const uint32_t *)b];
    const uint32_t *p = c->codes + x->group * c->n_dimensions, *q = c->codes + y->group * c->n_dimensions;
    for (size_t d = 0; d <= c->n_dimensions; d++) {
        if (d == print->time_at && x->day != y->day)
            return x->day < y->day ? -1 : 1;
        if (d < c->n_dimensions && p[d] != q[d])
            return p[d] < q[d] ? -1 : 1;
    }
    return 0;
}

/* Time first: cells are in order of their groups already, so counting them by day keeps that order within each day. */
static esep_status print_order_by_day(printing *p, esep_error *error)
{
    const cube *c = p->print->from;
    size_t *places = calloc((size_t)(DAY_LAST - DAY_FIRST) + 2, sizeof *places);
    if (!places)
        return error_memory(error);
    for (size_t i = 0; i < c->n_cells; i++)
        places[c->cells[i].day - DAY_FIRST + 1]++;
    for (int day = 1; day <= DAY_LAST - DAY_FIRST; day++)
        places[day] += places[day - 1];
    for (size_t i = 0; i < c->n_cells; i++)
        p->order[places[c->cells[i].day - DAY_FIRST]++] = (uint32_t)i;
    free(places);
    return ESEP_OK;
}

static esep_status print_order(printing *p, esep_error *error)
{
    const cube *c = p->print->from;
    size_t at = p->print->time_at;
    p->order = malloc((c->n_cells + 1) * sizeof *p->order);
    if (!p->order)
        return error_memory(error);
    huge_pages_ask(p->order, c->n_cells * sizeof *p->order);
    if (at == 0 && c->n_dimensions)
        return print_order_by_day(p, error);
    for (size_t i = 0; i < c->n_cells; i++)
        p->order[i] = (uint32_t)i;
    if (at != SIZE_MAX && at < c->n_dimensions)
        qsort_r(p->order, c->n_cells, sizeof *p->order, print_compare, (void *)(uintptr_t)p->print);
    return ESEP_OK;
}

static char *print_whole(char *to, int64_t number)
{
    char digits[24];
    size_t n = 0;
    uint64_t rest = number < 0 ? -(uint64_t)number : (uint64_t)number;
    do {
        digits[n++] = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest);
    if (number < 0)
        *to++ = '-';
    while (n)
        *to++ = digits[--n];
    return to;
}

static char *print_text(char *to, text t)
{
    /* Most are short: sixteen bytes at once, of which what is too much is written over; PRINT_SLACK makes room for it. */
    if (t.length <= 16)
        memcpy(to, t.data, 16);
    else
        memcpy(to, t.data, t.length);
    return to + t.length;
}

/* 2024-05, or 2024-05-17; in quotes for JSON. */
static char *print_day(printing *p, char *to, day_number day)
{
    bool monthly = p->print->query->time == CUBE_MONTHLY || p->print->from->monthly;
    if (day != p->written_day) {
        day_iso(p->written, day);
        p->written_day = day;
    }
    if (p->print->json)
        *to++ = '"';
    memcpy(to, p->written, 10);
    to += monthly ? 7 : 10;
    if (p->print->json)
        *to++ = '"';
    return to;
}

/* A sum is whole more often than not. */
static char *print_sum(char *to, number_scaled sum)
{
    const number_scaled one = (number_scaled)INT64_C(1000000000) * INT64_C(1000000000);
    number_scaled whole = sum / one;
    if (whole * one == sum && whole >= INT64_MIN && whole <= INT64_MAX)
        return print_whole(to, (int64_t)whole);
    return to + fraction_digits_short(to, sum, NUMBER_SCALE);
}

static char *print_separator(const printing *p, char *to)
{
    *to++ = ',';
    if (p->print->json)
        *to++ = ' ';
    return to;
}

static char *print_name(const printing *p, char *to, size_t column)
{
    return p->print->json ? print_text(to, p->names[column]) : to;
}

static char *print_category(const printing *p, char *to, size_t d, size_t group)
{
    const cube *c = p->print->from;
    to = print_name(p, to, d + (d >= p->print->time_at));
    return print_text(to, p->categories[d].texts[c->codes[group * c->n_dimensions + d]]);
}

/* Dimensions that stand before the time; all where there is none. */
static size_t print_n_before(const printing *p)
{
    const cube_print *print = p->print;
    return print->time_at < print->from->n_dimensions ? print->time_at : print->from->n_dimensions;
}

/* Categories before the time, with separators between. */
static char *print_before(const printing *p, char *to, size_t group)
{
    for (size_t d = 0; d < print_n_before(p); d++) {
        to = d ? print_separator(p, to) : to;
        to = print_category(p, to, d, group);
    }
    return to;
}

/* Categories behind it, a separator before each. */
static char *print_behind(const printing *p, char *to, size_t group)
{
    for (size_t d = print_n_before(p); d < p->print->from->n_dimensions; d++)
        to = print_category(p, print_separator(p, to), d, group);
    return to;
}

static char *print_keys(printing *p, char *to, const cube_cell *cell)
{
    const print_group *known = p->groups ? &p->groups[cell->group] : NULL;
    to = known ? print_text(to, known->before) : print_before(p, to, cell->group);
    if (p->print->time_at != SIZE_MAX) {
        to = print_n_before(p) ? print_separator(p, to) : to;
        to = print_day(p, print_name(p, to, p->print->time_at), cell->day);
    }
    return known ? print_text(to, known->behind) : print_behind(p, to, cell->group);
}

static char *print_numbers(const printing *p, char *to, size_t cell)
{
    const cube *c = p->print->from;
    size_t column = c->n_dimensions + (p->print->time_at != SIZE_MAX);
    to = column ? print_separator(p, to) : to;
    to = print_whole(print_name(p, to, column++), c->cells[cell].count);
    for (size_t i = 0; i < c->n_named; i++)
        to = print_whole(print_name(p, print_separator(p, to), column++), c->named[cell * c->n_named + i]);
    for (size_t i = 0; i < p->print->query->n_sums; i++)
        to = print_sum(print_name(p, print_separator(p, to), column++), c->sums[cell * c->n_sums + i]);
    return to;
}

/* The most bytes that a row can take. */
static size_t print_row_bytes(const printing *p)
{
    const cube *c = p->print->from;
    size_t n = print_n_columns(p->print), bytes = 64 + PRINT_SLACK + n * 64;
    for (size_t i = 0; i < n; i++)
        bytes += p->names[i].length;
    for (size_t d = 0; d < c->n_dimensions; d++) {
        size_t most = 0;
        for (size_t i = 0; i < p->categories[d].n; i++)
            most = p->categories[d].texts[i].length > most ? p->categories[d].texts[i].length : most;
        bytes += most;
    }
    return bytes;
}

static esep_status print_flush(printing *p, esep_error *error)
{
    ESEP_TRY(buffer_status(&p->out, error));
    esep_status status = p->print->write(p->print->context, buffer_text(&p->out).data, p->out.length, error);
    p->out.length = 0;
    return status;
}

static void print_header(printing *p)
{
    size_t n = print_n_columns(p->print);
    if (p->print->json) {
        buffer_add_string(&p->out, "[\n");
        return;
    }
    for (size_t i = 0; i < n; i++) {
        if (i)
            buffer_add_byte(&p->out, ',');
        buffer_add(&p->out, p->names[i]);
    }
    buffer_add_byte(&p->out, '\n');
}

/* Put the groups' texts together where each is printed several times. */
static esep_status print_prepare_groups(printing *p, size_t row_bytes, esep_error *error)
{
    const cube *c = p->print->from;
    if (c->n_groups > c->n_cells / 4)
        return ESEP_OK;
    p->groups = ARENA_TAKE(&p->memory, c->n_groups + 1, print_group);
    if (!p->groups)
        return error_memory(error);
    for (size_t g = 0; g < c->n_groups; g++) {
        text *both[] = {&p->groups[g].before, &p->groups[g].behind};
        for (int i = 0; i < 2; i++) {
            buffer made = {0};
            if (!buffer_reserve(&made, row_bytes))
                return error_memory(error);
            char *end = i ? print_behind(p, made.data, g) : print_before(p, made.data, g);
            made.length = (size_t)(end - made.data);
            *both[i] = print_keep(p, &made);
            if (!both[i]->data)
                return error_memory(error);
        }
    }
    return ESEP_OK;
}

/* The cells come in an order that memory cannot foresee: ask for what is printed a few rows on. */
static void print_prefetch(const printing *p, size_t i)
{
    enum { CELL_AHEAD = 32, TEXT_AHEAD = 12 };
    const cube *c = p->print->from;
    if (i + CELL_AHEAD >= c->n_cells)
        return;
    size_t far = p->order[i + CELL_AHEAD];
    __builtin_prefetch(&c->cells[far]);
    if (c->n_named)
        __builtin_prefetch(&c->named[far * c->n_named]);
    if (c->n_sums)
        __builtin_prefetch(&c->sums[far * c->n_sums]);
    const cube_cell *soon = &c->cells[p->order[i + TEXT_AHEAD]];
    if (p->groups) {
        __builtin_prefetch(&p->groups[soon->group]);
        return;
    }
    for (size_t d = 0; d < c->n_dimensions; d++)
        __builtin_prefetch(p->categories[d].texts[c->codes[soon->group * c->n_dimensions + d]].data);
}

static void print_row(printing *p, size_t cell, bool last)
{
    bool json = p->print->json;
    char *to = p->out.data + p->out.length;
    if (json)
        *to++ = '{';
    to = print_numbers(p, print_keys(p, to, &p->print->from->cells[cell]), cell);
    if (json)
        *to++ = '}';
    if (json && !last)
        *to++ = ',';
    *to++ = '\n';
    p->out.length = (size_t)(to - p->out.data);
}

static esep_status print_all(printing *p, esep_error *error)
{
    const cube *c = p->print->from;
    size_t row_bytes = print_row_bytes(p);
    ESEP_TRY(print_prepare_groups(p, row_bytes, error));
    print_header(p);
    for (size_t i = 0; i < c->n_cells; i++) {
        if (p->out.length > PRINT_BUFFER)
            ESEP_TRY(print_flush(p, error));
        print_prefetch(p, i);
        if (!buffer_reserve(&p->out, row_bytes))
            return error_memory(error);
        print_row(p, p->order[i], i + 1 == c->n_cells);
    }
    if (p->print->json)
        buffer_add_string(&p->out, "]\n");
    return print_flush(p, error);
}

esep_status cube_print_rows(const cube_print *print, esep_error *error)
{
    printing p = {.print = print, .written_day = DAY_NONE};
    esep_status status = print_prepare_texts(&p, error);
    if (status == ESEP_OK)
        status = print_order(&p, error);
    if (status == ESEP_OK)
        status = print_all(&p, error);
    free(p.order);
    buffer_free(&p.out);
    arena_free(&p.memory);
    return status;
}

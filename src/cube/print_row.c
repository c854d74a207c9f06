#include "cube/print_row.h"

#include "base/error.h"

#include <string.h>

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

static text print_prepared(printing *p, text t, bool name)
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

size_t print_n_columns(const cube_print *print)
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
        p->names[i] = print_prepared(p, print_column_name(p->print, i), true);
        if (!p->names[i].data)
            return error_memory(error);
    }
    for (size_t d = 0; d < c->n_dimensions; d++) {
        const cube_dimension *dimension = &c->dimensions[d];
        p->categories[d] =
            (print_texts){ARENA_TAKE(&p->memory, dimension->n_categories + 1, text), dimension->n_categories};
        for (size_t i = 0; p->categories[d].texts && i < dimension->n_categories; i++)
            p->categories[d].texts[i] = print_prepared(p, dimension->categories[i], false);
        if (!p->categories[d].texts)
            return error_memory(error);
    }
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

esep_status print_prepare(printing *p, size_t *row_bytes, esep_error *error)
{
    ESEP_TRY(print_prepare_texts(p, error));
    *row_bytes = print_row_bytes(p);
    return print_prepare_groups(p, *row_bytes, error);
}

void print_row(printing *p, size_t cell, bool last)
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

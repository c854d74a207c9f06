#include "cube/print.h"

#include "base/error.h"
#include "cube/huge_pages.h"
#include "cube/print_row.h"

#include <stdlib.h>
#include <string.h>

enum { PRINT_BUFFER = 1 << 18 };

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

static esep_status print_all(printing *p, size_t row_bytes, esep_error *error)
{
    const cube *c = p->print->from;
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
    size_t row_bytes = 0;
    esep_status status = print_prepare(&p, &row_bytes, error);
    if (status == ESEP_OK)
        status = print_order(&p, error);
    if (status == ESEP_OK)
        status = print_all(&p, row_bytes, error);
    free(p.order);
    buffer_free(&p.out);
    arena_free(&p.memory);
    return status;
}

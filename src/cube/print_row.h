/* print_row.h - one cell of a cube as a row of CSV or JSON: for print.c, which says in what order and to whom. */
#ifndef CUBE_PRINT_ROW_H
#define CUBE_PRINT_ROW_H

#include "base/arena.h"
#include "cube/print.h"

/** Bytes that may be written behind a text, and read behind a prepared one. */
enum { PRINT_SLACK = 16 };

/** What a group's categories are in a row, before the time and behind it: put together once where groups are few beside cells. */
typedef struct print_group {
    text before;
    text behind;
} print_group;

/** A column's name or a category, as it stands in a row: quoted or escaped once, with what comes before it in JSON. */
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

/** Write names, categories and, where it pays, groups as they stand in rows. *row_bytes is the most that a row can take. */
esep_status print_prepare(printing *p, size_t *row_bytes, esep_error *error);
/** Columns of a row. */
size_t print_n_columns(const cube_print *print);
/** Append a cell's row to p->out, where there is room for it. `last`: no comma behind it in JSON. */
void print_row(printing *p, size_t cell, bool last);

#endif

/* print.h - a cube as rows of CSV or JSON, made by hand: the pass is fast enough that printf would be a fifth of the whole. */
#ifndef CUBE_PRINT_H
#define CUBE_PRINT_H

#include "cube/cube.h"

typedef struct cube_print {
    const cube *from;
    const cube_query *query;
    size_t time_at; /**< place of the time among the columns; SIZE_MAX: none */
    text time_name; /**< its column's name */
    bool json;
    esep_status (*write)(void *context, const char *bytes, size_t length, esep_error *error);
    void *context;
} cube_print;

/** Write all cells, sorted by the dimensions with the time in its place. */
esep_status cube_print_rows(const cube_print *print, esep_error *error);

#endif

/* cells.h - the counters of one worker: per group and day a count, and where asked for a sum and the distinct values seen. */
#ifndef CUBE_CELLS_H
#define CUBE_CELLS_H

#include "cube/cube.h"

typedef struct cells {
    cube_cell *cells; /**< [n], in order of first appearance */
    number_scaled *sums;
    size_t n;
    size_t capacity;
    uint32_t *slots; /**< open addressing over cells: index + 1, 0 is free */
    size_t n_slots;
    uint32_t latest; /**< index of the cell used last: neighbours in a file are often alike */
    bool summed;
    cube_key *keys; /**< [n_keys], each pair once */
    size_t n_keys;
    size_t keys_capacity;
    uint32_t *key_slots;
    size_t n_key_slots;
} cells;

/** Index of the cell of `group` on `day`, made where there is none. */
esep_status cells_at(cells *c, uint32_t group, day_number day, uint32_t *index, esep_error *error);
/** Note that `value` was seen in a cell; a pair seen before changes nothing. */
esep_status cells_note_key(cells *c, uint32_t cell, uint32_t value, esep_error *error);
void cells_free(cells *c);

#endif

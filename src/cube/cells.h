/* cells.h - the counters of one worker: for each combination of categories and each day or month, the records, the records of each
 * named count, and the sums.
 *
 * While the combinations are few, they are a dense array with an axis for each dimension and one for time: the place of a cell
 * is a sum of products, and nothing is looked up. Axes grow as new categories and days come. Where the array would outgrow
 * CELLS_DENSE_SLOTS, it becomes a hash table over the cells that occur. Records come in batches, so that the memory of a
 * cell can be fetched well before it is needed. */
#ifndef CUBE_CELLS_H
#define CUBE_CELLS_H

#include "cube/cube.h"
#include "cube/dictionary.h"

enum { CELLS_BATCH = 64, CELLS_DENSE_SLOTS = 1 << 20, CELLS_AXES = 64 };

/** Not a short number: see cells_batch. */
#define CELLS_LONG INT64_MIN

/** Records that go into cells together: what is needed of each. */
typedef struct cells_batch {
    size_t n;
    const uint32_t *codes;   /**< [n_by * CELLS_BATCH]: codes of dimension d stand at d * CELLS_BATCH */
    const int32_t *times;    /**< [n] day or month number; NULL where timeless */
    const uint64_t *named;   /**< [n] bit i: counts for named count i; NULL where there are none */
    const uint64_t *present; /**< [n] bit i: has a value for sum i; NULL where that is not asked */
    const int64_t
        *shorts; /**< [n_sums * CELLS_BATCH] what is summed, in units of cells_unit, or CELLS_LONG … */
    const number_scaled *sums; /**< [n_sums * CELLS_BATCH] … where it stands here; valid for those only */
    bool any_long;             /**< some are */
    const text *sum_names;     /**< [n_sums] columns, for the message where a sum leaves 127 bits */
    const uint32_t *values;    /**< [n] codes of the values counted distinctly; NULL where none are */
} cells_batch;

typedef struct cells {
    size_t n_by;
    size_t n_named;
    size_t n_present;
    size_t n_sums;   /**< the squares included */
    size_t n_scaled; /**< of these, sums of numbers; what follows, squares, is of whole numbers as they are */
    size_t words;    /**< counters of a slot: records, then named counts, then the values in each sum */
    /* Dense: slot = (time − time_first) + Σ codes[d] · strides[d]. Hashed: slot is a place in the table. */
    bool hashed;
    size_t n_slots;
    size_t n_used; /**< hashed: slots taken */
    /* What takes half the bytes leaves the caches half as often, and what lies side by side is fetched together. So slots begin narrow: counters of 32
     * bits, and behind them sums of 64. They become wide before one could overflow, or where a number does not fit. */
    uint32_t *narrow;                /**< [n_slots * stride]; NULL once they are wide */
    size_t stride;                   /**< words, made even where sums follow, and two for each sum */
    uint64_t *wide;                  /**< [n_slots * words] counters; NULL while slots are narrow */
    number_scaled *sums;             /**< [n_slots * n_sums], of wide slots */
    uint64_t records_left;           /**< that may still be added to narrow slots … */
    uint64_t sums_left;              /**< … and how much, in short units, all signs counted as plus */
    size_t slots[CELLS_BATCH];       /**< where the batch located last goes … */
    uint64_t slot_keys[CELLS_BATCH]; /**< … and, hashed, its keys */
    uint64_t *keys;                  /**< hashed: group << 32 | time + 2^31, plus 1; 0 is free */
    bool any_time;
    int32_t time_first;
    uint32_t time_extent;
    uint32_t extents[CELLS_AXES];
    size_t strides[CELLS_AXES];
    dictionary
        groups; /**< hashed, n_by > 1: codes of all dimensions as bytes → group; with one dimension the code is the group */
    struct cells_seen *seen; /**< distinct values: (group, time, value) once each, open addressing */
    size_t n_seen;
    size_t n_seen_slots;
} cells;

struct cells_seen {
    uint64_t key; /**< as in keys; 0 is free */
    uint32_t value;
};

/** How many counters and sums a slot has. */
typedef struct cells_shape {
    size_t n_by; /**< dimensions, at most CELLS_AXES */
    size_t n_named;
    size_t n_present; /**< sums whose values are counted */
    size_t n_sums;    /**< without the squares */
    bool squares;     /**< one more sum: of whole numbers */
    bool distinct;    /**< values will come, so cells are hashed from the beginning */
} cells_shape;

esep_status cells_create(cells *c, cells_shape shape, esep_error *error);
void cells_free(cells *c);
/** Give up the counters, sums and keys: c is only good for cells_free, cells_key_codes and what is in `seen` afterwards. */
void cells_drop_slots(cells *c);

/** Find the records' cells, and ask for their memory: of the batch only codes and times need to be known yet. */
esep_status cells_locate(cells *c, const cells_batch *batch, esep_error *error);
/** Add the records, located last. ESEP_DATA where a sum leaves 127 bits. */
esep_status cells_add(cells *c, const cells_batch *batch, esep_error *error);

/** A slot's counter `word`. */
static inline uint64_t cells_counter(const cells *c, size_t slot, size_t word)
{
    return c->wide ? c->wide[slot * c->words + word] : c->narrow[slot * c->stride + word];
}

/** What one is in short numbers of sum `s`: hundredths; of squares, ones. */
static inline number_scaled cells_unit(const cells *c, size_t s)
{
    return s < c->n_scaled ? (number_scaled)INT64_C(10000000000000000) : 1;
}

/** A slot's sum `s`. */
number_scaled cells_sum(const cells *c, size_t slot, size_t s);

/** Bytes that the slots take. */
uint64_t cells_slots_bytes(const cells *c);

/** What a slot stands for: codes[n_by] and the time. False for a slot without records. */
bool cells_slot(const cells *c, size_t slot, uint32_t *codes, int32_t *time);

/** A key's time, and the codes of its group. */
int32_t cells_key_time(uint64_t key);
void cells_key_codes(const cells *c, uint64_t key, uint32_t *codes);

#endif

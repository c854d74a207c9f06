/* chance.h - reproducible chance: the same numbers on every machine, compiler and library.
 *
 * SplitMix64, from the description in G. L. Steele, D. Lea, C. H. Flood, "Fast splittable pseudorandom number
 * generators", OOPSLA 2014, figure 17 (the finaliser is D. Stafford's variant 13). Unsigned 64-bit integers
 * only. The first numbers of seed 1234567 are 6457827717110365317, 3203168211198807973, 9817491932198370423.
 */
#ifndef KARAGANDA_CHANCE_H
#define KARAGANDA_CHANCE_H

#include <stddef.h>
#include <stdint.h>

typedef struct chance {
    uint64_t
        state; /**< begins as the seed; every register has a seed of its own, so that one can change alone */
} chance;

uint64_t chance_next(chance *c);

/** 0 … below-1; below >= 1. The bias of at most below / 2^32 does not matter for invented records. */
uint32_t chance_below(chance *c, uint32_t below);

/** first … last, both included; first <= last. */
int chance_between(chance *c, int first, int last);

/** An index into cumulative[n], which rises from the first weight to the sum of all; n >= 1, sum >= 1. */
size_t chance_pick(chance *c, const uint32_t *cumulative, size_t n);

#endif

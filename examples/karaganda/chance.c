/* chance.c - SplitMix64 and draws from it. */
#include "chance.h"

uint64_t chance_next(chance *c)
{
    c->state += UINT64_C(0x9e3779b97f4a7c15);
    uint64_t z = c->state;
    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return z ^ (z >> 31);
}

uint32_t chance_below(chance *c, uint32_t below)
{
    return (uint32_t)(((chance_next(c) >> 32) * below) >> 32);
}

int chance_between(chance *c, int first, int last)
{
    return first + (int)chance_below(c, (uint32_t)(last - first) + 1);
}

size_t chance_pick(chance *c, const uint32_t *cumulative, size_t n)
{
    uint32_t drawn = chance_below(c, cumulative[n - 1]);
    size_t low = 0, high = n - 1;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (drawn < cumulative[middle])
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

/* A worker's counters, held to plain sums: as they are laid out anew, and beyond 32 bits. */
#include "cube/cells.h"

#include "check.h"

#include <stdlib.h>
#include <string.h>

enum { CODES = 40, TIMES = 30, NAMED = 3, RECORDS = 20000 };

static uint64_t state = 88172645463325252u;

static uint32_t next_random(uint32_t below)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (uint32_t)(state % below);
}

static uint64_t expected[CODES][CODES][TIMES][1 + NAMED];
static uint64_t found[CODES][CODES][TIMES][1 + NAMED];

/* Records of codes below `most`, so that later ones need another layout. */
static void add_records(cells *c, size_t n_named, uint32_t most)
{
    for (size_t done = 0; done < RECORDS; done += CELLS_BATCH) {
        uint32_t codes[2 * CELLS_BATCH];
        int32_t times[CELLS_BATCH];
        uint64_t named[CELLS_BATCH];
        for (size_t i = 0; i < CELLS_BATCH; i++) {
            codes[i] = next_random(most);
            codes[CELLS_BATCH + i] = next_random(most);
            times[i] = (int32_t)next_random(most < TIMES ? most : TIMES);
            named[i] = next_random(1 << NAMED);
            uint64_t *cell = expected[codes[i]][codes[CELLS_BATCH + i]][times[i]];
            cell[0]++;
            for (size_t w = 0; w < n_named; w++)
                cell[1 + w] += named[i] >> w & 1;
        }
        cells_batch batch = {
            .n = CELLS_BATCH, .codes = codes, .times = times, .named = n_named ? named : NULL};
        esep_error error = {0};
        CHECK(cells_locate(c, &batch, &error) == ESEP_OK && cells_add(c, &batch, &error) == ESEP_OK);
    }
}

/* As if four thousand million records had come: each counter is full but for one. */
static void pretend_many(cells *c)
{
    for (size_t slot = 0; slot < c->n_slots; slot++) {
        uint32_t codes[CELLS_AXES];
        int32_t time;
        if (!cells_slot(c, slot, codes, &time))
            continue;
        for (size_t w = 0; w < c->words; w++) {
            c->counters[slot * c->words + w] = UINT32_MAX - 1;
            expected[codes[0]][codes[1]][time][w] = UINT32_MAX - 1;
        }
    }
    c->narrow_left = CELLS_BATCH - 1;
}

static void compare(const cells *c)
{
    memset(found, 0, sizeof found);
    for (size_t slot = 0; slot < c->n_slots; slot++) {
        uint32_t codes[CELLS_AXES];
        int32_t time;
        for (size_t w = 0; cells_slot(c, slot, codes, &time) && w < c->words; w++)
            found[codes[0]][codes[1]][time][w] += cells_counter(c, slot, w);
    }
    CHECK(memcmp(found, expected, sizeof found) == 0);
}

static void count_records(size_t n_named, bool hashed)
{
    cells c;
    esep_error error = {0};
    CHECK_CASE("%zu named counts, %s", n_named, hashed ? "hashed" : "dense");
    memset(expected, 0, sizeof expected);
    if (cells_create(&c, 2, n_named, 0, 0, hashed, &error) != ESEP_OK)
        abort();
    add_records(&c, n_named, 3);
    add_records(&c, n_named, 20);
    compare(&c);
    CHECK(c.counters && !c.wide && c.hashed == hashed);
    pretend_many(&c);
    add_records(&c, n_named, 20);
    CHECK(!c.counters && c.wide);
    compare(&c);
    add_records(&c, n_named, CODES);
    compare(&c);
    cells_free(&c);
}

TEST(counters_beyond_32_bits)
{
    for (size_t n_named = 0; n_named <= NAMED; n_named++) {
        count_records(n_named, false);
        count_records(n_named, true);
    }
}

int main(void)
{
    RUN(counters_beyond_32_bits);
    return check_finish();
}

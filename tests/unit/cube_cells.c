/* A worker's counters and sums, held to plain ones: as they are laid out anew, beyond 32 bits, and beyond short numbers. */
#include "cube/cells.h"

#include "check.h"

#include <stdlib.h>
#include <string.h>

enum { CODES = 40, TIMES = 30, NAMED = 3, SUMS = 2, RECORDS = 20000 };

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

static number_scaled expected_sums[CODES][CODES][TIMES][SUMS];
static number_scaled found_sums[CODES][CODES][TIMES][SUMS];

/* A number of either sign; where longs may come, one in some is long. */
static void make_number(const cells *c, size_t s, bool longs, int64_t *brief, number_scaled *number)
{
    *brief = (int64_t)next_random(1000000) - 300000;
    *number = *brief * cells_unit(c, s);
    if (longs && next_random(50) == 0) {
        *number = (number_scaled)next_random(1000) * 1000000007 + 1;
        *brief = CELLS_LONG;
    }
}

/* Records of codes below `most`, so that later ones need another layout. */
static void add_records(cells *c, size_t n_named, uint32_t most, bool longs)
{
    for (size_t done = 0; done < RECORDS; done += CELLS_BATCH) {
        uint32_t codes[2 * CELLS_BATCH];
        int32_t times[CELLS_BATCH];
        uint64_t named[CELLS_BATCH];
        int64_t shorts[SUMS * CELLS_BATCH];
        number_scaled sums[SUMS * CELLS_BATCH];
        bool any_long = false;
        for (size_t i = 0; i < CELLS_BATCH; i++) {
            codes[i] = next_random(most);
            codes[CELLS_BATCH + i] = next_random(most);
            times[i] = (int32_t)next_random(most < TIMES ? most : TIMES);
            named[i] = next_random(1 << NAMED);
            uint64_t *cell = expected[codes[i]][codes[CELLS_BATCH + i]][times[i]];
            cell[0]++;
            for (size_t w = 0; w < n_named; w++)
                cell[1 + w] += named[i] >> w & 1;
            for (size_t s = 0; s < c->n_sums; s++) {
                size_t at = s * CELLS_BATCH + i;
                make_number(c, s, longs, &shorts[at], &sums[at]);
                expected_sums[codes[i]][codes[CELLS_BATCH + i]][times[i]][s] += sums[at];
                if (shorts[at] != CELLS_LONG)
                    sums[at] = -1; /* not to be looked at */
                any_long = any_long || shorts[at] == CELLS_LONG;
            }
        }
        cells_batch batch = {.n = CELLS_BATCH,
                             .codes = codes,
                             .times = times,
                             .named = n_named ? named : NULL,
                             .shorts = shorts,
                             .sums = sums,
                             .any_long = any_long};
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
            c->narrow[slot * c->stride + w] = UINT32_MAX - 1;
            expected[codes[0]][codes[1]][time][w] = UINT32_MAX - 1;
        }
    }
    c->records_left = CELLS_BATCH - 1;
}

static void compare(const cells *c)
{
    memset(found, 0, sizeof found);
    memset(found_sums, 0, sizeof found_sums);
    for (size_t slot = 0; slot < c->n_slots; slot++) {
        uint32_t codes[CELLS_AXES];
        int32_t time;
        for (size_t w = 0; cells_slot(c, slot, codes, &time) && w < c->words; w++)
            found[codes[0]][codes[1]][time][w] += cells_counter(c, slot, w);
        for (size_t s = 0; cells_slot(c, slot, codes, &time) && s < c->n_sums; s++)
            found_sums[codes[0]][codes[1]][time][s] += cells_sum(c, slot, s);
    }
    CHECK(memcmp(found_sums, expected_sums, sizeof found_sums) == 0);
    CHECK(memcmp(found, expected, sizeof found) == 0);
}

/* How slots become wide. */
typedef enum widening { BY_RECORDS, BY_LONG_NUMBERS, BY_SUMS } widening;

static void widen(cells *c, size_t n_named, widening how)
{
    if (how == BY_RECORDS)
        pretend_many(c);
    if (how == BY_SUMS)
        c->sums_left = 1000; /* as if sums were nearly as large as can be */
    add_records(c, n_named, 20, how == BY_LONG_NUMBERS);
}

static void count_records(cells_shape shape, widening how)
{
    cells c;
    esep_error error = {0};
    CHECK_CASE("%zu named counts, %zu sums, %s, widening %d", shape.n_named, shape.n_sums + shape.squares,
               shape.distinct ? "hashed" : "dense", (int)how);
    memset(expected, 0, sizeof expected);
    memset(expected_sums, 0, sizeof expected_sums);
    if (cells_create(&c, shape, &error) != ESEP_OK)
        abort();
    add_records(&c, shape.n_named, 3, false);
    add_records(&c, shape.n_named, 20, false);
    compare(&c);
    CHECK(c.narrow && !c.wide && c.hashed == shape.distinct);
    widen(&c, shape.n_named, how);
    CHECK(!c.narrow && c.wide);
    compare(&c);
    add_records(&c, shape.n_named, CODES, true);
    compare(&c);
    cells_free(&c);
}

TEST(counters_beyond_32_bits)
{
    for (size_t n_named = 0; n_named <= NAMED; n_named++) {
        for (int hashed = 0; hashed < 2; hashed++)
            count_records((cells_shape){.n_by = 2, .n_named = n_named, .distinct = hashed}, BY_RECORDS);
    }
}

TEST(sums_beyond_short_numbers)
{
    static const widening ways[] = {BY_RECORDS, BY_LONG_NUMBERS, BY_SUMS};
    for (size_t way = 0; way < sizeof ways / sizeof *ways; way++) {
        for (int hashed = 0; hashed < 2; hashed++) {
            for (int squares = 0; squares < 2; squares++) {
                cells_shape shape = {.n_by = 2,
                                     .n_named = way,
                                     .n_sums = squares ? 1 : SUMS,
                                     .squares = squares,
                                     .distinct = hashed};
                count_records(shape, ways[way]);
            }
        }
    }
}

int main(void)
{
    RUN(counters_beyond_32_bits);
    RUN(sums_beyond_short_numbers);
    return check_finish();
}

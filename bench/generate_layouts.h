/* generate_layouts.h - the layouts of the benchmark's files, and what they share.
 *
 * All records are invented. Whole numbers only and one fixed seed a layout, so a file of N rows has the same bytes
 * on every machine, and is the beginning of the file of more rows. The days of a file are in no order: no
 * program gains by last row's month. */
#ifndef BENCH_GENERATE_LAYOUTS_H
#define BENCH_GENERATE_LAYOUTS_H

#include <stdbool.h>
#include <stdint.h>

#include "chance.h"
#include "generate_output.h"

enum {
    DAYS_FIRST_YEAR = 2001,
    DAYS_YEARS = 24, /**< 2001 … 2024 */
    DAYS_IN_ALL = 8766,
    DAYS_SINCE_2015 = 5113 /**< the number of 2015-01-01, where 2001-01-01 is 0 */
};

typedef struct day_parts {
    uint16_t year;
    uint8_t month, day;
} day_parts;

extern day_parts days[DAYS_IN_ALL];

/** Fill `days`; before anything else. */
void days_prepare(void);

/** A list that is drawn from by weight: weights summed up once, then one search for each draw. */
enum { WEIGHTED_MOST = 160 };
typedef struct weighted {
    uint32_t cumulative[WEIGHTED_MOST];
    size_t length;
} weighted;

void weighted_add(weighted *list, uint32_t weight);

static inline size_t weighted_pick(const weighted *list, chance *c)
{
    return chance_pick(c, list->cumulative, list->length);
}

/** One layout: the name on the command line, the header without its line end, and what makes ready and writes a row. */
typedef struct layout {
    const char *name;
    uint64_t seed;
    void (*prepare)(void);
    void (*header)(rows_output *out);
    void (*row)(rows_output *out, chance *c, uint64_t number);
} layout;

extern const layout layout_chicago;
extern const layout layout_wide;
extern const layout layout_cyrillic;
extern const layout layout_many;

#endif

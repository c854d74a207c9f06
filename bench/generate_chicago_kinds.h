/* generate_chicago_kinds.h - the categories of the Chicago layout: what happened, where, and how often.
 *
 * Names and codes are those of the city's public export; the frequencies are near the city's since 2001. */
#ifndef BENCH_GENERATE_CHICAGO_KINDS_H
#define BENCH_GENERATE_CHICAGO_KINDS_H

#include "generate_layouts.h"

/** One offence as the export codes it. */
typedef struct chicago_kind {
    text type, code, description, fbi;
    uint32_t weight;           /**< records in a million */
    uint8_t arrests, domestic; /**< percent of them */
} chicago_kind;

typedef struct chicago_place {
    text name;
    uint32_t weight; /**< records in ten thousand */
} chicago_place;

typedef struct chicago_district {
    uint8_t number;
    uint32_t weight; /**< records in a thousand */
} chicago_district;

extern const chicago_kind chicago_kinds[];
extern const size_t chicago_kinds_length;
extern const chicago_place chicago_places[];
extern const size_t chicago_places_length;
extern const chicago_district chicago_districts[];
extern const size_t chicago_districts_length;
extern const text chicago_streets[];
extern const size_t chicago_streets_length;
/** Records in thousands of every year since DAYS_FIRST_YEAR. */
extern const uint32_t chicago_years[DAYS_YEARS];

#endif

/* derive_kinds.h - the kinds of derivations, for derive.c only: of each, what is made once and shared, and what a worker keeps. */
#ifndef CUBE_DERIVE_KINDS_H
#define CUBE_DERIVE_KINDS_H

#include "cube/derive.h"
#include "cube/dictionary.h"

/** A copy of `t` without blanks around, with DICTIONARY_PADDING bytes behind it. data == NULL when memory fails. */
text derive_keep(arena *memory, text t);

/** What tells short texts apart: the first and the last eight bytes, which of texts up to sixteen are all, with the length. Eight bytes
 *  may be read at t.data. */
typedef struct derive_print {
    uint64_t first, last;
    size_t length;
} derive_print;

enum { DERIVE_SHORT = 16 };

derive_print derive_print_of(text t);
uint64_t derive_print_hash(derive_print print);

/** Raise `message` about the derivation: {1} is its name, {2} `detail`. */
esep_status derive_fail(const derivation *d, message_id message, text detail, esep_error *error);

/* Codes. */

/** A code's category from a day to a day. */
typedef struct derive_validity {
    text code;
    day_number from, to;
    text category;
} derive_validity;

typedef struct derive_codes {
    size_t *slots; /**< [n_slots], a power of two: 1 + index of a code's first validity; 0 is free */
    size_t n_slots;
    derive_validity *validities; /**< [n], in order of codes and days */
    size_t n;
} derive_codes;

/** `dated`: records have a day. Without one, no code may be limited in time. */
esep_status derive_codes_create(derive_codes *codes, const derivation *d, bool dated, arena *memory,
                                esep_error *error);
/** Missing where no category is in law on that day. */
text derive_codes_value(const derive_codes *codes, text code, day_number day);

/* Bands. */

typedef struct derive_bands {
    const derivation_band *bands;
    size_t n;
    text *categories; /**< [n] */
} derive_bands;

esep_status derive_bands_create(derive_bands *bands, const derivation *d, arena *memory, esep_error *error);
text derive_bands_value(const derive_bands *bands, text cell);

/* Parts of dates. */

enum { DERIVE_YEAR_FIRST = 1900, DERIVE_YEARS = 300 };

typedef struct derive_time {
    derivation_kind kind;
    bool own;           /**< of the register's date, which has been read already */
    bool readable;      /**< the other column, or an hour, has a format to be read by */
    date_format format; /**< of the cells */
    text *texts;        /**< years from 1900, months, weekdays or hours */
} derive_time;

esep_status derive_time_create(derive_time *time, const derivation *d, source *s, cube_plan *plan,
                               const derive_source *from, arena *memory, esep_error *error);
text derive_time_value(const derive_time *time, text cell, day_number day);

/* Areas. */

/** The polygons of a GeoJSON file, in its order. */
typedef struct derive_areas derive_areas;

esep_status derive_areas_create(derive_areas **out, const derivation *d, arena *memory, esep_error *error);
void derive_areas_free(derive_areas *areas);

/** A worker's own copy of the polygons, prepared for looking points up. */
typedef struct derive_finder derive_finder;

esep_status derive_finder_create(derive_finder **out, const derive_areas *areas, esep_error *error);
void derive_finder_free(derive_finder *finder);
/** The first polygon of the file that holds the point or has it on its edge. */
typedef enum derive_found {
    DERIVE_INSIDE,
    DERIVE_OUTSIDE,
    DERIVE_NOWHERE /**< the cells are no longitude and latitude */
} derive_found;
derive_found derive_finder_value(derive_finder *finder, text longitude, text latitude, text *area);
esep_status derive_finder_status(const derive_finder *finder, esep_error *error);

#endif

/* derivation.h - a column that no file has: what one record's cells are made into before anything is counted.
 *
 * A derivation has a name like a column and may stand wherever a column may: as a dimension, in a filter, as what is counted
 * distinctly. Its value is a category (text); where nothing fits it is `otherwise`, or empty (null) where that is missing;
 * a record without a readable point has no area, and that is empty too.
 * A description only: room cube evaluates it over records, a database engine prints it as SQL. Texts are borrowed. */
#ifndef EXPRESSION_DERIVATION_H
#define EXPRESSION_DERIVATION_H

#include "base/text.h"
#include "calendar/day.h"
#include "expression/decimal.h"

typedef enum derivation_kind {
    DERIVATION_CODES,   /**< a code list: the cell, without blanks around, is looked up */
    DERIVATION_BANDS,   /**< bands of a number (age) */
    DERIVATION_YEAR,    /**< of a date: "2024" */
    DERIVATION_MONTH,   /**< "01" … "12" */
    DERIVATION_WEEKDAY, /**< "1" Monday … "7" Sunday */
    DERIVATION_HOUR, /**< "00" … "23", of a date column that has a time of day; empty where it has none */
    DERIVATION_AREA, /**< the polygon that holds a point (longitude, latitude in degrees) */
} derivation_kind;

/** A code and its category in law from day to day, both included (DAY_FIRST, DAY_LAST where open). The record's own day (the register's
 *  date) decides. Of two entries for one code and day the definition is refused. */
typedef struct derivation_code {
    text code;
    text category;
    day_number from, to;
} derivation_code;

/** low <= number < high. */
typedef struct derivation_band {
    bool has_low, has_high;
    decimal low, high;
    text category;
} derivation_band;

typedef struct derivation {
    text name;
    derivation_kind kind;
    text columns
        [2]; /**< of the register, or of an earlier derivation; of dates: missing is the register's date; AREA: longitude, latitude */
    size_t n_columns;
    const derivation_code *codes; /**< [n_codes], in any order */
    size_t n_codes;
    const derivation_band *bands; /**< [n_bands], ascending, without overlap */
    size_t n_bands;
    text boundaries; /**< AREA: the path of a GeoJSON file of polygons, degrees (WGS 84) */
    text property;   /**< AREA: whose property names an area; "a|b": the first of these that a feature has */
    text otherwise;  /**< category of what fits nowhere; missing: empty */
} derivation;

#endif

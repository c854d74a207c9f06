/* cube.h - the small table that all records have become: counts and sums per day and per combination of categories.
 *
 * It is the one meeting-place: whatever the data's size or home, an engine answers a cube query with a cube, and all that stands
 * above is arithmetic on its cells. A cube is immutable once made, and free of the order in which the records came: categories are
 * sorted by their bytes, groups by their categories, cells by group and day. */
#ifndef CUBE_CUBE_H
#define CUBE_CUBE_H

#include "source/table.h"
#include "base/arena.h"
#include "base/fraction.h"
#include "calendar/date_format.h"
#include "cube/query.h"

/** Why a record was left out. */
typedef enum cube_reason {
    CUBE_FIELDS, /**< fewer or more fields than the header */
    CUBE_DATE_EMPTY,
    CUBE_DATE_UNREADABLE,
    CUBE_DATE_IMPOSSIBLE,   /**< 31.02.2024 */
    CUBE_DATE_OUT_OF_RANGE, /**< before 1900 or after 2199 */
    CUBE_NUMBER_EMPTY,      /**< nothing to sum: missing is not zero */
    CUBE_NUMBER_UNREADABLE,
    CUBE_NUMBER_TOO_LARGE,
    CUBE_KEY_EMPTY, /**< nothing to tell distinct values by */
    CUBE_ENCODING,  /**< a category or a value counted distinctly that is not well-formed UTF-8 */
    CUBE_REASONS
} cube_reason;

/** A record that was left out, with its place. Borrowed for the call. */
typedef struct cube_reject {
    const char *path;
    uint64_t line; /**< from 1 */
    text column;   /**< name; missing for CUBE_FIELDS */
    text value;    /**< what stood there; missing for CUBE_FIELDS */
    cube_reason reason;
    size_t fields; /**< CUBE_FIELDS: how many there were, and should be */
    size_t expected;
    const char *format; /**< dates: the format that was expected */
} cube_reject;

/** A record as it stands in its file. Borrowed for the call. */
typedef struct cube_record {
    const char *path;
    uint64_t line;      /**< from 1 */
    const text *fields; /**< [n_fields] in the order of the register's columns: those of its first file */
    const text *names;  /**< [n_fields] of those columns */
    size_t n_fields;
} cube_record;

/** Every record is accounted for: read = counted + filtered + outside + replaced + rejected. `counted` are those in the cells. */
typedef struct cube_account {
    uint64_t read;
    uint64_t counted;
    uint64_t filtered;
    uint64_t outside;
    uint64_t replaced; /**< by a later record of the same key */
    uint64_t rejected[CUBE_REASONS];
} cube_account;

uint64_t cube_account_rejected(const cube_account *account);

/** How many rejected records are kept as examples: the first of the source. */
enum { CUBE_EXAMPLES = 5 };

typedef struct cube_dimension {
    text name;
    text *categories; /**< [n_categories], sorted by bytes; an empty cell is the empty category */
    size_t n_categories;
} cube_dimension;

/** All records of one group (combination of categories) on one day (or month: then its first day). */
typedef struct cube_cell {
    uint32_t group;
    day_number day; /**< 0 where the query is timeless */
    int64_t count;  /**< records */
} cube_cell;

/** One distinct value seen in a cell. */
typedef struct cube_key {
    uint32_t cell;
    uint32_t value; /**< numbers without meaning but equality, across all cells */
} cube_key;

/** In a sum of squares (see cube_query.squares), what a value adds that cannot be a count: negative, not whole, or above a million. So large that
 *  no sum of squares of counts comes near it, and so small that 2^36 of them still fit. */
#define CUBE_NO_COUNT ((int128)1 << 90)

/** Where records came from. */
typedef struct cube_origin {
    const char *path;
    uint64_t size;      /**< bytes on the disk */
    const char *digest; /**< XXH3, 128 bits, hexadecimal; "" where none was asked for */
    const char *encoding;
    bool encoding_guessed;
    const char *compression; /**< "" where none */
    char delimiter;
    table_left_out left_out; /**< rows of a workbook that are no records */
} cube_origin;

typedef struct cube {
    arena memory;
    cube_origin *origins; /**< [n_origins] */
    size_t n_origins;
    size_t n_dimensions;
    cube_dimension *dimensions;
    size_t n_groups;
    uint32_t *codes; /**< [n_groups * n_dimensions], row-major: index into the dimension's categories */
    size_t n_cells;
    cube_cell *cells; /**< sorted by group, then day */
    int64_t *named;   /**< [n_cells * n_named]: records of each named count; NULL where there are none */
    size_t n_named;
    number_scaled *sums; /**< [n_cells * n_sums], or NULL where nothing is summed */
    size_t n_sums;       /**< the squares included */
    int64_t *present; /**< [n_cells * n_sums]: values that went into each sum; NULL unless query.incomplete */
    cube_key *keys;   /**< [n_keys] sorted by cell, then value; NULL where nothing distinct is counted */
    size_t n_keys;
    cube_account account;
    bool monthly;            /**< the dates have no days */
    text date_name;          /**< the column, or columns with commas between */
    const char *date_format; /**< in memory; "" for split columns */
    bool date_found;         /**< by looking, not told */
    /* The span of the register: of all records with a readable date, filtered or not. */
    bool any_day;
    day_number first_day;
    day_number last_day;   /**< monthly: the last day of the last month */
    uint64_t *days_seen;   /**< bit (day − DAY_FIRST) is set where a record has that day */
    cube_reject *examples; /**< [n_examples], the first of the source */
    size_t n_examples;
} cube;

enum { CUBE_DAYS_SEEN_WORDS = (DAY_LAST - DAY_FIRST) / 64 + 1 };

void cube_free(cube *c);

/** Does the month hold any record? */
bool cube_month_seen(const cube *c, int year, int month);

#endif

/* sql.h - a cube query as one statement of SQL, for PostgreSQL and for ClickHouse.
 *
 * The statement gives every record of a table one outcome (counted, filtered, outside, replaced, rejected and why), in the order in which the
 * pass over files asks (cube/counter.c), and counts records per outcome, time and categories. So the cells and the account of all
 * records come from one reading of the table, and no record leaves the server.
 *
 * All cells are compared as the files' are: as texts without blanks around them, null being empty, byte by byte; numbers and dates are
 * read from those texts by the rules of expression/decimal.h, source/number.h and calendar/date_format.h. Nothing in the statement can be
 * null, so that three-valued logic is said by two-valued: each filter is printed as "is surely true". What a database cannot say exactly is
 * refused, either here or, where only the data tell, by an outcome from SQL_UNSUPPORTED on.
 *
 * Every name and text goes through sql_name() or sql_text(): nothing in a definition changes the statement's shape.
 * A statement is built of definitions, each a column made of earlier ones: nested selects in PostgreSQL, aliases in ClickHouse
 * (where a nested select over a Distributed table would bring all rows to one server). */
#ifndef ENGINE_SQL_H
#define ENGINE_SQL_H

#include "base/arena.h"
#include "cube/cube.h"
#include "engine/place.h"
#include "expression/expression.h"

/** Columns that `esep load` adds to a table: the order of the records, and what brought them. */
#define SQL_ORDER_COLUMN "_esep_order"
#define SQL_BATCH_COLUMN "_esep_batch"

enum sql_outcome {
    SQL_COUNTED,
    SQL_FILTERED,
    SQL_OUTSIDE,
    SQL_REPLACED,
    SQL_REJECTED = 10,     /**< + cube_reason */
    SQL_UNSUPPORTED = 100, /**< + index into sql.unsupported: no figure may be given */
};

enum { SQL_LIMBS = 4, SQL_UNSUPPORTED_MOST = 400, SQL_COLUMNS_MOST = 2000 };

/** What a column is to the server. */
typedef enum sql_type {
    SQL_OTHER,
    SQL_TEXTUAL, /**< a decimal mark in it can be anything */
    SQL_DATE,    /**< a day of the database's own */
    SQL_TIME,    /**< a day and time of day that belongs to no time zone, or to the server's */
    SQL_INTEGER, /**< of at most 64 bits */
} sql_type;

/** What the server said of its table. */
typedef struct sql_table {
    const text
        *columns; /**< [n], as the server has them; NULL where nobody asked: names are taken as they are */
    const sql_type *types; /**< [n] */
    size_t n;
} sql_table;

/** Which records a statement reads. Where the date is a type of the database's own, the records of the windows are read by one statement, which the
 *  server can answer from the partitions and ranges of keys that hold them; and the others by a second, which asks their dates alone.
 *  Then whether an outside record would have passed the filter, or had a sum that can be read, is not asked. */
typedef enum sql_part { SQL_WHOLE, SQL_INSIDE, SQL_REST } sql_part;

/** Why a record cannot be judged: the message's first argument is the column. */
typedef struct sql_unsupported {
    message_id message;
    text column;
} sql_unsupported;

typedef struct sql_definition {
    const char *name;
    const char *expression;
    size_t layer;
} sql_definition;

/** A statement being written. Begin with sql_begin(), end with sql_free(). */
typedef struct sql {
    arena memory;
    engine_kind kind;
    const engine_place *place;
    const cube_query *query;
    const sql_table *table;
    date_format format;
    bool monthly;
    sql_definition *definitions;
    size_t n_definitions, capacity;
    const char **
        derived; /**< [query->n_derived] names of their definitions; NULL where nothing has asked for it yet */
    size_t n_visible;                        /**< derivations that may be named */
    const char *year, *month, *day, *number; /**< of the date; number is yyyymmdd. NULL: timeless */
    number_mark marks[CUBE_SUMS];
    sql_unsupported unsupported[SQL_UNSUPPORTED_MOST];
    const char *unsupported_flags
        [SQL_UNSUPPORTED_MOST]; /**< conditions that are true where the record cannot be judged */
    size_t n_unsupported;
    bool dated;
    sql_part part; /**< SQL_WHOLE, unless the caller sets it after sql_begin() and sql_can_part() */
    bool failed;   /**< memory */
} sql;

/** `dated`: some query over the same register needs its date. `table` and marks[n_sums] may be NULL: nobody was asked, and what is unknown is
 *  NUMBER_POINT. Texts are borrowed until sql_free(). */
esep_status sql_begin(sql *s, const engine_place *place, const cube_query *query, bool dated,
                      const sql_table *table, const number_mark *marks, esep_error *error);
void sql_free(sql *s);

/** May the query be asked in two parts? */
bool sql_can_part(const sql *s);
/** The query of the part SQL_REST. */
cube_query sql_rest_query(const cube_query *query);

/** The whole statement. Its columns: outcome, time (yyyymmdd, dd = 00 where only the month is told; 0: none), bits of the month's days (bit d), the
 *  categories, [digest of the distinct value], records, [each named count], [for each sum four limbs and how many values], [squares, no
 *  counts]. */
esep_status sql_print(buffer *out, sql *s, esep_error *error);
size_t sql_result_columns(const cube_query *query);

/** A statement that counts, for each column of columns[n], how its numbers are marked: three counts each (see number_evidence). */
esep_status sql_print_marks(buffer *out, const engine_place *place, const text *columns, size_t n,
                            esep_error *error);

/* ---- for the files sql_*.c ---- */

/** The condition on the table's own column that the statement's part needs, with WHERE before it; "" for SQL_WHOLE. */
const char *sql_part_condition(sql *s);

/** As printf, into the statement's memory. Never NULL: "" with s->failed. */
const char *sql_format(sql *s, const char *format, ...) __attribute__((format(printf, 2, 3)));
/** A name or a text of the user's, quoted for the dialect, in the statement's memory. */
const char *sql_name(sql *s, text name);
const char *sql_text(sql *s, text t);
void sql_quote_name(buffer *out, engine_kind kind, text name);
void sql_quote_text(buffer *out, engine_kind kind, text t);

/** The name under which the value of an expression stands in later ones. */
const char *sql_define(sql *s, const char *expression);

const char *sql_match(sql *s, const char *value, const char *pattern);
/** What the pattern's group holds; '' where it does not match. */
const char *sql_extract(sql *s, const char *value, const char *pattern);
/** A whole number of at most eighteen digits; 0 where there is none. */
const char *sql_integer(sql *s, const char *value);
const char *sql_divide(sql *s, const char *a, int by);
const char *sql_join(sql *s, const char *a, const char *b);
const char *sql_digits(sql *s, const char *integer);

/** A column of the table or a derived one, as a trimmed text that is never null. */
esep_status sql_column(const char **out, sql *s, text name, esep_error *error);
/** SQL_OTHER where nobody asked. */
sql_type sql_column_type(const sql *s, text name);
/** The table's column as the server has it. */
esep_status sql_find_column(text *out, const sql *s, text name, esep_error *error);
esep_status sql_refuse(message_id message, text what, esep_error *error);
esep_status sql_add_unsupported(sql *s, message_id message, text column, const char *condition,
                                esep_error *error);

/** The parts of a date, whole numbers. */
typedef struct sql_date {
    const char *year, *month, *day;
    const char *number;  /**< right where reason is -1 */
    const char *outcome; /**< -1, or a cube_reason */
} sql_date;
esep_status sql_read_date(sql_date *out, sql *s, const char *value, const date_format *format,
                          esep_error *error);
/** The same of a column of type SQL_DATE, without the way over its text. */
void sql_read_day(sql_date *out, sql *s, text column);
esep_status sql_read_date_parts(sql_date *out, sql *s, const char *const *values, size_t n,
                                esep_error *error);

/** A cell as the filters read numbers: whether it is one, is negative, and its digits in 76 places. */
typedef struct sql_decimal {
    const char *known, *negative, *digits;
} sql_decimal;
esep_status sql_read_decimal(sql_decimal *out, sql *s, const char *value, text column, esep_error *error);
/** The condition that the cell, a known number, is less than (or equal to) a number. */
const char *sql_decimal_is(sql *s, const sql_decimal *cell, decimal number, bool less, bool equal);

/** A cell as sums read numbers. state: 0 a number, 1 empty, 2 unreadable, 3 beyond what is read here. */
typedef struct sql_number {
    const char *state;
    const char *limbs[SQL_LIMBS]; /**< value = ((l0·10^9 + l1)·10^9 + l2)·10^-9 + l3·10^-18 with signs */
} sql_number;
void sql_read_number(sql_number *out, sql *s, const char *value, number_mark mark);
/** The same of a column of type SQL_INTEGER, without the way over its text. */
void sql_read_integer(sql_number *out, sql *s, text column);
/** The pattern of numbers with this mark. */
const char *sql_number_pattern(number_mark mark);

/** The condition that the filter is true, in 1 or 0. */
esep_status sql_filter(const char **out, sql *s, text written, esep_error *error);

/** A derived column has a name of its own. */
esep_status sql_check_derived(const sql *s, esep_error *error);
/** The value of derivation k. */
esep_status sql_derive(const char **out, sql *s, size_t k, esep_error *error);
/** 1 where a later record with the same key stands in the table; NULL where the query has no key. `valid`: the record's date and key can be read.
 */
esep_status sql_replaced(const char **out, sql *s, const char *valid, const char *const *keys,
                         esep_error *error);

#endif

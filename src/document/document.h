/* document.h - a report as data: headings, sentences, tables, notes and facts, without words and without arithmetic.
 *
 * Values are typed and exact; texts are message ids with typed arguments. What a reader's language makes of them, and how
 * many digits are printed, is the business of rooms language and render. A document owns all of its memory in one arena:
 * texts given to it are copied. It is built by one thread and read by any number. Additions that fail for want of memory are
 * remembered, and document_status() tells; until then the document stays safe to use.
 *
 * People's forms (text, later HTML) show the headings, paragraphs and, of the tables, the columns with a header; machines'
 * forms (CSV, JSON) take the columns with a machine name, and JSON the facts besides. */
#ifndef DOCUMENT_DOCUMENT_H
#define DOCUMENT_DOCUMENT_H

#include "base/arena.h"
#include "base/fraction.h"
#include "base/message.h"
#include "calendar/period.h"

typedef enum document_kind {
    DOCUMENT_EMPTY,    /**< undefined or not applicable: an empty cell, null in JSON */
    DOCUMENT_TEXT,     /**< from the data or the user: never words of ours */
    DOCUMENT_MESSAGE,  /**< words of ours, with arguments */
    DOCUMENT_COUNT,    /**< a whole number */
    DOCUMENT_DECIMAL,  /**< an exact decimal number: number / 10^decimals (sums, money) */
    DOCUMENT_FRACTION, /**< an exact ratio */
    DOCUMENT_REAL, /**< a computed real: limits of intervals, p-values; NaN is undefined, infinities are allowed */
    DOCUMENT_PERIOD,
    DOCUMENT_DAY,
    DOCUMENT_WORDS, /**< words of a fixed vocabulary for machines ("zero-base cut-period") */
    DOCUMENT_RANGE, /**< two reals, low and high */
    DOCUMENT_BOOLEAN,
} document_kind;

/** How people see the number. */
typedef enum document_style {
    DOCUMENT_PLAIN,
    DOCUMENT_SIGNED,         /**< +2 045, −21 */
    DOCUMENT_PERCENT,        /**< 9,0 %; one decimal unless `decimals` of the column says otherwise */
    DOCUMENT_SIGNED_PERCENT, /**< +15,4 % */
    DOCUMENT_SIGNED_POINTS,  /**< +1,2 percentage points, printed as a signed number */
    DOCUMENT_PROBABILITY,    /**< 0.44, 0.008, < 0.001 */
} document_style;

/** The weight of a verdict, for an arrow or a colour beside the words. A rise that is bad and a fall that is bad look alike. */
typedef enum document_tone {
    DOCUMENT_NEUTRAL,
    DOCUMENT_ROSE,
    DOCUMENT_FELL,
    DOCUMENT_WITHIN_CHANCE,
    DOCUMENT_WARNING
} document_tone;

struct document_message;

typedef struct document_value {
    document_kind kind;
    document_style style;
    document_tone tone;
    union {
        text words; /**< TEXT, WORDS */
        const struct document_message *message;
        int64_t count;
        struct {
            int128 number;
            int decimals;
        } decimal;
        fraction ratio;
        double real;
        period span;
        day_number day;
        struct {
            double low, high;
        } range;
        bool truth;
    } as;
} document_value;

enum { DOCUMENT_ARGUMENTS = 8 };

/** A sentence: {1} of the message is arguments[0]. */
typedef struct document_message {
    message_id id;
    size_t n_arguments;
    document_value arguments[DOCUMENT_ARGUMENTS];
} document_message;

typedef enum document_align { DOCUMENT_LEFT, DOCUMENT_RIGHT } document_align;

/** A column of a table. `header` (a message id, or a literal from the data in header_text) makes it a people's column,
 *  `machine_name` a machine's. When a terminal is narrow, the column with the highest `leaves_at` goes first; 0 never goes. */
typedef struct document_column {
    message_id header;           /**< MESSAGE_NONE is none */
    text header_text;            /**< a column of the data under its own name; missing is none */
    document_value header_value; /**< a header that is a value (a period); kind DOCUMENT_EMPTY is none */
    const char *machine_name;    /**< static, or NULL; header_text serves where machine_text is set */
    bool machine_text;           /**< machine name is header_text */
    bool json_only; /**< a machine's column that CSV leaves out: its readers count on the others */
    document_align align;
    int decimals; /**< of ratios and reals for people; -1 is the style's own */
    int leaves_at;
} document_column;

typedef enum document_role { DOCUMENT_BODY, DOCUMENT_TOTAL, DOCUMENT_OTHER } document_role;

/** cells[r * n_columns + c], row-major. */
typedef struct document_table {
    size_t n_columns;
    size_t n_rows;
    document_column *columns;
    document_role *roles;     /**< [n_rows] */
    document_value *cells;    /**< [n_rows * n_columns] */
    const char *machine_name; /**< key of the rows in JSON: "rows" */
} document_table;

typedef enum document_block_kind {
    DOCUMENT_TITLE,
    DOCUMENT_SUBTITLE,
    DOCUMENT_PARAGRAPH,
    DOCUMENT_NOTE,
    DOCUMENT_TABLE
} document_block_kind;

typedef struct document_block {
    document_block_kind kind;
    const document_message *message; /**< all but tables */
    const document_table *table;     /**< tables */
    struct document_block *next;
} document_block;

/** Facts for machines: a tree of named values, as JSON objects and arrays. */
typedef struct document_fact {
    const char *name; /**< static; NULL for members of arrays */
    enum { DOCUMENT_LEAF, DOCUMENT_OBJECT, DOCUMENT_ARRAY } shape;
    document_value value;        /**< leaves */
    struct document_fact *first; /**< members of objects and arrays */
    struct document_fact *last;
    struct document_fact *next;
} document_fact;

typedef struct document {
    arena memory;
    document_block *first;
    document_block *last;
    document_fact facts; /**< an object */
    bool failed;
} document;

/** The caller ends it with document_free(), which accepts NULL. */
esep_status document_create(document **out, esep_error *error);
void document_free(document *d);
esep_status document_status(const document *d, esep_error *error);

/* Values. */
document_value document_empty(void);
document_value document_count(int64_t count, document_style style);
document_value document_decimal(int128 number, int decimals, document_style style);
document_value document_ratio(fraction ratio, document_style style);
document_value document_real(double real, document_style style);
document_value document_range(double low, double high, document_style style);
document_value document_span(period span);
document_value document_day(day_number day);
document_value document_truth(bool truth);
/** Copies t. */
document_value document_text(document *d, text t);
document_value document_words(document *d, const char *words);
/** Words of ours; arguments[n] are copied. */
document_value document_says(document *d, message_id id, const document_value *arguments, size_t n);

/* Blocks, in the order in which people read them. */
void document_add(document *d, document_block_kind kind, message_id id, const document_value *arguments,
                  size_t n);
/** A table with columns[n_columns] (copied; texts too) and n_rows rows of empty cells, to be filled by the caller through the
 *  returned pointer. NULL when memory failed. */
document_table *document_add_table(document *d, const document_column *columns, size_t n_columns,
                                   size_t n_rows);
/** The cell at row and column, to be set. */
document_value *document_cell(document_table *table, size_t row, size_t column);

/* Facts. Each returns the new member, or NULL when memory failed (which later calls accept as parent). */
document_fact *document_fact_object(document *d, document_fact *parent, const char *name);
document_fact *document_fact_array(document *d, document_fact *parent, const char *name);
document_fact *document_fact_value(document *d, document_fact *parent, const char *name,
                                   document_value value);

#endif

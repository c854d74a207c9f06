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
    DOCUMENT_LABEL, /**< words of a definition, one text a language */
    DOCUMENT_NOUN,  /**< a thing that is counted, in the form that a number asks for: see document_noun */
} document_kind;

/** How people see the number. */
typedef enum document_style {
    DOCUMENT_PLAIN,
    DOCUMENT_SIGNED,         /**< +2 045, −21 */
    DOCUMENT_PERCENT,        /**< 9,0 %; one decimal unless `decimals` of the column says otherwise */
    DOCUMENT_SIGNED_PERCENT, /**< +15,4 % */
    DOCUMENT_SIGNED_POINTS,  /**< +1,2 percentage points, printed as a signed number */
    DOCUMENT_PROBABILITY,    /**< 0.44, 0.008, < 0.001 */
    DOCUMENT_WITHIN,         /**< periods, in a sentence: "in the first half of 2023" (language_period_in) */
    DOCUMENT_THAN,           /**< periods, compared with in a sentence (language_period_than) */
} document_style;

/** The weight of a verdict, for an arrow or a colour beside the words. A rise that is bad and a fall that is bad look alike. */
typedef enum document_tone {
    DOCUMENT_NEUTRAL,
    DOCUMENT_ROSE,
    DOCUMENT_FELL,
    DOCUMENT_WITHIN_CHANCE,
    DOCUMENT_WARNING,
    DOCUMENT_WRONG, /**< a published figure that cannot be, or that the records contradict */
    DOCUMENT_HOLDS, /**< a published figure that is possible or right */
} document_tone;

struct document_message;

/** Words that came with the definition, by esep_language; a missing one is told by the first of kk, ru, en that is there. */
typedef struct document_label {
    text in[ESEP_LANGUAGES];
} document_label;

/** A noun after a number (or without its number, `alone`), in the grammar of each language: "1 crime, 2 crimes"; "21 преступление,
 *  2 преступления, 5 преступлений", genitive after "с … до"; Kazakh keeps the singular. */
typedef struct document_noun {
    text en[2];
    text ru[3];
    text kk;
    int64_t number; /**< decides the form */
    bool fraction;  /**< the number shown has decimals: "1,5 преступления" */
    /** Russian "до 16 погибших": the form after a numeral in the genitive: 1 → genitive singular, else ru[2] */
    bool genitive;
} document_noun;

typedef struct document_value {
    document_kind kind;
    document_style style;
    document_tone tone;
    int8_t
        digits; /**< decimals + 1 that people see of this ratio, real or decimal; 0: what its column says */
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
        const document_label *label;
        const document_noun *noun;
    } as;
} document_value;

enum { DOCUMENT_ARGUMENTS = 9 };

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

/** Where the figures of a row come from: shown when a reader asks for it (HTML), never in the table itself. All parts are people's texts. */
typedef struct document_origin {
    document_value label; /**< the indicator */
    const char *name; /**< its name in the definition, the part of an HTML id: letters, digits, '_' and '-' */
    const document_message *
        lines; /**< [n_lines] definition, filter, period, counts, interval and test, sources with their hash */
    size_t n_lines;
    text command; /**< the esep command that gives this figure again */
} document_origin;

/** cells[r * n_columns + c], row-major. */
typedef struct document_table {
    size_t n_columns;
    size_t n_rows;
    document_column *columns;
    document_role *roles;     /**< [n_rows] */
    document_value *cells;    /**< [n_rows * n_columns] */
    const char *machine_name; /**< key of the rows in JSON: "rows" */
    const document_message
        *title;       /**< for people: above the table, a sheet's heading; NULL where there is none */
    const char *name; /**< for sheets and anchors: "crime_1"; letters, digits, '_' and '-'; NULL: numbered */
    bool csv_only;    /**< JSON leaves the table out: its facts say the same */
    const document_origin **origins; /**< [n_rows] or NULL; NULL members have none */
    const document_message *
        *marks; /**< [n_rows] or NULL: numbered notes' words that belong to a row ("provisional") */
} document_table;

typedef enum document_chart_kind {
    DOCUMENT_LINES,     /**< x: a month (DOCUMENT_PERIOD), y: value; base and band beside it */
    DOCUMENT_BARS,      /**< change by category, with its interval */
    DOCUMENT_MULTIPLES, /**< DOCUMENT_LINES for each panel, on one scale */
    DOCUMENT_WATERFALL, /**< contributions, from base to value */
    DOCUMENT_MAP,       /**< a choropleth */
} document_chart_kind;

enum { DOCUMENT_NO_COLUMN = -1 };

/** A picture of a table. Columns are indexes into data->columns, or DOCUMENT_NO_COLUMN. The data are shown behind the picture, as a
 *  table; the alternative says in words what the picture shows. */
typedef struct document_chart {
    document_chart_kind kind;
    const char *name; /**< letters, digits, '_' and '-' */
    const document_message *title;
    const document_message *alternative;
    const document_table *data; /**< of the chart alone: no block of its own */
    int category;               /**< x of lines (a period), label of bars, area of maps */
    int value;
    int base; /**< the base period's value beside it */
    int low,
        high;  /**< limits of value (bars), band of earlier years (lines); or one column of ranges in `low` */
    int panel; /**< multiples */
    int before,
        now; /**< bars of changes: the two numbers that each is the change of; the same column: they are not there */
    document_value value_name, base_name; /**< direct labels: "2023", "2022" */
    document_value unit;                  /**< of the axis */
    text boundaries;                      /**< maps: GeoJSON, the bytes themselves */
    text property;                        /**< maps: the property that equals `area_key` of a row */
    int area_key;                         /**< maps: column (TEXT) with the key of the area */
} document_chart;

/** A finding with its grounds: a strong line, and lines that say why. Neighbours make a list. */
typedef struct document_finding {
    document_value head;
    const document_value *lines; /**< [n_lines] */
    size_t n_lines;
    document_tone tone;
    size_t number; /**< of its mark in a passage, from 1; 0: it has none */
} document_finding;

/** A figure in a passage: bytes start … end. */
typedef struct document_mark {
    size_t start, end;
    size_t number; /**< of its finding; 0: there is none */
    document_tone tone;
} document_mark;

/** Somebody's text as it was published, figures marked. The words are only words: no renderer takes them as mark-up. */
typedef struct document_passage {
    text words;
    esep_language language;
    const document_mark *marks; /**< [n_marks] ascending, none within another */
    size_t n_marks;
} document_passage;

typedef enum document_block_kind {
    DOCUMENT_TITLE,
    DOCUMENT_SUBTITLE,
    DOCUMENT_PARAGRAPH,
    DOCUMENT_NOTE, /**< notes that have a number say it in their message */
    DOCUMENT_TABLE,
    DOCUMENT_HEADING, /**< of a section */
    DOCUMENT_SENTENCE, /**< one finding; neighbours make a list. `message`'s value carries its tone in `tone` */
    DOCUMENT_CHART,
    DOCUMENT_FINDING,
    DOCUMENT_PASSAGE
} document_block_kind;

typedef struct document_block {
    document_block_kind kind;
    const document_message *message; /**< all but tables */
    const document_table *table;     /**< tables */
    const document_chart *chart;     /**< charts */
    const document_finding *finding;
    const document_passage *passage;
    const document_origin *origin; /**< sentences: where their figure comes from, or NULL */
    document_tone tone;            /**< sentences */
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
/** As document_add_table, but no block yet: the data of a chart, or a table that document_place_table() places. */
document_table *document_make_table(document *d, const document_column *columns, size_t n_columns,
                                    size_t n_rows);
/** Place a table that was made without a block; NULL is accepted. */
void document_place_table(document *d, const document_table *table);
/** Place a chart; `chart` is copied, what it points to must be of this document. */
void document_add_chart(document *d, const document_chart *chart);
/** A sentence of findings, with its tone and origin (may be NULL). */
void document_add_sentence(document *d, message_id id, const document_value *arguments, size_t n,
                           document_tone tone, const document_origin *origin);
/** Copies its lines. */
void document_add_finding(document *d, const document_finding *finding);
/** Copies the words and the marks. */
void document_add_passage(document *d, const document_passage *passage);
/** A message of the document's own, for titles, marks and alternatives; NULL when memory failed. */
const document_message *document_message_of(document *d, message_id id, const document_value *arguments,
                                            size_t n);
/** Words of a definition; copies them. */
document_value document_words_of(document *d, const document_label *label);
/** A noun in the form for its number; copies it. */
document_value document_counted(document *d, const document_noun *noun);
/** The cell at row and column, to be set. */
document_value *document_cell(document_table *table, size_t row, size_t column);

/* Facts. Each returns the new member, or NULL when memory failed (which later calls accept as parent). */
document_fact *document_fact_object(document *d, document_fact *parent, const char *name);
document_fact *document_fact_array(document *d, document_fact *parent, const char *name);
document_fact *document_fact_value(document *d, document_fact *parent, const char *name,
                                   document_value value);

#endif

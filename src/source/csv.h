/* csv.h - what a row and a field of CSV are, as it really comes.
 *
 * The rules, which every kernel must agree with (docs/dialects.md has them for people):
 *  - Rows end with LF or CRLF (a file of CR only: with CR). The last row needs no end.
 *  - A field whose first byte after blanks is a quotation mark is quoted: separators and line ends inside belong to it, two
 *    marks are one mark. The mark that closes it is the first that is not doubled; what follows up to the separator is
 *    taken as it stands ("Store "Rahat" 5" is then one field).
 *  - In any other field a quotation mark is a character like others.
 * Where a row lies in the bytes is csv_scan's business, what a field says csv_field's. */
#ifndef SOURCE_CSV_H
#define SOURCE_CSV_H

#include "base/error.h"
#include "base/text.h"

typedef struct csv_dialect {
    char delimiter; /**< , ; tab | or told */
    char line_end;  /**< '\n', or '\r' in files that have nothing else */
} csv_dialect;

/** Where rows and fields end in a span of bytes, as offsets from its beginning. Row r has the fields whose ends are
 *  ends[r ? row_ends[r-1] : 0 … row_ends[r]); the end of its last field is the place of the line end. Zeroed is empty; the
 *  arrays grow as needed and are kept for the next span. */
typedef struct csv_index {
    uint32_t *ends;
    size_t n_ends;
    size_t ends_capacity;
    uint32_t *row_ends; /**< [n_rows], indices into ends, one past each row's last field */
    size_t n_rows;
    size_t rows_capacity;
    uint32_t first_row; /**< where the first row begins: csv_scan's `from` */
    uint64_t
        line_ends; /**< how many of the bytes were line ends, in quotes or not: counts lines for messages */
    uint32_t scanned_to; /**< offset one past the line end of the last whole row */
    bool open_quote;     /**< the bytes after scanned_to end inside a quoted field */
} csv_index;

void csv_index_free(csv_index *index);

/** Find the whole rows in bytes[length], length < 4 GB, of which a row begins at `from`. Row ends and field ends go into
 *  `index`, which is emptied first; line_ends counts from byte 0 on. Fails only for want of memory. */
esep_status csv_scan(csv_index *index, csv_dialect dialect, const char *bytes, size_t length, size_t from,
                     esep_error *error);

/** A row that may lack its line end (the last of a file): the ends of its fields alone go into `index` as one row. False where
 *  it ends inside quotes (index->open_quote). */
bool csv_scan_last(csv_index *index, csv_dialect dialect, const char *bytes, size_t length,
                   esep_error *error);

/** What the bytes between two separators say: without blanks around, without quotes, doubled marks halved. The answer points
 *  into the field, or into `scratch` (emptied first) where marks had to be halved. */
text csv_field(text raw, buffer *scratch);

/** Offset one past the end of the row that begins at `from`, or SIZE_MAX where bytes[length] ends before it does; then
 *  *open_quote tells whether inside quotes. The reference for all kernels: one byte after the other. */
size_t csv_row_end(csv_dialect dialect, const char *bytes, size_t length, size_t from, bool *open_quote);

#endif

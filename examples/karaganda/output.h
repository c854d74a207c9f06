/* output.h - a register's file: written beside its place under a temporary name, renamed when every byte is
 * safe on disk.
 *
 * Every write is checked; the first failure is reported to stderr, remembered, and makes output_close()
 * remove the temporary file and return false. So a file under its own name is always whole. */
#ifndef KARAGANDA_OUTPUT_H
#define KARAGANDA_OUTPUT_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

enum { OUTPUT_PATH_BYTES = 4096 };

typedef struct output {
    FILE *file;
    char separator; /**< between the cells of a row */
    bool row_begun;
    bool failed;
    char path[OUTPUT_PATH_BYTES];
    char temporary[OUTPUT_PATH_BYTES];
} output;

/** Begin folder/name; the first row is `columns`, ended by NULL. */
bool output_open(output *out, const char *folder, const char *name, char separator,
                 const char *const *columns);

/** One cell; none of the texts written here has a separator, a quote or a line end in it. "" is an empty
 * cell. */
void output_text(output *out, const char *value);
void output_number(output *out, int64_t value);
/** prefix and six digits: SYN-C-000001. */
void output_identifier(output *out, const char *prefix, int number);
void output_date_iso(output *out, int day);    /**< 2023-06-30 */
void output_date_dotted(output *out, int day); /**< 30.06.2023 */
/** Thousandths of a degree, as 73.104; thousandths >= 0. */
void output_degrees(output *out, int thousandths);
void output_row_end(output *out);

/** Finish and rename; false (and said on stderr) where anything failed. */
bool output_close(output *out);

#endif

/* oracle_rows.h - rows of the oracles' tables: plain CSV, no quotes, a header line with the columns' names.
 */
#ifndef ORACLE_ROWS_H
#define ORACLE_ROWS_H

#include "check.h"

enum { ORACLE_COLUMNS = 40, ORACLE_LINE_BYTES = 4096 };

typedef struct oracle_rows {
    FILE *file;
    size_t columns, read;
    char head[ORACLE_LINE_BYTES], line[ORACLE_LINE_BYTES];
    char *names[ORACLE_COLUMNS], *cells[ORACLE_COLUMNS];
} oracle_rows;

static inline size_t oracle_split(char *line, char **cells)
{
    size_t n = 0;
    line[strcspn(line, "\r\n")] = '\0';
    for (char *at = line; at && n < ORACLE_COLUMNS;) {
        cells[n++] = at;
        at = strchr(at, ',');
        if (at)
            *at++ = '\0';
    }
    return n;
}

/** False where the shared oracles are absent. */
static inline bool oracle_open(oracle_rows *rows, const char *relative)
{
    char path[1024];
    if (!check_shared(path, sizeof path, relative))
        return false;
    rows->file = fopen(path, "r");
    if (!rows->file || !fgets(rows->head, sizeof rows->head, rows->file))
        return false;
    rows->read = 0;
    rows->columns = oracle_split(rows->head, rows->names);
    return true;
}

/** The next row; closes the file at its end. */
static inline bool oracle_next(oracle_rows *rows)
{
    if (fgets(rows->line, sizeof rows->line, rows->file)) {
        CHECK_INT(oracle_split(rows->line, rows->cells), rows->columns);
        rows->read++;
        return true;
    }
    CHECK(rows->read > 0);
    fclose(rows->file);
    return false;
}

static inline const char *oracle_text(const oracle_rows *rows, const char *column)
{
    for (size_t i = 0; i < rows->columns; i++) {
        if (strcmp(rows->names[i], column) == 0)
            return rows->cells[i];
    }
    printf("# no column %s\n", column);
    exit(1);
}

static inline double oracle_real(const oracle_rows *rows, const char *column)
{
    const char *cell = oracle_text(rows, column);
    return strcmp(cell, "NA") == 0 ? NAN : strtod(cell, NULL);
}

static inline int64_t oracle_int(const oracle_rows *rows, const char *column)
{
    return (int64_t)strtoll(oracle_text(rows, column), NULL, 10);
}

#endif

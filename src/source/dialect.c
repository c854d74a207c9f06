#include "source/dialect.h"

#include "base/error.h"

#include <string.h>

enum { DIALECT_ROWS = 200 };

/* Fields of the row bytes[from … end). */
static size_t dialect_fields(csv_dialect dialect, text sample, size_t from, size_t end)
{
    csv_index index = {0};
    size_t n = 0;
    if (csv_scan(&index, dialect, sample.data + from, end - from, 0, NULL) == ESEP_OK && index.n_rows == 1)
        n = index.row_ends[0];
    csv_index_free(&index);
    return n;
}

typedef struct dialect_merit {
    size_t agreeing; /* per thousand of the rows looked at */
    size_t fields;
} dialect_merit;

static dialect_merit dialect_judge(csv_dialect dialect, text sample)
{
    size_t header = 0, rows = 0, agreeing = 0, from = 0;
    bool open = false;
    while (rows < DIALECT_ROWS && from < sample.length) {
        size_t end = csv_row_end(dialect, sample.data, sample.length, from, &open);
        if (end == SIZE_MAX)
            break;
        size_t fields = dialect_fields(dialect, sample, from, end);
        bool blank = end - from <= 2 && fields == 1;
        if (rows == 0)
            header = fields;
        if (!blank) {
            rows++;
            agreeing += fields == header;
        }
        from = end;
    }
    if (header < 2)
        return (dialect_merit){0, header};
    return (dialect_merit){agreeing * 1000 / rows, header};
}

csv_dialect dialect_detect(text sample, bool whole)
{
    char line_end =
        memchr(sample.data, '\n', sample.length) || !memchr(sample.data, '\r', sample.length) ? '\n' : '\r';
    csv_dialect best = {',', line_end};
    dialect_merit best_merit = {0, 0};
    /* A file of one row without a line end is judged by a copy that has one. */
    buffer ended = {0};
    if (whole && sample.length && sample.data[sample.length - 1] != line_end) {
        buffer_add(&ended, sample);
        buffer_add_byte(&ended, line_end);
        if (!ended.failed)
            sample = buffer_text(&ended);
    }
    static const char candidates[] = {',', ';', '\t', '|'};
    for (size_t i = 0; i < sizeof candidates; i++) {
        csv_dialect tried = {candidates[i], line_end};
        dialect_merit merit = dialect_judge(tried, sample);
        if (merit.agreeing > best_merit.agreeing ||
            (merit.agreeing == best_merit.agreeing && merit.agreeing > 0 &&
             merit.fields > best_merit.fields)) {
            best = tried;
            best_merit = merit;
        }
    }
    buffer_free(&ended);
    return best;
}

esep_status dialect_parse_delimiter(char *delimiter, text written, esep_error *error)
{
    static const struct {
        const char *name;
        char delimiter;
    } names[] = {{"tab", '\t'}, {"\\t", '\t'}, {"comma", ','}, {"semicolon", ';'}, {"pipe", '|'}};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (text_equal_ascii_case(written, text_from(names[i].name))) {
            *delimiter = names[i].delimiter;
            return ESEP_OK;
        }
    }
    bool usable =
        written.length == 1 && (unsigned char)written.data[0] < 0x80 && !strchr("\"\r\n ", written.data[0]);
    if (usable) {
        *delimiter = written.data[0];
        return ESEP_OK;
    }
    char shown[40];
    text_copy_cut(shown, sizeof shown, written);
    return error_raise(error, ESEP_USAGE, MESSAGE_SOURCE_DELIMITER_UNKNOWN, shown);
}

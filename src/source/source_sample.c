#include "source/source.h"

#include "source/source_look.h"

#include <stdlib.h>

/* What stands below the header in the sample. */
static text source_sample_body(const source_file *file)
{
    return (text){file->sample.data + file->header_bytes, file->sample.length - (size_t)file->header_bytes};
}

size_t source_sample_file(const source *s)
{
    for (size_t f = 0; f < source_n_files(s); f++) {
        if (source_look_has_rows(source_get_file(s, f)))
            return f;
    }
    return 0;
}

esep_status source_sample_misfit(source_misfit *out, const source *s, esep_error *error)
{
    const source_file *file = source_get_file(s, source_sample_file(s));
    text body = source_sample_body(file);
    csv_index index = {0};
    *out = (source_misfit){0};
    esep_status status = csv_scan(&index, file->dialect, body.data, body.length, 0, error);
    size_t first = 0, start = 0;
    for (size_t r = 0; status == ESEP_OK && r < index.n_rows; r++) {
        size_t fields = index.row_ends[r] - first, end = index.ends[index.row_ends[r] - 1];
        bool blank = fields == 1 && end - start <= 1;
        out->fitting += fields == file->n_columns && !blank;
        if (fields != file->n_columns && !blank && out->others++ == 0) {
            out->fields = fields;
            out->line = file->header_lines + 1;
            for (size_t i = 0; i < start; i++)
                out->line += body.data[i] == file->dialect.line_end;
        }
        first = index.row_ends[r];
        start = end + 1;
    }
    csv_index_free(&index);
    return status;
}

esep_status source_sample(const source *s, source_sample_row row, void *context, esep_error *error)
{
    const source_file *file = source_get_file(s, source_sample_file(s));
    text body = source_sample_body(file);
    csv_index index = {0};
    buffer *scratch = calloc(file->n_columns, sizeof *scratch);
    text *fields = calloc(file->n_columns, sizeof *fields),
         *ordered = calloc(source_n_columns(s), sizeof *ordered);
    esep_status status = scratch && fields && ordered
                             ? csv_scan(&index, file->dialect, body.data, body.length, 0, error)
                             : error_memory(error);
    if (status == ESEP_OK && file->sample_is_whole && index.n_rows == 0 && body.length &&
        !csv_scan_last(&index, file->dialect, body.data, body.length, error))
        index.n_rows = 0;

    size_t first = 0, start = 0;
    for (size_t r = 0; status == ESEP_OK && r < index.n_rows; r++) {
        size_t end = index.row_ends[r];
        bool whole = end - first == file->n_columns;
        for (size_t c = 0; whole && c < file->n_columns; c++) {
            size_t from = c ? index.ends[first + c - 1] + 1 : start, to = index.ends[first + c];
            if (c + 1 == file->n_columns && to > from && body.data[to - 1] == '\r')
                to--;
            fields[c] = csv_field((text){body.data + from, to - from}, &scratch[c]);
        }
        for (size_t c = 0; whole && c < source_n_columns(s); c++)
            ordered[c] = fields[source_file_column(s, source_sample_file(s), c)];
        if (whole && !row(context, ordered))
            break;
        start = index.ends[end - 1] + 1;
        first = end;
    }
    for (size_t c = 0; scratch && c < file->n_columns; c++)
        buffer_free(&scratch[c]);
    free(scratch);
    free(fields);
    free(ordered);
    csv_index_free(&index);
    return status;
}

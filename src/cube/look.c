#include "cube/look.h"

#include "cube/pass.h"

#include <stdlib.h>

typedef struct look_sample {
    date_evidence *dates;
    size_t n_columns;
    size_t column;
    number_evidence *numbers;
} look_sample;

static bool look_at_row(void *context, const text *fields)
{
    look_sample *look = context;
    for (size_t c = 0; look->dates && c < look->n_columns; c++)
        date_evidence_add(&look->dates[c], fields[c]);
    if (look->numbers)
        number_evidence_add(look->numbers, fields[look->column]);
    return true;
}

esep_status look_at_sample_dates(source *s, date_evidence *dates, esep_error *error)
{
    look_sample look = {.dates = dates, .n_columns = source_get_file(s, 0)->n_columns};
    return source_sample(s, look_at_row, &look, error);
}

esep_status look_at_sample_numbers(source *s, size_t column, number_evidence *numbers, esep_error *error)
{
    look_sample look = {.numbers = numbers, .column = column};
    return source_sample(s, look_at_row, &look, error);
}

/* One worker's evidence. */
typedef struct look_worker {
    date_evidence dates;
    number_evidence numbers;
    buffer scratch;
} look_worker;

typedef struct look_everywhere {
    const source *from;
    size_t column;
    look_worker *workers;
} look_everywhere;

static esep_status look_at_rows(void *context, size_t worker, const pass_rows *rows, esep_error *error)
{
    look_everywhere *look = context;
    look_worker *mine = &look->workers[worker];
    const source_file *file = source_get_file(look->from, rows->file);
    size_t column = source_pass_column(look->from, rows->file, look->column);
    for (size_t r = 0; r < rows->n_rows; r++) {
        uint32_t first = pass_first_end(rows, r), start = pass_row_start(rows, r);
        if (rows->row_ends[r] - first != file->n_columns)
            continue;
        text value = csv_field(pass_field(rows, first, start, column, file->n_columns), &mine->scratch);
        date_evidence_add(&mine->dates, value);
        number_evidence_add(&mine->numbers, value);
    }
    return buffer_status(&mine->scratch, error);
}

esep_status look_at_all(source *s, size_t column, date_evidence *dates, number_evidence *numbers,
                        const char *option, size_t n_threads, esep_error *error)
{
    if (source_is_read_once(s)) {
        char name[ESEP_ERROR_ARGUMENT_BYTES];
        text_copy_cut(name, sizeof name, source_column_name(s, column));
        return error_raise(error, ESEP_USAGE, MESSAGE_SOURCE_STDIN_REREAD, name, option);
    }
    look_everywhere look = {s, column, calloc(n_threads, sizeof *look.workers)};
    bool *wanted = calloc(source_n_columns(s), sizeof *wanted);
    if (!look.workers || !wanted) {
        free(look.workers);
        free(wanted);
        return error_memory(error);
    }
    wanted[column] = true;
    pass_job job = {.context = &look, .wanted = wanted, .rows = look_at_rows};
    esep_status status = pass_run(s, &job, n_threads, error);
    free(wanted);
    for (size_t i = 0; i < n_threads; i++) {
        if (dates)
            date_evidence_merge(dates, &look.workers[i].dates);
        if (numbers)
            number_evidence_merge(numbers, &look.workers[i].numbers);
        buffer_free(&look.workers[i].scratch);
    }
    free(look.workers);
    return status;
}

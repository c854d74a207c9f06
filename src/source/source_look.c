#include "source/source_look.h"

#include "source/dialect.h"

#include <stdlib.h>
#include <string.h>

static esep_status source_look_sample(source_file *file, char *bytes, size_t *length, esep_error *error)
{
    size_t got = 0;
    *length = 0;
    while (STREAM_SAMPLE_BYTES - *length >= 16) {
        ESEP_TRY(stream_read(file->stream, bytes + *length, STREAM_SAMPLE_BYTES - *length, &got, error));
        if (got == 0)
            break;
        *length += got;
    }
    file->sample_is_whole = got == 0;
    return ESEP_OK;
}

static esep_status source_look_header_error(const source_file *file, message_id message, const char *one,
                                            const char *two, const char *three, esep_error *error)
{
    error_raise(error, ESEP_DATA, message, one, two, three);
    return error_at(error, file->path, 1);
}

static esep_status source_look_twice(const source_file *file, esep_error *error)
{
    for (size_t i = 0; i < file->n_columns; i++) {
        for (size_t j = 0; j < i && file->columns[i].length; j++) {
            if (!text_equal(file->columns[i], file->columns[j]))
                continue;
            char name[ESEP_ERROR_ARGUMENT_BYTES], first[24], second[24];
            text_copy_cut(name, sizeof name, file->columns[i]);
            return source_look_header_error(file, MESSAGE_SOURCE_HEADER_TWICE, name,
                                            error_number(first, (int64_t)j + 1),
                                            error_number(second, (int64_t)i + 1), error);
        }
    }
    return ESEP_OK;
}

static esep_status source_look_columns(source_file *file, const csv_index *index, const char *bytes,
                                       arena *memory, esep_error *error)
{
    buffer scratch = {0};
    esep_status status = ESEP_OK;
    file->n_columns = index->row_ends[0];
    file->columns = ARENA_TAKE(memory, file->n_columns, text);
    if (!file->columns)
        status = error_memory(error);
    for (size_t c = 0; status == ESEP_OK && c < file->n_columns; c++) {
        size_t from = c ? index->ends[c - 1] + 1 : 0, to = index->ends[c];
        if (c + 1 == file->n_columns && to > from && bytes[to - 1] == '\r')
            to--;
        text name = csv_field((text){bytes + from, to - from}, &scratch);
        if (!text_is_utf8(name))
            status = source_look_header_error(file, MESSAGE_SOURCE_BINARY, "UTF-8", NULL, NULL, error);
        file->columns[c] = arena_copy(memory, name);
        if (!file->columns[c].data)
            status = error_memory(error);
    }
    if (scratch.failed && status == ESEP_OK)
        status = error_memory(error);
    buffer_free(&scratch);
    return status == ESEP_OK ? source_look_twice(file, error) : status;
}

/* The header row: the first row that is not blank. */
static esep_status source_look_header(source_file *file, text sample, size_t from, arena *memory,
                                      esep_error *error)
{
    bool open = false;
    size_t end = 0;
    for (;;) {
        end = csv_row_end(file->dialect, sample.data, sample.length, from, &open);
        text row = text_trim((text){sample.data + from, (end == SIZE_MAX ? sample.length : end - 1) - from});
        if (row.length && row.data[row.length - 1] == '\r')
            row.length--;
        if (row.length || end == SIZE_MAX)
            break;
        from = end;
    }
    if (end == SIZE_MAX && !file->sample_is_whole) {
        char kilobytes[24];
        error_number(kilobytes, STREAM_SAMPLE_BYTES / 1024);
        return source_look_header_error(file, MESSAGE_SOURCE_HEADER_TOO_LONG, kilobytes, NULL, NULL, error);
    }
    bool unended = end == SIZE_MAX;
    end = unended ? sample.length : end;
    if (text_trim((text){sample.data + from, end - from}).length == 0)
        return error_raise(error, ESEP_DATA, MESSAGE_SOURCE_EMPTY), error_at(error, file->path, 0);
    file->header_bytes = end;
    for (size_t i = 0; i < end; i++)
        file->header_lines += sample.data[i] == file->dialect.line_end;

    csv_index index = {0};
    esep_status status = ESEP_OK;
    size_t body = end - from - (unended ? 0 : 1);
    if (!csv_scan_last(&index, file->dialect, sample.data + from, body, error))
        status = index.open_quote ? (error_raise(error, ESEP_DATA, MESSAGE_SOURCE_QUOTE_OPEN),
                                     error_at(error, file->path, 1))
                                  : ESEP_SYSTEM;
    if (status == ESEP_OK)
        status = source_look_columns(file, &index, sample.data + from, memory, error);
    csv_index_free(&index);
    return status;
}

/* Fields of most of the rows below the first, if they agree; 0 where there is no telling. */
static size_t source_look_usual_fields(csv_dialect dialect, text sample, size_t *first_fields)
{
    enum { ROWS = 20 };
    size_t counts[ROWS], n = 0, from = 0;
    bool open;
    csv_index index = {0};
    while (n < ROWS) {
        size_t end = csv_row_end(dialect, sample.data, sample.length, from, &open);
        if (end == SIZE_MAX || csv_scan(&index, dialect, sample.data + from, end - from, 0, NULL) != ESEP_OK)
            break;
        text row = text_trim((text){sample.data + from, end - from - 1});
        bool blank = row.length == 0 || (row.length == 1 && row.data[0] == '\r');
        if (index.n_rows && !blank)
            counts[n++] = index.row_ends[0];
        from = end;
    }
    csv_index_free(&index);
    *first_fields = n ? counts[0] : 0;
    size_t agreeing = 0;
    for (size_t i = 1; i < n; i++)
        agreeing += counts[i] == counts[n - 1];
    return n >= 3 && agreeing + 2 >= n ? counts[n - 1] : 0;
}

/* A first row of one field above rows of several is a title, not a header: read as one, it would hide every record. */
static esep_status source_look_title(const source_file *file, text sample, bool told, esep_error *error)
{
    static const char candidates[] = {',', ';', '\t', '|'};
    size_t first, usual = source_look_usual_fields(file->dialect, sample, &first);
    if (first > 1)
        return ESEP_OK;
    for (size_t i = 0; usual < 2 && !told && i < sizeof candidates; i++)
        usual =
            source_look_usual_fields((csv_dialect){candidates[i], file->dialect.line_end}, sample, &first);
    if (usual < 2 || first != 1)
        return ESEP_OK;
    char fields[24];
    return source_look_header_error(file, MESSAGE_SOURCE_TITLE, error_number(fields, (int64_t)usual), NULL,
                                    NULL, error);
}

/* "sep=;" above the header is Excel's own way to say what separates. The length of that line; 0 where there is none. */
static size_t source_look_separator(text sample, char *delimiter)
{
    if (sample.length < 6 || memcmp(sample.data, "sep=", 4) != 0)
        return 0;
    size_t end = 5;
    end += sample.data[end] == '\r';
    if (end >= sample.length || sample.data[end] != '\n')
        return 0;
    *delimiter = sample.data[4];
    return end + 1;
}

/* A header most of whose names are empty is a title that a spreadsheet padded. */
static esep_status source_look_names(const source_file *file, esep_error *error)
{
    size_t empty = 0;
    for (size_t c = 0; c < file->n_columns; c++)
        empty += file->columns[c].length == 0;
    if (file->n_columns < 3 || empty * 2 <= file->n_columns)
        return ESEP_OK;
    char fields[24];
    return source_look_header_error(file, MESSAGE_SOURCE_TITLE,
                                    error_number(fields, (int64_t)file->n_columns), NULL, NULL, error);
}

/* Separator and line end of a text table; *header is where its header row can begin. */
static esep_status source_look_dialect(source_file *file, const source_options *options, text sample,
                                       size_t *header, esep_error *error)
{
    char said = options->delimiter;
    *header = source_look_separator(sample, &said);
    text table = {sample.data + *header, sample.length - *header};
    file->dialect = dialect_detect(table, file->sample_is_whole);
    if (options->delimiter || said)
        file->dialect.delimiter = options->delimiter ? options->delimiter : said;
    return source_look_title(file, table, said != 0, error);
}

esep_status source_look(source_file *file, const source_options *options, bool keep_sample, arena *memory,
                        esep_error *error)
{
    esep_status status = ESEP_OK;
    size_t length = 0;
    char *bytes = malloc(STREAM_SAMPLE_BYTES);
    if (!bytes)
        return error_memory(error);
    ESEP_TRY_OR(stream_open(&file->stream, file->path, options->encoding, options->digest, error), done);
    ESEP_TRY_OR(source_look_sample(file, bytes, &length, error), done);
    text sample = {bytes, length};
    if (length == 0) {
        error_raise(error, ESEP_DATA, MESSAGE_SOURCE_EMPTY);
        status = error_at(error, file->path, 0);
        goto done;
    }
    file->encoding = arena_copy(memory, text_from(stream_encoding(file->stream))).data;
    file->encoding_guessed = stream_encoding_guessed(file->stream);
    file->compression = stream_compression(file->stream);
    file->size = stream_file_size(file->stream);
    file->stamp = stream_stamp(file->stream);
    file->once = !stream_is_regular(file->stream);
    size_t header = 0;
    if (stream_is_table(file->stream, &file->left_out))
        file->dialect = (csv_dialect){',', '\n'};
    else
        ESEP_TRY_OR(source_look_dialect(file, options, sample, &header, error), done);
    ESEP_TRY_OR(source_look_header(file, sample, header, memory, error), done);
    ESEP_TRY_OR(source_look_names(file, error), done);
    if (keep_sample || file->once) {
        file->sample = arena_copy(memory, sample);
        if (!file->sample.data)
            status = error_memory(error);
    }
done:
    free(bytes);
    if (!file->once) {
        stream_close(file->stream);
        file->stream = NULL;
    }
    return status;
}

bool source_look_has_rows(const source_file *file)
{
    bool any = false;
    for (size_t i = (size_t)file->header_bytes; file->sample.data && !any && i < file->sample.length; i++)
        any = !strchr(" \t\r\n", file->sample.data[i]) || file->sample.data[i] == '\0';
    return any;
}

/* Hostile bytes as a register. First the readers alone: encodings, separators, rows, fields, numbers; then the bytes as a file (in
 * memory) that is asked for a table of change, with columns and options drawn from the bytes themselves: whatever the chunks and
 * threads, the answer is the same, and every record is accounted for. A broken promise traps. */
#include "source/dialect.h"
#include "source/encoding.h"
#include "source/number.h"
#include "source/source.h"

#include <esep/change.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define PROMISE(condition) ((condition) ? (void)0 : abort())

static void promise_numbers(text all)
{
    number_evidence whole = {0}, halves[2] = {{0}, {0}};
    for (size_t line = 0; all.length > 0; line++) {
        const char *end = memchr(all.data, '\n', all.length);
        text value = {all.data, end ? (size_t)(end - all.data) : all.length};
        number_scaled plain = 0, point = 0, comma = 0;
        number_outcome unknown = number_read(&plain, NUMBER_UNKNOWN, value),
                       with_point = number_read(&point, NUMBER_POINT, value),
                       with_comma = number_read(&comma, NUMBER_COMMA, value);
        PROMISE((unknown == NUMBER_EMPTY) == (text_trim(value).length == 0));
        PROMISE(with_point != NUMBER_MARKED && with_comma != NUMBER_MARKED);
        if (unknown == NUMBER_OK)
            PROMISE(with_point == NUMBER_OK && with_comma == NUMBER_OK && plain == point && plain == comma);
        number_evidence_add(&whole, value);
        number_evidence_add(&halves[line % 2], value);
        all.data += value.length + (end != NULL);
        all.length -= value.length + (end != NULL);
    }
    number_mark mark = NUMBER_UNKNOWN, merged = NUMBER_UNKNOWN;
    number_evidence_merge(&halves[0], &halves[1]);
    PROMISE(number_evidence_judge(&halves[0], &merged) == number_evidence_judge(&whole, &mark) &&
            mark == merged);
    PROMISE(halves[0].either == whole.either && memchr(whole.example, '\0', sizeof whole.example));
}

/* Row ends that csv_scan finds are those that csv_row_end finds, and fields lie in their rows. */
static void promise_rows(text all, csv_dialect dialect)
{
    csv_index index = {0};
    buffer scratch = {0};
    bool open = false;
    PROMISE(csv_scan(&index, dialect, all.data, all.length, 0, NULL) == ESEP_OK);
    size_t start = 0, first = 0;
    for (size_t r = 0; r < index.n_rows; r++) {
        size_t end = csv_row_end(dialect, all.data, all.length, start, &open), last = index.row_ends[r];
        PROMISE(last > first && end == index.ends[last - 1] + 1u && !open);
        for (size_t from = start; first < last; from = index.ends[first++] + 1) {
            PROMISE(index.ends[first] >= from && index.ends[first] < end);
            text raw = {all.data + from, index.ends[first] - from};
            PROMISE(csv_field(raw, &scratch).length <= raw.length);
        }
        start = end;
    }
    PROMISE(first == index.n_ends && start == index.scanned_to);
    PROMISE(csv_row_end(dialect, all.data, all.length, start, &open) == SIZE_MAX && open == index.open_quote);
    buffer_free(&scratch);
    csv_index_free(&index);
}

/* A column's name as --by and --date want it. */
static void add_name(buffer *list, text name)
{
    if (list->length)
        buffer_add_byte(list, ',');
    buffer_add_byte(list, '"');
    for (size_t i = 0; i < name.length; i++) {
        if (name.data[i] == '"')
            buffer_add_byte(list, '"');
        buffer_add_byte(list, name.data[i]);
    }
    buffer_add_byte(list, '"');
}

/* An answer, or the failure in words. */
static char *answer_words(const esep_change_request *request, esep_format format, esep_status *status)
{
    esep_document *d = NULL;
    esep_error error = {0};
    char *bytes = NULL;
    size_t length = 0;
    *status = esep_change(&d, request, &error);
    if (*status == ESEP_OK) {
        esep_form form = {.format = format};
        PROMISE(esep_document_write(d, &form, &bytes, &length, &error) == ESEP_OK);
        bytes = realloc(bytes, length + 1);
        bytes[length] = '\0';
    } else {
        PROMISE(*status == error.status && error.message != 0);
        bytes = malloc(4000);
        esep_error_text(&error, ESEP_EN, bytes, 4000);
        PROMISE(bytes[0] && !strchr(bytes, '\n'));
    }
    esep_document_free(d);
    return bytes;
}

static long long account_number(const char *json, const char *name)
{
    const char *account = strstr(json, "\"account\": {");
    PROMISE(account);
    const char *at = strstr(account, name);
    PROMISE(at);
    return strtoll(at + strlen(name), NULL, 10);
}

static void promise_account(const char *json)
{
    long long read = account_number(json, "\"read\": ");
    PROMISE(read > 0);
    PROMISE(read == account_number(json, "\"counted\": ") + account_number(json, "\"filtered\": ") +
                        account_number(json, "\"outside\": ") + account_number(json, "\"rejected\": "));
}

static void promise_same_answers(esep_change_request *request, size_t chunk_bytes)
{
    esep_status status, again;
    request->threads = 1;
    char *expected = answer_words(request, ESEP_JSON, &status);
    if (status == ESEP_OK)
        promise_account(expected);
    for (size_t threads = 1; threads <= 2; threads++) {
        request->threads = threads;
        request->chunk_bytes = chunk_bytes;
        char *got = answer_words(request, ESEP_JSON, &again);
        PROMISE(again == status);
        /* With several threads two failures may race; which of them is told is left open. */
        PROMISE((status != ESEP_OK && threads > 1) || strcmp(got, expected) == 0);
        free(got);
    }
    free(answer_words(request, ESEP_TEXT, &again));
    free(expected);
}

/* What to ask of a file with these columns. */
static void promise_change(const char *path, const uint8_t *data, size_t size)
{
    static const char *const formats[] = {NULL, NULL, "dd.mm.yyyy", "yyyy-mm-dd", "excel", "yyyy-mm"};
    static const char *const periods[] = {NULL, "2023", "last-28-days", "2023-H1"};
    source *s = NULL;
    text name = text_from(path);
    unsigned seed = 0;
    for (size_t i = 0; i < size; i++)
        seed = seed * 31 + data[i];
    size_t chunk_bytes = 1 + seed % 61;
    source_options options = {.chunk_bytes = chunk_bytes};
    esep_error error = {0};
    if (source_open(&s, &name, 1, &options, &error) != ESEP_OK)
        return;
    size_t n = source_n_columns(s);
    buffer by = {0}, date = {0}, measured = {0};
    add_name(&by, source_column_name(s, seed % n));
    add_name(&date, source_column_name(s, seed / 7 % n));
    text column = source_column_name(s, seed / 49 % n);
    buffer_add(&measured, column);
    buffer_add_byte(&by, '\0');
    buffer_add_byte(&date, '\0');
    buffer_add_byte(&measured, '\0');
    esep_change_request request = {.sources = &path,
                                   .n_sources = 1,
                                   .by = seed & 1 ? by.data : NULL,
                                   .date = seed & 2 ? date.data : NULL,
                                   .date_format = seed & 2 ? formats[seed / 64 % 6] : NULL,
                                   .sum = (seed & 12) == 4 ? measured.data : NULL,
                                   .distinct = (seed & 12) == 8 ? measured.data : NULL,
                                   .period = periods[seed / 1024 % 4],
                                   .strict = (seed & 240) == 240,
                                   .digest = true,
                                   .top = seed & 16 ? 2 : 0,
                                   .min_base = -1,
                                   .small_base = -1};
    promise_same_answers(&request, chunk_bytes);
    buffer_free(&by);
    buffer_free(&date);
    buffer_free(&measured);
    source_close(s);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    text all = {(const char *)data, size};
    for (int whole = 0; whole < 2; whole++) {
        encoding_guess guess = encoding_detect(all, whole);
        PROMISE(guess.mark_length <= size && (guess.name || !guess.guessed));
        csv_dialect dialect = dialect_detect(all, whole);
        PROMISE(strchr(",;\t|", dialect.delimiter) && (dialect.line_end == '\n' || dialect.line_end == '\r'));
        promise_rows(all, dialect);
    }
    promise_numbers(all);

    char path[64];
    int file = memfd_create("fuzz", MFD_CLOEXEC);
    PROMISE(file >= 0 && write(file, data, size) == (ssize_t)size);
    snprintf(path, sizeof path, "/proc/self/fd/%d", file);
    promise_change(path, data, size);
    close(file);
    return 0;
}

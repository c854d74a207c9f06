/* Rows as the parallel pass gives them, against a slow second reading of the same bytes: hand-picked and random hostile files, in
 * chunks from one byte up and on several threads. */
#include "csv_model.h"

#include "cube/pass.h"
#include "register.h"

enum { MOST_THREADS = 8, HEADER_LINES = 1 };

/* A row as a callback got it. */
typedef struct seen_row {
    uint64_t sequence;
    size_t order;
    model_row row;
} seen_row;

typedef struct seen {
    seen_row *rows[MOST_THREADS];
    size_t n[MOST_THREADS];
} seen;

/* The line of the byte at `offset`. */
static uint64_t line_of(const pass_rows *rows, uint32_t offset)
{
    uint64_t line = rows->line;
    for (uint32_t i = 0; i < offset; i++)
        line += rows->bytes[i] == rows->line_end;
    return line;
}

static esep_status see_rows(void *context, size_t worker, const pass_rows *rows, esep_error *error)
{
    seen *s = context;
    buffer scratch = {0};
    (void)error;
    for (size_t r = 0; r < rows->n_rows; r++) {
        uint32_t first = pass_first_end(rows, r), start = pass_row_start(rows, r);
        size_t n = rows->row_ends[r] - first;
        seen_row got = {rows->sequence, s->n[worker], {calloc(n, sizeof(text)), n, line_of(rows, start)}};
        for (size_t f = 0; f < n; f++) {
            text value = csv_field(pass_field(rows, first, start, f, n), &scratch);
            char *copy = malloc(value.length + 1);
            if (value.length)
                memcpy(copy, value.data, value.length);
            got.row.fields[f] = (text){copy, value.length};
        }
        s->rows[worker] = realloc(s->rows[worker], (s->n[worker] + 1) * sizeof got);
        s->rows[worker][s->n[worker]++] = got;
    }
    buffer_free(&scratch);
    return ESEP_OK;
}

static int compare_seen(const void *a, const void *b)
{
    const seen_row *x = a, *y = b;
    if (x->sequence != y->sequence)
        return x->sequence < y->sequence ? -1 : 1;
    return (x->order > y->order) - (x->order < y->order);
}

/* The rows of all workers in order. */
static model_table seen_in_order(seen *s)
{
    seen_row *all = NULL;
    size_t n = 0;
    for (size_t w = 0; w < MOST_THREADS; w++) {
        all = realloc(all, (n + s->n[w] + 1) * sizeof *all);
        if (s->n[w])
            memcpy(all + n, s->rows[w], s->n[w] * sizeof *all);
        n += s->n[w];
        free(s->rows[w]);
    }
    if (n)
        qsort(all, n, sizeof *all, compare_seen);
    model_table table = {.rows = calloc(n + 1, sizeof(model_row)), .n = n};
    for (size_t i = 0; i < n; i++)
        table.rows[i] = all[i].row;
    free(all);
    return table;
}

static void compare_tables(const model_table *got, const model_table *expected)
{
    CHECK_INT(got->n, expected->n);
    for (size_t r = 0; r < got->n && r < expected->n; r++) {
        const model_row *x = &got->rows[r], *y = &expected->rows[r];
        bool same = x->n == y->n && x->line == y->line;
        for (size_t f = 0; same && f < x->n; f++)
            same = text_equal(x->fields[f], y->fields[f]);
        CHECK(same);
        if (!same) {
            printf("# row %zu: %zu fields on line %" PRIu64 ", expected %zu on %" PRIu64 "\n", r, x->n,
                   x->line, y->n, y->line);
            return;
        }
    }
}

/* What follows the header of a file, through the pass. */
static void check_pass(const char *path, char delimiter, size_t chunk_bytes, size_t threads,
                       const model_table *expected)
{
    source *s = NULL;
    esep_error error = {0};
    text name = text_from(path);
    source_options options = {.delimiter = delimiter, .chunk_bytes = chunk_bytes, .encoding = "utf-8"};
    CHECK_INT(source_open(&s, &name, 1, &options, &error), ESEP_OK);
    if (!s) {
        esep_error_text(&error, ESEP_EN, check_case, sizeof check_case);
        return;
    }
    seen got = {0};
    pass_job job = {.context = &got, .rows = see_rows};
    esep_status status = pass_run(s, &job, threads, &error);
    CHECK_INT(status, expected->open ? ESEP_DATA : ESEP_OK);
    if (expected->open)
        CHECK_INT(error.line, expected->open_line);
    model_table table = seen_in_order(&got);
    /* Where the end is missing, the rows before it are of no use, and how many came is left open. */
    if (!expected->open)
        compare_tables(&table, expected);
    model_free(&table);
    source_close(s);
}

static void check_body(text body, char delimiter, bool carriage_returns)
{
    static const size_t chunks[] = {1, 2, 3, 7, 16, 61, 0}, threads[] = {1, 3};
    char line_end = carriage_returns ? '\r' : '\n';
    buffer file = {0};
    buffer_add_format(&file, "head%ctail%c", delimiter,
                      line_end); /* two names: one above rows of several would be a title */
    buffer_add(&file, body);
    const char *path = register_write("rows.csv", file.data, file.length);
    model_table expected = model_read(body, delimiter, line_end, 1 + HEADER_LINES);
    for (size_t i = 0; i < sizeof chunks / sizeof *chunks; i++) {
        for (size_t j = 0; j < sizeof threads / sizeof *threads; j++) {
            size_t length = strlen(check_case);
            snprintf(check_case + length, sizeof check_case - length, ", chunks of %zu, %zu threads",
                     chunks[i], threads[j]);
            check_pass(path, delimiter, chunks[i], threads[j], &expected);
            check_case[length] = '\0';
        }
    }
    model_free(&expected);
    buffer_free(&file);
}

TEST(picked_files)
{
    static const char *const bodies[] = {
        "",
        "\n",
        "\r\n",
        "\n\n\n",
        "a",
        "a\n",
        "a,b\r\n",
        "a,b\r\nc,d",
        "a,b\r",
        ",",
        ",\n,",
        ",,\n",
        "\"\"",
        "\"\"\n",
        "\"\"\"\"\n",
        "\"\"\"",
        "\"",
        "a,\"",
        "\"a\nb\",c\nd,e\n",
        "\"a\r\nb\",c\r\nd,e\r\n",
        "\"a,b\",c\n",
        "\"a\"\"b\",c\n",
        "\"a\"\"\nb\",c\n",
        "\"Store \"Rahat\" 5\",x\ny,z\n",
        "a\"b,c\"d\n",
        "a \"b\",c\n",
        "  \"a,b\"  ,c\n",
        "  \"a\nb\"  ,c\nd\n",
        "\t\"a\",b\n",
        "\t\"a\nb\n",
        "\"a\" \"b,c\n",
        "\"a\"b\"c,d\"\ne\n",
        "x\ny\n\"open\nz\nz\nz\n",
        "x\n\"a\",\"open\n",
        "1,2\n\"\n\n\n\",3\n4\n",
        "\"\",\"\",\"\"\n\"\",\"\"\n",
        "\"\n\"\"\n\"\"\n\"\n\"\"\n",
        "   \n  ,  \n",
        "a\rb\n\"c\rd\"\n",
    };
    for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++) {
        CHECK_CASE("body %zu", i);
        check_body(text_from(bodies[i]), ',', false);
    }
}

static uint32_t random_next(uint64_t *state)
{
    *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(*state >> 33);
}

/* Bytes of a small alphabet, so that marks, ends and separators meet in all ways. */
static buffer random_body(uint64_t *state, const char *alphabet, size_t most)
{
    buffer body = {0};
    size_t n = random_next(state) % most, letters = strlen(alphabet);
    buffer_add_string(&body, "");
    buffer_reserve(&body, 1);
    for (size_t i = 0; i < n; i++)
        buffer_add_byte(&body, alphabet[random_next(state) % letters]);
    return body;
}

TEST(random_files)
{
    static const char *const alphabets[] = {"\",\n",       "a\",\n",           "a\", \n",
                                            "ab,\n\"\"\"", "a\",\r\n",         "aaaa\"\",\n",
                                            "ab,, \t\n\"", "abcdefgh,,,,\n\n", "aaaaaaa\"\"\n,\xFF"};
    uint64_t state = 20230630;
    for (int i = 0; i < 700; i++) {
        buffer body = random_body(&state, alphabets[(size_t)i % (sizeof alphabets / sizeof *alphabets)],
                                  i % 10 ? 40 : 300);
        CHECK_CASE("random body %d", i);
        check_body(buffer_text(&body), ',', false);
        buffer_free(&body);
        if (check_failures)
            return;
    }
}

TEST(other_separators)
{
    static const char delimiters[] = ";|\tx";
    uint64_t state = 7;
    for (size_t d = 0; d < 4; d++) {
        for (int i = 0; i < 60; i++) {
            char alphabet[] = "ab\"\n\"?";
            alphabet[5] = delimiters[d];
            buffer body = random_body(&state, alphabet, 60);
            CHECK_CASE("separator %zu, body %d", d, i);
            check_body(buffer_text(&body), delimiters[d], false);
            buffer_free(&body);
        }
    }
}

TEST(carriage_returns_alone)
{
    uint64_t state = 99;
    for (int i = 0; i < 100; i++) {
        buffer body = random_body(&state, "ab\",\r\r", 60);
        CHECK_CASE("body %d", i);
        check_body(buffer_text(&body), ',', true);
        buffer_free(&body);
    }
}

int main(void)
{
    RUN(picked_files);
    RUN(random_files);
    RUN(other_separators);
    RUN(carriage_returns_alone);
    return check_finish();
}

/* Records that replace others: which wins, what counts as the same key, what cannot be read twice, and keys without measure. */
#include "engine/engine.h"
#include "register.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>

typedef struct asked {
    const char *key, *second, *filter;
    const char *paths[3];
    size_t threads, chunk;
    uint64_t memory;
    bool strict, timeless;
    const char *sum;
    esep_status (*reject)(void *context, const cube_reject *rejected, esep_error *error);
} asked;

static char line[2000];

static cube *answer_cube(const asked *a)
{
    text names[3], key[2] = {text_from(a->key), text_from(a->second)}, by = text_from("v"),
                   sum = text_from(a->sum);
    engine_register from = {.names = names, .reading = {.chunk_bytes = a->chunk}};
    for (; from.n_names < 3 && a->paths[from.n_names]; from.n_names++)
        names[from.n_names] = text_from(a->paths[from.n_names]);
    cube_query query = {.by = &by,
                        .n_by = 1,
                        .n_dates = !a->timeless,
                        .dates = {text_from("date")},
                        .time = a->timeless ? CUBE_TIMELESS : CUBE_DAILY,
                        .key = key,
                        .n_key = a->second ? 2 : 1,
                        .filter = text_from(a->filter),
                        .strict = a->strict,
                        .memory = a->memory,
                        .sums = &sum,
                        .n_sums = a->sum != NULL,
                        .reject = a->reject,
                        .n_threads = a->threads ? a->threads : 2};
    esep_error error = {0};
    cube *c = NULL;
    line[0] = '\0';
    if (engine_answer(&c, &from, &query, &error) != ESEP_OK)
        esep_error_text(&error, ESEP_EN, line, sizeof line);
    return c;
}

/* "v count; … read counted filtered replaced rejected first last" */
static const char *answer_text(const asked *a)
{
    static char out[4000];
    cube *c = answer_cube(a);
    char first[11] = "", last[11] = "";
    out[0] = '\0';
    if (!c)
        return line;
    for (size_t i = 0; i < c->n_cells; i++) {
        text category = c->dimensions[0].categories[c->codes[c->cells[i].group]];
        snprintf(out + strlen(out), sizeof out - strlen(out), "%.*s %d; ", (int)category.length,
                 category.data, (int)c->cells[i].count);
    }
    if (c->any_day) {
        day_iso(first, c->first_day);
        day_iso(last, c->last_day);
    }
    snprintf(out + strlen(out), sizeof out - strlen(out), "%d %d %d %d %d %s %s", (int)c->account.read,
             (int)c->account.counted, (int)c->account.filtered, (int)c->account.replaced,
             (int)cube_account_rejected(&c->account), first, last);
    cube_free(c);
    return out;
}

TEST(which_wins)
{
    static const struct {
        const char *rows, *filter, *says;
    } cases[] = {
        {"1,2024-01-01,a\n2,2024-01-02,b\n", NULL, "a 1; b 1; 2 2 0 0 0 2024-01-01 2024-01-02"},
        {"1,2024-01-01,a\n1,2024-01-02,b\n", NULL, "b 1; 2 1 0 1 0 2024-01-02 2024-01-02"},
        {"1,2024-01-02,b\n1,2024-01-01,a\n", NULL, "a 1; 2 1 0 1 0 2024-01-01 2024-01-01"},
        /* Replaced by one that the filter leaves out. */
        {"1,2024-01-01,a\n1,2024-01-02,b\n", "v = 'a'", "2 0 1 1 0 2024-01-02 2024-01-02"},
        /* What cannot be read replaces nothing. */
        {"1,2024-01-01,a\n1,2024-02-31,b\n", NULL, "a 1; 2 1 0 0 1 2024-01-01 2024-01-01"},
        {"1,2024-01-01,a\n1,2024-01-02\n", NULL, "a 1; 2 1 0 0 1 2024-01-01 2024-01-01"},
        {"1,2024-01-01,a\n,2024-01-02,b\n,2024-01-03,c\n", NULL, "a 1; 3 1 0 0 2 2024-01-01 2024-01-03"},
        /* Keys are cells: blanks and quotes around them are not theirs. Numbers are not read. */
        {"1,2024-01-01,a\n \"1\" ,2024-01-02,b\n01,2024-01-03,c\n", NULL,
         "b 1; c 1; 3 2 0 1 0 2024-01-02 2024-01-03"},
        {"\"a\"\"b\",2024-01-01,a\n\"a\"\"b\",2024-01-02,b\n", NULL, "b 1; 2 1 0 1 0 2024-01-02 2024-01-02"},
        /* A typing error in a date, put right later, does not stretch the register. */
        {"1,2199-01-01,a\n2,2024-01-01,a\n1,2024-01-02,a\n", NULL,
         "a 1; a 1; 3 2 0 1 0 2024-01-01 2024-01-02"},
        {"1,2024-01-01,a\n1,2024-01-01,a\n1,2024-01-01,a", NULL, "a 1; 3 1 0 2 0 2024-01-01 2024-01-01"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char file[400];
        CHECK_CASE("%zu", i);
        snprintf(file, sizeof file, "id,date,v\n%s", cases[i].rows);
        asked a = {.key = "id", .filter = cases[i].filter, .paths = {register_write_text("k.csv", file)}};
        CHECK_STRING(answer_text(&a), cases[i].says);
        a.chunk = 1;
        CHECK_STRING(answer_text(&a), cases[i].says);
    }
}

TEST(several_columns)
{
    asked a = {.key = "id", .second = "v", .timeless = true};
    a.paths[0] = register_write_text("k.csv", "id,v\n1,12\n11,2\n1,12\n,5\n5,\n");
    CHECK_STRING(answer_text(&a), "12 1; 2 1; 5 2 0 1 2  ");
}

/* The order of files decides, not their days. */
TEST(files)
{
    asked a = {.key = "id"};
    a.paths[0] = register_write_text("b.csv", "id,date,v\n1,2024-05-05,from b\n2,2024-05-05,b\n");
    a.paths[1] = register_write_text("a.csv", "date,v,id\n2024-01-01,from a,1\n");
    const char *first = answer_text(&a);
    CHECK_STRING(first, "b 1; from a 1; 3 2 0 1 0 2024-01-01 2024-05-05");
}

/* A first reading may stumble over records that are replaced: strictness judges those that stay. */
TEST(strict)
{
    asked a = {.key = "id", .strict = true, .sum = "n"};
    a.paths[0] =
        register_write_text("k.csv", "id,date,v,n\n1,2024-01-01,a,?\n2,2024-01-01,b,1\n1,2024-01-01,a,5\n");
    CHECK_STRING(answer_text(&a), "a 1; b 1; 3 2 0 1 0 2024-01-01 2024-01-01");
    a.paths[0] =
        register_write_text("k.csv", "id,date,v,n\n1,2024-01-01,a,1\n2,2024-01-01,b,?\n3,2024-01-01,a,!\n");
    CHECK(strstr(answer_text(&a), "k.csv:3"));
    a.chunk = 1;
    CHECK(strstr(answer_text(&a), "k.csv:3"));
    a.paths[0] =
        register_write_text("k.csv", "id,date,v,n\n1,2024-01-01,a,1\n1,2024-01-01,b,1\n3,2024-01-01,a,!\n");
    CHECK(strstr(answer_text(&a), "k.csv:4"));
}

static int rejected;

static esep_status count_rejected(void *context, const cube_reject *one, esep_error *error)
{
    (void)context;
    (void)error;
    rejected = one ? rejected + 1 : 0;
    return ESEP_OK;
}

/* Rising keys in two files, long enough for nothing to be kept at first, with and without one in both. */
TEST(rising)
{
    for (int same = 0; same < 2; same++) {
        char *file = malloc(4000 * 40);
        for (int part = 0; part < 2; part++) {
            size_t n = (size_t)sprintf(file, "id,date,v,n\n");
            for (int i = 0; i < 4000; i++)
                n += (size_t)sprintf(file + n, "%d,2024-01-01,%d,%s\n",
                                     2 * i + (part && !(same && i == 2000)), part, i % 1000 ? "1" : "?");
            register_write(part ? "two.csv" : "one.csv", file, n);
        }
        for (size_t threads = 1; threads < 6; threads += 2) {
            asked a = {.key = "id",
                       .paths = {register_path("one.csv"), register_path("two.csv")},
                       .threads = threads,
                       .chunk = 8192,
                       .sum = "n",
                       .reject = count_rejected};
            CHECK_CASE("%d with %zu threads", same, threads);
            CHECK_STRING(answer_text(&a), same ? "0 3996; 1 3996; 8000 7992 0 1 7 2024-01-01 2024-01-01"
                                               : "0 3996; 1 3996; 8000 7992 0 0 8 2024-01-01 2024-01-01");
            CHECK_INT(rejected, same ? 7 : 8);
        }
        free(file);
    }
}

/* Standard input can be read once: enough while keys differ, whatever their order. */
static const char *answer_pipe(const char *content)
{
    int ends[2], kept = dup(STDIN_FILENO);
    CHECK(pipe(ends) == 0);
    pid_t writer = fork();
    if (writer == 0) {
        close(ends[0]);
        ssize_t written = write(ends[1], content, strlen(content));
        _exit(written == (ssize_t)strlen(content) ? 0 : 1);
    }
    close(ends[1]);
    dup2(ends[0], STDIN_FILENO);
    close(ends[0]);
    asked a = {.key = "id", .paths = {"-"}, .chunk = 4096};
    const char *said = answer_text(&a);
    dup2(kept, STDIN_FILENO);
    close(kept);
    waitpid(writer, NULL, 0);
    return said;
}

TEST(pipes)
{
    static char content[40 * 3000];
    size_t n = (size_t)sprintf(content, "id,date,v\n");
    for (int i = 0; i < 3000; i++)
        n += (size_t)sprintf(content + n, "%d,2024-01-01,a\n", i < 2000 ? i * 2 : (i - 2000) * 2 + 1);
    CHECK_STRING(answer_pipe(content), "a 3000; 3000 3000 0 0 0 2024-01-01 2024-01-01");
    strcat(content, "7,2024-01-01,a\n");
    CHECK(strstr(answer_pipe(content), "save it to a file"));
    CHECK_STRING(answer_pipe("id,date,v\nb,2024-01-01,a\na,2024-01-01,a\n"),
                 "a 2; 2 2 0 0 0 2024-01-01 2024-01-01");
}

/* Keys of a megabyte, that differ in the last byte or not at all. */
TEST(long_keys)
{
    enum { LONG = 1 << 20 };
    char *file = malloc(3 * (LONG + 100)), *at = file + sprintf(file, "id,date,v\n");
    for (int i = 0; i < 3; i++) {
        memset(at, 'k', LONG);
        at += LONG;
        at += sprintf(at, "%d,2024-01-0%d,%d\n", i % 2, i + 1, i);
    }
    asked a = {.key = "id", .paths = {register_write("k.csv", file, (size_t)(at - file))}};
    CHECK_STRING(answer_text(&a), "1 1; 2 1; 3 2 0 1 0 2024-01-02 2024-01-03");
    a.chunk = 100000;
    a.threads = 4;
    CHECK_STRING(answer_text(&a), "1 1; 2 1; 3 2 0 1 0 2024-01-02 2024-01-03");
    free(file);
}

/* Keys in no order have to be remembered; rising ones need none of the memory. */
TEST(memory)
{
    enum { RECORDS = 200000 };
    char *file = malloc(RECORDS * 40);
    for (int order = 0; order < 2; order++) {
        size_t n = (size_t)sprintf(file, "id,date,v\n");
        for (unsigned i = 0; i < RECORDS; i++)
            n += (size_t)sprintf(file + n, "%u,2024-01-01,a\n", order ? i * 2654435761U : i);
        asked a = {.key = "id", .paths = {register_write("k.csv", file, n)}, .memory = 6 << 20};
        CHECK_CASE("order %d", order);
        if (order)
            CHECK(strstr(answer_text(&a), "key \"id\""));
        else
            CHECK_STRING(answer_text(&a), "a 200000; 200000 200000 0 0 0 2024-01-01 2024-01-01");
    }
    free(file);
}

int main(void)
{
    RUN(which_wins);
    RUN(several_columns);
    RUN(files);
    RUN(strict);
    RUN(rising);
    RUN(pipes);
    RUN(long_keys);
    RUN(memory);
    return check_finish();
}

/* Distinct values that are too many for the memory: told apart in several readings, to the same end. */
#include "engine/engine.h"
#include "register.h"

#include <fcntl.h>
#include <stdlib.h>

enum { RECORDS = 30000, PERSONS = 12000, TYPES = 3 };

static uint64_t state = 88172645463325252u;

static uint32_t next_random(uint32_t below)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (uint32_t)(state % below);
}

/* Blanks and quotation marks around a value make no other one of it; some have none, and some are no text. What marks decimals shows at the end
 * only: all is counted again then. */
static void write_register(const char *name)
{
    FILE *file = fopen(register_path(name), "w");
    fputs("date,type,fine,person\n", file);
    for (int i = 0; i < RECORDS; i++) {
        static const char *const shapes[] = {"person-number-%u", " person-number-%u ",
                                             "\"person-number-%u\""};
        fprintf(file, "2024-0%u-1%u,%c,%u%s,", 1 + next_random(3), next_random(9),
                (char)('a' + next_random(TYPES)), next_random(1000), i > RECORDS - 10 ? ".25" : "");
        uint32_t odd = next_random(1000);
        if (odd == 1)
            fputs("\xFF", file);
        else if (odd > 1)
            fprintf(file, shapes[next_random(3)], next_random(PERSONS));
        fputc('\n', file);
    }
    fclose(file);
}

static char line[2000];

/* Rejected records since the last beginning, and how often they were told from the beginning. */
typedef struct rejects {
    int n;
    int begun;
} rejects;

static esep_status count_reject(void *context, const cube_reject *rejected, esep_error *error)
{
    (void)error;
    rejects *seen = context;
    seen->begun += !rejected;
    seen->n = rejected ? seen->n + 1 : 0;
    return ESEP_OK;
}

/* The first query counts persons by type, the second all of them; a third sums fines. */
static bool count_persons(cube *out[3], const char *path, uint64_t memory, const text *key, rejects *rejected)
{
    text names[] = {text_from(path)}, by = text_from("type"), fine = text_from("fine");
    engine_register from = {
        .names = names, .n_names = 1, .reading = {.chunk_bytes = 1 << 16, .encoding = "UTF-8"}};
    cube_query by_type = {.by = &by,
                          .n_by = 1,
                          .n_dates = 1,
                          .dates = {text_from("date")},
                          .time = CUBE_MONTHLY,
                          .distinct = text_from("person"),
                          .key = key,
                          .n_key = key != NULL,
                          .memory = memory,
                          .n_threads = 2};
    cube_query queries[3] = {by_type, by_type, by_type};
    queries[0].reject = count_reject;
    queries[0].reject_context = rejected;
    queries[1].n_by = 0;
    queries[1].time = CUBE_TIMELESS;
    queries[2].distinct = (text){0};
    queries[2].sums = &fine;
    queries[2].n_sums = 1;
    esep_error error = {0};
    line[0] = '\0';
    if (engine_answer_all(out, &from, queries, 3, &error) == ESEP_OK)
        return true;
    esep_error_text(&error, ESEP_EN, line, sizeof line);
    return false;
}

/* Distinct values of each cell. */
static int keys_of_cell(const cube *c, uint32_t cell)
{
    int n = 0;
    for (size_t i = 0; i < c->n_keys; i++)
        n += c->keys[i].cell == cell &&
             (i == 0 || c->keys[i - 1].cell != cell || c->keys[i - 1].value != c->keys[i].value);
    return n;
}

/* All different values of a cube, whatever their cells. */
static int values_of(const cube *c)
{
    uint32_t most = 0;
    int n = 0;
    for (size_t i = 0; i < c->n_keys; i++)
        most = c->keys[i].value > most ? c->keys[i].value : most;
    char *seen = calloc(most + 1, 1);
    for (size_t i = 0; i < c->n_keys; i++) {
        n += !seen[c->keys[i].value];
        seen[c->keys[i].value] = 1;
    }
    free(seen);
    return n;
}

static void compare(const char *path, uint64_t memory, const text *key)
{
    cube *whole[3] = {0}, *parts[3] = {0};
    rejects rejected = {0}, rejected_in_parts = {0};
    CHECK_CASE("%d bytes of memory, %s key", (int)memory, key ? "a" : "no");
    CHECK(count_persons(whole, path, 0, key, &rejected));
    CHECK(count_persons(parts, path, memory, key, &rejected_in_parts));
    CHECK_STRING(line, "");
    if (line[0])
        return;
    CHECK(rejected.n > 0 && rejected_in_parts.begun > rejected.begun);
    CHECK_INT(rejected_in_parts.n, rejected.n);
    for (int q = 0; q < 3; q++) {
        CHECK_INT((int)parts[q]->n_cells, (int)whole[q]->n_cells);
        CHECK_INT((int)parts[q]->n_keys, (int)whole[q]->n_keys);
        CHECK_INT((int)parts[q]->account.counted, (int)whole[q]->account.counted);
        CHECK_INT((int)cube_account_rejected(&parts[q]->account),
                  (int)cube_account_rejected(&whole[q]->account));
        CHECK_INT(values_of(parts[q]), values_of(whole[q]));
        for (uint32_t cell = 0; cell < whole[q]->n_cells; cell++) {
            CHECK_INT((int)parts[q]->cells[cell].count, (int)whole[q]->cells[cell].count);
            CHECK_INT(keys_of_cell(parts[q], cell), keys_of_cell(whole[q], cell));
            CHECK(q < 2 || parts[q]->sums[cell] == whole[q]->sums[cell]);
        }
        cube_free(whole[q]);
        cube_free(parts[q]);
    }
}

TEST(parts_come_to_the_same)
{
    write_register("persons.csv");
    char path[1000];
    snprintf(path, sizeof path, "%s", register_path("persons.csv"));
    text key = text_from("person");
    compare(path, UINT64_C(10) << 20, NULL);
    compare(path, UINT64_C(7) << 20, NULL);
    compare(path, UINT64_C(10) << 20, &key);
}

typedef struct rewriting {
    const char *path;
    int readings;
} rewriting;

/* When all has been read once: other days in place of those of 2024, and neither the file's size nor its time tells. */
static void rewrite_register(void *context, uint64_t bytes, uint64_t total, uint64_t rows)
{
    (void)rows;
    rewriting *r = context;
    if (bytes < total || r->readings++ > 0)
        return;
    struct stat before;
    int file = open(r->path, O_RDWR);
    CHECK(file >= 0 && fstat(file, &before) == 0);
    char *content = malloc((size_t)before.st_size + 1);
    CHECK(pread(file, content, (size_t)before.st_size, 0) == before.st_size);
    content[before.st_size] = '\0';
    for (char *at = content; (at = strstr(at, "\n2024-02")); at++)
        memcpy(at, "\n2025", 5);
    CHECK(pwrite(file, content, (size_t)before.st_size, 0) == before.st_size);
    struct timespec times[2] = {before.st_atim, before.st_mtim};
    CHECK(futimens(file, times) == 0);
    free(content);
    close(file);
}

TEST(readings_that_differ_are_refused)
{
    write_register("rewritten.csv");
    rewriting rewritten = {.path = register_path("rewritten.csv")};
    text name = text_from(rewritten.path);
    engine_register from = {
        .names = &name, .n_names = 1, .reading = {.chunk_bytes = 1 << 16, .encoding = "UTF-8"}};
    cube_query query = {.n_dates = 1,
                        .dates = {text_from("date")},
                        .time = CUBE_MONTHLY,
                        .distinct = text_from("person"),
                        .memory = UINT64_C(2) << 20,
                        .n_threads = 1,
                        .progress = rewrite_register,
                        .progress_context = &rewritten};
    cube *out = NULL;
    esep_error error = {0};
    CHECK_INT(engine_answer_all(&out, &from, &query, 1, &error), ESEP_DATA);
    esep_error_text(&error, ESEP_EN, line, sizeof line);
    CHECK(strstr(line, "changed while it was being read") != NULL);
    CHECK_INT(rewritten.readings, 2);
}

TEST(what_does_not_fit_in_parts_is_said)
{
    cube *out[3] = {0};
    rejects rejected = {0};
    CHECK(!count_persons(out, register_path("persons.csv"), UINT64_C(1) << 19, NULL, &rejected));
    CHECK(strstr(line, "person") != NULL);
}

int main(void)
{
    RUN(parts_come_to_the_same);
    RUN(readings_that_differ_are_refused);
    RUN(what_does_not_fit_in_parts_is_said);
    return check_finish();
}

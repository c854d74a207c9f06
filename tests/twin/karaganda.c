/* The example's registers, made by their generator (its path is the argument), asked in all ways. */
#include "twins.h"

#include <sys/wait.h>

static const char *generator;

static char *made(const char *name, size_t *length)
{
    char command[2 * PATH_MAX];
    static bool done;
    if (!done) {
        snprintf(command, sizeof command, "'%s' '%s'", generator, register_folder());
        CHECK_INT(system(command), 0);
        done = true;
    }
    char *bytes = register_read(register_path(name), length);
    CHECK(bytes != NULL && *length > 1000);
    return bytes;
}

/* What of the ways is tried: the large registers are spared the slow ones, which the others go through. */
enum { WAYS_CHUNKS = 1, WAYS_PACKED = 2, WAYS_ENCODED = 4, WAYS_REST = 8, WAYS_ALL = 15 };

static void try_register(const char *name, esep_change_request asked, const char *key, const char *expected,
                         int ways, size_t least)
{
    size_t length = 0;
    char *bytes = made(name, &length), counts[450];
    twin t = twin_begin(bytes, length, asked);
    snprintf(counts, sizeof counts, "%s %s", answer_cell(&t.answer, key, NULL, "base"),
             answer_cell(&t.answer, key, NULL, "value"));
    CHECK_STRING(counts, expected);
    if (ways & WAYS_CHUNKS)
        twin_try_chunks(&t, least);
    if (ways & WAYS_PACKED)
        twin_try_compressions(&t, 3, 65536);
    if (ways & WAYS_ENCODED)
        twin_try_encodings(&t, "RK1048", 4096);
    if (ways & WAYS_REST) {
        twin_try_line_ends(&t);
        t.asked.date_format = asked.date_format ? asked.date_format : "dd.mm.yyyy";
        twin_try_standard_input(&t);
    }
    twin_end(&t);
    free(bytes);
}

TEST(crimes)
{
    esep_change_request asked = {.date = "registered",
                                 .date_format = "yyyy-mm-dd",
                                 .by = "city,district,gravity",
                                 .where = "article in ('188', '190') or method is null",
                                 .period = "2023-H1",
                                 .top = 12};
    try_register("crimes.csv", asked, "_T", "4749 4147", WAYS_ALL, 4096);
}

TEST(crimes_by_city)
{
    esep_change_request asked = {
        .date = "registered", .date_format = "yyyy-mm-dd", .by = "city", .period = "2023-H1"};
    try_register("crimes.csv", asked, "Караганда", "3104 2676", WAYS_CHUNKS, 65536);
}

TEST(killed)
{
    esep_change_request asked = {
        .by = "city", .where = "city = 'Караганда'", .sum = "killed", .period = "2023-H1"};
    try_register("collisions.csv", asked, "_T", "11 16", WAYS_ALL, 200);
}

TEST(fines)
{
    esep_change_request asked = {.by = "article,city", .sum = "fine", .period = "2023-01..2023-05"};
    try_register("protocols.csv", asked, "_T", "428637154 476875289", WAYS_CHUNKS | WAYS_PACKED, 65536);
}

TEST(articles_of_protocols)
{
    esep_change_request asked = {.by = "city", .distinct = "article", .period = "2023-01..2023-05"};
    try_register("protocols.csv", asked, "_T", "15 15", WAYS_CHUNKS, 65536);
}

int main(int count, char **arguments)
{
    if (count != 2) {
        printf("Bail out! the generator's path is wanted\n");
        return 1;
    }
    generator = arguments[1];
    RUN(crimes);
    RUN(crimes_by_city);
    RUN(killed);
    RUN(fines);
    RUN(articles_of_protocols);
    return check_finish();
}

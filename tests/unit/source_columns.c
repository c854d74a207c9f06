/* Columns that nobody looks at: their fields may be empty, and nothing else changes; nobody can read them by accident. */
#include "register.h"
#include "source/source.h"

#include <signal.h>
#include <sqlite3.h>
#include <sys/wait.h>

static void write_database(const char *name, const char *sql)
{
    sqlite3 *database = NULL;
    remove(register_path(name));
    CHECK_INT(sqlite3_open(register_path(name), &database), SQLITE_OK);
    CHECK_INT(sqlite3_exec(database, sql, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(database);
}

static source *open_files(const char *const *names, size_t n)
{
    source *s = NULL;
    esep_error error = {0};
    text paths[4];
    for (size_t i = 0; i < n; i++)
        paths[i] = text_from(register_path(names[i]));
    CHECK_INT(source_open(&s, paths, n, &(source_options){0}, &error), ESEP_OK);
    return s;
}

/* What a pass reads, all files one behind the other. */
static void check_pass(source *s, const bool *wanted, esep_status expected_status, const char *expected)
{
    source_chunk chunk = {0};
    esep_error error = {0};
    buffer all = {0};
    bool any = true;
    source_want(s, wanted);
    esep_status status = source_start(s, &error);
    CHECK_INT(source_chunk_create(&chunk, s, &error), ESEP_OK);
    while (status == ESEP_OK && any) {
        status = source_next(s, &chunk, &any, &error);
        if (status == ESEP_OK && any)
            buffer_add(&all, (text){chunk.bytes, chunk.length});
    }
    buffer_add_byte(&all, '\0');
    CHECK_INT(status, expected_status);
    CHECK_STRING(all.data, expected);
    source_chunk_free(&chunk);
    buffer_free(&all);
}

static const char *const two[] = {"one.sqlite", "two.sqlite"};

/* The second file has the columns in another order. */
static source *open_two(void)
{
    write_database("one.sqlite", "CREATE TABLE r (date TEXT, a, b TEXT, c REAL); "
                                 "INSERT INTO r VALUES ('2023-01-01', 1, 'x, \"y\"', 0.5), "
                                 "('2023-01-02', NULL, 'line' || char(10) || 'end', NULL)");
    write_database("two.sqlite", "CREATE TABLE r (b TEXT, c REAL, date TEXT, a); "
                                 "INSERT INTO r VALUES ('z', 2.25, '2023-01-03', 'text')");
    return open_files(two, 2);
}

TEST(fields_of_other_columns_are_empty)
{
    static const char whole[] = "2023-01-01,1,\"x, \"\"y\"\"\",0.5\n2023-01-02,,\"line\nend\",\n"
                                "z,2.25,2023-01-03,text\n";
    static const struct {
        const char *name;
        bool wanted[4];
        const char *expected;
    } cases[] = {
        {"two", {true, false, false, true}, "2023-01-01,,,0.5\n2023-01-02,,,\n,2.25,2023-01-03,\n"},
        {"first", {true, false, false, false}, "2023-01-01,,,\n2023-01-02,,,\n,,2023-01-03,\n"},
        {"last", {false, false, false, true}, ",,,0.5\n,,,\n,2.25,,\n"},
        {"none", {false, false, false, false}, ",,,\n,,,\n,,,\n"},
        {"all", {true, true, true, true}, whole},
    };
    source *s = open_two();
    CHECK_CASE("nothing said");
    check_pass(s, NULL, ESEP_OK, whole);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        CHECK_CASE("%s", cases[i].name);
        check_pass(s, cases[i].wanted, ESEP_OK, cases[i].expected);
    }
    CHECK_CASE("all again");
    check_pass(s, NULL, ESEP_OK, whole);
    source_close(s);
}

/* A row of one empty field is a record. */
TEST(rows_are_still_rows)
{
    static const char *const names[] = {"single.sqlite"};
    write_database("single.sqlite", "CREATE TABLE r (a); INSERT INTO r VALUES (1), (2)");
    source *s = open_files(names, 1);
    check_pass(s, (const bool[]){false}, ESEP_OK, "\"\"\n\"\"\n");
    source_close(s);
}

/* What SQLite's file holds beyond text and numbers is refused whether it is asked for or not. */
TEST(blobs_are_refused_everywhere)
{
    static const char *const names[] = {"blob.sqlite"};
    write_database("blob.sqlite",
                   "CREATE TABLE r (date TEXT, a); WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL "
                   "SELECT i + 1 FROM n WHERE i < 30000) INSERT INTO r SELECT '2023-01-01', "
                   "'1' FROM n; INSERT INTO r VALUES ('2023-01-01', x'00')");
    source *s = open_files(names, 1);
    check_pass(s, (const bool[]){true, false}, ESEP_DATA, "");
    source_close(s);
}

/* Does binding the column end the program? */
static bool binding_ends(source *s, size_t column)
{
    int state = 0;
    fflush(stdout);
    pid_t child = fork();
    if (child == 0) {
        close(STDERR_FILENO);
        _exit(source_pass_column(s, 1, column) < 4 ? 0 : 1);
    }
    CHECK(child > 0 && waitpid(child, &state, 0) == child);
    return WIFSIGNALED(state) && WTERMSIG(state) == SIGABRT;
}

TEST(nobody_binds_what_was_not_wanted)
{
    source *s = open_two();
    CHECK(!binding_ends(s, 1));
    source_want(s, (const bool[]){true, false, true, false});
    CHECK(!binding_ends(s, 0) && !binding_ends(s, 2));
    CHECK(binding_ends(s, 1) && binding_ends(s, 3));
    CHECK_INT(source_pass_column(s, 1, 0), 2);
    source_want(s, NULL);
    CHECK(!binding_ends(s, 1) && !binding_ends(s, 3));
    source_close(s);
}

int main(void)
{
    RUN(fields_of_other_columns_are_empty);
    RUN(rows_are_still_rows);
    RUN(blobs_are_refused_everywhere);
    RUN(nobody_binds_what_was_not_wanted);
    return check_finish();
}

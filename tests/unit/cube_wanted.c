/* Every way in which a query can touch a column, each alone: what it touches is read, from a table that leaves out what nobody wants. (In a
 * column that was not announced as wanted, nobody could bind anything: see unit source_columns.) */
#include "engine/engine.h"
#include "register.h"

#include <sqlite3.h>

static void write_register(void)
{
    sqlite3 *database = NULL;
    remove(register_path("r.sqlite"));
    CHECK_INT(sqlite3_open(register_path("r.sqlite"), &database), SQLITE_OK);
    CHECK_INT(sqlite3_exec(database,
                           "CREATE TABLE r (year, month, number, kind, city, age, fine, person, day);"
                           "INSERT INTO r VALUES (2023, 1, 'a', 'x', 'north', 17, 5, 'p', '2023-01-30'),"
                           "(2023, 1, 'b', 'y', 'north', 40, 7, 'q', '2023-01-31'),"
                           "(2023, 2, 'a', 'x', 'south', 50, 11, 'p', '2023-02-01'),"
                           "(2023, 3, 'c', 'z', 'north', 60, 13, 'r', '2023-03-15')",
                           NULL, NULL, NULL),
              SQLITE_OK);
    sqlite3_close(database);
}

/* Of each cell: records, those of the first named count, the first sum; then how many cells hold a distinct value. */
static void describe(buffer *out, const cube *c)
{
    for (size_t i = 0; i < c->n_cells; i++) {
        buffer_add_format(out, "%s%d", i ? " " : "", (int)c->cells[i].count);
        if (c->named)
            buffer_add_format(out, ":%d", (int)c->named[i * c->n_named]);
        if (c->sums)
            buffer_add_format(out, "=%d", (int)(c->sums[i * c->n_sums] / 1000000000000000000));
    }
    if (c->keys)
        buffer_add_format(out, " of %d", (int)c->n_keys);
    buffer_add_format(out, ", %d gone", (int)(c->account.replaced + c->account.filtered));
}

static void check_answers(const char *what, const cube_query *queries, size_t n, const char *expected)
{
    text names[] = {text_from(register_path("r.sqlite"))};
    engine_register from = {.names = names, .n_names = 1};
    cube *out[4] = {0};
    esep_error error = {0};
    buffer all = {0};
    CHECK_CASE("%s", what);
    CHECK_INT(engine_answer_all(out, &from, queries, n, &error), ESEP_OK);
    for (size_t q = 0; q < n && out[q]; q++) {
        buffer_add_string(&all, q ? "; " : "");
        describe(&all, out[q]);
        cube_free(out[q]);
    }
    buffer_add_byte(&all, '\0');
    CHECK_STRING(all.data, expected);
    buffer_free(&all);
}

#define ASKED .time = CUBE_TIMELESS, .n_threads = 2

TEST(each_way_alone)
{
    const text by = text_from("city"), fine = text_from("fine"), north = text_from("city = 'north'");
    const text number = text_from("number"), part = text_from("part");
    const cube_named_count old = {text_from("old"), text_from("age >= 40")};
    const derivation month = {
        .name = part, .kind = DERIVATION_MONTH, .columns = {text_from("day")}, .n_columns = 1};
    const struct {
        const char *what, *expected;
        cube_query query;
    } cases[] = {
        {"nothing", "4, 0 gone", {ASKED}},
        {"dimension", "3 1, 0 gone", {ASKED, .by = &by, .n_by = 1}},
        {"filter", "3, 1 gone", {ASKED, .filter = north}},
        {"named count", "4:3, 0 gone", {ASKED, .counts = &old, .n_counts = 1}},
        {"sum", "4=36, 0 gone", {ASKED, .sums = &fine, .n_sums = 1}},
        {"filter of a sum", "4=25, 0 gone", {ASKED, .sums = &fine, .n_sums = 1, .sum_filters = &north}},
        {"distinct", "4 of 3, 0 gone", {ASKED, .distinct = text_from("person")}},
        {"key", "3, 1 gone", {ASKED, .key = &number, .n_key = 1}},
        {"derived", "2 1 1, 0 gone", {ASKED, .by = &part, .n_by = 1, .derived = &month, .n_derived = 1}},
        {"date", "1 1 1 1, 0 gone", {.n_threads = 2, .n_dates = 1, .dates = {text_from("day")}}},
        {"year and month",
         "2 1 1, 0 gone",
         {.n_threads = 2,
          .time = CUBE_MONTHLY,
          .n_dates = 2,
          .dates = {text_from("year"), text_from("month")}}},
    };
    write_register();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        check_answers(cases[i].what, &cases[i].query, 1, cases[i].expected);
}

/* One reading for all: each has its own columns. */
TEST(several_queries)
{
    const text by = text_from("city"), fine = text_from("fine");
    const cube_query queries[] = {{ASKED, .by = &by, .n_by = 1},
                                  {ASKED, .sums = &fine, .n_sums = 1},
                                  {ASKED, .filter = text_from("kind = 'x'")},
                                  {ASKED, .distinct = text_from("person")}};
    write_register();
    check_answers("four", queries, 4, "3 1, 0 gone; 4=36, 0 gone; 2, 2 gone; 4 of 3, 0 gone");
}

static esep_status take_record(void *context, const cube_record *record, esep_error *error)
{
    (void)error;
    buffer *all = context;
    for (size_t k = 0; record && k < record->n_fields; k++) {
        buffer_add(all, record->fields[k]);
        buffer_add_byte(all, k + 1 < record->n_fields ? ',' : '\n');
    }
    return ESEP_OK;
}

TEST(records_have_all_columns)
{
    buffer all = {0};
    const cube_query query = {.time = CUBE_TIMELESS,
                              .n_threads = 1,
                              .filter = text_from("number = 'a'"),
                              .record = take_record,
                              .record_context = &all};
    write_register();
    check_answers("records", &query, 1, "2, 2 gone");
    buffer_add_byte(&all, '\0');
    CHECK_STRING(all.data, "2023,1,a,x,north,17,5,p,2023-01-30\n2023,2,a,x,south,50,11,p,2023-02-01\n");
    buffer_free(&all);
}

int main(void)
{
    RUN(each_way_alone);
    RUN(several_queries);
    RUN(records_have_all_columns);
    return check_finish();
}

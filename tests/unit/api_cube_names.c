#include "api/cube_names.h"
#include "check.h"

/* The columns' names, as "by|by|count…|sum": `by` and the rest are lists with blanks between, "date" is the time. */
static size_t split(text out[8], char *list)
{
    size_t n = 0;
    for (char *word = strtok(list, " "); word; word = strtok(NULL, " "))
        out[n++] = text_from(word);
    return n;
}

static const char *settled(char out[400], const char *by, const char *counts, const char *sums)
{
    char lists[3][100];
    text by_names[8], count_names[8], sum_names[8];
    cube_named_count named[8] = {{{0}, {0}}};
    arena memory = {0};
    cube_names names = {0};
    esep_error error = {0};
    strcpy(lists[0], by);
    strcpy(lists[1], counts);
    strcpy(lists[2], sums);
    cube_query query = {.by = by_names, .counts = named, .sums = sum_names};
    query.n_by = split(by_names, lists[0]);
    query.n_counts = split(count_names, lists[1]);
    query.n_sums = split(sum_names, lists[2]);
    for (size_t i = 0; i < query.n_counts; i++)
        named[i].name = count_names[i];
    out[0] = '\0';
    if (cube_names_settle(&names, &memory, &query, text_from("date"), &error) != ESEP_OK) {
        CHECK_INT(error.status, ESEP_USAGE);
        strcpy(out, error.arguments[1]);
    } else {
        sprintf(out, "%s", names.time.data);
        for (size_t i = 0; i < query.n_by; i++)
            sprintf(out + strlen(out), " %s", names.by[i].data);
        for (size_t i = 0; i < query.n_sums; i++)
            sprintf(out + strlen(out), " +%s", names.sums[i].data);
    }
    arena_free(&memory);
    return out;
}

TEST(every_column_has_its_own_name)
{
    static const struct {
        const char *by, *counts, *sums, *expected;
    } cases[] = {
        {"city", "grave", "fine", "date city +fine"},
        {"count", "", "", "date by_count"},
        {"fine city", "", "fine", "date by_fine city +fine"},
        {"", "", "count", "date +sum_count"},
        {"", "", "fine fine", "date +fine +sum_fine"},
        {"sum_count", "", "count", "date by_sum_count +sum_count"},
        {"date", "", "", "date by_date"},
        {"", "", "date", "by_date +date"},
        {"count by_count", "", "", "date by_count by_by_count"},
        {"city city", "", "", "date city by_city"},
        {"", "count", "", "count"}, /* a named count is refused under its name */
        {"", "a a", "", "a"},
        {"grave", "grave", "", "grave"},
        {"", "fine", "fine", "fine"},
        {"", "date", "", "date"},
        {"Count", "COUNT", "", "date Count"},
    };
    char out[400];
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        CHECK_CASE("by %s, counts %s, sums %s", cases[i].by, cases[i].counts, cases[i].sums);
        CHECK_STRING(settled(out, cases[i].by, cases[i].counts, cases[i].sums), cases[i].expected);
    }
}

int main(void)
{
    RUN(every_column_has_its_own_name);
    return check_finish();
}

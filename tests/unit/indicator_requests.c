/* How demands on a register are packed into queries. */
#include "check.h"
#include "indicator/bulletin_requests.h"

enum { INDICATORS = 200 };

static definition_indicator indicators[INDICATORS];
static definition_register registers[2];
static const definition d = {
    .registers = registers, .n_registers = 2, .indicators = indicators, .n_indicators = INDICATORS};
static char filters[INDICATORS][32];

static void begin(void)
{
    registers[0] = registers[1] = (definition_register){0};
    for (size_t i = 0; i < INDICATORS; i++) {
        snprintf(filters[i], sizeof filters[i], "a = '%d'", (int)i);
        indicators[i] = (definition_indicator){.name = text_from(filters[i]),
                                               .filter = text_from(filters[i]),
                                               .numerator = DEFINITION_NONE,
                                               .denominator = DEFINITION_NONE};
    }
}

static void demand(bulletin_demands *to, size_t i, const char *first, const char *second)
{
    text by[] = {text_from(first), text_from(second)};
    esep_error error = {0};
    CHECK_INT(bulletin_demand_indicator(to, &d, i, by, !first ? 0 : second ? 2 : 1, &error), ESEP_OK);
}

static bulletin_requests pack(arena *memory, bulletin_demands *demands)
{
    bulletin_requests out;
    esep_error error = {0};
    CHECK_INT(bulletin_pack_requests(&out, memory, &d, 0, demands, &error), ESEP_OK);
    free(demands->demands);
    *demands = (bulletin_demands){0};
    return out;
}

static bool found(const bulletin_requests *r, size_t i, const char *first, const char *second)
{
    text by[] = {text_from(first), text_from(second)};
    size_t index = SIZE_MAX;
    const bulletin_query *q = bulletin_find_query(r, i, false, by, !first ? 0 : second ? 2 : 1, &index);
    return q && index < r->n && r->queries[index] == q;
}

TEST(dimensions)
{
    arena memory = {0};
    bulletin_demands demands = {0};
    begin();
    demand(&demands, 0, NULL, NULL);
    demand(&demands, 0, "x", NULL);
    demand(&demands, 1, "y", NULL);
    bulletin_requests r = pack(&memory, &demands);
    CHECK_INT(r.n, 1); /* both dimensions in one query, and the wholes with them */
    CHECK_INT(r.queries[0]->asked.n_by, 2);
    CHECK(found(&r, 0, NULL, NULL) && found(&r, 0, "x", NULL) && found(&r, 1, "y", NULL) &&
          found(&r, 1, "x", "y"));
    CHECK(!found(&r, 2, NULL, NULL) && !found(&r, 0, "z", NULL));
    demand(&demands, 0, "x", "y");
    demand(&demands, 0, "z", NULL);
    demand(&demands, 1, "x", NULL);
    r = pack(&memory, &demands);
    CHECK_INT(r.n, 2); /* three would multiply the cells */
    CHECK(found(&r, 0, "y", "x") && found(&r, 0, "z", NULL) && found(&r, 1, "x", NULL));
    arena_free(&memory);
}

TEST(measures)
{
    arena memory = {0};
    bulletin_demands demands = {0};
    begin();
    indicators[0].measure = indicators[1].measure = indicators[2].measure = DEFINITION_SUM;
    indicators[0].column = indicators[1].column = indicators[2].column = text_from("s");
    indicators[2].money = true;
    indicators[3].measure = DEFINITION_DISTINCT;
    indicators[3].column = text_from("who");
    registers[0].filter = text_from("b = 1");
    for (size_t i = 0; i < 5; i++)
        demand(&demands, i, NULL, NULL);
    bulletin_requests r = pack(&memory, &demands);
    CHECK_INT(r.n, 3); /* two sums that may be counts, one of distinct values; money and the count go along */
    int squares = 0, distinct = 0;
    for (size_t q = 0; q < r.n; q++) {
        const cube_query *asked = &r.queries[q]->asked;
        squares += asked->squares;
        distinct += asked->distinct.data != NULL;
        CHECK(!(asked->n_sums && asked->distinct.data));
        CHECK(!asked->squares || asked->n_sums == 3);
        if (asked->distinct.data)
            CHECK(text_equal(asked->filter, text_from("(b = 1) and (a = '3')")));
        else
            CHECK(text_equal(asked->filter, text_from("b = 1")));
    }
    CHECK_INT(squares, 2);
    CHECK_INT(distinct, 1);
    CHECK(found(&r, 2, NULL, NULL) && found(&r, 3, NULL, NULL) && found(&r, 4, NULL, NULL));
    arena_free(&memory);
}

/* More filters than a query can count by, more sums than it can take: more queries. */
TEST(many)
{
    arena memory = {0};
    bulletin_demands demands = {0};
    begin();
    for (size_t i = 0; i < INDICATORS; i++)
        demand(&demands, i, "x", NULL);
    bulletin_requests r = pack(&memory, &demands);
    CHECK_INT(r.n, (INDICATORS + CUBE_COUNTS - 1) / CUBE_COUNTS);
    for (size_t i = 0; i < INDICATORS; i++)
        CHECK(found(&r, i, "x", NULL));
    for (size_t i = 0; i < INDICATORS; i++) {
        indicators[i].measure = DEFINITION_MEAN;
        indicators[i].column = text_from("s");
        demand(&demands, i, NULL, NULL);
    }
    r = pack(&memory, &demands);
    for (size_t q = 0; q < r.n; q++)
        CHECK(r.queries[q]->asked.n_sums < CUBE_SUMS && r.queries[q]->asked.n_counts <= CUBE_COUNTS);
    for (size_t i = 0; i < INDICATORS; i++)
        CHECK(found(&r, i, NULL, NULL));
    /* Another register is asked nothing. */
    demand(&demands, 0, NULL, NULL);
    esep_error error = {0};
    CHECK_INT(bulletin_pack_requests(&r, &memory, &d, 1, &demands, &error), ESEP_OK);
    CHECK_INT(r.n, 0);
    free(demands.demands);
    arena_free(&memory);
}

TEST(one_filter_once)
{
    arena memory = {0};
    bulletin_demands demands = {0};
    begin();
    indicators[1].filter = indicators[0].filter;
    indicators[2].filter = (text){NULL, 0};
    for (size_t i = 0; i < 3; i++)
        demand(&demands, i, NULL, NULL);
    bulletin_requests r = pack(&memory, &demands);
    CHECK_INT(r.n, 1);
    CHECK_INT(r.queries[0]->asked.n_counts, 1);
    CHECK(r.queries[0]->counts_of[2] == BULLETIN_ALL);
    arena_free(&memory);
}

int main(void)
{
    RUN(dimensions);
    RUN(measures);
    RUN(many);
    RUN(one_filter_once);
    return check_finish();
}

/* b2: directly standardised rates with Dobson's limits. */
#include "statistics/standardisation.h"
#include "oracle_rows.h"

enum { STRATA = 64 };

typedef struct example {
    double events[STRATA], persons[STRATA], weights[STRATA];
    size_t n;
} example;

static example example_of(const char *name)
{
    oracle_rows rows;
    example e = {.n = 0};
    CHECK(oracle_open(&rows, "oracles/b2_dsr_input.csv"));
    while (oracle_next(&rows)) {
        if (strcmp(oracle_text(&rows, "example"), name) != 0 || e.n == STRATA)
            continue;
        e.events[e.n] = oracle_real(&rows, "events");
        e.persons[e.n] = oracle_real(&rows, "person");
        e.weights[e.n++] = oracle_real(&rows, "std_weight");
    }
    return e;
}

static void check_rate(double got, const oracle_rows *rows, const char *column)
{
    CHECK_CASE("%s %s", oracle_text(rows, "example"), column);
    CHECK_NEAR(got, oracle_real(rows, column), 1e-9);
}

TEST(dobson)
{
    oracle_rows rows;
    if (!oracle_open(&rows, "oracles/b2_dsr_answer.csv"))
        SKIP("no oracles");
    while (oracle_next(&rows)) {
        example e = example_of(oracle_text(&rows, "example"));
        double per = oracle_real(&rows, "per");
        standardised_rate r = standardisation_rate(e.events, e.persons, e.weights, e.n, 0.95);
        check_rate(r.rate * per, &rows, "dsr");
        check_rate(r.variance * per * per, &rows, "var");
        check_rate(r.exact.low * per, &rows, "dobson_lo");
        check_rate(r.exact.high * per, &rows, "dobson_hi");
        check_rate(r.byar.low * per, &rows, "dobson_byar_lo");
        check_rate(r.byar.high * per, &rows, "dobson_byar_hi");
    }
}

int main(void)
{
    RUN(dobson);
    return check_finish();
}

/* a1: the comparison of two counts, every column. */
#include "oracle_rows.h"
#include "statistics/rate_test.h"

/* Probabilities below 1e-300 are compared by their logarithm only. */
static void check_probability(double got, const oracle_rows *rows, const char *column)
{
    double expected = oracle_real(rows, column);
    CHECK_CASE("id %s %s", oracle_text(rows, "id"), column);
    if (expected >= 1e-300)
        CHECK_NEAR(got, expected, 1e-9);
    else
        CHECK(got >= 0 && got < 1e-299);
}

static void check_value(double got, const oracle_rows *rows, const char *column)
{
    CHECK_CASE("id %s %s", oracle_text(rows, "id"), column);
    CHECK_NEAR(got, oracle_real(rows, column), 1e-9);
}

TEST(two_counts)
{
    oracle_rows rows;
    if (!oracle_open(&rows, "oracles/a1_poisson_two_counts.csv"))
        SKIP("no oracles");
    while (oracle_next(&rows)) {
        rate_test t = rate_test_compare(oracle_int(&rows, "c1"), oracle_int(&rows, "c0"),
                                        oracle_real(&rows, "e1"), oracle_real(&rows, "e0"));
        check_value(t.ratio, &rows, "rate_ratio");
        check_probability(t.p_two_sided, &rows, "p_two_minlike");
        check_probability(t.p_less, &rows, "p_less");
        check_probability(t.p_greater, &rows, "p_greater");
        check_probability(t.p_doubled, &rows, "p_two_doubled");
        check_probability(t.midp_less, &rows, "p_midp_less");
        check_probability(t.midp_greater, &rows, "p_midp_greater");
        check_probability(t.midp_doubled, &rows, "p_midp_two_doubled");
        check_value(t.log10_smaller_tail, &rows, "log10_p_smaller_tail");
        check_value(t.exact95.low, &rows, "ci95_lo");
        check_value(t.exact95.high, &rows, "ci95_hi");
        check_value(t.exact90.low, &rows, "ci90_lo");
        check_value(t.exact90.high, &rows, "ci90_hi");
        check_value(t.midp95.low, &rows, "midp_ci95_lo");
        check_value(t.midp95.high, &rows, "midp_ci95_hi");
    }
}

int main(void)
{
    RUN(two_counts);
    return check_finish();
}

/* c1, c2: one proportion, and two. */
#include "oracle_rows.h"
#include "statistics/proportion.h"

static void check_limits(interval got, const oracle_rows *rows, const char *name)
{
    char low[24], high[24];
    snprintf(low, sizeof low, "%s_lo", name);
    snprintf(high, sizeof high, "%s_hi", name);
    CHECK_CASE("%s %s", oracle_text(rows, "id"), name);
    CHECK_NEAR(got.low, oracle_real(rows, low), 1e-9);
    CHECK_NEAR(got.high, oracle_real(rows, high), 1e-9);
}

TEST(one)
{
    oracle_rows rows;
    if (!oracle_open(&rows, "oracles/c1_proportion_ci.csv"))
        SKIP("no oracles");
    while (oracle_next(&rows)) {
        int64_t k = oracle_int(&rows, "k"), n = oracle_int(&rows, "n");
        check_limits(proportion_wilson(k, n, 0.95), &rows, "wilson95");
        check_limits(proportion_exact(k, n, 0.95), &rows, "cp95");
        check_limits(proportion_exact(k, n, 0.99), &rows, "cp99");
    }
}

TEST(two)
{
    oracle_rows rows;
    if (!oracle_open(&rows, "oracles/c2_two_proportions.csv"))
        SKIP("no oracles");
    while (oracle_next(&rows)) {
        int64_t k1 = oracle_int(&rows, "x1"), n1 = oracle_int(&rows, "n1");
        int64_t k0 = oracle_int(&rows, "x2"), n0 = oracle_int(&rows, "n2");
        check_limits(proportion_difference(k1, n1, k0, n0, 0.95), &rows, "newcombe95");
        CHECK_NEAR(proportion_fisher_p(k1, n1, k0, n0), oracle_real(&rows, "p_fisher"), 1e-9);
        CHECK_NEAR(proportion_pooled_z_p(k1, n1, k0, n0), oracle_real(&rows, "p_z"), 1e-9);
    }
}

int main(void)
{
    RUN(one);
    RUN(two);
    return check_finish();
}

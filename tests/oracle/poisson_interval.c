/* b1, poisson_ci_R: limits for the expectation of one count. */
#include "oracle_rows.h"
#include "statistics/count_interval.h"

static void check_limits(interval got, const oracle_rows *rows, const char *name, const char *id)
{
    char low[24], high[24];
    snprintf(low, sizeof low, "%s_lo", name);
    snprintf(high, sizeof high, "%s_hi", name);
    CHECK_CASE("%s %s", oracle_text(rows, id), name);
    CHECK_NEAR(got.low, fmax(0, oracle_real(rows, low)), 1e-9);
    CHECK_NEAR(got.high, oracle_real(rows, high), 1e-9);
}

TEST(exact_byar_midp)
{
    oracle_rows rows;
    if (!oracle_open(&rows, "oracles/b1_poisson_ci.csv"))
        SKIP("no oracles");
    while (oracle_next(&rows)) {
        int64_t count = oracle_int(&rows, "count");
        check_limits(count_interval_exact(count, 0.90), &rows, "exact90", "id");
        check_limits(count_interval_exact(count, 0.95), &rows, "exact95", "id");
        check_limits(count_interval_exact(count, 0.99), &rows, "exact99", "id");
        check_limits(count_interval_exact(count, 0.998), &rows, "exact998", "id");
        check_limits(count_interval_byar(count, 0.95), &rows, "byar95", "id");
        check_limits(count_interval_byar(count, 0.998), &rows, "byar998", "id");
        check_limits(count_interval_midp(count, 0.95), &rows, "midp95", "id");
    }
}

/* A second table: its exact limits were found by a search that stops within 1e-4 (for 1 it has 0.02529, where
 * -ln 0.975 is 0.02532), its Byar limits are of the other convention, count + 1/2, and may be negative at 0.
 */
TEST(other_program)
{
    oracle_rows rows;
    if (!oracle_open(&rows, "oracles/poisson_ci_R.csv"))
        SKIP("no oracles");
    while (oracle_next(&rows)) {
        int64_t count = oracle_int(&rows, "n");
        interval exact = count_interval_exact(count, 0.95);
        CHECK_CASE("%s", oracle_text(&rows, "n"));
        CHECK(fabs(exact.low - oracle_real(&rows, "exact_lo")) < 1e-4);
        CHECK(fabs(exact.high - oracle_real(&rows, "exact_hi")) < 1e-4);
        check_limits(count_interval_byar_half(count, 0.95), &rows, "byar", "n");
    }
}

int main(void)
{
    RUN(exact_byar_midp);
    RUN(other_program);
    return check_finish();
}

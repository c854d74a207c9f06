/* Proportions and standardised rates: what the oracles do not have. */
#include "check.h"
#include "statistics/proportion.h"
#include "statistics/standardisation.h"

TEST(outside_the_domain)
{
    static const struct {
        int64_t k, n;
    } cases[] = {{-1, 5}, {6, 5}, {0, 0}, {1, ((int64_t)1 << 31) + 1}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        CHECK_CASE("%d", (int)i);
        CHECK(isnan(proportion_wilson(cases[i].k, cases[i].n, 0.95).low));
        CHECK(isnan(proportion_exact(cases[i].k, cases[i].n, 0.95).high));
        CHECK(isnan(proportion_difference(cases[i].k, cases[i].n, 1, 2, 0.95).low));
        CHECK(isnan(proportion_difference(1, 2, cases[i].k, cases[i].n, 0.95).low));
        CHECK(isnan(proportion_fisher_p(cases[i].k, cases[i].n, 1, 2)));
        CHECK(isnan(proportion_smallest_p(1, 2, cases[i].k, cases[i].n)));
        CHECK(isnan(proportion_pooled_z_p(cases[i].k, cases[i].n, 1, 2)));
    }
    CHECK(isnan(proportion_wilson(1, 2, 1).low));
    CHECK(isnan(proportion_exact(1, 2, 0).low));
}

/* Sum over all tables by their definition, in long arithmetic that a small case allows. */
static double choose(int n, int k)
{
    double c = 1;
    for (int i = 1; i <= k; i++)
        c = c * (n - k + i) / i;
    return c;
}

static double fisher_by_counting(int k1, int n1, int k0, int n0)
{
    int s = k1 + k0, low = s > n0 ? s - n0 : 0, high = s < n1 ? s : n1;
    double all = choose(n1 + n0, s), own = choose(n1, k1) * choose(n0, k0) / all, p = 0;
    for (int x = low; x <= high; x++) {
        double mass = choose(n1, x) * choose(n0, s - x) / all;
        p += mass <= own * (1 + 1e-7) ? mass : 0;
    }
    return fmin(1, p);
}

TEST(fisher_by_definition)
{
    for (int n1 = 1; n1 <= 9; n1++) {
        for (int n0 = 1; n0 <= 9; n0++) {
            for (int k1 = 0; k1 <= n1; k1++) {
                for (int k0 = 0; k0 <= n0; k0++) {
                    CHECK_CASE("%d/%d %d/%d", k1, n1, k0, n0);
                    CHECK_NEAR(proportion_fisher_p(k1, n1, k0, n0), fisher_by_counting(k1, n1, k0, n0),
                               1e-12);
                }
            }
        }
    }
}

TEST(smallest)
{
    /* Two of two against none of two is the most that two events can say: 1/6, and as much the other way round. */
    CHECK_NEAR(proportion_smallest_p(1, 2, 1, 2), 1.0 / 3, 1e-12);
    CHECK_NEAR(proportion_smallest_p(0, 5, 0, 7), 1, 0);
    CHECK_NEAR(proportion_smallest_p(5, 5, 7, 7), 1, 0);
    CHECK(proportion_smallest_p(10, 100, 12, 100) < 1e-4);
}

TEST(large)
{
    CHECK_NEAR(proportion_fisher_p(500000000, 1000000000, 500000000, 1000000000), 1, 1e-9);
    CHECK(proportion_fisher_p(500000000, 1000000000, 400000000, 1000000000) < 1e-300);
    double exact = proportion_fisher_p(10100, 20000, 9900, 20000),
           normal = proportion_pooled_z_p(10100, 20000, 9900, 20000);
    CHECK(fabs(exact - normal) < 0.002);
}

TEST(difference_within_bounds)
{
    interval all = proportion_difference(10, 10, 0, 10, 0.95);
    CHECK(all.high <= 1 && all.low > 0);
    interval same = proportion_difference(3, 10, 3, 10, 0.95);
    CHECK_NEAR(same.low, -same.high, 1e-12);
}

TEST(standard_edges)
{
    double none[] = {0, 0}, persons[] = {100, 200}, weights[] = {1, 1}, zero[] = {0, 200},
           no_weight[] = {0, 0};
    double half[] = {0.5, 1}, some[] = {1, 3};
    standardised_rate r = standardisation_rate(none, persons, weights, 2, 0.95);
    CHECK(r.rate == 0 && isnan(r.byar.low) && isnan(r.exact.high));
    CHECK(isnan(standardisation_rate(some, zero, weights, 2, 0.95).rate));
    CHECK(isnan(standardisation_rate(some, persons, no_weight, 2, 0.95).rate));
    CHECK(isnan(standardisation_rate(half, persons, weights, 2, 0.95).rate));
    CHECK(isnan(standardisation_rate(some, persons, weights, 0, 0.95).rate));
    r = standardisation_rate(some, persons, weights, 2, 0.95);
    CHECK_NEAR(r.rate, (0.01 + 0.015) / 2, 1e-12);
    CHECK(r.byar.low < r.rate && r.rate < r.byar.high);
}

int main(void)
{
    RUN(outside_the_domain);
    RUN(fisher_by_definition);
    RUN(smallest);
    RUN(large);
    RUN(difference_within_bounds);
    RUN(standard_edges);
    return check_finish();
}

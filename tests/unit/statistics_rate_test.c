#include "check.h"
#include "statistics/rate_test.h"

static const double exposures[][2] = {{1, 1}, {366, 365}, {1, 3}, {0.25, 7}};
enum { EXPOSURES = sizeof exposures / sizeof *exposures };

/* Masses by the recurrence from all failures, in long double: an independent way for small totals. */
static void masses(long double *mass, int n, double e1, double e0)
{
    long double odds = (long double)e1 / e0;
    mass[0] = powl(e0 / ((long double)e1 + e0), n);
    for (int i = 1; i <= n; i++)
        mass[i] = mass[i - 1] * odds * (n - i + 1) / i;
}

TEST(p_values_are_the_sums_that_define_them)
{
    for (int e = 0; e < EXPOSURES; e++) {
        for (int n = 1; n <= 30; n++) {
            long double mass[31];
            double smallest = 1;
            masses(mass, n, exposures[e][0], exposures[e][1]);
            for (int x = 0; x <= n; x++) {
                long double less = 0, greater = 0, two = 0;
                for (int i = 0; i <= n; i++) {
                    less += i <= x ? mass[i] : 0;
                    greater += i >= x ? mass[i] : 0;
                    two += mass[i] <= mass[x] * (1 + 1e-7L) ? mass[i] : 0;
                }
                rate_test t = rate_test_compare(x, n - x, exposures[e][0], exposures[e][1]);
                CHECK_CASE("%d of %d, exposures %d", x, n, e);
                CHECK_NEAR(t.p_less, (double)less, 1e-12);
                CHECK_NEAR(t.p_greater, (double)greater, 1e-12);
                CHECK_NEAR(t.p_two_sided, (double)two, 1e-12);
                CHECK_NEAR(t.p_doubled, fmin(1, 2 * (double)fminl(less, greater)), 1e-12);
                CHECK_NEAR(t.midp_less, (double)(less - mass[x] / 2), 1e-12);
                CHECK_NEAR(t.midp_greater, (double)(greater - mass[x] / 2), 1e-12);
                CHECK_NEAR(pow(10, t.log10_smaller_tail), (double)fminl(less, greater), 1e-12);
                smallest = fmin(smallest, t.p_two_sided);
            }
            CHECK_NEAR(rate_test_smallest_p(n, exposures[e][0], exposures[e][1]), smallest, 1e-12);
        }
    }
}

static const int64_t counts[] = {0, 1, 2, 7, 50, 81, 999, 37960, 1000000, 999999999, 4000000000};
enum { COUNTS = sizeof counts / sizeof *counts };

static void check_identities(int64_t c1, int64_t c0, double e1, double e0)
{
    rate_test t = rate_test_compare(c1, c0, e1, e0), s = rate_test_compare(c0, c1, e0, e1);
    CHECK_CASE("%" PRId64 " %" PRId64 " in %g %g", c1, c0, e1, e0);
    /* The reversed question has the reversed answer. */
    CHECK_NEAR(t.p_two_sided, s.p_two_sided, 1e-9);
    CHECK_NEAR(t.p_less, s.p_greater, 1e-9);
    CHECK_NEAR(t.midp_greater, s.midp_less, 1e-9);
    CHECK_NEAR(t.exact95.low, 1 / s.exact95.high, 1e-12);
    CHECK_NEAR(t.midp95.high, 1 / s.midp95.low, 1e-12);
    CHECK_NEAR(t.log10_smaller_tail, s.log10_smaller_tail, 1e-9);
    /* less + greater = 1 + the observed mass, which the mid-p values share. */
    if (c1 + c0 > 0) {
        CHECK_NEAR(t.midp_less + t.midp_greater, 1, 1e-9);
        CHECK(fabs(t.p_less - t.midp_less - (t.p_greater - t.midp_greater)) < 1e-9);
    }
    CHECK(t.p_two_sided >= 0 && t.p_two_sided <= 1 && t.p_less <= 1 && t.p_greater <= 1);
    CHECK(t.p_two_sided >= fmin(t.p_less, t.p_greater) * (1 - 1e-9));
    /* Limits surround the ratio, the narrower within the wider; the scale of exposure does not matter. */
    if (c1 + c0 > 0) {
        CHECK(t.exact95.low <= t.midp95.low && t.midp95.low <= t.ratio);
        CHECK(t.exact95.high >= t.midp95.high && t.midp95.high >= t.ratio);
    }
    CHECK(t.exact95.low <= t.exact90.low && t.exact95.high >= t.exact90.high);
    CHECK_NEAR(rate_test_p(c1, c0, e1 * 1024, e0 * 1024), t.p_two_sided, 0);
    /* A limit, taken as the ratio under test, leaves its level in the tail. */
    if (c1 > 0 && c0 > 0) {
        CHECK_NEAR(rate_test_compare(c1, c0, e1 * t.exact95.low, e0).p_greater, 0.025, 1e-6);
        CHECK_NEAR(rate_test_compare(c1, c0, e1 * t.exact95.high, e0).p_less, 0.025, 1e-6);
        CHECK_NEAR(rate_test_compare(c1, c0, e1 * t.midp95.high, e0).midp_less, 0.025, 1e-6);
    }
}

TEST(identities_hold_at_any_size)
{
    for (int i = 0; i < COUNTS; i++) {
        for (int j = 0; j < COUNTS; j++) {
            for (int e = 0; e < EXPOSURES; e++)
                check_identities(counts[i], counts[j], exposures[e][0], exposures[e][1]);
        }
    }
}

TEST(edges)
{
    rate_test none = rate_test_compare(0, 0, 3, 4);
    CHECK(isnan(none.ratio));
    CHECK(none.p_two_sided == 1 && none.exact95.low == 0 && isinf(none.exact95.high));
    CHECK_NEAR(rate_test_p(0, 0, 3, 4), 1, 0);
    CHECK_NEAR(rate_test_smallest_p(0, 1, 1), 1, 0);
    CHECK_NEAR(rate_test_smallest_p(5, 1, 1), 0.0625, 1e-12);
    CHECK_NEAR(rate_test_smallest_p(6, 1, 1), 0.03125, 1e-12);
    CHECK_NEAR(rate_test_p(16, 11, 1, 1), 0.442068338394165, 1e-12);
    rate_test zero = rate_test_compare(0, 5, 1, 1), infinite = rate_test_compare(5, 0, 1, 1);
    CHECK(zero.ratio == 0 && zero.exact95.low == 0 && zero.midp95.low == 0);
    CHECK(isinf(infinite.ratio) && isinf(infinite.exact95.high) && isinf(infinite.midp95.high));
    /* (1 - level)/2 = p^5 has a closed form */
    double p = pow(0.025, 0.2);
    CHECK_NEAR(infinite.exact95.low, p / (1 - p), 1e-12);
    CHECK_NEAR(rate_test_interval(5, 0, 1, 1, 0.95).low, infinite.exact95.low, 0);
    CHECK_NEAR(rate_test_midp_interval(7, 9, 1, 1, 0.95).low, rate_test_compare(7, 9, 1, 1).midp95.low, 0);
    /* far apart: probabilities vanish, the logarithm stays */
    rate_test far = rate_test_compare(1, 1000000, 1, 1);
    CHECK(far.p_less == 0 && far.log10_smaller_tail < -300000 && isfinite(far.log10_smaller_tail));
    CHECK(far.exact95.low > 0 && far.exact95.high < 1e-5);
}

/* log10 P(X <= x) by adding logarithms of masses from x down. */
static double log10_at_most(int64_t x, int64_t n, double p)
{
    long double log_mass =
        lgammal(n + 1.0L) - lgammal(x + 1.0L) - lgammal(n - x + 1.0L) + x * logl(p) + (n - x) * logl(1 - p);
    long double sum = 0, ratio = 1;
    for (int64_t i = x; i >= 0 && ratio > 1e-20L; i--) {
        sum += ratio;
        ratio *= i * (1 - (long double)p) / ((n - i + 1) * (long double)p);
    }
    return (double)((log_mass + logl(sum)) / logl(10));
}

TEST(far_tails_keep_their_logarithm)
{
    static const int64_t cases[][2] = {{0, 5000},       {100, 5000},        {2000, 6000},
                                       {1, 1000000},    {1000000, 1100000}, {999000000, 1002000000},
                                       {3, 1000000000}, {570, 3000}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int64_t c1 = cases[i][0], c0 = cases[i][1];
        CHECK_CASE("case %zu", i);
        double expected = log10_at_most(c1, c1 + c0, 0.5);
        CHECK_NEAR(rate_test_compare(c1, c0, 1, 1).log10_smaller_tail, expected, 1e-9);
        CHECK_NEAR(rate_test_compare(c0, c1, 1, 1).log10_smaller_tail, expected, 1e-9);
    }
    /* where libRmath's own tail underflows */
    CHECK_NEAR(rate_test_compare(1000000000, 3, 1e-6, 1).log10_smaller_tail, -6000000408.07242, 1e-9);
}

TEST(outside_the_domain_is_nan)
{
    static const struct {
        int64_t c1, c0;
        double e1, e0;
    } cases[] = {
        {-1, 2, 1, 1},        {1, -2, 1, 1},       {1, 2, 0, 1},         {1, 2, 1, -1},
        {1, 2, NAN, 1},       {1, 2, 1, INFINITY}, {INT64_MAX, 1, 1, 1}, {INT64_MIN, INT64_MIN, 1, 1},
        {1, 2, 1e308, 1e308},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        rate_test t = rate_test_compare(cases[i].c1, cases[i].c0, cases[i].e1, cases[i].e0);
        CHECK_CASE("case %zu", i);
        CHECK(isnan(t.ratio) && isnan(t.p_two_sided) && isnan(t.exact95.low) && isnan(t.midp95.high));
        CHECK(isnan(rate_test_p(cases[i].c1, cases[i].c0, cases[i].e1, cases[i].e0)));
    }
    CHECK(isnan(rate_test_interval(1, 2, 1, 1, 0).low) && isnan(rate_test_interval(1, 2, 1, 1, 1).low));
    CHECK(isnan(rate_test_smallest_p(-1, 1, 1)));
}

int main(void)
{
    RUN(p_values_are_the_sums_that_define_them);
    RUN(identities_hold_at_any_size);
    RUN(edges);
    RUN(far_tails_keep_their_logarithm);
    RUN(outside_the_domain_is_nan);
    return check_finish();
}

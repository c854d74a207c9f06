#include "check.h"
#include "statistics/count_interval.h"

/* P(X <= count) by adding masses in long double. */
static double at_most(int count, double mean)
{
    long double mass = expl(-(long double)mean), sum = 0;
    for (int i = 0; i <= count; i++, mass *= mean / (long double)i)
        sum += mass;
    return (double)sum;
}

static double mass_at(int count, double mean)
{
    return exp(count * log(mean) - mean - lgamma(count + 1.0));
}

TEST(limits_leave_their_tails)
{
    static const double levels[] = {0.5, 0.9, 0.95, 0.99, 0.998};
    for (size_t l = 0; l < sizeof levels / sizeof *levels; l++) {
        double tail = (1 - levels[l]) / 2;
        for (int x = 0; x <= 60; x++) {
            interval exact = count_interval_exact(x, levels[l]), midp = count_interval_midp(x, levels[l]);
            CHECK_CASE("%d at %g", x, levels[l]);
            CHECK_NEAR(at_most(x, exact.high), tail, 1e-10);
            CHECK_NEAR(at_most(x, midp.high) - mass_at(x, midp.high) / 2, tail, 1e-10);
            if (x > 0) {
                CHECK_NEAR(1 - at_most(x - 1, exact.low), tail, 1e-10);
                CHECK_NEAR(1 - at_most(x, midp.low) + mass_at(x, midp.low) / 2, tail, 1e-10);
            } else {
                CHECK(exact.low == 0 && midp.low == 0);
            }
            CHECK(exact.low <= midp.low && midp.high <= exact.high && midp.low <= x && midp.high >= x);
        }
    }
}

TEST(byar_comes_close_to_exact)
{
    for (int x = 5; x <= 100000; x = x * 3 / 2) {
        interval exact = count_interval_exact(x, 0.95), byar = count_interval_byar(x, 0.95);
        interval midp = count_interval_midp(x, 0.95), half = count_interval_byar_half(x, 0.95);
        CHECK_CASE("%d", x);
        CHECK_NEAR(byar.low, exact.low, 0.01);
        CHECK_NEAR(byar.high, exact.high, 0.001);
        CHECK_NEAR(half.low, midp.low, 0.05);
        CHECK_NEAR(half.high, midp.high, 0.02);
    }
    CHECK(count_interval_byar(0, 0.95).low == 0 && count_interval_byar(1, 0.998).low == 0);
    CHECK(count_interval_byar_half(0, 0.95).low == 0);
    CHECK_NEAR(count_interval_byar(0, 0.95).high, 3.66801183217375, 1e-12);
}

TEST(edges_and_sizes)
{
    CHECK_NEAR(count_interval_exact(0, 0.95).high, -log(0.025), 1e-13);
    CHECK_NEAR(count_interval_exact(1, 0.95).low, -log(0.975), 1e-13);
    interval large = count_interval_exact(1000000000, 0.95);
    CHECK_NEAR(large.low, 1e9 - 1.959963984540054 * sqrt(1e9), 1e-8);
    CHECK_NEAR(large.high, 1e9 + 1.959963984540054 * sqrt(1e9), 1e-8);
    interval largest = count_interval_exact((int64_t)1 << 52, 0.95);
    CHECK(largest.low < 0x1p52 && largest.high > 0x1p52);
    CHECK(isnan(count_interval_exact(-1, 0.95).low) && isnan(count_interval_byar(INT64_MAX, 0.95).high));
    CHECK(isnan(count_interval_midp(1, 0).low) && isnan(count_interval_byar_half(1, 1).low));
    CHECK(isnan(count_interval_exact(1, NAN).high));
}

int main(void)
{
    RUN(limits_leave_their_tails);
    RUN(byar_comes_close_to_exact);
    RUN(edges_and_sizes);
    return check_finish();
}

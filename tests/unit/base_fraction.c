#include "base/fraction.h"
#include "check.h"

#define LARGEST ((int128)(~(uint128)0 >> 1))
#define SMALLEST (-LARGEST - 1)

TEST(rounds_ties_by_every_rule)
{
    /* numerator over 2, no decimals: rules in the order of fraction_rule */
    static const struct {
        int numerator;
        int expected[FRACTION_RULES];
    } cases[] = {
        {1, {1, 1, 0, 0, 0, 0, 1}},    {3, {2, 2, 2, 1, 1, 1, 2}},         {5, {3, 3, 2, 2, 2, 2, 3}},
        {-1, {-1, 0, 0, 0, 0, -1, 0}}, {-3, {-2, -1, -2, -1, -1, -2, -1}}, {-5, {-3, -2, -2, -2, -2, -3, -2}},
        {0, {0, 0, 0, 0, 0, 0, 0}},    {4, {2, 2, 2, 2, 2, 2, 2}},         {-4, {-2, -2, -2, -2, -2, -2, -2}},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        for (int rule = 0; rule < FRACTION_RULES; rule++) {
            int128 got = 99;
            CHECK_CASE("%d/2 rule %d", cases[i].numerator, rule);
            CHECK(fraction_round(&got, (fraction){cases[i].numerator, 2}, 0, (fraction_rule)rule));
            CHECK_INT(got, cases[i].expected[rule]);
        }
    }
}

TEST(refuses_what_leaves_127_bits)
{
    int128 out = 7;
    CHECK(!fraction_round(&out, (fraction){LARGEST, 3}, 1, FRACTION_HALF_AWAY));
    CHECK(!fraction_round(&out, (fraction){SMALLEST, 3}, 0, FRACTION_HALF_AWAY));
    CHECK(!fraction_round(&out, (fraction){1, 0}, 0, FRACTION_HALF_AWAY));
    CHECK(!fraction_round(&out, (fraction){1, 3}, 19, FRACTION_HALF_AWAY));
    CHECK(!fraction_round(&out, (fraction){1, 3}, -1, FRACTION_HALF_AWAY));
    CHECK_INT(out, 7);
    CHECK(fraction_round(&out, (fraction){LARGEST, LARGEST}, 0, FRACTION_HALF_AWAY));
    CHECK_INT(out, 1);
    CHECK(fraction_round(&out, (fraction){LARGEST / 2, LARGEST}, 0, FRACTION_HALF_AWAY));
    CHECK_INT(out, 0);
    CHECK(fraction_round(&out, (fraction){-(LARGEST / 2) - 1, LARGEST}, 0, FRACTION_HALF_AWAY));
    CHECK_INT(out, -1);
}

TEST(changes_and_shares)
{
    fraction f = fraction_change_percent(49, 80);
    CHECK_INT(f.numerator, -3100);
    CHECK_INT(f.denominator, 80);
    CHECK_NEAR(fraction_real(f), -38.75, 0);
    f = fraction_change_percent(-5, -10);
    CHECK_NEAR(fraction_real(f), 50, 0);
    CHECK(isnan(fraction_real(fraction_change_percent(5, 0))));
    CHECK(isnan(fraction_real(fraction_change_percent(LARGEST, 1))));
    CHECK(isnan(fraction_real(fraction_change_percent(LARGEST, -LARGEST))));
    CHECK(isnan(fraction_real(fraction_change_percent(SMALLEST, 1))));
    CHECK(isnan(fraction_real(fraction_change_percent(1, SMALLEST))));
    CHECK_NEAR(fraction_real(fraction_change_percent(0, LARGEST / 100)), -100, 0);
    CHECK_NEAR(fraction_real(fraction_percent(1, 8)), 12.5, 0);
    CHECK(isnan(fraction_real(fraction_percent(1, 0))));
    CHECK(isnan(fraction_real(fraction_percent(1, -2))));
    CHECK(isnan(fraction_real(fraction_percent(LARGEST, 3))));
}

TEST(nearest_double)
{
    const int128 two53 = (int128)1 << 53, two120 = (int128)1 << 120;
    CHECK_NEAR(fraction_real((fraction){1, 3}), 1.0 / 3.0, 0);
    CHECK_NEAR(fraction_real((fraction){-two53 - 1, 1}), -9007199254740992.0, 0); /* a tie goes to even */
    CHECK_NEAR(fraction_real((fraction){two53 + 3, 1}), 9007199254740996.0, 0);
    CHECK_NEAR(fraction_real((fraction){2 * two53 + 3, 2}), 9007199254740994.0,
               0); /* 2^53 + 1.5, above the tie */
    CHECK_NEAR(fraction_real((fraction){1, two120}), 0x1p-120, 0);
    CHECK_NEAR(fraction_real((fraction){two120, two120 - 1}), 1.0, 0);
    CHECK_NEAR(fraction_real((fraction){LARGEST, 1}), 0x1p127, 0);
    CHECK_NEAR(fraction_real((fraction){SMALLEST, 1}), -0x1p127, 0);
    CHECK_NEAR(fraction_real((fraction){LARGEST, LARGEST}), 1, 0);
    CHECK_NEAR(fraction_real((fraction){10 * two53 + 10, 30}), 3002399751580331.0, 1e-16);
    CHECK(isnan(fraction_real((fraction){0, 0})));
}

TEST(prints_digits)
{
    static const struct {
        int64_t number;
        int decimals;
        const char *full, *brief;
    } cases[] = {
        {-50, 2, "-0.50", "-0.5"},
        {0, 1, "0.0", "0"},
        {0, 0, "0", "0"},
        {-390, 1, "-39.0", "-39"},
        {5, 3, "0.005", "0.005"},
        {100, 0, "100", "100"},
        {1000, 2, "10.00", "10"},
        {-1, 0, "-1", "-1"},
        {INT64_MIN, 18, "-9.223372036854775808", "-9.223372036854775808"},
    };
    char out[48];
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        CHECK_CASE("case %zu", i);
        CHECK_INT(fraction_digits(out, cases[i].number, cases[i].decimals), strlen(cases[i].full));
        CHECK_STRING(out, cases[i].full);
        CHECK_INT(fraction_digits_short(out, cases[i].number, cases[i].decimals), strlen(cases[i].brief));
        CHECK_STRING(out, cases[i].brief);
    }
    fraction_digits(out, SMALLEST, 38);
    CHECK_STRING(out, "-1.70141183460469231731687303715884105728");
    fraction_digits(out, -1, 38);
    CHECK_STRING(out, "-0.00000000000000000000000000000000000001");
}

int main(void)
{
    RUN(rounds_ties_by_every_rule);
    RUN(refuses_what_leaves_127_bits);
    RUN(changes_and_shares);
    RUN(nearest_double);
    RUN(prints_digits);
    return check_finish();
}

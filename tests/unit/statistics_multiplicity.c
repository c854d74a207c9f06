#include "check.h"
#include "statistics/multiplicity.h"

enum { LARGEST = 40 };

/* From the definitions, without sorting: a test's rank is the number of p-values up to it. */
static double by_definition(const double *p, int n, int at, multiplicity_rule rule)
{
    double m = 0, harmonic = 0, best = rule == MULTIPLICITY_HOLM ? 0 : 1;
    for (int i = 0; i < n; i++) {
        if (!isnan(p[i]))
            harmonic += 1 / ++m;
    }
    for (int j = 0; j < n; j++) {
        double up_to = 0, below = 0;
        if (isnan(p[j]) || (rule == MULTIPLICITY_HOLM ? p[j] > p[at] : p[j] < p[at]))
            continue;
        for (int i = 0; i < n; i++) {
            up_to += p[i] <= p[j];
            below += p[i] < p[j];
        }
        double values[MULTIPLICITY_RULES] = {m / up_to * p[j], harmonic * m / up_to * p[j],
                                             (m - below) * p[j], (m - up_to + 1) * p[j], m * p[at]};
        best = rule == MULTIPLICITY_HOLM ? fmax(best, values[rule]) : fmin(best, values[rule]);
    }
    return fmin(1, best);
}

TEST(follows_the_definitions)
{
    unsigned state = 12345;
    for (int n = 0; n <= LARGEST; n++) {
        double p[LARGEST], adjusted[LARGEST];
        for (int i = 0; i < n; i++) {
            state = state * 1664525u + 1013904223u;
            p[i] =
                state >> 28 == 0 ? NAN : pow((double)(state >> 24) / 255, 3); /* some missing, many equal */
        }
        for (int rule = 0; rule < MULTIPLICITY_RULES; rule++) {
            CHECK_INT(multiplicity_adjust(adjusted, p, (size_t)n, (multiplicity_rule)rule, NULL), ESEP_OK);
            for (int i = 0; i < n; i++) {
                CHECK_CASE("n %d rule %d at %d", n, rule, i);
                CHECK_NEAR(adjusted[i], isnan(p[i]) ? NAN : by_definition(p, n, i, (multiplicity_rule)rule),
                           1e-12);
            }
        }
    }
}

TEST(works_in_place_and_with_nothing)
{
    double p[] = {0.01, NAN, 0.04, 0.03};
    CHECK_INT(multiplicity_adjust(p, p, 4, MULTIPLICITY_BH, NULL), ESEP_OK);
    CHECK_NEAR(p[0], 0.03, 1e-12);
    CHECK(isnan(p[1]));
    CHECK_NEAR(p[2], 0.04, 1e-12);
    CHECK_NEAR(p[3], 0.04, 1e-12);
    double all_missing[] = {NAN, NAN};
    CHECK_INT(multiplicity_adjust(all_missing, all_missing, 2, MULTIPLICITY_HOLM, NULL), ESEP_OK);
    CHECK(isnan(all_missing[0]) && isnan(all_missing[1]));
    CHECK_INT(multiplicity_adjust(NULL, NULL, 0, MULTIPLICITY_BH, NULL), ESEP_OK);
    double one = 0.2;
    multiplicity_adjust(&one, &one, 1, MULTIPLICITY_BY, NULL);
    CHECK_NEAR(one, 0.2, 0);
}

int main(void)
{
    RUN(follows_the_definitions);
    RUN(works_in_place_and_with_nothing);
    return check_finish();
}

#include "statistics/multiplicity.h"

#include "base/error.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

typedef struct multiplicity_test {
    double p;
    size_t at;
} multiplicity_test;

static int multiplicity_order(const void *a, const void *b)
{
    double x = ((const multiplicity_test *)a)->p, y = ((const multiplicity_test *)b)->p;
    return (x > y) - (x < y);
}

/* What p(rank) is multiplied with. */
static double multiplicity_factor(multiplicity_rule rule, double m, double rank, double harmonic)
{
    switch (rule) {
    case MULTIPLICITY_BH:
        return m / rank;
    case MULTIPLICITY_BY:
        return harmonic * m / rank;
    case MULTIPLICITY_HOLM:
    case MULTIPLICITY_HOCHBERG:
        return m - rank + 1;
    case MULTIPLICITY_BONFERRONI:
    case MULTIPLICITY_RULES:
        break;
    }
    return m;
}

/* Equal p-values get equal results: the running extreme carries the one that counts to all of them. */
static void multiplicity_fill(double *adjusted, const multiplicity_test *tests, size_t m,
                              multiplicity_rule rule)
{
    double harmonic = 0;
    for (size_t rank = 1; rank <= m; rank++)
        harmonic += 1 / (double)rank;
    bool rising = rule == MULTIPLICITY_HOLM;
    double running = rising ? 0 : 1;
    for (size_t i = 0; i < m; i++) {
        size_t rank = rising ? i + 1 : m - i;
        const multiplicity_test *test = &tests[rank - 1];
        double raised = test->p * multiplicity_factor(rule, (double)m, (double)rank, harmonic);
        running = fmin(1, rising ? fmax(running, raised) : fmin(running, raised));
        adjusted[test->at] = running;
    }
}

esep_status multiplicity_adjust(double *adjusted, const double *p, size_t n, multiplicity_rule rule,
                                esep_error *error)
{
    if (n == 0)
        return ESEP_OK;
    multiplicity_test *tests = calloc(n, sizeof *tests);
    if (!tests)
        return error_memory(error);
    size_t m = 0;
    for (size_t i = 0; i < n; i++) {
        if (!isnan(p[i]))
            tests[m++] = (multiplicity_test){p[i], i};
        adjusted[i] = NAN;
    }
    qsort(tests, m, sizeof *tests, multiplicity_order);
    multiplicity_fill(adjusted, tests, m, rule);
    free(tests);
    return ESEP_OK;
}

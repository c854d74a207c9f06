/* multiplicity.h - p-values of many tests that are read together.
 *
 * Of a hundred rows in which nothing changed, five show p < 0.05. An adjusted p-value may be compared with
 * the level as if the test stood alone. With the m tests sorted, p(1) <= … <= p(m):
 *
 * - BH: min over j >= i of m·p(j)/j: of the rows marked, no more than the level are false on average (the
 * false discovery rate), for independent or positively dependent tests. Benjamini & Hochberg 1995, JRSS B
 * 57:289-300. Esep's own choice for tables.
 * - BY: as BH times 1 + 1/2 + … + 1/m: under any dependence. Benjamini & Yekutieli 2001, Ann. Statist.
 * 29:1165-1188.
 * - Holm: max over j <= i of (m - j + 1)·p(j): not one row marked falsely, but for the level (the family-wise
 * error rate), under any dependence. Holm 1979, Scand. J. Statist. 6:65-70.
 * - Hochberg: min over j >= i of (m - j + 1)·p(j): the same for independent tests. Hochberg 1988, Biometrika
 * 75:800-802.
 * - Bonferroni: m·p(i).
 *
 * None exceeds 1. A NaN (a test that could not be made) stays NaN and does not count in m, as in R's
 * p.adjust. */
#ifndef STATISTICS_MULTIPLICITY_H
#define STATISTICS_MULTIPLICITY_H

#include <esep/error.h>
#include <stddef.h>

typedef enum multiplicity_rule {
    MULTIPLICITY_BH,
    MULTIPLICITY_BY,
    MULTIPLICITY_HOLM,
    MULTIPLICITY_HOCHBERG,
    MULTIPLICITY_BONFERRONI,
    MULTIPLICITY_RULES
} multiplicity_rule;

/** Adjust p[n] into adjusted[n], which may be the same array. p: 0 … 1 or NaN. Fails for want of memory only.
 */
esep_status multiplicity_adjust(double *adjusted, const double *p, size_t n, multiplicity_rule rule,
                                esep_error *error);

#endif

/* d: sets of p-values adjusted together; the rows of a set stand together. */
#include "oracle_rows.h"
#include "statistics/multiplicity.h"

enum { SET_SIZE = 200 };

static const char *const rule_columns[MULTIPLICITY_RULES] = {"BH", "BY", "holm", "hochberg", "bonferroni"};

typedef struct p_set {
    char name[40];
    size_t n;
    double p[SET_SIZE];
    double expected[MULTIPLICITY_RULES][SET_SIZE];
} p_set;

static void check_set(const p_set *set)
{
    double adjusted[SET_SIZE];
    for (int rule = 0; rule < MULTIPLICITY_RULES; rule++) {
        CHECK_INT(multiplicity_adjust(adjusted, set->p, set->n, (multiplicity_rule)rule, NULL), ESEP_OK);
        for (size_t i = 0; i < set->n; i++) {
            CHECK_CASE("set %s %s row %zu", set->name, rule_columns[rule], i + 1);
            CHECK_NEAR(adjusted[i], set->expected[rule][i], 1e-9);
        }
    }
}

TEST(sets)
{
    oracle_rows rows;
    static p_set set;
    if (!oracle_open(&rows, "oracles/d_padjust.csv"))
        SKIP("no oracles");
    while (oracle_next(&rows)) {
        if (strcmp(set.name, oracle_text(&rows, "set")) != 0) {
            check_set(&set);
            snprintf(set.name, sizeof set.name, "%s", oracle_text(&rows, "set"));
            set.n = 0;
        }
        CHECK(set.n < SET_SIZE);
        for (int rule = 0; rule < MULTIPLICITY_RULES; rule++)
            set.expected[rule][set.n] = oracle_real(&rows, rule_columns[rule]);
        set.p[set.n++] = oracle_real(&rows, "p");
    }
    check_set(&set);
}

int main(void)
{
    RUN(sets);
    return check_finish();
}

/* i1: percentage changes under seven rules of rounding, as text. */
#include "base/fraction.h"
#include "oracle_rows.h"

static const char *const rule_names[FRACTION_RULES] = {"half_away", "half_up", "half_even", "half_down",
                                                       "trunc",     "floor",   "ceil"};

TEST(percentage_changes)
{
    oracle_rows rows;
    if (!oracle_open(&rows, "oracles/i1_pct_change_rounding.csv"))
        SKIP("no oracles");
    while (oracle_next(&rows)) {
        fraction change = fraction_change_percent(oracle_int(&rows, "cur"), oracle_int(&rows, "base"));
        for (int rule = 0; rule < FRACTION_RULES; rule++) {
            for (int decimals = 0; decimals <= 2; decimals++) {
                char column[24], got[48] = "undefined";
                int128 rounded;
                snprintf(column, sizeof column, "%s_%d", rule_names[rule], decimals);
                CHECK_CASE("id %s %s", oracle_text(&rows, "id"), column);
                if (fraction_round(&rounded, change, decimals, (fraction_rule)rule))
                    fraction_digits(got, rounded, decimals);
                CHECK_STRING(got, oracle_text(&rows, column));
            }
        }
    }
}

int main(void)
{
    RUN(percentage_changes);
    return check_finish();
}

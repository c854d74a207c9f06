/* i2, i3, i4: which counts make a printed percentage possible, and the smallest base of all; m1, m2: figures of press releases
 * under three rules, and sums. */
#include "claim/feasible.h"
#include "claim/judge.h"
#include "claim/judge_linked.h"
#include "oracle_rows.h"

/* "-38.80" → -3880 and 2 decimals. */
static int128 printed_number(const char *digits, int *decimals)
{
    int128 number = 0;
    bool negative = *digits == '-', point = false;
    *decimals = 0;
    for (const char *at = digits + negative; *at; at++) {
        if (*at == '.') {
            point = true;
            continue;
        }
        number = 10 * number + (*at - '0');
        *decimals += point;
    }
    return negative ? -number : number;
}

static fraction_rule rule_of(const char *name)
{
    return strcmp(name, "trunc") == 0       ? FRACTION_TRUNCATE
           : strcmp(name, "half_even") == 0 ? FRACTION_HALF_EVEN
           : strcmp(name, "half_away") == 0 ? FRACTION_HALF_AWAY
                                            : FRACTION_RULES;
}

static void check_set(const oracle_rows *rows, const feasible_set *set)
{
    CHECK(set->tested);
    if (strcmp(oracle_text(rows, "n_feasible"), "inf") == 0) {
        CHECK(!set->bounded);
        CHECK_INT(set->min, 1);
        return;
    }
    CHECK(set->bounded);
    CHECK_INT(set->n, oracle_int(rows, "n_feasible"));
    if (set->n > 0) {
        CHECK_INT(set->min, oracle_int(rows, "min"));
        CHECK_INT(set->max, oracle_int(rows, "max"));
    }
}

TEST(changes)
{
    oracle_rows rows;
    if (!oracle_open(&rows, "oracles/i2_change_feasible.csv"))
        SKIP("no oracles");
    while (oracle_next(&rows)) {
        int decimals;
        int128 number = printed_number(oracle_text(&rows, "printed_pct"), &decimals);
        feasible_window window;
        bool current = strcmp(oracle_text(&rows, "given"), "current") == 0;
        CHECK_CASE("id %s %s", oracle_text(&rows, "id"), oracle_text(&rows, "mode"));
        CHECK_INT(decimals, oracle_int(&rows, "decimals"));
        CHECK(feasible_window_by_rule(&window, number, decimals, rule_of(oracle_text(&rows, "mode"))));
        feasible_set set = feasible_partners(current ? FEASIBLE_CURRENT : FEASIBLE_BASE,
                                             oracle_int(&rows, "count"), &window);
        check_set(&rows, &set);
    }
}

TEST(shares)
{
    oracle_rows rows;
    if (!oracle_open(&rows, "oracles/i3_share_feasible.csv"))
        SKIP("no oracles");
    while (oracle_next(&rows)) {
        int decimals;
        int128 number = printed_number(oracle_text(&rows, "printed_share"), &decimals);
        feasible_window window;
        CHECK_CASE("id %s %s", oracle_text(&rows, "id"), oracle_text(&rows, "mode"));
        CHECK(feasible_window_by_rule(&window, number, decimals, rule_of(oracle_text(&rows, "mode"))));
        feasible_set set = feasible_partners(FEASIBLE_WHOLE, oracle_int(&rows, "total"), &window);
        check_set(&rows, &set);
    }
}

TEST(smallest_bases)
{
    oracle_rows rows;
    if (!oracle_open(&rows, "oracles/i4_min_base.csv"))
        SKIP("no oracles");
    while (oracle_next(&rows)) {
        int decimals;
        int128 number = printed_number(oracle_text(&rows, "printed_pct"), &decimals), base = 0, current = 0;
        feasible_window window;
        CHECK_CASE("id %s %s", oracle_text(&rows, "id"), oracle_text(&rows, "mode"));
        CHECK(feasible_window_by_rule(&window, number, decimals, rule_of(oracle_text(&rows, "mode"))));
        CHECK(feasible_smallest_base(&base, &current, &window));
        CHECK_INT(base, oracle_int(&rows, "min_base"));
        CHECK_INT(current, oracle_int(&rows, "current"));
    }
}

static claim_number exact(int128 number, int decimals)
{
    return (claim_number){.known = true, .number = number, .decimals = decimals, .unit = 1};
}

TEST(press_figures)
{
    static const char *const rules[] = {"half_away", "half_even", "trunc"};
    oracle_rows rows;
    if (!oracle_open(&rows, "oracles/m1_press_pct_claims.csv"))
        SKIP("no oracles");
    /* The text columns may hold commas, in quotes: the columns before them are whole. */
    do {
        if (!fgets(rows.line, sizeof rows.line, rows.file))
            break;
        oracle_split(rows.line, rows.cells);
        rows.read++;
        int decimals;
        bool share = strcmp(oracle_text(&rows, "kind"), "share") == 0;
        int128 number = printed_number(oracle_text(&rows, "printed_pct"), &decimals);
        int128 a = oracle_int(&rows, "a"), b = oracle_int(&rows, "b");
        fraction value = share ? fraction_percent(a, b) : fraction_change_percent(a, b);
        CHECK_CASE("id %s", oracle_text(&rows, "id"));
        CHECK_NEAR(fraction_real(value), oracle_real(&rows, "computed"), 1e-5);
        for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
            char column[24];
            feasible_window window;
            bool held = false;
            snprintf(column, sizeof column, "ok_%s", rules[i]);
            CHECK(feasible_window_by_rule(&window, number, decimals, rule_of(rules[i])));
            CHECK(feasible_window_holds(&held, &window, value));
            CHECK_INT(held, oracle_int(&rows, column));
        }
        claim c = {.kind = share ? CLAIM_SHARE : CLAIM_CHANGE_PERCENT,
                   .value = exact(number, decimals),
                   .current = exact(a, 0)};
        *(share ? &c.whole : &c.base) = exact(b, 0);
        verdict v;
        claim_judge(&c, &v);
        bool right = oracle_int(&rows, "ok_half_away") || oracle_int(&rows, "ok_half_even");
        CHECK_STRING(verdict_word_code(v.word), right ? "consistent" : "inconsistent");
    } while (true);
    CHECK(rows.read > 0);
    fclose(rows.file);
}

TEST(press_sums)
{
    oracle_rows rows;
    if (!oracle_open(&rows, "oracles/m2_press_sums.csv"))
        SKIP("no oracles");
    while (fgets(rows.line, sizeof rows.line, rows.file)) {
        oracle_split(rows.line, rows.cells);
        rows.read++;
        CHECK_CASE("id %s", oracle_text(&rows, "id"));
        /* Two parts that make up the left side. */
        int128 lhs = oracle_int(&rows, "lhs"), sum;
        int decimals;
        claim_number first = exact(lhs / 3, 0), second = exact(lhs - lhs / 3, 0),
                     total = exact(oracle_int(&rows, "rhs"), 0);
        const claim_number *const parts[] = {&first, &second};
        CHECK_INT(linked_sum_agrees(&sum, &decimals, parts, 2, &total), oracle_int(&rows, "ok"));
        CHECK_INT(sum - total.number, oracle_int(&rows, "diff"));
    }
    CHECK(rows.read > 0);
    fclose(rows.file);
}

int main(void)
{
    RUN(changes);
    RUN(shares);
    RUN(smallest_bases);
    RUN(press_figures);
    RUN(press_sums);
    return check_finish();
}

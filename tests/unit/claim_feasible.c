/* Which whole numbers make a printed percentage possible: closed forms against counting, edges, and what is too large. */
#include "check.h"
#include "claim/feasible.h"

static const int128 huge = (int128)(~(uint128)0 >> 1);

static bool counts_exist(feasible_given given, int128 count, int128 partner)
{
    switch (given) {
    case FEASIBLE_PART:
        return partner >= count;
    case FEASIBLE_WHOLE:
        return partner <= count;
    case FEASIBLE_DIFFERENCE:
        return partner + count >= 0;
    default:
        return true;
    }
}

/* Every partner up to `last` rounded by the rule itself. */
static void check_counted(feasible_given given, int128 count, int128 number, int decimals, fraction_rule rule,
                          int128 last)
{
    feasible_window window;
    CHECK(feasible_window_by_rule(&window, number, decimals, rule));
    feasible_set set = feasible_partners(given, count, &window);
    CHECK(set.tested);
    for (int128 partner = 0; partner <= last; partner++) {
        int128 rounded;
        bool is = fraction_round(&rounded, feasible_percentage(given, count, partner), decimals, rule) &&
                  rounded == number && counts_exist(given, count, partner);
        bool in = set.bounded ? set.n > 0 && partner >= set.min && partner <= set.max : partner >= set.min;
        if (is != in) {
            CHECK_CASE("given %d count %d number %d decimals %d rule %d partner %d", (int)given, (int)count,
                       (int)number, decimals, (int)rule, (int)partner);
            CHECK_INT(in, is);
            return;
        }
    }
    CHECK(!set.bounded || set.n == 0 || set.n == set.max - set.min + 1);
}

TEST(closed_forms_are_what_counting_finds)
{
    for (int given = 0; given < FEASIBLE_GIVENS; given++) {
        for (int rule = 0; rule < FRACTION_RULES; rule++) {
            for (int count = given == FEASIBLE_DIFFERENCE ? -9 : 0; count <= 12; count++) {
                for (int number = -110; number <= 130; number++)
                    check_counted((feasible_given)given, count, number, 0, (fraction_rule)rule, 80);
                for (int number = -1004; number <= 1204; number += 7)
                    check_counted((feasible_given)given, count * 3, number, 1, (fraction_rule)rule, 60);
            }
        }
    }
}

static feasible_set nearest(feasible_given given, int128 count, int128 number, int decimals)
{
    feasible_window window;
    CHECK(feasible_window_nearest(&window, number, decimals, 1));
    return feasible_partners(given, count, &window);
}

/* The interview's figures; see also claim_judge.c. */
TEST(known_sets)
{
    static const struct {
        feasible_given given;
        int count, number, decimals, n, min, max;
    } rows[] = {
        {FEASIBLE_CURRENT, 50, -388, 1, 0, 0, 0},         {FEASIBLE_CURRENT, 50, -383, 1, 1, 81, 81},
        {FEASIBLE_CURRENT, 50, -390, 1, 1, 82, 82},       {FEASIBLE_CURRENT, 50, -398, 1, 1, 83, 83},
        {FEASIBLE_CURRENT, 52, -388, 1, 1, 85, 85},       {FEASIBLE_CURRENT, 49, -388, 1, 1, 80, 80},
        {FEASIBLE_CURRENT, 49, -387, 1, 1, 80, 80},       {FEASIBLE_CURRENT, 50, -39, 0, 1, 82, 82},
        {FEASIBLE_CURRENT, 50, -38, 0, 2, 80, 81},        {FEASIBLE_PART, 50, 388, 1, 1, 129, 129},
        {FEASIBLE_BASE, 11, 455, 1, 1, 16, 16},           {FEASIBLE_WHOLE, 5483, 488, 1, 6, 2673, 2678},
        {FEASIBLE_CURRENT, 2673, -138, 1, 3, 3100, 3102}, {FEASIBLE_DIFFERENCE, -2, -58, 1, 0, 0, 0},
        {FEASIBLE_DIFFERENCE, -27, -200, 1, 1, 135, 135}, {FEASIBLE_DIFFERENCE, 10, 102, 1, 1, 98, 98},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        feasible_set set = nearest(rows[i].given, rows[i].count, rows[i].number, rows[i].decimals);
        CHECK_CASE("row %zu", i);
        CHECK_INT(set.n, rows[i].n);
        CHECK_INT(set.min, rows[i].min);
        CHECK_INT(set.max, rows[i].max);
    }
    /* The city's 2673 … 2678 crimes after a fall by 13.8 %. */
    CHECK_INT(nearest(FEASIBLE_CURRENT, 2678, -138, 1).max, 3108);
}

TEST(without_an_upper_end)
{
    feasible_set set = nearest(FEASIBLE_CURRENT, 3, -1000, 1);
    CHECK(set.tested && !set.bounded && set.n == 0);
    CHECK_INT(set.min, 6000);
    set = nearest(FEASIBLE_DIFFERENCE, 0, 0, 0);
    CHECK(!set.bounded);
    CHECK_INT(set.min, 1);
    CHECK(feasible_any(&set));
}

TEST(neighbours)
{
    feasible_figure below, above;
    feasible_neighbours(&below, &above, FEASIBLE_CURRENT, 50, -388, 1);
    CHECK(below.known && above.known);
    CHECK_INT(above.number, -383);
    CHECK_INT(above.partners.min, 81);
    CHECK_INT(below.number, -390);
    CHECK_INT(below.partners.min, 82);
    feasible_neighbours(&below, &above, FEASIBLE_DIFFERENCE, -2, -58, 1);
    CHECK_INT(below.number, -59);
    CHECK_INT(below.partners.min, 34);
    CHECK_INT(above.number, -57);
    CHECK_INT(above.partners.min, 35);
    feasible_neighbours(&below, &above, FEASIBLE_WHOLE, 42, 488, 1);
    CHECK_INT(below.number, 476);
    CHECK_INT(above.number, 500);
    feasible_neighbours(&below, &above, FEASIBLE_WHOLE, 42, 1060, 1);
    CHECK_INT(below.number, 1000);
    CHECK(!above.known);
    feasible_neighbours(&below, &above, FEASIBLE_CURRENT, 50, -1200, 1);
    CHECK(!below.known && !above.known);
    feasible_neighbours(&below, &above, FEASIBLE_BASE, 50, -1200, 1);
    CHECK(!below.known);
    CHECK_INT(above.number, -1000);
}

static feasible_set half_away(feasible_given given, int128 count, int128 number, int decimals)
{
    feasible_window window;
    CHECK(feasible_window_by_rule(&window, number, decimals, FRACTION_HALF_AWAY));
    return feasible_partners(given, count, &window);
}

/* Can a figure be of any count at all? Shares are not negative, falls have a sign. */
static bool makes_sense(int given, int count, int number)
{
    if (given == FEASIBLE_PART || given == FEASIBLE_WHOLE)
        return number >= 0;
    return given != FEASIBLE_DIFFERENCE || (count < 0) == (number < 0);
}

/* Nothing is possible between an impossible figure and its neighbours. */
static void check_nearest(feasible_given given, int128 count, int128 number)
{
    feasible_figure below, above;
    feasible_neighbours(&below, &above, given, count, number, 1);
    CHECK(!below.known || (below.number < number && feasible_any(&below.partners)));
    CHECK(!above.known || (above.number > number && feasible_any(&above.partners)));
    int128 from = below.known ? below.number + 1 : number - 500,
           to = above.known ? above.number : number + 500;
    for (int128 between = from; between < to; between++) {
        feasible_set set = half_away(given, count, between, 1);
        if (feasible_any(&set)) {
            CHECK_INT(between, number);
            return;
        }
    }
}

TEST(neighbours_are_the_nearest)
{
    int impossible = 0;
    for (int given = 0; given < FEASIBLE_GIVENS; given++) {
        for (int count = given == FEASIBLE_DIFFERENCE ? -30 : 1; count <= 60; count += 7) {
            for (int number = -900; number <= 1500; number += 31) {
                feasible_set set = nearest((feasible_given)given, count, number, 1);
                if (feasible_any(&set) || !makes_sense(given, count, number))
                    continue;
                CHECK_CASE("given %d count %d number %d", given, count, number);
                check_nearest((feasible_given)given, count, number);
                impossible++;
            }
        }
    }
    CHECK(impossible > 1000);
}

TEST(strength)
{
    fraction s = feasible_strength(FEASIBLE_CURRENT, 50, -388, 1);
    CHECK_INT(s.numerator, 174);
    CHECK_INT(s.denominator, 201);
    s = feasible_strength(FEASIBLE_CURRENT, 100000, -388, 1);
    CHECK_INT(s.numerator, 0);
    s = feasible_strength(FEASIBLE_CURRENT, 50, -95, 0);
    CHECK_INT(s.denominator, 16);
    s = feasible_strength(FEASIBLE_WHOLE, 20, 98, 0);
    CHECK_INT(s.denominator, 13);
    CHECK_INT(s.numerator, 10); /* 90, 95 and 100 are possible of 88 … 100 */
    CHECK_INT(feasible_strength(FEASIBLE_CURRENT, huge, 10, 0).denominator, 0);
}

TEST(smallest_bases)
{
    static const struct {
        int number, decimals, base, current;
    } rows[] = {{-138, 1, 29, 25}, {-101, 1, 69, 62}, {-172, 1, 29, 24}, {455, 1, 11, 16},
                {0, 0, 1, 1},      {-100, 0, 1, 0},   {100, 0, 1, 2}};
    feasible_window window;
    int128 base, current;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        CHECK_CASE("row %zu", i);
        CHECK(feasible_window_by_rule(&window, rows[i].number, rows[i].decimals, FRACTION_HALF_AWAY));
        CHECK(feasible_smallest_base(&base, &current, &window));
        CHECK_INT(base, rows[i].base);
        CHECK_INT(current, rows[i].current);
    }
    CHECK(feasible_window_by_rule(&window, -101, 1, FRACTION_TRUNCATE));
    CHECK(feasible_smallest_base(&base, &current, &window));
    CHECK_INT(base, 59);
    CHECK(feasible_window_by_rule(&window, -102, 0, FRACTION_HALF_AWAY));
    CHECK(!feasible_smallest_base(&base, &current, &window));
}

TEST(too_large_is_not_tested)
{
    feasible_window window;
    CHECK(!feasible_window_nearest(&window, huge, 0, 1));
    CHECK(!feasible_window_nearest(&window, 1, 19, 1));
    CHECK(!feasible_window_nearest(&window, 1, -1, 1));
    CHECK(!feasible_window_nearest(&window, 1, 0, 0));
    CHECK(feasible_window_nearest(&window, -388, 1, 1));
    for (int given = 0; given < FEASIBLE_GIVENS; given++) {
        feasible_set set = feasible_partners((feasible_given)given, huge, &window);
        CHECK(!set.tested && feasible_any(&set));
        CHECK(!feasible_could_fail((feasible_given)given, huge, &window));
    }
    CHECK(feasible_window_nearest(&window, huge / 4, 18, 1));
    feasible_set set = feasible_partners(FEASIBLE_CURRENT, 50, &window);
    CHECK(!set.tested || set.n == 0);
    set = feasible_partners(FEASIBLE_CURRENT, -1, &window);
    CHECK(set.tested && set.n == 0);
    set = feasible_partners(FEASIBLE_BASE, 0, &window);
    CHECK(set.tested && set.n == 0);
}

int main(void)
{
    RUN(closed_forms_are_what_counting_finds);
    RUN(known_sets);
    RUN(without_an_upper_end);
    RUN(neighbours);
    RUN(neighbours_are_the_nearest);
    RUN(strength);
    RUN(smallest_bases);
    RUN(too_large_is_not_tested);
    return check_finish();
}

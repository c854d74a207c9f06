/* Bulletins over hand-made registers: every measure, and what withholds or marks a figure. */
#include "bulletin.h"

#define HEAD "registers:\n  r:\n    from: r.csv\n    date: day\n"

/* day, kind, place, amount, item: so few that everything can be added up by eye. */
static const char records[] = "id,day,kind,place,amount,person\n"
                              "1,2022-01-05,a,north,10,p1\n"
                              "2,2022-02-10,a,south,20.5,p1\n"
                              "3,2022-03-20,b,north,,p2\n"
                              "4,2022-06-30,b,south,5,p3\n"
                              "5,2022-09-01,a,north,7,p4\n"
                              "6,2023-01-01,a,north,1.25,p1\n"
                              "7,2023-02-02,b,north,2,p2\n"
                              "8,2023-03-03,b,south,4,p2\n"
                              "9,2023-04-04,c,south,8,p2\n"
                              "10,2023-05-05,a,south,16,p5\n"
                              "11,2023-06-30,a,north,32,p6\n";

static evaluated over_records(const char *rest)
{
    char yaml[8000];
    register_write_text("r.csv", records);
    snprintf(yaml, sizeof yaml, "%s%s", HEAD, rest);
    return evaluate(yaml);
}

TEST(measures)
{
    evaluated e = over_records("    coverage: {from: 2022-01-01}\n"
                               "indicators:\n"
                               "  n: {register: r}\n"
                               "  a: {register: r, where: \"kind = 'a'\"}\n"
                               "  s: {register: r, sum: amount}\n"
                               "  sa: {register: r, sum: amount, where: \"kind = 'a'\"}\n"
                               "  m: {register: r, mean: amount}\n"
                               "  d: {register: r, distinct: person}\n"
                               "  da: {register: r, distinct: person, where: \"kind = 'a'\"}\n"
                               "  l: {register: r, latest: amount, where: \"place = 'south'\"}\n"
                               "  sh: {share: a, of: n}\n"
                               "  ra: {ratio: sa, to: s, as: percent}\n"
                               "  per: {ratio: s, to: n, as: plain}\n"
                               "bulletin:\n  period: 2023-H1\n  sections:\n"
                               "    - items: [{table: [n, a, s, sa, m, d, da, l, sh, ra, per]}]\n");
    check_numbers(evaluated_row(&e, "n"), 6, 1, 4, 1, 0);
    check_numbers(evaluated_row(&e, "a"), 3, 1, 2, 1, 0);
    check_fraction(evaluated_row(&e, "a")->change, 50, 1);
    check_fraction(evaluated_row(&e, "a")->difference, 1, 1);
    /* 1.25 + 2 + 4 + 8 + 16 + 32; 10 + 20.5 + 5, and one that is empty. */
    check_numbers(evaluated_row(&e, "s"), 6325, 1, 3550, 1, 2);
    CHECK_INT(evaluated_row(&e, "s")->records, 6);
    CHECK_INT(evaluated_row(&e, "s")->base_records, 3);
    CHECK_INT(evaluated_row(&e, "s")->absent, 1);
    CHECK_INT(evaluated_row(&e, "s")->status, OBSERVATION_INCOMPLETE | OBSERVATION_HOLES);
    CHECK_INT(evaluated_row(&e, "s")->method, OBSERVATION_UNTESTED);
    check_fraction(evaluated_row(&e, "s")->value, 6325, 100);
    check_numbers(evaluated_row(&e, "sa"), 4925, 1, 3050, 1, 2);
    check_numbers(evaluated_row(&e, "m"), 6325, 6, 3550, 3, 2);
    check_fraction(evaluated_row(&e, "m")->value, 6325, 600);
    check_numbers(evaluated_row(&e, "d"), 4, 1, 3, 1, 0);
    CHECK_INT(evaluated_row(&e, "d")->method, OBSERVATION_RATES);
    check_numbers(evaluated_row(&e, "da"), 3, 1, 1, 1, 0);
    /* The south's last day up to 30 June 2023 is 5 May, of 2022 the 30 June itself. */
    check_numbers(evaluated_row(&e, "l"), 16, 1, 5, 1, 0);
    CHECK_INT(evaluated_row(&e, "l")->method, OBSERVATION_UNTESTED);
    check_numbers(evaluated_row(&e, "sh"), 3, 6, 2, 4, 0);
    check_fraction(evaluated_row(&e, "sh")->value, 50, 1);
    check_fraction(evaluated_row(&e, "sh")->difference, 0, 1);
    check_fraction(evaluated_row(&e, "sh")->change, 0, 0);
    CHECK_INT(evaluated_row(&e, "sh")->method, OBSERVATION_PROPORTIONS);
    check_numbers(evaluated_row(&e, "ra"), 4925, 6325, 3050, 3550, 2);
    check_fraction(evaluated_row(&e, "ra")->value, 492500, 6325);
    CHECK_INT(evaluated_row(&e, "ra")->method, OBSERVATION_UNTESTED);
    check_numbers(evaluated_row(&e, "per"), 6325, 600, 3550, 400, 2);
    check_fraction(evaluated_row(&e, "per")->value, 6325, 600);
    CHECK_INT(e.b->n_in_short, 7);
    CHECK(e.b->newest == day_from_date(2023, 6, 30));
    evaluated_free(&e);
}

TEST(nothing_is_not_zero)
{
    evaluated e =
        over_records("indicators:\n"
                     "  none: {register: r, where: \"kind = 'z'\"}\n"
                     "  c: {register: r, where: \"kind = 'c'\"}\n"
                     "  n: {register: r}\n"
                     "  old: {register: r, period: 2020-H1}\n"
                     "  first: {register: r, period: 2022-H1}\n"
                     "  half: {register: r, period: 2023}\n"
                     "  lone: {register: r, latest: amount, where: \"kind = 'z'\"}\n"
                     "  to_none: {ratio: c, to: none, as: plain}\n"
                     "  grew: {share: c, of: c}\n"
                     "  n22: {register: r, period: 2022}\n"
                     "  unlike: {ratio: n, to: n22, as: plain}\n"
                     "bulletin:\n  period: 2023-H1\n  sections:\n"
                     "    - items: [{table: [none, c, n, old, first, half, lone, to_none, grew, unlike]}]\n");
    const observation *o = evaluated_row(&e, "none");
    check_numbers(o, 0, 1, 0, 1, 0);
    check_fraction(o->change, 0, 0);
    CHECK_INT(o->verdict, CHANGE_NONE);
    CHECK_INT(o->status, CHANGE_ZERO_BASE | CHANGE_CUT_PERIOD | OBSERVATION_HOLES);
    o = evaluated_row(&e, "c");
    check_numbers(o, 1, 1, 0, 1, 0);
    CHECK_INT(o->status, CHANGE_ZERO_BASE | CHANGE_CUT_PERIOD | OBSERVATION_HOLES);
    check_fraction(o->difference, 1, 1);
    check_fraction(o->change, 0, 0);
    CHECK(isnan(o->limits.low));
    o = evaluated_row(&e, "old");
    CHECK(o->status & OBSERVATION_MISSING);
    check_fraction(o->value, 0, 0);
    o = evaluated_row(&e, "first");
    CHECK_INT(o->status & (CHANGE_NO_DATA | OBSERVATION_MISSING), CHANGE_NO_DATA);
    /* Cut on both sides: the register begins on 5 January 2022. */
    CHECK_INT(o->numerator, 4);
    check_fraction(o->base, 0, 0);
    check_fraction(o->difference, 0, 0);
    CHECK_INT(o->verdict, CHANGE_UNJUDGED);
    o = evaluated_row(&e, "n");
    CHECK(o->status & CHANGE_CUT_PERIOD);
    CHECK(o->span.first == day_from_date(2023, 1, 5) && o->base_span.first == day_from_date(2022, 1, 5));
    check_numbers(o, 5, 1, 4, 1, 0);
    o = evaluated_row(&e, "half");
    CHECK(o->status & CHANGE_CUT_PERIOD);
    CHECK(o->span.last == day_from_date(2023, 6, 30) && o->base_span.last == day_from_date(2022, 6, 30));
    CHECK(o->asked.last == day_from_date(2023, 12, 31));
    CHECK(evaluated_row(&e, "lone")->status & OBSERVATION_MISSING);
    o = evaluated_row(&e, "to_none");
    CHECK(o->status & OBSERVATION_UNDEFINED);
    check_fraction(o->value, 0, 0);
    o = evaluated_row(&e, "grew");
    check_fraction(o->value, 100, 1);
    check_fraction(o->base, 0, 0);
    check_fraction(o->difference, 0, 0);
    o = evaluated_row(&e, "unlike");
    CHECK(o->status & OBSERVATION_UNLIKE);
    evaluated_free(&e);
}

TEST(breaks_holes_provisional)
{
    static const struct {
        const char *register_keys;
        unsigned expected;
    } cases[] = {
        {"    breaks: [{day: 2023-01-01, why: {en: law}}]\n", OBSERVATION_BREAK},
        {"    breaks: [{day: 2023-04-01, why: {en: law}}]\n", OBSERVATION_BREAK},
        {"    breaks: [{day: 2022-03-01, why: {en: law}}]\n", OBSERVATION_BREAK},
        {"    breaks: [{day: 2022-01-01, why: {en: law}}]\n", 0},
        {"    breaks: [{day: 2023-07-01, why: {en: law}}]\n", 0},
        {"    provisional-from: 2023-06-30\n", OBSERVATION_PROVISIONAL},
        {"    provisional-from: 2022-06-30\n", OBSERVATION_PROVISIONAL},
        {"    provisional-from: 2023-07-01\n", 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char rest[2000];
        snprintf(rest, sizeof rest,
                 "    coverage: {from: 2022-01-01}\n%sindicators:\n  n: {register: r}\n"
                 "bulletin:\n  period: 2023-H1\n  sections:\n    - items: [{table: n}]\n",
                 cases[i].register_keys);
        evaluated e = over_records(rest);
        const observation *o = evaluated_row(&e, "n");
        CHECK_CASE("%s", cases[i].register_keys);
        /* April, May, July, August and October … December 2022 have no record. */
        CHECK_INT(o->status, cases[i].expected | OBSERVATION_HOLES | CHANGE_SMALL_BASE);
        CHECK_INT(o->numerator, 6);
        CHECK_INT(o->base_numerator, 4);
        check_fraction(o->change, 50, cases[i].expected == OBSERVATION_BREAK ? 0 : 1);
        CHECK(isnan(o->p) == (cases[i].expected == OBSERVATION_BREAK));
        evaluated_free(&e);
    }
}

TEST(categories)
{
    evaluated e = over_records("    coverage: {from: 2022-01-01}\n"
                               "    dimensions:\n      kind: {labels: {a: {en: Alpha}}}\n"
                               "indicators:\n  n: {register: r}\n  s: {register: r, sum: amount}\n  a: "
                               "{register: r, where: \"kind = 'a'\"}\n"
                               "  d: {register: r, distinct: person}\n  sh: {share: a, of: n}\n"
                               "bulletin:\n  period: 2023-H1\n  sections:\n    - items:\n"
                               "      - {breakdown: n, by: kind}\n"
                               "      - {breakdown: s, by: kind, top: 1}\n"
                               "      - {movers: s, by: kind}\n"
                               "      - {breakdown: d, by: kind, top: 1}\n"
                               "      - {breakdown: sh, by: place}\n"
                               "      - {breakdown: n, by: [place, kind]}\n");
    const bulletin_item *item = evaluated_item(&e, 0);
    CHECK_INT(item->n, 4);
    check_numbers(evaluated_at(&e, item->first), 6, 1, 4, 1, 0);
    check_numbers(evaluated_at(&e, item->first + 1), 3, 1, 2, 1, 0);
    check_numbers(evaluated_category(&e, 0, "b"), 2, 1, 2, 1, 0);
    check_numbers(evaluated_category(&e, 0, "c"), 1, 1, 0, 1, 0);
    CHECK_STRING(evaluated_category(&e, 0, "a")->category_label[0].in[ESEP_EN].data, "Alpha");
    check_fraction(evaluated_category(&e, 0, "a")->share, 50, 1);
    check_fraction(evaluated_category(&e, 0, "a")->contribution, 25, 1);
    check_fraction(evaluated_category(&e, 0, "b")->contribution, 0, 1);
    CHECK(e.b->n_tested >= 3);
    /* a 49.25 ← 30.5, c 8, b 6 ← 5: two are put together. */
    item = evaluated_item(&e, 1);
    CHECK_INT(item->n, 3);
    check_numbers(evaluated_at(&e, item->first), 6325, 1, 3550, 1, 2);
    check_numbers(evaluated_at(&e, item->first + 1), 4925, 1, 3050, 1, 2);
    const observation *other = evaluated_at(&e, item->first + 2);
    CHECK(other->other && other->n_by == 1);
    check_numbers(other, 1400, 1, 500, 1, 2);
    /* Movers: a +18.75, c +8, b +1, which add up to the whole's. */
    item = evaluated_item(&e, 2);
    CHECK_INT(item->n, 4);
    CHECK(text_equal(evaluated_at(&e, item->first + 1)->category[0], text_from("a")));
    CHECK(text_equal(evaluated_at(&e, item->first + 2)->category[0], text_from("c")));
    CHECK(text_equal(evaluated_at(&e, item->first + 3)->category[0], text_from("b")));
    int128 sum = 0;
    for (size_t i = 1; i < item->n; i++) {
        CHECK_INT(evaluated_at(&e, item->first + i)->contribution.denominator, 3550);
        sum += evaluated_at(&e, item->first + i)->contribution.numerator;
    }
    CHECK(sum == evaluated_at(&e, item->first)->contribution.numerator && sum == 277500);
    /* Distinct persons: p2 is in b and in c, and once in "other". */
    item = evaluated_item(&e, 3);
    check_numbers(evaluated_at(&e, item->first), 4, 1, 3, 1, 0);
    check_numbers(evaluated_at(&e, item->first + 1), 3, 1, 1, 1, 0);
    check_numbers(evaluated_at(&e, item->first + 2), 1, 1, 2, 1, 0);
    check_fraction(evaluated_at(&e, item->first + 1)->contribution, 0, 0);
    check_numbers(evaluated_category(&e, 4, "north"), 2, 3, 1, 2, 0);
    check_numbers(evaluated_category(&e, 4, "south"), 1, 3, 1, 2, 0);
    item = evaluated_item(&e, 5);
    CHECK_INT(item->n, 6);
    CHECK(text_equal(evaluated_at(&e, item->first + 1)->category[0], text_from("north")));
    CHECK(text_equal(evaluated_at(&e, item->first + 1)->category[1], text_from("a")));
    check_numbers(evaluated_at(&e, item->first + 1), 2, 1, 1, 1, 0);
    evaluated_free(&e);
}

TEST(months_and_years)
{
    evaluated e = over_records("    coverage: {from: 2021-01-01, to: 2023-06-17}\n"
                               "indicators:\n  n: {register: r}\n  s: {register: r, latest: amount}\n"
                               "bulletin:\n  sections:\n    - items:\n"
                               "      - {chart: {line: n, compare: true}}\n"
                               "      - {chart: {multiples: n, by: kind, top: 1}}\n"
                               "      - {table: [n, s], years: 4}\n");
    /* Without a period: from 1 January to the last day covered. */
    CHECK(e.b && e.b->asked.last == day_from_date(2023, 6, 17));
    const bulletin_item *line = evaluated_item(&e, 0);
    static const int values[] = {1, 1, 1, 1, 1, 0}, bases[] = {1, 1, 1, 0, 0, 0};
    CHECK_INT(line->n, 6);
    CHECK_INT(line->n_history, 2);
    for (size_t m = 0; m < 6; m++) {
        const observation *o = evaluated_at(&e, line->first + m);
        CHECK_CASE("month %d", (int)m);
        CHECK_INT(o->numerator, values[m]);
        CHECK_INT(o->base_numerator, bases[m]);
        CHECK_INT((o->status & CHANGE_CUT_PERIOD) != 0, m == 5);
        CHECK_INT(evaluated_at(&e, line->history_first + m)->numerator, 0);
        CHECK_INT(evaluated_at(&e, line->history_first + 6 + m)->numerator, bases[m]);
    }
    CHECK(evaluated_at(&e, line->first + 5)->span.last == day_from_date(2023, 6, 17));
    CHECK(evaluated_at(&e, line->first + 5)->base_span.last == day_from_date(2022, 6, 17));
    /* a, then b and c together; each by month. */
    const bulletin_item *small = evaluated_item(&e, 1);
    static const int of_a[] = {1, 0, 0, 0, 1, 0}, of_others[] = {0, 1, 1, 1, 0, 0};
    CHECK_INT(small->n, 12);
    for (size_t m = 0; m < 6; m++) {
        CHECK_CASE("month %d", (int)m);
        CHECK_INT(evaluated_at(&e, small->first + m)->numerator, of_a[m]);
        CHECK_INT(evaluated_at(&e, small->first + 6 + m)->numerator, of_others[m]);
        CHECK(evaluated_at(&e, small->first + 6 + m)->other);
    }
    /* Four years: 2020 is not covered. */
    const bulletin_item *table = evaluated_item(&e, 2);
    CHECK_INT(table->n, 2);
    CHECK_INT(table->n_years, 4);
    CHECK(evaluated_at(&e, table->years_first)->status & OBSERVATION_MISSING);
    CHECK_INT(evaluated_at(&e, table->years_first + 1)->numerator, 0);
    CHECK(evaluated_at(&e, table->years_first + 1)->status & CHANGE_NO_DATA);
    CHECK_INT(evaluated_at(&e, table->years_first + 2)->numerator, 3);
    CHECK_INT(evaluated_at(&e, table->years_first + 3)->numerator, 5);
    CHECK_INT(evaluated_at(&e, table->years_first + 3)->base_numerator, 3);
    CHECK(evaluated_at(&e, table->years_first + 3)->span.last == day_from_date(2023, 6, 17));
    CHECK(evaluated_at(&e, table->years_first + 6)->numerator == 0);
    evaluated_free(&e);
}

/* Two periods of unequal length, the longer one cut: the shorter keeps within itself, and all of its days are counted. */
TEST(unequal_periods)
{
    buffer days = {0};
    buffer_add_string(&days, "day,x\n");
    for (day_number day = day_from_date(2023, 1, 1); day <= day_from_date(2024, 2, 29); day++) {
        char iso[11];
        buffer_add_format(&days, "%s,a\n", day_iso(iso, day));
    }
    register_write("r.csv", days.data, days.length);
    buffer_free(&days);
    evaluated e = evaluate(HEAD "indicators:\n  n: {register: r}\nbulletin: {period: 2024-01..2024-03, "
                                "against: 2023-02-10..2023-03-01, "
                                "sections: [{items: [{table: [n]}]}]}\n");
    const observation *o = evaluated_row(&e, "n");
    check_numbers(o, 60, 1, 20, 1, 0);
    CHECK_INT(period_days(o->span), 60);
    CHECK_INT(period_days(o->base_span), 20);
    CHECK_INT(o->verdict, CHANGE_WITHIN_CHANCE);
    evaluated_free(&e);
}

/* The band of a line holds no year that was counted otherwise. */
TEST(history_ends_at_a_break)
{
    static const struct {
        const char *day;
        size_t years;
    } cases[] = {{"2021-01-01", 2}, {"2021-01-02", 1}, {"2022-01-01", 1},
                 {"2022-03-01", 0}, {"2023-01-01", 0}, {"2023-07-01", 2}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char rest[1000];
        snprintf(rest, sizeof rest,
                 "    coverage: {from: 2021-01-01}\n    breaks: [{day: %s, why: {en: law}}]\nindicators:\n  "
                 "n: {register: r}\n"
                 "bulletin: {period: 2023-H1, sections: [{items: [{chart: {line: n}}]}]}\n",
                 cases[i].day);
        evaluated e = over_records(rest);
        CHECK_CASE("%s", cases[i].day);
        CHECK_INT(evaluated_item(&e, 0)->n_history, cases[i].years);
        CHECK_INT(evaluated_item(&e, 0)->n, 6);
        evaluated_free(&e);
    }
}

TEST(populations)
{
    register_write_text("people.csv", "year,area,persons\n2022,north,1000\n2022,south,500\n2023,north,"
                                      "2000\n2023,south,400\n2021,north,9\n");
    register_write_text("standard.csv", "place,persons\nnorth,3\nsouth,1\n");
    evaluated e = over_records(
        "    coverage: {from: 2022-01-01}\n"
        "indicators:\n  n: {register: r}\n  people: {population: people.csv, area: area}\n"
        "  rate: {ratio: n, to: people, per: 1000}\n"
        "  yearly: {ratio: n, to: people, per: 1000, annualise: true}\n"
        "  early: {ratio: n, to: people, per: 1000, period: 2022-H1}\n"
        "  st: {register: r, standardise: place, standard: standard.csv, to: people, per: 1000}\n"
        "bulletin:\n  period: 2023-H1\n  sections:\n    - items:\n"
        "      - table: [people, rate, yearly, early, st]\n"
        "      - {breakdown: rate, by: place}\n      - {breakdown: rate, by: kind, top: 1}\n");
    check_numbers(evaluated_row(&e, "people"), 2400, 1, 1500, 1, 0);
    const observation *o = evaluated_row(&e, "rate");
    check_numbers(o, 6, 2400, 4, 1500, 0);
    check_fraction(o->value, 2500, 1000);
    check_fraction(o->change, -25 * 10, 80 * 1 * 10 / 20); /* 2.5 against 8/3: −6.25 % */
    CHECK_INT(o->method, OBSERVATION_RATES);
    CHECK_NEAR(o->value_limits.low, 2.20189425 / 2.4, 1e-6);
    CHECK_NEAR(o->value_limits.high, 13.05948008 / 2.4, 1e-6);
    CHECK(o->limits.low < -6.25 && -6.25 < o->limits.high);
    o = evaluated_row(&e, "yearly");
    CHECK(o->status & OBSERVATION_ANNUALISED);
    check_fraction(o->value, 25 * 365, 10 * 181);
    CHECK_NEAR(o->value_limits.low, 2.20189425 / 2.4 * 365 / 181, 1e-6);
    CHECK_NEAR(o->p, evaluated_row(&e, "rate")->p, 1e-12);
    /* 2021 has no south. */
    CHECK(evaluated_row(&e, "early")->status & CHANGE_NO_DATA);
    check_fraction(evaluated_row(&e, "early")->value, 8, 3);
    /* (3·3/2000 + 1·3/400)/4 */
    o = evaluated_row(&e, "st");
    CHECK_INT(o->method, OBSERVATION_STANDARD);
    CHECK_NEAR(fraction_real(o->value), 3, 1e-9);
    CHECK_NEAR(fraction_real(o->base), 1000 * (3 * 2 / 1000.0 + 2 / 500.0) / 4, 1e-9);
    CHECK(o->value_limits.low < 3 && 3 < o->value_limits.high && isnan(o->p));
    CHECK_INT(o->records, 6);
    check_numbers(evaluated_category(&e, 1, "north"), 3, 2000, 2, 1000, 0);
    check_numbers(evaluated_category(&e, 1, "south"), 3, 400, 2, 500, 0);
    /* Kinds are no areas: all persons, for "other" too. */
    check_numbers(evaluated_category(&e, 2, "a"), 3, 2400, 2, 1500, 0);
    check_numbers(evaluated_at(&e, evaluated_item(&e, 2)->first + 2), 3, 2400, 2, 1500, 0);
    evaluated_free(&e);
}

TEST(part_outside_the_whole)
{
    evaluated e =
        over_records("    coverage: {from: 2022-01-01}\n"
                     "indicators:\n  a: {register: r, where: \"kind = 'a'\"}\n  north: {register: r, where: "
                     "\"place = 'north'\"}\n"
                     "  na: {register: r, where: \"place = 'north' and kind in ('a', 'x')\"}\n"
                     "  crossing: {share: a, of: north}\n  within: {share: na, of: north}\n"
                     "bulletin:\n  period: 2023-H1\n  sections: [{items: [{table: [crossing, within]}]}]\n");
    CHECK_INT(evaluated_row(&e, "crossing")->method, OBSERVATION_UNTESTED);
    CHECK(isnan(evaluated_row(&e, "crossing")->p));
    CHECK_INT(evaluated_row(&e, "within")->method, OBSERVATION_PROPORTIONS);
    CHECK_NEAR(evaluated_row(&e, "within")->p, 1, 1e-9);
    CHECK_INT(evaluated_row(&e, "within")->verdict, CHANGE_TOO_FEW);
    evaluated_free(&e);
}

TEST(ratios_within_ratios)
{
    evaluated e = over_records(
        "    coverage: {from: 2022-01-01}\n"
        "indicators:\n  n: {register: r}\n  s: {register: r, sum: amount}\n  m: {register: r, mean: amount}\n"
        "  per: {ratio: s, to: n, as: plain}\n  again: {ratio: per, to: m, as: percent}\n"
        "  back: {ratio: s, to: per, as: plain}\n"
        "bulletin:\n  period: 2023-H1\n  sections: [{items: [{table: [again, back]}]}]\n");
    /* Of 2023 all six records have an amount; of 2022 three of four. */
    check_fraction(evaluated_row(&e, "again")->value, 100, 1);
    check_fraction(evaluated_row(&e, "again")->base, 75, 1);
    check_fraction(evaluated_row(&e, "back")->value, 6, 1);
    check_fraction(evaluated_row(&e, "back")->base, 4, 1);
    evaluated_free(&e);
}

TEST(explained)
{
    register_write_text("r.csv", records);
    const char *path = register_write_text(
        "bulletin.yaml", HEAD "indicators:\n  n: {register: r}\n  a: {register: r, where: \"kind = 'a'\"}\n"
                              "  sh: {share: a, of: n, period: 2022-Q1}\nbulletin:\n  period: 2023-H1\n  "
                              "sections: [{items: [{table: [n]}]}]\n");
    evaluated e = evaluate_with(path, (bulletin_request){.only_indicator = 2});
    CHECK_INT(e.status, ESEP_OK);
    CHECK_INT(e.b->n_items, 1);
    CHECK_INT(evaluated_item(&e, 0)->n, 3);
    check_fraction(evaluated_at(&e, 0)->value, 200, 3);
    CHECK_INT(evaluated_at(&e, 1)->numerator, 2);
    CHECK_INT(evaluated_at(&e, 2)->numerator, 3);
    CHECK(evaluated_at(&e, 2)->asked.first == day_from_date(2022, 1, 1));
    evaluated_free(&e);
    e = evaluate_with(path, (bulletin_request){.only_indicator = 0, .period = text_from("2022-Q1")});
    CHECK_INT(evaluated_at(&e, 0)->numerator, 3);
    evaluated_free(&e);
}

/* The place in the definition, and what is wrong there. */
TEST(wrong_questions)
{
    static const struct {
        const char *rest, *said, *place;
    } cases[] = {
        {"indicators:\n  n: {register: r, sum: amont}\nbulletin: {period: 2023-H1, sections: [{items: "
         "[{table: n}]}]}\n",
         "amont", "bulletin.yaml:6:"},
        {"indicators:\n  n: {register: r, where: \"knd = 'a'\"}\nbulletin: {period: 2023-H1, sections: "
         "[{items: [{table: n}]}]}\n",
         "knd", "bulletin.yaml:6:"},
        {"indicators:\n  n: {register: r}\nbulletin:\n  period: 2023-H1\n  sections:\n    - items:\n      - "
         "{breakdown: n, by: plce}\n",
         "plce", "bulletin.yaml:11:"},
        {"indicators:\n  n: {register: r}\nbulletin: {period: 2030-H1, sections: [{items: [{table: n}]}]}\n",
         "2030-01-01/2030-06-30", "bulletin.yaml:7:"},
        {"indicators:\n  n: {register: r, sum: kind}\nbulletin: {period: 2023-H1, sections: [{items: "
         "[{table: n}]}]}\n",
         NULL, NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char yaml[4000];
        register_write_text("r.csv", records);
        snprintf(yaml, sizeof yaml, "%s%s", HEAD, cases[i].rest);
        const char *path = register_write_text("bulletin.yaml", yaml);
        evaluated e = evaluate_with(path, (bulletin_request){.only_indicator = SIZE_MAX});
        CHECK_CASE("%s", cases[i].rest);
        if (cases[i].said) {
            CHECK_INT(e.status, ESEP_USAGE);
            if (!strstr(e.line, cases[i].said) || !strstr(e.line, cases[i].place))
                CHECK_STRING(e.line, cases[i].place);
        } else {
            CHECK_INT(e.status, ESEP_DATA);
            CHECK(strstr(e.line, "r.csv:2: column \"kind\": \"a\" is not a number") != NULL);
        }
        evaluated_free(&e);
    }
}

TEST(chain_of_ratios)
{
    buffer yaml = {0};
    buffer_add_string(&yaml, HEAD "indicators:\n  r0: {register: r}\n");
    for (int i = 1; i <= 40; i++)
        buffer_add_format(&yaml, "  r%d: {ratio: r%d, to: r%d, as: plain}\n", i, i - 1, i - 1);
    buffer_add_string(&yaml, "bulletin: {period: 2023-H1, sections: [{items: [{table: [r8]}]}]}\n");
    buffer_add_byte(&yaml, '\0');
    register_write_text("r.csv", records);
    const char *path = register_write_text("bulletin.yaml", yaml.data);
    evaluated e = evaluate_with(path, (bulletin_request){.only_indicator = SIZE_MAX});
    CHECK_INT(e.status, ESEP_OK);
    check_fraction(evaluated_row(&e, "r8")->value, 1, 1);
    evaluated_free(&e);
    e = evaluate_with(path, (bulletin_request){.only_indicator = 40});
    CHECK_INT(e.status, ESEP_USAGE);
    CHECK(strstr(e.line, "ratios deep") != NULL);
    evaluated_free(&e);
    buffer_free(&yaml);
}

/* A record seen again replaces the earlier one; a weekday is no column of the file. */
TEST(keys_and_derived_dimensions)
{
    register_write_text(
        "r.csv",
        "id,day,kind,amount\n1,2022-01-03,a,1\n2,2022-01-04,a,1\n3,2023-01-02,a,1\n4,2023-01-03,a,1\n"
        "4,2023-01-09,b,5\n5,2023-01-31,a,2\n");
    evaluated e = evaluate(
        HEAD
        "    key: id\n    coverage: {from: 2022-01-01}\n    dimensions:\n      weekday: {part: weekday}\n"
        "indicators:\n  n: {register: r}\n  s: {register: r, sum: amount}\n"
        "bulletin:\n  period: 2023-01\n  sections:\n    - items:\n      - table: [n, s]\n"
        "      - {breakdown: s, by: weekday}\n      - {breakdown: n, by: kind}\n");
    check_numbers(evaluated_row(&e, "n"), 3, 1, 2, 1, 0);
    check_numbers(evaluated_row(&e, "s"), 8, 1, 2, 1, 0);
    check_numbers(evaluated_category(&e, 1, "1"), 6, 1, 1, 1, 0);
    check_numbers(evaluated_category(&e, 1, "2"), 2, 1, 1, 1, 0);
    check_numbers(evaluated_category(&e, 2, "b"), 1, 1, 0, 1, 0);
    evaluated_free(&e);
}

/* What cannot be read leaves its record out of every query alike: a whole is what its parts add up to. */
TEST(unreadable_numbers)
{
    register_write_text(
        "r.csv",
        "id,day,kind,place,dead,hurt\n1,2022-01-01,a,x,1,0\n2,2022-03-01,a,y,?,1\n3,2022-06-30,b,x,0,1\n"
        "4,2023-01-01,a,x,1,many\n5,2023-03-01,b,y,0,1\n6,2023-06-30,b,x,1,2\n7,2023-06-30,a,x,,2\n");
    evaluated e = evaluate(
        HEAD "indicators:\n  n: {register: r}\n  dead: {register: r, sum: dead}\n  hurt: {register: r, sum: "
             "hurt}\n"
             "bulletin:\n  period: 2023-H1\n  sections:\n    - items:\n      - table: [n, dead, hurt]\n"
             "      - {breakdown: n, by: kind}\n      - {breakdown: hurt, by: place}\n      - {breakdown: "
             "dead, by: [kind, place]}\n");
    CHECK_INT(e.b->registers[0].n_cubes, 2);
    check_numbers(evaluated_row(&e, "n"), 3, 1, 2, 1, 0);
    check_numbers(evaluated_row(&e, "dead"), 1, 1, 1, 1, 0);
    check_numbers(evaluated_row(&e, "hurt"), 5, 1, 1, 1, 0);
    CHECK_INT(evaluated_row(&e, "dead")->absent, 1);
    for (size_t k = 1; k <= 3; k++) {
        const bulletin_item *item = evaluated_item(&e, k);
        int128 value = 0, base = 0;
        for (size_t i = 1; i < item->n; i++) {
            value += evaluated_at(&e, item->first + i)->numerator;
            base += evaluated_at(&e, item->first + i)->base_numerator;
        }
        CHECK_CASE("item %d", (int)k);
        CHECK(value == evaluated_at(&e, item->first)->numerator &&
              base == evaluated_at(&e, item->first)->base_numerator);
    }
    evaluated_free(&e);
}

/* A register of nothing but its header, and one whose only record has no date that can be read. */
TEST(empty_registers)
{
    static const char *const contents[] = {"id,day,kind\n", "id,day,kind\n1,2023-13-45,a\n", ""};
    for (size_t i = 0; i < sizeof contents / sizeof *contents; i++) {
        register_write_text("r.csv", contents[i]);
        const char *path = register_write_text(
            "bulletin.yaml",
            HEAD "    date-format: yyyy-mm-dd\nindicators:\n  n: {register: r}\n"
                 "bulletin: {period: 2023-H1, sections: [{items: [{table: [n]}, {chart: {line: n}}]}]}\n");
        evaluated e = evaluate_with(path, (bulletin_request){.only_indicator = SIZE_MAX});
        CHECK_CASE("%s", contents[i]);
        if (e.status == ESEP_OK)
            CHECK(evaluated_row(&e, "n")->status & OBSERVATION_MISSING);
        else
            CHECK(e.line[0] != '\0');
        evaluated_free(&e);
    }
}

/* Numbers as large as can be held: an exact answer or an error, never another number. */
TEST(overflow)
{
    register_write_text("r.csv", "id,day,kind,place,amount,person\n1,2022-01-01,a,x,170141183460469231731,"
                                 "p\n2,2022-06-30,a,x,0.000000000000000001,p\n"
                                 "3,2023-01-01,a,x,-100000000000000000000.000000000000000007,p\n4,2023-06-30,"
                                 "a,x,0.000000000000000001,p\n");
    const char *path = register_write_text(
        "bulletin.yaml", HEAD "indicators:\n  s: {register: r, sum: amount}\n  n: {register: r}\n"
                              "bulletin: {period: 2023-H1, sections: [{items: [{table: [s]}]}]}\n");
    evaluated e = evaluate_with(path, (bulletin_request){.only_indicator = SIZE_MAX});
    CHECK(e.status == ESEP_DATA);
    CHECK(strstr(e.line, "counted exactly") != NULL);
    evaluated_free(&e);
}

TEST(months_without_days)
{
    register_write_text(
        "months.csv",
        "month,n\n2022-01,1\n2022-02,1\n2022-03,1\n2022-05,1\n2023-01,1\n2023-02,1\n2023-02,5\n2023-03,1\n");
    register_write_text("r.csv", records);
    evaluated e = evaluate(
        HEAD "    coverage: {from: 2022-01-01}\n  m:\n    from: months.csv\n    date: month\n"
             "indicators:\n  n: {register: r}\n  m: {register: m}\n"
             "bulletin:\n  period: 2023-01-01..2023-03-17\n  sections: [{items: [{table: [n, m]}]}]\n");
    /* The register without days is cut to the months that are whole. */
    check_numbers(evaluated_row(&e, "m"), 3, 1, 2, 1, 0);
    CHECK(evaluated_row(&e, "m")->span.last == day_from_date(2023, 2, 28));
    CHECK(evaluated_row(&e, "m")->status & CHANGE_CUT_PERIOD);
    check_numbers(evaluated_row(&e, "n"), 3, 1, 2, 1, 0);
    evaluated_free(&e);
}

int main(void)
{
    RUN(measures);
    RUN(nothing_is_not_zero);
    RUN(breaks_holes_provisional);
    RUN(categories);
    RUN(months_and_years);
    RUN(unequal_periods);
    RUN(history_ends_at_a_break);
    RUN(populations);
    RUN(part_outside_the_whole);
    RUN(ratios_within_ratios);
    RUN(explained);
    RUN(wrong_questions);
    RUN(chain_of_ratios);
    RUN(keys_and_derived_dimensions);
    RUN(unreadable_numbers);
    RUN(empty_registers);
    RUN(overflow);
    RUN(months_without_days);
    return check_finish();
}

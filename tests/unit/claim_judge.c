/* Verdicts, with their reasons and repairs: the interview (B1 to B9 of its audit), and a table for each rule. */
#include "check.h"
#include "claim/judge.h"

static claim_number number(int64_t n, int decimals)
{
    return (claim_number){.known = true, .number = n, .decimals = decimals, .unit = 1, .end = 1};
}

static claim_number rounded(int64_t n, int64_t unit, claim_approximation approximation)
{
    return (claim_number){.known = true, .number = n, .unit = unit, .approximation = approximation, .end = 1};
}

static const repair *repair_of(const verdict *v, repair_kind kind, int64_t n)
{
    for (size_t i = 0; i < v->n_repairs; i++) {
        if (v->repairs[i].kind == kind && v->repairs[i].number == n)
            return &v->repairs[i];
    }
    return NULL;
}

static void check_repair(const verdict *v, repair_kind kind, int64_t n, int64_t partner, bool tie)
{
    const repair *found = repair_of(v, kind, n);
    CHECK_CASE("repair %d with %" PRId64, (int)kind, n);
    CHECK(found != NULL);
    if (!found)
        return;
    CHECK_INT(found->partners.n, 1);
    CHECK_INT(found->partners.min, partner);
    CHECK_INT(found->tie, tie);
}

TEST(interview_accidents_b3)
{
    claim c = {.kind = CLAIM_CHANGE_PERCENT, .value = number(-388, 1), .current = number(50, 0)};
    verdict v;
    claim_judge(&c, &v);
    CHECK_STRING(verdict_word_code(v.word), "impossible");
    CHECK_INT(v.reason, VERDICT_NO_PARTNER);
    CHECK(v.above.known && v.below.known);
    CHECK_INT(v.above.number, -383);
    CHECK_INT(v.above.partners.min, 81);
    CHECK_INT(v.below.number, -390);
    CHECK_INT(v.below.partners.min, 82);
    CHECK_INT(v.strength.numerator, 174);
    CHECK_INT(v.strength.denominator, 201);
    check_repair(&v, REPAIR_FIGURE_DIGIT, -383, 81, false);
    check_repair(&v, REPAIR_FIGURE_DIGIT, -398, 83, false);
    check_repair(&v, REPAIR_COUNT_DIGIT, 52, 85, false);
    check_repair(&v, REPAIR_COUNT_DIGIT, 30, 49, false);
    check_repair(&v, REPAIR_COUNT_DIGIT, 60, 98, false);
    check_repair(&v, REPAIR_COUNT_DIGIT, 90, 147, false);
    check_repair(&v, REPAIR_COUNT_BY_ONE, 49, 80, true);
    check_repair(&v, REPAIR_FEWER_DECIMALS, -39, 82, false);
    check_repair(&v, REPAIR_IS_PERCENT_OF, -388, 129, false);
    CHECK(repair_of(&v, REPAIR_NEW_AS_DIVISOR, -388) == NULL);
    CHECK(repair_of(&v, REPAIR_TRUNCATED, -388) == NULL);
    CHECK_INT(v.repairs[0].kind, REPAIR_FIGURE_DIGIT);
    CHECK_INT(v.repairs[0].number, -383);
}

TEST(interview_city_share_b1)
{
    claim c = {.kind = CLAIM_SHARE, .value = number(488, 1), .whole = number(5483, 0)};
    verdict v;
    claim_judge(&c, &v);
    CHECK_STRING(verdict_word_code(v.word), "possible");
    CHECK_INT(v.partners.min, 2673);
    CHECK_INT(v.partners.max, 2678);
    c.whole.known = false, c.current = number(5483, 0);
    claim_judge(&c, &v);
    CHECK_INT(v.partners.min, 11225);
    CHECK_INT(v.partners.max, 11247);
}

TEST(interview_deaths_b4)
{
    claim c = {.kind = CLAIM_CHANGE_PERCENT, .value = number(455, 1), .base = number(11, 0), .of_rate = true};
    verdict v;
    claim_judge(&c, &v);
    CHECK_STRING(verdict_word_code(v.word), "possible");
    CHECK_INT(v.reason, VERDICT_UNIT_MISPRINT);
    CHECK_INT(v.partners.n, 1);
    CHECK_INT(v.partners.min, 16);
    check_repair(&v, REPAIR_UNIT, 11, 16, false);
    CHECK_INT(v.count_now, 16);
    CHECK_INT(v.count_before, 11);
    CHECK_NEAR(v.p_value, 0.442, 2e-3);
    CHECK(v.warnings & VERDICT_WITHIN_CHANCE);
    CHECK(v.warnings & VERDICT_SMALL_BASE);
    c.of_rate = false;
    claim_judge(&c, &v);
    CHECK_STRING(verdict_word_code(v.word), "consistent");
    CHECK_INT(v.partners.min, 16);
    c.of_rate = true, c.base = number(20, 0);
    claim_judge(&c, &v);
    CHECK_INT(v.reason, VERDICT_CHANGE_OF_RATE);
    CHECK_INT(v.n_repairs, 0);
}

TEST(interview_fines_b7)
{
    claim c = {.kind = CLAIM_MONEY, .value = number(332994382, 0), .whole = number(476875289, 0)};
    verdict v;
    int128 share;
    claim_judge(&c, &v);
    CHECK_STRING(verdict_word_code(v.word), "possible");
    CHECK_INT(v.reason, VERDICT_SHARE_IMPLIED);
    CHECK(fraction_round(&share, v.low, 1, FRACTION_HALF_AWAY));
    CHECK_INT(share, 698);
    CHECK(fraction_round(&share, v.low, 2, FRACTION_HALF_AWAY));
    CHECK_INT(share, 6983);
}

/* B2, B5, B9 and the figures beside them. */
TEST(interview_the_rest)
{
    claim c = {.kind = CLAIM_CHANGE_PERCENT, .value = number(-138, 1)};
    verdict v;
    claim_judge(&c, &v);
    CHECK_INT(v.reason, VERDICT_NO_OPERANDS);
    c.current = number(2673, 0);
    claim_judge(&c, &v);
    CHECK_STRING(verdict_word_code(v.word), "possible");
    CHECK_INT(v.partners.min, 3100);
    c.current = number(5483, 0);
    claim_judge(&c, &v);
    CHECK_INT(v.partners.min, 6358);
    CHECK_INT(v.partners.max, 6364);
    c = (claim){.kind = CLAIM_RATE,
                .value = number(532, 1),
                .current = number(2676, 0),
                .whole = rounded(503000, 1000, CLAIM_EXACT),
                .per = 10000};
    claim_judge(&c, &v);
    CHECK_STRING(verdict_word_code(v.word), "consistent");
}

typedef struct judged {
    const char *what;
    claim c;
    verdict_word word;
    verdict_reason reason;
} judged;

#define CHANGE(...)                                                                                          \
    {                                                                                                        \
        .kind = CLAIM_CHANGE_PERCENT, __VA_ARGS__                                                            \
    }
#define N(n, d)                                                                                              \
    {                                                                                                        \
        .known = true, .number = (n), .decimals = (d), .unit = 1, .end = 1                                   \
    }
#define R(n, u, m)                                                                                           \
    {                                                                                                        \
        .known = true, .number = (n), .unit = (u), .approximation = (m), .end = 1                            \
    }

static void check_judged(const judged *rows, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        verdict v;
        claim_judge(&rows[i].c, &v);
        CHECK_CASE("%s", rows[i].what);
        CHECK_STRING(verdict_word_code(v.word), verdict_word_code(rows[i].word));
        CHECK_INT(v.reason, rows[i].reason);
    }
}

TEST(two_operands)
{
    static const judged rows[] = {
        {"half up", CHANGE(.value = N(213, 0), .current = N(50, 0), .base = N(16, 0)), VERDICT_CONSISTENT,
         VERDICT_RIGHT},
        {"half even", CHANGE(.value = N(212, 0), .current = N(50, 0), .base = N(16, 0)), VERDICT_CONSISTENT,
         VERDICT_RIGHT},
        {"half down", CHANGE(.value = N(-387, 1), .current = N(49, 0), .base = N(80, 0)), VERDICT_CONSISTENT,
         VERDICT_RIGHT},
        {"truncated", CHANGE(.value = N(8, 0), .current = N(25, 0), .base = N(23, 0)), VERDICT_INCONSISTENT,
         VERDICT_TRUNCATED},
        {"reversed", CHANGE(.value = N(205, 1), .current = N(492, 0), .base = N(619, 0)),
         VERDICT_INCONSISTENT, VERDICT_DIRECTION_REVERSED},
        {"wrong", CHANGE(.value = N(43, 0), .current = N(60, 0), .base = N(46, 0)), VERDICT_INCONSISTENT,
         VERDICT_WRONG},
        {"difference and current", CHANGE(.value = N(91, 1), .current = N(552228, 0), .delta = N(46014, 0)),
         VERDICT_CONSISTENT, VERDICT_RIGHT},
        {"difference without its sign", CHANGE(.value = N(-20, 0), .base = N(135, 0), .delta = N(27, 0)),
         VERDICT_CONSISTENT, VERDICT_RIGHT},
        {"difference of counts, change of a rate",
         CHANGE(.value = N(53, 1), .current = N(58312, 0), .delta = N(3903, 0), .of_rate = true),
         VERDICT_UNVERIFIABLE, VERDICT_CHANGE_OF_RATE},
        {"rounded operands",
         CHANGE(.value = N(-5, 0), .current = R(9400000, 100000, CLAIM_EXACT),
                .base = R(9900000, 100000, CLAIM_EXACT)),
         VERDICT_CONSISTENT, VERDICT_RIGHT},
        {"rounded operands that do not reach",
         CHANGE(.value = N(-2, 0), .current = R(1700, 10, CLAIM_EXACT), .delta = R(-60, 10, CLAIM_EXACT)),
         VERDICT_INCONSISTENT, VERDICT_WRONG},
        {"round numbers, unit not known",
         CHANGE(.value = N(5, 0), .current = N(228000, 0), .delta = N(12000, 0)), VERDICT_CONSISTENT,
         VERDICT_RIGHT_IF_ROUNDED},
        {"decimal operands",
         CHANGE(.value = N(-25, 0), .current = N(288, 2), .base = N(384, 2), .of_rate = true),
         VERDICT_CONSISTENT, VERDICT_RIGHT},
        {"points, not said",
         CHANGE(.value = N(24, 1), .current = N(531, 1), .base = N(507, 1), .of_rate = true),
         VERDICT_CONSISTENT, VERDICT_RIGHT},
        {"points", CHANGE(.value = N(24, 1), .current = N(531, 1), .base = N(507, 1), .form = CLAIM_POINTS),
         VERDICT_CONSISTENT, VERDICT_RIGHT},
        {"neither percent nor points",
         CHANGE(.value = N(90, 1), .current = N(531, 1), .base = N(507, 1), .of_rate = true),
         VERDICT_INCONSISTENT, VERDICT_WRONG},
        {"counts beside a rate",
         CHANGE(.value = N(90, 1), .current = N(531, 0), .base = N(507, 0), .of_rate = true),
         VERDICT_UNVERIFIABLE, VERDICT_CHANGE_OF_RATE},
        {"base 0", CHANGE(.value = N(100, 0), .current = N(5, 0), .base = N(0, 0)), VERDICT_UNVERIFIABLE,
         VERDICT_OPERAND_ODD},
        {"share",
         {.kind = CLAIM_SHARE, .value = N(698, 1), .current = N(332994382, 0), .whole = N(476875289, 0)},
         VERDICT_CONSISTENT,
         VERDICT_RIGHT},
        {"share of the rest",
         {.kind = CLAIM_SHARE, .value = N(30, 0), .current = N(71, 0), .whole = N(101, 0)},
         VERDICT_INCONSISTENT,
         VERDICT_WRONG},
        {"difference",
         {.kind = CLAIM_CHANGE_ABSOLUTE, .value = N(-165, 0), .current = N(1224, 0), .base = N(1389, 0)},
         VERDICT_CONSISTENT,
         VERDICT_RIGHT},
        {"wrong difference",
         {.kind = CLAIM_CHANGE_ABSOLUTE, .value = N(-164, 0), .current = N(1224, 0), .base = N(1389, 0)},
         VERDICT_INCONSISTENT,
         VERDICT_WRONG},
        {"round difference",
         {.kind = CLAIM_CHANGE_ABSOLUTE, .value = N(-2000, 0), .current = N(12207, 0), .base = N(14196, 0)},
         VERDICT_CONSISTENT,
         VERDICT_RIGHT_IF_ROUNDED},
        {"per day, days not printed",
         {.kind = CLAIM_RATE,
          .value = N(11, 0),
          .current = N(3557, 0),
          .whole = {.known = true, .number = 365, .unit = 1},
          .per = 1},
         VERDICT_UNVERIFIABLE,
         VERDICT_OPERAND_NOT_PRINTED},
        {"kilograms", CHANGE(.value = N(-375, 1), .current = N(50, 0), .base = N(81, 0), .measured = true),
         VERDICT_CONSISTENT, VERDICT_RIGHT},
        {"too few kilograms",
         CHANGE(.value = N(-405, 1), .current = N(50, 0), .base = N(81, 0), .measured = true),
         VERDICT_INCONSISTENT, VERDICT_WRONG},
        {"too large", CHANGE(.value = N(10, 1), .current = N((int128)1 << 120, 0), .base = N(5, 0)),
         VERDICT_UNVERIFIABLE, VERDICT_TOO_LARGE},
    };
    check_judged(rows, sizeof rows / sizeof *rows);
}

TEST(one_operand)
{
    static const judged rows[] = {
        {"one partner", CHANGE(.value = N(-163, 1), .current = N(72, 0)), VERDICT_CONSISTENT,
         VERDICT_PARTNER_FOUND},
        {"many partners", CHANGE(.value = N(443, 1), .current = N(5147, 0)), VERDICT_POSSIBLE,
         VERDICT_PARTNERS_EXIST},
        {"parts within one, ends and all",
         {.kind = CLAIM_SHARE, .value = N(488, 1), .whole = N(1000, 0)},
         VERDICT_POSSIBLE,
         VERDICT_PARTNERS_EXIST},
        {"parts within less than one",
         {.kind = CLAIM_SHARE, .value = N(488, 1), .whole = N(998, 0)},
         VERDICT_CONSISTENT,
         VERDICT_PARTNER_FOUND},
        {"no partner of a difference", CHANGE(.value = N(-58, 1), .delta = N(-2, 0)), VERDICT_IMPOSSIBLE,
         VERDICT_NO_PARTNER},
        {"round count", CHANGE(.value = N(-388, 1), .current = N(100, 0)), VERDICT_POSSIBLE,
         VERDICT_PARTNER_IF_ROUNDED},
        {"rounded count", CHANGE(.value = N(-388, 1), .current = R(50, 10, CLAIM_EXACT)),
         VERDICT_UNVERIFIABLE, VERDICT_ROUNDED_OPERAND},
        {"about a count", CHANGE(.value = N(-388, 1), .current = R(50, 1, CLAIM_ABOUT)), VERDICT_UNVERIFIABLE,
         VERDICT_ROUNDED_OPERAND},
        {"about a figure", CHANGE(.value = R(-38, 1, CLAIM_ABOUT), .current = N(51, 0)), VERDICT_UNVERIFIABLE,
         VERDICT_APPROXIMATE_FIGURE},
        {"a share without a part",
         {.kind = CLAIM_SHARE, .value = N(488, 1), .whole = N(42, 0)},
         VERDICT_IMPOSSIBLE,
         VERDICT_NO_PARTNER},
        {"share over 100",
         {.kind = CLAIM_SHARE, .value = N(1001, 1)},
         VERDICT_INCONSISTENT,
         VERDICT_SHARE_OVER_100},
        {"fall over 100", CHANGE(.value = N(-120, 0)), VERDICT_IMPOSSIBLE, VERDICT_FALL_OVER_100},
        {"fall by all", CHANGE(.value = N(-100, 0), .current = N(0, 0)), VERDICT_POSSIBLE,
         VERDICT_PARTNERS_EXIST},
        {"rise over 100", CHANGE(.value = N(328, 0)), VERDICT_UNVERIFIABLE, VERDICT_NO_OPERANDS},
        {"ratio without decimals",
         {.kind = CLAIM_CHANGE_RATIO, .value = N(2, 0), .current = N(3, 0)},
         VERDICT_UNVERIFIABLE,
         VERDICT_APPROXIMATE_FIGURE},
        {"ratio with decimals",
         {.kind = CLAIM_CHANGE_RATIO, .value = N(24, 1), .current = N(12, 0)},
         VERDICT_CONSISTENT,
         VERDICT_PARTNER_FOUND},
        {"ratio down",
         {.kind = CLAIM_CHANGE_RATIO, .value = N(-17, 1), .current = N(7, 0)},
         VERDICT_CONSISTENT,
         VERDICT_PARTNER_FOUND},
        {"difference and one count",
         {.kind = CLAIM_CHANGE_ABSOLUTE, .value = N(46014, 0), .current = N(552228, 0)},
         VERDICT_POSSIBLE,
         VERDICT_PARTNERS_EXIST},
        {"from less than nothing",
         {.kind = CLAIM_CHANGE_ABSOLUTE, .value = N(46, 0), .current = N(31, 0)},
         VERDICT_IMPOSSIBLE,
         VERDICT_NO_PARTNER},
        {"kilograms", CHANGE(.value = N(-388, 1), .current = N(50, 0), .measured = true),
         VERDICT_UNVERIFIABLE, VERDICT_NOT_COUNTED},
        {"against an average",
         CHANGE(.value = N(-388, 1), .current = N(50, 0), .against = {"the five-year average", 21}),
         VERDICT_UNVERIFIABLE, VERDICT_NOT_COUNTED},
        {"nothing known", CHANGE(.value = N(-388, 1)), VERDICT_UNVERIFIABLE, VERDICT_NO_OPERANDS},
        {"nothing at all", {.kind = CLAIM_COUNT}, VERDICT_UNVERIFIABLE, VERDICT_NO_OPERANDS},
    };
    check_judged(rows, sizeof rows / sizeof *rows);
}

TEST(approximations)
{
    static const judged rows[] = {
        {"more than", CHANGE(.value = R(20, 1, CLAIM_MORE), .current = N(106, 0), .base = N(87, 0)),
         VERDICT_CONSISTENT, VERDICT_RIGHT},
        {"more than, but less", CHANGE(.value = R(22, 1, CLAIM_MORE), .current = N(106, 0), .base = N(87, 0)),
         VERDICT_INCONSISTENT, VERDICT_WRONG},
        {"less than",
         {.kind = CLAIM_SHARE, .value = R(1, 1, CLAIM_LESS), .current = N(6881, 0), .whole = N(906944, 0)},
         VERDICT_CONSISTENT,
         VERDICT_RIGHT},
        {"nearly, above", CHANGE(.value = R(-11, 1, CLAIM_NEARLY), .current = N(147, 0), .base = N(165, 0)),
         VERDICT_CONSISTENT, VERDICT_RIGHT},
        {"nearly, old over new",
         CHANGE(.value = R(68, 1, CLAIM_NEARLY), .current = N(56, 0), .base = N(38, 0)), VERDICT_INCONSISTENT,
         VERDICT_WRONG},
        {"nearly twice",
         {.kind = CLAIM_CHANGE_RATIO, .value = R(2, 1, CLAIM_NEARLY), .current = N(63, 0), .base = N(37, 0)},
         VERDICT_INCONSISTENT,
         VERDICT_WRONG},
        {"about", CHANGE(.value = R(3, 1, CLAIM_ABOUT), .current = N(338954, 0), .base = N(329243, 0)),
         VERDICT_CONSISTENT, VERDICT_RIGHT},
        {"every fourth",
         {.kind = CLAIM_SHARE,
          .value = N(25, 0),
          .form = CLAIM_ONE_IN_N,
          .current = N(2030, 0),
          .whole = N(7330, 0)},
         VERDICT_CONSISTENT,
         VERDICT_RIGHT},
        {"more than an operand",
         CHANGE(.value = N(-605, 1), .current = R(1200, 100, CLAIM_EXACT), .base = R(3000, 1000, CLAIM_MORE)),
         VERDICT_CONSISTENT, VERDICT_RIGHT},
        {"well more than an operand",
         CHANGE(.value = N(-650, 1), .current = R(1200, 10, CLAIM_EXACT), .base = R(3000, 100, CLAIM_MORE)),
         VERDICT_CONSISTENT, VERDICT_RIGHT},
        {"but not twice as much",
         CHANGE(.value = N(-820, 1), .current = R(1200, 10, CLAIM_EXACT), .base = R(3000, 100, CLAIM_MORE)),
         VERDICT_INCONSISTENT, VERDICT_WRONG},
        {"less than an operand",
         CHANGE(.value = N(-450, 1), .current = R(1200, 10, CLAIM_EXACT), .base = R(3000, 100, CLAIM_LESS)),
         VERDICT_CONSISTENT, VERDICT_RIGHT},
        {"nearly an operand",
         CHANGE(.value = N(-570, 1), .current = R(1200, 10, CLAIM_EXACT), .base = R(3000, 1, CLAIM_NEARLY)),
         VERDICT_CONSISTENT, VERDICT_RIGHT},
        {"four times",
         {.kind = CLAIM_CHANGE_RATIO, .value = N(4, 0), .current = N(6746, 0), .base = N(1708, 0)},
         VERDICT_CONSISTENT,
         VERDICT_RIGHT},
        {"twice, but 2.3 times",
         {.kind = CLAIM_CHANGE_RATIO, .value = N(2, 0), .current = N(233, 0), .base = N(101, 0)},
         VERDICT_INCONSISTENT,
         VERDICT_TRUNCATED},
        {"half as many",
         {.kind = CLAIM_CHANGE_RATIO, .value = N(-2, 0), .current = N(37, 0), .base = N(71, 0)},
         VERDICT_CONSISTENT,
         VERDICT_RIGHT},
        {"a range", CHANGE(.value = N(5, 0), .form = CLAIM_RANGE, .current = N(109, 0), .base = N(101, 0)),
         VERDICT_UNVERIFIABLE, VERDICT_APPROXIMATE_FIGURE},
    };
    check_judged(rows, sizeof rows / sizeof *rows);
}

TEST(directions)
{
    static const judged rows[] = {
        {"down",
         {.kind = CLAIM_COUNT, .value = N(428, 0), .base = N(544, 0), .direction = -1},
         VERDICT_CONSISTENT,
         VERDICT_DIRECTION_AGREES},
        {"up, but down",
         {.kind = CLAIM_COUNT, .value = N(428, 0), .base = N(544, 0), .direction = 1},
         VERDICT_INCONSISTENT,
         VERDICT_DIRECTION_REVERSED},
        {"no word",
         {.kind = CLAIM_COUNT, .value = N(428, 0), .base = N(544, 0)},
         VERDICT_UNVERIFIABLE,
         VERDICT_NO_DIRECTION},
        {"a rate down",
         {.kind = CLAIM_RATE, .value = N(232, 1), .base = N(261, 1), .per = 1000, .direction = -1},
         VERDICT_CONSISTENT,
         VERDICT_DIRECTION_AGREES},
        {"within rounding",
         {.kind = CLAIM_COUNT, .value = R(5000, 1000, CLAIM_EXACT), .base = N(4800, 0), .direction = -1},
         VERDICT_CONSISTENT,
         VERDICT_DIRECTION_AGREES},
    };
    check_judged(rows, sizeof rows / sizeof *rows);
}

/* What the figures' own mistakes suggest, each with its name. */
TEST(repairs_of_pairs)
{
    static const struct {
        int64_t value;
        int decimals;
        int64_t now, before;
        repair_kind kind;
        int64_t repaired;
    } rows[] = {
        {61, 0, 263, 161, REPAIR_FIGURE_DIGIT, 63},    {61, 0, 263, 161, REPAIR_OLD_OVER_NEW, 61},
        {8, 0, 25, 23, REPAIR_TRUNCATED, 8},           {205, 1, 492, 619, REPAIR_DIRECTION, -205},
        {43, 0, 60, 46, REPAIR_COUNT_DIGIT, 66},       {163, 0, 263, 161, REPAIR_IS_PERCENT_OF, 163},
        {39, 0, 263, 161, REPAIR_NEW_AS_DIVISOR, 39},  {102, 0, 263, 161, REPAIR_PERCENTAGE_POINTS, 102},
        {630, 1, 263, 161, REPAIR_FEWER_DECIMALS, 63}, {63, 0, 257, 168, REPAIR_BASE_DIGIT, 158},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        claim c = {.kind = CLAIM_CHANGE_PERCENT,
                   .value = number(rows[i].value, rows[i].decimals),
                   .current = number(rows[i].now, 0),
                   .base = number(rows[i].before, 0)};
        verdict v;
        claim_judge(&c, &v);
        CHECK_CASE("row %zu", i);
        CHECK(verdict_accuses(&v));
        CHECK(repair_of(&v, rows[i].kind, rows[i].repaired) != NULL);
        CHECK(v.right_known);
    }
    claim rest = {
        .kind = CLAIM_SHARE, .value = number(30, 0), .current = number(71, 0), .whole = number(101, 0)};
    verdict v;
    claim_judge(&rest, &v);
    CHECK(repair_of(&v, REPAIR_COMPLEMENT, 30) != NULL);
}

TEST(warnings)
{
    claim c = {.kind = CLAIM_COUNT, .value = number(35, 0), .base = number(34, 0)};
    verdict v;
    claim_judge(&c, &v);
    CHECK(v.warnings == VERDICT_WITHIN_CHANCE);
    c = (claim){.kind = CLAIM_COUNT, .value = number(30, 0), .whole = number(20, 0)};
    claim_judge(&c, &v);
    CHECK(v.warnings == VERDICT_PART_OVER_WHOLE && !verdict_accuses(&v));
    c = (claim){.kind = CLAIM_CHANGE_PERCENT,
                .value = number(-388, 1),
                .current = number(49, 0),
                .base = number(80, 0)};
    claim_judge(&c, &v);
    CHECK(v.warnings == VERDICT_TIE);
    CHECK_NEAR(v.p_value, 0.0083, 0.1);
}

TEST(every_reason_has_a_sentence)
{
    for (int reason = 0; reason < VERDICT_REASONS; reason++)
        CHECK(verdict_reason_message((verdict_reason)reason) != MESSAGE_NONE);
    for (int kind = 0; kind < REPAIR_KINDS; kind++)
        CHECK(repair_message((repair_kind)kind) != MESSAGE_NONE);
    for (unsigned bit = 1; bit <= VERDICT_TIE; bit *= 2)
        CHECK(verdict_warning_message(bit) != MESSAGE_NONE);
    CHECK(verdict_warning_message(16) == MESSAGE_NONE);
}

int main(void)
{
    RUN(interview_accidents_b3);
    RUN(interview_city_share_b1);
    RUN(interview_deaths_b4);
    RUN(interview_fines_b7);
    RUN(interview_the_rest);
    RUN(two_operands);
    RUN(one_operand);
    RUN(approximations);
    RUN(directions);
    RUN(repairs_of_pairs);
    RUN(warnings);
    RUN(every_reason_has_a_sentence);
    return check_finish();
}

/* Claims beside each other: sums, common bases and wholes, periods. */
#include "check.h"
#include "claim/judge_linked.h"
#include "claim/judge_period.h"

static size_t place;

/* A number at a place of its own. */
static claim_number number(int64_t n, int decimals)
{
    place += 10;
    return (claim_number){
        .known = true, .number = n, .decimals = decimals, .unit = 1, .start = place, .end = place + 3};
}

static claim_number rounded(int64_t n, int64_t unit)
{
    claim_number made = number(n, 0);
    made.unit = unit;
    return made;
}

static claim_list list_of(claim *claims, size_t n)
{
    return (claim_list){.claims = claims, .n = n};
}

static const linked_finding *finding_of(const linked_list *list, linked_kind kind)
{
    for (size_t i = 0; i < list->n; i++) {
        if (list->findings[i].kind == kind)
            return &list->findings[i];
    }
    return NULL;
}

static linked_list link_all(claim *claims, size_t n)
{
    claim_list list = list_of(claims, n);
    linked_list found;
    CHECK_INT(judge_linked(&found, &list, NULL), ESEP_OK);
    return found;
}

TEST(sums_of_the_text)
{
    claim parts_then_total[] = {{.kind = CLAIM_CHANGE_PERCENT, .current = rounded(6620, 10)},
                                {.kind = CLAIM_CHANGE_PERCENT, .current = rounded(46480, 10)},
                                {.kind = CLAIM_COUNT, .value = rounded(53100, 10), .sentence_start = 60}};
    linked_list found = link_all(parts_then_total, 3);
    const linked_finding *sum = finding_of(&found, LINKED_SUM_AGREES);
    CHECK(sum != NULL && sum->n == 3 && sum->claims[2] == 2);
    CHECK_INT(sum ? sum->computed : 0, 53100);
    linked_list_free(&found);

    claim total_then_parts[] = {{.kind = CLAIM_COUNT, .value = rounded(7700, 100)},
                                {.kind = CLAIM_COUNT, .value = rounded(6900, 100)},
                                {.kind = CLAIM_COUNT, .value = number(712, 0)}};
    found = link_all(total_then_parts, 3);
    sum = finding_of(&found, LINKED_SUM_AGREES);
    CHECK(sum != NULL && sum->claims[0] == 1 && sum->claims[2] == 0);
    linked_list_free(&found);

    /* Numbers that do not add up are no finding where nobody said that they should. */
    for (int64_t part = 12; part <= 1712; part += 1700) {
        total_then_parts[2].value.number = part;
        found = link_all(total_then_parts, 3);
        CHECK_INT(found.n, 0);
        linked_list_free(&found);
    }
}

TEST(parts_of_a_whole)
{
    static const struct {
        int64_t first, second, whole;
        int kind;
    } rows[] = {{30, 70, 100, LINKED_SUM_AGREES},
                {30, 60, 100, -1},
                {50, 49, 100, LINKED_SUM_DIFFERS},
                {80, 70, 100, LINKED_PARTS_EXCEED}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        claim_number whole = number(rows[i].whole, 0);
        claim claims[] = {{.kind = CLAIM_COUNT, .value = number(rows[i].first, 0), .whole = whole},
                          {.kind = CLAIM_COUNT, .value = number(rows[i].second, 0), .whole = whole}};
        linked_list found = link_all(claims, 2);
        CHECK_CASE("row %zu", i);
        CHECK_INT(found.n, rows[i].kind >= 0);
        CHECK(rows[i].kind < 0 || finding_of(&found, (linked_kind)rows[i].kind) != NULL);
        linked_list_free(&found);
    }
}

TEST(shares_of_one_whole)
{
    claim claims[] = {{.kind = CLAIM_SHARE, .value = number(188, 1), .current = number(24965, 0)},
                      {.kind = CLAIM_SHARE, .value = number(131, 1), .current = number(17339, 0)},
                      {.kind = CLAIM_SHARE, .value = number(78, 1), .current = number(10385, 0)},
                      {.kind = CLAIM_SHARE, .value = number(57, 1), .current = number(7562, 0)}};
    linked_list found = link_all(claims, 4);
    const linked_finding *whole = finding_of(&found, LINKED_COMMON_WHOLE);
    CHECK(whole != NULL && whole->n == 4);
    CHECK(whole && whole->set.min <= 132778 && whole->set.max >= 132778);
    linked_list_free(&found);
    claims[2].value.number = 98;
    found = link_all(claims, 4);
    whole = finding_of(&found, LINKED_NO_COMMON_WHOLE);
    CHECK(whole != NULL && whole->n == 2 && whole->claims[1] == 2);
    linked_list_free(&found);
    claim men_and_women[] = {{.kind = CLAIM_SHARE, .value = number(63, 0)},
                             {.kind = CLAIM_SHARE, .value = number(37, 0)}};
    found = link_all(men_and_women, 2);
    CHECK(finding_of(&found, LINKED_SHARES_AGREE) != NULL);
    linked_list_free(&found);
    men_and_women[0].whole = men_and_women[1].whole = number(400, 0);
    men_and_women[0].value.number = 93;
    found = link_all(men_and_women, 2);
    CHECK(finding_of(&found, LINKED_SHARES_EXCEED) != NULL);
    linked_list_free(&found);
}

TEST(changes_of_one_count)
{
    claim_number current = number(552228, 0);
    claim claims[] = {{.kind = CLAIM_CHANGE_ABSOLUTE, .value = number(46014, 0), .current = current},
                      {.kind = CLAIM_CHANGE_PERCENT, .value = number(91, 1), .current = current}};
    linked_list found = link_all(claims, 2);
    const linked_finding *base = finding_of(&found, LINKED_COMMON_BASE);
    CHECK(base != NULL && base->set.n == 1 && base->set.min == 506214);
    linked_list_free(&found);
    claims[1].value.number = 191;
    found = link_all(claims, 2);
    CHECK(finding_of(&found, LINKED_NO_COMMON_BASE) != NULL);
    linked_list_free(&found);
    /* Against another year they need not agree. */
    claims[1].against = text_from("compared with 2020");
    found = link_all(claims, 2);
    CHECK_INT(found.n, 0);
    linked_list_free(&found);
    /* Round numbers may be rounded ones. */
    claim_number thousands = number(228000, 0);
    claim round[] = {{.kind = CLAIM_CHANGE_ABSOLUTE, .value = number(12000, 0), .current = thousands},
                     {.kind = CLAIM_CHANGE_PERCENT, .value = number(5, 0), .current = thousands}};
    found = link_all(round, 2);
    CHECK_INT(found.n, 0);
    linked_list_free(&found);
    claim_number fourteen = number(14, 0);
    claim ratio[] = {{.kind = CLAIM_CHANGE_RATIO, .value = number(2, 0), .current = fourteen},
                     {.kind = CLAIM_CHANGE_ABSOLUTE, .value = number(3, 0), .current = fourteen}};
    found = link_all(ratio, 2);
    CHECK(finding_of(&found, LINKED_NO_COMMON_BASE) != NULL);
    linked_list_free(&found);
    ratio[1].value.number = 7;
    found = link_all(ratio, 2);
    CHECK(finding_of(&found, LINKED_COMMON_BASE) != NULL);
    linked_list_free(&found);
}

TEST(words_of_periods)
{
    static const struct {
        const char *words;
        int months;
    } rows[] = {
        {"алғашқы жартыжылдықта", 6},
        {"Алғашқы 5 айында", 5},
        {"бес айда", 5},
        {"за шесть месяцев 2013 года", 6},
        {"В первом полугодии", 6},
        {"first six months", 6},
        {"the first half of 2023", 6},
        {"I тоқсанда", 3},
        {"в первом квартале", 3},
        {"за январь-октябрь 2020 года", 10},
        {"Қаңтар мен қыркүйек аралығында", 9},
        {"between April and June", 3},
        {"за 9 месяцев", 9},
        {"twelve months to June 2024", 12},
        {"в 2023 году", 0},
        {"желтоқсанда", 0},
        {"аймақта", 0},
        {"за 36 месяцев", 0},
        {"", 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        CHECK_CASE("%s", rows[i].words);
        CHECK_INT(period_words_months(text_from(rows[i].words)), rows[i].months);
    }
    CHECK_INT(period_words_months((text){NULL, 0}), 0);
}

TEST(words_of_bases)
{
    static const struct {
        const char *words;
        bool year;
    } rows[] = {
        {"өткен жылмен салыстырғанда", true},
        {"былтырғымен салыстырғанда", true},
        {"өткен жылдың сәйкес кезеңімен салыстырғанда", false},
        {"по сравнению с прошлым годом", true},
        {"по сравнению с аналогичным периодом прошлого года", false},
        {"compared with last year", true},
        {"compared with the same period last year", false},
        {"compared with May", false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        CHECK_CASE("%s", rows[i].words);
        CHECK_INT(period_words_whole_year(text_from(rows[i].words)), rows[i].year);
    }
}

/* B6: half a year of accidents beside five months of protocols. */
TEST(periods_side_by_side)
{
    claim claims[] = {{.kind = CLAIM_CHANGE_PERCENT,
                       .value = number(-388, 1),
                       .current = number(50, 0),
                       .period = text_from("алғашқы жартыжылдықта"),
                       .against = text_from("өткен жылмен салыстырғанда")},
                      {.kind = CLAIM_COUNT,
                       .value = number(43, 0),
                       .period = text_from("алғашқы жартыжылдықта"),
                       .sentence_start = 100},
                      {.kind = CLAIM_COUNT,
                       .value = number(37960, 0),
                       .period = text_from("жылдың алғашқы 5 айында"),
                       .sentence_start = 200}};
    linked_list found = link_all(claims, 3);
    const linked_finding *differ = finding_of(&found, LINKED_PERIODS_DIFFER),
                         *year = finding_of(&found, LINKED_AGAINST_YEAR);
    CHECK(differ != NULL && differ->stated == 6 && differ->computed == 5 && differ->claims[0] == 1 &&
          differ->claims[1] == 2);
    CHECK(year != NULL && year->claims[0] == 0);
    CHECK_INT(found.n, 2);
    linked_list_free(&found);
}

TEST(nothing_and_very_much)
{
    linked_list found = link_all(NULL, 0);
    CHECK_INT(found.n, 0);
    linked_list_free(&found);
    const size_t many = 200000;
    claim *claims = calloc(many, sizeof *claims);
    if (!claims)
        SKIP("no memory");
    claim_number one = number(100, 0);
    for (size_t i = 0; i < many; i++)
        claims[i] =
            (claim){.kind = (claim_kind)(i % CLAIM_KINDS), .value = one, .current = one, .whole = one};
    found = link_all(claims, many);
    CHECK(found.n <= 4 * many);
    linked_list_free(&found);
    free(claims);
}

TEST(every_finding_has_a_sentence)
{
    for (int kind = 0; kind < LINKED_KINDS; kind++)
        CHECK(linked_message((linked_kind)kind) != MESSAGE_NONE);
}

int main(void)
{
    RUN(sums_of_the_text);
    RUN(parts_of_a_whole);
    RUN(shares_of_one_whole);
    RUN(changes_of_one_count);
    RUN(words_of_periods);
    RUN(words_of_bases);
    RUN(periods_side_by_side);
    RUN(nothing_and_very_much);
    RUN(every_finding_has_a_sentence);
    return check_finish();
}

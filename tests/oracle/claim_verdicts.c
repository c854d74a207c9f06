/* The annotated corpus: each claim as people read it, with its own operands, judged here, must get the verdict they gave it. */
#include "check.h"
#include "claim/judge.h"

#include <cjson/cJSON.h>

/* The shortest decimal digits of a JSON number, then a number with at least `decimals` of them. */
static claim_number number_of(const cJSON *item, int decimals)
{
    claim_number n = {.unit = 1};
    if (!cJSON_IsNumber(item))
        return n;
    n.known = true;
    char digits[64];
    for (n.decimals = decimals; n.decimals < 9; n.decimals++) {
        snprintf(digits, sizeof digits, "%.*f", n.decimals, item->valuedouble);
        if (strtod(digits, NULL) == item->valuedouble)
            break;
    }
    snprintf(digits, sizeof digits, "%.*f", n.decimals, item->valuedouble);
    bool negative = digits[0] == '-';
    for (const char *at = digits + negative; *at; at++) {
        if (*at != '.')
            n.number = 10 * n.number + (*at - '0');
    }
    if (negative)
        n.number = -n.number;
    return n;
}

static claim_approximation mode_of(const cJSON *object, const char *key)
{
    static const char *const modes[] = {"exact", "more", "less", "nearly", "about"};
    const char *mode = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(object, key));
    for (int i = 0; mode && i <= CLAIM_ABOUT; i++) {
        if (strcmp(mode, modes[i]) == 0)
            return (claim_approximation)i;
    }
    return CLAIM_EXACT;
}

/* "res" is the unit of the last printed digit: 100 for 9400, 0.1 for 50.6. */
static void resolve(claim_number *n, const cJSON *resolution)
{
    double unit = cJSON_IsNumber(resolution) ? resolution->valuedouble : 1;
    for (int i = 0; i < n->decimals; i++)
        unit *= 10;
    if (cJSON_IsNumber(resolution) && unit >= 1)
        n->unit = (int128)(unit + 0.5);
}

static claim_number operand_of(const cJSON *annotated, const char *name)
{
    char key[32];
    claim_number n = number_of(cJSON_GetObjectItemCaseSensitive(annotated, name), 0);
    snprintf(key, sizeof key, "%s_res", name);
    resolve(&n, cJSON_GetObjectItemCaseSensitive(annotated, key));
    snprintf(key, sizeof key, "%s_mode", name);
    n.approximation = mode_of(annotated, key);
    n.end = 1;
    const cJSON *name_of_implied;
    cJSON_ArrayForEach(name_of_implied, cJSON_GetObjectItemCaseSensitive(annotated, "implied"))
    {
        if (strcmp(name_of_implied->valuestring, name) == 0)
            n.end = 0;
    }
    return n;
}

static claim claim_of(const cJSON *annotated)
{
    static const char *const kinds[CLAIM_KINDS] = {
        "count", "change_percent", "change_absolute", "change_ratio", "share_percent", "rate", "money"};
    claim c = {.kind = CLAIM_KINDS};
    const char *kind = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(annotated, "kind"));
    for (int i = 0; i < CLAIM_KINDS; i++) {
        if (strcmp(kind, kinds[i]) == 0)
            c.kind = (claim_kind)i;
    }
    const cJSON *decimals = cJSON_GetObjectItemCaseSensitive(annotated, "decimals");
    c.printed_decimals = decimals->valueint;
    c.value = number_of(cJSON_GetObjectItemCaseSensitive(annotated, "value"), decimals->valueint);
    resolve(&c.value, cJSON_GetObjectItemCaseSensitive(annotated, "res"));
    c.value.approximation = mode_of(annotated, "approx_mode");
    c.current = operand_of(annotated, "current");
    c.base = operand_of(annotated, "base");
    c.whole = operand_of(annotated, "whole");
    c.delta = operand_of(annotated, "delta");
    const cJSON *per = cJSON_GetObjectItemCaseSensitive(annotated, "per");
    c.per = cJSON_IsNumber(per) ? (int64_t)per->valuedouble : 0;
    const char *unit = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(annotated, "unit"));
    c.of_rate = cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(annotated, "of_rate")) ||
                (unit && strcmp(unit, "rate") == 0);
    const char *direction = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(annotated, "direction"));
    c.direction = !direction ? 0 : strcmp(direction, "up") == 0 ? 1 : -1;
    const char *form = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(annotated, "form"));
    if (form)
        c.form = strcmp(form, "word") == 0       ? CLAIM_IN_WORDS
                 : strcmp(form, "fraction") == 0 ? CLAIM_IN_FRACTION
                 : strcmp(form, "one_in_n") == 0 ? CLAIM_ONE_IN_N
                 : strcmp(form, "range") == 0    ? CLAIM_RANGE
                                                 : 0;
    return c;
}

typedef struct score {
    int claims, right, accused, wrong_ones, caught;
} score;

static void judge_passage(score *s, const cJSON *record)
{
    const cJSON *annotated;
    cJSON_ArrayForEach(annotated, cJSON_GetObjectItemCaseSensitive(record, "claims"))
    {
        claim c = claim_of(annotated);
        verdict v;
        claim_judge(&c, &v);
        const char *expected = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(annotated, "verdict"));
        bool accused = verdict_accuses(&v), accusable = strcmp(expected, "inconsistent") == 0;
        const char *said = accused                      ? "inconsistent"
                           : v.word == VERDICT_POSSIBLE ? "unverifiable"
                                                        : verdict_word_code(v.word);
        bool right = strcmp(said, expected) == 0;
        s->claims++;
        s->right += right;
        s->accused += accused && !accusable;
        s->wrong_ones += accusable;
        s->caught += accused && accusable;
        if (!right)
            printf("# %s: %s is called %s (reason %d), is %s\n",
                   cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(record, "id")),
                   cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(annotated, "span")), said,
                   (int)v.reason, expected);
    }
}

TEST(annotated_claims)
{
    char path[1024], *line = NULL;
    size_t size = 0;
    score s = {0};
    if (!check_shared(path, sizeof path, "press/claims-open.jsonl"))
        SKIP("no corpus");
    FILE *file = fopen(path, "r");
    while (file && getline(&line, &size, file) > 0) {
        cJSON *record = cJSON_Parse(line);
        CHECK(record != NULL);
        judge_passage(&s, record);
        cJSON_Delete(record);
    }
    free(line);
    if (file)
        fclose(file);
    printf("# %d claims, %d verdicts right, %d accused, %d of %d caught\n", s.claims, s.right, s.accused,
           s.caught, s.wrong_ones);
    CHECK(s.claims > 0);
    CHECK_INT(s.accused, 0);
    CHECK(s.right * 100 >= s.claims * 97);
    CHECK(s.caught * 100 >= s.wrong_ones * 95);
}

int main(void)
{
    RUN(annotated_claims);
    return check_finish();
}

/* The annotated corpus, read: in each language nearly all claims are found, with their operands. The floors are what is reached, so that
 * a change that loses claims is seen; the misses are printed. */
#include "claims_score.h"

#define FLOOR_EN_F1 0.98
#define FLOOR_EN_OPERANDS 0.97
#define FLOOR_RU_F1 0.99
#define FLOOR_RU_OPERANDS 0.97
#define FLOOR_KK_F1 0.97
#define FLOOR_KK_OPERANDS 0.96

#include <cjson/cJSON.h>

static double number_or_unknown(const cJSON *annotated, const char *name)
{
    const cJSON *item = cJSON_GetObjectItemCaseSensitive(annotated, name);
    return cJSON_IsNumber(item) ? item->valuedouble : SCORE_UNKNOWN;
}

/* The corpus counts characters, we bytes. */
static size_t byte_of(const char *words, int character)
{
    size_t at = 0;
    for (; words[at]; at++) {
        if (((unsigned char)words[at] & 0xC0) != 0x80 && character-- == 0)
            break;
    }
    return at;
}

static noted_claim noted_of(const cJSON *annotated, const char *words)
{
    noted_claim c = {.value = number_or_unknown(annotated, "value"),
                     .current = number_or_unknown(annotated, "current"),
                     .base = number_or_unknown(annotated, "base"),
                     .whole = number_or_unknown(annotated, "whole")};
    snprintf(c.kind, sizeof c.kind, "%s",
             cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(annotated, "kind")));
    c.start = byte_of(words, cJSON_GetObjectItemCaseSensitive(annotated, "start")->valueint);
    c.end = c.start + strlen(cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(annotated, "span")));
    return c;
}

static void read_passage(claims_score *score, const cJSON *record, esep_language language,
                         const lexicon *words)
{
    const char *passage = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(record, "text"));
    noted_claim noted[256];
    size_t n = 0;
    const cJSON *annotated;
    cJSON_ArrayForEach(annotated, cJSON_GetObjectItemCaseSensitive(record, "claims"))
    {
        if (n < 256)
            noted[n++] = noted_of(annotated, passage);
    }
    claim_list found = {0};
    esep_error error = {0};
    CHECK(claim_find(&found, text_from(passage), language, words, &error) == ESEP_OK);
    score_passage(score, cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(record, "id")), noted, n,
                  &found);
    CHECK_INT(claim_language(text_from(passage)), language);
    claim_list_free(&found);
}

static void check_language(const char *code, esep_language language, double f1, double operands)
{
    char path[1000];
    if (!check_shared(path, sizeof path, "press/claims-open.jsonl"))
        SKIP("no corpus");
    lexicon *words;
    esep_error error = {0};
    CHECK(lexicon_load(&words, language, &error) == ESEP_OK);
    FILE *file = fopen(path, "r");
    char *line = NULL;
    size_t room = 0;
    claims_score score = {0};
    while (file && getline(&line, &room, file) > 0) {
        cJSON *record = cJSON_Parse(line);
        const char *is = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(record, "lang"));
        CHECK_CASE("%s", cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(record, "id")));
        if (strcmp(is, code) == 0)
            read_passage(&score, record, language, words);
        cJSON_Delete(record);
    }
    printf("# %s: %d noted, %d found, %d answers, F1 %.3f, operands %.3f\n", code, score.noted, score.found,
           score.answers, score_f1(&score), score_operands(&score));
    CHECK_CASE("%s", code);
    CHECK(score.noted > 80);
    CHECK(score_f1(&score) >= f1);
    CHECK(score_operands(&score) >= operands);
    free(line);
    if (file)
        fclose(file);
    lexicon_free(words);
}

TEST(english)
{
    check_language("en", ESEP_EN, FLOOR_EN_F1, FLOOR_EN_OPERANDS);
}

TEST(russian)
{
    check_language("ru", ESEP_RU, FLOOR_RU_F1, FLOOR_RU_OPERANDS);
}

TEST(kazakh)
{
    check_language("kk", ESEP_KK, FLOOR_KK_F1, FLOOR_KK_OPERANDS);
}

/* Every claim of the interview that the project began with, and nothing else. */
TEST(interview)
{
    static const double values[] = {25000, 197,   49,   7,  48.8,  -13.8,     -10.1,    4487,
                                    -17.2, -38.8, 45.5, 43, 37960, 476875289, 332994382};
    char path[1000];
    if (!check_shared(path, sizeof path, "press/interview-karaganda-kk.txt"))
        SKIP("no interview");
    static char words[100000];
    FILE *file = fopen(path, "r");
    size_t length = file ? fread(words, 1, sizeof words, file) : 0;
    if (file)
        fclose(file);
    lexicon *kazakh;
    esep_error error = {0};
    claim_list found = {0};
    CHECK(lexicon_load(&kazakh, ESEP_KK, &error) == ESEP_OK);
    CHECK(claim_find(&found, (text){words, length}, ESEP_KK, kazakh, &error) == ESEP_OK);
    CHECK_INT(claim_language((text){words, length}), ESEP_KK);
    CHECK_INT(found.n, sizeof values / sizeof *values);
    for (size_t i = 0; i < sizeof values / sizeof *values && i < found.n; i++) {
        CHECK_CASE("claim %zu", i);
        CHECK_NEAR(score_real(&found.claims[i].value), values[i], 1e-9);
    }
    if (found.n == sizeof values / sizeof *values) {
        CHECK_NEAR(score_real(&found.claims[4].whole), 5483, 1e-9);
        CHECK_NEAR(score_real(&found.claims[9].current), 50, 1e-9);
        CHECK_NEAR(score_real(&found.claims[10].base), 11, 1e-9);
        CHECK_NEAR(score_real(&found.claims[14].whole), 476875289, 1e-9);
    }
    claim_list_free(&found);
    lexicon_free(kazakh);
}

int main(void)
{
    RUN(english);
    RUN(russian);
    RUN(kazakh);
    RUN(interview);
    return check_finish();
}

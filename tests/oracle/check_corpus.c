/* The annotated corpus through the whole check: the score of ../shared/press/score.py, with floors just under what is reached. */
#include "check.h"

#include <cjson/cJSON.h>
#include <esep/check.h>

typedef struct score {
    int gold, answers, found, verdicts, accused, wrong, caught;
} score;

static const char *word_of(const cJSON *claim)
{
    const char *word = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(claim, "verdict"));
    return !word                             ? ""
           : strcmp(word, "possible") == 0   ? "unverifiable"
           : strcmp(word, "impossible") == 0 ? "inconsistent"
                                             : word;
}

static double number_of(const cJSON *object, const char *key)
{
    const cJSON *item = cJSON_GetObjectItemCaseSensitive(object, key);
    return cJSON_IsNumber(item) ? item->valuedouble : -1;
}

/* Bytes of the first `n` characters. */
static size_t bytes_of(const char *words, size_t n)
{
    size_t at = 0;
    while (words[at] && (n > 0 || ((unsigned char)words[at] & 0xC0) == 0x80)) {
        at++;
        n -= ((unsigned char)words[at] & 0xC0) != 0x80;
    }
    return at;
}

static bool is_same(const cJSON *gold, const cJSON *answer, const char *words)
{
    const char *span = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(gold, "span"));
    double start = (double)bytes_of(words, (size_t)number_of(gold, "start")),
           end = start + (double)strlen(span);
    double value = number_of(gold, "value"), got = number_of(answer, "value");
    return strcmp(cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(gold, "kind")),
                  cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(answer, "kind"))) == 0 &&
           fabs(value - got) <= 1e-9 * fmax(1, fmax(fabs(value), fabs(got))) &&
           number_of(answer, "start") < end && number_of(answer, "end") > start;
}

static void score_passage(score *s, const cJSON *record, cJSON *answers, const char *words)
{
    const cJSON *gold;
    s->answers += cJSON_GetArraySize(answers);
    cJSON_ArrayForEach(gold, cJSON_GetObjectItemCaseSensitive(record, "claims"))
    {
        cJSON *answer = answers->child;
        bool wrong = strcmp(word_of(gold), "inconsistent") == 0;
        while (answer && !is_same(gold, answer, words))
            answer = answer->next;
        s->gold++;
        s->wrong += wrong;
        if (!answer)
            continue;
        bool accused = strcmp(word_of(answer), "inconsistent") == 0;
        s->found++;
        s->verdicts += strcmp(word_of(gold), word_of(answer)) == 0;
        s->accused += accused && !wrong;
        s->caught += accused && wrong;
        cJSON_Delete(cJSON_DetachItemViaPointer(answers, answer));
    }
    const cJSON *surplus;
    cJSON_ArrayForEach(surplus, answers) s->accused += strcmp(word_of(surplus), "inconsistent") == 0;
}

static void check_passage(score *s, const cJSON *record)
{
    const char *words = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(record, "text"));
    const char *code = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(record, "lang"));
    esep_language language = code[0] == 'k' ? ESEP_KK : code[0] == 'r' ? ESEP_RU : ESEP_EN;
    esep_check_text t = {"passage", words, strlen(words)};
    esep_check_request request = {.texts = &t, .n_texts = 1, .language_known = true, .language = language};
    esep_form form = {.format = ESEP_JSON, .language = language};
    esep_error error = {0};
    esep_document *d = NULL;
    char *json = NULL;
    size_t accused, length;
    bool made = esep_check(&d, &accused, &request, &error) == ESEP_OK &&
                esep_document_write(d, &form, &json, &length, &error) == ESEP_OK;
    cJSON *answer = made ? cJSON_ParseWithLength(json, length) : NULL;
    CHECK(answer != NULL);
    if (answer)
        score_passage(s, record, cJSON_GetObjectItemCaseSensitive(answer, "claims"), words);
    cJSON_Delete(answer);
    free(json);
    esep_document_free(d);
}

TEST(press_corpus)
{
    char path[1024], *line = NULL;
    size_t size = 0;
    score s = {0};
    const char *shared = getenv("ESEP_SHARED");
    snprintf(path, sizeof path, "%s/press/claims-open.jsonl", shared ? shared : ".");
    FILE *file = fopen(path, "r");
    if (!file)
        SKIP("no corpus here");
    while (getline(&line, &size, file) > 0) {
        cJSON *record = cJSON_Parse(line);
        CHECK(record != NULL);
        if (record)
            check_passage(&s, record);
        cJSON_Delete(record);
    }
    free(line);
    fclose(file);
    double f1 = 2.0 * s.found / (s.gold + s.answers);
    printf("# %d claims, F1 %.3f, verdicts %.3f, accused %d, caught %d of %d\n", s.gold, f1,
           (double)s.verdicts / s.found, s.accused, s.caught, s.wrong);
    CHECK(s.gold > 400 && s.wrong > 0);
    CHECK(f1 >= 0.975);
    CHECK(s.verdicts >= 0.955 * s.found);
    CHECK(s.accused == 0);
    CHECK(s.caught >= 0.85 * s.wrong);
}

/* What the audit of the interview (../shared/domain/interview-claims.md) says of it. */
TEST(interview)
{
    static const char *const expected[] = {"\"verdict\": \"impossible\"",
                                           "\"reason\": \"unit-misprint\"",
                                           "\"min\": 2673",
                                           "\"max\": 2678",
                                           "69.8%",
                                           "\"kind\": \"periods-differ\"",
                                           "\"min\": 85",
                                           "\"number\": 49",
                                           "\"number\": -38.3",
                                           "\"kind\": \"is-percent-of\""};
    char path[1024], *json = NULL;
    const char *shared = getenv("ESEP_SHARED");
    static char words[100000];
    snprintf(path, sizeof path, "%s/press/interview-karaganda-kk.txt", shared ? shared : ".");
    FILE *file = fopen(path, "r");
    if (!file)
        SKIP("no interview here");
    esep_check_text t = {"interview", words, fread(words, 1, sizeof words - 1, file)};
    fclose(file);
    esep_check_request request = {.texts = &t, .n_texts = 1};
    esep_form form = {.format = ESEP_JSON, .language = ESEP_EN};
    esep_error error = {0};
    esep_document *d = NULL;
    size_t accused = 0, length = 0;
    CHECK(esep_check(&d, &accused, &request, &error) == ESEP_OK);
    CHECK(d && esep_document_write(d, &form, &json, &length, &error) == ESEP_OK);
    char *copy = strndup(json ? json : "", length);
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
        CHECK_CASE("%s", expected[i]);
        CHECK(strstr(copy, expected[i]) != NULL);
    }
    CHECK_INT(accused, 1);
    free(copy);
    free(json);
    esep_document_free(d);
}

int main(void)
{
    RUN(interview);
    RUN(press_corpus);
    return check_finish();
}

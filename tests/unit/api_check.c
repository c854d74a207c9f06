/* The check of texts through the public API: verdicts, places, forms, records, claims from files, hostile texts. */
#include "register.h"

#include <esep/check.h>
#include <time.h>

static esep_document *checked(const esep_check_request *request, size_t *accused, char line[4000])
{
    esep_error error = {0};
    esep_document *d = NULL;
    line[0] = '\0';
    if (esep_check(&d, accused, request, &error) != ESEP_OK)
        esep_error_text(&error, ESEP_EN, line, 4000);
    return d;
}

static char *written(const esep_document *d, esep_format format, size_t *length)
{
    esep_form form = {.format = format, .language = ESEP_EN};
    esep_error error = {0};
    char *bytes = NULL;
    if (esep_document_write(d, &form, &bytes, length, &error) != ESEP_OK)
        return strdup("");
    char *copy = malloc(*length + 1);
    memcpy(copy, bytes, *length);
    copy[*length] = '\0';
    free(bytes);
    return copy;
}

static char *check_bytes(const char *bytes, size_t length, esep_format format, size_t *accused)
{
    esep_check_text t = {"t", bytes, length};
    esep_check_request request = {.texts = &t, .n_texts = 1};
    char line[4000];
    size_t n;
    *accused = 0;
    esep_document *d = checked(&request, accused, line);
    char *out = d ? written(d, format, &n) : strdup(line);
    esep_document_free(d);
    return out;
}

static char *check_words(const char *words, esep_format format, size_t *accused)
{
    return check_bytes(words, strlen(words), format, accused);
}

TEST(verdicts)
{
    static const struct {
        const char *words, *expected;
        size_t accused;
    } cases[] = {
        {"There were 50 crashes, 38.8% fewer than a year before.", "\"verdict\": \"impossible\"", 1},
        {"There were 50 crashes, 39.0% fewer than a year before.", "\"verdict\": \"consistent\"", 0},
        {"Thefts rose from 120 to 150 (+25%).", "\"reason\": \"right\"", 0},
        {"Thefts rose from 121 to 153 (+30%).", "\"verdict\": \"inconsistent\"", 1},
        {"Число краж выросло с 120 до 150 (+25 %).", "\"right\": 25", 0},
        {"Зарегистрировано 50 ДТП, что на 38,8 % меньше, чем годом ранее.", "\"min\": 85", 1},
        {"Биыл 50 жол-көлік оқиғасы тіркелді. Бұл былтырғымен салыстырғанда 38,8%-ға аз.",
         "\"kind\": \"figure-digit\"", 1},
        {"Nothing at all happened.", "\"claims\": []", 0},
        {"", "\"claims\": []", 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        size_t accused;
        char *json = check_words(cases[i].words, ESEP_JSON, &accused);
        CHECK_CASE("%s: %s", cases[i].words, json);
        CHECK(strstr(json, cases[i].expected) != NULL);
        CHECK_INT(accused, cases[i].accused);
        free(json);
    }
}

/* Offsets are those of the bytes that came in, whatever mark-up is taken off. */
TEST(places_in_marked_text)
{
    static const char words[] = "<html><body><p>&laquo;В городе&raquo; <b>50</b> ДТП, на <i>38,8&nbsp;%</i> "
                                "меньше.</p></body></html>";
    size_t accused, start = 0, end = 0;
    char *json = check_words(words, ESEP_JSON, &accused);
    const char *at = strstr(json, "\"kind\": \"change_percent\"");
    CHECK(at && sscanf(at, "\"kind\": \"change_percent\", \"start\": %zu, \"end\": %zu", &start, &end) >= 0);
    at = at ? strstr(at, "\"start\": ") : NULL;
    start = at ? strtoul(at + strlen("\"start\": "), NULL, 10) : 0;
    at = at ? strstr(at, "\"end\": ") : NULL;
    end = at ? strtoul(at + strlen("\"end\": "), NULL, 10) : 0;
    CHECK(start < end && end <= strlen(words));
    CHECK(start < end && strncmp(words + start, "38,8", 4) == 0);
    free(json);
}

/* What a text says can never become a tag, an attribute or a script of the page. */
TEST(text_is_no_markup)
{
    static const char words[] =
        "50 <img src=x onerror=alert(1)> crashes \"><script>alert(2)</script>, 38.8% fewer.\n"
        "&lt;script&gt;alert(3)&lt;/script&gt; 12 of them\n";
    size_t accused;
    char *html = check_words(words, ESEP_HTML, &accused);
    CHECK(strstr(html, "<mark") != NULL);
    CHECK(strstr(html, "<script>alert") == NULL);
    CHECK(strstr(html, "<img") == NULL);
    CHECK(strstr(html, "&lt;script&gt;alert(") != NULL);
    CHECK(strstr(html, "id=\"en.verdict.") && strstr(html, "href=\"#en.verdict."));
    free(html);
    esep_check_text t = {"<script>alert(4)</script>", "50, 38.8% fewer", 15};
    esep_check_request request = {.texts = &t, .n_texts = 1};
    char line[4000];
    size_t length;
    esep_document *d = checked(&request, &accused, line);
    html = d ? written(d, ESEP_HTML, &length) : strdup("");
    CHECK(html[0] && strstr(html, "<script>alert") == NULL);
    free(html);
    esep_document_free(d);
}

/* Any bytes are a text; each gives whole forms, the same every time. */
TEST(hostile_bytes)
{
    static const struct {
        const char *bytes;
        size_t length;
    } cases[] = {
        {"\0\0\0 50\0%", 9},           {"\xff\xfe 50% \xc3\x28 \xed\xa0\x80", 14},
        {"<<<<<<<<<<!--", 13},         {"&#0;&#x110000;&#xd800; 5 %", 26},
        {"\r\r\n50\r%\r", 8},          {"999999999999999999999999999999999999999999999% of 3", 51},
        {"50\n%\nfewer 38\n,8 %", 19}, {"**50** _38.8%_ [x](javascript:alert(1)) fewer", 45},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        for (esep_format format = ESEP_TEXT; format <= ESEP_HTML; format++) {
            size_t accused, again;
            if (format == ESEP_CSV)
                continue;
            char *one = check_bytes(cases[i].bytes, cases[i].length, format, &accused),
                 *two = check_bytes(cases[i].bytes, cases[i].length, format, &again);
            CHECK_CASE("bytes %zu, format %d", i, (int)format);
            CHECK(one[0] != '\0');
            CHECK_STRING(one, two);
            CHECK_INT(accused, again);
            free(one);
            free(two);
        }
    }
}

TEST(claims_from_files)
{
    static const struct {
        const char *name, *bytes, *expected;
        size_t accused;
    } cases[] = {
        {"a.json",
         "{\"claims\": [{\"kind\": \"change_percent\", \"value\": -38.8, \"current\": 50, \"base\": null}]}",
         "\"impossible\"", 1},
        {"a.yaml",
         "- {kind: change_percent, value: 25, current: 150, base: 120}\n- {kind: count, value: 3}\n",
         "\"right\"", 0},
        {"a.yaml", "claims:\n  - kind: change_percent\n    value: -38\n    decimals: 1\n    current: 50\n",
         "\"impossible\"", 1},
        {"a.csv",
         "kind,value,decimals,current,base,whole\nchange_percent,30,0,153,121,\nshare_percent,75,0,609,,"
         "812\n",
         "\"inconsistent\"", 1},
        {"a.yaml", "- {kind: rate, value: 12, current: 600, whole: 365, whole_implied: true, per: 1}\n",
         "\"operand-not-printed\"", 0},
        {"a.yaml", "- {kind: growth, value: 3}\n", "a.yaml:1: kind: \"growth\"", 0},
        {"a.yaml", "- {kind: count}\n", "a claim needs \"value\"", 0},
        {"a.yaml", "- {kind: count, value: many}\n", "\"many\" is not a number", 0},
        {"a.yaml", "claims: 3\n", "a list of claims is expected", 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char line[4000];
        size_t accused = 0, length;
        esep_check_request request = {.claims = register_write_text(cases[i].name, cases[i].bytes)};
        esep_document *d = checked(&request, &accused, line);
        char *json = d ? written(d, ESEP_JSON, &length) : strdup(line);
        CHECK_CASE("%s: %s", cases[i].bytes, json);
        CHECK(strstr(json, cases[i].expected) != NULL);
        CHECK_INT(accused, cases[i].accused);
        free(json);
        esep_document_free(d);
    }
}

/* What is written as JSON and read back says the same again. */
TEST(json_comes_back)
{
    static const char words[] = "There were 50 crashes, 38.8% fewer. Of 812 crimes, 75% were solved. About "
                                "9.4 million paid, a fifth more.\n"
                                "Thefts rose from 120 to 150 (+25%), robberies more than doubled.\n";
    esep_check_text t = {"t", words, sizeof words - 1};
    esep_check_request request = {.texts = &t, .n_texts = 1};
    char line[4000];
    size_t accused, length;
    esep_document *d = checked(&request, &accused, line);
    char *one = written(d, ESEP_JSON, &length);
    esep_document_free(d);
    request.claims = register_write_text("again.json", one);
    d = checked(&request, &accused, line);
    CHECK_STRING(line, "");
    char *two = d ? written(d, ESEP_JSON, &length) : strdup(line);
    CHECK_STRING(two, one);
    CHECK_INT(accused, 1);
    free(one);
    free(two);
    esep_document_free(d);
}

static const char definition[] =
    "registers:\n  r:\n    from: data.csv\n    date: day\n    coverage: {from: 2022-01-01, to: 2023-12-31}\n"
    "indicators:\n"
    "  thefts: {register: r, where: \"kind = 'theft'\", label: {en: Thefts}, synonyms: {en: thefts; stolen "
    "things}}\n"
    "  raids: {register: r, where: \"kind = 'raid'\", label: {en: Raids}, synonyms: {en: raids; attacks}}\n"
    "  assaults: {register: r, where: \"kind = 'assault'\", label: {en: Assaults}, synonyms: {en: attacks}}\n"
    "bulletin:\n  period: 2023-H1\n  sections:\n    - heading: x\n      items:\n        - table: [thefts, "
    "raids, assaults]\n";

static void put_rows(char *out, const char *kind, const char *month, int n)
{
    for (int i = 0; i < n; i++)
        sprintf(out + strlen(out), "%s-%02d,%s\n", month, i % 28 + 1, kind);
}

TEST(against_records)
{
    static char rows[20000] = "day,kind\n";
    static const struct {
        const char *words, *expected;
        size_t accused;
    } cases[] = {
        {"In the first half of the year 40 thefts were recorded.", "\"word\": \"agrees\"", 0},
        {"There were 41 thefts.", "\"computed\": 40", 1},
        {"There were 50 thefts.", "\"kind\": \"base-period\"", 1},
        {"There were 52 thefts.", "\"kind\": \"whole-year\"", 1},
        {"There were 7 thefts.", "\"indicator\": \"raids\"", 1},
        {"Thefts fell by 20%.", "\"word\": \"agrees\"", 0},
        {"Thefts fell by 25%.", "\"computed\": -20", 1},
        {"There were 7 attacks.", "\"word\": \"ambiguous\"", 0},
        {"There were 7 horses.", "\"word\": \"no-indicator\"", 0},
        {"In the first 5 months 40 thefts were recorded.", "\"word\": \"other-period\"", 0},
    };
    if (!strchr(rows, '2')) {
        put_rows(rows, "theft", "2022-03", 50);
        put_rows(rows, "theft", "2023-03", 40);
        put_rows(rows, "theft", "2023-09", 12);
        put_rows(rows, "raid", "2023-04", 7);
        put_rows(rows, "assault", "2023-04", 9);
    }
    register_write_text("data.csv", rows);
    const char *path = register_write_text("b.yaml", definition);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        esep_check_text t = {"t", cases[i].words, strlen(cases[i].words)};
        esep_check_request request = {.texts = &t, .n_texts = 1, .definition = path, .threads = 2};
        char line[4000];
        size_t accused = 0, length;
        esep_document *d = checked(&request, &accused, line);
        char *json = d ? written(d, ESEP_JSON, &length) : strdup(line);
        CHECK_CASE("%s: %s", cases[i].words, json);
        CHECK(strstr(json, cases[i].expected) != NULL);
        CHECK_INT(accused, cases[i].accused);
        free(json);
        esep_document_free(d);
    }
}

static double seconds_for(const char *passage, size_t times)
{
    size_t length = strlen(passage), accused;
    char *words = malloc(length * times + 1);
    struct timespec begin, end;
    for (size_t i = 0; i < times; i++)
        memcpy(words + i * length, passage, length);
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &begin);
    free(check_bytes(words, length * times, ESEP_JSON, &accused));
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &end);
    free(words);
    return (double)(end.tv_sec - begin.tv_sec) + 1e-9 * (double)(end.tv_nsec - begin.tv_nsec);
}

/* Four times the text takes about four times as long; sixteen times would be quadratic. Lines, and one line without end. */
TEST(time_is_linear)
{
    static const char *const passages[] = {
        "There were 50 crashes, 38.8% fewer than in the year before that one here.\n",
        "there were 50 crashes, 38.8% fewer, and ", "<b><i>&amp;", "1 из ", "12 %, "};
    for (size_t i = 0; i < sizeof passages / sizeof *passages; i++) {
        size_t times = 40000 / strlen(passages[i]);
        double one = seconds_for(passages[i], times), four = seconds_for(passages[i], 4 * times);
        CHECK_CASE("%s: %.3f s, %.3f s", passages[i], one, four);
        CHECK(four < 9 * one + 0.1);
    }
}

int main(void)
{
    RUN(verdicts);
    RUN(places_in_marked_text);
    RUN(text_is_no_markup);
    RUN(hostile_bytes);
    RUN(claims_from_files);
    RUN(json_comes_back);
    RUN(against_records);
    RUN(time_is_linear);
    return check_finish();
}

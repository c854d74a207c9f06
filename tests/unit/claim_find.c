/* Reading texts for claims: our own passages (tests/golden/claims), numbers as printed, what is no claim, mark-up, languages, hostile and
 * large texts. */
#include "claim/judge.h"
#include "claims_score.h"

#include <time.h>

static const char *const codes[] = {[ESEP_EN] = "en", [ESEP_RU] = "ru", [ESEP_KK] = "kk"};

static claim_list read_claims(const char *words, esep_language language)
{
    lexicon *l;
    esep_error error = {0};
    claim_list found = {0};
    CHECK(lexicon_load(&l, language, &error) == ESEP_OK);
    CHECK(claim_find(&found, text_from(words), language, l, &error) == ESEP_OK);
    lexicon_free(l);
    return found;
}

/* "= kind value «span» [current N] [base N] [whole N] [wrong]" */
static bool read_noted(noted_claim *c, const char *line, const char *passage, const noted_claim *before)
{
    char span[200] = "";
    int used = 0;
    const char *open = strstr(line, "«"), *close = open ? strstr(open, "»") : NULL;
    *c = (noted_claim){.current = SCORE_UNKNOWN, .base = SCORE_UNKNOWN, .whole = SCORE_UNKNOWN};
    if (!close || sscanf(line, "= %23s %lf", c->kind, &c->value) != 2)
        return false;
    text_copy_cut(span, sizeof span, (text){open + 2, (size_t)(close - open) - 2});
    used = (int)(close + 2 - line);
    const char *at = strstr(passage, span);
    if (at && before && before->start == (size_t)(at - passage))
        at = strstr(at + 1, span);
    if (!at)
        return false;
    c->start = (size_t)(at - passage);
    c->end = c->start + strlen(span);
    char name[20];
    double value;
    c->wrong = strstr(line + used, " wrong") != NULL;
    for (int more = 0; sscanf(line + used, "%19s %lf%n", name, &value, &more) == 2; used += more) {
        if (strcmp(name, "current") == 0)
            c->current = value;
        else if (strcmp(name, "base") == 0)
            c->base = value;
        else if (strcmp(name, "whole") == 0)
            c->whole = value;
        else
            return false;
    }
    return true;
}

typedef struct own_passage {
    char words[4000];
    noted_claim noted[64];
    size_t n;
} own_passage;

static bool noted_wrong(const own_passage *p, const claim *c)
{
    for (size_t i = 0; i < p->n; i++) {
        const noted_claim *w = &p->noted[i];
        if (w->wrong && strcmp(score_kinds[c->kind], w->kind) == 0 && c->start < w->end && c->end > w->start)
            return true;
    }
    return false;
}

static void score_own(claims_score *score, own_passage *p, esep_language language, int number)
{
    char name[40];
    if (p->words[0] == '\0')
        return;
    snprintf(name, sizeof name, "%s passage %d", codes[language], number);
    claim_list found = read_claims(p->words, language);
    score_passage(score, name, p->noted, p->n, &found);
    CHECK_CASE("%s", name);
    CHECK_INT(claim_language(text_from(p->words)), language);
    for (size_t i = 0; i < found.n; i++) { /* accused is what is noted as wrong, and nothing else */
        verdict v;
        claim_judge(&found.claims[i], &v);
        CHECK_INT(verdict_accuses(&v), noted_wrong(p, &found.claims[i]));
    }
    claim_list_free(&found);
    *p = (own_passage){0};
}

static void check_own(esep_language language)
{
    char path[1000], line[4000];
    static own_passage p;
    claims_score score = {0};
    int number = 1;
    snprintf(path, sizeof path, "%s/tests/golden/claims/%s.txt", getenv("ESEP_SOURCE_ROOT"), codes[language]);
    FILE *file = fopen(path, "r");
    CHECK(file != NULL);
    for (int at = 1; file && fgets(line, sizeof line, file); at++) {
        CHECK_CASE("%s:%d", path, at);
        if (line[0] == '\n')
            score_own(&score, &p, language, number++);
        else if (line[0] == '=') {
            CHECK(read_noted(&p.noted[p.n], line, p.words, p.n ? &p.noted[p.n - 1] : NULL));
            p.n++;
        } else if (line[0] != '#')
            strncat(p.words, line, sizeof p.words - strlen(p.words) - 1);
    }
    score_own(&score, &p, language, number);
    if (file)
        fclose(file);
    printf("# %s: %d noted, %d found, %d answers, F1 %.3f, operands %.3f\n", codes[language], score.noted,
           score.found, score.answers, score_f1(&score), score_operands(&score));
    CHECK_CASE("%s", codes[language]);
    CHECK(score.noted >= 25);
    CHECK(score_f1(&score) >= 0.97);
    CHECK(score_operands(&score) >= 0.97);
}

TEST(own_passages_english)
{
    check_own(ESEP_EN);
}

TEST(own_passages_russian)
{
    check_own(ESEP_RU);
}

TEST(own_passages_kazakh)
{
    check_own(ESEP_KK);
}

/* One text, one claim: its kind, number, decimals, unit of the last digit, approximation. */
TEST(reads_numbers_as_printed)
{
    static const struct {
        esep_language language;
        const char *words;
        claim_kind kind;
        int64_t number;
        int decimals;
        int64_t unit;
        claim_approximation approximation;
    } cases[] = {
        {ESEP_RU, "Зарегистрировано 5 483 преступления.", CLAIM_COUNT, 5483, 0, 1, CLAIM_EXACT},
        {ESEP_RU, "Зарегистрировано 5\u00A0483 преступления.", CLAIM_COUNT, 5483, 0, 1, CLAIM_EXACT},
        {ESEP_RU, "Зарегистрировано 5\u2009483 преступления.", CLAIM_COUNT, 5483, 0, 1, CLAIM_EXACT},
        {ESEP_RU, "Зарегистрировано 5\u202F483 преступления.", CLAIM_COUNT, 5483, 0, 1, CLAIM_EXACT},
        {ESEP_RU, "Зарегистрировано 1.234.567 обращений.", CLAIM_COUNT, 1234567, 0, 1, CLAIM_EXACT},
        {ESEP_RU, "Зарегистрировано 18 тыс. 718 краж.", CLAIM_COUNT, 18718, 0, 1, CLAIM_EXACT},
        {ESEP_RU, "Ущерб составил 1,4 млрд тенге.", CLAIM_MONEY, 1400000000, 0, 100000000, CLAIM_EXACT},
        {ESEP_RU, "Совершено более девяти тысяч краж.", CLAIM_COUNT, 9000, 0, 1, CLAIM_MORE},
        {ESEP_RU, "Почти 40 тысяч краж раскрыто.", CLAIM_COUNT, 40000, 0, 1000, CLAIM_NEARLY},
        {ESEP_RU, "Число краж снизилось на 3,45%.", CLAIM_CHANGE_PERCENT, -345, 2, 1, CLAIM_EXACT},
        {ESEP_EN, "There were 5,483 crimes.", CLAIM_COUNT, 5483, 0, 1, CLAIM_EXACT},
        {ESEP_EN, "There were 4,05,861 crimes.", CLAIM_COUNT, 405861, 0, 1, CLAIM_EXACT},
        {ESEP_EN, "There were 6 289 murders.", CLAIM_COUNT, 6289, 0, 1, CLAIM_EXACT},
        {ESEP_EN, "Losses were £41.5m last year.", CLAIM_MONEY, 41500000, 0, 100000, CLAIM_EXACT},
        {ESEP_EN, "About twenty-five people were arrested.", CLAIM_COUNT, 25, 0, 1, CLAIM_ABOUT},
        {ESEP_EN, "Two hundred and six people were arrested.", CLAIM_COUNT, 206, 0, 1, CLAIM_EXACT},
        {ESEP_EN, "Murder fell by .8% this year.", CLAIM_CHANGE_PERCENT, -8, 1, 1, CLAIM_EXACT},
        {ESEP_EN, "Crime rose by 12.50%.", CLAIM_CHANGE_PERCENT, 1250, 2, 1, CLAIM_EXACT},
        {ESEP_KK, "Барлығы 476 млн 875 мың 289 теңге айыппұл төленді.", CLAIM_MONEY, 476875289, 0, 1,
         CLAIM_EXACT},
        {ESEP_KK, "Облыста 110 тыс. 914 қылмыс тіркелді.", CLAIM_COUNT, 110914, 0, 1, CLAIM_EXACT},
        {ESEP_KK, "Облыста 400-ге жуық қылмыс тіркелді.", CLAIM_COUNT, 400, 0, 1, CLAIM_NEARLY},
        {ESEP_KK, "Облыста 9,4 мың оқиға болған.", CLAIM_COUNT, 9400, 0, 100, CLAIM_EXACT},
        {ESEP_KK, "Қылмыс 2,4 есе азайды.", CLAIM_CHANGE_RATIO, -24, 1, 1, CLAIM_EXACT},
        {ESEP_KK, "Отыз бес адам қаза тапты.", CLAIM_COUNT, 35, 0, 1, CLAIM_EXACT},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        CHECK_CASE("%s", cases[i].words);
        claim_list found = read_claims(cases[i].words, cases[i].language);
        CHECK_INT(found.n, 1);
        if (found.n == 1) {
            const claim_number *n = &found.claims[0].value;
            CHECK_INT(found.claims[0].kind, cases[i].kind);
            CHECK_INT(n->number, cases[i].number);
            CHECK_INT(n->decimals, cases[i].decimals);
            CHECK_INT(n->unit, cases[i].unit);
            CHECK_INT(n->approximation, cases[i].approximation);
        }
        claim_list_free(&found);
    }
}

TEST(leaves_what_is_no_claim)
{
    static const struct {
        esep_language language;
        const char *words;
    } cases[] = {
        {ESEP_RU, "12 марта 2024 года в 18:30 суд вынес приговор."},
        {ESEP_RU, "По статье 190 и ст. 188 ч. 2 УК грозит до 7 лет лишения свободы."},
        {ESEP_RU, "Мужчина 35 лет звонил по номеру 102 три раза в день."},
        {ESEP_RU, "За первые 9 месяцев и в 2015-2020 годах область заняла 4 место."},
        {ESEP_RU, "В первом полугодии 2023 года ни одного убийства не зарегистрировано."},
        {ESEP_RU, "Документ от 12.03.2024 № 45 вступает в силу."},
        {ESEP_EN, "On 31 December 2019 at 10:30 a 32-year-old man was seen near Route 66."},
        {ESEP_EN, "In 2008/09 and between 2010 and 2012 nothing of the kind was known."},
        {ESEP_EN, "He was sentenced to five years in prison under Section 20."},
        {ESEP_KK, "ҚК-нің 190-бабы бойынша 42 және 22 жастағы тұрғын 2019 жылы сотталған."},
        {ESEP_KK, "16 наурыз бен 31 шілде аралығында 9 айда сағат 14:30-да."},
        {ESEP_KK, "15-ші наурызда 3-орын алды."},
        {ESEP_EN, ""},
        {ESEP_RU, "\xFF\xFE\xD0 \xC0\x80 5\xD1"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        CHECK_CASE("%s", cases[i].words);
        claim_list found = read_claims(cases[i].words, cases[i].language);
        CHECK_INT(found.n, 0);
        claim_list_free(&found);
    }
}

TEST(says_period_and_against)
{
    const char *words = "Биылғы алғашқы жартыжылдықта 50 жол-көлік оқиғасы тіркелді, бұл өткен жылмен "
                        "салыстырғанда 38,8%-ға аз.";
    claim_list found = read_claims(words, ESEP_KK);
    CHECK_INT(found.n, 1);
    if (found.n == 1) {
        char against[80], span[40];
        text_copy_cut(against, sizeof against, found.claims[0].against);
        text_copy_cut(span, sizeof span,
                      (text){words + found.claims[0].start, found.claims[0].end - found.claims[0].start});
        CHECK_STRING(against, "өткен жылмен");
        CHECK_STRING(span, "38,8%-ға");
        CHECK_INT(found.claims[0].current.number, 50);
    }
    claim_list_free(&found);
}

TEST(knows_languages)
{
    static const struct {
        esep_language language;
        const char *words;
    } cases[] = {
        {ESEP_KK, "Қылмыс азайды"},
        {ESEP_KK, "Былтыр 45 адам"},
        {ESEP_RU, "Преступность снизилась на 5%"},
        {ESEP_RU, "5 краж"},
        {ESEP_EN, "Crime fell 5%"},
        {ESEP_EN, "5,483"},
        {ESEP_EN, ""},
        {ESEP_RU,
         "В Қарағанды облысы по данным полиции за прошлый год произошло множество различных преступлений"},
        {ESEP_KK, "Полиция мәліметінше, биыл 38 іс"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        CHECK_CASE("%s", cases[i].words);
        CHECK_INT(claim_language(text_from(cases[i].words)), cases[i].language);
    }
}

TEST(a_text_is_not_forced_into_another_language)
{
    static const struct {
        esep_language said;
        bool fits;
        const char *words;
    } cases[] = {
        {ESEP_EN, false, "Қылмыс өткен жылмен салыстырғанда азайды, жалпы саны бес мың болды"},
        {ESEP_RU, false, "Қылмыс өткен жылмен салыстырғанда азайды, жалпы саны бес мың болды"},
        {ESEP_KK, true, "Қылмыс өткен жылмен салыстырғанда азайды, жалпы саны бес мың болды"},
        {ESEP_KK, false, "Crime fell by five percent against the same half of last year"},
        {ESEP_RU, false, "Crime fell by five percent against the same half of last year"},
        {ESEP_RU, true, "В Қарағанды за полгода краж стало меньше на пять процентов"},
        {ESEP_EN, true, "In Караганда and Шахтинск the police recorded five percent fewer thefts"},
        {ESEP_KK, true, "Бир жылда жети урлык тиркелди, былтырга караганда аз деди полиция"},
        {ESEP_EN, true, "5 краж"},
        {ESEP_RU, true, ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        CHECK_CASE("%s", cases[i].words);
        CHECK_INT(claim_language_fits(text_from(cases[i].words), cases[i].said), cases[i].fits);
    }
}

TEST(strips_marks_and_keeps_places)
{
    const char *marked = "<html><head><title>x</title></head><body><h1>Итоги</h1><script>var a = "
                         "5;</script><p>Число <b>краж</b> снизилось на "
                         "<i>24</i>&nbsp;% &mdash; с&#160;50 до 38.</p></body></html>";
    claim_plain plain;
    esep_error error = {0};
    lexicon *l;
    claim_list found = {0};
    CHECK(claim_strip(&plain, text_from(marked), &error) == ESEP_OK);
    CHECK(lexicon_load(&l, ESEP_RU, &error) == ESEP_OK);
    CHECK(claim_find(&found, buffer_text(&plain.words), ESEP_RU, l, &error) == ESEP_OK);
    claim_list_restore(&found, &plain, text_from(marked));
    CHECK_INT(found.n, 1);
    if (found.n == 1) {
        char span[80];
        const claim *c = &found.claims[0];
        text_copy_cut(span, sizeof span, (text){marked + c->start, c->end - c->start});
        CHECK_STRING(span, "24</i>&nbsp;%");
        text_copy_cut(span, sizeof span, (text){marked + c->base.start, c->base.end - c->base.start});
        CHECK_STRING(span, "50");
        CHECK_INT(c->current.number, 38);
    }
    claim_list_free(&found);
    claim_plain_free(&plain);
    static const char *const pairs[][2] = {
        {"**Crime** fell [by 5%](http://x.y/1) in `May`", "Crime fell by 5% in May"},
        {"# Head\n> quoted", " Head\n quoted"},
        {"a < 5 and b > 4", "a < 5 and b > 4"},
        {"&amp;&bogus;&#x41;&#0;", "&&bogus;A&#0;"},
        {"<!-- 5% -->x", "x"},
        {"<", "<"},
        {"[a](", "[a]("},
        {"", ""}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        char got[200];
        CHECK_CASE("%s", pairs[i][0]);
        CHECK(claim_strip(&plain, text_from(pairs[i][0]), &error) == ESEP_OK);
        text_copy_cut(got, sizeof got, buffer_text(&plain.words));
        CHECK_STRING(got, pairs[i][1]);
        claim_plain_free(&plain);
    }
    lexicon_free(l);
}

TEST(names_the_broken_line_of_a_lexicon)
{
    static const struct {
        const char *words;
        uint64_t line;
    } cases[] = {{"[up]\nrise\n[no such section]\n", 3},
                 {"[up]\nri*se", 2},
                 {"[number]\ntwo = x", 2},
                 {"[number]\ntwo = 2/0", 2},
                 {"[up\nrise", 1},
                 {"[up]\n\n# c\nrise,, fall", 4},
                 {"[up]\na b c d e f g h i", 2},
                 {"[up]\n*", 2},
                 {"[up]\nrise,", 2},
                 {"[suffix]\n,a", 2}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        lexicon *l;
        esep_error error = {0};
        CHECK_CASE("%s", cases[i].words);
        CHECK_INT(lexicon_parse(&l, text_from(cases[i].words), "words.txt", &error), ESEP_DATA);
        CHECK(l == NULL);
        CHECK_STRING(error.place, "words.txt");
        CHECK_INT(error.line, cases[i].line);
        lexicon_free(l);
    }
}

TEST(takes_stems_by_rule_and_the_longest_phrase)
{
    lexicon *l;
    esep_error error = {0};
    const char *words =
        "[suffix]\nлер\n[suffix dative]\nге\n[up]\nфакт~, рост*\n[down]\nрост цен\n[nothing]\nростов\n";
    CHECK(lexicon_parse(&l, text_from(words), "words.txt", &error) == ESEP_OK);
    text phrase[] = {text_from("рост"), text_from("цен")}, chain = text_from("фактлерге"),
         other = text_from("фактура"), city = text_from("ростов");
    CHECK(lexicon_look(l, phrase, 2).tags == LEXICON_DOWN);
    CHECK_INT(lexicon_look(l, phrase, 2).words, 2);
    CHECK(lexicon_look(l, phrase, 1).tags == LEXICON_UP);
    CHECK(lexicon_look(l, &chain, 1).tags == LEXICON_UP &&
          lexicon_look(l, &chain, 1).cases == LEXICON_DATIVE);
    CHECK_INT(lexicon_look(l, &other, 1).words, 0);
    CHECK(lexicon_look(l, &city, 1).tags == 0 && lexicon_look(l, &city, 1).words == 1);
    lexicon_free(l);
}

static char *repeated(const char *piece, size_t bytes)
{
    size_t length = strlen(piece);
    char *words = malloc(bytes + 1);
    for (size_t i = 0; words && i < bytes; i++)
        words[i] = piece[i % length];
    if (words)
        words[bytes] = '\0';
    return words;
}

/* Doubling the text about doubles the time: none of these may take the square of it. The bound is generous, for slow machines. */
TEST(large_texts_take_linear_time)
{
    static const char *const pieces[] = {
        "1",  "(", "((5% ", "с 5 до 6 (", "число краж выросло на ", "5%, ", "по 5% краж и разбоев и ",
        "[a", "қ", "<",     "12 "};
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        char *words = repeated(pieces[i], 1000000);
        CHECK_CASE("%s", pieces[i]);
        clock_t start = clock();
        claim_list found = read_claims(words, ESEP_RU);
        claim_plain plain;
        esep_error error = {0};
        CHECK(claim_strip(&plain, text_from(words), &error) == ESEP_OK);
        claim_plain_free(&plain);
        CHECK((double)(clock() - start) / CLOCKS_PER_SEC < 20);
        claim_list_free(&found);
        free(words);
    }
}

/* Operands joined by likeness may agree; where they would accuse, they are as if they were not there. */
TEST(unsure_operands_never_accuse)
{
    claim wrong = {.kind = CLAIM_CHANGE_PERCENT,
                   .value = {.known = true, .number = 10, .unit = 1},
                   .current = {.known = true, .number = 53, .unit = 1},
                   .base = {.known = true, .number = 107, .unit = 1}};
    verdict v;
    claim_judge(&wrong, &v);
    CHECK(verdict_accuses(&v));
    wrong.form |= CLAIM_UNSURE;
    claim_judge(&wrong, &v);
    CHECK_INT(v.word, VERDICT_UNVERIFIABLE);
    wrong.current.number = 118;
    claim_judge(&wrong, &v);
    CHECK_INT(v.word, VERDICT_CONSISTENT);
}

/* A file of numbers is refused before it fills the memory. */
TEST(too_many_claims_are_refused)
{
    static const char one[] = "краж 25 ";
    size_t n = CLAIM_FIND_MOST + 10, length = sizeof one - 1;
    char *words = malloc(n * length);
    CHECK(words != NULL);
    for (size_t i = 0; words && i < n; i++)
        memcpy(words + i * length, one, length);
    claim_list found = {0};
    lexicon *l = NULL;
    esep_error error = {0};
    CHECK(lexicon_load(&l, ESEP_RU, &error) == ESEP_OK);
    CHECK(words && claim_find(&found, (text){words, n * length}, ESEP_RU, l, &error) == ESEP_DATA);
    CHECK_INT((int64_t)found.n, CLAIM_FIND_MOST);
    claim_list_free(&found);
    lexicon_free(l);
    free(words);
}

int main(void)
{
    RUN(own_passages_english);
    RUN(own_passages_russian);
    RUN(own_passages_kazakh);
    RUN(reads_numbers_as_printed);
    RUN(leaves_what_is_no_claim);
    RUN(says_period_and_against);
    RUN(knows_languages);
    RUN(a_text_is_not_forced_into_another_language);
    RUN(strips_marks_and_keeps_places);
    RUN(names_the_broken_line_of_a_lexicon);
    RUN(takes_stems_by_rule_and_the_longest_phrase);
    RUN(large_texts_take_linear_time);
    RUN(unsure_operands_never_accuse);
    RUN(too_many_claims_are_refused);
    return check_finish();
}

/* Endings of Kazakh numerals and words, and periods in the case that a sentence asks for. */
#include "check.h"
#include "language/kazakh_suffix.h"
#include "language/language.h"

static const char *ended(char out[100], const char *written, kazakh_case wanted)
{
    buffer b = {0};
    buffer_add_string(&b, written);
    kazakh_add_ending(&b, text_from(written), wanted);
    text_copy_cut(out, 100, buffer_text(&b));
    buffer_free(&b);
    return out;
}

/* Endings of 1 … 9 and of what else a numeral may end in, as grammars print them. */
static const struct {
    const char *word, *genitive, *dative, *accusative, *locative, *ablative, *possessive;
} words[] = {
    {"нөл", "дің", "ге", "ді", "де", "ден", "і"},      {"бір", "дің", "ге", "ді", "де", "ден", "і"},
    {"екі", "нің", "ге", "ні", "де", "ден", "сі"},     {"үш", "тің", "ке", "ті", "те", "тен", "і"},
    {"төрт", "тің", "ке", "ті", "те", "тен", "і"},     {"бес", "тің", "ке", "ті", "те", "тен", "і"},
    {"алты", "ның", "ға", "ны", "да", "дан", "сы"},    {"жеті", "нің", "ге", "ні", "де", "ден", "сі"},
    {"сегіз", "дің", "ге", "ді", "де", "ден", "і"},    {"тоғыз", "дың", "ға", "ды", "да", "дан", "ы"},
    {"он", "ның", "ға", "ды", "да", "нан", "ы"},       {"жиырма", "ның", "ға", "ны", "да", "дан", "сы"},
    {"отыз", "дың", "ға", "ды", "да", "дан", "ы"},     {"қырық", "тың", "қа", "ты", "та", "тан", "ы"},
    {"елу", "дің", "ге", "ді", "де", "ден", "і"},      {"алпыс", "тың", "қа", "ты", "та", "тан", "ы"},
    {"жетпіс", "тің", "ке", "ті", "те", "тен", "і"},   {"сексен", "нің", "ге", "ді", "де", "нен", "і"},
    {"тоқсан", "ның", "ға", "ды", "да", "нан", "ы"},   {"жүз", "дің", "ге", "ді", "де", "ден", "і"},
    {"мың", "ның", "ға", "ды", "да", "нан", "ы"},      {"миллион", "ның", "ға", "ды", "да", "нан", "ы"},
    {"миллиард", "тың", "қа", "ты", "та", "тан", "ы"}, {"пайыз", "дың", "ға", "ды", "да", "дан", "ы"},
};

static void check_ending(const char *word, kazakh_case wanted, const char *expected)
{
    char got[20];
    CHECK_CASE("%s, case %d", word, (int)wanted);
    text_copy_cut(got, sizeof got, kazakh_ending(text_from(word), wanted));
    CHECK_STRING(got, expected);
}

TEST(words_take_endings_by_harmony)
{
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        check_ending(words[i].word, KAZAKH_GENITIVE, words[i].genitive);
        check_ending(words[i].word, KAZAKH_DATIVE, words[i].dative);
        check_ending(words[i].word, KAZAKH_ACCUSATIVE, words[i].accusative);
        check_ending(words[i].word, KAZAKH_LOCATIVE, words[i].locative);
        check_ending(words[i].word, KAZAKH_ABLATIVE, words[i].ablative);
        check_ending(words[i].word, KAZAKH_POSSESSIVE, words[i].possessive);
    }
    check_ending("наурыз", KAZAKH_INSTRUMENTAL, "бен");
    check_ending("қыркүйек", KAZAKH_INSTRUMENTAL, "пен");
    check_ending("шілде", KAZAKH_INSTRUMENTAL, "мен");
    check_ending("автомобиль", KAZAKH_DATIVE, "ге");
    check_ending("СУ", KAZAKH_DATIVE, "ға");
    check_ending("", KAZAKH_DATIVE, "ға");
    check_ending("\xFF", KAZAKH_ABLATIVE, "дан");
}

/* 0 … 100: the last word is that of the ones, or else of the tens. */
TEST(numerals_end_in_their_last_word)
{
    static const size_t tens[] = {0, 10, 11, 12, 13, 14, 15, 16, 17, 18};
    for (int n = 0; n <= 100; n++) {
        size_t word = n == 100 ? 19 : n % 10 || n == 0 ? (size_t)(n % 10) : tens[n / 10];
        char got[20];
        CHECK_CASE("%d", n);
        text_copy_cut(got, sizeof got, kazakh_last_word(n));
        CHECK_STRING(got, words[word].word);
    }
    static const struct {
        int64_t number;
        const char *word;
    } large[] = {{-16, "алты"},
                 {300, "жүз"},
                 {1000, "мың"},
                 {100000, "мың"},
                 {332994382, "екі"},
                 {476875000, "мың"},
                 {1000000, "миллион"},
                 {20000000, "миллион"},
                 {1000000000, "миллиард"},
                 {3000000000000, "триллион"},
                 {1000000000000000000, "квинтиллион"},
                 {INT64_MIN, "сегіз"}};
    for (size_t i = 0; i < sizeof large / sizeof *large; i++) {
        char got[40];
        CHECK_CASE("%" PRId64, large[i].number);
        text_copy_cut(got, sizeof got, kazakh_last_word(large[i].number));
        CHECK_STRING(got, large[i].word);
    }
}

TEST(what_is_written_takes_its_ending)
{
    static const struct {
        const char *written;
        kazakh_case wanted;
        const char *expected;
    } cases[] = {
        {"25", KAZAKH_DATIVE, "25-ке"},
        {"100", KAZAKH_DATIVE, "100-ге"},
        {"48,8%", KAZAKH_POSSESSIVE, "48,8%-ы"},
        {"38,8%", KAZAKH_DATIVE, "38,8%-ға"},
        {"45,5%", KAZAKH_DATIVE, "45,5%-ға"},
        {"140\u00A0272", KAZAKH_ABLATIVE, "140\u00A0272-ден"},
        {"1 000", KAZAKH_ABLATIVE, "1 000-нан"},
        {"5084", KAZAKH_ABLATIVE, "5084-тен"},
        {"5120", KAZAKH_DATIVE, "5120-ға"},
        {"12,5", KAZAKH_DATIVE, "12,5-ке"},
        {"пайыз", KAZAKH_DATIVE, "пайызға"},
        {"99999999999999999999999999999999999999999", KAZAKH_DATIVE,
         "99999999999999999999999999999999999999999-ға"},
        {"", KAZAKH_DATIVE, ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char out[100];
        CHECK_CASE("\"%s\"", cases[i].written);
        CHECK_STRING(ended(out, cases[i].written, cases[i].wanted), cases[i].expected);
    }
    kazakh_case wanted;
    CHECK(!kazakh_case_named(&wanted, text_from("vocative")) && !kazakh_case_named(&wanted, (text){0}));
}

static void check_phrase(const char *written, esep_language language, bool than, const char *expected)
{
    period p = {0};
    char got[300];
    buffer b = {0};
    CHECK_CASE("%s in %s", written, language_code(language));
    CHECK(period_parse(&p, text_from(written), day_from_date(2023, 6, 17), NULL) == ESEP_OK);
    if (than)
        language_period_than(&b, language, p);
    else
        language_period_in(&b, language, p);
    text_copy_cut(got, sizeof got, buffer_text(&b));
    buffer_free(&b);
    CHECK_STRING(got, expected);
}

TEST(periods_stand_in_the_case_of_the_sentence)
{
    static const struct {
        const char *written, *en, *ru, *kk, *kk_than;
    } cases[] = {
        {"2023", "in 2023", "в 2023 году", "2023 жылы", "2023 жылмен"},
        {"2023-H1", "in the first half of 2023", "в первом полугодии 2023 года",
         "2023 жылдың алғашқы жартысында", "2023 жылдың алғашқы жартысымен"},
        {"2022-H2", "in the second half of 2022", "во втором полугодии 2022 года",
         "2022 жылдың екінші жартысында", "2022 жылдың екінші жартысымен"},
        {"2023-Q2", "in the second quarter of 2023", "во втором квартале 2023 года",
         "2023 жылдың екінші тоқсанында", "2023 жылдың екінші тоқсанымен"},
        {"2023-Q4", "in the fourth quarter of 2023", "в четвёртом квартале 2023 года",
         "2023 жылдың төртінші тоқсанында", "2023 жылдың төртінші тоқсанымен"},
        {"2023-05", "in May 2023", "в мае 2023 года", "2023 жылдың мамыр айында", "2023 жылдың мамыр айымен"},
        {"2023-01..2023-05", "in January–May 2023", "в январе–мае 2023 года",
         "2023 жылдың қаңтар–мамыр айларында", "2023 жылдың қаңтар–мамыр айларымен"},
        {"2022-12..2023-03", "from 1 December 2022 to 31 March 2023",
         "с 1 декабря 2022\u00A0г. по 31 марта 2023\u00A0г.",
         "2022 жылғы 1 желтоқсан – 2023 жылғы 31 наурыз аралығында",
         "2022 жылғы 1 желтоқсан – 2023 жылғы 31 наурыз аралығымен"},
        {"2023-W07", "in week 7 of 2023", "на 7-й неделе 2023 года", "2023 жылдың 7-аптасында",
         "2023 жылдың 7-аптасымен"},
        {"2023-05-03", "on 3 May 2023", "3 мая 2023 года", "2023 жылғы 3 мамыр күні",
         "2023 жылғы 3 мамыр күнімен"},
        {"ytd", "from 1 January to 17 June 2023", "с 1 января по 17 июня 2023 года",
         "2023 жылғы 1 қаңтар – 17 маусым аралығында", "2023 жылғы 1 қаңтар – 17 маусым аралығымен"},
        {"last-28-days", "in 28 days (21 May – 17 June 2023)", "за 28 дней (21 мая – 17 июня 2023\u00A0г.)",
         "28 күнде (2023 жылғы 21 мамыр – 17 маусым)", "28 күнмен (2023 жылғы 21 мамыр – 17 маусым)"},
        {"last-3-months", "in 3 months (18 March – 17 June 2023)",
         "за 3 месяца (18 марта – 17 июня 2023\u00A0г.)", "3 айда (2023 жылғы 18 наурыз – 17 маусым)",
         "3 аймен (2023 жылғы 18 наурыз – 17 маусым)"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        check_phrase(cases[i].written, ESEP_EN, false, cases[i].en);
        check_phrase(cases[i].written, ESEP_EN, true, cases[i].en);
        check_phrase(cases[i].written, ESEP_RU, false, cases[i].ru);
        check_phrase(cases[i].written, ESEP_RU, true, cases[i].ru);
        check_phrase(cases[i].written, ESEP_KK, false, cases[i].kk);
        check_phrase(cases[i].written, ESEP_KK, true, cases[i].kk_than);
    }
}

int main(void)
{
    RUN(words_take_endings_by_harmony);
    RUN(numerals_end_in_their_last_word);
    RUN(what_is_written_takes_its_ending);
    RUN(periods_stand_in_the_case_of_the_sentence);
    return check_finish();
}

#include "check.h"
#include "language/language.h"

#include <pthread.h>

#define NBSP "\u00A0"
#define MINUS "\u2212"

static const char *taken(char out[200], buffer *b)
{
    text_copy_cut(out, 200, buffer_text(b));
    buffer_free(b);
    return out;
}

TEST(groups_and_marks_numbers)
{
    static const struct {
        int128 number;
        int decimals;
        const char *en, *ru, *kk;
    } cases[] = {
        {0, 0, "0", "0", "0"},
        {999, 0, "999", "999", "999"},
        {1000, 0, "1,000", "1" NBSP "000", "1" NBSP "000"},
        {-21, 0, MINUS "21", MINUS "21", MINUS "21"},
        {388, 1, "38.8", "38,8", "38,8"},
        {-5, 2, MINUS "0.05", MINUS "0,05", MINUS "0,05"},
        {0, 1, "0.0", "0,0", "0,0"},
        {47687528900, 2, "476,875,289.00", "476" NBSP "875" NBSP "289,00", "476" NBSP "875" NBSP "289,00"},
        {INT64_MIN, 0, MINUS "9,223,372,036,854,775,808",
         MINUS "9" NBSP "223" NBSP "372" NBSP "036" NBSP "854" NBSP "775" NBSP "808",
         MINUS "9" NBSP "223" NBSP "372" NBSP "036" NBSP "854" NBSP "775" NBSP "808"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *const expected[] = {
            [ESEP_EN] = cases[i].en, [ESEP_RU] = cases[i].ru, [ESEP_KK] = cases[i].kk};
        for (int language = 0; language < ESEP_LANGUAGES; language++) {
            CHECK_CASE("case %zu, %s", i, language_code(language));
            char out[200];
            buffer b = {0};
            language_number(&b, language, cases[i].number, cases[i].decimals, LANGUAGE_TYPOGRAPHIC);
            CHECK_STRING(taken(out, &b), expected[language]);
        }
    }
}

TEST(numbers_of_128_bits_are_whole)
{
    int128 largest = (int128)(((uint128)1 << 127) - 1);
    char out[200];
    buffer b = {0};
    language_number(&b, ESEP_EN, largest, 0, LANGUAGE_HYPHEN);
    CHECK_STRING(taken(out, &b), "170,141,183,460,469,231,731,687,303,715,884,105,727");
    language_number(&b, ESEP_EN, -largest - 1, 0, LANGUAGE_HYPHEN);
    CHECK_STRING(taken(out, &b), "-170,141,183,460,469,231,731,687,303,715,884,105,728");
}

TEST(signs_stand_before_all_but_zero)
{
    char out[200];
    buffer b = {0};
    language_signed(&b, ESEP_RU, 2045, 0);
    CHECK_STRING(taken(out, &b), "+2" NBSP "045");
    language_signed(&b, ESEP_RU, -27, 1);
    CHECK_STRING(taken(out, &b), MINUS "2,7");
    language_signed(&b, ESEP_EN, 0, 1);
    CHECK_STRING(taken(out, &b), "0.0");
}

TEST(the_percent_sign_keeps_its_distance)
{
    CHECK_STRING(language_percent(ESEP_EN), "%");
    CHECK_STRING(language_percent(ESEP_RU), NBSP "%");
    CHECK_STRING(language_percent(ESEP_KK), "%");
}

TEST(plurals_of_large_and_decimal_numbers)
{
    CHECK_INT(language_plural_of(ESEP_EN, 1, 0), LANGUAGE_ONE);
    CHECK_INT(language_plural_of(ESEP_EN, -1, 0), LANGUAGE_ONE);
    CHECK_INT(language_plural_of(ESEP_EN, 10, 1), LANGUAGE_OTHER);
    CHECK_INT(language_plural_of(ESEP_EN, 1000001, 0), LANGUAGE_OTHER);
    CHECK_INT(language_plural_of(ESEP_RU, 21, 0), LANGUAGE_ONE);
    CHECK_INT(language_plural_of(ESEP_RU, INT64_MIN, 0), LANGUAGE_MANY);
    CHECK_INT(language_plural_of(ESEP_RU, (int128)INT64_MAX * 1000 + 1, 0), LANGUAGE_ONE);
    CHECK_INT(language_plural_of(ESEP_RU, 15, 1), LANGUAGE_OTHER);
    CHECK_INT(language_plural_of(ESEP_RU, 20, 1), LANGUAGE_OTHER);
    CHECK_INT(language_plural_of(ESEP_KK, 1, 0), LANGUAGE_ONE);
    CHECK_INT(language_plural_of(ESEP_KK, 21, 0), LANGUAGE_OTHER);
}

static void *format_many(void *wrong)
{
    for (int i = 0; i < 2000; i++) {
        char out[200];
        buffer b = {0};
        language_number(&b, (esep_language)(i % ESEP_LANGUAGES), 12345, 1, LANGUAGE_TYPOGRAPHIC);
        if (strcmp(taken(out, &b), i % ESEP_LANGUAGES == ESEP_EN ? "1,234.5" : "1" NBSP "234,5") != 0 ||
            language_plural_of(ESEP_RU, 15, 1) != LANGUAGE_OTHER ||
            language_plural_of(ESEP_RU, 22, 0) != LANGUAGE_FEW)
            *(bool *)wrong = true;
    }
    return NULL;
}

TEST(threads_share_a_language)
{
    enum { THREADS = 4 };
    pthread_t threads[THREADS];
    bool wrong[THREADS] = {false};
    for (int i = 0; i < THREADS; i++)
        CHECK_INT(pthread_create(&threads[i], NULL, format_many, &wrong[i]), 0);
    for (int i = 0; i < THREADS; i++) {
        pthread_join(threads[i], NULL);
        CHECK(!wrong[i]);
    }
}

int main(void)
{
    RUN(threads_share_a_language); /* first, so that they open it together */
    RUN(groups_and_marks_numbers);
    RUN(numbers_of_128_bits_are_whole);
    RUN(signs_stand_before_all_but_zero);
    RUN(the_percent_sign_keeps_its_distance);
    RUN(plurals_of_large_and_decimal_numbers);
    return check_finish();
}

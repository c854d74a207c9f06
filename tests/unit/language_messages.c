#include "base/error.h"
#include "check.h"
#include "language/kazakh_suffix.h"
#include "language/language.h"

#define NBSP "\u00A0"

static const char *filled(char out[400], esep_language language, message_id id, const char *argument)
{
    buffer b = {0};
    const text arguments[] = {text_from(argument), text_from("21 May")};
    language_fill(&b, language, id, arguments, 2);
    text_copy_cut(out, 400, buffer_text(&b));
    buffer_free(&b);
    return out;
}

TEST(fills_places_numbers_and_forms)
{
    static const struct {
        const char *argument, *en, *ru, *kk;
    } cases[] = {
        {"0", "0 days (21 May)", "0 дней (21 May)", "0 күн (21 May)"},
        {"1", "1 day (21 May)", "1 день (21 May)", "1 күн (21 May)"},
        {"3", "3 days (21 May)", "3 дня (21 May)", "3 күн (21 May)"},
        {"11", "11 days (21 May)", "11 дней (21 May)", "11 күн (21 May)"},
        {"1021", "1,021 days (21 May)", "1" NBSP "021 день (21 May)", "1" NBSP "021 күн (21 May)"},
        {"-2", "\u22122 days (21 May)", "\u22122 дня (21 May)", "\u22122 күн (21 May)"},
        {"", " days (21 May)", " дня (21 May)", " күн (21 May)"},
        {"{1}%s", "{1}%s days (21 May)", "{1}%s дня (21 May)", "{1}%s күн (21 May)"},
        {"1.5", "1.5 days (21 May)", "1.5 дня (21 May)", "1.5 күн (21 May)"},
        {NULL, "  (21 May)", "  (21 May)", " күн (21 May)"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        CHECK_CASE("argument \"%s\"", cases[i].argument ? cases[i].argument : "none");
        char out[400];
        CHECK_STRING(filled(out, ESEP_EN, MESSAGE_PERIOD_OF_LAST_DAYS, cases[i].argument), cases[i].en);
        CHECK_STRING(filled(out, ESEP_RU, MESSAGE_PERIOD_OF_LAST_DAYS, cases[i].argument), cases[i].ru);
        CHECK_STRING(filled(out, ESEP_KK, MESSAGE_PERIOD_OF_LAST_DAYS, cases[i].argument), cases[i].kk);
    }
}

TEST(forms_follow_signed_and_grouped_numbers)
{
    char out[400];
    CHECK_STRING(filled(out, ESEP_RU, MESSAGE_PERIOD_OF_LAST_DAYS, "+2" NBSP "045"),
                 "+2" NBSP "045 дней (21 May)");
    CHECK_STRING(filled(out, ESEP_RU, MESSAGE_PERIOD_OF_LAST_DAYS, "\u221221"), "\u221221 день (21 May)");
    CHECK_STRING(filled(out, ESEP_EN, MESSAGE_PERIOD_OF_LAST_DAYS, "1,001"), "1,001 days (21 May)");
    const char *long_number = "99999999999999999999999999999999999999999999";
    CHECK_STRING(filled(out, ESEP_EN, MESSAGE_PERIOD_OF_LAST_DAYS, long_number),
                 "99999999999999999999999999999999999999999999 days (21 May)");
}

static bool names_a_case(const char *name, const char *end)
{
    kazakh_case wanted;
    return kazakh_case_named(&wanted, (text){name, (size_t)(end - name)});
}

/* Every text must have well-formed places, and the same arguments in all three languages. */
TEST(all_messages_are_well_formed)
{
    for (int id = 1; id < MESSAGES; id++) {
        unsigned used[ESEP_LANGUAGES] = {0};
        for (int language = 0; language < ESEP_LANGUAGES; language++) {
            const char *pattern = language_pattern((esep_language)language, (message_id)id);
            CHECK_CASE("\"%.60s\"", pattern);
            CHECK(text_is_utf8(text_from(pattern)) && pattern[0] != '\0');
            for (const char *open = pattern; (open = strchr(open, '{')); open++) {
                static const int forms_of[ESEP_LANGUAGES] = {[ESEP_EN] = 2, [ESEP_RU] = 3, [ESEP_KK] = 1};
                if (open[1] < '1' || open[1] > '9')
                    continue;
                const char *end = strchr(open, '}');
                CHECK(end && (open[2] == '}' || open[2] == '|' ||
                              ((open[2] == '#' || open[2] == '!') && open[3] == '}') ||
                              (open[2] == '\'' && language == ESEP_KK && names_a_case(open + 3, end))));
                used[language] |= 1u << (open[1] - '1');
                int forms = 0;
                for (const char *bar = open; end && bar < end; bar++)
                    forms += *bar == '|';
                CHECK(forms == 0 || forms == forms_of[language]);
            }
        }
        CHECK(used[ESEP_EN] == used[ESEP_RU] && used[ESEP_EN] == used[ESEP_KK]);
    }
}

TEST(errors_are_one_line_with_their_place)
{
    char out[400];
    esep_error error = {0};
    error_raise(&error, ESEP_SYSTEM, MESSAGE_THREAD_FAILED, "a\nb\x1b[2J");
    CHECK_INT(esep_error_text(&error, ESEP_EN, out, sizeof out), 42);
    CHECK_STRING(out, "a thread could not be started: a\u2424b\uFFFD[2J");
    CHECK_INT(error_at(&error, "crimes\u202E.csv", 0), ESEP_SYSTEM);
    CHECK_INT(error_at(NULL, "crimes.csv", 0), ESEP_SYSTEM);
    esep_error_text(&error, ESEP_RU, out, sizeof out);
    CHECK_STRING(out, "crimes\uFFFD.csv: не удалось запустить поток: a\u2424b\uFFFD[2J");
    error_at(&error, NULL, 1043);
    esep_error_text(&error, ESEP_KK, out, sizeof out);
    CHECK_STRING(out, "crimes\uFFFD.csv:1043: ағынды іске қосу мүмкін болмады: a\u2424b\uFFFD[2J");
    char small[9];
    CHECK_INT(esep_error_text(&error, ESEP_KK, small, sizeof small), strlen(out));
    CHECK_STRING(small, "crimes");
    CHECK_INT(esep_error_text(&error, ESEP_KK, NULL, 0), strlen(out));
}

TEST(languages_have_codes_and_locales)
{
    static const struct {
        const char *lc_all, *lc_messages, *lang;
        esep_language expected;
    } cases[] = {
        {NULL, NULL, NULL, ESEP_EN},          {"", "", "kk_KZ.UTF-8", ESEP_KK},
        {"C", "kk_KZ", "ru_RU", ESEP_EN},     {NULL, "ru_RU.UTF-8", "kk", ESEP_RU},
        {"kk", NULL, NULL, ESEP_KK},          {"ru-RU", NULL, NULL, ESEP_RU},
        {"kk@cyrillic", NULL, NULL, ESEP_KK}, {"russian", NULL, NULL, ESEP_EN},
        {"_", NULL, NULL, ESEP_EN},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        CHECK_CASE("case %zu", i);
        CHECK_INT(language_from_locale(cases[i].lc_all, cases[i].lc_messages, cases[i].lang),
                  cases[i].expected);
    }
    esep_language language = ESEP_EN;
    CHECK(language_from_code(&language, text_from("kk")) && language == ESEP_KK);
    CHECK(!language_from_code(&language, text_from("KK")) && !language_from_code(&language, (text){0}));
    CHECK_STRING(language_code(ESEP_RU), "ru");
}

TEST(knows_the_width_of_characters)
{
    static const struct {
        const char *bytes;
        size_t width;
    } cases[] = {
        {"", 0},       {"abc", 3},        {"Қарағанды", 9},        {"и\u0306", 1},
        {"\u4E2D", 2}, {"\u200D", 0},     {"\xF0\x9F\x98\x80", 2}, {"\xFF\xFE", 2},
        {"\u05E9", 1}, {"\u2026▲·–−", 5},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        CHECK_CASE("case %zu", i);
        CHECK_INT(language_width(text_from(cases[i].bytes)), cases[i].width);
    }
    CHECK_INT(language_fit(text_from("и\u0306ab"), 1), 4);
    CHECK_INT(language_fit(text_from("\u4E2D"), 1), 0);
    CHECK_INT(language_fit(text_from("abc"), 5), 3);
}

TEST(outside_texts_become_harmless)
{
    static const struct {
        const char *bytes;
        size_t length;
        const char *expected;
    } cases[] = {
        {"a\tb\r\nc", 6, "a b\u2424\u2424c"},
        {"\0x", 2, "\uFFFDx"},
        {"\x1b[31m", 5, "\uFFFD[31m"},
        {"\xC2\x9B", 2, "\uFFFD"},
        {"\u202Ea\u2066\u200F", 10, "\uFFFDa\uFFFD\uFFFD"},
        {"\u2028", 3, "\u2424"},
        {"\xE2\x82", 2, "\uFFFD"},
        {"Ұлы\u200Dдала", 17, "Ұлы\u200Dдала"},
        {"\xED\xA0\x80", 3, "\uFFFD\uFFFD\uFFFD"},
        {"\x7F", 1, "\uFFFD"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        CHECK_CASE("case %zu", i);
        buffer b = {0};
        char out[100];
        language_harmless(&b, (text){cases[i].bytes, cases[i].length});
        text_copy_cut(out, sizeof out, buffer_text(&b));
        CHECK_STRING(out, cases[i].expected);
        buffer_free(&b);
    }
}

int main(void)
{
    RUN(fills_places_numbers_and_forms);
    RUN(forms_follow_signed_and_grouped_numbers);
    RUN(all_messages_are_well_formed);
    RUN(errors_are_one_line_with_their_place);
    RUN(languages_have_codes_and_locales);
    RUN(knows_the_width_of_characters);
    RUN(outside_texts_become_harmless);
    return check_finish();
}

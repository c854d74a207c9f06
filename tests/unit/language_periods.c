#include "check.h"
#include "language/language.h"

#include <unicode/uchar.h>
#include <unicode/udat.h>
#include <unicode/ustring.h>

#define NBSP "\u00A0"

typedef void language_writer(buffer *, esep_language, period);

static void check_words(language_writer *writer, period p, const char *const expected[ESEP_LANGUAGES])
{
    for (int language = 0; language < ESEP_LANGUAGES; language++) {
        buffer b = {0};
        char out[300];
        writer(&b, (esep_language)language, p);
        text_copy_cut(out, sizeof out, buffer_text(&b));
        CHECK_STRING(out, expected[language]);
        buffer_free(&b);
    }
}

TEST(periods_in_words)
{
    static const struct {
        period_kind kind;
        int from[3], to[3];
        const char *words[ESEP_LANGUAGES];
    } cases[] = {
        {PERIOD_YEAR, {2016, 1, 1}, {2016, 12, 31}, {"2016", "2016" NBSP "г.", "2016 жыл"}},
        {PERIOD_HALF,
         {2023, 1, 1},
         {2023, 6, 30},
         {"first half of 2023", "первое полугодие 2023" NBSP "г.", "2023 жылғы алғашқы жартыжылдық"}},
        {PERIOD_HALF,
         {2023, 7, 1},
         {2023, 12, 31},
         {"second half of 2023", "второе полугодие 2023" NBSP "г.", "2023 жылғы екінші жартыжылдық"}},
        {PERIOD_QUARTER,
         {2024, 7, 1},
         {2024, 9, 30},
         {"third quarter of 2024", "третий квартал 2024" NBSP "г.", "2024 жылғы үшінші тоқсан"}},
        {PERIOD_QUARTER,
         {2024, 10, 1},
         {2024, 12, 31},
         {"fourth quarter of 2024", "четвёртый квартал 2024" NBSP "г.", "2024 жылғы төртінші тоқсан"}},
        {PERIOD_MONTH, {2024, 5, 1}, {2024, 5, 31}, {"May 2024", "май 2024" NBSP "г.", "2024 жылғы мамыр"}},
        {PERIOD_WEEK,
         {2024, 12, 30},
         {2025, 1, 5},
         {"week 1 of 2025", "1-я неделя 2025" NBSP "г.", "2025 жылғы 1-апта"}},
        {PERIOD_MONTHS,
         {2024, 1, 1},
         {2024, 5, 31},
         {"January–May 2024", "январь–май 2024" NBSP "г.", "2024 жылғы қаңтар–мамыр"}},
        {PERIOD_MONTHS, {2024, 5, 1}, {2024, 5, 31}, {"May 2024", "май 2024" NBSP "г.", "2024 жылғы мамыр"}},
        {PERIOD_MONTHS,
         {2023, 11, 1},
         {2024, 2, 29},
         {"November 2023 – February 2024", "ноябрь 2023" NBSP "г. – февраль 2024" NBSP "г.",
          "2023 жылғы қараша – 2024 жылғы ақпан"}},
        {PERIOD_YEAR_TO_DATE,
         {2024, 1, 1},
         {2024, 6, 17},
         {"1 January – 17 June 2024", "1 января – 17 июня 2024" NBSP "г.",
          "2024 жылғы 1 қаңтар – 17 маусым"}},
        {PERIOD_DAYS,
         {2024, 6, 3},
         {2024, 6, 17},
         {"3–17 June 2024", "3–17 июня 2024" NBSP "г.", "2024 жылғы 3–17 маусым"}},
        {PERIOD_DAYS,
         {2023, 12, 1},
         {2024, 1, 5},
         {"1 December 2023 – 5 January 2024", "1 декабря 2023" NBSP "г. – 5 января 2024" NBSP "г.",
          "2023 жылғы 1 желтоқсан – 2024 жылғы 5 қаңтар"}},
        {PERIOD_DAYS,
         {2024, 2, 29},
         {2024, 2, 29},
         {"29 February 2024", "29 февраля 2024" NBSP "г.", "2024 жылғы 29 ақпан"}},
        {PERIOD_LAST_DAYS,
         {2024, 5, 21},
         {2024, 6, 17},
         {"28 days (21 May – 17 June 2024)", "28 дней (21 мая – 17 июня 2024" NBSP "г.)",
          "28 күн (2024 жылғы 21 мамыр – 17 маусым)"}},
        {PERIOD_LAST_MONTHS,
         {2023, 7, 1},
         {2024, 6, 30},
         {"12 months (July 2023 – June 2024)", "12 месяцев (июль 2023" NBSP "г. – июнь 2024" NBSP "г.)",
          "12 ай (2023 жылғы шілде – 2024 жылғы маусым)"}},
        {PERIOD_LAST_MONTHS,
         {2024, 3, 18},
         {2024, 6, 17},
         {"3 months (18 March – 17 June 2024)", "3 месяца (18 марта – 17 июня 2024" NBSP "г.)",
          "3 ай (2024 жылғы 18 наурыз – 17 маусым)"}},
        {PERIOD_LAST_MONTHS,
         {2024, 3, 1},
         {2024, 6, 17},
         {"1 March – 17 June 2024", "1 марта – 17 июня 2024" NBSP "г.", "2024 жылғы 1 наурыз – 17 маусым"}},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        CHECK_CASE("case %zu", i);
        period p = {.first = day_from_date(cases[i].from[0], cases[i].from[1], cases[i].from[2]),
                    .last = day_from_date(cases[i].to[0], cases[i].to[1], cases[i].to[2]),
                    .kind = cases[i].kind};
        check_words(language_period, p, cases[i].words);
    }
}

TEST(the_days_of_a_period)
{
    period year = {
        .first = day_from_date(2016, 1, 1), .last = day_from_date(2016, 12, 31), .kind = PERIOD_YEAR};
    check_words(language_period_days, year,
                (const char *const[]){"1 January – 31 December 2016", "1 января – 31 декабря 2016" NBSP "г.",
                                      "2016 жылғы 1 қаңтар – 31 желтоқсан"});
}

/* Our months against CLDR's, in the form of dates and alone. */
TEST(months_are_those_of_cldr)
{
    for (int language = 0; language < ESEP_LANGUAGES; language++) {
        UErrorCode status = U_ZERO_ERROR;
        UDateFormat *format =
            udat_open(UDAT_NONE, UDAT_LONG, language_code(language), NULL, 0, NULL, 0, &status);
        for (int i = 0; i < 24; i++) {
            UChar name[50], ours[50];
            udat_getSymbols(format, i < 12 ? UDAT_MONTHS : UDAT_STANDALONE_MONTHS, i % 12, name, 50, &status);
            u_strFromUTF8(ours, 50, NULL, language_pattern(language, (message_id)(MESSAGE_DATE_MONTH_1 + i)),
                          -1, &status);
            CHECK_CASE("%s, month %d", language_code(language), i + 1);
            CHECK(U_SUCCESS(status) &&
                  u_strCaseCompare(name, -1, ours, -1, U_FOLD_CASE_DEFAULT, &status) == 0);
        }
        udat_close(format);
    }
}

int main(void)
{
    RUN(periods_in_words);
    RUN(the_days_of_a_period);
    RUN(months_are_those_of_cldr);
    return check_finish();
}

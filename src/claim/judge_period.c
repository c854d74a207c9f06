#include "claim/judge_period.h"

#include <string.h>

enum { WORDS_BYTES = 240 };

/* Small letters of Latin and of the Cyrillic of Russian and Kazakh; the rest stays. Cut at WORDS_BYTES: a period takes few words. */
static void small_letters(char out[WORDS_BYTES + 1], text words)
{
    size_t n = words.length < WORDS_BYTES ? words.length : WORDS_BYTES;
    for (size_t i = 0; i < n; i++) {
        unsigned char byte = (unsigned char)words.data[i],
                      next = i + 1 < n ? (unsigned char)words.data[i + 1] : 0;
        unsigned letter = (byte & 31u) << 6 | (next & 63u);
        if (byte < 0xD0 || byte > 0xD3 || (next & 0xC0) != 0x80) {
            out[i] = (char)(byte >= 'A' && byte <= 'Z' ? byte + 32 : byte ? byte : ' ');
            continue;
        }
        if (letter >= 0x410 && letter <= 0x42F)
            letter += 32;
        else if (letter >= 0x400 && letter <= 0x40F)
            letter += 80;
        else if (letter >= 0x490 && letter <= 0x4BF && letter % 2 == 0)
            letter++;
        else if (letter >= 0x4D0 && letter % 2 == 0)
            letter++;
        out[i] = (char)(0xC0 | letter >> 6);
        out[++i] = (char)(0x80 | (letter & 63u));
    }
    out[n] = '\0';
}

static bool has_one_of(const char *words, const char *const *stems)
{
    for (; *stems; stems++) {
        if (strstr(words, *stems))
            return true;
    }
    return false;
}

/* Stems of number words by the number they mean. */
static const struct {
    const char *stem;
    int number;
} number_stems[] = {
    {"two", 2},         {"three", 3},      {"four", 4},  {"five", 5},    {"six", 6},     {"seven", 7},
    {"eight", 8},       {"nine", 9},       {"ten", 10},  {"eleven", 11}, {"twelve", 12}, {"два", 2},
    {"двух", 2},        {"три", 3},        {"трех", 3},  {"трёх", 3},    {"четыр", 4},   {"пят", 5},
    {"шест", 6},        {"сем", 7},        {"восьм", 8}, {"восем", 8},   {"девят", 9},   {"десят", 10},
    {"одиннадцат", 11}, {"двенадцат", 12}, {"екі", 2},   {"үш", 3},      {"төрт", 4},    {"бес", 5},
    {"алты", 6},        {"жеті", 7},       {"сегіз", 8}, {"тоғыз", 9},   {"он бір", 11}, {"он екі", 12},
    {"он", 10},
};

static int number_of_word(const char *word)
{
    if (*word >= '0' && *word <= '9') {
        int number = 0;
        for (int i = 0; i < 3 && word[i] >= '0' && word[i] <= '9'; i++)
            number = 10 * number + (word[i] - '0');
        return number;
    }
    for (size_t i = 0; i < sizeof number_stems / sizeof *number_stems; i++) {
        if (strncmp(word, number_stems[i].stem, strlen(number_stems[i].stem)) == 0)
            return number_stems[i].number;
    }
    return 0;
}

/* "ай" begins many Kazakh words that are not months: айып, аймақ. */
static bool is_month_word(const char *word)
{
    static const char *const stems[] = {"month", "месяц", "мес.", "айда", "айын",
                                        "айды",  "айлы",  "айға", NULL};
    for (const char *const *stem = stems; *stem; stem++) {
        if (strncmp(word, *stem, strlen(*stem)) == 0)
            return true;
    }
    size_t bare = strlen("ай");
    return strncmp(word, "ай", bare) == 0 && strchr(" ,.;)", word[bare]) != NULL;
}

static bool is_gap(char byte)
{
    return byte == ' ' || byte == '-' || byte == '\n' || byte == '\t';
}

/* A number before the word for months. */
static int months_counted(const char *words)
{
    const char *before = NULL, *earlier = NULL;
    for (const char *at = words; *at;) {
        if (before && is_month_word(at)) {
            int number = number_of_word(before);
            return number == 0 && earlier ? number_of_word(earlier) : number;
        }
        earlier = before;
        before = at;
        while (*at && !is_gap(*at))
            at++;
        while (*at && is_gap(*at))
            at++;
    }
    return 0;
}

static const char *const month_stems[12][3] = {
    {"january", "январ", "қаңтар"}, {"february", "феврал", "ақпан"}, {"march", "март", "наурыз"},
    {"april", "апрел", "сәуір"},    {"may", "мая", "мамыр"},         {"june", "июн", "маусым"},
    {"july", "июл", "шілде"},       {"august", "август", "тамыз"},   {"september", "сентябр", "қыркүйек"},
    {"october", "октябр", "қазан"}, {"november", "ноябр", "қараша"}, {"december", "декабр", "желтоқсан"},
};

/* From the first month named to the last, where exactly two are. */
static int months_named(const char *words)
{
    int first = 0, last = 0, named = 0;
    for (int month = 1; month <= 12; month++) {
        for (int language = 0; language < 3; language++) {
            bool may = month == 5 && language == 1 && (strstr(words, "май") || strstr(words, "мае"));
            if (!may && !strstr(words, month_stems[month - 1][language]))
                continue;
            first = first ? first : month;
            last = month;
            named++;
        }
    }
    return named == 2 ? last - first + 1 : 0;
}

int period_words_months(text words)
{
    static const char *const half[] = {"half", "полугоди", "полгода", "жартыжыл", "жарты жыл", NULL};
    static const char *const quarter[] = {"quarter", "квартал", "тоқсан", NULL};
    char small[WORDS_BYTES + 1];
    if (!words.data)
        return 0;
    small_letters(small, words);
    int counted = months_counted(small);
    if (counted)
        return counted <= 12 ? counted : 0;
    if (has_one_of(small, half))
        return 6;
    int named = months_named(small);
    if (named)
        return named;
    /* "желтоқсан" is December, "тоқсан" within it no quarter. */
    bool december = strstr(small, "желтоқсан") != NULL;
    return has_one_of(small, quarter) && !december ? 3 : 0;
}

bool period_words_whole_year(text words)
{
    static const char *const year[] = {"year", "год", "жыл", "былтыр", NULL};
    static const char *const same[] = {"same",   "period",  "correspond", "equivalent", "month",   "период",
                                       "аналог", "соответ", "аппг",       "месяц",      "кезең",   "сәйкес",
                                       "тиісті", "мерзім",  "уақыт",      "полугоди",   "квартал", "жартыжыл",
                                       "тоқсан", "half",    "quarter",    "ай",         NULL};
    char small[WORDS_BYTES + 1];
    if (!words.data)
        return false;
    small_letters(small, words);
    return has_one_of(small, year) && !has_one_of(small, same);
}

bool period_words_average(text words)
{
    static const char *const average[] = {"average", "mean", "средн", "орташа", NULL};
    char small[WORDS_BYTES + 1];
    if (!words.data)
        return false;
    small_letters(small, words);
    return has_one_of(small, average);
}

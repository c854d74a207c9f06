#include "language/kazakh_suffix.h"

#include <string.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

/* How a word ends, as its endings see it. и and у stand for й and у behind a vowel, and count as consonants. */
typedef enum kazakh_end {
    KAZAKH_VOWEL,
    KAZAKH_NASAL,
    KAZAKH_SONORANT,
    KAZAKH_VOICED,
    KAZAKH_VOICELESS
} kazakh_end;

bool kazakh_case_named(kazakh_case *out, text name)
{
    static const char *const names[KAZAKH_CASES] = {"genitive", "dative",       "accusative", "locative",
                                                    "ablative", "instrumental", "possessive"};
    for (int i = 0; i < KAZAKH_CASES; i++) {
        if (text_equal(name, text_from(names[i]))) {
            *out = (kazakh_case)i;
            return true;
        }
    }
    return false;
}

static bool kazakh_is_one_of(UChar32 letter, const char *letters)
{
    size_t length = strlen(letters);
    for (size_t at = 0; at < length;) {
        UChar32 c;
        U8_NEXT((const uint8_t *)letters, at, length, c);
        if (c == letter)
            return true;
    }
    return false;
}

/* Consonants of loan words that are written voiced lose their voice at the end: миллиардқа. */
static kazakh_end kazakh_end_of(UChar32 letter)
{
    if (kazakh_is_one_of(letter, "аәеёоөұүыіэя"))
        return KAZAKH_VOWEL;
    if (kazakh_is_one_of(letter, "мнң"))
        return KAZAKH_NASAL;
    if (kazakh_is_one_of(letter, "зж"))
        return KAZAKH_VOICED;
    return kazakh_is_one_of(letter, "пфкқтсшщчцхһбвгғд") ? KAZAKH_VOICELESS : KAZAKH_SONORANT;
}

/* From the end: the last sound, then the last vowel that has a side. у takes the side of what is before it (елу is front, су back). */
static void kazakh_sounds(text word, kazakh_end *end, bool *front)
{
    bool ended = false;
    *end = KAZAKH_SONORANT;
    *front = false;
    for (int32_t at = (int32_t)word.length; at > 0;) {
        UChar32 letter;
        U8_PREV((const uint8_t *)word.data, 0, at, letter);
        letter = u_tolower(letter);
        if (!ended && !kazakh_is_one_of(letter, "ьъ")) {
            *end = kazakh_end_of(letter);
            ended = true;
        }
        *front = kazakh_is_one_of(letter, "әеөүіэи");
        if (*front || kazakh_is_one_of(letter, "аоұыёюя"))
            return;
    }
}

text kazakh_ending(text word, kazakh_case wanted)
{
    static const char *const endings[KAZAKH_CASES][KAZAKH_VOICELESS + 1][2] = {
        [KAZAKH_GENITIVE] = {{"ның", "нің"}, {"ның", "нің"}, {"дың", "дің"}, {"дың", "дің"}, {"тың", "тің"}},
        [KAZAKH_DATIVE] = {{"ға", "ге"}, {"ға", "ге"}, {"ға", "ге"}, {"ға", "ге"}, {"қа", "ке"}},
        [KAZAKH_ACCUSATIVE] = {{"ны", "ні"}, {"ды", "ді"}, {"ды", "ді"}, {"ды", "ді"}, {"ты", "ті"}},
        [KAZAKH_LOCATIVE] = {{"да", "де"}, {"да", "де"}, {"да", "де"}, {"да", "де"}, {"та", "те"}},
        [KAZAKH_ABLATIVE] = {{"дан", "ден"}, {"нан", "нен"}, {"дан", "ден"}, {"дан", "ден"}, {"тан", "тен"}},
        [KAZAKH_INSTRUMENTAL] =
            {{"мен", "мен"}, {"мен", "мен"}, {"мен", "мен"}, {"бен", "бен"}, {"пен", "пен"}},
        [KAZAKH_POSSESSIVE] = {{"сы", "сі"}, {"ы", "і"}, {"ы", "і"}, {"ы", "і"}, {"ы", "і"}},
    };
    kazakh_end end;
    bool front;
    kazakh_sounds(word, &end, &front);
    return text_from(endings[wanted][end][front]);
}

text kazakh_last_word(int128 number)
{
    static const char *const ones[] = {"нөл", "бір",  "екі",  "үш",    "төрт",
                                       "бес", "алты", "жеті", "сегіз", "тоғыз"};
    static const char *const tens[] = {"",    "он",    "жиырма", "отыз",   "қырық",
                                       "елу", "алпыс", "жетпіс", "сексен", "тоқсан"};
    static const char *const thousands[] = {"мың",      "миллион",     "миллиард",
                                            "триллион", "квадриллион", "квинтиллион"};
    enum { THOUSANDS = sizeof thousands / sizeof *thousands };
    uint128 rest = number < 0 ? -(uint128)number : (uint128)number;
    if (rest % 10 || rest == 0)
        return text_from(ones[rest % 10]);
    if (rest % 100)
        return text_from(tens[rest % 100 / 10]);
    if (rest % 1000)
        return text_from("жүз");
    size_t power = 0;
    for (rest /= 1000; rest % 1000 == 0 && power < THOUSANDS - 1; power++)
        rest /= 1000;
    return text_from(thousands[power]);
}

static bool kazakh_is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* The whole number at the end of what is written, or the digits behind its comma: they are read as a number too. Blanks between
 * digits are passed over; zeros at the front do no harm. */
static int128 kazakh_number_at_end(text written)
{
    enum { MOST_DIGITS = 36 };
    int128 number = 0, place = 1;
    size_t digits = 0;
    for (size_t at = written.length; at > 0 && digits < MOST_DIGITS;) {
        if (kazakh_is_digit(written.data[at - 1])) {
            number += place * (written.data[--at] - '0');
            place *= 10;
            digits++;
        } else if (at > 2 && memcmp(written.data + at - 2, "\u00A0", 2) == 0) {
            at -= 2;
        } else if (written.data[at - 1] == ' ') {
            at--;
        } else {
            break;
        }
    }
    return number;
}

void kazakh_add_ending(buffer *out, text written, kazakh_case wanted)
{
    if (!written.length)
        return;
    char last = written.data[written.length - 1];
    text word = written;
    if (last == '%')
        word = text_from("пайыз");
    else if (kazakh_is_digit(last))
        word = kazakh_last_word(kazakh_number_at_end(written));
    if (word.data != written.data)
        buffer_add_byte(out, '-');
    buffer_add(out, kazakh_ending(word, wanted));
}

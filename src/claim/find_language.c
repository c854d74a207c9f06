/* Which language a text is in: Kazakh Cyrillic has nine letters that Russian has not, and a few words tell short texts. */
#include "claim/find.h"

#include <string.h>

static bool is_kazakh_letter(uint32_t c)
{
    static const uint32_t letters[] = {0x4D9, 0x493, 0x49B, 0x4A3, 0x4E9, 0x4B1, 0x4AF, 0x4BB, 0x456};
    for (size_t i = 0; i < sizeof letters / sizeof *letters; i++) {
        if (c == letters[i])
            return true;
    }
    return false;
}

/* Commonest Kazakh words of these texts that have only letters of both alphabets. */
static bool is_kazakh_word(text word)
{
    static const char *const words[] = {"бойынша", "мен",   "бен",   "пен",   "былтыр", "биыл",
                                        "жылы",    "саны",  "адам",  "болды", "еді",    "азайды",
                                        "артты",   "айда",  "жалпы", "ал",    "аса",    "астам",
                                        "барлығы", "болса", "ретте", "пайыз", "есе"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (text_equal(word, text_from(words[i])))
            return true;
    }
    return false;
}

static bool is_cyrillic(uint32_t c)
{
    return c >= 0x400 && c < 0x530;
}

/* How many words of the text are Kazakh beyond doubt, Cyrillic, Latin. */
typedef struct tally {
    size_t kazakh, cyrillic, latin;
} tally;

static void count_word(tally *t, text word, size_t special, size_t cyrillic)
{
    if (word.length == 0)
        return;
    if (cyrillic == 0) {
        t->latin++;
        return;
    }
    t->cyrillic++;
    t->kazakh += special > 0 || is_kazakh_word(word);
}

static tally count_words(text words)
{
    tally t = {0};
    char small[64];
    text word = {small, 0};
    size_t special = 0, cyrillic = 0, most = 1 << 20;
    text rest = {words.data, words.length < most ? words.length : most};
    while (rest.length > 0) {
        uint32_t point;
        size_t used = lexicon_character(rest, &point);
        uint32_t c = lexicon_small(point);
        bool letter = (c >= 'a' && c <= 'z') || is_cyrillic(c) || (c >= 0xC0 && c < 0x250);
        if (letter) {
            special += is_kazakh_letter(c);
            cyrillic += is_cyrillic(c);
            if (word.length + used < sizeof small && c >= 0x400) {
                small[word.length++] = (char)(0xC0 | c >> 6);
                small[word.length++] = (char)(0x80 | (c & 0x3F));
            } else if (word.length < sizeof small) {
                small[word.length++] = (char)c;
            }
        } else {
            count_word(&t, word, special, cyrillic);
            word.length = special = cyrillic = 0;
        }
        rest = (text){rest.data + used, rest.length - used};
    }
    count_word(&t, word, special, cyrillic);
    return t;
}

esep_language claim_language(text words)
{
    tally t = count_words(words);
    if (t.latin >= t.cyrillic)
        return ESEP_EN;
    /* a Russian text may name Kazakh people and places: one word in eight is not yet Kazakh */
    return 8 * t.kazakh > t.cyrillic ? ESEP_KK : ESEP_RU;
}

bool claim_language_fits(text words, esep_language said)
{
    tally t = count_words(words);
    enum { FEW = 8, MANY = 60 };
    if (t.latin + t.cyrillic < FEW)
        return true;
    if (said == ESEP_EN)
        return t.cyrillic <= 3 * t.latin;
    if (t.latin > 3 * t.cyrillic)
        return false;
    return said == ESEP_RU ? 3 * t.kazakh <= t.cyrillic : t.cyrillic < MANY || 16 * t.kazakh >= t.cyrillic;
}

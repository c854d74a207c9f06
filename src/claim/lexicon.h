/* lexicon.h - the words by which a language tells figures, as data.
 *
 * A lexicon is a plain text (lexicons/kk.txt, ru.txt, en.txt; docs/lexicons.md tells its form) that somebody who knows the
 * language but not C can extend. Each section is a meaning, each line holds words of that meaning. The three are built into
 * the program and parsed when asked for, in linear time.
 *
 * A pattern of one word is one of three: `word` is that word alone; `stem*` is the stem with whatever follows; `stem~` is the
 * stem with an ending of the section [endings], or with a chain of the suffixes of [suffix …] (Kazakh: кісі-лер-дің). Phrases
 * are patterns with blanks between them. Where several match, the phrase of most words wins, then the word alone, then the
 * longest stem; entries that are equal in this add up their meanings.
 *
 * A lexicon does not change once parsed and may be used from several threads. */
#ifndef CLAIM_LEXICON_H
#define CLAIM_LEXICON_H

#include "base/text.h"

#include <esep/error.h>

/** LEXICON_TAG(tag, name of the section). docs/lexicons.md says what each means. */
#define LEXICON_TAGS                                                                                         \
    LEXICON_TAG(UP, "up")                                                                                    \
    LEXICON_TAG(DOWN, "down")                                                                                \
    LEXICON_TAG(COMPARATIVE, "comparative")                                                                  \
    LEXICON_TAG(SAME, "same")                                                                                \
    LEXICON_TAG(PERCENT, "percent")                                                                          \
    LEXICON_TAG(POINTS, "points")                                                                            \
    LEXICON_TAG(TIMES, "times")                                                                              \
    LEXICON_TAG(RATIO, "ratio")                                                                              \
    LEXICON_TAG(MULTIPLIER, "multiplier")                                                                    \
    LEXICON_TAG(JOINED_MULTIPLIER, "multiplier joined")                                                      \
    LEXICON_TAG(NUMBER, "number")                                                                            \
    LEXICON_TAG(ORDINAL, "ordinal")                                                                          \
    LEXICON_TAG(FRACTION, "fraction")                                                                        \
    LEXICON_TAG(PART, "part")                                                                                \
    LEXICON_TAG(EVERY, "every")                                                                              \
    LEXICON_TAG(ABOUT_MORE, "about more")                                                                    \
    LEXICON_TAG(ABOUT_LESS, "about less")                                                                    \
    LEXICON_TAG(ABOUT_NEARLY, "about nearly")                                                                \
    LEXICON_TAG(ABOUT, "about")                                                                              \
    LEXICON_TAG(AFTER, "after")                                                                              \
    LEXICON_TAG(CURRENCY, "currency")                                                                        \
    LEXICON_TAG(FROM, "from")                                                                                \
    LEXICON_TAG(TO, "to")                                                                                    \
    LEXICON_TAG(BY, "by")                                                                                    \
    LEXICON_TAG(OF, "of")                                                                                    \
    LEXICON_TAG(THAN, "than")                                                                                \
    LEXICON_TAG(COMPARED, "compared")                                                                        \
    LEXICON_TAG(BASE_PERIOD, "base period")                                                                  \
    LEXICON_TAG(CURRENT_PERIOD, "current period")                                                            \
    LEXICON_TAG(SHARE, "share")                                                                              \
    LEXICON_TAG(OF_THEM, "of them")                                                                          \
    LEXICON_TAG(ANAPHOR, "anaphor")                                                                          \
    LEXICON_TAG(RESPECTIVELY, "respectively")                                                                \
    LEXICON_TAG(EACH, "each")                                                                                \
    LEXICON_TAG(MONTH, "month")                                                                              \
    LEXICON_TAG(YEAR, "year")                                                                                \
    LEXICON_TAG(TIME, "time")                                                                                \
    LEXICON_TAG(AGE, "age")                                                                                  \
    LEXICON_TAG(ARTICLE, "article")                                                                          \
    LEXICON_TAG(RANK, "rank")                                                                                \
    LEXICON_TAG(LABEL, "label")                                                                              \
    LEXICON_TAG(MEASURE, "measure")                                                                          \
    LEXICON_TAG(PER, "per")                                                                                  \
    LEXICON_TAG(PER_TIME, "per time")                                                                        \
    LEXICON_TAG(INHABITANT, "inhabitant")                                                                    \
    LEXICON_TAG(RATE, "rate")                                                                                \
    LEXICON_TAG(PENALTY, "penalty")                                                                          \
    LEXICON_TAG(TOTAL, "total")                                                                              \
    LEXICON_TAG(INCLUDING, "including")                                                                      \
    LEXICON_TAG(UNIT, "unit")                                                                                \
    LEXICON_TAG(EVENT, "event")                                                                              \
    LEXICON_TAG(AND, "and")                                                                                  \
    LEXICON_TAG(CLAUSE, "clause")                                                                            \
    LEXICON_TAG(REACHED, "reached")                                                                          \
    LEXICON_TAG(ABBREVIATION, "abbreviation")                                                                \
    LEXICON_TAG(UNTIL, "until")                                                                              \
    LEXICON_TAG(AVERAGE, "average")                                                                          \
    LEXICON_TAG(PERIOD, "period")                                                                            \
    LEXICON_TAG(BEFORE_YEAR, "before year")                                                                  \
    LEXICON_TAG(LEVEL, "level")                                                                              \
    LEXICON_TAG(ARTICLE_WORD, "determiner")                                                                  \
    LEXICON_TAG(CHANGE_NOUN, "change noun")                                                                  \
    LEXICON_TAG(GENERIC, "generic")                                                                          \
    LEXICON_TAG(NOT_CLAIM, "not a claim")

#define LEXICON_TAG(tag, name) LEXICON_BIT_##tag,
enum { LEXICON_TAGS LEXICON_TAG_COUNT };
#undef LEXICON_TAG
#define LEXICON_TAG(tag, name) static const uint64_t LEXICON_##tag = UINT64_C(1) << LEXICON_BIT_##tag;
LEXICON_TAGS
#undef LEXICON_TAG

/** Values of words of [unit] and [event]: things that several words tell. */
enum { LEXICON_DEATHS = 1, LEXICON_INJURIES = 2, LEXICON_VICTIMS = 3 };

/** Values of words of [per time]: every day; a day, which may be a certain one. */
enum { LEXICON_EVERY_DAY = 1, LEXICON_ONE_DAY = 2 };

/** What a suffix does, as bits: the sections [suffix …]. */
enum {
    LEXICON_PLAIN_SUFFIX = 1,
    LEXICON_POSSESSIVE = 2,
    LEXICON_GENITIVE = 4,
    LEXICON_ACCUSATIVE = 8,
    LEXICON_DATIVE = 16,
    LEXICON_LOCATIVE = 32,
    LEXICON_ABLATIVE = 64,
    LEXICON_INSTRUMENTAL = 128,
    LEXICON_ORDINAL_SUFFIX = 256,
};

/** What the lexicon says of a word or phrase. */
typedef struct lexicon_match {
    uint64_t tags;
    size_t words; /**< of the phrase; 0: nothing found */
    int64_t value,
        over; /**< of numbers, ordinals, multipliers, ratios; over: the denominator of fractions, else 0 */
    unsigned cases; /**< of the last word's suffixes */
} lexicon_match;

typedef struct lexicon lexicon;

/** Parse a lexicon; `name` (of the file) and the line stand in the error where a line is broken. The text need not live on. */
esep_status lexicon_parse(lexicon **out, text words, const char *name, esep_error *error);
/** The one built into the program. */
esep_status lexicon_load(lexicon **out, esep_language language, esep_error *error);
/** What words[0 … n) begins with; the words in small letters (lexicon_small()). Looks at few words, whatever n is. */
lexicon_match lexicon_look(const lexicon *l, const text *words, size_t n);
/** Is `rest` a chain of suffixes (or one of the endings)? *cases says which. The empty text is. */
bool lexicon_endings(const lexicon *l, text rest, unsigned *cases);
/** What the letters joined to digits say: "2019-го", "400-ге". */
unsigned lexicon_joined_cases(const lexicon *l, text rest);
/** The case that an unknown word shows by its longest suffix; 0 where none. */
unsigned lexicon_word_cases(const lexicon *l, text word);
void lexicon_free(lexicon *l);

/** Number of bytes of the UTF-8 character at the start of `t` (which is not empty), into *point its code; broken bytes are characters
 *  of their own, U+FFFD. */
size_t lexicon_character(text t, uint32_t *point);
/** The small form of a letter; ё becomes е. */
uint32_t lexicon_small(uint32_t point);

/** The texts built in (made of lexicons/ when building). */
extern const unsigned char lexicon_kk[], lexicon_ru[], lexicon_en[];
extern const size_t lexicon_kk_size, lexicon_ru_size, lexicon_en_size;

#endif

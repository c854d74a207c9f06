/* language.h - words, numbers and dates as people write them in Kazakh, Russian and English.
 *
 * Numbers, dates and plural categories come from ICU's CLDR data; the words from base/messages. Output is UTF-8, added to
 * the caller's buffer. All functions may be used from several threads. */
#ifndef LANGUAGE_LANGUAGE_H
#define LANGUAGE_LANGUAGE_H

#include "base/fraction.h"
#include "base/message.h"
#include "base/text.h"
#include "calendar/period.h"

/** "kk", "ru", "en" → language; false for anything else. */
bool language_from_code(esep_language *out, text code);
/** "kk", "ru" or "en". */
const char *language_code(esep_language language);
/** From LC_ALL, LC_MESSAGES, LANG as given (the first that is not empty); English where they name none of the three. */
esep_language language_from_locale(const char *lc_all, const char *lc_messages, const char *lang);

/** number/10^decimals, grouped and with the language's decimal mark: 476 875 289 · 38,8. The minus is U+2212 for people
 *  (typographic) or '-' (plain CLDR). decimals: 0 … 38. Where ICU has no data for the language, out is marked as failed. */
typedef enum language_minus { LANGUAGE_TYPOGRAPHIC, LANGUAGE_HYPHEN } language_minus;
void language_number(buffer *out, esep_language language, int128 number, int decimals, language_minus minus);
/** As above with + before a positive number. */
void language_signed(buffer *out, esep_language language, int128 number, int decimals);
/** The percent sign with its distance as the language writes it: "%" in English and Kazakh, NBSP and "%" in Russian. */
const char *language_percent(esep_language language);
/** The mark between groups of digits: "," in English, NBSP in Russian and Kazakh. */
const char *language_group(esep_language language);

typedef enum language_plural { LANGUAGE_ONE, LANGUAGE_FEW, LANGUAGE_MANY, LANGUAGE_OTHER } language_plural;
/** CLDR plural category of number/10^decimals as printed. */
language_plural language_plural_of(esep_language language, int128 number, int decimals);

/** "30 June 2023" · "30 июня 2023 г." · "2023 жылғы 30 маусым". */
void language_day(buffer *out, esep_language language, day_number day);
/** "2016" · "first half of 2023" · "1 January – 17 June 2024" · "May 2024" · "week 7 of 2024". */
void language_period(buffer *out, esep_language language, period p);
/** In a sentence, where and when it happened: "in the first half of 2023" · "в первом полугодии 2023 года" · "2023 жылдың алғашқы
 *  жартысында". */
void language_period_in(buffer *out, esep_language language, period p);
/** What is compared with, behind "than" or "чем", before "салыстырғанда": "in 2022" · "в 2022 году" · "2022 жылмен". */
void language_period_than(buffer *out, esep_language language, period p);
/** Its days: "1 January – 31 December 2016". */
void language_period_days(buffer *out, esep_language language, period p);

/** The pattern of a message in a language (see base/message.h), terminated, static. */
const char *language_pattern(esep_language language, message_id id);
/** Fill a pattern with arguments that are texts already; for {1#} and {1|…} an argument is read as a decimal integer;
 *  {1'dative} and the other cases add a Kazakh ending, {1!} adds nothing (base/message.h).
 *  An argument that is none stands as it is for {1#}, and takes the form of fractions (the second) for {1|…}; for {1|…} it may
 *  be grouped and signed as language_signed() writes it. Places without an argument stay empty. Behind an argument that ends in a point, a
 *  point of the pattern is left out. */
void language_fill(buffer *out, esep_language language, message_id id, const text *arguments, size_t n);

/** Columns that the text takes on a terminal: combining marks 0, wide characters 2. */
size_t language_width(text t);
/** Bytes of the longest beginning of the text that takes at most `columns`; whole characters with their marks. */
size_t language_fit(text t, size_t columns);
/** Add a text from outside so that it can neither play with a terminal nor break a line: line ends become U+2424 (␤), tabs a
 *  blank; other controls, marks that turn the direction of writing, and bytes that are not UTF-8 become U+FFFD. */
void language_harmless(buffer *out, text t);

#endif

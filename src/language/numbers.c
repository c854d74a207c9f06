/* Numbers as the languages write them. ICU is asked once per language for the signs; the grouping by threes
 * that all three share is done here, on exact integers: a number has up to 39 digits, and pages have
 * thousands of numbers. */
#include "language/language.h"

#include <pthread.h>
#include <string.h>
#include <unicode/unum.h>
#include <unicode/unumberformatter.h>
#include <unicode/upluralrules.h>
#include <unicode/ustring.h>

enum { LANGUAGE_SIGN_BYTES = 16 };

/* What ICU knows about one language: opened on first use, never closed, read by any number of threads. */
typedef struct language_numbers {
    bool known;
    char decimal[LANGUAGE_SIGN_BYTES];
    char group[LANGUAGE_SIGN_BYTES];
    char percent[LANGUAGE_SIGN_BYTES];
    UPluralRules *plurals;
    UNumberFormatter *with_decimals; /**< for the plural of 1.0, which is not that of 1 */
} language_numbers;

static language_numbers language_opened[ESEP_LANGUAGES];

static void language_utf8(char out[LANGUAGE_SIGN_BYTES], const UChar *sign, int32_t length,
                          UErrorCode *status)
{
    u_strToUTF8(out, LANGUAGE_SIGN_BYTES, NULL, sign, length, status);
}

static void language_open_signs(language_numbers *numbers, const char *code, UErrorCode *status)
{
    UChar sign[LANGUAGE_SIGN_BYTES];
    UNumberFormat *format = unum_open(UNUM_DECIMAL, NULL, 0, code, NULL, status);
    int32_t length = unum_getSymbol(format, UNUM_DECIMAL_SEPARATOR_SYMBOL, sign, LANGUAGE_SIGN_BYTES, status);
    language_utf8(numbers->decimal, sign, length, status);
    length = unum_getSymbol(format, UNUM_GROUPING_SEPARATOR_SYMBOL, sign, LANGUAGE_SIGN_BYTES, status);
    language_utf8(numbers->group, sign, length, status);
    /* Without data for the language ICU answers with those of another: a decimal point taken for a grouping
     * mark. */
    const char *actual = U_SUCCESS(*status) ? unum_getLocaleByType(format, ULOC_ACTUAL_LOCALE, status) : NULL;
    if (!actual || strncmp(actual, code, 2) != 0)
        *status = U_MISSING_RESOURCE_ERROR;
    unum_close(format);
}

static void language_open_percent(language_numbers *numbers, const char *code, UErrorCode *status)
{
    UChar sign[LANGUAGE_SIGN_BYTES];
    UNumberFormat *format = unum_open(UNUM_PERCENT, NULL, 0, code, NULL, status);
    int32_t length = unum_getTextAttribute(format, UNUM_POSITIVE_SUFFIX, sign, LANGUAGE_SIGN_BYTES, status);
    language_utf8(numbers->percent, sign, length, status);
    unum_close(format);
}

static void language_open(esep_language language)
{
    language_numbers *numbers = &language_opened[language];
    const char *code = language_code(language);
    UErrorCode status = U_ZERO_ERROR;
    language_open_signs(numbers, code, &status);
    language_open_percent(numbers, code, &status);
    numbers->plurals = uplrules_open(code, &status);
    numbers->with_decimals = unumf_openForSkeletonAndLocale(u".0+", -1, code, &status);
    numbers->known = U_SUCCESS(status);
}

static void language_open_en(void)
{
    language_open(ESEP_EN);
}

static void language_open_ru(void)
{
    language_open(ESEP_RU);
}

static void language_open_kk(void)
{
    language_open(ESEP_KK);
}

static const language_numbers *language_numbers_of(esep_language language)
{
    static pthread_once_t once[ESEP_LANGUAGES] = {PTHREAD_ONCE_INIT, PTHREAD_ONCE_INIT, PTHREAD_ONCE_INIT};
    static void (*const open[ESEP_LANGUAGES])(void) = {
        [ESEP_EN] = language_open_en, [ESEP_RU] = language_open_ru, [ESEP_KK] = language_open_kk};
    pthread_once(&once[language], open[language]);
    return &language_opened[language];
}

/* The digits of fraction_digits() without their sign, whole part and decimals apart. */
static void language_add_digits(buffer *out, const language_numbers *numbers, text digits)
{
    const char *point = memchr(digits.data, '.', digits.length);
    size_t whole = point ? (size_t)(point - digits.data) : digits.length;
    for (size_t i = 0; i < whole; i++) {
        if (i && (whole - i) % 3 == 0)
            buffer_add_string(out, numbers->group);
        buffer_add_byte(out, digits.data[i]);
    }
    if (point) {
        buffer_add_string(out, numbers->decimal);
        buffer_add(out, (text){point + 1, digits.length - whole - 1});
    }
}

void language_number(buffer *out, esep_language language, int128 number, int decimals, language_minus minus)
{
    const language_numbers *numbers = language_numbers_of(language);
    if (!numbers->known) {
        out->failed = true;
        return;
    }
    char digits[48];
    text unsigned_digits = {digits, fraction_digits(digits, number, decimals)};
    if (number < 0) {
        buffer_add_string(out, minus == LANGUAGE_HYPHEN ? "-" : "\u2212");
        unsigned_digits.data++;
        unsigned_digits.length--;
    }
    language_add_digits(out, numbers, unsigned_digits);
}

void language_signed(buffer *out, esep_language language, int128 number, int decimals)
{
    if (number > 0)
        buffer_add_byte(out, '+');
    language_number(out, language, number, decimals, LANGUAGE_TYPOGRAPHIC);
}

const char *language_group(esep_language language)
{
    return language_numbers_of(language)->group;
}

const char *language_percent(esep_language language)
{
    return language_numbers_of(language)->percent;
}

static language_plural language_plural_named(const UChar *keyword)
{
    if (u_strcmp(keyword, u"one") == 0)
        return LANGUAGE_ONE;
    if (u_strcmp(keyword, u"few") == 0)
        return LANGUAGE_FEW;
    if (u_strcmp(keyword, u"many") == 0)
        return LANGUAGE_MANY;
    return LANGUAGE_OTHER;
}

/* The rules look at the last two digits, and at whether the number is 1 or 0: what is beyond six digits may
 * be cut, so that the number passes through ICU's double unharmed. */
static int32_t language_plural_whole(const language_numbers *numbers, int128 number, UChar *keyword,
                                     int32_t size, UErrorCode *status)
{
    enum { CUT = 1000000 };
    uint128 size_of_number = number < 0 ? -(uint128)number : (uint128)number;
    if (size_of_number >= CUT)
        size_of_number = CUT + size_of_number % CUT;
    return uplrules_select(numbers->plurals, (double)size_of_number, keyword, size, status);
}

static int32_t language_plural_decimal(const language_numbers *numbers, int128 number, int decimals,
                                       UChar *keyword, int32_t size, UErrorCode *status)
{
    char digits[48];
    int32_t length = (int32_t)fraction_digits(digits, number, decimals);
    UFormattedNumber *formatted = unumf_openResult(status);
    unumf_formatDecimal(numbers->with_decimals, digits, length, formatted, status);
    length = uplrules_selectFormatted(numbers->plurals, formatted, keyword, size, status);
    unumf_closeResult(formatted);
    return length;
}

language_plural language_plural_of(esep_language language, int128 number, int decimals)
{
    const language_numbers *numbers = language_numbers_of(language);
    UChar keyword[LANGUAGE_SIGN_BYTES] = {0};
    UErrorCode status = U_ZERO_ERROR;
    if (!numbers->known)
        return LANGUAGE_OTHER;
    if (decimals == 0)
        language_plural_whole(numbers, number, keyword, LANGUAGE_SIGN_BYTES - 1, &status);
    else
        language_plural_decimal(numbers, number, decimals, keyword, LANGUAGE_SIGN_BYTES - 1, &status);
    return U_SUCCESS(status) ? language_plural_named(keyword) : LANGUAGE_OTHER;
}

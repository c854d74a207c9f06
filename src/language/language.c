#include "language/language.h"

static const char *const language_codes[ESEP_LANGUAGES] = {
    [ESEP_EN] = "en", [ESEP_RU] = "ru", [ESEP_KK] = "kk"};

bool language_from_code(esep_language *out, text code)
{
    for (int i = 0; i < ESEP_LANGUAGES; i++) {
        if (text_equal(code, text_from(language_codes[i]))) {
            *out = (esep_language)i;
            return true;
        }
    }
    return false;
}

const char *language_code(esep_language language)
{
    return language_codes[language];
}

/* "kk_KZ.UTF-8" names kk; "C" and "english" name none. */
static esep_language language_of_locale(text locale)
{
    esep_language language = ESEP_EN;
    text code = {locale.data, 0};
    while (code.length < locale.length && locale.data[code.length] != '_' &&
           locale.data[code.length] != '-' && locale.data[code.length] != '.' &&
           locale.data[code.length] != '@')
        code.length++;
    language_from_code(&language, code);
    return language;
}

esep_language language_from_locale(const char *lc_all, const char *lc_messages, const char *lang)
{
    const char *const settings[] = {lc_all, lc_messages, lang};
    for (size_t i = 0; i < sizeof settings / sizeof *settings; i++) {
        if (settings[i] && settings[i][0])
            return language_of_locale(text_from(settings[i]));
    }
    return ESEP_EN;
}

/* Days of the week and months, as CLDR writes them standing alone. */
#include "definition/code_list.h"
#include "definition/parts.h"

#define T(s)                                                                                                 \
    {                                                                                                        \
        s, sizeof(s) - 1                                                                                     \
    }
#define WORDS(en, ru, kk)                                                                                    \
    {                                                                                                        \
        {                                                                                                    \
            [ESEP_EN] = T(en), [ESEP_RU] = T(ru), [ESEP_KK] = T(kk)                                          \
        }                                                                                                    \
    }

static const definition_words weekdays[] = {
    WORDS("Monday", "понедельник", "дүйсенбі"), WORDS("Tuesday", "вторник", "сейсенбі"),
    WORDS("Wednesday", "среда", "сәрсенбі"),    WORDS("Thursday", "четверг", "бейсенбі"),
    WORDS("Friday", "пятница", "жұма"),         WORDS("Saturday", "суббота", "сенбі"),
    WORDS("Sunday", "воскресенье", "жексенбі"),
};

static const definition_words months[] = {
    WORDS("January", "январь", "қаңтар"),
    WORDS("February", "февраль", "ақпан"),
    WORDS("March", "март", "наурыз"),
    WORDS("April", "апрель", "сәуір"),
    WORDS("May", "май", "мамыр"),
    WORDS("June", "июнь", "маусым"),
    WORDS("July", "июль", "шілде"),
    WORDS("August", "август", "тамыз"),
    WORDS("September", "сентябрь", "қыркүйек"),
    WORDS("October", "октябрь", "қазан"),
    WORDS("November", "ноябрь", "қараша"),
    WORDS("December", "декабрь", "желтоқсан"),
};

static const text weekday_categories[] = {T("1"), T("2"), T("3"), T("4"), T("5"), T("6"), T("7")};
static const text month_categories[] = {T("01"), T("02"), T("03"), T("04"), T("05"), T("06"),
                                        T("07"), T("08"), T("09"), T("10"), T("11"), T("12")};

esep_status part_labels(reading *r, definition_dimension *d)
{
    bool week = d->derived.kind == DERIVATION_WEEKDAY;
    if (!week && d->derived.kind != DERIVATION_MONTH)
        return ESEP_OK;
    size_t given = d->n_categories;
    for (size_t i = 0; i < (week ? 7u : 12u); i++)
        ESEP_TRY(dimension_add_label(r, d, week ? weekday_categories[i] : month_categories[i],
                                     week ? &weekdays[i] : &months[i], given));
    return ESEP_OK;
}

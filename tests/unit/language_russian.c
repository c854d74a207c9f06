/* The genitive singular of Russian nouns, from the forms after 1 and 2. */
#include "check.h"
#include "language/russian_noun.h"

TEST(adjectives_go_to_the_singular)
{
    static const struct {
        const char *one, *two, *genitive;
    } cases[] = {
        {"преступление", "преступления", "преступления"},
        {"кража", "кражи", "кражи"},
        {"ДТП", "ДТП", "ДТП"},
        {"погибший", "погибших", "погибшего"},
        {"раненый", "раненых", "раненого"},
        {"лёгкий", "лёгких", "лёгкого"},
        {"синий", "синих", "синего"},
        {"уголовное правонарушение", "уголовных правонарушения", "уголовного правонарушения"},
        {"новая камера", "новые камеры", "новой камеры"},
        {"новая камера", "новых камеры", "новой камеры"},
        {"последняя кража", "последние кражи", "последней кражи"},
        {"мелкая кража", "мелких кражи", "мелкой кражи"},
        {"факт мошенничества", "факта мошенничества", "факта мошенничества"},
        {"тяжкое и особо тяжкое преступление", "тяжких и особо тяжких преступления",
         "тяжкого и особо тяжкого преступления"},
        {"", "", ""},
        {"", "ых", "ых"},
        {"x", " ", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char got[200];
        buffer b = {0};
        CHECK_CASE("%s", cases[i].one);
        russian_genitive(&b, text_from(cases[i].one), text_from(cases[i].two));
        text_copy_cut(got, sizeof got, buffer_text(&b));
        buffer_free(&b);
        CHECK_STRING(got, cases[i].genitive);
    }
}

int main(void)
{
    RUN(adjectives_go_to_the_singular);
    return check_finish();
}

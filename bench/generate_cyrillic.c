/* generate_cyrillic.c - a register as an office of Kazakhstan might export it: ; between the fields, dd.mm.yyyy,
 * Cyrillic categories in UTF-8, damage in whole tenge. Article numbers and names are those of the Criminal Code of
 * 2014; the records are invented. */
#include "generate_layouts.h"

typedef struct category {
    text name;
    uint32_t weight;
} category;

static const category articles[] = {
    {TEXT("ст. 188 Кража"), 52000},
    {TEXT("ст. 190 Мошенничество"), 21000},
    {TEXT("ст. 187 Мелкое хищение"), 9000},
    {TEXT("ст. 293 Хулиганство"), 4200},
    {TEXT("ст. 191 Грабеж"), 3900},
    {TEXT("ст. 202 Умышленное уничтожение или повреждение чужого имущества"), 3100},
    {TEXT("ст. 296 Незаконное обращение с наркотическими средствами"), 2600},
    {TEXT("ст. 385 Подделка, изготовление или сбыт поддельных документов"), 2300},
    {TEXT("ст. 189 Присвоение или растрата вверенного чужого имущества"), 1900},
    {TEXT("ст. 345 Нарушение правил дорожного движения"), 1700},
    {TEXT("ст. 297 Незаконный сбыт наркотических средств"), 1500},
    {TEXT("ст. 188-1 Скотокрадство"), 1400},
    {TEXT("ст. 106 Умышленное причинение тяжкого вреда здоровью"), 1300},
    {TEXT("ст. 115 Угроза"), 1100},
    {TEXT("ст. 107 Умышленное причинение средней тяжести вреда здоровью"), 1000},
    {TEXT("ст. 139 Неисполнение обязанностей по уплате средств на содержание детей"), 900},
    {TEXT("ст. 346 Управление транспортным средством в состоянии опьянения"), 850},
    {TEXT("ст. 192 Разбой"), 600},
    {TEXT("ст. 389 Самоуправство"), 560},
    {TEXT("ст. 287 Незаконный оборот оружия"), 520},
    {TEXT("ст. 200 Неправомерное завладение транспортным средством"), 480},
    {TEXT("ст. 149 Нарушение неприкосновенности жилища"), 400},
    {TEXT("ст. 99 Убийство"), 380},
    {TEXT("ст. 120 Изнасилование"), 320},
    {TEXT("ст. 380 Применение насилия в отношении представителя власти"), 300},
    {TEXT("ст. 366 Получение взятки"), 260},
    {TEXT("ст. 367 Дача взятки"), 240},
    {TEXT("ст. 121 Насильственные действия сексуального характера"), 220},
    {TEXT("ст. 194 Вымогательство"), 200},
    {TEXT("ст. 195 Причинение имущественного ущерба путем обмана"), 180},
    {TEXT("ст. 419 Заведомо ложный донос"), 150},
    {TEXT("ст. 378 Оскорбление представителя власти"), 140},
    {TEXT("ст. 126 Незаконное лишение свободы"), 110},
    {TEXT("ст. 110 Истязание"), 90},
    {TEXT("ст. 104 Причинение смерти по неосторожности"), 80},
    {TEXT("ст. 340 Незаконная порубка деревьев"), 60},
    {TEXT("ст. 125 Похищение человека"), 30},
    {TEXT("ст. 128 Торговля людьми"), 4},
};

static const category districts[] = {
    {TEXT("район Әлихана Бөкейхана"), 90},
    {TEXT("район имени Казыбек би"), 130},
    {TEXT("г. Темиртау"), 80},
    {TEXT("г. Балхаш"), 35},
    {TEXT("г. Сарань"), 20},
    {TEXT("г. Шахтинск"), 25},
    {TEXT("г. Приозёрск"), 4},
    {TEXT("Абайский район"), 22},
    {TEXT("Актогайский район"), 6},
    {TEXT("Бухар-Жырауский район"), 20},
    {TEXT("Каркаралинский район"), 12},
    {TEXT("Нуринский район"), 8},
    {TEXT("Осакаровский район"), 10},
    {TEXT("Шетский район"), 11},
    {TEXT("район Алматы"), 110},
    {TEXT("район Байконур"), 70},
    {TEXT("район Есиль"), 100},
    {TEXT("район Сарыарка"), 95},
    {TEXT("Алатауский район"), 85},
    {TEXT("Алмалинский район"), 120},
    {TEXT("Ауэзовский район"), 110},
    {TEXT("Бостандыкский район"), 105},
    {TEXT("Жетысуский район"), 75},
    {TEXT("Медеуский район"), 70},
    {TEXT("Наурызбайский район"), 45},
    {TEXT("Турксибский район"), 65},
};

static const category manners[] = {
    {TEXT("свободный доступ"), 340},
    {TEXT("взлом замка"), 90},
    {TEXT("интернет"), 180},
    {TEXT("\"обман; злоупотребление доверием\""), 70},
    {TEXT("насилие"), 60},
    {TEXT("подбор ключа"), 30},
    {TEXT("по неосторожности"), 25},
    {TEXT("\"угроза; применение предмета, похожего на оружие\""), 15},
    {TEXT(""), 190},
};

static const category gravities[] = {
    {TEXT("небольшой тяжести"), 22},
    {TEXT("средней тяжести"), 49},
    {TEXT("тяжкое"), 26},
    {TEXT("особо тяжкое"), 3},
};

static weighted article_weights, district_weights, manner_weights, gravity_weights;

static void weights_of(weighted *list, const category *categories, size_t n)
{
    for (size_t i = 0; i < n; i++)
        weighted_add(list, categories[i].weight);
}

#define WEIGHTS_OF(list, categories)                                                                         \
    weights_of(&(list), categories, sizeof(categories) / sizeof *(categories))

static void cyrillic_prepare(void)
{
    WEIGHTS_OF(article_weights, articles);
    WEIGHTS_OF(district_weights, districts);
    WEIGHTS_OF(manner_weights, manners);
    WEIGHTS_OF(gravity_weights, gravities);
}

static void cyrillic_header(rows_output *out)
{
    static const text header = TEXT("№;дата;статья;район;способ;тяжесть;ущерб;раскрыто");
    rows_text(out, header);
}

/** Most damage is none; of the rest every order of magnitude from a thousand to a thousand million tenge is as likely as the next. */
static uint64_t damage_draw(chance *c)
{
    if (chance_below(c, 100) < 42)
        return 0;
    uint64_t below = UINT64_C(1000) << chance_below(c, 21);
    return 500 + (chance_next(c) >> 32) * below / (UINT64_C(1) << 32) / 50 * 50;
}

static void cyrillic_row(rows_output *out, chance *c, uint64_t number)
{
    const day_parts *day = &days[chance_below(c, DAYS_IN_ALL)];
    rows_digits(out, 10000000 + number, 8);
    rows_char(out, ';');
    rows_digits(out, day->day, 2);
    rows_char(out, '.');
    rows_digits(out, day->month, 2);
    rows_char(out, '.');
    rows_digits(out, day->year, 4);
    rows_char(out, ';');
    rows_text(out, articles[weighted_pick(&article_weights, c)].name);
    rows_char(out, ';');
    rows_text(out, districts[weighted_pick(&district_weights, c)].name);
    rows_char(out, ';');
    rows_text(out, manners[weighted_pick(&manner_weights, c)].name);
    rows_char(out, ';');
    rows_text(out, gravities[weighted_pick(&gravity_weights, c)].name);
    rows_char(out, ';');
    rows_number(out, damage_draw(c));
    static const text answers[2] = {TEXT(";да"), TEXT(";нет")};
    rows_text(out, answers[chance_below(c, 100) < 48]);
}

const layout layout_cyrillic = {"cyrillic", 20240002, cyrillic_prepare, cyrillic_header, cyrillic_row};

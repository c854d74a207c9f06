/* A page to look at and to test in a browser: page KIND LANGUAGE|all. KIND is bulletin (made by hand, with every kind of block and
 * chart), hostile (texts that want to be markup) or plain (no chart). */
#include "document/document.h"
#include "render/render.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static document *d;

static document_value words(const char *kk, const char *ru, const char *en)
{
    const document_label label = {
        .in = {[ESEP_KK] = text_from(kk), [ESEP_RU] = text_from(ru), [ESEP_EN] = text_from(en)}};
    return document_words_of(d, &label);
}

static const document_message *says(document_value first, document_value second)
{
    const document_value arguments[] = {first, document_empty(), second};
    return document_message_of(d, MESSAGE_CHANGE_TITLE_ALONE, arguments, 3);
}

static void add(document_block_kind kind, document_value first, document_value second)
{
    const document_value arguments[] = {first, document_empty(), second};
    document_add(d, kind, MESSAGE_CHANGE_TITLE_ALONE, arguments, 3);
}

static document_value half(int year)
{
    return document_span((period){day_from_date(year, 1, 1), day_from_date(year, 6, 30), PERIOD_HALF});
}

static document_value whole_year(int year)
{
    return document_span((period){day_from_date(year, 1, 1), day_from_date(year, 12, 31), PERIOD_YEAR});
}

static document_value month(int year, int number)
{
    return document_span((period){day_from_date(year, number, 1),
                                  day_from_date(year, number, day_month_length(year, number)), PERIOD_MONTH});
}

static const document_origin *origin(const char *name, document_value label)
{
    document_message *lines = ARENA_TAKE(&d->memory, 3, document_message);
    document_origin *made = ARENA_TAKE(&d->memory, 1, document_origin);
    lines[0] = *says(words("Тізілім", "Реестр", "Register"),
                     words("қылмыстар тізілімі", "реестр преступлений", "register of crimes"));
    lines[1] = *says(words("Сүзгі", "Фильтр", "Filter"), document_text(d, text_from("city = 'Караганда'")));
    lines[2] = *says(words("Дереккөз", "Источник", "Source"),
                     document_text(d, text_from("crimes.csv, 12 482 113, xxh3 9f86d081884c7d65")));
    *made = (document_origin){label, name, lines, 3,
                              text_from("esep explain examples/karaganda city_crimes --period 2023-H1")};
    return made;
}

static void finding(document_tone tone, const char *name, document_value first, document_value second)
{
    const document_value arguments[] = {first, document_empty(), second};
    document_add_sentence(d, MESSAGE_CHANGE_TITLE_ALONE, arguments, 3, tone,
                          name ? origin(name, first) : NULL);
}

enum { INDICATOR, BASE, NOW, DIFFERENCE, CHANGE, INTERVAL, VERDICT, TABLE_COLUMNS };

static document_table *change_table(size_t n)
{
    const document_column columns[TABLE_COLUMNS] = {
        {.header_text = text_from(""), .decimals = -1},
        {.header_value = whole_year(2022), .align = DOCUMENT_RIGHT, .decimals = -1},
        {.header_value = whole_year(2023), .align = DOCUMENT_RIGHT, .decimals = -1},
        {.header = MESSAGE_COLUMN_DIFFERENCE, .align = DOCUMENT_RIGHT, .decimals = -1, .leaves_at = 1},
        {.header = MESSAGE_COLUMN_CHANGE, .align = DOCUMENT_RIGHT, .decimals = 1},
        {.header = MESSAGE_COLUMN_INTERVAL, .align = DOCUMENT_RIGHT, .decimals = 1, .leaves_at = 3},
        {.header = MESSAGE_COLUMN_VERDICT, .decimals = -1}};
    document_table *table = document_make_table(d, columns, TABLE_COLUMNS, n);
    table->origins = ARENA_TAKE(&d->memory, n, const document_origin *);
    table->marks = ARENA_TAKE(&d->memory, n, const document_message *);
    return table;
}

static void row(document_table *table, size_t at, document_value label, int64_t base, int64_t now, double low,
                double high, message_id verdict, document_tone tone)
{
    *document_cell(table, at, INDICATOR) = label;
    *document_cell(table, at, BASE) = document_count(base, DOCUMENT_PLAIN);
    *document_cell(table, at, NOW) = document_count(now, DOCUMENT_PLAIN);
    *document_cell(table, at, DIFFERENCE) = document_count(now - base, DOCUMENT_SIGNED);
    *document_cell(table, at, CHANGE) =
        document_ratio((fraction){100 * (int128)(now - base), base}, DOCUMENT_SIGNED_PERCENT);
    *document_cell(table, at, INTERVAL) = document_range(low, high, DOCUMENT_SIGNED_PERCENT);
    *document_cell(table, at, VERDICT) = document_says(d, verdict, NULL, 0);
    document_cell(table, at, VERDICT)->tone = tone;
    table->origins[at] = origin("city_crimes", label);
}

static void crime_table(void)
{
    document_table *table = change_table(4);
    table->title = says(words("Негізгі көрсеткіштер", "Основные показатели", "Main indicators"), half(2023));
    row(table, 0,
        words("Облыста тіркелген қылмыс", "Преступлений в области", "Crimes recorded in the region"), 6247,
        5483, -15.3, -9.1, MESSAGE_VERDICT_FELL, DOCUMENT_FELL);
    row(table, 1, words("Қалада тіркелген қылмыс", "Преступлений в городе", "Crimes recorded in the city"),
        3104, 2676, -18.2, -9.1, MESSAGE_VERDICT_FELL, DOCUMENT_FELL);
    row(table, 2,
        words("Ауыр және аса ауыр қылмыс", "Тяжких и особо тяжких преступлений",
              "Grave and especially grave crimes"),
        487, 438, -21.0, 2.4, MESSAGE_VERDICT_WITHIN_CHANCE, DOCUMENT_WITHIN_CHANCE);
    row(table, 3, words("Жолда қаза тапқандар", "Погибших в ДТП", "Killed in road accidents"), 11, 16, -37,
        243, MESSAGE_VERDICT_ROSE, DOCUMENT_ROSE);
    table->marks[3] = document_message_of(d, MESSAGE_VERDICT_TOO_FEW, NULL, 0);
    document_place_table(d, table);
}

static void columns_of(document_column *columns, size_t n)
{
    for (size_t i = 0; i < n; i++)
        columns[i] = (document_column){
            .header_text = text_from(""), .align = i ? DOCUMENT_RIGHT : DOCUMENT_LEFT, .decimals = 1};
}

static void finish(document_chart *chart, document_chart_kind kind, const document_message *title,
                   document_table *table)
{
    chart->kind = kind;
    chart->name = "chart";
    chart->title = title;
    chart->alternative = says(
        words("Сызықтың сипаттамасы", "Описание графика", "What the chart shows"),
        words("қаңтардан маусымға дейін азайды", "снижение с января по июнь", "a fall from January to June"));
    chart->data = table;
    document_add_chart(d, chart);
}

static void months(void)
{
    static const int now[] = {512, 431, 468, 399, 441, 425}, before[] = {540, 497, 551, 489, 528, 499};
    document_column columns[5];
    columns_of(columns, 5);
    columns[0].header_text = text_from("month");
    columns[1].header_value = whole_year(2023);
    columns[2].header_value = whole_year(2022);
    columns[3].header_text = text_from("min");
    columns[4].header_text = text_from("max");
    document_table *table = document_make_table(d, columns, 5, 6);
    for (size_t i = 0; i < 6; i++) {
        *document_cell(table, i, 0) = month(2023, (int)i + 1);
        *document_cell(table, i, 1) = document_count(now[i], DOCUMENT_PLAIN);
        *document_cell(table, i, 2) = document_count(before[i], DOCUMENT_PLAIN);
        *document_cell(table, i, 3) = document_count(before[i] - 60 - 7 * (int)i, DOCUMENT_PLAIN);
        *document_cell(table, i, 4) = document_count(before[i] + 40 + 9 * (int)i, DOCUMENT_PLAIN);
    }
    document_chart chart = {.category = 0,
                            .value = 1,
                            .base = 2,
                            .low = 3,
                            .high = 4,
                            .panel = DOCUMENT_NO_COLUMN,
                            .area_key = DOCUMENT_NO_COLUMN,
                            .value_name = whole_year(2023),
                            .base_name = whole_year(2022),
                            .unit = words("айына қылмыс", "преступлений в месяц", "crimes a month")};
    finish(&chart, DOCUMENT_LINES,
           says(words("Қалада тіркелген қылмыс", "Преступления в городе", "Crimes in the city"),
                words("айлар бойынша", "по месяцам", "by month")),
           table);
}

static void multiples(void)
{
    static const char *const districts[][3] = {
        {"Қазыбек би ауданы", "район им. Казыбек би", "Kazybek Bi district"},
        {"Әлихан Бөкейхан ауданы", "район Алихана Бокейхана", "Alikhan Bokeikhan district"},
        {"Темиртау", "Темиртау", "Temirtau"},
        {"Балқаш", "Балхаш", "Balkhash"},
        {"Жезқазған", "Жезказган", "Zhezkazgan"}};
    document_column columns[4];
    columns_of(columns, 4);
    columns[0].header_text = text_from("district");
    columns[1].header_text = text_from("month");
    columns[2].header_value = whole_year(2023);
    columns[3].header_value = whole_year(2022);
    document_table *table = document_make_table(d, columns, 4, 30);
    for (size_t i = 0; i < 30; i++) {
        const char *const *name = districts[i / 6];
        *document_cell(table, i, 0) = words(name[0], name[1], name[2]);
        *document_cell(table, i, 1) = month(2023, (int)(i % 6) + 1);
        if (i != 20)
            *document_cell(table, i, 2) =
                document_count((int)(200 / (i / 6 + 1) + (i * 37) % 31), DOCUMENT_PLAIN);
        *document_cell(table, i, 3) =
            document_count((int)(220 / (i / 6 + 1) + (i * 23) % 29), DOCUMENT_PLAIN);
    }
    document_chart chart = {.category = 1,
                            .value = 2,
                            .base = 3,
                            .low = DOCUMENT_NO_COLUMN,
                            .high = DOCUMENT_NO_COLUMN,
                            .panel = 0,
                            .area_key = DOCUMENT_NO_COLUMN,
                            .value_name = whole_year(2023),
                            .base_name = whole_year(2022),
                            .unit = words("айына қылмыс", "преступлений в месяц", "crimes a month")};
    finish(&chart, DOCUMENT_MULTIPLES,
           says(words("Аудандар", "Районы", "Districts"), words("айлар бойынша", "по месяцам", "by month")),
           table);
}

static void bars(document_chart_kind kind)
{
    static const char *const kinds[][3] = {
        {"барлығы", "всего", "all"},
        {"соқтығысу", "столкновение транспортных средств", "collision of vehicles"},
        {"жаяу жүргіншіні қағу", "наезд на пешехода", "pedestrian hit"},
        {"аударылу", "опрокидывание", "overturning"},
        {"кедергіге соғылу", "наезд на препятствие", "hitting an obstacle"}};
    static const double values[] = {-39.0, -46.2, -38.1, -25, 33.3}, lows[] = {-57.6, -66, -63, -72, -45},
                        highs[] = {-12.2, -14, 1.2, 95, 240};
    document_column columns[3];
    columns_of(columns, 3);
    columns[0].header_text = text_from("kind");
    columns[1].header = MESSAGE_COLUMN_CHANGE;
    columns[2].header = MESSAGE_COLUMN_INTERVAL;
    document_table *table = document_make_table(d, columns, 3, 5);
    table->roles[0] = DOCUMENT_TOTAL;
    for (size_t i = 0; i < 5; i++) {
        *document_cell(table, i, 0) = words(kinds[i][0], kinds[i][1], kinds[i][2]);
        bool steps = kind == DOCUMENT_WATERFALL;
        static const double parts[] = {-39.0, -22, -19.5, -1.2, 3.7};
        *document_cell(table, i, 1) = document_real(steps ? parts[i] : values[i],
                                                    steps ? DOCUMENT_SIGNED_POINTS : DOCUMENT_SIGNED_PERCENT);
        *document_cell(table, i, 2) = document_range(lows[i], highs[i], DOCUMENT_SIGNED_PERCENT);
        if (highs[i] > 0)
            document_cell(table, i, 2)->tone = DOCUMENT_WITHIN_CHANCE;
    }
    document_chart chart = {
        .category = 0,
        .value = 1,
        .base = DOCUMENT_NO_COLUMN,
        .low = kind == DOCUMENT_BARS ? 2 : DOCUMENT_NO_COLUMN,
        .high = DOCUMENT_NO_COLUMN,
        .panel = DOCUMENT_NO_COLUMN,
        .area_key = DOCUMENT_NO_COLUMN,
        .unit = kind == DOCUMENT_BARS ? words("өзгеріс, %", "изменение, %", "change, %")
                                      : words("пайыздық тармақ", "процентных пунктов", "percentage points")};
    finish(&chart, kind,
           says(words("Жол-көлік оқиғалары", "ДТП", "Road accidents"),
                kind == DOCUMENT_BARS
                    ? words("түрлері бойынша өзгеріс", "изменение по видам", "change by kind")
                    : words("өзгеріске үлес", "вклад в изменение", "contribution to the change")),
           table);
}

static void map(void)
{
    static const char boundaries[] =
        "{\"type\":\"FeatureCollection\",\"features\":["
        "{\"type\":\"Feature\",\"properties\":{\"id\":1},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":["
        "[[73,49.7],[73.15,49.7],[73.15,49.85],[73,49.85],[73,49.7]]]}},"
        "{\"type\":\"Feature\",\"properties\":{\"id\":\"<b>\"},\"geometry\":{\"type\":\"Polygon\","
        "\"coordinates\":[[[73.15,49.7],[73.15,49.85],[73.3,49.9],[73.3,49.7],[73.15,49.7]]]}},"
        "{\"type\":\"Feature\",\"properties\":{\"id\":3},\"geometry\":{\"type\":\"MultiPolygon\","
        "\"coordinates\":[[[[73,49.85],[73.15,49.85],[73.1,50],[73,49.95],[73,49.85]]]]}},"
        "{\"type\":\"Feature\",\"properties\":{\"id\":4},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":["
        "[[73.15,49.85],[73.3,49.9],[73.25,50],[73.1,50],[73.15,49.85]]]}}]}";
    static const char *const keys[] = {"1", "<b>", "3"};
    document_column columns[2];
    columns_of(columns, 2);
    columns[0].header_text = text_from("district");
    columns[1].header_text = text_from("rate");
    document_table *table = document_make_table(d, columns, 2, 3);
    for (size_t i = 0; i < 3; i++) {
        *document_cell(table, i, 0) = document_text(d, text_from(keys[i]));
        *document_cell(table, i, 1) = document_ratio((fraction){1234 * (int)(i + 1), 10}, DOCUMENT_PLAIN);
    }
    document_chart chart = {.category = 0,
                            .value = 1,
                            .base = DOCUMENT_NO_COLUMN,
                            .low = DOCUMENT_NO_COLUMN,
                            .high = DOCUMENT_NO_COLUMN,
                            .panel = DOCUMENT_NO_COLUMN,
                            .area_key = 0,
                            .boundaries = text_from(boundaries),
                            .property = text_from("id"),
                            .unit = words("10 000 тұрғынға", "на 10 000 жителей", "per 10,000 residents")};
    finish(&chart, DOCUMENT_MAP,
           says(words("Қылмыс деңгейі", "Уровень преступности", "Crime rate"),
                words("аудандар", "районы", "districts")),
           table);
}

static void notes(void)
{
    add(DOCUMENT_NOTE, words("1. Есепке алынатыны", "1. Что учитывается", "1. What is counted"),
        words("ЕРСОП-та тіркелген қылмыстық құқық бұзушылықтар, тіркелген күні бойынша.",
              "уголовные правонарушения, зарегистрированные в ЕРДР, по дате регистрации.",
              "criminal offences entered in the register, by the day of registration."));
    add(DOCUMENT_NOTE, words("2. Кездейсоқтық", "2. Случайность", "2. Chance"),
        words("екі Пуассон жиілігіне арналған дәл критерий.",
              "точный критерий для двух пуассоновских частот, в расчёте на день.",
              "exact test of two Poisson rates, per day."));
}

static void bulletin(void)
{
    add(DOCUMENT_TITLE,
        words("Қылмыс, жол және айыппұл", "Преступность, дороги и штрафы", "Crime, roads and fines"),
        half(2023));
    add(DOCUMENT_SUBTITLE, words("Қарағанды қаласы", "Город Караганда", "City of Karaganda"),
        words("2022 жылғы сәйкес кезеңмен салыстырғанда", "в сравнении с тем же периодом 2022 года",
              "against the same period of 2022"));
    add(DOCUMENT_HEADING, words("Қысқаша", "Коротко", "In short"), half(2023));
    finding(DOCUMENT_FELL, "road_accidents",
            words("Жол-көлік оқиғасы", "Дорожно-транспортные происшествия",
                  "In the first half of 2023, 50 road accidents were recorded"),
            words("биылғы алғашқы жартыжылдықта қалада 50 жол-көлік оқиғасы тіркелді, бұл өткен жылдың "
                  "сәйкес кезеңімен салыстырғанда 39,0%-ға аз (82).",
                  "зарегистрировано 50, что на 39,0 % меньше, чем за аналогичный период прошлого года (82).",
                  "39.0% fewer than in the same period of 2022 (82)."));
    finding(DOCUMENT_WITHIN_CHANCE, "road_deaths", words("Қаза тапқандар", "Погибшие", "Killed"),
            words("11-ден 16-ға дейін; айырма кездейсоқтық шегінде.",
                  "с 11 до 16; разница в пределах случайности.",
                  "from 11 to 16; the difference is within chance."));
    finding(DOCUMENT_ROSE, "fines_imposed", words("Айыппұл", "Штрафы", "Fines"),
            words("476 875 289 теңге, 11,3%-ға көп.", "476 875 289 тенге, на 11,3 % больше.",
                  "476,875,289 tenge, 11.3% more."));
    finding(DOCUMENT_WARNING, NULL, words("Назар аударыңыз", "Внимание", "Note"),
            words("дерек толық емес.", "данные неполны.", "the data are incomplete."));
    add(DOCUMENT_HEADING, words("Қылмыс", "Преступность", "Crime"), half(2023));
    crime_table();
    months();
    multiples();
    map();
    add(DOCUMENT_HEADING, words("Жол қауіпсіздігі", "Безопасность на дорогах", "Road safety"), half(2023));
    bars(DOCUMENT_BARS);
    bars(DOCUMENT_WATERFALL);
    notes();
}

static void hostile(void)
{
    static const char bytes[] =
        "</script><script>alert(1)</script>\"'&amp;<!--\0\xE2\x80\xAE\xFF\xC0\xAF<img src=x "
        "onerror=alert(2)>${alert(3)}";
    const document_value bad = document_text(d, (text){bytes, sizeof bytes - 1});
    const document_label label = {.in = {[ESEP_EN] = {bytes, sizeof bytes - 1}}};
    add(DOCUMENT_TITLE, bad, document_words_of(d, &label));
    add(DOCUMENT_SUBTITLE, bad, bad);
    add(DOCUMENT_HEADING, bad, bad);
    finding(DOCUMENT_ROSE, "bad", bad, bad);
    document_table *table = change_table(1);
    row(table, 0, bad, 1, 2, NAN, INFINITY, MESSAGE_VERDICT_ROSE, DOCUMENT_ROSE);
    table->title = says(bad, bad);
    table->marks[0] = says(bad, bad);
    document_place_table(d, table);
    document_chart chart = {.category = INDICATOR,
                            .value = NOW,
                            .base = BASE,
                            .low = INTERVAL,
                            .high = DOCUMENT_NO_COLUMN,
                            .panel = INDICATOR,
                            .area_key = INDICATOR,
                            .value_name = bad,
                            .base_name = bad,
                            .unit = bad,
                            .boundaries = {bytes, sizeof bytes - 1},
                            .property = {bytes, sizeof bytes - 1}};
    for (int kind = DOCUMENT_LINES; kind <= DOCUMENT_MAP; kind++)
        finish(&chart, (document_chart_kind)kind, says(bad, bad), table);
    add(DOCUMENT_NOTE, bad, bad);
}

static void plain(void)
{
    add(DOCUMENT_TITLE, words("Қылмыс", "Преступность", "Crime"), half(2023));
    crime_table();
    notes();
}

int main(int count, char **arguments)
{
    static const struct {
        const char *name;
        void (*make)(void);
    } kinds[] = {{"bulletin", bulletin}, {"hostile", hostile}, {"plain", plain}};
    render_options options = {.language = ESEP_KK};
    buffer out = {0};
    if (count != 3 || document_create(&d, NULL) != ESEP_OK)
        return 2;
    options.all_languages = strcmp(arguments[2], "all") == 0;
    if (strcmp(arguments[2], "ru") == 0)
        options.language = ESEP_RU;
    else if (strcmp(arguments[2], "en") == 0)
        options.language = ESEP_EN;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (strcmp(kinds[i].name, arguments[1]) == 0)
            kinds[i].make();
    }
    esep_status status = render_html(&out, d, &options, NULL);
    if (status == ESEP_OK && fwrite(out.data, 1, out.length, stdout) != out.length)
        status = ESEP_SYSTEM;
    buffer_free(&out);
    document_free(d);
    return status;
}

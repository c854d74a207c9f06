/* Every kind of finding as a sentence of English, Russian and Kazakh. */
#include "bulletin_mockup.h"

#define NBSP "\u00A0"

static const struct {
    const char *name, *en, *ru, *kk;
} cases[] = {
    {"zero",
     "Crimes: in the first half of 2023, no crime was recorded, fewer than in the same period of 2022 (80).",
     "Преступления: в первом полугодии 2023 года не зарегистрировано ни одного преступления, меньше, чем за "
     "аналогичный период 2022 года (80).",
     "Қылмыс: 2023 жылдың алғашқы жартысында бірде-бір қылмыс тіркелген жоқ, бұл өткен жылдың сәйкес "
     "кезеңімен салыстырғанда аз (80)."},
    {"zero and zero before",
     "Thefts: in the first half of 2023, no theft was recorded, as in the same period of 2022.",
     "Кражи: в первом полугодии 2023 года не зарегистрировано ни одной кражи, как и за аналогичный период "
     "2022 года.",
     "Ұрлық: 2023 жылдың алғашқы жартысында бірде-бір ұрлық тіркелген жоқ, бұл өткен жылдың сәйкес кезеңімен "
     "салыстырғанда өзгерген жоқ."},
    {"one",
     "Crimes: in the first half of 2023, 1 crime was recorded, 98.3% fewer than in the same period of 2022 "
     "(60).",
     "Преступления: в первом полугодии 2023 года зарегистрировано 1 преступление, что на 98,3" NBSP
     "% меньше, чем за аналогичный период 2022 года (60).",
     "Қылмыс: 2023 жылдың алғашқы жартысында 1 қылмыс тіркелді, бұл өткен жылдың сәйкес кезеңімен "
     "салыстырғанда 98,3%-ға аз (60)."},
    {"ends in one, neuter",
     "Crimes: in the first half of 2023, 21 crimes were recorded, 65.0% fewer than in the same period of "
     "2022 (60).",
     "Преступления: в первом полугодии 2023 года зарегистрировано 21 преступление, что на 65,0" NBSP
     "% меньше, чем за аналогичный период 2022 года (60).",
     "Қылмыс: 2023 жылдың алғашқы жартысында 21 қылмыс тіркелді, бұл өткен жылдың сәйкес кезеңімен "
     "салыстырғанда 65,0%-ға аз (60)."},
    {"ends in one, feminine",
     "Thefts: in the first half of 2023, 121 thefts were recorded, 101.7% more than in the same period of "
     "2022 (60).",
     "Кражи: в первом полугодии 2023 года зарегистрирована 121 кража, что на 101,7" NBSP
     "% больше, чем за аналогичный период 2022 года (60).",
     "Ұрлық: 2023 жылдың алғашқы жартысында 121 ұрлық тіркелді, бұл өткен жылдың сәйкес кезеңімен "
     "салыстырғанда 101,7%-ға көп (60)."},
    {"ends in one, masculine",
     "Deaths: in the first half of 2023, 31 people were killed, 48.3% fewer than in the same period of 2022 "
     "(60).",
     "Погибшие: в первом полугодии 2023 года погиб 31 человек, что на 48,3" NBSP
     "% меньше, чем за аналогичный период 2022 года (60).",
     "Қаза тапқандар: 2023 жылдың алғашқы жартысында 31 адам қаза тапты, бұл өткен жылдың сәйкес кезеңімен "
     "салыстырғанда 48,3%-ға аз (60)."},
    {"few",
     "Crimes: in the first half of 2023, 102 crimes were recorded, 70.0% more than in the same period of "
     "2022 (60).",
     "Преступления: в первом полугодии 2023 года зарегистрировано 102 преступления, что на 70,0" NBSP
     "% больше, чем за аналогичный период 2022 года (60).",
     "Қылмыс: 2023 жылдың алғашқы жартысында 102 қылмыс тіркелді, бұл өткен жылдың сәйкес кезеңімен "
     "салыстырғанда 70,0%-ға көп (60)."},
    {"many, the interview's accidents",
     "Road accidents: in the first half of 2023, 50 road accidents were recorded, 39.0% fewer than in the "
     "same period of 2022 (82).",
     "ДТП: в первом полугодии 2023 года зарегистрировано 50 ДТП, что на 39,0" NBSP
     "% меньше, чем за аналогичный период 2022 года (82).",
     "ЖКО: 2023 жылдың алғашқы жартысында 50 жол-көлік оқиғасы тіркелді, бұл өткен жылдың сәйкес кезеңімен "
     "салыстырғанда 39,0%-ға аз (82)."},
    {"eleven is many",
     "Thefts: in the first half of 2023, 111 thefts were recorded, 85.0% more than in the same period of "
     "2022 (60).",
     "Кражи: в первом полугодии 2023 года зарегистрировано 111 краж, что на 85,0" NBSP
     "% больше, чем за аналогичный период 2022 года (60).",
     "Ұрлық: 2023 жылдың алғашқы жартысында 111 ұрлық тіркелді, бұл өткен жылдың сәйкес кезеңімен "
     "салыстырғанда 85,0%-ға көп (60)."},
    {"rise within chance on a small base",
     "Deaths: in the first half of 2023, 16 people were killed, 45.5% more than in the same period of 2022 "
     "(11); the difference is within chance.",
     "Погибшие: в первом полугодии 2023 года погибло 16 человек, что на 45,5" NBSP
     "% больше, чем за аналогичный период 2022 года (11); разница в пределах случайности.",
     "Қаза тапқандар: 2023 жылдың алғашқы жартысында 16 адам қаза тапты, бұл өткен жылдың сәйкес кезеңімен "
     "салыстырғанда 45,5%-ға көп (11); айырма кездейсоқтық шегінде."},
    {"small base",
     "Deaths: in the first half of 2023, 49 people were killed, 145.0% more than in the same period of 2022 "
     "(20); small base.",
     "Погибшие: в первом полугодии 2023 года погибло 49 человек, что на 145,0" NBSP
     "% больше, чем за аналогичный период 2022 года (20); малая база.",
     "Қаза тапқандар: 2023 жылдың алғашқы жартысында 49 адам қаза тапты, бұл өткен жылдың сәйкес кезеңімен "
     "салыстырғанда 145,0%-ға көп (20); база шағын."},
    {"counts in place of the percentage",
     "Deaths: in the first half of 2023, 21 people were killed, more than in the same period of 2022: a rise "
     "from 9 to 21 people.",
     "Погибшие: в первом полугодии 2023 года погиб 21 человек, больше, чем за аналогичный период 2022 года: "
     "рост с 9 до 21 человека.",
     "Қаза тапқандар: 2023 жылдың алғашқы жартысында 21 адам қаза тапты, бұл өткен жылдың сәйкес кезеңімен "
     "салыстырғанда көп: 9-дан 21-ге дейін өсті."},
    {"fall of a few",
     "Deaths: in the first half of 2023, 2 people were killed, fewer than in the same period of 2022: a fall "
     "from 9 to 2 people; too few to say.",
     "Погибшие: в первом полугодии 2023 года погибло 2 человека, меньше, чем за аналогичный период 2022 "
     "года: снижение с 9 до 2 человек; слишком мало для вывода.",
     "Қаза тапқандар: 2023 жылдың алғашқы жартысында 2 адам қаза тапты, бұл өткен жылдың сәйкес кезеңімен "
     "салыстырғанда аз: 9-дан 2-ге дейін азайды; қорытынды жасауға тым аз."},
    {"none of a few",
     "Deaths: in the first half of 2023, no person was killed, fewer than in the same period of 2022 (3); "
     "too few to say.",
     "Погибшие: в первом полугодии 2023 года не погибло ни одного человека, меньше, чем за аналогичный "
     "период 2022 года (3); слишком мало для вывода.",
     "Қаза тапқандар: 2023 жылдың алғашқы жартысында бірде-бір адам қаза тапқан жоқ, бұл өткен жылдың сәйкес "
     "кезеңімен салыстырғанда аз (3); қорытынды жасауға тым аз."},
    {"from none",
     "Crimes: in the first half of 2023, 5 crimes were recorded, more than in the same period of 2022: a "
     "rise from 0 to 5 crimes; too few to say.",
     "Преступления: в первом полугодии 2023 года зарегистрировано 5 преступлений, больше, чем за аналогичный "
     "период 2022 года: рост с 0 до 5 преступлений; слишком мало для вывода.",
     "Қылмыс: 2023 жылдың алғашқы жартысында 5 қылмыс тіркелді, бұл өткен жылдың сәйкес кезеңімен "
     "салыстырғанда көп: 0-ден 5-ке дейін өсті; қорытынды жасауға тым аз."},
    {"no change",
     "Protocols: in the first half of 2023, 37,960 protocols were drawn up, the same as in the same period "
     "of 2022.",
     "Протоколы: в первом полугодии 2023 года составлено 37" NBSP
     "960 протоколов, столько же, сколько за аналогичный период 2022 года.",
     "Хаттама: 2023 жылдың алғашқы жартысында 37" NBSP
     "960 хаттама толтырылды, бұл өткен жылдың сәйкес кезеңімен салыстырғанда өзгерген жоқ."},
    {"hardly a change",
     "Protocols: in the first half of 2023, 100,001 protocols were drawn up, almost the same as in the same "
     "period of 2022 (100,000); the difference is within chance.",
     "Протоколы: в первом полугодии 2023 года составлен 100" NBSP
     "001 протокол, почти столько же, сколько за аналогичный период 2022 года (100" NBSP
     "000); разница в пределах случайности.",
     "Хаттама: 2023 жылдың алғашқы жартысында 100" NBSP
     "001 хаттама толтырылды, бұл өткен жылдың сәйкес кезеңімен салыстырғанда өзгермеді дерлік (100" NBSP
     "000); айырма кездейсоқтық шегінде."},
    {"money",
     "Fines: in the first half of 2023, 332,994,382 tenge were collected, 16.8% less than in the same period "
     "of 2022 (400,000,000).",
     "Штрафы: в первом полугодии 2023 года взыскано 332" NBSP "994" NBSP "382 тенге, что на 16,8" NBSP
     "% меньше, чем за аналогичный период 2022 года (400" NBSP "000" NBSP "000).",
     "Айыппұл: 2023 жылдың алғашқы жартысында 332" NBSP "994" NBSP
     "382 теңге өндірілді, бұл өткен жылдың сәйкес кезеңімен салыстырғанда 16,8%-ға аз (400" NBSP "000" NBSP
     "000)."},
    {"money with a fraction of tenge",
     "Fines: in the first half of 2023, 1,234,568 tenge were collected, 24,691,250.0% more than in the same "
     "period of 2022 (5).",
     "Штрафы: в первом полугодии 2023 года взыскано 1" NBSP "234" NBSP "568 тенге, что на 24" NBSP "691" NBSP
     "250,0" NBSP "% больше, чем за аналогичный период 2022 года (5).",
     "Айыппұл: 2023 жылдың алғашқы жартысында 1" NBSP "234" NBSP
     "568 теңге өндірілді, бұл өткен жылдың сәйкес кезеңімен салыстырғанда 24" NBSP "691" NBSP
     "250,0%-ға көп (5)."},
    {"share",
     "Share of the city: 52.5% in the first half of 2023, 3.7 percentage points higher than in the same "
     "period of 2022 (48.8%).",
     "Доля города: в первом полугодии 2023 года — 52,5" NBSP
     "%, что на 3,7 процентного пункта больше, чем за аналогичный период 2022 года (48,8" NBSP "%).",
     "Қаланың үлесі: 2023 жылдың алғашқы жартысында – 52,5%, бұл өткен жылдың сәйкес кезеңімен салыстырғанда "
     "3,7 пайыздық тармаққа көп (48,8%)."},
    {"share that falls within chance",
     "Share of the city: 48.8% in the first half of 2023, 1.6 percentage points lower than in the same "
     "period of 2022 (50.4%); the difference is within chance.",
     "Доля города: в первом полугодии 2023 года — 48,8" NBSP
     "%, что на 1,6 процентного пункта меньше, чем за аналогичный период 2022 года (50,4" NBSP
     "%); разница в пределах случайности.",
     "Қаланың үлесі: 2023 жылдың алғашқы жартысында – 48,8%, бұл өткен жылдың сәйкес кезеңімен салыстырғанда "
     "1,6 пайыздық тармаққа аз (50,4%); айырма кездейсоқтық шегінде."},
    {"rate",
     "Crime rate: 53.2 per 10,000 population in the first half of 2023, 14.3% lower than in the same period "
     "of 2022 (62.1).",
     "Уровень преступности: в первом полугодии 2023 года — 53,2 на 10" NBSP "000 населения, что на 14,3" NBSP
     "% ниже, чем за аналогичный период 2022 года (62,1).",
     "Қылмыс деңгейі: 2023 жылдың алғашқы жартысында – 10" NBSP
     "000 тұрғынға шаққанда 53,2, бұл өткен жылдың сәйкес кезеңімен салыстырғанда 14,3%-ға төмен (62,1)."},
    {"rate annualised",
     "Crime rate: 53.2 per 10,000 population in the first half of 2023, 2.2% higher than in the same period "
     "of 2022 (52.1); the difference is within chance; annualised.",
     "Уровень преступности: в первом полугодии 2023 года — 53,2 на 10" NBSP "000 населения, что на 2,2" NBSP
     "% выше, чем за аналогичный период 2022 года (52,1); разница в пределах случайности; в пересчёте на "
     "год.",
     "Қылмыс деңгейі: 2023 жылдың алғашқы жартысында – 10" NBSP
     "000 тұрғынға шаққанда 53,2, бұл өткен жылдың сәйкес кезеңімен салыстырғанда 2,2%-ға жоғары (52,1); "
     "айырма кездейсоқтық шегінде; бір жылға шаққанда."},
    {"stock", "Cameras: 4,487 cameras on 30 June 2023, 12.2% more than on 30 June 2022 (4,000).",
     "Камеры: на 30 июня 2023" NBSP "г. — 4" NBSP "487 камер, что на 12,2" NBSP
     "% больше, чем на 30 июня 2022" NBSP "г. (4" NBSP "000).",
     "Камера: 2023 жылғы 30 маусым күнгі жағдай бойынша – 4" NBSP
     "487 камера, бұл 2022 жылғы 30 маусым күнімен салыстырғанда 12,2%-ға көп (4" NBSP "000)."},
    {"no base",
     "Crimes: in the first half of 2023, 5 crimes were recorded; no data to compare with (first half of "
     "2022).",
     "Преступления: в первом полугодии 2023 года зарегистрировано 5 преступлений; данных для сравнения нет "
     "(первое полугодие 2022" NBSP "г.).",
     "Қылмыс: 2023 жылдың алғашқы жартысында 5 қылмыс тіркелді; салыстыратын дерек жоқ (2022 жылғы алғашқы "
     "жартыжылдық)."},
    {"break in the series",
     "Crimes: in the first half of 2023, 55 crimes were recorded; not compared: the series breaks between "
     "the periods.",
     "Преступления: в первом полугодии 2023 года зарегистрировано 55 преступлений; сравнение не приводится: "
     "между периодами разрыв ряда.",
     "Қылмыс: 2023 жылдың алғашқы жартысында 55 қылмыс тіркелді; салыстыру берілмейді: екі кезең арасында "
     "қатар үзілген."},
    {"no data", "Crimes: no data (first half of 2023).",
     "Преступления: нет данных (первое полугодие 2023" NBSP "г.).",
     "Қылмыс: дерек жоқ (2023 жылғы алғашқы жартыжылдық)."},
    {"ratio to zero", "Share of the city: cannot be computed, its denominator is zero (first half of 2023).",
     "Доля города: не вычисляется, так как знаменатель равен нулю (первое полугодие 2023" NBSP "г.).",
     "Қаланың үлесі: есептелмейді, өйткені бөлімі нөлге тең (2023 жылғы алғашқы жартыжылдық)."},
    {"another base of another length",
     "Crimes: in the first half of 2023, 155 crimes were recorded, 158.3% more than in the second half of "
     "2022 (60); per day it rose.",
     "Преступления: в первом полугодии 2023 года зарегистрировано 155 преступлений, что на 158,3" NBSP
     "% больше, чем во втором полугодии 2022 года (60); в расчёте на день — рост.",
     "Қылмыс: 2023 жылдың алғашқы жартысында 155 қылмыс тіркелді, бұл 2022 жылдың екінші жартысымен "
     "салыстырғанда 158,3%-ға көп (60); бір күнге шаққанда өсті."},
    {"provisional month",
     "Crimes: in May 2023, 155 crimes were recorded, 158.3% more than in April 2023 (60); provisional.",
     "Преступления: в мае 2023 года зарегистрировано 155 преступлений, что на 158,3" NBSP
     "% больше, чем в апреле 2023 года (60); предварительные данные.",
     "Қылмыс: 2023 жылдың мамыр айында 155 қылмыс тіркелді, бұл 2023 жылдың сәуір айымен салыстырғанда "
     "158,3%-ға көп (60); алдын ала дерек."},
    {"whole year", "Crimes: in 2022, 500 crimes were recorded, 16.7% fewer than in 2021 (600).",
     "Преступления: в 2022 году зарегистрировано 500 преступлений, что на 16,7" NBSP
     "% меньше, чем в 2021 году (600).",
     "Қылмыс: 2022 жылы 500 қылмыс тіркелді, бұл 2021 жылмен салыстырғанда 16,7%-ға аз (600)."},
};

enum { CASES = sizeof cases / sizeof *cases };

/* The observations, in the order of the cases. */
static void made(observation *o)
{
    *o = mockup_count(MOCKUP_CRIMES, 80, 0, CHANGE_FELL);
    o++;
    *o = mockup_count(MOCKUP_THEFTS, 0, 0, CHANGE_NONE);
    o++;
    *o = mockup_count(MOCKUP_CRIMES, 60, 1, CHANGE_FELL);
    o++;
    *o = mockup_count(MOCKUP_CRIMES, 60, 21, CHANGE_FELL);
    o++;
    *o = mockup_count(MOCKUP_THEFTS, 60, 121, CHANGE_ROSE);
    o++;
    *o = mockup_count(MOCKUP_DEATHS, 60, 31, CHANGE_FELL);
    o++;
    *o = mockup_count(MOCKUP_CRIMES, 60, 102, CHANGE_ROSE);
    o++;
    *o = mockup_count(MOCKUP_ACCIDENTS, 82, 50, CHANGE_FELL);
    o++;
    *o = mockup_count(MOCKUP_THEFTS, 60, 111, CHANGE_ROSE);
    o++;
    *o = mockup_count(MOCKUP_DEATHS, 11, 16, CHANGE_WITHIN_CHANCE);
    o++;
    *o = mockup_count(MOCKUP_DEATHS, 20, 49, CHANGE_ROSE);
    o++;
    *o = mockup_count(MOCKUP_DEATHS, 9, 21, CHANGE_ROSE);
    o++;
    *o = mockup_count(MOCKUP_DEATHS, 9, 2, CHANGE_TOO_FEW);
    o++;
    *o = mockup_count(MOCKUP_DEATHS, 3, 0, CHANGE_TOO_FEW);
    o++;
    *o = mockup_count(MOCKUP_CRIMES, 0, 5, CHANGE_TOO_FEW);
    o++;
    *o = mockup_count(MOCKUP_PROTOCOLS, 37960, 37960, CHANGE_WITHIN_CHANCE);
    o++;
    *o = mockup_count(MOCKUP_PROTOCOLS, 100000, 100001, CHANGE_WITHIN_CHANCE);
    o++;
    *o = mockup_count(MOCKUP_FINES, 400000000, 332994382, CHANGE_UNJUDGED);
    o->method = OBSERVATION_UNTESTED;
    o++;
    *o = mockup_count(MOCKUP_FINES, 0, 0, CHANGE_UNJUDGED);
    o->method = OBSERVATION_UNTESTED;
    o->decimals = 2;
    o->value = (fraction){123456750, 100};
    o->base = (fraction){5, 1};
    o->base_numerator = 500;
    o->difference = (fraction){123456250, 100};
    o->change = (fraction){12345625000, 500};
    o->status = 0;
    o++;
    *o = mockup_ratio(MOCKUP_SHARE, 100, 3104, 6361, 2876, 5483, CHANGE_ROSE);
    o++;
    *o = mockup_ratio(MOCKUP_SHARE, 100, 3204, 6361, 2676, 5483, CHANGE_WITHIN_CHANCE);
    o++;
    *o = mockup_ratio(MOCKUP_RATE, 10000, 3104, 500000, 2676, 503000, CHANGE_FELL);
    o++;
    *o = mockup_ratio(MOCKUP_RATE, 10000, 2604, 500000, 2676, 503000, CHANGE_WITHIN_CHANCE);
    o->status |= OBSERVATION_ANNUALISED;
    o++;
    *o = mockup_count(MOCKUP_CAMERAS, 4000, 4487, CHANGE_UNJUDGED);
    o->method = OBSERVATION_UNTESTED;
    o++;
    *o = mockup_count(MOCKUP_CRIMES, 0, 5, CHANGE_UNJUDGED);
    o->status = CHANGE_NO_DATA;
    o++;
    *o = mockup_count(MOCKUP_CRIMES, 60, 55, CHANGE_UNJUDGED);
    o->status = OBSERVATION_BREAK;
    o++;
    *o = mockup_count(MOCKUP_CRIMES, 60, 0, CHANGE_UNJUDGED);
    o->status = OBSERVATION_MISSING;
    o->value = (fraction){0};
    o++;
    *o = mockup_count(MOCKUP_SHARE, 60, 0, CHANGE_UNJUDGED);
    o->status = OBSERVATION_UNDEFINED;
    o->value = (fraction){0};
    o++;
    *o = mockup_count(MOCKUP_CRIMES, 60, 155, CHANGE_ROSE);
    o->base_span = mockup_period("2022-H2");
    o++;
    *o = mockup_count(MOCKUP_CRIMES, 60, 155, CHANGE_ROSE);
    o->status = OBSERVATION_PROVISIONAL;
    o->span = mockup_period("2023-05");
    o->base_span = mockup_period("2023-04");
    o++;
    *o = mockup_count(MOCKUP_CRIMES, 600, 500, CHANGE_FELL);
    o->span = mockup_period("2022");
    o->base_span = mockup_period("2021");
    o++;
}

static void check_sentence(observation *o, esep_language language, const char *expected)
{
    static char page[20000];
    static const char before[] = "\n· ";
    mockup m;
    mockup_begin(&m, o, 1);
    mockup_page(page, sizeof page, &m.b, &(bulletin_document_options){.explain = false},
                &(render_options){.language = language}, render_text);
    char *sentence = strstr(page, before);
    CHECK(sentence != NULL);
    if (!sentence)
        return;
    sentence += sizeof before - 1;
    sentence[strcspn(sentence, "\n")] = '\0';
    CHECK_STRING(sentence, expected);
}

TEST(findings_are_sentences)
{
    static observation observations[CASES];
    made(observations);
    for (size_t i = 0; i < CASES; i++) {
        CHECK_CASE("%s", cases[i].name);
        check_sentence(&observations[i], ESEP_EN, cases[i].en);
        check_sentence(&observations[i], ESEP_RU, cases[i].ru);
        check_sentence(&observations[i], ESEP_KK, cases[i].kk);
    }
}

/* Verbs agree with nouns of every gender where the number ends in one, and are neuter elsewhere. */
TEST(russian_verbs_agree)
{
    static const struct {
        definition_verb verb;
        definition_gender gender;
        int64_t number;
        const char *expected;
    } verbs[] = {
        {DEFINITION_RECORDED, DEFINITION_NEUTER, 1, " зарегистрировано 1 "},
        {DEFINITION_RECORDED, DEFINITION_MASCULINE, 1, " зарегистрирован 1 "},
        {DEFINITION_RECORDED, DEFINITION_MASCULINE, 2, " зарегистрировано 2 "},
        {DEFINITION_RECORDED, DEFINITION_FEMININE, 41, " зарегистрирована 41 "},
        {DEFINITION_RECORDED, DEFINITION_FEMININE, 11, " зарегистрировано 11 "},
        {DEFINITION_RECORDED, DEFINITION_PLURAL, 1, " зарегистрированы 1 "},
        {DEFINITION_KILLED, DEFINITION_MASCULINE, 101, " погиб 101 "},
        {DEFINITION_KILLED, DEFINITION_FEMININE, 1, " погибла 1 "},
        {DEFINITION_INJURED, DEFINITION_MASCULINE, 51, " ранен 51 "},
        {DEFINITION_INJURED, DEFINITION_MASCULINE, 43, " ранено 43 "},
        {DEFINITION_SUFFERED, DEFINITION_MASCULINE, 21, " пострадал 21 "},
        {DEFINITION_DRAWN_UP, DEFINITION_MASCULINE, 111, " составлено 111 "},
        {DEFINITION_IMPOSED, DEFINITION_MASCULINE, 21, " наложен 21 "},
        {DEFINITION_PAID, DEFINITION_FEMININE, 31, " взыскана 31 "},
        {DEFINITION_AMOUNTED, DEFINITION_FEMININE, 31, " года — 31 "},
        {DEFINITION_RECORDED, DEFINITION_FEMININE, 0, " не зарегистрировано ни одной кражи, "},
        {DEFINITION_INJURED, DEFINITION_MASCULINE, 0, " не ранено ни одного "},
    };
    static char page[20000];
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++) {
        mockup m;
        observation o = mockup_count(MOCKUP_THEFTS, 60, verbs[i].number, CHANGE_FELL);
        mockup_begin(&m, &o, 1);
        m.indicators[MOCKUP_THEFTS].verb = verbs[i].verb;
        m.indicators[MOCKUP_THEFTS].unit.ru_gender = verbs[i].gender;
        mockup_page(page, sizeof page, &m.b, &(bulletin_document_options){.explain = false},
                    &(render_options){.language = ESEP_RU}, render_text);
        CHECK_CASE("%s", verbs[i].expected);
        CHECK(strstr(page, verbs[i].expected) != NULL);
    }
}

int main(void)
{
    RUN(findings_are_sentences);
    RUN(russian_verbs_agree);
    return check_finish();
}

/* bulletin_mockup.h - definitions and observations made by hand, for the tests of the bulletin's document. */
#ifndef UNIT_BULLETIN_MOCKUP_H
#define UNIT_BULLETIN_MOCKUP_H

#include "check.h"
#include "render/render.h"
#include "report/bulletin_document.h"

#define WORDS(kk_, ru_, en_)                                                                                 \
    {                                                                                                        \
        .in = {                                                                                              \
            [ESEP_EN] = {en_, sizeof en_ - 1},                                                               \
            [ESEP_RU] = {ru_, sizeof ru_ - 1},                                                               \
            [ESEP_KK] = {kk_, sizeof kk_ - 1}                                                                \
        }                                                                                                    \
    }
#define TEXT(words)                                                                                          \
    {                                                                                                        \
        words, sizeof words - 1                                                                              \
    }
#define NOUN(gender, kk_, ru1, ru2, ru5, en1, en2)                                                           \
    {                                                                                                        \
        .en = {TEXT(en1), TEXT(en2)}, .ru = {TEXT(ru1), TEXT(ru2), TEXT(ru5)}, .ru_gender = gender,          \
        .kk = TEXT(kk_)                                                                                      \
    }

enum {
    MOCKUP_CRIMES,
    MOCKUP_THEFTS,
    MOCKUP_ACCIDENTS,
    MOCKUP_DEATHS,
    MOCKUP_FINES,
    MOCKUP_SHARE,
    MOCKUP_CAMERAS,
    MOCKUP_RATE,
    MOCKUP_PEOPLE,
    MOCKUP_PROTOCOLS,
    MOCKUP_INDICATORS
};

static const definition_noun mockup_crime =
    NOUN(DEFINITION_NEUTER, "қылмыс", "преступление", "преступления", "преступлений", "crime", "crimes");
static const definition_noun mockup_person =
    NOUN(DEFINITION_MASCULINE, "адам", "человек", "человека", "человек", "person", "people");

static inline period mockup_period(const char *written)
{
    period p = {0};
    CHECK(period_parse(&p, text_from(written), day_from_date(2023, 6, 30), NULL) == ESEP_OK);
    return p;
}

static inline void mockup_indicators(definition_indicator indicators[MOCKUP_INDICATORS])
{
    definition_indicator count = {
        .at = 0, .numerator = -1, .denominator = -1, .per = 1, .decimals = -1, .unit = mockup_crime};
    for (int i = 0; i < MOCKUP_INDICATORS; i++)
        indicators[i] = count;
    static const definition_words labels[MOCKUP_INDICATORS] = {
        WORDS("Қылмыс", "Преступления", "Crimes"),
        WORDS("Ұрлық", "Кражи", "Thefts"),
        WORDS("ЖКО", "ДТП", "Road accidents"),
        WORDS("Қаза тапқандар", "Погибшие", "Deaths"),
        WORDS("Айыппұл", "Штрафы", "Fines"),
        WORDS("Қаланың үлесі", "Доля города", "Share of the city"),
        WORDS("Камера", "Камеры", "Cameras"),
        WORDS("Қылмыс деңгейі", "Уровень преступности", "Crime rate"),
        WORDS("Халық", "Население", "Population"),
        WORDS("Хаттама", "Протоколы", "Protocols"),
    };
    static const char *const names[MOCKUP_INDICATORS] = {"crimes", "thefts",   "accidents", "deaths",
                                                         "fines",  "share",    "cameras",   "rate",
                                                         "people", "protocols"};
    for (int i = 0; i < MOCKUP_INDICATORS; i++) {
        indicators[i].label = labels[i];
        indicators[i].name = text_from(names[i]);
    }
    indicators[MOCKUP_THEFTS].unit =
        (definition_noun)NOUN(DEFINITION_FEMININE, "ұрлық", "кража", "кражи", "краж", "theft", "thefts");
    indicators[MOCKUP_ACCIDENTS].unit = (definition_noun)NOUN(
        DEFINITION_NEUTER, "жол-көлік оқиғасы", "ДТП", "ДТП", "ДТП", "road accident", "road accidents");
    indicators[MOCKUP_DEATHS].unit = mockup_person;
    indicators[MOCKUP_DEATHS].verb = DEFINITION_KILLED;
    indicators[MOCKUP_DEATHS].measure = DEFINITION_SUM;
    indicators[MOCKUP_DEATHS].column = text_from("killed");
    indicators[MOCKUP_FINES].unit =
        (definition_noun)NOUN(DEFINITION_NEUTER, "теңге", "тенге", "тенге", "тенге", "tenge", "tenge");
    indicators[MOCKUP_FINES].verb = DEFINITION_PAID;
    indicators[MOCKUP_FINES].measure = DEFINITION_SUM;
    indicators[MOCKUP_FINES].money = true;
    indicators[MOCKUP_FINES].column = text_from("paid");
    indicators[MOCKUP_SHARE].measure = DEFINITION_SHARE;
    indicators[MOCKUP_SHARE].verb = DEFINITION_AMOUNTED;
    indicators[MOCKUP_SHARE].numerator = MOCKUP_THEFTS;
    indicators[MOCKUP_SHARE].denominator = MOCKUP_CRIMES;
    indicators[MOCKUP_SHARE].per = 100;
    indicators[MOCKUP_SHARE].percent = true;
    indicators[MOCKUP_SHARE].at = DEFINITION_NONE;
    indicators[MOCKUP_CAMERAS].measure = DEFINITION_LATEST;
    indicators[MOCKUP_CAMERAS].unit = (definition_noun)NOUN(DEFINITION_FEMININE, "камера", "камера", "камеры",
                                                            "камер", "camera", "cameras");
    indicators[MOCKUP_RATE].measure = DEFINITION_RATIO;
    indicators[MOCKUP_RATE].verb = DEFINITION_AMOUNTED;
    indicators[MOCKUP_RATE].numerator = MOCKUP_CRIMES;
    indicators[MOCKUP_RATE].denominator = MOCKUP_PEOPLE;
    indicators[MOCKUP_RATE].per = 10000;
    indicators[MOCKUP_RATE].at = DEFINITION_NONE;
    indicators[MOCKUP_PEOPLE].measure = DEFINITION_POPULATION;
    indicators[MOCKUP_PEOPLE].unit = mockup_person;
    indicators[MOCKUP_PEOPLE].at = DEFINITION_NONE;
    indicators[MOCKUP_PROTOCOLS].verb = DEFINITION_DRAWN_UP;
    indicators[MOCKUP_PROTOCOLS].unit = (definition_noun)NOUN(
        DEFINITION_MASCULINE, "хаттама", "протокол", "протокола", "протоколов", "protocol", "protocols");
    indicators[MOCKUP_ACCIDENTS].filter = text_from("city = 'Караганда'");
}

static inline fraction mockup_difference(fraction a, fraction b)
{
    return fraction_subtract(a, b);
}

/* A count in the first half of 2023, against that of 2022. */
static inline observation mockup_count(size_t indicator, int64_t base, int64_t value, change_verdict verdict)
{
    observation o = {.indicator = indicator,
                     .span = mockup_period("2023-H1"),
                     .base_span = mockup_period("2022-H1"),
                     .asked = mockup_period("2023-H1"),
                     .numerator = value,
                     .denominator = 1,
                     .base_numerator = base,
                     .base_denominator = 1,
                     .scale = 1,
                     .value = {value, 1},
                     .base = {base, 1},
                     .difference = {value - base, 1},
                     .change = fraction_change_percent(value, base),
                     .limits = {NAN, NAN},
                     .value_limits = {NAN, NAN},
                     .p = 0.04,
                     .p_adjusted = 0.04,
                     .method = OBSERVATION_RATES,
                     .verdict = verdict,
                     .records = value,
                     .base_records = base};
    o.status = base == 0 ? CHANGE_ZERO_BASE : base < 50 ? CHANGE_SMALL_BASE : 0;
    return o;
}

/* numerator·scale/denominator in both periods. */
static inline observation mockup_ratio(size_t indicator, int64_t scale, int64_t base, int64_t base_of,
                                       int64_t value, int64_t of, change_verdict verdict)
{
    observation o = mockup_count(indicator, base, value, verdict);
    o.scale = scale;
    o.denominator = of;
    o.base_denominator = base_of;
    o.value = (fraction){(int128)value * scale, of};
    o.base = (fraction){(int128)base * scale, base_of};
    o.difference = mockup_difference(o.value, o.base);
    o.change = (fraction){100 * ((int128)value * base_of - (int128)base * of), (int128)base * of};
    return o;
}

/* A definition of one register and the indicators above, and a bulletin of the given observations. */
typedef struct mockup {
    definition from;
    definition_register registers[1];
    definition_indicator indicators[MOCKUP_INDICATORS];
    bulletin_register read[1];
    bulletin b;
} mockup;

static inline void mockup_begin(mockup *m, observation *observations, size_t n)
{
    static const definition_words label = WORDS("Тізілім", "Реестр", "Register");
    *m = (mockup){0};
    m->registers[0] = (definition_register){.name = text_from("register"),
                                            .label = label,
                                            .provisional_from = DAY_NONE,
                                            .covered_from = DAY_NONE,
                                            .covered_to = DAY_NONE};
    mockup_indicators(m->indicators);
    m->from = (definition){.name = text_from("mockup"),
                           .registers = m->registers,
                           .n_registers = 1,
                           .indicators = m->indicators,
                           .n_indicators = MOCKUP_INDICATORS};
    m->read[0].from = &m->registers[0];
    m->b = (bulletin){.from = &m->from,
                      .span = mockup_period("2023-H1"),
                      .base_span = mockup_period("2022-H1"),
                      .asked = mockup_period("2023-H1"),
                      .newest = day_from_date(2023, 6, 30),
                      .observations = observations,
                      .n_observations = n,
                      .registers = m->read,
                      .n_in_short = n,
                      .percent_from = 10,
                      .small_below = 50};
}

/** The whole page in out[size], without no-break spaces and typographic minus where `plain`. */
static inline const char *mockup_page(char *out, size_t size, const bulletin *b,
                                      const bulletin_document_options *options, const render_options *page,
                                      esep_status (*render)(buffer *, const document *,
                                                            const render_options *, esep_error *))
{
    document *d = NULL;
    buffer words = {0};
    out[0] = '\0';
    CHECK(bulletin_document_create(&d, b, options, NULL) == ESEP_OK);
    if (d)
        CHECK(render(&words, d, page, NULL) == ESEP_OK);
    text_copy_cut(out, size, buffer_text(&words));
    buffer_free(&words);
    document_free(d);
    return out;
}

#endif

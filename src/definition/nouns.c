#include "definition/nouns.h"

#include <string.h>

#define T(s)                                                                                                 \
    {                                                                                                        \
        s, sizeof(s) - 1                                                                                     \
    }
#define NOUN(name, en1, en2, ru1, ru2, ru5, gender, kk, verb, money, added)                                  \
    {                                                                                                        \
        {T(name), {T(en1), T(en2)}, {T(ru1), T(ru2), T(ru5)}, DEFINITION_##gender, T(kk)},                   \
            DEFINITION_##verb, money, added                                                                  \
    }

/* A killed person is counted as a person who was killed: "погибло 16 человек", "16 адам қаза тапты". */
static const noun_entry nouns[] = {
    NOUN("offence", "offence", "offences", "правонарушение", "правонарушения", "правонарушений", NEUTER,
         "құқық бұзушылық", RECORDED, false, true),
    NOUN("crime", "crime", "crimes", "преступление", "преступления", "преступлений", NEUTER, "қылмыс",
         RECORDED, false, true),
    NOUN("accident", "road accident", "road accidents", "ДТП", "ДТП", "ДТП", NEUTER, "жол-көлік оқиғасы",
         RECORDED, false, true),
    NOUN("collision", "collision", "collisions", "столкновение", "столкновения", "столкновений", NEUTER,
         "соқтығысу", RECORDED, false, true),
    NOUN("incident", "incident", "incidents", "происшествие", "происшествия", "происшествий", NEUTER, "оқиға",
         RECORDED, false, true),
    NOUN("case", "case", "cases", "случай", "случая", "случаев", MASCULINE, "жағдай", RECORDED, false, true),
    NOUN("theft", "theft", "thefts", "кража", "кражи", "краж", FEMININE, "ұрлық", RECORDED, false, true),
    NOUN("report", "report", "reports", "сообщение", "сообщения", "сообщений", NEUTER, "хабарлама", RECORDED,
         false, false),
    NOUN("call", "call", "calls", "вызов", "вызова", "вызовов", MASCULINE, "шақырту", RECORDED, false, true),
    NOUN("victim", "victim", "victims", "потерпевший", "потерпевших", "потерпевших", MASCULINE, "жәбірленуші",
         RECORDED, false, true),
    NOUN("suspect", "suspect", "suspects", "подозреваемый", "подозреваемых", "подозреваемых", MASCULINE,
         "күдікті", RECORDED, false, true),
    NOUN("person", "person", "people", "человек", "человека", "человек", MASCULINE, "адам", RECORDED, false,
         true),
    NOUN("killed", "person", "people", "человек", "человека", "человек", MASCULINE, "адам", KILLED, false,
         true),
    NOUN("injured", "person", "people", "человек", "человека", "человек", MASCULINE, "адам", INJURED, false,
         true),
    NOUN("driver", "driver", "drivers", "водитель", "водителя", "водителей", MASCULINE, "жүргізуші", RECORDED,
         false, true),
    NOUN("pedestrian", "pedestrian", "pedestrians", "пешеход", "пешехода", "пешеходов", MASCULINE,
         "жаяу жүргінші", RECORDED, false, true),
    NOUN("vehicle", "vehicle", "vehicles", "транспортное средство", "транспортных средства",
         "транспортных средств", NEUTER, "көлік құралы", RECORDED, false, true),
    NOUN("protocol", "protocol", "protocols", "протокол", "протокола", "протоколов", MASCULINE, "хаттама",
         DRAWN_UP, false, true),
    /* A column "fine" holds money, not a number of fines. */
    NOUN("fine", "fine", "fines", "штраф", "штрафа", "штрафов", MASCULINE, "айыппұл", IMPOSED, false, false),
    NOUN("tenge", "tenge", "tenge", "тенге", "тенге", "тенге", NEUTER, "теңге", AMOUNTED, true, true),
    NOUN("camera", "camera", "cameras", "камера", "камеры", "камер", FEMININE, "камера", AMOUNTED, false,
         true),
    NOUN("chat", "chat", "chats", "чат", "чата", "чатов", MASCULINE, "чат", AMOUNTED, false, true),
    NOUN("terminal", "terminal", "terminals", "терминал", "терминала", "терминалов", MASCULINE, "терминал",
         AMOUNTED, false, true),
    NOUN("record", "record", "records", "запись", "записи", "записей", FEMININE, "жазба", RECORDED, false,
         false),
    NOUN("unit", "unit", "units", "единица", "единицы", "единиц", FEMININE, "бірлік", AMOUNTED, false, false),
};

enum { NOUNS = sizeof nouns / sizeof *nouns };

static const char *const verbs[DEFINITION_VERBS] = {
    [DEFINITION_RECORDED] = "recorded", [DEFINITION_KILLED] = "killed",     [DEFINITION_INJURED] = "injured",
    [DEFINITION_SUFFERED] = "suffered", [DEFINITION_DRAWN_UP] = "drawn-up", [DEFINITION_IMPOSED] = "imposed",
    [DEFINITION_PAID] = "paid",         [DEFINITION_AMOUNTED] = "amounted",
};

const char *noun_name(size_t i)
{
    return i < NOUNS ? nouns[i].noun.name.data : NULL;
}

const char *verb_name(size_t i)
{
    return i < DEFINITION_VERBS ? verbs[i] : NULL;
}

const noun_entry *noun_find(text name)
{
    for (size_t i = 0; i < NOUNS; i++) {
        if (text_equal(name, nouns[i].noun.name))
            return &nouns[i];
    }
    return NULL;
}

const noun_entry *noun_of_column(text column)
{
    text singular = column;
    if (singular.length && singular.data[singular.length - 1] == 's')
        singular.length--;
    for (size_t i = 0; i < NOUNS; i++) {
        text name = nouns[i].noun.name;
        if (nouns[i].added && (text_equal_ascii_case(column, name) || text_equal_ascii_case(singular, name)))
            return &nouns[i];
    }
    return noun_find(text_from("unit"));
}

static esep_status noun_forms(reading *r, const yaml_node *value, text *forms, size_t n)
{
    text *given;
    size_t n_given;
    ESEP_TRY(reading_texts(r, value, n, &given, &n_given));
    if (n_given != n) {
        char number[24];
        return reading_fail(r, value, MESSAGE_DEFINITION_WANTS_FORMS, error_number(number, (int64_t)n), NULL);
    }
    memcpy(forms, given, n * sizeof *forms);
    return ESEP_OK;
}

static esep_status noun_english(reading *r, const yaml_node *value, void *into)
{
    return noun_forms(r, value, ((definition_noun *)into)->en, 2);
}

static esep_status noun_russian(reading *r, const yaml_node *value, void *into)
{
    return noun_forms(r, value, ((definition_noun *)into)->ru, 3);
}

static esep_status noun_gender(reading *r, const yaml_node *value, void *into)
{
    static const char *const names[] = {"neuter", "masculine", "feminine", "plural"};
    size_t chosen;
    ESEP_TRY(reading_choice(r, value, names, 4, &chosen));
    ((definition_noun *)into)->ru_gender = (definition_gender)chosen;
    return ESEP_OK;
}

const reading_key noun_keys[] = {
    {"en", noun_english, 0},
    {"ru", noun_russian, 0},
    {"ru-gender", noun_gender, 0},
    {"kk", reading_text, offsetof(definition_noun, kk)},
    READING_KEYS_END,
};

/* A language without forms of its own shows the word of another, as labels do. */
static void noun_fill(definition_noun *noun)
{
    text any = noun->kk.data ? noun->kk : noun->ru[0].data ? noun->ru[0] : noun->en[0];
    if (!noun->kk.data)
        noun->kk = any;
    for (size_t i = 0; i < 3 && !noun->ru[2].data; i++)
        noun->ru[i] = any;
    for (size_t i = 0; i < 2 && !noun->en[1].data; i++)
        noun->en[i] = any;
}

esep_status noun_read(reading *r, const yaml_node *value, void *into)
{
    definition_noun *noun = into;
    if (value->kind == YAML_MAPPING && value->n) {
        *noun = (definition_noun){0};
        ESEP_TRY(reading_mapping(r, value, noun_keys, noun));
        if (!noun->kk.data && !noun->ru[0].data && !noun->en[0].data)
            return reading_fail(r, value, MESSAGE_DEFINITION_WANTS_UNIT, NULL, NULL);
        noun_fill(noun);
        return ESEP_OK;
    }
    if (value->kind != YAML_TEXT)
        return reading_fail(r, value, MESSAGE_DEFINITION_WANTS_UNIT, NULL, NULL);
    const noun_entry *found = noun_find(value->scalar);
    if (found) {
        *noun = found->noun;
        return ESEP_OK;
    }
    text names[NOUNS];
    for (size_t i = 0; i < NOUNS; i++)
        names[i] = nouns[i].noun.name;
    return reading_unknown(r, value, value->scalar, names, NOUNS, MESSAGE_DEFINITION_UNIT_NEAREST,
                           MESSAGE_DEFINITION_UNIT_UNKNOWN);
}

esep_status verb_read(reading *r, const yaml_node *value, void *into)
{
    size_t chosen;
    ESEP_TRY(reading_choice(r, value, verbs, DEFINITION_VERBS, &chosen));
    *(definition_verb *)into = (definition_verb)chosen;
    return ESEP_OK;
}

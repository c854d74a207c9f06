/* The setters of reading.h that several mappings share. */
#include "definition/parts.h"

#include <string.h>

esep_status reading_text(reading *r, const yaml_node *value, void *into)
{
    ESEP_TRY(reading_want(r, value, YAML_TEXT));
    if (text_trim(value->scalar).length == 0)
        return reading_fail(r, value, MESSAGE_DEFINITION_WANTS_TEXT, NULL, NULL);
    memcpy(into, &value->scalar, sizeof value->scalar);
    return ESEP_OK;
}

esep_status reading_string(reading *r, const yaml_node *value, void *into)
{
    text t;
    ESEP_TRY(reading_text(r, value, &t));
    memcpy(into, &t.data, sizeof t.data);
    return ESEP_OK;
}

const reading_key words_keys[] = {
    {"kk", reading_text, ESEP_KK * sizeof(text)},
    {"ru", reading_text, ESEP_RU * sizeof(text)},
    {"en", reading_text, ESEP_EN * sizeof(text)},
    READING_KEYS_END,
};

esep_status reading_words(reading *r, const yaml_node *value, void *into)
{
    definition_words *words = into;
    *words = (definition_words){0};
    if (value->kind == YAML_MAPPING && value->n)
        return reading_mapping(r, value, words_keys, words->in);
    if (value->kind != YAML_TEXT || text_trim(value->scalar).length == 0)
        return reading_fail(r, value, MESSAGE_DEFINITION_WANTS_WORDS, NULL, NULL);
    for (size_t i = 0; i < ESEP_LANGUAGES; i++)
        words->in[i] = value->scalar;
    return ESEP_OK;
}

esep_status reading_bool(reading *r, const yaml_node *value, void *into)
{
    bool yes = text_equal(value->scalar, text_from("true"));
    if (value->kind != YAML_TEXT || value->quoted || (!yes && !text_equal(value->scalar, text_from("false"))))
        return reading_fail(r, value, MESSAGE_DEFINITION_WANTS_BOOL, NULL, NULL);
    memcpy(into, &yes, sizeof yes);
    return ESEP_OK;
}

/* Digits into *out; false for anything else, and for what has more than 12 of them. */
static bool reading_digits(int64_t *out, text t)
{
    *out = 0;
    for (size_t i = 0; i < t.length; i++) {
        if (t.data[i] < '0' || t.data[i] > '9')
            return false;
        *out = *out * 10 + (t.data[i] - '0');
    }
    return t.length > 0 && t.length <= 12;
}

esep_status reading_integer(reading *r, const yaml_node *value, int64_t low, int64_t high, int64_t *out)
{
    if (value->kind != YAML_TEXT || !reading_digits(out, value->scalar) || *out < low || *out > high) {
        char from[24], to[24];
        return reading_fail(r, value, MESSAGE_DEFINITION_WANTS_INTEGER, error_number(from, low),
                            error_number(to, high));
    }
    return ESEP_OK;
}

esep_status reading_day(reading *r, const yaml_node *value, void *into)
{
    static const date_format iso = {DATE_YMD, '-', "yyyy-mm-dd"};
    day_number day = DAY_NONE;
    if (value->kind != YAML_TEXT || value->scalar.length != 10 ||
        date_read(&day, &iso, value->scalar) != DATE_OK)
        return reading_fail(r, value, MESSAGE_DEFINITION_WANTS_DAY, NULL, NULL);
    memcpy(into, &day, sizeof day);
    return ESEP_OK;
}

esep_status reading_period(reading *r, const yaml_node *value, void *into)
{
    ESEP_TRY(reading_text(r, value, into));
    period read;
    /* Any day will do as the last covered: only the form is asked about. */
    return reading_at(r, value, period_parse(&read, value->scalar, DAY_LAST, r->error));
}

esep_status reading_against(reading *r, const yaml_node *value, void *into)
{
    ESEP_TRY(reading_text(r, value, into));
    static const text names[] = {{"previous-year", 13}, {"previous-period", 15}};
    for (size_t i = 0; i < 2; i++) {
        if (text_equal(value->scalar, names[i]))
            return ESEP_OK;
    }
    if (text_nearest(value->scalar, names, 2) >= 0)
        return reading_unknown(r, value, value->scalar, names, 2, MESSAGE_DEFINITION_CHOICE_NEAREST,
                               MESSAGE_DEFINITION_CHOICE_NEAREST);
    return reading_period(r, value, into);
}

esep_status reading_filter(reading *r, const yaml_node *value, void *into)
{
    ESEP_TRY(reading_text(r, value, into));
    expression *e = NULL;
    esep_status status = expression_parse(&e, value->scalar, r->error);
    expression_free(e);
    return reading_at(r, value, status);
}

esep_status reading_choice(reading *r, const yaml_node *value, const char *const *names, size_t n,
                           size_t *out)
{
    text known[16];
    buffer list = {0};
    ESEP_TRY(reading_want(r, value, YAML_TEXT));
    for (size_t i = 0; i < n; i++) {
        known[i] = text_from(names[i]);
        *out = i;
        if (text_equal(known[i], value->scalar)) {
            buffer_free(&list);
            return ESEP_OK;
        }
        buffer_add_string(&list, i ? ", " : "");
        buffer_add_string(&list, names[i]);
    }
    buffer_add_byte(&list, '\0');
    ptrdiff_t near = text_nearest(value->scalar, known, n);
    esep_status status;
    if (list.failed)
        status = error_memory(r->error);
    else if (near >= 0)
        status = reading_fail(r, value, MESSAGE_DEFINITION_CHOICE_NEAREST, value->scalar.data, names[near]);
    else
        status = reading_fail(r, value, MESSAGE_DEFINITION_CHOICE, value->scalar.data, list.data);
    buffer_free(&list);
    return status;
}

esep_status reading_limit(reading *r, const yaml_node *value, size_t most)
{
    char limit[24];
    if (value->n <= most)
        return ESEP_OK;
    return reading_fail(r, value, MESSAGE_DEFINITION_LONG, error_number(limit, (int64_t)most), NULL);
}

esep_status reading_texts(reading *r, const yaml_node *value, size_t most, text **out, size_t *n)
{
    *n = value->kind == YAML_LIST ? value->n : 1;
    *out = ARENA_TAKE(r->memory, *n ? *n : 1, text);
    if (!*out)
        return error_memory(r->error);
    if (value->kind != YAML_LIST)
        return reading_text(r, value, *out);
    if (*n == 0 || *n > most) {
        char limit[24];
        return reading_fail(r, value, MESSAGE_DEFINITION_WANTS_NAMES, error_number(limit, (int64_t)most),
                            NULL);
    }
    for (size_t i = 0; i < *n; i++)
        ESEP_TRY(reading_text(r, value->entries[i].value, *out + i));
    return ESEP_OK;
}

#include "source/number.h"

#include <string.h>

static const uint64_t number_powers[NUMBER_SCALE + 1] = {
    UINT64_C(1),
    UINT64_C(10),
    UINT64_C(100),
    UINT64_C(1000),
    UINT64_C(10000),
    UINT64_C(100000),
    UINT64_C(1000000),
    UINT64_C(10000000),
    UINT64_C(100000000),
    UINT64_C(1000000000),
    UINT64_C(10000000000),
    UINT64_C(100000000000),
    UINT64_C(1000000000000),
    UINT64_C(10000000000000),
    UINT64_C(100000000000000),
    UINT64_C(1000000000000000),
    UINT64_C(10000000000000000),
    UINT64_C(100000000000000000),
    UINT64_C(1000000000000000000),
};

static bool number_is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Bytes of a blank or apostrophe that groups digits at p[n]; 0 where there is none. */
static size_t number_group_blank(const char *p, size_t n)
{
    if (n >= 1 && (*p == ' ' || *p == '\''))
        return 1;
    if (n >= 2 && memcmp(p, "\xC2\xA0", 2) == 0)
        return 2;
    if (n >= 3 && (memcmp(p, "\xE2\x80\xAF", 3) == 0 || memcmp(p, "\xE2\x80\x89", 3) == 0 ||
                   memcmp(p, "\xE2\x80\x99", 3) == 0))
        return 3;
    return 0;
}

static text number_sign(text t, bool *negative)
{
    *negative = false;
    if (t.length >= 3 && memcmp(t.data, "\xE2\x88\x92", 3) == 0) {
        *negative = true;
        return (text){t.data + 3, t.length - 3};
    }
    if (t.length && (t.data[0] == '-' || t.data[0] == '+')) {
        *negative = t.data[0] == '-';
        return (text){t.data + 1, t.length - 1};
    }
    return t;
}

/* A decimal exponent at the end ("e5", "E-3"): its value, and t without it. False where what follows is no exponent. */
static bool number_exponent(text *t, int *exponent)
{
    *exponent = 0;
    const char *e = memchr(t->data, 'e', t->length);
    if (!e)
        e = memchr(t->data, 'E', t->length);
    if (!e)
        return true;
    size_t at = (size_t)(e - t->data) + 1;
    bool negative = false;
    if (at < t->length && (t->data[at] == '-' || t->data[at] == '+'))
        negative = t->data[at++] == '-';
    if (at == t->length || t->length - at > 3)
        return false;
    for (; at < t->length; at++) {
        if (!number_is_digit(t->data[at]))
            return false;
        *exponent = *exponent * 10 + (t->data[at] - '0');
    }
    *exponent = negative ? -*exponent : *exponent;
    t->length = (size_t)(e - t->data);
    return true;
}

/* Digits of the whole part, with groups: how many digits each group may have is checked when it ends. */
typedef struct number_digits {
    int128 value;
    size_t digits; /* in all */
    size_t in_group;
    bool grouped;
    char group_mark; /* one for all groups of a number: "1 234,567" has decimals */
    bool overflow;
} number_digits;

static void number_add_digit(number_digits *d, char c)
{
    int128 ten = 0;
    if (!fraction_multiply(&ten, d->value, 10) || __builtin_add_overflow(ten, (int128)(c - '0'), &ten))
        d->overflow = true;
    d->value = ten;
    d->digits++;
    d->in_group++;
}

static bool number_end_group(number_digits *d, bool final)
{
    bool good = d->in_group >= 1;
    if (d->grouped)
        good = final ? d->in_group == 3 : d->in_group == 3 || d->in_group == 2;
    else if (!final)
        good = d->in_group >= 1 && d->in_group <= 3;
    d->in_group = 0;
    d->grouped = d->grouped || !final;
    return good;
}

static number_outcome number_scale(number_scaled *out, int128 value, int decimals, bool negative)
{
    int up = NUMBER_SCALE - decimals;
    while (up < 0 && value % 10 == 0) {
        value /= 10;
        up++;
    }
    if (value == 0) {
        *out = 0;
        return NUMBER_OK;
    }
    if (up < 0 || up > 2 * NUMBER_SCALE)
        return NUMBER_TOO_LARGE;
    for (; up > 0; up -= up < NUMBER_SCALE ? up : NUMBER_SCALE) {
        if (!fraction_multiply(&value, value, (int128)number_powers[up < NUMBER_SCALE ? up : NUMBER_SCALE]))
            return NUMBER_TOO_LARGE;
    }
    *out = negative ? -value : value;
    return NUMBER_OK;
}

/* One to eighteen digits and nothing else. */
static bool number_plain(uint64_t *plain, text t)
{
    size_t i = 0;
    *plain = 0;
    if (t.length > NUMBER_SCALE)
        return false;
    for (; i < t.length && number_is_digit(t.data[i]); i++)
        *plain = *plain * 10 + (uint64_t)(t.data[i] - '0');
    return i == t.length && i > 0;
}

number_outcome number_read(number_scaled *out, number_mark mark, text value)
{
    bool negative;
    uint64_t plain;
    if (number_plain(&plain, value)) { /* by far the commonest: before anything is looked for around it */
        *out = (int128)plain * (int128)number_powers[NUMBER_SCALE];
        return NUMBER_OK;
    }
    text t = text_trim(value);
    if (t.length == 0)
        return NUMBER_EMPTY;
    t = number_sign(t, &negative);
    if (number_plain(&plain, t)) {
        int128 scaled = (int128)plain * (int128)number_powers[NUMBER_SCALE];
        *out = negative ? -scaled : scaled;
        return NUMBER_OK;
    }
    int exponent = 0;
    if (!number_exponent(&t, &exponent))
        return NUMBER_UNREADABLE;
    char decimal = mark == NUMBER_COMMA ? ',' : '.', group = mark == NUMBER_COMMA ? '.' : ',';
    number_digits d = {0};
    bool fraction = false;
    int decimals = 0;
    for (size_t i = 0; i < t.length;) {
        char c = t.data[i];
        size_t blank = number_group_blank(t.data + i, t.length - i);
        if (number_is_digit(c)) {
            number_add_digit(&d, c);
            decimals += fraction;
            i++;
        } else if ((c == '.' || c == ',') && mark == NUMBER_UNKNOWN) {
            return NUMBER_MARKED;
        } else if (c == decimal && !fraction) {
            if (d.digits && !number_end_group(&d, true))
                return NUMBER_UNREADABLE;
            fraction = true;
            i++;
        } else if (!fraction && (c == group || blank)) {
            char group_mark = blank ? ' ' : c;
            bool other_mark = d.grouped && group_mark != d.group_mark;
            if (other_mark || !number_end_group(&d, false))
                return NUMBER_UNREADABLE;
            d.group_mark = group_mark;
            i += blank ? blank : 1;
        } else
            return NUMBER_UNREADABLE;
    }
    if (d.digits == 0 || (!fraction && !number_end_group(&d, true)))
        return NUMBER_UNREADABLE;
    if (d.overflow)
        return NUMBER_TOO_LARGE;
    return number_scale(out, d.value, decimals - exponent, negative);
}

#if __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
#error "digits are read as words of little-endian machines"
#endif

/* The number that eight digits in a word make. */
static inline uint64_t number_word_value(uint64_t word)
{
    word = (word & UINT64_C(0x0F0F0F0F0F0F0F0F)) * 2561 >> 8;
    word = (word & UINT64_C(0x00FF00FF00FF00FF)) * 6553601 >> 16;
    return (word & UINT64_C(0x0000FFFF0000FFFF)) * UINT64_C(42949672960001) >> 32;
}

/* One to eight digits at p, where eight bytes may be read: all at once, zeros put before them. */
static inline bool number_word(uint64_t *value, const char *p, size_t length)
{
    const uint64_t zeros = UINT64_C(0x3030303030303030), upper = UINT64_C(0xF0F0F0F0F0F0F0F0);
    uint64_t word;
    memcpy(&word, p, sizeof word);
    word = word << (64 - 8 * length) | (zeros >> 4 >> (8 * length - 4));
    *value = number_word_value(word);
    return (word & upper) == zeros && ((word + UINT64_C(0x0606060606060606)) & upper) == zeros;
}

static inline bool number_short_digits(uint64_t *value, text t)
{
    static const uint64_t powers[] = {1, 10, 100, 1000, 10000, 100000, 1000000, 10000000};
    if (t.length - 1 < 8) /* not empty either */
        return number_word(value, t.data, t.length);
    uint64_t first, rest;
    if (t.length == 0 || t.length > NUMBER_SHORT_DIGITS || !number_word(&first, t.data, 8) ||
        !number_word(&rest, t.data + 8, t.length - 8))
        return false;
    *value = first * powers[t.length - 8] + rest;
    return true;
}

bool number_read_hundredths(int64_t *out, number_mark mark, text value)
{
    bool negative = value.length > 1 && value.data[0] == '-';
    text t = {value.data + negative, value.length - negative};
    char decimal = mark == NUMBER_COMMA ? ',' : '.';
    uint64_t whole, hundredths = 0;
    if (mark != NUMBER_UNKNOWN && t.length > 3 && t.data[t.length - 3] == decimal) {
        if (!number_word(&hundredths, t.data + t.length - 2, 2))
            return false;
        t.length -= 3;
    }
    if (!number_short_digits(&whole, t))
        return false;
    int64_t size = (int64_t)(whole * 100 + hundredths);
    *out = negative ? -size : size;
    return true;
}

/* What one value says about marks. */
typedef enum number_hint {
    NUMBER_HINT_OTHER,
    NUMBER_HINT_PLAIN,
    NUMBER_HINT_POINT,
    NUMBER_HINT_COMMA,
    NUMBER_HINT_EITHER
} number_hint;

static number_hint number_look(text value)
{
    number_scaled ignored;
    text t = text_trim(value);
    bool point = number_read(&ignored, NUMBER_POINT, t) == NUMBER_OK;
    bool comma = number_read(&ignored, NUMBER_COMMA, t) == NUMBER_OK;
    bool marked = t.length && (memchr(t.data, '.', t.length) || memchr(t.data, ',', t.length));
    if (!point && !comma)
        return NUMBER_HINT_OTHER;
    if (!marked)
        return NUMBER_HINT_PLAIN;
    if (point && comma) {
        /* One mark before exactly three digits; with nothing but zeros before it, it cannot be a group: 0,125. */
        bool negative;
        text digits = number_sign(t, &negative);
        char only = memchr(t.data, '.', t.length) ? '.' : ',';
        if (digits.data[0] == '0')
            return only == '.' ? NUMBER_HINT_POINT : NUMBER_HINT_COMMA;
        return NUMBER_HINT_EITHER;
    }
    return point ? NUMBER_HINT_POINT : NUMBER_HINT_COMMA;
}

enum { NUMBER_EXAMPLE = sizeof((number_evidence *)0)->example };

/* Of all examples the one whose bytes come first is kept, so that it does not depend on who saw which first. */
static void number_keep_example(char kept[NUMBER_EXAMPLE], bool is_one, text value)
{
    char shown[NUMBER_EXAMPLE];
    if (!is_one)
        return;
    text_copy_cut(shown, sizeof shown, text_trim(value));
    if (kept[0] == '\0' || strcmp(shown, kept) < 0)
        memcpy(kept, shown, sizeof shown);
}

void number_evidence_add(number_evidence *evidence, text value)
{
    if (text_trim(value).length == 0)
        return;
    number_hint hint = number_look(value);
    evidence->numbers += hint != NUMBER_HINT_OTHER;
    evidence->others += hint == NUMBER_HINT_OTHER;
    evidence->point += hint == NUMBER_HINT_POINT;
    evidence->comma += hint == NUMBER_HINT_COMMA;
    evidence->either += hint == NUMBER_HINT_EITHER;
    number_keep_example(evidence->example, hint == NUMBER_HINT_EITHER, value);
    number_keep_example(evidence->point_example, hint == NUMBER_HINT_POINT, value);
    number_keep_example(evidence->comma_example, hint == NUMBER_HINT_COMMA, value);
}

void number_evidence_merge(number_evidence *into, const number_evidence *from)
{
    number_keep_example(into->example, from->example[0] != '\0', text_from(from->example));
    number_keep_example(into->point_example, from->point_example[0] != '\0', text_from(from->point_example));
    number_keep_example(into->comma_example, from->comma_example[0] != '\0', text_from(from->comma_example));
    into->numbers += from->numbers;
    into->others += from->others;
    into->point += from->point;
    into->comma += from->comma;
    into->either += from->either;
}

bool number_evidence_judge(const number_evidence *evidence, number_mark *mark)
{
    if (evidence->point && evidence->comma)
        return false;
    if (!evidence->point && !evidence->comma && evidence->either)
        return false;
    *mark = evidence->point ? NUMBER_POINT : evidence->comma ? NUMBER_COMMA : NUMBER_UNKNOWN;
    return true;
}

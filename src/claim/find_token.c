/* Bytes to tokens: words, digits with their separators, marks. */
#include "base/error.h"
#include "claim/find_inside.h"

#include <string.h>

enum {
    NARROW_SPACE = 0x202F,
    THIN_SPACE = 0x2009,
    NO_BREAK_SPACE = 0xA0,
    FIGURE_SPACE = 0x2007,
    MOST_DIGITS = 30
};

static bool is_blank(uint32_t c)
{
    return c <= 0x20 || c == NO_BREAK_SPACE || c == 0x1680 || (c >= 0x2000 && c <= 0x200D) || c == 0x2028 ||
           c == 0x2029 || c == NARROW_SPACE || c == 0x205F || c == 0x2060 || c == 0x3000 || c == 0xFEFF ||
           c == 0x7F || c == 0xAD || (c >= 0x80 && c < 0xA0);
}

static bool is_digit(uint32_t c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(uint32_t c)
{
    if (c < 0x80)
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (c < 0xC0)
        return c == 0xAA || c == 0xB5 || c == 0xBA;
    return c != 0xD7 && c != 0xF7 && !(c >= 0x2010 && c < 0x2C00) && !(c >= 0x3000 && c < 0x3040) &&
           c < 0xE000;
}

static bool is_hyphen(uint32_t c)
{
    return c == '-' || c == 0x2010 || c == 0x2011;
}

static bool is_apostrophe(uint32_t c)
{
    return c == '\'' || c == 0x2019 || c == 0x2BC;
}

typedef struct scan {
    reading *r;
    size_t at, end;
    char *small; /**< where small letters go; enough for all */
    bool apart;
    int lines;
} scan;

static size_t peek(const scan *s, size_t at, uint32_t *point)
{
    if (at >= s->end) {
        *point = 0;
        return 0;
    }
    return lexicon_character((text){s->r->words.data + at, s->end - at}, point);
}

static void add_small(scan *s, uint32_t point, size_t at, size_t used)
{
    uint32_t c = lexicon_small(point);
    if (c < 0x80) {
        *s->small++ = (char)c;
    } else if (c < 0x800) {
        *s->small++ = (char)(0xC0 | c >> 6);
        *s->small++ = (char)(0x80 | (c & 0x3F));
    } else {
        memcpy(s->small, s->r->words.data + at, used);
        s->small += used;
    }
}

static find_token *add_token(scan *s, token_kind kind, size_t start)
{
    find_token *t = &s->r->tokens[s->r->n_tokens++];
    *t = (find_token){.kind = kind, .start = start, .apart = s->apart, .lines = s->lines};
    s->apart = false;
    s->lines = 0;
    return t;
}

/* Does a letter or digit follow a hyphen or apostrophe within a word? */
static bool word_goes_on(const scan *s, size_t at, uint32_t c)
{
    uint32_t next;
    size_t used = peek(s, at, &c);
    peek(s, at + used, &next);
    return (is_hyphen(c) && (is_letter(next) || is_digit(next))) || (is_apostrophe(c) && is_letter(next)) ||
           (c >= 0x300 && c < 0x370);
}

static void scan_word(scan *s, bool hyphened)
{
    uint32_t c;
    find_token *t = add_token(s, TOKEN_WORD, s->at);
    t->hyphened = hyphened;
    t->small.data = s->small;
    for (;;) {
        size_t used = peek(s, s->at, &c);
        if (used == 0 || !(is_letter(c) || is_digit(c) || word_goes_on(s, s->at, c)))
            break;
        if (is_hyphen(c))
            *s->small++ = '-';
        else if (is_apostrophe(c))
            *s->small++ = '\'';
        else if (!(c >= 0x300 && c < 0x370))
            add_small(s, c, s->at, used);
        s->at += used;
    }
    t->end = s->at;
    t->small.length = (size_t)(s->small - t->small.data);
}

static size_t digits_run(const scan *s, size_t at)
{
    size_t n = 0;
    while (at + n < s->end && is_digit((unsigned char)s->r->words.data[at + n]))
        n++;
    return n;
}

/* The next group of three after a blank: "5 483". */
static size_t group_after_blank(const scan *s, size_t at)
{
    uint32_t c, behind;
    size_t used = peek(s, at, &c);
    if (!(c == ' ' || c == NO_BREAK_SPACE || c == NARROW_SPACE || c == THIN_SPACE || c == FIGURE_SPACE))
        return 0;
    if (digits_run(s, at + used) != 3)
        return 0;
    /* "5 483" but not "9 117-бап", "1 234.567" nor "5 100,5 тыс." with another number inside */
    peek(s, at + used + 3, &behind);
    return is_letter(behind) ? 0 : used + 3;
}

static void scan_number(scan *s)
{
    find_token *t = add_token(s, TOKEN_NUMBER, s->at);
    t->small.data = s->r->words.data + s->at;
    size_t first = digits_run(s, s->at), group;
    s->at += first;
    while (first <= 3 && (group = group_after_blank(s, s->at)) > 0)
        s->at += group;
    while (s->at + 1 < s->end) {
        char mark = s->r->words.data[s->at];
        if (!(mark == ',' || mark == '.' || mark == ':') || digits_run(s, s->at + 1) == 0)
            break;
        s->at += 1 + digits_run(s, s->at + 1);
    }
    t->end = s->at;
    t->small.length = t->end - t->start;
}

/* "400-ге", "2019-го", "190-бап", "%-ы": the hyphen goes with the letters. */
static bool scan_joined(scan *s)
{
    uint32_t c, next;
    if (s->r->n_tokens == 0 || s->apart)
        return false;
    const find_token *last = &s->r->tokens[s->r->n_tokens - 1];
    if (last->kind != TOKEN_NUMBER && !(last->kind == TOKEN_MARK && last->point == '%'))
        return false;
    size_t used = peek(s, s->at, &c);
    peek(s, s->at + used, &next);
    if (!(is_hyphen(c) || c == 0x2013) || !is_letter(next))
        return false;
    s->at += used;
    scan_word(s, true);
    return true;
}

static void scan_mark(scan *s, uint32_t point, size_t used)
{
    find_token *t = add_token(s, TOKEN_MARK, s->at);
    s->at += used;
    t->end = s->at;
    t->point = point;
    t->small = (text){s->r->words.data + t->start, used};
}

esep_status find_tokens(reading *r, size_t start, size_t end, esep_error *error)
{
    scan s = {.r = r, .at = start, .end = end, .apart = true};
    r->n_tokens = 0;
    r->tokens = find_room(r, ROOM_TOKENS, end - start + 1, sizeof *r->tokens);
    s.small = find_room(r, ROOM_LETTERS, 2 * (end - start) + 8, 1);
    if (!r->tokens || !s.small)
        return error_memory(error);
    while (s.at < end) {
        uint32_t point;
        size_t used = peek(&s, s.at, &point);
        if (is_blank(point)) {
            s.lines += point == '\n';
            s.apart |= !(point == 0xAD || (point >= 0x200B && point <= 0x200D) || point == 0xFEFF);
            s.at += used;
        } else if (is_digit(point) || (point == '.' && s.apart && digits_run(&s, s.at + 1) > 0)) {
            scan_number(&s);
        } else if (is_letter(point)) {
            scan_word(&s, false);
        } else if (!scan_joined(&s)) {
            scan_mark(&s, point, used);
        }
    }
    r->smalls = find_room(r, ROOM_SMALLS, r->n_tokens + 1, sizeof *r->smalls);
    if (!r->smalls)
        return error_memory(error);
    for (size_t i = 0; i < r->n_tokens; i++)
        r->smalls[i] = r->tokens[i].small;
    return ESEP_OK;
}

/* The shape of a number: its runs of digits and the marks between them. */
typedef struct shape {
    size_t runs, lengths[12];
    char marks[12]; /**< before each run; blanks are ' ' */
    char digits[MOST_DIGITS + 1];
    size_t n_digits;
    bool too_long;
} shape;

static shape number_shape(text t)
{
    shape s = {.runs = 1};
    bool in_digits = true; /* ".8" has an empty first run */
    for (size_t i = 0; i < t.length; i++) {
        char c = t.data[i];
        if (is_digit((unsigned char)c)) {
            in_digits = true;
            s.lengths[s.runs - 1]++;
            if (s.n_digits == MOST_DIGITS)
                s.too_long = true;
            else
                s.digits[s.n_digits++] = c;
        } else if (in_digits) {
            in_digits = false;
            if (s.runs == 12) {
                s.too_long = true;
                return s;
            }
            s.marks[s.runs++] = c == ',' || c == '.' || c == ':' ? c : ' ';
        }
    }
    return s;
}

static bool all_marks(const shape *s, size_t from, size_t to, char mark)
{
    for (size_t i = from; i < to; i++) {
        if (s->marks[i] != mark)
            return false;
    }
    return true;
}

/* Groups of three, or the Indian 4,05,861: the last of three, those between of two, the first of one or two. */
static bool grouped(const shape *s, size_t to)
{
    bool threes = s->lengths[0] <= 3, indian = s->lengths[0] <= 2 && to > 2;
    for (size_t i = 1; i < to; i++) {
        threes &= s->lengths[i] == 3;
        indian &= s->lengths[i] == (i + 1 == to ? 3 : 2);
    }
    return to > 1 && (threes || indian);
}

static find_digits digits_value(const shape *s, size_t decimals, bool is_grouped)
{
    find_digits d = {.decimals = (int)decimals, .grouped = is_grouped, .plain = s->runs == 1};
    if (s->too_long || decimals > 12) {
        d.refused = true;
        return d;
    }
    for (size_t i = 0; i < s->n_digits; i++)
        d.number = 10 * d.number + (s->digits[i] - '0');
    return d;
}

find_digits find_read_digits(text digits, esep_language language, bool whole)
{
    shape s = number_shape(digits);
    size_t last = s.runs - 1;
    if (s.runs == 1)
        return digits_value(&s, 0, false);
    char end = s.marks[last];
    if (end == ':' || s.marks[1] == ':')
        return (find_digits){.refused = true};
    if (all_marks(&s, 1, s.runs, end) && end != ' ' && s.runs > 2)
        return grouped(&s, s.runs) ? digits_value(&s, 0, true) : (find_digits){.refused = true};
    if (end == ' ')
        return grouped(&s, s.runs) && all_marks(&s, 1, s.runs, ' ') ? digits_value(&s, 0, true)
                                                                    : (find_digits){.refused = true};
    if (s.runs == 2) {
        bool three = s.lengths[1] == 3 && s.lengths[0] <= 3 && s.lengths[0] > 0 && s.digits[0] != '0';
        bool is_group = three && (language == ESEP_EN ? end == ',' : whole);
        return digits_value(&s, is_group ? 0 : s.lengths[1], is_group);
    }
    bool head = all_marks(&s, 1, last, s.marks[1]) && s.marks[1] != end && grouped(&s, last);
    return head ? digits_value(&s, s.lengths[last], true) : (find_digits){.refused = true};
}

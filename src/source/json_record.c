#include "source/json_record.h"

#include <string.h>

enum { JSON_DEPTH = 64 };

void json_skip_blanks(json_cursor *c)
{
    while (c->at < c->end && (*c->at == ' ' || *c->at == '\t' || *c->at == '\n' || *c->at == '\r'))
        c->at++;
}

static bool json_take(json_cursor *c, char byte)
{
    if (c->at == c->end || *c->at != byte)
        return false;
    c->at++;
    return true;
}

/* The first quote, backslash or control character: eight bytes at a time (a byte is zero, or below 32, where subtracting borrows). */
static const char *json_plain_end(const char *at, const char *end)
{
    const uint64_t ones = 0x0101010101010101u;
    while (end - at >= 8) {
        uint64_t word;
        memcpy(&word, at, 8);
        uint64_t quote = word ^ ones * '"', slash = word ^ ones * '\\';
        uint64_t hit = ((quote - ones) & ~quote) | ((slash - ones) & ~slash) | ((word - ones * 32) & ~word);
        if (hit & ones * 0x80)
            break;
        at += 8;
    }
    while (at < end && *at != '"' && *at != '\\' && (unsigned char)*at >= 32)
        at++;
    return at;
}

static int json_hex(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c |= 0x20;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool json_read_escape(json_cursor *c)
{
    c->at++; /* the backslash */
    if (c->at == c->end || !*c->at || !strchr("\"\\/bfnrtu", *c->at))
        return false;
    if (*c->at++ != 'u')
        return true;
    for (int i = 0; i < 4; i++, c->at++) {
        if (c->at == c->end || json_hex(*c->at) < 0)
            return false;
    }
    return true;
}

static bool json_read_string(json_cursor *c, json_value *out)
{
    if (!json_take(c, '"'))
        return false;
    const char *begin = c->at;
    out->kind = JSON_VALUE_STRING;
    for (;;) {
        c->at = json_plain_end(c->at, c->end);
        if (c->at == c->end)
            return false;
        if (*c->at == '"')
            break;
        if (*c->at != '\\' || !json_read_escape(c))
            return false;
        out->kind = JSON_VALUE_ESCAPED;
    }
    out->raw = (text){begin, (size_t)(c->at++ - begin)};
    return true;
}

static bool json_read_digits(json_cursor *c)
{
    const char *begin = c->at;
    while (c->at < c->end && *c->at >= '0' && *c->at <= '9')
        c->at++;
    return c->at > begin;
}

static bool json_read_number(json_cursor *c)
{
    json_take(c, '-');
    if (!json_take(c, '0') && !json_read_digits(c))
        return false;
    if (json_take(c, '.') && !json_read_digits(c))
        return false;
    if (c->at < c->end && (*c->at | 0x20) == 'e') {
        c->at++;
        if (!json_take(c, '+'))
            json_take(c, '-');
        return json_read_digits(c);
    }
    return true;
}

static bool json_read_word(json_cursor *c, const char *word)
{
    while (*word && json_take(c, *word))
        word++;
    return !*word;
}

static bool json_read_value(json_cursor *c, json_value *out, int depth);

static bool json_read_list(json_cursor *c, int depth)
{
    json_value value;
    c->at++;
    json_skip_blanks(c);
    if (json_take(c, ']'))
        return true;
    do {
        json_skip_blanks(c);
        if (!json_read_value(c, &value, depth + 1))
            return false;
        json_skip_blanks(c);
    } while (json_take(c, ','));
    return json_take(c, ']');
}

static bool json_read_members(json_cursor *c, json_member member, void *context, int depth)
{
    json_value key, value;
    if (!json_take(c, '{'))
        return false;
    json_skip_blanks(c);
    if (json_take(c, '}'))
        return true;
    do {
        json_skip_blanks(c);
        if (!json_read_string(c, &key))
            return false;
        json_skip_blanks(c);
        if (!json_take(c, ':'))
            return false;
        json_skip_blanks(c);
        if (!json_read_value(c, &value, depth + 1) || (member && !member(context, key, value)))
            return false;
        json_skip_blanks(c);
    } while (json_take(c, ','));
    return json_take(c, '}');
}

static bool json_read_value(json_cursor *c, json_value *out, int depth)
{
    const char *begin = c->at;
    if (c->at == c->end || depth > JSON_DEPTH)
        return false;
    bool good;
    out->kind = JSON_VALUE_SCALAR;
    switch (*c->at) {
    case '"':
        return json_read_string(c, out);
    case '{':
    case '[':
        out->kind = JSON_VALUE_NESTED;
        good = *begin == '{' ? json_read_members(c, NULL, NULL, depth) : json_read_list(c, depth);
        break;
    case 'n':
        out->kind = JSON_VALUE_NULL;
        good = json_read_word(c, "null");
        break;
    case 't':
        good = json_read_word(c, "true");
        break;
    case 'f':
        good = json_read_word(c, "false");
        break;
    default:
        good = json_read_number(c);
    }
    out->raw = (text){begin, (size_t)(c->at - begin)};
    return good;
}

bool json_read_object(json_cursor *c, json_member member, void *context)
{
    return json_read_members(c, member, context, 0);
}

static uint32_t json_code_unit(const char *digits)
{
    uint32_t code = 0;
    for (int i = 0; i < 4; i++)
        code = code << 4 | (uint32_t)json_hex(digits[i]);
    return code;
}

static void json_add_character(buffer *out, uint32_t code)
{
    if (code < 0x80) {
        buffer_add_byte(out, (char)code);
        return;
    }
    int more = code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
    static const unsigned char leads[] = {0, 0xc0, 0xe0, 0xf0};
    buffer_add_byte(out, (char)(leads[more] | code >> 6 * more));
    while (more--)
        buffer_add_byte(out, (char)(0x80 | (code >> 6 * more & 0x3f)));
}

/* The character at "\uXXXX", perhaps with its other half behind it; bytes that it takes. */
static size_t json_add_unicode(buffer *out, const char *at, const char *end)
{
    uint32_t code = json_code_unit(at + 2), low = 0;
    if (code >= 0xd800 && code < 0xdc00 && end - at >= 12 && at[6] == '\\' && at[7] == 'u')
        low = json_code_unit(at + 8);
    if (low >= 0xdc00 && low < 0xe000) {
        json_add_character(out, 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00));
        return 12;
    }
    if (code >= 0xd800 && code < 0xe000)
        buffer_add_byte(out, '\xff');
    else
        json_add_character(out, code);
    return 6;
}

void json_unescape(buffer *out, text raw)
{
    static const char letters[] = "bfnrt", meant[] = "\b\f\n\r\t";
    const char *at = raw.data, *end = raw.data + raw.length;
    while (at < end) {
        const char *slash = memchr(at, '\\', (size_t)(end - at));
        const char *until = slash ? slash : end;
        buffer_add(out, (text){at, (size_t)(until - at)});
        at = until;
        if (at == end)
            break;
        const char *letter = strchr(letters, at[1]);
        if (at[1] == 'u') {
            at += json_add_unicode(out, at, end);
            continue;
        }
        buffer_add_byte(out, letter ? meant[letter - letters] : at[1]);
        at += 2;
    }
}

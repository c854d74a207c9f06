#include "expression/lexer.h"

#include "expression/decimal.h"

#include <string.h>

size_t lexer_position(text written, size_t at)
{
    size_t position = 1;
    for (size_t i = 0; i < at && i < written.length; i++)
        position += ((unsigned char)written.data[i] & 0xC0) != 0x80;
    return position;
}

/* `t` for an error of one line: cut, without control characters. */
static void lexer_show(char out[100], text t)
{
    text_copy_cut(out, 80, t);
    for (char *c = out; *c; c++) {
        if ((unsigned char)*c < ' ' || *c == 0x7F)
            *c = ' ';
    }
    if (strlen(out) < t.length)
        strcat(out, "…");
}

esep_status lexer_raise(const lexer *l, message_id message, text found, const char *remedy)
{
    char position[24], shown[100];
    error_number(position, (int64_t)lexer_position(l->written, (size_t)(found.data - l->written.data)));
    if (!found.length)
        return error_raise(l->error, ESEP_USAGE, message, position, remedy);
    lexer_show(shown, found);
    return error_raise(l->error, ESEP_USAGE, message, position, shown, remedy);
}

/* What people write, or a word processor writes for them, in place of what the language knows. Longer ones
 * first. Without a remedy it is a quote. */
static const struct {
    const char *written, *remedy;
} lexer_strangers[] = {
    {"==", "="},  {"=<", "<="}, {"=>", ">="}, {"&&", "and"}, {"||", "or"}, {"&", "and"}, {"|", "or"},
    {"!", "not"}, {"≠", "<>"},  {"≤", "<="},  {"≥", ">="},   {"−", "-"},   {"–", "-"},   {"—", "-"},
    {"‑", "-"},   {"‐", "-"},   {"“", NULL},  {"”", NULL},   {"„", NULL},  {"‟", NULL},  {"‘", NULL},
    {"’", NULL},  {"‚", NULL},  {"‛", NULL},  {"«", NULL},   {"»", NULL},  {"‹", NULL},  {"›", NULL},
    {"`", NULL},  {"´", NULL},  {"″", NULL},  {"′", NULL},
};

/* No-break space, figure and thin spaces, line separators, the mark of byte order. */
static const char *const lexer_blanks[] = {
    " ",      "\t",     "\r",     "\n",     "\u00A0", "\u1680", "\u2002",       "\u2003",
    "\u2004", "\u2005", "\u2006", "\u2007", "\u2008", "\u2009", "\u200A",       "\u200B",
    "\u2028", "\u2029", "\u202F", "\u205F", "\u3000", "\uFEFF", "\xE2\x80\x80", "\xE2\x80\x81",
};

static bool lexer_begins(text t, const char *with)
{
    size_t length = strlen(with);
    return t.length >= length && memcmp(t.data, with, length) == 0;
}

/* Bytes of the blank at the head of t; 0 where there is none. */
static size_t lexer_blank(text t)
{
    for (size_t i = 0; i < sizeof lexer_blanks / sizeof *lexer_blanks; i++) {
        if (lexer_begins(t, lexer_blanks[i]))
            return strlen(lexer_blanks[i]);
    }
    return 0;
}

/* Index of the stranger at the head of t, or -1. */
static int lexer_stranger(text t)
{
    for (size_t i = 0; i < sizeof lexer_strangers / sizeof *lexer_strangers; i++) {
        if (lexer_begins(t, lexer_strangers[i].written))
            return (int)i;
    }
    return -1;
}

static bool lexer_is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Bytes of the letter, digit or underscore at the head of t; 0 where there is none. */
static size_t lexer_name_character(text t)
{
    if (!t.length)
        return 0;
    unsigned char c = (unsigned char)t.data[0];
    if (c < 0x80)
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || lexer_is_digit((char)c) || c == '_';
    if (lexer_blank(t) || lexer_stranger(t) >= 0)
        return 0;
    return c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
}

static text lexer_rest(const lexer *l)
{
    return (text){l->written.data + l->at, l->written.length - l->at};
}

static esep_status lexer_take(lexer *l, token *out, token_kind kind, size_t length)
{
    *out = (token){kind, {l->written.data + l->at, length}, 0};
    l->at += length;
    return ESEP_OK;
}

static esep_status lexer_quoted(lexer *l, token *out, char quote)
{
    text rest = lexer_rest(l);
    for (size_t i = 1; i < rest.length; i++) {
        if (rest.data[i] != quote)
            continue;
        if (i + 1 < rest.length && rest.data[i + 1] == quote) {
            i++;
            continue;
        }
        return lexer_take(l, out, quote == '"' ? TOKEN_QUOTED_NAME : TOKEN_TEXT, i + 1);
    }
    return lexer_raise(l, MESSAGE_EXPRESSION_UNCLOSED, (text){rest.data, 1}, NULL);
}

/* A number goes on as far as letters, digits and points do: what is then no number is an error as a whole. */
static esep_status lexer_number(lexer *l, token *out)
{
    text rest = lexer_rest(l);
    size_t n = rest.data[0] == '-' || rest.data[0] == '+', step;
    bool plain = true;
    for (; n < rest.length; n += step) {
        char c = rest.data[n];
        step = c == '.' ? 1 : lexer_name_character((text){rest.data + n, rest.length - n});
        if (step == 0)
            break;
        if (plain && (c == 'e' || c == 'E') && n + 2 < rest.length && lexer_is_digit(rest.data[n + 2]) &&
            (rest.data[n + 1] == '-' || rest.data[n + 1] == '+'))
            step = 2;
        plain = plain && (lexer_is_digit(c) || c == '.');
    }
    decimal number;
    decimal_outcome outcome = decimal_read(&number, (text){rest.data, n}, false);
    if (outcome == DECIMAL_UNREADABLE)
        return lexer_raise(l, MESSAGE_EXPRESSION_NUMBER, (text){rest.data, n}, NULL);
    if (outcome == DECIMAL_OUT_OF_RANGE)
        return lexer_raise(l, MESSAGE_EXPRESSION_NUMBER_RANGE, (text){rest.data, n}, NULL);
    return lexer_take(l, out, TOKEN_NUMBER, n);
}

static esep_status lexer_name(lexer *l, token *out)
{
    static const struct {
        const char *word;
        token_kind kind;
    } keywords[] = {
        {"and", TOKEN_AND}, {"or", TOKEN_OR},           {"not", TOKEN_NOT},   {"in", TOKEN_IN},
        {"is", TOKEN_IS},   {"between", TOKEN_BETWEEN}, {"like", TOKEN_LIKE}, {"null", TOKEN_NULL},
    };
    text rest = lexer_rest(l);
    size_t n = 0, step;
    while ((step = lexer_name_character((text){rest.data + n, rest.length - n})) > 0)
        n += step;
    for (size_t i = 0; i < sizeof keywords / sizeof *keywords; i++) {
        if (text_equal_ascii_case((text){rest.data, n}, text_from(keywords[i].word)))
            return lexer_take(l, out, keywords[i].kind, n);
    }
    return lexer_take(l, out, TOKEN_NAME, n);
}

static esep_status lexer_sign(lexer *l, token *out)
{
    static const struct {
        const char *sign;
        token_kind kind;
        unsigned relation;
    } signs[] = {
        {"<>", TOKEN_RELATION, RELATION_LESS | RELATION_GREATER},
        {"!=", TOKEN_RELATION, RELATION_LESS | RELATION_GREATER},
        {"<=", TOKEN_RELATION, RELATION_LESS | RELATION_EQUAL},
        {">=", TOKEN_RELATION, RELATION_GREATER | RELATION_EQUAL},
        {"<", TOKEN_RELATION, RELATION_LESS},
        {">", TOKEN_RELATION, RELATION_GREATER},
        {"=", TOKEN_RELATION, RELATION_EQUAL},
        {"(", TOKEN_OPEN, 0},
        {")", TOKEN_CLOSE, 0},
        {",", TOKEN_COMMA, 0},
    };
    text rest = lexer_rest(l);
    int stranger = lexer_begins(rest, "!=") ? -1 : lexer_stranger(rest);
    if (stranger >= 0) {
        const char *remedy = lexer_strangers[stranger].remedy;
        text found = {rest.data, strlen(lexer_strangers[stranger].written)};
        return lexer_raise(l, remedy ? MESSAGE_EXPRESSION_SPELLING : MESSAGE_EXPRESSION_QUOTES, found,
                           remedy);
    }
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        if (lexer_begins(rest, signs[i].sign)) {
            lexer_take(l, out, signs[i].kind, strlen(signs[i].sign));
            out->relation = signs[i].relation;
            return ESEP_OK;
        }
    }
    return lexer_raise(l, MESSAGE_EXPRESSION_CHARACTER, (text){rest.data, 1}, NULL);
}

esep_status lexer_next(lexer *l, token *out)
{
    size_t blank;
    while ((blank = lexer_blank(lexer_rest(l))) > 0)
        l->at += blank;
    text rest = lexer_rest(l);
    if (!rest.length)
        return lexer_take(l, out, TOKEN_END, 0);
    char c = rest.data[0];
    if (c == '"' || c == '\'')
        return lexer_quoted(l, out, c);
    size_t sign = c == '-' || c == '+';
    size_t point = sign + (sign < rest.length && rest.data[sign] == '.');
    if (point < rest.length && lexer_is_digit(rest.data[point]))
        return lexer_number(l, out);
    if (lexer_name_character(rest))
        return lexer_name(l, out);
    return lexer_sign(l, out);
}

/* Mark-up away, with a map of where each byte stood. */
#include "base/error.h"
#include "claim/find.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

typedef struct strip {
    claim_plain *out;
    text in;
    size_t at;
    bool failed;
    bool spaced_only; /**< only blanks so far on this line */
} strip;

static void begin_run(strip *s, size_t place)
{
    claim_plain *o = s->out;
    if (!o->runs || o->n_runs == o->capacity) {
        size_t capacity = 2 * o->capacity + 16;
        claim_run *runs = realloc(o->runs, capacity * sizeof *runs);
        if (!runs) {
            s->failed = true;
            return;
        }
        o->runs = runs;
        o->capacity = capacity;
    }
    o->runs[o->n_runs++] = (claim_run){o->words.length, place};
}

/* Bytes of the original as they stand there. */
static void keep(strip *s, size_t n)
{
    const claim_plain *o = s->out;
    const claim_run *last = o->n_runs ? &o->runs[o->n_runs - 1] : NULL;
    if (!last || o->words.length - last->plain != s->at - last->original)
        begin_run(s, s->at);
    buffer_add(&s->out->words, (text){s->in.data + s->at, n});
}

/* Bytes in place of others: each stands where those began. */
static void emit(strip *s, const char *bytes, size_t n)
{
    for (size_t i = 0; i < n && !s->failed; i++) {
        begin_run(s, s->at);
        buffer_add(&s->out->words, (text){bytes + i, 1});
    }
}

static bool starts(const strip *s, size_t at, const char *what)
{
    size_t n = strlen(what);
    return s->in.length - at >= n && strncasecmp(s->in.data + at, what, n) == 0;
}

/* The tag that begins here, or 0; a "<" that no letter, "/" or "!" follows is a sign of less. */
static size_t tag_length(const strip *s)
{
    char next = s->at + 1 < s->in.length ? s->in.data[s->at + 1] : ' ';
    bool letter = (next >= 'a' && next <= 'z') || (next >= 'A' && next <= 'Z');
    if (!letter && next != '/' && next != '!' && next != '?')
        return 0;
    if (starts(s, s->at, "<!--")) {
        const char *end = memmem(s->in.data + s->at + 4, s->in.length - s->at - 4, "-->", 3);
        return end ? (size_t)(end - s->in.data) + 3 - s->at : s->in.length - s->at;
    }
    size_t reach = s->in.length - s->at < 4096 ? s->in.length - s->at : 4096;
    const char *end = memchr(s->in.data + s->at, '>', reach);
    return end ? (size_t)(end - s->in.data) + 1 - s->at : 0;
}

/* Scripts and styles go with what they hold. */
static size_t hidden_length(const strip *s, size_t tag)
{
    static const char *const names[][2] = {
        {"<script", "</script"}, {"<style", "</style"}, {"<head>", "</head"}};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (!starts(s, s->at, names[i][0]))
            continue;
        size_t n = strlen(names[i][1]);
        for (size_t at = s->at + tag; at + n <= s->in.length; at++) {
            const char *next = memchr(s->in.data + at, '<', s->in.length - at);
            if (!next)
                break;
            at = (size_t)(next - s->in.data);
            if (starts(s, at, names[i][1]))
                return at - s->at;
        }
        return s->in.length - s->at;
    }
    return tag;
}

/* Tags that end a paragraph become an empty line, those that end a line a line end; inline ones nothing. */
static const char *tag_leaves(const strip *s)
{
    static const char *const blocks[] = {"p",     "div",     "h1",      "h2",         "h3",     "h4",
                                         "h5",    "h6",      "li",      "ul",         "ol",     "table",
                                         "tr",    "section", "article", "blockquote", "header", "footer",
                                         "title", "body",    "html",    "main",       "figure", "figcaption"};
    size_t at = s->at + 1 + (s->at + 1 < s->in.length && s->in.data[s->at + 1] == '/');
    size_t end = at;
    while (end < s->in.length &&
           ((s->in.data[end] | 32) >= 'a' ? (s->in.data[end] | 32) <= 'z'
                                          : s->in.data[end] >= '0' && s->in.data[end] <= '9'))
        end++;
    text name = {s->in.data + at, end - at};
    for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++) {
        if (text_equal_ascii_case(name, text_from(blocks[i])))
            return "\n\n";
    }
    if (text_equal_ascii_case(name, text_from("br")))
        return "\n";
    return text_equal_ascii_case(name, text_from("td")) || text_equal_ascii_case(name, text_from("th")) ? " "
                                                                                                        : "";
}

static size_t put_point(char out[4], uint32_t c)
{
    if (c < 0x80) {
        out[0] = (char)c;
        return 1;
    }
    if (c < 0x800) {
        out[0] = (char)(0xC0 | c >> 6);
        out[1] = (char)(0x80 | (c & 0x3F));
        return 2;
    }
    if (c < 0x10000) {
        out[0] = (char)(0xE0 | c >> 12);
        out[1] = (char)(0x80 | (c >> 6 & 0x3F));
        out[2] = (char)(0x80 | (c & 0x3F));
        return 3;
    }
    out[0] = (char)(0xF0 | c >> 18);
    out[1] = (char)(0x80 | (c >> 12 & 0x3F));
    out[2] = (char)(0x80 | (c >> 6 & 0x3F));
    out[3] = (char)(0x80 | (c & 0x3F));
    return 4;
}

/* &nbsp; &#160; &#xA0; and the other names that press pages use; the length of the entity, or 0. */
static size_t entity(const strip *s, uint32_t *point)
{
    static const struct {
        const char *name;
        uint32_t point;
    } names[] = {
        {"nbsp", 0xA0},     {"amp", '&'},      {"lt", '<'},       {"gt", '>'},        {"quot", '"'},
        {"apos", '\''},     {"laquo", 0xAB},   {"raquo", 0xBB},   {"ndash", 0x2013},  {"mdash", 0x2014},
        {"thinsp", 0x2009}, {"ensp", 0x2002},  {"emsp", 0x2003},  {"minus", 0x2212},  {"hellip", 0x2026},
        {"lsquo", 0x2018},  {"rsquo", 0x2019}, {"ldquo", 0x201C}, {"rdquo", 0x201D},  {"bdquo", 0x201E},
        {"percnt", '%'},    {"pound", 0xA3},   {"euro", 0x20AC},  {"shy", 0xAD},      {"deg", 0xB0},
        {"sect", 0xA7},     {"middot", 0xB7},  {"times", 0xD7},   {"numero", 0x2116}, {"half", 0xBD},
        {"frac12", 0xBD},   {"bull", 0x2022},  {"plus", '+'},     {"comma", ','},     {"period", '.'}};
    size_t from = s->at + 1, end = from;
    while (end < s->in.length && end - from < 10 && s->in.data[end] != ';')
        end++;
    if (end >= s->in.length || s->in.data[end] != ';')
        return 0;
    text name = {s->in.data + from, end - from};
    if (name.length > 1 && name.data[0] == '#') {
        bool hexadecimal = name.data[1] == 'x' || name.data[1] == 'X';
        char digits[12];
        text_copy_cut(digits, sizeof digits,
                      (text){name.data + 1 + hexadecimal, name.length - 1 - hexadecimal});
        char *rest;
        unsigned long code = strtoul(digits, &rest, hexadecimal ? 16 : 10);
        bool character =
            *digits && !*rest && code >= 0x20 && code < 0x110000 && !(code >= 0xD800 && code < 0xE000);
        *point = (uint32_t)code;
        return character ? end + 1 - s->at : 0;
    }
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (text_equal(name, text_from(names[i].name))) {
            *point = names[i].point;
            return end + 1 - s->at;
        }
    }
    return 0;
}

/* Markdown: "# " and "> " at a line's start, ** __ ` about words, [text](target). The length to leave out, or 0. */
static size_t markdown(const strip *s)
{
    char c = s->in.data[s->at], next = s->at + 1 < s->in.length ? s->in.data[s->at + 1] : '\n';
    if (s->spaced_only && (c == '#' || c == '>')) {
        size_t n = 1;
        while (s->at + n < s->in.length && s->in.data[s->at + n] == c && n < 6)
            n++;
        return s->at + n >= s->in.length || s->in.data[s->at + n] == ' ' ? n : 0;
    }
    if ((c == '*' && next == '*') || (c == '_' && next == '_'))
        return 2;
    if (c == '`' || (c == '*' && next != ' ' && next != '\n') ||
        (c == '*' && s->at > 0 && s->in.data[s->at - 1] != ' ' && s->in.data[s->at - 1] != '\n'))
        return 1;
    return 0;
}

/* "[text](target)": the brackets and the target go; s->at stands on "](" when the text is over. */
static size_t link_target(const strip *s)
{
    if (!starts(s, s->at, "]("))
        return 0;
    size_t reach = s->in.length - s->at < 2048 ? s->in.length - s->at : 2048;
    const char *end = memchr(s->in.data + s->at, ')', reach);
    const char *line = memchr(s->in.data + s->at, '\n', reach);
    return end && (!line || end < line) ? (size_t)(end - s->in.data) + 1 - s->at : 0;
}

static bool opens_link(const strip *s, size_t *until)
{
    if (s->at < *until)
        return false;
    size_t reach = s->in.length - s->at < 1024 ? s->in.length - s->at : 1024;
    const char *close = memchr(s->in.data + s->at, ']', reach);
    if (!close) {
        *until = s->at + reach;
        return false;
    }
    strip target = *s;
    target.at = (size_t)(close - s->in.data);
    return link_target(&target) > 0;
}

/* This byte, and all behind it that nothing below looks at. */
static size_t ordinary(const strip *s)
{
    static const bool looked_at[256] = {
        ['<'] = true, ['&'] = true, ['['] = true, [']'] = true,  ['*'] = true, ['_'] = true,
        ['`'] = true, ['#'] = true, ['>'] = true, ['\n'] = true, [' '] = true, ['\t'] = true};
    const unsigned char *bytes = (const unsigned char *)s->in.data;
    size_t at = s->at + 1;
    if (bytes[s->at] == '\n' || s->spaced_only)
        return 1;
    while (at < s->in.length && (!looked_at[bytes[at]] || bytes[at] == ' ' || bytes[at] == '\t'))
        at++;
    return at - s->at;
}

static void step(strip *s, size_t *no_link)
{
    char c = s->in.data[s->at];
    size_t n = c == '<' ? tag_length(s) : 0;
    if (n > 0) {
        const char *leaves = tag_leaves(s);
        emit(s, leaves, strlen(leaves));
        s->at += hidden_length(s, n);
        return;
    }
    uint32_t point;
    n = c == '&' ? entity(s, &point) : 0;
    if (n > 0) {
        char bytes[4];
        emit(s, bytes, put_point(bytes, point));
        s->at += n;
        s->spaced_only = false;
        return;
    }
    n = c == ']' ? link_target(s) : c == '[' ? opens_link(s, no_link) : markdown(s);
    if (n > 0) {
        s->at += n;
        return;
    }
    n = ordinary(s);
    keep(s, n);
    s->spaced_only = c == '\n' || (n == 1 && s->spaced_only && (c == ' ' || c == '\t'));
    s->at += n;
}

esep_status claim_strip(claim_plain *out, text marked, esep_error *error)
{
    *out = (claim_plain){0};
    strip s = {.out = out, .in = marked, .spaced_only = true};
    size_t no_link = 0;
    while (s.at < marked.length && !s.failed)
        step(&s, &no_link);
    begin_run(&s, marked.length);
    if (s.failed || out->words.failed) {
        claim_plain_free(out);
        return error_memory(error);
    }
    return ESEP_OK;
}

/* Tokens to items: what the lexicon says of each word or phrase, and where sentences end. */
#include "base/error.h"
#include "claim/find_inside.h"

#include <string.h>

enum { SHORT_LINE = 70 };

static bool is_capital(const reading *r, const find_token *t)
{
    uint32_t point;
    lexicon_character((text){r->words.data + t->start, t->end - t->start}, &point);
    return lexicon_small(point) != point && point != 0x451;
}

/* "5,3 тыс. ДТП": two capitals open no sentence behind an abbreviation. */
static bool is_acronym(const reading *r, const find_token *t)
{
    uint32_t first, second;
    text word = {r->words.data + t->start, t->end - t->start};
    size_t used = lexicon_character(word, &first);
    if (used >= word.length)
        return false;
    lexicon_character((text){word.data + used, word.length - used}, &second);
    return lexicon_small(first) != first && lexicon_small(second) != second;
}

static bool opens_sentence(const reading *r, const find_token *t)
{
    if (t->kind == TOKEN_WORD)
        return is_capital(r, t);
    if (t->kind == TOKEN_NUMBER)
        return true;
    bool dash = t->point == 0x2013 || t->point == 0x2014 || t->point == '-';
    if (dash && t->lines == 0)
        return false; /* "(2022 ж. – 71)" */
    return t->point != ',' && t->point != ')' && t->point != ';' && t->point != '.';
}

/* A stop after an abbreviation ends nothing, unless a capital follows and it is one that often ends a sentence (after a number). */
static bool stop_ends(const reading *r, size_t at)
{
    if (at + 1 >= r->n_tokens)
        return true;
    const find_token *next = &r->tokens[at + 1];
    if (!next->apart || !opens_sentence(r, next))
        return next->lines > 1;
    if (at == 0 || r->tokens[at - 1].kind != TOKEN_WORD)
        return true;
    const find_token *word = &r->tokens[at - 1];
    bool abbreviated = (lexicon_look(r->lexicon, &word->small, 1).tags & LEXICON_ABBREVIATION) != 0;
    /* "i.e. 95 fewer", "т.е. на 8 %" */
    bool dotted = at >= 3 && r->tokens[at - 2].kind == TOKEN_MARK && r->tokens[at - 2].point == '.' &&
                  !word->apart && word->small.length <= 2 && r->tokens[at - 3].small.length <= 2;
    if (dotted && next->lines == 0)
        return next->kind == TOKEN_WORD && is_capital(r, next);
    bool initial = word->end - word->start <= 2 && is_capital(r, word) && word->apart;
    if (!abbreviated)
        return !initial;
    if (next->kind == TOKEN_WORD && is_acronym(r, next))
        return false;
    bool after_number = at >= 2 && r->tokens[at - 2].kind == TOKEN_NUMBER;
    return after_number && next->kind != TOKEN_NUMBER && next->lines < 2 ? true : next->lines > 1;
}

static bool is_bullet(uint32_t c)
{
    return c == 0x2022 || c == 0xB7 || c == '*' || c == 0x2013 || c == 0x2014 || c == '-' || c == 0x25AA ||
           c == 0x25CF || c == '|';
}

/* Does a sentence end before this token because of a line end? `line` is where the line before began. */
static bool line_ends(const reading *r, size_t at, size_t line)
{
    const find_token *t = &r->tokens[at], *before = &r->tokens[at - 1];
    if (t->lines == 0)
        return false;
    bool stopped =
        before->kind == TOKEN_MARK && before->point != ',' && before->point != '-' && before->point != '%';
    return t->lines > 1 || stopped || (t->kind == TOKEN_MARK && is_bullet(t->point)) ||
           before->end - line < SHORT_LINE;
}

static bool mark_ends(const reading *r, size_t at)
{
    uint32_t c = r->tokens[at].point;
    if (c == '.')
        return stop_ends(r, at);
    if (c == '!' || c == '?' || c == 0x2026)
        return at + 1 >= r->n_tokens || (r->tokens[at + 1].apart && opens_sentence(r, &r->tokens[at + 1]));
    return false;
}

static find_item item_of(const reading *r, size_t at, const lexicon_match *match)
{
    const find_token *t = &r->tokens[at], *last = &r->tokens[at + (match->words ? match->words - 1 : 0)];
    find_item i = {.tags = match->tags,
                   .value = match->value,
                   .over = match->over,
                   .start = t->start,
                   .end = last->end,
                   .cases = match->cases,
                   .point = t->kind == TOKEN_MARK ? t->point : 0,
                   .kind = t->kind == TOKEN_MARK     ? ITEM_MARK
                           : t->kind == TOKEN_NUMBER ? ITEM_QUANTITY
                                                     : ITEM_WORD,
                   .apart = t->apart,
                   .lines = t->lines,
                   .joined = t->kind == TOKEN_WORD && at > 0 && !t->apart,
                   .token = at};
    i.capital = t->kind == TOKEN_WORD && is_capital(r, t);
    return i;
}

/* A compound that the lexicon does not know speaks by its last part: интернет-мошенничество, жол-көлік. */
static lexicon_match look_compound(const reading *r, size_t at, size_t n)
{
    lexicon_match match = lexicon_look(r->lexicon, r->smalls + at, n);
    text word = r->smalls[at];
    if (match.words > 0 || r->tokens[at].kind != TOKEN_WORD)
        return match;
    for (size_t i = word.length; i > 1 && word.length - i < 60; i--) {
        if (word.data[i - 1] == '-' && i < word.length) {
            text part = {word.data + i, word.length - i}, head = {word.data, i - 1};
            unsigned cases = lexicon_joined_cases(r->lexicon, part);
            if (cases && lexicon_look(r->lexicon, &head, 1).words == 1) {
                match = lexicon_look(r->lexicon, &head, 1);
                match.cases = cases;
                break;
            }
            match = lexicon_look(r->lexicon, &part, 1);
            match.tags &=
                LEXICON_UNIT | LEXICON_TIME | LEXICON_AGE | LEXICON_ARTICLE | LEXICON_YEAR | LEXICON_MONTH;
            break;
        }
    }
    if (match.words == 0)
        match.cases = lexicon_word_cases(r->lexicon, word);
    match.words = 1;
    return match;
}

/* Words that may form one phrase: up to the next line that stands apart, the next number or mark of a sentence's end. */
static size_t phrase_reach(const reading *r, size_t at)
{
    size_t n = 1;
    while (n < 8 && at + n < r->n_tokens && r->tokens[at + n].lines < 2 &&
           !(r->tokens[at + n].kind == TOKEN_NUMBER))
        n++;
    return n;
}

/* "three-percent", "two-fold": a number word and what it measures, as two items. */
static bool split_measure(reading *r, size_t at)
{
    text word = r->smalls[at];
    const char *hyphen = r->tokens[at].kind == TOKEN_WORD ? memchr(word.data, '-', word.length) : NULL;
    if (!hyphen || hyphen == word.data)
        return false;
    size_t head_length = (size_t)(hyphen - word.data);
    text head = {word.data, head_length}, tail = {hyphen + 1, word.length - head_length - 1};
    lexicon_match number = lexicon_look(r->lexicon, &head, 1),
                  measure = tail.length ? lexicon_look(r->lexicon, &tail, 1) : number;
    if (!(number.tags & LEXICON_NUMBER) || !(measure.tags & (LEXICON_PERCENT | LEXICON_TIMES)))
        return false;
    find_item i = item_of(r, at, &number);
    r->items[r->n_items++] = i;
    i.tags = measure.tags;
    i.value = measure.value;
    i.cases = measure.cases;
    i.joined = i.apart = false;
    r->items[r->n_items++] = i;
    r->n_numbers++;
    return true;
}

static void end_sentence(reading *r, size_t *first)
{
    if (r->n_items > *first)
        r->sentences[r->n_sentences++] = (find_sentence){.first = *first, .last = r->n_items};
    *first = r->n_items;
}

esep_status find_items(reading *r, esep_error *error)
{
    r->items = find_room(r, ROOM_ITEMS, 2 * r->n_tokens + 2, sizeof *r->items);
    r->sentences = find_room(r, ROOM_SENTENCES, r->n_tokens + 2, sizeof *r->sentences);
    if (!r->items || !r->sentences)
        return error_memory(error);
    r->items[0] = (find_item){.kind = ITEM_MARK};
    r->n_items = 1;
    r->n_numbers = 0;
    r->n_sentences = 0;
    size_t first = 1, line = r->n_tokens ? r->tokens[0].start : 0;
    for (size_t at = 0; at < r->n_tokens;) {
        if (at > 0 && (line_ends(r, at, line) || r->n_items - first >= FIND_SENTENCE))
            end_sentence(r, &first);
        if (r->tokens[at].lines > 0)
            line = r->tokens[at].start;
        if (lexicon_look(r->lexicon, r->smalls + at, 1).words == 0 && split_measure(r, at)) {
            at++;
            continue;
        }
        lexicon_match match = {.words = 1};
        if (r->tokens[at].kind != TOKEN_NUMBER)
            match = look_compound(r, at, phrase_reach(r, at));
        if (match.words == 0)
            match.words = 1;
        bool ends = r->tokens[at].kind == TOKEN_MARK && match.words == 1 && mark_ends(r, at);
        bool dropped =
            r->tokens[at].kind == TOKEN_MARK && r->tokens[at].point == '.' && !ends && match.words == 1;
        if (!dropped) {
            r->items[r->n_items] = item_of(r, at, &match);
            const find_item *added = &r->items[r->n_items++];
            r->n_numbers +=
                added->kind == ITEM_QUANTITY ||
                item_has(added, LEXICON_NUMBER | LEXICON_FRACTION | LEXICON_EVERY | LEXICON_RATIO);
        }
        at += match.words;
        if (ends) {
            r->items[r->n_items - 1].ends_sentence = true;
            end_sentence(r, &first);
        }
    }
    end_sentence(r, &first);
    return ESEP_OK;
}

/* Indicators known again by the words around a figure. */
#include "agreement/agreement.h"

#include <stdlib.h>
#include <string.h>

enum {
    PHRASE_WORDS = 8,
    WORD_BYTES = 96,
    CONTEXT_BYTES = 160,
    CONTEXT_WORDS = 40,
    ENDING_LETTERS = 4,
    STEM_LETTERS = 4
};

typedef struct name_phrase {
    size_t indicator;
    text words[PHRASE_WORDS];
    size_t n;
} name_phrase;

struct agreement_names {
    arena memory;
    const lexicon *lexicon;
    name_phrase *phrases;
    size_t n;
    size_t n_indicators;
};

/* Words in small letters, in `letters`. */
typedef struct word_list {
    char letters[CONTEXT_WORDS * WORD_BYTES];
    text words[CONTEXT_WORDS];
    size_t n, used;
} word_list;

static bool is_letter(uint32_t c)
{
    return (c >= 'a' && c <= 'z') || (c >= 0xC0 && c < 0x530 && c != 0xD7 && c != 0xF7);
}

static void word_put(word_list *to, size_t *length, uint32_t c)
{
    char *at = to->letters + to->used + *length;
    if (*length + 2 > WORD_BYTES || to->used + *length + 2 > sizeof to->letters)
        return;
    if (c < 0x80) {
        at[0] = (char)c;
        *length += 1;
    } else {
        at[0] = (char)(0xC0 | c >> 6);
        at[1] = (char)(0x80 | (c & 0x3F));
        *length += 2;
    }
}

static void word_end(word_list *to, size_t *length)
{
    if (*length && to->n < CONTEXT_WORDS)
        to->words[to->n++] = (text){to->letters + to->used, *length};
    to->used += to->n < CONTEXT_WORDS ? *length : 0;
    *length = 0;
}

static void words_of(word_list *out, text t)
{
    size_t length = 0;
    out->n = out->used = 0;
    while (t.length && out->n < CONTEXT_WORDS) {
        uint32_t point;
        size_t used = lexicon_character(t, &point);
        uint32_t c = lexicon_small(point);
        if (is_letter(c))
            word_put(out, &length, c);
        else
            word_end(out, &length);
        t = (text){t.data + used, t.length - used};
    }
    word_end(out, &length);
}

static size_t letters_in(text t)
{
    size_t n = 0;
    for (size_t i = 0; i < t.length; i++)
        n += ((unsigned char)t.data[i] & 0xC0) != 0x80;
    return n;
}

static bool is_ending(const lexicon *l, text word, size_t stem)
{
    unsigned cases;
    return stem == word.length || lexicon_endings(l, (text){word.data + stem, word.length - stem}, &cases);
}

/* The same but for endings: there is a stem of which both are the word alone or with an ending. */
static bool same_word(const lexicon *l, text a, text b)
{
    size_t stem = 0, least = a.length < b.length ? a.length : b.length;
    if (text_equal(a, b))
        return true;
    while (stem < least && a.data[stem] == b.data[stem])
        stem++;
    for (int tries = 0; tries < ENDING_LETTERS && stem > 0; tries++) {
        while (stem > 0 && stem < least && ((unsigned char)a.data[stem] & 0xC0) == 0x80)
            stem--;
        size_t letters = letters_in((text){a.data, stem});
        bool whole = stem == a.length || stem == b.length;
        if (letters < (whole ? 2 : STEM_LETTERS))
            return false;
        if (is_ending(l, a, stem) && is_ending(l, b, stem))
            return true;
        stem--;
    }
    return false;
}

static bool names_add(agreement_names *names, size_t *capacity, size_t indicator, text phrase)
{
    word_list list;
    words_of(&list, phrase);
    if (list.n == 0 || list.n > PHRASE_WORDS)
        return true;
    if (names->n == *capacity) {
        *capacity = *capacity ? 2 * *capacity : 64;
        name_phrase *grown = realloc(names->phrases, *capacity * sizeof *grown);
        if (!grown)
            return false;
        names->phrases = grown;
    }
    name_phrase *added = &names->phrases[names->n++];
    *added = (name_phrase){.indicator = indicator, .n = list.n};
    for (size_t i = 0; i < list.n; i++) {
        added->words[i] = arena_copy(&names->memory, list.words[i]);
        if (!added->words[i].data)
            return false;
    }
    return true;
}

/* Phrases with ";" between. */
static bool names_add_all(agreement_names *names, size_t *capacity, size_t indicator, text phrases)
{
    while (phrases.length) {
        const char *mark = memchr(phrases.data, ';', phrases.length);
        size_t length = mark ? (size_t)(mark - phrases.data) : phrases.length, step = length + (mark != NULL);
        if (!names_add(names, capacity, indicator, (text){phrases.data, length}))
            return false;
        phrases = (text){phrases.data + step, phrases.length - step};
    }
    return true;
}

esep_status agreement_names_create(agreement_names **out, const definition *d, esep_language language,
                                   const lexicon *lexicon, esep_error *error)
{
    agreement_names *names = calloc(1, sizeof *names);
    size_t capacity = 0;
    bool complete = names != NULL;
    for (size_t i = 0; complete && i < d->n_indicators; i++) {
        const definition_indicator *from = &d->indicators[i];
        names->lexicon = lexicon;
        names->n_indicators = d->n_indicators;
        complete = names_add(names, &capacity, i, from->label.in[language]) &&
                   names_add_all(names, &capacity, i, from->synonyms.in[language]) &&
                   names_add(names, &capacity, i, from->name);
    }
    if (!complete) {
        agreement_names_free(names);
        return error_memory(error);
    }
    *out = names;
    return ESEP_OK;
}

void agreement_names_free(agreement_names *names)
{
    if (!names)
        return;
    arena_free(&names->memory);
    free(names->phrases);
    free(names);
}

static bool phrase_is_in(const agreement_names *names, const name_phrase *phrase, const word_list *context)
{
    for (size_t i = 0; i < phrase->n; i++) {
        size_t at = 0;
        while (at < context->n && !same_word(names->lexicon, phrase->words[i], context->words[at]))
            at++;
        if (at == context->n)
            return false;
    }
    return true;
}

static bool is_known(const size_t *indicators, size_t n, size_t one)
{
    for (size_t i = 0; i < n; i++) {
        if (indicators[i] == one)
            return true;
    }
    return false;
}

static size_t match_in(size_t indicators[AGREEMENT_MOST], const agreement_names *names, const bool *usable,
                       text around)
{
    word_list context;
    size_t n = 0, most = 0;
    words_of(&context, around);
    for (size_t i = 0; i < names->n; i++) {
        const name_phrase *phrase = &names->phrases[i];
        if (!usable[phrase->indicator] || phrase->n < most || !phrase_is_in(names, phrase, &context))
            continue;
        if (phrase->n > most) {
            most = phrase->n;
            n = 0;
        }
        if (n < AGREEMENT_MOST && !is_known(indicators, n, phrase->indicator))
            indicators[n++] = phrase->indicator;
    }
    return n;
}

/* Neither another figure nor another sentence is looked over. */
static bool is_border(text words, size_t at)
{
    char c = words.data[at];
    return (c >= '0' && c <= '9') || c == '\n' || c == ';' ||
           ((c == '.' || c == '!' || c == '?') && (at + 1 == words.length || words.data[at + 1] == ' '));
}

static text words_behind(text words, size_t end)
{
    size_t at = end;
    while (at < words.length && at - end < CONTEXT_BYTES && !is_border(words, at))
        at++;
    return (text){words.data + end, at - end};
}

static text words_before(text words, size_t start)
{
    size_t at = start;
    while (at > 0 && start - at < CONTEXT_BYTES && !is_border(words, at - 1))
        at--;
    return (text){words.data + at, start - at};
}

size_t agreement_match(size_t indicators[AGREEMENT_MOST], const agreement_names *names, const bool *usable,
                       text words, size_t start, size_t end, bool behind)
{
    if (!words.data || end > words.length || start > end)
        return 0;
    text sides[2] = {words_before(words, start), words_behind(words, end)};
    size_t n = match_in(indicators, names, usable, sides[behind]);
    return n ? n : match_in(indicators, names, usable, sides[!behind]);
}

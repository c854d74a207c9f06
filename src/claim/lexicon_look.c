#include "claim/lexicon_inside.h"

#include <string.h>

size_t lexicon_character(text t, uint32_t *point)
{
    const unsigned char *b = (const unsigned char *)t.data;
    size_t need = b[0] < 0x80                   ? 1
                  : b[0] >= 0xC2 && b[0] < 0xE0 ? 2
                  : b[0] >= 0xE0 && b[0] < 0xF0 ? 3
                  : b[0] >= 0xF0 && b[0] < 0xF5 ? 4
                                                : 0;
    *point = 0xFFFD;
    if (need == 0 || need > t.length)
        return 1;
    if (need == 1) {
        *point = b[0];
        return 1;
    }
    uint32_t code = b[0] & (0x7Fu >> need);
    for (size_t i = 1; i < need; i++) {
        if ((b[i] & 0xC0) != 0x80)
            return 1;
        code = code << 6 | (b[i] & 0x3Fu);
    }
    *point = code;
    return need;
}

uint32_t lexicon_small(uint32_t c)
{
    if (c >= 'A' && c <= 'Z')
        return c + 32;
    if (c < 0xC0)
        return c;
    if (c <= 0xDE && c != 0xD7)
        return c + 32;
    if (c >= 0x410 && c <= 0x42F)
        return c + 32;
    if (c == 0x401 || c == 0x451)
        return 0x435;
    if (c >= 0x400 && c <= 0x40F)
        return c + 80;
    if ((c >= 0x460 && c <= 0x481) || (c >= 0x48A && c <= 0x4BF) || (c >= 0x4D0 && c <= 0x52F))
        return c | 1;
    return c;
}

uint64_t lexicon_hash(uint64_t hash, const char *data, size_t length)
{
    for (size_t i = 0; i < length; i++)
        hash = (hash ^ (unsigned char)data[i]) * UINT64_C(1099511628211);
    return hash;
}

const struct lexicon_slot *lexicon_find(const lexicon_table *table, text key, uint64_t hash)
{
    if (table->capacity == 0)
        return NULL;
    for (size_t i = (size_t)(hash ^ hash >> 29) & (table->capacity - 1);;
         i = (i + 1) & (table->capacity - 1)) {
        const struct lexicon_slot *slot = &table->slots[i];
        if (!slot->key.data)
            return NULL;
        if (slot->key.length == key.length && memcmp(slot->key.data, key.data, key.length) == 0)
            return slot;
    }
}

static unsigned suffix_cases(const lexicon *l, text t)
{
    const struct lexicon_slot *slot =
        lexicon_find(&l->suffixes, t, lexicon_hash(LEXICON_SEED, t.data, t.length));
    return slot ? slot->cases : 0;
}

/* Fewest suffixes first: the chain of the last round that reaches the end. The possessive is remembered along the chain, because
 * "-ын" after it is what makes a share. */
static bool endings_chain(const lexicon *l, text rest, unsigned *cases)
{
    unsigned reached[LONGEST_REST + 1] = {0};
    unsigned char pieces[LONGEST_REST + 1] = {0};
    for (size_t at = 0; at < rest.length; at++) {
        if (at > 0 && !reached[at])
            continue;
        for (size_t length = 1; length <= LONGEST_SUFFIX && at + length <= rest.length; length++) {
            unsigned found = suffix_cases(l, (text){rest.data + at, length}) & ~(unsigned)LEXICON_ENDING;
            size_t to = at + length;
            if (!found || (reached[to] && pieces[to] <= pieces[at] + 1))
                continue;
            reached[to] = found | (reached[at] & (LEXICON_POSSESSIVE | LEXICON_ORDINAL_SUFFIX));
            pieces[to] = (unsigned char)(pieces[at] + 1);
        }
    }
    *cases = reached[rest.length];
    return reached[rest.length] != 0;
}

bool lexicon_endings(const lexicon *l, text rest, unsigned *cases)
{
    *cases = 0;
    if (rest.length == 0)
        return true;
    if (rest.length > LONGEST_REST)
        return false;
    if (suffix_cases(l, rest) & LEXICON_ENDING)
        return true;
    return l->chains && endings_chain(l, rest, cases);
}

unsigned lexicon_joined_cases(const lexicon *l, text rest)
{
    unsigned cases = 0;
    if (l->chains && lexicon_endings(l, rest, &cases))
        return cases;
    return rest.length <= LONGEST_SUFFIX ? suffix_cases(l, rest) & ~(unsigned)LEXICON_ENDING : 0;
}

unsigned lexicon_word_cases(const lexicon *l, text word)
{
    size_t longest = word.length < LONGEST_SUFFIX ? word.length : LONGEST_SUFFIX;
    for (size_t length = longest; length > 0; length--) {
        if (((unsigned char)word.data[word.length - length] & 0xC0) == 0x80 || word.length < length + 4)
            continue;
        unsigned cases = suffix_cases(l, (text){word.data + word.length - length, length});
        if (cases & ~(unsigned)LEXICON_ENDING)
            return cases & ~(unsigned)LEXICON_ENDING;
    }
    return 0;
}

static bool pattern_fits(const lexicon *l, const lexicon_pattern *p, text word, unsigned *cases)
{
    *cases = 0;
    if (word.length < p->letters.length || memcmp(word.data, p->letters.data, p->letters.length) != 0)
        return false;
    text rest = {word.data + p->letters.length, word.length - p->letters.length};
    if (p->form == PATTERN_WORD)
        return rest.length == 0;
    if (lexicon_endings(l, rest, cases))
        return true;
    return p->form == PATTERN_ANY;
}

/* How exact a match is: words first, then a whole word before any stem, then the stem's length. */
static size_t exactness(const lexicon_entry *e, pattern_form form, size_t stem)
{
    return e->words << 16 | (form == PATTERN_WORD ? 0xFFFFu : stem << 1 | (form == PATTERN_RULE));
}

typedef struct looking {
    const lexicon *l;
    const text *words;
    size_t n;
    size_t best;
    lexicon_match match;
} looking;

static void try_entry(looking *s, const lexicon_entry *e, pattern_form form, size_t stem, unsigned cases)
{
    size_t exact = exactness(e, form, stem);
    if (e->words > s->n || exact < s->best)
        return;
    for (size_t i = 1; i < e->words; i++) {
        if (!pattern_fits(s->l, &e->patterns[i], s->words[i], &cases))
            return;
    }
    if (exact > s->best)
        s->match = (lexicon_match){.words = e->words, .cases = cases};
    s->best = exact;
    s->match.tags |= e->tags;
    if (e->value || e->over) {
        s->match.value = e->value;
        s->match.over = e->over;
    }
}

static void try_stem(looking *s, size_t length, uint64_t hash)
{
    text word = s->words[0], rest = {word.data + length, word.length - length};
    const struct lexicon_slot *slot = lexicon_find(&s->l->words, (text){word.data, length}, hash);
    if (!slot)
        return;
    unsigned cases = 0;
    if (rest.length == 0) {
        for (const lexicon_entry *e = slot->entries[PATTERN_WORD]; e; e = e->next)
            try_entry(s, e, PATTERN_WORD, length, 0);
    }
    bool ruled =
        (slot->entries[PATTERN_RULE] || slot->entries[PATTERN_ANY]) && lexicon_endings(s->l, rest, &cases);
    for (const lexicon_entry *e = ruled ? slot->entries[PATTERN_RULE] : NULL; e; e = e->next)
        try_entry(s, e, PATTERN_RULE, length, cases);
    for (const lexicon_entry *e = slot->entries[PATTERN_ANY]; e; e = e->next)
        try_entry(s, e, PATTERN_ANY, length, cases);
}

lexicon_match lexicon_look(const lexicon *l, const text *words, size_t n)
{
    looking s = {.l = l, .words = words, .n = n};
    text word = words[0];
    size_t reach = word.length < 96 ? word.length : 96;
    uint64_t hash = LEXICON_SEED;
    for (size_t i = 0; i < reach; i++) {
        hash = lexicon_hash(hash, word.data + i, 1);
        if (i + 1 == word.length || ((unsigned char)word.data[i + 1] & 0xC0) != 0x80)
            try_stem(&s, i + 1, hash);
    }
    return s.match;
}

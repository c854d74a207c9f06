/* lexicon_inside.h - a parsed lexicon, for the two files that fill and read it. */
#ifndef CLAIM_LEXICON_INSIDE_H
#define CLAIM_LEXICON_INSIDE_H

#include "base/arena.h"
#include "claim/lexicon.h"

typedef enum pattern_form { PATTERN_WORD, PATTERN_RULE, PATTERN_ANY } pattern_form;

typedef struct lexicon_pattern {
    text letters;
    pattern_form form;
} lexicon_pattern;

/** One meaning of a word or phrase. */
typedef struct lexicon_entry {
    uint64_t tags;
    int64_t value, over;
    lexicon_pattern *patterns; /**< [words] */
    size_t words;
    struct lexicon_entry *next; /**< the next with the same first pattern */
} lexicon_entry;

/** Texts → things, open addressing; capacity is a power of two above n. */
typedef struct lexicon_table {
    struct lexicon_slot {
        text key;                  /**< data == NULL: empty */
        lexicon_entry *entries[3]; /**< by form of the first pattern */
        unsigned cases;            /**< of a suffix; LEXICON_ENDING for endings */
    } * slots;
    size_t n, capacity;
} lexicon_table;

enum { LEXICON_ENDING = 1 << 30, LONGEST_SUFFIX = 24, LONGEST_REST = 48, LONGEST_PHRASE = 8 };

struct lexicon {
    arena memory;
    lexicon_table words;
    lexicon_table suffixes;
    bool chains; /**< there is a [suffix …] */
};

uint64_t lexicon_hash(uint64_t hash, const char *data, size_t length);
enum { LEXICON_SEED = 1469598103 };
/** The slot of a key, or NULL. */
const struct lexicon_slot *lexicon_find(const lexicon_table *table, text key, uint64_t hash);

#endif

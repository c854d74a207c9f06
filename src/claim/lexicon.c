#include "claim/lexicon_inside.h"

#include "base/error.h"

#include <stdlib.h>
#include <string.h>

#define LEXICON_TAG(tag, name) name,
static const char *const tag_names[] = {LEXICON_TAGS};
#undef LEXICON_TAG

static const char *const suffix_names[] = {
    "suffix",          "suffix possessive", "suffix genitive",     "suffix accusative", "suffix dative",
    "suffix locative", "suffix ablative",   "suffix instrumental", "suffix ordinal"};

/** What the lines below a section's head mean. */
typedef struct section {
    uint64_t tags;
    unsigned suffix; /**< not 0: the lines hold endings */
} section;

typedef struct reading {
    lexicon *l;
    section now;
    text line;
    const char *name;
    uint64_t number;
    esep_error *error;
} reading;

static esep_status broken(reading *r, message_id what, text detail)
{
    char shown[80];
    text_copy_cut(shown, sizeof shown, detail);
    error_raise(r->error, ESEP_DATA, what, shown);
    return error_at(r->error, r->name, r->number);
}

static esep_status table_grow(lexicon_table *table, esep_error *error)
{
    lexicon_table larger = {.n = table->n, .capacity = table->capacity ? 2 * table->capacity : 1024};
    larger.slots = calloc(larger.capacity, sizeof *larger.slots);
    if (!larger.slots)
        return error_memory(error);
    for (size_t i = 0; i < table->capacity; i++) {
        if (!table->slots[i].key.data)
            continue;
        uint64_t hash = lexicon_hash(LEXICON_SEED, table->slots[i].key.data, table->slots[i].key.length);
        size_t at = (size_t)(hash ^ hash >> 29) & (larger.capacity - 1);
        while (larger.slots[at].key.data)
            at = (at + 1) & (larger.capacity - 1);
        larger.slots[at] = table->slots[i];
    }
    free(table->slots);
    *table = larger;
    return ESEP_OK;
}

static esep_status table_slot(lexicon *l, lexicon_table *table, text key, struct lexicon_slot **slot,
                              esep_error *error)
{
    if (2 * (table->n + 1) > table->capacity)
        ESEP_TRY(table_grow(table, error));
    uint64_t hash = lexicon_hash(LEXICON_SEED, key.data, key.length);
    size_t at = (size_t)(hash ^ hash >> 29) & (table->capacity - 1);
    while (table->slots[at].key.data && !text_equal(table->slots[at].key, key))
        at = (at + 1) & (table->capacity - 1);
    *slot = &table->slots[at];
    if (!(*slot)->key.data) {
        (*slot)->key = arena_copy(&l->memory, key);
        if (!(*slot)->key.data)
            return error_memory(error);
        table->n++;
    }
    return ESEP_OK;
}

/* Letters of a pattern, in small form, into the arena. */
static esep_status small_copy(reading *r, text t, text *out)
{
    char *data = ARENA_TAKE(&r->l->memory, 2 * t.length + 1, char);
    if (!data)
        return error_memory(r->error);
    size_t length = 0;
    while (t.length > 0) {
        uint32_t point;
        size_t used = lexicon_character(t, &point);
        uint32_t small = lexicon_small(point);
        if (small < 0x80)
            data[length++] = (char)small;
        else if (small < 0x800) {
            data[length++] = (char)(0xC0 | small >> 6);
            data[length++] = (char)(0x80 | (small & 0x3F));
        } else {
            memcpy(data + length, t.data, used);
            length += used;
        }
        t = (text){t.data + used, t.length - used};
    }
    *out = (text){data, length};
    return ESEP_OK;
}

static bool cut(text *rest, char at, text *piece)
{
    if (rest->length == 0)
        return false;
    const char *end = memchr(rest->data, at, rest->length);
    size_t length = end ? (size_t)(end - rest->data) : rest->length;
    *piece = text_trim((text){rest->data, length});
    size_t used = length + (end != NULL);
    *rest = (text){rest->data + used, rest->length - used};
    return true;
}

static esep_status read_pattern(reading *r, text word, lexicon_pattern *pattern)
{
    char last = word.data[word.length - 1];
    pattern->form = last == '*' ? PATTERN_ANY : last == '~' ? PATTERN_RULE : PATTERN_WORD;
    if (pattern->form != PATTERN_WORD)
        word.length--;
    if (word.length == 0 || memchr(word.data, '*', word.length) || memchr(word.data, '~', word.length))
        return broken(r, MESSAGE_LEXICON_STEM, word);
    return small_copy(r, word, &pattern->letters);
}

static esep_status add_entry(reading *r, text phrase, int64_t value, int64_t over)
{
    lexicon_pattern patterns[LONGEST_PHRASE];
    size_t n = 0;
    text word, rest = phrase;
    while (cut(&rest, ' ', &word)) {
        if (word.length == 0)
            continue;
        if (n == LONGEST_PHRASE)
            return broken(r, MESSAGE_LEXICON_PHRASE, phrase);
        ESEP_TRY(read_pattern(r, word, &patterns[n++]));
    }
    if (n == 0)
        return broken(r, MESSAGE_LEXICON_EMPTY, r->line);
    struct lexicon_slot *slot;
    ESEP_TRY(table_slot(r->l, &r->l->words, patterns[0].letters, &slot, r->error));
    lexicon_entry *e = ARENA_TAKE(&r->l->memory, 1, lexicon_entry);
    lexicon_pattern *kept = ARENA_TAKE(&r->l->memory, n, lexicon_pattern);
    if (!e || !kept)
        return error_memory(r->error);
    memcpy(kept, patterns, n * sizeof *kept);
    *e = (lexicon_entry){r->now.tags, value, over, kept, n, slot->entries[patterns[0].form]};
    slot->entries[patterns[0].form] = e;
    return ESEP_OK;
}

static esep_status add_suffix(reading *r, text letters)
{
    text small;
    struct lexicon_slot *slot;
    if (letters.length == 0 || letters.length > LONGEST_SUFFIX)
        return broken(r, MESSAGE_LEXICON_EMPTY, r->line);
    ESEP_TRY(small_copy(r, letters, &small));
    ESEP_TRY(table_slot(r->l, &r->l->suffixes, small, &slot, r->error));
    slot->cases |= r->now.suffix;
    r->l->chains |= (r->now.suffix & (LEXICON_ORDINAL_SUFFIX - 1)) != 0;
    return ESEP_OK;
}

static bool read_integer(text t, int64_t *value)
{
    t = text_trim(t);
    bool negative = t.length > 1 && t.data[0] == '-';
    *value = 0;
    if (t.length <= negative || t.length > 17)
        return false;
    for (size_t i = negative; i < t.length; i++) {
        if (t.data[i] < '0' || t.data[i] > '9')
            return false;
        *value = 10 * *value + (t.data[i] - '0');
    }
    if (negative)
        *value = -*value;
    return true;
}

/* "= 1000" or "= 2/3" at the end of a line. */
static esep_status read_value(reading *r, text *words, int64_t *value, int64_t *over)
{
    const char *equals = memchr(words->data, '=', words->length);
    *value = *over = 0;
    if (!equals)
        return ESEP_OK;
    text after = {equals + 1, words->length - (size_t)(equals + 1 - words->data)}, top = after, below;
    const char *slash = memchr(after.data, '/', after.length);
    if (slash) {
        top.length = (size_t)(slash - after.data);
        below = (text){slash + 1, after.length - top.length - 1};
        if (!read_integer(below, over) || *over <= 0)
            return broken(r, MESSAGE_LEXICON_VALUE, after);
    }
    if (!read_integer(top, value))
        return broken(r, MESSAGE_LEXICON_VALUE, after);
    words->length = (size_t)(equals - words->data);
    return ESEP_OK;
}

static bool tag_by_name(text name, uint64_t *tags)
{
    for (size_t i = 0; i < LEXICON_TAG_COUNT; i++) {
        if (text_equal(name, text_from(tag_names[i]))) {
            *tags |= UINT64_C(1) << i;
            return true;
        }
    }
    return false;
}

/* "[up, comparative]": the meanings of the lines below. [nothing] takes every meaning from a phrase. */
static esep_status read_head(reading *r)
{
    text rest = {r->line.data + 1, r->line.length - 2}, name;
    r->now = (section){0};
    if (r->line.length < 3 || r->line.data[r->line.length - 1] != ']')
        return broken(r, MESSAGE_LEXICON_SECTION, r->line);
    while (cut(&rest, ',', &name)) {
        bool known = tag_by_name(name, &r->now.tags) || text_equal(name, text_from("nothing"));
        if (text_equal(name, text_from("endings")))
            known = (r->now.suffix |= LEXICON_ENDING) != 0;
        for (size_t i = 0; i < sizeof suffix_names / sizeof *suffix_names; i++) {
            if (text_equal(name, text_from(suffix_names[i])))
                known = (r->now.suffix |= 1u << i) != 0;
        }
        if (!known)
            return broken(r, MESSAGE_LEXICON_SECTION, name);
    }
    return ESEP_OK;
}

static esep_status read_line(reading *r)
{
    const char *comment = memchr(r->line.data, '#', r->line.length);
    if (comment)
        r->line.length = (size_t)(comment - r->line.data);
    r->line = text_trim(r->line);
    if (r->line.length == 0)
        return ESEP_OK;
    if (r->line.data[0] == '[')
        return read_head(r);
    text words = r->line, piece;
    int64_t value, over;
    ESEP_TRY(read_value(r, &words, &value, &over));
    if (words.length == 0 || words.data[words.length - 1] == ',')
        return broken(r, MESSAGE_LEXICON_EMPTY, r->line);
    while (cut(&words, ',', &piece)) {
        if (piece.length == 0)
            return broken(r, MESSAGE_LEXICON_EMPTY, r->line);
        ESEP_TRY(r->now.suffix ? add_suffix(r, piece) : add_entry(r, piece, value, over));
    }
    return ESEP_OK;
}

esep_status lexicon_parse(lexicon **out, text words, const char *name, esep_error *error)
{
    *out = NULL;
    lexicon *l = calloc(1, sizeof *l);
    if (!l)
        return error_memory(error);
    reading r = {.l = l, .name = name, .error = error};
    esep_status status = ESEP_OK;
    if (!text_is_utf8(words))
        status = broken(&r, MESSAGE_LEXICON_UTF8, text_from(name));
    while (status == ESEP_OK && words.length > 0) {
        const char *end = memchr(words.data, '\n', words.length);
        size_t length = end ? (size_t)(end - words.data) : words.length;
        r.line = (text){words.data, length};
        r.number++;
        status = read_line(&r);
        words = (text){words.data + length + (end != NULL), words.length - length - (end != NULL)};
    }
    if (status != ESEP_OK) {
        lexicon_free(l);
        return status;
    }
    *out = l;
    return ESEP_OK;
}

esep_status lexicon_load(lexicon **out, esep_language language, esep_error *error)
{
    switch (language) {
    case ESEP_KK:
        return lexicon_parse(out, (text){(const char *)lexicon_kk, lexicon_kk_size}, "lexicons/kk.txt",
                             error);
    case ESEP_RU:
        return lexicon_parse(out, (text){(const char *)lexicon_ru, lexicon_ru_size}, "lexicons/ru.txt",
                             error);
    default:
        return lexicon_parse(out, (text){(const char *)lexicon_en, lexicon_en_size}, "lexicons/en.txt",
                             error);
    }
}

void lexicon_free(lexicon *l)
{
    if (!l)
        return;
    free(l->words.slots);
    free(l->suffixes.slots);
    arena_free(&l->memory);
    free(l);
}

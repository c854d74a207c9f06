#include "cube/dictionary.h"

#include "cube/dictionary_print.h"
#include "cube/huge_pages.h"

#include <pthread.h>
#include <stdlib.h>

enum {
    DICTIONARY_FIRST_SLOTS = 512,
    DICTIONARY_LARGE =
        1 << 13,             /* slots; from here on a table leaves the caches: fuller, and asked for ahead */
    DICTIONARY_AT_ONCE = 64, /* texts looked up together */
    DICTIONARY_TWINS_MOST = 8, /* long texts with the same words, before all of their bytes are hashed */
};

/* For texts that may end at the end of their memory. */
static dictionary_print dictionary_print_of(const dictionary *d, text t)
{
    char padded[DICTIONARY_PADDING] = {0};
    if (t.length >= DICTIONARY_PADDING)
        return dictionary_print_padded(d, t);
    if (t.length)
        memcpy(padded, t.data, t.length);
    return dictionary_print_padded(d, (text){padded, t.length});
}

/* Two texts of one length, more than DICTIONARY_SHORT, whose first and last 16 bytes are the same: the bytes between. */
static inline bool dictionary_same_middle(const char *a, const char *b, size_t length)
{
    uint64_t different = 0;
    for (size_t at = 16; at < length - 16; at += 16) {
        uint64_t x[2], y[2];
        memcpy(x, a + at, sizeof x);
        memcpy(y, b + at, sizeof y);
        different |= (x[0] ^ y[0]) | (x[1] ^ y[1]);
    }
    return different == 0;
}

#if defined(__SSE2__)
static inline bool dictionary_same_words(const dictionary_key *key, const dictionary_print *print)
{
    const __m128i *a = (const __m128i *)(const void *)key->words,
                  *b = (const __m128i *)(const void *)print->words;
    __m128i first = _mm_cmpeq_epi8(_mm_loadu_si128(a), _mm_load_si128(b)),
            second = _mm_cmpeq_epi8(_mm_loadu_si128(a + 1), _mm_load_si128(b + 1));
    return _mm_movemask_epi8(_mm_and_si128(first, second)) == 0xFFFF;
}
#else
static inline bool dictionary_same_words(const dictionary_key *key, const dictionary_print *print)
{
    return ((key->words[0] ^ print->words[0]) | (key->words[1] ^ print->words[1]) |
            (key->words[2] ^ print->words[2]) | (key->words[3] ^ print->words[3])) == 0;
}
#endif

/* `length` is the key's: see dictionary_key. *twins counts long texts that are only alike; may be NULL. */
static inline uint32_t dictionary_probe(const dictionary *d, text t, uint64_t length,
                                        const dictionary_print *print, size_t *twins)
{
    for (size_t at = print->tag >> d->shift;; at = (at + 1) & (d->n_slots - 1)) {
        uint64_t slot = d->slots[at];
        if (slot == 0)
            return DICTIONARY_NONE;
        uint32_t code = (uint32_t)slot - 1;
        if (slot >> 32 != print->tag || d->keys[code].length != length ||
            !dictionary_same_words(&d->keys[code], print))
            continue;
        if (t.length <= DICTIONARY_SHORT || dictionary_same_middle(d->texts[code].data, t.data, t.length))
            return code;
        if (twins)
            ++*twins;
    }
}

/* Ask for the memory of slots, and then of the keys that they name first. */
static void dictionary_prefetch(const dictionary *d, const dictionary_print *prints, size_t n)
{
    for (size_t i = 0; i < n; i++)
        __builtin_prefetch(&d->slots[prints[i].tag >> d->shift]);
    for (size_t i = 0; i < n; i++) {
        uint32_t code = (uint32_t)d->slots[prints[i].tag >> d->shift];
        __builtin_prefetch(&d->keys[code ? code - 1 : 0]);
    }
}

/* A table that has left the caches: all slots first, then all keys. */
static void dictionary_find_far(const dictionary *d, const text *texts, size_t n, uint32_t *codes)
{
    dictionary_print prints[DICTIONARY_AT_ONCE];
    for (size_t from = 0; from < n; from += DICTIONARY_AT_ONCE) {
        size_t some = n - from < DICTIONARY_AT_ONCE ? n - from : DICTIONARY_AT_ONCE;
        for (size_t i = 0; i < some; i++)
            prints[i] = dictionary_print_padded(d, texts[from + i]);
        dictionary_prefetch(d, prints, some);
        for (size_t i = 0; i < some; i++)
            codes[from + i] = dictionary_probe(d, texts[from + i], texts[from + i].length, &prints[i], NULL);
    }
}

/* No text in the dictionary is longer than a word: nothing else is looked at. */
static void dictionary_find_words(const dictionary *d, const text *texts, size_t n, uint32_t *codes)
{
    uint64_t others = 0;
    for (size_t w = 1; w < DICTIONARY_WORDS; w++)
        others += dictionary_product(0, dictionary_constants[w]);
    for (size_t i = 0; i < n; i++) {
        size_t length = texts[i].length;
        uint64_t word = dictionary_word(texts[i].data) &
                        dictionary_word(dictionary_masks + DICTIONARY_SHORT - (length < 8 ? length : 8));
        uint32_t tag = dictionary_tag(dictionary_product(word, dictionary_constants[0]) + others);
        size_t at = tag >> d->shift;
        uint64_t slot = d->slots[at];
        while (slot && (d->keys[(uint32_t)slot - 1].words[0] != word ||
                        d->keys[(uint32_t)slot - 1].length != length)) {
            at = (at + 1) & (d->n_slots - 1);
            slot = d->slots[at];
        }
        codes[i] = (uint32_t)slot - 1; /* a free slot's 0 becomes DICTIONARY_NONE */
    }
}

/* A table that stays in the caches. */
static void dictionary_find_near(const dictionary *d, const text *texts, size_t n, uint32_t *codes)
{
    for (size_t i = 0; i < n; i++) {
        dictionary_print print = dictionary_print_padded(d, texts[i]);
        codes[i] = dictionary_probe(d, texts[i], texts[i].length, &print, NULL);
    }
}

static dictionary_finder *dictionary_near = dictionary_find_near;
static pthread_once_t dictionary_asked = PTHREAD_ONCE_INIT;

/* What this machine can do: asked of the processor once. */
static void dictionary_ask(void)
{
#if defined(__x86_64__)
    __builtin_cpu_init();
    if (__builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl") &&
        __builtin_cpu_supports("bmi2"))
        dictionary_near = dictionary_find_avx512;
#endif
}

void dictionary_use_plain(void)
{
    pthread_once(&dictionary_asked, dictionary_ask);
    dictionary_near = dictionary_find_near;
}

void dictionary_find(const dictionary *d, const text *texts, size_t n, uint32_t *codes)
{
    if (d->n == 0)
        memset(codes, 0xFF, n * sizeof *codes); /* DICTIONARY_NONE */
    else if (d->n_slots >= DICTIONARY_LARGE)
        dictionary_find_far(d, texts, n, codes);
    else if (d->longest <= 8)
        dictionary_find_words(d, texts, n, codes);
    else {
        pthread_once(&dictionary_asked, dictionary_ask);
        dictionary_near(d, texts, n, codes);
    }
}

static void dictionary_place(dictionary *d, uint64_t slot)
{
    size_t at = slot >> 32 >> d->shift;
    while (d->slots[at])
        at = (at + 1) & (d->n_slots - 1);
    d->slots[at] = slot;
}

/* Small tables are nearly empty, since a second look is what no processor foresees; large ones at most half full. */
static esep_status dictionary_grow(dictionary *d, esep_error *error)
{
    size_t n_slots = d->n_slots ? d->n_slots * 2 : DICTIONARY_FIRST_SLOTS;
    size_t capacity = n_slots / (n_slots >= DICTIONARY_LARGE ? 2 : 16);
    if (n_slots > UINT32_MAX / 2)
        return error_memory(error);
    text *texts = realloc(d->texts, capacity * sizeof *texts);
    d->texts = texts ? texts : d->texts;
    dictionary_key *keys = realloc(d->keys, capacity * sizeof *keys);
    d->keys = keys ? keys : d->keys;
    uint64_t *slots = calloc(n_slots, sizeof *slots);
    if (!texts || !keys || !slots) {
        free(slots);
        return error_memory(error);
    }
    huge_pages_ask(slots, n_slots * sizeof *slots);
    huge_pages_ask(keys, capacity * sizeof *keys);
    uint64_t *old = d->slots;
    size_t n_old = d->n_slots;
    d->slots = slots;
    d->n_slots = n_slots;
    d->shift = (unsigned)(32 - __builtin_ctzll(n_slots));
    d->capacity = capacity;
    for (size_t at = 0; at < n_old; at++) {
        if (old[at])
            dictionary_place(d, old[at]);
    }
    free(old);
    return ESEP_OK;
}

/* Long texts are told apart by all their bytes from now on. */
static void dictionary_deepen(dictionary *d)
{
    d->deep = true;
    memset(d->slots, 0, d->n_slots * sizeof *d->slots);
    for (size_t code = 0; code < d->n; code++) {
        dictionary_print print = dictionary_print_of(d, d->texts[code]);
        dictionary_place(d, (uint64_t)print.tag << 32 | (code + 1));
    }
}

/* See dictionary_key. */
static uint64_t dictionary_length(text t)
{
    bool marked = t.length && t.data[0] == '"';
    return t.length | (uint64_t)marked << 63;
}

esep_status dictionary_code(dictionary *d, text t, uint32_t *code, esep_error *error)
{
    size_t twins = 0;
    dictionary_print print = dictionary_print_of(d, t);
    uint32_t known = d->n ? dictionary_probe(d, t, dictionary_length(t), &print, &twins) : DICTIONARY_NONE;
    if (known != DICTIONARY_NONE) {
        *code = known;
        return ESEP_OK;
    }
    if (d->n == d->capacity)
        ESEP_TRY(dictionary_grow(d, error));
    text copy = arena_copy(&d->memory, t.data ? t : text_from(""));
    if (!copy.data)
        return error_memory(error);
    if (twins >= DICTIONARY_TWINS_MOST && !d->deep) {
        dictionary_deepen(d);
        print = dictionary_print_of(d, t);
    }
    dictionary_key *key = &d->keys[d->n];
    memcpy(key->words, print.words, sizeof key->words);
    key->length = dictionary_length(t);
    d->longest = t.length > d->longest ? t.length : d->longest;
    d->texts[d->n] = copy;
    dictionary_place(d, (uint64_t)print.tag << 32 | (d->n + 1));
    *code = (uint32_t)d->n++;
    return ESEP_OK;
}

uint64_t dictionary_bytes(const dictionary *d)
{
    return d->memory.total + d->n_slots * sizeof *d->slots +
           d->capacity * (sizeof *d->texts + sizeof *d->keys);
}

void dictionary_free(dictionary *d)
{
    arena_free(&d->memory);
    free(d->texts);
    free(d->keys);
    free(d->slots);
    *d = (dictionary){0};
}

/* Texts as numbers, held to a list that is searched from its beginning. */
#include "cube/dictionary.h"

#include "check.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_BYTES = 300, ROOM = MOST_BYTES + DICTIONARY_PADDING };

static uint64_t state = 88172645463325252u;

static uint64_t next_random(void)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return state;
}

/* Few letters and a common beginning, so that texts are often alike; what stands behind a text must not matter. */
static size_t make_text(char *bytes, size_t longest)
{
    size_t length = next_random() % (longest + 1);
    for (size_t i = 0; i < ROOM; i++)
        bytes[i] = i < 12 ? 'x' : (char)("ab\"\0"[next_random() % 4]);
    if (length && next_random() % 3 == 0)
        bytes[next_random() % length] = (char)next_random();
    return length;
}

static void compare(size_t n, size_t longest)
{
    CHECK_CASE("%zu texts of up to %zu bytes", n, longest);
    dictionary d = {0};
    esep_error error = {0};
    char(*bytes)[ROOM] = calloc(n, sizeof *bytes);
    text *texts = calloc(n, sizeof *texts), *known = calloc(n, sizeof *known);
    uint32_t *codes = calloc(n, sizeof *codes);
    size_t n_known = 0;
    int wrong = 0;
    for (size_t i = 0; i < n; i++) {
        texts[i] = (text){bytes[i], make_text(bytes[i], longest)};
        size_t place = 0;
        uint32_t code = 0, found;
        while (place < n_known && !text_equal(known[place], texts[i]))
            place++;
        bool marked = texts[i].length && texts[i].data[0] == '"';
        dictionary_find(&d, &texts[i], 1, &found);
        wrong += found != (place == n_known || marked ? DICTIONARY_NONE : (uint32_t)place);
        wrong += dictionary_code(&d, texts[i], &code, &error) != ESEP_OK || code != place;
        if (place == n_known)
            known[n_known++] = texts[i];
        codes[i] = code;
    }
    CHECK_INT(wrong, 0);
    CHECK_INT((int)d.n, (int)n_known);
    uint32_t *all = calloc(n, sizeof *all);
    dictionary_find(&d, texts, n, all);
    for (size_t i = 0; i < n; i++) {
        bool marked = texts[i].length && texts[i].data[0] == '"';
        wrong += all[i] != (marked ? DICTIONARY_NONE : codes[i]) || !text_equal(d.texts[codes[i]], texts[i]);
    }
    CHECK_INT(wrong, 0);
    free(all);
    free(codes);
    free(known);
    free(texts);
    free(bytes);
    dictionary_free(&d);
}

TEST(codes_are_those_of_a_list)
{
    compare(1, 0);
    compare(300, 8);
    compare(3000, 8);
    compare(3000, 20);
    compare(6000, 90);
    /* Few enough to be looked up as what stays in the caches. */
    for (int i = 0; i < 20; i++) {
        compare(400, 32);
        compare(400, 64);
        compare(400, 90);
        compare(400, MOST_BYTES);
    }
}

/* All alike but for their middle: the whole is hashed, or each would be held against all. */
TEST(long_texts_that_differ_in_the_middle)
{
    enum { TEXTS = 200000 };
    dictionary d = {0};
    esep_error error = {0};
    int wrong = 0;
    for (int round = 0; round < 2; round++) {
        for (uint32_t i = 0; i < TEXTS; i++) {
            char bytes[ROOM] = "https://example.org/a/00000000/and/so/on/to/the/end";
            uint32_t code = 0, found = 0;
            text t = {bytes, strlen(bytes)};
            for (uint32_t rest = i, at = 29; rest; rest /= 10, at--)
                bytes[at] = (char)('0' + rest % 10);
            dictionary_find(&d, &t, 1, &found);
            wrong += found != (round ? i : DICTIONARY_NONE);
            wrong += dictionary_code(&d, t, &code, &error) != ESEP_OK || code != i;
        }
    }
    CHECK_INT(wrong, 0);
    CHECK(d.deep);
    dictionary_free(&d);
}

int main(void)
{
    RUN(codes_are_those_of_a_list);
    RUN(long_texts_that_differ_in_the_middle);
    dictionary_use_plain();
    RUN(codes_are_those_of_a_list);
    return check_finish();
}

/* Texts of any bytes, plain and as mark-up, in each language: claims in order, with spans within the text and numbers within their
 * bounds. The first byte chooses the language. */
#include "claim/find.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void demand(bool truth)
{
    if (!truth)
        abort();
}

static void check_text(text t, text words)
{
    demand(!t.data || (t.data >= words.data && t.data + t.length <= words.data + words.length));
}

static void check_number(const claim_number *n, text words)
{
    if (!n->known)
        return;
    demand(n->decimals >= 0 && n->decimals <= 18 && n->unit > 0 && n->start <= n->end &&
           n->end <= words.length);
}

static void check_claims(const claim_list *found, text words, bool ordered)
{
    for (size_t i = 0; i < found->n; i++) {
        const claim *c = &found->claims[i];
        demand(c->kind < CLAIM_KINDS && c->start < c->end && c->end <= words.length);
        demand(c->sentence_start <= c->start && c->sentence_end <= words.length);
        demand(!ordered || i == 0 || found->claims[i - 1].start <= c->start);
        check_number(&c->value, words);
        check_number(&c->current, words);
        check_number(&c->base, words);
        check_number(&c->whole, words);
        check_number(&c->delta, words);
        check_text(c->unit, words);
        check_text(c->subject, words);
        check_text(c->period, words);
        check_text(c->against, words);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static lexicon *lexicons[ESEP_LANGUAGES];
    if (size == 0)
        return 0;
    esep_language language = (esep_language)(data[0] % ESEP_LANGUAGES);
    esep_error error = {0};
    if (!lexicons[language])
        demand(lexicon_load(&lexicons[language], language, &error) == ESEP_OK);
    text words = {(const char *)data + 1, size - 1};
    claim_list found = {0};
    demand(claim_find(&found, words, language, lexicons[language], &error) == ESEP_OK);
    check_claims(&found, words, true);
    claim_list_free(&found);
    claim_plain plain;
    demand(claim_strip(&plain, words, &error) == ESEP_OK);
    demand(claim_find(&found, buffer_text(&plain.words), claim_language(buffer_text(&plain.words)),
                      lexicons[language], &error) == ESEP_OK);
    claim_list_restore(&found, &plain, words);
    check_claims(&found, words, false);
    claim_list_free(&found);
    claim_plain_free(&plain);
    return 0;
}

#include "report/check_document.h"

#include "base/error.h"
#include "report/check_facts.h"

typedef struct check_build {
    document *d;
    document_fact *claims, *linked;
    size_t words[VERDICT_WORDS];
    size_t first; /* number of this text's first claim among all */
} check_build;

static void check_add_text(check_build *b, const check_text *t)
{
    for (size_t i = 0; i < t->claims->n; i++) {
        verdict v;
        claim_judge(&t->claims->claims[i], &v);
        b->words[v.word]++;
        check_fact_claim(b->d, b->claims, t, i, &v);
    }
    for (size_t i = 0; i < t->linked->n; i++)
        check_fact_linked(b->d, b->linked, t, &t->linked->findings[i], b->first);
    b->first += t->claims->n;
}

static void check_add_summary(check_build *b)
{
    document_fact *o = document_fact_object(b->d, &b->d->facts, "summary");
    document_fact_value(b->d, o, "claims", document_count((int64_t)b->first, DOCUMENT_PLAIN));
    for (size_t i = 0; i < VERDICT_WORDS; i++)
        document_fact_value(b->d, o, verdict_word_code((verdict_word)i),
                            document_count((int64_t)b->words[i], DOCUMENT_PLAIN));
}

esep_status check_document_create(document **out, size_t *accused, const check_text *texts, size_t n,
                                  const check_options *options, esep_error *error)
{
    check_build b = {0};
    (void)options;
    ESEP_TRY(document_create(&b.d, error));
    b.claims = document_fact_array(b.d, &b.d->facts, "claims");
    b.linked = document_fact_array(b.d, &b.d->facts, "linked");
    for (size_t i = 0; i < n; i++)
        check_add_text(&b, &texts[i]);
    check_add_summary(&b);
    *accused = b.words[VERDICT_IMPOSSIBLE] + b.words[VERDICT_INCONSISTENT];
    *out = b.d;
    return ESEP_OK;
}

#include "report/check_review.h"

#include "report/check_findings.h"
#include "report/check_records.h"
#include "report/check_words.h"

static void review_words(document *d, document_fact *o, const char *name, const char *words)
{
    document_fact_value(d, o, name, document_words(d, words));
}

static document_fact *review_thing(document *d, document_fact *parent, const char *name, const char *type)
{
    document_fact *o = document_fact_object(d, parent, name);
    review_words(d, o, "@type", type);
    return o;
}

/* 1: cannot be so, or the records differ; 3: possible; 5: it holds. */
static void review_rating(document *d, document_fact *review, const verdict *v, document_tone tone,
                          const agreement *a)
{
    bool holds = v->word == VERDICT_CONSISTENT || (a && a->word == AGREEMENT_AGREES);
    document_fact *o = review_thing(d, review, "reviewRating", "Rating");
    document_fact_value(d, o, "worstRating", document_count(1, DOCUMENT_PLAIN));
    document_fact_value(d, o, "bestRating", document_count(5, DOCUMENT_PLAIN));
    document_fact_value(d, o, "ratingValue",
                        document_count(tone == DOCUMENT_WRONG ? 1
                                       : holds                ? 5
                                                              : 3,
                                       DOCUMENT_PLAIN));
    bool differs = a && a->word == AGREEMENT_DIFFERS && !verdict_accuses(v);
    bool agrees = a && a->word == AGREEMENT_AGREES && v->word == VERDICT_UNVERIFIABLE;
    review_words(d, o, "alternateName", differs ? "differs" : agrees ? "agrees" : verdict_word_code(v->word));
}

static void review_claim(document *d, document_fact *graph, const check_text *t, size_t at, const verdict *v,
                         document_tone tone)
{
    const claim *c = &t->claims->claims[at];
    const agreement *a = t->agreements ? &t->agreements[at] : NULL;
    document_value lines[2];
    document_fact *review = review_thing(d, graph, NULL, "ClaimReview");
    document_fact_value(d, review, "claimReviewed", check_quote(d, t, c));
    document_fact *reviewed = review_thing(d, review, "itemReviewed", "Claim");
    if (t->name.data) {
        document_fact *place = review_thing(d, reviewed, "appearance", "CreativeWork");
        document_fact_value(d, place, "name", document_text(d, t->name));
    }
    review_rating(d, review, v, tone, a);
    size_t n = check_records_lines(lines, 2, d, t, at);
    document_fact_value(d, review, "reviewBody",
                        n && v->reason == VERDICT_NO_OPERANDS ? lines[0] : check_reason(d, c, v));
    document_fact *author = review_thing(d, review, "author", "SoftwareApplication");
    review_words(d, author, "name", "Esep");
}

void check_fact_reviews(document *d, const check_text *texts, size_t n, size_t *accused)
{
    review_words(d, &d->facts, "@context", "https://schema.org");
    document_fact *graph = document_fact_array(d, &d->facts, "@graph");
    *accused = 0;
    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; k < texts[i].claims->n; k++) {
            verdict v;
            claim_judge(&texts[i].claims->claims[k], &v);
            document_tone tone = check_tone(&v, texts[i].agreements ? &texts[i].agreements[k] : NULL);
            *accused += tone == DOCUMENT_WRONG;
            if (tone != DOCUMENT_NEUTRAL)
                review_claim(d, graph, &texts[i], k, &v, tone);
        }
    }
}

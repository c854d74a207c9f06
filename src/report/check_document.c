#include "report/check_document.h"

#include "base/error.h"
#include "report/check_facts.h"
#include "report/check_findings.h"
#include "report/check_review.h"

#include <stdlib.h>

typedef struct check_build {
    document *d;
    document_fact *claims, *linked; /* NULL: no facts are wanted */
    check_sentence sentence;
    size_t words[VERDICT_WORDS];
    size_t tones[DOCUMENT_HOLDS + 1]; /* of the text under way */
    size_t accused;
    size_t first; /* number of this text's first claim among all */
    bool several, no_blocks;
    document_tone *claim_tones; /* [claims of the text under way] */
} check_build;

static document_value check_name(document *d, const check_text *t)
{
    return t->name.data ? document_text(d, t->name) : document_says(d, MESSAGE_CHECK_STANDARD_INPUT, NULL, 0);
}

/* The machine's form, and what the other needs to know of each claim. */
static void check_judge(check_build *b, const check_text *t)
{
    for (size_t i = 0; i < t->claims->n; i++) {
        verdict v;
        (b->claims ? claim_judge : claim_judge_word)(&t->claims->claims[i], &v);
        b->words[v.word]++;
        b->claim_tones[i] = check_tone(&v, t->agreements ? &t->agreements[i] : NULL);
        b->accused += b->claim_tones[i] == DOCUMENT_WRONG;
        b->tones[b->claim_tones[i]]++;
        if (b->claims)
            check_fact_claim(b->d, b->claims, t, i, &v, &b->sentence);
    }
    for (size_t i = 0; i < t->linked->n; i++) {
        const linked_finding *f = &t->linked->findings[i];
        b->tones[DOCUMENT_WARNING] += check_linked_tone(f->kind) == DOCUMENT_WARNING;
        if (b->linked)
            check_fact_linked(b->d, b->linked, t, f, b->first);
    }
}

static void check_add_head(check_build *b, const check_text *t)
{
    static const message_id languages[] = {[ESEP_EN] = MESSAGE_CHECK_LANGUAGE_EN,
                                           [ESEP_RU] = MESSAGE_CHECK_LANGUAGE_RU,
                                           [ESEP_KK] = MESSAGE_CHECK_LANGUAGE_KK};
    document *d = b->d;
    document_value name = check_name(d, t);
    const document_value subtitle[] = {document_says(d, languages[t->language], NULL, 0),
                                       document_count((int64_t)t->claims->n, DOCUMENT_PLAIN)};
    static const document_tone order[] = {DOCUMENT_WRONG, DOCUMENT_WARNING, DOCUMENT_HOLDS, DOCUMENT_NEUTRAL};
    document_value counts[4];
    for (size_t i = 0; i < 4; i++)
        counts[i] = document_count((int64_t)b->tones[order[i]], DOCUMENT_PLAIN);
    if (b->several)
        document_add(d, DOCUMENT_HEADING, MESSAGE_CHECK_OF_TEXT, &name, 1);
    else
        document_add(d, DOCUMENT_TITLE, MESSAGE_CHECK_TITLE, &name, 1);
    document_add(d, b->several ? DOCUMENT_PARAGRAPH : DOCUMENT_SUBTITLE, MESSAGE_CHECK_SUBTITLE, subtitle, 2);
    if (t->claims->n)
        document_add(d, DOCUMENT_PARAGRAPH, MESSAGE_CHECK_SUMMARY, counts, 4);
    else
        document_add(d, DOCUMENT_PARAGRAPH, MESSAGE_CHECK_NO_FIGURES, NULL, 0);
}

static void check_add_findings(check_build *b, const check_text *t, document_tone tone)
{
    for (size_t i = 0; i < t->claims->n; i++) {
        verdict v;
        if (b->claim_tones[i] != tone)
            continue;
        claim_judge(&t->claims->claims[i], &v);
        check_add_finding(b->d, t, i, &v, tone, b->first + i + 1);
    }
    for (size_t i = 0; i < t->linked->n; i++) {
        if (check_linked_tone(t->linked->findings[i].kind) == tone)
            check_add_linked(b->d, t, &t->linked->findings[i]);
    }
}

/* Figures may overlap ("5–7", one figure said of two things): the earlier one is marked, with the gravest tone of all. */
static size_t check_marks(document_mark *marks, const check_build *b, const check_text *t)
{
    size_t n = 0;
    for (size_t i = 0; i < t->claims->n; i++) {
        const claim *c = &t->claims->claims[i];
        document_mark mark = {c->start, c->end, b->first + i + 1, b->claim_tones[i]};
        if (c->end <= c->start || c->end > t->words.length)
            continue;
        if (mark.tone == DOCUMENT_NEUTRAL)
            mark.number = 0;
        if (n == 0 || mark.start >= marks[n - 1].end)
            marks[n++] = mark;
        else if (marks[n - 1].number == 0 || mark.tone == DOCUMENT_WRONG)
            marks[n - 1].number = mark.number, marks[n - 1].tone = mark.tone;
    }
    return n;
}

static esep_status check_add_passage(check_build *b, const check_text *t, esep_error *error)
{
    if (!t->words.length || !t->claims->n)
        return ESEP_OK;
    document_mark *marks = calloc(t->claims->n, sizeof *marks);
    if (!marks)
        return error_memory(error);
    size_t n = check_marks(marks, b, t);
    document_add(b->d, DOCUMENT_HEADING, MESSAGE_CHECK_TEXT, NULL, 0);
    document_add_passage(b->d, &(document_passage){t->words, t->language, marks, n});
    free(marks);
    return ESEP_OK;
}

static esep_status check_add_blocks(check_build *b, const check_text *t, esep_error *error)
{
    check_add_head(b, t);
    size_t found = b->tones[DOCUMENT_WRONG] + b->tones[DOCUMENT_WARNING] + b->tones[DOCUMENT_HOLDS];
    if (found && !b->several)
        document_add(b->d, DOCUMENT_HEADING, MESSAGE_CHECK_VERDICTS, NULL, 0);
    check_add_findings(b, t, DOCUMENT_WRONG);
    check_add_findings(b, t, DOCUMENT_WARNING);
    check_add_findings(b, t, DOCUMENT_HOLDS);
    return check_add_passage(b, t, error);
}

static esep_status check_add_text(check_build *b, const check_text *t, esep_error *error)
{
    for (size_t i = 0; i <= DOCUMENT_HOLDS; i++)
        b->tones[i] = 0;
    b->claim_tones = calloc(t->claims->n + 1, sizeof *b->claim_tones);
    if (!b->claim_tones)
        return error_memory(error);
    check_judge(b, t);
    esep_status status = b->no_blocks ? ESEP_OK : check_add_blocks(b, t, error);
    b->first += t->claims->n;
    free(b->claim_tones);
    return status;
}

static void check_add_summary(check_build *b)
{
    document_fact *o = document_fact_object(b->d, &b->d->facts, "summary");
    document_fact_value(b->d, o, "claims", document_count((int64_t)b->first, DOCUMENT_PLAIN));
    document_fact_value(b->d, o, "accused", document_count((int64_t)b->accused, DOCUMENT_PLAIN));
    for (size_t i = 0; i < VERDICT_WORDS; i++)
        document_fact_value(b->d, o, verdict_word_code((verdict_word)i),
                            document_count((int64_t)b->words[i], DOCUMENT_PLAIN));
}

esep_status check_document_create(document **out, size_t *accused, const check_text *texts, size_t n,
                                  const check_options *options, esep_error *error)
{
    check_build b = {.several = n != 1, .no_blocks = options->no_blocks};
    esep_status status = ESEP_OK;
    ESEP_TRY(document_create(&b.d, error));
    if (options->claim_review) {
        check_fact_reviews(b.d, texts, n, accused);
        *out = b.d;
        return ESEP_OK;
    }
    if (!options->no_facts) {
        b.claims = document_fact_array(b.d, &b.d->facts, "claims");
        b.linked = document_fact_array(b.d, &b.d->facts, "linked");
    }
    document_value count = document_count((int64_t)n, DOCUMENT_PLAIN);
    if (b.several && !b.no_blocks)
        document_add(b.d, DOCUMENT_TITLE, MESSAGE_CHECK_TITLE_TEXTS, &count, 1);
    for (size_t i = 0; i < n && status == ESEP_OK; i++)
        status = check_add_text(&b, &texts[i], error);
    if (status != ESEP_OK) {
        document_free(b.d);
        return status;
    }
    if (!options->no_facts)
        check_add_summary(&b);
    *accused = b.accused;
    *out = b.d;
    return ESEP_OK;
}

/* The verb `check`, put together: texts without their mark-up, claims, verdicts, a document. */
#include "agreement/agreement.h"
#include "api/claims_file.h"
#include "api/document_api.h"
#include "api/register_api.h"
#include "base/error.h"
#include "claim/find.h"
#include "claim/judge_linked.h"
#include "report/check_document.h"

#include <esep/check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Denser than any text is; each claim takes some kilobytes until all is written. */
enum { CHECK_MOST_CLAIMS = 300000, CHECK_SENTENCE_BYTES = 1000 };

/* One text under way. */
typedef struct check_work {
    claim_plain plain;
    claim_list claims; /* of plain.words */
    claim_list places; /* of the original */
    linked_list linked;
    agreement *agreements; /* [claims.n], or NULL */
    agreement_names *names;
} check_work;

typedef struct check_call {
    const esep_check_request *asked;
    check_work *works; /* [n] */
    check_text *texts; /* [n] */
    size_t n;
    lexicon *lexicons[ESEP_LANGUAGES]; /* those needed so far */
    arena memory;                      /* of claims that are read */
    definition *definition;            /* NULL: none asked for */
    bulletin *stated, *whole_year, *previous;
} check_call;

static esep_status check_copy(claim_list *out, const claim_list *from, esep_error *error)
{
    out->claims = malloc((from->n + !from->n) * sizeof *out->claims);
    if (!out->claims)
        return error_memory(error);
    if (from->n)
        memcpy(out->claims, from->claims, from->n * sizeof *out->claims);
    out->n = out->capacity = from->n;
    return ESEP_OK;
}

/* A percentage whose earlier or later value is itself printed with a percent sign is said to be of a rate. */
static void check_mind_rates(claim_list *list, text words)
{
    for (size_t i = 0; i < list->n; i++) {
        claim *c = &list->claims[i];
        const claim_number *n = c->current.known ? &c->current : &c->base;
        size_t at = n->end;
        while (at < words.length && words.data[at] == ' ')
            at++;
        bool one = c->current.known != c->base.known && n->end > n->start;
        if (c->kind == CLAIM_CHANGE_PERCENT && one && at < words.length &&
            (words.data[at] == '%' || words.data[n->end - 1] == '%'))
            c->of_rate = true;
    }
}

/* The start of the sentence that `at` stands in, within its paragraph and CHECK_SENTENCE_BYTES bytes. */
static size_t check_sentence_start(text words, size_t at)
{
    size_t start = at;
    while (start > 0 && at - start < CHECK_SENTENCE_BYTES && words.data[start - 1] != '\n' &&
           !(words.data[start - 1] == ' ' && start > 1 && words.data[start - 2] == '.'))
        start--;
    while (start < at && ((unsigned char)words.data[start] & 0xC0) == 0x80)
        start++;
    return start;
}

static size_t check_sentence_end(text words, size_t at)
{
    size_t end = at;
    while (end < words.length && end - at < CHECK_SENTENCE_BYTES && words.data[end] != '\n' &&
           !(words.data[end] == ' ' && words.data[end - (end > at)] == '.'))
        end++;
    while (end > at && end < words.length && ((unsigned char)words.data[end] & 0xC0) == 0x80)
        end--;
    return end;
}

static int check_by_start(const void *a, const void *b)
{
    const claim *x = a, *y = b;
    if (x->start != y->start)
        return x->start < y->start ? -1 : 1;
    return x->end < y->end ? -1 : x->end > y->end;
}

/* The first byte of the plain text that stood at or behind `place` of the original. */
static size_t check_plain_place(const claim_plain *plain, size_t place)
{
    size_t low = 0, high = plain->words.length;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (claim_plain_place(plain, middle) < place)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Offsets are said of the original; here they become those of the plain text. */
static void check_place_claim(claim *c, const check_work *work, text marked)
{
    if (c->start >= CHECK_UNPLACED || c->end > marked.length)
        return;
    enum { NUMBERS = 5 };
    claim_number *numbers[NUMBERS] = {&c->value, &c->current, &c->base, &c->whole, &c->delta};
    c->start = check_plain_place(&work->plain, c->start);
    c->end = check_plain_place(&work->plain, c->end);
    for (size_t i = 0; i < NUMBERS; i++) {
        bool implied = numbers[i]->start == numbers[i]->end;
        numbers[i]->start = c->start;
        numbers[i]->end = implied ? c->start : c->end;
    }
    c->sentence_start = check_sentence_start(buffer_text(&work->plain.words), c->start);
    c->sentence_end = check_sentence_end(buffer_text(&work->plain.words), c->end);
}

static esep_status check_read_claims(check_call *call, check_work *work, text marked, esep_error *error)
{
    ESEP_TRY(claims_file_read(&work->claims, &call->memory, call->asked->claims, error));
    if (work->claims.n)
        qsort(work->claims.claims, work->claims.n, sizeof *work->claims.claims, check_by_start);
    ESEP_TRY(check_copy(&work->places, &work->claims, error));
    for (size_t i = 0; i < work->claims.n; i++)
        check_place_claim(&work->claims.claims[i], work, marked);
    return ESEP_OK;
}

static esep_status check_find_claims(check_call *call, check_work *work, const check_text *t, text marked,
                                     esep_error *error)
{
    const lexicon *lexicon = call->lexicons[t->language];
    ESEP_TRY(claim_find(&work->claims, t->words, t->language, lexicon, error));
    if (work->claims.n > CHECK_MOST_CLAIMS) {
        char most[24];
        error_raise(error, ESEP_USAGE, MESSAGE_CHECK_TOO_DENSE, error_number(most, CHECK_MOST_CLAIMS));
        return ESEP_USAGE;
    }
    check_mind_rates(&work->claims, t->words);
    ESEP_TRY(check_copy(&work->places, &work->claims, error));
    claim_list_restore(&work->places, &work->plain, marked);
    return ESEP_OK;
}

/* Text i; where there is none, what the file of claims says. */
static esep_status check_work_on(check_call *call, size_t i, esep_error *error)
{
    const esep_check_request *asked = call->asked;
    const esep_check_text *from = i < asked->n_texts ? &asked->texts[i] : NULL;
    text marked = {from && from->length ? from->bytes : "", from ? from->length : 0};
    check_work *work = &call->works[i];
    check_text *t = &call->texts[i];
    ESEP_TRY(claim_strip(&work->plain, marked, error));
    t->name = from ? text_from(from->name) : text_from(asked->claims);
    if (from)
        t->words = work->plain.words.data ? buffer_text(&work->plain.words) : text_from("");
    bool known = !from || (asked->language_known && claim_language_fits(t->words, asked->language));
    t->language = known ? asked->language : claim_language(t->words);
    if (!call->lexicons[t->language])
        ESEP_TRY(lexicon_load(&call->lexicons[t->language], t->language, error));
    ESEP_TRY(asked->claims ? check_read_claims(call, work, marked, error)
                           : check_find_claims(call, work, t, marked, error));
    ESEP_TRY(judge_linked(&work->linked, &work->claims, error));
    t->claims = &work->claims;
    t->places = &work->places;
    t->linked = &work->linked;
    return ESEP_OK;
}

static esep_status check_texts(check_call *call, esep_error *error)
{
    call->n = call->asked->n_texts + (call->asked->n_texts == 0 && call->asked->claims);
    if (call->asked->claims && call->n > 1)
        return error_raise(error, ESEP_USAGE, MESSAGE_CHECK_FILE_TEXTS);
    call->works = calloc(call->n + 1, sizeof *call->works);
    call->texts = calloc(call->n + 1, sizeof *call->texts);
    if (!call->works || !call->texts)
        return error_memory(error);
    for (size_t i = 0; i < call->n; i++)
        ESEP_TRY(check_work_on(call, i, error));
    return ESEP_OK;
}

static esep_status check_evaluate(bulletin **out, const check_call *call, const char *period,
                                  esep_error *error)
{
    bulletin_request request = {.period = text_from(period),
                                .n_threads =
                                    call->asked->threads ? call->asked->threads : register_processors(),
                                .only_indicator = SIZE_MAX};
    return bulletin_create(out, call->definition, &request, error);
}

/* The same figures over the whole year and over the period before, to tell what a figure that differs may have been taken from. Where the records
 * do not reach so far, that is no failure of the check. */
static void check_evaluate_others(check_call *call)
{
    char year[24], previous[64], first[24], last[24];
    esep_error unread = {0};
    period before = period_previous(call->stated->span);
    snprintf(year, sizeof year, "%.4s", day_iso(first, call->stated->span.first));
    snprintf(previous, sizeof previous, "%s..%s", day_iso(first, before.first), day_iso(last, before.last));
    if (check_evaluate(&call->whole_year, call, year, &unread) != ESEP_OK)
        call->whole_year = NULL;
    unread = (esep_error){0};
    if (check_evaluate(&call->previous, call, previous, &unread) != ESEP_OK)
        call->previous = NULL;
}

static esep_status check_compare_text(check_call *call, size_t i, bool *differs, esep_error *error)
{
    check_work *work = &call->works[i];
    check_text *t = &call->texts[i];
    agreement_bulletins bulletins = {call->stated, call->whole_year, call->previous};
    if (!work->names)
        ESEP_TRY(agreement_names_create(&work->names, call->definition, t->language,
                                        call->lexicons[t->language], error));
    if (!work->agreements)
        work->agreements = calloc(work->claims.n + 1, sizeof *work->agreements);
    if (!work->agreements)
        return error_memory(error);
    for (size_t k = 0; k < work->claims.n; k++) {
        ESEP_TRY(agreement_find(&work->agreements[k], &work->claims.claims[k], t->words, work->names,
                                &bulletins, error));
        *differs |= work->agreements[k].word == AGREEMENT_DIFFERS;
    }
    t->agreements = work->agreements;
    t->definition = call->definition;
    return ESEP_OK;
}

static esep_status check_compare(check_call *call, esep_error *error)
{
    bool differs = false;
    if (!call->asked->definition)
        return ESEP_OK;
    ESEP_TRY(definition_read(&call->definition, call->asked->definition, error));
    ESEP_TRY(check_evaluate(&call->stated, call, call->asked->period, error));
    for (size_t i = 0; i < call->n; i++)
        ESEP_TRY(check_compare_text(call, i, &differs, error));
    if (!differs)
        return ESEP_OK;
    check_evaluate_others(call);
    for (size_t i = 0; i < call->n; i++)
        ESEP_TRY(check_compare_text(call, i, &differs, error));
    return ESEP_OK;
}

static void check_end(check_call *call)
{
    for (size_t i = 0; call->works && i < call->n; i++) {
        claim_plain_free(&call->works[i].plain);
        claim_list_free(&call->works[i].claims);
        claim_list_free(&call->works[i].places);
        linked_list_free(&call->works[i].linked);
        agreement_names_free(call->works[i].names);
        free(call->works[i].agreements);
    }
    for (size_t i = 0; i < ESEP_LANGUAGES; i++)
        lexicon_free(call->lexicons[i]);
    bulletin_free(call->stated);
    bulletin_free(call->whole_year);
    bulletin_free(call->previous);
    definition_free(call->definition);
    arena_free(&call->memory);
    free(call->works);
    free(call->texts);
}

static esep_status check_write(esep_document **out, size_t *accused, const check_call *call,
                               esep_error *error)
{
    check_options options = {.claim_review = call->asked->claim_review,
                             .no_facts = call->asked->use == ESEP_CHECK_PEOPLE,
                             .no_blocks = call->asked->use == ESEP_CHECK_MACHINES};
    document *report = NULL;
    ESEP_TRY(check_document_create(&report, accused, call->texts, call->n, &options, error));
    return document_api_create(out, report, error);
}

esep_status esep_check(esep_document **out, size_t *accused, const esep_check_request *request,
                       esep_error *error)
{
    check_call call = {.asked = request};
    esep_error unread = {0};
    size_t unused;
    error = error ? error : &unread;
    esep_status status = check_texts(&call, error);
    if (status == ESEP_OK)
        status = check_compare(&call, error);
    if (status == ESEP_OK)
        status = check_write(out, accused ? accused : &unused, &call, error);
    check_end(&call);
    return status;
}

/* The verb `check`, put together: texts without their mark-up, claims, verdicts, a document. */
#include "api/document_api.h"
#include "base/error.h"
#include "claim/find.h"
#include "claim/judge_linked.h"
#include "report/check_document.h"

#include <esep/check.h>
#include <stdlib.h>
#include <string.h>

/* One text under way. */
typedef struct check_work {
    claim_plain plain;
    claim_list claims; /* of plain.words */
    claim_list places; /* of the original */
    linked_list linked;
} check_work;

typedef struct check_call {
    const esep_check_request *asked;
    check_work *works; /* [n] */
    check_text *texts; /* [n] */
    size_t n;
    lexicon *lexicons[ESEP_LANGUAGES]; /* those needed so far */
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

static esep_status check_find(check_call *call, size_t i, esep_error *error)
{
    const esep_check_request *asked = call->asked;
    text marked = {asked->texts[i].length ? asked->texts[i].bytes : "", asked->texts[i].length};
    check_work *work = &call->works[i];
    check_text *t = &call->texts[i];
    ESEP_TRY(claim_strip(&work->plain, marked, error));
    t->name = text_from(asked->texts[i].name);
    t->words = work->plain.words.data ? buffer_text(&work->plain.words) : text_from("");
    t->language = asked->language_known ? asked->language : claim_language(t->words);
    if (!call->lexicons[t->language])
        ESEP_TRY(lexicon_load(&call->lexicons[t->language], t->language, error));
    ESEP_TRY(claim_find(&work->claims, t->words, t->language, call->lexicons[t->language], error));
    check_mind_rates(&work->claims, t->words);
    ESEP_TRY(check_copy(&work->places, &work->claims, error));
    claim_list_restore(&work->places, &work->plain, marked);
    ESEP_TRY(judge_linked(&work->linked, &work->claims, error));
    t->claims = &work->claims;
    t->places = &work->places;
    t->linked = &work->linked;
    return ESEP_OK;
}

static esep_status check_texts(check_call *call, esep_error *error)
{
    call->n = call->asked->n_texts;
    call->works = calloc(call->n + 1, sizeof *call->works);
    call->texts = calloc(call->n + 1, sizeof *call->texts);
    if (!call->works || !call->texts)
        return error_memory(error);
    for (size_t i = 0; i < call->n; i++)
        ESEP_TRY(check_find(call, i, error));
    return ESEP_OK;
}

static void check_end(check_call *call)
{
    for (size_t i = 0; call->works && i < call->n; i++) {
        claim_plain_free(&call->works[i].plain);
        claim_list_free(&call->works[i].claims);
        claim_list_free(&call->works[i].places);
        linked_list_free(&call->works[i].linked);
    }
    for (size_t i = 0; i < ESEP_LANGUAGES; i++)
        lexicon_free(call->lexicons[i]);
    free(call->works);
    free(call->texts);
}

static esep_status check_write(esep_document **out, size_t *accused, const check_call *call,
                               esep_error *error)
{
    check_options options = {.claim_review = call->asked->claim_review};
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
        status = check_write(out, accused ? accused : &unused, &call, error);
    check_end(&call);
    return status;
}

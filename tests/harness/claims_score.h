/* claims_score.h - claims that were found, held against those that people found: as ../shared/press/score.py does it.
 *
 * Matched are claims of one kind and value whose spans overlap; of these, every operand that people noted must be there. */
#ifndef HARNESS_CLAIMS_SCORE_H
#define HARNESS_CLAIMS_SCORE_H

#include "check.h"
#include "claim/find.h"

#define SCORE_UNKNOWN NAN

typedef struct noted_claim {
    char kind[24];
    double value, current, base, whole; /**< SCORE_UNKNOWN: not noted */
    size_t start, end;                  /**< bytes */
    bool wrong;                         /**< its arithmetic is false: it must be accused, and nothing else */
} noted_claim;

typedef struct claims_score {
    int noted, answers, found, with_operands, operands_right;
} claims_score;

static const char *const score_kinds[CLAIM_KINDS] = {
    "count", "change_percent", "change_absolute", "change_ratio", "share_percent", "rate", "money"};

static inline double score_real(const claim_number *n)
{
    double x = (double)n->number;
    for (int i = 0; i < n->decimals; i++)
        x /= 10;
    return n->known ? x : SCORE_UNKNOWN;
}

static inline bool score_close(double a, double b)
{
    return fabs(a - b) <= 1e-9 * fmax(1, fmax(fabs(a), fabs(b)));
}

static inline bool score_operand(double noted, const claim_number *found)
{
    return isnan(noted) || (found->known && score_close(noted, score_real(found)));
}

static inline void score_passage(claims_score *s, const char *name, const noted_claim *noted, size_t n,
                                 const claim_list *found)
{
    bool used[512] = {false};
    s->noted += (int)n;
    s->answers += (int)found->n;
    for (size_t i = 0; i < n; i++) {
        const noted_claim *w = &noted[i];
        const claim *match = NULL;
        for (size_t k = 0; k < found->n && k < 512 && !match; k++) {
            const claim *c = &found->claims[k];
            if (!used[k] && strcmp(score_kinds[c->kind], w->kind) == 0 &&
                score_close(score_real(&c->value), w->value) && c->start < w->end && c->end > w->start) {
                match = c;
                used[k] = true;
            }
        }
        if (!match) {
            printf("# %s: missed %s %g\n", name, w->kind, w->value);
            continue;
        }
        s->found++;
        if (isnan(w->current) && isnan(w->base) && isnan(w->whole))
            continue;
        s->with_operands++;
        bool right = score_operand(w->current, &match->current) && score_operand(w->base, &match->base) &&
                     score_operand(w->whole, &match->whole);
        s->operands_right += right;
        if (!right)
            printf("# %s: operands of %s %g\n", name, w->kind, w->value);
    }
    for (size_t k = 0; k < found->n && k < 512; k++) {
        if (!used[k])
            printf("# %s: surplus %s %g\n", name, score_kinds[found->claims[k].kind],
                   score_real(&found->claims[k].value));
    }
}

static inline double score_f1(const claims_score *s)
{
    return s->noted + s->answers ? 2.0 * s->found / (s->noted + s->answers) : 0;
}

static inline double score_operands(const claims_score *s)
{
    return s->with_operands ? (double)s->operands_right / s->with_operands : 1;
}

#endif

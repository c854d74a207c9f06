/* Any numbers for the judge. The first byte chooses: a claim made of true counts, which must not be accused; a claim of raw numbers,
 * which must end in a verdict that holds together; a few claims side by side. A broken promise traps. */
#include "claim/judge.h"
#include "claim/judge_linked.h"
#include "true_claims.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define PROMISE(condition) ((condition) ? (void)0 : abort())

typedef struct bytes {
    const uint8_t *data;
    size_t left;
} bytes;

/* The next bytes, then zeros. */
static uint64_t next_number(void *from)
{
    bytes *b = from;
    uint64_t number = 0;
    size_t n = b->left < sizeof number ? b->left : sizeof number;
    memcpy(&number, b->data, n);
    b->data += n;
    b->left -= n;
    return number;
}

static claim_number raw_number(bytes *b)
{
    uint64_t head = next_number(b);
    claim_number n = {.known = head & 1,
                      .decimals = (int)(head >> 1 & 31) - 4,
                      .approximation = (claim_approximation)((head >> 6 & 7) % 5),
                      .start = head >> 9 & 3,
                      .end = head >> 11 & 3};
    uint64_t high = head & 1u << 13 ? next_number(b) : 0;
    n.number = (int128)((uint128)high << 64 | next_number(b));
    if (head & 1u << 14)
        n.number = -(int128)((uint128)n.number & ~((uint128)1 << 127));
    n.unit = head & 1u << 15 ? (int128)next_number(b) : true_power((int)(head >> 16 & 15));
    return n;
}

static claim raw_claim(bytes *b)
{
    uint64_t head = next_number(b);
    claim c = {.kind = (claim_kind)((head & 7) % CLAIM_KINDS),
               .value = raw_number(b),
               .form = (unsigned)(head >> 3 & 127),
               .of_rate = (head >> 10 & 3) == 3,
               .per = (int64_t)next_number(b),
               .direction = (int)(head >> 12 & 3) - 1,
               .sentence_start = head >> 14 & 3};
    c.current = raw_number(b);
    c.base = raw_number(b);
    c.whole = raw_number(b);
    c.delta = raw_number(b);
    return c;
}

static void promise_verdict(const claim *c)
{
    verdict v;
    claim_judge(c, &v);
    PROMISE(v.word < VERDICT_WORDS && v.reason < VERDICT_REASONS && v.n_repairs <= VERDICT_REPAIRS);
    PROMISE(verdict_word_code(v.word) != NULL && verdict_reason_message(v.reason) != MESSAGE_NONE);
    PROMISE((v.word == VERDICT_UNVERIFIABLE) == (v.reason <= VERDICT_TOO_LARGE));
    PROMISE(isnan(v.p_value) || (v.p_value >= 0 && v.p_value <= 1));
    PROMISE(v.strength.denominator == 0 ||
            (v.strength.numerator >= 0 && v.strength.numerator <= v.strength.denominator));
    PROMISE(!v.partners.tested || !v.partners.bounded || v.partners.n == 0 ||
            v.partners.max - v.partners.min + 1 == v.partners.n);
    for (size_t i = 0; i < v.n_repairs; i++)
        PROMISE(repair_message(v.repairs[i].kind) != MESSAGE_NONE && v.repairs[i].partners.tested);
}

static void promise_links(bytes *b)
{
    claim claims[12];
    size_t n = 0;
    while (n < 12 && b->left > 0) {
        claims[n] = raw_claim(b);
        claims[n].period = claims[n].against = (text){(const char *)b->data, b->left};
        n++;
    }
    linked_list found;
    claim_list list = {.claims = claims, .n = n};
    PROMISE(judge_linked(&found, &list, NULL) == ESEP_OK);
    for (size_t i = 0; i < found.n; i++) {
        PROMISE(found.findings[i].n >= 1 && found.findings[i].n <= LINKED_WINDOW);
        for (size_t k = 0; k < found.findings[i].n; k++)
            PROMISE(found.findings[i].claims[k] < n);
    }
    linked_list_free(&found);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    bytes left = {data + 1, size - 1};
    true_source source = {next_number, &left};
    claim c;
    if (data[0] % 3 == 0) {
        if (true_claim(&c, &source)) {
            verdict v;
            claim_judge(&c, &v);
            PROMISE(!verdict_accuses(&v));
            promise_verdict(&c);
        }
    } else if (data[0] % 3 == 1) {
        c = raw_claim(&left);
        promise_verdict(&c);
    } else {
        promise_links(&left);
    }
    return 0;
}

/* Whoever prints true counts, honestly rounded, is never accused: many thousand claims by a seeded generator. */
#include "check.h"
#include "claim/judge.h"
#include "true_claims.h"

/* splitmix64 (Steele, Lea & Flood 2014, OOPSLA). */
static uint64_t seeded(void *from)
{
    uint64_t *state = from, z = *state += 0x9E3779B97F4A7C15u;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

static void describe(const claim *c, uint64_t seed)
{
    CHECK_CASE("seed %llu kind %d value %lld/%d ~%d now %lld/%lld ~%d base %lld/%lld ~%d whole %lld/%lld ~%d "
               "diff %lld",
               (unsigned long long)seed, (int)c->kind, (long long)c->value.number, c->value.decimals,
               (int)c->value.approximation, c->current.known ? (long long)c->current.number : -1,
               (long long)c->current.unit, (int)c->current.approximation,
               c->base.known ? (long long)c->base.number : -1, (long long)c->base.unit,
               (int)c->base.approximation, c->whole.known ? (long long)c->whole.number : -1,
               (long long)c->whole.unit, (int)c->whole.approximation,
               c->delta.known ? (long long)c->delta.number : 0);
}

TEST(true_claims_are_not_accused)
{
    int said[VERDICT_WORDS] = {0}, made = 0;
    for (uint64_t seed = 0; seed < 200000; seed++) {
        uint64_t state = seed * 7919;
        true_source source = {seeded, &state};
        claim c;
        verdict v;
        if (!true_claim(&c, &source))
            continue;
        claim_judge(&c, &v);
        made++;
        said[v.word]++;
        if (verdict_accuses(&v)) {
            describe(&c, seed);
            CHECK_STRING(verdict_word_code(v.word), "not accused");
        }
    }
    printf("# %d claims: %d consistent, %d possible, %d unverifiable\n", made, said[VERDICT_CONSISTENT],
           said[VERDICT_POSSIBLE], said[VERDICT_UNVERIFIABLE]);
    CHECK(made > 150000);
    CHECK(said[VERDICT_CONSISTENT] > made / 3);
}

/* The other side: the same claims with a figure that no rounding gives are found out where both counts are exact. */
TEST(false_claims_are_found)
{
    int found = 0, made = 0;
    for (int base = 1; base <= 200; base += 3) {
        for (int now = 1; now <= 200; now += 7) {
            fraction change = fraction_change_percent(now, base);
            int128 right;
            CHECK(fraction_round(&right, change, 1, FRACTION_HALF_AWAY));
            for (int off = -2; off <= 2; off += 4) {
                if (base % 10 == 0 && now % 10 == 0)
                    continue;
                claim c = {.kind = CLAIM_CHANGE_PERCENT,
                           .value = true_number(right + off, 1),
                           .current = true_number(now, 0),
                           .base = true_number(base, 0)};
                verdict v;
                claim_judge(&c, &v);
                made++;
                found += verdict_accuses(&v) || base % 100 == 0 || now % 100 == 0;
                CHECK(v.right_known && v.right == right);
            }
        }
    }
    CHECK_INT(found, made);
}

int main(void)
{
    RUN(true_claims_are_not_accused);
    RUN(false_claims_are_found);
    return check_finish();
}

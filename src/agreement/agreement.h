/* agreement.h - does a claim agree with the records?
 *
 * An indicator is known again by its words: its label, its synonyms and its name, in the language of the text, each word with whatever
 * ending the lexicon knows. The words nearest to the figure decide: behind it for counts, before it for changes and shares, else
 * on the other side, else those beside the operands. Of several indicators whose words are there, the one with the most of them is meant;
 * where two have as many, the claim is ambiguous: both are listed and none is chosen. A period that the text names must be as
 * long as the indicator's.
 *
 * A claim agrees where the observation could have been printed so, by the rules that claims are judged by (claim/judge.h), and
 * every operand that the text gives is the observation's too. Exact; no floating point. */
#ifndef AGREEMENT_AGREEMENT_H
#define AGREEMENT_AGREEMENT_H

#include "claim/judge.h"
#include "claim/lexicon.h"
#include "indicator/bulletin.h"

typedef enum agreement_word {
    AGREEMENT_NO_INDICATOR,
    AGREEMENT_AMBIGUOUS,    /**< `indicators` are all as near */
    AGREEMENT_OTHER_PERIOD, /**< the text's period is of another length than the indicator's */
    AGREEMENT_NO_DATA,      /**< the records have no value, or none to compare with */
    AGREEMENT_AGREES,
    AGREEMENT_DIFFERS,
    AGREEMENT_WORDS
} agreement_word;

/** What would give the stated figure. */
typedef enum agreement_other_kind {
    AGREEMENT_BASE_PERIOD, /**< the value of the period compared with */
    AGREEMENT_OTHER_INDICATOR,
    AGREEMENT_WHOLE_YEAR,
    AGREEMENT_PREVIOUS_PERIOD, /**< the period directly before */
    AGREEMENT_OTHER_KINDS
} agreement_other_kind;

enum { AGREEMENT_MOST = 6 };

typedef struct agreement_other {
    agreement_other_kind kind;
    size_t indicator;
    period span;
} agreement_other;

typedef struct agreement {
    agreement_word word;
    size_t indicators[AGREEMENT_MOST]; /**< of the definition; the first is the one compared with */
    size_t n;
    fraction computed;    /**< of the claim's kind: value, percentage change, difference, ratio; undefined */
    fraction value, base; /**< the observation's */
    bool operand;         /**< the figure itself holds; an operand does not */
    period span, base_span;
    agreement_other others[AGREEMENT_MOST];
    size_t n_others;
} agreement;

/** The words of a definition's indicators in one language. */
typedef struct agreement_names agreement_names;

/** All borrowed but what is in *out. End with agreement_names_free(), which takes NULL. */
esep_status agreement_names_create(agreement_names **out, const definition *d, esep_language language,
                                   const lexicon *lexicon, esep_error *error);
void agreement_names_free(agreement_names *names);

/** Which of `usable`[d->n_indicators] the words around bytes start … end of `words` mean: into indicators, at most AGREEMENT_MOST. `behind`: look behind
 *  the figure first. Returns how many are equally near, 0 for none. */
size_t agreement_match(size_t indicators[AGREEMENT_MOST], const agreement_names *names, const bool *usable,
                       text words, size_t start, size_t end, bool behind);

/** Could the claim be this observation? *operand is set where the figure could, and a printed operand could not. */
bool agreement_holds(const claim *c, const observation *o, bool *operand);
/** Can the claim's kind be told of the indicator at all? */
bool agreement_fits(const claim *c, const definition_indicator *i);
/** What the observation gives in the claim's kind; undefined where it has none. */
fraction agreement_computed(const claim *c, const observation *o);

/** Compare one claim, whose spans are of `words`. `others`[n_others] are the same bulletin over other periods (the whole year, the period
 *  before), asked only where the claim differs. */
typedef struct agreement_bulletins {
    const bulletin *stated;
    const bulletin *whole_year, *previous; /**< NULL: not evaluated */
} agreement_bulletins;
esep_status agreement_find(agreement *out, const claim *c, text words, const agreement_names *names,
                           const agreement_bulletins *bulletins, esep_error *error);

/** The bulletin's observation of the whole of an indicator; NULL where its tables have none. */
const observation *agreement_observation(const bulletin *b, size_t indicator);

#endif

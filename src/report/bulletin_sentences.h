/* bulletin_sentences.h - a finding as a sentence: what happened, against what, and whether chance could have done it.
 *
 * The grammar is in the messages (SENTENCE_…, VERB_…, THAN_…) and in the forms of the definition's nouns; here the message is chosen. A change below the
 * smallest base is told by its two counts; what cannot be compared says why. */
#ifndef REPORT_BULLETIN_SENTENCES_H
#define REPORT_BULLETIN_SENTENCES_H

#include "report/bulletin_values.h"

/** Add the sentence of the observation, with its tone and origin (may be NULL). */
void bulletin_add_sentence(bulletin_page *page, const observation *o, const document_origin *origin);
/** The first sentences of the page, under their heading. */
void bulletin_add_in_short(bulletin_page *page);
/** The verdict's tone; DOCUMENT_WARNING where the comparison is withheld or there is no value. */
document_tone bulletin_tone(const observation *o);

#endif

/* people.h - values and sentences as people read them: rounded, grouped, signed, in their language. */
#ifndef RENDER_PEOPLE_H
#define RENDER_PEOPLE_H

#include "base/text.h"
#include "document/document.h"

/** The value in words or digits; an undefined number is an en dash, DOCUMENT_EMPTY adds nothing. decimals: of
 * ratios, reals and exact decimals, -1 for the style's own (one; exact decimals: all they have). */
void people_value(buffer *out, esep_language language, const document_value *value, int decimals);

/** One limit of a range, without a percent sign: in a table the header has it. Infinity is ∞. */
void people_limit(buffer *out, esep_language language, double limit, document_style style, int decimals);

/** The label in a language, or the first of kk, ru, en that it has. */
text people_label(const document_label *label, esep_language language);

/** A sentence. Plain whole numbers reach it as bare digits, for {1#} and {1|…} to work on; all else as
 * people_value(). */
void people_message(buffer *out, esep_language language, const document_message *message);

#endif

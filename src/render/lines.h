/* lines.h - lines of a terminal: wrapped, weighted, without blanks at the end. */
#ifndef RENDER_LINES_H
#define RENDER_LINES_H

#include "base/text.h"

typedef struct lines {
    buffer *out;
    size_t width; /**< 0 is unlimited */
    bool colour;
    size_t begin; /**< of the line under way, in out */
} lines;

void lines_blanks(lines *to, size_t n);
/** End the line under way; blanks at its end are taken off. */
void lines_end(lines *to);
/** Words in a weight, where colour is on; a rise and a fall weigh the same: good or bad is not for the
 * program to say. */
typedef enum lines_weight { LINES_NORMAL, LINES_STRONG, LINES_FAINT, LINES_WARNING } lines_weight;
void lines_words(lines *to, text words, lines_weight weight);
/** Words broken at blanks into lines of the width, the second and further ones moved in by `indent`. A word
 * wider than a line is broken where the line ends. */
void lines_wrap(lines *to, text words, size_t indent, lines_weight weight);

#endif

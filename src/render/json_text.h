/* json_text.h - a text as JSON has it. */
#ifndef RENDER_JSON_TEXT_H
#define RENDER_JSON_TEXT_H

#include "base/text.h"

/** In quotes, escaped as RFC 8259 asks for, and besides what could play with a terminal or end a line of JavaScript: DEL, C1, line separators,
 *  marks that turn the direction of writing. Bytes that are not UTF-8 become U+FFFD. */
void json_text(buffer *out, text t);

#endif

/* html_escape.h - texts from anywhere, made so that they can only be text in a page. */
#ifndef RENDER_HTML_ESCAPE_H
#define RENDER_HTML_ESCAPE_H

#include "base/text.h"

/** Add t as the text of an element or of a quoted attribute: & < > " ' become references; controls, marks that turn the direction of
 *  writing and bytes that are not UTF-8 become what language_harmless() makes of them. */
void html_text(buffer *out, text t);

/** Add t as a JSON string with its quotes, harmless as above, and with < > & as \u003c …, so that it may stand in a script element:
 *  neither </script> nor <!-- can come about. */
void html_json_string(buffer *out, text t);

/** Add JSON that somebody else wrote, for a script element. In JSON < > & and the line ends of JavaScript occur in strings only, where
 *  \u003c … means the same; bytes that are not UTF-8 become U+FFFD. What is no JSON stays none, but cannot end the element. */
void html_json_foreign(buffer *out, text json);

#endif

/* notices.h - what is said beside a report, on stderr. */
#ifndef CLI_NOTICES_H
#define CLI_NOTICES_H

#include <esep/document.h>

void notices_print(const esep_document *document, esep_language language);

#endif

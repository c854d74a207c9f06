#include "cli/notices.h"

#include <stdio.h>

void notices_print(const esep_document *document, esep_language language)
{
    char notice[4000];
    for (size_t i = 0; esep_document_notice(document, i, language, notice, sizeof notice); i++)
        fprintf(stderr, "esep: %s\n", notice);
}

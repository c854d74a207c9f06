/* html_origins.h - the origins that a document's figures have, each once, with a name that no other has. */
#ifndef RENDER_HTML_ORIGINS_H
#define RENDER_HTML_ORIGINS_H

#include "base/arena.h"
#include "document/document.h"

typedef struct html_origin {
    const document_origin *from;
    size_t number; /**< 1, or more where others before have the same name */
} html_origin;

typedef struct html_origins {
    html_origin *list; /**< [n] in the order of the document */
    size_t n, capacity;
    size_t near; /**< where the last one was found: the next is likely near */
} html_origins;

/** All origins of sentences, tables and charts; false when memory failed. The caller ends it with html_origins_free(). */
bool html_origins_collect(html_origins *out, const document *d);
void html_origins_free(html_origins *origins);
/** Never NULL for an origin of the document. */
const html_origin *html_origins_find(html_origins *origins, const document_origin *origin);

#endif

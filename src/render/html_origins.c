#include "render/html_origins.h"

#include <stdlib.h>
#include <string.h>

/* Pages are written in the order in which origins were found, so the one after the last answer is asked first. */
const html_origin *html_origins_find(html_origins *origins, const document_origin *origin)
{
    for (size_t step = 0; step < origins->n; step++) {
        size_t at = (origins->near + step) % origins->n;
        if (origins->list[at].from == origin) {
            origins->near = at;
            return &origins->list[at];
        }
    }
    return NULL;
}

static bool html_origins_same_name(const document_origin *a, const document_origin *b)
{
    return strcmp(a->name ? a->name : "", b->name ? b->name : "") == 0;
}

static bool html_origins_add(html_origins *origins, const document_origin *origin)
{
    if (!origin || html_origins_find(origins, origin))
        return true;
    if (origins->n == origins->capacity) {
        size_t capacity = origins->capacity ? 2 * origins->capacity : 32;
        html_origin *list = realloc(origins->list, capacity * sizeof *list);
        if (!list)
            return false;
        origins->list = list;
        origins->capacity = capacity;
    }
    size_t number = 1;
    for (size_t i = 0; i < origins->n; i++)
        number += html_origins_same_name(origins->list[i].from, origin);
    origins->list[origins->n++] = (html_origin){origin, number};
    return true;
}

static bool html_origins_of_table(html_origins *origins, const document_table *table)
{
    bool complete = true;
    for (size_t row = 0; table && table->origins && row < table->n_rows && complete; row++)
        complete = html_origins_add(origins, table->origins[row]);
    return complete;
}

bool html_origins_collect(html_origins *out, const document *d)
{
    bool complete = true;
    *out = (html_origins){0};
    for (const document_block *block = d->first; block && complete; block = block->next) {
        if (block->kind == DOCUMENT_SENTENCE)
            complete = html_origins_add(out, block->origin);
        else if (block->kind == DOCUMENT_TABLE)
            complete = html_origins_of_table(out, block->table);
        else if (block->kind == DOCUMENT_CHART)
            complete = html_origins_of_table(out, block->chart->data);
    }
    out->near = 0;
    return complete;
}

void html_origins_free(html_origins *origins)
{
    free(origins->list);
    *origins = (html_origins){0};
}

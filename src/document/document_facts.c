#include "document/document.h"

#include <assert.h>

/* A NULL parent is one that memory did not suffice for: d->failed is set already. */
static document_fact *document_fact_append(document *d, document_fact *parent, const char *name)
{
    if (!parent)
        return NULL;
    assert(parent->shape != DOCUMENT_LEAF);
    document_fact *fact = ARENA_TAKE(&d->memory, 1, document_fact);
    if (!fact) {
        d->failed = true;
        return NULL;
    }
    fact->name = name;
    if (parent->last)
        parent->last->next = fact;
    else
        parent->first = fact;
    parent->last = fact;
    return fact;
}

document_fact *document_fact_object(document *d, document_fact *parent, const char *name)
{
    document_fact *fact = document_fact_append(d, parent, name);
    if (fact)
        fact->shape = DOCUMENT_OBJECT;
    return fact;
}

document_fact *document_fact_array(document *d, document_fact *parent, const char *name)
{
    document_fact *fact = document_fact_append(d, parent, name);
    if (fact)
        fact->shape = DOCUMENT_ARRAY;
    return fact;
}

document_fact *document_fact_value(document *d, document_fact *parent, const char *name, document_value value)
{
    document_fact *fact = document_fact_append(d, parent, name);
    if (!fact)
        return NULL;
    fact->shape = DOCUMENT_LEAF;
    fact->value = value;
    return fact;
}

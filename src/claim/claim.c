#include "claim/claim.h"

#include "base/error.h"

#include <stdlib.h>

void claim_list_free(claim_list *list)
{
    free(list->claims);
    *list = (claim_list){0};
}

esep_status claim_list_add(claim_list *list, const claim *added, esep_error *error)
{
    if (list->n == list->capacity) {
        size_t capacity = list->capacity ? 2 * list->capacity : 64;
        claim *claims = realloc(list->claims, capacity * sizeof *claims);
        if (!claims)
            return error_memory(error);
        list->claims = claims;
        list->capacity = capacity;
    }
    list->claims[list->n++] = *added;
    return ESEP_OK;
}

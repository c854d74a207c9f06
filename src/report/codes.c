#include "report/codes.h"

#include "indicator/bulletin.h"

#include <string.h>

document_value code_status(document *d, unsigned status, const char *none)
{
    static const struct {
        unsigned bit;
        const char *word;
    } words[] = {{CHANGE_ZERO_BASE, "zero-base"},
                 {CHANGE_SMALL_BASE, "small-base"},
                 {CHANGE_CUT_PERIOD, "cut-period"},
                 {CHANGE_NO_DATA, "no-base"},
                 {OBSERVATION_PROVISIONAL, "provisional"},
                 {OBSERVATION_BREAK, "break"},
                 {OBSERVATION_MISSING, "missing"},
                 {OBSERVATION_UNDEFINED, "undefined"},
                 {OBSERVATION_ANNUALISED, "annualised"},
                 {OBSERVATION_INCOMPLETE, "incomplete"},
                 {OBSERVATION_HOLES, "holes"},
                 {OBSERVATION_UNLIKE, "unlike"}};
    char list[160] = "";
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (!(status & words[i].bit))
            continue;
        if (list[0])
            strcat(list, " ");
        strcat(list, words[i].word);
    }
    return document_words(d, list[0] ? list : none);
}

static bool code_is_ours(text category)
{
    size_t n = category.length;
    if (n < 2 || !strchr("TOX", category.data[n - 1]))
        return false;
    for (size_t i = 0; i + 1 < n; i++) {
        if (category.data[i] != '_')
            return false;
    }
    return true;
}

/* `before` and the text, of the document. */
static document_value code_join(document *d, const char *before, text t)
{
    buffer longer = {0};
    buffer_add_string(&longer, before);
    buffer_add(&longer, t);
    d->failed = d->failed || longer.failed;
    document_value value = longer.failed ? document_empty() : document_text(d, buffer_text(&longer));
    buffer_free(&longer);
    return value;
}

document_value code_category(document *d, text category)
{
    return code_is_ours(category) ? code_join(d, "_", category) : document_text(d, category);
}

const char *code_column(document *d, text name, const char *const *numbers, size_t n)
{
    bool taken = false;
    for (size_t i = 0; i < n; i++)
        taken = taken || text_equal(name, text_from(numbers[i]));
    document_value value = taken ? code_join(d, "by_", name) : document_text(d, name);
    return value.kind == DOCUMENT_TEXT ? value.as.words.data : "";
}

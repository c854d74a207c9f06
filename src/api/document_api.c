#include "api/document_api.h"

#include "base/error.h"
#include "render/render.h"

#include <stdlib.h>

esep_status document_api_create(esep_document **out, document *report, esep_error *error)
{
    esep_document *d = calloc(1, sizeof *d);
    if (!d) {
        document_free(report);
        return error_memory(error);
    }
    d->report = report;
    *out = d;
    return ESEP_OK;
}

esep_error *document_api_notice(esep_document *d)
{
    esep_error *notices = realloc(d->notices, (d->n_notices + 1) * sizeof *notices);
    if (!notices)
        return NULL;
    d->notices = notices;
    d->notices[d->n_notices] = (esep_error){0};
    return &d->notices[d->n_notices++];
}

esep_status esep_document_write(const esep_document *document, const esep_form *form, char **bytes,
                                size_t *length, esep_error *error)
{
    static esep_status (*const renderers[ESEP_FORMATS])(buffer *, const struct document *,
                                                        const render_options *, esep_error *) = {
        [ESEP_TEXT] = render_text,        [ESEP_CSV] = render_csv,   [ESEP_JSON] = render_json,
        [ESEP_HTML] = render_html,        [ESEP_XLSX] = render_xlsx, [ESEP_JSON_STAT] = render_json_stat,
        [ESEP_SDMX_CSV] = render_sdmx_csv};
    render_options options = {.language = form->language,
                              .all_languages = form->all_languages,
                              .width = form->width,
                              .colour = form->colour,
                              .arrows = form->arrows};
    buffer out = {0};
    esep_status status = renderers[form->format](&out, document->report, &options, error);
    if (status == ESEP_OK && !buffer_reserve(&out, 1))
        status = error_memory(error);
    if (status != ESEP_OK) {
        buffer_free(&out);
        return status;
    }
    *bytes = out.data;
    *length = out.length;
    return ESEP_OK;
}

size_t esep_document_notice(const esep_document *document, size_t i, esep_language language, char *out,
                            size_t size)
{
    if (i >= document->n_notices)
        return 0;
    return esep_error_text(&document->notices[i], language, out, size);
}

void esep_document_free(esep_document *document)
{
    if (!document)
        return;
    document_free(document->report);
    free(document->notices);
    free(document);
}

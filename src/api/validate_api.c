/* The verb `validate`, put together. */
#include "api/document_api.h"
#include "api/register_api.h"
#include "definition/definition.h"
#include "indicator/validation.h"
#include "report/validation_document.h"

#include <esep/report.h>

static esep_status validate_report(esep_document **out, const validation *v, esep_error *error)
{
    document *report = NULL;
    ESEP_TRY(validation_document_create(&report, v, error));
    return document_api_create(out, report, error);
}

esep_status esep_validate(esep_document **out, size_t *errors, const esep_report_request *request,
                          esep_error *error)
{
    definition *d = NULL;
    validation *v = NULL;
    esep_error unread = {0};
    error = error ? error : &unread;
    esep_status status = definition_read(&d, request->definition, error);
    if (status == ESEP_OK)
        status = validation_create(&v, d, request->threads ? request->threads : register_processors(), error);
    if (status == ESEP_OK)
        status = validate_report(out, v, error);
    if (status == ESEP_OK)
        *errors = v->n_errors;
    validation_free(v);
    definition_free(d);
    return status;
}

/* The verbs `report` and `explain`, put together: definitions, one reading of each register, observations, a document. */
#include "api/document_api.h"
#include "api/register_api.h"
#include "base/error.h"
#include "definition/definition.h"
#include "indicator/bulletin.h"
#include "indicator/indicator_records.h"
#include "report/bulletin_document.h"

#include <errno.h>
#include <esep/report.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Everything that lives as long as the call. */
typedef struct report_call {
    const esep_report_request *asked;
    definition *definition;
    bulletin *bulletin;
    bulletin_boundaries *boundaries;
    size_t n_boundaries;
    arena memory;
} report_call;

static esep_status report_find_indicator(size_t *out, const report_call *call, esep_error *error)
{
    const definition *d = call->definition;
    const char *wanted = call->asked->indicator;
    *out = SIZE_MAX;
    if (!wanted)
        return ESEP_OK;
    ptrdiff_t found = definition_find_indicator(d, text_from(wanted));
    if (found >= 0) {
        *out = (size_t)found;
        return ESEP_OK;
    }
    text *names = calloc(d->n_indicators + 1, sizeof *names);
    if (!names)
        return error_memory(error);
    for (size_t i = 0; i < d->n_indicators; i++)
        names[i] = d->indicators[i].name;
    ptrdiff_t nearest = text_nearest(text_from(wanted), names, d->n_indicators);
    char shown[ESEP_ERROR_ARGUMENT_BYTES];
    buffer list = {0};
    for (size_t i = 0; nearest < 0 && i < d->n_indicators; i++) {
        buffer_add_string(&list, i ? ", " : "");
        buffer_add(&list, names[i]);
    }
    text_copy_cut(shown, sizeof shown, nearest >= 0 ? names[nearest] : buffer_text(&list));
    buffer_free(&list);
    free(names);
    error_raise(error, ESEP_USAGE,
                nearest >= 0 ? MESSAGE_UNKNOWN_INDICATOR_NEAREST : MESSAGE_UNKNOWN_INDICATOR, wanted, shown);
    return error_at(error, call->asked->definition, 0);
}

/* A map's GeoJSON, whole: a few megabytes. */
static esep_status report_read_file(text *out, arena *memory, text path, esep_error *error)
{
    enum { BLOCK = 65536, MOST = 64 << 20 };
    char name[ESEP_ERROR_PLACE_BYTES], block[BLOCK];
    buffer bytes = {0};
    size_t n;
    text_copy_cut(name, sizeof name, path);
    FILE *file = fopen(name, "rb");
    if (!file) {
        error_raise(error, ESEP_SYSTEM, MESSAGE_SOURCE_OPEN, strerror(errno));
        return error_at(error, name, 0);
    }
    while ((n = fread(block, 1, sizeof block, file)) > 0 && bytes.length < MOST)
        buffer_add(&bytes, (text){block, n});
    fclose(file);
    *out = bytes.failed ? (text){0} : arena_copy(memory, bytes.length ? buffer_text(&bytes) : text_from(""));
    buffer_free(&bytes);
    return out->data ? ESEP_OK : error_memory(error);
}

static esep_status report_add_boundaries(report_call *call, text path, esep_error *error)
{
    for (size_t i = 0; i < call->n_boundaries; i++) {
        if (text_equal(call->boundaries[i].path, path))
            return ESEP_OK;
    }
    bulletin_boundaries *added = &call->boundaries[call->n_boundaries];
    added->path = path;
    ESEP_TRY(report_read_file(&added->bytes, &call->memory, path, error));
    call->n_boundaries++;
    return ESEP_OK;
}

static esep_status report_read_boundaries(report_call *call, esep_error *error)
{
    const definition_bulletin *b = &call->definition->bulletin;
    size_t most = 1;
    for (size_t s = 0; s < b->n_sections; s++)
        most += b->sections[s].n_items;
    call->boundaries = ARENA_TAKE(&call->memory, most, bulletin_boundaries);
    if (!call->boundaries)
        return error_memory(error);
    for (size_t s = 0; s < b->n_sections; s++) {
        for (size_t i = 0; i < b->sections[s].n_items; i++) {
            const definition_item *item = &b->sections[s].items[i];
            if (item->kind == DEFINITION_CHART && item->chart == DEFINITION_MAP && item->boundaries.data)
                ESEP_TRY(report_add_boundaries(call, item->boundaries, error));
        }
    }
    return ESEP_OK;
}

static esep_status report_evaluate(report_call *call, buffer *statements, esep_error *error)
{
    const esep_report_request *asked = call->asked;
    bulletin_request request = {.period = text_from(asked->period),
                                .against = text_from(asked->against),
                                .n_threads = asked->threads ? asked->threads : register_processors(),
                                .memory = asked->memory,
                                .strict = asked->strict,
                                .digest = true,
                                .statements = statements,
                                .progress = asked->progress,
                                .progress_context = asked->progress_context};
    ESEP_TRY(definition_read(&call->definition, asked->definition, error));
    ESEP_TRY(report_find_indicator(&request.only_indicator, call, error));
    ESEP_TRY(report_read_boundaries(call, error));
    return bulletin_create(&call->bulletin, call->definition, &request, error);
}

static esep_status report_add_notices(esep_document *d, const bulletin *b, esep_error *error)
{
    for (size_t i = 0; i < b->from->n_registers; i++) {
        if (b->registers[i].read && b->registers[i].n_cubes)
            ESEP_TRY(register_add_notices(d, b->registers[i].cubes[0], error));
    }
    return ESEP_OK;
}

static esep_status report_write(esep_document **out, const report_call *call, esep_error *error)
{
    const esep_report_request *asked = call->asked;
    bulletin_document_options options = {.command = text_from(asked->command),
                                         .definition = text_from(asked->definition),
                                         .against = text_from(asked->against),
                                         .explain = asked->indicator != NULL,
                                         .boundaries = call->boundaries,
                                         .n_boundaries = call->n_boundaries};
    document *report = NULL;
    esep_document *d = NULL;
    ESEP_TRY(bulletin_document_create(&report, call->bulletin, &options, error));
    ESEP_TRY(document_api_create(&d, report, error));
    esep_status status = report_add_notices(d, call->bulletin, error);
    if (status != ESEP_OK) {
        esep_document_free(d);
        return status;
    }
    *out = d;
    return ESEP_OK;
}

esep_status esep_report(esep_document **out, const esep_report_request *request, esep_error *error)
{
    report_call call = {.asked = request};
    esep_error unread = {0};
    error = error ? error : &unread;
    esep_status status = report_evaluate(&call, NULL, error);
    if (status == ESEP_OK)
        status = report_write(out, &call, error);
    bulletin_free(call.bulletin);
    definition_free(call.definition);
    arena_free(&call.memory);
    return status;
}

esep_status esep_statements(const esep_report_request *request,
                            esep_status (*write)(void *, const char *, size_t, esep_error *), void *context,
                            esep_error *error)
{
    report_call call = {.asked = request};
    buffer statements = {0};
    esep_error unread = {0};
    error = error ? error : &unread;
    esep_status status = report_evaluate(&call, &statements, error);
    if (status == ESEP_OK)
        status = write(context, statements.data ? statements.data : "", statements.length, error);
    buffer_free(&statements);
    bulletin_free(call.bulletin);
    definition_free(call.definition);
    arena_free(&call.memory);
    return status;
}

/* ---- the records behind a figure ---- */

typedef struct records_writing {
    FILE *file; /* a temporary one: the reading may begin anew */
    buffer line;
} records_writing;

static esep_status records_write(records_writing *to, esep_error *error)
{
    ESEP_TRY(buffer_status(&to->line, error));
    if (fwrite(to->line.data, 1, to->line.length, to->file) != to->line.length)
        return error_raise(error, ESEP_SYSTEM, MESSAGE_WRITE_FAILED, strerror(errno));
    return ESEP_OK;
}

static esep_status records_take(void *context, const cube_record *record, esep_error *error)
{
    records_writing *to = context;
    if (!record) {
        rewind(to->file);
        if (ftruncate(fileno(to->file), 0) != 0)
            return error_raise(error, ESEP_SYSTEM, MESSAGE_WRITE_FAILED, strerror(errno));
        return ESEP_OK;
    }
    to->line.length = 0;
    if (ftell(to->file) == 0) {
        buffer_add_string(&to->line, "source,line");
        for (size_t i = 0; i < record->n_fields; i++) {
            buffer_add_byte(&to->line, ',');
            buffer_add_csv(&to->line, record->names[i]);
        }
        buffer_add_byte(&to->line, '\n');
    }
    buffer_add_csv(&to->line, text_from(record->path));
    buffer_add_format(&to->line, ",%llu", (unsigned long long)record->line);
    for (size_t i = 0; i < record->n_fields; i++) {
        buffer_add_byte(&to->line, ',');
        buffer_add_csv(&to->line, record->fields[i]);
    }
    buffer_add_byte(&to->line, '\n');
    return records_write(to, error);
}

/* All is known to be right: give it on. */
static esep_status records_give(records_writing *from,
                                esep_status (*write)(void *, const char *, size_t, esep_error *),
                                void *context, esep_error *error)
{
    char block[65536];
    size_t n;
    if (fflush(from->file) != 0)
        return error_raise(error, ESEP_SYSTEM, MESSAGE_WRITE_FAILED, strerror(errno));
    rewind(from->file);
    while ((n = fread(block, 1, sizeof block, from->file)) > 0)
        ESEP_TRY(write(context, block, n, error));
    return ferror(from->file) ? error_raise(error, ESEP_SYSTEM, MESSAGE_WRITE_FAILED, strerror(EIO))
                              : ESEP_OK;
}

esep_status esep_records(const esep_report_request *request,
                         esep_status (*write)(void *, const char *, size_t, esep_error *), void *context,
                         esep_error *error)
{
    report_call call = {.asked = request};
    records_writing to = {.file = tmpfile()};
    esep_error unread = {0};
    error = error ? error : &unread;
    esep_status status = to.file ? report_evaluate(&call, NULL, error)
                                 : error_raise(error, ESEP_SYSTEM, MESSAGE_WRITE_FAILED, strerror(errno));
    if (status == ESEP_OK && call.bulletin)
        status =
            indicator_records(call.definition, &call.bulletin->observations[0], records_take, &to, error);
    if (status == ESEP_OK)
        status = records_give(&to, write, context, error);
    if (to.file)
        fclose(to.file);
    buffer_free(&to.line);
    bulletin_free(call.bulletin);
    definition_free(call.definition);
    arena_free(&call.memory);
    return status;
}

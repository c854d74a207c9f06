#include "indicator/indicator_records.h"

#include "base/error.h"
#include "indicator/register_query.h"

/* Both filters, where there are two. */
static esep_status records_filter(text *out, arena *memory, text first, text second, esep_error *error)
{
    *out = first.data ? first : second;
    if (!first.data || !second.data)
        return ESEP_OK;
    buffer both = {0};
    buffer_add_byte(&both, '(');
    buffer_add(&both, first);
    buffer_add_string(&both, ") and (");
    buffer_add(&both, second);
    buffer_add_byte(&both, ')');
    *out = both.failed ? (text){0} : arena_copy(memory, buffer_text(&both));
    buffer_free(&both);
    return out->data ? ESEP_OK : error_memory(error);
}

static esep_status records_refuse(const definition *d, const definition_indicator *indicator,
                                  esep_error *error)
{
    char name[ESEP_ERROR_ARGUMENT_BYTES], part[ESEP_ERROR_ARGUMENT_BYTES] = "";
    text_copy_cut(name, sizeof name, indicator->name);
    if (indicator->numerator >= 0)
        text_copy_cut(part, sizeof part, d->indicators[indicator->numerator].name);
    error_raise(error, ESEP_USAGE, part[0] ? MESSAGE_RECORDS_OF_A_PART : MESSAGE_RECORDS_NONE, name, part);
    return error_at(error, indicator->place.path, indicator->place.line);
}

esep_status indicator_records(const definition *d, const observation *o,
                              esep_status (*record)(void *context, const cube_record *record,
                                                    esep_error *error),
                              void *context, esep_error *error)
{
    const definition_indicator *indicator = &d->indicators[o->indicator];
    if (indicator->at < 0)
        return records_refuse(d, indicator, error);
    const definition_register *from = &d->registers[indicator->at];
    engine_register place = register_place(from, false);
    arena memory = {0};
    cube_query query;
    cube *counted = NULL;
    esep_status status = register_query(&query, &memory, from, error);
    if (status == ESEP_OK)
        status = records_filter(&query.filter, &memory, from->filter, indicator->filter, error);
    query.windows[0] = o->span;
    query.n_windows = 1;
    query.n_threads = 1; /* in the order of the source */
    query.record = record;
    query.record_context = context;
    if (status == ESEP_OK)
        status = engine_answer_all(&counted, &place, &query, 1, error);
    if (status == ESEP_OK)
        cube_free(counted);
    arena_free(&memory);
    return status;
}

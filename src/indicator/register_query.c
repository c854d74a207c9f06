#include "indicator/register_query.h"

#include "base/error.h"

static number_mark register_mark(text decimal)
{
    if (decimal.data && text_equal(decimal, text_from("comma")))
        return NUMBER_COMMA;
    return decimal.data && text_equal(decimal, text_from("point")) ? NUMBER_POINT : NUMBER_UNKNOWN;
}

esep_status register_query(cube_query *out, arena *memory, const definition_register *from, esep_error *error)
{
    derivation *derived = ARENA_TAKE(memory, from->n_dimensions + 1, derivation);
    if (!derived)
        return error_memory(error);
    *out = (cube_query){.n_dates = from->n_dates,
                        .date_format = from->date_format,
                        .filter = from->filter,
                        .time = CUBE_DAILY,
                        .incomplete = true,
                        .key = from->key,
                        .n_key = from->n_key,
                        .derived = derived,
                        .mark = register_mark(from->decimal)};
    for (size_t i = 0; i < from->n_dimensions; i++) {
        if (from->dimensions[i].is_derived)
            derived[out->n_derived++] = from->dimensions[i].derived;
    }
    for (size_t i = 0; i < from->n_dates; i++)
        out->dates[i] = from->dates[i];
    return ESEP_OK;
}

engine_register register_place(const definition_register *from, bool digest)
{
    return (engine_register){
        .names = from->sources,
        .n_names = from->n_sources,
        .reading = {.encoding = from->encoding, .delimiter = from->delimiter, .digest = digest}};
}

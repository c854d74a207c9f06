#include "api/register_api.h"

#include "api/names_list.h"
#include "base/error.h"
#include "cube/rejects.h"
#include "source/dialect.h"

#include <sched.h>
#include <string.h>

size_t register_processors(void)
{
    cpu_set_t set;
    int n = sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set) : 1;
    return n > 0 ? (size_t)n : 1;
}

esep_status register_read(engine_register *from, arena *memory, const char *const *sources, size_t n_sources,
                          const register_reading *reading, esep_error *error)
{
    text *names = ARENA_TAKE(memory, n_sources + 1, text);
    if (!names)
        return error_memory(error);
    for (size_t i = 0; i < n_sources; i++)
        names[i] = text_from(sources[i]);
    *from = (engine_register){.names = names, .n_names = n_sources};
    from->reading.encoding = reading->encoding;
    from->reading.digest = reading->digest;
    from->reading.chunk_bytes = reading->chunk_bytes;
    if (n_sources == 0)
        return error_raise(error, ESEP_USAGE, MESSAGE_NO_SOURCE);
    if (!reading->delimiter)
        return ESEP_OK;
    return dialect_parse_delimiter(&from->reading.delimiter, text_from(reading->delimiter), error);
}

esep_status register_read_dates(cube_query *query, arena *memory, const char *written, esep_error *error)
{
    const text *names;
    size_t n;
    if (!written)
        return ESEP_OK;
    ESEP_TRY(names_list_split(&names, &n, memory, text_from(written), error));
    if (n > CUBE_DATE_COLUMNS)
        return error_raise(error, ESEP_USAGE, MESSAGE_CUBE_DATE_PARTS);
    memcpy(query->dates, names, n * sizeof *names);
    query->n_dates = n;
    return ESEP_OK;
}

esep_status register_read_decimal(number_mark *mark, const char *written, esep_error *error)
{
    *mark = NUMBER_UNKNOWN;
    if (!written)
        return ESEP_OK;
    if (strcmp(written, "point") != 0 && strcmp(written, "comma") != 0)
        return error_raise(error, ESEP_USAGE, MESSAGE_OPTION_DECIMAL, "--decimal", written);
    *mark = strcmp(written, "point") == 0 ? NUMBER_POINT : NUMBER_COMMA;
    return ESEP_OK;
}

/* What of a workbook was passed over: titles above its header, totals at its end, the header again. */
static esep_status register_add_left_out(esep_document *d, const cube_origin *origin, esep_error *error)
{
    char number[24], row[24];
    const table_left_out *left = &origin->left_out;
    const struct {
        uint64_t rows;
        message_id message;
    } kinds[] = {{left->above, MESSAGE_SOURCE_TABLE_SAID_ABOVE},
                 {left->repeated, MESSAGE_SOURCE_TABLE_SAID_REPEATED},
                 {left->totals, MESSAGE_SOURCE_TABLE_SAID_TOTALS}};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        uint64_t rows = kinds[i].rows;
        esep_error *notice = rows ? document_api_notice(d) : NULL;
        if (rows && !notice)
            return error_memory(error);
        if (!rows)
            continue;
        error_raise(notice, ESEP_DATA, kinds[i].message, error_number(number, (int64_t)rows),
                    error_number(row, (int64_t)left->totals_begin));
        error_at(notice, origin->path, 0);
    }
    return ESEP_OK;
}

esep_status register_add_notices(esep_document *d, const cube *c, esep_error *error)
{
    for (size_t i = 0; i < c->n_origins; i++) {
        ESEP_TRY(register_add_left_out(d, &c->origins[i], error));
        if (!c->origins[i].encoding_guessed)
            continue;
        esep_error *notice = document_api_notice(d);
        if (!notice)
            return error_memory(error);
        error_raise(notice, ESEP_DATA, MESSAGE_NOTE_ENCODING, c->origins[i].encoding);
        error_at(notice, c->origins[i].path, 0);
    }
    for (size_t i = 0; i < c->n_examples; i++) {
        esep_error *notice = document_api_notice(d);
        if (!notice)
            return error_memory(error);
        reject_raise(&c->examples[i], notice);
    }
    if (c->n_examples) {
        char number[24];
        esep_error *notice = document_api_notice(d);
        if (!notice)
            return error_memory(error);
        error_raise(notice, ESEP_DATA, MESSAGE_NOTE_LEFT_OUT,
                    error_number(number, (int64_t)cube_account_rejected(&c->account)));
    }
    return ESEP_OK;
}

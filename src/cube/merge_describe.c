#include "cube/merge.h"

void merge_accounts(cube *out, const counter *counters, size_t n)
{
    for (size_t w = 0; w < n; w++) {
        const counter *c = &counters[w];
        out->account.read += c->account.read;
        out->account.counted += c->account.counted;
        out->account.filtered += c->account.filtered;
        out->account.outside += c->account.outside;
        out->account.replaced += c->account.replaced;
        for (int reason = 0; reason < CUBE_REASONS; reason++)
            out->account.rejected[reason] += c->account.rejected[reason];
        for (size_t i = 0; i < CUBE_DAYS_SEEN_WORDS; i++)
            out->days_seen[i] |= c->days_seen[i];
    }
}

void merge_span(cube *out)
{
    for (day_number day = DAY_FIRST; day <= DAY_LAST; day++) {
        size_t bit = (size_t)(day - DAY_FIRST);
        if (!(out->days_seen[bit / 64] >> (bit % 64) & 1))
            continue;
        if (!out->any_day)
            out->first_day = day;
        out->any_day = true;
        out->last_day = day;
    }
    if (out->any_day && out->monthly) {
        day_date last = day_to_date(out->last_day);
        out->last_day = day_from_date(last.year, last.month, day_month_length(last.year, last.month));
    }
}

static esep_status merge_origins(cube *out, const source *from, esep_error *error)
{
    out->n_origins = source_n_files(from);
    out->origins = ARENA_TAKE(&out->memory, out->n_origins, cube_origin);
    if (!out->origins)
        return error_memory(error);
    for (size_t i = 0; i < out->n_origins; i++) {
        const source_file *file = source_get_file(from, i);
        cube_origin *origin = &out->origins[i];
        origin->path = arena_copy(&out->memory, text_from(file->path)).data;
        origin->size = file->size;
        origin->digest = arena_copy(&out->memory, text_from(file->digest)).data;
        origin->encoding = arena_copy(&out->memory, text_from(file->encoding)).data;
        origin->encoding_guessed = file->encoding_guessed;
        origin->compression = file->compression;
        origin->delimiter = file->dialect.delimiter;
        origin->left_out = file->left_out;
        if (!origin->path || !origin->digest || !origin->encoding)
            return error_memory(error);
    }
    return ESEP_OK;
}

esep_status merge_describe(cube *out, const cube_plan *plan, const source *from, esep_error *error)
{
    buffer name = {0};
    for (size_t i = 0; i < plan->n_dates; i++) {
        if (i)
            buffer_add_byte(&name, ',');
        buffer_add(&name, source_column_name(from, plan->dates[i]));
    }
    out->date_name = arena_copy(&out->memory, buffer_text(&name));
    buffer_free(&name);
    out->date_format = arena_copy(&out->memory, text_from(plan->n_dates == 1 ? plan->format.name : "")).data;
    out->date_found = plan->date_found;
    out->monthly = plan->monthly;
    out->days_seen = ARENA_TAKE(&out->memory, CUBE_DAYS_SEEN_WORDS, uint64_t);
    if (!out->date_name.data || !out->date_format || !out->days_seen)
        return error_memory(error);
    return merge_origins(out, from, error);
}

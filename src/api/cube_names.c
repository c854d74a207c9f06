#include "api/cube_names.h"

#include "base/error.h"

static bool cube_name_is_among(text name, const text *names, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (text_equal(names[i], name))
            return true;
    }
    return false;
}

/* The name, with the prefix as often as it takes to be new; it is added to the taken ones. Missing where memory failed. */
static text cube_name_take(text *taken, size_t *n, arena *memory, const char *prefix, text name)
{
    buffer longer = {0};
    buffer_add(&longer, name);
    while (!longer.failed && cube_name_is_among(buffer_text(&longer), taken, *n)) {
        buffer before = longer;
        longer = (buffer){0};
        buffer_add_string(&longer, prefix);
        buffer_add(&longer, buffer_text(&before));
        buffer_free(&before);
    }
    text kept = longer.failed ? (text){0} : arena_copy(memory, buffer_text(&longer));
    buffer_free(&longer);
    if (kept.data)
        taken[(*n)++] = kept;
    return kept;
}

/* A count's name is the caller's own choice, so that another can be chosen. */
static esep_status cube_names_check_counts(const cube_query *query, text time, esep_error *error)
{
    for (size_t i = 0; i < query->n_counts; i++) {
        text name = query->counts[i].name;
        bool taken = text_equal(name, text_from("count")) || text_equal(name, time) ||
                     cube_name_is_among(name, query->by, query->n_by) ||
                     cube_name_is_among(name, query->sums, query->n_sums);
        for (size_t j = 0; j < i; j++)
            taken = taken || text_equal(query->counts[j].name, name);
        if (taken) {
            char written[ESEP_ERROR_ARGUMENT_BYTES];
            text_copy_cut(written, sizeof written, name);
            return error_raise(error, ESEP_USAGE, MESSAGE_CUBE_NAME_TAKEN, "--count", written);
        }
    }
    return ESEP_OK;
}

esep_status cube_names_settle(cube_names *names, arena *memory, const cube_query *query, text time,
                              esep_error *error)
{
    size_t n = 0;
    ESEP_TRY(cube_names_check_counts(query, time, error));
    text *taken = ARENA_TAKE(memory, query->n_counts + query->n_sums + query->n_by + 2, text);
    names->sums = ARENA_TAKE(memory, query->n_sums + 1, text);
    names->by = ARENA_TAKE(memory, query->n_by + 1, text);
    if (!taken || !names->sums || !names->by)
        return error_memory(error);
    taken[n++] = text_from("count");
    for (size_t i = 0; i < query->n_counts; i++)
        taken[n++] = query->counts[i].name;
    bool good = true;
    for (size_t i = 0; i < query->n_sums; i++) {
        names->sums[i] = cube_name_take(taken, &n, memory, "sum_", query->sums[i]);
        good = good && names->sums[i].data;
    }
    if (time.data) {
        names->time = cube_name_take(taken, &n, memory, "by_", time);
        good = good && names->time.data;
    }
    for (size_t i = 0; i < query->n_by; i++) {
        names->by[i] = cube_name_take(taken, &n, memory, "by_", query->by[i]);
        good = good && names->by[i].data;
    }
    return good ? ESEP_OK : error_memory(error);
}

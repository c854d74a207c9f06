#include "cube/plan.h"

#include "cube/cells.h"
#include "cube/derive.h"
#include "cube/look.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

void cube_plan_free(cube_plan *plan)
{
    expression_free(plan->where.expression);
    for (size_t i = 0; i < CUBE_COUNTS; i++)
        expression_free(plan->counts[i].expression);
    for (size_t i = 0; i < CUBE_SUMS; i++)
        expression_free(plan->summed[i].expression);
    if (plan->n_before == 0)
        derive_plan_free(plan->derive);
    arena_free(&plan->memory);
    *plan = (cube_plan){0};
}

static const char *plan_text(cube_plan *plan, text t)
{
    text copy = arena_copy(&plan->memory, t);
    return copy.data ? copy.data : "";
}

static esep_status plan_two_ways(source *s, const date_evidence *evidence, const date_format *first,
                                 const date_format *second, esep_error *error)
{
    char records[24];
    error_raise(error, ESEP_DATA, MESSAGE_CUBE_DATE_TWO_WAYS, evidence->example,
                error_number(records, (int64_t)evidence->values), first->name, second->name);
    return error_at(error, source_get_file(s, 0)->path, 0);
}

/* The format of a column that is said or found to be the date. The sample's evidence decides where it can; where day and month
 * could change places in the whole sample, all records are asked. */
static esep_status plan_date_format(date_format *format, bool *any, cube_plan *plan, source *s, size_t column,
                                    const date_evidence *sample, esep_error *error)
{
    date_evidence evidence = *sample;
    date_format second;
    date_verdict verdict = date_evidence_judge(&evidence, format, &second);
    bool more = !source_get_file(s, 0)->sample_is_whole || source_n_files(s) > 1;
    if (more && (verdict == DATE_COLUMN_TWO_WAYS || evidence.values == 0)) {
        evidence = (date_evidence){0};
        ESEP_TRY(look_at_all(s, column, &evidence, NULL, "--date-format", plan->query->n_threads, error));
        verdict = date_evidence_judge(&evidence, format, &second);
    }
    *any = evidence.values > 0;
    if (verdict == DATE_COLUMN_TWO_WAYS)
        return plan_two_ways(s, &evidence, format, &second, error);
    if (verdict == DATE_COLUMN_NO && (*any || column == plan->dates[0])) {
        error_raise(error, ESEP_DATA, MESSAGE_CUBE_NOT_A_DATE, plan_text(plan, source_column_name(s, column)),
                    evidence.example);
        return error_at(error, source_get_file(s, 0)->path, 0);
    }
    return ESEP_OK;
}

static esep_status plan_find_date(cube_plan *plan, source *s, const date_evidence *evidence,
                                  esep_error *error)
{
    buffer list = {0};
    size_t found = 0;
    for (size_t c = 0; c < source_n_columns(s); c++) {
        date_format first, second;
        if (date_evidence_judge(&evidence[c], &first, &second) == DATE_COLUMN_NO)
            continue;
        if (found++)
            buffer_add_string(&list, ", ");
        else
            plan->dates[0] = c;
        buffer_add(&list, source_column_name(s, c));
    }
    if (found == 0)
        error_raise(error, ESEP_USAGE, MESSAGE_CUBE_NO_DATE);
    if (found > 1) {
        text name = source_column_name(s, plan->dates[0]);
        error_raise(error, ESEP_USAGE, MESSAGE_CUBE_MANY_DATES, plan_text(plan, buffer_text(&list)),
                    plan_text(plan, name));
    }
    buffer_free(&list);
    plan->n_dates = 1;
    plan->date_found = true;
    return found == 1 ? ESEP_OK : error_at(error, source_get_file(s, 0)->path, 0);
}

/* Where no row of the sample fits the header, that is what is wrong, and not that no column is a date. */
static esep_status plan_check_rows(source *s, esep_error *error)
{
    source_misfit misfit;
    ESEP_TRY(source_sample_misfit(&misfit, s, error));
    if (misfit.fitting || !misfit.others)
        return ESEP_OK;
    char expected[24], fields[24];
    error_raise(error, ESEP_DATA, MESSAGE_CUBE_NO_ROW_FITS,
                error_number(expected, (int64_t)source_n_columns(s)),
                error_number(fields, (int64_t)misfit.fields));
    return error_at(error, source_get_file(s, source_sample_file(s))->path, misfit.line);
}

/* A column of dates whose name is a date itself: the first row is a record, and there is no header. */
static esep_status plan_check_header(cube_plan *plan, source *s, esep_error *error)
{
    day_number day;
    text name = source_column_name(s, plan->dates[0]);
    if (date_read(&day, &plan->format, name) != DATE_OK)
        return ESEP_OK;
    error_raise(error, ESEP_DATA, MESSAGE_CUBE_NO_HEADER, plan_text(plan, name));
    return error_at(error, source_get_file(s, 0)->path, 1);
}

static esep_status plan_dates(cube_plan *plan, source *s, esep_error *error)
{
    const cube_query *query = plan->query;
    bool any;
    plan->n_dates = query->n_dates;
    for (size_t i = 0; i < query->n_dates; i++)
        ESEP_TRY(source_find_column(&plan->dates[i], s, query->dates[i], error));
    if (plan->n_dates > 1) {
        plan->monthly = plan->n_dates == 2;
        return ESEP_OK;
    }
    if (plan->n_dates == 1 && query->date_format) {
        ESEP_TRY(date_format_parse(&plan->format, text_from(query->date_format), error));
        plan->monthly = date_format_is_monthly(&plan->format);
        return ESEP_OK;
    }
    const source_file *file = source_get_file(s, 0);
    if (file->sample_is_whole && file->header_bytes == file->sample.length && source_n_files(s) == 1) {
        error_raise(error, ESEP_DATA, MESSAGE_SOURCE_HEADER_ONLY);
        return error_at(error, file->path, 0);
    }
    date_evidence *evidence = calloc(source_n_columns(s), sizeof *evidence);
    if (!evidence)
        return error_memory(error);
    esep_status status = plan_check_rows(s, error);
    if (status == ESEP_OK)
        status = look_at_sample_dates(s, evidence, error);
    if (status == ESEP_OK && plan->n_dates == 0)
        status = plan_find_date(plan, s, evidence, error);
    if (status == ESEP_OK && query->date_format)
        status = date_format_parse(&plan->format, text_from(query->date_format), error);
    else if (status == ESEP_OK)
        status =
            plan_date_format(&plan->format, &any, plan, s, plan->dates[0], &evidence[plan->dates[0]], error);
    free(evidence);
    plan->monthly = status == ESEP_OK && date_format_is_monthly(&plan->format);
    return status == ESEP_OK ? plan_check_header(plan, s, error) : status;
}

esep_status cube_plan_find_format(date_format *format, bool *any, cube_plan *plan, source *s, size_t column,
                                  esep_error *error)
{
    date_evidence *evidence = calloc(source_n_columns(s), sizeof *evidence);
    if (!evidence)
        return error_memory(error);
    *any = true;
    esep_status status = look_at_sample_dates(s, evidence, error);
    if (status == ESEP_OK)
        status = plan_date_format(format, any, plan, s, column, &evidence[column], error);
    free(evidence);
    return status;
}

/* A column of the files, or a derived one. */
static esep_status plan_find_column(size_t *column, const cube_plan *plan, source *s, text name,
                                    esep_error *error)
{
    for (size_t k = 0; k < plan->query->n_derived; k++) {
        if (text_equal(plan->query->derived[k].name, name)) {
            *column = source_n_columns(s) + k;
            return ESEP_OK;
        }
    }
    return source_find_column(column, s, name, error);
}

static esep_status plan_read_filter(cube_plan *plan, plan_filter *filter, source *s, text written,
                                    esep_error *error)
{
    const text *names;
    filter->date = SIZE_MAX;
    if (!written.data)
        return ESEP_OK;
    ESEP_TRY(expression_parse(&filter->expression, written, error));
    filter->n_columns = expression_columns(filter->expression, &names);
    filter->columns = ARENA_TAKE(&plan->memory, filter->n_columns + 1, size_t);
    if (!filter->columns)
        return error_memory(error);
    for (size_t i = 0; i < filter->n_columns; i++) {
        ESEP_TRY(plan_find_column(&filter->columns[i], plan, s, names[i], error));
        if (plan->n_dates == 1 && filter->columns[i] == plan->dates[0])
            filter->date = i;
    }
    if (filter->date == SIZE_MAX)
        return ESEP_OK;
    return expression_check_date(filter->expression, names[filter->date], &plan->format, error);
}

static esep_status plan_filters(cube_plan *plan, source *s, esep_error *error)
{
    ESEP_TRY(plan_read_filter(plan, &plan->where, s, plan->query->filter, error));
    for (size_t i = 0; i < plan->query->n_counts; i++)
        ESEP_TRY(plan_read_filter(plan, &plan->counts[i], s, plan->query->counts[i].filter, error));
    for (size_t i = 0; i < plan->query->n_sums && plan->query->sum_filters; i++)
        ESEP_TRY(plan_read_filter(plan, &plan->summed[i], s, plan->query->sum_filters[i], error));
    return ESEP_OK;
}

/* Has all of the column been asked before, for another sum? */
static bool plan_knows_mark(cube_plan *plan, size_t i)
{
    for (size_t p = 0; p <= plan->n_before; p++) {
        const cube_plan *other = p < plan->n_before ? &plan->before[p] : plan;
        for (size_t k = 0; k < (other == plan ? i : other->query->n_sums); k++) {
            if (other->sums[k] != plan->sums[i] || !other->mark_asked[k])
                continue;
            plan->marks[i] = other->marks[k];
            plan->mark_asked[i] = true;
            return true;
        }
    }
    return false;
}

static esep_status plan_find_mark(cube_plan *plan, source *s, size_t i, esep_error *error)
{
    number_evidence evidence = {0};
    if (plan_knows_mark(plan, i))
        return ESEP_OK;
    ESEP_TRY(look_at_all(s, plan->sums[i], NULL, &evidence, "--decimal", plan->query->n_threads, error));
    if (number_evidence_judge(&evidence, &plan->marks[i])) {
        /* All records were asked: where no number has a mark, what has one is no number, under either convention. */
        if (plan->marks[i] == NUMBER_UNKNOWN)
            plan->marks[i] = NUMBER_POINT;
        plan->mark_asked[i] = true;
        return ESEP_OK;
    }
    const char *name = plan_text(plan, source_column_name(s, plan->sums[i]));
    if (evidence.point && evidence.comma)
        error_raise(error, ESEP_DATA, MESSAGE_CUBE_NUMBER_BOTH_WAYS, name, evidence.point_example,
                    evidence.comma_example);
    else
        error_raise(error, ESEP_DATA, MESSAGE_CUBE_NUMBER_TWO_WAYS, name, evidence.example);
    return error_at(error, source_get_file(s, 0)->path, 0);
}

esep_status cube_plan_find_marks(cube_plan *plan, source *s, esep_error *error)
{
    for (size_t i = 0; i < plan->query->n_sums; i++) {
        if (plan->marks[i] == NUMBER_UNKNOWN)
            ESEP_TRY(plan_find_mark(plan, s, i, error));
    }
    return ESEP_OK;
}

static esep_status plan_measures(cube_plan *plan, source *s, esep_error *error)
{
    const cube_query *query = plan->query;
    char axes[24], counts[24], sums[24];
    assert(query->n_key <= CUBE_KEY_COLUMNS && query->n_windows <= CUBE_WINDOWS);
    for (size_t i = 0; i < query->n_key; i++)
        ESEP_TRY(source_find_column(&plan->key[i], s, query->key[i], error));
    if (query->n_sums && query->distinct.data)
        return error_raise(error, ESEP_USAGE, MESSAGE_CUBE_SUM_AND_DISTINCT);
    if (query->n_sums > CUBE_SUMS || query->n_counts > CUBE_COUNTS || query->n_by > CELLS_AXES)
        return error_raise(error, ESEP_USAGE, MESSAGE_CUBE_TOO_MANY, error_number(axes, CELLS_AXES),
                           error_number(counts, CUBE_COUNTS), error_number(sums, CUBE_SUMS));
    if (query->distinct.data)
        return plan_find_column(&plan->distinct, plan, s, query->distinct, error);
    for (size_t i = 0; i < query->n_sums; i++) {
        ESEP_TRY(source_find_column(&plan->sums[i], s, query->sums[i], error));
        plan->marks[i] = query->mark;
        if (query->mark != NUMBER_UNKNOWN)
            continue;
        /* Where the sample shows no mark at all, the pass starts without knowing, and asks all records once one turns up. */
        number_evidence evidence = {0};
        ESEP_TRY(look_at_sample_numbers(s, plan->sums[i], &evidence, error));
        if (!number_evidence_judge(&evidence, &plan->marks[i]))
            ESEP_TRY(plan_find_mark(plan, s, i, error));
    }
    return ESEP_OK;
}

/* What the first of several plans has found out about the reading. */
static void plan_take_dates(cube_plan *plan, const cube_plan *first)
{
    memcpy(plan->dates, first->dates, sizeof plan->dates);
    plan->n_dates = first->n_dates;
    plan->format = first->format;
    plan->date_found = first->date_found;
    plan->monthly = first->monthly;
}

static esep_status plan_create(cube_plan *plan, source *s, const cube_query *query, const cube_plan *before,
                               size_t n_before, bool dated, esep_error *error)
{
    *plan = (cube_plan){.query = query, .before = before, .n_before = n_before};
    plan->by = ARENA_TAKE(&plan->memory, query->n_by + 1, size_t);
    esep_status status = plan->by ? ESEP_OK : error_memory(error);
    for (size_t i = 0; status == ESEP_OK && i < query->n_by; i++)
        status = plan_find_column(&plan->by[i], plan, s, query->by[i], error);
    if (n_before)
        plan_take_dates(plan, before);
    else if (status == ESEP_OK && dated)
        status = plan_dates(plan, s, error);
    if (n_before)
        plan->derive = before->derive;
    else if (status == ESEP_OK)
        status = derive_plan_create(&plan->derive, s, plan, error);
    if (status == ESEP_OK)
        status = plan_measures(plan, s, error);
    if (status == ESEP_OK)
        status = plan_filters(plan, s, error);
    if (status != ESEP_OK)
        cube_plan_free(plan);
    return status;
}

esep_status cube_plan_create_all(cube_plan *plans, source *s, const cube_query *queries, size_t n,
                                 esep_error *error)
{
    bool dated = false;
    for (size_t i = 0; i < n; i++)
        dated = dated || queries[i].time != CUBE_TIMELESS || queries[i].n_dates;
    for (size_t i = 0; i < n; i++) {
        esep_status status = plan_create(&plans[i], s, &queries[i], plans, i, dated, error);
        size_t made = i + (status == ESEP_OK);
        if (status == ESEP_OK && made == n)
            status = cube_plan_want(plans, s, n, error);
        if (status == ESEP_OK)
            continue;
        while (made-- > 0)
            cube_plan_free(&plans[made]);
        return status;
    }
    return ESEP_OK;
}

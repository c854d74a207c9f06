#include "indicator/change.h"

#include "base/error.h"
#include "indicator/change_periods.h"
#include "indicator/change_rows.h"
#include "indicator/change_test.h"
#include "statistics/multiplicity.h"
#include "statistics/rate_test.h"

#include <math.h>
#include <stdlib.h>

bool change_sum_is_count(int128 sum, int128 squares)
{
    return sum > 0 && squares < CUBE_NO_COUNT && squares * 2 <= sum * 3;
}

static change_testing change_find_testing(const change_table *t)
{
    if (!t->base_covered)
        return CHANGE_UNTESTED_BASE;
    if (t->measure != CHANGE_SUM)
        return CHANGE_TESTED;
    int128 sum = (t->rows[0].value + t->rows[0].base) / change_one(t);
    return change_sum_is_count(sum, t->squares) ? CHANGE_TESTED_SUM : CHANGE_UNTESTED_SUM;
}

static bool change_is_tested(const change_table *t)
{
    return t->testing == CHANGE_TESTED || t->testing == CHANGE_TESTED_SUM;
}

int128 change_one(const change_table *t)
{
    int128 one = 1;
    for (int i = 0; i < t->scale; i++)
        one *= 10;
    return one;
}

/* A count of things, of a number that may be a scaled sum. */
static int64_t change_whole(const change_table *t, int128 number)
{
    return (int64_t)(number / change_one(t));
}

static void change_test_row(const change_table *t, change_row *row)
{
    row->p = row->p_adjusted = NAN;
    row->limits = (interval){NAN, NAN};
    if (!change_is_tested(t))
        return;
    int64_t value = change_whole(t, row->value), base = change_whole(t, row->base);
    double value_days = period_days(t->value_period), base_days = period_days(t->base_period);
    row->p = row->p_adjusted = rate_test_p(value, base, value_days, base_days);
    row->limits = change_test_limits(value, base, value_days, base_days, value_days / base_days);
}

/* Shares of the total. Of sums that may be negative a share says nothing. */
static void change_share_row(const change_table *t, change_row *row)
{
    const change_row *total = &t->rows[0];
    row->share =
        total->value > 0 && row->value >= 0 ? fraction_percent(row->value, total->value) : (fraction){0, 0};
    row->base_share = t->base_covered && total->base > 0 && row->base >= 0
                          ? fraction_percent(row->base, total->base)
                          : (fraction){0, 0};
    row->share_change = fraction_subtract(row->share, row->base_share);
}

/* number/10^scale < limit, without dividing. */
static bool change_below(const change_table *t, int128 number, int64_t limit)
{
    int128 absolute = number < 0 ? -number : number;
    return absolute < (int128)limit * change_one(t);
}

static void change_status_row(const change_table *t, change_row *row)
{
    if (!t->base_covered)
        row->status |= CHANGE_NO_DATA;
    else if (row->base == 0)
        row->status |= CHANGE_ZERO_BASE;
    /* A small base is about chance in counts; a small amount of money is only a small amount. */
    else if (t->testing != CHANGE_UNTESTED_SUM && change_below(t, row->base, t->small_below))
        row->status |= CHANGE_SMALL_BASE;
    if (t->cut_days > 0)
        row->status |= CHANGE_CUT_PERIOD;
}

static change_verdict change_judge_row(const change_table *t, const change_row *row)
{
    if (!change_is_tested(t))
        return CHANGE_UNJUDGED;
    return change_test_judge(change_whole(t, row->value), change_whole(t, row->base),
                             period_days(t->value_period), period_days(t->base_period), row->p_adjusted);
}

/* Benjamini–Hochberg over all groups, those behind "other" too: what is shown must not decide what is beyond chance. */
static esep_status change_adjust(change_table *t, esep_error *error)
{
    double *p = calloc(t->n_rows + t->n_hidden, sizeof *p);
    size_t n = 0;
    if (!p)
        return error_memory(error);
    for (size_t i = 0; i < t->n_rows; i++) {
        if (t->rows[i].role == CHANGE_GROUP)
            p[n++] = t->rows[i].p;
    }
    for (size_t i = 0; i < t->n_hidden; i++) {
        change_test_row(t, &t->hidden[i]);
        p[n++] = t->hidden[i].p;
    }
    t->n_tested = 0;
    for (size_t i = 0; i < n; i++)
        t->n_tested += !isnan(p[i]);
    esep_status status = multiplicity_adjust(p, p, n, MULTIPLICITY_BH, error);
    size_t at = 0;
    for (size_t i = 0; status == ESEP_OK && i < t->n_rows; i++) {
        if (t->rows[i].role == CHANGE_GROUP)
            t->rows[i].p_adjusted = p[at++];
    }
    free(p);
    return status;
}

/* Sums come with NUMBER_SCALE decimals: keep as many as any row needs. */
static bool change_ends_in_zero(const change_row *rows, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (rows[i].value % 10 != 0 || rows[i].base % 10 != 0)
            return false;
    }
    return true;
}

static void change_drop_decimal(change_row *rows, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        rows[i].value /= 10;
        rows[i].base /= 10;
    }
}

static void change_shorten(change_table *t)
{
    while (t->scale > 0 && change_ends_in_zero(t->rows, t->n_rows) &&
           change_ends_in_zero(t->hidden, t->n_hidden)) {
        change_drop_decimal(t->rows, t->n_rows);
        change_drop_decimal(t->hidden, t->n_hidden);
        t->scale--;
    }
}

static esep_status change_fill(change_table *t, const change_request *request, esep_error *error)
{
    ESEP_TRY(change_find_periods(t, request, error));
    ESEP_TRY(change_gather_rows(t, request->top, error));
    change_shorten(t);
    t->testing = change_find_testing(t);
    int128 sum = (t->rows[0].value + t->rows[0].base) / change_one(t);
    t->dispersion = t->testing == CHANGE_TESTED_SUM ? (double)t->squares / (double)sum : NAN;
    for (size_t i = 0; i < t->n_rows; i++) {
        change_row *row = &t->rows[i];
        if (__builtin_sub_overflow(row->value, row->base, &row->difference))
            return error_raise(error, ESEP_DATA, MESSAGE_NUMBER_TOO_LARGE);
        row->change = t->base_covered ? fraction_change_percent(row->value, row->base) : (fraction){0, 0};
        change_test_row(t, row);
        change_share_row(t, row);
        change_status_row(t, row);
    }
    ESEP_TRY(change_adjust(t, error));
    for (size_t i = 0; i < t->n_rows; i++)
        t->rows[i].verdict = change_judge_row(t, &t->rows[i]);
    return change_list_holes(&t->holes, &t->n_holes, t->from, &t->memory, error);
}

esep_status change_create(change_table **out, const cube *c, const cube_query *query,
                          const change_request *request, esep_error *error)
{
    change_table *t = calloc(1, sizeof *t);
    if (!t)
        return error_memory(error);
    t->from = c;
    t->measure = query->n_sums ? CHANGE_SUM : query->distinct.data ? CHANGE_DISTINCT : CHANGE_RECORDS;
    t->scale = query->n_sums ? NUMBER_SCALE : 0;
    t->percent_from = request->percent_from;
    t->small_below = request->small_below;
    esep_status status = change_fill(t, request, error);
    if (status != ESEP_OK) {
        change_free(t);
        return status;
    }
    *out = t;
    return ESEP_OK;
}

void change_free(change_table *t)
{
    if (!t)
        return;
    arena_free(&t->memory);
    free(t);
}

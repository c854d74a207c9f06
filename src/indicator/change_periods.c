#include "indicator/change_periods.h"

#include "base/error.h"

esep_status change_find_base(period *base, period asked, text against, day_number covered_last,
                             esep_error *error)
{
    if (!against.data || text_equal(against, text_from("previous-year"))) {
        *base = period_previous_year(asked);
        return ESEP_OK;
    }
    if (text_equal(against, text_from("previous-period"))) {
        *base = period_previous(asked);
        return ESEP_OK;
    }
    return period_parse(base, against, covered_last, error);
}

bool change_against_is_relative(text against)
{
    return against.data && period_is_relative(against);
}

esep_status change_windows(cube_query *query, const change_request *request, esep_error *error)
{
    query->n_windows = 0;
    if (!request->period.data || period_is_relative(request->period) ||
        change_against_is_relative(request->against)) {
        /* Not known yet; but what is no period at all should not wait for the data. */
        period ignored;
        if (request->period.data)
            ESEP_TRY(period_parse(&ignored, request->period, day_from_date(2000, 12, 31), error));
        if (request->against.data)
            ESEP_TRY(change_find_base(&ignored, period_year_to_date(day_from_date(2000, 12, 31)),
                                      request->against, day_from_date(2000, 12, 31), error));
        return ESEP_OK;
    }
    ESEP_TRY(period_parse(&query->windows[0], request->period, DAY_NONE, error));
    ESEP_TRY(change_find_base(&query->windows[1], query->windows[0], request->against, DAY_NONE, error));
    query->n_windows = 2;
    return ESEP_OK;
}

static esep_status change_not_reached(const change_table *t, day_number first, day_number last,
                                      esep_error *error)
{
    char asked[24], from[11], to[11];
    return error_raise(error, ESEP_USAGE, MESSAGE_PERIOD_NOT_REACHED, period_iso(asked, t->asked),
                       day_iso(from, first), day_iso(to, last));
}

bool change_whole_months(period p)
{
    day_date first = day_to_date(p.first), last = day_to_date(p.last);
    return first.day == 1 && last.day == day_month_length(last.year, last.month);
}

/* The partner of the kept days, within what was asked for: of two periods of unequal length the shorter one has no partner for all of them. */
static bool change_partner(period *out, period of, period whole, period kept)
{
    int first, last;
    *out = period_cut_partner(of, whole, kept);
    return period_cut(out, of.first, of.last, &first, &last);
}

void change_cut(change_span *s, day_number first, day_number last)
{
    int cut_first = 0, cut_last = 0;
    s->value = s->asked;
    s->base = s->base_asked;
    s->base_covered = false;
    s->covered = period_cut(&s->value, first, last, &cut_first, &cut_last);
    if (!s->covered)
        return;
    bool any = !(cut_first || cut_last) || change_partner(&s->base, s->base_asked, s->asked, s->value);

    /* The base may begin before the register does: then the same days are missing from both. */
    period base = s->base, value = s->value;
    s->base_covered = any && period_cut(&base, first, last, &cut_first, &cut_last);
    if (s->base_covered && (cut_first || cut_last)) {
        s->base_covered = change_partner(&value, s->value, s->base, base);
        s->value = s->base_covered ? value : s->value;
        s->base = s->base_covered ? base : s->base;
    }
    s->cut_days = period_days(s->asked) - period_days(s->value);
}

esep_status change_find_periods(change_table *t, const change_request *request, esep_error *error)
{
    const cube *c = t->from;
    day_number first = request->covered_from != DAY_NONE ? request->covered_from : c->first_day;
    day_number last = request->covered_to != DAY_NONE ? request->covered_to : c->last_day;
    if (last < first) {
        char from[11], to[11];
        return error_raise(error, ESEP_USAGE, MESSAGE_COVERED_BACKWARDS, day_iso(from, first),
                           day_iso(to, last));
    }
    if (request->period.data)
        ESEP_TRY(period_parse(&t->asked, request->period, last, error));
    else
        t->asked = period_year_to_date(last);
    period whole_base;
    ESEP_TRY(change_find_base(&whole_base, t->asked, request->against, last, error));

    if (c->monthly && (!change_whole_months(t->asked) || !change_whole_months(whole_base)))
        return error_raise(error, ESEP_USAGE, MESSAGE_PERIOD_NEEDS_MONTHS);

    change_span s = {.asked = t->asked, .base_asked = whole_base};
    change_cut(&s, first, last);
    if (!s.covered)
        return change_not_reached(t, first, last, error);
    t->value_period = s.value;
    t->base_period = s.base;
    t->base_covered = s.base_covered;
    t->cut_days = s.cut_days;
    t->leap_day_differs = t->base_covered && period_leap_day_differs(t->value_period, t->base_period);
    return ESEP_OK;
}

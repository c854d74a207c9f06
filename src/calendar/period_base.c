/* The earlier period that a period is compared with. */
#include "calendar/period.h"

#include <string.h>

int period_days(period p)
{
    return p.last - p.first + 1;
}

static bool period_same_days(period a, period b)
{
    return a.first == b.first && a.last == b.last;
}

static bool period_keeps_weekdays(period p)
{
    return p.kind == PERIOD_WEEK || (p.kind == PERIOD_LAST_DAYS && period_days(p) % 7 == 0);
}

static period period_shift_days(period p, int days)
{
    return (period){p.first + days, p.last + days, p.kind};
}

static period period_shift_months(period p, int months)
{
    return (period){day_shift_months(p.first, months), day_shift_months(p.last, months), p.kind};
}

period period_previous_year(period p)
{
    return period_keeps_weekdays(p) ? period_shift_days(p, -364) : period_shift_months(p, -12);
}

/* How many months a "last N months" is long; 0 where it is no whole number of them. */
static int period_last_months(period p)
{
    int months = day_month_index(p.last) - day_month_index(p.first);
    for (int n = months; n <= months + 1; n++) {
        if (n > 0 && day_shift_months(p.last, -n) + 1 == p.first)
            return n;
    }
    return 0;
}

static period period_previous_days(period p)
{
    period before = period_shift_days(p, -period_days(p));
    if (p.kind != PERIOD_WEEK && p.kind != PERIOD_LAST_DAYS)
        before.kind = PERIOD_DAYS;
    return before;
}

period period_previous(period p)
{
    switch (p.kind) {
    case PERIOD_YEAR:
    case PERIOD_HALF:
    case PERIOD_QUARTER:
    case PERIOD_MONTH:
    case PERIOD_MONTHS: {
        int months = day_month_index(p.last) - day_month_index(p.first) + 1;
        return (period){day_shift_months(p.first, -months), p.first - 1, p.kind};
    }
    case PERIOD_LAST_MONTHS: {
        int months = period_last_months(p);
        if (months > 0)
            return (period){day_shift_months(p.last, -2 * months) + 1, p.first - 1, p.kind};
        break;
    }
    case PERIOD_DAYS:
    case PERIOD_WEEK:
    case PERIOD_YEAR_TO_DATE:
    case PERIOD_LAST_DAYS:
        break;
    }
    return period_previous_days(p);
}

/* How many 29 Februaries lie on or before a day, up to a constant. */
static int period_leap_days_until(day_number day)
{
    day_date date = day_to_date(day);
    int year = date.month > 2 || (date.month == 2 && date.day == 29) ? date.year : date.year - 1;
    return year / 4 - year / 100 + year / 400;
}

static int period_leap_days(period p)
{
    return period_leap_days_until(p.last) - period_leap_days_until(p.first - 1);
}

/* Two lengths that differ for another reason (a half-year and the half before), and weeks, where every day
 * has its partner, are not a matter of 29 February. Starting on it, a period is as long as its partner and
 * differs all the same. */
bool period_leap_day_differs(period a, period b)
{
    int leap_days = period_leap_days(a) - period_leap_days(b);
    if (leap_days == 0)
        return false;
    return period_days(a) - period_days(b) == leap_days || period_same_days(period_shift_months(a, -12), b) ||
           period_same_days(period_shift_months(b, -12), a);
}

bool period_cut(period *p, day_number first, day_number last, int *cut_first, int *cut_last)
{
    *cut_first = first > p->first ? first - p->first : 0;
    *cut_last = last < p->last ? p->last - last : 0;
    if (first > last || first > p->last || last < p->first)
        return false;
    if (*cut_first || *cut_last)
        *p = (period){p->first + *cut_first, p->last - *cut_last, PERIOD_DAYS};
    return true;
}

/* By months where both ends, or at least the beginnings of two unequal lengths, answer to each other by date;
 * by days otherwise, and always where weekdays are kept. */
period period_cut_partner(period base, period whole, period kept)
{
    if (period_same_days(kept, whole))
        return base;
    int months = day_month_index(base.first) - day_month_index(whole.first);
    period moved = period_shift_months(whole, months);
    bool equal = period_days(base) == period_days(whole);
    bool by_months = moved.first == base.first && (moved.last == base.last || !equal);
    if (equal && period_keeps_weekdays(whole))
        by_months = false;
    period partner =
        by_months ? period_shift_months(kept, months) : period_shift_days(kept, base.first - whole.first);
    partner.kind = PERIOD_DAYS;
    return partner;
}

const char *period_iso(char out[24], period p)
{
    char day[11];
    memcpy(out, day_iso(day, p.first), 10);
    out[10] = '/';
    memcpy(out + 11, day_iso(day, p.last), 11);
    return out;
}

#include "indicator/change_test.h"

#include "base/error.h"
#include "statistics/rate_test.h"

#include <math.h>

interval change_test_limits(int64_t value, int64_t base, double e1, double e0, double printed)
{
    if (base == 0)
        return (interval){NAN, NAN}; /* no percentage, so no limits of it */
    interval ratio = rate_test_interval(value, base, e1, e0, 0.95);
    return (interval){100 * (ratio.low * printed - 1), 100 * (ratio.high * printed - 1)};
}

change_verdict change_test_judge(int64_t value, int64_t base, double e1, double e0, double p_adjusted)
{
    if (value == 0 && base == 0)
        return CHANGE_NONE;
    if (p_adjusted <= CHANGE_LEVEL)
        return (double)value * e0 > (double)base * e1 ? CHANGE_ROSE : CHANGE_FELL;
    return rate_test_smallest_p(value + base, e1, e0) > CHANGE_LEVEL ? CHANGE_TOO_FEW : CHANGE_WITHIN_CHANCE;
}

esep_status change_list_holes(change_hole **holes, size_t *n, const cube *c, arena *memory, esep_error *error)
{
    int first = day_month_index(c->first_day), last = day_month_index(c->last_day);
    *n = 0;
    *holes = ARENA_TAKE(memory, (size_t)(last - first) / 2 + 1, change_hole);
    if (!*holes)
        return error_memory(error);
    for (int month = first; month <= last; month++) {
        if (cube_month_seen(c, month / 12, month % 12 + 1))
            continue;
        if (*n && (*holes)[*n - 1].last_month == month - 1)
            (*holes)[*n - 1].last_month = month;
        else
            (*holes)[(*n)++] = (change_hole){month, month};
    }
    return ESEP_OK;
}

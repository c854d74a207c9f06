#include "claim/feasible.h"

fraction feasible_strength(feasible_given given, int128 count, int128 number, int decimals)
{
    const fraction undefined = {0, 0};
    feasible_window window;
    if (!feasible_window_nearest(&window, number, decimals, 1))
        return undefined;
    int128 hundred = window.scale * 50, reach = decimals == 0 ? 10 : 100;
    bool share = given == FEASIBLE_PART || given == FEASIBLE_WHOLE;
    int128 near = 0, impossible = 0;
    for (int128 step = -reach; step <= reach; step++) {
        int128 figure;
        if (__builtin_add_overflow(number, step, &figure) || figure < (share ? 0 : -hundred) ||
            (share && figure > hundred) ||
            (given == FEASIBLE_DIFFERENCE && ((count > 0 && figure < 0) || (count < 0 && figure > 0))))
            continue;
        if (!feasible_window_nearest(&window, figure, decimals, 1))
            return undefined;
        feasible_set set = feasible_partners(given, count, &window);
        if (!set.tested)
            return undefined;
        near++;
        impossible += !feasible_any(&set);
    }
    return (fraction){impossible, near};
}

/* One end of an interval of positive fractions; denominator 0 is infinity. */
typedef struct feasible_end {
    int128 numerator, denominator;
    bool open;
} feasible_end;

/* The fraction of smallest denominator from low >= 0 to high: a whole number where there is one; otherwise all share their whole
 * part, and the rest is turned upside down. Each turn is a step of Euclid's algorithm on both ends, so there are few. */
static bool feasible_simplest(int128 *above, int128 *below, feasible_end low, feasible_end high)
{
    int128 whole = low.numerator / low.denominator;
    int128 first = whole + (low.open || low.numerator % low.denominator != 0);
    if (high.denominator == 0) {
        *above = first, *below = 1;
        return true;
    }
    int128 last = high.numerator / high.denominator;
    bool on_end = high.numerator % high.denominator == 0;
    if (first < last || (first == last && !(on_end && high.open))) {
        *above = first, *below = 1;
        return true;
    }
    feasible_end turned_low = {high.denominator, high.numerator - whole * high.denominator, high.open};
    feasible_end turned_high = {low.denominator, low.numerator - whole * low.denominator, low.open};
    int128 p, q;
    if (turned_low.denominator <= 0 || !feasible_simplest(&p, &q, turned_low, turned_high))
        return false;
    *above = whole * p + q, *below = p;
    return true;
}

/* current/base = 1 + t/100, so the ends are (D + low)/D and (D + high)/D. */
bool feasible_smallest_base(int128 *base, int128 *current, const feasible_window *window)
{
    feasible_end low = {0, 0, window->low_open}, high = {0, 0, window->high_open};
    int128 whole;
    if (!fraction_multiply(&whole, window->scale, 100) ||
        __builtin_add_overflow(window->low, whole, &low.numerator) ||
        __builtin_add_overflow(window->high, whole, &high.numerator))
        return false;
    low.denominator = high.denominator = whole;
    if (low.numerator < 0)
        low = (feasible_end){0, 1, false};
    if (high.numerator < 0 || (high.numerator == 0 && (high.open || low.open)))
        return false;
    return feasible_simplest(current, base, low, high);
}

#include "claim/feasible.h"

static bool feasible_scale(int128 *out, int decimals)
{
    if (decimals < 0 || decimals > 18)
        return false;
    *out = 2;
    while (decimals-- > 0)
        *out *= 10;
    return true;
}

bool feasible_window_nearest(feasible_window *out, int128 number, int decimals, int128 unit)
{
    feasible_window window = {.low_open = false};
    int128 twice;
    if (unit < 1 || !feasible_scale(&window.scale, decimals) || !fraction_multiply(&twice, number, 2) ||
        __builtin_sub_overflow(twice, unit, &window.low) || __builtin_add_overflow(twice, unit, &window.high))
        return false;
    *out = window;
    return true;
}

/* Halves of the last digit that the window reaches below and above the number; ties belong to one side, to both or to none. */
bool feasible_window_by_rule(feasible_window *out, int128 number, int decimals, fraction_rule rule)
{
    feasible_window window;
    if (!feasible_window_nearest(&window, number, decimals, 1))
        return false;
    bool up = number > 0, down = number < 0, odd = number % 2 != 0;
    switch (rule) {
    case FRACTION_HALF_AWAY:
        window.low_open = !up, window.high_open = !down;
        break;
    case FRACTION_HALF_UP:
        window.high_open = true;
        break;
    case FRACTION_HALF_EVEN:
        window.low_open = window.high_open = odd;
        break;
    case FRACTION_HALF_DOWN:
        window.low_open = up, window.high_open = down;
        break;
    case FRACTION_TRUNCATE:
        window.low += up ? 1 : -1, window.high += down ? -1 : 1;
        window.low_open = !up, window.high_open = !down;
        break;
    case FRACTION_FLOOR:
        window.low++, window.high++, window.high_open = true;
        break;
    case FRACTION_CEILING:
        window.low--, window.high--, window.low_open = true;
        break;
    case FRACTION_RULES:
        return false;
    }
    *out = window;
    return true;
}

bool feasible_window_holds(bool *out, const feasible_window *window, fraction percentage)
{
    int128 value, low, high;
    if (percentage.denominator <= 0 || !fraction_multiply(&value, percentage.numerator, window->scale) ||
        !fraction_multiply(&low, window->low, percentage.denominator) ||
        !fraction_multiply(&high, window->high, percentage.denominator))
        return false;
    *out =
        (window->low_open ? low < value : low <= value) && (window->high_open ? value < high : value <= high);
    return true;
}

/* Division downwards and upwards; b > 0. */
static int128 divide_down(int128 a, int128 b)
{
    return a / b - (a % b < 0);
}

static int128 divide_up(int128 a, int128 b)
{
    return a / b + (a % b > 0);
}

/* Half of what 128 bits hold, so that a sum of two such numbers fits. */
#define FEASIBLE_FAR ((int128)(~(uint128)0 >> 2))

/* A question in the form that all five share: low, high are A and B of the header, and the known count is either the numerator
 * (its partners then stand below it) or the denominator. */
typedef struct feasible_question {
    int128 low, high, whole; /* A, B, D */
    bool low_open, high_open;
    bool mirrored; /* the signs of a fall's difference were turned */
    bool known_above;
    int128 count, least; /* least partner that exists */
} feasible_question;

static void feasible_mirror(feasible_question *q)
{
    int128 low = q->low;
    bool open = q->low_open;
    q->low = -q->high, q->high = -low;
    q->low_open = q->high_open, q->high_open = open;
    q->count = -q->count, q->mirrored = true;
    q->least = q->count;
}

static bool feasible_ask(feasible_question *q, feasible_given given, int128 count, const feasible_window *w)
{
    *q = (feasible_question){.low = w->low,
                             .high = w->high,
                             .low_open = w->low_open,
                             .high_open = w->high_open,
                             .known_above = given != FEASIBLE_BASE && given != FEASIBLE_WHOLE,
                             .count = count,
                             .least = 1};
    if (count > FEASIBLE_FAR || count < -FEASIBLE_FAR || w->low > FEASIBLE_FAR || w->low < -FEASIBLE_FAR ||
        w->high > FEASIBLE_FAR || w->high < -FEASIBLE_FAR || !fraction_multiply(&q->whole, 100, w->scale))
        return false;
    if (given == FEASIBLE_CURRENT || given == FEASIBLE_BASE) {
        if (__builtin_add_overflow(w->low, q->whole, &q->low) ||
            __builtin_add_overflow(w->high, q->whole, &q->high))
            return false;
    }
    if (given == FEASIBLE_PART && count > 1)
        q->least = count;
    if (!q->known_above)
        q->least = 0;
    if (given == FEASIBLE_DIFFERENCE && count < 0)
        feasible_mirror(q);
    return true;
}

/* The ends of the partners, which may lie the wrong way round (then there is none, and the two are neighbours). */
typedef struct feasible_ends {
    bool none, endless;
    int128 first, last;
} feasible_ends;

/* y with low·y <= count·D <= high·y. */
static bool feasible_ends_below(feasible_ends *out, const feasible_question *q)
{
    int128 product;
    if (!fraction_multiply(&product, q->count, q->whole) || product > FEASIBLE_FAR)
        return false;
    feasible_ends ends = {.first = q->least};
    if (q->high > 0) {
        int128 first = q->high_open ? divide_down(product, q->high) + 1 : divide_up(product, q->high);
        ends.first = first > ends.first ? first : ends.first;
    } else if (q->high < 0 || q->high_open || q->count > 0) {
        ends.none = true;
    }
    if (q->low > 0)
        ends.last = q->low_open ? divide_up(product, q->low) - 1 : divide_down(product, q->low);
    else if (q->low == 0 && q->low_open && q->count == 0)
        ends.none = true;
    else
        ends.endless = true;
    *out = ends;
    return true;
}

/* x with low·count/D <= x <= high·count/D. */
static bool feasible_ends_above(feasible_ends *out, const feasible_question *q)
{
    int128 low, high;
    if (!fraction_multiply(&low, q->low, q->count) || !fraction_multiply(&high, q->high, q->count))
        return false;
    out->none = out->endless = false;
    out->first = q->low_open ? divide_down(low, q->whole) + 1 : divide_up(low, q->whole);
    out->last = q->high_open ? divide_up(high, q->whole) - 1 : divide_down(high, q->whole);
    return true;
}

static bool feasible_counts_exist(feasible_given given, int128 count)
{
    return given == FEASIBLE_DIFFERENCE || count >= (given == FEASIBLE_BASE || given == FEASIBLE_WHOLE);
}

feasible_set feasible_partners(feasible_given given, int128 count, const feasible_window *window)
{
    feasible_set set = {.tested = true, .bounded = true};
    feasible_question q;
    feasible_ends ends;
    if (!feasible_counts_exist(given, count))
        return set;
    if (!feasible_ask(&q, given, count, window) ||
        !(q.known_above ? feasible_ends_below(&ends, &q) : feasible_ends_above(&ends, &q)))
        return (feasible_set){.tested = false};
    if (ends.first < q.least)
        ends.first = q.least;
    if (given == FEASIBLE_WHOLE && ends.last > count)
        ends.last = count;
    if (ends.none || (!ends.endless && ends.last < ends.first))
        return set;
    set.min = ends.first;
    set.bounded = !ends.endless;
    if (set.bounded)
        set.max = ends.last, set.n = ends.last - ends.first + 1;
    return set;
}

bool feasible_any(const feasible_set *set)
{
    return !set->tested || !set->bounded || set->n > 0;
}

bool feasible_could_fail(feasible_given given, int128 count, const feasible_window *window)
{
    feasible_question q;
    int128 width, product, ends;
    if (!feasible_counts_exist(given, count) || !feasible_ask(&q, given, count, window) ||
        __builtin_sub_overflow(q.high, q.low, &width))
        return false;
    if (!q.known_above)
        return fraction_multiply(&product, width, q.count) && product < q.whole;
    /* D·c/A - D·c/B < 1, multiplied by A·B. */
    return q.low > 0 && fraction_multiply(&product, q.whole, width) &&
           fraction_multiply(&product, product, q.count) && fraction_multiply(&ends, q.low, q.high) &&
           product < ends;
}

fraction feasible_percentage(feasible_given given, int128 count, int128 partner)
{
    switch (given) {
    case FEASIBLE_CURRENT:
        return fraction_change_percent(count, partner);
    case FEASIBLE_BASE:
        return fraction_change_percent(partner, count);
    case FEASIBLE_DIFFERENCE:
    case FEASIBLE_PART:
        return fraction_percent(count, partner);
    case FEASIBLE_WHOLE:
        return fraction_percent(partner, count);
    case FEASIBLE_GIVENS:
        break;
    }
    return (fraction){0, 0};
}

static feasible_figure feasible_figure_of(feasible_given given, int128 count, int128 partner, int decimals)
{
    feasible_figure figure = {.known = false};
    feasible_window window;
    if (fraction_round(&figure.number, feasible_percentage(given, count, partner), decimals,
                       FRACTION_HALF_AWAY) &&
        feasible_window_nearest(&window, figure.number, decimals, 1)) {
        figure.partners = feasible_partners(given, count, &window);
        figure.known = figure.partners.tested;
    }
    return figure;
}

/* The percentage falls as a partner that stands below the known count grows, and rises with one that stands above it. */
void feasible_neighbours(feasible_figure *below, feasible_figure *above, feasible_given given, int128 count,
                         int128 number, int decimals)
{
    feasible_window window;
    feasible_question q;
    feasible_ends ends;
    below->known = above->known = false;
    if (!feasible_counts_exist(given, count) || !feasible_window_nearest(&window, number, decimals, 1) ||
        !feasible_ask(&q, given, count, &window) ||
        !(q.known_above ? feasible_ends_below(&ends, &q) : feasible_ends_above(&ends, &q)) || ends.none)
        return;
    bool falling = q.known_above != q.mirrored;
    feasible_figure *before = falling ? above : below, *after = falling ? below : above;
    int128 earlier = given == FEASIBLE_WHOLE && ends.first > count ? count : ends.first - 1;
    if (ends.first > q.least)
        *before = feasible_figure_of(given, count, earlier, decimals);
    int128 later = ends.last + 1 < q.least ? q.least : ends.last + 1;
    if (!ends.endless && (given != FEASIBLE_WHOLE || later <= count))
        *after = feasible_figure_of(given, count, later, decimals);
}

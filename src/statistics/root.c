#include "statistics/root.h"

#include <float.h>
#include <math.h>
#include <stdbool.h>

enum { ROOT_STEPS = 200 };

typedef struct root_point {
    double x;
    double y;
} root_point;

static root_point root_at(root_function *f, const void *context, double x)
{
    return (root_point){x, f(x, context)};
}

/* Two points around the root, as near as doubling steps find them. */
static bool root_bracket(root_function *f, const void *context, double start, double step, root_point *a,
                         root_point *b)
{
    *b = root_at(f, context, start);
    double direction = b->y < 0 ? 1 : -1;
    do {
        *a = *b;
        *b = root_at(f, context, a->x + direction * step);
        step *= 2;
        if (isnan(a->y) || isnan(b->y) || fabs(b->x) > 1e6)
            return false;
    } while (a->y != 0 && (a->y < 0) == (b->y < 0));
    return true;
}

/* Fraction of the way from b back to a for the next point. c is the point dropped last. */
static double root_next(root_point a, root_point b, root_point c, double narrowest)
{
    double xi = (a.x - b.x) / (c.x - b.x), phi = (a.y - b.y) / (c.y - b.y), way = 0.5;
    if (phi * phi < xi && (1 - phi) * (1 - phi) < 1 - xi)
        way = a.y / (b.y - a.y) * c.y / (b.y - c.y) +
              (c.x - a.x) / (b.x - a.x) * a.y / (c.y - a.y) * b.y / (c.y - b.y);
    return isfinite(way) ? fmin(1 - narrowest, fmax(narrowest, way)) : 0.5;
}

double root_find(root_function *f, const void *context, double start, double step)
{
    root_point a, b;
    if (!root_bracket(f, context, start, step, &a, &b))
        return NAN;
    double way = 0.5;
    for (int i = 0; i < ROOT_STEPS; i++) {
        root_point next = root_at(f, context, a.x + way * (b.x - a.x)), dropped = a;
        if (isnan(next.y))
            return NAN;
        if ((next.y < 0) != (a.y < 0)) {
            dropped = b;
            b = a;
        }
        a = next;
        root_point best = fabs(a.y) < fabs(b.y) ? a : b;
        double tolerance = 2 * DBL_EPSILON * fmax(fabs(best.x), 0.125), width = fabs(b.x - a.x);
        if (best.y == 0 || width <= 2 * tolerance)
            return best.x;
        way = root_next(a, b, dropped, tolerance / width);
    }
    return NAN;
}

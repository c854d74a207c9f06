/* interval.h - two limits. high may be infinite; both are NaN where the question had no answer (arguments
 * outside the domain that the function states). */
#ifndef STATISTICS_INTERVAL_H
#define STATISTICS_INTERVAL_H

typedef struct interval {
    double low;
    double high;
} interval;

#endif

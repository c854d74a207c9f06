/* places.h - where a record lies: a town of Karaganda region, a city district, a point.
 *
 * The towns are those that remained in the region after Ulytau region was split off in June 2022 (so no
 * Zhezkazgan), for the whole span. A point is drawn around the middle of its town and rounded to a thousandth
 * of a degree (some 100 m): it marks no house. About one record in fourteen has no point, as in real
 * registers. */
#ifndef KARAGANDA_PLACES_H
#define KARAGANDA_PLACES_H

#include "chance.h"
#include "output.h"

#define PLACE_REGION "Карагандинская область"

typedef enum place_area {
    PLACE_CITY,
    PLACE_REST
} place_area; /**< the city of Karaganda; the rest of its region */

typedef struct place {
    const char *city;
    const char *district;    /**< "" outside the city of Karaganda */
    int longitude, latitude; /**< of the middle, thousandths of a degree */
    int reach;               /**< farthest from the middle, thousandths of a degree */
} place;

typedef struct location {
    const place *place;
    int longitude, latitude; /**< thousandths of a degree; both 0 where the point is not known */
} location;

location place_draw(chance *c, place_area area);

/** Two cells: longitude, latitude; both empty where the point is not known. */
void place_output_point(output *out, location l);

#endif
